"""Tells the periods that name reports – "báo cáo quý III trước ngày 25/9", "quý I: 20/3, quý II: 20/6" – from the
days on which these are due; bears no forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .grammar import REMARKS, ReadingContext
from .pieces import Item
from .spans import HALF_YEARLY, MONTHLY, QUARTERLY

_PERIODS = frozenset(("M", "Q", "P", "Y", "Tmonth", "year", "whole"))
_REPORTS = frozenset(("report", "review"))
_EACH = frozenset(("quarter", "month"))  # with the day of every one behind it
_PASSED = REMARKS | {"do", "doc", "plan_doc", "docno"}
_BOUNDS = frozenset(("before", "by"))
_TO_THE_DAY = frozenset(("to", "in", "do_in", "clock", "daypart", "weekday", ","))
_WITHIN = frozenset(("in", "do_in"))
_SIGNS = frozenset((",", ":", "(", "-"))
_SIZES = {"quarter": QUARTERLY, "month": MONTHLY}
_RECURRING = {"MQ": QUARTERLY, "of_month": MONTHLY}
_SIZED = frozenset(("E", *_SIZES))
_AFTER_DAY = frozenset(("for", "("))
_HALF_YEAR = Item("Tmonth", 6)
_YEAR = 12  # months
_EARLY, _LATE = 2, 2  # months before and after the end of a period in which its report may be due
_LABEL = Item("label")


class _Named(NamedTuple):
    """A period with the day that belongs to it: from ``start`` to before ``end`` its words, ``reported`` where a word
    for a report stands with it, ``behind`` where they follow the day."""

    start: int
    end: int
    reported: bool
    behind: bool = False


def named_reports(items: list[Item], context: ReadingContext) -> list[Item]:
    """``items`` with a label for each period that only names what is due on the day beside it.

    Without a word for a report two such pairs must stand in a row.
    """
    for at in range(len(items) - 1, 0, -1):
        if at < len(items) and items[at].sym in _SIZED:
            _recurring_report(items, at)
    found = [named for at in range(len(items)) if (named := _named(items, at, context))]
    found = [named for named in found if named.reported or len(found) > 1]
    for named in reversed(found):
        items[named.start : named.end] = [] if named.behind else [_LABEL]
    left_out = {"year_report", "annual_report"} if any(named.behind for named in found) else {"year_report"}
    items[:] = [item for item in items if item.sym not in left_out]
    return items


def _recurring_report(items: list[Item], at: int) -> None:
    """«Ngày 20 của tháng cuối quý đối với báo cáo quý» says once more how often it recurs, "ngày 25/11 đối với
    báo cáo định kỳ hằng năm" says it alone; a half-year's report is named by its months."""
    start = _report_before(items, at) or 0
    while start and items[start - 1].sym in _AFTER_DAY:
        start -= 1
    if not start or items[start].sym not in _AFTER_DAY:
        return
    size = items[at].num if items[at].sym == "E" else _SIZES[items[at].sym]
    of = items[start - 1]
    end = at + 1 + (at + 1 < len(items) and items[at + 1].sym == ")")
    if size == (of.num if of.sym == "E" else _RECURRING.get(of.sym)):
        del items[start:end]
    elif size == HALF_YEARLY:
        items[at] = _HALF_YEAR
    elif of.sym in ("D", "DOM"):
        items[start:end] = [Item("E", size)]


def _named(items: Sequence[Item], at: int, context: ReadingContext) -> _Named | None:
    if items[at].sym in _EACH:
        own = _report_before(items, at) is not None and _day_behind(items, at + 1, "DOM") is not None
        return _Named(at, at + 1, reported=True) if own else None
    if items[at].sym not in _PERIODS or (at and _joined(items, at)):
        return None
    end = _end(items, at)
    reported = _report_before(items, at)
    named = reported is not None or (items[at].sym == "Y" and at > 0 and items[at - 1].sym in _PASSED - {"do"})
    if reported is not None and (before := _day_before(items, reported)) is not None:
        closed = end < len(items) and items[end].sym == ")" and any(item.sym == "(" for item in items[before:at])
        fits = _fits(items[end - 1], items[before], context)
        return _Named(before + 1, end + closed, True, behind=True) if fits else None
    day = _day_behind(items, end)
    if day is None and reported is not None and items[at].sym == "Tmonth" and _has_own_time(items):
        return _Named(at, end, reported=True)  # "7/2026 sơ kết 6 tháng"
    if day is None or not _fits(items[end - 1], items[day], context, reported=reported is not None):
        return None
    start = reported - 1 if reported and items[reported - 1].sym == "for" else at
    return _Named(start, end, named)


def _has_own_time(items: Sequence[Item]) -> bool:
    """Whether the phrase names a month, a quarter or a day, so that no term is meant by "6 tháng"."""
    return any(item.sym in ("M", "Q", "D") for item in items)


def _day_before(items: Sequence[Item], reported: int) -> int | None:
    """Where the day stands behind which a report is named: "15/7 (báo cáo …)", "ngày 15/7 đối với báo cáo …"."""
    at = reported - 1
    while at > 0 and items[at].sym in ("for", "("):
        at -= 1
    return at if -1 < at < reported - 1 and items[at].sym == "D" else None


def _end(items: Sequence[Item], at: int) -> int:
    """Where the periods end that name one report: "tháng 12 và cả năm"."""
    end = at + 1
    while end < len(items):
        further = _skipped(items, end + 1, REMARKS) if items[end].sym in ("and", ",") else len(items)
        if further >= len(items) or items[further].sym not in _PERIODS or items[end].starts_line:
            break
        end = further + 1
    return end


def _joined(items: Sequence[Item], at: int) -> bool:
    """Whether the period at ``at`` belongs to one before it."""
    before = at - 1
    while before > 0 and items[before].sym in REMARKS - _REPORTS:
        before -= 1
    return before > 0 and items[before].sym in ("and", ",") and items[before - 1].sym in _PERIODS


def _report_before(items: Sequence[Item], at: int) -> int | None:
    """Where the word for a report stands of which the period at ``at`` is a part."""
    before = at - 1
    while before >= 0 and items[before].sym in _PASSED and not items[before + 1].starts_line:
        if items[before].sym in _REPORTS:
            return before
        before -= 1
    return None


def _day_behind(items: Sequence[Item], at: int, sym: str = "D") -> int | None:
    """Where the day stands that a bound or mere words join to the period that ends before ``at``."""
    at = _skipped(items, at, _PASSED | _SIGNS)
    bound = at < len(items) and items[at].sym in _BOUNDS
    at = _skipped(items, at + bound, _TO_THE_DAY if bound else _WITHIN)
    return at if at < len(items) and items[at].sym == sym and not items[at].starts_line else None


def _skipped(items: Sequence[Item], at: int, syms: frozenset[str]) -> int:
    while at < len(items) and items[at].sym in syms and not items[at].starts_line:
        at += 1
    return at


def _fits(period: Item, day: Item, context: ReadingContext, *, reported: bool = True) -> bool:
    """Whether a report on the period may be due on the day, or in the year of "dự toán năm 2027" something else."""
    due = day.spans[0]
    if not reported and period.sym == "Y":
        return due.year is not None or period.spans[0].year in (None, context.year)
    last = period.spans[0].last_month if period.spans else period.num if period.sym == "Tmonth" else _YEAR
    own = period.spans[0].year if period.spans else None
    years = (due.year if due.year is not None else own or context.year) - (own or context.year)
    return last - _EARLY <= due.month + _YEAR * years <= last + _LATE
