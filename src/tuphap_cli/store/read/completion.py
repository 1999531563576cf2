"""What a shell completes: the numbers, codes and names that the register holds, each with its words."""

from __future__ import annotations

import sqlite3

from . import sql

DECISIONS = "SELECT number, title FROM decision ORDER BY issued_on DESC"
UNITS = "SELECT code, name FROM unit ORDER BY code"
OPEN_OBSTACLES = "SELECT id, what FROM obstacle WHERE resolved_on IS NULL ORDER BY id"


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


def open_obstacles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the numbers of open obstacles with their words."""
    return _pairs(connection, OPEN_OBSTACLES)


def leaders(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the leaders in charge of tasks."""
    return [(row[0], "") for row in connection.execute(sql.IN_CHARGE.format(column="leader"))]


def officers(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the officers in charge of tasks."""
    return [(row[0], "") for row in connection.execute(sql.IN_CHARGE.format(column="officer"))]


def _pairs(connection: sqlite3.Connection, statement: str) -> list[tuple[str, str]]:
    return [(str(name), str(words)) for name, words in connection.execute(statement)]
