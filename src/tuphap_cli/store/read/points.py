"""What a check looks at, as bare numbers: open deadlines up to a day, and missed tasks with the reasons."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ...domain.missed import Reason
from ...domain.states import PRESENT
from . import meaning
from .counting import Scope


class OpenDeadline(NamedTuple):
    """An open deadline and its day in force."""

    id: int
    task: int
    due: date


def open_deadlines(connection: sqlite3.Connection, scope: Scope, last: date) -> Iterator[OpenDeadline]:
    """The open deadlines that are overdue or due by ``last``, the longest delay first."""
    where, values = scope.where(meaning.OPEN, "s.due <= :last")
    statement = f"""
SELECT s.deadline_id, s.task_id, s.due FROM standing AS s WHERE {where} ORDER BY s.due, s.task_id, s.deadline_id
"""
    for id_, task, due in connection.execute(statement, values | {"last": last.isoformat()}):
        yield OpenDeadline(id_, task, date.fromisoformat(due))


def missed_reasons(
    connection: sqlite3.Connection, scope: Scope, silent_days: int
) -> Iterator[tuple[int, tuple[Reason, ...]]]:
    """The tasks on the missed list, each with its reasons; ``silent_days`` is the longest allowed silence in days."""
    where, values = scope.where(meaning.speaks(PRESENT))
    statement = f"""
SELECT task, reasons FROM (
    SELECT s.task_id AS task, {meaning.REASONS_OF} AS reasons FROM standing AS s WHERE {where}) AS found
WHERE reasons > 0 ORDER BY task
"""
    values |= meaning.parameters(scope.as_of, silent_days)
    for task, mask in connection.execute(statement, values):
        yield task, _reasons(mask)


@lru_cache(maxsize=128)
def _reasons(mask: int) -> tuple[Reason, ...]:
    return tuple(meaning.reasons_in(mask))
