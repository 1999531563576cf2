"""The limits of one annex from outside, counted while it is read; knows no format."""

from __future__ import annotations

from ...domain.model import N_, Note
from ...errors import UnreadableFile

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
# A small file can say "this cell, a hundred thousand times over": what it lays out to is counted, not its size.
MAX_CELLS = 2_000_000
MAX_ELEMENTS = 5_000_000  # of XML: what 2,000,000 cells take, and some more
MAX_LETTERS = 20_000_000

SMALLER = N_("Copy the plan's table alone into a new file and import that.")


def too_large(name: str, why: str | Note) -> UnreadableFile:
    """The refusal of a file beyond the limits."""
    return UnreadableFile(file=name, why=why, advice=SMALLER)


class SizeCount:
    """What has been read of the file ``name`` so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._cells = self._letters = 0

    def add(self, cells: int, letters: int) -> None:
        """Count cells and the letters in them.

        Raises:
            UnreadableFile: beyond the limits
        """
        self._cells += cells
        self._letters += letters
        if self._cells > MAX_CELLS:
            raise too_large(self.name, N_("it has more than 2,000,000 cells"))
        if self._letters > MAX_LETTERS:
            raise too_large(self.name, N_("it holds more than 20,000,000 letters"))

    def row(self, number: int, width: int) -> None:
        """Check a row and how wide it is.

        Raises:
            UnreadableFile: beyond the limits
        """
        if number > MAX_ROWS:
            raise too_large(self.name, N_("it has more than 100,000 rows"))
        if width > MAX_COLUMNS:
            raise too_large(self.name, N_("it has more than 200 columns"))


class Extent:
    """The block from the first cell of a sheet to the last, as which its reader lays it out."""

    def __init__(self) -> None:
        self._top, self._bottom = MAX_ROWS, -1
        self._left, self._right = MAX_COLUMNS, -1

    def take(self, row: int, column: int, down: int = 1, right: int = 1) -> None:
        """A cell, and where it is repeated."""
        self._top, self._bottom = min(self._top, row), max(self._bottom, row + down - 1)
        self._left, self._right = min(self._left, column), max(self._right, column + right - 1)

    @property
    def cells(self) -> int:
        """How many cells it has, empty ones among them."""
        return max(self._bottom - self._top + 1, 0) * max(self._right - self._left + 1, 0)
