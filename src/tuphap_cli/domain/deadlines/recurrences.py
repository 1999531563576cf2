"""Builds clauses of what recurs – every quarter, every Friday, the last month of a quarter –; has no forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from ..model import DeadlineKind, note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import Builder, ReadingContext
from .pieces import Item
from .said import asked, every_year, occurring, recurring, undated
from .spans import HALF_YEARLY, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Span, month_ends

_NINE_MONTHS = 9
# How often something recurs that comes every so many months.
EVERY_MONTHS = {12: YEARLY, 6: HALF_YEARLY, 3: QUARTERLY, 1: MONTHLY}


def every_period(context: ReadingContext, found: Sequence[Item]) -> Item:
    return recurring(found[0].num, context)


def every_in_year(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Hằng quý trong năm 2026»: what recurs within the plan's year; in another year a person decides."""
    made = recurring(next(item.num for item in found if item.sym == "E"), context)
    year = next(item.spans[0] for item in found if item.spans)
    if year.doubts or year.year not in (None, context.year):
        return asked(DeadlineKind.EVERY, made.rule, made.days, *year.doubts, notes.MIXED_YEARS)
    return made


def per(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Theo quý»; without marks it may be the beginning of «theo quy định»."""
    return asked(DeadlineKind.EVERY, Rule.EVERY, recurring(found[0].num, context).days, notes.ONCE_OR_EVERY)


def month_of_quarters(context: ReadingContext, found: Sequence[Item]) -> Item:
    first = next(item.num for item in found if item.sym == "MQ")
    ends = [date(context.year, m, 1) + relativedelta(day=31) for m in range(first, 13, 3)]
    made = occurring(ends, context, Rule.EVERY_QUARTER)
    made.loose = False
    return made


def weekly(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    if found[-1].num != WEEKLY and found[0].num != WEEKLY:
        return None
    weekday = next((item.num for item in found if item.sym == "weekday"), 0)  # Monday has no value
    first = date(context.year, 1, 1)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    return occurring((first + timedelta(weeks=n) for n in range(53)), context, Rule.EVERY_WEEK)


def every_from(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Hằng năm từ quý IV/2026 – 2029»: the yearly ends that are in the range; days of a month have their own end."""
    if found[1].sym == "P" and found[1].spans[0].rule == Rule.RANGE:
        made = every_year(found[1].spans, context, is_before=False)
        return made if found[0].num == YEARLY else asked(DeadlineKind.EVERY, made.rule, made.days, notes.SEVERAL)
    made = recurring(found[0].num, context)
    span = found[1].spans[0]
    if found[0].num == YEARLY and span.year is None and span.until_year is None and len(found) == 2:
        return _every_year_from(span, made.days, context)
    until = found[2].spans[0] if len(found) > 2 else span if span.unit == "r" else None
    bounds = span.bounds(context.year)
    if bounds is None or span.doubts:
        return asked(DeadlineKind.EVERY, made.rule, made.days, *span.doubts)
    ends = until and until.bounds(context.year)
    last = ends[1] if ends else date.max
    if last.year < context.year:
        return asked(DeadlineKind.EVERY, made.rule, made.days, note(notes.FAR_YEAR, year=last.year))
    days = tuple(day for day in made.days if bounds[0] <= day <= last)
    made.start, made.days, made.due = bounds[0], days, days[-1] if days else None
    return made


def _every_year_from(span: Span, days: Sequence[date], context: ReadingContext) -> Item:
    """«Hằng năm từ tháng 10 đến tháng 11» ends with the second month; with one month named, a person decides."""
    if span.unit == "r":
        return every_year([span], context, is_before=False)
    return asked(DeadlineKind.EVERY, Rule.EVERY, days, notes.EQUAL_PARTS)


def every_over(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Hằng năm (2021 - 2025)», "từ tháng 10 đến tháng 11 hằng năm"."""
    every = next(item for item in found if item.sym == "E")
    over = next(item for item in found if item.spans)
    return every_from(context, [every, over]) if every.num == YEARLY else None


def stages(context: ReadingContext, found: Sequence[Item]) -> Item:
    return asked(DeadlineKind.EVERY, Rule.EVERY, recurring(found[0].num, context).days, notes.STAGES)


def every_last_day(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Ngày cuối cùng hằng tháng»; "ngày cuối tháng hằng quý" is asked about."""
    made = recurring(found[0].num, context)
    return made if found[0].num == MONTHLY else asked(DeadlineKind.EVERY, Rule.EVERY, made.days, notes.SEVERAL)


def last_day_of(size: int) -> Builder:
    """«Ngày cuối cùng của tháng»: of one, or of each?"""

    def build(context: ReadingContext, _: Sequence[Item]) -> Item:
        return asked(DeadlineKind.EVERY, Rule.EVERY, recurring(size, context).days, notes.ONCE_OR_EVERY)

    return build


def times_without_days(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«02 lần/năm»: so many times, but when? The ends of equal parts of the year are proposed."""
    count = found[0].num if found else 0
    if not count or 12 % count:
        made = undated(DeadlineKind.EVERY, Rule.TIMES, notes.NO_DAYS, sure=False)
    else:
        made = asked(DeadlineKind.EVERY, Rule.TIMES, month_ends(context.year, 12 // count), notes.EQUAL_PARTS)
    made.num = count
    return made


def times_on(*, is_before: bool) -> Builder:
    """«1 năm 2 lần, trước 15/6 và 15/12»: where as many days are named as times."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        spans = [span for item in found for span in item.spans]
        made = every_year(spans, context, is_before=is_before)
        if found[0].sym == "times" and found[0].num == len(spans):
            return made
        return asked(DeadlineKind.EVERY, made.rule, made.days or made.candidates, notes.SEVERAL)

    return build


def repeated(_: ReadingContext, found: Sequence[Item]) -> Item:
    """Several recurrences in one: "hằng quý, 6 tháng, năm"."""
    size = 0
    for item in found:
        size |= item.num
    return Item("E", size)


def and_every(size: int) -> Builder:
    def build(_: ReadingContext, found: Sequence[Item]) -> Item | None:
        once = len(found) == 1 or found[1].num == 1
        return Item("E", found[0].num | size) if once else None

    return build


def and_months(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Hằng quý, 6 tháng»; the ends of nine months are among those of the quarters."""
    size = EVERY_MONTHS.get(found[1].num)
    if found[1].num == _NINE_MONTHS and found[0].num & (QUARTERLY | MONTHLY):
        size = QUARTERLY
    return Item("E", found[0].num | size) if size else None


def reports(size: int) -> Builder:
    """«Quý, 6 tháng, năm»: reports that come again, though no word says so."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        made: Item | None = Item("E", size)
        for item in found:
            if made and item.sym == "Tmonth":
                made = and_months(context, [made, item])
            elif item.num > 1:
                return None
        return made and Item("per", made.num)

    return build
