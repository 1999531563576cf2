"""Counting what is overdue and what is missed in the database, by unit, age and reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...domain.missed import Reason
from ...domain.states import PRESENT
from ...domain.tallies import AGES
from . import meaning
from .counting import Scope


class Late(NamedTuple):
    """Overdue deadlines of a unit and an age (domain/tallies.AGES): how many, of how many tasks, the oldest day."""

    unit: int | None
    age: str
    deadlines: int
    oldest: date


def overdue(connection: sqlite3.Connection, scope: Scope) -> Iterator[Late]:
    """The overdue deadlines by lead unit and age."""
    column = meaning.due_column(scope.against)
    where, values = scope.where(meaning.overdue(scope.against))
    statement = f"""
SELECT s.lead_unit_id, {meaning.age(scope.against)} AS age, COUNT(*), MIN({column})
FROM standing AS s WHERE {where} GROUP BY 1, 2
"""
    for unit, age, number, oldest in connection.execute(statement, values):
        yield Late(unit, AGES[age][0], number, date.fromisoformat(oldest))


class MissedCount(NamedTuple):
    """Tasks of a unit that are on the missed list for the same ``reasons``, the first one first."""

    unit: int | None
    reasons: tuple[Reason, ...]
    tasks: int


def missed(connection: sqlite3.Connection, scope: Scope, silent_days: int) -> list[MissedCount]:
    """The tasks on the missed list by unit and reasons; ``silent_days`` is the longest allowed silence in days."""
    where, values = scope.where(meaning.speaks(PRESENT))
    statement = f"""
SELECT unit, reasons, COUNT(*) FROM (
    SELECT s.lead_unit_id AS unit, {meaning.REASONS_OF} AS reasons
    FROM standing AS s WHERE {where}) AS found
WHERE reasons > 0 GROUP BY unit, reasons
"""
    values |= meaning.parameters(scope.as_of, silent_days)
    rows = connection.execute(statement, values)
    return [MissedCount(unit, tuple(meaning.reasons_in(mask)), number) for unit, mask, number in rows]
