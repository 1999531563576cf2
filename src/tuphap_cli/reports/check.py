"""The nightly check: overdue, missed and due soon in one bounded, read-only run; silent when there is nothing."""

from __future__ import annotations

import sqlite3
from datetime import date

from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.write.filing_records import Rules
from . import missed_list, overdue
from .base import Json, Report


def check_report(
    connection: sqlite3.Connection, as_of: date, soon: int, silent_days: int, filed_by: Rules | None = None
) -> Report:
    """Everything that needs somebody to act on ``as_of``; tasks due within ``soon`` days are no finding.

    ``filed_by`` says by what the units' periodic reports fall due.
    """
    late = overdue.overdue_rows(connection, as_of)
    near = overdue.soon_rows(connection, as_of, soon)
    subjects = missed_list.subjects(connection, as_of, silent_days, filed_by)
    parts = []
    if late:
        parts.append(ngettext("{n} overdue deadline", "{n} overdue deadlines", len(late)))
    if subjects:
        parts.append(ngettext("{n} missed", "{n} missed", len(subjects)))
    if near:
        parts.append(ngettext("{n} due soon", "{n} due soon", len(near)))
    found: list[Json] = [subject.record() for subject in subjects]
    return Report(
        schema="tuphap.check/1",
        as_of=as_of,
        rows=[overdue.overdue_record(row, as_of) for row in late],
        more={
            "totals": {"overdue": len(late), "missed": len(subjects), "soon": len(near)},
            "missed": found,
            "soon": [overdue.overdue_record(row, as_of) for row in near],
        },
        title=_("Check of {day}: {parts}").format(day=vn_date(as_of), parts=", ".join(parts)) if parts else "",
        tables=tuple(
            table
            for table, wanted in (
                (overdue.late_table(late, as_of)._replace(title=_("Overdue")), late),
                (missed_list.missed_lines_table(subjects)._replace(title=_("Missed")), subjects),
                (overdue.soon_table(near, as_of, soon), near),
            )
            if wanted
        ),
        fields=overdue.FIELDS,
        findings=len(late) + len(subjects),
    )
