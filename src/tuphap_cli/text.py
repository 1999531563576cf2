"""Cleaning and comparing Vietnamese text; knows nothing of the register.

What goes in is cleaned once (:func:`clean`, :func:`clean_lines`); what is compared is folded
(:func:`fold`): without marks, without case, đ as d, so that "don doc" finds "đôn đốc".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# Ð (U+00D0, Icelandic eth) is often typed for Đ (U+0110); ð likewise for đ.
_CLEAN = {ord(c): None for c in _BIDI + _INVISIBLE} | {
    0x00D0: 0x0110,
    0x00F0: 0x0111,
    0x00A0: 0x20,
    0x202F: 0x20,
}
_SPACES = re.compile(r"[ \t\f\v\u2000-\u200a\u3000]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HIDING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
_BROKEN = re.compile(r"[\ud800-\udfff]")  # bytes of the command line that were not UTF-8; no file can hold them
# What cleaning may change in a text that is NFC already; most texts hold none of it.
_UNCLEAN = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u00d0\u00f0\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff"
    r"\ud800-\udfff]|  |^ | $"
)
_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 16_384  # words whose folding is kept


def hides(value: str) -> bool:
    """Whether ``value`` holds control characters, or such as turn the direction of reading round."""
    return not value.isprintable() and bool(_HIDING.search(value))


def unwritable(value: str) -> bool:
    """Whether ``value`` holds what no file of ours may: control characters, or letters that were not UTF-8."""
    return hides(value) or bool(_BROKEN.search(value))


# A question mark in the place of a letter: inside a word, or before one. "Xong chưa?" and "nào?Ai" are none, nor is
# "ai?gửi", since no syllable goes on with consonants and a vowel behind the one that it would have lost.
_LOST = re.compile(
    r"[\ud800-\udfff\ufffd]"
    r"|(?<=[^\W\d_])\?+(?=[^\W\d_A-ZĐÁÀẢÃẠ])(?![bcdđghklmnpqrstvx]{1,3}[^\W\d_bcdđghklmnpqrstvx])"
    r"|(?<=[A-ZĐĂÂÊÔƠƯ])\?+(?=[A-ZĐ])"
    r"|(?<![^\s(,;:\"“])\?+(?=[^\W\d_])"
)


def lost_letters(value: str) -> str:
    """The first word of ``value`` in which a letter was lost on its way here ("V?n ph?ng"); "" where none was."""
    if not _LOST.search(value):
        return ""
    for word in value.split():
        # The question mark of an address is none: "https://vbpl.vn/tw?id=1".
        if _LOST.search(word) and not ("://" in word or "=" in word or word.startswith("www.")):
            return _BROKEN.sub("\ufffd", word)
    return ""


def clean_lines(value: str) -> str:
    """``value`` in NFC without control, escape or bidirectional characters; line breaks are kept."""
    if value.isprintable() and "\u00d0" not in value and "\u00f0" not in value:  # its only blank is the plain one
        text = " ".join(value.split()) if "  " in value or value[:1] == " " or value[-1:] == " " else value
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if not _UNCLEAN.search(value) and unicodedata.is_normalized("NFC", value):
        return value
    text = value.translate(_CLEAN)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _BROKEN.sub("\ufffd", _CONTROL.sub("", _ANSI.sub("", text)))
    # Last, since taking a character out can bring a letter and its mark together.
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line for raw in text.split("\n") if (line := _SPACES.sub(" ", raw).strip()))


def clean(value: str) -> str:
    """``value`` cleaned as by :func:`clean_lines` and put on one line."""
    return clean_lines(value).replace("\n", " ")


@lru_cache(maxsize=4096)
def fold(value: str) -> str:
    """The folded shadow of ``value``: NFD without marks, đ as d, casefolded, white space single."""
    if value.isascii():
        return " ".join(value.casefold().split())
    return " ".join(filter(None, map(_folded_word, value.split())))


class _Folded(dict[int, str]):
    """What each letter becomes when it is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code).translate(_CLEAN))
        bare = "".join(c for c in letter if not unicodedata.combining(c))
        self[code] = folded = bare.replace("đ", "d").replace("Đ", "D").casefold()
        return folded


_FOLDED = _Folded()


@lru_cache(maxsize=_REMEMBERED)
def _folded_word(word: str) -> str:
    """``word``, which holds no white space, folded. A plan of thousands of rows is written in some hundred words."""
    return word.translate(_FOLDED)


class _Words(dict[str, str]):
    """The folded words of each text without white space ("II.3" is two), worked out when it is first met."""

    def __missing__(self, part: str) -> str:
        if len(self) >= _REMEMBERED:  # thousands of rows have thousands of numbers
            self.clear()
        folded = part.lower() if part.isascii() else _folded_word(part)
        self[part] = words = folded if folded.isalnum() else " ".join(_WORD.findall(folded))
        return words


_WORDS = _Words()


def words(value: str) -> list[str]:
    """The folded words of ``value``, letters and digits only, in order."""
    return _WORD.findall(fold(value))


def shadow(parts: Iterable[str]) -> str:
    """What a row is searched by: the folded words of all ``parts``, one space between and around."""
    return f" {searched(parts)} "


def searched(parts: Iterable[str]) -> str:
    """The folded words of all ``parts``, one space between."""
    return " ".join(filter(None, map(_WORDS.__getitem__, " ".join(parts).split())))


# Vietnamese order: the letter first, the tone only as the weaker difference.
_ALPHABET = {c: i for i, c in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(value: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """A key that sorts in Vietnamese order; runs of digits sort by their number."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    digits = ""
    for char in unicodedata.normalize("NFC", value).casefold():
        if char.isdecimal():
            digits += char
            continue
        if digits:
            letters.append((1, int(digits)))
            digits = ""
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[c] for c in parts if c in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        letters.append((2, _ALPHABET[base]) if base in _ALPHABET else (0 if char.isspace() else 3, ord(char)))
        tones.append(tone)
    if digits:
        letters.append((1, int(digits)))
    return tuple(letters), tuple(tones)


def roman(value: int) -> str:
    """``value`` in Roman numerals."""
    text = ""
    for digits, number in (
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ):
        text += digits * (value // number)
        value %= number
    return text


def without_password(url: str) -> str:
    """A server's address as it may be shown: with who logs in there only where no password stands beside it."""
    named = re.sub(r"//(?![\w.-]+@[^@]*$).*@", "//…@", url)
    return re.sub(r"(?i)((?:password|passwd|pwd)=)[^&\s]*", r"\1…", named)
