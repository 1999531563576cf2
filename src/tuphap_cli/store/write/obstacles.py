"""What is in the way of a task or a unit (khó khăn, vướng mắc): entered, read as of a day, resolved.

Light lane. An obstacle is never deleted or opened again: what comes back is a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, note, vn_date
from ...text import clean
from ..read import queries, sql
from ..read.filters import Filters
from .change import Change
from .closed_guard import guard
from .secret import refuse_secret_document

# Those raised by a day, oldest first; whether one was resolved by then, the row says.
RAISED = f"""
SELECT o.id, o.task_id, COALESCE(t.item, ''), COALESCE(c.number, ''), COALESCE(t.title, ''), COALESCE(u.code, ''),
       COALESCE({sql.NAME_ON}, ''), o.raised_on, o.what, o.proposal, o.resolved_on, o.resolution, o.document
FROM obstacle AS o
LEFT JOIN task AS t ON t.id = o.task_id
LEFT JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN unit AS u ON u.id = o.unit_id
WHERE o.raised_on <= :as_of
ORDER BY o.raised_on, o.id
"""

TO_RESOLVE = "SELECT raised_on, resolved_on FROM obstacle WHERE id = :number"
ASSIGNED = "SELECT assigned_on FROM task WHERE id = :task"

_LONGEST_NUMBER = 18  # digits that SQLite's integers surely hold


class ObstacleRow(NamedTuple):
    """An obstacle as of a day. ``unit`` is the unit that met it, else the lead of its task on that day.

    ``item``, ``decision`` and ``title`` are those of its task, "" without one; ``document`` shows the resolution.
    """

    id: int
    task: int | None
    item: str
    decision: str
    title: str
    unit: str
    unit_name: str
    raised_on: date
    what: str
    proposal: str
    resolved_on: date | None
    resolution: str
    document: str

    def days_open(self, as_of: date) -> int:
        """Calendar days for which it has been in the way, until it was resolved."""
        return ((self.resolved_on or as_of) - self.raised_on).days


# -- reading -------------------------------------------------------------------------------------------------


def obstacle_rows(connection: sqlite3.Connection, as_of: date) -> list[ObstacleRow]:
    """The obstacles raised by ``as_of``, oldest first; what was resolved later is still open on that day."""
    rows = [_row(r, as_of) for r in connection.execute(RAISED, {"as_of": as_of.isoformat()})]
    leads = _leads(connection, as_of, {row.task for row in rows if row.task is not None and not row.unit})
    return [_led(row, leads) for row in rows]


def _row(r: sqlite3.Row, as_of: date) -> ObstacleRow:
    resolved = date.fromisoformat(r[10]) if r[10] else None
    cleared = (resolved, r[11], r[12]) if resolved and resolved <= as_of else (None, "", "")
    return ObstacleRow(r[0], r[1], r[2], r[3], r[4], r[5], r[6], date.fromisoformat(r[7]), r[8], r[9], *cleared)


def _leads(connection: sqlite3.Connection, as_of: date, tasks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The code and name of the lead unit of each of ``tasks`` as of a day."""
    wanted = tuple(sorted(tasks))
    if not wanted:
        return {}
    found = queries.task_rows(connection, as_of, Filters(tasks=wanted))
    return {row.task: (row.unit, row.unit_name) for row in found}


def _led(row: ObstacleRow, leads: dict[int, tuple[str, str]]) -> ObstacleRow:
    if row.unit or row.task not in leads:
        return row
    code, name = leads[row.task]
    return row._replace(unit=code, unit_name=name)


# -- writing -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ObstacleFacts:
    """What is known of an obstacle when it is raised; it concerns a task, a unit, or a unit's part in a task."""

    what: str
    raised_on: date
    task: int | None = None
    unit: int | None = None
    proposal: str = ""


def add_obstacle(change: Change, facts: ObstacleFacts) -> int:
    """Enter an obstacle; returns its number.

    Raises:
        BadField: nothing is said, or the task was not yet assigned
        ClosedPeriod: a signed report has counted the day
    """
    what, proposal = clean(facts.what), clean(facts.proposal)
    refuse_secret_document(what, what, proposal)
    if not what:
        raise errors.BadField(field=N_("obstacle"), value=facts.what, why=N_("nothing is said"))
    if facts.task is not None:
        assigned = date.fromisoformat(change.connection.execute(ASSIGNED, {"task": facts.task}).fetchone()[0])
        if facts.raised_on < assigned:
            why = note(N_("task {task} was only assigned on {day}"), task=facts.task, day=assigned)
            raise errors.BadField(field="--on", value=vn_date(facts.raised_on), why=why)
    guard(change, facts.raised_on)
    row = {
        "task_id": facts.task,
        "unit_id": facts.unit,
        "raised_on": facts.raised_on,
        "what": what,
        "proposal": proposal,
        "resolution": "",
        "document": "",
        "version": 1,
    }
    return change.insert("obstacle", row)


def resolve_obstacle(change: Change, number: int, how: str, document: str, day: date) -> None:
    """Record how and when an obstacle was cleared.

    Raises:
        NotFound: there is none with that number
        AlreadyResolved: it was cleared before
        BadField: nothing is said of how, or it had not been raised yet
        ClosedPeriod: a signed report has counted the day
    """
    row = change.connection.execute(TO_RESOLVE, {"number": number}).fetchone()
    if row is None:
        raise unknown(number)
    if row["resolved_on"] is not None:
        raise errors.AlreadyResolved(number=number, day=date.fromisoformat(row["resolved_on"]))
    said = clean(how)
    refuse_secret_document(document or said, document, said)
    if not said:
        raise errors.BadField(field="--how", value=how, why=N_("nothing is said"))
    raised = date.fromisoformat(row["raised_on"])
    if day < raised:
        why = note(N_("obstacle {number} was only raised on {day}"), number=number, day=raised)
        raise errors.BadField(field="--on", value=vn_date(day), why=why)
    guard(change, day)
    values = {"resolved_on": day, "resolution": said, "document": document}
    change.update("obstacle", number, values)


def number_of(text: str) -> int:
    """The number of an obstacle as it is typed, "3" or "#3"; NotFound for what is no number."""
    wanted = text.strip().lstrip("#")
    if not wanted.isdecimal() or len(wanted) > _LONGEST_NUMBER:
        raise unknown(text)
    return int(wanted)


def unknown(number: object) -> errors.NotFound:
    """The error for an obstacle that the register does not hold."""
    return errors.NotFound(thing=N_("obstacle"), value=number, nearest="", command="tuphap obstacle list")
