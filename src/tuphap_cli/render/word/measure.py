"""How wide a text is in Times New Roman, so that columns and lines can be as wide as what is in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

TWIPS = 20  # a point
MM = 1440 / 25.4  # twips
_AVERAGE = 600
_LATIN = "\xff"
_WIDER = 0.17  # of the size

# Thousandths of the size for the letters without their marks, which take no room of their own.
_REGULAR = {
    250: " .,",
    278: "ijlt/:;'",
    333: "frI()-[]",
    389: "sJ",
    444: "acez",
    500: "bdghknopquvxy0123456789–",
    556: "FPS",
    611: "EZTL",
    667: "BCR",
    722: "wADGHKNOQUVXY",
    778: "m",
    833: "%",
    889: "M",
    944: "W",
}
_BOLD = {
    250: " .,",
    278: "ijl/:;'",
    333: "ft()-[]",
    389: "Is",
    444: "cerz",
    500: "agovxyJ0123456789–",
    556: "bdhknpquS",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXY",
    778: "GHKOQ",
    833: "m",
    944: "M",
    1000: "W%",
}
_WIDTHS = [{letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)]


@lru_cache(maxsize=1024)
def _letter(letter: str, bold: bool) -> int:
    plain = unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")
    if unicodedata.combining(plain):
        return 0
    if unicodedata.east_asian_width(plain) in "WF":
        return 1000
    return _WIDTHS[bold].get(plain, _AVERAGE)


@lru_cache(maxsize=16_384)  # more words than a report has, which come again in every title
def _units(word: str, bold: bool) -> int:
    return sum(_letter(letter, bold) for letter in word)


def width(text: str, size: float, *, bold: bool = False) -> int:
    """The width in twips of ``text`` on one line, at ``size`` points."""
    words = text.split(" ")
    units = sum(_units(word, bold) for word in words) + _letter(" ", bold) * (len(words) - 1)
    return round(units * size * TWIPS / 1000)


def longest_line(text: str, size: float, *, bold: bool = False) -> int:
    """The width in twips of the longest line."""
    return max((width(line, size, bold=bold) for line in text.splitlines()), default=0)


def longest_word(text: str, size: float, *, bold: bool = False) -> int:
    """The width in twips of the longest word, which a column must hold."""
    return max((_word_width(word, size, bold) for word in text.split()), default=0)


@lru_cache(maxsize=16_384)
def _word_width(word: str, size: float, bold: bool) -> int:
    return width(word, size, bold=bold) + _spare(word, size)


def word_widths(text: str, size: float, *, bold: bool = False) -> list[list[int]]:
    """The widths in twips of the words of each line, each with the space after it."""
    space = width(" ", size, bold=bold)
    return [[_word_width(word, size, bold) + space for word in line.split()] for line in text.splitlines()]


def count_lines(words: Sequence[Sequence[int]], room: int) -> int:
    """How many lines such words take in a column of ``room`` twips."""
    count = 0
    for line in words:
        count, used = count + 1, 0
        for word in line:
            if used and used + word > room:
                count, used = count + 1, 0
            used += word
    return count


def narrowest(text: str, size: float, lines: int, *, bold: bool = False) -> int:
    """The least width in twips in which ``text`` needs no more than so many lines."""
    words = word_widths(" ".join(text.split()), size, bold=bold)
    widest = max((word for line in words for word in line), default=0)
    runs = {
        sum(line[start:end]) for line in words for start in range(len(line)) for end in range(start, len(line) + 1)
    }
    return next((room for room in sorted(runs) if room >= widest and count_lines(words, room) <= lines), 0)


def _spare(word: str, size: float) -> int:
    """Where Times New Roman is not installed, the letters beyond Latin-1 come from another, wider font."""
    return round(sum(letter > _LATIN for letter in word) * size * TWIPS * _WIDER)
