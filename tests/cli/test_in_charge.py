"""Who is in charge of tasks: a leader and an officer, entered, corrected, shown, looked for and grouped by."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, dump_file

LEADER, OFFICER = "Phó Giám đốc Trần Thị B", "Chuyên viên Lê Văn C"


@pytest.fixture
def led(office: Clerk, run: Run) -> Clerk:
    """The office, where tasks 1 and 2 have the same leader, task 1 an officer too, task 3 another leader."""
    assert run("task", "edit", "1", "--leader", LEADER, "--officer", OFFICER).code == 0
    assert run("task", "edit", "2", "--leader", LEADER).code == 0
    assert run("task", "edit", "3", "--leader", "Giám đốc").code == 0
    return office


def rows(run: Run, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*argv, "-f", "json").out)["rows"]
    return found


def test_a_task_is_entered_with_those_in_charge(office: Clerk, run: Run) -> None:
    ran = run(
        "task", "add", "Kiểm tra sổ hộ tịch", "--decision", "25/QĐ-STP", "--leader", f" {LEADER} ", "--officer",
        OFFICER,
    )  # fmt: skip
    assert ran.code == 0
    row = rows(run, "task", "find", "kiem tra so ho tich")[0]
    assert (row["leader"], row["officer"]) == (LEADER, OFFICER)


def test_a_correction_says_what_was_changed_and_goes_back(office: Clerk, run: Run) -> None:
    before = run("task", "list", "-f", "json").out
    tried = run("task", "edit", "1", "--officer", OFFICER, "--dry-run")
    assert "Task 1 changed: officer." in tried.out
    assert run("task", "list", "-f", "json").out == before
    done = json.loads(run("task", "edit", "1", "--leader", LEADER, "--officer", OFFICER, "-f", "json").out)
    assert done["rows"] == [{"task": 1, "fields": ["leader", "officer"]}]
    assert run("undo", "--yes").code == 0
    assert run("task", "list", "-f", "json").out == before


def test_somebody_who_is_no_longer_in_charge_is_taken_out(led: Clerk, run: Run) -> None:
    assert "Task 1 changed: leader." in run("task", "edit", "1", "--leader", "-").out
    row = rows(run, "task", "show", "1")[0]
    assert (row["leader"], row["officer"]) == ("", OFFICER)


def test_show_and_why_name_them(led: Clerk, run: Run) -> None:
    shown, why = run("task", "show", "1").out, run("task", "why", "1").out
    assert f"Leader                {LEADER}" in shown
    assert f"Officer               {OFFICER}" in shown
    assert f"Leader in charge: {LEADER}." in why
    assert f"Officer in charge: {OFFICER}." in why
    row = rows(run, "task", "show", "1")[0]
    assert (row["leader"], row["officer"]) == (LEADER, OFFICER)
    assert "Leader" not in run("task", "show", "4").out


@pytest.mark.parametrize(
    ("argv", "tasks"),
    [
        (("task", "list", "--leader", LEADER), {1, 2}),
        (("task", "list", "--leader", "tran thi b"), {1, 2}),
        (("task", "list", "--leader", "PHÓ GIÁM ĐỐC TRẦN THỊ B", "--officer", "le van c"), {1}),
        (("task", "list", "--leader", "giam doc"), {3}),  # the whole of one text before a part of others
        (("task", "list", "--officer", OFFICER, "--unit", "VP"), set()),
        (("overdue", "--leader", "tran thi b"), {1, 2}),
        (("overdue", "--officer", "le van c"), {1}),
        (("missed", "--leader", "tran thi b"), {1}),
        (("overdue", "--officer", "-"), {2}),
        (("task", "list", "--leader", "-", "--unit", "PBPL"), {6}),
    ],
)  # fmt: skip
def test_lists_are_narrowed_to_them(led: Clerk, run: Run, argv: tuple[str, ...], tasks: set[int]) -> None:
    assert {row["task"] for row in rows(run, *argv)} == tasks


def test_somebody_of_no_task_is_refused_with_the_nearest(led: Clerk, run: Run) -> None:
    ran = run("overdue", "--officer", "Chuyên viên Lê Văn D")
    assert (ran.code, ran.out) == (4, "")
    assert f"There is no officer in charge “Chuyên viên Lê Văn D” in the register. Perhaps {OFFICER}?" in ran.err


def test_find_finds_by_their_names(led: Clerk, run: Run) -> None:
    assert [row["task"] for row in rows(run, "task", "find", "le van c")] == [1]


def test_columns_for_them_are_drawn_where_any_task_has_one(led: Clerk, run: Run) -> None:
    assert LEADER in run("task", "list", "--leader", "tran thi b").out
    assert "Officer" not in run("task", "list", "--leader", "giam doc").out
    assert "Leader" not in run("task", "list", "--unit", "PBPL", "--state", "done").out
    assert OFFICER in run("overdue").out
    assert OFFICER in run("missed").out


def test_overdue_tasks_stand_under_their_leaders_and_officers(led: Clerk, run: Run) -> None:
    by_leader = run("overdue", "--by", "leader").out
    assert f"{LEADER} (2)" in by_leader
    by_officer = [line.strip() for line in run("overdue", "--by", "officer").out.splitlines()]
    assert by_officer.index(f"{OFFICER} (1)") < by_officer.index("no officer named (1)")


def test_no_word_of_state_secrecy_or_steering_goes_in(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    assert run("task", "edit", "1", "--leader", "\u200b ").code == 2
    assert dump_file(office.register.path) == before


# -- reports -------------------------------------------------------------------------------------------------

BOXES = ("assigned", "done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended",
         "cancelled")  # fmt: skip
REPORT = ("report", "quarter", "2/2021", "--as-of", "8/7/2021")


def answer(run: Run, *argv: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*argv, "-f", "json").out)
    return found


def test_a_report_counts_by_those_in_charge_and_adds_up(led: Clerk, run: Run) -> None:
    found = answer(run, *REPORT)
    assert [line["leader"] for line in found["by_leader"]] == ["Giám đốc", LEADER, ""]
    assert [line["officer"] for line in found["by_officer"]] == [OFFICER, ""]
    assert found["by_leader"][1] | {"leader": ""} == {"leader": "", **dict.fromkeys(BOXES, 0)} | {
        "assigned": 2, "open_overdue": 2,
    }  # fmt: skip
    for by in ("by_leader", "by_officer"):
        for box in BOXES:
            assert sum(line[box] for line in found[by]) == found["totals"][box], (by, box)
    text = run(*REPORT).out
    assert "By leader" in text
    assert "By officer" in text
    assert "no officer named" in text


def test_where_nobody_is_named_no_table_is_drawn(office: Clerk, run: Run) -> None:
    found = answer(run, *REPORT)
    assert (found["by_leader"], found["by_officer"]) == ([], [])
    text = run(*REPORT).out
    assert "By leader" not in text
    assert "By officer" not in text


def test_a_report_is_narrowed_to_those_in_charge(led: Clerk, run: Run) -> None:
    found = answer(run, *REPORT, "--leader", "tran thi b")
    assert found["totals"]["assigned"] == 2
    assert [line["leader"] for line in found["by_leader"]] == [LEADER]
    assert {row["task"] for row in found["overdue"]} == {1, 2}
    assert "Only no officer named." in run(*REPORT, "--officer", "-").out
    assert f"Only {LEADER}." in run(*REPORT, "--leader", "tran thi b").out
    rows = answer(run, *REPORT, "--officer", OFFICER, "--rows", "open_overdue")["rows"]
    assert [row["task"] for row in rows] == [1]


def test_a_signed_report_keeps_who_was_in_charge(led: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021", "--doc", "45/BC-STP").code == 0
    signed = answer(run, "report", "quarter", "2/2021")
    assert run("task", "edit", "1", "--leader", "Chánh Văn phòng").code == 0
    again = answer(run, "report", "quarter", "2/2021")
    assert again["by_leader"] == signed["by_leader"]
    assert LEADER in [line["leader"] for line in again["by_leader"]]
    assert answer(run, "report", "quarter", "2/2021", "--leader", "giam doc")["totals"]["assigned"] == 1
