"""Pictures of figures in plain characters: bars whose pieces differ in shape, so that they need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..i18n import vn_number
from ..reports.base import Cell, Chart, Table
from . import shapes
from .cells import harmless, places, shown

WIDTH = 80  # places of a line where none is said
LONGEST = 40  # places of the longest bar
NAME = 32  # places of a name beside its bar
# What a piece of a bar is made of, by the tone of its column; without one, in the order of the columns.
_PIECES = {"good": "█", "warn": "▓", "calm": "▒", "bad": "X", "pale": "·"}
_OTHERS = "█▒░+·"


def drawn(table: Table, width: int = WIDTH) -> Iterator[str]:
    """The lines of the chart of ``table``: a legend, then a bar for each row, or for each series of a row.

    ``width`` are the places of a line; a bar is never longer than LONGEST.
    """
    chart = table.chart
    if chart is None or not table.lines:
        return
    lines = shapes.twigs(table)
    rows = [line.cells for line in lines]
    pieces = [_PIECES.get(table.columns[i].tone) or _OTHERS[n % 5] for n, i in enumerate(chart.series)]
    names = [shown(table.columns[i].heading) for i in chart.series]
    if len(chart.series) > 1:
        yield from _legend([f"{piece} {name}" for piece, name in zip(pieces, names, strict=True)], width)
    labels = [_short(shown(line.cells[chart.label])) for line in lines]
    room = max(map(places, labels))
    most = _most(chart, rows)
    for label, cells in zip(labels, rows, strict=True):
        counts = [_count(cells[i]) for i in chart.series]
        name = label + " " * (room - places(label))
        if chart.kind == "stacked":
            yield f"{name}  {_bar(counts, pieces, most)} {vn_number(sum(counts))}".rstrip()
        else:
            for n, (count, piece) in enumerate(zip(counts, pieces, strict=True)):
                yield f"{name if n == 0 else ' ' * room}  {_bar([count], [piece], most)} {vn_number(count)}".rstrip()


def _legend(entries: Sequence[str], width: int) -> Iterator[str]:
    line = ""
    for entry in entries:
        if line and places(line) + 2 + places(entry) > width:
            yield line
            line = ""
        line = f"{line}  {entry}" if line else entry
    yield line


def _most(chart: Chart, rows: Sequence[Sequence[Cell]]) -> int:
    """What the longest bar stands for."""
    counts = [[_count(cells[i]) for i in chart.series] for cells in rows]
    return max((sum(row) if chart.kind == "stacked" else max(row) for row in counts), default=0)


def _bar(counts: Sequence[int], pieces: Sequence[str], most: int) -> str:
    """A bar; what is not nothing has at least one place."""
    scale = min(1.0, LONGEST / most) if most else 0
    return "".join(piece * max(1, round(count * scale)) for count, piece in zip(counts, pieces, strict=True) if count)


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _short(name: str) -> str:
    plain = " ".join(harmless(name).split())
    return plain if places(plain) <= NAME else f"{plain[: NAME - 1]}…"
