"""Taking out a task that was entered by mistake, while nothing rests on it; its number is never used again."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, Note, joined_notes, note
from .. import dialect
from ..read import sql
from .change import Change
from .closed_guard import guard

# As they go: what names a task before the task. By the column by which the rows of a task are found.
_ROWS = (("task_support", "task_id"), ("deadline", "task_id"), ("task", "id"))
# What keeps a task in the register, also where it was taken back: its number stands in those rows.
_RESTING = {
    "progress": N_("ledger entries"),
    "extension": N_("extensions"),
    "obstacle": N_("obstacles"),
    "urged_deadline": N_("letters that urge"),
}


class RemovedTask(NamedTuple):
    """A task that was taken out."""

    task: int
    decision: str
    item: str
    title: str


def remove_task(change: Change, task: int) -> RemovedTask:
    """Take the task out with its deadlines and supporting units.

    Raises:
        StillRecorded: something is recorded of it, or was
        PeriodClosed: a signed report has counted it
    """
    if resting := _resting(change.connection, task):
        raise errors.StillRecorded(task=task, what=resting)
    row = change.connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    guard(change, date.fromisoformat(row["assigned_on"]))
    dialect.check_references_last(change.connection)  # its intervals go when the task has gone
    for table, column in _ROWS:
        which = f"FROM {table} WHERE {column} = :task"
        for found in map(dict, change.connection.execute(f"SELECT * {which}", {"task": task}).fetchall()):
            change.record(table, found.get("id", task), found, None)
        change.connection.execute(f"DELETE {which}", {"task": task})
    change.settle()
    return RemovedTask(task, row["number"], row["item"], row["title"])


def _resting(connection: sqlite3.Connection, task: int) -> Note | None:
    """What rests on a task, as part of a sentence."""
    asked = "SELECT 1 FROM {table} WHERE task_id = :task LIMIT 1"
    found = [
        note(what)
        for table, what in _RESTING.items()
        if connection.execute(asked.format(table=table), {"task": task}).fetchone()
    ]
    return joined_notes(found) if found else None
