"""Reporting windows (thời gian chốt số liệu): which days a month, quarter, half, nine months or year covers.

The rules are data (calendar_data/windows.toml and the settings); here is only how a rule gives days. A deadline
"Quý II" is always the calendar quarter: windows belong to reports, never to deadlines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from .model import FIRST_PERIOD, LAST_YEAR, N_, Note, note


class PeriodKind(StrEnum):
    """The kinds of periodic report."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or last day of a window: a ``day`` (0: the last) of a month, counted from the period's own."""

    day: int
    month: int

    def of(self, month: date) -> date:
        """The day, ``month`` being the first day of the month from which is counted."""
        first = month + relativedelta(months=self.month)
        return first + (relativedelta(day=self.day) if self.day else relativedelta(day=31))


@dataclass(frozen=True, slots=True)
class Scheme:
    """A rule for windows, with its legal basis in both languages.

    ``kinds`` are the kinds of report that it has, each with the numbers in the year that it has of them.
    The figures of the last ``estimated_months`` are estimates; windows end between ``valid_from`` and ``valid_to``.
    ``doubt`` is what has come out about the basis since ``doubted_from``: windows that end then or later bear it.
    """

    name: str
    basis: str
    basis_en: str
    opens: Edge
    closes: Edge
    estimated_months: int = 0
    kinds: Mapping[PeriodKind, tuple[int, ...]] = field(default_factory=lambda: ALL_PERIODS)
    valid_from: date | None = None
    valid_to: date | None = None
    doubted_from: date | None = None
    doubt: str = ""
    doubt_en: str = ""

    def at(self, end: date) -> Scheme:
        """The rule of a window that ends on ``end``, with what has to be known of its basis by then."""
        if self.doubted_from is None or end < self.doubted_from:
            return self
        basis, basis_en = f"{self.basis}; {self.doubt}", f"{self.basis_en}; {self.doubt_en}"
        return replace(self, basis=basis, basis_en=basis_en, doubted_from=None)

    def has(self, period: Period) -> bool:
        """Whether the rule gives a window for ``period``."""
        if period.index not in self.kinds.get(period.kind, ()):
            return False
        end = window_of(period, self).end
        return (self.valid_from is None or self.valid_from <= end) and (self.valid_to is None or end <= self.valid_to)


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE: 9,
    PeriodKind.YEAR: 12,
}
_INDEXES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2}
# The word before a period's number, and the number itself.
_PARTS = {
    PeriodKind.MONTH: (r"(?:thang|month|[mt])", r"(\d{1,2}|i{1,3}|iv)"),
    PeriodKind.QUARTER: (r"(?:quy|qui|quarter|q)", r"(\d{1,2}|i{1,3}|iv)"),
    PeriodKind.HALF: (r"(?:half|h|0?6 ?t(?:hang)?|sau thang)", r"(\d{1,2}|i{1,3}|iv|dau|cuoi)"),
}
_WHOLES = {
    PeriodKind.NINE: r"(?:0?9 ?t(?:hang)?|chin thang|nine)[ /]?(?:dau)?[ /]?(?:nam )?(\d{4})",
    PeriodKind.YEAR: r"(?:(?:nam|year)[ /]?|ca/)(\d{4})",
}
_BARE_YEAR = r"(?:nam[ /]?)?(\d{4})"
FORMS = {
    PeriodKind.MONTH: "5/2021, tháng 5/2021",
    PeriodKind.QUARTER: "2/2021, Q2/2021, quý II/2021",
    PeriodKind.HALF: "1/2021, H1/2021, 6 tháng đầu năm 2021",
    PeriodKind.NINE: "2021",
    PeriodKind.YEAR: "2021",
}
ANY_FORMS = "tháng 5/2021, Q2/2021, quý II/2021, H1/2021, 6 tháng đầu năm 2021, 9 tháng 2021, 2021"


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
        return Period(self.kind, count_of_kind(self.kind), self.year - 1)

    def after(self) -> Period:
        """The period of the same kind just after this one."""
        if self.index < count_of_kind(self.kind):
            return Period(self.kind, self.index + 1, self.year)
        return Period(self.kind, 1, self.year + 1)

    def year_before(self) -> Period:
        """The same period of the year before."""
        return Period(self.kind, self.index, self.year - 1)


def period_label(period: Period) -> Note:
    """A period as it is in a sentence: "quarter II/2021"."""
    romans = ("I", "II", "III", "IV")
    halves = (N_("the first six months of {year}"), N_("the last six months of {year}"))
    names = {
        PeriodKind.MONTH: N_("month {n}/{year}"),
        PeriodKind.QUARTER: N_("quarter {roman}/{year}"),
        PeriodKind.HALF: halves[period.index > 1],
        PeriodKind.NINE: N_("nine months of {year}"),
        PeriodKind.YEAR: N_("the year {year}"),
    }
    roman = romans[period.index - 1] if period.kind is PeriodKind.QUARTER else ""
    return note(names[period.kind], n=period.index, roman=roman, year=period.year)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a report covers, both included, and why; ``period`` None: days chosen freely.

    From ``estimated_from`` on the figures are estimates (None: all are actual).
    """

    period: Period | None
    scheme: Scheme
    start: date
    end: date
    estimated_from: date | None = None

    @property
    def name(self) -> str:
        """The short name of the period, or the two days."""
        return self.period.name if self.period else f"{self.start.isoformat()}..{self.end.isoformat()}"


def count_of_kind(kind: PeriodKind) -> int:
    """How many periods of a kind a year has; nine months and year count once."""
    return 1 if kind is PeriodKind.NINE else 12 // _MONTHS[kind]


ALL_PERIODS: Mapping[PeriodKind, tuple[int, ...]] = {
    kind: tuple(range(1, count_of_kind(kind) + 1)) for kind in PeriodKind
}


def months(period: Period) -> tuple[date, ...]:
    """The first days of the calendar months that a period has in its name."""
    length = _MONTHS[period.kind]
    return tuple(date(period.year, 1 + (period.index - 1) * length + n, 1) for n in range(length))


def window_of(period: Period, scheme: Scheme) -> Window:
    """The window of ``period``: e.g. Q2/2021 is 15/3–14/6/2021 under Decree 09, 1/4–30/6/2021 by the calendar."""
    named = months(period)
    start, end = scheme.opens.of(named[0]), scheme.closes.of(named[-1])
    scheme = scheme.at(end)
    if not scheme.estimated_months:
        return Window(period, scheme, start, end)
    estimated = end.replace(day=1) - relativedelta(months=scheme.estimated_months - 1)
    return Window(period, scheme, start, end, max(start, estimated))


FREE = Scheme("chosen", "khoảng thời gian tự chọn", "freely chosen days", Edge(1, 0), Edge(0, 0))


def chosen_scheme(start: date, end: date) -> Window:
    """A window of freely chosen days; no rule is behind it."""
    return Window(None, FREE, start, end)


def opening(covered: Window) -> date:
    """The first day of the reporting year to which a window belongs: what had ended before is not its matter."""
    year = covered.period.year if covered.period else covered.end.year
    return min(covered.start, covered.scheme.opens.of(date(year, 1, 1)))


def window_before(covered: Window, *, year: bool = False) -> Window:
    """The window with which ``covered`` is compared: the one before it, or the same one of the ``year`` before."""
    if covered.period is not None:
        earlier = covered.period.year_before() if year else covered.period.before()
        return window_of(earlier, covered.scheme)
    if year:
        shift = relativedelta(years=1)
        return chosen_scheme(covered.start - shift, covered.end - shift)
    length = covered.end - covered.start + timedelta(days=1)
    return chosen_scheme(covered.start - length, covered.start - timedelta(days=1))


def after(covered: Window) -> Window:
    """The window that follows ``covered``; after nine months the year's last quarter."""
    if covered.period is None:
        length = covered.end - covered.start + timedelta(days=1)
        return chosen_scheme(covered.end + timedelta(days=1), covered.end + length)
    if covered.period.kind is PeriodKind.NINE:
        return window_of(Period(PeriodKind.QUARTER, 4, covered.period.year), covered.scheme)
    return window_of(covered.period.after(), covered.scheme)


def coming_window(covered: Window) -> tuple[date, date]:
    """The days whose deadlines a report calls the next ones: from its cut-off to the calendar end of what follows.

    A deadline "Quý III" falls on 30/9 whatever the day on which the next report is cut off.
    """
    following = after(covered)
    last = following.end
    if following.period is not None:
        last = max(last, months(following.period)[-1] + relativedelta(day=31))
    return covered.end + timedelta(days=1), last


def calendar_months(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months from ``first`` to ``last``, each with its first and last day in that span."""
    found = []
    start = first
    while start <= last:
        end = min(last, start + relativedelta(day=31))
        found.append((start, end))
        start = end + timedelta(days=1)
    return found


def parse_period(kind: PeriodKind, text: str) -> Period | None:
    """``text`` as a period of ``kind`` ("2/2021", "Q2/2021", "quý II/2021", "2021"), or None."""
    plain = _plain(text)
    if kind in _WHOLES:
        found = re.fullmatch(_WHOLES[kind], plain) or re.fullmatch(_BARE_YEAR, plain)
        return _checked(kind, 1, int(found[1])) if found else None
    return _part(kind, plain, "?")


def parse_any(text: str) -> Period | None:
    """``text`` as a period that says itself of which kind it is ("Q2/2021", "tháng 5/2021", "2021"), or None."""
    plain = _plain(text)
    for kind in _PARTS:
        if found := _part(kind, plain, ""):
            return found
    for kind, form in _WHOLES.items():
        if whole := re.fullmatch(form, plain):
            return _checked(kind, 1, int(whole[1]))
    year = re.fullmatch(_BARE_YEAR, plain)
    return _checked(PeriodKind.YEAR, 1, int(year[1])) if year else None


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").replace("Đ", "d").casefold().replace(" nam ", "/").split())


def _part(kind: PeriodKind, plain: str, optional: str) -> Period | None:
    word, number = _PARTS[kind]
    found = re.fullmatch(rf"{word}{optional} ?{number} ?[/\-. ] ?(\d{{4}})", plain)
    if not found:
        return None
    index = int(found[1]) if found[1].isdecimal() else _INDEXES[found[1]]
    return _checked(kind, index, int(found[2]))


def _checked(kind: PeriodKind, index: int, year: int) -> Period | None:
    return (
        Period(kind, index, year) if 1 <= index <= count_of_kind(kind) and FIRST_PERIOD <= year <= LAST_YEAR else None
    )


def last_complete_period(kind: PeriodKind, scheme: Scheme, today: date) -> Period:
    """The latest period of ``kind`` that ``scheme`` has and whose window had ended before ``today``.

    Raises:
        LookupError: the scheme has none of that kind
    """
    period = Period(kind, count_of_kind(kind), today.year + 1)
    while window_of(period, scheme).end >= today:
        period = period.before()
    numbers = scheme.kinds.get(kind, ())
    for _attempt in range(count_of_kind(kind)):
        if period.index in numbers:
            return period
        period = period.before()
    raise LookupError(kind.value)
