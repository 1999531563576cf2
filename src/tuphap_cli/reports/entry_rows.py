"""New entries of the ledger as a program and as a person reads them."""

from __future__ import annotations

from ..i18n import _
from ..store.write.ledger import Recorded
from .base import Column, Line, Record, Table


def entry_record(row: Recorded) -> Record:
    """An entry in the machine form."""
    return {
        "task": row.task,
        "decision": row.decision,
        "item": row.item,
        "title": row.title,
        "entry": row.kind,
        "day": row.day.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        "percent": row.percent,
        "occurrence": row.booked.name,
        "document": row.document,
    }


def entry_table(rows: list[Recorded]) -> Table:
    """The entries with their days and documents."""
    words = {"done": _("done"), "progress": _("in progress"), "start": _("started")}
    columns = (
        Column(_("No."), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Occurrence"), roomy=True),
        Column(_("Recorded")),
        Column(_("Day")),
        Column("%", right=True),
        Column(_("Document")),
    )
    lines = tuple(
        Line((r.task, r.item, r.title.splitlines()[0], r.booked.name, words[r.kind], r.day, r.percent, r.document))
        for r in rows
    )
    return Table(columns, lines)
