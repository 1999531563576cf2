"""Reads what ties the tasks of an office's book to those of the book above: which one each carries out."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from ...domain.handed_down import CarryingOut
from ...domain.numbers import parse_number
from ...domain.states import PRESENT
from ...errors import NotAbove, NotFound
from . import entries, meaning, names, queries, sql
from .filters import Filters
from .queries import TaskRow

CARRIES_OUT = "SELECT carries_out FROM task WHERE id = :task"

_CANCELLED = "s.done_on IS NULL AND s.cancelled_on IS NOT NULL"

# By the task above, counted over the deadlines that speak for their tasks.
CARRYING_OUT = f"""
SELECT t.carries_out, COUNT(*), COUNT(s.done_on), SUM(CASE WHEN {meaning.overdue()} THEN 1 ELSE 0 END),
       SUM(CASE WHEN {_CANCELLED} THEN 1 ELSE 0 END),
       MAX(CASE WHEN {_CANCELLED} THEN NULL ELSE s.due END), MAX(s.done_on)
FROM task AS t JOIN standing AS s ON s.task_id = t.id
WHERE t.carries_out {{which}} AND {sql.HOLDS} AND {meaning.speaks(PRESENT)}
GROUP BY t.carries_out ORDER BY t.carries_out
"""

# What tasks carry out, by their numbers.
LINKS = "SELECT id, carries_out FROM task WHERE carries_out IS NOT NULL"

KNOWN = "SELECT id FROM task WHERE id IN ({marks})"

TASKS_OF = "SELECT id FROM task WHERE decision_id = :decision"


def carried_out_by(connection: sqlite3.Connection, task: int) -> int | None:
    """The number in the book above of the task that ``task`` carries out; None for none."""
    found = connection.execute(CARRIES_OUT, {"task": task}).fetchone()
    return found[0] if found else None


def carrying_out(
    connection: sqlite3.Connection, as_of: date, tasks: Collection[int] | None = None
) -> dict[int, CarryingOut]:
    """How the tasks that carry out tasks of the book above are on a day, by the number of the task above.

    Only what carries out one of ``tasks``, where they are given.
    """
    which = "IS NOT NULL" if tasks is None else f"IN ({', '.join(map(str, tasks)) or 'NULL'})"
    rows = connection.execute(CARRYING_OUT.format(which=which), {"as_of": sql.as_of_text(as_of)})
    return {r[0]: CarryingOut(r[1], r[2], r[3], r[4], sql.day(r[5]), sql.day(r[6])) for r in rows}


def known_tasks(connection: sqlite3.Connection, tasks: Collection[int]) -> set[int]:
    """Those of ``tasks`` that are in the register."""
    marks = ", ".join(map(str, tasks))
    return {row[0] for row in connection.execute(KNOWN.format(marks=marks))}


def tasks_of(connection: sqlite3.Connection, decision: int) -> list[int]:
    """The numbers of the tasks of the decision with that id."""
    return [row[0] for row in connection.execute(TASKS_OF, {"decision": decision})]


def links(connection: sqlite3.Connection) -> dict[int, int]:
    """The number of the task above by that of each task that carries one out."""
    return {row[0]: row[1] for row in connection.execute(LINKS)}


def task_above(connection: sqlite3.Connection, text: str) -> TaskRow:
    """The task that ``text`` names in the book above (``connection``): by its number, or as DECISION:ITEM.

    Raises:
        NotAbove: there is none
    """
    try:
        number = names.task(connection, text)
    except NotFound as error:
        raise NotAbove(**error.facts) from error
    return next(queries.task_rows(connection, date.max, Filters(tasks=(number,))))


def implemented_above(connection: sqlite3.Connection, number: str, issued: date | None) -> int | None:
    """The id in the book above (``connection``) of the decision that a plan implements; None where there is none."""
    wanted = (parse_number(number).key, issued)
    return next((row.id for row in entries.decision_rows(connection) if (row.key, row.issued_on) == wanted), None)
