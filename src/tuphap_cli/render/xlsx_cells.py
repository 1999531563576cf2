"""The rows of a sheet: values in their own kind, texts that nothing acts on, heights, and where a page ends."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..reports.base import Cell, Picture, Share, ToFillIn
from .cells import harmless, shown
from .xlsx_fit import LINE, ROW, lines, picture_size

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Look = dict[str, str | int | bool]
LookKey = tuple[tuple[str, str | int | bool], ...]  # the same, sorted, so that it can be looked up
FONT: Look = {"font_name": "Times New Roman", "font_size": 12}
EDGE: Look = {"border": 1, "border_color": "#8C8C8C"}
TOTAL: Look = {"bold": True, "bg_color": "#F2F2F2"}
_POINTS = 0.75  # a pixel of a screen
_LONGEST_TEXT = 32_000  # programs take 32,767 units and no more in a cell
_FIRST_DAY = date(1900, 3, 1)  # before it programs count days in different ways
_DAY_0 = date(1899, 12, 30).toordinal()  # the day from which they count
_DAY = "dd/mm/yyyy"
_TEXT = "@"
TO_FILL_IN = "#FFF8DC"  # the ground of cells that a person fills in
_MOST = 2**53  # beyond it they do not keep every figure of a number


class CellFormats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[LookKey, Format] = {}

    def __call__(self, look: Look | LookKey) -> Format:
        """The format with these properties."""
        key = tuple(sorted(look.items())) if isinstance(look, dict) else look
        if key not in self._made:
            self._made[key] = self._book.add_format(FONT | dict(key))
        return self._made[key]


class CellLook(NamedTuple):
    """How the cell of a table looks, whatever is in it; ``total`` lines are bold on a ground of their own."""

    aligned: str = "left"
    colour: str = ""
    total: bool = False
    indent: int = 0


def _look(look: CellLook, aligned: str, number: str = "") -> LookKey:
    """The properties of the format of a cell; ``number`` is the format of a figure, without one it is a text."""
    found: Look = {**EDGE, "valign": "top", "align": aligned}
    found |= {"num_format": number} if number else {"text_wrap": True}
    found |= {"font_color": look.colour} if look.colour else {}
    found |= TOTAL if look.total else {}
    found |= {"indent": look.indent} if look.indent else {}
    return tuple(sorted(found.items()))


class Paper:
    """A worksheet that is written row after row; ``row`` is the next one."""

    def __init__(self, sheet: Worksheet, formats: CellFormats, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.widths = widths
        self.row = 0
        self._formats = formats
        self._styles: dict[tuple[CellLook, str, str], Format] = {}
        self._high = 0.0
        self._used = 0.0
        self._breaks: list[int] = []
        for col, width in enumerate(widths):
            sheet.set_column(col, col, width)

    def down(self, rows: int = 1) -> None:
        """Go to the next row, or leave so many."""
        if self._high:
            # A height that is one line's is left to the program, which knows its type.
            self.sheet.set_row(self.row, self._high)
        self._used += self._high + ROW * (rows - bool(self._high))
        self._high = 0.0
        self.row += rows

    def keep(self, needed: float, page: float) -> None:
        """Begin a page here where ``needed`` points do not fit what is left of one of ``page`` points."""
        used = self._used % page
        if used and used + needed > page >= needed:
            self._breaks.append(self.row)
            self._used = 0.0

    def break_pages(self) -> None:
        """Tell the worksheet where its pages begin."""
        self.sheet.set_h_pagebreaks(self._breaks)

    def across(self, text: str, left: int, right: int, look: Look) -> None:
        """``text`` over several columns."""
        style = self._formats({"text_wrap": True, "valign": "top", **look})
        room = sum(self.widths[left : right + 1]) - 2 * int(look.get("indent", 0))
        size = int(look.get("font_size", 12)) / 12
        self._high = lines(text, room, bold=bool(look.get("bold")), size=size) * LINE * size + 1
        self._join((left, right), style)
        self._write(left, text, style)

    def heading(self, place: tuple[int, int], text: str, look: Look, *, spare: float = 0.0) -> None:
        """A text above a column; ``spare`` is the room that something else takes there."""
        self._text(
            place, text, self._formats({**EDGE, "text_wrap": True, **look}), bold=bool(look.get("bold")), spare=spare
        )

    def _text(self, place: tuple[int, int], text: str, style: Format, *, bold: bool, spare: float = 0.0) -> None:
        """A text in its cell, which is as high as it needs."""
        first, last = place
        width = self.widths[first] if first == last else sum(self.widths[first : last + 1])
        count = lines(text, width - spare, bold=bold)
        if count > 1:
            self._high = max(self._high, count * LINE + 1)
        self._join(place, style)
        self._write(first, text, style)

    def _style(self, look: CellLook, aligned: str, number: str = "") -> Format:
        """The format of a cell that looks so; see :func:`_look`."""
        key = look, aligned, number
        if key not in self._styles:
            self._styles[key] = self._formats(_look(look, aligned, number))
        return self._styles[key]

    def _join(self, place: tuple[int, int], style: Format) -> None:
        if place[1] > place[0]:
            self.sheet.merge_range(self.row, place[0], self.row, place[1], "", style)

    def value(self, place: tuple[int, int], cell: Cell, look: CellLook) -> None:
        """A day, number or share as such, so that it can be sorted and counted; all else as text."""
        if isinstance(cell, str):
            self._text(place, harmless(cell), self._style(look, look.aligned), bold=look.total)
        elif isinstance(cell, Share) and cell.value is not None:
            self._number(place, part_of_one(cell) or 0.0, self._style(look, "right", percent(cell)))
        elif isinstance(cell, date) and cell >= _FIRST_DAY:
            self._number(place, cell.toordinal() - _DAY_0, self._style(look, look.aligned, _DAY))
        elif isinstance(cell, int) and abs(cell) <= _MOST:
            self._number(place, cell, self._style(look, look.aligned, "#,##0"))
        elif isinstance(cell, Picture):
            self._picture(place, cell, self._style(look, ""))
        elif isinstance(cell, ToFillIn):
            ground: Look = {"bg_color": TO_FILL_IN, **({"num_format": _TEXT} if cell.text else {})}
            self._text(place, "", self._formats({**dict(_look(look, look.aligned)), **ground}), bold=False)
        else:
            style = self._style(look, "right" if isinstance(cell, Share) else look.aligned)
            self._text(place, shown(cell), style, bold=look.total)

    def _number(self, place: tuple[int, int], number: float, style: Format) -> None:
        self._join(place, style)
        self.sheet.write_number(self.row, place[0], number, style)

    def _picture(self, place: tuple[int, int], picture: Picture, style: Format) -> None:
        """A picture in its cell, which is as high as it needs."""
        width, height = picture_size(picture)
        scale = width / max(picture.size[0], 1)
        self._high = max(self._high, height * _POINTS + 4)
        self._join(place, style)
        self.sheet.write_blank(self.row, place[0], None, style)
        at = {"x_offset": 2, "y_offset": 2, "x_scale": scale, "y_scale": scale, "object_position": 1}
        self.sheet.insert_image(self.row, place[0], "a.png", {"image_data": io.BytesIO(picture.png), **at})

    def _write(self, col: int, text: str, style: Format) -> None:
        cut = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
        if cut.startswith("<r>"):
            cut = f" {cut}"  # XlsxWriter would write it into the file as markup
        if cut:
            self.sheet.write_string(self.row, col, cut, style)
        else:
            self.sheet.write_blank(self.row, col, None, style)


def part_of_one(share: Share) -> float | None:
    """The number that a cell holds for a share."""
    # Ten places are more than any share has; they take off what the division leaves behind.
    return None if share.value is None else round(share.value / 100, 10)


def percent(share: Share) -> str:
    """The number format of a share with its places."""
    return f"0.{'0' * share.places}%" if share.places else "0%"
