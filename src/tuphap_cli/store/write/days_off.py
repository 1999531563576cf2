"""The working calendar: the package `holidays` under the shipped list under the clerk's own table; who writes it."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from ... import errors
from ...domain.model import N_, Note, vn_date
from ...domain.workdays import SATURDAY, Calendar, DaySource, Passed, SpecialDay
from .change import Change
from .column_values import Row
from .secret import refuse_secret_document

SHIPPED = Path(__file__).parents[2] / "calendar_data" / "vietnam.toml"
MADE_UP = "Làm bù"  # the package knows only that such a Saturday is worked

# The clerk's own days of a span.
DAYS_OF = "SELECT day, worked, reason, document FROM day_off WHERE day BETWEEN :first AND :last ORDER BY day"

# One of the clerk's days in full.
THE_DAY = "SELECT id, day, worked, reason, document, version FROM day_off WHERE day = :day"

FEWEST = 240  # working days that every year has at least

TAKE_OUT = "DELETE FROM day_off WHERE id = :row"


# -- reading -------------------------------------------------------------------------------------------------


def build_calendar(connection: sqlite3.Connection | None, first: int, last: int) -> Calendar:
    """The calendar from the year ``first`` to the year ``last``, as far as anything is known of them.

    Without a ``connection`` it is the calendar before any clerk has entered a day.
    """
    shipped = _shipped()
    years = range(first, last + 1)
    own = clerks_days(connection, date(first, 1, 1), date(last, 12, 31)) if connection else []
    below = [*_from_package(years, shipped), *(day for day in shipped.days if day.day.year in years)]
    official = {year for year in years if year in shipped.years}
    return Calendar.of([*below, *own], official | _settled(years, below, own))


def workday(connection: sqlite3.Connection | None) -> Callable[[date, int], date]:
    """What the reader of deadlines counts working days with; nothing is built before words ask for it.

    What is given raises NotCertain for a term whose days off are not all known.
    """

    @cache
    def spanning(first: int, last: int) -> Calendar:
        return build_calendar(connection, first, last)

    def end_of_term(day: date, n: int) -> date:
        return spanning(day.year, min(day.year + n // FEWEST + 1, date.max.year)).certain_end(day, n)

    return end_of_term


def counted_term(connection: sqlite3.Connection, base: date, n: int) -> tuple[Passed, tuple[Note, ...]]:
    """How ``n`` working days from ``base`` are counted by the calendar as it is, and what of it is not certain."""
    counted = build_calendar(connection, base.year, min(base.year + n // FEWEST + 1, date.max.year))
    passed = counted.passed(base, n)
    return passed, counted.notes(base + timedelta(days=1), passed.end)


def clerks_days(connection: sqlite3.Connection, first: date, last: date) -> list[SpecialDay]:
    """The days of the clerk's own table from one day to another, in order."""
    rows = connection.execute(DAYS_OF, {"first": first.isoformat(), "last": last.isoformat()})
    return [SpecialDay(date.fromisoformat(r[0]), bool(r[1]), r[2], r[3]) for r in rows]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the shipped list says: special days, official years and their common document, names not yet decided."""

    days: tuple[SpecialDay, ...]
    years: frozenset[int]
    document: str
    undecided: tuple[str, ...]


@lru_cache(maxsize=1)
def _shipped() -> Shipped:
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    known = [
        SpecialDay(row["day"], row["kind"] == "worked", row["reason"], row["document"], DaySource.PROGRAM)
        for row in data["day"]
    ]
    names = tuple(row["name"] for row in data["undecided"])
    waiting = [_waiting(row["day"], row["name"]) for row in data["undecided"]]
    official = data["official"]
    return Shipped((*known, *waiting), frozenset(official["years"]), official["document"], names)


def _waiting(day: date, name: str) -> SpecialDay:
    """A weekday that may become a day off: worked and not certain until somebody decides."""
    return SpecialDay(day, worked=True, reason=name, source=DaySource.PROGRAM, sure=False)


@lru_cache(maxsize=16)  # the pages of all tasks ask for the same years a thousand times
def _from_package(years: range, shipped: Shipped) -> tuple[SpecialDay, ...]:
    """What the package says of ``years``; only sure where the year is official. It knows nothing after 2100."""
    return tuple(_read_package(years, shipped))


def _read_package(years: range, shipped: Shipped) -> Iterator[SpecialDay]:
    import holidays

    found = holidays.country_holidays("VN", years=years, language="vi", expand=False)
    for day, name in found.items():
        if not any(waiting in name for waiting in shipped.undecided):
            sure = day.year in shipped.years
            yield SpecialDay(day, False, name, shipped.document if sure else "", DaySource.PACKAGE, sure)
        elif day.weekday() < SATURDAY:
            yield _waiting(day, name)
    for day in found.weekend_workdays:
        if day.year in years:
            yield SpecialDay(day, True, MADE_UP, "", DaySource.PACKAGE, day.year in shipped.years)


def _settled(years: range, below: list[SpecialDay], own: list[SpecialDay]) -> set[int]:
    """The years of which the clerk has entered every weekday that was merely reckoned."""
    entered = {special.day for special in own}
    reckoned: dict[int, set[date]] = {year: set() for year in years}
    for special in below:
        if not special.sure and special.day.weekday() < SATURDAY:
            reckoned[special.day.year].add(special.day)
    return {year for year, days in reckoned.items() if days and days <= entered}


# -- writing -------------------------------------------------------------------------------------------------


def enter(change: Change, special: SpecialDay) -> None:
    """Put a day into the clerk's table; it must rest on a document and a reason, and not be there already."""
    if not special.document or not special.reason:
        raise errors.NeedsGround(missing="--reason" if special.document else "--by")
    refuse_secret_document(special.document, special.document, special.reason)
    if find_day_off(change.connection, special.day):
        raise errors.Duplicate(thing=N_("day"), value=vn_date(special.day), command=shown_by(special.day))
    row = {"day": special.day, "worked": special.worked, "reason": special.reason, "document": special.document}
    change.insert("day_off", row | {"version": 1})


def remove_day_off(change: Change, day: date) -> SpecialDay:
    """Take a day out of the clerk's table again and return what it was; NotFound where it is not there."""
    row = change.connection.execute(THE_DAY, {"day": day.isoformat()}).fetchone()
    if row is None:
        raise errors.NotFound(thing=N_("day"), value=vn_date(day), nearest="", command=shown_by(day))
    before: Row = dict(row)
    change.connection.execute(TAKE_OUT, {"row": row["id"]})
    change.record("day_off", row["id"], before, None)
    return _special(row)


def find_day_off(connection: sqlite3.Connection, day: date) -> SpecialDay | None:
    """What the clerk's table says of ``day``."""
    row = connection.execute(THE_DAY, {"day": day.isoformat()}).fetchone()
    return _special(row) if row else None


def _special(row: sqlite3.Row) -> SpecialDay:
    return SpecialDay(date.fromisoformat(row["day"]), bool(row["worked"]), row["reason"], row["document"])


def shown_by(day: date) -> str:
    """The command that shows the month of ``day``."""
    return f"tuphap calendar days {day.year} --month {day.month}"
