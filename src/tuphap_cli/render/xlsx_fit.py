"""How wide the columns of a sheet are and how high its rows: programs do not find that out for themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ..reports.base import Cell, Line, Picture, Table
from . import shapes
from .cells import harmless, shown

PAGE = 84  # what a page upright holds, in widths of a digit
LINE = 16.5  # the height of a line of text, in points, rather too much than too little
ROW = 15.75  # the height of a row that is left to the program
_WIDEST, _WIDEST_NAME, _WIDEST_LISTED, _WIDEST_GROUP = 20, 40, 60, 26
# A list wider than this would be too small on paper: its columns of texts become narrower, down to the other width.
_READABLE, _NARROWEST_TEXT = 160.0, 18.0
_FIGURE, _FIGURE_WIDEST = 9.0, 13.0  # the columns of figures in tables that share them
FILTER = 3  # what the arrow of a filter takes beside a heading
_SLACK = 0.7  # what a cell keeps free beside its text
_BOLD = 1.08
_SHOWN, _WIDEST_PICTURE = 0.64, 260  # a scan of 150 dots per inch on a screen of 96; pixels
_DIGIT = 7  # pixels
_BLANK, _WIDEST_LETTER = 0.6, 1.5  # in widths of a digit
# Widths of letters in widths of a digit, as in the type that offices write with.
_NARROW, _WIDE = set(" .,:;'|!()[]/-–ijltfrIJìíỉĩị"), set("mwMWOQƠĐÔ%—…")


class Grid(NamedTuple):
    """The columns of a sheet: their widths, and for each table the first and last of them for each of its columns."""

    widths: tuple[float, ...]
    places: tuple[tuple[tuple[int, int], ...], ...]
    listing: bool = False


class _Measured(NamedTuple):
    """A table and the longest value of each of its columns, in widths of a digit; ``heads`` is that of head lines.

    ``heads`` is None without head lines.
    """

    table: Table
    longest: tuple[float, ...]
    heads: float | None

    def width(self, i: int, *, listing: bool) -> float:
        """The room for a column in widths of a digit: its longest value within limits, its heading's longest word."""
        column = self.table.columns[i]
        widest = (_WIDEST_LISTED if listing else _WIDEST_NAME) if column.flexible else _WIDEST
        heading = harmless(column.heading)
        words = max((measured(word) for word in heading.split()), default=0.0)
        # A heading may take three lines.
        needed = _BOLD * max(words, measured(heading) / 2.6) + (FILTER if listing else 0)
        return max(min(widest, self.longest[i] * _BOLD), needed) + 1.5

    @property
    def numbered(self) -> bool:
        """Whether the names are in the column behind a narrow one, as that of their numbers."""
        return shapes.names_at(self.table) == 1 and self.width(0, listing=False) <= _FIGURE

    def left(self, names: int) -> int:
        """How many columns of the sheet it leaves free, so that its names are in the column ``names``."""
        return int(names == 1 and shapes.names_at(self.table) == 0)


def _measure(table: Table) -> _Measured:
    """Measure a table in one pass over its lines."""
    longest, heads = [0.0] * len(table.columns), None
    enough = [(_WIDEST_LISTED if column.flexible else _WIDEST) / _BOLD for column in table.columns]
    for line in chain(table.lines, [Line(table.footer)]):
        if line.tone == "head":
            heads = max(heads or 0.0, measured(shapes.joined(line)))
            continue
        for i, cell in enumerate(line.cells[: len(longest)]):
            if longest[i] >= enough[i]:  # the column grows no wider
                continue
            if isinstance(cell, date):
                longest[i] = max(longest[i], _DAY)
            elif isinstance(cell, Picture):
                longest[i] = max(longest[i], picture_size(cell)[0] / _DIGIT)
            elif len(text := shown(cell)) * _WIDEST_LETTER > longest[i]:
                longest[i] = max(longest[i], *map(measured, text.splitlines()))
    return _Measured(table, tuple(longest), heads)


def picture_size(picture: Picture) -> tuple[float, float]:
    """How wide and high a picture is shown, in pixels of a screen."""
    width, height = picture.size
    scale = min(_SHOWN, _WIDEST_PICTURE / max(width, 1))
    return width * scale, height * scale


def placed(tables: Sequence[Table], *, listing: bool) -> Grid:
    """The columns of a sheet of ``tables``."""
    found = [_measure(table) for table in tables]
    widths, places = _listed(found[0]) if listing and tables else _stacked(found)
    widest = max(range(len(widths)), key=lambda col: widths[col])
    widths[widest] += max(0.0, PAGE - sum(widths))
    return Grid(tuple(widths), tuple(places), listing)


def _listed(table: _Measured) -> tuple[list[float], list[tuple[tuple[int, int], ...]]]:
    """A column for each; before them one for the groups, where there are any."""
    columns = range(len(table.longest))
    grouped = table.heads is not None
    widths = [table.width(i, listing=True) for i in columns]
    if table.heads is not None:
        widths.insert(0, max(12.0, min(_WIDEST_GROUP, table.heads + 2)))
    texts = [i + grouped for i in columns if table.table.columns[i].flexible] + [0] * grouped
    while sum(widths) > _READABLE and max((widths[i] for i in texts), default=0.0) > _NARROWEST_TEXT:
        widths[max(texts, key=lambda i: widths[i])] -= 1
    return widths or [0.0], [tuple((i + grouped, i + grouped) for i in columns)]


def _stacked(tables: Sequence[_Measured]) -> tuple[list[float], list[tuple[tuple[int, int], ...]]]:
    """Tables one below the other: their names in one column, what is wider than a figure over several columns."""
    drawn = [found for found in tables if found.table.headed and found.table.lines]
    names = int(any(found.numbered for found in drawn))
    widths = [0.0] * (names + 1)
    for found in drawn:
        left = found.left(names)
        for i, column in enumerate(found.table.columns):
            if left + i > names:
                widths += [_FIGURE] * (left + i + 1 - len(widths))
            most = _FIGURE_WIDEST if left + i > names else _WIDEST_NAME
            if left + i <= names or not column.flexible:
                widths[left + i] = max(widths[left + i], min(most, found.width(i, listing=False)))
    return widths, [_spread(found, found.left(names), widths) for found in tables]


def _spread(found: _Measured, col: int, widths: list[float]) -> tuple[tuple[int, int], ...]:
    """The columns of the sheet, from ``col`` on, that each column of a table takes; ``widths`` grows as needed."""
    places = []
    for i in range(len(found.longest)):
        needed = min(_WIDEST_NAME, found.width(i, listing=False)) if found.table.lines else 0.0
        last, room = col, 0.0
        while True:
            widths += [_FIGURE] * (last + 1 - len(widths))
            room += widths[last]
            if room + 1 >= needed:
                break
            last += 1
        places.append((col, last))
        col = last + 1
    return tuple(places)


def row_lines(cells: Sequence[Cell], places: Sequence[tuple[int, int]], widths: Sequence[float]) -> int:
    """About how many lines a row of ``cells`` takes in its ``places`` among columns of ``widths``."""
    rooms = [sum(widths[first : last + 1]) for first, last in places]
    return max((lines(shown(cell), room) for cell, room in zip(cells, rooms, strict=False)), default=1)


def measured(text: str) -> float:
    """About how wide ``text`` is on one line, in widths of a digit."""
    words = text.split(" ")
    return sum(map(_word, words)) + _BLANK * (len(words) - 1)


@lru_cache(maxsize=16_384)  # more words than a report has, which come again in every title
def _word(word: str) -> float:
    wide = sum(map(_WIDE.__contains__, word))
    narrow = sum(map(_NARROW.__contains__, word))
    upper = sum(sign.isupper() and sign not in _WIDE and sign not in _NARROW for sign in word)
    return 1.5 * wide + 0.6 * narrow + 1.35 * upper + 0.98 * (len(word) - wide - narrow - upper)


_DAY = measured("01/01/2000")  # digits are all of one width


def lines(text: str, width: float, *, bold: bool = False, size: float = 1.0) -> int:
    """How many lines ``text`` takes in a cell of ``width`` digits; ``size``: of the type, 1 being the usual."""
    room = max(1.0, (width - _SLACK) / size / (_BOLD if bold else 1))
    if len(text) * _WIDEST_LETTER <= room and "\n" not in text:
        return 1
    parts = text.splitlines()
    if len(parts) == 1:
        return _line_count(text, room)
    return max(1, sum(_line_count(part, room) for part in parts))


@lru_cache(maxsize=4096)  # the same units, groups and documents come again and again
def _line_count(text: str, room: float) -> int:
    count, taken = 1, 0.0
    for long in map(_word, text.split()):
        if taken and taken + _BLANK + long > room:
            count, taken = count + 1, 0.0
        if long > room:  # a word that fits no line is broken
            count += math.ceil(long / room) - 1
        taken += long + (_BLANK if taken else 0)
    return count
