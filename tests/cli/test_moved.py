"""Due days that a person enters or a document moves: several at once, earlier than before, halted in hindsight."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump

BY = ("--by", "53/STP-VP", "--reason", "Theo yêu cầu của cấp trên")


def shown(run: Run, task: str, command: str = "show", as_of: str = "today") -> dict[str, Any]:
    row: dict[str, Any] = json.loads(run("task", command, task, "--as-of", as_of, "-f", "json").out)["rows"][0]
    return row


def days(run: Run, task: str) -> list[str]:
    return [one["due"] for one in shown(run, task)["deadlines"]]


# -- several days entered -------------------------------------------------------------------------------------


@pytest.mark.parametrize("due", ["30/6/2021; 30/9/2021", "30/9 và 30/6"])
def test_edit_enters_several_days(office: Clerk, run: Run, due: str) -> None:
    ran = run("task", "edit", "1", "--due", due)
    assert ran.out.splitlines()[1] == "Task 1: due 30/06/2021, 30/09/2021."
    assert days(run, "1") == ["2021-06-30", "2021-09-30"]
    assert [one["name"] for one in shown(run, "1")["deadlines"]] == ["Q2", "Q3"]


def test_add_enters_several_days(office: Clerk, run: Run) -> None:
    run("task", "add", "Kiểm tra hai đợt", "--decision", "25/QĐ-STP", "--due", "30/6/2021; 30/9/2021")
    assert days(run, "8") == ["2021-06-30", "2021-09-30"]


def test_a_day_with_a_record_keeps_it_beside_new_ones(office: Clerk, run: Run) -> None:
    run("task", "done", "1", "--on", "25/6", "--doc", "90/BC-STP")
    run("task", "edit", "1", "--due", "30/6/2021; 30/9/2021")
    assert [one["done_on"] for one in shown(run, "1")["deadlines"]] == ["2021-06-25", None]


def test_a_day_with_a_record_is_not_dropped_for_several_others(office: Clerk, run: Run) -> None:
    run("task", "done", "1", "--on", "25/6", "--doc", "90/BC-STP")
    before = dump(office.register.connection)
    ran = run("task", "edit", "1", "--due", "31/7/2021; 30/9/2021")
    assert ran.code == 4
    assert "recorded on the due day 30/06/2021, which “31/07/2021, 30/09/2021” no longer has" in ran.err
    assert dump(office.register.connection) == before


@pytest.mark.parametrize(
    ("due", "code", "told"),
    [
        ("30/6/2021; 30/6/2021", 4, "30/06/2021 stands there twice"),
        ("30/6/2021;;30/9/2021", 2, "is not a date"),
        ("30/6/2021; bao giờ xong", 2, "“bao giờ xong” is not a date"),
        ("30/6/2021; 1/1/2021", 4, "assigned on 26/02/2021"),
        (";", 2, "is not a date"),
    ],
)
def test_wrong_days_change_nothing(office: Clerk, run: Run, due: str, code: int, told: str) -> None:
    before = dump(office.register.connection)
    ran = run("task", "edit", "1", "--due", due)
    assert (ran.code, told in ran.err) == (code, True)
    assert dump(office.register.connection) == before


# -- shortened by a document ----------------------------------------------------------------------------------


def test_a_document_may_shorten_and_reply_and_page_say_so(office: Clerk, run: Run) -> None:
    ran = run("task", "extend", "4", "--to", "31/8/2021", *BY)
    assert ran.out.splitlines()[0] == (
        "Task 4: deadline shortened by 30 days, from 30/09/2021 to 31/08/2021; this is no extension."
    )
    assert len(ran.out.splitlines()) == 2
    page = run("task", "why", "4").out
    assert "Extended and shortened" in page.splitlines()
    assert "By 53/STP-VP of 09/07/2021, shortened by 30 days, from 30/09/2021 to 31/08/2021: Theo yêu cầu" in page
    assert [entry["days_moved"] for entry in shown(run, "4", "why")["extensions"]] == [-30]


def test_a_day_that_had_passed_when_it_was_decided_is_named(office: Clerk, run: Run) -> None:
    ran = run("task", "extend", "4", "--to", "30/6/2021", *BY)
    assert ran.out.splitlines()[1] == "The new deadline had passed already when this was decided."
    assert shown(run, "4")["state"] == "overdue_not_started"


@pytest.mark.parametrize(
    ("later", "stays"), [("31/12", "31/12/2021"), ("", "until further notice"), ("30/11", "")], ids=str
)
def test_a_decision_of_a_later_day_that_holds_is_named(office: Clerk, run: Run, later: str, stays: str) -> None:
    """A paper of 5/7 that comes in after one of 8/7 does not move the deadline, unless both say the same."""
    office.extend(4, day(later) if later else None, day("8/7"))
    ran = run("task", "extend", "4", "--to", "30/11/2021", *BY, "--on", "5/7/2021")
    told = f"Task 4: a decision of a later day is in the register; by it the deadline stays {stays}."
    assert (ran.code, told in " ".join(ran.err.split())) == (0, bool(stays))


def test_the_page_says_by_how_many_days_it_was_extended(office: Clerk, run: Run) -> None:
    office.extend(4, day("31/10"), day("5/7"))
    page = run("task", "why", "4").out
    assert "extended by 31 days, from 30/09/2021 to 31/10/2021" in page
    assert "Extensions" in page.splitlines()


def test_a_postponement_without_a_day_is_neither(office: Clerk, run: Run) -> None:
    office.extend(4, day("31/10"), day("5/7"))
    office.extend(4, None, day("6/7"))
    page = run("task", "why", "4").out
    assert ", the deadline 31/10/2021 put off until further notice: " in page
    assert "The deadline was Sunday 31/10/2021; it has been put off until further notice." in page
    assert [entry["days_moved"] for entry in shown(run, "4", "why")["extensions"]] == [31, None]
    office.extend(4, day("30/11"), day("7/7"))
    again = run("task", "why", "4").out
    assert "due on 30/11/2021 after it had been put off until further notice: Chờ hướng dẫn của cấp trên.\n" in again


def test_the_reply_to_a_day_after_a_postponement_says_both(office: Clerk, run: Run) -> None:
    said = run("task", "extend", "4", "--to", "until further notice", *BY).out.splitlines()
    assert said[0] == "Task 4: the deadline 30/09/2021 is put off until further notice."
    said = run("task", "extend", "4", "--to", "30/11/2021", *BY).out.splitlines()
    assert said[0] == "Task 4: put off until further notice before, it is now due on 30/11/2021."


@pytest.mark.parametrize("to", ["30/9/2021", "until further notice"])
def test_moving_to_the_day_in_force_is_refused(office: Clerk, run: Run, to: str) -> None:
    if to.startswith("until"):
        office.extend(4, None, day("5/7"))
    before = dump(office.register.connection)
    ran = run("task", "extend", "4", "--to", to, *BY)
    assert (ran.code, "this is the deadline already" in ran.err) == (4, True)
    assert ("“30/09/2021”" if to[0] == "3" else "“until further notice”") in ran.err
    assert dump(office.register.connection) == before


def test_ledger_and_extensions_name_the_occurrence(office: Clerk, run: Run) -> None:
    run("task", "edit", "1", "--due", "30/6/2021; 30/9/2021")
    run("task", "done", "1", "--on", "25/6", "--doc", "90/BC-STP")
    run("task", "extend", "1", "--to", "31/10/2021", *BY)
    page = run("task", "why", "1").out
    assert any(line.startswith("25/06/2021  done Q2") for line in page.splitlines())
    assert "Q3: By 53/STP-VP of 09/07/2021, extended by 31 days" in page
    row = shown(run, "1", "why")
    assert [entry["name"] for entry in row["history"]] == ["Q2"]
    assert [entry["name"] for entry in row["extensions"]] == ["Q3"]


# -- suspended in hindsight -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "word"), [("suspend", "suspended"), ("cancel", "cancelled")])
def test_a_halt_before_an_extension_holds_from_its_day_and_the_reply_names_what_lies_after(
    office: Clerk, run: Run, kind: str, word: str
) -> None:
    run("task", "extend", "2", "--to", "31/8/2021", *BY, "--on", "1/6/2021")
    ran = run("task", kind, "2", *BY, "--on", "10/5/2021")
    assert ran.code == 0
    assert ran.err == (
        "Task 2: what was recorded for 20/05/2021, 01/06/2021 lies after that day; it stays as it is.\n"
    )
    as_of = {on: shown(run, "2", as_of=f"{on}/2021") for on in ("9/5", "10/5", "20/5", "31/5", "1/6", "9/7")}
    assert [row["state"] for row in as_of.values()] == ["in_time_not_started", *[word] * 5]
    assert [row["percent"] for row in as_of.values()] == [0, 0, 40, 40, 40, 40]
    assert [row["due"] for row in as_of.values()] == ["2021-05-31"] * 4 + ["2021-08-31"] * 2


def test_it_runs_again_with_what_was_recorded_meanwhile(office: Clerk, run: Run) -> None:
    run("task", "extend", "2", "--to", "31/8/2021", *BY, "--on", "1/6/2021")
    run("task", "suspend", "2", *BY, "--on", "10/5/2021")
    assert run("task", "reopen", "2", *BY, "--on", "28/5/2021").code == 0
    states = [shown(run, "2", as_of=f"{on}/2021")["state"] for on in ("27/5", "28/5", "1/6")]
    assert states == ["suspended", "in_time_under_way", "in_time_under_way"]


def test_a_halt_after_all_that_is_recorded_has_no_remark(office: Clerk, run: Run) -> None:
    assert run("task", "suspend", "2", *BY).err == ""
