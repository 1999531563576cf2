"""Builds clauses of what recurs – every quarter, every Friday, the last month of a quarter –; bears no forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from ..model import DeadlineKind
from . import notes
from .grammar import Context
from .said import asked, occurring, recurring
from .spans import WEEKLY
from .tokens import Item


def every(context: Context, found: Sequence[Item]) -> Item:
    return recurring(found[0].num, context)


def every_in_year(context: Context, found: Sequence[Item]) -> Item:
    """«Hằng quý trong năm 2026»: what recurs within the plan's year; in another year a person decides."""
    made = recurring(next(item.num for item in found if item.sym == "E"), context)
    year = next(item.spans[0] for item in found if item.spans)
    if year.doubts or year.year not in (None, context.year):
        return asked(DeadlineKind.EVERY, made.rule, made.days, *year.doubts, notes.MIXED_YEARS)
    return made


def per(context: Context, found: Sequence[Item]) -> Item:
    """«Theo quý»; without marks it may be the beginning of «theo quy định»."""
    return asked(DeadlineKind.EVERY, "every", recurring(found[0].num, context).days, notes.ONCE_OR_EVERY)


def month_of_quarters(context: Context, found: Sequence[Item]) -> Item:
    first = next(item.num for item in found if item.sym == "MQ")
    ends = [date(context.year, m, 1) + relativedelta(day=31) for m in range(first, 13, 3)]
    made = occurring(ends, context, "every_quarter")
    made.loose = False
    return made


def weekly(context: Context, found: Sequence[Item]) -> Item | None:
    if found[-1].num != WEEKLY and found[0].num != WEEKLY:
        return None
    weekday = next((item.num for item in found if item.sym == "weekday"), 0)  # Monday bears no value
    first = date(context.year, 1, 1)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    return occurring((first + timedelta(weeks=n) for n in range(53)), context, "every_week")


def every_from(context: Context, found: Sequence[Item]) -> Item:
    """«Hằng năm từ quý IV/2026 – 2029»: the yearly ends that lie in the range."""
    made = recurring(found[0].num, context)
    span = found[1].spans[0]
    until = found[2].spans[0] if len(found) > 2 else span if span.unit == "r" else None
    bounds = span.bounds(context.year)
    if bounds is None or span.doubts:
        return asked(DeadlineKind.EVERY, made.rule, made.days, *span.doubts)
    ends = until and until.bounds(context.year)
    last = ends[1] if ends else date.max
    days = tuple(day for day in made.days if bounds[0] <= day <= last)
    made.start, made.days, made.due = bounds[0], days, days[-1] if days else None
    return made


def stages(context: Context, found: Sequence[Item]) -> Item:
    return asked(DeadlineKind.EVERY, "every", recurring(found[0].num, context).days, notes.STAGES)
