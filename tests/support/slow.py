"""The register as of a day worked out of the ledger by one slow statement, to hold the table of intervals against."""

from __future__ import annotations

import sqlite3
from datetime import date

from tuphap_cli.store.read import meaning, queries, sql
from tuphap_cli.store.read.queries import TaskRow


def deadline_rows(connection: sqlite3.Connection, as_of: date, tasks: tuple[int, ...] = ()) -> list[TaskRow]:
    """One row per task and deadline as of a day, without the table of intervals."""
    narrowed = f" WHERE t.id IN ({', '.join(map(str, tasks))})" if tasks else ""
    statement = f"WITH {sql.ENTRIES}, standing AS ({sql.STANDING_AS_OF}) {sql.TASK_ROWS}{narrowed}{sql.IN_ORDER}"
    found = connection.execute(statement, {"as_of": meaning.as_of_text(as_of)})
    return [queries.task_row(row) for row in found]


def task_rows(connection: sqlite3.Connection, as_of: date) -> list[TaskRow]:
    """The same with one row per task, the one that speaks for it."""
    return queries.governed(deadline_rows(connection, as_of))
