"""Makes days, months, quarters and parts of a year of the numbers that a form holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import Builder, ReadingContext
from .pieces import REMARK, STRANGE, Item
from .recurrences import EVERY_MONTHS
from .spans import MONTHLY, YEARLY, Span, day_span, month_span

_NO_DAY = 32
_SATURDAY = 7  # "thứ 7"


def _item(sym: str, span: Span) -> Item:
    return Item(sym, spans=(span,))


def _invalid(span: Span) -> Item:
    return _item("P", span.doubt(notes.NO_SUCH_DAY))


def one_day(*doubts: Note, bare: bool = False, shift: int | None = None) -> Builder:
    """A day from day, month and, where given, year; ``shift`` counts the year from the plan's."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        day, month, *years = [item.num for item in found]
        year = years[0] if years else None
        if shift is not None:
            year = context.year + shift
        if year is not None and year < 100:
            year += 2000
        span = day_span(day, month, year)._replace(bare=bare)
        if day == 0:  # elsewhere 0 counts from the month's end
            return _invalid(span._replace(first_day=_NO_DAY, last_day=_NO_DAY))
        # In a leap year every day exists that may exist at all.
        if span.bounds(2000 if year is None else year) is None:
            return _invalid(span)
        return _item("D", span.doubt(*doubts))

    return build


def dashed_day(*, bare: bool) -> Builder:
    """«30-5» is a day, "4-6" may be two numbers; alone and without "ngày" it is always asked about."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        if found[0].num < found[1].num:
            two_days = bare or found[1].num > 12  # "ngày 15-20" of a month named elsewhere
            return None if two_days else one_day(notes.DAY_OR_RANGE)(context, found)
        made = one_day(bare=bare)(context, found)
        if not bare or made is None:
            return made
        return replace(made, spans=tuple(span._replace(dashed=True) for span in made.spans))

    return build


def days_of_month(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    first, last, month, *years = [item.num for item in found]
    span = day_span(last, month, years[0] if years else None, Rule.RANGE)
    span = span._replace(unit="r", first_day=first, kind=DeadlineKind.RANGE)
    if not 1 <= first < last or span.bounds(span.year or 2000) is None:
        return _invalid(span)
    return _item("P", span)


def days_of_month_in_figures(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«15-20/8» can only be days; "5-10/8" may be something else, and "20-8/9" is no range."""
    first, last = found[0].num, found[1].num
    made = days_of_month(context, found) if first < last else None
    if made is None or last > 12:
        return made
    return replace(made, spans=tuple(span.doubt(notes.DAY_OR_RANGE) for span in made.spans))


def part_number(
    unit: str, size: int, *, bare: bool = False, shift: int | None = None, doubt: Note | None = None
) -> Builder:
    """The ``number``-th part of ``size`` months of a year, from its number and, where given, the year."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        number, *years = [item.num for item in found]
        if not 1 <= number <= 12 // size:
            return None if bare else STRANGE
        year = years[0] if years else None
        if shift is not None:
            year = context.year + shift
        elif year is not None and year < 100:
            year += 2000
        rule = Rule.MONTH if size == 1 else Rule.QUARTER
        span = month_span((number - 1) * size + 1, number * size, year, unit.lower(), rule)._replace(bare=bare)
        return _item(unit, span.doubt(doubt) if doubt else span)

    return build


def short_year(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Tháng 6/21»; a number up to 12 may be anything."""
    return part_number("M", 1, doubt=notes.SHORT_YEAR)(context, found) if found[1].num > 12 else None


def two_figures(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«15/6» is a day; "6/21" can only be a month of a year in two digits."""
    if found[0].num <= 12 < found[1].num and found[1].num < 100:
        return part_number("M", 1, bare=True, doubt=notes.SHORT_YEAR)(context, found)
    return one_day(bare=True)(context, found)


def after_comma(unit: str, size: int) -> Builder:
    """«Quý IV, 2021»: the plan's year is the year of the quarter; another one may count for itself."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        own = found[-1].num == context.year
        return part_number(unit, size, doubt=None if own else notes.MIXED_YEARS)(context, found)

    return build


def part_of_year(*, first: bool, size: int = 1, doubt: Note | None = None) -> Builder:
    """The first or last n months (or n times ``size`` months) of a year."""

    def build(_: ReadingContext, found: Sequence[Item]) -> Item:
        count, *years = [item.num for item in found]
        months = count * size
        if not 1 <= months < 12:
            return STRANGE
        start, end = (1, months) if first else (13 - months, 12)
        span = month_span(start, end, years[0] if years else None, "p", Rule.PART_OF_YEAR)
        span = span._replace(kind=DeadlineKind.RANGE)
        return _item("P", span.doubt(doubt) if doubt else span)

    return build


def fixed_months(
    sym: str,
    start: int,
    end: int,
    rule: Rule,
    *,
    kind: DeadlineKind = DeadlineKind.WITHIN,
    doubt: Note | None = None,
) -> Builder:
    """Months of a year that no number names: "nửa đầu năm", "quý cuối năm", "cuối năm"."""

    def build(_: ReadingContext, found: Sequence[Item]) -> Item:
        year = found[0].num if found else None
        span = month_span(start, end, year, sym.lower(), rule)._replace(kind=kind)
        if doubt and doubt is not notes.EITHER:  # the beginning may be its first day
            span = span._replace(others=(day_span(1, start, year),))
        return _item(sym, span.doubt(doubt) if doubt else span)

    return build


def whole_year(
    *, bare: bool = False, shift: int | None = None, rule: Rule = Rule.YEAR, doubt: Note | None = None
) -> Builder:
    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        year = found[0].num if found else None
        span = month_span(1, 12, year if shift is None else context.year + shift, "y", rule)._replace(bare=bare)
        return _item("Y", span.doubt(doubt) if doubt else span)

    return build


def month_of_quarter(number: int) -> Builder:
    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        quarter, *years = found
        month = Item("n", (quarter.num - 1) * 3 + number)
        return part_number("M", 1)(context, [month, *years]) if 1 <= quarter.num <= 4 else STRANGE

    return build


def day_of_quarter(number: int) -> Builder:
    """«Ngày 15 tháng cuối quý II»: a day of the first or the third month."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        day, quarter, *years = found
        month = Item("n", (quarter.num - 1) * 3 + number)
        return one_day()(context, [day, month, *years]) if 1 <= quarter.num <= 4 else STRANGE

    return build


def spreadsheet_day(context: ReadingContext, found: Sequence[Item]) -> Item:
    """A date as spreadsheets hand it over: the first of a month may be a month, low numbers may be exchanged."""
    year, _, month, day = found
    made = one_day()(context, [day, month, year])
    if not made or made.sym != "D":
        return made or STRANGE
    span = made.spans[0]
    if day.num == 1:
        whole = month_span(month.num, month.num, year.num, "m", Rule.SPREADSHEET)
        return _item("M", whole._replace(others=(span,)).doubt(notes.SPREADSHEET))
    if day.num <= 12 and day.num != month.num:
        other = day_span(month.num, day.num, year.num)
        return _item("D", span._replace(rule=Rule.SPREADSHEET, others=(other,)).doubt(notes.SPREADSHEET))
    return made


def spreadsheet_day_of_month(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«3-May»: what a spreadsheet makes of "3/5" or, where it puts the month first, of "5/3"."""
    day, month = (item.num for item in found)
    made = one_day()(context, found)
    if made is None or made.sym != "D" or day > 12 or day == month:
        return made
    return _item("D", made.spans[0]._replace(others=(day_span(month, day, None),)).doubt(notes.SPREADSHEET))


def mark(sym: str, num: int = 0) -> Builder:
    def build(_: ReadingContext, found: Sequence[Item]) -> Item:
        return Item(sym, num or (found[0].num if found else 0))

    return build


def every_months(_: ReadingContext, found: Sequence[Item]) -> Item:
    """«6 tháng/lần», "6 tháng 1 lần"."""
    size = EVERY_MONTHS.get(found[0].num)
    return Item("E", size) if size and (len(found) == 1 or found[1].num == 1) else Item("times")


def once_in_months(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«1 lần/6 tháng»."""
    return every_months(context, found[::-1])


def every_month_in_words(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«6 tháng một lần», "một tháng hai lần": "tháng một" is no January here."""
    count = Item("n", found[-1].num)
    return (
        every_months(context, [*found[:-1], count]) if len(found) > 1 else times_in_period(MONTHLY)(context, [count])
    )


def times_in_period(size: int) -> Builder:
    """«02 lần/năm»: once in a period recurs with it; how many times in a year is kept."""

    def build(_: ReadingContext, found: Sequence[Item]) -> Item:
        count, *periods = [item.num for item in found]
        if periods and periods != [1]:
            return Item("times")
        return Item("E", size) if count == 1 else Item("times", count if size == YEARLY else 0)

    return build


def times_in_year(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«01 lần trong năm»: perhaps in this year only."""
    return Item("per", YEARLY) if found[0].num == 1 else times_in_period(YEARLY)(context, found)


def as_often(size: int) -> Builder:
    """«1 năm 2 lần», "1 năm/lần": the period first."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        periods, *counts = found
        return times_in_period(size)(context, [*counts, periods] if counts else [Item("n", 1), periods])

    return build


def week_by_weekday(_: ReadingContext, found: Sequence[Item]) -> Item:
    """«Tuần thứ ba» is the third week, though "thứ ba" alone is Tuesday."""
    return Item("WK", (found[0].num if found else 0) + 2)


def weekday_by_number(_: ReadingContext, found: Sequence[Item]) -> Item:
    return Item("weekday", found[0].num - 2) if 2 <= found[0].num <= _SATURDAY else STRANGE


def numbered_day(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngày thứ 12 hằng tháng»; "ngày thứ 6" may be a Friday."""
    return Item("DOM", found[0].num) if found[0].num > _SATURDAY else None


def same_number(_: ReadingContext, found: Sequence[Item]) -> Item:
    return found[0] if found[0].num == found[-1].num else STRANGE


def five(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    return found[0] if found[0].num == 5 else None


def number_in_name(_: ReadingContext, _found: Sequence[Item]) -> Item:
    """A number that belongs to a name: "Điều 5", "Mục II"."""
    return REMARK
