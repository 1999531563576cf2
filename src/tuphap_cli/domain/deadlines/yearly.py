"""The forms of days that come again – "hằng năm trước ngày 15/11", "ngày 10 tháng sau" –: one line a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..model import DeadlineKind
from ..model import DeadlineRule as Rule
from . import notes
from .bracket_labels import of_half_years
from .daylists import day_of, day_of_next
from .grammar import Builder, ReadingContext
from .pieces import Item
from .said import asked, every_year, undated
from .spans import HALF_YEARLY, MONTHLY, QUARTERLY, YEARLY, Span, last_day_before

_HALF_YEARS = (HALF_YEARLY, HALF_YEARLY | YEARLY)


def every_at(*, is_before: bool, loose: bool = True) -> Builder:
    """«Hằng năm trước ngày 15/11»: yearly only; a date with another recurrence is asked about."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        size = next((item.num for item in found if item.sym == "E"), YEARLY)
        spans = [s for item in found for s in item.spans]
        made = every_year(spans, context, is_before=is_before)
        if any(s.year == context.year + 1 for s in spans):
            plain = size == YEARLY and len(spans) == 1 and spans[0].unit == "d" and not spans[0].doubts
            return _in_next_year(spans, context, is_before=is_before, plain=plain)
        if size != YEARLY and not (size in _HALF_YEARS and of_half_years(spans)):
            return asked(DeadlineKind.EVERY, Rule.EVERY_YEAR, made.days, notes.SEVERAL)
        made.loose = loose
        return made

    return build


def _in_next_year(spans: Sequence[Span], context: ReadingContext, *, is_before: bool, plain: bool) -> Item:
    """«Hằng năm, trước ngày 15/01 năm sau»: the report of a year is due in the next one."""
    if plain:
        after = replace(context, year=context.year + 1)
        made = every_year([spans[0]._replace(year=None)], after, is_before=is_before)
        return replace(made, rule=Rule.NEXT_YEAR, remarks=(*made.remarks, notes.NEXT_YEAR))
    days = [
        last_day_before(bounds[1], counts=context.before_counts) if is_before else bounds[1]
        for span in spans
        for year in (context.year, context.year + 1)
        if (bounds := span._replace(year=year).bounds(year))
    ]
    return asked(DeadlineKind.EVERY, Rule.NEXT_YEAR, sorted(days), notes.NEXT_YEAR)


def _next_year(*, is_before: bool) -> Builder:
    """«Ngày 15 của tháng đầu năm tiếp theo»: after the year that is reported on."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        month = next(item.spans[0] for item in found if item.spans).month
        day = next(item.num for item in found if item.sym == "DOM")
        if not 1 <= day <= 28:
            return undated(DeadlineKind.EVERY, Rule.NEXT_YEAR, notes.SHORT_MONTH, sure=False)
        named = [date(year, month, day) for year in (context.year, context.year + 1)]
        days = [last_day_before(d, counts=context.before_counts) if is_before else d for d in named]
        return asked(DeadlineKind.EVERY, Rule.NEXT_YEAR, days, notes.NEXT_YEAR)

    return build


DAY_FORMS = [
    row
    for word, is_before in (("[to] before [IN]", True), ("by [to] [IN]", False))
    for row in (
        (f"E [,|(] [x] {word} D|DL [)]", every_at(is_before=is_before)),
        (f"{word} D|DL [,] E", every_at(is_before=is_before)),
        (f"{word} D ,|and {word} D [,] E", every_at(is_before=is_before)),
        (f"E [,] [x] {word} D ,|and {word} D", every_at(is_before=is_before)),
        (f"{word} D annual_report", every_at(is_before=is_before)),
        (f"[E] [,] [x] {word} DOM M NEXT", _next_year(is_before=is_before)),
        (f"{word} DAYS|n [,] E", day_of(range(1, 13), is_before=is_before)),
        (f"E [,|(] [x] {word} DAYS [month|of_month] [)]", day_of(range(1, 13), is_before=is_before)),
        (f"{word} DAYS of_month [E]", day_of(range(1, 13), is_before=is_before, loose=False)),
        (f"E [,|(] [x] {word} DAYS next_month [)]", day_of_next(MONTHLY, is_before=is_before)),
        (f"{word} DAYS next_month [,] E", day_of_next(MONTHLY, is_before=is_before)),
        (f"{word} DAYS next_month", day_of_next(MONTHLY, is_before=is_before)),
        (f"E [,|(] [x] {word} DAYS MQnext [)]", day_of_next(QUARTERLY, is_before=is_before)),
        (f"{word} DAYS MQnext [,] E", day_of_next(QUARTERLY, is_before=is_before)),
        (f"{word} DAYS MQnext", day_of_next(QUARTERLY, is_before=is_before)),
        (f"[E] [,|(] [x] {word} DAYS next_quarter [)]", day_of_next(QUARTERLY, is_before=is_before, sure=False)),
        (f"E [,|(] [x] {word} DAYS MQ [)]", day_of(range(1, 13, 3), is_before=is_before)),
        (f"{word} DAYS MQ [E]", day_of(range(1, 13, 3), is_before=is_before)),
    )
]
