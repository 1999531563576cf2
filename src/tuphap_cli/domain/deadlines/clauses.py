"""The forms of whole clauses – within, by, before, from, every, when, … –: one line a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from . import notes
from .daylists import day_of, day_of_next, figures_of, span_of_month
from .grammar import Builder, Grammar, ReadingContext
from .odd_figures import clock_or_day, clock_with_year, may_be_the_clock, roman_period
from .pieces import Item
from .recurrences import (
    every_from,
    every_in_year,
    every_last_day,
    every_over,
    every_period,
    last_day_of,
    month_of_quarters,
    per,
    stages,
    times_on,
    times_without_days,
    weekly,
)
from .said import (
    Said,
    asked,
    before_day,
    bounding,
    close_days,
    listed,
    period,
    undated,
)
from .spans import MONTHLY, QUARTERLY, Span, day_span, last_day_before
from .yearly import DAY_FORMS, every_at


def _period(*, loose: bool, kind: DeadlineKind | None = None, doubt: Note | None = None) -> Builder:
    doubts = (doubt,) if doubt else ()

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        span = bounding(found[0].spans[0]) if kind is DeadlineKind.BY else found[0].spans[0]
        if kind is None and may_be_the_clock(span):
            return clock_or_day(span, context)
        tied = loose and not (span.bare and span.unit == "y")  # "đến hết 2021 hồ sơ"
        alone = () if loose or not _only_figures(span) else (notes.DAY_OR_MONTH,)
        made = period(span, context, *doubts, *alone, loose=tied, kind=kind)
        made.inside = span.rule == Rule.IN_YEAR
        return made

    return build


def _inside(*, loose: bool, kind: DeadlineKind | None = None) -> Builder:
    """«Trong quý II»: the time of the work, where a word for work is before it."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        made = _period(loose=loose, kind=kind)(context, found)
        return replace(made, inside=True) if isinstance(made, Said) else made

    return build


def _only_figures(span: Span) -> bool:
    """«5/11» or "20 - 8" alone may be a day, months or a number; "20/11" and "5/11/2021" are days."""
    return span.bare and span.unit == "d" and span.year is None and (span.dashed or span.first_day <= 12)


def _list(*, loose: bool, kind: DeadlineKind | None = None) -> Builder:
    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        spans = [s for item in found for s in item.spans]
        return listed(spans, context, lambda s, c: period(s, c, loose=loose, kind=kind), loose=loose)

    return build


def _before(context: ReadingContext, found: Sequence[Item]) -> Item:
    spans = [s for item in found for s in item.spans]
    if len(spans) == 1:
        return before_day(spans[0], context)
    made = listed(spans, context, before_day, loose=True)
    if not close_days(spans, context):
        return made
    return asked(DeadlineKind.BEFORE, Rule.LIST, made.days or made.candidates, *made.remarks, notes.SEVERAL)


def _before_period(context: ReadingContext, found: Sequence[Item]) -> Item:
    span = found[0].spans[0]
    if (bounds := span.bounds(context.year)) is None:
        return undated(DeadlineKind.BEFORE, Rule.BEFORE, notes.NO_SUCH_DAY, sure=False)
    ends = (bounds[1], bounds[1]) if span.rule in (Rule.END, Rule.END_OF_YEAR) else bounds
    days = (last_day_before(ends[0], counts=False), ends[1])
    return asked(DeadlineKind.BEFORE, Rule.BEFORE_PERIOD, days, *span.doubts, notes.BEFORE_PERIOD)


def _before_year(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Trước năm 2030»: before it begins; in the plan's year or an earlier one, or by figures alone, it is asked."""
    span = found[0].spans[0]
    if span.bare or span.doubts or span.year is None or span.year <= context.year:
        return _before_period(context, found)
    return before_day(day_span(1, 1, span.year), context)


def _until_part(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Đến cuối tháng 6» is plain; until any longer part, it is not clear whether the part counts."""
    plain = found[0].spans[0].kind is DeadlineKind.BY
    doubt = None if plain else notes.UNTIL_PERIOD
    return _period(loose=True, kind=DeadlineKind.BY, doubt=doubt)(context, found)


def _range_before(context: ReadingContext, found: Sequence[Item]) -> Said:
    first, last = (item.spans[0] for item in found)
    made = before_day(last, context)
    bounds = first.in_year(last.year).bounds(context.year)
    made.kind, made.rule = DeadlineKind.RANGE, Rule.RANGE
    made.start = bounds[0] if bounds else None
    if made.start is None or made.due is None or made.start > made.due or first.doubts:
        return asked(DeadlineKind.RANGE, Rule.RANGE, [made.due] if made.due else [], notes.BACKWARDS)
    return made


def _range_by(context: ReadingContext, found: Sequence[Item]) -> Said:
    """«Không trước ngày … và không sau ngày …»: the second day itself is in time."""
    made = _range_before(replace(context, before_counts=True), found)
    return replace(made, remarks=tuple(remark for remark in made.remarks if remark is not notes.BEFORE_DAY_COUNTS))


def _from(*remarks: Note) -> Builder:
    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        made = period(found[0].spans[0], context, loose=True, kind=DeadlineKind.FROM)
        return undated(DeadlineKind.FROM, Rule.FROM, *made.remarks, *remarks, sure=made.sure, start=made.start)

    return build


def _from_or_range(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Từ ngày 15-20/8» has its end."""
    build = _period(loose=False) if found[0].spans[0].rule == Rule.RANGE else _from(notes.NO_END)
    return build(context, found)


def _before_part_of_day(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Trước sáng ngày 08/6»: that day, or the day before?"""
    made = period(found[0].spans[0], context, loose=True, kind=DeadlineKind.BEFORE)
    days = (last_day_before(made.due, counts=False), made.due) if made.due else ()
    return asked(DeadlineKind.BEFORE, Rule.BEFORE, days, notes.EITHER)


def _undated(kind: DeadlineKind, rule: Rule, *remarks: Note, sure: bool = True) -> Builder:
    return lambda _context, _found: undated(kind, rule, *remarks, sure=sure)


def _clock(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Trước 17 giờ ngày 28/5»: the day itself is still in time; before midnight it may be the day before."""
    made = period(found[-1].spans[0], context, loose=True, kind=DeadlineKind.BY)
    if found[0].sym == "clock" or made.due is None:
        return made
    return asked(DeadlineKind.BY, made.rule, (last_day_before(made.due, counts=False), made.due), notes.EITHER)


def _day_and_clock(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«20/6/2021, 15h00»."""
    return _clock(context, found[::-1])


def _from_clock(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Từ 8h ngày 01/10 đến 15/10»."""
    return period(found[-1].spans[0], context, loose=True)


def _to_clock(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Từ 8h ngày 01/10 đến 17h ngày 15/10»: due on the second day; where that ends at midnight, a person decides."""
    made = _range_by(context, [item for item in found if item.spans])
    if found[-2].sym == "clock" or made.due is None:
        return made
    return asked(DeadlineKind.RANGE, Rule.RANGE, (last_day_before(made.due, counts=False), made.due), notes.EITHER)


def _end_of_year(context: ReadingContext, _: Sequence[Item]) -> Item:
    return period(Span("y", None, 1, 1, 12, 0, Rule.YEAR), context, loose=True, kind=DeadlineKind.BY)


def _peak(context: ReadingContext, found: Sequence[Item]) -> Item:
    made = period(found[0].spans[0], context, loose=True)
    made.rule = Rule.PEAK
    return made


def _ongoing_year(context: ReadingContext, found: Sequence[Item]) -> Item:
    year = found[0].num if found else context.year
    return undated(DeadlineKind.ONGOING, Rule.ONGOING, notes.ONGOING, start=date(year, 1, 1))


_NAMES = {
    "SPAN": "D|M|Q|Y|P",
    "PERIOD": "M|Q|Y|P|R",
    "LIST": "DL|ML|QL|YL",
    "J": ",|;|and",
    "NEXT": "next|after|to",
    "DAYS": "DOM|DOMS",
    "TO": "-|to|arrow",
    "IN": "in|do_in",
}

CLAUSES = Grammar(
    ("SPAN|R", _period(loose=False)),
    ("in SPAN|R", _inside(loose=False)),
    ("D [IN] Y", clock_with_year),
    ("[IN] r /|-|. Y", roman_period),
    ("from clock [,] R", _from_clock),
    ("from [clock] [,] D to clock [,] D", _to_clock),
    ("do_in SPAN|R", _inside(loose=True)),
    ("LIST", _list(loose=False)),
    ("in LIST", _list(loose=False)),
    ("do_in LIST", _list(loose=True)),
    ("[IN] from R", _period(loose=False)),
    ("do_in stage [from] R", _inside(loose=True, kind=DeadlineKind.RANGE)),
    ("[IN] stage [from] R", _period(loose=False, kind=DeadlineKind.RANGE)),
    ("before Y", _before_year),
    ("[to] before [IN] D|DL", _before),
    ("before D|DL [,] and before D|DL", _before),
    ("before D|DL ,|; before D|DL", _before),
    ("before PERIOD", _before_period),
    ("before|by|to|IN clock [,] D|DT", _clock),
    ("clock [,] D|DT", _clock),
    ("[by|to|end] [IN] DT", _period(loose=True, kind=DeadlineKind.BY)),
    ("before [IN] DT", _before_part_of_day),
    ("D [,] clock", _day_and_clock),
    ("by [to] [IN|end] SPAN", _period(loose=True, kind=DeadlineKind.BY)),
    ("by [to] [IN] LIST", _list(loose=True, kind=DeadlineKind.BY)),
    ("[to|IN] end [IN] SPAN", _period(loose=True, kind=DeadlineKind.BY)),
    ("[from_now] [by|to] end year [this]", _end_of_year),
    ("to D", _period(loose=True, kind=DeadlineKind.BY)),
    ("to P", _until_part),
    ("to M|Q|Y", _period(loose=True, kind=DeadlineKind.BY, doubt=notes.UNTIL_PERIOD)),
    ("whereof [from] [IN] SPAN|R", _peak),
    ("from_now to D", _period(loose=True, kind=DeadlineKind.BY)),
    ("from_now to end SPAN", _period(loose=True, kind=DeadlineKind.BY)),
    ("from_now to P", _until_part),
    ("from_now to M|Q|Y", _period(loose=True, kind=DeadlineKind.BY, doubt=notes.UNTIL_PERIOD)),
    ("from_now to before D", _before),
    ("from SPAN [to|,] before D", _range_before),
    ("from SPAN [to|,] by D", _range_by),
    ("from SPAN", _from_or_range),
    ("from SPAN onward", _from(notes.NO_END)),
    ("not_before [IN] SPAN [onward]", _from(notes.NO_END)),
    ("not_before [IN] D [,] [and] before D", _range_before),
    ("not_before [IN] D [,] [and] by [to] D", _range_by),
    ("[from] [IN] [stage] SPAN|R onward", _from(notes.YEAR_ONWARD)),
    ("E", every_period),
    ("last E", every_period),
    ("day last [,] E", every_period),
    ("E [,] [x] [IN] day last", every_period),
    ("[by|before] [to] [IN] day last month|of_month", last_day_of(MONTHLY)),
    ("[by|before] [to] [IN] day last quarter", last_day_of(QUARTERLY)),
    ("[day] last month [,] E", every_last_day),
    ("E [,] [x] [IN] day last month|of_month", every_last_day),
    ("E [,] [IN] Y", every_in_year),
    ("[IN] Y [,] E", every_in_year),
    ("per", per),
    ("E [,|(] [x] [IN] D|M|Q|P|LIST [)]", every_at(is_before=False, loose=False)),
    ("[IN] D|M|Q|P|LIST [,] E", every_at(is_before=False, loose=False)),
    ("E [,|(] [x] [IN] DAYS [)]", day_of(range(1, 13), is_before=False)),
    ("[IN] DAYS [,] E", day_of(range(1, 13), is_before=False)),
    ("[IN] DAYS MQ [E]", day_of(range(1, 13, 3), is_before=False)),
    ("E [,|(] [x] [IN] DAYS MQ [)]", day_of(range(1, 13, 3), is_before=False)),
    ("[IN] DAYS of_month", day_of(range(1, 13), is_before=False, doubt=notes.ONCE_OR_EVERY)),
    ("E [,|(] [x] [from] DOM TO n|DOM next_month [)]", day_of_next(MONTHLY, is_before=False)),
    ("[from] DOM TO n|DOM next_month [,] [E]", day_of_next(MONTHLY, is_before=False, sure=False)),
    ("[IN] DAYS MQnext [,] [E]", day_of_next(QUARTERLY, is_before=False)),
    ("E [,|(] [x] [IN] DAYS MQnext [)]", day_of_next(QUARTERLY, is_before=False)),
    ("[IN] DAYS next_month [,] [E]", day_of_next(MONTHLY, is_before=False)),
    ("E [,|(] [x] [IN] DAYS next_month [)]", day_of_next(MONTHLY, is_before=False)),
    ("[E] [,|(] [x] [IN] DAYS next_quarter [)]", day_of_next(QUARTERLY, is_before=False, sure=False)),
    ("n [,] and n [,] E", figures_of),
    ("[from] DOM TO n|DOM [,] E", span_of_month),
    ("E [,|(] [x] [from] DOM TO n|DOM [)]", span_of_month),
    ("[from] DOME", day_of(range(1, 13), is_before=False)),
    ("[IN] MQ [E]", month_of_quarters),
    ("[by] [IN] weekday [,] E", weekly),
    ("E [,|(] [by] [IN] weekday [)]", weekly),
    ("E [,|(] [IN] [stage] from M|Q|Y|P|R [onward] [)]", every_from),
    ("E [,|(] [IN] [stage] R [)]", every_over),
    ("[IN] [stage] [from] R [,] E", every_over),
    ("E from M|Q - Y", every_from),
    ("E [,] and every|IN stage", stages),
    ("periodic", _undated(DeadlineKind.EVERY, Rule.PERIODIC, notes.INTERVAL_MISSING, sure=False)),
    ("[every] [year] times", times_without_days),
    ("times [,|(] [x] [IN] LIST [)]", times_on(is_before=False)),
    ("times [,|(] [x] before [IN] DL [)]", times_on(is_before=True)),
    ("times [,|(] [x] by [to] [IN] DL [)]", times_on(is_before=False)),
    *DAY_FORMS,
    ("ongoing", _undated(DeadlineKind.ONGOING, Rule.ONGOING, notes.ONGOING)),
    ("whole", _ongoing_year),
    ("no_deadline", _undated(DeadlineKind.NONE, Rule.NO_DEADLINE)),
    names=_NAMES,
)
