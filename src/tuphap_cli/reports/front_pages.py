"""The page of today and the page of a unit, among those that are published."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ..domain import states
from ..domain.model import State, vn_date
from ..i18n import _
from ..store.read import queries
from ..store.read.queries import TaskRow
from ..text import sort_key
from . import lists, missed_list, overdue, urging_list
from .base import Column, Line, Report, Table
from .check_brief import counts
from .missed_list import MissedSubjects
from .pressing import Asked, survey

_OPEN = (*states.IN_TIME, *states.OVERDUE, State.NO_DEADLINE)


def front_page(connection: sqlite3.Connection, asked: Asked, rows: Sequence[TaskRow], office: str) -> Report:
    """What stands where today: counts, what falls due soon, a line for each unit. ``rows`` are all tasks shown."""
    missed = missed_list.first_missed(
        connection, asked.as_of, asked.silent_days, filed_by=asked.filed_by, filters=asked.filters
    )
    near = overdue.soon_rows(connection, asked.as_of, asked.soon, asked.filters)
    title = _("Tasks on {day}").format(day=vn_date(asked.as_of))
    scope = asked.unit_name or office
    return Report(
        schema="tuphap.published/1",
        as_of=asked.as_of,
        rows=(),
        title=f"{title} – {scope}" if scope else title,
        heading=tuple(f"{text}." for text in counts(survey(connection, asked), asked)),
        tables=(_units(rows, missed, asked.as_of), overdue.soon_table(near, asked.as_of, asked.soon)),
    )


def _units(rows: Sequence[TaskRow], missed: MissedSubjects, as_of: date) -> Table:
    """How many tasks of each unit are overdue, missed and open, and how many it leads."""
    names = {row.unit: row.unit_name or _("no lead unit") for row in rows}
    led = Counter(row.unit for row in rows)
    standing = [(row.unit, row.state(as_of), row.done_on) for row in rows]
    still = Counter(unit for unit, state, done_on in standing if state in _OPEN and done_on is None)
    late = Counter(unit for unit, state, _done in standing if state in states.OVERDUE)
    left = Counter(subject.row.unit for subject in missed.subjects if subject.row is not None)
    columns = (
        Column(_("Unit"), flexible=True, names="unit_name"),
        Column(_("Overdue"), right=True, tone="bad"),
        Column(_("Missed"), right=True, tone="warn"),
        Column(_("Open"), right=True),
        Column(_("Tasks"), right=True),
    )
    lines = [
        Line(
            (names[unit], late[unit], left[unit], still[unit], led[unit]),
            "bad" if late[unit] else "warn" if left[unit] else "",
        )
        for unit in sorted(names, key=lambda unit: (not unit, sort_key(names[unit])))
    ]
    totals = (_("Total"), late.total(), left.total(), still.total(), led.total())
    return Table(
        columns, tuple(lines), title=_("By unit"), footer=totals if lines else (), empty=_("No task is registered.")
    )


def unit_page(connection: sqlite3.Connection, asked: Asked, rows: Sequence[TaskRow]) -> Report:
    """What stands where with one unit: overdue, missed, due soon, all its tasks (``rows``)."""
    as_of = asked.as_of
    late = list(queries.overdue_rows(connection, as_of, asked.filters))
    missed = missed_list.first_missed(
        connection, as_of, asked.silent_days, filed_by=asked.filed_by, filters=asked.filters
    )
    near = overdue.soon_rows(connection, as_of, asked.soon, asked.filters)
    urged = urging_list.urged_column(urging_list.last_urged(connection, as_of, (row.task for row in late)))
    found = [(row, row.state(as_of)) for row in rows]
    return Report(
        schema="tuphap.published/1",
        as_of=as_of,
        rows=(),
        title=_("{unit}: tasks on {day}").format(unit=asked.unit_name, day=vn_date(as_of)),
        heading=tuple(f"{text}." for text in counts(survey(connection, asked), asked)),
        tables=(
            overdue.late_table(late, as_of, by="age", more=urged)._replace(title=_("Overdue"), wide=bool(urged)),
            missed_list.missed_lines_table(missed)._replace(title=_("Missed")),
            overdue.soon_table(near, as_of, asked.soon),
            lists.task_table(found, rows, as_of)._replace(title=_("All tasks")),
        ),
    )
