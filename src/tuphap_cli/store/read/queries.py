"""Reads tasks with their deadlines as of a day: named statements in, typed rows out.

Rows are named tuples: a class of that kind is made, and a row of it built, in a fraction of a dataclass's time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ...domain.missed import Reason
from ...domain.model import DeadlineKind, State, TaskKind
from ...domain.states import ORIGINAL, PRESENT, Standing, governing, state_of
from . import meaning, sql, word_search
from .filters import Filters

Parameters = Mapping[str, str | int | None]
FEW = 10_000  # tasks whose numbers go into one statement

# A look into a table costs a quarter of calling the class.
_TASK_KINDS = {kind.value: kind for kind in TaskKind}
_DEADLINE_KINDS = {kind.value: kind for kind in DeadlineKind}


class TaskRow(NamedTuple):
    """A task with its decision, group, lead unit and one deadline (none: ``deadline_id`` None) as of a day."""

    task: int
    item: str
    decision: str
    decision_issued: date
    group: str
    group_title: str
    title: str
    kind: TaskKind
    unit: str
    unit_name: str
    product: str
    deadline_text: str
    deadline_kind: DeadlineKind
    deadline_sure: bool
    deadline_rule: str
    assigned_on: date
    deadline_id: int | None
    occurrence: str
    original_due: date | None
    due: date | None
    done_on: date | None
    entries: int
    percent: int
    last_on: date | None
    suspended_on: date | None
    cancelled_on: date | None
    unit_ended: date | None
    decision_id: int
    shadow: str
    against: str = PRESENT
    document: str = ""  # of the completion
    proved_on: date | None = None  # the last day of progress with a document
    begun: bool | None = None  # whether work was recorded; None in reports signed before it was kept
    leader: str = ""
    officer: str = ""

    @property
    def measured(self) -> date | None:
        """The due day by which the row is judged: the one in force, or the original one."""
        return self.original_due if self.against == ORIGINAL else self.due

    @property
    def standing(self) -> Standing:
        """What the rules of states need."""
        return Standing(self.measured, self.done_on, self.started, self.suspended_on, self.cancelled_on)

    @property
    def started(self) -> bool:
        """Whether work was recorded on the deadline; on one that speaks for its task: on any of the task."""
        return self.entries > 0 if self.begun is None else self.begun

    def state(self, as_of: date) -> State:
        """The state on ``as_of``, the day the row was read for."""
        return state_of(self.measured, self.done_on, self.started, self.suspended_on, self.cancelled_on, as_of)

    def judged(self, against: str) -> TaskRow:
        """The row judged by its present or by its original due day; both stay in it."""
        return self if against == self.against else self._replace(against=against)


# The columns of TASK_ROWS are the fields of TaskRow but ``against``, which is none of the register's.
_COLUMNS = tuple(name for name in TaskRow._fields if name != "against")
_AGAINST = TaskRow._fields.index("against")
_KIND, _DEADLINE_KIND = _COLUMNS.index("kind"), _COLUMNS.index("deadline_kind")
_YES_NO = (_COLUMNS.index("deadline_sure"), _COLUMNS.index("begun"))
_DAYS = tuple(
    place
    for place, name in enumerate(_COLUMNS)
    if name.endswith(("_on", "_issued", "_ended", "due"))  # the names of days in this class
)


def task_row(columns: Sequence[Any]) -> TaskRow:
    """The row that a statement beginning with the columns of TASK_ROWS gives."""
    values = list(columns[: len(_COLUMNS)])
    for place in _DAYS:
        values[place] = sql.day(values[place])
    for place in _YES_NO:
        values[place] = bool(values[place])
    values[_KIND] = _TASK_KINDS[values[_KIND]]
    values[_DEADLINE_KIND] = _DEADLINE_KINDS[values[_DEADLINE_KIND]]
    values.insert(_AGAINST, PRESENT)
    return TaskRow._make(values)


def _select(
    connection: sqlite3.Connection,
    as_of: date,
    filters: Filters,
    more: Iterable[str] = (),
    values: Parameters | None = None,
    *,
    order: str = sql.IN_ORDER,
    limit: int | None = None,
) -> Iterator[TaskRow]:
    conditions, parameters = word_search.narrowed(connection, filters).where()
    first = f"{order} LIMIT {limit}" if limit is not None else ""
    found = meaning.found([*conditions, *more], first)
    everything = {"as_of": sql.as_of_text(as_of)} | parameters | dict(values or {})
    return map(task_row, connection.execute(f"{sql.TASK_ROWS} WHERE {found}{order}", everything))


def deadline_rows(
    connection: sqlite3.Connection, as_of: date, filters: Filters | None = None, *, opening: date | None = None
) -> Iterator[TaskRow]:
    """One row per task and deadline as of a day, read as they are asked for.

    ``opening``: only of what had not ended before that day.
    """
    more, values = _unended(opening)
    return _select(connection, as_of, filters or Filters(), more, values)


def task_rows(
    connection: sqlite3.Connection,
    as_of: date,
    filters: Filters | None = None,
    *,
    against: str = PRESENT,
    opening: date | None = None,
) -> Iterator[TaskRow]:
    """One row per task as of a day, with the deadline that speaks for it, read as they are asked for.

    ``opening``: only what had not ended before that day.
    """
    more, values = _unended(opening)
    return _judged(
        _select(connection, as_of, filters or Filters(), [meaning.speaks(against), *more], values), against
    )


def rows_of(connection: sqlite3.Connection, as_of: date, tasks: Sequence[int]) -> Iterator[TaskRow]:
    """The rows of ``tasks`` as of a day, in the order in which they are named."""
    for first in range(0, len(tasks), FEW):
        some = tuple(tasks[first : first + FEW])
        more = [meaning.speaks(PRESENT)]
        rows = {row.task: row for row in _select(connection, as_of, Filters(tasks=some), more, order="")}
        yield from (rows[task] for task in some)


def overdue_rows(
    connection: sqlite3.Connection,
    as_of: date,
    filters: Filters | None = None,
    *,
    against: str = PRESENT,
    tasks_only: bool = False,
    limit: int | None = None,
) -> Iterator[TaskRow]:
    """The overdue deadlines as of a day, the longest delay first.

    ``tasks_only``: only those that speak for their task; ``limit``: the first so many.
    """
    more = [meaning.overdue(against), *([meaning.speaks(against)] if tasks_only else [])]
    order = _nearest(against)
    return _judged(_select(connection, as_of, filters or Filters(), more, order=order, limit=limit), against)


def rows_due(
    connection: sqlite3.Connection,
    as_of: date,
    first: date,
    last: date,
    filters: Filters | None = None,
    *,
    against: str = PRESENT,
    limit: int | None = None,
) -> Iterator[TaskRow]:
    """The open deadlines as of a day due from ``first`` to ``last``, the nearest first; ``limit``: so many."""
    more = [meaning.due_between(against)]
    values = {"first": first.isoformat(), "last": last.isoformat()}
    order = _nearest(against)
    return _judged(_select(connection, as_of, filters or Filters(), more, values, order=order, limit=limit), against)


def rows_where(
    connection: sqlite3.Connection,
    as_of: date,
    conditions: Sequence[str],
    values: Parameters,
    filters: Filters | None = None,
    *,
    against: str = PRESENT,
) -> Iterator[TaskRow]:
    """The deadlines as of a day that fulfil ``conditions`` of read/meaning.py, in the order of the plans."""
    return _judged(_select(connection, as_of, filters or Filters(), conditions, values), against)


def _unended(opening: date | None) -> tuple[list[str], dict[str, str | int | None]]:
    return ([meaning.NOT_ENDED], {"opening": opening.isoformat()}) if opening else ([], {})


def _nearest(against: str) -> str:
    return f" ORDER BY {meaning.due_column(against)}, s.task_id, s.deadline_id"


def _judged(rows: Iterator[TaskRow], against: str) -> Iterator[TaskRow]:
    return (row.judged(against) for row in rows) if against != PRESENT else rows


class MissedRow(NamedTuple):
    """A task with what the rules of the missed list need to know of it beside its row (domain/missed.TaskFacts)."""

    row: TaskRow
    silent_since: date
    skipped_due: date | None
    handed_over_on: date | None
    unproven_on: date | None
    unit_ended: date | None


def missed_rows(
    connection: sqlite3.Connection,
    as_of: date,
    silent_days: int,
    filters: Filters | None = None,
    reason: Reason | None = None,
) -> Iterator[MissedRow]:
    """The tasks on the missed list in the order of the plans; only those that are there first for ``reason``."""
    order = list(meaning.REASONS)
    before = [f"NOT COALESCE(({meaning.REASONS[r]}), FALSE)" for r in order[: order.index(reason)]] if reason else []
    wanted = f"({meaning.REASONS[reason]})" if reason else f"({meaning.REASONS_OF}) > 0"
    conditions, parameters = word_search.narrowed(connection, filters or Filters()).where()
    found = meaning.found([meaning.speaks(PRESENT), *conditions, wanted, *before])
    values = parameters | dict(meaning.parameters(as_of, silent_days))
    for r in connection.execute(f"{sql.MISSED_ROWS} WHERE {found}{sql.IN_ORDER}", values):
        gone = r[26] is not None and r[26] <= values["as_of"] and not r[38]
        row = task_row(r)
        since = sql.day(r[34]) or row.assigned_on
        ended = row.unit_ended if gone else None
        yield MissedRow(row, since, sql.day(r[35]), sql.day(r[36]), sql.day(r[37]), ended)


def governed(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """Of the rows of each task, the one whose deadline speaks for it."""
    by_task: dict[int, list[TaskRow]] = {}
    for row in rows:
        by_task.setdefault(row.task, []).append(row)
    return [g[0] if len(g) == 1 else g[governing(r.standing for r in g)] for g in by_task.values()]


def supports(connection: sqlite3.Connection, tasks: Collection[int] | None = None) -> dict[int, list[str]]:
    """The codes of the supporting units by task, at least for ``tasks``; None for all."""
    codes: dict[int, list[str]] = {}
    if tasks is not None and not tasks:
        return codes
    few = tasks is not None and len(tasks) <= FEW
    where = f"WHERE s.task_id IN ({', '.join(map(str, tasks or ()))})" if few else ""
    for task, code in connection.execute(sql.SUPPORTS.format(where=where)):
        codes.setdefault(task, []).append(code)
    return codes
