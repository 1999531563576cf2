"""Forms as they really come back: forty ways of filling in, moving and spoiling one, and what becomes of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.conftest import Run
from tests.support.forms import HEADINGS, Filled, as_date
from tests.support.registers import Clerk, day, dump


@pytest.fixture
def busy(office: Clerk) -> Clerk:
    """HCTP leads 1 (overdue), 4 and two more: 8 due in August, 9 each quarter; VP leads 2."""
    office.task(1, "Rà soát thủ tục hành chính", unit=2, item="II.5", due=day("31/8"))
    office.task(1, "Báo cáo tình hình hộ tịch", unit=2, item="II.6", due=[day("31/3"), day("30/6"), day("30/9")])
    return office


@pytest.fixture
def form(busy: Clerk, run: Run, tmp_path: Path) -> Filled:
    """The form of HCTP with one task done and one under way."""
    path = tmp_path / "hctp.xlsx"
    assert run("form", "make", "--unit", "HCTP", "--period", "Q3/2021", "-o", str(path)).code == 0
    filled = Filled(path).report("15/BC-HCTP", day("8/7"))
    filled.put(1, state="Done", day=day("5/7"), document="45/BC-HCTP")
    return filled.put(4, state="Under way", percent=60, note="đang lấy ý kiến")


def collected(run: Run, path: Path) -> dict[str, Any]:
    ran = run("form", "collect", str(path), "-f", "json")
    found: dict[str, Any] = json.loads(ran.out)
    # The clerk of these tests works in July on a period that ends in September.
    early = [problem for problem in found["problems"] if problem["code"] == "form.early"]
    assert len(early) == sum(row["filed"] for row in found["rows"])
    found["problems"] = [problem for problem in found["problems"] if problem not in early]
    return found | {"exit": ran.code}


# -- what is taken in as it was meant ------------------------------------------------------------------------


Held = tuple[Any, str]  # a cell's value and number format, which go along where rows are moved


def held(cell: Any) -> Held:
    return cell.value, cell.number_format


def values_of(form: Filled) -> list[list[Held]]:
    """What is in the rows of the table, to be laid out anew."""
    return [[held(cell) for cell in form.sheet[at]] for at, _task, _name in form.rows()]


def lay_out(form: Filled, rows: list[list[Held]]) -> None:
    for at, row in enumerate(rows, start=form.head + 1):
        for col, (value, shown) in enumerate(row, start=1):
            cell = form.sheet.cell(at, col)
            cell.value, cell.number_format = value, shown


def rows_turned_round(form: Filled) -> None:
    lay_out(form, values_of(form)[::-1])


def rows_deleted(form: Filled) -> None:
    form.sheet.delete_rows(form.last - 1, 2)


def columns_widened(form: Filled) -> None:
    for letter in "CKLM":
        form.sheet.column_dimensions[letter].width = 70


def columns_hidden(form: Filled) -> None:
    for letter in "ABDF":
        form.sheet.column_dimensions[letter].hidden = True


def rows_filtered(form: Filled) -> None:
    """Filtered by something else, so that the rows with news are not seen when it is saved."""
    for at, task, _name in form.rows():
        form.sheet.row_dimensions[at].hidden = task in {1, 4}


def columns_in_another_order(form: Filled) -> None:
    rows = [[held(cell) for cell in form.sheet[form.head]], *values_of(form)]
    form.head -= 1
    lay_out(form, [[row[0], *row[1:][::-1]] for row in rows])


def sheet_renamed_behind_another(form: Filled) -> None:
    form.sheet.title = "Quý III (gửi lại)"
    form.book.create_sheet("Ghi chép riêng", 0)["A1"] = "nháp"


def day_as_a_date(form: Filled) -> None:
    as_date(form.cell(1, "day"), day("5/7"))


def day_as_iso_text(form: Filled) -> None:
    form.put(1, day="2021-07-05")


def day_with_dots(form: Filled) -> None:
    form.put(1, day="05.07.2021")


def state_in_own_words(form: Filled) -> None:
    form.put(1, state="đã hoàn thành.").put(4, state="ĐANG THỰC HIỆN")


def percentage_with_its_sign(form: Filled) -> None:
    form.put(4, percent=0.6).cell(4, "percent").number_format = "0%"


def percentage_as_text(form: Filled) -> None:
    form.put(4, percent="60 %")


def row_copied(form: Filled) -> None:
    first = values_of(form)[0]
    lay_out(form, [*values_of(form), first])


def blank_rows_and_a_signature(form: Filled) -> None:
    form.sheet.cell(form.last + 3, 10).value = "TRƯỞNG PHÒNG"
    form.sheet.cell(form.last + 6, 2).value = "Nguyễn Văn Sáu"


def label_and_number_in_one_cell(form: Filled) -> None:
    for row in form.sheet.iter_rows(max_row=form.head):
        if str(row[0].value).startswith("Number"):
            row[0].value = "Number of the unit's report: 15/BC-HCTP"
            form.sheet.cell(row[0].row or 0, 4).value = None


def protection_taken_off(form: Filled) -> None:
    form.sheet.protection.disable()


TAKEN: tuple[Callable[[Filled], None], ...] = (
    rows_turned_round, rows_deleted, columns_widened, columns_hidden, rows_filtered, columns_in_another_order,
    sheet_renamed_behind_another, day_as_a_date, day_as_iso_text, day_with_dots, state_in_own_words,
    percentage_with_its_sign, percentage_as_text, row_copied,
    label_and_number_in_one_cell, protection_taken_off,
)  # fmt: skip


@pytest.mark.parametrize("mangle", TAKEN, ids=lambda mangle: mangle.__name__)
def test_it_is_taken_in_as_it_was_meant(
    busy: Clerk, run: Run, form: Filled, tmp_path: Path, mangle: Callable[[Filled], None]
) -> None:
    mangle(form)
    found = collected(run, form.save(tmp_path / "Phiếu quý III (bản cuối).xlsx"))
    assert (found["exit"], found["problems"]) == (0, [])
    row = found["rows"][0]
    assert (row["status"], row["entries"], row["filed"]) == ("collected", 2, True)
    assert row["missing"] == (2 if mangle is rows_deleted else 0)
    assert (busy.row(1).done_on, busy.row(1).document) == (day("5/7"), "45/BC-HCTP")
    assert (busy.row(4).percent, busy.row(4).last_on) == (60, day("8/7"))


# -- what is taken in, and said ------------------------------------------------------------------------------


def words_of_a_task_changed(form: Filled) -> None:
    form.put(1, title="Rà soát văn bản (đã sửa chính tả)")


def comment_on_a_cell(form: Filled) -> None:
    form.cell(4, "percent").comment = Comment("số liệu ước", "ai đó")


def column_of_its_own(form: Filled) -> None:
    form.sheet.cell(form.head, 15).value = "Người làm"
    form.sheet.cell(form.head + 1, 15).value = "Chị Ba"


SAID: dict[Callable[[Filled], None], str] = {
    words_of_a_task_changed: "row.words", comment_on_a_cell: "cell.comment", column_of_its_own: "column.added",
    blank_rows_and_a_signature: "row.beside",
}  # fmt: skip


@pytest.mark.parametrize("mangle", SAID, ids=lambda mangle: mangle.__name__)
def test_it_is_taken_in_and_told_what_is_not(
    busy: Clerk, run: Run, form: Filled, tmp_path: Path, mangle: Callable[[Filled], None]
) -> None:
    mangle(form)
    found = collected(run, form.save(tmp_path / "a.xlsx"))
    assert (found["exit"], found["rows"][0]["entries"]) == (0, 2)
    assert [(p["severity"], p["code"]) for p in found["problems"]] == [("note", SAID[mangle])]


# -- what is doubtful: the cell, and nothing written ---------------------------------------------------------


class Doubt(NamedTuple):
    """How a form is mangled, the code of the problem and the cell of the task or row where it is found."""

    mangle: Callable[[Filled], object]
    code: str
    cell: str  # letters of the column, with {1} for the row of task 1


def titles_alone_sorted(form: Filled) -> None:
    cells = [form.cell(task, "title") for task in (1, 4)]
    cells[0].value, cells[1].value = cells[1].value, cells[0].value


def row_of_another_unit(form: Filled) -> None:
    row = values_of(form)[0]
    lay_out(form, [*values_of(form), [(2, "0"), row[1], ("Đôn đốc phong trào", "@"), *row[3:]]])


def row_added(form: Filled) -> None:
    at = form.last + 1
    form.sheet.cell(at, 3).value = "Việc phát sinh"
    form.sheet.cell(at, 7).value = "Done"


def same_task_twice(form: Filled) -> None:
    row = values_of(form)[0]
    lay_out(form, [*values_of(form), [*row[:9], ("99/BC-HCTP", "@"), *row[10:]]])


def number_lost(form: Filled) -> None:
    form.cell(1, "task").value = "x1"


def day_that_a_machine_has_turned(form: Filled) -> None:
    as_date(form.cell(1, "day"), day("5/7"), "mm-dd-yy")


def not_started(form: Filled) -> None:
    form.put(1, state="Not started", day=None)


def struck_through(form: Filled) -> None:
    cell = form.cell(1, "document")
    cell.font = copy(cell.font) + Font(strike=True)


def report_number_struck_through(form: Filled) -> None:
    cell = form.sheet.cell(form.head - 3, 4)
    cell.font = copy(cell.font) + Font(strike=True)


DOUBTS = {
    "titles alone sorted": Doubt(titles_alone_sorted, "row.mixed", "C{1}"),
    "row of another unit": Doubt(row_of_another_unit, "row.foreign", "A{last}"),
    "row added": Doubt(row_added, "row.no_task", "A{last+1}"),
    "same task twice": Doubt(same_task_twice, "row.twice", "A{last}"),
    "number of a task lost": Doubt(number_lost, "row.no_task", "A{first}"),
    "state not in the list": Doubt(lambda f: f.put(1, state="Tốt"), "state.unread", "G{1}"),
    "no state": Doubt(lambda f: f.put(1, state=None), "state.missing", "G{1}"),
    "a note alone": Doubt(lambda f: f.put(8, note="chưa có hướng dẫn"), "state.missing", "G{8}"),
    "done without its day": Doubt(lambda f: f.put(1, day=None), "day.missing", "I{1}"),
    "under way, no day anywhere": Doubt(lambda f: f.report("15/BC"), "day.missing", "I{4}"),
    "a day of two figures": Doubt(lambda f: f.put(1, day="5/7/21"), "day.unread", "I{1}"),
    "a day that is none": Doubt(lambda f: f.put(1, day="31/6/2021"), "day.unread", "I{1}"),
    "words for a day": Doubt(lambda f: f.put(1, day="đầu tháng 7"), "day.unread", "I{1}"),
    "month first": Doubt(lambda f: f.put(1, day="6/30/2021"), "day.unread", "I{1}"),
    "day that a machine has turned": Doubt(day_that_a_machine_has_turned, "day.unread", "I{1}"),
    "a day to come": Doubt(lambda f: f.put(1, day=day("1/8")), "refused.future", "{1}"),
    "before it was assigned": Doubt(lambda f: f.put(1, day=day("1/1")), "refused.before_assigned", "{1}"),
    "above a hundred": Doubt(lambda f: f.put(4, percent=160), "percent.unread", "H{4}"),
    "a part of one": Doubt(lambda f: f.put(4, percent=0.6), "percent.unread", "H{4}"),
    "done, and not all of it": Doubt(lambda f: f.put(1, percent=80), "percent.contradicts", "H{1}"),
    "under way, and all of it": Doubt(lambda f: f.put(4, percent=100), "percent.contradicts", "H{4}"),
    "not started, with a document": Doubt(not_started, "state.contradicts", "J{1}"),
    "a proposal alone": Doubt(lambda f: f.put(8, proposal="Bổ sung người"), "obstacle.missing", "L{8}"),
    "a formula": Doubt(lambda f: f.put(4, percent="=1/0"), "cell.fault", "H{4}"),
    "struck through": Doubt(struck_through, "cell.struck", "J{1}"),
    "letters lost": Doubt(lambda f: f.put(4, note="?ang l?y ý ki?n"), "cell.letters", "K{4}"),
    "a report of a day to come": Doubt(lambda f: f.report("15/BC", "8/7/2031"), "refused.future", "D{report}"),
    "the day of the report is a formula": Doubt(lambda f: f.report("15/BC", "=1/0"), "cell.fault", "D{report}"),
    "its number has lost letters": Doubt(lambda f: f.report("15/BC-?T?P", day("8/7")), "cell.letters", "D{number}"),
    "its number is struck through": Doubt(report_number_struck_through, "cell.struck", "D{number}"),
    "the day of the report is none": Doubt(lambda f: f.report("15/BC", "8/13/2021"), "day.unread", "D{report}"),
}  # fmt: skip


def named(cell: str, form: Filled) -> str:
    """The cell as the spreadsheet names it; a row alone where the register refuses what is in it."""
    rows: dict[str, int] = {}
    for at, task, _name in form.rows():
        rows.setdefault(str(task), at)  # of the rows of one task the first
    rows |= {"first": form.head + 1, "last": form.last, "last+1": form.last + 1, "report": form.head - 2}
    rows["number"] = rows["report"] - 1
    key = cell[cell.index("{") + 1 : cell.index("}")]
    letters = cell[: cell.index("{")]
    return f"Form, cell {letters}{rows[key]}" if letters else f"Form, row {rows[key]}"


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubtful_cell_keeps_the_whole_form_out(
    busy: Clerk, run: Run, form: Filled, tmp_path: Path, name: str
) -> None:
    doubt = DOUBTS[name]
    doubt.mangle(form)
    before = dump(busy.register.connection)
    found = collected(run, form.save(tmp_path / "a.xlsx"))
    assert (found["exit"], found["written"], found["rows"][0]["status"]) == (4, False, "refused")
    wrong = [p for p in found["problems"] if p["severity"] != "note"]
    assert (wrong[0]["code"], wrong[0]["where"]) == (doubt.code, named(doubt.cell, form))
    assert all(p["hint"] for p in wrong)
    assert dump(busy.register.connection) == before


# -- what is no form any more --------------------------------------------------------------------------------


def key_gone(form: Filled) -> None:
    """The table was copied into a new workbook."""
    form.book.remove(form.book.worksheets[-1])


def key_spoilt(form: Filled) -> None:
    form.book.worksheets[-1]["A2"] = "4"


def two_forms_in_one(form: Filled) -> None:
    copied = form.book.create_sheet("khoa2")
    for row in form.book["khoa"].iter_rows():
        for cell in row:
            copied.cell(cell.row or 0, cell.column or 0).value = cell.value


def heading_renamed(form: Filled) -> None:
    form.sheet.cell(form.head, form.columns["obstacle"]).value = "KK, VM"


def column_deleted(form: Filled) -> None:
    form.sheet.delete_cols(form.columns["proposal"])


def headings_deleted(form: Filled) -> None:
    form.sheet.delete_rows(form.head)


def marked_secret(form: Filled) -> None:
    form.sheet.cell(form.last + 2, 3).value = "MẬT"


def left_empty(form: Filled) -> None:
    form.report()
    for task in (1, 4):
        for column in set(HEADINGS) - {"task", "title", "occurrence"}:
            form.cell(task, column).value = None


NONE_ANY_MORE: dict[Callable[[Filled], None], str] = {
    key_gone: "hidden sheet is lost", key_spoilt: "hidden sheet is lost", two_forms_in_one: "holds several forms",
    heading_renamed: "lacking or have another heading: Obstacle", column_deleted: "another heading: Proposal",
    headings_deleted: "the table of tasks is not in it", marked_secret: "State secrecy",
    left_empty: "nothing is filled in",
}  # fmt: skip


@pytest.mark.parametrize("mangle", NONE_ANY_MORE, ids=lambda mangle: mangle.__name__)
def test_what_is_no_form_any_more_is_refused_with_a_sentence(
    busy: Clerk, run: Run, form: Filled, tmp_path: Path, mangle: Callable[[Filled], None]
) -> None:
    mangle(form)
    before = dump(busy.register.connection)
    found = collected(run, form.save(tmp_path / "a.xlsx"))
    said = found["rows"][0]["why"] or found["problems"][0]["hint"]
    assert (found["exit"], NONE_ANY_MORE[mangle] in said) == (4, True)
    assert dump(busy.register.connection) == before


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"No.,Day\n1,5/7/2021\n"), ("a.pdf", b"%PDF-1.7"), ("a.xlsx", b"x")]
)
def test_another_kind_of_file_is_refused(busy: Clerk, run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    found = collected(run, tmp_path / name)
    assert (found["exit"], "cannot be read" in found["rows"][0]["why"]) == (4, True)


def test_a_workbook_of_another_program_is_refused(busy: Clerk, run: Run, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert "no form of this program" in collected(run, tmp_path / "a.xlsx")["rows"][0]["why"]


# -- anything in any cell ------------------------------------------------------------------------------------

ODD: tuple[object, ...] = (
    None, "", " ", "Done", "done", "Under way", "Not started", "Xong", "Tốt", 0, 1, 50, 100, 101, -5, 0.6, 1e300,
    "60%", "100 %", "5/7/2021", "31/6/2021", "6/30/2021", "44382", 44382, "1/1/1000", "5/7", "45/BC-STP", "=1/0",
    "#REF!", "x" * 3000, "dòng một\ndòng hai", "\u202e1202/7/5", True, "Thiếu kinh phí", "<r>", "'", "–",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_in_the_cells_is_taken_in_whole_or_not_at_all(
    busy: Clerk, run: Run, form: Filled, tmp_path: Path, seed: int
) -> None:
    """A fault of the program would be exit 1; what is taken in once is there the second time."""
    chosen = Random(seed)
    columns = sorted(set(form.columns) - {"title"} - ({"task", "occurrence"} if seed % 2 else set()))
    for at, _task, _name in list(form.rows()):
        for column in columns:
            if chosen.random() < (0.04, 0.4)[seed // 2 % 2]:
                value: Any = chosen.choice(ODD)
                form.sheet.cell(at, form.columns[column]).value = value
    path = form.save(tmp_path / "a.xlsx")
    before = dump(busy.register.connection)
    found = collected(run, path)
    assert found["exit"] in {0, 4, 5}
    if found["exit"]:
        assert dump(busy.register.connection) == before
        return
    after = dump(busy.register.connection)
    assert collected(run, path)["rows"][0]["status"] == "unchanged"
    assert dump(busy.register.connection) == after
