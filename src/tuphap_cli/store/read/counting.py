"""Counting tasks and deadlines in the database: the figures of a report, and how many tasks are in each state."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ...domain import tallies
from ...domain.model import DeadlineKind, State, TaskKind
from ...domain.states import OVERDUE, PRESENT, days_late
from ...domain.tallies import AGES, Counted, Tally
from . import meaning, sql
from .filters import Filters
from .queries import TaskRow

_LATE = (0, 1, *(last + 1 for _, last in AGES if last))  # days by which the youngest of each age is late


class DeadlineCount(NamedTuple):
    """How many deadlines there are, and of how many tasks: one that recurs may have several of them."""

    deadlines: int
    tasks: int


class Scope(NamedTuple):
    """What is counted: the tasks on ``as_of`` that ``filters`` takes, judged ``against`` one of the due days.

    ``opening``: only what had not ended before that day; ``since``: the first day of which documents are results.
    """

    as_of: date
    filters: Filters = Filters()
    against: str = PRESENT
    opening: date | None = None
    since: date = date.max

    @property
    def of_open(self) -> Scope:
        """The same for what is open, which has not ended: without that question an index answers alone."""
        return self._replace(opening=None)

    def where(self, *more: str) -> tuple[str, dict[str, str | int | None]]:
        """The condition on rows of ``standing`` and its parameters."""
        conditions, values = self.filters.where()
        ended = [meaning.NOT_ENDED] if self.opening else []
        opening = {"opening": self.opening.isoformat()} if self.opening else {}
        whole = " AND ".join((sql.HOLDS, *conditions, *ended, *more))
        return whole, dict(meaning.parameters(self.as_of)) | {"since": self.since.isoformat()} | values | opening


# -- states ----------------------------------------------------------------------------------------------------


def states(connection: sqlite3.Connection, as_of: date) -> dict[State, int]:
    """How many tasks are in each state on ``as_of``."""
    statement = f"""
SELECT {meaning.state()} AS state, COUNT(*) FROM standing AS s
WHERE {sql.HOLDS} AND {meaning.speaks(PRESENT)} GROUP BY 1
"""
    rows = connection.execute(statement, {"as_of": sql.as_of_text(as_of)})
    return {meaning.STATES[state]: number for state, number in rows}


def due_soon(connection: sqlite3.Connection, as_of: date, days: int) -> DeadlineCount:
    """How many open deadlines fall due on ``as_of`` or within ``days`` days after it."""
    last = meaning.day_after(as_of, days)
    statement = f"SELECT {_DEADLINES} FROM standing AS s WHERE {sql.HOLDS} AND {meaning.due_between()}"
    values = {"as_of": sql.as_of_text(as_of), "first": as_of.isoformat(), "last": last}
    return DeadlineCount(*connection.execute(statement, values).fetchone())


_DEADLINES = "COUNT(*), COUNT(DISTINCT s.task_id)"  # the columns of a DeadlineCount


# -- the figures of a report -----------------------------------------------------------------------------------


_KINDS, _DEADLINE_KINDS = tuple(TaskKind), tuple(DeadlineKind)
_DATELESS = 2 * len(_KINDS) * len(_DEADLINE_KINDS)  # ways in which a task without a day to judge it by may count


def _cell(against: str) -> str:
    """What decides in which figures a task counts (domain/tallies.Counted), as one number, which groups soonest."""
    due = meaning.due_column(against)
    kind = " ".join(f"WHEN '{one}' THEN {place}" for place, one in enumerate(_KINDS))
    deadline = " ".join(f"WHEN '{one}' THEN {place}" for place, one in enumerate(_DEADLINE_KINDS))
    late = f"CASE WHEN {meaning.overdue(against)} THEN 1 + {meaning.age(against)} ELSE 0 END"
    return f"""
(({meaning.state(against)}) * {len(_LATE)} + {late}) * {_DATELESS} + CASE WHEN {due} IS NULL THEN
    (CASE s.kind {kind} END * {len(_DEADLINE_KINDS)} + CASE s.deadline_kind {deadline} END) * 2
    + CASE WHEN s.done_on IS NOT NULL OR s.proved_on >= :since THEN 1 ELSE 0 END
ELSE 0 END"""


@lru_cache(maxsize=1024)
def _names_of(cell: int) -> list[str]:
    """The figures in which the tasks of a cell count."""
    rest, dateless = divmod(cell, _DATELESS)
    state, age = divmod(rest, len(_LATE))
    kinds, has_result = divmod(dateless, 2)
    kind, deadline_kind = divmod(kinds, len(_DEADLINE_KINDS))
    counted = Counted(
        meaning.STATES[state], _KINDS[kind], _DEADLINE_KINDS[deadline_kind], bool(has_result), _LATE[age]
    )
    return tallies.figures(counted)


class UnitCount(NamedTuple):
    """The figures of the tasks of one kind that a unit leads; ``unit`` None: those without a lead."""

    unit: int | None
    kind: TaskKind
    tally: Tally


class GroupCount(NamedTuple):
    """The figures of a group of tasks; ``group`` None: the tasks of the decision that are in none.

    ``first`` and ``last`` are the places of its tasks in the plan.
    """

    decision: int
    group: int | None
    first: int
    last: int
    tally: Tally


def by_unit(connection: sqlite3.Connection, scope: Scope) -> list[UnitCount]:
    """The figures of tasks by lead unit and kind."""
    where, values = scope.where(meaning.speaks(scope.against))
    statement = f"""
SELECT s.lead_unit_id, s.kind, {_cell(scope.against)} AS cell, COUNT(*) AS tasks
FROM standing AS s WHERE {where} GROUP BY 1, 2, 3
"""
    found: dict[tuple[int | None, str], Tally] = {}
    for unit, kind, cell, number in connection.execute(statement, values):
        _add(found.setdefault((unit, kind), Tally()), _names_of(cell), number)
    return [UnitCount(unit, TaskKind(kind), tally) for (unit, kind), tally in found.items()]


def by_group(connection: sqlite3.Connection, scope: Scope) -> list[GroupCount]:
    """The figures of tasks by decision and group, those that follow from their states."""
    where, values = scope.where(meaning.speaks(scope.against))
    numbers = ", ".join(f"COUNT(*) FILTER (WHERE state = {place})" for place in range(len(meaning.STATES)))
    # Materialised, so that a row's state is worked out once and not for each of the counts.
    statement = f"""
WITH found AS MATERIALIZED (
    SELECT s.decision_id AS decision, s.group_id AS task_group, s.position AS place,
           {meaning.state(scope.against)} AS state
    FROM standing AS s WHERE {where})
SELECT decision, task_group, MIN(place), MAX(place), {numbers} FROM found GROUP BY decision, task_group
"""
    names = [tallies.figures_of_state(state) for state in meaning.STATES]
    found = []
    for decision, group, first, last, *counts in connection.execute(statement, values):
        tally = Tally()
        for of_state, number in zip(names, counts, strict=True):
            if number:
                _add(tally, of_state, number)
        found.append(GroupCount(decision, group, first, last, tally))
    return found


def by_person(connection: sqlite3.Connection, scope: Scope, column: str) -> dict[str, Tally]:
    """The figures of tasks by who is in charge (``column`` "leader" or "officer"), "" for nobody.

    Nothing where nobody is named of any task, so that not each of them is looked up.
    """
    if connection.execute(f"SELECT 1 FROM task WHERE {column} <> '' LIMIT 1").fetchone() is None:
        return {}
    where, values = scope.where(meaning.speaks(scope.against))
    statement = f"""
SELECT t.{column}, {_cell(scope.against)} AS cell, COUNT(*) AS tasks
FROM standing AS s JOIN task AS t ON t.id = s.task_id WHERE {where} GROUP BY 1, 2
"""
    found: dict[str, Tally] = {}
    for person, cell, number in connection.execute(statement, values):
        _add(found.setdefault(person, Tally()), _names_of(cell), number)
    return found


def totals(connection: sqlite3.Connection, scope: Scope) -> Tally:
    """The figures of all tasks."""
    where, values = scope.where(meaning.speaks(scope.against))
    statement = f"""
SELECT {_cell(scope.against)} AS cell, COUNT(*) AS tasks FROM standing AS s WHERE {where} GROUP BY 1
"""
    whole = Tally()
    for cell, number in connection.execute(statement, values):
        _add(whole, _names_of(cell), number)
    return whole


def _add(tally: Tally, names: list[str], number: int) -> None:
    held = tally.get
    for name in names:
        tally[name] = held(name, 0) + number


def counted_as(row: TaskRow, as_of: date, since: date) -> Counted:
    """What decides in which figures the task of ``row`` counts on ``as_of``; a document of ``since`` or later is a
    result of work that has no date."""
    state = row.state(as_of)
    late = days_late(row.measured, as_of) if row.measured and state in OVERDUE else 0
    has_result = row.done_on is not None or (row.proved_on is not None and row.proved_on >= since)
    return Counted(state, row.kind, row.deadline_kind, has_result, late)


def decisions_with_tasks(connection: sqlite3.Connection, scope: Scope) -> set[int]:
    """The decisions that have a task which is counted: of each its tasks are looked at as far as the first such."""
    where, values = scope.where(meaning.speaks(PRESENT))
    statement = f"""
SELECT c.id FROM decision AS c WHERE EXISTS (
    SELECT 1 FROM task AS t JOIN standing AS s ON s.task_id = t.id WHERE t.decision_id = c.id AND {where})
"""
    return {row[0] for row in connection.execute(statement, values)}


def tasks_counted(connection: sqlite3.Connection, scope: Scope, among: set[int]) -> dict[int, tuple[str, str]]:
    """Which of the tasks ``among`` are counted, each with the code and name of its lead unit."""
    if not among:
        return {}
    numbers = ", ".join(map(str, sorted(among)))
    where, values = scope.where(meaning.speaks(scope.against), f"s.task_id IN ({numbers})")
    statement = f"""
SELECT s.task_id, COALESCE(u.code, ''), COALESCE({sql.NAME_ON}, '') FROM standing AS s
LEFT JOIN unit AS u ON u.id = s.lead_unit_id WHERE {where}
"""
    return {row[0]: (row[1], row[2]) for row in connection.execute(statement, values)}


def open_due(connection: sqlite3.Connection, scope: Scope, first: date, last: date) -> DeadlineCount:
    """How many open deadlines are due from ``first`` to ``last``."""
    where, values = scope.of_open.where(meaning.due_between(scope.against))
    statement = f"SELECT {_DEADLINES} FROM standing AS s WHERE {where}"
    span = {"first": first.isoformat(), "last": last.isoformat()}
    return DeadlineCount(*connection.execute(statement, values | span).fetchone())


def in_time_after(connection: sqlite3.Connection, scope: Scope, day: date) -> int:
    """How many tasks that are in time fall due after ``day``."""
    column = meaning.due_column(scope.against)
    where, values = scope.of_open.where(
        meaning.speaks(scope.against), meaning.OPEN, f"{column} >= :as_of", f"{column} > :after"
    )
    statement = f"SELECT COUNT(*) FROM standing AS s WHERE {where}"
    return int(connection.execute(statement, values | {"after": day.isoformat()}).fetchone()[0])
