"""Builds days that share what follows them – "15 và 20/8", "ngày 15, 30 hằng tháng" –; has no forms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import Builder, ReadingContext
from .pieces import Item
from .said import PERIODS, asked, every_month
from .spans import MONTHLY, QUARTERLY, day_span

_LAST_DAY = 31
_YEAR = 12  # months
_JOINING = frozenset((",", "and", "or"))
_COUNTED = frozenset(("day", "workday", "week", "hour", "once", "x"))


def days_in(item: Item) -> list[int]:
    """The days of a month that an item names: one, or several of them (``DOMS``, a bit for each day)."""
    if item.sym != "DOMS":
        return [item.num]
    return [day for day in range(1, _LAST_DAY + 1) if item.num >> day & 1]


def spelled_out(items: list[Item]) -> list[Item]:
    """``items`` with "ngày" before each of the numbers that share one: "ngày 05 và 20 tháng cuối quý"."""
    i = 0
    while i + 3 < len(items):
        day, first, sign, number = items[i : i + 4]
        listed = (day.sym, first.sym, number.sym) == ("day", "n", "n") and sign.sym in _JOINING
        counts = i + 4 < len(items) and items[i + 4].sym in _COUNTED
        if listed and not counts and first.num < number.num <= _LAST_DAY:
            items.insert(i + 3, Item("day"))
        i += 1
    return items


def _rising(days: Sequence[int]) -> bool:
    return days[0] >= 1 and days[-1] <= _LAST_DAY and all(a < b for a, b in pairwise(days))


def days_of_a_month(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngày 15, 30»: of which month, the words after them say."""
    days = [day for item in found for day in days_in(item)]
    return Item("DOMS", sum(1 << day for day in days)) if _rising(days) else None


def sharing_month(*doubts: Note, figures: bool = False) -> Builder:
    """«Ngày 15, 20/8»: days that share the month of the last; mere ``figures`` before a low date may be a count."""

    def build(_: ReadingContext, found: Sequence[Item]) -> Item | None:
        last = found[-1].spans[0]
        days = [day for item in found[:-1] for day in days_in(item)]
        if not _rising([*days, last.first_day]):
            return None
        spans = [day_span(day, last.month, last.year) for day in days]
        if figures and last.bare and last.year is None and last.first_day <= 12:  # "5 và 10/6"
            last = last.doubt(notes.DAY_OR_MONTH)
        return Item("DL", spans=(*spans, last.doubt(*doubts)))

    return build


def day_of(months: range, *, is_before: bool, loose: bool = True, doubt: Note | None = None) -> Builder:
    """Days of every month, or of the first or last month of every quarter (``MQ``)."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        days = next(days_in(item) for item in found if item.sym in ("DOM", "DOMS", "DOME", "n"))
        first = next((item.num for item in found if item.sym == "MQ"), months.start)
        size = next((item.num for item in found if item.sym == "E"), 0)
        quarterly = months.step == PERIODS[QUARTERLY]
        fits = size in (0, QUARTERLY if quarterly else MONTHLY)
        rule = Rule.EVERY_QUARTER if quarterly else Rule.EVERY_MONTH
        those = range(first, 14 if is_before else 13, months.step)
        made = every_month(days, those, context, is_before=is_before, rule=rule)
        if doubt or not fits:
            return asked(DeadlineKind.EVERY, made.rule, made.candidates or made.days, doubt or notes.SEVERAL)
        made.loose = loose
        return made

    return build


def day_of_next(size: int, *, is_before: bool, sure: bool = True) -> Builder:
    """«Hằng tháng, ngày 05 tháng sau»: what is due in the month after its period; the last one next January.

    ``size`` is the period that the words need; where another recurs, the months after that one are proposed.
    """

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        days = [days_in(item) for item in found if item.sym in ("DOM", "DOMS", "n")][-1]
        said = next((item.num for item in found if item.sym == "E"), 0)
        months = PERIODS.get(said or size, 1)
        after = range(months + 1, _YEAR + 2, months)
        rule = Rule.EVERY_QUARTER if months == PERIODS[QUARTERLY] else Rule.EVERY_MONTH
        made = every_month(days, after, context, is_before=is_before, rule=rule, runs_over=True)
        sixth = next((item.num for item in found if item.sym == "next_month"), 0)
        if sure and said == size and not sixth:
            return made
        why = notes.SEVERAL if said else notes.ONCE_OR_EVERY
        june = every_month(days, [sixth], context, is_before=is_before).days if sixth else ()
        return asked(DeadlineKind.EVERY, rule, sorted({*june, *(made.candidates or made.days)}), why)

    return build


def figures_of(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«15 và 30 hằng tháng»: days, if the figures count nothing else."""
    listed = days_of_a_month(context, found[:2])
    return listed and day_of(range(1, 13), is_before=False, doubt=notes.DAY_OR_MONTH)(context, [listed, *found[2:]])


def span_of_month(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Từ ngày 15 đến ngày 20 hằng tháng»: due on the second of the two days."""
    first, last = (item.num for item in found if item.sym != "E")
    if not _rising([first, last]):
        return None
    every = [item for item in found if item.sym == "E"]
    return day_of(range(1, 13), is_before=False)(context, [Item("DOM", last), *every])


def dashed_days_every_month(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngày 05-10 hằng tháng»: due on the second day, though "05-10" alone could be a date."""
    first, last = (item.num for item in found)
    return Item("DOME", last) if _rising([first, last]) else None
