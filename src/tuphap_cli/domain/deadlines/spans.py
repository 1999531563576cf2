"""Days and parts of a year, as words name them: the year may still be missing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule

# How often something recurs; several are added up ("hằng quý, 6 tháng, năm").
YEARLY, HALF_YEARLY, QUARTERLY, MONTHLY, WEEKLY, DAILY = 1, 2, 4, 8, 16, 32


class Span(NamedTuple):
    """A day, a month, a quarter, … inside one year.

    ``last_day`` and ``first_day`` count from the first of the month; 0 is the month's last day, -6 the sixth
    before it. ``bare`` marks figures that are without a word such as "ngày" or "tháng". ``doubts`` say why a
    person has to decide; ``others`` are further days that may be meant.
    """

    unit: str
    year: int | None
    month: int
    first_day: int
    last_month: int
    last_day: int
    rule: Rule
    kind: DeadlineKind = DeadlineKind.WITHIN
    bare: bool = False
    dashed: bool = False
    doubts: tuple[Note, ...] = ()
    others: tuple[Span, ...] = ()
    until_year: int | None = None

    def bounds(self, year: int) -> tuple[date, date] | None:
        """The first and the last day, in ``year`` where the words name none; None where there is no such day."""
        own = self.year if self.year is not None else year
        until = own if self.until_year is None else self.until_year
        try:
            return _day(own, self.month, self.first_day), _day(until, self.last_month, self.last_day)
        except ValueError:
            return None

    def doubt(self, *why: Note) -> Span:
        """The same, for a person to decide."""
        return self._replace(doubts=self.doubts + why)

    def in_year(self, year: int | None) -> Span:
        """The same in ``year`` where the words named none."""
        return self if self.year is not None or year is None else self._replace(year=year)


def _day(year: int, month: int, day: int) -> date:
    if day > 0:
        return date(year, month, day)
    return date(year, month, monthrange(year, month)[1] + day)


def day_span(day: int, month: int, year: int | None, rule: Rule = Rule.DAY) -> Span:
    """One day."""
    return Span("d", year, month, day, month, day, rule, DeadlineKind.BY)


def month_span(first: int, last: int, year: int | None, unit: str, rule: Rule) -> Span:
    """Whole months from ``first`` to ``last``."""
    return Span(unit, year, first, 1, last, 0, rule)


def month_ends(year: int, months: int) -> tuple[date, ...]:
    """The last days of the year's parts of ``months`` months each."""
    return tuple(_day(year, m, 0) for m in range(months, 13, months))


def last_day_before(day: date, *, counts: bool) -> date:
    """The last day in time for "before ``day``": the day before, or ``day`` itself where it ``counts``."""
    return day if counts else day - timedelta(days=1)
