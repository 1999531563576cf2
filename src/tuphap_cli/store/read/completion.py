"""What a shell completes: the numbers, codes and names that the register holds, each with its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from ...domain.model import vn_date
from . import deadline_choice, names, queries, sql
from .filters import Filters

LAST = date.fromisoformat(sql.LAST_DAY)  # what is known by then is all that is known

DECISIONS = "SELECT number, title FROM decision ORDER BY issued_on DESC"
OFFICES = "SELECT code, name FROM office ORDER BY code"
UNITS = "SELECT code, name FROM unit ORDER BY code"
OPEN_OBSTACLES = "SELECT id, what FROM obstacle WHERE resolved_on IS NULL ORDER BY id"

GROUPS = "SELECT label, MIN(title) FROM task_group WHERE label <> '' GROUP BY label ORDER BY MIN(position), label"
ENTRIES = "SELECT seq, command, summary FROM journal ORDER BY seq DESC LIMIT 20"


def open_tasks(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the numbers of open tasks with their titles."""
    found = connection.execute(sql.RUNNING_TASKS.format(also=""), {"as_of": sql.LAST_DAY})
    return [(str(number), title) for number, title in found]


def decisions(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the numbers of decisions with their titles, the newest first."""
    return _pairs(connection, DECISIONS)


def units(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the codes of units with their names."""
    return _pairs(connection, UNITS)


def offices(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the codes of the offices directly below with their names."""
    return _pairs(connection, OFFICES)


def open_obstacles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the numbers of open obstacles with their words."""
    return _pairs(connection, OPEN_OBSTACLES)


def groups(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the labels of groups of tasks with their titles."""
    return _pairs(connection, GROUPS)


def entries(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the numbers of the last entries of the journal, the newest first, with their commands."""
    return [(str(seq), f"{command}: {summary}") for seq, command, summary in connection.execute(ENTRIES)]


def occurrences(connection: sqlite3.Connection, tasks: Sequence[str]) -> list[tuple[str, str]]:
    """Return what the occurrences of ``tasks`` are called, with their due days."""
    found: dict[str, str] = {}
    for text in tasks:
        task = names.task(connection, text)
        rows = list(queries.deadline_rows(connection, LAST, Filters(tasks=(task,))))
        called = deadline_choice.deadline_names(connection, rows)
        found |= {called[row.deadline_id]: vn_date(row.due) for row in rows if row.deadline_id in called and row.due}
    return list(found.items())


def leaders(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the leaders in charge of tasks."""
    return [(row[0], "") for row in connection.execute(sql.IN_CHARGE.format(column="leader"))]


def officers(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the officers in charge of tasks."""
    return [(row[0], "") for row in connection.execute(sql.IN_CHARGE.format(column="officer"))]


def _pairs(connection: sqlite3.Connection, statement: str) -> list[tuple[str, str]]:
    return [(str(name), str(words)) for name, words in connection.execute(statement)]
