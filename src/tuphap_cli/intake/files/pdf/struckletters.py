"""Parts the letters of a page that are struck through from those that count; changes nothing else on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .pagemarks import Glyph, PageMarks, Stroke
from .ruledtables import tables_of
from .textlines import lines_of

_HIGHEST, _LOWEST = 0.4, 0.78  # of a letter's height from above: an underline is lower, a ruling line outside
_BAND = 16.0  # points: letters are looked for by bands of the page
_AT_ITS_ENDS = 0.6  # of the letters' size: a line that goes on farther rules a table
_COVERED = 0.7  # of the line's length


def without_struck(page: PageMarks) -> list[str]:
    """Takes the letters that are struck through out of ``page``, with the lines over them.

    Returns their words: those of one row of a table together, and each line outside of tables.
    """
    bands: dict[int, list[int]] = {}
    for at, letter in enumerate(page.letters):
        if not letter.turn:
            bands.setdefault(int((letter.top + letter.bottom) / 2 / _BAND), []).append(at)
    struck: set[int] = set()
    strokes: list[Stroke] = []
    for stroke in page.strokes:
        near = int(stroke.top / _BAND)
        under = [at for band in (near - 1, near, near + 1) for at in bands.get(band, ())]
        under = [at for at in under if _crosses(stroke, page.letters[at])] if stroke.top == stroke.bottom else []
        if under and _ends_with(stroke, [page.letters[at] for at in under]):
            struck.update(under)
        else:
            strokes.append(stroke)
    if not struck:
        return []
    gone = [letter for at, letter in enumerate(page.letters) if at in struck]
    page.letters = [letter for at, letter in enumerate(page.letters) if at not in struck]
    page.strokes = strokes
    return list(_texts(replace(page, letters=gone)))


def _crosses(stroke: Stroke, letter: Glyph) -> bool:
    high = letter.bottom - letter.top
    across = stroke.x0 - 1 <= (letter.x0 + letter.x1) / 2 <= stroke.x1 + 1
    return across and letter.top + _HIGHEST * high < stroke.top < letter.top + _LOWEST * high


def _ends_with(stroke: Stroke, letters: Sequence[Glyph]) -> bool:
    """Whether a line is as long as the words that it crosses."""
    slack = _AT_ITS_ENDS * max(letter.size for letter in letters)
    left, right = min(letter.x0 for letter in letters), max(letter.x1 for letter in letters)
    covered = sum(letter.x1 - letter.x0 for letter in letters)
    at_ends = abs(left - stroke.x0) < slack and abs(right - stroke.x1) < slack
    return at_ends and covered > _COVERED * (stroke.x1 - stroke.x0)


def _texts(struck: PageMarks) -> Iterator[str]:
    tables, outside = tables_of(struck)
    for table in tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            if cell.lines:
                rows.setdefault(cell.row, []).append(" ".join(line.text for line in cell.lines))
        yield from (" | ".join(texts) for texts in rows.values())
    yield from (line.text for line in lines_of(outside))
