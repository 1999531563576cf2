"""What the records of an old workbook (.xls, BIFF8) say besides values: looks, hidden rows, notes; reads no file."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from . import symbols
from .legacy import legacy_font
from .numberformat import BUILT_IN
from .sheetscan import PLAIN, CellStyle, Scan
from .source import Unseen

_FONT, _XF, _FORMAT = 0x0031, 0x00E0, 0x041E
_ROW, _COLUMNS, _FILTER = 0x0208, 0x007D, 0x009B
_NOTE, _OBJECT, _TEXT_OBJECT, _CONTINUE = 0x001C, 0x005D, 0x01B6, 0x003C
_MANY = {0x00BD: 6}  # records with several cells, and how long each is
_BOLD_FROM, _STRUCK, _NO_HEIGHT, _HIDDEN_COLUMN = 700, 0x0008, 0x0020, 0x0001
_NO_FONT_4 = 4  # the fifth font is never written


@dataclass(slots=True)
class XlsLooks:
    """Gathers the looks of a workbook and puts them down for the sheet ``scan``."""

    fonts: list[CellStyle] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=list)  # font and format of each
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    _notes: dict[int, tuple[int, int]] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)
    _object: int = -1
    _text_waits: int = 0

    def take(self, kind: int, body: bytes, scan: Scan) -> None:
        """One record, within the sheet whose findings are ``scan``."""
        if kind == _FONT:
            self.fonts.append(_font(body))
        elif kind == _XF:
            self.styles.append(struct.unpack_from("<2H", body))
        elif kind == _FORMAT:
            self.codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)
        elif kind == _ROW:
            if struct.unpack_from("<H", body, 12)[0] & _NO_HEIGHT:
                scan.hidden_rows[struct.unpack_from("<H", body)[0] + 1] = Unseen.HIDDEN
        elif kind == _COLUMNS:
            first, last, _width, _style, options = struct.unpack_from("<5H", body)
            if options & _HIDDEN_COLUMN:
                scan.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _FILTER:
            scan.filtered = True
        else:
            self._note(kind, body)

    def _note(self, kind: int, body: bytes) -> None:
        """The text of a comment is in an object; its cell is named at the end of the sheet."""
        if kind == _OBJECT:
            self._object = struct.unpack_from("<H", body, 6)[0]
        elif kind == _TEXT_OBJECT:
            self._text_waits = struct.unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUE and self._text_waits:
            code = "utf-16-le" if body[0] & 1 else "latin-1"
            self._texts[self._object] = body[1:].decode(code, "replace")[: self._text_waits]
            self._text_waits = 0
        elif kind == _NOTE:
            row, column, _flags, number = struct.unpack_from("<4H", body)
            self._notes[number] = (row, column)

    def cell(self, kind: int, body: bytes, scan: Scan) -> None:
        """How the cell of a record looks."""
        row, column = struct.unpack_from("<2H", body)
        step = _MANY.get(kind, 0)
        count = (len(body) - 6) // step if step else 1
        for at in range(count):
            number = struct.unpack_from("<H", body, 4 + at * step)[0]
            if number < len(self.styles) and (style := self._look(*self.styles[number])) != PLAIN:
                scan.styles.setdefault(row + 1, {})[column + at] = style

    def _look(self, font: int, form: int) -> CellStyle:
        own = font - 1 if font > _NO_FONT_4 else font
        look = self.fonts[own] if own < len(self.fonts) else PLAIN
        code = self.codes.get(form, "")
        return CellStyle(look.bold, look.struck, "" if code in {"General", "@"} else code, look.font)

    def end_sheet(self, scan: Scan) -> None:
        """Puts the comments of a sheet to their cells, and tells filtered rows from hidden ones."""
        for number, (row, column) in self._notes.items():
            if words := " ".join(self._texts.get(number, "").split()):
                scan.notes.setdefault(row + 1, {})[column] = words
        if scan.filtered:
            scan.hidden_rows = dict.fromkeys(scan.hidden_rows, Unseen.FILTERED)
        self._notes, self._texts = {}, {}


def _font(body: bytes) -> CellStyle:
    options, _color, weight = struct.unpack_from("<3H", body, 2)
    name = ""
    if len(body) > 16:
        name = body[16:].decode("utf-16-le" if body[15] & 1 else "latin-1", "replace")[: body[14]]
    odd = legacy_font(name) or symbols.is_symbol_font(name)
    return CellStyle(weight >= _BOLD_FROM, bool(options & _STRUCK), "", name if odd else "")


def _text(body: bytes, at: int) -> str:
    length, wide = struct.unpack_from("<HB", body, at)
    return body[at + 3 :].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:length]
