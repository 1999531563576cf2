"""The forms of whole clauses – within, by, before, from, every, when, … –: one line a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..model import DeadlineKind, Note
from . import notes
from .daylists import day_of, figures_of, span_of_month
from .grammar import Builder, Context, Grammar
from .recurrences import (
    every,
    every_from,
    every_in_year,
    every_last_day,
    month_of_quarters,
    per,
    stages,
    times,
    times_on,
    weekly,
)
from .said import (
    asked,
    before_day,
    close_days,
    every_year,
    listed,
    period,
    undated,
)
from .spans import YEARLY, Span, before
from .tokens import Item


def _period(*, loose: bool, kind: DeadlineKind | None = None, doubt: Note | None = None) -> Builder:
    doubts = (doubt,) if doubt else ()

    def build(context: Context, found: Sequence[Item]) -> Item:
        span = found[0].spans[0]
        tied = loose and not (span.bare and span.unit == "y")  # "đến hết 2021 hồ sơ"
        alone = () if loose or not _only_figures(span) else (notes.DAY_OR_MONTH,)
        return period(span, context, *doubts, *alone, loose=tied, kind=kind)

    return build


def _only_figures(span: Span) -> bool:
    """«5/11» or "20 - 8" alone may be a day, months or a number; "20/11" and "5/11/2021" are days."""
    return span.bare and span.unit == "d" and span.year is None and (span.dashed or span.first_day <= 12)


def _list(*, loose: bool, kind: DeadlineKind | None = None) -> Builder:
    def build(context: Context, found: Sequence[Item]) -> Item:
        spans = [s for item in found for s in item.spans]
        return listed(spans, context, lambda s, c: period(s, c, loose=loose, kind=kind), loose=loose)

    return build


def _before(context: Context, found: Sequence[Item]) -> Item:
    spans = [s for item in found for s in item.spans]
    if len(spans) == 1:
        return before_day(spans[0], context)
    made = listed(spans, context, before_day, loose=True)
    if not close_days(spans, context):
        return made
    return asked(DeadlineKind.BEFORE, "list", made.days or made.candidates, *made.remarks, notes.SEVERAL)


def _before_period(context: Context, found: Sequence[Item]) -> Item:
    span = found[0].spans[0]
    if (bounds := span.bounds(context.year)) is None:
        return undated(DeadlineKind.BEFORE, "before", notes.NO_SUCH_DAY, sure=False)
    days = (before(bounds[0], counts=False), bounds[1])
    return asked(DeadlineKind.BEFORE, "before_period", days, *span.doubts, notes.BEFORE_PERIOD)


def _until_part(context: Context, found: Sequence[Item]) -> Item | None:
    """«Đến cuối tháng 6» is plain; until any longer part, it is not clear whether the part counts."""
    plain = found[0].spans[0].kind is DeadlineKind.BY
    doubt = None if plain else notes.UNTIL_PERIOD
    return _period(loose=True, kind=DeadlineKind.BY, doubt=doubt)(context, found)


def _range_before(context: Context, found: Sequence[Item]) -> Item:
    first, last = (item.spans[0] for item in found)
    made = before_day(last, context)
    bounds = first.in_year(last.year).bounds(context.year)
    made.kind, made.rule = DeadlineKind.RANGE, "range"
    made.start = bounds[0] if bounds else None
    if made.start is None or made.due is None or made.start > made.due or first.doubts:
        return asked(DeadlineKind.RANGE, "range", [made.due] if made.due else [], notes.BACKWARDS)
    return made


def _range_by(context: Context, found: Sequence[Item]) -> Item:
    """«Không trước ngày … và không sau ngày …»: the second day itself is in time."""
    return _range_before(replace(context, before_counts=True), found)


def _from(*remarks: Note) -> Builder:
    def build(context: Context, found: Sequence[Item]) -> Item:
        made = period(found[0].spans[0], context, loose=True, kind=DeadlineKind.FROM)
        return undated(DeadlineKind.FROM, "from", *made.remarks, *remarks, sure=made.sure, start=made.start)

    return build


def _from_or_range(context: Context, found: Sequence[Item]) -> Item | None:
    """«Từ ngày 15-20/8» has its end."""
    build = _period(loose=False) if found[0].spans[0].rule == "range" else _from(notes.NO_END)
    return build(context, found)


def _undated(kind: DeadlineKind, rule: str, *remarks: Note, sure: bool = True) -> Builder:
    return lambda _context, _found: undated(kind, rule, *remarks, sure=sure)


def _every_at(*, is_before: bool, loose: bool = True) -> Builder:
    """«Hằng năm trước ngày 15/11»: yearly only; a date with another recurrence is asked about."""

    def build(context: Context, found: Sequence[Item]) -> Item:
        size = next((item.num for item in found if item.sym == "E"), YEARLY)
        spans = [s for item in found for s in item.spans]
        made = every_year(spans, context, is_before=is_before)
        if any(s.year == context.year + 1 for s in spans):
            return _in_next_year(spans, context, is_before=is_before)
        if size != YEARLY:
            return asked(DeadlineKind.EVERY, "every_year", made.days, notes.SEVERAL)
        made.loose = loose
        return made

    return build


def _in_next_year(spans: Sequence[Span], context: Context, *, is_before: bool) -> Item:
    """«Hằng năm, trước ngày 15/01 năm sau»: the report of a year is due in the next one."""
    days = [
        before(bounds[1], counts=context.before_counts) if is_before else bounds[1]
        for span in spans
        for year in (context.year, context.year + 1)
        if (bounds := span._replace(year=year).bounds(year))
    ]
    return asked(DeadlineKind.EVERY, "next_year", sorted(days), notes.NEXT_YEAR)


def _next_year(*, is_before: bool) -> Builder:
    """«Ngày 15 của tháng đầu năm tiếp theo»: after the year that is reported on."""

    def build(context: Context, found: Sequence[Item]) -> Item:
        month = next(item.spans[0] for item in found if item.spans).month
        day = next(item.num for item in found if item.sym == "DOM")
        if not 1 <= day <= 28:
            return undated(DeadlineKind.EVERY, "next_year", notes.SHORT_MONTH, sure=False)
        named = [date(year, month, day) for year in (context.year, context.year + 1)]
        days = [before(d, counts=context.before_counts) if is_before else d for d in named]
        return asked(DeadlineKind.EVERY, "next_year", days, notes.NEXT_YEAR)

    return build


def _clock(context: Context, found: Sequence[Item]) -> Item:
    """«Trước 17 giờ ngày 28/5»: the day itself is still in time; before midnight it may be the day before."""
    made = period(found[-1].spans[0], context, loose=True, kind=DeadlineKind.BY)
    if found[0].sym == "clock" or made.due is None:
        return made
    return asked(DeadlineKind.BY, made.rule, (before(made.due, counts=False), made.due), notes.EITHER)


def _end_of_year(context: Context, _: Sequence[Item]) -> Item:
    return period(Span("y", None, 1, 1, 12, 0, "year"), context, loose=True, kind=DeadlineKind.BY)


def _peak(context: Context, found: Sequence[Item]) -> Item:
    made = period(found[0].spans[0], context, loose=True)
    made.rule = "peak"
    return made


def _ongoing_year(context: Context, found: Sequence[Item]) -> Item:
    year = found[0].num if found else context.year
    return undated(DeadlineKind.ONGOING, "ongoing", notes.ONGOING, start=date(year, 1, 1))


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
_YEARLY_FORMS = [
    row
    for word, is_before in (("[to] before [IN]", True), ("by [to] [IN]", False))
    for row in (
        (f"E [,|(] [x] {word} D|DL [)]", _every_at(is_before=is_before)),
        (f"{word} D|DL [,] E", _every_at(is_before=is_before)),
        (f"{word} D ,|and {word} D [,] E", _every_at(is_before=is_before)),
        (f"E [,] [x] {word} D ,|and {word} D", _every_at(is_before=is_before)),
        (f"{word} D annual_report", _every_at(is_before=is_before)),
        (f"[E] [,] [x] {word} DOM M NEXT", _next_year(is_before=is_before)),
        (f"{word} DAYS|n [,] E", day_of(range(1, 13), is_before=is_before)),
        (f"E [,|(] [x] {word} DAYS [month|of_month|next_month] [)]", day_of(range(1, 13), is_before=is_before)),
        (f"{word} DAYS of_month", day_of(range(1, 13), is_before=is_before, loose=False)),
        (f"{word} DAYS next_month", day_of(range(1, 13), is_before=is_before, doubt=notes.ONCE_OR_EVERY)),
        (f"E [,|(] [x] {word} DAYS MQnext [)]", day_of(range(1, 13, 3), is_before=is_before)),
        (f"{word} DAYS MQnext", day_of(range(1, 13, 3), is_before=is_before, doubt=notes.ONCE_OR_EVERY)),
        (f"E [,|(] [x] {word} DAYS MQ [)]", day_of(range(1, 13, 3), is_before=is_before)),
        (f"{word} DAYS MQ [E]", day_of(range(1, 13, 3), is_before=is_before)),
    )
]

CLAUSES = Grammar(
    ("SPAN|R", _period(loose=False)),
    ("in SPAN|R", _period(loose=False)),
    ("do_in SPAN|R", _period(loose=True)),
    ("LIST", _list(loose=False)),
    ("in LIST", _list(loose=False)),
    ("do_in LIST", _list(loose=True)),
    ("from R", _period(loose=False)),
    ("[IN] stage R", _period(loose=False, kind=DeadlineKind.RANGE)),
    ("[to] before [IN] D|DL", _before),
    ("before D|DL [,] and before D|DL", _before),
    ("before D|DL ,|; before D|DL", _before),
    ("before PERIOD", _before_period),
    ("before|by|to|IN clock [,] D", _clock),
    ("clock [,] D", _clock),
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
    ("from SPAN [to] before D", _range_before),
    ("from SPAN", _from_or_range),
    ("from SPAN onward", _from(notes.NO_END)),
    ("not_before [IN] SPAN [onward]", _from(notes.NO_END)),
    ("not_before [IN] D [,] [and] before D", _range_before),
    ("not_before [IN] D [,] [and] by [to] D", _range_by),
    ("[from] [IN] [stage] SPAN|R onward", _from(notes.YEAR_ONWARD)),
    ("E", every),
    ("last E", every),
    ("day last [,] E", every),
    ("E [,] [x] [IN] day last", every),
    ("[day] last month [,] E", every_last_day),
    ("E [,] [x] [IN] day last month|of_month", every_last_day),
    ("E [,] [IN] Y", every_in_year),
    ("[IN] Y [,] E", every_in_year),
    ("per", per),
    ("E [,|(] [x] [IN] D|M|Q|P|LIST [)]", _every_at(is_before=False, loose=False)),
    ("[IN] D|M|Q|P|LIST [,] E", _every_at(is_before=False, loose=False)),
    ("E [,] [x] DAYS", day_of(range(1, 13), is_before=False)),
    ("DAYS [,] E", day_of(range(1, 13), is_before=False)),
    ("[IN] DAYS MQ [E]", day_of(range(1, 13, 3), is_before=False)),
    ("E [,|(] [x] [IN] DAYS MQ [)]", day_of(range(1, 13, 3), is_before=False)),
    ("[IN] DAYS of_month", day_of(range(1, 13), is_before=False, doubt=notes.ONCE_OR_EVERY)),
    ("[IN] DAYS MQnext", day_of(range(1, 13, 3), is_before=False, doubt=notes.ONCE_OR_EVERY)),
    ("E [,|(] [x] [IN] DAYS MQnext [)]", day_of(range(1, 13, 3), is_before=False)),
    ("n [,] and n [,] E", figures_of),
    ("[from] DOM TO n|DOM [,] E", span_of_month),
    ("E [,|(] [x] [from] DOM TO n|DOM [)]", span_of_month),
    ("[from] DOME", day_of(range(1, 13), is_before=False)),
    ("[IN] MQ [E]", month_of_quarters),
    ("weekday [,] E", weekly),
    ("E [,] weekday", weekly),
    ("E from M|Q|Y|P|R [onward]", every_from),
    ("E from M|Q - Y", every_from),
    ("E [,] and every|IN stage", stages),
    ("periodic", _undated(DeadlineKind.EVERY, "periodic", notes.INTERVAL_MISSING, sure=False)),
    ("[every] [year] times", times),
    ("times [,|(] [x] [IN] LIST [)]", times_on(is_before=False)),
    ("times [,|(] [x] before [IN] DL [)]", times_on(is_before=True)),
    ("times [,|(] [x] by [to] [IN] DL [)]", times_on(is_before=False)),
    *_YEARLY_FORMS,
    ("ongoing", _undated(DeadlineKind.ONGOING, "ongoing", notes.ONGOING)),
    ("whole", _ongoing_year),
    ("no_deadline", _undated(DeadlineKind.NONE, "no_deadline")),
    names=_NAMES,
)
