"""Looks through an .xlsx for what its reader does not tell: how cells look, what is hidden, notes, far-off cells.

The reader lays a sheet out as one block from the first cell to the last, so two cells at far corners would take all
memory: the extent of cells that hold something is measured here before.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.parsers import expat

from ...domain.model import N_
from ...errors import UnreadableFile
from .file_kind import SAVE_AGAIN
from .limits import MAX_CELL, MAX_COLUMNS, MAX_ELEMENTS, MAX_ROWS, Extent, SizeCount, too_large
from .ooxml import Parts
from .sheetscan import CellStyle, Scan
from .source import Unseen
from .xlsxstyles import RichText, SharedText, cell_styles, parted, shared_texts
from .xmlpass import element_count, elements, feed

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.IGNORECASE)
_RANGE_ROWS = re.compile(r"[A-Z]+([0-9]{1,7}):[A-Z]+([0-9]{1,7})", re.IGNORECASE)
_ON = {"1", "true"}
NOT_CALCULATED = "="


@dataclass(frozen=True, slots=True)
class _Known:
    """What the cells of all sheets refer to."""

    styles: dict[str, CellStyle]
    texts: Sequence[SharedText]


def scan_xlsx(parts: Parts, name: str) -> dict[str, Scan]:
    """The findings for each sheet of an .xlsx by the sheet's name.

    Raises:
        UnreadableFile: beyond the limits
    """
    try:
        book = parts.main
        if sum(element_count(parts.data(part)) for part in parts.names) > MAX_ELEMENTS:
            raise too_large(name, N_("it has more than 2,000,000 cells"))
        sheets = sheet_parts(parts)
        styles, texts = parts.related(book, "styles"), parts.related(book, "sharedStrings")
        known, tally = _Known(cell_styles(parts, styles), shared_texts(parts, texts)), SizeCount(name)
        return {title: _scanned(parts, part, known, tally) for title, part in sheets.items()}
    except (expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(file=name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error


def sheet_parts(parts: Parts) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    book = parts.main
    relations = parts.relations(book)
    sheets: dict[str, str] = {}
    for tag, attributes in elements(parts, book):
        if tag == "sheet":
            link = next((v for k, v in attributes.items() if k.split(":")[-1] == "id"), "")
            part = relations[link].target.lower()  # what was not looked through must not be read
            if attributes.get("name", "") in sheets or part in sheets.values():
                raise ValueError("two sheets of one name or one part")  # each would be read anew
            sheets[attributes.get("name", "")] = part
    return sheets


def _scanned(parts: Parts, part: str, known: _Known, tally: SizeCount) -> Scan:
    scan = _Sheet(parts, part, known, tally).scan
    for relation in parts.relations(part).values():
        if relation.kind == "comments":
            _take_comments(parts, relation.target, scan)
        elif relation.kind == "threadedComment":
            _take_comments(parts, relation.target, scan, threaded=True)
        elif relation.kind == "table":
            _take_filter(parts, relation.target, scan)
    return scan


def _take_comments(parts: Parts, part: str, scan: Scan, *, threaded: bool = False) -> None:
    """The comments of a sheet; what newer ones say is in them once more, below a line for older programs."""
    here: tuple[int, int] | None = None
    inside = False
    pieces: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal here, inside
        name = tag.rpartition(":")[2]
        if name in {"comment", "threadedComment"}:
            place = _REFERENCE.fullmatch(attributes.get("ref", ""))
            here = (int(place[2]), _column(place[1].upper())) if place else None
            pieces.clear()
        inside = name == ("text" if threaded else "t")

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    def end(tag: str) -> None:
        nonlocal inside
        inside = False
        if here and tag.rpartition(":")[2] in {"comment", "threadedComment"}:
            words = " ".join("".join(pieces).split())
            own = scan.notes.setdefault(here[0], {})
            if threaded and not own.get(here[1], "[").startswith("["):
                words = f"{own[here[1]]} – {words}"
            own[here[1]] = words

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    feed(parser, parts, part)


def _take_filter(parts: Parts, part: str, scan: Scan) -> None:
    """Tells rows that the filter of a table hides from other hidden ones."""
    within = ""
    for tag, attributes in elements(parts, part):
        if tag == "autoFilter":
            within = attributes.get("ref", "")
        elif tag == "filterColumn" and within:
            _filtered(scan, within)


def _filtered(scan: Scan, within: str) -> None:
    if rows := _RANGE_ROWS.fullmatch(within):
        for row in scan.hidden_rows:
            if int(rows[1]) <= row <= int(rows[2]):
                scan.hidden_rows[row] = Unseen.FILTERED


class _Sheet:
    """One pass over the cells of a sheet's part."""

    def __init__(self, parts: Parts, part: str, known: _Known, tally: SizeCount) -> None:
        self.scan = Scan()
        self._known = known
        self._tally, self._name = tally, tally.name
        self._row = self._column = 0
        self._kind = self._style = self._tag = ""
        self._formula = False
        self._value = ""
        self._filter = ""
        self._rich = RichText()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._extent = Extent()
        feed(parser, parts, part)
        tally.add(self._extent.cells, 0)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._tag = tag
        if tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
            flat = attributes.get("ht") in {"0", "0.0"} and attributes.get("customHeight") in _ON
            if attributes.get("hidden") in _ON or flat:
                self.scan.hidden_rows[self._row] = Unseen.HIDDEN
        elif tag == "f":
            self._formula = True
        elif tag == "col" and (attributes.get("hidden") in _ON or attributes.get("width") == "0"):
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self.scan.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif tag == "autoFilter":
            self._filter = attributes.get("ref", "")
        elif tag == "filterColumn" and self._filter:
            _filtered(self.scan, self._filter)
        elif self._kind == "inlineStr":
            self._rich.start(tag, attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        place = _REFERENCE.fullmatch(attributes["r"]) if "r" in attributes else None
        if place is None and "r" in attributes:
            # The reader counts on with such a one until its numbers overflow, and takes the whole process along.
            raise ValueError("a cell without a place")
        self._column = _column(place[1].upper()) if place else self._column + 1
        self._row = int(place[2]) if place else self._row
        self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
        self._formula, self._value = False, ""
        if self._kind == "inlineStr":
            self._rich = RichText()

    def _text(self, data: str) -> None:
        if self._tag in {"v", "t"}:
            self._value = _longer(self._value, data, self._name)
            if self._kind == "inlineStr":
                self._rich.text(data)

    def _shared(self) -> SharedText | None:
        """The text that the cell names by number."""
        if self._kind != "s" or not self._value.isdecimal() or len(self._value) > 9:
            return None
        texts = self._known.texts
        return texts[int(self._value)] if int(self._value) < len(texts) else None

    def _end(self, tag: str) -> None:
        self._tag = ""
        if tag.rpartition(":")[2] != "c":
            return
        if self._value or self._formula:
            self._filled()
        self._kind = ""

    def _filled(self) -> None:
        if self._row > MAX_ROWS:
            raise too_large(self._name, N_("a sheet has more than 100,000 rows"))
        if self._column >= MAX_COLUMNS:
            raise too_large(self._name, N_("a sheet has more than 200 columns"))
        shared = self._shared()
        self._tally.add(0, shared.length if shared else 0 if self._kind == "s" else len(self._value))
        self._extent.take(self._row, self._column)
        if self._kind == "e":
            self.scan.faults.setdefault(self._row, {})[self._column] = self._value
        elif self._formula and not self._value and self._kind != "str":
            self.scan.faults.setdefault(self._row, {})[self._column] = NOT_CALCULATED
        if style := self._known.styles.get(self._style):
            self.scan.styles.setdefault(self._row, {})[self._column] = style
        words = shared.parted if shared else parted(self._rich.pieces) if self._kind == "inlineStr" else None
        if words is not None:
            self.scan.shown.setdefault(self._row, {})[self._column] = words


def _longer(value: str, more: str, name: str) -> str:
    if len(value) > MAX_CELL:
        raise too_large(name, N_("a cell holds more than 32,767 characters"))
    return value + more


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
