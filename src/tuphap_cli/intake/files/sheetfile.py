"""Reads workbooks (.xlsx, .xls, .ods) into grids of what their cells show; what is hidden is left out, and said."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...domain.model import N_, vn_date
from ...errors import UnreadableFile
from ...text import clean_lines, hides
from . import legacy, ole, symbols
from .file_kind import NO_PASSWORD, SAVE_AGAIN, FileKind, Opened
from .limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, SizeCount, too_large
from .numberformat import printed, printed_text
from .odsxml import scan_ods
from .ooxml import Parts
from .sheetscan import PLAIN, CellStyle, Scan
from .sheetxml import scan_xlsx
from .source import EMPTY, Covered, Piece, Source, SourceCell, SourceGrid, Unseen
from .unseen import PageRows, Words, tell_unseen

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_FIRST_YEAR = 1000
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|UNKNOWN!|EXTERNAL!"
    r"|PYTHON!|TIMEOUT!|GETTING_DATA)|Err:5\d\d"
)
_FIRST_CELLS = 3  # of a hidden column or sheet, to know it by
Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_sheets(opened: Opened, *, whole: bool = False) -> Source:
    """The visible sheets of a workbook; ``whole``: with its hidden sheets, rows and columns.

    Raises:
        UnreadableFile: it cannot be read
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    source = Source()
    try:
        scans, hidden, data = _looked_through(opened)
        for scan in scans.values() if whole else ():
            scan.hidden_rows.clear()
            scan.hidden_columns.clear()
        with _hushed():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            source.grids.extend(_grids(book, scans, None if whole else hidden, opened.name, source))
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
    legacy.refuse_legacy(opened.name, _texts_with_fonts(source.grids, scans))
    return source


def read_xls(data: bytes, name: str, whole: bool = False) -> Source:
    """The sheets of an old workbook (.xls) as :func:`read_sheets` gives them.

    Raises:
        UnreadableFile: it cannot be read
    """
    return read_sheets(Opened(name, FileKind.XLS, data), whole=whole)


def _looked_through(opened: Opened) -> tuple[dict[str, Scan], set[str], bytes]:
    """What was seen in each sheet, which sheets are hidden besides those that the reader knows, and the bytes for
    the reader."""
    if opened.package is None:
        return ole.scan_xls(opened.data, opened.name), set(), opened.data
    parts = Parts(opened.package)
    if opened.kind is FileKind.ODS:
        scans, hidden = scan_ods(parts, opened.name)
        return scans, hidden, opened.data
    scans = scan_xlsx(parts, opened.name)
    return scans, set(), opened.data if _usual(parts) else _renamed(parts)


def _usual(parts: Parts) -> bool:
    return parts.main.lower() == "xl/workbook.xml"


def _renamed(parts: Parts) -> bytes:
    """The package with its workbook where the reader looks for it."""
    folder, _, main = parts.main.rpartition("/")
    links = f"{folder}/_rels/{main}.rels"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", parts.data(parts.main))
        package.writestr("xl/_rels/workbook.xml.rels", parts.data(links))
        for name in parts.names:
            if name not in {parts.main.lower(), links.lower(), "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
                package.writestr(name, parts.data(name))
    return made.getvalue()


def _texts_with_fonts(grids: list[SourceGrid], scans: dict[str, Scan]) -> Iterator[tuple[str, str | None]]:
    for grid in grids:
        scan = scans.get(grid.name, Scan())
        for row in grid.rows:
            own = scan.styles.get(row.number, {})
            for index, cell in enumerate(row.cells):
                if not cell.text.isascii():
                    yield cell.text, own.get(index, PLAIN).font or None


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


def _grids(
    book: CalamineWorkbook, scans: dict[str, Scan], hidden: set[str] | None, name: str, source: Source
) -> Iterator[SourceGrid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tally = SizeCount(name)
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        bottom, right = sheet.end or (0, 0)
        if bottom >= MAX_ROWS:
            raise too_large(name, N_("a sheet has more than 100,000 rows"))
        if right >= MAX_COLUMNS:
            raise too_large(name, N_("a sheet has more than 200 columns"))
        tally.add(sheet.height * sheet.width, 0)
        if hidden is not None and (meta.visible is not SheetVisibleEnum.Visible or meta.name in hidden):
            texts = [str(v) for row in sheet.to_python(nrows=_FIRST_CELLS) for v in row if v != ""]
            tell_unseen(source, meta.name, 0, [(Unseen.HIDDEN, text) for text in texts], Piece.SHEET)
            continue
        yield _grid(sheet, scans.get(meta.name, Scan()), name, source)


def _grid(sheet: CalamineSheet, scan: Scan, name: str, source: Source) -> SourceGrid:
    if sheet.start is None:
        return SourceGrid(sheet.name, [])
    top, left = sheet.start
    merged = sheet.merged_cell_ranges or scan.merged
    covered = _covered(merged, top + sheet.height, left + sheet.width)
    page = PageRows(sheet.name, source)
    gone: dict[int, list[str]] = {}
    for offset, values in enumerate(sheet.to_python()):
        number = top + offset + 1
        unseen: Words = []
        cells = [EMPTY] * left
        cells.extend(_shown_cells(values, left, number, scan, name, unseen))
        source.cleaned.extend((sheet.name, number) for value in values if isinstance(value, str) and hides(value))
        _add_faults(cells, scan.faults.get(number, {}))
        for column, (span, how) in covered.get(number - 1, {}).items():
            if column < len(cells):
                own = cells[column]
                cells[column] = SourceCell(own.text, own.bold, span, how, own.fault, own.unseen, own.notes)
        _leave_columns_out(cells, scan.hidden_columns, gone)
        page.add(number, cells, scan.hidden_rows.get(number), unseen)
    for texts in gone.values():
        tell_unseen(source, sheet.name, top + 1, [(Unseen.HIDDEN, text) for text in texts], Piece.COLUMN)
    return SourceGrid(sheet.name, page.rows)


def _shown_cells(
    values: list[Value], left: int, number: int, scan: Scan, name: str, unseen: Words
) -> Iterator[SourceCell]:
    """What the cells of a row show; the words struck through go to ``unseen``."""
    shown, notes = scan.shown.get(number, {}), scan.notes.get(number, {})
    styles = scan.styles.get(number, {})
    for column, value in enumerate(values, start=left):
        if value in ("", None) and column not in notes:
            yield EMPTY
            continue
        style = styles.get(column, PLAIN)
        text, gone = shown.get(column, (None, ""))
        text = _words(value, style) if text is None else _as_displayed(value, text)
        text = clean_lines(symbols.shown(text, style.font))
        if len(text) > MAX_CELL:
            raise too_large(name, N_("a cell holds more than 32,767 characters"))
        if style.struck and text:
            text, gone = "", text
        if gone:
            unseen.append((Unseen.STRUCK, gone))
        fault = text if _ERROR.fullmatch(text) else ""
        own = (notes[column],) if notes.get(column) else ()
        yield SourceCell(text, style.bold and bool(text), fault=fault, unseen=gone, notes=own)


def _add_faults(cells: list[SourceCell], faults: dict[int, str]) -> None:
    for column, fault in faults.items():
        if column >= len(cells):
            cells.extend([EMPTY] * (column + 1 - len(cells)))
        cells[column] = SourceCell(cells[column].text, fault=fault)


def _leave_columns_out(cells: list[SourceCell], hidden: set[int], gone: dict[int, list[str]]) -> None:
    """Empties the cells of hidden columns; a text merged over them is shown by the next column."""
    for column in sorted(hidden):
        if column >= len(cells):
            return
        cell = cells[column]
        if cell.text and cell.span > 1 and column + 1 < len(cells):
            cells[column + 1] = SourceCell(cell.text, cell.bold, cell.span - 1)
        elif cell.text and len(gone.setdefault(column, [])) < _FIRST_CELLS:
            gone[column].append(cell.text)
        cells[column] = EMPTY


def _covered(
    merged: list[tuple[tuple[int, int], tuple[int, int]]], height: int, width: int
) -> dict[int, dict[int, tuple[int, Covered]]]:
    """For each row and column under a merged range: the anchor's span, and how the cell is covered."""
    found: dict[int, dict[int, tuple[int, Covered]]] = {}
    area = 0
    for (top, left), (bottom, right) in merged:
        last = min(right, width - 1)
        area += max(min(bottom, height - 1) + 1 - top, 0) * max(last + 1 - left, 0)
        if area > height * width:
            raise ValueError("merged ranges that overlap")
        for row in range(top, min(bottom, height - 1) + 1):
            for column in range(left, last + 1):
                how = Covered.ABOVE if row > top else Covered.LEFT if column > left else Covered.NO
                span = last - left + 1 if how is Covered.NO else 1
                found.setdefault(row, {})[column] = (span, how)
    return found


def _words(value: Value, style: CellStyle) -> str:
    """What a cell shows: as its format prints it; else as the reader gives it."""
    if not style.code:
        return _plain(value)
    if isinstance(value, str):
        return printed_text(value, style.code)
    if isinstance(value, dt.date | float | int) and not isinstance(value, bool):
        if isinstance(value, dt.date) and value.year < _FIRST_YEAR:
            return _plain(value)
        shown = printed(value, style.code)
        return _plain(value) if shown is None else shown
    return _plain(value)


def _as_displayed(value: Value, text: str) -> str:
    """The words that are in the cell beside its value; a date counts where it shows its day before its month."""
    if not isinstance(value, dt.date) or value.year < _FIRST_YEAR:
        return text
    figures = [int(figure[:9]) for figure in re.findall(r"\d+", text)]
    if figures in ([value.day, value.month, value.year], [value.year, value.month, value.day]):
        return text if any(c.isalpha() for c in text) else vn_date(value)
    worded = figures in ([value.month, value.year], [value.year]) or figures[:2] == [value.day, value.month]
    return text if worded and (len(figures) > 3 or figures[-1] == value.year or not figures[2:]) else _plain(value)


def _plain(value: Value) -> str:
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
