"""Recurring tasks at the command line: occurrences by name, what was skipped, the next year's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump
from tuphap_cli.store.read import counting

PLAN = "25/QĐ-STP"


@pytest.fixture
def task(office: Clerk, run: Run) -> str:
    """A task of every quarter, number 8 of the office."""
    made = run(
        "task", "add", "Báo cáo công tác hòa giải", "--decision", PLAN, "--unit", "PBPL", "--deadline", "Hằng quý"
    )
    assert made.code == 0
    return "8"


def deadlines(run: Run, task: str, *argv: str) -> list[dict[str, Any]]:
    """The deadlines of a task as `task show` gives them."""
    made: list[dict[str, Any]] = json.loads(run("task", "show", task, "-f", "json", *argv).out)["rows"][0][
        "deadlines"
    ]
    return made


def finished(run: Run, task: str) -> dict[str, str | None]:
    return {one["name"]: one["done_on"] for one in deadlines(run, task)}


def test_the_occurrences_have_their_names(task: str, run: Run) -> None:
    assert [(one["name"], one["occurrence"], one["due"]) for one in deadlines(run, task)] == [
        ("Q1", "2021-03-31", "2021-03-31"), ("Q2", "2021-06-30", "2021-06-30"),
        ("Q3", "2021-09-30", "2021-09-30"), ("Q4", "2021-12-31", "2021-12-31"),
    ]  # fmt: skip
    lines = run("task", "show", task).out.splitlines()
    table = lines[lines.index("Deadlines") + 1 :]
    assert table[0].split()[0] == "Occurrence"
    assert [line.split()[:2] for line in table[1:3]] == [["Q1", "31/03/2021"], ["Q2", "30/06/2021"]]


def test_a_single_deadline_has_no_name(office: Clerk, run: Run) -> None:
    assert [one["name"] for one in deadlines(run, "1")] == [""]
    assert "Occurrence" not in run("task", "show", "1").out


def test_without_a_name_the_earliest_open_one_is_meant(task: str, run: Run) -> None:
    ran = run("task", "done", task, "--on", "30/3", "--doc", "12/BC-STP")
    assert (
        ran.out.splitlines()[0]
        == f"8 ({PLAN}:1, Q1) done on 30/03/2021, document 12/BC-STP – on time: Báo cáo công tác hòa giải"
    )
    assert finished(run, task) == {"Q1": "2021-03-30", "Q2": None, "Q3": None, "Q4": None}
    assert f"({PLAN}:1, Q2) at 50%" in run("task", "progress", task, "--percent", "50").out


@pytest.mark.parametrize("name", ["Q2", "quý II", "2/2021", "tháng 6", "30/6", "2021-06-30"])
@pytest.mark.parametrize(
    ("verb", "said"), [("done", "done on 01/07/2021 – 1 day late"), ("start", "started on"), ("progress", "at 30%")]
)
def test_an_occurrence_is_chosen_by_its_name(task: str, run: Run, verb: str, said: str, name: str) -> None:
    percent = ("--percent", "30") if verb == "progress" else ()
    ran = run("task", verb, task, "--period", name, "--on", "1/7", *percent)
    assert (ran.code, ran.err) == (0, "")
    assert f"({PLAN}:1, Q2) {said}" in ran.out


def test_an_occurrence_may_be_recorded_after_a_later_one(task: str, run: Run) -> None:
    run("task", "done", task, "--period", "Q2", "--on", "1/7")
    assert run("task", "done", task, "--period", "Q1", "--on", "29/3").code == 0
    assert finished(run, task) == {"Q1": "2021-03-29", "Q2": "2021-07-01", "Q3": None, "Q4": None}


def test_within_one_occurrence_the_days_count_not_the_order_of_entry(task: str, run: Run) -> None:
    run("task", "progress", task, "--period", "Q2", "--percent", "80", "--on", "1/7")
    assert run("task", "done", task, "--period", "Q2", "--on", "30/6").code == 0
    ran = run("task", "done", task, "--period", "Q2", "--on", "1/7")
    assert (ran.code, "30/06/2021" in ran.err) == (4, True)


@pytest.mark.parametrize("name", ["Q5", "kỳ sau", "Q3/2022", "6T", "2021", "1/5/2021"])
def test_an_unknown_name_is_refused_with_what_there_is(task: str, office: Clerk, run: Run, name: str) -> None:
    before = dump(office.register.connection)
    ran = run("task", "done", task, "--period", name)
    assert (ran.code, ran.out) == (4, "")
    assert f"“{name}” names no single occurrence" in ran.err
    assert "Q1 (31/03/2021), Q2 (30/06/2021), Q3 (30/09/2021), Q4 (31/12/2021)" in " ".join(ran.err.split())
    assert dump(office.register.connection) == before


def test_a_task_without_a_date_has_no_occurrence(office: Clerk, run: Run) -> None:
    assert run("task", "done", "7", "--period", "Q2").code == 4


def test_one_that_is_done_is_not_done_again(task: str, run: Run) -> None:
    run("task", "done", task, "--period", "Q2", "--on", "1/7")
    ran = run("task", "done", task, "--period", "Q2")
    assert (ran.code, "01/07/2021" in ran.err) == (4, True)


def test_several_tasks_go_in_together_or_not_at_all(task: str, office: Clerk, run: Run) -> None:
    before = dump(office.register.connection)
    assert run("task", "done", task, "3", "--period", "Q1").code == 4  # task 3 is due in the third quarter
    assert dump(office.register.connection) == before


def test_a_skipped_occurrence_is_missed(task: str, run: Run) -> None:
    def reasons() -> list[str]:
        rows = json.loads(run("missed", "-f", "json").out)["rows"]
        return [reason for row in rows if row["task"] == 8 for reason in row["reasons"]]

    assert reasons() == ["never_started"]
    run("task", "done", task, "--period", "Q2", "--on", "30/6")
    assert reasons() == ["skipped"]
    run("task", "done", task, "--period", "Q1", "--on", "1/7")
    assert reasons() == []


# -- the year's end ------------------------------------------------------------------------------------------


def test_what_is_due_in_january_stays_in_the_plans_list(office: Clerk, run: Run) -> None:
    due = [day("5/11"), day("5/12"), day("5/1/2022")]
    task = str(office.task(1, "Báo cáo tháng", due=due, item="III.1"))
    assert [(one["name"], one["due"]) for one in deadlines(run, task)] == [
        ("T10", "2021-11-05"), ("T11", "2021-12-05"), ("T12", "2022-01-05"),
    ]  # fmt: skip
    assert f"({PLAN}:III.1, T12) at 10%" in run("task", "progress", task, "--period", "T12", "--percent", "10").out


def test_renew_makes_the_next_years_occurrences(task: str, office: Clerk, run: Run) -> None:
    before = len(entries(office))
    ran = run("task", "renew", task, "--year", "2022")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "8 – 4 occurrences: 31/03/2022, 30/06/2022, 30/09/2022, 31/12/2022: Báo cáo công tác hòa giải",
        "Next: tuphap task show 8",
    ]
    assert entries(office)[before:] == [("task renew", "clerk", "8, 2022")]
    shown = deadlines(run, task, "--as-of", "1/1/2022")
    assert [one["name"] for one in shown] == [
        f"Q{quarter}/{year}" for year in (2021, 2022) for quarter in (1, 2, 3, 4)
    ]


def test_renewed_occurrences_begin_with_their_year(task: str, office: Clerk, run: Run) -> None:
    """Reports as of days of the old year stay as they were."""
    for quarter in ("Q1", "Q2", "Q3", "Q4"):
        assert run("task", "done", task, "--period", quarter, "--on", "9/7").code == 0
    assert office.state(8, day("9/7")) == "done_on_time"
    run("task", "renew", task, "--year", "2022")
    assert len(deadlines(run, task)) == 4
    assert office.row(8, day("31/12")).original_due == day("31/12")
    assert office.row(8, day("1/1/2022")).original_due == day("31/3/2022")
    assert office.state(8, day("31/12")) == "done_on_time"
    assert office.state(8, day("1/1/2022")) == "in_time_under_way"
    known = counting.states(office.register.connection, day("1/1/2022"))
    assert sum(known.values()) == 8


def test_nothing_is_recorded_on_an_occurrence_before_its_year(task: str, office: Clerk, run: Run) -> None:
    run("task", "renew", task, "--year", "2022")
    for quarter in ("Q1", "Q2", "Q3", "Q4"):
        assert run("task", "done", task, "--period", quarter).code == 0
    ran = run("task", "done", task, "--period", "Q2/2022")
    assert (ran.code, "it begins on 01/01/2022" in ran.err) == (4, True)
    assert "2022" not in run("task", "done", task, "--period", "Q7").err.split("It has:")[1]
    assert [run("task", "done", task, *period).code for period in ((), ("--period", "Q2"))] == [4, 4]


def test_a_name_alone_means_the_present_year(task: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("task", "renew", task, "--year", "2022")
    run("task", "done", task, "--period", "Q1")
    monkeypatch.setenv("TUPHAP_TODAY", "2022-04-01")
    ran = run("task", "done", task, "--period", "Q1")
    assert "Q1/2022) done on 01/04/2022 – 1 day late" in ran.out
    assert ran.err == ""
    assert run("task", "done", task, "--period", "Q1").code == 4  # not last year's in its place
    ran = run("task", "done", task, "--period", "quý II")
    assert "Q2/2022) done" in ran.out
    assert "Q2/2021 of task 8 is still open; if it was meant, name it: --period Q2/2021" in ran.err
    ran = run("task", "done", task, "--period", "q2-2021")
    assert "Q2/2021) done" in ran.out
    assert "Please check: Q2/2021 of task 8 is an occurrence of 2021, and the entry is of 01/04/2022." in ran.err
    # On a day of last year there was only last year's.
    ran = run("task", "done", task, "--period", "Q3", "--on", "30/9/2021")
    assert ("Q3/2021) done on 30/09/2021" in ran.out, ran.err) == (True, "")


def test_a_name_alone_means_the_latest_year_where_the_present_one_has_none(
    task: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("task", "renew", task, "--year", "2022")
    monkeypatch.setenv("TUPHAP_TODAY", "2023-02-01")
    ran = run("task", "done", task, "--period", "Q4")
    assert "Q4/2022) done on 01/02/2023" in ran.out
    assert "Q4/2022 of task 8 is an occurrence of 2022" in ran.err


def test_renew_refuses_what_is_there_already(task: str, office: Clerk, run: Run) -> None:
    run("task", "renew", task, "--year", "2022")
    before = dump(office.register.connection)
    for year in ("2022", "2021", "2020"):
        ran = run("task", "renew", task, "--year", year)
        assert (ran.code, ran.out) == (5, "")
        assert year in ran.err
    assert dump(office.register.connection) == before
    assert run("task", "renew", task, "--year", "2023").code == 0


def test_renew_of_a_decision_takes_what_recurs(task: str, office: Clerk, run: Run) -> None:
    run("task", "add", "Báo cáo năm", "--decision", PLAN, "--deadline", "Trước ngày 15/11 hằng năm")
    run("task", "add", "Báo cáo tháng", "--decision", PLAN, "--deadline", "Hằng tháng")
    run("task", "cancel", "10", "--by", "52/STP-VP", "--reason", "Thay thế")
    before = len(entries(office))
    ran = run("task", "renew", "--decision", PLAN, "--year", "2022")
    assert (ran.code, ran.out.splitlines()[1]) == (0, "9 – 1 occurrence: 14/11/2022: Báo cáo năm")
    assert entries(office)[before:] == [("task renew", "clerk", "8, 9, 2022")]
    assert run("task", "renew", "10", "--year", "2022").code == 4
    assert [one["name"] for one in deadlines(run, "9", "--as-of", "1/1/2022")] == ["2021", "2022"]


def test_renew_is_all_or_nothing_and_can_be_tried(task: str, office: Clerk, run: Run) -> None:
    before = dump(office.register.connection)
    ran = run("task", "renew", task, "--year", "2022", "--dry-run")
    assert (ran.code, "nothing was written" in ran.out) == (0, True)
    assert run("task", "renew", task, "1", "--year", "2022").code == 4  # task 1 does not recur
    assert dump(office.register.connection) == before


@pytest.mark.parametrize("argv", [(), ("1", "--decision", PLAN)])
def test_renew_needs_tasks_or_a_decision(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    assert run("task", "renew", *argv, "--year", "2022").code == 2


def test_renew_of_a_decision_in_which_nothing_recurs_is_refused(office: Clerk, run: Run) -> None:
    ran = run("task", "renew", "--decision", PLAN, "--year", "2022")
    assert (ran.code, "recurs" in ran.err) == (4, True)


# -- reopening and extending by name -------------------------------------------------------------------------

GROUND = ("--by", "52/STP-VP", "--reason", "Chờ hướng dẫn")
MISTAKE = ("--reason", "Ghi nhầm")


def dues(run: Run, task: str) -> dict[str, str]:
    return {one["name"]: one["due"] for one in deadlines(run, task)}


def test_an_occurrence_is_reopened_by_its_name(task: str, office: Clerk, run: Run) -> None:
    for quarter, on in (("Q1", "30/3"), ("Q2", "30/6"), ("Q3", "9/7")):
        run("task", "done", task, "--period", quarter, "--on", on)
    ran = run("task", "reopen", task, "--period", "quý II/2021", *MISTAKE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "The completion of task 8 (Q2) is taken back; it runs again."
    assert finished(run, task) == {"Q1": "2021-03-30", "Q2": None, "Q3": "2021-07-09", "Q4": None}
    assert entries(office)[-1] == ("task reopen", "clerk", "8 (Q2), Ghi nhầm")
    assert "Task 8 (Q1) runs again." in run("task", "reopen", task, "--period", "Q1", "--on", "9/7", *MISTAKE).out
    assert finished(run, task) == {"Q1": None, "Q2": None, "Q3": "2021-07-09", "Q4": None}
    assert deadlines(run, task, "--as-of", "8/7")[0]["done_on"] == "2021-03-30"


def test_without_a_name_the_last_completion_is_taken_back_and_named(task: str, run: Run) -> None:
    run("task", "done", task, "--period", "Q2", "--on", "30/6")
    run("task", "done", task, "--period", "Q1", "--on", "1/7")
    assert "task 8 (Q1) is taken back" in run("task", "reopen", task, *MISTAKE).out
    assert "task 8 (Q2) is taken back" in run("task", "reopen", task, *MISTAKE).out
    assert run("task", "reopen", task, *MISTAKE).code == 5


def test_a_period_of_which_one_occurrence_is_done_names_it_for_reopening(office: Clerk, run: Run) -> None:
    run("task", "add", "Báo cáo tháng", "--decision", PLAN, "--deadline", "Hằng tháng")
    run("task", "done", "8", "--period", "T5")
    assert "(T5) is taken back" in run("task", "reopen", "8", "--period", "quý II", *MISTAKE).out
    assert run("task", "reopen", "8", "--period", "quý II", *MISTAKE).code == 4


@pytest.mark.parametrize(
    ("period", "code", "said"),
    [
        ("Q7", 4, "It has: Q1 (31/03/2021), Q2 (30/06/2021), Q3 (30/09/2021), Q4 (31/12/2021)."),
        ("Q3", 5, "Task 8 (Q3) is not recorded as done, suspended or cancelled"),
    ],
)
def test_what_cannot_be_reopened_is_refused(
    task: str, office: Clerk, run: Run, period: str, code: int, said: str
) -> None:
    run("task", "done", task, "--period", "Q2")
    before = dump(office.register.connection)
    ran = run("task", "reopen", task, "--period", period, *MISTAKE)
    assert (ran.code, ran.out) == (code, "")
    assert said in " ".join(ran.err.split())
    assert dump(office.register.connection) == before


def test_a_suspended_task_runs_again_as_a_whole(task: str, run: Run) -> None:
    run("task", "done", task, "--period", "Q1")
    run("task", "suspend", task, *GROUND)
    ran = run("task", "reopen", task, "--period", "Q1", *MISTAKE)
    assert (ran.code, "Task 8 is suspended since 09/07/2021." in ran.err) == (4, True)
    assert "Task 8 runs again." in run("task", "reopen", task, *GROUND).out


def test_the_hint_takes_exactly_this_completion_back(task: str, run: Run) -> None:
    ran = run("task", "done", task, "--period", "Q2", "--on", "30/6")
    assert ran.out.splitlines()[-1] == "Next: tuphap overdue. If this was a mistake: tuphap undo"
    ran = run("task", "done", task, "--period", "quý II")
    assert ran.err.splitlines() == [
        "Task 8 (Q2) was already recorded as done on 30/06/2021.",
        "If that was a mistake, take it back first: `tuphap task reopen 8 --period Q2 --reason …`.",
    ]
    following = run("task", "progress", task, "--period", "Q3", "--percent", "5").out.splitlines()[1]
    assert following == "Next: tuphap done 8 --period Q3 --doc NUMBER when it is finished."


def test_an_occurrence_is_extended_by_its_name(task: str, office: Clerk, run: Run) -> None:
    ran = run("task", "extend", task, "--period", "Q3/2021", "--to", "31/10", *GROUND)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "Task 8 (Q3): deadline moved from 30/09/2021 to 31/10/2021."
    assert dues(run, task)["Q3"] == "2021-10-31"
    # An earlier decision on another occurrence contradicts nothing.
    ran = run("task", "extend", task, "--to", "15/4", "--on", "30/3", *GROUND)
    assert "Task 8 (Q1): deadline moved from 31/03/2021 to 15/04/2021." in ran.out
    # One that arrives late moved it until the one decided later.
    assert run("task", "extend", task, "--period", "Q3", "--to", "1/11", "--on", "1/7", *GROUND).code == 0
    assert dues(run, task) == {"Q1": "2021-04-15", "Q2": "2021-06-30", "Q3": "2021-10-31", "Q4": "2021-12-31"}
    assert entries(office)[-1][2].startswith("8 (Q3): 2021-09-30 → 2021-11-01")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("T14", "It has: Q1 (31/03/2021), Q2 (30/06/2021), Q3 (30/09/2021), Q4 (31/12/2021)."),
        ("Q1", "Task 8 (Q1) was already recorded as done on 30/03/2021."),
    ],
)
def test_what_cannot_be_extended_is_refused(task: str, office: Clerk, run: Run, period: str, said: str) -> None:
    run("task", "done", task, "--on", "30/3")
    before = dump(office.register.connection)
    ran = run("task", "extend", task, "--period", period, "--to", "31/10", *GROUND)
    assert (ran.code, ran.out, said in " ".join(ran.err.split())) == (4, "", True)
    assert dump(office.register.connection) == before


# -- a further year, seen before it begins -------------------------------------------------------------------


@pytest.fixture
def renewed(task: str, run: Run) -> str:
    """The task with all of 2021 done, and the occurrences of 2022 made."""
    for quarter in ("Q1", "Q2", "Q3", "Q4"):
        run("task", "done", task, "--period", quarter, "--doc", "12/BC-STP")
    run("task", "renew", task, "--year", "2022")
    return task


LATER = (
    "From 01/01/2022 the next occurrence is to be done: Q1/2022, due on 31/03/2022; lead: Phòng Phổ biến pháp luật."
)


@pytest.mark.parametrize("page", ["show", "why"])
def test_what_was_renewed_is_seen_with_the_day_on_which_it_begins(renewed: str, run: Run, page: str) -> None:
    shown = run("task", page, renewed).out
    assert LATER in shown.splitlines()
    assert "Nobody has to do anything" not in shown
    assert [line.split()[0] for line in shown.splitlines() if line.endswith("begins on 01/01/2022")] == [
        "Q1/2022", "Q2/2022", "Q3/2022", "Q4/2022",
    ]  # fmt: skip
    row = json.loads(run("task", page, renewed, "-f", "json").out)["rows"][0]
    assert [one["name"] for one in row["deadlines"]] == ["Q1/2021", "Q2/2021", "Q3/2021", "Q4/2021"]
    assert row["coming"][0] == {
        "occurrence": "2022-03-31", "name": "Q1/2022", "due": "2022-03-31", "original_due": "2022-03-31",
        "begins": "2022-01-01",
    }  # fmt: skip
    assert len(row["coming"]) == 4
    assert {entry["name"] for entry in row["history"]} == {"Q1/2021", "Q2/2021", "Q3/2021", "Q4/2021"}


@pytest.mark.parametrize("page", ["show", "why"])
def test_the_page_of_an_earlier_day_stays_as_it_was(task: str, run: Run, page: str) -> None:
    for quarter in ("Q1", "Q2", "Q3", "Q4"):
        run("task", "done", task, "--period", quarter, "--on", "8/7", "--doc", "12/BC-STP")
    before = run("task", page, task, "--as-of", "8/7", "-f", "json").out
    run("task", "renew", task, "--year", "2022")
    after = run("task", page, task, "--as-of", "8/7", "-f", "json").out
    assert '"occurrence": "2022' not in after
    assert after == before


def test_once_begun_it_stands_among_the_others(renewed: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", "2022-01-01")
    shown = run("task", "show", renewed).out
    assert "begins on" not in shown
    assert "Q1/2022     31/03/2022  31/03/2022              in time, under way" in shown


@pytest.mark.parametrize(
    ("verb", "word", "waits"),
    [
        ("suspend", "suspended", "It waits for a document that lets it run again."),
        ("cancel", "cancelled", "It is cancelled; nobody has to do anything more."),
    ],
)
def test_what_is_to_come_waits_with_its_task(renewed: str, run: Run, verb: str, word: str, waits: str) -> None:
    run("task", verb, renewed, *GROUND)
    shown = run("task", "why", renewed).out
    assert f"{word}; begins on 01/01/2022" in shown
    assert shown.splitlines()[-1] == waits
    assert LATER not in run("task", "show", renewed).out


def test_while_this_years_work_is_open_that_comes_first(task: str, run: Run) -> None:
    run("task", "renew", task, "--year", "2022")
    shown = run("task", "why", task).out
    assert "begins on 01/01/2022" in shown
    assert "the next occurrence" not in shown


def test_an_occurrence_to_come_can_be_extended(renewed: str, run: Run) -> None:
    ran = run("task", "extend", renewed, "--to", "until further notice", *GROUND)
    assert "Task 8 (Q1/2022): the deadline 31/03/2022 is put off until further notice." in ran.out
    assert "Q1/2022 of task 8 is an occurrence of 2022, and the entry is of 09/07/2021." in ran.err
    assert "is to be done: Q1/2022, until further notice;" in run("task", "show", renewed).out


def test_an_occurrence_to_come_cannot_be_due_before_it_begins(renewed: str, run: Run) -> None:
    ran = run("task", "extend", renewed, "--to", "31/12/2021", *GROUND)
    assert (ran.code, ran.out) == (4, "")
    assert "the occurrence Q1/2022 begins on 01/01/2022 only" in ran.err
    assert run("task", "extend", renewed, "--to", "1/1/2022", *GROUND).code == 0


def test_a_task_done_once_a_year_is_named_by_years(office: Clerk, run: Run) -> None:
    run("task", "add", "Báo cáo năm", "--decision", PLAN, "--deadline", "Trước ngày 15/11 hằng năm")
    run("task", "done", "8")
    run("task", "renew", "8", "--year", "2022")
    shown = run("task", "why", "8").out
    assert "the next occurrence is to be done: 2022, due on 14/11/2022; lead: no lead unit." in shown
    assert "2021" in [line.split()[0] for line in shown.splitlines() if line]


def test_a_year_that_is_passed_over_is_remarked(task: str, run: Run) -> None:
    run("task", "add", "Báo cáo năm", "--decision", PLAN, "--deadline", "Trước ngày 15/11 hằng năm")
    ran = run("task", "renew", "8", "9", "--year", "2024", "--dry-run")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        f"{year} was passed over. Where the work was due in it too: tuphap task renew 8 9 --year {year}"
        for year in (2022, 2023)
    ]
    run("task", "renew", "8", "--year", "2023")
    ran = run("task", "renew", "8", "--year", "2022")  # made up for
    assert (ran.code, ran.err) == (0, "")
    assert run("task", "renew", "8", "--year", "2024").err == ""
