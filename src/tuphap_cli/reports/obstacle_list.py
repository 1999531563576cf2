"""The obstacles of tasks and units (khó khăn, vướng mắc), what is proposed, and how they were cleared."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.write import obstacles
from ..store.write.obstacles import ObstacleRow
from .base import Cell, Column, Line, Record, Report, Table, iso

FIELDS = (
    "id",
    "task",
    "item",
    "decision",
    "title",
    "unit",
    "unit_name",
    "raised_on",
    "what",
    "proposal",
    "resolved_on",
    "resolution",
    "document",
    "days_open",
)


def obstacle_record(row: ObstacleRow, as_of: date) -> Record:
    """An obstacle in the machine form; what belongs to a task is null where it concerns none."""
    return {
        "id": row.id,
        "task": row.task,
        "item": row.item or None,
        "decision": row.decision or None,
        "title": row.title or None,
        "unit": row.unit or None,
        "unit_name": row.unit_name or None,
        "raised_on": iso(row.raised_on),
        "what": row.what,
        "proposal": row.proposal,
        "resolved_on": iso(row.resolved_on),
        "resolution": row.resolution,
        "document": row.document,
        "days_open": row.days_open(as_of),
    }


def obstacle_list(rows: Sequence[ObstacleRow], as_of: date) -> Report:
    """The list of ``rows`` as of a day."""
    still = [row for row in rows if row.resolved_on is None]
    return Report(
        schema="tuphap.obstacles/1",
        as_of=as_of,
        rows=[obstacle_record(row, as_of) for row in rows],
        more={"totals": {"obstacles": len(rows), "open": len(still)}},
        title=_("Obstacles on {day}").format(day=vn_date(as_of)),
        tables=(obstacle_table(rows, as_of),),
        fields=FIELDS,
        closing=(_tally(rows, still),) if rows else (),
    )


def _tally(rows: Sequence[ObstacleRow], still: Sequence[ObstacleRow]) -> str:
    found = ngettext("{n} obstacle", "{n} obstacles", len(rows))
    if not still:
        return _("{obstacles}, all resolved.").format(obstacles=found)
    text = _("{obstacles}; still open: {n}, the oldest since {day}.")
    return text.format(obstacles=found, n=len(still), day=vn_date(min(row.raised_on for row in still)))


def obstacles_of_task(connection: sqlite3.Connection, task: int, as_of: date) -> list[ObstacleRow]:
    """The obstacles of one task, oldest first."""
    return [row for row in obstacles.obstacle_rows(connection, as_of) if row.task == task]


def obstacle_table(rows: Sequence[ObstacleRow], as_of: date) -> Table:
    """The obstacles as a table."""
    columns = (Column(_("No."), right=True), Column(_("Task")), *_columns())
    lines = [
        Line((row.id, f"{row.task} ({row.decision}:{row.item})" if row.task else "", *_cells(row, as_of)), _tone(row))
        for row in rows
    ]
    return Table(columns, tuple(lines), empty=_("There is no obstacle."))


def of_one_task(rows: Sequence[ObstacleRow], as_of: date) -> Table:
    """The obstacles of the task to which the page belongs, under a title."""
    columns = (Column(_("No."), right=True), *_columns())
    lines = tuple(Line((row.id, *_cells(row, as_of)), _tone(row)) for row in rows)
    return Table(columns, lines, title=_("Obstacles and proposals"))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Unit")),
        Column(_("Raised")),
        Column(_("Days"), right=True),
        Column(_("Obstacle"), flexible=True),
        Column(_("Proposal"), flexible=True),
        Column(_("Resolution"), flexible=True),
    )


def _cells(row: ObstacleRow, as_of: date) -> tuple[Cell, ...]:
    return row.unit, row.raised_on, row.days_open(as_of), row.what, row.proposal, _cleared(row)


def _tone(row: ObstacleRow) -> str:
    return "" if row.resolved_on else "warn"


def _cleared(row: ObstacleRow) -> str:
    if row.resolved_on is None:
        return _("still open")
    document = f" ({row.document})" if row.document else ""
    return f"{vn_date(row.resolved_on)}: {row.resolution}{document}"
