"""Lines of words from letters that stand side by side, and lines joined to text again; knows no tables.

A printed line breaks where the next word had no room, or because a new paragraph begins. Which of both it was
follows from the room that was left: a word that would have fitted was put on a new line on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ....text import clean_lines
from .pagemarks import Glyph

_WORD_GAP = 0.2  # of the letters' size; a space is some 0.25 of it
_SPACE = 0.25
_CROWDED = 0.4  # of the narrower letter
_RAISED_SIZE, _RAISED_BY = 0.8, 0.1
_MARK = re.compile(r"^[\d*()\[\],]+$")
_SQUARED = {"2": "²", "3": "³"}
_SOFT_HYPHEN = "\u00ad"
_BROKEN_AT = re.compile(r"\S[-/–&\u2010]$")
_NEW_ITEM = re.compile(r"^(?:[-–+•*●○▪◦]\s+\S|[a-zđ]\)\s|\(?[\divx]{1,4}[.)]\s+[A-ZĐÀ-Ỹ])")
_TOLERANCE = 1.0


class LineWord(NamedTuple):
    """A word with where it begins and ends."""

    text: str
    x0: float
    x1: float


@dataclass(slots=True)
class TextLine:
    """A line: its words from left to right, its box, the common size of its letters."""

    words: list[LineWord]
    top: float
    bottom: float
    size: float
    bold: bool = False
    marks: list[str] = field(default_factory=list)  # the raised figures that stood in it, which name footnotes
    crowded: int = 0  # how many letters lie over others
    alone: bool = False  # beside another column, as in a letterhead: no part of running text

    @property
    def x0(self) -> float:
        """Where its first word begins."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Where its last word ends."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """Its words with a space between."""
        return " ".join(word.text for word in self.words)


def lines_of(letters: Sequence[Glyph]) -> list[TextLine]:
    """The lines that ``letters`` stand in, from top to bottom; what is turned is read as it is turned."""
    turned = sum(bool(letter.turn) for letter in letters if letter.text.strip())
    if turned * 2 > sum(bool(letter.text.strip()) for letter in letters):
        letters = [_upright(letter) for letter in letters if letter.turn]
    else:
        letters = [letter for letter in letters if not letter.turn]
    rows: list[list[Glyph]] = []
    for letter in sorted(letters, key=lambda a: a.top + a.bottom):
        if rows and _same_line(rows[-1], letter):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows if (line := _line(row)) is not None]


def _same_line(row: Sequence[Glyph], letter: Glyph) -> bool:
    first = row[0]
    apart = (letter.top + letter.bottom - first.top - first.bottom) / 2
    return apart < 0.5 * max(first.size, letter.size)


def _upright(letter: Glyph) -> Glyph:
    if letter.turn > 0:
        return letter._replace(x0=-letter.bottom, x1=-letter.top, top=letter.x0, bottom=letter.x1)
    return letter._replace(x0=letter.top, x1=letter.bottom, top=-letter.x1, bottom=-letter.x0)


def _line(row: list[Glyph]) -> TextLine | None:
    row = sorted(row, key=lambda a: a.x0)
    seen = [letter for letter in row if letter.text.strip()]
    if not seen:
        return None
    size = median(letter.size for letter in seen)
    size = max(size, *(letter.size for letter in seen if letter.size < size * 1.3))
    low = median(letter.bottom for letter in seen if letter.size > size * _RAISED_SIZE)
    line = TextLine([], min(a.top for a in seen), max(a.bottom for a in seen), size)
    line.bold = sum(a.bold for a in seen) * 2 > len(seen)
    line.crowded = sum(_crowd(a, b) for a, b in pairwise(seen))
    for run in _runs(row) if line.crowded > 1 else [row]:
        _words(run, line, size, low)
    return line if line.words else None


def _crowd(left: Glyph, right: Glyph) -> bool:
    return left.x1 - right.x0 > _CROWDED * min(left.x1 - left.x0, right.x1 - right.x0) and not _twice(left, right)


def _twice(first: Glyph, second: Glyph) -> bool:
    """Whether a letter was drawn a second time a little aside, to look bold."""
    return first.text == second.text and abs(first.x0 - second.x0) < 1


def _runs(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """The letters of texts that lie over each other, each text for itself: as they were drawn."""
    runs: list[list[Glyph]] = []
    for letter in sorted(row, key=lambda a: a.order):
        if runs and 0 <= letter.x0 - runs[-1][-1].x0 < 3 * letter.size:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return sorted(runs, key=lambda run: run[0].x0)


def _words(row: Sequence[Glyph], line: TextLine, size: float, low: float) -> None:
    """Adds the words of ``row`` to ``line``; ``low`` is where its letters of common ``size`` stand."""
    pieces: list[str] = []
    start = end = row[0].x0
    last: Glyph | None = None
    for letter in row:
        if last is not None and letter.text.strip() and _twice(last, letter):
            continue
        raised = letter.size < size * _RAISED_SIZE and letter.bottom < low - size * _RAISED_BY
        text = _raised(letter, pieces, line) if raised else letter.text
        if pieces and (not letter.text.strip() or letter.x0 - end > _WORD_GAP * letter.size):
            line.words.append(LineWord("".join(pieces), start, end))
            pieces = []
        if text.strip():
            start = letter.x0 if not pieces else start
            pieces.append(text)
            end, last = max(letter.x1, letter.x0), letter
        elif raised:
            end = max(end, letter.x1)
    if pieces:
        line.words.append(LineWord("".join(pieces), start, end))


def _raised(letter: Glyph, before: Sequence[str], line: TextLine) -> str:
    """A raised figure: a power behind "m", else the mark of a footnote, which is no part of the text."""
    if before and before[-1] == "m" and letter.text in _SQUARED:
        return _SQUARED[letter.text]
    if _MARK.match(letter.text):
        line.marks.append(letter.text)
        return ""
    return letter.text


@dataclass(frozen=True, slots=True)
class LineRoom:
    """From where to where a paragraph's lines may reach."""

    left: float
    right: float


def joined(lines: Sequence[TextLine], room: LineRoom) -> str:
    """The text of ``lines`` with a line break where a new paragraph begins."""
    pieces: list[str] = []
    for index, line in enumerate(lines):
        if index:
            pieces.append(_between(lines[index - 1], line, room, listed=bool(_NEW_ITEM.match(lines[0].text))))
        pieces.append(line.text)
    return clean_lines("".join(pieces).replace(_SOFT_HYPHEN, ""))


def _between(above: TextLine, below: TextLine, room: LineRoom, *, listed: bool) -> str:
    """What stands between two lines of one text: a line break, a space, or nothing inside a word.

    ``listed`` says that the text begins with the mark of a list; else a dash at the end of a sentence alone is one.
    """
    if above.text.endswith(_SOFT_HYPHEN):
        return ""
    if _NEW_ITEM.match(below.text) and (listed or above.text[-1] in ".;:"):
        return "\n"
    overleaf = below.top < above.top and below.text[:1].islower() and above.text[-1] not in ".;:"
    if not overleaf and not broke_for_room(above, below, room):
        return "\n"
    if _BROKEN_AT.search(above.text) or _cut_word(above, below, room):
        return ""
    return " "


def broke_for_room(above: TextLine, below: TextLine, room: LineRoom) -> bool:
    """Whether ``below`` goes on with ``above`` because its first word had no room there."""
    left, right = above.x0 - room.left, room.right - above.x1
    free = left + right if abs(left - right) < 3 < left else right  # a centred line has room on both sides
    word = below.words[0]
    first = re.split(r"(?<=\w[-–])", word.text, maxsplit=1)[0]
    wide = (word.x1 - word.x0) * len(first) / max(len(word.text), 1)
    gaps = [b.x0 - a.x1 for a, b in pairwise(above.words)]
    return (median(gaps) if gaps else _SPACE * above.size) + wide > free - _TOLERANCE


def _cut_word(above: TextLine, below: TextLine, room: LineRoom) -> bool:
    """Whether a word longer than the whole column was cut at its end: "Thường xuyê" / "n"."""
    if len(above.words) > 1 or not above.words[0].text[-1:].isalnum() or not below.words[0].text[:1].isalnum():
        return False
    wide = above.x1 - above.x0 + below.words[0].x1 - below.words[0].x0
    letter = (above.x1 - above.x0) / len(above.words[0].text)
    return wide > room.right - room.left - _TOLERANCE and room.right - above.x1 < 1.5 * letter + _TOLERANCE


def parted(line: TextLine, gap: float) -> list[TextLine]:
    """``line`` cut wherever more than ``gap`` points are free between two words."""
    parts: list[list[LineWord]] = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - parts[-1][-1].x1 > gap:
            parts.append([])
        parts[-1].append(word)
    return [TextLine(words, line.top, line.bottom, line.size, line.bold, line.marks) for words in parts]


def common(values: Iterable[float], step: float = 2.0) -> float | None:
    """The value round which most of ``values`` lie."""
    counted: dict[int, list[float]] = {}
    for value in values:
        counted.setdefault(round(value / step), []).append(value)
    return median(max(counted.items(), key=lambda found: len(found[1]))[1]) if counted else None
