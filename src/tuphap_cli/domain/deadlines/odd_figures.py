"""Builds what figures of a kind of their own may mean – "24/7", "30/VI/2021", "6-9/2021" –; has no forms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from . import notes
from .dates import one_day
from .grammar import Builder, ReadingContext
from .pieces import Item
from .said import asked, period, undated
from .spans import Span, day_span, month_span

# All hours of all days; the last of them with the days of the year.
_ROUND_THE_CLOCK = frozenset(((24, 7), (24, 24), (7, 7), (24, 7, 365), (24, 24, 7), (365, 365)))
_MONTHS = 12
_LONGEST_MONTH = 31
_LAST_WEEKDAY = 7  # "T7" is Saturday


def may_be_the_clock(span: Span) -> bool:
    """Whether "24/7" is there, which is a day only where a word says so."""
    alone = span.bare and not span.dashed and span.unit == "d" and span.year is None
    return alone and (span.first_day, span.month) in _ROUND_THE_CLOCK


def clock_or_day(span: Span, context: ReadingContext) -> Item:
    """«24/7»: round the clock, or the day."""
    due = period(span, context, loose=True).due
    return asked(DeadlineKind.ONGOING, Rule.ONGOING, [due] if due else [], notes.ROUND_THE_CLOCK)


def clock_with_year(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«24/7 trong năm»."""
    span = found[0].spans[0]
    return clock_or_day(span, context) if may_be_the_clock(span) else None


def clock_in_words(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«24h/7 ngày», "24 giờ/24 giờ", "24 giờ/ngày", "7 ngày/tuần"."""
    numbers = tuple(item.num for item in found)
    if numbers not in _ROUND_THE_CLOCK and numbers not in ((24,), (7,)):
        return None
    return undated(DeadlineKind.ONGOING, Rule.ONGOING, notes.ROUND_THE_CLOCK, sure=False)


def three_figures(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«15/6/21» is a day of a year in two digits; "24/7/365" all of the time."""
    return clock_in_words(context, found) or one_day(notes.SHORT_YEAR, bare=True)(context, found)


def roman_month(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«30/VI/2021»: a day of a month that has a Roman number; asked, since documents are numbered so too."""
    return one_day(notes.ROMAN)(context, found)


def roman_month_or_quarter(_: ReadingContext, found: Sequence[Item]) -> Item:
    """«Tháng III/2021», "VI/2021": the month, or the quarter of that number."""
    number, *years = [item.num for item in found]
    return Item("M", spans=(_month_or_quarter(number, years[0] if years else None),))


def roman_period(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«III/2021», where no "quý" is before it."""
    span = _month_or_quarter(found[0].num, found[1].spans[0].year)
    return period(span, context, loose=False)


def serial_day(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«44377»: the number by which a spreadsheet keeps a day, or any other number."""
    year, _, month, day = found
    return one_day(notes.SERIAL)(context, [day, month, year])


def day_with_time(_: ReadingContext, found: Sequence[Item]) -> Item:
    """«30/06/2021 00:00:00»: a day as a spreadsheet shows it; day and month may be exchanged where both are low."""
    span = found[0].spans[0]
    if span.first_day > _MONTHS or span.first_day == span.month:
        return found[0]
    other = day_span(span.month, span.first_day, span.year)
    return Item("D", spans=(span._replace(others=(other,)).doubt(notes.SPREADSHEET),))


def part_of_day(_: ReadingContext, found: Sequence[Item]) -> Item:
    """«Sáng ngày 08/6»: in time on that day; only "before" it may be the day before."""
    return Item("DT", spans=tuple(span._replace(bare=False) for span in found[1].spans))


def day_that_recurs(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«17 giờ ngày 25 hằng tháng»: that day; an hour of midnight has no value and is left to a person."""
    return found[1] if len(found) > 1 else None


def spreadsheet_month(*doubts: Note) -> Builder:
    """«Jun-21»: a month in English, as spreadsheets show it."""

    def build(_: ReadingContext, found: Sequence[Item]) -> Item:
        month, year = found
        span = month_span(month.num, month.num, year.num + (2000 if year.num < 100 else 0), "m", Rule.MONTH)
        return Item("M", spans=(span.doubt(*doubts),))

    return build


def lettered(spans: list[Span]) -> list[Span]:
    """«T5, T11/2021»: the letter stands for month in all where it does in one; no weekday has a number over 7."""
    if not any(s.unit == "m" and (notes.LETTER_MONTH not in s.doubts or s.month > _LAST_WEEKDAY) for s in spans):
        return spans
    return [s._replace(doubts=tuple(d for d in s.doubts if d is not notes.LETTER_MONTH)) for s in spans]


def winter(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Từ tháng 10 năm trước đến tháng 3 năm sau»: into the plan's year, or out of it."""
    first, last = (item.num for item in found)
    if not (1 <= first <= _MONTHS and 1 <= last <= _MONTHS):
        return None
    span = month_span(first, last, context.year, "r", Rule.RANGE)._replace(kind=DeadlineKind.RANGE)
    earlier = span._replace(year=context.year - 1, until_year=context.year)
    span = span._replace(until_year=context.year + 1, others=(earlier,))
    return Item("R", spans=(span.doubt(notes.RELATIVE_YEAR),))


def year_first(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«2021-06»: a month with its year first, as machines write it."""
    year, month = found
    if not 1 <= month.num <= _MONTHS:
        return None
    return Item("M", spans=(month_span(month.num, month.num, year.num, "m", Rule.MONTH).doubt(notes.DAY_OR_MONTH),))


def _month_or_quarter(number: int, year: int | None) -> Span:
    span = month_span(number, number, year, "m", Rule.MONTH).doubt(notes.ROMAN)
    if number * 3 > _MONTHS:
        return span
    return span._replace(others=(month_span(number * 3 - 2, number * 3, year, "q", Rule.QUARTER),))


def months_or_day(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«6-9/2021»: June to September, or 6 September."""
    first, last, year = (item.num for item in found)
    day = one_day(notes.DAY_OR_RANGE)(context, found)
    if day is None or day.sym != "D":
        return None
    if not first < last:
        return day
    months = month_span(first, last, year, "p", Rule.RANGE)._replace(kind=DeadlineKind.RANGE)
    return Item("P", spans=(months._replace(others=(day_span(first, last, year),)).doubt(notes.DAY_OR_RANGE),))


def fifth_month(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngày 5 tháng năm», «tháng năm 2021»: May, or a month whose number is missing."""
    years = [item for item in found if item.sym == "y"]
    if len(found) > len(years):
        return one_day(notes.EITHER)(context, [found[0], Item("n", 5), *years])
    year = years[0].num
    whole = month_span(1, 12, year, "y", Rule.YEAR)
    may = month_span(5, 5, year, "m", Rule.MONTH)._replace(others=(whole,))
    return Item("M", spans=(may.doubt(notes.EITHER),))


def fourth_month(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngay 5 thang tu»: April without its marks, or "từ"."""
    return one_day(notes.UNMARKED)(context, [found[0], Item("n", 4)])


def sixth_month(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngay 5 thang sau nam 2021»: June without its marks, or the month after."""
    if all(item.sym != "next_month" for item in found):
        return None
    *days, month, year = found
    if days:
        return one_day(notes.UNMARKED)(context, found)
    return Item("M", spans=(month_span(month.num, month.num, year.num, "m", Rule.MONTH).doubt(notes.UNMARKED),))


def day_of_listed_months(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngày 15 tháng 3, 6, 9, 12»: the same day of each; of two months only it may be otherwise."""
    day, *months = [item.num for item in found]
    year = months.pop() if found[-1].sym == "y" else None
    if not 1 <= day <= _LONGEST_MONTH or months[0] < 1 or not all(a < b <= _MONTHS for a, b in pairwise(months)):
        return None
    spans = [_nearest(day, month, year) for month in months]
    if len(months) == 2:
        spans[-1] = spans[-1].doubt(notes.EITHER)
    return Item("DL", spans=tuple(spans))


def _nearest(day: int, month: int, year: int | None) -> Span:
    """The day of the month, or its last one where it has none of that number, for a person to decide."""
    span = day_span(day, month, year)
    return span if span.bounds(year or 2001) else span._replace(first_day=0, last_day=0).doubt(notes.SHORT_MONTH)


def months_listed(count: int) -> tuple[str, ...]:
    """The patterns of a day and ``count`` months: "3, 6 và 9", "tháng 3, tháng 6, và tháng 9"."""
    rows = [[month] * (count - 2) + [f",|;|and {month}"] for month in ("n", "month n")]
    rows += [[month] * (count - 2) + [f", and {month}"] for month in ("n", "month n")]
    return tuple("day N month n " + " ".join([*(f", {month}" for month in middle), last]) for *middle, last in rows)
