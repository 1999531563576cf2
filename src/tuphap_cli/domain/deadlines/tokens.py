"""Cuts the words of a deadline into items: numbers, known words, signs, and what is not known."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from .lexicon import BARE, lexicon
from .pieces import REMARK, STRANGE, Item

# Stands behind everything where a word without its marks may be another one.
_SLIP = Item("slip", starts_line=True)
# Stands behind everything where the figures of a year were put together.
_BROKEN = Item("broken", starts_line=True)

_SIGNS = {c: Item(c) for c in "/-.,;():"} | {
    "–": Item("-"),
    "—": Item("-"),
    "‑": Item("-"),
    "−": Item("-"),
    "&": Item("and"),
    "+": Item("and"),
    "→": Item("arrow"),
}
# A colon is kept behind a number and behind what is to be done; elsewhere it stands for nothing.
_BEFORE_COLON = frozenset(("n", "r", "x", "act", "report", "review", "issued", "doc", "plan_doc"))
_COUNTED = frozenset(("month", "quarter", "year", "day", "week"))
_QUIET_SIGNS = set("\"'“”‘’*•")
_NO_TIME_WORD = (
    r"(?!(?:ngay|thang|quy|qui|nam|lan|tuan|gio|hang|moi|ky|ki|het|den|va|tu|truoc|hoac|i{1,3}|iv|th?|q)(?![a-z])"
    r"|(?:vi{0,3}|ix|xi{0,2})(?![a-z&]|[-/][a-z]))"
)
_TOKEN = re.compile(
    rf"""
      (?P<name>(?:sars-cov-2|covid[- ]?19)(?!\d))
    | (?P<iso>\d{{4}}-\d\d?-\d\d?(?:[ t]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?![\d/-]))
    | (?P<doc>\d+[a-z]{{0,3}}\ ?/\ ?(?:\d{{4}}\ ?/\ ?)?{_NO_TIME_WORD}
        (?:qh\d{{1,2}}(?!\d)|[a-z][a-z&]*)(?:[-/][a-z0-9&]+)*
        | \d+-[a-z]{{1,4}}/[a-z]+)
    | (?P<number>\d+)
    | (?P<word>[a-z]+)
    | (?P<line>[ ]*\n\s*)
    | (?P<space>[ ]+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


_CLEAN = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"} | {0xF0: "đ", 0x256: "đ"}
# Spreadsheets count the days from this one.
_FIRST_SERIAL = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?", re.ASCII)
_SPACES = re.compile(r"[^\S\n ]")
# A year with a space in it, as justified lines and scanners leave it: "30/6/202 6", "năm 20 26".
_BROKEN_YEAR = re.compile(r"(?:(?<=[/-])|(?<=n[aă]m ))(20\d?) (\d\d?)(?<=20\d \d|20 \d\d)(?![\d/])")

_MONTH = frozenset(("month", "of_month"))
_SIXTH = 6


def items_of(phrase: str) -> list[Item]:
    """The items of ``phrase`` in order; any case, any normal form, with or without marks.

    Line breaks read like spaces, but the item after one knows it. Words without meaning for time are one
    remark; letters of other alphabets, odd signs and words glued to digits are strange.
    """
    text = phrase.lower().replace("->", "→").replace("=>", "→")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_CLEAN)
    text = _SPACES.sub(" ", text.replace("\r", "\n").replace("\u2028", "\n")).strip(" \n")
    text, broken = _BROKEN_YEAR.subn(r"\1\2", text)
    if serial := _SERIAL.fullmatch(text):
        return _serial_items(int(serial[1]))
    bare = text.translate(BARE)
    pieces = [(m.lastgroup or "", m.start(), m.end()) for m in _TOKEN.finditer(bare)]
    items = _Cutter(text, bare, pieces).items()
    return [*items, _BROKEN] if broken else items


def _serial_items(number: int) -> list[Item]:
    """A number alone that may be a day as a spreadsheet keeps it, else a number that says nothing."""
    day = _FIRST_SERIAL + timedelta(days=number)
    if not 2000 <= day.year <= 2060:
        return [STRANGE]
    return [Item("y", day.year), Item("serial", 1), Item("n", day.month), Item("n", day.day)]


class _Cutter:
    """Walks over the pieces of one phrase."""

    def __init__(self, text: str, bare: str, pieces: list[tuple[str, int, int]]) -> None:
        self.text = text
        self.bare = bare
        self.pieces = pieces
        self.out: list[Item] = []
        self.new_line = True
        self.marked = text != bare
        self.slip = False

    def items(self) -> list[Item]:
        i = 0
        while i < len(self.pieces):
            kind, start, end = self.pieces[i]
            i += 1
            if kind == "word":
                i = self.word(i - 1)
            elif kind == "number":
                self.number(self.bare[start:end])
            elif kind == "line":
                self.new_line = True
            elif kind == "sign":
                self.sign(self.text[start], start)
            elif kind == "iso":
                self.iso(self.bare[start:end])
            elif kind != "space":
                self.add(Item("docno") if kind == "doc" else REMARK)
        while self.out and self.out[-1].sym in (".", ";", ","):
            self.out.pop()
        if not self.marked:
            self.sixth_or_next()
        if self.slip:
            self.out.append(_SLIP)
        return self.out

    def sixth_or_next(self) -> None:
        """Makes one item of the unmarked "thang sau", June or the month after; before "ngay" it is a term's end."""
        for i in range(len(self.out) - 1, 0, -1):
            month, after, *then = self.out[i - 1 : i + 2]
            if after.sym == "after" and month.sym in _MONTH and (not then or then[0].sym != "day"):
                self.out[i - 1 : i + 1] = [Item("next_month", _SIXTH, starts_line=month.starts_line)]
                self.slip = True

    def add(self, item: Item) -> None:
        if item.sym == "skip":
            return
        if self.new_line and self.out:
            item = Item(item.sym, item.num, item.spans, starts_line=True)
        elif item is REMARK and self.out and self.out[-1].sym == "x":
            return
        self.new_line = False
        self.out.append(item)

    def number(self, digits: str) -> None:
        """A number; "201331" is a year and a day whose sign between them was lost in copying."""
        if len(digits) in (5, 6) and 1990 <= int(digits[:4]) <= 2099 and 1 <= int(digits[4:]) <= 31:
            self.add(_number(digits[:4]))
            self.add(Item("lost"))
            digits = digits[4:]
        self.add(_number(digits))

    def sign(self, sign: str, at: int) -> None:
        if sign in _QUIET_SIGNS or (self.new_line and sign in "-–—+"):
            return
        clock = sign == ":" and self.bare[at - 1 : at].isdigit() and self.bare[at + 1 : at + 2].isdigit()
        after = self.out[-1].sym if self.out else ""
        counted = after in _COUNTED and self.out[-2:-1] and self.out[-2].sym in ("n", "w")
        if sign != ":" or clock or counted or after in _BEFORE_COLON:
            self.add(_SIGNS.get(sign, STRANGE))

    def iso(self, text: str) -> None:
        year, month, day = (int(part) for part in text.replace("t", " ").split(" ")[0].split("-"))
        self.add(_number(f"{year:04d}"))
        self.out.extend((Item("iso", 1), Item("n", month), Item("n", day)))

    def word(self, at: int) -> int:
        """Adds the longest known run of words that begins at piece ``at``; returns the piece after it."""
        known = lexicon()
        node = known.marked if self.marked else known.unmarked
        found: tuple[int, Item] | None = None
        i = at
        while i < len(self.pieces):
            kind, start, end = self.pieces[i]
            i += 1
            if kind in ("space", "line"):
                continue
            below = node.get(self.text[start:end]) if kind == "word" else None
            if not isinstance(below, dict):
                break
            node = below
            if isinstance(item := node.get(""), Item):
                found = (i, item)
        if found is not None:
            self.slip = self.slip or found[1].slip
            self.add(found[1])
            return found[0]
        _, start, end = self.pieces[at]
        if self.text[start:end] in known.glued:
            for item in known.glued[self.text[start:end]]:
                self.add(item)
            return at + 1
        glued = self.bare[start - 1 : start].isdigit() or self.bare[end : end + 1].isdigit()
        self.add(STRANGE if glued or self.bare[start:end] in known.single else REMARK)
        return at + 1


def _number(digits: str) -> Item:
    value = int(digits) if len(digits) <= 4 else 0
    if len(digits) == 4 and 1990 <= value <= 2099:
        return Item("y", value)
    return Item("n", value) if len(digits) <= 3 else STRANGE
