"""The workbook: it holds the report's figures as figures, its charts are its own cells, and no text acts in it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.support.registers import TODAY, Clerk, day
from tests.support.rich_report import DAY, rich, units
from tuphap_cli.render import shapes
from tuphap_cli.render.xlsx import as_xlsx
from tuphap_cli.reports import overdue
from tuphap_cli.reports.base import Cell, Chart, Column, Line, Report, Share, Table

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOSTILE = (
    "=cmd|'/c calc'!A1", "+1", "-2+3", "@SUM(1)", "http://example.org/", "_x0041_", "'quoted", "mailto:a@b.vn",
    "<b>&amp;</b>", "{=1+1}", "0012", "1,5", "internal:Sheet1!A1",
)  # fmt: skip


def opened(report: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(report)))


def report(*tables: Table, **other: object) -> Report:
    whole: dict[str, object] = {"schema": "test/1", "as_of": DAY, "rows": [], "title": "Báo cáo", "tables": tables}
    return Report(**(whole | other))  # type: ignore[arg-type]


def listing(*cells: Cell, title: str = "") -> Table:
    columns = (Column("TT"), Column("Nhiệm vụ", flexible=True), Column("Ngày"))
    return Table(columns, tuple(Line((i, cell, None)) for i, cell in enumerate(cells)), title=title)


def kept(cell: Cell) -> object:
    """A cell as a workbook gives it back."""
    if isinstance(cell, Share):
        return "–" if cell.value is None else round(cell.value / 100, 10)
    return datetime.combine(cell, time()) if isinstance(cell, date) else cell


def rows(sheet: Worksheet) -> list[list[object]]:
    """The filled cells of every row."""
    every = ([value for value in row if value is not None] for row in sheet.iter_rows(values_only=True))
    return [list[object](row) for row in every if row]


def filled(cells: tuple[Cell, ...]) -> list[object]:
    return [kept(cell) for cell in cells if cell not in (None, "")]


def test_every_line_of_every_table_comes_back_with_its_figures() -> None:
    book = opened(rich())
    found = [row for sheet in book for row in rows(sheet)]
    for table in rich().tables:
        for line in table.lines:
            if line.tone != "head" and table.headed:
                assert any(row[-len(filled(line.cells)) :] == filled(line.cells) for row in found), line
        if table.footer:
            assert filled(table.footer) in found


def test_annexes_stand_on_sheets_of_their_own_that_can_be_filtered() -> None:
    book = opened(rich())
    assert book.sheetnames[:3] == ["Summary", "Phụ lục I. Danh mục nhiệm vụ", "Phụ lục II. Nhiệm vụ đã hoàn"]
    sheet = book.worksheets[1]
    assert sheet.auto_filter.ref == "A3:H39"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert [cell.value for cell in sheet[3]][:3] == ["Group/Unit", "TT", "Mục"]
    assert {row[0].value for row in sheet["A4:A39"]} == {
        line.cells[2] for line in rich().tables[6].lines if line.tone == "head"
    }
    assert [cell.value for cell in sheet[40]] == [None] * 8
    assert sheet["D41"].value == "Cộng"


def test_a_numbered_annex_s_sheet_bears_its_label() -> None:
    annexes = [
        listing("Việc", title="Nhiệm vụ quá hạn")._replace(annex=True, label=f"Phụ lục {n}") for n in ("I", "II")
    ]
    book = opened(report(listing("Việc"), *annexes))
    assert book.sheetnames[-2:] == ["Phụ lục I", "Phụ lục II"]
    assert rows(book["Phụ lục II"])[0] == ["Phụ lục II. Nhiệm vụ quá hạn"]


def test_days_numbers_and_shares_are_such_and_look_so() -> None:
    book = opened(rich())
    annex, first = book.worksheets[1], book.worksheets[0]
    assert (annex["F4"].value, annex["F4"].number_format) == (datetime.fromisoformat("2021-02-04"), "dd/mm/yyyy")
    assert (annex["G4"].value, annex["G4"].number_format) == (130, "#,##0")
    shares = [cell for row in first.iter_rows() for cell in row if cell.number_format.endswith("%")]
    assert {cell.number_format for cell in shares} == {"0.00%", "0.0%"}
    assert 0.8667 in {cell.value for cell in shares}


def test_every_sheet_prints_on_a4_one_page_wide_with_its_number_and_the_mark() -> None:
    for sheet in opened(rich()):
        setup, fits, foot = sheet.page_setup, sheet.sheet_properties.pageSetUpPr, sheet.oddFooter
        assert fits is not None and foot is not None  # noqa: PT018
        chart = sheet.print_area.endswith("$A$1:$L$31")
        assert (setup.paperSize, setup.fitToHeight, fits.fitToPage) == (9, None if chart else 0, True)
        assert sheet.print_area
        assert rich().mark in str(foot.left.text)
        assert str(foot.right.text).strip() == "&P/&N"
    assert [sheet.page_setup.orientation for sheet in opened(rich())][1:3] == ["landscape", "portrait"]


def test_a_report_of_one_list_is_one_sheet_with_its_words(clerk: Clerk) -> None:
    with clerk.at_once():
        plan, unit = clerk.decision(), clerk.unit("VP", "Văn phòng Sở")
        for due in ("30/6", "1/6"):
            clerk.task(plan, "Rà soát văn bản", unit=unit, due=day(due))
    made = overdue.overdue_report(clerk.register.connection, TODAY)
    (sheet,) = opened(made)
    assert sheet["A1"].value == made.title
    assert sheet.auto_filter.ref == "A3:J5"
    assert [sheet[f"D{row}"].value for row in (4, 5)] == ["Rà soát văn bản"] * 2
    assert {sheet[f"H{row}"].value for row in (4, 5)} == {9, 38}
    assert [sheet[f"A{row}"].value for row in (7, 8)] == [f"■ {words}" for _tone, words in made.tables[0].legend]
    assert sheet["A10"].value == made.closing[0]


def said(value: object) -> object:
    """The text of a cell as Excel shows it: these readers do not resolve codes of letters in a cell's own text."""
    return unescape(value) if isinstance(value, str) and "_x005F_" in value else value


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_as_it_was_and_is_neither_formula_nor_link(text: str) -> None:
    made = as_xlsx(report(listing(text, title=text), title=text, mark=text, heading=(text,), closing=(text,)))
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if said(cell.value) == text]
    assert len(found) == 5
    assert {cell.data_type for cell in found} == {"s"}
    read = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert sum([said(value) for value in row].count(text) for row in read) == 5
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert not [name for name in names if "_rels/sheet" in name]


def test_what_steers_a_terminal_or_turns_the_writing_does_not_come_in() -> None:
    made = report(listing("a\x07b\x1b[31mc\u202ed", "dòng một\ndòng hai"))
    sheet = opened(made).worksheets[0]
    assert [sheet[f"B{row}"].value for row in (4, 5)] == ["abcd", "dòng một\ndòng hai"]


def test_a_text_longer_than_a_cell_takes_is_cut_and_not_lost() -> None:
    sheet = opened(report(listing("a" * 40_000))).worksheets[0]
    assert str(sheet["B4"].value).startswith("aaa")
    assert str(sheet["B4"].value).endswith("…")


def test_names_of_sheets_are_legal_and_their_own() -> None:
    titles = ("[a]:*?/\\b", "A" * 40, "a" * 40, "History", "'x'", "😀" * 20, "", "")
    annexes = [listing("x", title=title)._replace(annex=True) for title in titles]
    names = opened(report(*annexes)).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 1
    for name in names:
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert name.casefold() != "history"


def charts(made: bytes) -> list[ET.Element]:
    archive = zipfile.ZipFile(io.BytesIO(made))
    names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
    return [ET.fromstring(archive.read(name)) for name in names]


def referred(book: Workbook, formula: str | None) -> list[object]:
    """The values of the cells that a chart's formula names."""
    sheet, area = re.fullmatch(r"'?(.*?)'?!(.*)", formula or "").groups()  # type: ignore[union-attr]
    cells = book[sheet][area.replace("$", "")]
    return [cell[0].value for cell in cells] if isinstance(cells, tuple) else [cells.value]


def test_charts_are_the_cells_of_their_tables() -> None:
    made = as_xlsx(rich())
    book = openpyxl.load_workbook(io.BytesIO(made))
    drawn = [table for table in rich().tables if table.chart]
    for root, table in zip(charts(made), drawn, strict=True):
        assert table.chart
        series = list(root.iter(f"{CHART}ser"))
        for one, column in zip(series, table.chart.series, strict=True):
            name, names, values = (one.find(f"{CHART}{part}//{CHART}f") for part in ("tx", "cat", "val"))
            assert name is not None and names is not None and values is not None  # noqa: PT018
            assert referred(book, name.text) == [table.columns[column].heading]
            twigs = shapes.twigs(table)
            assert referred(book, names.text) == [line.cells[table.chart.label] for line in twigs]
            assert referred(book, values.text) == [kept(line.cells[column]) for line in twigs]


def test_charts_are_of_the_wanted_kind_and_begin_at_nothing() -> None:
    roots = charts(as_xlsx(rich()))
    kinds = [(root.find(f".//{CHART}barDir"), root.find(f".//{CHART}grouping")) for root in roots]
    assert [(a.get("val"), b.get("val")) for a, b in kinds if a is not None and b is not None] == [
        ("bar", "stacked"), ("col", "clustered"), ("bar", "clustered"),
    ]  # fmt: skip
    assert all(root.find(f".//{CHART}min[@val='0']") is not None for root in roots)


def test_every_chart_is_a_page_of_its_own_which_covers_nothing() -> None:
    made = as_xlsx(rich())
    titles = [table.chart.title for table in rich().tables if table.chart]
    sheets = openpyxl.load_workbook(io.BytesIO(made)).worksheets[-len(titles) :]
    assert [sheet.title for sheet in sheets] == [title[:31] for title in titles]
    drawn = zipfile.ZipFile(io.BytesIO(made))
    for number, sheet in enumerate(sheets, 1):
        taken = {cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None}
        drawing = ET.fromstring(drawn.read(f"xl/drawings/drawing{number}.xml"))
        first, last = (int(node.text or 0) for node in drawing.iter() if node.tag.endswith("}row"))
        assert not taken & set(range(first + 1, last + 2))
        area = str(sheet.print_area).partition("!")[2]
        assert area == "$A$1:$L$31"
        assert last + 1 <= 31 < min(taken)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_a_table_without_lines_has_its_sentence_and_no_chart() -> None:
    chart = Chart("bars", "x", 0, (1,))
    empty = Table((Column("a"), Column("b")), (), title="Gia hạn", empty="Không có.", chart=chart)
    made = as_xlsx(report(empty))
    assert rows(openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]) == [["Báo cáo"], ["Gia hạn"], ["Không có."]]
    assert charts(made) == []


@pytest.mark.parametrize("made", [report(title=""), report(), report(Table((), ())), report(listing())])
def test_an_empty_report_is_a_workbook_too(made: Report) -> None:
    assert len(opened(made).sheetnames) == 1


def test_a_chart_whose_title_looks_like_a_formula_has_that_title() -> None:
    table = units()._replace(chart=Chart("stacked", "=A1", 1, (3,)))
    (root,) = charts(as_xlsx(report(table)))
    assert [node.text for node in root.iter() if node.tag.endswith("}t")] == [" =A1"]


def test_head_lines_in_levels_are_named_with_those_above_and_bare_ones_are_kept() -> None:
    lines = (
        Line(("I",), "head"), Line(("a",), "head", 1), Line((1, "x", None)), Line(("b",), "head", 1),
        Line(("II",), "head"), Line((2, "y", None)), Line(("III",), "head"),
    )  # fmt: skip
    table = Table(listing("x").columns, lines)
    found = rows(opened(report(table)).worksheets[0])
    assert found[2:] == [["I – a", 1, "x"], ["I – b"], ["II", 2, "y"], ["III"]]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert as_xlsx(rich()) == as_xlsx(rich())


def test_head_lines_of_a_table_to_be_read_stand_across_unless_they_bear_figures() -> None:
    columns = (Column("Đơn vị", flexible=True), Column("Tổng số", right=True))
    lines = (
        Line(("Khối văn phòng",), "head"),
        Line(("Văn phòng", 1)),
        Line(("Khối phòng", 7), "head"),
        Line(("A", 7)),
    )
    sheet = opened(report(Table(columns, lines, footer=("Cộng", 8)))).worksheets[0]
    assert rows(sheet)[1:] == [
        ["Đơn vị", "Tổng số"], ["Khối văn phòng"], ["Văn phòng", 1], ["Khối phòng", 7], ["A", 7], ["Cộng", 8],
    ]  # fmt: skip
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:B1", "A4:B4"}


def test_a_long_text_beside_figures_takes_several_columns_and_widens_none() -> None:
    figures = Table((Column("Đơn vị", flexible=True), *(Column(f"Số {n}", right=True) for n in range(8))),
                    (Line(("A", *range(8))),), footer=("Cộng",))  # fmt: skip
    texts = Table((Column("Nhiệm vụ", flexible=True), Column("Khó khăn", flexible=True)),
                  (Line(("Rà soát", "Thiếu biên chế, kinh phí cấp chậm " * 4)),))  # fmt: skip
    sheet = opened(report(figures, texts)).worksheets[0]
    widths = [sheet.column_dimensions[letter].width for letter in "BCDEFGHI"]
    assert max(widths) <= 14
    assert rows(sheet)[-1] == list(texts.lines[0].cells)
    assert any(str(area).startswith("B") and area.size["columns"] > 2 for area in sheet.merged_cells.ranges)


def test_rows_are_as_high_as_their_texts() -> None:
    sheet = opened(report(listing("ngắn", "dài " * 60))).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in (4, 5)]
    assert heights[0] is None
    assert (heights[1] or 0) > 40
