"""The journal as it is read: narrowed, one entry in the office's words, and what a verification says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench.planted import plant
from tests.conftest import Run
from tests.support.registers import ACTOR, Clerk, day
from tuphap_cli.cli import journal_commands as commands
from tuphap_cli.reports.command_words import summary_words

ROW = ["seq", "at", "actor", "command", "summary", "changes"]


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run("journal", *argv, "-f", "json").out)


def numbers(run: Run, *argv: str) -> list[int]:
    return [row["seq"] for row in answer(run, "list", *argv)["rows"]]


def seq_and_hash(clerk: Clerk) -> tuple[int, str]:
    row = clerk.journal()[-1]
    return row.seq, row.hash


# -- the list ------------------------------------------------------------------------------------------------


def test_the_list_has_every_command_that_wrote_newest_last(office: Clerk, run: Run) -> None:
    run("task", "start", "4")
    found = answer(run, "list")
    assert [list(row) for row in found["rows"]] == [ROW] * 6
    assert [row["seq"] for row in found["rows"]] == [1, 2, 3, 4, 5, 6]
    assert found["totals"] == {"shown": 6, "found": 6, "entries": 6}
    assert (found["rows"][-1]["command"], found["rows"][-1]["actor"]) == ("task start", ACTOR)
    assert found["rows"][-1]["at"].endswith("+00:00")
    assert "6 entries of 6 in the journal." in run("journal", "list").out


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--task", "5"], [1, 4]), (["--task", "25/QĐ-STP:I.2"], [1, 2]), (["--command", "task done"], [4, 5]),
        (["--command", "TASK"], [2, 3, 4, 5]), (["--command", "tas"], []), (["--actor", "Clerk"], [1, 2, 3, 4, 5]),
        (["--actor", "giám đốc"], []), (["--last", "2"], [4, 5]), (["--since", "1/1/2100"], []),
        (["--until", "1/1/2000"], []), (["--since", "1/1/2000", "--until", "1/1/2100"], [1, 2, 3, 4, 5]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(office: Clerk, run: Run, words: list[str], wanted: list[int]) -> None:
    assert numbers(run, *words) == wanted


@pytest.mark.parametrize(
    ("command", "stored", "shown"),
    [
        ("task extend", "1: 2021-06-30 → 2021-08-31, 9/QĐ-STP", "1: 30/06/2021 → 31/08/2021, 9/QĐ-STP"),
        ("task extend --adjust", "1 Q2: – → 2021-08-31, 9/QĐ", "1 Q2: – → 31/08/2021, 9/QĐ"),
        ("undo 7", "task extend: 1: 2021-06-30 → –, 9/QĐ", "a deadline moved: 1: 30/06/2021 → –, 9/QĐ"),
        ("redo 7 --adjust", "task done", "tasks recorded as done"),
        ("import", "25/QĐ, a-2021-06-30.docx: +130 ~2", "25/QĐ, a-2021-06-30.docx: 130 new, 2 changed"),
        ("unit reorganise", "a.xlsx: +3 −7", "a.xlsx: 3 new, 7 ended"),
        ("task done", "1, 15, 25/03/2021", "1, 15, 25/03/2021"),
        ("task cancel", "3, 7/QĐ +1", "3, 7/QĐ +1"),
    ],
)  # fmt: skip
def test_what_an_entry_says_is_shown_as_the_office_writes(command: str, stored: str, shown: str) -> None:
    assert summary_words(command, stored) == shown


def test_a_moved_deadline_is_shown_so_and_stored_as_before(office: Clerk, run: Run) -> None:
    run("task", "extend", "1", "--to", "31/8/2021", "--by", "9/QĐ-STP", "--reason", "Mưa bão", "--on", "1/6/2021")
    assert "30/06/2021 → 31/08/2021" in run("journal", "list").out
    assert "2021-06-30 → 2021-08-31" in answer(run, "list")["rows"][-1]["summary"]


def test_what_concerns_a_task_is_found_by_its_deadlines_and_obstacles_too(office: Clerk, run: Run) -> None:
    run("obstacle", "add", "Thiếu biên chế", "--task", "1")
    run("obstacle", "resolve", "1", "--how", "Đã điều động")
    run("task", "edit", "1", "--due", "31/8/2021", "--reason", "Gõ nhầm")
    assert numbers(run, "--task", "1") == [1, 6, 7, 8]
    assert numbers(run, "--task", "2") == [1, 2]


def test_the_days_of_the_list_are_those_of_the_office(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    office.register.connection.execute("UPDATE journal SET at = '2021-07-08T18:30:00.000+00:00'")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    try:
        assert numbers(run, "--since", "9/7/2021") == [1, 2, 3, 4, 5]
        assert "09/07/2021 01:30" in run("journal", "list").out
        assert answer(run, "list")["rows"][0]["at"] == "2021-07-08T18:30:00.000+00:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_terminal_shows_the_last_entries_and_says_how_to_see_all(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "SHOWN", 3)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    out = run("journal", "list").out
    assert "The last 3 of 5; all of them: --last 5" in out
    assert numbers(run) == [1, 2, 3, 4, 5]


def test_an_empty_journal_has_no_entries_and_the_mark_of_the_beginning(register_path: object, run: Run) -> None:
    assert numbers(run) == []
    assert run("journal", "head").out == f"0-{'0' * 16}\n"
    assert run("journal", "verify").code == 0


# -- one entry -----------------------------------------------------------------------------------------------


def test_one_entry_shows_each_row_before_and_after_in_words(office: Clerk, run: Run) -> None:
    run("task", "edit", "4", "--title", "Kiểm tra công chứng", "--product", "Kết luận")
    out = run("journal", "show", "6").out
    assert "Journal entry 6" in out
    assert "tuphap task edit" in out
    assert "task 4 (25/QĐ-STP:II.1)" in out
    line = next(line for line in out.splitlines() if "Kiểm tra công chứng" in line)
    assert "Kiểm tra tổ chức hành nghề công chứng" in line
    assert "shadow" not in out


def test_units_and_days_of_an_entry_are_named_as_people_name_them(office: Clerk, run: Run) -> None:
    run("task", "assign", "4", "--unit", "VP", "--by", "12/TB-STP", "--on", "1/6/2021")
    out = run("journal", "show", "6").out
    assert "ledger entry “handed over” of 01/06/2021, task 4 (25/QĐ-STP:II.1)" in out
    assert "lead unit" in out
    assert "HCTP" in out
    run("task", "extend", "4", "--to", "31/10/2021", "--by", "13/TB-STP", "--reason", "Chờ hướng dẫn")
    out = run("journal", "show", "7").out
    assert "extension of 09/07/2021, task 4 (25/QĐ-STP:II.1)" in out
    assert "31/10/2021" in out


def test_one_entry_in_json_has_the_columns_as_they_stand(office: Clerk, run: Run) -> None:
    run("task", "edit", "4", "--product", "Kết luận")
    (change,) = answer(run, "show", "6")["rows"][0]["changes"]
    assert (change["table"], change["row"], change["act"]) == ("task", 4, "changed")
    assert change["columns"] == [{"column": "product", "before": "", "after": "Kết luận"}]


def test_every_kind_of_row_is_spoken_of(office: Clerk, run: Run) -> None:
    run("calendar", "add", "2/1/2026", "--reason", "Hoán đổi", "--by", "1/TB")
    run("obstacle", "add", "Thiếu biên chế", "--unit", "VP")
    run("obstacle", "resolve", "1", "--how", "Đã điều động")
    run("filing", "record", "VP", "Q2/2021")
    run("unit", "add", "TGPL", "--name", "Trung tâm trợ giúp", "--parent", "STP", "--alias", "TT TGPL")
    run("unit", "transfer", "HCTP", "--to", "TGPL", "--by", "5/QĐ", "--reason", "Sáp nhập")
    run("decision", "add", "30/QĐ-STP", "--issued", "1/3/2021", "--implements", "25/QĐ-STP")
    run("report", "close", "Q1/2021")
    run("task", "edit", "2", "--due", "1/6/2021", "--reason", "Gõ nhầm")
    text = "\n".join(run("journal", "show", str(n)).out for n in range(1, 15))
    for wanted in (
        "day of the calendar 02/01/2026", "obstacle VP, Thiếu biên chế", "obstacle 1",
        "periodic report VP quarter II/2021", "unit TGPL",
        "other name TGPL, TT TGPL", "handover of a unit HCTP, TGPL", "decision 30/QĐ-STP",
        "closed period quarter I/2021", "deadline 01/06/2021", "group Công tác hộ tịch",
        "supporting unit 3 (25/QĐ-STP:I.3), VP",
        "key task",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_an_entry_that_is_not_there_is_not_found(office: Clerk, run: Run) -> None:
    ran = run("journal", "show", "99")
    assert (ran.code, ran.out) == (4, "")
    assert "tuphap journal list" in ran.err


def test_a_journal_that_was_tampered_with_can_still_be_read(office: Clerk, run: Run) -> None:
    office.register.connection.execute("UPDATE journal SET changes = 'hỏng', at = 'hôm qua' WHERE seq = 2")
    assert run("journal", "list").code == 0
    assert "hôm qua" in run("journal", "show", "2").out
    assert numbers(run, "--since", "1/1/2000") == [1, 3, 4, 5]


# -- the chain -----------------------------------------------------------------------------------------------


def test_a_whole_journal_is_exit_0_with_what_this_proves_and_what_not(office: Clerk, run: Run) -> None:
    ran = run("journal", "verify")
    seq, digest = seq_and_hash(office)
    assert ran.code == 0
    assert f"The chain holds: 5 entries, mark {seq}-{digest[:16]}." in ran.out
    assert "whoever can write the file can do both" in ran.out
    found = answer(run, "verify")
    assert found["schema"] == "tuphap.verify/1"
    assert found["rows"] == [{"finding": "fine", "entry": None}]
    assert (found["length"], found["head"], found["anchor"]) == (5, digest, None)


def test_a_mark_as_typed_from_paper_is_held_against_the_journal(office: Clerk, run: Run) -> None:
    seq, digest = seq_and_hash(office)
    run("task", "start", "4")
    ran = run("journal", "verify", "--anchor", f"{seq} – {digest[:8].upper()} {digest[8:16]}")
    assert ran.code == 0
    assert "the entries up to 5 are those of the day on which the mark was given" in ran.out
    assert "1 entry" in ran.out
    assert run("journal", "verify", "--anchor", f"{seq}-{digest}").code == 0


@pytest.mark.parametrize(
    ("kind", "n", "said"),
    [
        ("field actor", 2, "Broken at entry 2"), ("removed", 3, "Entry 3 is lacking"),
        ("swapped", 2, "Broken at entry 2"), ("cut", 4, "The journal ends at entry 3"),
        ("regrown", 2, "Entry 5 is not the one of the mark"),
    ],
)  # fmt: skip
def test_a_finding_is_exit_3_with_the_entry(office: Clerk, run: Run, kind: str, n: int, said: str) -> None:
    seq, digest = seq_and_hash(office)
    planted = plant(office.register.connection, kind, n)
    assert run("journal", "verify").code == (3 if planted.alone else 0)
    ran = run("journal", "verify", "--anchor", f"{seq}-{digest[:16]}")
    assert ran.code == 3
    assert said in ran.out
    found = json.loads(run("journal", "verify", "--anchor", f"{seq}-{digest[:16]}", "-f", "json").out)
    assert found["rows"] == [{"finding": planted.finding.value, "entry": planted.at}]


@pytest.mark.parametrize("typed", ["17", "abc", "17-0123"])
def test_another_form_of_a_mark_is_wrong_usage_with_the_form(office: Clerk, run: Run, typed: str) -> None:
    ran = run("journal", "verify", "--anchor", typed)
    assert (ran.code, ran.out) == (2, "")
    assert "17-0123456789abcdef" in ran.err


def test_the_head_is_one_line_that_can_be_copied(office: Clerk, run: Run) -> None:
    seq, digest = seq_and_hash(office)
    ran = run("journal", "head")
    assert ran.out == f"{seq}-{digest[:16]}\n"
    assert "5 entries in the journal." in ran.err
    assert answer(run, "head")["rows"] == [{"length": 5, "head": digest, "mark": f"{seq}-{digest[:16]}"}]


def test_the_mark_of_a_report_is_that_of_the_head(office: Clerk, run: Run) -> None:
    shown = run("journal", "head").out.strip()
    assert shown in run("report", "quarter", "2/2021", "--as-of", "9/7/2021").out
    office.start(4, day("1/7"))
    assert run("journal", "verify", "--anchor", shown).code == 0


def test_a_mark_that_is_empty_is_not_taken_for_none(office: Clerk, run: Run) -> None:
    """A script whose variable is not set must not hear that all is well."""
    ran = run("journal", "verify", "--anchor", "")
    assert (ran.code, ran.out) == (2, "")
    assert "is not a verification mark" in ran.err
