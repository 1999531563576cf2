"""A term as its words give it ("10 ngày làm việc", "02 tháng"): how many of which unit, and where it ends."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .deadlines.atoms import ATOMS, REPEATED
from .deadlines.grammar import ReadingContext
from .deadlines.tokens import items_of


class TermUnit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Term(NamedTuple):
    """A length of time: ``n`` of ``unit``."""

    n: int
    unit: TermUnit


_UNITS = {"Twork": TermUnit.WORKING_DAY, "Tday": TermUnit.DAY, "Tweek": TermUnit.WEEK, "Tmonth": TermUnit.MONTH}


def length(words: str, year: int) -> Term | None:
    """The term that is in the ``words`` of a plan of ``year``; None where there is none, or more than one."""
    items, context = items_of(words), ReadingContext(year)
    REPEATED.rewrite(items, context)
    ATOMS.rewrite(items, context)
    found = {Term(item.num, _UNITS[item.sym]) for item in items if item.sym in _UNITS and item.num}
    # A number before "năm" stays as it is, since most of them are no terms.
    found |= {
        Term(a.num, TermUnit.YEAR) for a, b in pairwise(items) if a.sym in ("n", "w") and b.sym == "year" and a.num
    }
    return found.pop() if len(found) == 1 else None


def end(base: date, term: Term) -> date | None:
    """The last day of a ``term`` that runs from ``base``, days off among them; None beyond the days a date can hold.

    A term counts from the next day; one of months or years ends on the same number of the month, or on the month's
    last day (Civil Code 91/2015/QH13, art. 147 and 148). Terms in working days are counted by the calendar.
    """
    length = {
        TermUnit.DAY: relativedelta(days=term.n),
        TermUnit.WEEK: relativedelta(weeks=term.n),
        TermUnit.MONTH: relativedelta(months=term.n),
        TermUnit.YEAR: relativedelta(years=term.n),
    }[term.unit]
    try:
        return base + length
    except (OverflowError, ValueError):
        return None
