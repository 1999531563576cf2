"""Numbers and labels that head a row or a paragraph: "II.3", "a)", "Nhóm 1"; knows no table and no file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...text import fold

Style = tuple[str, int]

_ROMAN = re.compile(r"[IVXLC]+")
_SEPARATED = re.compile(
    r"^(?P<label>(?:[IVXLC]+|[A-ZĐ]|\d{1,3})(?:\.\d{1,3})*|[a-zđ](?=\)))\s*[.):]+\s*[-–:]?\s*(?P<rest>\S.*)$"
    r"|^(?P<dotted>(?:[IVXLC]+|[A-ZĐ]|\d{1,3})(?:\.\d{1,3})+)\s+(?P<after>\S.*)$"
    r"|^(?P<roman>[IVXLC]{1,6})\s*[-–:/]\s*(?P<behind>\S.*)$",
    re.DOTALL,
)
_WORDED = re.compile(
    r"^(?P<label>(?:Nhóm|Phần|Chương|Mục|Phụ lục|Biểu|Bảng|Điều|Tiểu mục|Nhiệm vụ|Đợt)\s+(?:số\s+|thứ\s+)?"
    r"(?:[IVXLC]+|[A-ZĐ]|\d+(?:\.\d+)*|nhất|hai|ba|tư|năm)[a-z]?)"
    r"(?:\s*[.:)–-]+\s*|\s*\n\s*|\s*$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
MARKS = "-–—+*•▪◦●►"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the label that was before it ("" where none was)."""

    label: str
    text: str


def labelled(text: str) -> Labelled:
    """``text`` parted into its label ("I", "1.2", "a", "Nhóm 1") and what follows."""
    if worded := _WORDED.match(text):
        return Labelled(worded["label"], worded["rest"].strip())
    if found := _SEPARATED.match(text):
        label = found["label"] or found["dotted"] or found["roman"]
        rest = found["rest"] or found["after"] or found["behind"]
        # "2.500 hồ sơ" and "1/2026" are amounts and dates, not numbered lines.
        return Labelled(label, rest.strip())
    return Labelled("", text.strip())


@lru_cache(maxsize=4096)
def cleaned(item: str) -> str:
    """The text of a number cell without brackets and the full stop behind it: "1." and "(1)" are 1."""
    plain = " ".join(item.split())
    if plain[:1].isalnum() and plain[-1:].isalnum():
        return plain  # as most are
    plain = plain.strip("()[]").strip()
    return re.sub(r"[.:)\s]+$", "", plain).lstrip("(").strip()


def is_list_mark(item: str) -> bool:
    """Whether a number cell holds only a list mark, or nothing."""
    return not item.strip(MARKS + " .")


@lru_cache(maxsize=4096)
def style(label: str) -> Style:
    """What kind of label it is, and how many numbers deep: siblings have equal styles."""
    head, *more = label.split(".")
    if head.isdecimal() and " " not in label:
        return ("number", 1 + len(more))
    if not label:
        return ("none", 0)
    if is_list_mark(label):
        return ("mark", 0)
    if " " in label:
        return (fold(label).partition(" ")[0], 1)
    if _ROMAN.fullmatch(head):
        kind = "roman"
    elif len(head) == 1 and head.isalpha():
        kind = "upper" if head.isupper() else "lower"
    else:
        kind = "code"
    return (kind, 1 + len(more))


def short(label: str) -> str:
    """The label as part of an item number: "Nhóm 1" is 1."""
    return label.rpartition(" ")[2]


def follows(letter: str, previous: str | None) -> bool:
    """Whether ``letter`` is the letter after ``previous`` ("I" after "H" is a letter, not one)."""
    return bool(previous) and len(letter) == 1 and len(previous or "") == 1 and ord(letter) == ord(previous or "") + 1
