"""task remove: a task that was entered by mistake, taken out while nothing rests on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump

DOCUMENT = ("--by", "52/STP-VP", "--reason", "Chờ văn bản")


@pytest.fixture(autouse=True)
def safe(office: Clerk, env: Path) -> None:
    """The file's rights are such that the examination finds nothing."""
    env.chmod(0o600)


def sound(run: Run) -> bool:
    """Whether the examination finds nothing but that the day is fixed."""
    found = json.loads(run("doctor", "-f", "json").out)["rows"]
    return {row["code"] for row in found} <= {"clock.fixed", "backup.none"}


def test_a_task_goes_with_its_deadlines_and_supporting_units_and_comes_back(office: Clerk, run: Run) -> None:
    whole = dump(office.register.connection, but=("journal",))
    task = office.task(1, "Gõ nhầm", unit=2, due=[day("30/6"), day("30/9")], supports=[3, 4], item="II.9")
    before = dump(office.register.connection, but=("journal", "sqlite_sequence"))
    ran = run("task", "remove", str(task))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == f"Task {task} (25/QĐ-STP:II.9) removed; its number is not used again: Gõ nhầm"
    assert ran.out.splitlines()[1].startswith("To have it back: tuphap undo ")
    gone = dump(office.register.connection, but=("journal",))
    assert {name: rows for name, rows in gone.items() if name != "sqlite_sequence"} == {
        name: rows for name, rows in whole.items() if name != "sqlite_sequence"
    }
    assert run(*ran.out.splitlines()[1].split(": tuphap ")[1].split(), "--yes").code == 0
    assert dump(office.register.connection, but=("journal", "sqlite_sequence")) == before
    assert sound(run)


def test_its_number_is_never_used_again(office: Clerk, run: Run) -> None:
    assert run("task", "remove", "4").code == 0
    run("task", "remove", "7")
    assert office.task(1, "Việc mới", item="II.9") == 8, "nor is the last one"
    assert run("task", "show", "4").code == 4
    assert sound(run)


def test_the_journal_tells_it(office: Clerk, run: Run) -> None:
    run("task", "remove", "25/QĐ-STP:II.1")
    last = office.journal()[-1]
    assert (last.command, last.summary) == ("task remove", "4 (25/QĐ-STP:II.1)")


@pytest.mark.parametrize(
    ("before", "what"),
    [
        (("task", "start", "4"), "ledger entries"),
        (("task", "assign", "4", "--unit", "VP"), "ledger entries"),
        (("task", "extend", "4", "--to", "31/12/2021", *DOCUMENT), "extensions"),
        (("task", "suspend", "4", *DOCUMENT), "ledger entries"),
        (("obstacle", "add", "Thiếu hướng dẫn", "--task", "4"), "obstacles"),
    ],
)
def test_what_is_recorded_of_a_task_keeps_it(office: Clerk, run: Run, before: tuple[str, ...], what: str) -> None:
    assert run(*before).code == 0
    state = dump(office.register.connection)
    ran = run("task", "remove", "7", "4")
    assert (ran.code, ran.out) == (5, "")
    assert f"Task 4 cannot be removed: something is recorded of it ({what})." in ran.err
    assert "Nothing at all was written, for none of the 2 tasks." in ran.err
    assert dump(office.register.connection) == state


def test_what_was_taken_back_keeps_it_too(office: Clerk, run: Run) -> None:
    run("task", "start", "4")
    run("undo", "--yes")
    assert run("task", "remove", "4").code == 5


def test_a_letter_that_urges_keeps_it(office: Clerk, run: Run, tmp_path: Path) -> None:
    letter = str(tmp_path / "cong-van.docx")
    assert run("urge", "HCTP", "--number", "51/STP-VP", "--signed", "9/7", "-o", letter).code == 0
    assert run("task", "remove", "1").code == 5


def test_a_signed_report_keeps_it(office: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021").code == 0
    ran = run("task", "remove", "4")
    assert (ran.code, ran.out) == (5, "")
    assert "has counted 26/02/2021" in ran.err


def test_a_trial_takes_nothing_out(office: Clerk, run: Run) -> None:
    state = dump(office.register.connection)
    assert run("task", "remove", "4", "--dry-run").code == 0
    assert dump(office.register.connection) == state


def test_a_program_gets_the_numbers(office: Clerk, run: Run) -> None:
    told = json.loads(run("task", "remove", "4", "-f", "json").out)
    assert told["rows"] == [{"task": 4, "decision": "25/QĐ-STP", "item": "II.1"}]
