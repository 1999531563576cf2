"""The groups under which overdue tasks stand: units, ages of the delay, those in charge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from operator import attrgetter

from ..domain import states
from ..i18n import _
from ..store.read.queries import TaskRow
from ..text import sort_key
from .in_charge import nobody

AGES = (30, 60, 90, 120)  # the steps in days by which offices report long delays
Sortable = tuple[object, ...] | int


def grouping(by: str, as_of: date) -> tuple[Callable[[TaskRow], Sortable], Callable[[TaskRow], str]]:
    """By what rows are grouped and sorted, and the heading of a group, ``by`` unit, age, leader or officer."""
    if by == "age":
        return (lambda row: -_age(row, as_of)), (lambda row: _age_name(_age(row, as_of)))
    place = lru_cache(maxsize=None)(sort_key)
    if by in ("leader", "officer"):
        of: Callable[[TaskRow], str] = attrgetter(by)
        return (lambda row: (not of(row), place(of(row)))), (lambda row: of(row) or nobody(by))
    return (lambda row: place(row.unit_name)), (lambda row: row.unit_name or _("no lead unit"))


def _age(row: TaskRow, as_of: date) -> int:
    days = days_late_of(row, as_of)
    return sum(days > step for step in AGES)


def _age_name(age: int) -> str:
    if age == 0:
        return _("up to {n} days").format(n=AGES[0])
    if age == len(AGES):
        return _("more than {n} days").format(n=AGES[-1])
    return _("{a} to {b} days").format(a=AGES[age - 1] + 1, b=AGES[age])


def days_late_of(row: TaskRow, as_of: date) -> int:
    """The days by which a row is late on ``as_of``, 0 for one that is in time."""
    return states.days_late(row.measured, as_of) if row.measured else 0
