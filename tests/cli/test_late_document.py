"""A document that was forgotten at a completion; lists of tasks that are taken whole or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, dump

LATE = "6"  # done late, without the document that its product asks for
NOTHING = "Nothing at all was written, for none of the {n} tasks."


def shown(run: Run, task: str = LATE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("task", "show", task, "-f", "json").out)["rows"][0]
    return found


def missed(run: Run) -> list[int]:
    rows = json.loads(run("missed", "-f", "json").out)["rows"]
    return [row["task"] for row in rows if "no_product" in row["reasons"]]


def test_a_forgotten_document_is_added_on_the_day_of_the_completion(office: Clerk, run: Run) -> None:
    before = shown(run)
    assert missed(run) == [6]
    ran = run("task", "edit", LATE, "--doc", "45 / BC-STP")
    assert (ran.code, ran.err) == (0, "")
    done_on = before["deadlines"][0]["done_on"]
    day = "/".join(reversed(done_on.split("-")))
    assert ran.out.splitlines()[1] == f"Task 6: the completion of {day} names 45/BC-STP."
    after = shown(run)
    assert after["deadlines"][0]["done_on"] == done_on
    assert after["state"] == before["state"] == "done_late"
    assert missed(run) == []
    completions = [(one["on"], one["document"]) for one in after["history"] if one["kind"] == "done"]
    assert (done_on, "45/BC-STP") in completions  # the ledger keeps the one without, taken back


def test_a_wrong_document_is_put_right_and_both_are_told(office: Clerk, run: Run) -> None:
    run("task", "edit", LATE, "--doc", "45/BC-STP")
    ran = run("task", "edit", LATE, "--doc", "54/BC-STP", "--reason", "Gõ nhầm số")
    assert "names 54/BC-STP instead of 45/BC-STP." in ran.out
    text = run("task", "show", LATE).out
    assert "Gõ nhầm số" in text
    again = run("task", "edit", LATE, "--doc", "54/BC-STP")
    assert (again.code, again.out) == (4, "")
    assert "the completion names it already" in again.err


def test_it_is_undone_and_done_again(office: Clerk, run: Run) -> None:
    before, found = shown(run)["deadlines"], json.loads(run("doctor", "-f", "json").out)["rows"]
    run("task", "edit", LATE, "--doc", "45/BC-STP", "--title", "Tên mới")
    after = shown(run)["deadlines"]
    assert run("undo", "--yes").code == 0
    assert (shown(run)["deadlines"], missed(run)) == (before, [6])
    assert run("redo", "--yes").code == 0
    assert (shown(run)["deadlines"], missed(run), shown(run)["title"]) == (after, [], "Tên mới")
    assert json.loads(run("doctor", "-f", "json").out)["rows"] == found


def test_of_a_recurring_task_the_occurrence_is_named(office: Clerk, run: Run) -> None:
    run("task", "add", "Báo cáo quý", "--decision", "25/QĐ-STP", "--deadline", "Hằng quý", "--product", "Báo cáo")
    for name, day in (("Q1", "30/3"), ("Q2", "30/6")):
        run("task", "done", "8", "--period", name, "--on", day)
    ran = run("task", "edit", "8", "--doc", "9/BC-STP", "--period", "Q1")
    assert "Task 8 (Q1): the completion of 30/03/2021 names 9/BC-STP." in ran.out
    assert missed(run) == [6, 8]
    last = run("task", "edit", "8", "--doc", "19/BC-STP")
    assert "Task 8 (Q2): the completion of 30/06/2021 names 19/BC-STP." in last.out
    assert missed(run) == [6]
    open_one = run("task", "edit", "8", "--doc", "29/BC-STP", "--period", "Q3")
    assert (open_one.code, open_one.out) == (5, "")


@pytest.mark.parametrize(
    ("argv", "code"),
    [(("4", "--doc", "1/BC-STP"), 5), (("6", "--period", "Q2"), 2), (("6", "--title", "x", "--period", "Q2"), 2)],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    office: Clerk, run: Run, argv: tuple[str, ...], code: int
) -> None:
    before = dump(office.register.connection)
    assert run("task", "edit", *argv).code == code
    assert dump(office.register.connection) == before


def test_a_closed_period_lets_it_in_only_with_adjust(office: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021", "--scheme", "decree09").code == 0
    before = dump(office.register.connection)
    refused = run("task", "edit", LATE, "--doc", "45/BC-STP")
    assert (refused.code, dump(office.register.connection)) == (5, before)
    assert run("task", "edit", LATE, "--doc", "45/BC-STP", "--adjust").code == 0
    adjusted = json.loads(run("report", "quarter", "3/2021", "-f", "json").out)["adjusted"]
    assert sorted((row["task"], row["kind"], row["document"]) for row in adjusted) == [
        (6, "done", "45/BC-STP"), (6, "void", ""),
    ]  # fmt: skip


def test_a_trial_writes_nothing(office: Clerk, run: Run) -> None:
    before = dump(office.register.connection)
    assert run("task", "edit", LATE, "--doc", "45/BC-STP", "--dry-run").code == 0
    assert dump(office.register.connection) == before


GROUND = ("--by", "52/STP-VP", "--reason", "Chờ văn bản")


@pytest.mark.parametrize(
    "argv",
    [
        ("done", "3", "4", "5", "--on", "9/7/2021"),  # 5 is done already
        ("done", "3", "4", "99"),
        ("done", "1", "2", "--on", "1/1/2021"),  # before they were assigned
        ("start", "4", "5", "99"),
        ("progress", "3", "99", "--percent", "50"),
        ("assign", "3", "4", "5", "--unit", "VP"),
        ("suspend", "3", "5", *GROUND),
        ("cancel", "3", "4", "5", *GROUND),
    ],
)
def test_a_refused_list_says_that_nothing_at_all_was_written(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    before = dump(office.register.connection)
    ran = run("task", *argv)
    assert ran.code in {4, 5}
    number = sum(word.isdigit() and len(word) < 3 for word in argv if word != "50")
    assert NOTHING.format(n=number) in ran.err.splitlines()[0]
    assert dump(office.register.connection) == before
    as_json = json.loads(run("task", *argv, "-f", "json").err)
    assert as_json["sentence"].endswith(NOTHING.format(n=number))


def test_of_a_single_task_it_goes_without_saying(office: Clerk, run: Run) -> None:
    ran = run("task", "done", "5", "--on", "9/7/2021")
    assert ran.code == 4
    assert "Nothing at all" not in ran.err
