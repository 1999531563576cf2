"""Looks through an .ods for what its reader does not tell: what cells show, what is hidden, notes.

Repeated cells with content are counted, not laid out. What a cell shows is in it as text.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from ...domain.model import N_
from ...errors import UnreadableFile
from .file_kind import SAVE_AGAIN
from .limits import MAX_CELL, MAX_COLUMNS, MAX_ELEMENTS, MAX_ROWS, Extent, SizeCount, too_large
from .ooxml import Parts
from .sheetscan import CellStyle, Scan
from .source import Unseen
from .xlsxstyles import parted
from .xmlpass import element_count, feed

_CELLS = {"table:table-cell", "table:covered-table-cell"}
_UNSEEN = {"collapse": Unseen.HIDDEN, "filter": Unseen.FILTERED}
_NUMBERS = {"float", "date", "percentage", "currency", "time", "boolean"}
_SPACES = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}


@dataclass(slots=True)
class _Style:
    """What a style of a cell, of words or of a sheet says; ``above`` is the one it rests on."""

    above: str = ""
    struck: bool | None = None
    bold: bool | None = None
    display: bool = True


def scan_ods(parts: Parts, name: str) -> tuple[dict[str, Scan], set[str]]:
    """The findings for each sheet of an .ods by its name, and which sheets are hidden.

    Raises:
        UnreadableFile: it is damaged, or its cells exceed the limits
    """
    try:
        if element_count(parts.data("content.xml")) > MAX_ELEMENTS:
            raise too_large(name, N_("it has more than 2,000,000 cells"))
        styles = _Styles()
        if "styles.xml" in parts:
            styles.read(parts, "styles.xml")
        styles.read(parts, "content.xml")
        found = _Ods(parts, name, styles)
    except (expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(file=name, why=N_("the workbook is damaged"), advice=SAVE_AGAIN) from error
    return found.scans, found.hidden


class _Styles:
    """The styles of a workbook by their names."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._now = _Style()

    def read(self, parts: Parts, part: str) -> None:
        """Takes the styles that are in a part."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        feed(parser, parts, part)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style:style":
            self._now = _Style(attributes.get("style:parent-style-name", ""))
            self._styles[attributes.get("style:name", "")] = self._now
        elif tag == "style:text-properties":
            line = attributes.get("style:text-line-through-style", attributes.get("style:text-line-through-type"))
            if line is not None:
                self._now.struck = line != "none"
            if (weight := attributes.get("fo:font-weight")) is not None:
                self._now.bold = weight == "bold" or (weight.isdecimal() and int(weight) >= 700)
        elif tag == "style:table-properties":
            self._now.display = attributes.get("table:display", "true") != "false"
        elif tag == "office:body":
            self._now = _Style()

    def look(self, name: str) -> CellStyle:
        """How a cell or words in the style ``name`` look."""
        struck: bool | None = None
        bold: bool | None = None
        for _above in range(20):
            style = self._styles.get(name)
            if style is None:
                break
            struck = style.struck if struck is None else struck
            bold = style.bold if bold is None else bold
            name = style.above
        return CellStyle(bool(bold), bool(struck))

    def displayed(self, name: str) -> bool:
        """Whether a sheet in the style ``name`` is shown."""
        return name not in self._styles or self._styles[name].display


class _Ods:
    """One pass over the cells of all sheets."""

    def __init__(self, parts: Parts, name: str, styles: _Styles) -> None:
        self.scans: dict[str, Scan] = {}
        self.hidden: set[str] = set()
        self._styles = styles
        self._looks: dict[str, CellStyle] = {}
        self._scan = Scan()
        self._name, self._tally, self._extent = name, SizeCount(name), Extent()
        self._row = self._column = self._columns = 0
        self._repeat_row = self._repeat = 1
        self._span = (1, 1)
        self._filled = self._row_filled = False
        self._kind = self._style = ""
        self._unseen: Unseen | None = None
        self._column_styles: list[str] = []
        self._length = 0
        self._pieces: list[tuple[bool, str]] = []
        self._struck: list[bool] = []
        self._note: list[str] | None = None
        self._noted = ""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        feed(parser, parts, "content.xml")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            self._begin_cell(attributes)
        elif tag == "table:table-row":
            self._repeat_row = int(attributes.get("table:number-rows-repeated", "1"))
            self._column, self._row_filled = 0, False
            self._unseen = _UNSEEN.get(attributes.get("table:visibility", ""))
        elif tag == "table:table-column":
            repeat = int(attributes.get("table:number-columns-repeated", "1"))
            style = attributes.get("table:default-cell-style-name", "")
            last = min(self._columns + repeat, MAX_COLUMNS)
            self._column_styles.extend([style] * (last - self._columns))
            if attributes.get("table:visibility") in _UNSEEN:
                self._scan.hidden_columns.update(range(self._columns, last))
            self._columns = last
        elif tag == "table:table":
            title = attributes.get("table:name", "")
            self._scan = self.scans.setdefault(title, Scan())
            self._row = self._columns = 0
            self._extent, self._column_styles = Extent(), []
            if not self._styles.displayed(attributes.get("table:style-name", "")):
                self.hidden.add(title)
        elif tag == "office:annotation":
            self._note = []
        elif tag == "text:p" and self._pieces and self._note is None:
            self._pieces.append((False, "\n"))
        elif tag == "text:span":
            struck = self._look(attributes.get("text:style-name", "")).struck
            self._struck.append(struck or (bool(self._struck) and self._struck[-1]))
        elif tag in _SPACES:
            self._text(_SPACES[tag] * min(int(attributes.get("text:c", "1")), 100))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._repeat = int(attributes.get("table:number-columns-repeated", "1"))
        spanned = (attributes.get(f"table:number-{what}-spanned", "1") for what in ("rows", "columns"))
        down, right = (int(n) for n in spanned)
        self._span = (down, right)
        self._kind = attributes.get("office:value-type", "")
        self._filled = bool(self._kind) or "table:formula" in attributes
        usual = self._column_styles[self._column] if self._column < len(self._column_styles) else ""
        self._style = attributes.get("table:style-name", usual)
        self._length, self._pieces, self._noted = 0, [], ""

    def _look(self, name: str) -> CellStyle:
        if name not in self._looks:
            self._looks[name] = self._styles.look(name)
        return self._looks[name]

    def _text(self, data: str) -> None:
        if self._note is not None:
            self._note.append(data)
        elif self._filled:
            self._length += len(data)
            if self._length > MAX_CELL:
                raise too_large(self._name, N_("a cell holds more than 32,767 characters"))
            self._pieces.append((bool(self._struck) and self._struck[-1], data))

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            if self._noted:
                self._scan.notes.setdefault(self._row + 1, {})[self._column] = self._noted
            if self._filled:
                self._cell()
            self._filled = False
            self._column += self._repeat
        elif tag == "table:table-row":
            self._end_row()
        elif tag == "table:table":
            self._tally.add(self._extent.cells, 0)
        elif tag == "office:annotation" and self._note is not None:
            self._noted, self._note = " ".join("".join(self._note).split()), None
        elif tag == "text:span" and self._struck:
            self._struck.pop()

    def _end_row(self) -> None:
        if self._row_filled and self._row + self._repeat_row > MAX_ROWS:
            raise too_large(self._name, N_("a sheet has more than 100,000 rows"))
        if self._unseen is not None and self._row_filled:
            for row in range(self._row + 1, self._row + 1 + self._repeat_row):
                self._scan.hidden_rows[row] = self._unseen
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
        self._tally.add(0, self._length * self._repeat * self._repeat_row)
        text = "".join(words for _, words in self._pieces).strip()
        if text.startswith("#") and text.rstrip("!?").isupper():
            self._scan.faults.setdefault(self._row + 1, {})[self._column] = text
        self._shows(text)

    def _shows(self, text: str) -> None:
        """Keeps how the cell looks and what it shows, where that differs from its value."""
        look = self._look(self._style)
        words = parted(self._pieces)
        if words is None and (self._kind in _NUMBERS or self._noted) and text:
            words = (text, "")
        if words is None and not (look.bold or look.struck):
            return
        for row in range(self._row + 1, min(self._row + 1 + self._repeat_row, MAX_ROWS + 1)):
            for column in range(self._column, self._column + self._repeat):
                if words is not None:
                    self._scan.shown.setdefault(row, {})[column] = words
                if look.bold or look.struck:
                    self._scan.styles.setdefault(row, {})[column] = look
