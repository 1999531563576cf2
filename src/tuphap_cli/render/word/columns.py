"""How wide the columns of a table are, and how large its letters: no word torn but overlong ones, few lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...reports.base import Cell, Table
from ..cells import shown
from .measure import MM, count_lines, longest_line, longest_word, narrowest, word_widths

STYLE_SIZE = 12  # of the styles of cells
SMALLER_FROM = 8  # columns: more than seven are set a point smaller
SMALLEST = 9  # only where a word would otherwise be torn
MARGIN = round(1.2 * MM)  # left and right of a cell's text
_SPARE = 30  # twips: fonts differ by a little from machine to machine
_PADDING = 2 * MARGIN + _SPARE
_ROOM_TO_READ = round(25 * MM)  # in a flexible column
_ROOM_TO_WRITE = round(38 * MM)  # in one that is empty as yet: causes are written in by hand
_WIDEST_WORD = 0.3  # of the page: longer ones (an address, a path) may be torn, and not the rest squeezed
_WIDEST_FIXED = 0.2  # of the page, for columns that are not said to be flexible
_HEADING_LINES = (2, 3, 4)  # a heading may wrap, but not into a tower where there is room
_FLEXIBLE_SHARE = 0.4  # of the page, which headings of other columns leave to flexible ones
_ONE_WORD = 1.2  # times its longest word: a cell so wide is not broken to win room
_SAMPLE = 60  # rows by which the columns of a long table are weighed against each other
_MOVE = round(2 * MM)
_MOVES = 80


class Fit(NamedTuple):
    """The size of the letters in points and the widths of the columns in twips."""

    size: int
    widths: tuple[int, ...]


class Need(NamedTuple):
    """What a column needs, in twips: its longest word (as far as words are kept whole), its longest line, the mean of
    its cells that say anything.

    ``headings`` are the widths at which its heading takes as few lines as _HEADING_LINES names; ``words`` are the
    widths of the words of its cells, line by line.
    """

    word: int
    line: int
    mean: int
    flexible: bool
    headings: tuple[int, ...]
    words: list[list[list[int]]]


def fit(table: Table, room: int) -> Fit:
    """The largest size at which no word is torn, and the columns' widths that add up to ``room``."""
    size = STYLE_SIZE if len(table.columns) < SMALLER_FROM else STYLE_SIZE - 1
    widest = round(room * _WIDEST_WORD)
    needs = _needs(table, size, widest)
    while size > SMALLEST and sum(need.word for need in needs) > room:
        size -= 1
        needs = _needs(table, size, widest)
    return Fit(size, _widths(needs, room))


class _Seen:
    """What the cells of a column need, so far: the longest word and line, and how long lines are altogether."""

    def __init__(self) -> None:
        self.word = self.line = self.total = self.said = 0

    def add(self, text: str, size: int, *, bold: bool = False, heading: bool = False) -> None:
        """Take a text into account; a heading may be broken, so that only its words count."""
        self.word = max(self.word, longest_word(text, size, bold=bold))
        line = 0 if heading else longest_line(text, size, bold=bold)
        self.line = max(self.line, line)
        self.total += line
        self.said += bool(line)


def _needs(table: Table, size: int, widest: int) -> list[Need]:
    """What each column needs, found in one pass over the lines."""
    step = sum(line.tone != "head" for line in table.lines) // _SAMPLE + 1
    seen = [_Seen() for _column in table.columns]
    sample: list[tuple[Cell, ...]] = []
    number = 0
    for line in table.lines:
        if line.tone == "head":
            continue
        if number % step == 0:
            sample.append(line.cells)
        number += 1
        for found, cell in zip(seen, line.cells, strict=False):
            found.add(shown(cell), size)
    needs = []
    for i, (column, found) in enumerate(zip(table.columns, seen, strict=True)):
        found.add(column.heading, size, bold=True, heading=True)
        for cell in table.footer[i : i + 1]:
            found.add(shown(cell), size, bold=True)
        room_needed = (_ROOM_TO_READ if found.said else _ROOM_TO_WRITE) if column.flexible else 0
        word = max(min(found.word, widest) + _PADDING, room_needed)
        needs.append(
            Need(
                word=word,
                line=max(word, found.line + _PADDING),
                mean=found.total // max(found.said, 1) + _PADDING,
                flexible=column.flexible,
                headings=tuple(
                    narrowest(column.heading, size, count, bold=True) + _PADDING for count in _HEADING_LINES
                ),
                words=[word_widths(shown(cells[i]) if i < len(cells) else "", size) for cells in sample],
            )
        )
    return needs


def _widths(needs: Sequence[Need], room: int) -> tuple[int, ...]:
    if not any(need.flexible for need in needs):
        needs = [need._replace(flexible=need.line > room * _WIDEST_FIXED) for need in needs]
    wanted = _wanted(needs, room)
    if sum(wanted) <= room:
        growing = [need.flexible for need in needs] if any(need.flexible for need in needs) else [True] * len(needs)
        return _shared(wanted, [w if grows else 0 for w, grows in zip(wanted, growing, strict=True)], room)
    return _balanced(needs, room)


def _wanted(needs: Sequence[Need], room: int) -> list[int]:
    """Flexible columns on one line; the others with headings as low as the room allows."""
    fixed = [max(need.word, min(need.line, round(room * _WIDEST_FIXED))) for need in needs]
    count = sum(need.flexible for need in needs)
    least = sum(min(need.line, round(room * _FLEXIBLE_SHARE / count)) for need in needs if need.flexible)
    for lines in range(len(_HEADING_LINES)):
        lower = [max(width, need.headings[lines]) for width, need in zip(fixed, needs, strict=True)]
        if least + sum(width for width, need in zip(lower, needs, strict=True) if not need.flexible) <= room:
            fixed = lower
            break
    return [need.line if need.flexible else width for width, need in zip(fixed, needs, strict=True)]


def _balanced(needs: Sequence[Need], room: int) -> tuple[int, ...]:
    """Where not everything fits: widths by which the table becomes as low as can be, no column below its words."""
    least = [need.line if need.line <= need.word * _ONE_WORD else need.word for need in needs]
    if sum(least) > room:
        least = [need.word for need in needs]
    open_ = [i for i, need in enumerate(needs) if need.line > least[i]]
    if sum(least) >= room or not open_:
        return _shared(least, least, room)
    widths = _shared(least, [need.mean if i in open_ else 0 for i, need in enumerate(needs)], room)
    heights: dict[tuple[int, int], list[int]] = {}

    def height(tried: Sequence[int]) -> tuple[int, int]:
        """Lines of the whole table, and of all its cells."""
        for i in open_:
            if (i, tried[i]) not in heights:
                heights[i, tried[i]] = [count_lines(cell, tried[i] - _PADDING) for cell in needs[i].words]
        rows = list(zip(*(heights[i, tried[i]] for i in open_), strict=True))
        return sum(map(max, rows)), sum(map(sum, rows))

    for _step in range(_MOVES):
        moves = [_moved(widths, giver, taker) for giver in open_ for taker in open_ if giver != taker]
        better = min((move for move in moves if all(map(int.__ge__, move, least))), key=height, default=widths)
        if height(better) >= height(widths):
            break
        widths = better
    return widths


def _moved(widths: Sequence[int], giver: int, taker: int) -> tuple[int, ...]:
    moved = list(widths)
    moved[giver] -= _MOVE
    moved[taker] += _MOVE
    return tuple(moved)


def _shared(widths: Sequence[int], weights: Sequence[int], room: int) -> tuple[int, ...]:
    """``widths`` with what is over or lacking to ``room`` spread by ``weights``."""
    over, whole = room - sum(widths), sum(weights) or 1
    spread = [width + over * weight // whole for width, weight in zip(widths, weights, strict=True)]
    spread[max(range(len(spread)), key=spread.__getitem__)] += room - sum(spread)
    return tuple(spread)
