"""report of each kind: the days that it covers, the day of its figures, the rule that is in force."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.conftest import Run
from tests.support import read_back
from tests.support.registers import Clerk, day
from tuphap_cli.domain.model import TaskKind


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def answer(run: Run, *argv: str) -> Any:
    """The JSON that a command writes."""
    return json.loads(run(*argv, "--format", "json").out)


PERIODS = [
    (("month", "5/2021"), "decree09", "2021-04-15", "2021-05-14"),
    (("month", "5/2021"), "calendar", "2021-05-01", "2021-05-31"),
    (("quarter", "2/2021"), "decree09", "2021-03-15", "2021-06-14"),
    (("quarter", "II/2021"), "calendar", "2021-04-01", "2021-06-30"),
    (("half", "1/2021"), "decree09", "2020-12-15", "2021-06-14"),
    (("half", "2/2020"), "calendar", "2020-07-01", "2020-12-31"),
    (("nine", "2020"), "calendar", "2020-01-01", "2020-09-30"),
    (("year", "2020"), "decree09", "2019-12-15", "2020-12-14"),
    (("year", "2021"), "calendar", "2021-01-01", "2021-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "scheme", "start", "end"), PERIODS)
def test_a_period_covers_the_days_of_its_scheme(
    office: Clerk, run: Run, words: tuple[str, ...], scheme: str, start: str, end: str
) -> None:
    period = answer(run, "report", *words, "--scheme", scheme)["period"]
    assert (period["scheme"], period["from"], period["to"]) == (scheme, start, end)
    assert period["basis"]


def test_a_report_shows_its_cut_off_day_unless_that_is_still_to_come(office: Clerk, run: Run) -> None:
    assert answer(run, "report", "quarter", "2/2021")["as_of"] == "2021-06-14"
    assert answer(run, "report", "year", "2021")["as_of"] == "2021-07-09"
    assert answer(run, "report", "quarter", "2/2021", "--as-of", "9/7/2021")["as_of"] == "2021-07-09"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("9/7/2021", {"done_on_time": 1, "done_late": 1, "open_in_time": 2, "open_overdue": 2, "no_deadline": 1}),
        ("14/6/2021", {"done_on_time": 1, "done_late": 1, "open_in_time": 3, "open_overdue": 1, "no_deadline": 1}),
        ("4/6/2021", {"done_on_time": 0, "done_late": 0, "open_in_time": 4, "open_overdue": 2, "no_deadline": 1}),
    ],
)
def test_a_summary_counts_each_task_in_one_box(office: Clerk, run: Run, as_of: str, expected: dict[str, int]) -> None:
    totals = answer(run, "report", "quarter", "2/2021", "--as-of", as_of)["totals"]
    assert {box: totals[box] for box in expected} == expected
    assert totals["assigned"] == 7


def test_a_summary_counts_what_fell_due_and_what_was_done_in_the_period(office: Clerk, run: Run) -> None:
    flows = answer(run, "report", "quarter", "2/2021", "--as-of", "9/7/2021")["flows"]
    assert (flows["due_in_period"], flows["done_in_period"]) == (3, 2)
    flows = answer(run, "report", "quarter", "2/2021", "--scheme", "calendar", "--as-of", "9/7/2021")["flows"]
    assert (flows["due_in_period"], flows["done_in_period"]) == (4, 2)


def test_a_summary_of_a_unit_counts_only_its_tasks(office: Clerk, run: Run) -> None:
    found = answer(run, "report", "quarter", "2/2021", "--unit", "VP", "--as-of", "9/7/2021")
    assert found["totals"]["assigned"] == 2
    assert [row["unit"] for row in found["by_unit"]] == ["VP"]
    assert "Only Văn phòng Sở." in run("report", "quarter", "2/2021", "--unit", "VP").out


def test_a_summary_writes_its_rates_out(office: Clerk, run: Run) -> None:
    text = run("report", "quarter", "2/2021", "--as-of", "9/7/2021").out
    assert text.splitlines()[0] == "Summary of quarter II/2021"
    rates = read_back.in_text(text, "Rate", 5)
    assert rates[1] == ["finished ÷ (finished + overdue)", "2", "4", "50.00%", "–", "–"]
    assert rates[2] == ["finished ÷ tasks with a deadline", "2", "6", "33.33%", "0.00%", "+33.33"]
    assert answer(run, "report", "quarter", "2/2021", "--as-of", "9/7/2021")["rates"]["finished_of_due"] == 50.0


def test_a_summary_of_nothing_has_no_rate(register_path: object, run: Run) -> None:
    assert set(answer(run, "report", "year", "2021")["rates"].values()) == {None}
    assert run("report", "year", "2021").code == 0


@pytest.mark.parametrize(
    ("kind", "start"),
    [("month", "2021-05-15"), ("quarter", "2021-03-15"), ("half", "2020-12-15"), ("year", "2019-12-15")],
)
def test_without_a_period_the_last_complete_one_is_taken(office: Clerk, run: Run, kind: str, start: str) -> None:
    assert answer(run, "report", kind)["period"]["from"] == start


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("month", "13/2021"), "5/2021"), (("quarter", "5/2021"), "2/2021"), (("quarter", "quý hai"), "2/2021"),
        (("half", "3/2021"), "1/2021"), (("nine", "chín tháng"), "2021"), (("year", "21"), "2021"),
        (("year", "20211"), "2021"),
    ],
    ids=named,
)  # fmt: skip
def test_a_period_that_does_not_exist_is_refused_with_its_form(
    office: Clerk, run: Run, words: tuple[str, ...], form: str
) -> None:
    ran = run("report", *words)
    assert (ran.code, ran.out) == (2, "")
    assert f"“{words[1]}” is not a period" in ran.err
    assert form in ran.err.splitlines()[-1]


def test_the_windows_follow_the_setting_and_the_option_wins(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_SCHEME", "calendar")
    assert answer(run, "report", "quarter", "2/2021")["period"]["from"] == "2021-04-01"
    assert answer(run, "report", "quarter", "2/2021", "--scheme", "decree09")["period"]["from"] == "2021-03-15"


def test_figures_and_days_are_written_the_vietnamese_way(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    text = run("report", "quarter", "2/2021", "--as-of", "9/7/2021").out
    assert "33,33%" in text
    assert "09/07/2021" in text


def test_tasks_handed_down_later_are_not_in_an_earlier_report(office: Clerk, run: Run) -> None:
    plan = office.decision("27/QĐ-STP", date(2021, 7, 1))
    office.task(plan, "Việc mới giao", kind=TaskKind.AD_HOC, assigned=date(2021, 7, 1), due=day("30/7"))
    assert answer(run, "report", "quarter", "2/2021")["totals"]["assigned"] == 7
    assert answer(run, "report", "quarter", "2/2021", "--as-of", "1/7/2021")["totals"]["assigned"] == 8
