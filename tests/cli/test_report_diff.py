"""report diff: which of the forty tasks moved from where to where between two periods."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.conftest import Run

BOXES = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended", "cancelled")
# From 14/3 to 14/6 (tests/support/forty.py); None: not handed down yet.
MOVED = {
    (None, "done_on_time"): [30, 33, 36],
    (None, "done_late"): [31, 32],
    (None, "open_in_time"): [34, 38],
    (None, "open_overdue"): [28, 37],
    (None, "no_deadline"): [35, 39],
    (None, "suspended"): [27],
    (None, "cancelled"): [29, 40],
    ("open_in_time", "done_on_time"): [4, 23],
    ("open_in_time", "done_late"): [5],
    ("open_in_time", "open_overdue"): [6, 7, 8, 9, 10, 11, 22, 25],
    ("open_in_time", "no_deadline"): [26],
    ("open_overdue", "done_late"): [3],
}
WITHIN = {15: "state", 21: "state", 24: "due"}  # begun, with an occurrence done; extended
Q1 = dict(zip(BOXES, (1, 1, 16, 3, 5, 0, 0), strict=True))
Q2 = dict(zip(BOXES, (6, 5, 6, 12, 8, 1, 2), strict=True))

pytestmark = pytest.mark.usefixtures("forty_office")


def diff(run: Run, *argv: str) -> Any:
    return json.loads(run("report", "diff", *argv, "--format", "json").out)


def moves(found: Any) -> dict[tuple[str | None, str | None], int]:
    return {(move["from"], move["to"]): move["tasks"] for move in found["moves"]}


def test_every_task_that_stands_otherwise_has_its_row(run: Run) -> None:
    found = diff(run, "Q1/2021", "Q2/2021")
    boxed = {task: "added" if pair[0] is None else "box" for pair, tasks in MOVED.items() for task in tasks}
    assert {row["task"]: row["what"] for row in found["rows"]} == boxed | WITHIN
    assert found["totals"] == {"tasks": 30, "boxes": 27}
    rows = {row["task"]: row for row in found["rows"]}
    assert (rows[3]["from"], rows[3]["to"]) == ("overdue_under_way", "done_late")
    assert (rows[24]["due_from"], rows[24]["due_to"]) == ("2021-04-30", "2021-07-31")
    assert (rows[30]["from"], rows[30]["due_from"], rows[30]["to"]) == (None, None, "done_on_time")


def test_the_moves_from_box_to_box_are_counted(run: Run) -> None:
    found = diff(run, "Q1/2021", "Q2/2021")
    assert moves(found) == {pair: len(tasks) for pair, tasks in MOVED.items()}
    assert (found["from"], found["to"]) == (
        {"name": "Q1/2021", "as_of": "2021-03-14"}, {"name": "Q2/2021", "as_of": "2021-06-14"},
    )  # fmt: skip


def test_the_matrix_leads_from_the_figures_of_the_one_to_those_of_the_other(run: Run) -> None:
    came, went = Counter[str | None](), Counter[str | None]()
    for (before, after), tasks in moves(diff(run, "Q1/2021", "Q2/2021")).items():
        went[before] += tasks
        came[after] += tasks
    assert {box: Q1[box] - went[box] + came[box] for box in BOXES} == Q2


def test_the_rows_follow_the_plans(run: Run) -> None:
    tasks = [row["task"] for row in diff(run, "Q1/2021", "Q2/2021")["rows"]]
    assert tasks == sorted(tasks)


def test_the_other_way_round_it_is_the_other_way_round(run: Run) -> None:
    there, back = diff(run, "Q1/2021", "Q2/2021"), diff(run, "Q2/2021", "Q1/2021")
    assert {(b, a): count for (a, b), count in moves(there).items()} == moves(back)


def test_a_period_does_not_differ_from_itself(run: Run) -> None:
    found = diff(run, "Q2/2021", "Q2/2021")
    assert (found["rows"], found["moves"], found["totals"]) == ([], [], {"tasks": 0, "boxes": 0})
    text = run("report", "diff", "Q2/2021", "Q2/2021").out
    assert "No task moved from one box to another." in text
    assert "Every task stands as it stood." in text
    assert "signed" not in text  # nothing was


def test_the_columns_bear_the_names_of_the_periods(run: Run) -> None:
    text = run("report", "diff", "Q1/2021", "Q2/2021", "-f", "md").out
    assert "| Quarter I/2021 | Quarter II/2021 | Tasks |" in text
    assert "| No. | Item | Task | Lead | Quarter I/2021 | Quarter II/2021 | Due |" in text
    assert run("report", "close", "Q1/2021").code == 0
    text = run("report", "diff", "Q1/2021", "Q2/2021", "-f", "md").out
    assert "| Signed figures of quarter I/2021 | Quarter II/2021 | Tasks |" in text


@pytest.mark.parametrize("sides", [("Q1/2021", "Q2/2021"), ("Q2/2021", "Q1/2021")], ids=" ".join)
def test_a_task_that_is_not_counted_on_one_side_keeps_its_unit_plainly(run: Run, sides: tuple[str, str]) -> None:
    lines = run("report", "diff", *sides, "-f", "md").out.splitlines()
    cells = next([c.strip() for c in line.strip("|").split("|")] for line in lines if "Việc 30 " in line)
    assert cells[3] == "TG"
    assert "not counted" in cells[4:6]


def test_of_a_unit_and_those_below_it(run: Run) -> None:
    # Of TG: 10 11 23 30 31 40; of QT: 4 5 25 33 36 35, of HT: 3 24 26, of HC itself: 6 7 22 29 34.
    assert [row["task"] for row in diff(run, "Q1/2021", "Q2/2021", "--unit", "TG")["rows"]] == [
        10,
        11,
        23,
        30,
        31,
        40,
    ]
    below = [row["task"] for row in diff(run, "Q1/2021", "Q2/2021", "--unit", "HC")["rows"]]
    assert below == [3, 4, 5, 6, 7, 21, 22, 24, 25, 26, 29, 33, 34, 35, 36]
    assert "Only Trung tâm Trợ giúp." in run("report", "diff", "Q1/2021", "Q2/2021", "--unit", "TG").out


def test_a_task_that_only_went_to_another_unit_is_named_with_both(run: Run) -> None:
    found = diff(run, "Q2/2021", "Q3/2021")
    rows = {row["task"]: row for row in found["rows"]}
    assert (rows[35]["what"], rows[35]["from"], rows[35]["to"]) == ("unit", "no_deadline", "no_deadline")
    lines = run("report", "diff", "Q2/2021", "Q3/2021").out.splitlines()
    assert ["QT → TG" in line for line in lines if "Việc 35" in line] == [True]
    # Since 14/6: 14 done 20/6; 15 due 14/6, 21 due 30/6, 34 due 14/6, 38 due 15/6 are overdue on 9/7.
    assert {task: row["what"] for task, row in rows.items()} == {
        14: "box", 15: "box", 21: "box", 34: "box", 35: "unit", 38: "box",
    }  # fmt: skip
    assert found["to"] == {"name": "Q3/2021", "as_of": "2021-07-09"}


def test_what_ended_in_the_old_year_is_not_counted_in_the_new_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", "2022-04-01")
    found = diff(run, "Q4/2021", "Q1/2022")
    ended = [row["task"] for row in found["rows"] if row["what"] == "ended"]
    assert ended == [1, 2, 3, 4, 5, 14, 17, 19, 23, 29, 30, 31, 32, 33, 36, 40]
    assert moves(found)["done_on_time", None] == 7  # 1 4 14 23 30 33 36
    assert moves(found)["done_late", None] == 5  # 2 3 5 31 32
    assert moves(found)["cancelled", None] == 2
    newer = json.loads(run("report", "quarter", "1/2022", "-f", "json").out)
    assert (newer["left_out"], newer["totals"]["assigned"]) == (16, 24)
    assert "16 tasks that had ended before 15/12/2021 are not counted." in run("report", "quarter", "1/2022").out


def test_the_drawn_matrix_holds_the_same_counts(run: Run) -> None:
    text = run("report", "diff", "Q1/2021", "Q2/2021", "-f", "md").out
    for line in (
        "| not counted | open, overdue | 2 |",
        "| open, in time | open, overdue | 8 |",
        "| open, overdue | done late | 1 |",
    ):  # fmt: skip
        assert line in text
    assert "30 tasks stand otherwise." in text


@pytest.mark.parametrize(
    "argv", [("Q1/2021",), ("Q1/2021", "Q2/2021", "--closed"), ("Q1/2021", "hai"), ()], ids=" ".join
)
def test_two_periods_are_needed_or_one_that_was_closed(run: Run, argv: tuple[str, ...]) -> None:
    ran = run("report", "diff", *argv)
    assert ran.code in {2, 4}
    assert ran.out == ""
    assert ran.err
