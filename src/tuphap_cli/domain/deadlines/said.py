"""What one clause says of a deadline, and how periods, lists and recurrences become days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..model import DeadlineKind, Note, note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import ReadingContext
from .pieces import Item
from .spans import HALF_YEARLY, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Span, last_day_before, month_ends

_ONE_SEASON = timedelta(days=7)
_LONGEST_MONTH = 31
_YEAR = 12  # months
_YEARS_BACK, _YEARS_AHEAD = 1, 30
# The recurrence's code and the months of one period, the shortest first.
PERIODS = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}


@dataclass(slots=True)
class Said(Item):
    """One clause: a :class:`~.model.Reading` without the phrase.

    ``loose`` clauses have words such as "trước" or "hoàn thành trong" that tie them to the task, so that remarks
    beside them do not matter; a mere "Quý II" beside unknown words may be part of a name. ``inside`` ones are
    behind "trong".
    """

    kind: DeadlineKind = DeadlineKind.UNREAD
    start: date | None = None
    due: date | None = None
    days: tuple[date, ...] = ()
    rule: Rule = Rule.NOT_READ
    remarks: tuple[Note, ...] = ()
    candidates: tuple[date, ...] = ()
    sure: bool = True
    loose: bool = True
    inside: bool = False

    @property
    def dated(self) -> bool:
        """Whether the clause names a day."""
        return self.due is not None or bool(self.days) or bool(self.candidates)


def undated(kind: DeadlineKind, rule: Rule, *remarks: Note, sure: bool = True, start: date | None = None) -> Said:
    """A clause that names no day on which something is due."""
    return Said("S", kind=kind, rule=rule, remarks=remarks, sure=sure, start=start)


def asked(kind: DeadlineKind, rule: Rule, days: Iterable[date], *remarks: Note, start: date | None = None) -> Said:
    """A clause for a person to decide, with the days that may be meant; the last of them is proposed."""
    found = tuple(dict.fromkeys(days))
    return Said(
        "S",
        kind=kind,
        rule=rule,
        start=start,
        due=found[-1] if found else None,
        remarks=remarks,
        candidates=found,
        sure=False,
    )


def _far(span: Span, context: ReadingContext) -> tuple[Note, ...]:
    years = {y for y in (span.year, span.until_year) if y is not None}
    far = [y for y in years if not context.year - _YEARS_BACK <= y <= context.year + _YEARS_AHEAD]
    if span.unit == "r" and span.until_year is not None and span.until_year >= context.year:
        far = [y for y in far if y > context.year]
    return tuple(note(notes.FAR_YEAR, year=y) for y in sorted(far))


def _remarks(span: Span, context: ReadingContext) -> tuple[Note, ...]:
    found: list[Note] = []
    if span.year is None and span.until_year is None:
        found.append(note(notes.YEAR_TAKEN, year=context.year))
    if span.rule in (Rule.END, Rule.END_OF_YEAR):
        found.append(notes.END_OF)
    elif span.rule == Rule.MIDDLE_OF_MONTH:
        found.append(notes.MIDDLE_OF_MONTH)
    return tuple(found)


def period(span: Span, context: ReadingContext, *doubts: Note, loose: bool, kind: DeadlineKind | None = None) -> Said:
    """A day or a period: due on its last day."""
    kind = kind or span.kind
    bounds = span.bounds(context.year)
    if bounds is None:
        return undated(kind, span.rule, *(span.doubts or (notes.NO_SUCH_DAY,)), sure=False)
    start, due = bounds
    if span.year is None and context.issued and due < context.issued and context.issued.year == context.year:
        span = span._replace(others=(*span.others, span._replace(year=context.year + 1))).doubt(notes.PASSED)
    doubts = (*span.doubts, *_far(span, context), *doubts)
    first = None if kind in (DeadlineKind.BY, DeadlineKind.BEFORE) else start
    if doubts:
        others = [b[1] for other in span.others if (b := other.in_year(span.year).bounds(context.year))]
        made = asked(kind, span.rule, [*others, due], *doubts, *_remarks(span, context), start=first)
    else:
        made = Said("S", kind=kind, start=first, due=due, rule=span.rule, remarks=_remarks(span, context))
    made.loose = loose
    return made


def bounding(span: Span) -> Span:
    """The day behind "trước" or "chậm nhất", where "4-6" is no range."""
    if span.unit != "d" or not span.doubts:
        return span
    return span._replace(doubts=tuple(doubt for doubt in span.doubts if doubt is not notes.DAY_OR_RANGE))


def before_day(span: Span, context: ReadingContext) -> Said:
    """Before a day: the day before is the last one in time, unless the day itself is to count."""
    made = period(bounding(span), context, loose=True, kind=DeadlineKind.BEFORE)
    counts = context.before_counts
    made.rule = Rule.BEFORE
    made.due = last_day_before(made.due, counts=counts) if made.due else None
    made.candidates = tuple(last_day_before(day, counts=counts) for day in made.candidates)
    if counts:
        made.remarks += (notes.BEFORE_DAY_COUNTS,)
    return made


def listed(
    spans: Sequence[Span], context: ReadingContext, one: Callable[[Span, ReadingContext], Said], *, loose: bool
) -> Said:
    """Several dates in a row, each its own deadline."""
    clauses = [one(span, context) for span in spans]
    days = [c.due for c in clauses if c.due]
    remarks = tuple(dict.fromkeys(r for c in clauses for r in c.remarks))
    kind = DeadlineKind.WITHIN if clauses[0].kind is DeadlineKind.RANGE else clauses[0].kind
    if _neighbours(spans) and all(c.sure for c in clauses):
        remarks += (notes.NEIGHBOURS,)
    elif all(c.sure for c in clauses) and len(days) == len(set(days)):
        return Said(
            "S",
            kind=kind,
            start=clauses[0].start,
            due=max(days),
            days=tuple(sorted(days)),
            rule=Rule.LIST,
            remarks=remarks,
            loose=loose,
        )
    made = asked(kind, Rule.LIST, sorted(days), *remarks, start=clauses[0].start)
    made.loose = loose
    return made


def _neighbours(spans: Sequence[Span]) -> bool:
    """Whether two of the periods touch; a whole year of them is meant one by one."""
    first = spans[0]
    if first.unit in ("d", "y"):
        return first.unit == "y"
    if first.unit == "p":
        return first.kind is not DeadlineKind.BY
    if sum(s.last_month - s.month + 1 for s in spans) == 12:
        return False
    return any(a.last_month + 1 == b.month and a.year == b.year for a, b in pairwise(spans))


def close_days(spans: Sequence[Span], context: ReadingContext) -> bool:
    """Whether two of the days are within a week, as those of one season do: "trước 30/4 và 1/5" is one deadline."""
    ends = sorted(bounds[1] for span in spans if (bounds := span.bounds(context.year)))
    return any(b - a <= _ONE_SEASON for a, b in pairwise(ends))


def recurring(size: int, context: ReadingContext, rule: Rule = Rule.EVERY) -> Said:
    """Every year, half-year, quarter or month: the last day of each; weeks and days get no days."""
    months = next((m for code, m in PERIODS.items() if size & code), 0)
    if not months:
        return undated(DeadlineKind.EVERY, rule, notes.NO_DAYS)
    days = month_ends(context.year, months)
    if size >= WEEKLY:
        return asked(DeadlineKind.EVERY, rule, days, notes.NO_DAYS)
    made = occurring(days, context, rule)
    made.loose = False
    return made


def occurring(
    days: Iterable[date], context: ReadingContext, rule: Rule, *remarks: Note, runs_over: bool = False
) -> Said:
    """A recurring deadline with those of its ``days`` that fall in the plan's year, or all where it ``runs_over``."""
    own = tuple(sorted({d for d in days if runs_over or d.year == context.year}))
    due = own[-1] if own else None
    return Said("S", kind=DeadlineKind.EVERY, due=due, days=own, rule=rule, remarks=remarks, sure=bool(own))


def every_year(spans: Sequence[Span], context: ReadingContext, *, is_before: bool) -> Said:
    """The same day or period each year; before 1 January is the last day of the year before."""
    days: list[date] = []
    remarks: tuple[Note, ...] = (notes.NEIGHBOURS,) if len(spans) > 1 and _neighbours(spans) else ()
    if is_before and close_days(spans, context):
        remarks += (notes.SEVERAL,)
    for span in spans:
        remarks += span.doubts + ((notes.MIXED_YEARS,) if span.year is not None else ())
        for year in (context.year, context.year + 1):
            if (bounds := span.bounds(year)) is not None:
                days.append(last_day_before(bounds[1], counts=context.before_counts) if is_before else bounds[1])
            elif year == context.year:
                remarks += (notes.NO_SUCH_DAY,)
    made = occurring(days, context, Rule.EVERY_YEAR)
    if remarks:
        return asked(DeadlineKind.EVERY, Rule.EVERY_YEAR, made.days, *remarks)
    return made


def every_month(
    days: Sequence[int],
    months: Iterable[int],
    context: ReadingContext,
    *,
    is_before: bool,
    rule: Rule = Rule.EVERY_MONTH,
    runs_over: bool = False,
) -> Said:
    """Days of certain months of each year; 13 is the next January, whose day before may be in this year.

    What is due after its period ``runs_over`` into that January. A month that lacks a day offers its last one
    instead, for a person to decide.
    """
    if not all(1 <= day <= _LONGEST_MONTH for day in days):
        return undated(DeadlineKind.EVERY, rule, notes.NO_SUCH_DAY, sure=False)
    due: list[date] = []
    missing = False
    for month in months:
        year = context.year + (month > _YEAR)
        length = monthrange(year, (month - 1) % _YEAR + 1)[1]
        for day in days:
            named = date(year, (month - 1) % _YEAR + 1, min(day, length))
            missing = missing or day > length
            due.append(last_day_before(named, counts=context.before_counts or day > length) if is_before else named)
    made = occurring(due, context, rule, runs_over=runs_over)
    return asked(DeadlineKind.EVERY, made.rule, made.days, notes.SHORT_MONTH) if missing else made
