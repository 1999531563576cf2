"""Builds the sample annex of 25/QĐ-STP, as .docx and as .xlsx, from the tables in data/sample.

The annex is an illustration (bản minh họa). The files are the same at every build: their dates are fixed.
Run it as ``python data/build_sample.py [FOLDER]``; FOLDER is data/sample where none is given.
Needs python-docx and XlsxWriter.
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import xlsxwriter  # type: ignore[import-untyped]
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

SAMPLE = Path(__file__).resolve().parent / "sample"
FILE_STEM = "phu-luc-25-QD-STP"

HEADINGS = (
    "TT",
    "Nội dung nhiệm vụ",
    "Sản phẩm",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời hạn hoàn thành",
    "Ghi chú",
)
WIDTHS_CM = (1.2, 7.5, 3.3, 3.4, 4.4, 3.3, 2.3)
CENTRED = frozenset({0, 3, 5})
LEAD = 3

SUPERIOR, ISSUER = "UBND TỈNH BẠC LIÊU", "SỞ TƯ PHÁP"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TITLE = "DANH MỤC NHIỆM VỤ TRỌNG TÂM CÔNG TÁC TƯ PHÁP NĂM 2021"
ISSUED_WITH = "(Ban hành kèm theo Quyết định số 25/QĐ-STP ngày 26/02/2021 của Sở Tư pháp tỉnh Bạc Liêu)"
ILLUSTRATION = (
    "Bản minh họa: số, ngày của Quyết định, số nhiệm vụ (130) và số nhóm (12) là thông tin đã công bố; "
    "nội dung từng nhiệm vụ là dữ liệu mẫu, không phải văn bản chính thức."
)
FOOTER = "Bản minh họa - không phải văn bản chính thức"

FONT = "Times New Roman"
MADE_ON = datetime(2021, 2, 26, 8, 0, 0)  # noqa: DTZ001 - both formats take a plain local time
ZIP_DATE = (2021, 2, 26, 8, 0, 0)

# Where the printed annex writes a lead once, beside several tasks that follow each other: (group, first, last).
MERGED_LEADS = (("III", "1", "3"), ("VIII", "1", "2"), ("X", "3", "5"), ("XII", "3", "5"))


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the annex: its Roman number, its heading and the cells of its tasks in printed order."""

    label: str
    title: str
    tasks: tuple[tuple[str, ...], ...]


def main(arguments: Sequence[str]) -> None:
    """Write both files into the folder named in ``arguments``, or beside the tables."""
    folder = Path(arguments[0]) if arguments else SAMPLE
    groups = read_groups()
    write_docx(groups, folder / f"{FILE_STEM}.docx")
    write_xlsx(groups, folder / f"{FILE_STEM}.xlsx")


def read_groups() -> list[Group]:
    """The groups with their tasks, as groups.tsv and tasks.tsv hold them."""
    columns = ("item", "title", "product", "lead", "supports", "deadline", "note")
    tasks = [(row["group"], tuple(row[name] for name in columns)) for row in _read("tasks.tsv")]
    return [
        Group(row["group"], row["title"], tuple(cells for label, cells in tasks if label == row["group"]))
        for row in _read("groups.tsv")
    ]


def _read(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def merged_leads(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """The spans of table rows (the header row is 0) that share one lead cell, first and last."""
    row_of: dict[tuple[str, str], int] = {}
    row = 0
    for group in groups:
        row += 1
        for cells in group.tasks:
            row += 1
            row_of[group.label, cells[0]] = row
    for label, first, last in MERGED_LEADS:
        yield row_of[label, first], row_of[label, last]


# Word


def write_docx(groups: Sequence[Group], path: Path) -> None:
    """The annex as a Word document laid out by Decree 30/2020/NĐ-CP."""
    document = docx.Document()
    _set_page(document)
    _set_properties(document)
    _add_letterhead(document)
    _add_titles(document)
    _add_task_table(document, groups)
    document.save(str(path))
    fix_dates(path)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.8)
    section.header_distance, section.footer_distance = Cm(1), Cm(0.9)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    _add_page_number(section.header.paragraphs[0])
    for footer in (section.first_page_footer, section.footer):
        _write(footer.paragraphs[0], FOOTER, size=10, italic=True)


def _add_page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own


def _set_properties(document: Any) -> None:
    properties = document.core_properties
    properties.title = "Phụ lục kèm theo Quyết định số 25/QĐ-STP ngày 26/02/2021 (bản minh họa)"
    properties.comments = ILLUSTRATION
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = MADE_ON
    properties.language, properties.revision = "vi-VN", 1
    package = document.part.package
    thumbnail = [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]
    for key in thumbnail:  # the picture in python-docx's template shows another document
        del package.rels[key]


def _add_letterhead(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    left, right = table.rows[0].cells
    for column, cell, width in zip(table.columns, (left, right), (10.4, 15.0), strict=True):
        column.width = cell.width = Cm(width)
    _write(left.paragraphs[0], SUPERIOR)
    _write(left.add_paragraph(), ISSUER, bold=True)
    _rule(left.add_paragraph(), indent_cm=4.4)
    _write(right.paragraphs[0], NATION, bold=True)
    _write(right.add_paragraph(), MOTTO, size=14, bold=True)
    _rule(right.add_paragraph(), indent_cm=4.1)


def _add_titles(document: Any) -> None:
    _write(document.paragraphs[0] if document.paragraphs else document.add_paragraph(), "", size=6)
    _write(document.add_paragraph(), "PHỤ LỤC", size=14, bold=True)
    _write(document.add_paragraph(), TITLE, size=14, bold=True)
    _write(document.add_paragraph(), ISSUED_WITH, size=14, italic=True)
    _rule(document.add_paragraph(), indent_cm=9.7)
    note = document.add_paragraph()
    _write(note, ILLUSTRATION, size=12, italic=True)
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(6), Pt(6)


def _write(paragraph: Any, text: str, *, size: int = 13, bold: bool = False, italic: bool = False) -> None:
    """Put ``text`` centred into ``paragraph``."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic


def _rule(paragraph: Any, *, indent_cm: float) -> None:
    """The thin line below a name: a bordered empty paragraph, drawn in by ``indent_cm`` on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent_cm)
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_before = Pt(3), Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no paragraph borders
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _add_task_table(document: Any, groups: Sequence[Group]) -> None:
    count = 1 + sum(1 + len(group.tasks) for group in groups)
    table = document.add_table(rows=count, cols=len(HEADINGS))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, WIDTHS_CM, strict=True):
        column.width = Cm(width)
    rows = iter(table.rows)
    _fill_row(next(rows), HEADINGS, header=True)
    for group in groups:
        _fill_group_row(next(rows), group)
        for cells in group.tasks:
            _fill_row(next(rows), cells)
    for first, last in merged_leads(groups):
        _merge_down(table, first, last)


def _fill_row(row: Any, texts: Sequence[str], *, header: bool = False) -> None:
    _row_flag(row, "w:cantSplit")
    if header:
        _row_flag(row, "w:tblHeader")
    for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Cm(WIDTHS_CM[index])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _fill_cell(cell, text, bold=header)
        if not header and index not in CENTRED:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
        if header:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill_group_row(row: Any, group: Group) -> None:
    _row_flag(row, "w:cantSplit")
    cells = row.cells
    cells[0].width = Cm(WIDTHS_CM[0])
    title = cells[1].merge(cells[-1])
    _fill_cell(cells[0], group.label, bold=True)
    _fill_cell(title, group.title, bold=True)
    title.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    for cell in (cells[0], title):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill_cell(cell: Any, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    _write(paragraph, text, bold=bold)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def _merge_down(table: Any, first: int, last: int) -> None:
    """One lead cell over the rows ``first`` to ``last``, which then stay on one page."""
    for row in range(first + 1, last + 1):
        cell = table.cell(row, LEAD)
        if cell.text != table.cell(first, LEAD).text:
            raise ValueError(f"row {row}: another lead than above, {cell.text!r}")
        for run in cell.paragraphs[0].runs:
            run.text = ""
    for row in range(first, last):
        for cell in table.rows[row].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    merged = table.cell(first, LEAD).merge(table.cell(last, LEAD))
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - python-docx removes no paragraphs


def _row_flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no such property


# Excel


def write_xlsx(groups: Sequence[Group], path: Path) -> None:
    """The same annex as a workbook with one sheet; every cell of the table is text."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    title = "Phụ lục kèm theo Quyết định số 25/QĐ-STP ngày 26/02/2021 (bản minh họa)"
    book.set_properties({"title": title, "author": "", "comments": ILLUSTRATION, "created": MADE_ON})
    sheet = book.add_worksheet("Phụ lục")
    top = _write_sheet_titles(book, sheet)
    _write_sheet_table(book, sheet, groups, top)
    _set_sheet_print(sheet, top)
    book.close()
    fix_dates(path)


def _write_sheet_titles(book: Any, sheet: Any) -> int:
    """Write the lines above the table; return the table's first row (from 0)."""
    last = len(HEADINGS) - 1
    plain = {"font_name": FONT, "font_size": 13, "align": "center", "valign": "vcenter"}
    bold = plain | {"bold": True}
    lines: tuple[tuple[str, dict[str, object], int], ...] = (
        ("PHỤ LỤC", bold | {"font_size": 14}, 20),
        (TITLE, bold | {"font_size": 14}, 20),
        (ISSUED_WITH, plain | {"font_size": 14, "italic": True}, 20),
        (ILLUSTRATION, plain | {"font_size": 12, "italic": True, "text_wrap": True}, 38),
    )
    for row, (left, right, look) in enumerate(((SUPERIOR, NATION, plain), (ISSUER, MOTTO, bold))):
        sheet.merge_range(row, 0, row, 1, left, book.add_format(look))
        underline = {"underline": 1} if row else {}
        sheet.merge_range(row, 2, row, last, right, book.add_format(bold | underline))
    for row, (text, look_of_line, height) in enumerate(lines, start=3):
        sheet.merge_range(row, 0, row, last, text, book.add_format(look_of_line))
        sheet.set_row(row, height)
    return 3 + len(lines)


def _write_sheet_table(book: Any, sheet: Any, groups: Sequence[Group], top: int) -> None:
    look = {"font_name": FONT, "font_size": 12, "border": 1, "valign": "vcenter", "text_wrap": True}
    left = book.add_format(look | {"num_format": "@"})
    centred = book.add_format(look | {"num_format": "@", "align": "center"})
    head = book.add_format(look | {"bold": True, "align": "center"})
    heading = book.add_format(look | {"bold": True})
    for column, text in enumerate(HEADINGS):
        sheet.write_string(top, column, text, head)
    sheet.set_row(top, 34)
    row = top
    for group in groups:
        row += 1
        sheet.write_string(row, 0, group.label, head)
        sheet.merge_range(row, 1, row, len(HEADINGS) - 1, group.title, heading)
        sheet.set_row(row, 20)
        for cells in group.tasks:
            row += 1
            sheet.set_row(row, _row_height(cells))
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, centred if column in CENTRED else left)
    tasks = {top + 1 + n: cells for n, cells in enumerate(_table_rows(groups))}
    for first, last in merged_leads(groups):
        sheet.merge_range(top + first, LEAD, top + last, LEAD, tasks[top + first][LEAD], centred)


def _table_rows(groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        yield (group.label, group.title)
        yield from group.tasks


def _row_height(cells: Sequence[str]) -> float:
    """Points a row needs so that its longest cell is seen whole; a line of 12 points holds some 5 letters a cm."""
    letters_per_cm, points_per_line = 5.2, 16.0
    lines = max(-(-len(text) // int(width * letters_per_cm)) for text, width in zip(cells, WIDTHS_CM, strict=True))
    return points_per_line * max(lines, 1) + 4


def _set_sheet_print(sheet: Any, top: int) -> None:
    for column, width in enumerate(WIDTHS_CM):
        sheet.set_column(column, column, width * 5.1)  # about 5.1 digits of the default font to a centimetre
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=1.0, right=0.7, top=0.8, bottom=0.8)  # inches
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_header('&C&"Times New Roman"&13&P', {"margin": 0.4})
    sheet.set_footer(f'&C&"Times New Roman,Italic"&10{FOOTER}', {"margin": 0.35})


# Both


def fix_dates(path: Path) -> None:
    """Write the zip file at ``path`` again with one fixed date on every member, in the order it had."""
    with zipfile.ZipFile(path) as source:
        members = [(name, source.read(name)) for name in source.namelist()]
    with zipfile.ZipFile(path, "w") as target:
        for name, content in members:
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)


if __name__ == "__main__":
    main(sys.argv[1:])
