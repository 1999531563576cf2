"""Reads workbooks (.xlsx, .xls, .ods) into grids; a date becomes text that the deadline reader asks about."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...domain.model import N_, vn_date
from ...errors import UnreadableFile
from ...text import clean_lines, hides
from . import legacy, ole
from .file_kind import NO_PASSWORD, SAVE_AGAIN, FileKind, Opened
from .limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, SizeCount, too_large
from .sheetxml import Scan, scan_ods, scan_xlsx
from .source import EMPTY, Covered, Source, SourceCell, SourceGrid, SourceRow

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_FIRST_YEAR = 1000
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|UNKNOWN!|EXTERNAL!"
    r"|PYTHON!|TIMEOUT!|GETTING_DATA)|Err:5\d\d"
)
Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_sheets(opened: Opened) -> Source:
    """The visible sheets of a workbook. :raises UnreadableFile:"""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    scans = _scans(opened)
    try:
        cleaned: list[tuple[str, int]] = []
        with _hushed():
            book = CalamineWorkbook.from_filelike(io.BytesIO(opened.data))
            grids = list(_grids(book, scans, opened, cleaned))
    except PasswordError as error:
        raise UnreadableFile(
            file=opened.name, why=N_("it is protected with a password"), advice=NO_PASSWORD
        ) from error
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise UnreadableFile(file=opened.name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what PyO3 raises when the Rust side gives up
            raise
        raise UnreadableFile(file=opened.name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error
    legacy.refuse_legacy(opened.name, _texts_with_fonts(grids, scans))
    return Source(grids=grids, cleaned=cleaned)


def _texts_with_fonts(grids: list[SourceGrid], scans: dict[str, Scan]) -> Iterator[tuple[str, str | None]]:
    for grid in grids:
        fonts = scans.get(grid.name, Scan()).fonts
        for row in grid.rows:
            own = fonts.get(row.number, {})
            yield from ((c.text, own.get(i)) for i, c in enumerate(row.cells) if not c.text.isascii())


@contextmanager
def _hushed() -> Iterator[None]:
    """The Rust side writes its own traceback to the error stream before it gives up; nobody is to see that."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # the caller has closed the stream
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _scans(opened: Opened) -> dict[str, Scan]:
    if opened.package is None:
        return {sheet: Scan(faults=faults) for sheet, faults in ole.ole_faults(opened.data, opened.name).items()}
    return (
        scan_xlsx(opened.package, opened.name)
        if opened.kind is FileKind.XLSX
        else scan_ods(opened.package, opened.name)
    )


def _grids(
    book: CalamineWorkbook, scans: dict[str, Scan], opened: Opened, cleaned: list[tuple[str, int]]
) -> list[SourceGrid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    grids = []
    tally = SizeCount(opened.name)
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet or meta.visible is not SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        bottom, right = sheet.end or (0, 0)
        if bottom >= MAX_ROWS:
            raise too_large(opened.name, N_("a sheet has more than 100,000 rows"))
        if right >= MAX_COLUMNS:
            raise too_large(opened.name, N_("a sheet has more than 200 columns"))
        tally.add(sheet.height * sheet.width, 0)
        grids.append(_grid(sheet, scans.get(meta.name, Scan()), opened.name, cleaned))
    return grids


def _grid(sheet: CalamineSheet, scan: Scan, name: str, cleaned: list[tuple[str, int]]) -> SourceGrid:
    if sheet.start is None:
        return SourceGrid(sheet.name, [])
    top, left = sheet.start
    merged = sheet.merged_cell_ranges or scan.merged
    covered = _covered(merged, top + sheet.height, left + sheet.width)
    rows = []
    for offset, values in enumerate(sheet.to_python()):
        number = top + offset + 1
        cells = [EMPTY] * left
        days = scan.days.get(number, set())
        cells.extend(_cell(value, name, day=at in days) for at, value in enumerate(values, start=left))
        cleaned.extend((sheet.name, number) for value in values if isinstance(value, str) and hides(value))
        for column in scan.faults.get(number, {}):
            if column >= len(cells):
                cells.extend([EMPTY] * (column + 1 - len(cells)))
        for column, fault in scan.faults.get(number, {}).items():
            cells[column] = SourceCell(cells[column].text, fault=fault)
        for column, (span, how) in covered.get(number - 1, {}).items():
            if column < len(cells):
                cells[column] = SourceCell(cells[column].text, span=span, covered=how, fault=cells[column].fault)
        rows.append(SourceRow(number, tuple(cells)))
    _bolden(rows, scan)
    return SourceGrid(sheet.name, rows)


def _bolden(rows: list[SourceRow], scan: Scan) -> None:
    for index, row in enumerate(rows):
        bold = scan.bold.get(row.number)
        if bold:
            cells = (
                SourceCell(c.text, i in bold, c.span, c.covered, c.fault) if c.text else c
                for i, c in enumerate(row.cells)
            )
            rows[index] = SourceRow(row.number, tuple(cells))


def _covered(
    merged: list[tuple[tuple[int, int], tuple[int, int]]], height: int, width: int
) -> dict[int, dict[int, tuple[int, Covered]]]:
    """For each row and column under a merged range: the anchor's span, and how the cell is covered."""
    found: dict[int, dict[int, tuple[int, Covered]]] = {}
    for (top, left), (bottom, right) in merged:
        last = min(right, width - 1)
        for row in range(top, min(bottom, height - 1) + 1):
            for column in range(left, last + 1):
                how = Covered.ABOVE if row > top else Covered.LEFT if column > left else Covered.NO
                span = last - left + 1 if how is Covered.NO else 1
                found.setdefault(row, {})[column] = (span, how)
    return found


def _cell(value: Value, name: str, *, day: bool) -> SourceCell:
    if value == "" or value is None:
        return EMPTY
    text = clean_lines(_day(value) if day and isinstance(value, dt.date) else _shown(value))
    if len(text) > MAX_CELL:
        raise too_large(name, N_("a cell holds more than 32,767 characters"))
    return SourceCell(text, fault=text if _ERROR.fullmatch(text) else "")


def _day(value: dt.date) -> str:
    """A date that the sheet itself shows as day, month and year: nothing about it is in doubt."""
    timed = isinstance(value, dt.datetime) and value.time() != dt.time()
    return _shown(value) if timed or value.year < _FIRST_YEAR else vn_date(value)


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") if value.year >= _FIRST_YEAR else str(value)
    if isinstance(value, dt.date):
        return f"{value.isoformat()} 00:00:00"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
