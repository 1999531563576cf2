"""Draws a report as a workbook: what is read on the first sheet, charts and what is filtered on sheets of their own.

The rows go to a temporary file as they are written, so that a long list takes no more memory than a short one.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import BinaryIO, NamedTuple

from ..errors import OutputFailed
from ..i18n import _
from ..reports.base import Report, Table
from . import shapes
from .cells import harmless
from .xlsx_cells import FONT, CellFormats
from .xlsx_charts import draw_chart_page
from .xlsx_fit import placed
from .xlsx_sheet import ROW_PIXELS, Sheet

_LONGEST_NAME = 31  # of a sheet
_NOT_IN_NAMES = {ord(sign): "-" for sign in "[]:*?/\\"}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_row_height": ROW_PIXELS,
    "default_column_width": 72,
}


class _Page(NamedTuple):
    """A sheet to be made; ``head``: the report's own words are on it; ``listing``: its table can be filtered."""

    name: str
    tables: tuple[Table, ...]
    head: bool
    listing: bool


def as_xlsx(report: Report) -> bytes:
    """The workbook. The same report always gives the same bytes.

    Raises:
        OutputFailed: there is no room for the temporary files
    """
    out = io.BytesIO()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _write(report, out, folder)
    except OSError as error:
        raise OutputFailed(path=tempfile.gettempdir(), why=error.strerror or error) from error
    return out.getvalue()


def _write(report: Report, out: BinaryIO, folder: str) -> None:
    import xlsxwriter

    from .xlsx_quick import QuickWorksheet

    # XlsxWriter changes what it is given here, and every workbook should begin alike.
    book = xlsxwriter.Workbook(out, _OPTIONS | {"tmpdir": folder, "default_format_properties": dict(FONT)})
    book.set_properties({"title": harmless(report.title), "created": datetime.combine(report.as_of, time())})
    formats = CellFormats(book)
    taken: set[str] = set()
    for page in _pages(report):
        name = _free(page.name, taken)
        grid = placed(page.tables, listing=page.listing)
        leaf = book.add_worksheet(name, QuickWorksheet)
        sheet = Sheet(leaf, formats, grid, wide=any(table.wide for table in page.tables))
        _fill(sheet, page, report)
        sheet.finish(report.mark)
    for table in report.tables:
        if chart := shapes.charted(table):
            draw_chart_page(book, _free(chart.title, taken), table, chart, report.mark)
    book.close()


def _pages(report: Report) -> Iterator[_Page]:
    body = tuple(table for table in report.tables if not table.annex)
    if shapes.only_lists(report):
        for number, table in enumerate(body):
            yield _Page(table.title or report.title or _("List"), (table,), head=number == 0, listing=True)
    else:
        yield _Page(_("Summary"), body, head=True, listing=False)
    for table in report.tables:
        if table.annex:
            yield _Page(table.label or table.title or _("Annex"), (table,), head=False, listing=table.headed)


def _fill(sheet: Sheet, page: _Page, report: Report) -> None:
    if page.head:
        sheet.words(report.title, bold=True, font_size=14, align="center")
        for text in report.heading:
            sheet.words(text, align="center")
    for table in page.tables:
        sheet.gap() if page.listing else sheet.begin(table)
        sheet.words(table.part, bold=True, font_size=13)
        sheet.words(table.caption, bold=True)
        for text in table.intro:
            sheet.words(text)
        if page.listing and table.lines:
            sheet.listing(table)
        else:
            sheet.stacked(table)
        sheet.legend(table)
    if page.head:
        sheet.gap()
        for text in report.closing:
            sheet.words(text)
        sheet.words(shapes.mark_below(report), italic=True, font_size=10)


def _free(title: str, taken: set[str]) -> str:
    """A name for a sheet that programs accept and no other sheet has."""
    whole = " ".join(harmless(title).translate(_NOT_IN_NAMES).split()).strip("' ")
    # Old programs keep a sheet of this name for themselves.
    base = _cut(whole, _LONGEST_NAME) if whole.casefold() not in {"", "history"} else f"{whole}_"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{_cut(whole, _LONGEST_NAME - len(f' ({number})'))} ({number})"
    taken.add(name.casefold())
    return name


def _cut(text: str, room: int) -> str:
    """``text`` in ``room`` units of UTF-16, cut between words where that leaves most of it."""
    if len(text.encode("utf-16-le")) // 2 <= room:
        return text
    short = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    words = re.match(r"(.*)\s", short)
    return (words[1] if words and len(words[1]) > room // 2 else short).strip("' ")
