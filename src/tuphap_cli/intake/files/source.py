"""What a file holds before its meaning is known: paragraphs and grids of cells with positions; no tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ...domain.model import N_

TABLE = N_("Bảng {number}")  # the name of a grid that has none of its own
PAGE = N_("Trang {number}")


class Covered(StrEnum):
    """How a cell without text of its own is covered by a merged one."""

    NO = ""
    LEFT = "left"
    ABOVE = "above"


class Unseen(StrEnum):
    """Why something in a file is not on its page, or no longer counts there."""

    HIDDEN = "hidden"
    FILTERED = "filtered"
    STRUCK = "struck"
    DELETED = "deleted"


class Piece(StrEnum):
    """How much of a file was left out."""

    WORDS = "words"
    ROW = "row"
    COLUMN = "column"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out of a file since it is not on its page: where (row 0 is a whole sheet), why, its words."""

    sheet: str
    row: int
    piece: Piece
    why: Unseen
    words: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Something beside paragraphs and tables that was not read as such, and where it is (row 0: anywhere in it).

    ``what`` is "box", "nested", "embedded" or "picture"; of a PDF also "crowded", "struck" or "recognised".
    "converted" says that another program has turned the file into the one that was read.
    """

    what: str
    text: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: cleaned text with its line breaks, and what merging says.

    ``span`` is the number of columns of a merged anchor. ``fault`` names what the file says is broken ("#REF!").
    ``unseen`` are words that were left out of it; ``notes`` the footnotes and comments that hang on it.
    """

    text: str = ""
    bold: bool = False
    span: int = 1
    covered: Covered = Covered.NO
    fault: str = ""
    unseen: str = ""
    notes: tuple[str, ...] = ()
    picture: bytes = b""  # PNG, where the text was recognised in a scan


EMPTY = SourceCell()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a grid with its number (from 1) as the clerk sees it."""

    number: int
    cells: tuple[SourceCell, ...]

    def cell(self, column: int) -> SourceCell:
        """The cell in ``column`` (from 0); rows may lack their last cells."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def blank(self) -> bool:
        """Whether no cell holds text or a fault."""
        return not any(cell.text or cell.fault for cell in self.cells)


@dataclass(slots=True)
class SourceGrid:
    """A table or a sheet. ``before`` holds the paragraphs between the grid above and this one; ``paged`` says that
    it is in running text, where a table may be parted by pages."""

    name: str
    rows: list[SourceRow]
    before: list[str] = field(default_factory=list)
    paged: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph of the body with its number in the file (from 1); automatic numbering is part of the text."""

    number: int
    text: str
    bold: bool = False
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Source:
    """A file's content in reading order."""

    grids: list[SourceGrid] = field(default_factory=list)
    paragraphs: list[SourceParagraph] = field(default_factory=list)
    # Where cells were cleaned of characters that hide something: the sheet or table, and the row from 1.
    cleaned: list[tuple[str, int]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    recognised: bool = False  # by a machine, in pictures of pages: what it says may be misread
