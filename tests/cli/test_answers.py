"""The open questions of an import: out as a list, back with the answers, or one by one on a terminal."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.keyboard import typed
from tests.support.registers import Clerk, day, dump
from tuphap_cli.domain import deadlines
from tuphap_cli.domain.model import DeadlineKind

HALF = "Quý II hoặc Quý III/2021"  # which of the two, a person has to decide
MEETING = "Kỳ họp thứ hai"


@pytest.fixture
def asking(office: Clerk) -> Clerk:
    """Three more tasks of the office, 8 to 10, whose deadlines wait for an answer."""
    for item, words in (("III.1", HALF), ("III.2", MEETING), ("III.3", "sớm nhất có thể")):
        made = deadlines.read_deadline(words, 2021, issued=day("26/2"))
        assert not made.sure or made.kind in (DeadlineKind.MEETING, DeadlineKind.EXTERNAL)
        office.task(1, f"Nhiệm vụ {item}", item=item, text=words, reading=made)
    return office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cau-hoi.csv"


def listed(run: Run, *argv: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("deadline", "questions", "-f", "json", *argv).out)["rows"]
    return rows


def undated(run: Run) -> list[int]:
    rows = json.loads(run("missed", "-f", "json").out)["rows"]
    return [row["task"] for row in rows if "no_date" in row["reasons"]]


def write(file: Path, *lines: str, heading: str = "task,due", encoding: str = "utf-8") -> str:
    file.write_text("\n".join((heading, *lines)) + "\n", encoding=encoding)
    return str(file)


# -- questions -----------------------------------------------------------------------------------------------


def test_the_list_holds_what_the_missed_list_lacks_a_date_for(asking: Clerk, run: Run) -> None:
    rows = listed(run)
    assert [row["task"] for row in rows] == undated(run)
    assert [row["task"] for row in rows if row["task"] > 7] == [8, 9, 10]
    first = next(row for row in rows if row["task"] == 8)
    assert first == {
        "task": 8, "item": "III.1", "decision": "25/QĐ-STP", "decision_issued": "2021-02-26",
        "title": "Nhiệm vụ III.1", "unit": "", "deadline_text": HALF, "candidates": "30/06/2021; 30/09/2021",
        "due": "", "version": 2,
    }  # fmt: skip


def test_the_list_of_one_decision_or_of_none(asking: Clerk, run: Run) -> None:
    asking.task(asking.decision("12/KH-STP"), "Nhiệm vụ khác", text=HALF,
                reading=deadlines.read_deadline(HALF, 2021))  # fmt: skip
    assert [row["task"] for row in listed(run, "--decision", "12/KH-STP")] == [11]
    assert 11 in [row["task"] for row in listed(run)]
    assert run("deadline", "questions", "--decision", "99/QĐ-STP").code == 4


def test_what_is_done_or_halted_is_not_asked(asking: Clerk, run: Run) -> None:
    asking.done(8, day("1/6"))
    asking.halt("cancel", 9, day("1/6"))
    asking.halt("suspend", 10, day("1/6"))
    assert listed(run) == []
    ran = run("deadline", "questions")
    assert (ran.code, "No deadline waits for an answer." in ran.out) == (0, True)


def test_the_table_shows_words_and_candidates(asking: Clerk, run: Run) -> None:
    out = run("deadline", "questions").out
    assert HALF in out
    assert "30/06/2021; 30/09/2021" in out
    assert out.splitlines()[-1] == (
        "3 deadlines wait for an answer. 1 of them depends on an event or another document."
    )


def test_the_file_has_an_empty_column_and_says_what_to_do(asking: Clerk, run: Run, file: Path) -> None:
    ran = run("deadline", "questions", "-o", str(file))
    assert (ran.code, f"tuphap deadline answer {file}" in ran.err) == (0, True)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert {row["due"] for row in rows} == {""}


# -- answers by file -----------------------------------------------------------------------------------------


def test_the_filled_list_goes_back_in_as_one_row_of_the_journal(asking: Clerk, run: Run, file: Path) -> None:
    run("deadline", "questions", "-o", str(file))
    text = file.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        row["due"] = {"8": "30/9/2021", "9": "không"}.get(row["task"], "")
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    before = len(entries(asking))
    ran = run("deadline", "answer", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["2 deadlines answered.", "Next: tuphap deadline questions, tuphap overdue"]
    assert entries(asking)[before:] == [("deadline answer", "clerk", "8, 9")]
    dated = asking.row(8)
    assert (dated.due, dated.deadline_kind, dated.deadline_rule, dated.deadline_text) == (
        day("30/9"), DeadlineKind.BY, "entered", HALF,
    )  # fmt: skip
    none = asking.row(9)
    assert (none.due, none.deadline_kind, none.deadline_sure, none.deadline_rule) == (
        None, DeadlineKind.NONE, True, "entered",
    )  # fmt: skip
    assert undated(run) == [10]
    assert [question["task"] for question in listed(run)] == [10]


def test_words_that_can_be_read_by_now_propose_what_they_say(
    clerk: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", "2026-11-10")
    run("decision", "add", "30/KH-STP", "--issued", "10/11/2026")
    term = ("--deadline", "Trong 10 ngày làm việc kể từ ngày ký")
    assert "24/11/2026 not certain" in run("task", "add", "Góp ý", "--decision", "30/KH-STP", *term).out
    assert [row["candidates"] for row in listed(run)] == ["24/11/2026"]
    run("calendar", "add", "24/11/2026", "--reason", "Ngày Văn hóa Việt Nam", "--by", "1/TB-BNV")
    assert [row["candidates"] for row in listed(run)] == ["25/11/2026"]


# -- answers by workbook -------------------------------------------------------------------------------------


def fill(file: Path, **typed: object) -> str:
    """The list in the workbook ``file``, filled in for the tasks named (t8=…); a tuple gives the cell's format."""
    import openpyxl

    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    lines = list(sheet.iter_rows())
    heading = next(line for line in lines if line[0].value == "No.")
    due = [cell.value for cell in heading].index("Due (to be filled in)")
    for line in lines:
        value = typed.get(f"t{line[0].value}")
        if value is not None:
            cell: Any = line[due]
            cell.value, form = value if isinstance(value, tuple) else (value, "General")
            cell.number_format = form
    book.save(file)
    return str(file)


def test_the_workbook_has_an_empty_column_and_goes_back_in(asking: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.xlsx"
    ran = run("deadline", "questions", "-o", str(file))
    assert (ran.code, f"tuphap deadline answer {file}" in ran.err) == (0, True)
    untouched = run("deadline", "answer", str(file))
    assert (untouched.code, untouched.out.splitlines()[0]) == (0, "0 deadlines answered.")
    shown_first, short = (date(2021, 7, 12), "dd/mm/yyyy"), (date(2021, 9, 30), "mm-dd-yy")
    ran = run("deadline", "answer", fill(file, t8="31/8/2021; 30/9/2021", t9=shown_first, t10=short))
    assert (ran.code, ran.out.splitlines()[0], ran.err) == (0, "3 deadlines answered.", "")
    assert [asking.row(task).due for task in (8, 9, 10)] == [day("31/8"), day("12/7"), day("30/9")]


def test_a_date_that_a_spreadsheet_may_have_swapped_refuses_all(asking: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.xlsx"
    run("deadline", "questions", "-o", str(file))
    before = dump(asking.register.connection)
    ran = run("deadline", "answer", fill(file, t8="30/9/2021", t9=(date(2021, 8, 7), "mm-dd-yy"), t10="9/30/2021"))
    assert (ran.code, ran.out) == (4, "")
    assert "the cell holds a date that may be 07/08/2021 or 08/07/2021" in ran.err
    assert "“9/30/2021” is not a date" in ran.err
    assert dump(asking.register.connection) == before


def test_the_workbook_knows_what_was_edited_meanwhile(asking: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.xlsx"
    run("deadline", "questions", "-o", str(file))
    run("task", "edit", "8", "--title", "Việc khác")
    ran = run("deadline", "answer", fill(file, t8="30/9/2021"))
    assert (ran.code, ran.out) == (5, "")


@pytest.mark.parametrize("due", ["30/9/2021", "2021-09-30", " 30/09/2021 "])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_day_is_written_in_figures(asking: Clerk, run: Run, file: Path, due: str, encoding: str) -> None:
    assert run("deadline", "answer", write(file, f"8,{due}", encoding=encoding)).code == 0
    assert asking.row(8).due == day("30/9")


@pytest.mark.parametrize("word", ["không", "KHONG", "none"])
def test_no_deadline_is_an_answer(asking: Clerk, run: Run, file: Path, word: str) -> None:
    assert run("deadline", "answer", write(file, f"8;{word}", heading="Nhiệm vụ;Hạn")).code == 0
    assert 8 not in undated(run)


def test_the_same_answers_may_come_twice(asking: Clerk, run: Run, file: Path) -> None:
    write(file, "8,30/9/2021", "9,none")
    run("deadline", "answer", str(file))
    ran = run("deadline", "answer", str(file))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "0 deadlines answered, 2 were there already.")


@pytest.mark.parametrize("due", ['"30/6/2021; 30/9/2021"', "30/9/2021 và 30/6/2021", '"2021-06-30;30/9/2021;"'])
def test_several_days_make_several_deadlines(asking: Clerk, run: Run, file: Path, due: str) -> None:
    assert run("deadline", "answer", write(file, f"8,{due}")).out.splitlines()[0] == "1 deadline answered."
    row = json.loads(run("task", "show", "8", "-f", "json").out)["rows"][0]
    assert [(one["due"], one["occurrence"]) for one in row["deadlines"]] == [
        ("2021-06-30", "2021-06-30"), ("2021-09-30", "2021-09-30"),
    ]  # fmt: skip
    assert (row["deadline_kind"], row["deadline_rule"]) == ("by", "entered")
    assert 8 not in undated(run)
    again = run("deadline", "answer", str(file))
    assert again.out.splitlines()[0] == "0 deadlines answered, 1 was there already."
    assert run("deadline", "answer", write(file, "8,30/9/2021")).code == 4  # it waits for no answer any more


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ('"30/6/2021; 30/6/2021"', "30/06/2021 stands there twice"),
        ('"30/9/2021; 1/1/2021"', "assigned on 26/02/2021 only; it cannot be due on 01/01/2021"),
        ('"30/9/2021; không"', "“không” is not a date"),
        ('"30/9/2021;;30/6/2021"', "“” is not a date"),
        ('"30/6/2021, 30/9/2021"', "is not a date"),
        ('"30/6/2021; 31/12/3021"', "days go from 1900 to 2200"),
        ("30/6/2021,30/9/2021", "more cells than the heading"),
    ],
)
def test_one_wrong_day_among_several_refuses_all(asking: Clerk, run: Run, file: Path, due: str, told: str) -> None:
    before = dump(asking.register.connection)
    ran = run("deadline", "answer", write(file, "9,không", f"8,{due}"))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("line 3: ")
    assert told in ran.err
    assert dump(asking.register.connection) == before


def test_days_that_a_semicolon_has_parted_are_not_lost(asking: Clerk, run: Run, file: Path) -> None:
    """In a list parted by semicolons the second day would stand in a column of its own."""
    ran = run("deadline", "answer", write(file, "8;30/6/2021; 30/9/2021", heading="task;due"))
    assert (ran.code, "in quotation marks" in ran.err) == (4, True)
    assert run("deadline", "answer", write(file, "8;30/6/2021;;", heading="task;due")).code == 0


def test_a_trial_writes_nothing(asking: Clerk, run: Run, file: Path) -> None:
    before = dump(asking.register.connection)
    ran = run("deadline", "answer", write(file, "8,30/9/2021"), "--dry-run")
    assert (ran.code, ran.out.splitlines()) == (0, ["Tried only; nothing was written.", "1 deadline answered."])
    assert dump(asking.register.connection) == before


def test_one_bad_line_refuses_all_and_every_one_is_named(asking: Clerk, run: Run, file: Path) -> None:
    lines = ["8,30/9/2021", "9,cuối quý", "10,1/1/2021", "x,1/7/2021", "99,1/7/2021", "1,1/8/2021", "8,1/7/2021",
             "10,", "7,31/12/3021", "9,30/9"]  # fmt: skip
    before = dump(asking.register.connection)
    ran = run("deadline", "answer", write(file, *lines))
    assert (ran.code, ran.out) == (4, "")
    told = [line.split(":")[0] for line in ran.err.splitlines() if line.startswith("line ")]
    assert told == [f"line {n}" for n in (3, 4, 5, 6, 7, 8, 10, 11)]
    assert "nothing was written" in ran.err
    assert dump(asking.register.connection) == before


@pytest.mark.parametrize(
    "content", [b"task,when\n8,1/7/2021\n", b"", "task,due\n8,không\n".encode("utf-16-be")[1:],
                b"\x89PNG\r\n\x1a\n" * 9,
                "task,due,title\n8,1/7/2021,B\u1ed9\n".encode("cp1258", "replace") + b"\xd0\xf2\n"],
)  # fmt: skip
def test_another_file_is_refused(asking: Clerk, run: Run, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    ran = run("deadline", "answer", str(file))
    assert (ran.code, ran.out, "cannot be read" in ran.err) == (4, "", True)


def test_a_file_that_is_not_there_is_refused(asking: Clerk, run: Run, file: Path) -> None:
    assert run("deadline", "answer", str(file)).code == 4


# -- answers on a terminal -----------------------------------------------------------------------------------


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run: Run) -> Run:
    """Carries out `deadline answer` on a terminal where these lines are typed."""

    def carry_out(*lines: str) -> Any:
        typed(monkeypatch, "".join(f"{line}\n" for line in lines))
        return run("deadline", "answer")

    return carry_out


def test_without_a_terminal_a_file_is_asked_for(asking: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    ran = run("deadline", "answer")
    assert (ran.code, ran.out, "FILE" in ran.err) == (2, "", True)


def test_one_by_one_with_numbers_days_and_none(asking: Clerk, typing: Run) -> None:
    before = len(entries(asking))
    ran = typing("2", "none", "31/12/2021")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "3 deadlines answered.")
    assert "[1] 30/06/2021   [2] 30/09/2021" in ran.err
    assert [asking.row(task).due for task in (8, 9, 10)] == [day("30/9"), None, day("31/12")]
    assert entries(asking)[before:] == [("deadline answer", "clerk", "8, 9, 10")]


def test_one_by_one_several_days_by_number_or_in_figures(asking: Clerk, typing: Run) -> None:
    ran = typing("1; 2", "30/6/2021 và 31/12/2021", "1; 2", "q")
    assert ran.out.splitlines()[0] == "2 deadlines answered."
    assert "“1” is not a date" in ran.err  # the third task has no days to choose from
    made = asking.register.connection.execute("SELECT task_id, due FROM deadline WHERE task_id > 7 ORDER BY id")
    assert [tuple(row) for row in made] == [
        (8, "2021-06-30"), (8, "2021-09-30"), (9, "2021-06-30"), (9, "2021-12-31"),
    ]  # fmt: skip


def test_enter_skips_and_q_stops(asking: Clerk, typing: Run) -> None:
    ran = typing("", "30/9/2021", "q")
    assert ran.out.splitlines()[0] == "1 deadline answered."
    assert [asking.row(task).due for task in (8, 9, 10)] == [None, day("30/9"), None]


def test_what_is_not_understood_is_asked_again(asking: Clerk, typing: Run) -> None:
    ran = typing("bao giờ xong", "1/1/2021", "7", "30/9/2021")
    assert ran.err.count("Enter skips") == 5  # four for the first, then the end of what was typed
    assert "assigned on 26/02/2021 only" in ran.err
    assert asking.row(8).due == day("30/9")


def test_with_nothing_to_ask_it_says_so(office: Clerk, run: Run, typing: Run) -> None:
    for task in listed(run):
        office.halt("cancel", task["task"], day("1/7"))
    assert "No deadline waits for an answer." in typing().out
