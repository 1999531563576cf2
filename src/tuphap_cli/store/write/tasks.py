"""Entering and changing groups, tasks and their deadlines through SQLModel, in the command's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, SQLModel, col, select

from ... import errors
from ...domain import occurrences
from ...domain.model import N_, DeadlineKind, DeadlineRule, Reading, TaskKind, note, vn_date
from ...text import clean, shadow
from .. import row_writing
from ..read import sql
from ..tables import Deadline, Decision, Task, TaskGroup, TaskSupport, Unit, UnitAlias
from . import documented_acts, ledger
from .change import Change
from .closed_guard import guard
from .column_values import Row
from .documented_acts import Ground

_HAS_KEY = "SELECT 1 FROM task WHERE decision_id = :decision AND kind = 'key'"
_DUE_DAYS = "SELECT due FROM deadline WHERE task_id = :task"
Values = Mapping[str, str | int | date | None]


def key_of(row: Decision | TaskGroup | Unit | Task | Deadline | UnitAlias) -> int:
    """The id of a row that has been flushed."""
    assert row.id is not None, "a row has its id once it is flushed"
    return row.id


def save(session: Session, row: SQLModel) -> None:
    """Add ``row`` and send it, so that it has its id."""
    session.add(row)
    session.flush()


def add_group(change: Change, decision_id: int, label: str, title: str, position: int, parent_id: int | None) -> int:
    """Enter a heading of a decision's programme, past the session, since a plan may have hundreds; returns its id."""
    change.flush()
    row: Row = {
        "decision_id": decision_id,
        "parent_id": parent_id,
        "position": position,
        "label": clean(label),
        "title": clean(title),
    }
    number = row_writing.insert(change.connection, "task_group", row)
    change.record("task_group", number, None, row | {"id": number})
    return number


def default_kind(connection: sqlite3.Connection, decision_id: int, declares: int | None) -> TaskKind:
    """The kind of a task entered by hand: key under a plan (it holds key tasks or declares a number), else ad hoc."""
    plan = declares is not None or connection.execute(_HAS_KEY, {"decision": decision_id}).fetchone() is not None
    return TaskKind.KEY if plan else TaskKind.AD_HOC


def edit_task(change: Change, task_id: int, values: Values) -> list[str]:
    """Set columns of a task; returns those that were other before."""
    row = change.session.get_one(Task, task_id)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    save(change.session, with_shadow(change.session, row))
    return changed


def set_supports(change: Change, task_id: int, units: Sequence[int]) -> None:
    """Make ``units`` the supporting units of a task, in that order."""
    wanted = list(dict.fromkeys(units))
    held = select(TaskSupport).where(TaskSupport.task_id == task_id).order_by(col(TaskSupport.unit_id))
    present = change.session.exec(held).all()
    if [p.unit_id for p in sorted(present, key=lambda p: p.position)] == wanted:
        return
    for old in present:
        change.session.delete(old)
    change.session.flush()
    for position, unit in enumerate(wanted, start=1):
        change.session.add(TaskSupport(task_id=task_id, unit_id=unit, position=position))
    change.session.flush()


def open_tasks(connection: sqlite3.Connection, unit_id: int, day: date = date.max) -> list[int]:
    """The numbers of the tasks that a unit leads on ``day`` and that are neither done nor cancelled then; without a
    day after everything recorded."""
    running = sql.RUNNING_TASKS.format(also="AND s.lead_unit_id = :unit")
    return [row[0] for row in connection.execute(running, {"unit": unit_id, "as_of": sql.as_of_text(day)})]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of an assignment, where no document is needed."""

    document: str = ""
    reason: str = ""


def assign_task(change: Change, task_id: int, unit_id: int, day: date, ground: Ground | Remark) -> str | None:
    """Give the lead of a task to another unit from ``day`` on; it is found under the new one from now on.

    Returns the name of the unit that leads by an assignment of a later day; None where there is none.
    """
    documented_acts.record_assignment(change, task_id, unit_id, day, document=ground.document, note=ground.reason)
    row = change.session.get_one(Task, task_id)
    change.session.refresh(row)
    save(change.session, with_shadow(change.session, row))
    return None if row.lead_unit_id == unit_id else change.session.get_one(Unit, row.lead_unit_id).name


class Corrected(NamedTuple):
    """The due days of a task before and after its deadline was set anew, in order."""

    before: list[date]
    after: list[date]

    @property
    def gone(self) -> list[date]:
        """The days that it no longer has."""
        return [day for day in self.before if day not in self.after]


def correct_deadline(change: Change, task: Task, text: str, reading: Reading, reason: str) -> Corrected:
    """Set the deadline of a task anew, as if it had been read so from the start.

    Raises:
        UnexplainedCorrection: a sure day would change or go, and no reason is given
        ClosedPeriod: a day that goes or comes is in days that a signed report has counted
    """
    found = set_deadline(change, task, text, reading)
    if found.gone and not reason:
        raise errors.UnexplainedCorrection(task=task.id, day=found.gone[0])
    return found


def set_deadline(change: Change, task: Task, text: str, reading: Reading) -> Corrected:
    """Give a known task its deadline; for the days that go or come, ClosedPeriod. Else as :func:`_place`."""
    before = _due_days(change, task)
    _place(change, task, text, reading)
    after = _due_days(change, task)
    for day in sorted(set(before) ^ set(after)):
        guard(change, max(day, task.assigned_on))  # what was due before it was handed down counts from then on
    return Corrected(before, after)


def _due_days(change: Change, task: Task) -> list[date]:
    change.flush()
    return sorted(date.fromisoformat(row[0]) for row in change.connection.execute(_DUE_DAYS, {"task": key_of(task)}))


def _place(change: Change, task: Task, text: str, reading: Reading) -> None:
    """Keep the deadline's words as printed and make the deadlines that were surely read from them.

    Deadlines there are changed in place, so that what was recorded on them stays theirs: a day that stays keeps
    its row, and a single deadline that is corrected keeps its record. BadField where a day with a record would go.
    """
    note_words(task, text, reading)
    save(change.session, task)
    present = list(
        change.session.exec(select(Deadline).where(Deadline.task_id == key_of(task)).order_by(col(Deadline.due)))
    )
    dates = due_days(key_of(task), task.assigned_on, reading)
    staying = {row.due: row for row in present if row.due in dates}
    spare = [row for row in present if row.due not in staying]
    if not len(present) == len(dates) == 1:
        _refuse_recorded(
            change, spare, ", ".join(map(vn_date, dates)) if reading.rule == DeadlineRule.ENTERED else text
        )
    for index, due in enumerate(dates):
        row = staying.get(due) or (spare.pop(0) if spare else Deadline(task_id=key_of(task), due=due))
        row.occurrence, row.start = occurrence(due, dates), reading.start if index == 0 else None
        row.due = due
        change.session.add(row)
    for extra in spare:
        change.session.delete(extra)
    change.session.flush()
    change.settle()


def note_words(task: Task, text: str, reading: Reading) -> None:
    """Keep a deadline's words as printed, and how they were read."""
    task.deadline_text, task.deadline_kind = text, reading.kind.value
    task.deadline_sure, task.deadline_rule = reading.sure, reading.rule.value


def due_days(task: int, assigned_on: date, reading: Reading) -> Sequence[date]:
    """The days on which the task ``task``, handed down on ``assigned_on``, falls due.

    Raises:
        DueBeforeAssigned: when a day that was typed is before the assignment.
    """
    dates = reading.dates(assigned_on)
    if reading.rule is DeadlineRule.ENTERED and dates and min(dates) < assigned_on:
        raise errors.DueBeforeAssigned(task=task, assigned=assigned_on, day=min(dates))
    return dates


def occurrence(due: date, dates: Sequence[date]) -> str:
    """What tells the deadline of ``due`` from the others of its task; "" for the only one."""
    return due.isoformat() if len(dates) > 1 else ""


class Renewed(NamedTuple):
    """The due days that a task was given for a further year, and the years before it that were passed over."""

    days: list[date]
    passed_over: list[int]


def renew_task(change: Change, task: Task, reading: Reading, year: int) -> Renewed:
    """Give a recurring task its occurrences of ``year``, read from its own words; those of earlier years stay.

    They count from 1 January of that year on, so that reports as of earlier days stay as they were.
    """
    number = key_of(task)
    if reading.kind is not DeadlineKind.EVERY or not reading.sure:
        unread = note(N_(": its deadline reads “{value}”"), value=task.deadline_text)
        raise errors.NotRecurring(task=number, why=unread if task.deadline_text else "")
    ledger.check_running(change.connection.execute(sql.TASK_TO_WRITE, {"task": number}).fetchone())
    wanted = select(Deadline).where(Deadline.task_id == number).order_by(col(Deadline.due))
    present = list(change.session.exec(wanted))
    start = date(year, 1, 1)
    days = [day for day in reading.dates(task.assigned_on) if not present or day > present[0].due]
    if not days or any(row.due in days or row.start == start for row in present):
        raise errors.AlreadyRenewed(task=number, year=year)
    _rule, plan_year = change.connection.execute(sql.RULE_AND_YEAR, {"task": number}).fetchone()
    passed_over = occurrences.passed_over([row.due for row in present], plan_year, year)
    for row in present:
        row.occurrence = row.due.isoformat()
        change.session.add(row)
    for day in days:
        change.session.add(Deadline(task_id=number, occurrence=day.isoformat(), start=start, due=day))
    change.session.flush()
    change.settle()
    return Renewed(days, passed_over)


def recurring_tasks(change: Change, decision_id: int) -> list[Task]:
    """The tasks of a decision that recur and run, in the plan's order."""
    wanted = select(Task).where(
        Task.decision_id == decision_id,
        Task.deadline_kind == DeadlineKind.EVERY.value,
        col(Task.deadline_sure),
    )
    found = change.session.exec(wanted.order_by(col(Task.position), col(Task.id)))
    return [task for task in found if not documented_acts.halted(change.connection, key_of(task))]


def _refuse_recorded(change: Change, deadlines: Sequence[Deadline], text: str) -> None:
    """BadField where something was recorded on one of ``deadlines``, which are to go or to get another day."""
    for row in deadlines:
        if change.connection.execute(sql.RECORDED_ON, {"deadline": row.id}).fetchone():
            raise errors.DeadlineRecorded(task=row.task_id, day=row.due, value=text)


def with_shadow(session: Session, task: Task) -> Task:
    """``task`` with the text it is found by made anew."""
    unit = session.get(Unit, task.lead_unit_id) if task.lead_unit_id else None
    group = session.get(TaskGroup, task.group_id) if task.group_id else None
    decision = session.get(Decision, task.decision_id)
    task.shadow = shadow(
        [
            task.title,
            task.product,
            task.item,
            group.title if group else "",
            f"{unit.code} {unit.name}" if unit else "",
            decision.number if decision else "",
            task.leader,
            task.officer,
        ]
    )
    return task
