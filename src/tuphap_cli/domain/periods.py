"""Reporting windows (thời gian chốt số liệu): which days a month, quarter, half, nine months or year covers.

Decree 09/2019/NĐ-CP cuts off on the 14th; a calendar scheme is there for offices that use it. A deadline "Quý II"
is always the calendar quarter: windows belong to reports, never to deadlines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from .model import N_


class PeriodKind(StrEnum):
    """The kinds of periodic report."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A rule for windows. ``first_day`` is the day of the month before on which a window opens, 1 for calendar."""

    name: str
    basis: str
    first_day: int


SCHEMES = {
    "decree09": Scheme("decree09", N_("Decree 09/2019/NĐ-CP"), 15),
    "calendar": Scheme("calendar", N_("calendar periods"), 1),
}

_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE: 9,
    PeriodKind.YEAR: 12,
}
_INDEXES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2}
_PARTS = {
    PeriodKind.MONTH: r"(?:thang|month|m)? ?(\d{1,2}|i{1,3}|iv) ?[/\-. ] ?(\d{4})",
    PeriodKind.QUARTER: r"(?:quy|qui|quarter|q)? ?(\d{1,2}|i{1,3}|iv) ?[/\-. ] ?(\d{4})",
    PeriodKind.HALF: r"(?:half|h|6 ?thang)? ?(\d{1,2}|i{1,3}|iv|dau|cuoi) ?[/\-. ] ?(\d{4})",
}
_WHOLES = {
    PeriodKind.NINE: r"(?:(?:9 ?thang|nam|nine)[ /]?(?:nam )?)?(\d{4})",
    PeriodKind.YEAR: r"(?:(?:nam|year)[ /]?)?(\d{4})",
}
FORMS = {
    PeriodKind.MONTH: "5/2021, tháng 5/2021",
    PeriodKind.QUARTER: "2/2021, Q2/2021, quý II/2021",
    PeriodKind.HALF: "1/2021, H1/2021, 6 tháng đầu năm 2021",
    PeriodKind.NINE: "2021",
    PeriodKind.YEAR: "2021",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its kind, its number in the year (1 for nine months and year) and its year."""

    kind: PeriodKind
    index: int
    year: int

    @property
    def name(self) -> str:
        """The short name, e.g. "Q2/2021"."""
        letter = {"month": "M", "quarter": "Q", "half": "H"}.get(self.kind.value)
        return f"{letter}{self.index}/{self.year}" if letter else f"{self.kind.value} {self.year}"

    def before(self) -> Period:
        """The period of the same kind just before this one (nine months: those of the year before)."""
        if self.index > 1:
            return Period(self.kind, self.index - 1, self.year)
        return Period(self.kind, count(self.kind), self.year - 1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a report covers, both included, and why."""

    period: Period
    scheme: Scheme
    start: date
    end: date


def count(kind: PeriodKind) -> int:
    """How many periods of a kind a year has; nine months and year count once."""
    return 1 if kind is PeriodKind.NINE else 12 // _MONTHS[kind]


def window(period: Period, scheme: Scheme) -> Window:
    """The window of ``period``: e.g. Q2/2021 is 15/3–14/6/2021 under Decree 09, 1/4–30/6/2021 by the calendar."""
    months = _MONTHS[period.kind]
    opening = date(period.year, 1 + (period.index - 1) * months, 1)
    closing = opening + relativedelta(months=months)
    if scheme.first_day == 1:
        return Window(period, scheme, opening, closing - timedelta(days=1))
    shift = relativedelta(months=1)
    start, after = (
        (opening - shift).replace(day=scheme.first_day),
        (closing - shift).replace(day=scheme.first_day),
    )
    return Window(period, scheme, start, after - timedelta(days=1))


def parse(kind: PeriodKind, text: str) -> Period | None:
    """``text`` as a period of ``kind`` ("2/2021", "Q2/2021", "quý II/2021", "2021"), or None."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    plain = " ".join(plain.replace("đ", "d").replace("Đ", "d").casefold().replace(" nam ", "/").split())
    if kind in _WHOLES:
        found = re.fullmatch(_WHOLES[kind], plain)
        return _checked(kind, 1, int(found[1])) if found else None
    found = re.fullmatch(_PARTS[kind], plain)
    if not found:
        return None
    word = found[1]
    return _checked(kind, int(word) if word.isdecimal() else _INDEXES[word], int(found[2]))


def _checked(kind: PeriodKind, index: int, year: int) -> Period | None:
    return Period(kind, index, year) if 1 <= index <= count(kind) and 1990 <= year <= 2200 else None


def last_complete(kind: PeriodKind, scheme: Scheme, today: date) -> Period:
    """The latest period of ``kind`` whose window had ended before ``today``."""
    period = Period(kind, count(kind), today.year + 1)
    while window(period, scheme).end >= today:
        period = period.before()
    return period
