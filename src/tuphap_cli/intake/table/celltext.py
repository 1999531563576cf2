"""Small readings inside one cell: ditto marks, footnote marks, unfinished text, labelled lines; knows no table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from ...text import fold
from .cellkinds import is_amount


class Ditto(StrEnum):
    """What a cell says instead of repeating: the same as above (surely, or perhaps: a lone dash), or as item N."""

    NO = ""
    ABOVE = "above"
    PERHAPS = "perhaps"


# The words, and every sort of quotation mark or slashed dash that typists use.
_DITTO_WORDS = {"nt", "n.t", "nhu tren", "cung tren", "tuong tu", "tuong tu tren", "nhu muc tren"}
_DITTO_MARKS = re.compile(r"""^[-–\s]*(?:["″〃”“´'/]+[-–\s]*)+$""")
_AS_ITEM = re.compile(r"^nhu (?:tai )?(?:muc|nhiem vu|stt|so|nhiem vu so|muc so|tt)\s+([\divxa-z.]+)$")
_FOOTNOTE_SIGN = re.compile(r"[\[\u00b9\u00b2\u00b3\u2070-\u2079]")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]|(?<!m)[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_TRAILING = re.compile(r"\s*(?:\(\s*\*+\s*\)|\*+|\(\d{1,2}\))\s*$")
_TRAILS = (")", "*")  # the last sign of what _TRAILING takes away
_CUT = re.compile(r"^[\s.…()\[\]-]*(?:…|\.\.\.)[\s.…()\[\]-]*$")
_UNFINISHED = re.compile(r"(?:[,:–-]|[^\W\d_]|\d)$")
_STOPS_SHORT = re.compile(r"[,:;(–-]$|\b(?:va|cac|cua|theo|ve|cho|voi|de|trong|tai|tu|den|hoac|la|nhung|mot|so|do)$")
_MIDNIGHT = "00:00:00"
_HANDED_OVER = re.compile(rf"\b(\d{{4}})-(\d\d)-(\d\d) {_MIDNIGHT}\b")
_NO_TASK = re.compile(
    r"^(?:ghi chu|tong cong|tong so|cong|tong|nguon|noi nhan|nguoi lap|luu y|chu thich|\(\*\)|\*)"
    r"\s*(?:[:.(]|\d|$|bieu|nhiem vu|kinh phi|du toan|so tien)"
)
_TOTAL = re.compile(
    r"(?:grand |sub)?total|sum|(?:tong )?cong(?: tong)?|tong(?: so(?: nhiem vu)?| nhiem vu)?"
    r"|(?:tong cong|cong|tong so|tong|total)[ :(]*(?:[\divx+. -]+\)?)?(?: ?(?:nhiem vu|viec|muc))?"
)
_LONGEST_SUM = 60
_SIGNATURE = re.compile(
    r"^(?:kt|tl|tuq|q|tm)\. ?[^\W\d]|^(?:nguoi lap bieu|nguoi lap|giam doc|pho giam doc|chu tich|pho chu tich|"
    r"thu truong[^,;]*|(?:pho )?(?:chanh van phong|truong phong|bo truong|ke toan truong)|"
    r"noi nhan:?.*|\(?da ky\)?|\(ky[^)]*\))$"
)


@lru_cache(maxsize=4096)
def ditto(text: str) -> Ditto:
    """Whether ``text`` stands for the cell above."""
    plain = fold(text).strip(" .")
    if plain in {"-", "–", "—"}:
        return Ditto.PERHAPS
    if plain.strip("-– ") in _DITTO_WORDS or _DITTO_MARKS.match(text):
        return Ditto.ABOVE
    return Ditto.NO


def as_item(text: str) -> str | None:
    """The item whose cell ``text`` refers to ("Như mục 3" is 3), or None."""
    found = _AS_ITEM.match(fold(text).strip(" ."))
    return found[1].upper() if found else None


@lru_cache(maxsize=4096)
def refers(text: str) -> bool:
    """Whether ``text`` stands for another cell: the one above, or that of an item."""
    return ditto(text) is not Ditto.NO or as_item(text) is not None


def without_footnotes(text: str) -> str:
    """``text`` without footnote marks."""
    return _FOOTNOTE.sub("", text) if _FOOTNOTE_SIGN.search(text) else text


@lru_cache(maxsize=4096)
def without_any_mark(text: str) -> str:
    """``text`` without footnote marks, nor a last "(1)" or "*"."""
    plain = without_footnotes(text)
    return _TRAILING.sub("", plain) if plain.rstrip()[-1:] in _TRAILS else plain


def is_cut_mark(text: str) -> bool:
    """Whether ``text`` only shows that something was left out: "…"."""
    return bool(_CUT.match(text))


def is_no_task(text: str) -> bool:
    """Whether ``text`` is a remark or a sum at the end of a table."""
    return not text[:1].isdecimal() and bool(_NO_TASK.match(fold(text)))


def is_total(texts: Sequence[str]) -> bool:
    """Whether the cells of a row are those of a sum: "Tổng cộng", "Total", and figures."""
    if not texts or len(texts[0]) > _LONGEST_SUM or texts[0][:1].casefold() not in "tcsg":
        return False
    return bool(_TOTAL.fullmatch(fold(texts[0]).strip(" .:"))) and all(map(is_amount, texts[1:]))


def is_signature(text: str) -> bool:
    """Whether ``text`` belongs to the signatures below a table."""
    return not text[:1].isdecimal() and bool(_SIGNATURE.match(fold(text)))


def plain_dates(text: str) -> str:
    """``text`` with the dates that a spreadsheet handed over ("2021-03-25 00:00:00") as people write them."""
    return _HANDED_OVER.sub(r"\3/\2/\1", text) if _MIDNIGHT in text else text


def begins_low(text: str) -> bool:
    """Whether ``text`` goes on with a sentence: its first letter is small and no list mark is before it."""
    return text[:1].islower() and not re.match(r"[a-zđ]\)", text)


def unfinished(text: str) -> bool:
    """Whether ``text`` stops without the mark that ends a sentence."""
    return bool(_UNFINISHED.search(text.rstrip()))


def stops_short(text: str) -> bool:
    """Whether ``text`` ends where no sentence does: behind a comma, a dash, or "và", "các", "của" …"""
    return bool(_STOPS_SHORT.search(fold(text).rstrip()))


def joined_texts(above: str, below: str) -> str:
    """Two pieces of one cell, parted by a page: on one line where the sentence goes on."""
    if not above or not below:
        return above or below
    return f"{above} {below}" if begins_low(below) else f"{above}\n{below}"


def shortened(text: str, most: int) -> str:
    """``text`` with ``most`` characters at most, cut between words and marked where it is cut."""
    if len(text) <= most:
        return text
    whole = text[:most].rsplit(" ", 1)[0] if " " in text[:most] else text[: most - 1]
    return whole.rstrip(" |,;:-–") + "…"
