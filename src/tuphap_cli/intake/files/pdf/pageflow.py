"""The text of a PDF outside its tables: running heads left out, columns parted, paragraphs joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ....text import fold
from .ruledtables import RuledTable
from .textlines import LineRoom, TextLine, broke_for_room, common, joined, parted

_MARGIN = 0.12  # of the page's height: where running heads and page numbers are
_OFTEN = 3
_PAGE_NUMBER = re.compile(r"^[\s–-]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[\s–-]*$")
_STATE = "cong hoa xa hoi chu nghia viet nam"
_APART = 2.5  # times the letters' size: a gap that no justified line has
_IN_LETTERHEAD = 0.7
_LETTERHEAD_LINES = 12
_INDENT = 8.0
_STARTS = re.compile(
    r"^(?:[-–+•*●○▪◦]\s*\S|[a-zđ]\)\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|[IVX]{1,5}[.)]\s|[A-ZĐ][.)]\s|"
    r"(?:Điều|Chương|Phần|Mục|Phụ lục)\s+[\dIVX]+)",
)


@dataclass(slots=True)
class FlowPage:
    """A page's lines outside its tables, from top to bottom, and its tables."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[RuledTable]

    def blocks(self) -> Iterator[RuledTable | list[TextLine]]:
        """Tables and the runs of lines between them, from top to bottom."""
        run: list[TextLine] = []
        lines = list(self.lines)
        for table in self.tables:
            while lines and lines[0].top < table.top:
                run.append(lines.pop(0))
            if run:
                yield run
            run = []
            yield table
        if lines:
            yield lines


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its text, and whether all of it is bold."""

    text: str
    bold: bool


def leave_out_running_heads(pages: Sequence[FlowPage]) -> list[str]:
    """Takes page numbers and what is in the margin of several pages out of ``pages``; returns their words."""
    seen = Counter(key for page in pages for key in {_key(page, line) for line in _in_margin(page)})
    often = min(_OFTEN, max(len(pages), 2))
    left_out: dict[str, None] = {}
    for page in pages:
        for line in _in_margin(page):
            if _PAGE_NUMBER.match(fold(line.text)) or seen[_key(page, line)] >= often:
                page.lines.remove(line)
                left_out[line.text] = None
    return list(left_out)


def _in_margin(page: FlowPage) -> list[TextLine]:
    """The lines in the margins that have no text or table between them and the edge of the page."""
    top, low = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [line for line in page.lines if line.bottom < top or line.top > low]


def _key(page: FlowPage, line: TextLine) -> tuple[str, int]:
    above = line.top < page.height / 2
    return re.sub(r"\d+", "#", fold(line.text)), round((line.top if above else page.height - line.top) / 6)


def in_order(lines: Sequence[TextLine], *, first: bool) -> list[TextLine]:
    """``lines`` as they are read: in a letterhead or beside the signature, the left column before the right one.

    ``first`` says that they are at the top of the file, where a letterhead is.
    """
    ordered: list[TextLine] = []
    block = _Columns()
    for index, line in enumerate(lines):
        halves = _halves(line, letterhead=first and index < _LETTERHEAD_LINES)
        if len(halves) == 2 and (block.left or _begins_block(halves, first=first and index < _LETTERHEAD_LINES)):
            block.left.append(halves[0])
            block.right.append(halves[1])
        elif not block.takes(line):
            ordered.extend(block.close())
            ordered.append(line)
    return ordered + block.close()


def _halves(line: TextLine, *, letterhead: bool) -> list[TextLine]:
    parts = parted(line, _APART * line.size)
    if len(parts) == 1 and letterhead and _STATE in fold(line.text):
        parts = parted(line, _IN_LETTERHEAD * line.size)
    return parts


def _begins_block(halves: Sequence[TextLine], *, first: bool) -> bool:
    texts = [fold(half.text) for half in halves]
    return first or any(text.startswith("noi nhan") or _STATE in text for text in texts)


@dataclass(slots=True)
class _Columns:
    """Two columns of lines beside each other, as far as they were met."""

    left: list[TextLine] = field(default_factory=list)
    right: list[TextLine] = field(default_factory=list)

    def takes(self, line: TextLine) -> bool:
        """Whether ``line`` goes on with one of the columns, right below it; then it is taken."""
        for column in (self.left, self.right):
            if not column:
                return False
            covered = min(line.x1, max(a.x1 for a in column)) - max(line.x0, min(a.x0 for a in column))
            below = line.top - max(a.bottom for a in (*self.left, *self.right))
            if covered * 2 > line.x1 - line.x0 and below < 2 * line.size and self._beside(line, column):
                column.append(line)
                return True
        return False

    def _beside(self, line: TextLine, column: list[TextLine]) -> bool:
        if column is self.left:
            return line.x1 < min(a.x0 for a in self.right)
        return line.x0 > max(a.x1 for a in self.left)

    def close(self) -> list[TextLine]:
        """The lines of both columns, one column after the other."""
        lines = [*self.left, *self.right]
        for line in lines:
            line.alone = True
        self.left, self.right = [], []
        return lines


@dataclass(slots=True)
class ParagraphJoiner:
    """Joins lines to paragraphs, over the pages too."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    _open: list[TextLine] = field(default_factory=list)
    _room: LineRoom = field(default_factory=lambda: LineRoom(0.0, 0.0))

    def add(self, lines: Sequence[TextLine]) -> None:
        """Goes on with the ``lines`` of a page."""
        room = _room_of(lines)
        pitch = common((b.bottom - a.bottom for a, b in pairwise(lines)), 1.0)
        for index, line in enumerate(lines):
            if self._open and self._starts(self._open[-1], line, room, pitch if index else None):
                self.close()
            self._open.append(line)
            self._room = room

    def close(self) -> None:
        """Ends the paragraph: a table follows, or the end of the file."""
        if self._open:
            text = joined(self._open, LineRoom(self._room.left, max(self._room.right, 1e6))).replace("\n", " ")
            self.paragraphs.append(Paragraph(text, all(line.bold for line in self._open)))
        self._open = []

    def _starts(self, above: TextLine, below: TextLine, room: LineRoom, pitch: float | None) -> bool:
        """Whether ``below`` begins a paragraph of its own."""
        if above.alone or below.alone:
            return True
        if _STARTS.match(below.text) or above.bold != below.bold or abs(above.size - below.size) > 1:
            return True
        if pitch is not None and not 0 < below.bottom - above.bottom < pitch * 1.25 + 1:
            return True
        indent = below.x0 - room.left
        if indent > _INDENT and abs(above.x0 - room.left) < 2 and abs(indent - (room.right - below.x1)) > 3:
            return True
        return not broke_for_room(above, below, room)


def _room_of(lines: Sequence[TextLine]) -> LineRoom:
    """From where to where the lines of a page reach; a single one that reaches farther does not count."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    right = next((x for x in ends if sum(abs(x - other) < 3 for other in ends) > 2), ends[0])
    return LineRoom(min(line.x0 for line in lines), right)
