"""The tables of one page by their ruling lines: cells with their lines of text, and how they are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber import table as ruling

from .pagemarks import Glyph, PageMarks
from .textlines import TextLine, lines_of

_SNAP = 3.0


@dataclass(slots=True)
class RuledCell:
    """A cell: its box, the columns and rows that it covers (from 0, the last one not included), its lines."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    column: int
    below: int
    right: int
    lines: list[TextLine] = field(default_factory=list)
    page: int = 0


@dataclass(slots=True)
class RuledTable:
    """A table: where its columns and rows begin, the last value being where it ends; its cells in reading order."""

    xs: list[float]
    ys: list[float]
    cells: list[RuledCell]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.ys[-1]


def tables_of(page: PageMarks) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables of ``page`` with their text, and the letters that stand in none of them."""
    tables = [_table(boxes, page.number) for boxes in _boxes(page)]
    tables.sort(key=lambda t: (t.top, t.xs[0]))
    inside: dict[int, list[Glyph]] = {}
    cells = {id(cell): cell for table in tables for cell in table.cells}
    places = [(table, _owners(table)) for table in tables]
    outside: list[Glyph] = []
    for letter in page.letters:
        cell = _cell_of(letter, places)
        (outside if cell is None else inside.setdefault(id(cell), [])).append(letter)
    for key, letters in inside.items():
        cells[key].lines = lines_of(letters)
    return tables, outside


def _boxes(page: PageMarks) -> list[list[tuple[float, float, float, float]]]:
    """The boxes of the cells, table by table."""
    edges: list[dict[str, Any]] = [
        {
            "object_type": "line",
            "x0": s.x0,
            "x1": s.x1,
            "top": s.top,
            "bottom": s.bottom,
            "width": s.x1 - s.x0,
            "height": s.bottom - s.top,
            "orientation": "h" if s.top == s.bottom else "v",
        }
        for s in page.strokes
    ]
    merged = ruling.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = ruling.edges_to_intersections(merged, _SNAP, _SNAP)
    return ruling.cells_to_tables(ruling.intersections_to_cells(crossings))


def _table(boxes: Sequence[tuple[float, float, float, float]], page: int) -> RuledTable:
    xs = sorted({x for x0, _t, x1, _b in boxes for x in (x0, x1)})
    ys = sorted({y for _x, top, _r, bottom in boxes for y in (top, bottom)})
    cells = [
        RuledCell(x0, top, x1, bottom, ys.index(top), xs.index(x0), ys.index(bottom), xs.index(x1), page=page)
        for x0, top, x1, bottom in boxes
    ]
    return RuledTable(xs, ys, sorted(cells, key=lambda c: (c.row, c.column)))


def _owners(table: RuledTable) -> dict[tuple[int, int], RuledCell]:
    return {
        (r, c): cell
        for cell in table.cells
        for r in range(cell.row, cell.below)
        for c in range(cell.column, cell.right)
    }


def _cell_of(
    letter: Glyph, places: Sequence[tuple[RuledTable, dict[tuple[int, int], RuledCell]]]
) -> RuledCell | None:
    x, y = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
    for table, owners in places:
        if table.top <= y <= table.bottom and table.xs[0] <= x <= table.xs[-1]:
            cell = owners.get((bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1))
            if cell is not None:
                return cell
    return None
