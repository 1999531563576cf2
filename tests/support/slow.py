"""The register as of a day worked out of the ledger by one slow statement, to hold the table of intervals against."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from tuphap_cli.domain.standing import speaking
from tuphap_cli.store.read import queries, sql
from tuphap_cli.store.read.queries import TaskRow


def deadline_rows(connection: sqlite3.Connection, as_of: date, tasks: tuple[int, ...] = ()) -> list[TaskRow]:
    """One row per task and deadline as of a day, without the table of intervals."""
    narrowed = f" WHERE t.id IN ({', '.join(map(str, tasks))})" if tasks else ""
    standing = sql.STANDING_AS_OF.format(also="")
    statement = f"WITH {sql.ENTRIES}, standing AS ({standing}) {sql.TASK_ROWS}{narrowed}{sql.IN_ORDER}"
    found = connection.execute(statement, {"as_of": sql.as_of_text(as_of)})
    return [row for several in _by_task(queries.task_row(row) for row in found) for row in _begun(several)]


def _by_task(rows: Iterable[TaskRow]) -> list[list[TaskRow]]:
    several: dict[int, list[TaskRow]] = {}
    for row in rows:
        several.setdefault(row.task, []).append(row)
    return list(several.values())


def _begun(rows: list[TaskRow]) -> list[TaskRow]:
    """The rows of a task, of which those that speak for it are begun as soon as any is."""
    begun = any(row.begun for row in rows)
    speak = speaking([(row.deadline_id or 0, row.original_due, row.due, row.done_on) for row in rows])
    return [row._replace(begun=begun) if (row.deadline_id or 0) in speak else row for row in rows]


def task_rows(connection: sqlite3.Connection, as_of: date) -> list[TaskRow]:
    """The same with one row per task, the one that speaks for it."""
    return queries.governed(deadline_rows(connection, as_of))
