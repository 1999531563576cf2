"""Which days a report covers as they are asked for: a rule, a period, two days; what is refused, with what words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forty_office")


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run("report", *argv, "--format", "json").out)


# -- two days ------------------------------------------------------------------------------------------------


def test_days_chosen_freely_stand_in_place_of_a_period(run: Run) -> None:
    found = answer(run, "quarter", "--from", "1/5/2021", "--to", "31/5/2021")
    period = found["period"]
    assert (period["name"], period["from"], period["to"]) == ("2021-05-01..2021-05-31", "2021-05-01", "2021-05-31")
    assert found["as_of"] == "2021-05-31"
    assert (period["scheme"], period["basis"]) == ("chosen", "khoảng thời gian tự chọn")
    # Due in May: 6 7 22 26 30 31; done: 30 31 (17 has no date; 26 was extended on 1/6, 29 cancelled on 15/5).
    assert (found["flows"]["due_in_period"], found["flows"]["done_in_period"]) == (6, 2)
    assert found["coming"] == {"from": "2021-06-01", "to": "2021-07-01"}
    assert found["by_month"][0]["from"] == "2021-01-01"  # whatever the rule in force
    assert (found["compared"]["from"], found["compared"]["to"]) == ("2021-03-31", "2021-04-30")
    text = run("report", "half", "--from", "1/5/2021", "--to", "31/5/2021").out
    assert text.splitlines()[0] == "Summary from 01/05/2021 to 31/05/2021"
    assert "PART ONE" not in text


def test_without_a_last_day_it_is_today(run: Run) -> None:
    assert answer(run, "month", "--from", "1/6/2021")["period"]["to"] == "2021-07-09"


@pytest.mark.parametrize(
    "argv",
    [
        ("quarter", "--to", "31/5/2021"), ("quarter", "--from", "1/6/2021", "--to", "31/5/2021"),
        ("quarter", "--from", "31/2/2021", "--to", "31/5/2021"),
        ("month", "--from", "mai kia"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_days_that_make_no_window_are_refused(run: Run, argv: tuple[str, ...]) -> None:
    ran = run("report", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize(
    "argv", [("2/2021",), ("--scheme", "calendar"), ("--scheme", "decree09"), ("2/2021", "--scheme", "calendar")],
    ids=" ".join,
)  # fmt: skip
def test_days_chosen_freely_leave_no_room_for_a_period_or_a_rule(run: Run, argv: tuple[str, ...]) -> None:
    ran = run("report", "quarter", *argv, "--from", "1/5/2021", "--to", "31/5/2021")
    assert (ran.code, ran.out) == (2, "")
    assert "--from and --to stand in place of PERIOD and --scheme." in ran.err


# -- rules ---------------------------------------------------------------------------------------------------


def test_the_circular_has_its_first_half_year_with_june_by_estimate(run: Run) -> None:
    found = answer(run, "half", "1/2021", "--scheme", "circular03", "--as-of", "30/6/2021")
    period = found["period"]
    assert (period["from"], period["to"], period["estimated_from"]) == ("2021-01-01", "2021-06-30", "2021-06-01")
    assert period["basis"] == "Thông tư số 03/2019/TT-BTP (báo cáo thống kê)"
    # June: due 14 15 21 22 32 33 34 37 38 23(30/6), done 5 14 23 32 33 36; 27, due on 30/6, was suspended on 1/6.
    assert (found["flows"]["due_in_estimated"], found["flows"]["done_in_estimated"]) == (10, 6)
    text = run("report", "half", "1/2021", "--scheme", "circular03").out
    assert "From 01/06/2021 on the figures are estimates." in text
    assert "Reporting window: 01/01/2021 – 30/06/2021 (Circular 03/2019/TT-BTP (statistical reports))." in text
    assert "Of these, from 01/06/2021 on by estimate: 10 due, 6 completed." in text


def test_the_tasks_behind_the_estimate_can_be_listed(run: Run) -> None:
    words = ("half", "1/2021", "--scheme", "circular03", "--rows", "done_in_estimated")
    assert [row["task"] for row in answer(run, *words)["rows"]] == [5, 14, 23, 32, 33, 36]


@pytest.mark.parametrize(
    "words", [("quarter", "2/2021"), ("month", "5/2021"), ("year", "2021"), ("nine", "2021"), ("half", "2/2021"),
              ("quarter",), ("month",), ("year",), ("nine",)],
    ids=" ".join,
)  # fmt: skip
def test_the_circular_has_no_other_report(run: Run, words: tuple[str, ...]) -> None:
    ran = run("report", *words, "--scheme", "circular03")
    assert (ran.code, ran.out) == (2, "")
    assert "circular03" in ran.err
    assert "Choose others with --scheme: decree09, calendar." in ran.err


def test_the_last_complete_half_year_of_the_circular_is_its_first_half(run: Run) -> None:
    assert answer(run, "half", "--scheme", "circular03")["period"]["name"] == "H1/2021"


def test_a_report_whose_window_is_not_over_says_so(run: Run) -> None:
    text = run("report", "quarter", "3/2021").out
    assert "The period is not over: the figures are actual up to that day." in text
    assert "Figures as of 09/07/2021." in text
    assert "The period is not over" not in run("report", "quarter", "2/2021").out


# -- around the report ---------------------------------------------------------------------------------------


def test_a_number_and_a_day_may_be_given_to_the_word_file_only_as_such(run: Run) -> None:
    assert run("report", "quarter", "2/2021", "--signed", "31/2/2021").code == 2
    ran = run("report", "quarter", "2/2021", "--template", "mau.docx")
    assert (ran.code, ran.out) == (4, "")
    assert "only a Word report has a template" in ran.err


def test_a_file_of_an_unknown_ending_is_refused_before_anything_is_made(run: Run) -> None:
    ran = run("report", "quarter", "2/2021", "-o", "bao-cao.odt")
    assert (ran.code, ran.out) == (2, "")
    assert "docx" in ran.err


# -- options that would do nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--number", "45/BC-STP"), "--number and --signed stand on a Word or PDF report only"),
        (("--signed", "15/6/2021", "-o", "quy-2.xlsx"), "--number and --signed stand on a Word or PDF report only"),
        (("--alone",), "--alone needs --unit"),
        (("--alone", "--unit", "-"), "--alone needs --unit"),
    ],
)
def test_an_option_that_would_do_nothing_is_wrong_usage(run: Run, argv: tuple[str, ...], said: str) -> None:
    ran = run("report", "quarter", "2/2021", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
