"""Tells by the words of a cell what it is: a day, a period, a state, a mark, a code; knows no columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...text import fold

_MARK = re.compile(r"^\(?[xX×✓✔√*●•+vüþ☑☒■]\)?\.?$")
_NO_MARK = {"☐", "□", "o", "¨"}
_DAY = re.compile(
    r"(?:(?:ngay|da xong|xong|hoan thanh)(?: ngay)?:? )?"
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d\d)(?!\d)|\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?)"
    r"(?! ?(?:[-–/.]|den|va|;) ?\d)"
)
_PERIOD = re.compile(
    r"\b(?:quy|qui|thang|nam|truoc|hang|hằng|thuong xuyen|dot xuat|cham nhat|trong|sau|tu|den|khi|theo|giai doan|"
    r"6 thang|t\d{1,2}|q[1-4])\b|^\d{1,2}/\d{4}$|^\d{1,2}/\d{1,2}$"
)
_OPEN = re.compile(
    r"chua\b|dang\b(?! ky| bao| tai)|tam dung\b|con (?:lai|\d)|qua han\b|tre han\b|trong han\b|moi$|huy(?: bo)?$"
    r"|sap (?:xong|den han|hoan thanh)|khong (?:thuc hien|hoan thanh|dat|con)|in progress\b|open$|to ?do$|pending\b"
    r"|not started\b|overdue\b|cho(?:$| (?:phe duyet|y kien|xu ly|duyet|bao cao|ky|tham dinh|ban hanh|trinh|phan hoi"
    r"|ket qua|chi dao|thuc hien|trien khai)\b)"
)
# "Hoàn thành trong quý II" is a deadline, no state.
_DONE = re.compile(
    r"(?:co ban |dat )?(?:hoan thanh|hoan tat|xong|done|completed|closed|finished)"
    r"(?:$| (?:dung han|qua han|tre han|som|muon|truoc han|vuot|100|ngay \d)|[ ,;:(-]*\(?\d{1,2}[/.-]\d)"
    r"|(?:co ban )?da (?!so\b|dang\b)[a-z]"
)
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)? ?%")
_CODE = re.compile(r"(?=\S*\d)[^\W_]{0,6}[-./_]?[^\W_]{1,8}(?:[-./_][^\W_]{1,8}){0,4}")
_AMOUNT = re.compile(r"[-+]?[\d.,\s]+(?:%|đ|đồng|triệu|tỷ|nhiệm vụ|việc)?", re.IGNORECASE)


def is_mark(text: str) -> bool:
    """Whether a cell only marks its column: a cross or tick, also as Wingdings has it."""
    return bool(_MARK.match(text))


def is_no_mark(text: str) -> bool:
    """Whether a cell holds an empty box, which marks nothing."""
    return text.strip() in _NO_MARK


def is_day(text: str) -> bool:
    """Whether a cell is one day with its year, or begins with it and goes on with a remark."""
    return bool(_DAY.match(fold(text).strip(" .;")))


def is_code(text: str) -> bool:
    """Whether a cell is a code ("NV-01", "2.1/HT") rather than words."""
    return " " not in text.strip() and bool(_CODE.fullmatch(text.strip()))


def is_amount(text: str) -> bool:
    """Whether a cell is a figure, with its unit or without."""
    return bool(_AMOUNT.fullmatch(text.strip()))


def is_state(text: str) -> bool:
    """Whether a cell says how far the work is: "Đã trình", "Đang thực hiện", "80%"."""
    return says_done(text) is not None


def says_done(text: str) -> bool | None:
    """Whether a cell says that the work is done; None where it says nothing of it."""
    plain = fold(text).strip(" .;:-")
    if not plain:
        return None
    if percent := _PERCENT.fullmatch(plain):
        return int(percent[1]) >= 100
    if _OPEN.match(plain):
        return False
    return True if _DONE.match(plain) else None


@dataclass(slots=True)
class Profile:
    """How many of a column's cells are filled, and with what."""

    filled: int = 0
    days: int = 0
    periods: int = 0
    states: int = 0
    marks: int = 0
    codes: int = 0
    amounts: int = 0

    @property
    def mostly_states(self) -> bool:
        """Whether the column says how far the work is rather than when it is due."""
        return self.states + self.marks > 0 and 2 * (self.states + self.marks) > self.filled

    @property
    def words_of_a_plan(self) -> bool:
        """Whether its cells are periods and limits, which no day of completion is."""
        return self.periods > self.days


def profile(texts: Iterable[str]) -> Profile:
    """What the cells of a column hold; blank ones are left out."""
    found = Profile()
    for text in texts:
        if not text:
            continue
        found.filled += 1
        if is_day(text):
            found.days += 1
        elif is_mark(text):
            found.marks += 1
        elif is_state(text):
            found.states += 1
        elif _PERIOD.search(fold(text)):
            found.periods += 1
        found.codes += is_code(text)
        found.amounts += is_amount(text)
    return found
