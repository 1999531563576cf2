"""Entries about days that a signed report has counted: refused, let in with --adjust, shown apart in the next one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, dump_file

ON = ("--on", "14/6/2021")
GROUND = ("--by", "60/STP-VP", "--reason", "Theo yêu cầu của cấp trên")
# Each command about a day of the second quarter, with what the ledger calls its entry and the tasks that it concerns
# (see tests/support/forty.py).
ENTRIES: dict[str, tuple[tuple[str, ...], str, list[int]]] = {
    "done": (("task", "done", "6", *ON, "--doc", "6/BC-STP"), "done", [6]),
    "start": (("task", "start", "6", *ON), "start", [6]),
    "progress": (("task", "progress", "6", "--percent", "40", *ON), "progress", [6]),
    "extend": (("task", "extend", "6", "--to", "31/8/2021", *GROUND, *ON), "extend", [6]),
    "suspend": (("task", "suspend", "6", *GROUND, *ON), "suspend", [6]),
    "cancel": (("task", "cancel", "6", *GROUND, *ON), "cancel", [6]),
    "reopen": (("task", "reopen", "5", "--reason", "Chưa xong", *ON), "reopen", [5]),
    "take back": (("task", "reopen", "5", "--reason", "Ghi nhầm"), "void", [5]),
    "resume": (("task", "reopen", "27", *GROUND, *ON), "resume", [27]),
    "assign": (("task", "assign", "6", "--unit", "PB", *ON), "assign", [6]),
    "transfer": (("unit", "transfer", "QT", "--to", "HT", *GROUND, *ON), "assign", [25, 35]),
    "withdraw": (("decision", "withdraw", "40/KH-STP", *GROUND, *ON), "cancel", [27, 28, 34, 35, 37, 38, 39]),
}
EACH = pytest.mark.parametrize("name", ENTRIES)


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run(*argv, "--format", "json").out)


def shown_apart(run: Run, period: str) -> list[tuple[str, int, str]]:
    """Kind, task and closed period of what the report of a quarter shows apart."""
    rows = answer(run, "report", "quarter", period)["adjusted"]
    return [(row["kind"], row["task"], row["period"]) for row in rows]


@pytest.fixture
def closed(forty_office: Clerk, run: Run) -> Clerk:
    """The forty tasks, their second quarter closed; task 35 as it was before it went to another unit in July."""
    assert run("report", "close", "Q2/2021").code == 0
    return forty_office


@EACH
def test_an_entry_into_a_closed_period_is_refused(closed: Clerk, run: Run, name: str) -> None:
    before = dump_file(closed.register.path)
    ran = run(*ENTRIES[name][0])
    assert (ran.code, ran.out) == (5, "")
    named = "quarter II/2021 (15/03/2021 – 14/06/2021), signed and closed on 09/07/2021"
    assert f"The report of {named}, has counted 14/06/2021." in ran.err
    assert "--adjust" in ran.err.splitlines()[-1]
    assert dump_file(closed.register.path) == before


@EACH
def test_with_adjust_it_goes_in_and_the_next_report_shows_it_apart(closed: Clerk, run: Run, name: str) -> None:
    words, kind, tasks = ENTRIES[name]
    assert run(*words, "--adjust").code == 0
    assert entries(closed)[-1].command == f"{' '.join(words[:2])} --adjust"
    assert shown_apart(run, "3/2021") == [(kind, task, "Q2/2021") for task in tasks]
    text = run("report", "quarter", "3/2021").out
    count = "1 entry was made" if len(tasks) == 1 else f"{len(tasks)} entries were made"
    assert f"{count} after the period was closed; the signed figures stay as they are." in text
    shown = text.partition("Entered into closed periods")[2]
    assert f"V{tasks[0]}. Việc {tasks[0]}" in shown
    assert "quarter II/2021" in shown  # as the office writes it, not as it is typed
    assert "Q2/2021" not in shown


@EACH
def test_a_trial_with_adjust_writes_nothing(closed: Clerk, run: Run, name: str) -> None:
    before = dump_file(closed.register.path)
    assert run(*ENTRIES[name][0], "--adjust", "--dry-run").code == 0
    assert dump_file(closed.register.path) == before


def test_days_after_the_closed_period_are_free(closed: Clerk, run: Run) -> None:
    assert run("task", "start", "6", "--on", "15/6/2021").code == 0
    assert entries(closed)[-1].command == "task start"
    assert shown_apart(run, "3/2021") == []


def test_days_before_it_are_counted_in_its_total_figures(closed: Clerk, run: Run) -> None:
    ran = run("task", "start", "10", "--on", "14/3/2021")
    assert (ran.code, "has counted 14/03/2021" in ran.err) == (5, True)
    assert run("task", "start", "10", "--on", "14/3/2021", "--adjust").code == 0
    assert shown_apart(run, "3/2021") == [("start", 10, "Q2/2021")]


def test_both_edges_of_the_closed_period_belong_to_it(closed: Clerk, run: Run) -> None:
    assert run("task", "start", "10", "--on", "15/3/2021").code == 5
    assert run("task", "start", "10", "--on", "14/6/2021").code == 5


def test_nothing_is_shown_apart_where_nothing_was_entered(closed: Clerk, run: Run) -> None:
    assert "Entered into closed periods" not in run("report", "quarter", "3/2021").out


def test_a_period_shows_apart_what_went_into_others_not_what_went_into_itself(closed: Clerk, run: Run) -> None:
    run("task", "start", "6", *ON, "--adjust")
    live = answer(run, "report", "quarter", "2/2021", "--as-of", "14/6/2021")
    assert (live["totals"]["overdue_under_way"], live["adjusted"]) == (6, [])


def test_several_tasks_go_in_together_or_not_at_all(closed: Clerk, run: Run) -> None:
    before = dump_file(closed.register.path)
    assert run("task", "done", "6", "7", *ON).code == 5
    assert dump_file(closed.register.path) == before


def test_a_later_signed_report_has_shown_it_and_the_one_after_does_not(
    closed: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("task", "start", "6", *ON, "--adjust")
    monkeypatch.setenv("TUPHAP_TODAY", "2021-09-20")
    once = [("start", 6, "Q2/2021")]
    assert (shown_apart(run, "3/2021"), shown_apart(run, "4/2021")) == (once, once)
    assert run("report", "close", "Q3/2021").code == 0
    assert (shown_apart(run, "3/2021"), shown_apart(run, "4/2021")) == (once, [])
    run("task", "progress", "6", "--percent", "60", "--on", "1/9/2021", "--adjust")
    assert shown_apart(run, "3/2021") == once  # as it was signed
    assert shown_apart(run, "4/2021") == [("progress", 6, "Q3/2021")]


def test_what_was_entered_and_taken_back_again_is_nothing(closed: Clerk, run: Run) -> None:
    run("task", "done", "6", *ON, "--adjust")
    assert run("task", "reopen", "6", "--reason", "Ghi nhầm", "--adjust").code == 0
    assert shown_apart(run, "3/2021") == []


def test_a_completion_that_a_report_was_signed_with_and_that_is_taken_back_later_is_shown(
    closed: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("task", "done", "6", *ON, "--adjust")
    monkeypatch.setenv("TUPHAP_TODAY", "2021-09-20")
    run("report", "close", "Q3/2021")
    run("task", "reopen", "6", "--reason", "Ghi nhầm", "--adjust")
    assert shown_apart(run, "4/2021") == [("void", 6, "Q2/2021")]


def test_a_report_of_another_kind_or_of_other_windows_has_its_own_closings(closed: Clerk, run: Run) -> None:
    run("task", "start", "6", *ON, "--adjust")
    assert answer(run, "report", "month", "7/2021")["adjusted"] == []
    assert answer(run, "report", "quarter", "3/2021", "--scheme", "calendar")["adjusted"] == []


def test_what_is_shown_apart_is_narrowed_with_the_report(closed: Clerk, run: Run) -> None:
    run("task", "start", "6", *ON, "--adjust")
    assert len(answer(run, "report", "quarter", "3/2021", "--unit", "HC")["adjusted"]) == 1
    assert answer(run, "report", "quarter", "3/2021", "--unit", "TG")["adjusted"] == []


def test_opened_again_the_period_shows_nothing_apart(closed: Clerk, run: Run) -> None:
    run("task", "start", "6", *ON, "--adjust")
    run("report", "reopen", "Q2/2021", *GROUND)
    assert shown_apart(run, "3/2021") == []
    assert run("task", "progress", "6", "--percent", "50", *ON).code == 0


# What leaves no entry in the ledger: a command, and what the list calls it while it stands and once it is taken back.
TOLD = {
    "added": (("task", "add", "Việc vào sau", "--decision", "10/QĐ-STP", "--assigned", "14/6/2021"), "removed"),
    "corrected": (("task", "edit", "6", "--due", "10/6/2021", "--reason", "Gõ nhầm"), "uncorrected"),
    "raised": (("obstacle", "add", "Thiếu biên chế", "--task", "6", *ON), "unraised"),
}


def before_the_closing(clerk: Clerk) -> str:
    """The number of the journal's entry before the last closing of a period."""
    closings = [number for number, entry in enumerate(entries(clerk), 1) if entry.command == "report close"]
    return str(closings[-1] - 1)


@pytest.fixture
def later(closed: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Enter what is TOLD with --adjust, and go to a day on which the third quarter is over."""

    def enter(kind: str) -> None:
        assert run(*TOLD[kind][0], "--adjust").code == 0
        monkeypatch.setenv("TUPHAP_TODAY", "2021-09-20")

    return enter


@pytest.mark.parametrize("kind", TOLD)
def test_what_a_report_has_shown_and_is_taken_back_later_is_shown_by_the_next(
    closed: Clerk, run: Run, later: Callable[[str], None], kind: str
) -> None:
    later(kind)
    assert [row[0] for row in shown_apart(run, "3/2021")] == [kind]
    assert run("report", "close", "Q3/2021").code == 0
    assert shown_apart(run, "4/2021") == []
    assert run("undo", before_the_closing(closed), "--yes", "--adjust").code == 0
    rows = answer(run, "report", "quarter", "4/2021")["adjusted"]
    assert [(row["kind"], row["period"]) for row in rows] == [(TOLD[kind][1], "Q2/2021")]
    assert rows[0]["title"] == ("Việc vào sau" if kind == "added" else "Việc 6")
    assert "taken back" in run("report", "quarter", "4/2021").out.partition("Entered into closed periods")[2]
    assert run("redo", before_the_closing(closed), "--yes", "--adjust").code == 0
    assert shown_apart(run, "4/2021") == []


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_taken_back_before_any_report_has_shown_it_is_nothing_and_done_again_it_is_something(
    run: Run, later: Callable[[str], None], kind: str
) -> None:
    later(kind)
    assert run("undo", "--yes", "--adjust").code == 0
    assert shown_apart(run, "3/2021") == []
    assert run("redo", "--yes", "--adjust").code == 0
    assert [row[0] for row in shown_apart(run, "3/2021")] == [kind]
