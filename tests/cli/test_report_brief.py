"""report brief: what the director reads before a conference, from a register made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day


@pytest.fixture
def office(clerk: Clerk, run: Run) -> Clerk:
    with clerk.at_once():
        plan = clerk.decision()
        first, second = clerk.unit("HC", "Phòng Hành chính"), clerk.unit("VP", "Văn phòng")
        clerk.task(plan, unit=first, due=day("31/5"))
        clerk.task(plan, unit=first, due=day("30/6"))
        clerk.task(plan, unit=second, due=day("15/7"))
        clerk.task(plan, unit=second, due=day("9/8"))
    assert (
        run("obstacle", "add", "Thiếu người", "--task", "1", "--on", "1/6", "--proposal", "Bổ sung biên chế").code
        == 0
    )
    assert run("filing", "record", "VP", "Q2/2021", "--on", "15/6/2021").code == 0
    return clerk


def brief(run: Run, *more: str) -> dict[str, object]:
    made = run("report", "brief", "--as-of", "9/7/2021", "--format", "json", *more)
    assert made.code == 0, made.err
    found: dict[str, object] = json.loads(made.out)
    return found


def test_it_says_what_is_late_and_why_and_what_falls_due(office: Clerk, run: Run) -> None:
    made = brief(run)
    assert made["totals"] == {"overdue": 2, "due_soon": 1, "not_filed": 1}
    rows = made["rows"]
    assert isinstance(rows, list)
    assert [(row["task"], row["days_late"], row["cause"]) for row in rows] == [
        (1, 39, "Thiếu người. Bổ sung biên chế"), (2, 9, ""),
    ]  # fmt: skip
    assert [row["task"] for row in made["soon"]] == [3]  # type: ignore[attr-defined]
    assert [row["unit"] for row in made["not_filed"]] == ["HC"]  # type: ignore[attr-defined]


def test_its_conclusions_name_units_tasks_and_proposals_and_leave_the_days_to_the_director(
    office: Clerk, run: Run
) -> None:
    assert brief(run)["conclusions"] == [
        "Phòng Hành chính finishes 2 overdue tasks (1, 2) and reports the result before …/…/….",
        "The units keep the deadlines of 1 task up to 08/08/2021; what cannot be kept is reported beforehand.",
        "Phòng Hành chính: the report for quarter II/2021 is sent in before …/…/….",
        "To be decided – Phòng Hành chính (task 1): Bổ sung biên chế.",
    ]


def test_of_several_documents_a_conclusion_says_whose_items_they_are(clerk: Clerk, run: Run) -> None:
    unit = clerk.unit("HC", "Phòng Hành chính")
    for number in ("25/QĐ-STP", "31/KH-STP"):
        plan = clerk.decision(number)
        clerk.task(plan, unit=unit, due=day("31/5"))
    assert brief(run)["conclusions"] == [
        "Phòng Hành chính finishes 2 overdue tasks (25/QĐ-STP: 1; 31/KH-STP: 1) and reports the result before …/…/…."
    ]


def test_a_conclusion_names_twelve_and_counts_the_others(clerk: Clerk, run: Run) -> None:
    with clerk.at_once():
        plan = clerk.decision()
        units = [clerk.unit(f"U{n}", f"Phòng {n}") for n in range(16)]
        for n, unit in enumerate((*units, *[units[0]] * 13)):
            clerk.task(plan, unit=unit, due=day("31/5"), item=f"I.{n}")
    made = brief(run)["conclusions"]
    assert isinstance(made, list)
    assert made[0].startswith("Phòng 0 finishes 14 overdue tasks (I.0, I.16,")
    assert "I.26; 2 other tasks) and" in made[0]
    assert made[-1].endswith("Phòng 14 (I.14); 1 other unit.")


def test_a_day_is_set_for_what_the_missed_list_says_has_none(clerk: Clerk, run: Run) -> None:
    clerk.decision()
    clerk.unit("HC", "Phòng Hành chính")
    for words in ("Khi có yêu cầu", "Quý II, III", "Sau khi Bộ Tư pháp công bố"):
        assert run("task", "add", words, "--decision", "25/QĐ-STP", "--unit", "HC", "--deadline", words).code == 0
    made = run("missed", "--as-of", "9/7/2021", "--format", "json")
    assert json.loads(made.out)["totals"]["reasons"]["no_date"] == 2
    assert brief(run)["conclusions"] == ["A day is set for 2 tasks that wait for one."]


def test_of_a_unit_it_has_that_unit_s_matters_alone(office: Clerk, run: Run) -> None:
    made = brief(run, "--unit", "VP", "--soon", "31")
    assert made["totals"] == {"overdue": 0, "due_soon": 2, "not_filed": 0}
    assert made["conclusions"] == [
        "The units keep the deadlines of 2 tasks up to 09/08/2021; what cannot be kept is reported beforehand."
    ]


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_every_format_tells_the_same(office: Clerk, run: Run, form: str) -> None:
    out = run("report", "brief", "--as-of", "9/7/2021", "--format", form).out
    for words in ("What is late, and why", "Thiếu người", "What falls due within 30 days", "Who has not reported",
                  "Proposed conclusions", "Bổ sung biên chế"):  # fmt: skip
        assert words in out


def test_a_long_list_is_cut_and_the_rest_counted(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    with clerk.at_once():
        plan = clerk.decision()
        for n in range(11):
            clerk.task(plan, unit=clerk.unit(f"U{n}", f"Phòng {n}"), due=day("31/5"))
    text = run("report", "brief", "--as-of", "9/7/2021").out
    assert "4 more are not listed here." in text
    assert "Phòng 10" in text  # its task is in the conclusions
    assert len(brief(run)["rows"]) == 11  # type: ignore[arg-type]
    assert run("report", "brief", "-o", str(tmp_path / "a.docx")).code == 0


def test_an_empty_register_has_nothing_to_conclude(clerk: Clerk, run: Run) -> None:
    assert brief(run)["conclusions"] == []
    assert "Nothing is overdue." in run("report", "brief").out
