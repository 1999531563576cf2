"""Appending to the ledger: what was done to tasks on a day. The daily verbs; light lane, no SQLModel.

What is recorded is checked here: an entry that contradicts the ledger is refused with what to do. Several tasks go
in together or not at all, since the caller's transaction is taken back on any error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain.contradiction import CANCELLED, DONE, LATER, contradiction
from ...domain.model import N_
from ..read import deadline_choice, sql
from ..read.deadline_choice import ANY, Booked, WantedOccurrence
from ..read.earlier_entries import NOTHING_EARLIER, EarlierEntries, earlier_entries
from . import evidence, standing_table
from .change import Change
from .closed_guard import guard


class Act(NamedTuple):
    """What is to be recorded: ``kind`` is start, progress or done; ``day`` when it happened, ``today`` now.

    ``period`` names the occurrence of a recurring task; "" is the earliest open one that has begun.
    """

    kind: str
    day: date
    today: date
    percent: int | None = None
    document: str = ""
    note: str = ""
    period: str = ""


class Recorded(NamedTuple):
    """What was recorded for one task, for the sentence that the clerk sees.

    ``unproven`` says that a product is due and no document was named; ``completed_on`` is the completion after which
    work was reported; ``later`` are the days after ``day`` of what was recorded before, ``earlier`` what precedes it.
    """

    task: int
    item: str
    decision: str
    title: str
    kind: str
    day: date
    due: date | None
    percent: int
    booked: Booked
    unproven: bool = False
    completed_on: date | None = None
    later: tuple[date, ...] = ()
    document: str = ""
    earlier: EarlierEntries = NOTHING_EARLIER
    entry: int = 0  # the id of the ledger's row


def record_progress(change: Change, tasks: Sequence[int], act: Act) -> list[Recorded]:
    """Append ``act`` for each of ``tasks``; Refused for the first that cannot take it."""
    if act.percent is not None and not 0 <= act.percent <= 100:
        raise errors.BadField(field="--percent", value=act.percent, why=N_("it must lie between 0 and 100"))
    if act.day > act.today:
        raise errors.InTheFuture(day=act.day, today=act.today)
    return [_record_one(change, task, act) for task in dict.fromkeys(tasks)]


def is_recorded(connection: sqlite3.Connection, task: int, act: Act) -> bool:
    """Whether the very entry that ``act`` would make is in force, of any occurrence where none is named."""
    deadline = None
    if act.period:
        rows = deadline_choice.deadlines(connection, task)
        wanted, _earlier = deadline_choice.chosen_deadline(
            connection, task, rows, WantedOccurrence(act.period, act.today, by=act.day, done=True)
        )
        deadline = wanted.id
    values = {
        "task": task,
        "kind": act.kind,
        "day": act.day.isoformat(),
        "percent": 100 if act.kind == "done" else act.percent,
        "document": act.document,
        "note": act.note,
        "deadline": deadline,
    }
    return connection.execute(_THE_SAME, values).fetchone() is not None


def item_of(connection: sqlite3.Connection, task: int) -> str:
    """The item of a task in its plan."""
    return str(connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()["item"])


def _record_one(change: Change, task: int, act: Act) -> Recorded:
    row = change.connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone()
    target, booked = deadline_choice.concerned(
        change.connection, task, WantedOccurrence(act.period, act.today, by=act.day), act.day
    )
    deadline_id = target.id if target else None
    check(change, booked, deadline_id, act.kind, act.day)
    percent = 100 if act.kind == "done" else act.percent
    earlier = earlier_entries(change.connection, task, deadline_id, act.day)
    later = recorded_after(change.connection, task, act.day) if act.kind == "done" and not booked.name else []
    entry = append(
        change,
        task,
        act.kind,
        act.day,
        deadline_id=deadline_id,
        percent=percent,
        document=act.document,
        note=act.note,
    )
    return Recorded(
        task,
        row["item"],
        row["number"],
        row["title"],
        act.kind,
        act.day,
        target.due_now if target else None,
        percent if percent is not None else (target.percent if target else 0),
        booked,
        act.kind == "done" and bool(row["product"]) and not act.document,
        _completed_before(target.done_on if target else sql.day(row["done_on"]), act),
        tuple(later),
        act.document,
        earlier,
        entry,
    )


def _completed_before(done_on: date | None, act: Act) -> date | None:
    """The completion ``done_on`` where ``act`` reports work after it."""
    return done_on if act.kind != "done" and done_on is not None and done_on <= act.day else None


def check(change: Change, booked: Booked, deadline: int | None, kind: str, day: date) -> None:
    """Refuse an entry of ``kind`` on ``day`` that contradicts what is recorded of the task ``booked``.

    Raises:
        DoneBeforeAssigned: the task was assigned later
        NotRunning: it was suspended or cancelled on that day
        AlreadyDone: it was, or comes to be, completed
        OutOfOrder: what is recorded of a later day would contradict it
    """
    history = next(standing_table.histories(change.connection, str(booked.task)))
    if day < history.assigned_on:
        raise errors.DoneBeforeAssigned(task=booked.task, assigned=history.assigned_on, day=day)
    found = contradiction(history, kind, deadline, day)
    if found is None:
        return
    if found.state == DONE:
        raise deadline_choice.already_done(booked, found.day)
    if found.state == LATER:
        raise errors.OutOfOrder(task=booked.task, last=found.day, day=day)
    state = N_("cancelled") if found.state == CANCELLED else N_("suspended")
    raise errors.NotRunning(task=booked.task, state=state, day=found.day)


def recorded_after(connection: sqlite3.Connection, task: int, day: date) -> list[date]:
    """The days after ``day`` for which something is recorded of a task."""
    rows = connection.execute(sql.RECORDED_AFTER, {"task": task, "day": day.isoformat()})
    return [date.fromisoformat(row[0]) for row in rows]


def check_running(row: sqlite3.Row) -> None:
    """NotRunning where the task of ``row`` (TASK_TO_WRITE) is suspended or cancelled."""
    for name in ("cancelled_on", "suspended_on"):
        if row[name]:
            state = N_("cancelled") if name == "cancelled_on" else N_("suspended")
            raise errors.NotRunning(task=row["id"], state=state, day=date.fromisoformat(row[name]))


def append(
    change: Change,
    task: int,
    kind: str,
    day: date,
    *,
    deadline_id: int | None = None,
    percent: int | None = None,
    document: str = "",
    note: str = "",
    from_unit_id: int | None = None,
    to_unit_id: int | None = None,
    voids_id: int | None = None,
) -> int:
    """Add one ledger row and let the intervals of its task follow; returns the row's id.

    Whether it fits the task's record, callers have checked.

    Raises:
        PeriodClosed: its day is in a signed report
    """
    guard(change, day)
    row = change.insert(
        "progress",
        {
            "task_id": task,
            "deadline_id": deadline_id,
            "kind": kind,
            "on_day": day,
            "percent": percent,
            "document": document,
            "note": note,
            "from_unit_id": from_unit_id,
            "to_unit_id": to_unit_id,
            "voids_id": voids_id,
            "journal_seq": change.seq,
        },
    )
    change.settle()
    return row


def take_back(change: Change, task: int, day: date, reason: str, wish: WantedOccurrence = ANY) -> Booked:
    """Void the last completion of a task, recorded by mistake: from now on it counts as never recorded."""
    if not reason:
        raise errors.NeedsReason
    done, booked = _completion(change.connection, task, day, wish)
    guard(change, date.fromisoformat(done["on_day"]))
    append(change, task, "void", day, deadline_id=done["deadline_id"], note=reason, voids_id=done["id"])
    return booked


def record_reopening(change: Change, task: int, day: date, reason: str, wish: WantedOccurrence = ANY) -> Booked:
    """Let a completed task run again from ``day`` on; until then it counts as done."""
    if not reason:
        raise errors.NeedsReason
    done, booked = _completion(change.connection, task, day, wish)
    append(
        change,
        task,
        "reopen",
        max(day, date.fromisoformat(done["on_day"])),
        deadline_id=done["deadline_id"],
        note=reason,
    )
    return booked


class Proven(NamedTuple):
    """A completion of ``day`` that has got its document; ``before`` is the one that it named until now."""

    booked: Booked
    day: date
    before: str


def record_document(change: Change, task: int, document: str, reason: str, wish: WantedOccurrence) -> Proven:
    """Give a completion the document that it lacks, or the right one.

    Entries are never changed: the completion is taken back for ``reason`` and entered again, on its own day.

    Raises:
        NotDone: nothing of the task has been completed
        BadField: the completion names ``document`` already
        PeriodClosed: a signed report has counted its day
    """
    done, booked = _completion(change.connection, task, wish.today, wish)
    if done["document"] == document:
        raise errors.BadField(field="--doc", value=document, why=N_("the completion names it already"))
    day, deadline = date.fromisoformat(done["on_day"]), done["deadline_id"]
    guard(change, day)
    append(change, task, "void", wish.today, deadline_id=deadline, note=reason, voids_id=done["id"])
    again = append(
        change,
        task,
        "done",
        day,
        deadline_id=deadline,
        percent=done["percent"],
        document=document,
        note=done["note"],
    )
    evidence.carry_over(change, done["id"], again)
    return Proven(booked, day, done["document"])


def _completion(
    connection: sqlite3.Connection, task: int, day: date, wish: WantedOccurrence
) -> tuple[sqlite3.Row, Booked]:
    """The completion that is in force: that of the occurrence wanted, else the last of the task."""
    if wish.period:  # a halted task runs again as a whole, by its document
        check_running(connection.execute(sql.TASK_TO_WRITE, {"task": task}).fetchone())
    rows = deadline_choice.deadlines(connection, task)
    wanted = deadline_choice.chosen_deadline(connection, task, rows, wish)[0].id if wish.period else None
    done = connection.execute(_LAST_DONE, {"task": task, "deadline": wanted}).fetchone()
    booked = deadline_choice.booked(connection, task, rows, wanted or (done and done["deadline_id"]), day)
    if done is None:
        raise errors.NotDone(task=booked.label, command=f"tuphap task show {task}")
    return done, booked


_THE_SAME = f"""
SELECT 1 FROM ({sql.ENTRY}) AS e
WHERE e.task_id = :task AND e.kind = :kind AND e.on_day = :day AND COALESCE(e.percent, -1) = COALESCE(:percent, -1)
  AND e.document = :document AND e.note = :note
  AND (CAST(:deadline AS INTEGER) IS NULL OR e.deadline_id = :deadline)
"""

_LAST_DONE = f"""
WITH {sql.ENTRIES}
SELECT e.id, e.on_day, e.deadline_id, e.percent, e.document, e.note FROM entry AS e
WHERE e.task_id = :task AND (CAST(:deadline AS INTEGER) IS NULL OR e.deadline_id IS NULL OR e.deadline_id = :deadline)
  AND e.kind = 'done' AND NOT EXISTS (
    SELECT 1 FROM entry AS r
    WHERE r.task_id = e.task_id AND r.kind = 'reopen' AND COALESCE(r.deadline_id, 0) = COALESCE(e.deadline_id, 0)
      AND (r.on_day, r.id) > (e.on_day, e.id))
ORDER BY e.on_day DESC, e.id DESC LIMIT 1
"""
