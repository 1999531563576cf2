"""The cached state of tasks and deadlines against the ledger from which it follows, and putting it right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...domain.model import N_, note
from ...domain.states import Standing, governing
from ..read import sql
from ..write.change import Change, Row
from ..write.ledger import END_OF_TIME
from .findings import REPAIR, HealthFinding, Weight, few

TASK_CACHE = ("deadline_id", "done_on", "entries", "percent", "last_on", "suspended_on", "cancelled_on")
DEADLINE_CACHE = ("due_now", "done_on", "entries", "percent", "last_on")
_TASKS = f"SELECT id, {', '.join(TASK_CACHE)} FROM task ORDER BY id"
_DEADLINES = f"SELECT id, {', '.join(DEADLINE_CACHE)} FROM deadline WHERE task_id = ? ORDER BY id"
_STANDING = f"WITH {sql.ENTRIES} {sql.STANDING_AS_OF} AND t.id = :task"  # as the ledger itself works it out


class Stale(NamedTuple):
    """A row of ``table`` whose cache holds other values than the ledger gives (``right``), as far as they differ."""

    table: str
    id: int
    task: int
    held: Row
    right: Row


def _stale(table: str, row: sqlite3.Row, task: int, right: Row) -> Iterator[Stale]:
    wrong = {name: value for name, value in right.items() if row[name] != value}
    if wrong:
        yield Stale(table, row["id"], task, {name: row[name] for name in wrong}, wrong)


def stale(connection: sqlite3.Connection) -> Iterator[Stale]:
    """Every row whose cache does not follow from the ledger; one task at a time, so that memory stays small."""
    for task in connection.execute(_TASKS):
        number = task["id"]
        rows = connection.execute(_STANDING, {"as_of": END_OF_TIME, "task": number}).fetchall()
        if not rows:
            continue
        by_deadline = {row["deadline_id"]: row for row in rows}
        for held in connection.execute(_DEADLINES, (number,)):
            row = by_deadline.get(held["id"])
            if row is not None:
                right = {"due_now": row["due"]} | {name: row[name] for name in DEADLINE_CACHE[1:]}
                yield from _stale("deadline", held, number, right)
        first = rows[governing(Standing(_day(row["due"]), _day(row["done_on"])) for row in rows)]
        yield from _stale("task", task, number, {name: first[name] for name in TASK_CACHE})


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def caches(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """The state shown of a task is not what the ledger says."""
    text = N_("The state kept of task {task} is not what its ledger says")
    yield from few(
        HealthFinding("cache", Weight.ERROR, note(text, task=row.task), f"{row.table} {row.id}", REPAIR)
        for row in stale(connection)
    )


def rebuild(change: Change) -> list[int]:
    """Set every cache to what the ledger gives; returns the numbers of the tasks concerned."""
    wrong = list(stale(change.connection))
    for row in wrong:
        change.update(row.table, row.id, row.right, cache=True)
        change.record(row.table, row.id, row.held, row.right)  # by hand, so that it is on record
    tasks = sorted({row.task for row in wrong})
    change.summary = ", ".join(map(str, tasks[:50]))
    return tasks
