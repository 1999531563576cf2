"""Appending to the ledger what a document decides: halts, resumptions, extensions and assignments of tasks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, note
from ..read import deadline_choice, sql
from ..read.deadline_choice import ANY, Booked, DatedRow, WantedOccurrence
from .change import Change
from .closed_guard import guard
from .ledger import append, check

FOREVER = note(N_("until further notice"))


@dataclass(frozen=True, slots=True)
class Ground:
    """The document and reason on which a task is suspended, cancelled, resumed or moved, and the day of it."""

    document: str
    reason: str
    day: date

    def __post_init__(self) -> None:
        if not self.document or not self.reason:
            raise errors.NeedsGround(missing="--reason" if self.document else "--by")


def record_halt(change: Change, task: int, kind: str, ground: Ground) -> None:
    """Suspend or cancel (``kind``) a task that runs."""
    check(change, Booked(task), None, kind, ground.day)
    append(change, task, kind, ground.day, document=ground.document, note=ground.reason)


def halted(connection: sqlite3.Connection, task: int, day: date = date.max) -> bool:
    """Whether a task is suspended or cancelled on ``day``; without a day after everything recorded."""
    row = connection.execute(sql.HALTED_ON, {"task": task, "as_of": sql.as_of_text(day)}).fetchone()
    return row is not None


def resume(change: Change, task: int, ground: Ground) -> None:
    """Let a task run again that is suspended or cancelled on the day of ``ground``."""
    check(change, Booked(task), None, "resume", ground.day)
    append(change, task, "resume", ground.day, document=ground.document, note=ground.reason)


class MovedDeadline(NamedTuple):
    """What an extension has moved: the day that was in force, the new one (None: until further notice), of what.

    ``at_last`` is the day in force after everything recorded: another one where a decision of a later day is in the
    register already.
    """

    old: date | None
    new: date | None
    booked: Booked
    at_last: date | None


def record_extension(
    change: Change, task: int, new_due: date | None, ground: Ground, wish: WantedOccurrence = ANY
) -> MovedDeadline:
    """Move the deadline of a task that is wanted, else its earliest open one (None: until further notice)."""
    target, booked = deadline_choice.concerned(change.connection, task, wish, ground.day)
    if target is None:
        raise errors.BadField(
            field="--to", value=new_due or FOREVER, why=N_("the task has no dated deadline to move")
        )
    check(change, booked, target.id, "extend", ground.day)
    row = change.connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    assigned = date.fromisoformat(row["assigned_on"])
    if new_due is not None and new_due < assigned:
        raise errors.DueBeforeAssigned(task=task, assigned=assigned, day=new_due)
    if new_due is not None and target.begins is not None and new_due < target.begins:
        why = note(N_("the occurrence {name} begins on {day} only"), name=booked.name, day=target.begins)
        raise errors.BadField(field="--to", value=new_due, why=why)
    old_due = _due_on(change.connection, task, target, ground.day)
    if new_due == old_due:
        raise errors.BadField(field="--to", value=new_due or FOREVER, why=N_("this is the deadline already"))
    guard(change, ground.day)
    change.insert(
        "extension",
        {
            "task_id": task,
            "deadline_id": target.id,
            "document": ground.document,
            "decided_on": ground.day,
            "reason": ground.reason,
            "old_due": old_due,
            "new_due": new_due,
            "journal_seq": change.seq,
        },
    )
    change.settle()
    return MovedDeadline(old_due, new_due, booked, _due_on(change.connection, task, target, date.max))


def _due_on(connection: sqlite3.Connection, task: int, target: DatedRow, day: date) -> date | None:
    """The day in force on ``day`` of a deadline that may begin later; a later decision may have moved it since."""
    then = {row.id: row.due_now for row in deadline_choice.deadlines(connection, task, day)}
    return then.get(target.id, target.due_now)


def lead_on(connection: sqlite3.Connection, task: int, day: date) -> int | None:
    """The id of the unit that leads a task on ``day``; None where none does."""
    row = connection.execute(sql.LEAD_ON, {"task": task, "as_of": sql.as_of_text(day)}).fetchone()
    found: int | None = row["lead_unit_id"]
    return found


def record_assignment(
    change: Change, task: int, unit_id: int, day: date, *, document: str = "", note: str = ""
) -> None:
    """Give the lead of a task to another unit from ``day`` on, or until the next assignment that is recorded;
    earlier days keep the unit of their time."""
    check(change, Booked(task), None, "assign", day)
    before = lead_on(change.connection, task, day)
    if change.connection.execute(sql.ASSIGNED_AFTER, {"task": task, "day": day.isoformat()}).fetchone() is None:
        change.update("task", task, {"lead_unit_id": unit_id})
    append(
        change,
        task,
        "assign",
        day,
        document=document,
        note=note,
        from_unit_id=before,
        to_unit_id=unit_id,
    )
