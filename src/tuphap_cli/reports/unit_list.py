"""The list of units, and one unit in full: its facts with its former names, then the tasks that it leads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.model import vn_date
from ..i18n import _
from ..store.read.entries import UnitRow
from ..store.read.queries import TaskRow
from . import labels
from .base import Cell, Column, Line, Record, Report, Table, iso
from .lists import facts_with_tasks

UNIT_FIELDS = (
    "code",
    "name",
    "kind",
    "parent",
    "aliases",
    "email",
    "valid_from",
    "valid_to",
    "tasks",
    "former_names",
    "renamed_on",
    "renamed_by",
)


def unit_record(row: UnitRow) -> Record:
    """A unit in the machine form."""
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "parent": row.parent or None,
        "aliases": list(row.aliases),
        "email": row.email,
        "valid_from": iso(row.valid_from),
        "valid_to": iso(row.valid_to),
        "tasks": row.tasks,
        "former_names": [former.name for former in row.former],
        "renamed_on": [former.changed_on.isoformat() for former in row.former],
        "renamed_by": [former.document for former in row.former],
    }


def _other_names(row: UnitRow) -> str:
    """The former names with the last day of each, then what else the unit goes by."""
    former = {one.name for one in row.former}
    dated = [
        _("{name} (until {day})").format(name=one.name, day=vn_date(one.changed_on - timedelta(days=1)))
        for one in row.former
    ]
    return "; ".join([*dated, *(alias for alias in row.aliases if alias not in former)])


def unit_list(rows: Sequence[UnitRow], as_of: date) -> Report:
    """The units with their other names."""
    columns = (
        Column(_("Code")),
        Column(_("Unit"), flexible=True),
        Column(_("Kind")),
        Column(_("Belongs to"), roomy=True),
        Column(_("Other names"), flexible=True, roomy=True),
        Column(_("Leads"), right=True),
        Column(_("Until")),
    )
    lines = tuple(
        Line((r.code, r.name, labels.unit_kind(r.kind), r.parent, _other_names(r), r.tasks, r.valid_to)) for r in rows
    )
    return Report(
        schema="tuphap.units/1",
        as_of=as_of,
        rows=[unit_record(row) for row in rows],
        more={"totals": {"units": len(rows)}},
        title=_("Units"),
        tables=(Table(columns, lines, empty=_("No unit has been entered yet.")),),
        fields=UNIT_FIELDS,
    )


def one_unit(connection: sqlite3.Connection, row: UnitRow, rows: Sequence[TaskRow], as_of: date) -> Report:
    """A unit in full: its facts, then the tasks it leads."""
    former = {one.name for one in row.former}
    facts: list[tuple[str, Cell]] = [
        (_("Code"), row.code),
        (_("Unit"), row.name),
        (_("Kind"), labels.unit_kind(row.kind)),
        (_("Belongs to"), row.parent),
        *_renamings(row),
        (_("Other names"), "; ".join(alias for alias in row.aliases if alias not in former)),
        (_("E-mail"), row.email),
        (_("Until"), row.valid_to),
    ]
    return facts_with_tasks("tuphap.unit/1", unit_record(row), facts, connection, rows, as_of)


def _renamings(row: UnitRow) -> Iterator[tuple[str, Cell]]:
    """Each former name of a unit with its last day and the document that changed it."""
    for place, one in enumerate(row.former):
        until = _("{name} (until {day}; renamed by {document})")
        day = vn_date(one.changed_on - timedelta(days=1))
        yield "" if place else _("Former names"), until.format(name=one.name, day=day, document=one.document)
