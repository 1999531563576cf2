"""The charts of a page as figures of geometry; the template draws them.

Upright bars are placed in parts of the width, so that they fit a telephone while the words keep their size.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from ..i18n import _
from ..reports.base import Chart, Line, Table
from . import shapes
from .cells import shown

_NAME = 46  # letters of a name on a line above its bar: what a telephone shows
_LINE, _BAR, _NOTE, _GAP = 17, 20, 15, 12  # heights
_SCALE = 84.0  # the longest bar with its figure behind it, in parts of a hundred of the width
_DIGIT, _AROUND = 2.4, 1.6  # what a digit takes of a bar on a telephone, and the room around it
_PLOT, _TOP = 170.0, 20.0  # the height of the tallest column, and what is above it
_COLUMN, _BETWEEN, _LETTER = 40, 18, 6.4  # widths
_LABEL_LINES = 3


class Bar(NamedTuple):
    """A rectangle with its tone; ``hint`` names it in full. Lengths are as SVG writes them."""

    x: str
    y: str
    width: str
    height: str
    tone: str
    hint: str


class Word(NamedTuple):
    """A line of text in a picture; ``kind`` is its class: "name", "group", "inside", "figure", "note" or "tick"."""

    x: str
    y: str
    text: str
    kind: str


class ChartPicture(NamedTuple):
    """A drawn chart; ``width`` 0 is as wide as the page. ``legend`` are tones and what they mean."""

    kind: str
    title: str
    description: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]
    legend: tuple[tuple[str, str], ...]


class _Piece(NamedTuple):
    value: float
    text: str
    tone: str
    meaning: str


def picture(table: Table) -> ChartPicture | None:
    """The chart of ``table``, or None where there is nothing to draw."""
    chart = shapes.charted(table)
    if chart is None:
        return None
    names = [shown(table.columns[i].heading) for i in chart.series]
    legend = tuple(zip(shapes.tones(table, chart), names, strict=True))
    width, height, bars, words = _columns(table, chart) if chart.kind == "columns" else _lying(table, chart)
    described = _("Shows: {what}. The figures stand in the table.").format(what=", ".join(filter(None, names)))
    return ChartPicture(chart.kind, chart.title, described, width, height, tuple(bars), tuple(words), legend)


def _pieces(table: Table, chart: Chart, line: Line) -> list[_Piece]:
    cells = shapes.padded(table, line.cells)
    return [
        _Piece(max(0.0, shapes.figure(cells[i])), shown(cells[i]), tone, shown(table.columns[i].heading))
        for i, tone in zip(chart.series, shapes.tones(table, chart), strict=True)
    ]


def _lying(table: Table, chart: Chart) -> tuple[int, int, list[Bar], list[Word]]:
    """A bar a line, below its name; what is too short for its figure is named under the bar."""
    twigs = shapes.twigs(table)
    rows = [_pieces(table, chart, line) for line in twigs]
    longest = max(sum(piece.value for piece in row) for row in rows) or 1.0
    bars: list[Bar] = []
    words: list[Word] = []
    y = 0
    for line in table.lines:
        head = line.tone == "head"
        if not head and not any(line is twig for twig in twigs):
            continue
        name = shapes.joined(line) if head else shown(shapes.padded(table, line.cells)[chart.label])
        for part in _wrapped(name, _NAME):
            y += _LINE
            words.append(Word("0", str(y - 4), part, "group" if head else "name"))
        if not head:
            y = _one(_pieces(table, chart, line), longest, y, bars, words, stacked=chart.kind == "stacked")
    return 0, max(y, _LINE), bars, words


def _one(
    pieces: Sequence[_Piece], longest: float, y: int, bars: list[Bar], words: list[Word], *, stacked: bool
) -> int:
    """Draw one bar from ``y`` on; where the next line begins."""
    x, middle = 0.0, str(y + _BAR - 5)
    small: list[str] = []
    for piece in pieces:
        width = (100.0 if stacked else _SCALE) * piece.value / longest
        meaning = f"{piece.meaning}: {piece.text}"
        if width:
            bars.append(Bar(_part(x), str(y), _part(width), str(_BAR), piece.tone, meaning))
        if stacked and width >= _AROUND + _DIGIT * len(piece.text):
            words.append(Word(_part(x + width / 2), middle, piece.text, "inside"))
        elif stacked and width:
            small.append(meaning)
        x += width
    if not stacked or not x:
        words.append(Word(_part(x), middle, pieces[0].text, "figure"))
    y += _BAR
    for part in _packed(small, _NAME + 6):
        y += _NOTE
        words.append(Word("0", str(y - 3), part, "note"))
    return y + _GAP


def _columns(table: Table, chart: Chart) -> tuple[int, int, list[Bar], list[Word]]:
    """The columns of each line side by side, the line's name below them."""
    lines = [line for line in table.lines if line.tone != "head"]
    rows = [_pieces(table, chart, line) for line in lines]
    tallest = max(piece.value for row in rows for piece in row) or 1.0
    group = max(_COLUMN * len(chart.series) + _BETWEEN, 78)
    inset = (group - _COLUMN * len(chart.series)) / 2
    bars: list[Bar] = []
    words: list[Word] = []
    deepest = 0
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        left = number * group + inset
        for piece in row:
            height = _PLOT * piece.value / tallest
            top = _TOP + _PLOT - height
            hint = f"{piece.meaning}: {piece.text}"
            bars.append(Bar(_px(left + 2), _px(top), _px(_COLUMN - 4), _px(height), piece.tone, hint))
            words.append(Word(_px(left + _COLUMN / 2), _px(top - 5), piece.text, "above"))
            left += _COLUMN
        name = shown(shapes.padded(table, line.cells)[chart.label])
        parts = _wrapped(name, int((group - 6) / _LETTER))
        if len(parts) > _LABEL_LINES:
            parts = [*parts[: _LABEL_LINES - 1], f"{parts[_LABEL_LINES - 1]}…"]
        deepest = max(deepest, len(parts))
        for i, part in enumerate(parts):
            words.append(Word(_px((number + 0.5) * group), _px(_TOP + _PLOT + 16 + i * _NOTE), part, "tick"))
    return round(group * len(lines)), round(_TOP + _PLOT + 8 + deepest * _NOTE), bars, words


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room, break_on_hyphens=False)


def _packed(items: Sequence[str], room: int) -> list[str]:
    """``items`` on as few lines of ``room`` letters as hold them whole."""
    found: list[str] = []
    for item in items:
        if found and len(found[-1]) + 2 + len(item) <= room:
            found[-1] += f"; {item}"
        else:
            found.append(item)
    return found


def _part(value: float) -> str:
    return f"{value:.2f}%"


def _px(value: float) -> str:
    return f"{value:.1f}"
