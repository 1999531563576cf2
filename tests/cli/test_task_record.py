"""Results of many tasks by a list: read, recorded as one, refused as a whole, and the list that is filled in."""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump
from tuphap_cli.domain.model import State
from tuphap_cli.main import main


@pytest.fixture
def recurring(office: Clerk) -> Clerk:
    """One more task of the office, 8, due at the end of each quarter."""
    office.task(1, "Báo cáo theo quý", item="II.5", due=[day("31/3"), day("30/6"), day("30/9"), day("31/12")])
    return office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ket-qua.csv"


def write(file: Path, *lines: str, heading: str = "task,day,percent,document,note", encoding: str = "utf-8") -> str:
    file.write_text("\n".join((heading, *lines)) + "\n", encoding=encoding)
    return str(file)


def answer(run: Run, *argv: str) -> dict[str, Any]:
    ran = run("task", "record", *argv, "-f", "json")
    found: dict[str, Any] = json.loads(ran.out)
    return found | {"exit": ran.code}


def pipe(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


# -- what is recorded ----------------------------------------------------------------------------------------


def test_a_list_is_one_row_of_the_journal_and_undone_as_one(recurring: Clerk, run: Run, file: Path) -> None:
    before = dump(recurring.register.connection, but=["journal"])
    path = write(
        file, "1,28/6/2021,,45/BC-HCTP,", "3,5/7/2021,40%,,đang soạn", "25/QĐ-STP:II.1,6/7/2021,100,9/KL-STP,"
    )
    found = answer(run, path)
    assert (found["exit"], found["written"], found["problems"]) == (0, True, [])
    assert [(row["task"], row["entry"], row["day"], row["percent"], row["document"]) for row in found["rows"]] == [
        (1, "done", "2021-06-28", 100, "45/BC-HCTP"), (3, "progress", "2021-07-05", 40, ""),
        (4, "done", "2021-07-06", 100, "9/KL-STP"),
    ]  # fmt: skip
    assert [recurring.state(task) for task in (1, 3, 4)] == [
        State.DONE_ON_TIME, State.IN_TIME_UNDER_WAY, State.DONE_ON_TIME,
    ]  # fmt: skip
    assert entries(recurring)[-1] == ("task record", "clerk", "ket-qua.csv: 1, 3, 4")
    assert run("undo", "--yes").code == 0
    assert {task: row.done_on for task, row in recurring.rows().items()}[1] is None
    standing = dump(recurring.register.connection, but=["journal"])["standing"]
    assert standing == before["standing"]


def test_occurrences_are_named_by_the_column_period(recurring: Clerk, run: Run, file: Path) -> None:
    path = write(file, "8,Q2,30/6/2021", "8,Q1,31/3/2021", "8,quý III,1/7/2021", heading="task,period,day")
    assert [(row["occurrence"], row["day"]) for row in answer(run, path)["rows"]] == [
        ("Q1", "2021-03-31"), ("Q2", "2021-06-30"), ("Q3", "2021-07-01"),
    ]  # fmt: skip


def test_without_a_period_results_go_to_the_occurrences_in_the_order_of_their_days(
    recurring: Clerk, run: Run, file: Path
) -> None:
    path = write(file, "8,30/6/2021", "8,31/3/2021", heading="task,day")
    assert [(row["occurrence"], row["day"]) for row in answer(run, path)["rows"]] == [
        ("Q1", "2021-03-31"), ("Q2", "2021-06-30"),
    ]  # fmt: skip


def test_the_same_list_again_changes_nothing(recurring: Clerk, run: Run, file: Path) -> None:
    path = write(file, "8,31/3/2021,,1/BC,", "1,28/6/2021,,45/BC-HCTP,", "3,5/7/2021,40,,")
    assert answer(run, path)["totals"]["entries"] == 3
    before = dump(recurring.register.connection)
    again = answer(run, path)
    assert (again["exit"], again["written"], again["rows"]) == (0, False, [])
    assert again["totals"]["already"] == 3
    assert dump(recurring.register.connection) == before
    assert "3 were there already." in run("task", "record", path).out


def test_a_trial_writes_nothing_and_says_so(office: Clerk, run: Run, file: Path) -> None:
    before = dump(office.register.connection)
    ran = run("task", "record", write(file, "1,28/6/2021,,45/BC,"), "--dry-run")
    assert (ran.code, "Tried only; nothing was written." in ran.out, ran.err) == (0, True, "")
    assert dump(office.register.connection) == before


def test_a_closed_period_is_a_conflict_unless_adjusted(office: Clerk, run: Run, file: Path) -> None:
    assert run("report", "close", "Q2/2021").code == 0
    path = write(file, "1,1/6/2021,,45/BC,")
    refused = answer(run, path)
    assert (refused["exit"], refused["problems"][0]["code"]) == (5, "conflict.closed_period")
    assert office.state(1) == State.OVERDUE_NOT_STARTED
    assert answer(run, path, "--adjust")["written"] is True
    assert entries(office)[-1].command == "task record --adjust"


def test_headings_and_words_in_vietnamese_and_columns_that_say_nothing(office: Clerk, run: Run, file: Path) -> None:
    path = write(
        file, "I.3,Tập huấn,5/7/2021,Đang thực hiện,,chờ kinh phí", "II.1,Kiểm tra,6/7/2021,Hoàn thành,9/KL-STP,",
        "I.1,Rà soát,,,,", heading="Mục;Nội dung;Ngày thực hiện;Kết quả;Số văn bản;Ghi chú".replace(";", ","),
    )  # fmt: skip
    found = answer(run, path, "--decision", "25/QĐ-STP")
    assert [(row["task"], row["entry"]) for row in found["rows"]] == [(3, "progress"), (4, "done")]
    assert found["totals"]["blank"] == 1


def test_what_is_to_be_looked_at_again_is_a_remark_with_its_row(office: Clerk, run: Run, file: Path) -> None:
    found = answer(run, write(file, "1,28/6/2021,,,"))
    assert [(p["where"], p["severity"]) for p in found["problems"]] == [("row 2", "note")]
    assert "on the missed list: 1" in found["problems"][0]["hint"]
    assert found["written"] is True


# -- what is refused -----------------------------------------------------------------------------------------

WRONG = {
    "no such task": ("77,1/7/2021,,,", "refused.not_found", "77"),
    "no such item": ("25/QĐ-STP:IX.9,1/7/2021,,,", "refused.not_found", "25/QĐ-STP:IX.9"),
    "no task": (",1/7/2021,,,", "row.task", ""),
    "no day": ("3,,50,,", "day.missing", ""),
    "a note alone": ("3,,,,đang làm", "day.missing", ""),
    "no date": ("3,31/6/2021,,,", "day.unread", "31/6/2021"),
    "a year of two figures": ("3,1/7/21,,,", "day.unread", "1/7/21"),
    "words for a day": ("3,hôm qua,,,", "day.unread", "hôm qua"),
    "a day to come": ("3,1/8/2021,,,", "refused.future", "3"),
    "before it was assigned": ("3,1/1/2021,,,", "refused.before_assigned", "3"),
    "above a hundred": ("3,1/7/2021,120,,", "percent.unread", "120"),
    "a part of one": ("3,1/7/2021,0.6,,", "percent.unread", "0.6"),
    "a fraction": ('3,1/7/2021,"60,5%",,', "percent.unread", "60,5%"),
    "done before": ("5,1/7/2021,,9/BC,", "refused.already_done", "5"),
    "the same again": ("8,1/7/2021,,,", "row.twice", "8"),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_wrong_row_refuses_the_whole_list(recurring: Clerk, run: Run, file: Path, case: str) -> None:
    line, code, value = WRONG[case]
    before = dump(recurring.register.connection)
    found = answer(run, write(file, "8,1/7/2021,,,", line, "4,6/7/2021,,9/KL,"))
    assert (found["exit"], found["written"], found["rows"]) == (4, False, [])
    (problem,) = [p for p in found["problems"] if p["severity"] == "error"]
    assert (problem["where"], problem["code"], problem["value"]) == ("row 3", code, value)
    assert problem["hint"]
    assert dump(recurring.register.connection) == before


def test_every_problem_is_told_with_its_row_and_cell(office: Clerk, run: Run, file: Path) -> None:
    ran = run("task", "record", write(file, "77,1/7/2021,,,", "3,,120,,", ",,,,x"))
    assert ran.code == 4
    assert [line.split()[:2] for line in ran.out.splitlines() if line.startswith("row ")] == [
        ["row", "2"], ["row", "3"], ["row", "3"], ["row", "4"], ["row", "4"],
    ]  # fmt: skip
    assert ran.err.splitlines()[0] == "ket-qua.csv: 5 problems; nothing was written."


def test_a_column_written_month_first_makes_its_other_days_questions(office: Clerk, run: Run, file: Path) -> None:
    """Of 6/30 one knows; 5/7 of the same column may be 5 July or 7 May."""
    found = answer(run, write(file, "3,6/30/2021,50,,", "4,5/7/2021,,9/KL,", "1,6/28/2021,,9/BC,"))
    assert [(p["where"], p["code"]) for p in found["problems"]] == [
        ("row 2", "day.unread"), ("row 3", "day.either"), ("row 4", "day.unread"),
    ]  # fmt: skip
    assert "05/07/2021 or 07/05/2021" in found["problems"][1]["hint"]
    assert "30/06/2021" in found["problems"][0]["hint"]


def test_a_number_beside_the_item_of_another_task_is_found(office: Clerk, run: Run, file: Path) -> None:
    """One column alone was sorted."""
    path = write(file, "3,I.3,1/7/2021,50", "4,I.1,1/7/2021,50", heading="task,item,day,percent")
    (problem,) = answer(run, path)["problems"]
    assert (problem["where"], problem["code"], problem["value"]) == ("row 3", "row.mismatch", "I.1")


def test_the_word_and_the_percentage_contradict_each_other(office: Clerk, run: Run, file: Path) -> None:
    path = write(
        file, "3,1/7/2021,Hoàn thành,60", "4,1/7/2021,Đang làm,100", "1,1/7/2021,Tốt,", heading="task,day,result,%"
    )
    assert [p["value"] for p in answer(run, path)["problems"]] == ["Hoàn thành", "Đang làm", "Tốt"]


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("task,percent", "lacks the column day"),
        ("day,percent", "lacks the column task"),
        ("task,item,title,deadline_text,state,percent,day", "is a list of what is recorded already"),
    ],
)
def test_a_list_of_another_kind_is_refused_with_what_to_take(
    office: Clerk, run: Run, file: Path, heading: str, says: str
) -> None:
    ran = run("task", "record", write(file, "3,1/7/2021", heading=heading))
    assert (ran.code, says in ran.err, "task record --template" in ran.err) == (4, True, True)


def test_what_is_secret_does_not_come_in(office: Clerk, run: Run, file: Path) -> None:
    ran = run("task", "record", write(file, "3,1/7/2021,50,,MẬT"))
    assert (ran.code, "State secrecy" in ran.err) == (4, True)


# -- standard input ------------------------------------------------------------------------------------------


def test_a_list_comes_in_by_standard_input(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b"task;day\n1;28/6/2021\n")
    assert answer(run, "-")["totals"]["done"] == 1
    assert entries(office)[-1].summary == "-: 1"


def test_a_workbook_too(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    book, made = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Số", "Ngày", "%"])
    sheet.append([3, datetime(2021, 7, 5), 0.4])  # noqa: DTZ001 - a cell has no zone
    sheet["B2"].number_format, sheet["C2"].number_format = "dd/mm/yyyy", "0%"
    book.save(made)
    pipe(monkeypatch, made.getvalue())
    assert [(row["day"], row["percent"]) for row in answer(run, "-")["rows"]] == [("2021-07-05", 40)]


@pytest.mark.parametrize(
    "content", [b"", b"task\n", b"%PDF-1.4 x", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_list_is_refused_by_name(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    pipe(monkeypatch, content)
    ran = run("task", "record", "-")
    assert (ran.code, ran.err.startswith("Standard input cannot be read: ")) == (4, True)


def test_nobody_waits_at_a_terminal(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert run("task", "record", "-").code == 2
    assert run("task", "record").code == 2
    assert main(["task", "record", "--template", "-"]) == 2


# -- the list that is filled in ------------------------------------------------------------------------------


def test_the_template_has_the_open_tasks_and_goes_back_in(recurring: Clerk, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    ran = run("task", "record", "--template", "-o", str(path))
    assert (ran.code, f"tuphap task record {path}" in ran.err) == (0, True)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    heading = next(row for row in sheet.iter_rows() if row[0].value == "No.")
    columns = {str(cell.value): at for at, cell in enumerate(heading, start=1)}
    first = (heading[0].row or 0) + 1
    rows = {
        (sheet.cell(at, 1).value, sheet.cell(at, columns["Occurrence"]).value): at for at in range(first, first + 7)
    }
    assert list(rows) == [(1, None), (2, None), (3, None), (4, None), (7, None), (8, "Q1"), (8, "Q2")]
    typed = sheet.cell(rows[8, "Q2"], columns["Day (to be filled in)"])
    assert typed.number_format == "@"  # no machine turns what is typed here
    typed.value = "5/7/2021"
    sheet.cell(rows[3, None], columns["Day (to be filled in)"]).value = "6/7/2021"
    sheet.cell(rows[3, None], columns["% (to be filled in)"]).value = 60
    book.save(path)
    found = answer(run, str(path))
    assert [(row["task"], row["occurrence"], row["entry"], row["day"]) for row in found["rows"]] == [
        (8, "Q2", "done", "2021-07-05"), (3, "", "progress", "2021-07-06"),
    ]  # fmt: skip
    assert found["totals"]["blank"] == 5


def test_the_template_of_a_unit_or_a_decision(recurring: Clerk, run: Run, tmp_path: Path) -> None:
    ran = run("task", "record", "--template", "--unit", "HCTP", "-f", "json")
    assert [row["task"] for row in json.loads(ran.out)["rows"]] == [1, 4]
    recurring.task(recurring.decision("12/KH-STP"), "Nhiệm vụ khác", due=day("1/8"))
    ran = run("task", "record", "--template", "--decision", "12/KH-STP", "-f", "json")
    assert [row["task"] for row in json.loads(ran.out)["rows"]] == [9]


def test_the_template_in_either_language_and_as_csv_is_read(
    recurring: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("vi", "en"):
        monkeypatch.setenv("TUPHAP_LANG", language)
        for ending in ("xlsx", "csv"):
            path = str(tmp_path / f"mau-{language}.{ending}")
            assert run("task", "record", "--template", "-o", path).code == 0
            assert answer(run, path)["totals"]["blank"] == 7


def test_a_register_without_open_tasks_gives_an_empty_list_with_its_headings(register_path: Path, run: Run) -> None:
    ran = run("task", "record", "--template")
    assert (ran.code, "Day (to be filled in)" in ran.out) == (0, True)
