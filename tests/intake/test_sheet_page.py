"""Workbooks: what cells show is what goes in; what is hidden, filtered or struck through is left out and told."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import UnreadableFile
from tuphap_cli.intake.files import apart, door
from tuphap_cli.intake.files.numberformat import printed, printed_text
from tuphap_cli.intake.plan import read_plan

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
ROWS: list[list[int | str]] = [
    [*HEAD],
    [1, "Rà soát", "Phòng A", "30/6/2026"],
    [2, "Việc cũ", "Phòng B", "15/6/2026"],
    [3, "Kiểm tra", "Phòng A", "Quý III"],
]
GONE = "2 | Việc cũ | Phòng B | 15/6/2026"
JUNE = dt.datetime(2026, 6, 5)  # noqa: DTZ001 - a cell's day


def read(path: Path) -> PlanDraft:
    return read_plan(path, year=2026, issued=dt.date(2026, 1, 5), known=(), create_units=True)


def told(draft: PlanDraft) -> list[tuple[str, int | None, str]]:
    return [(p.code, p.place.row if p.place else None, p.value) for p in draft.problems]


def book(path: Path, change: Callable[[Worksheet], object]) -> Path:
    """The plan of ``ROWS`` as changed."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Phụ lục"
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    made.save(path)
    return path


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def filtered(sheet: Worksheet) -> None:
    hide(sheet)
    sheet.auto_filter.ref = "A1:D4"
    sheet.auto_filter.add_filter_column(2, ["Phòng A"])


def strike(sheet: Worksheet) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


UNSEEN = [(hide, "hidden"), (filtered, "filtered"), (strike, "struck")]


@pytest.mark.parametrize(("change", "why"), UNSEEN)
def test_rows_that_are_not_on_the_page(tmp_path: Path, change: Callable[[Worksheet], None], why: str) -> None:
    draft = read(book(tmp_path / "a.xlsx", change))
    assert [t.item for t in draft.tasks] == ["1", "3"]
    assert told(draft) == [(f"left_out.row.{why}", 3, GONE)]


@pytest.mark.parametrize(("change", "why"), UNSEEN)
@pytest.mark.parametrize("kind", ["ods", "xls"])
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_the_same_as_saved_by_libreoffice(
    tmp_path: Path, change: Callable[[Worksheet], None], why: str, kind: str
) -> None:
    path = book(tmp_path / "a.xlsx", change)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    draft = read(tmp_path / f"a.{kind}")
    assert [t.item for t in draft.tasks] == ["1", "3"]
    assert told(draft) == [(f"left_out.row.{why}", 3, GONE)]


def test_hidden_columns_and_sheets(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["E1"], sheet["E2"] = "Ghi chú nội bộ", "đã xong"
        sheet.column_dimensions["E"].hidden = True
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Bản cũ")
        other.append(["Nhiệm vụ cũ"])
        other.sheet_state = "hidden"

    draft = read(book(tmp_path / "a.xlsx", change))
    assert len(draft.tasks) == 3
    assert draft.tasks[0].extra == {}
    assert told(draft) == [
        ("left_out.column.hidden", 1, "Ghi chú nội bộ | đã xong"),
        ("left_out.sheet.hidden", 0, "Nhiệm vụ cũ"),
    ]


def test_a_text_merged_over_hidden_rows_and_columns(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("C3:C4")
        sheet["C3"] = "Phòng C"
        hide(sheet)

    assert [(t.item, t.lead) for t in read(book(tmp_path / "a.xlsx", change)).tasks] == [
        ("1", "Phòng A"), ("3", "Phòng C"),
    ]  # fmt: skip


def test_words_struck_through_in_a_cell(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"] = CellRichText(TextBlock(InlineFont(strike=True), "15/5/2026"), " 30/9/2026")
        sheet["D3"].font = Font(strike=True)

    draft = read(book(tmp_path / "a.xlsx", change))
    assert [t.deadline_text for t in draft.tasks] == ["30/9/2026", "", "Quý III"]
    assert [t for t in told(draft) if t[0].startswith("left")] == [
        ("left_out.words.struck", 2, "15/5/2026"),
        ("left_out.words.struck", 3, "15/6/2026"),
    ]


def test_comments(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"].comment = Comment("Lùi đến 30/9/2026", "GĐ")
        sheet["F1"].comment = Comment("xem lại", "GĐ")

    draft = read(book(tmp_path / "a.xlsx", change))
    assert ("note.asked", 2, "Lùi đến 30/9/2026") in told(draft)
    assert not draft.tasks[0].reading.sure
    assert draft.tasks[0].reading.candidates == (dt.date(2026, 6, 30), dt.date(2026, 9, 30))


# -- what cells show ----------------------------------------------------------------------------------------------

SHOWN: list[tuple[float | dt.date, str, str | None]] = [
    (JUNE, "dd/mm/yyyy", "05/06/2026"),
    (JUNE, "[$-42A]d/m/yy;@", "05/06/2026"),
    (JUNE, "dddd, dd/mm/yyyy", "05/06/2026"),
    (JUNE, "d-mmm-yyyy", "05/06/2026"),
    (JUNE, "mmmm d, yyyy", "05/06/2026"),
    (JUNE.replace(hour=14, minute=5), "dd/mm/yyyy hh:mm", "05/06/2026 14:05"),
    (JUNE, '"Trước ngày "dd/mm/yyyy', "Trước ngày 05/06/2026"),
    (JUNE, 'dd/mm" hằng năm"', "05/06 hằng năm"),
    (JUNE, '"ngày" d "tháng" m "năm" yyyy', "ngày 5 tháng 6 năm 2026"),
    (JUNE.replace(hour=17, minute=30), '"trước "h:mm" ngày "dd/mm', "trước 17:30 ngày 05/06"),
    (JUNE, "mm/yyyy", "06/2026"),
    (JUNE, "mmm-yy", None),
    (JUNE, "d-mmm", "5-Jun"),
    (JUNE, "[$-409]d-mmm;@", "5-Jun"),
    (JUNE, 'd-mmm" hằng năm"', "5-Tháng 6 hằng năm"),
    (JUNE, '"Tháng "m/yyyy', "Tháng 6/2026"),
    (JUNE, '"Quý II/"yyyy', "Quý II/2026"),
    (JUNE, "dddd", "Thứ sáu"),
    (JUNE, "mm/dd/yyyy", None),
    (JUNE, "m/d", None),
    (JUNE, '"Trước "mm/dd/yyyy', None),
    (JUNE, "yyyy-mm-dd", None),
    (JUNE, "[h]:mm", None),
    (JUNE, "General", None),
    (True, "0", None),
    (2, '"Quý "0', "Quý 2"),
    (1, "00", "01"),
    (1.1, "0.00", "1.10"),
    (1.5, "0.0#", "1.5"),
    (1500, "#,##0", "1.500"),
    (1500.5, "#,##0.00", "1.500,50"),
    (0.5, "0%", "50%"),
    (-3, "0;(0)", "(3)"),
    (0, '0;-0;"không"', "không"),
    (-3, "0", "-3"),
    (5, '"thường xuyên"', "thường xuyên"),
    (5, "0 [$₫-42A]", "5 ₫"),
    (1.5, "# ?/?", None),
    (1.5, "0.00E+00", None),
    (3, "[>2]0;0", None),
]


@pytest.mark.parametrize(("value", "code", "words"), SHOWN)
def test_what_a_format_shows(value: float | dt.date, code: str, words: str | None) -> None:
    assert printed(value, code) == words


def test_a_format_for_texts() -> None:
    assert printed_text("A", '"Phòng "@') == "Phòng A"
    assert printed_text("A", '0;0;0;"Tổ "@') == "Tổ A"
    assert printed_text("A", "@") == printed_text("A", "0;0") == "A"


def test_formats_of_cells_are_read(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for place, value, code in (
            ("A2", 1.1, "0.00"),
            ("D2", JUNE, '"Trước ngày "dd/mm/yyyy'),
            ("D3", 2, '"Quý "0'),
            ("D4", JUNE, "mm/yyyy"),
        ):
            sheet[place] = value
            sheet[place].number_format = code

    draft = read(book(tmp_path / "a.xlsx", change))
    assert [(t.item, t.deadline_text, t.reading.due) for t in draft.tasks] == [
        ("1.10", "Trước ngày 05/06/2026", dt.date(2026, 6, 4)),
        ("2", "Quý 2", dt.date(2026, 6, 30)),
        ("3", "06/2026", dt.date(2026, 6, 30)),
    ]


def test_dates_of_open_documents_are_as_sure_as_they_are_shown(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Phụ lục")
    shown = ["05/06/2026", "06/05/2026", "Trước ngày 05/06/2026", "06/2026", "Tháng 6 năm 2026", "5.6.2026"]
    for number, texts in enumerate([HEAD, *([str(n), "Rà soát", "Phòng A", t] for n, t in enumerate(shown, 1))]):
        row = TableRow()
        for column, text in enumerate(texts):
            dated = number and column == 3
            cell = TableCell(valuetype="date", datevalue="2026-06-05") if dated else TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    assert [(t.deadline_text, t.reading.due if t.reading.sure else None) for t in read(tmp_path / "a.ods").tasks] == [
        ("05/06/2026", dt.date(2026, 6, 5)),
        ("05/06/2026", None),  # month first: asked
        ("Trước ngày 05/06/2026", dt.date(2026, 6, 4)),
        ("06/2026", dt.date(2026, 6, 30)),
        ("Tháng 6 năm 2026", dt.date(2026, 6, 30)),
        ("05/06/2026", dt.date(2026, 6, 5)),
    ]


# -- packages and old workbooks -----------------------------------------------------------------------------------


def renamed(path: Path, name: str, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    to = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for entry in old.infolist():
            new.writestr(*change(entry.filename, old.read(entry)))
    return to


def other_book(name: str, data: bytes) -> tuple[str, bytes]:
    return name.replace("workbook.xml", "workbook2.xml"), data.replace(b"workbook.xml", b"workbook2.xml")


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    usual = b"http://schemas.openxmlformats.org/"
    data = data.replace(usual + b"spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    own = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    return name, data.replace(usual + b"officeDocument/2006/relationships", own)


def backslashes(name: str, data: bytes) -> tuple[str, bytes]:
    return name.replace("/", "\\"), data


@pytest.mark.parametrize("change", [other_book, strict, backslashes])
@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xltx"])
def test_odd_packages(tmp_path: Path, change: Callable[[str, bytes], tuple[str, bytes]], ending: str) -> None:
    path = renamed(book(tmp_path / "a.xlsx", lambda _sheet: None), f"b.{ending}", change)
    assert [t.item for t in read(path).tasks] == ["1", "2", "3"]


def test_an_old_workbook(tmp_path: Path) -> None:
    import xlwt

    made = xlwt.Workbook()
    sheet = made.add_sheet("Phụ lục", cell_overwrite_ok=True)
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    gone = xlwt.easyxf("font: struck_out on")
    before = xlwt.easyxf(num_format_str='"Trước ngày "dd/mm/yyyy')
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            sheet.write(y, x, text, *([gone] if y == 2 else []))
    sheet.write(1, 3, JUNE, day)
    sheet.write(3, 3, JUNE, before)
    sheet.write(4, 1, "Việc ẩn")
    sheet.row(4).hidden = True
    sheet.col(4).hidden = True
    sheet.write(0, 4, "Nội bộ")
    made.save(str(tmp_path / "a.xls"))
    draft = read(tmp_path / "a.xls")
    assert [(t.item, t.reading.due, t.reading.sure) for t in draft.tasks] == [
        ("1", dt.date(2026, 6, 5), True),
        ("3", dt.date(2026, 6, 4), True),
    ]
    assert told(draft) == [
        ("left_out.row.struck", 3, GONE),
        ("left_out.row.hidden", 5, "Việc ẩn"),
        ("left_out.column.hidden", 1, "Nội bộ"),
    ]


def test_an_old_workbook_that_claims_the_largest_sheet(tmp_path: Path) -> None:
    import struct

    import xlwt

    made = xlwt.Workbook()
    sheet = made.add_sheet("A")
    sheet.write(0, 0, "TT")
    made.save(str(tmp_path / "a.xls"))
    data = bytearray((tmp_path / "a.xls").read_bytes())
    at = data.index(struct.pack("<2H", 0x0200, 14))  # DIMENSIONS
    struct.pack_into("<2I2H", data, at + 4, 0, 0xFFFFFFFF, 0, 0xFFFF)
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(UnreadableFile):
        read(tmp_path / "a.xls")


def test_what_a_reader_raises_is_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tuphap_cli.intake.files import sheetfile

    def fails(_opened: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sheetfile, "read_sheets", fails)
    file = door.opened(book(tmp_path / "a.xlsx", lambda _sheet: None))
    with pytest.raises(UnreadableFile) as refused:
        door.content(file)
    assert refused.value.unexpected
    assert isinstance(refused.value.__cause__, ZeroDivisionError)
    assert apart.BYTES <= 1 << 30
