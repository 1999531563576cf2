"""The nightly check: overdue, missed and due soon in one bounded, read-only run; silent when there is nothing."""

from __future__ import annotations

import sqlite3
from datetime import date

from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.read import counting
from ..store.write.filing_records import Rules
from . import labels, late_rows, missed_list, overdue
from .base import Report, Stream


def check_report(
    connection: sqlite3.Connection,
    as_of: date,
    soon: int,
    silent_days: int,
    filed_by: Rules | None = None,
    limit: int | None = None,
) -> Report:
    """Everything that needs somebody to act on ``as_of``; tasks due within ``soon`` days are no finding.

    ``filed_by`` says by what the units' periodic reports fall due. ``limit``: only so many rows of each kind are
    listed, all are counted.
    """
    late = late_rows.first_late(connection, as_of, limit)
    near = overdue.soon_rows(connection, as_of, soon, limit=limit)
    due_soon = counting.due_soon(connection, as_of, soon)
    missed = missed_list.first_missed(connection, as_of, silent_days, filed_by=filed_by, limit=limit)
    parts = []
    if late.number.deadlines:
        parts.append(_("overdue: {deadlines}").format(deadlines=labels.deadlines_of_tasks(*late.number)))
    if missed.number:
        parts.append(ngettext("{n} missed", "{n} missed", missed.number))
    if due_soon.deadlines:
        parts.append(_("due soon: {deadlines}").format(deadlines=labels.deadlines_of_tasks(*due_soon)))
    found = Stream(len(missed.subjects), lambda: (subject.record() for subject in missed.subjects))
    tables = (
        (
            overdue.late_table(late.rows, as_of, by_unit=late.by_unit)._replace(title=_("Overdue")),
            late.number.deadlines,
            len(late.rows),
        ),
        (missed_list.missed_lines_table(missed)._replace(title=_("Missed")), missed.number, len(missed.subjects)),
        (overdue.soon_table(near, as_of, soon, due_soon), due_soon.deadlines, len(near)),
    )
    left_out = sum(number - shown for _table, number, shown in tables)
    return Report(
        schema="tuphap.check/1",
        as_of=as_of,
        rows=Stream(len(late.rows), lambda: (overdue.overdue_record(row, as_of) for row in late.rows)),
        more={
            "totals": {
                "overdue": late.number.deadlines,
                "missed": missed.number,
                "soon": due_soon.deadlines,
                "overdue_tasks": late.number.tasks,
                "soon_tasks": due_soon.tasks,
            },
            "missed": found,
            "soon": [overdue.overdue_record(row, as_of) for row in near],
        },
        title=_("Check of {day}: {parts}").format(day=vn_date(as_of), parts="; ".join(parts)) if parts else "",
        tables=tuple(table for table, number, _shown in tables if number),
        closing=labels.more_rows(left_out),
        fields=overdue.FIELDS,
        findings=late.number.deadlines + missed.number,
    )
