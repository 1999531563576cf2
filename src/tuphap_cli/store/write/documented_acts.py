"""Appending to the ledger what a document decides: halts, resumptions, extensions and assignments of tasks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, note
from ..read import deadline_choice, sql
from ..read.deadline_choice import ANY, Booked, WantedOccurrence
from .change import Change
from .closed_guard import guard
from .ledger import Act, append, check_act

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


def _in_order(change: Change, task: int, day: date, statement: str, key: int | None = None) -> None:
    """OutOfOrder where ``statement`` gives a day after ``day``: what was decided later would hide the new entry.

    It is asked of the task, or of the deadline whose id is ``key``.
    """
    last = change.connection.execute(statement, {"row": key or task}).fetchone()[0]
    if last is not None and day.isoformat() < last:
        raise errors.OutOfOrder(task=task, last=date.fromisoformat(last), day=day)


def _last(kinds: str) -> str:
    return f"SELECT MAX(e.on_day) FROM ({sql.ENTRY}) AS e WHERE e.task_id = :row AND e.kind IN ({kinds})"


_LAST_HALT = _last("'suspend', 'cancel', 'resume'")


_LAST_DONE_DAY = _last("'done', 'reopen'")


_LAST_ASSIGN = _last("'assign'")


_LAST_EXTENSION = f"SELECT MAX(x.decided_on) FROM ({sql.EXTENSION}) AS x WHERE x.deadline_id = :row"


def record_halt(change: Change, task: int, kind: str, ground: Ground) -> None:
    """Suspend or cancel (``kind``) a task that runs."""
    row = change.connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    target, booked = deadline_choice.concerned(change.connection, task, ANY, ground.day)
    if not (kind == "cancel" and row["suspended_on"]):
        check_act(row, target, Act("progress", ground.day, ground.day), booked)
    _in_order(change, task, ground.day, _LAST_DONE_DAY)
    _in_order(change, task, ground.day, _LAST_HALT)
    append(change, task, kind, ground.day, document=ground.document, note=ground.reason)


def recorded_after(connection: sqlite3.Connection, task: int, day: date) -> list[date]:
    """The days after ``day`` for which something stands in the ledger of a task."""
    rows = connection.execute(sql.RECORDED_AFTER, {"task": task, "day": day.isoformat()})
    return [date.fromisoformat(row[0]) for row in rows]


def halted(connection: sqlite3.Connection, task: int) -> bool:
    """Whether a task is suspended or cancelled."""
    row = connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    return row["suspended_on"] is not None or row["cancelled_on"] is not None


def resume(change: Change, task: int, ground: Ground) -> None:
    """Let a suspended or cancelled task run again."""
    _in_order(change, task, ground.day, _LAST_HALT)
    append(change, task, "resume", ground.day, document=ground.document, note=ground.reason)


class MovedDeadline(NamedTuple):
    """What an extension has moved: the day that was in force, the new one (None: until further notice), of what."""

    old: date | None
    new: date | None
    booked: Booked


def record_extension(
    change: Change, task: int, new_due: date | None, ground: Ground, wish: WantedOccurrence = ANY
) -> MovedDeadline:
    """Move the deadline of a task that is wanted, else its earliest open one (None: until further notice)."""
    row = change.connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    target, booked = deadline_choice.concerned(change.connection, task, wish, ground.day)
    if target is None:
        raise errors.BadField(
            field="--to", value=new_due or FOREVER, why=N_("the task has no dated deadline to move")
        )
    check_act(row, target, Act("progress", ground.day, ground.day), booked)
    assigned = date.fromisoformat(row["assigned_on"])
    if new_due is not None and new_due < assigned:
        raise errors.DueBeforeAssigned(task=task, assigned=assigned, day=new_due)
    if new_due is not None and target.begins is not None and new_due < target.begins:
        why = note(N_("the occurrence {name} begins on {day} only"), name=booked.name, day=target.begins)
        raise errors.BadField(field="--to", value=new_due, why=why)
    if new_due == target.due_now:
        raise errors.BadField(field="--to", value=new_due or FOREVER, why=N_("this is the deadline already"))
    _in_order(change, task, ground.day, _LAST_EXTENSION, target.id)
    guard(change, ground.day)
    change.insert(
        "extension",
        {
            "task_id": task,
            "deadline_id": target.id,
            "document": ground.document,
            "decided_on": ground.day,
            "reason": ground.reason,
            "old_due": target.due_now,
            "new_due": new_due,
            "journal_seq": change.seq,
        },
    )
    change.settle()
    return MovedDeadline(target.due_now, new_due, booked)


def record_assignment(
    change: Change, task: int, unit_id: int, day: date, *, document: str = "", note: str = ""
) -> None:
    """Give the lead of a task to another unit from ``day`` on; earlier days keep the unit of their time."""
    row = change.connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    _in_order(change, task, day, _LAST_ASSIGN)
    change.update("task", task, {"lead_unit_id": unit_id})
    append(
        change,
        task,
        "assign",
        day,
        document=document,
        note=note,
        from_unit_id=row["lead_unit_id"],
        to_unit_id=unit_id,
    )
