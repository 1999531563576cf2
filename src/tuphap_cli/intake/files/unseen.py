"""Parts the rows of a grid that are on the page from those that are not; keeps the words of what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...text import clean_lines
from .source import Covered, LeftOut, Piece, Source, SourceCell, SourceRow, Unseen

_SHOWN = 500  # letters
Words = list[tuple[Unseen, str]]


def tell_unseen(source: Source, sheet: str, row: int, unseen: Iterable[tuple[Unseen, str]], piece: Piece) -> None:
    """Keeps the words that were left out at a place, those of one reason together."""
    by_reason: dict[Unseen, list[str]] = {}
    for why, text in unseen:
        by_reason.setdefault(why, []).append(text)
    for why, texts in by_reason.items():
        words = clean_lines(" | ".join(" ".join(t.split()) for t in texts if t.strip()))
        if words:
            source.left_out.append(LeftOut(sheet, row, piece, why, words[:_SHOWN]))


class PageRows:
    """The rows of the grid ``title`` that are on the page, in ``rows``; the others are kept in ``source``."""

    def __init__(self, title: str, source: Source) -> None:
        self.rows: list[SourceRow] = []
        self._title, self._source = title, source
        self._carried: dict[int, SourceCell] = {}

    def add(self, number: int, cells: Sequence[SourceCell], why: Unseen | None, unseen: Words) -> None:
        """Takes a row, or leaves it out since ``why``; ``unseen`` are the words that its cells do not show."""
        if why is not None:
            texts = [(why, c.text) for c in cells if c.text] + [(why, text) for _, text in unseen]
            tell_unseen(self._source, self._title, number, texts, Piece.ROW)
            # A text merged over hidden rows is shown by the rows below; a deleted one is gone.
            self._carried |= {i: c for i, c in enumerate(cells) if c.text} if why is not Unseen.DELETED else {}
            return
        if self._carried:
            below = enumerate(cells)
            cells = [self._carried.get(i, c) if c.covered is Covered.ABOVE else c for i, c in below]
            self._carried = {}
        blank = not any(cell.text for cell in cells)
        tell_unseen(self._source, self._title, number, unseen, Piece.ROW if blank else Piece.WORDS)
        self.rows.append(SourceRow(number, tuple(cells)))
