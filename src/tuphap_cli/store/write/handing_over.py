"""Handing the open tasks of a unit over to others by a document, and ending the unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlmodel import select

from ... import errors
from ...domain.handover import Receivers
from ...domain.model import N_, note
from ..read import sql
from ..tables import Unit, UnitSuccession
from . import tasks
from .change import Change
from .documented_acts import Ground
from .records import edit_unit

# What a unit leads, open, on a day or at any later time: each task with the first day of that, and its assignment.
_LEFT_WITH = """
SELECT s.task_id, MIN(s.from_day), MIN(t.assigned_on) FROM standing AS s JOIN task AS t ON t.id = s.task_id
WHERE s.speaks = 1 AND s.done_on IS NULL AND s.cancelled_on IS NULL AND s.lead_unit_id = :unit AND s.to_day > :day
GROUP BY s.task_id ORDER BY s.task_id
"""
_SUPPORTING = "SELECT task_id, unit_id FROM task_support"


class HandedTask(NamedTuple):
    """A task that has gone to the unit ``to`` on ``day``."""

    task: int
    to: int
    day: date


class Handover(NamedTuple):
    """The tasks that went over, and those of which nothing says to which unit they go."""

    moved: list[HandedTask]
    undecided: list[int]


def hand_over(
    change: Change, giver: int, receivers: Receivers, ground: Ground, today: date, *, staying: Collection[int] = ()
) -> Handover:
    """Hand the open tasks of a unit, but those ``staying``, to ``receivers`` on the day of ``ground``.

    The deadlines stay.

    What came to the unit, or was reopened there, only after that day goes over on that later day, so that nothing
    is left with it. Tasks that nothing decides stay where they are: the caller takes all back where there are any.

    Raises:
        BadField: a unit that takes over does not exist on the day, or ``giver`` had ended before, with nothing left
    """
    row = change.session.get_one(Unit, giver)
    if (
        row.valid_to is not None
        and row.valid_to < ground.day
        and not _left_with(change.connection, giver, ground.day)
    ):
        why = note(N_("the unit ended on {day}"), day=row.valid_to)
        raise errors.BadField(field=N_("unit"), value=row.code, why=why)
    for taker in receivers.every:
        _refuse_absent(change.session.get_one(Unit, taker), ground.day)
        _note_succession(change, giver, taker, ground.day, ground.document)
    known = supporting(change.connection)
    moved: list[HandedTask] = []
    undecided: list[int] = []
    passed_over, handed = set(staying), set[tuple[int, date]]()
    while left := [one for one in _left_with(change.connection, giver, ground.day) if one[0] not in passed_over]:
        for task, since, assigned in left:
            wanted = receivers.of(task, known.get(task, ()))
            if wanted is None:
                undecided.append(task)
                passed_over.add(task)
                continue
            day = next(one for one in _days(since, assigned, ground.day, today) if (task, one) not in handed)
            handed.add((task, day))
            if day != ground.day:
                _note_succession(change, giver, wanted, day, ground.document)
            tasks.assign_task(change, task, wanted, day, ground)
            moved.append(HandedTask(task, wanted, day))
    return Handover(moved, undecided)


def left_with(connection: sqlite3.Connection, unit_id: int, day: date) -> list[int]:
    """The tasks that a unit leads, open, on ``day`` or at any later time."""
    return [task for task, _since, _assigned in _left_with(connection, unit_id, day)]


def _left_with(connection: sqlite3.Connection, unit_id: int, day: date) -> list[tuple[int, date, date]]:
    rows = connection.execute(_LEFT_WITH, {"unit": unit_id, "day": sql.as_of_text(day)})
    return [(task, date.fromisoformat(since), date.fromisoformat(assigned)) for task, since, assigned in rows]


def _days(since: date, assigned: date, day: date, today: date) -> tuple[date, date, date]:
    """The days on which a task goes over that its unit leads, open, ``since`` a day; each where those before it did
    not do: it runs again at a time still to come, or the unit was given it for then (the clock is behind)."""
    return (since if day < since <= today else max(day, assigned), max(today, assigned), since)


def supporting(connection: sqlite3.Connection) -> Mapping[int, set[int]]:
    """The units that support each task."""
    found: dict[int, set[int]] = {}
    for task, unit in connection.execute(_SUPPORTING):
        found.setdefault(task, set()).add(unit)
    return found


def _refuse_absent(row: Unit, day: date) -> None:
    """Refuse a unit that is not there on ``day``."""
    why = None
    if row.valid_to is not None and row.valid_to <= day:
        why = note(N_("the unit ended on {day}"), day=row.valid_to)
    elif row.valid_from is not None and row.valid_from > day:
        why = note(N_("the unit began on {day} only"), day=row.valid_from)
    if why is not None:
        raise errors.BadField(field="--to", value=row.code, why=why)


def _note_succession(change: Change, giver: int, taker: int, day: date, document: str) -> None:
    """Note that a unit follows another, once for a day."""
    known = select(UnitSuccession).where(
        UnitSuccession.from_id == giver, UnitSuccession.to_id == taker, UnitSuccession.on_day == day
    )
    if change.session.exec(known).first() is None:
        tasks.save(change.session, UnitSuccession(from_id=giver, to_id=taker, on_day=day, document=document))


def close_unit(change: Change, unit_id: int, day: date) -> Unit:
    """End a unit's validity on ``day``.

    Raises:
        StillInUse: it leads open tasks
        BadField: it began after that day
    """
    left = tasks.open_tasks(change.connection, unit_id)
    row = change.session.get_one(Unit, unit_id)
    if left:
        advice = note(N_("tuphap unit transfer {code} --to UNIT --by DOCUMENT --reason …"), code=row.code)
        raise errors.StillInUse(thing=N_("unit"), value=row.code, count=len(left), advice=advice)
    if row.valid_from is not None and row.valid_from > day:
        why = note(N_("the unit began on {day} only"), day=row.valid_from)
        raise errors.BadField(field="--on", value=day, why=why)
    return edit_unit(change, unit_id, {"valid_to": day})
