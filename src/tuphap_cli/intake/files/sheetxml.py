"""Looks through the XML of a workbook for what its reader does not tell: broken cells, bold, far-off cells.

The reader lays a sheet out as one block from the first cell to the last, so two cells at far corners would take all
memory: the extent of cells that hold something is measured here before.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from ...domain.model import N_
from ...errors import UnreadableFile
from .file_kind import SAVE_AGAIN
from .legacy import legacy_font
from .limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Extent, SizeCount, too_large

_CHUNK = 1 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.IGNORECASE)
NOT_CALCULATED = "="


@dataclass(slots=True)
class Scan:
    """What was seen in one sheet. Rows from 1, columns from 0. A fault is an error value, or "=" for a formula
    without its result; under ``days`` are the cells that show a date as day, month and year, under ``fonts`` those
    whose font is one of an old encoding."""

    faults: dict[int, dict[int, str]] = field(default_factory=dict)
    bold: dict[int, set[int]] = field(default_factory=dict)
    days: dict[int, set[int]] = field(default_factory=dict)
    fonts: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def scan_xlsx(package: zipfile.ZipFile, name: str) -> dict[str, Scan]:
    """The findings for each sheet of an .xlsx by the sheet's name. :raises UnreadableFile: beyond the limits"""
    try:
        styles, texts, tally = _styles(package), _shared_lengths(package), SizeCount(name)
        return {
            title: _Sheet(package, part, (styles, texts), tally).scan for title, part in _sheet_parts(package).items()
        }
    except (expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(file=name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    targets: dict[str, str] = {}
    for tag, attributes in _elements(package, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            target = attributes.get("Target", "").lstrip("/")
            targets[attributes.get("Id", "")] = target if target.lower().startswith("xl/") else f"xl/{target}"
    sheets: dict[str, str] = {}
    parts = {part.lower(): part for part in package.namelist()}  # the reader does not tell the cases apart
    for tag, attributes in _elements(package, "xl/workbook.xml"):
        if tag == "sheet":
            link = next((v for k, v in attributes.items() if k.split(":")[-1] == "id"), "")
            part = parts[targets.get(link, "").lower()]  # what was not looked through must not be read
            if attributes.get("name", "") in sheets or part in sheets.values():
                raise ValueError("two sheets of one name or one part")  # each would be read anew
            sheets[attributes.get("name", "")] = part
    return sheets


def _shared_lengths(package: zipfile.ZipFile) -> list[int]:
    """How long each of the texts is that cells name by number: one of them may stand in any number of cells."""
    lengths: list[int] = []
    part = next((n for n in package.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
    inside = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = tag.rpartition(":")[2] == "t"
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if inside and lengths:
            lengths[-1] += len(data)

    if part is not None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.CharacterDataHandler = start, text
        _feed(parser, package, part)
    return lengths


def _feed(parser: expat.XMLParserType, package: zipfile.ZipFile, part: str) -> None:
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The numbers of the cell styles whose font is bold, of those that show a date as day, month and year, and the
    fonts of those whose font is one of an old encoding."""

    bold: set[str]
    days: set[str]
    fonts: dict[str, str]


def _styles(package: zipfile.ZipFile) -> _Styles:
    if "xl/styles.xml" not in package.NameToInfo:
        return _Styles(set(), set(), {})
    bold_fonts: set[str] = set()
    old_fonts: dict[str, str] = {}
    formats = {"15": True}  # d-mmm-yy; 14 is shown as each machine's own short date
    found = _Styles(set(), set(), {})
    inside, font, number = "", -1, 0
    for tag, attributes in _elements(package, "xl/styles.xml"):
        if tag in {"fonts", "fills", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs"}:
            inside = tag
        elif tag == "numFmt" and inside != "dxfs":
            formats[attributes.get("numFmtId", "")] = shows_day_first(attributes.get("formatCode", ""))
        elif inside == "fonts" and tag == "font":
            font += 1
        elif inside == "fonts" and tag == "name" and legacy_font(attributes.get("val")):
            old_fonts[str(font)] = attributes["val"]
        elif inside == "fonts" and tag == "b" and attributes.get("val", "1") not in {"0", "false"}:
            bold_fonts.add(str(font))
        elif inside == "cellXfs" and tag == "xf":
            own = attributes.get("fontId", "0")
            if own in bold_fonts:
                found.bold.add(str(number))
            if own in old_fonts:
                found.fonts[str(number)] = old_fonts[own]
            if formats.get(attributes.get("numFmtId", "")):
                found.days.add(str(number))
            number += 1
    return found


def shows_day_first(code: str) -> bool:
    """Whether a number format shows a date as day, month and year, in this order and with nothing else."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", code.split(";", maxsplit=1)[0].lower())
    order = re.sub(r"(.)\1+", r"\1", re.sub(r"[^dmyhs]", "", plain))
    return order == "dmy"


def _elements(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.split(":")[-1], attributes))
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            yield from found
            found.clear()
    parser.Parse(b"", True)
    yield from found


class _Sheet:
    """One pass over the cells of a sheet's part."""

    def __init__(
        self, package: zipfile.ZipFile, part: str, known: tuple[_Styles, Sequence[int]], tally: SizeCount
    ) -> None:
        self.scan = Scan()
        self._styles, self._texts = known
        self._tally, self._name = tally, tally.name
        self._row = self._column = 0
        self._kind = self._style = self._tag = ""
        self._formula = False
        self._value = ""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._extent = Extent()
        _feed(parser, package, part)
        tally.add(self._extent.cells, 0)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._tag = tag
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
        elif tag == "c":
            place = _REFERENCE.fullmatch(attributes["r"]) if "r" in attributes else None
            if place is None and "r" in attributes:
                # The reader counts on with such a one until its numbers overflow, and takes the whole process along.
                raise ValueError("a cell without a place")
            self._column = _column(place[1].upper()) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
            self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
            self._formula, self._value = False, ""
        elif tag == "f":
            self._formula = True

    def _text(self, data: str) -> None:
        if self._tag in {"v", "t"}:
            self._value = _longer(self._value, data, self._name)

    def _length(self) -> int:
        """How many letters the cell shows: its own, or those of the text that it names by number."""
        if self._kind != "s" or not self._value.isdecimal():
            return len(self._value)
        number = int(self._value) if len(self._value) < 10 else len(self._texts)
        return self._texts[number] if number < len(self._texts) else 0

    def _end(self, tag: str) -> None:
        self._tag = ""
        if tag.rpartition(":")[2] != "c" or not (self._value or self._formula):
            return
        if self._row > MAX_ROWS:
            raise too_large(self._name, N_("a sheet has more than 100,000 rows"))
        if self._column >= MAX_COLUMNS:
            raise too_large(self._name, N_("a sheet has more than 200 columns"))
        self._tally.add(0, self._length())
        self._extent.take(self._row, self._column)
        if self._kind == "e":
            self.scan.faults.setdefault(self._row, {})[self._column] = self._value
        elif self._formula and not self._value and self._kind != "str":
            self.scan.faults.setdefault(self._row, {})[self._column] = NOT_CALCULATED
        if self._style in self._styles.bold:
            self.scan.bold.setdefault(self._row, set()).add(self._column)
        if self._style in self._styles.days:
            self.scan.days.setdefault(self._row, set()).add(self._column)
        if self._style in self._styles.fonts:
            self.scan.fonts.setdefault(self._row, {})[self._column] = self._styles.fonts[self._style]


def _longer(value: str, more: str, name: str) -> str:
    if len(value) > MAX_CELL:
        raise too_large(name, N_("a cell holds more than 32,767 characters"))
    return value + more


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def scan_ods(package: zipfile.ZipFile, name: str) -> dict[str, Scan]:
    """The merged ranges of each sheet of an .ods. :raises UnreadableFile: where repeated cells exceed the limits"""
    try:
        return _Ods(package.read("content.xml"), name).scans
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableFile(file=name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error


class _Ods:
    """One pass over an OpenDocument spreadsheet: repeated cells with content are counted, not laid out."""

    def __init__(self, content: bytes, name: str) -> None:
        self.scans: dict[str, Scan] = {}
        self._scan = Scan()
        self._name, self._tally, self._extent = name, SizeCount(name), Extent()
        self._row = self._column = 0
        self._repeat_row = self._repeat = 1
        self._span = (1, 1)
        self._filled = self._row_filled = False
        self._value = ""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._scan = self.scans.setdefault(attributes.get("table:name", ""), Scan())
            self._row, self._extent = 0, Extent()
        elif tag == "table:table-row":
            self._repeat_row = int(attributes.get("table:number-rows-repeated", "1"))
            self._column, self._row_filled = 0, False
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            self._repeat = int(attributes.get("table:number-columns-repeated", "1"))
            spanned = (attributes.get(f"table:number-{what}-spanned", "1") for what in ("rows", "columns"))
            down, right = (int(n) for n in spanned)
            self._span = (down, right)
            self._filled = "office:value-type" in attributes or "table:formula" in attributes
            self._value = ""

    def _text(self, data: str) -> None:
        if self._filled:
            self._value = _longer(self._value, data, self._name)

    def _end(self, tag: str) -> None:
        if tag in {"table:table-cell", "table:covered-table-cell"}:
            if self._filled:
                self._cell()
            self._filled = False
            self._column += self._repeat
        elif tag == "table:table":
            self._tally.add(self._extent.cells, 0)
        elif tag == "table:table-row":
            if self._row_filled and self._row + self._repeat_row > MAX_ROWS:
                raise too_large(self._name, N_("a sheet has more than 100,000 rows"))
            self._row += self._repeat_row

    def _cell(self) -> None:
        self._row_filled = True
        if self._column + self._repeat > MAX_COLUMNS:
            raise too_large(self._name, N_("a sheet has more than 200 columns"))
        if self._span != (1, 1):
            down, right = self._span
            corner = (self._row + down - 1, self._column + right - 1)
            self._scan.merged.append(((self._row, self._column), corner))
        self._extent.take(self._row, self._column, self._repeat_row, self._repeat)
        self._tally.add(0, len(self._value) * self._repeat * self._repeat_row)
        text = self._value.strip()
        if text.startswith("#") and text.rstrip("!?").isupper():
            self._scan.faults.setdefault(self._row + 1, {})[self._column] = text
