"""Builds terms that run from the day of issue or from a day that the words name; has no forms.

A term counts from the next day, and months end on the same day number (Civil Code 91/2015/QH13, art. 147, 148).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from ..workdays import NotCertain
from . import notes
from .grammar import Builder, ReadingContext
from .pieces import Item
from .said import Said, asked, period, undated
from .spans import last_day_before

_DAYS = {"Tday": 1, "Tweek": 7}
_MONTHS = {"Tmonth": 1, "n": 12, "w": 12}  # a mere number is before "năm"
_End = tuple[date | None, tuple[Note, ...]]


def from_issue(*doubts: Note) -> Builder:
    """«Trong 10 ngày làm việc kể từ ngày ký»."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        if not found[0].num:
            return undated(DeadlineKind.EVENT, Rule.TERM, notes.NO_SUCH_DAY, sure=False)
        if context.issued is None:
            return undated(DeadlineKind.EVENT, Rule.TERM, notes.ISSUE_UNKNOWN, *doubts, sure=False)
        return _said(context.issued, _end(found[0], context.issued, context), *doubts)

    return build


def from_day(*doubts: Note) -> Builder:
    """«15 ngày kể từ ngày 01/7/2021»; with ``doubts`` the end is only proposed, with any day named after it."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        at = next(i for i, item in enumerate(found) if item.spans)
        base = period(found[at].spans[0], context, loose=True)
        term = _term(found[:at])
        if term is None or base.due is None:
            return undated(DeadlineKind.EVENT, Rule.TERM, notes.NO_SUCH_DAY, sure=False)
        end = _end(term, base.due, context)
        if base.sure and not doubts:
            made = _said(base.due, end)
            made.remarks = made.remarks or base.remarks
            return made
        others = [span for item in found[at + 1 :] for span in item.spans if item.sym != "Y"]
        named = [said.due for said in (period(span, context, loose=True) for span in others) if said.due]
        ends = [_end(term, day, context)[0] for day in base.candidates]
        days = sorted({day for day in (*named, *ends, end[0]) if day})
        return asked(DeadlineKind.EVENT, Rule.TERM, days, *base.remarks, *doubts, start=base.due)

    return build


def from_first_day(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«25 ngày, bắt đầu từ ngày 01/4»: the day named is the first one, or the term counts from the next."""
    made = from_day()(context, found)
    if not (isinstance(made, Said) and made.due):
        return made
    days = (last_day_before(made.due, counts=False), made.due)
    return asked(DeadlineKind.EVENT, Rule.TERM, days, *made.remarks, notes.FIRST_DAY, start=made.start)


def term_alone(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«01 tháng»: from when, the words do not say; its end after the day of issue is proposed."""
    day = _end(found[0], context.issued, context)[0] if context.issued and found[0].num else None
    if day is None:
        return undated(DeadlineKind.EVENT, Rule.TERM, notes.OTHER_START, sure=False)
    return asked(DeadlineKind.EVENT, Rule.TERM, [day], notes.OTHER_START)


def back_from_day(*, within: bool = False) -> Builder:
    """«10 ngày trước ngày 30/6»: the law counts no terms backwards.

    "Trong 10 ngày trước …" may mean all of those days, "báo cáo 6 tháng trước …" a half-yearly report.
    """

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        base = period(next(item.spans[0] for item in found if item.spans), context, loose=True)
        term = _term(found)
        if term is None or base.due is None:
            return undated(DeadlineKind.EVENT, Rule.TERM, notes.NO_SUCH_DAY, sure=False)
        if term.sym == "Twork":
            return undated(DeadlineKind.EVENT, Rule.TERM, notes.COUNTED_BACK, sure=False)
        days = [_moved(base.due, term, -1)]
        if within or term.sym == "Tmonth":
            days.append(last_day_before(base.due, counts=context.before_counts))
        return asked(DeadlineKind.EVENT, Rule.TERM, days, notes.COUNTED_BACK)

    return build


def _term(found: Sequence[Item]) -> Item | None:
    return next((item for item in found if item.num and not item.spans), None)


def _said(start: date, end: _End, *doubts: Note) -> Said:
    due, why = end
    if due is None:
        return undated(DeadlineKind.EVENT, Rule.TERM, *why, *doubts, sure=False)
    if why or doubts:
        return asked(DeadlineKind.EVENT, Rule.TERM, [due], *why, *doubts, start=start)
    return Said("S", kind=DeadlineKind.EVENT, start=start, due=due, rule=Rule.TERM, loose=False)


def _end(term: Item, start: date, context: ReadingContext) -> _End:
    if term.sym != "Twork":
        return _moved(start, term, 1), ()
    if context.workday is None:
        return None, (notes.WORKDAYS_UNKNOWN,)
    try:
        return context.workday(start, term.num), ()
    except NotCertain as doubt:
        return doubt.end, doubt.notes


def _moved(day: date, term: Item, way: int) -> date:
    if months := _MONTHS.get(term.sym):
        return day + relativedelta(months=way * months * term.num)
    return day + timedelta(days=way * _DAYS[term.sym] * term.num)
