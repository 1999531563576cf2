"""Workbooks and text tables: merged cells, dates, broken cells, encodings, separators, limits."""

from __future__ import annotations

import datetime as dt
import time
import zipfile
from pathlib import Path

import pytest

from tests.support.plans import csv_of_rows, xlsx_of_rows
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import BadChoice, UnreadableFile
from tuphap_cli.intake.files import limits, sheetfile, textfile
from tuphap_cli.intake.files.file_kind import opened_file
from tuphap_cli.intake.files.odsxml import scan_ods
from tuphap_cli.intake.files.ooxml import Parts
from tuphap_cli.intake.files.source import Covered, SourceGrid
from tuphap_cli.intake.plan import read_plan

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
ROWS = [HEAD, ["1", "Rà soát", "Phòng A", "Quý I"], ["2", "Kiểm tra", "Phòng B", "Quý II"]]


def read(path: Path, encoding: str | None = None) -> PlanDraft:
    return read_plan(path, year=2026, issued=None, known=(), create_units=True, encoding=encoding)


def grid(path: Path) -> SourceGrid:
    return sheetfile.read_sheets(opened_file(path)).grids[0]


def texts(grid: SourceGrid) -> list[list[str]]:
    return [[c.text for c in row.cells] for row in grid.rows]


def book(path: Path, cells: dict[str, object], merged: tuple[str, ...] = (), bold: str = "") -> Path:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    made = Workbook()
    page = made.active
    assert page is not None
    for place, value in cells.items():
        page[place] = value  # type: ignore[assignment]
    for place in merged:
        page.merge_cells(place)
    if bold:
        page[bold].font = Font(bold=True)
    made.save(path)
    return path


def test_values_become_text(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "A1": 1,
            "B1": 2026.0,
            "C1": 2.5,
            "D1": True,
            "E1": dt.date(2026, 3, 1),
            "F1": dt.datetime(2026, 3, 1, 8, 30),  # noqa: DTZ001
            "G1": " Rà  soát\nvăn bản ",
            "H1": dt.time(8, 30),
        },
    )
    assert texts(grid(path)) == [
        ["1", "2026", "2.5", "TRUE", "2026-03-01 00:00:00", "2026-03-01 08:30:00", "Rà soát\nvăn bản", "08:30:00"]
    ]


def test_merged_and_bold_cells(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"B2": "Phòng A", "C4": "x"}, ("B2:C3",), bold="B2")
    found = grid(path)
    assert [r.number for r in found.rows] == [2, 3, 4]
    assert (found.rows[0].cells[1].span, found.rows[0].cells[1].bold) == (2, True)
    assert found.rows[0].cells[2].covered is Covered.LEFT
    assert found.rows[1].cells[1].covered is Covered.ABOVE


def test_merged_leads_over_several_tasks(tmp_path: Path) -> None:
    from openpyxl import Workbook

    made = Workbook()
    page = made.active
    assert page is not None
    for row in ([*HEAD, "Kinh phí"], ["1", "Rà soát", "Phòng A", "Quý I", "100"], ["2", "Kiểm tra", None, "Quý II"]):
        page.append(row)
    page.merge_cells("C2:C3")
    page.merge_cells("E2:E3")
    made.save(tmp_path / "a.xlsx")
    draft = read(tmp_path / "a.xlsx")
    assert [t.lead for t in draft.tasks] == ["Phòng A", "Phòng A"]
    assert [t.extra for t in draft.tasks] == [{"Kinh phí": "100"}] * 2
    assert draft.problems == []


def test_broken_cells_and_formulas_without_results(tmp_path: Path) -> None:
    cells = dict(zip(("A1", "B1", "C1", "D1"), HEAD, strict=True)) | {
        "A2": 1,
        "B2": "Rà soát",
        "C2": "Phòng A",
        "D2": "#REF!",
        "A3": 2,
        "B3": "=A1&B1",
        "C3": "Phòng B",
        "D3": "Quý I",
    }
    draft = read(book(tmp_path / "a.xlsx", cells))
    assert [(p.code, p.column) for p in draft.problems if p.code.startswith("cell")] == [
        ("cell.error", "Thời hạn"), ("cell.formula", "Nhiệm vụ"),
    ]  # fmt: skip


def test_hidden_sheets_are_left_and_each_sheet_is_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "Bìa"
    first.append(["Danh mục nhiệm vụ"])
    made.create_sheet("Trống")
    hidden = made.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    for page in (hidden, made.create_sheet("Phụ lục")):
        for row in ROWS:
            page.append(row)
    made.save(tmp_path / "a.xlsx")
    draft = read(tmp_path / "a.xlsx")
    assert [(t.name, t.taken) for t in draft.tables] == [("Bìa", False), ("Trống", False), ("Phụ lục", True)]
    assert {t.place.sheet for t in draft.tasks} == {"Phụ lục"}


def test_far_off_cells_are_refused_and_a_claimed_size_is_not_believed(tmp_path: Path) -> None:
    far = book(tmp_path / "far.xlsx", {"A1": "a", "XFD1048576": "z"})
    wide = book(tmp_path / "wide.xlsx", {"A1": "a", "GS1": "z"})
    for path in (far, wide):
        with pytest.raises(UnreadableFile):
            read(path)
    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    claimed = tmp_path / "claimed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(claimed, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, data.replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"'))
    started = time.perf_counter()
    assert len(read(claimed).tasks) == 2
    assert time.perf_counter() - started < 2


def test_old_workbooks(tmp_path: Path) -> None:
    import xlwt

    made = xlwt.Workbook()
    page = made.add_sheet("Phụ lục")
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            page.write(y, x, text)
    made.save(str(tmp_path / "a.xls"))
    assert [t.title for t in read(tmp_path / "a.xls").tasks] == ["Rà soát", "Kiểm tra"]
    (tmp_path / "b.xls").write_bytes((tmp_path / "a.xls").read_bytes()[:2600])
    with pytest.raises(UnreadableFile):
        read(tmp_path / "b.xls")


def ods(path: Path, rows: list[list[str]], repeated: int = 1, columns: int = 1) -> Path:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Phụ lục")
    for texts in rows:
        row = TableRow(numberrowsrepeated=repeated)
        for text in texts:
            cell = TableCell(valuetype="string", numbercolumnsrepeated=columns)
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def test_open_documents(tmp_path: Path) -> None:
    assert [t.title for t in read(ods(tmp_path / "a.ods", ROWS)).tasks] == ["Rà soát", "Kiểm tra"]
    for path in (ods(tmp_path / "b.ods", ROWS, 200_000), ods(tmp_path / "c.ods", ROWS, 1, 300)):
        with pytest.raises(UnreadableFile):
            read(path)


def test_merged_ranges_of_open_documents(tmp_path: Path) -> None:
    xml = (
        '<x xmlns:table="t" xmlns:office="o"><table:table table:name="A"><table:table-row>'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2">#REF!</table:table-cell>'
        "</table:table-row></table:table></x>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as package:
        package.writestr("content.xml", xml)
    found = scan_ods(Parts(zipfile.ZipFile(tmp_path / "a.ods")), "a.ods")[0]["A"]
    assert found.merged == [((0, 0), (0, 1))]
    assert found.faults == {1: {0: "#REF!"}}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, delimiter: str) -> None:
    rows = [*ROWS, ["3", 'Rà soát, "kiểm tra"; báo cáo | khác\tnữa\nhai dòng', "Phòng A", "Quý I"]]
    draft = read(csv_of_rows(tmp_path / "a.csv", rows, delimiter=delimiter))
    assert len(draft.tasks) == 3
    assert draft.tasks[2].place.row == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark(tmp_path: Path, encoding: str) -> None:
    assert read(csv_of_rows(tmp_path / "a.csv", ROWS, encoding=encoding)).tasks[0].title == "Rà soát"


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    import unicodedata

    rows = [[unicodedata.normalize("NFD", text) for text in row] for row in ROWS]
    assert read(csv_of_rows(tmp_path / "a.csv", rows)).tasks[0].title == "Rà soát"


def test_other_encodings_only_when_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("STT,Nhi\u00ea\u0323m v\u1ee5".encode("utf-8") + b"\r\n1,R\xe0 so\xe1t\r\n")
    with pytest.raises(UnreadableFile, match=r"not UTF-8 \(line 2\)") as caught:
        read(path)
    assert "--encoding" in str(caught.value.facts["advice"])
    rows = [["TT", "Nhiem vu", "Chu tri", "Thoi han"], ["1", "Rà soát", "Ban A", "30/6/2026"]]
    path = csv_of_rows(tmp_path / "b.csv", rows, encoding="cp1252")
    assert read(path, "cp1252").tasks[0].title == "Rà soát"
    for name in ("nonsense", "base64", "rot13", "punycode", "unicode_escape", "nul\0"):
        with pytest.raises(BadChoice):
            read(path, name)
    assert read(csv_of_rows(tmp_path / "d.csv", rows), "UTF8").tasks[0].title == "Rà soát"
    (tmp_path / "odd.csv").write_bytes(b"TT,ab")
    with pytest.raises(UnreadableFile, match="is not utf-16"):
        read(tmp_path / "odd.csv", "utf-16")
    path = csv_of_rows(tmp_path / "c.csv", [["TT", "Nhiem vu"], ["1", "Kiem tra"]], encoding="utf-16-le")
    with pytest.raises(UnreadableFile, match="UTF-16"):
        read(path)
    assert textfile.read_text(opened_file(path), "utf-16-le").grids[0].rows[0].cells[0].text == "TT"


@pytest.mark.parametrize("text", [
    'STT,Nhiệm vụ,Chủ trì\n1,"Rà soát,Phòng A\n2,Kiểm tra,Phòng B\n', 'STT,Nhiệm vụ,Chủ trì\n1,"Rà" soát,Phòng A\n',
])  # fmt: skip
def test_unbalanced_quotes_name_the_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="line 2"):
        read(path)


def test_text_without_separator_and_beyond_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("một\nhai\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="no separator"):
        read(path)
    path.write_text("a,b\n" + "x" * 40_000 + ",b\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="line 2"):
        read(path)
    path.write_text("a,b\n" + "x" * 200_000 + ",b\n", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        read(path)
    path.write_text(",".join("ab" * 150) + "\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="200 columns"):
        read(path)
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    with pytest.raises(UnreadableFile, match="rows"):
        read(csv_of_rows(path, ROWS))


def test_a_cell_of_many_lines_does_not_decide_the_separator(tmp_path: Path) -> None:
    rows = [HEAD, ["1", "\n".join(f"- phần {n}; và nữa;" for n in range(500)), "Phòng A", "Quý I"]]
    assert len(read(csv_of_rows(tmp_path / "a.csv", rows)).tasks) == 1


def test_the_quote_against_formulas_is_taken_off_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,'=1+1\n'-,''x\n", encoding="utf-8")
    assert texts(textfile.read_text(opened_file(path)).grids[0]) == [["a", "=1+1"], ["-", "''x"]]


def test_a_protected_or_broken_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class PanicException(BaseException):
        pass

    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    for fault, why in (
        (python_calamine.PasswordError(), "password"),
        (python_calamine.CalamineError(), "damaged"),
        (PanicException(), "damaged"),
    ):

        def fails(*_: object, fault: BaseException = fault) -> None:
            raise fault

        monkeypatch.setattr(sheetfile, "_grids", fails)
        with pytest.raises(UnreadableFile, match=why):
            read(path)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sheetfile, "_grids", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read(path)


def test_a_sheet_beyond_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    monkeypatch.setattr(sheetfile, "MAX_ROWS", 2)
    with pytest.raises(UnreadableFile, match="rows"):
        read(path)
    monkeypatch.setattr(sheetfile, "MAX_ROWS", 9)
    monkeypatch.setattr(sheetfile, "MAX_COLUMNS", 2)
    with pytest.raises(UnreadableFile, match="columns"):
        read(path)
    monkeypatch.setattr(sheetfile, "MAX_COLUMNS", 9)
    monkeypatch.setattr(sheetfile, "MAX_CELL", 3)
    with pytest.raises(UnreadableFile, match="32,767"):
        read(path)
