"""Entering tasks with their units and deadlines through SQLModel: one, or the thousands of an annex at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sqlmodel import Session, SQLModel

from ... import errors
from ...domain.model import N_, DeadlineKind, Reading, TaskKind
from ...domain.states import Standing, governing
from ...text import clean
from ..read import sql
from ..tables import Deadline, Decision, Task, TaskGroup, TaskSupport, Unit
from . import ledger
from .change import Change, Value
from .closed_guard import guard
from .tasks import due_days, key_of, note_words, occurrence, with_shadow

AT_ONCE = 500  # what is held in memory before it is sent
_ITEM_TAKEN = "SELECT 1 FROM task WHERE decision_id = ? AND item = ?"
_UNREAD = Reading("", DeadlineKind.NONE, sure=True)


@dataclass(frozen=True, slots=True)
class NewTask:
    """What is known of a task; ``supports`` are unit ids in the order printed."""

    title: str
    decision_id: int
    assigned_on: date
    item: str = ""
    group_id: int | None = None
    kind: TaskKind = TaskKind.KEY
    product: str = ""
    lead_unit_id: int | None = None
    supports: Sequence[int] = ()
    deadline_text: str = ""
    reading: Reading | None = None
    note: str = ""
    extra: str = "{}"
    printed: str = ""
    position: int = field(default=0)


def add_task(change: Change, facts: NewTask) -> Task:
    """Enter a task with its deadlines and units; ClosedPeriod where a signed report has counted its assignment."""
    return add_tasks(change, [facts])[0]


def add_tasks(change: Change, several: Sequence[NewTask]) -> list[Task]:
    """The same for several, up to AT_ONCE of them, in few statements; the journal has them one after the other."""
    session, begun = change.session, change.remembered
    rows: list[Task] = []
    for facts in several:
        rows.append(_row(change, facts, rows))
    held = _named(session, rows)
    for row in rows:
        with_shadow(session, row)
    del held
    _send(session, rows)
    _send(session, [support for row, facts in zip(rows, several, strict=True) for support in _supports(row, facts)])
    for row, facts in zip(rows, several, strict=True):
        note_words(row, facts.deadline_text, facts.reading or _UNREAD)
    session.flush()
    _send(session, [due for row, facts in zip(rows, several, strict=True) for due in _deadlines(row, facts)])
    change.arrange(begun, _task_of)
    _fill_cache(change.connection, [key_of(row) for row in rows])
    return rows


def _row(change: Change, facts: NewTask, before: Sequence[Task]) -> Task:
    """The task's row, checked; ``before`` are those that go in with it."""
    guard(change, facts.assigned_on)
    item, position = clean(facts.item), facts.position
    if not item or not position:  # an annex gives both, and may hold thousands
        items = [row[0] for row in change.connection.execute(sql.ITEM_NUMBERS, (facts.decision_id,))]
        items += [row.item for row in before if row.decision_id == facts.decision_id]
        item = item or next(str(n) for n in range(1, len(items) + 2) if str(n) not in items)
        position = position or len(items) + 1
    if change.connection.execute(_ITEM_TAKEN, (facts.decision_id, item)).fetchone():
        raise errors.Duplicate(thing=N_("task"), value=item, command="tuphap task list")
    if not clean(facts.title):
        raise errors.BadField(field=N_("title"), value=facts.title, why=N_("a task needs words"))
    return Task(
        decision_id=facts.decision_id,
        group_id=facts.group_id,
        item=item,
        position=position,
        title=facts.title,
        kind=facts.kind.value,
        product=facts.product,
        lead_unit_id=facts.lead_unit_id,
        assigned_on=facts.assigned_on,
        note=facts.note,
        extra=facts.extra,
        printed=facts.printed,
    )


def _named(session: Session, rows: Sequence[Task]) -> list[SQLModel | None]:
    """What the shadows of ``rows`` name; the session finds it again without asking as long as someone holds it."""
    decisions = [session.get(Decision, key) for key in {row.decision_id for row in rows}]
    units = [session.get(Unit, key) for key in {row.lead_unit_id for row in rows} if key]
    groups = [session.get(TaskGroup, key) for key in {row.group_id for row in rows} if key]
    return [*decisions, *units, *groups]


def _send(session: Session, rows: Sequence[SQLModel]) -> None:
    """Add ``rows`` and send them, so that they have their ids."""
    session.add_all(rows)
    session.flush()


def _supports(task: Task, facts: NewTask) -> list[TaskSupport]:
    units = enumerate(dict.fromkeys(facts.supports), start=1)
    return [TaskSupport(task_id=key_of(task), unit_id=unit, position=position) for position, unit in units]


def _deadlines(task: Task, facts: NewTask) -> list[Deadline]:
    reading = facts.reading or _UNREAD
    dates = due_days(task, reading)
    return [
        Deadline(
            task_id=key_of(task), occurrence=occurrence(due, dates), due=due, start=None if index else reading.start
        )
        for index, due in enumerate(dates)
    ]


def _task_of(table: str, row: int, values: dict[str, Value]) -> int:
    """The task that a change made here belongs to."""
    return int(values["task_id"] or 0) if table == "deadline" else row


# The cache of new tasks, by the statement of ledger.refresh.
_STANDING = f"WITH {sql.ENTRIES} {sql.STANDING_AS_OF} AND t.id IN ({{tasks}}) ORDER BY t.id, d.id"
_CACHE_OF_DEADLINE = """
UPDATE deadline SET due_now = :due, done_on = :done_on, entries = :entries, percent = :percent, last_on = :last_on
WHERE id = :deadline_id
"""
_CACHE_OF_TASK = """
UPDATE task SET deadline_id = :deadline_id, done_on = :done_on, entries = :entries, percent = :percent,
       last_on = :last_on, suspended_on = :suspended_on, cancelled_on = :cancelled_on
WHERE id = :task_id
"""


def _fill_cache(connection: sqlite3.Connection, tasks: Sequence[int]) -> None:
    """Work out the cache of tasks that have just been entered; there is nothing yet to compare it with."""
    statement = _STANDING.format(tasks=", ".join(map(str, tasks)))
    rows = [dict(row) for row in connection.execute(statement, {"as_of": ledger.END_OF_TIME})]
    connection.executemany(_CACHE_OF_DEADLINE, [row for row in rows if row["deadline_id"] is not None])
    speaking = []
    for _task, standings in groupby(rows, key=lambda row: row["task_id"]):
        group = list(standings)
        speaking.append(group[governing(Standing(date.fromisoformat(r["due"]) if r["due"] else None) for r in group)])
    connection.executemany(_CACHE_OF_TASK, speaking)
