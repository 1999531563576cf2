"""Tables that go on over pages put together: repeated headings dropped, rows that a page parts joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..source import Covered
from .ruledtables import RuledCell, RuledTable
from .textlines import LineRoom, TextLine, broke_for_room, joined

_SAME = 4.0  # points: how far the edges of one column are apart on two pages
_ROW_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])[.)]?$")
_OVERFLOWS = 2.2  # times the letters' size: a cell that is cut by the end of its page is full down to here
_WIDEST_PADDING = 8.0


@dataclass(slots=True)
class PlacedCell:
    """A place in the grid: the lines of the cell that begins here, or how it is covered."""

    lines: list[TextLine] = field(default_factory=list)
    span: int = 1
    covered: Covered = Covered.NO
    box: RuledCell | None = None
    full: bool = False  # filled down to its lower edge, so that it may go on overleaf

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(line.text for line in self.lines)


Row = list[PlacedCell]


@dataclass(slots=True)
class PagedTable:
    """The parts of one table, page by page."""

    parts: list[RuledTable]
    _padding: float | None = None

    def takes(self, part: RuledTable) -> bool:
        """Whether ``part``, first on its page, goes on with this table, last on the page before: by its columns."""
        mine, its = self.parts[-1].xs, part.xs
        if abs(mine[0] - its[0]) > _SAME or abs(mine[-1] - its[-1]) > _SAME:
            return False
        few, many = sorted((mine, its), key=len)
        return all(any(abs(x - other) <= _SAME for other in many) for x in few)

    def rows(self) -> list[Row]:
        """All rows in order."""
        xs = self._columns()
        parts = [_placed(part, xs) for part in self.parts]
        rows = parts[0]
        for more in parts[1:]:
            del more[: _repeated(rows, more)]
        everything = [row for part in parts for row in part]
        number = _number_column(everything)
        usual = _usual_columns(everything, number)
        for more in parts[1:]:
            _go_on_merged(rows, more, number)
            if more and rows and self._continues(rows[-1], more[0], number, usual):
                _join(rows[-1], more.pop(0))
            rows.extend(more)
        return rows

    def _continues(self, above: Row, row: Row, number: int | None, usual: set[int]) -> bool:
        """Whether ``row``, the first of a page, is the rest of the row above it.

        It has no number, and lacks cells that rows usually have; or every cell of it goes on with a line that had
        no room for the next word.
        """
        filled = {i for i, cell in enumerate(row) if cell.lines}
        if not filled:
            return True
        if any(row[i].span > 1 and row[i].span * 2 > len(row) for i in filled):
            return False  # a heading over the columns
        if number in filled:
            return False
        numbered = number is None or above[number].lines or above[number].covered
        if usual - filled and numbered:
            return number is not None or all(above[i].full for i in filled)
        return all(above[i].full and self._goes_on(above[i], row[i]) for i in filled)

    def _goes_on(self, above: PlacedCell, below: PlacedCell) -> bool:
        assert above.box is not None, "a cell that is full"
        return broke_for_room(above.lines[-1], below.lines[0], self._room(above.box))

    def texts(self, rows: Sequence[Row]) -> Iterator[list[str]]:
        """The text of each cell, row by row, lines joined where they broke for room."""
        for row in rows:
            yield [joined(cell.lines, self._room(cell.box)) if cell.lines and cell.box else "" for cell in row]

    def _room(self, box: RuledCell) -> LineRoom:
        if self._padding is None:
            self._padding = _padding(self.parts)
        return LineRoom(box.x0 + self._padding, box.x1 - self._padding)

    def _columns(self) -> list[float]:
        """Where the columns of all parts begin, edges that are close together as one."""
        xs: list[float] = []
        for x in sorted(x for part in self.parts for x in part.xs):
            if not xs or x - xs[-1] > _SAME:
                xs.append(x)
        return xs


def _padding(parts: Sequence[RuledTable]) -> float:
    """How far the text stays from the edges of its cell."""
    offsets = sorted(min(a.x0 for a in c.lines) - c.x0 for part in parts for c in part.cells if c.lines)
    return min(max(offsets[len(offsets) // 10], 0.0), _WIDEST_PADDING) if offsets else 0.0


def _placed(part: RuledTable, xs: Sequence[float]) -> list[Row]:
    """The rows of ``part`` with a place for each of the columns ``xs``."""
    places = {x: min(range(len(xs)), key=lambda i, x=x: abs(xs[i] - x)) for x in part.xs}  # type: ignore[misc]
    rows: list[Row] = [[PlacedCell() for _ in xs[1:]] for _ in part.ys[1:]]
    for cell in part.cells:
        first, last = places[cell.x0], places[cell.x1]
        if last <= first:
            continue
        for row in range(cell.row, cell.below):
            for column in range(first, last):
                covered = Covered.LEFT if row == cell.row else Covered.ABOVE
                rows[row][column] = PlacedCell(covered=covered)
        rows[cell.row][first] = PlacedCell(cell.lines, last - first, box=cell, full=_is_full(cell))
    return [row for row in rows if any(c.box or c.covered is not Covered.NO for c in row)]


def _is_full(cell: RuledCell) -> bool:
    return bool(cell.lines) and cell.bottom - cell.lines[-1].bottom < _OVERFLOWS * cell.lines[-1].size


def _repeated(rows: Sequence[Row], more: Sequence[Row]) -> int:
    """With how many rows ``more`` begins that equal the first ones of the table: its headings printed again."""
    count = 0
    for own, again in zip(rows, more, strict=False):
        if not _same(own, again):
            break
        count += 1
    return count


def _same(own: Row, again: Row) -> bool:
    """Whether two rows are the same heading; a few cells of it may have lost their last words in a row too low."""
    pairs = [("".join(a.text.split()), "".join(b.text.split())) for a, b in zip(own, again, strict=True)]
    differing = [(a, b) for a, b in pairs if a != b]
    alike = sum(bool(a) for a, b in pairs if a == b)
    return alike > len(differing) and all(b and a.startswith(b) for a, b in differing)


def _number_column(rows: Sequence[Row]) -> int | None:
    """The column among the first three that numbers the rows."""
    for column in range(min(3, len(rows[0]) if rows else 0)):
        texts = [row[column].text for row in rows[1:] if row[column].text and row[column].span == 1]
        if len(texts) > 1 and sum(bool(_ROW_NUMBER.match(text)) for text in texts) * 3 >= len(texts) * 2:
            return column
    return None


def _go_on_merged(rows: Sequence[Row], more: Sequence[Row], number: int | None) -> None:
    """Marks the blank cells at the top of a page that go on with a merged cell of the page before."""
    if not rows or not more or number is None or not more[0][number].text:
        return
    for above, cell in zip(rows[-1], more[0], strict=True):
        merged = above.covered is Covered.ABOVE or (cell.box is not None and cell.box.below - cell.box.row > 1)
        if cell.box is not None and not cell.lines and merged:
            cell.covered, cell.box = Covered.ABOVE, None


def _usual_columns(rows: Sequence[Row], number: int | None) -> set[int]:
    """The columns that most rows fill, by those that have a number where rows are numbered; without the numbers."""
    counting = [row for row in rows[1:] if number is None or row[number].lines]
    filled = Counter(i for row in counting for i, cell in enumerate(row) if cell.lines and i != number)
    return {i for i, count in filled.items() if count * 3 >= len(counting) * 2}


def _join(above: Row, rest: Row) -> None:
    for cell, more in zip(above, rest, strict=True):
        if not more.lines:
            continue
        cell.lines = [*cell.lines, *more.lines]
        cell.full = more.full
        cell.box = cell.box or more.box
        if cell.covered is not Covered.NO:
            cell.covered, cell.span = Covered.NO, more.span
