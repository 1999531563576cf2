"""What people call the occurrences of a recurring task: Q2, T5, 6T1, a year, or the due day itself.

Names are not stored. They follow from the due days, the rule by which the words were read and the plan's year, so
that a day which is corrected brings its name along. Where a task has occurrences of several years, all have them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from .model import DeadlineRule
from .typed_dates import folded, read_day


class OccurrenceSpan(IntEnum):
    """The periods that occurrences are named by; the value is their length in months."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


class Occurrence(NamedTuple):
    """An occurrence: the due day as it was read, the one in force (None: until further notice), its name and year.

    The year is that of its period: what is due in January for the December before belongs to the year before.
    """

    due: date
    in_force: date | None
    name: str
    year: int

    def of_another_year(self, day: date) -> bool:
        """Whether neither its period nor its due day is in the year of ``day``."""
        return day.year not in (self.year, self.due.year)


class _Period(NamedTuple):
    """A period that was typed; ``year`` None where it was left out, ``span`` None for "2/2021"."""

    span: OccurrenceSpan | None
    number: int
    year: int | None


_BY_RULE: dict[str, OccurrenceSpan] = {
    DeadlineRule.EVERY_MONTH: OccurrenceSpan.MONTH,
    DeadlineRule.EVERY_QUARTER: OccurrenceSpan.QUARTER,
}
_LETTERS = {OccurrenceSpan.MONTH: "T", OccurrenceSpan.QUARTER: "Q", OccurrenceSpan.HALF: "6T"}


def occurrence_names(days: Sequence[date], rule: str, year: int) -> tuple[str, ...]:
    """The names of the occurrences due on ``days`` (in order), read by ``rule`` in a plan of ``year``.

    Those of another year, and all where there are several years, have it ("Q2/2022"). Where no kind of period gives
    each a name of its own, it is the day.
    """
    anchors = _anchors(days, year)
    plain = {anchor.year for anchor in anchors} == {year}
    for span in _spans(anchors, rule):
        found = tuple(_name(anchor, span, plain=plain) for anchor in anchors)
        if len(set(found)) == len(found):
            return found
    return tuple(day.isoformat() for day in days)


def named_occurrence(dues: Sequence[tuple[date, date | None]], rule: str, year: int) -> list[Occurrence]:
    """The occurrences with their names, each given by its due day as read and the one in force."""
    days = [due for due, _in_force in dues]
    found = zip(dues, occurrence_names(days, rule, year), _anchors(days, year), strict=True)
    return [Occurrence(due, in_force, name, anchor.year) for (due, in_force), name, anchor in found]


def fitting(typed: str, known: Sequence[Occurrence], rule: str, year: int) -> list[int]:
    """The indexes of those of ``known`` that ``typed`` names; none where it names nothing, several where it is wide
    or leaves the year out.

    Accepted are the names shown, a month, quarter, half or year with or without its year ("quý II", "tháng 5/2021",
    "6 tháng đầu năm", "2021"), "2/2021" for the second period of the kind that the task has, and a due day.
    """
    wanted = folded(typed)
    same = [i for i, one in enumerate(known) if folded(one.name) == wanted]
    if same:
        return same
    if days := _days(wanted, known, year):
        return [i for i, one in enumerate(known) if days & {one.due, one.in_force}]
    period = _period(wanted)
    if period is None:
        return []
    anchors = _anchors([one.due for one in known], year)
    span = period.span or next(iter(_spans(anchors, rule)), OccurrenceSpan.MONTH)
    return [
        i
        for i, anchor in enumerate(anchors)
        if _number(anchor, span) == period.number and period.year in (None, anchor.year)
    ]


def of_one_year(indexes: Collection[int], known: Sequence[Occurrence], present: int) -> list[int]:
    """Of the occurrences that a name fits, those of the year ``present``, else those of the latest year before it."""
    years = {known[i].year for i in indexes}
    wanted = max((year for year in years if year <= present), default=min(years, default=present))
    return [i for i in indexes if known[i].year == wanted]


def passed_over(days: Sequence[date], year: int, further: int) -> list[int]:
    """The years without an occurrence between the year ``further`` and the last one before it that has some.

    ``days`` are the due days of a plan of ``year``, in order.
    """
    before = [anchor.year for anchor in _anchors(days, year) if anchor.year < further]
    return list(range(max(before) + 1, further)) if before else []


def _anchors(days: Sequence[date], year: int) -> list[date]:
    """A day within the period that each occurrence belongs to.

    A list that ends in the January after a plan's year is one of work due after its period: what is due on 5/1 is
    December's.
    """
    after = bool(days) and days[-1].month == 1 and days[-1].year > year
    if not after:
        return list(days)
    return [day - timedelta(days=day.day) for day in days]


def _spans(anchors: Sequence[date], rule: str) -> Iterable[OccurrenceSpan]:
    """The kinds of period that may name the occurrences, the likeliest first."""
    if rule in _BY_RULE:
        yield _BY_RULE[rule]
    years: dict[int, list[date]] = {}
    for day in anchors:
        years.setdefault(day.year, []).append(day)
    fullest = max(years.values(), key=len, default=[])
    months = [day.month for day in fullest]
    if len(fullest) == 1 and (len(years) > 1 or rule == DeadlineRule.EVERY_YEAR):
        yield OccurrenceSpan.YEAR
    if len(fullest) > 1 and set(months) <= {6, 12}:
        yield OccurrenceSpan.HALF
    if len(fullest) > 1 and set(months) <= {3, 6, 9, 12} and all(b - a == 3 for a, b in pairwise(months)):
        yield OccurrenceSpan.QUARTER
    if len(fullest) > 1:
        yield OccurrenceSpan.MONTH


def _number(day: date, span: OccurrenceSpan) -> int:
    return (day.month - 1) // span + 1


def _name(day: date, span: OccurrenceSpan, *, plain: bool) -> str:
    if span is OccurrenceSpan.YEAR:
        return str(day.year)
    name = f"{_LETTERS[span]}{_number(day, span)}"
    return name if plain else f"{name}/{day.year}"


_YEAR = r"(?:(?: ?[/.\-] ?| )(?:nam )?(\d{4}))?"
_FORMS = (
    (OccurrenceSpan.QUARTER, re.compile(rf"(?:q|quy|qui|quarter) ?0?([1-4]|i{{1,3}}|iv){_YEAR}")),
    (OccurrenceSpan.HALF, re.compile(rf"(?:6 ?t|6 ?thang|h|half) ?([12]|i{{1,2}}|dau|cuoi)?(?: nam)?{_YEAR}")),
    (OccurrenceSpan.MONTH, re.compile(rf"(?:t|thang|m|month) ?0?(1[0-2]|[1-9]){_YEAR}")),
    (OccurrenceSpan.YEAR, re.compile(r"(?:nam |year )?()(\d{4})")),
    (None, re.compile(r"0?(1[0-2]|[1-9]|i{1,3}|iv) ?[/.\-] ?(\d{4})")),
)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2, "": 1}
_FIGURES = re.compile(r"[\d/.\-]+")


def _period(wanted: str) -> _Period | None:
    for span, form in _FORMS:
        if found := form.fullmatch(wanted):
            number, year = found[1] or "", found[2]
            value = _NUMBERS[number] if number in _NUMBERS else int(number)
            return _Period(span, value, int(year) if year else None)
    return None


def _days(wanted: str, known: Sequence[Occurrence], year: int) -> set[date]:
    """The days that figures name; without a year those of all the years in which an occurrence is due."""
    if not _FIGURES.fullmatch(wanted):
        return set()
    years = {year} | {day.year for one in known for day in (one.due, one.in_force) if day}
    return {day for base in years if (day := read_day(wanted, date(base, 1, 1)))}
