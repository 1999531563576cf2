"""Looks through an old .xls before its reader does: chains of sectors that never end, cells that fill the memory.

The reader follows a chain wherever it leads, repeats a shared text in every cell that names it, and lays a sheet out
from its first cell to its last.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...domain.model import N_
from ...errors import UnreadableFile
from .file_kind import SAVE_AGAIN
from .limits import MAX_COLUMNS, Extent, SizeCount, too_large
from .sheetscan import Scan
from .xlsrecords import XlsLooks

_LAST_SECTOR = 0xFFFFFFFA  # above it the numbers mean something else
_HEADER = 512
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_BOF, _SST, _CONTINUE, _TEXT_BY_NUMBER, _PASSWORD = 0x0809, 0x00FC, 0x003C, 0x00FD, 0x002F
_SHEET, _TRUTH_OR_ERROR, _FORMULAS = 0x0085, 0x0205, {0x0006, 0x0206, 0x0406}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# Records that hold the value of a cell; each begins with its row and column.
_CELLS = {0x0203, 0x027E, 0x00BD, _TEXT_BY_NUMBER, 0x0204, 0x0205, 0x0006, 0x0406, 0x0206, 0x00D6}


def scan_xls(data: bytes, name: str) -> dict[str, Scan]:
    """What each sheet shows besides its values, the error values among them, which the reader leaves blank.

    Raises:
        UnreadableFile: the workbook is damaged, or beyond the limits
    """
    try:
        return {sheet: found for book in _books(data) for sheet, found in _check_book(book, name).items()}
    except (ValueError, IndexError, struct.error) as error:
        raise UnreadableFile(file=name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error


# -- the container -------------------------------------------------------------------------------------------


def _books(data: bytes) -> Iterator[bytes]:
    """The streams of the container that hold a workbook; ValueError where any chain of sectors leads astray."""
    shift, mini_shift = struct.unpack_from("<2H", data, 30)
    if shift not in {9, 12} or mini_shift != 6:
        raise ValueError("a sector of this size")
    first_entry, _, cutoff, first_mini = struct.unpack_from("<4I", data, 48)
    size = 1 << shift
    table = _table(data, size)
    directory = _read(data, _chain(table, first_entry), size, size)
    if len(directory) % _ENTRY:
        raise ValueError("a directory that is cut off")
    mini_table = _numbers(_read(data, _chain(table, first_mini), size, size))
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    root = next((e for e in entries if len(e) == _ENTRY and e[66] == _ROOT), b"")
    mini = _read(data, _chain(table, struct.unpack_from("<I", root, 116)[0]), size, size) if root else b""
    for entry in entries:
        if len(entry) < _ENTRY or entry[66] != _STREAM:
            continue
        start, length = struct.unpack_from("<2I", entry, 116)
        small = length < cutoff
        sectors = _chain(mini_table if small else table, start)
        if entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le") in {"Workbook", "Book"}:
            yield (_read(mini, sectors, 64, 0) if small else _read(data, sectors, size, size))[:length]


def _table(data: bytes, size: int) -> Sequence[int]:
    """Which sector follows on which."""
    first, count = struct.unpack_from("<2I", data, 68)
    sectors = list(_numbers(data[76:_HEADER]))
    seen: set[int] = set()
    while first < _LAST_SECTOR and count:
        if first in seen:
            raise ValueError("a chain without end")
        seen.add(first)
        *more, first = _numbers(_read(data, [first], size, size))
        sectors += more
    return _numbers(_read(data, [sector for sector in sectors if sector < _LAST_SECTOR], size, size))


def _chain(table: Sequence[int], start: int) -> list[int]:
    sectors: list[int] = []
    seen: set[int] = set()
    while start < _LAST_SECTOR:
        if start in seen or start >= len(table):
            raise ValueError("a chain without end, or out of the file")
        seen.add(start)
        sectors.append(start)
        start = table[start]
    return sectors


def _read(data: bytes, sectors: Sequence[int], size: int, skipped: int) -> bytes:
    """The content of ``sectors``, the first of which is ``skipped`` bytes into ``data``."""
    return b"".join(data[sector * size + skipped : (sector + 1) * size + skipped] for sector in sectors)


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


# -- the workbook --------------------------------------------------------------------------------------------


def _check_book(book: bytes, name: str) -> dict[str, Scan]:
    lengths: list[int] = []
    tally, extent = SizeCount(name), Extent()
    records = list(_records(book))
    if any(kind == _PASSWORD for kind, _ in records):
        return {}  # the reader says so
    sheets: dict[int, str] = {}  # where each begins
    found: dict[str, Scan] = {}
    looks, scan = XlsLooks(), Scan()
    at = 0
    for number, (kind, body) in enumerate(records):
        if kind == _SHEET:
            sheets[struct.unpack_from("<I", body)[0]] = _sheet_name(body)
        elif kind == _BOF and at in sheets:
            looks.end_sheet(scan)
            scan = found.setdefault(sheets[at], Scan())
        elif error := _error_in(kind, body):
            row, column = struct.unpack_from("<2H", body)
            scan.faults.setdefault(row + 1, {})[column] = error
        else:
            looks.take(kind, body, scan)
        at += 4 + len(body)
        if kind == _SST:
            lengths = _lengths([body, *_continued(records, number)])
        elif kind == _BOF:
            tally.add(extent.cells, 0)
            extent = Extent()
        elif kind in _CELLS:
            row, column = struct.unpack_from("<2H", body)
            if column >= MAX_COLUMNS:
                raise too_large(name, N_("a sheet has more than 200 columns"))
            extent.take(row, column)
            looks.cell(kind, body, scan)
            text = struct.unpack_from("<I", body, 6)[0] if kind == _TEXT_BY_NUMBER else 0
            tally.add(0, lengths[text] if kind == _TEXT_BY_NUMBER and text < len(lengths) else 0)
    looks.end_sheet(scan)
    tally.add(extent.cells, 0)
    return found


def _sheet_name(body: bytes) -> str:
    letters, flags = body[6], body[7]
    return body[8:].decode("utf-16-le")[:letters] if flags & 1 else body[8 : 8 + letters].decode("latin-1")


def _error_in(kind: int, body: bytes) -> str:
    """The error value that the record of a cell holds, its own or its formula's; "" where there is none."""
    if kind == _TRUTH_OR_ERROR and len(body) >= 8 and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if kind in _FORMULAS and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        return _ERRORS.get(body[8], "#N/A")
    return ""


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _continued(records: Sequence[tuple[int, bytes]], number: int) -> Iterator[bytes]:
    for kind, body in records[number + 1 :]:
        if kind != _CONTINUE:
            return
        yield body


def _lengths(pieces: Sequence[bytes]) -> list[int]:
    """How many letters each shared text has. A text that goes on in the next piece begins there with its flags."""
    whole = b"".join(pieces)
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    found: list[int] = []
    at = 8
    while at + 3 <= len(whole):
        letters, flags = struct.unpack_from("<HB", whole, at)
        found.append(letters)
        at += 3
        runs = struct.unpack_from("<H", whole, at)[0] if flags & 8 else 0
        at += 2 if flags & 8 else 0
        more = struct.unpack_from("<I", whole, at)[0] if flags & 4 else 0
        at += 4 if flags & 4 else 0
        at = _after_letters(whole, ends, at, letters, 2 if flags & 1 else 1)
        at += runs * 4 + more
    return found


def _after_letters(whole: bytes, ends: Sequence[int], at: int, letters: int, width: int) -> int:
    """Where a text of ``letters`` ends that begins at ``at``, ``width`` bytes a letter."""
    for _begin, end in pairwise(ends):
        if end <= at:
            continue
        here = min(letters, (end - at) // width)
        at, letters = at + here * width, letters - here
        if not letters:
            return at
        at = end
        if at < len(whole):
            width = 2 if whole[at] & 1 else 1
        at += 1
    return len(whole)
