"""obstacle: a clerk enters what stands in the way, lists it as of a day, and records how it was cleared."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file

ROW = [
    "id", "task", "item", "decision", "title", "unit", "unit_name", "raised_on", "what", "proposal", "resolved_on",
    "resolution", "document", "days_open",
]  # fmt: skip
ADD = ("add", "Chưa có văn bản hướng dẫn", "--task", "2", "--proposal", "Hỏi Bộ Tư pháp", "--on", "1/6")
RESOLVE = ("resolve", "1", "--how", "Bộ đã hướng dẫn", "--doc", "1520 /BTP-HTQTCT", "--on", "5/7")


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def listed(run: Run, *argv: str) -> list[dict[str, Any]]:
    """The obstacles as ``obstacle list`` gives them."""
    rows: list[dict[str, Any]] = json.loads(run("obstacle", "list", *argv, "-f", "json").out)["rows"]
    return rows


def ids(run: Run, *argv: str) -> list[int]:
    return [row["id"] for row in listed(run, *argv)]


@pytest.fixture
def met(office: Clerk, run: Run) -> Clerk:
    """The office with three obstacles: of task 2, of the unit PBPL, and of VP's part in task 1."""
    run("obstacle", *ADD)
    run("obstacle", "add", "Thiếu biên chế", "--unit", "PBPL", "--on", "20/6")
    run("obstacle", "add", "Chậm có ý kiến", "--task", "1", "--unit", "VP", "--on", "30/6")
    return office


def test_add_enters_an_obstacle_of_a_task_and_says_what_comes_next(office: Clerk, run: Run) -> None:
    ran = run("obstacle", *ADD)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Obstacle 1 of task 2 (25/QĐ-STP:I.2) entered: Chưa có văn bản hướng dẫn",
        'Next: once it is cleared, tuphap obstacle resolve 1 --how "…" --doc DOCUMENT',
    ]
    assert listed(run) == [
        {
            "id": 1, "task": 2, "item": "I.2", "decision": "25/QĐ-STP", "title": "Đôn đốc đăng ký phong trào thi đua",
            "unit": "VP", "unit_name": "Văn phòng Sở", "raised_on": "2021-06-01", "what": "Chưa có văn bản hướng dẫn",
            "proposal": "Hỏi Bộ Tư pháp", "resolved_on": None, "resolution": "", "document": "", "days_open": 38,
        }
    ]  # fmt: skip
    assert list(listed(run)[0]) == ROW


def test_an_obstacle_of_a_unit_belongs_to_no_task(office: Clerk, run: Run) -> None:
    ran = run("obstacle", "add", "Thiếu  biên\nchế", "--unit", "phap luat", "--dry-run")
    assert ran.code == 4
    ran = run("obstacle", "add", "Thiếu  biên\nchế", "--unit", "pbpl")
    assert ran.out.splitlines()[0] == "Obstacle 1 of Phòng Phổ biến pháp luật entered: Thiếu biên chế"
    (row,) = listed(run)
    assert (row["task"], row["item"], row["decision"], row["title"]) == (None, None, None, None)
    assert (row["unit"], row["unit_name"], row["raised_on"]) == ("PBPL", "Phòng Phổ biến pháp luật", "2021-07-09")


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (("Thiếu biên chế",), 2, "--task"),
        (("Thiếu biên chế", "--task", "99"), 4, "no task"),
        (("Thiếu biên chế", "--unit", "KHAC"), 4, "no unit"),
        ((" \u200b", "--task", "1"), 4, "nothing is said"),
        (("Thiếu biên chế", "--task", "1", "--on", "25/2/2021"), 4, "only assigned on 26/02/2021"),
        (("Thiếu biên chế", "--task", "1", "--on", "10/7/2021"), 4, "in the future"),
        (("Thiếu biên chế", "--task", "1", "--on", "hôm kia đó"), 2, "hôm qua"),
        (("Báo cáo (MẬT)", "--task", "1"), 4, "State secrecy"),
        (("Thiếu biên chế", "--task", "1", "--proposal", "Xem Công văn 5 (TỐI MẬT)"), 4, "State secrecy"),
    ],
    ids=named,
)
def test_add_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int, says: str) -> None:
    before = dump_file(office.register.path)
    ran = run("obstacle", "add", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert dump_file(office.register.path) == before


def test_resolve_records_how_with_its_document(met: Clerk, run: Run) -> None:
    ran = run("obstacle", *RESOLVE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Obstacle 1 of task 2 (25/QĐ-STP:I.2) resolved on 05/07/2021: Bộ đã hướng dẫn",
        "Next: tuphap obstacle list --open",
    ]
    row = listed(run)[0]
    assert (row["resolved_on"], row["resolution"], row["document"], row["days_open"]) == (
        "2021-07-05", "Bộ đã hướng dẫn", "1520/BTP-HTQTCT", 34,
    )  # fmt: skip


def test_what_was_resolved_is_not_resolved_again(met: Clerk, run: Run) -> None:
    run("obstacle", *RESOLVE)
    before = dump_file(met.register.path)
    ran = run("obstacle", "resolve", "#1", "--how", "Cách khác")
    assert (ran.code, ran.out) == (5, "")
    assert "resolved on 05/07/2021 already" in ran.err
    assert dump_file(met.register.path) == before


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (("9", "--how", "Xong"), 4, "tuphap obstacle list"),
        (("một", "--how", "Xong"), 4, "tuphap obstacle list"),
        (("9" * 30, "--how", "Xong"), 4, "tuphap obstacle list"),
        (("1",), 2, "--how"),
        (("1", "--how", " "), 4, "nothing is said"),
        (("1", "--how", "Xong", "--on", "31/5"), 4, "only raised on 01/06/2021"),
        (("1", "--how", "Xong", "--on", "10/7"), 4, "in the future"),
        (("1", "--how", "Xong", "--doc", "12/BC-STP (MẬT)"), 4, "State secrecy"),
    ],
    ids=named,
)
def test_resolve_refuses_what_cannot_stand(met: Clerk, run: Run, argv: tuple[str, ...], code: int, says: str) -> None:
    before = dump_file(met.register.path)
    ran = run("obstacle", "resolve", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert dump_file(met.register.path) == before


def test_the_list_is_narrowed_by_task_unit_and_what_is_open(met: Clerk, run: Run) -> None:
    run("obstacle", *RESOLVE)
    assert ids(run) == [1, 2, 3]
    assert ids(run, "--open") == [2, 3]
    assert ids(run, "--task", "25/QĐ-STP:I.2") == [1]
    assert ids(run, "--unit", "VP") == [1, 3]
    assert ids(run, "--unit", "STP") == [2]  # with the units below it
    assert ids(run, "--unit", "VP", "--open") == [3]


def test_a_past_day_knows_neither_later_obstacles_nor_later_resolutions(met: Clerk, run: Run) -> None:
    run("obstacle", *RESOLVE)
    assert [ids(run, "--as-of", on) for on in ("31/5", "1/6", "30/6")] == [[], [1], [1, 2, 3]]
    (row,) = listed(run, "--as-of", "4/7", "--task", "2")
    assert (row["resolved_on"], row["resolution"], row["document"], row["days_open"]) == (None, "", "", 33)
    assert ids(run, "--as-of", "4/7", "--open") == [1, 2, 3]
    assert ids(run, "--as-of", "5/7", "--open") == [2, 3]


def test_an_obstacle_stands_under_the_unit_that_led_its_task_on_the_day(met: Clerk, run: Run) -> None:
    met.assign(2, 2, day("1/7"))
    assert [listed(run, "--task", "2", "--as-of", on)[0]["unit"] for on in ("30/6", "1/7")] == ["VP", "HCTP"]
    assert listed(run, "--task", "1")[0]["unit"] == "VP"


def test_an_obstacle_of_a_task_without_a_lead_has_no_unit(office: Clerk, run: Run) -> None:
    run("obstacle", "add", "Chưa rõ đầu mối", "--task", "7")
    assert (listed(run)[0]["unit"], listed(run)[0]["unit_name"]) == (None, None)


def test_the_list_is_drawn_with_a_tally(met: Clerk, run: Run) -> None:
    run("obstacle", *RESOLVE)
    text = run("obstacle", "list").out
    assert text.splitlines()[0] == "Obstacles on 09/07/2021"
    assert "05/07/2021: Bộ đã hướng dẫn (1520/BTP-HTQTCT)" in text
    assert "2 (25/QĐ-STP:I.2)" in text
    assert text.splitlines()[-1] == "3 obstacles; still open: 2, the oldest since 20/06/2021."
    assert run("obstacle", "list", "--task", "2").out.splitlines()[-1] == "1 obstacle, all resolved."
    assert "There is no obstacle." in run("obstacle", "list", "--task", "3").out


@pytest.mark.parametrize("verb", ["show", "why"])
def test_a_task_shows_its_obstacles(met: Clerk, run: Run, verb: str) -> None:
    made = json.loads(run("task", verb, "2", "-f", "json").out)["rows"][0]
    assert [(row["id"], list(row)) for row in made["obstacles"]] == [(1, ROW)]
    assert "Chưa có văn bản hướng dẫn" in run("task", verb, "2").out
    assert json.loads(run("task", verb, "3", "-f", "json").out)["rows"][0]["obstacles"] == []
    assert "Obstacles" not in run("task", verb, "3").out
    assert "Obstacles" not in run("task", verb, "2", "--as-of", "31/5").out


@pytest.mark.parametrize("argv", [ADD, RESOLVE], ids=lambda argv: argv[0])
def test_a_trial_writes_nothing_and_the_deed_is_one_row_of_the_journal(
    met: Clerk, run: Run, argv: tuple[str, ...]
) -> None:
    before = dump_file(met.register.path)
    tried = run("obstacle", *argv, "--dry-run")
    assert dump_file(met.register.path) == before
    assert tried.out.splitlines()[0] == "Tried only; nothing was written."
    done = run("obstacle", *argv)
    assert done.out.splitlines()[0] == tried.out.splitlines()[1]
    (written,) = entries(met)[len(before["journal"]) :]
    assert written.command == f"obstacle {argv[0]}"
    assert written.summary.endswith((": Chưa có văn bản hướng dẫn", ": Bộ đã hướng dẫn"))
