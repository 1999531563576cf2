"""Fills the table ``standing``: the intervals of the tasks that a command has touched, from their facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ...domain.missed import promises_date
from ...domain.model import DeadlineKind
from ...domain.standing import intervals
from ...domain.task_history import Dated, Fact, History, Interval
from ..read import sql

AT_ONCE = 500  # tasks whose facts are held in memory

_WORDS = "t.deadline_kind, t.deadline_text, t.deadline_sure, c.year"
TASKS = f"""
SELECT t.id, t.assigned_on, t.lead_unit_id, {_WORDS} FROM task AS t JOIN decision AS c ON c.id = t.decision_id
WHERE t.id IN ({{tasks}}) ORDER BY t.id
"""
TRAITS = """
SELECT id, decision_id, group_id, position, kind, deadline_kind, deadline_sure, deadline_rule, product
FROM task WHERE id IN ({tasks})
"""
DEADLINES = f"""
SELECT d.task_id, d.id, d.due, CASE WHEN d.occurrence <> '' AND {sql.RENEWED} THEN d.start END AS begins
FROM deadline AS d WHERE d.task_id IN ({{tasks}}) ORDER BY d.task_id, d.due, d.id
"""
FACTS = f"""
SELECT e.task_id, e.on_day AS day, e.id, e.kind, e.deadline_id, e.percent, e.from_unit_id AS unit_id, NULL AS due,
       e.document, e.to_unit_id AS to_id, e.kind = 'assign' AND {sql.REORGANISED} AS reorganised
FROM ({sql.ENTRY}) AS e WHERE e.task_id IN ({{tasks}})
UNION ALL
SELECT x.task_id, x.decided_on, x.id, 'extend', x.deadline_id, NULL, NULL, x.new_due, '', NULL, FALSE
FROM ({sql.EXTENSION}) AS x WHERE x.task_id IN ({{tasks}})
"""
ALL_TASKS = "SELECT id FROM task ORDER BY id"
CLEAR = "DELETE FROM standing WHERE task_id IN ({tasks})"
CLEAR_ALL = "DELETE FROM standing"
INSERT = """
INSERT INTO standing (task_id, deadline_id, from_day, to_day, original_due, due, done_on, entries, percent, last_on,
                      suspended_on, cancelled_on, halted_since, document, proved_on, lead_unit_id, speaks,
                      speaks_original, begun, ended_on, silent_since, skipped_due, handed_over_on, unproven_on,
                      decision_id, group_id, position, kind, deadline_kind, undated)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


_day_text = lru_cache(maxsize=4096)(date.isoformat)  # thousands of rows have few days


class Traits(NamedTuple):
    """What counting needs of a task beside its history; ``undated``: its words promise a date that was not read."""

    decision_id: int
    group_id: int | None
    position: int
    kind: str
    deadline_kind: str
    undated: bool
    has_product: bool

    @property
    def counted(self) -> tuple[object, ...]:
        """The last columns of a row of ``standing``."""
        return self[:6]


def settle(connection: sqlite3.Connection, tasks: Collection[int]) -> None:
    """Work the intervals of ``tasks`` out anew; those of a task that is gone go too."""
    for some in _some(sorted(tasks)):
        connection.execute(CLEAR.format(tasks=some))
        connection.executemany(INSERT, _rows(_with_traits(connection, some)))


def begin(connection: sqlite3.Connection, several: Iterable[tuple[History, Traits]]) -> None:
    """Write the intervals of new tasks, of which the table holds nothing yet."""
    connection.executemany(INSERT, _rows(several))


def fill(connection: sqlite3.Connection) -> None:
    """Work the intervals of every task out anew."""
    connection.execute(CLEAR_ALL)
    for some in _some([row[0] for row in connection.execute(ALL_TASKS)]):
        connection.executemany(INSERT, _rows(_with_traits(connection, some)))


def _some(tasks: list[int]) -> Iterator[str]:
    """The numbers of ``tasks`` as lists for a statement, AT_ONCE at a time."""
    for start in range(0, len(tasks), AT_ONCE):
        yield ", ".join(map(str, tasks[start : start + AT_ONCE]))


def _with_traits(connection: sqlite3.Connection, tasks: str) -> Iterator[tuple[History, Traits]]:
    known = traits(connection, tasks)
    return ((history, known[history.task]) for history in histories(connection, tasks))


def _rows(several: Iterable[tuple[History, Traits]]) -> Iterator[tuple[object, ...]]:
    for history, of_task in several:
        for row in intervals(history):
            needless = row.unproven_on is not None and not of_task.has_product
            yield _plain(row._replace(unproven_on=None) if needless else row) + of_task.counted


def _plain(row: Interval) -> tuple[object, ...]:
    """The values of a row as the table holds them: days as text, yes and no as 1 and 0, which SQLite makes itself."""
    return tuple([_day_text(value) if value.__class__ is date else value for value in row])


def traits(connection: sqlite3.Connection, tasks: str) -> dict[int, Traits]:
    """What counting needs of the tasks whose numbers ``tasks`` lists."""
    return {
        r[0]: Traits(r[1], r[2], r[3], r[4], r[5], promises_date(r[4], r[5], bool(r[6]), r[7]), bool(r[8]))
        for r in connection.execute(TRAITS.format(tasks=tasks))
    }


def histories(connection: sqlite3.Connection, tasks: str) -> Iterator[History]:
    """The facts of the tasks whose numbers ``tasks`` lists, from the tables that the ledger consists of."""
    deadlines: dict[int, list[Dated]] = {}
    for task, number, due, begins in connection.execute(DEADLINES.format(tasks=tasks)):
        deadlines.setdefault(task, []).append(Dated(number, date.fromisoformat(due), sql.day(begins)))
    facts: dict[int, list[Fact]] = {}
    for task, day, number, kind, deadline, percent, unit, due, *rest in connection.execute(FACTS.format(tasks=tasks)):
        fact = Fact(date.fromisoformat(day), number, kind, deadline, percent, unit, sql.day(due), *rest)
        facts.setdefault(task, []).append(fact)
    for task, assigned, lead, *words in connection.execute(TASKS.format(tasks=tasks)).fetchall():
        dated, happened = deadlines.get(task, ()), facts.get(task, ())
        yield History(task, date.fromisoformat(assigned), lead, dated, happened, starts(*words))


def starts_of(connection: sqlite3.Connection, tasks: str) -> dict[int, date | None]:
    """What :func:`starts` says of the tasks whose numbers ``tasks`` lists."""
    return {
        task: starts(*words) for task, _day, _lead, *words in connection.execute(TASKS.format(tasks=tasks)).fetchall()
    }


def starts(kind: str, text: str, sure: int, year: int) -> date | None:
    """The day from which on a deadline's words have the task done, where they surely name one and no end."""
    if kind != DeadlineKind.FROM or not sure:
        return None
    from ...domain.deadlines import read_deadline  # heavy, and seldom needed

    return read_deadline(text, year=year).starts_open_ended
