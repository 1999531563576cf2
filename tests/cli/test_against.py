"""Extensions: what was due on a day, and reports measured by the present and by the original due days."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day

ORIGINAL = ("--against", "original")
GROUND = ("--by", "52/STP-VP", "--reason", "Chờ hướng dẫn")
HEADING = "Measured against the original due days, before any extension."


@pytest.fixture
def moved(office: Clerk) -> Clerk:
    """Task 1 (due 30/6) moved to 31/8 on 25/6, task 2 (due 31/5) put off until further notice on 1/7."""
    office.extend(1, day("31/8"), day("25/6"))
    office.extend(2, None, day("1/7"))
    return office


def answer(run: Run, *argv: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(run(*argv, "-f", "json").out)
    return made


def test_overdue_goes_by_the_day_in_force(moved: Clerk, run: Run) -> None:
    made = answer(run, "overdue")
    assert (made["against"], made["rows"]) == ("present", [])
    assert answer(run, "overdue", "--against", "present") == made
    assert HEADING not in run("overdue").out


def test_overdue_by_the_original_day_keeps_both(moved: Clerk, run: Run) -> None:
    made = answer(run, "overdue", *ORIGINAL)
    assert (made["against"], made["totals"]["deadlines"]) == ("original", 2)
    assert [(r["task"], r["due"], r["original_due"], r["days_late"], r["state"]) for r in made["rows"]] == [
        (2, None, "2021-05-31", 39, "overdue_under_way"), (1, "2021-08-31", "2021-06-30", 9, "overdue_not_started"),
    ]  # fmt: skip


def test_the_heading_says_so_and_the_table_shows_both_days(moved: Clerk, run: Run) -> None:
    lines = run("overdue", *ORIGINAL).out.splitlines()
    assert lines[1] == HEADING
    assert lines[2].split()[-2:] == ["Now", "due"]
    (first,) = [line for line in lines if line.lstrip().startswith("1 ")]
    assert "30/06/2021" in first
    assert first.endswith("31/08/2021")
    assert any(line.endswith("until further notice") for line in lines)
    assert lines[-1] == "Overdue: 2 deadlines of 2 tasks, 2 units; the longest delay is 39 days."
    assert "31 to 60 days (1)" in run("overdue", *ORIGINAL, "--by", "age").out


def test_what_falls_due_soon_goes_by_the_same_day(moved: Clerk, run: Run) -> None:
    moved.extend(3, day("30/9"), day("5/7"))  # was due on 16/7
    assert answer(run, "overdue", "--soon", "7")["soon"] == []
    assert [row["task"] for row in answer(run, "overdue", "--soon", "7", *ORIGINAL)["soon"]] == [3]


def test_exit_code_follows_what_is_measured(moved: Clerk, run: Run) -> None:
    assert (run("overdue", "--exit-code").code, run("overdue", "--exit-code", *ORIGINAL).code) == (0, 3)


@pytest.mark.parametrize("period", [("quarter", "2/2021"), ("half", "1/2021"), ("month", "7/2021"), ("nine", "2021"),
                                    ("year", "2021")])  # fmt: skip
def test_reports_measure_by_either_day(moved: Clerk, run: Run, period: tuple[str, str]) -> None:
    argv = ("report", *period, "--as-of", "9/7/2021", "--scheme", "calendar")
    present, original = answer(run, *argv), answer(run, *argv, *ORIGINAL)
    assert (present["against"], original["against"]) == ("present", "original")
    assert (present["totals"]["open_overdue"], present["totals"]["no_deadline"]) == (0, 2)
    assert (original["totals"]["open_overdue"], original["totals"]["no_deadline"]) == (2, 1)
    assert HEADING in run(*argv, *ORIGINAL).out.splitlines()
    assert HEADING not in run(*argv).out


def test_what_fell_due_in_a_period_goes_by_the_same_day(moved: Clerk, run: Run) -> None:
    argv = ("report", "quarter", "2/2021", "--scheme", "calendar")
    assert answer(run, *argv)["flows"]["due_in_period"] == 3  # task 2, put off on 1/7 only, and tasks 5 and 6
    assert answer(run, *argv, *ORIGINAL)["flows"]["due_in_period"] == 4


def test_done_after_the_original_day_is_late_by_it(moved: Clerk, run: Run) -> None:
    moved.done(1, day("5/7"))
    argv = ("report", "year", "2021", "--as-of", "9/7/2021")
    assert answer(run, *argv)["totals"]["done_late"] == 1
    assert answer(run, *argv, *ORIGINAL)["totals"]["done_late"] == 2


@pytest.mark.parametrize("argv", [("overdue",), ("report", "year", "2021")])
def test_any_other_word_is_refused(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    ran = run(*argv, "--against", "first")
    assert (ran.code, "present, original" in ran.err) == (2, True)


# -- the day in force ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("as_of", "due"), [("24/6/2021", "2021-06-30"), ("25/6/2021", "2021-08-31")])
def test_as_of_sees_the_day_that_was_in_force(moved: Clerk, run: Run, as_of: str, due: str) -> None:
    row = answer(run, "task", "show", "1", "--as-of", as_of)["rows"][0]
    assert (row["due"], row["original_due"]) == (due, "2021-06-30")


def test_overdue_of_a_past_day_does_not_know_the_later_extension(office: Clerk, run: Run) -> None:
    run("task", "extend", "1", "--to", "31/8/2021", *GROUND, "--on", "5/7")
    late = [[row["task"] for row in answer(run, "overdue", "--as-of", on)["rows"]] for on in ("4/7/2021", "5/7/2021")]
    assert late == [[2, 1], [2]]


@pytest.mark.parametrize(("on", "after"), [("30/6", False), ("1/7", True)])
def test_extend_says_where_it_came_after_the_day(office: Clerk, run: Run, on: str, after: bool) -> None:
    ran = run("task", "extend", "1", "--to", "31/8/2021", *GROUND, "--on", on)
    assert ("The extension was decided after the old deadline had passed." in ran.out) is after
