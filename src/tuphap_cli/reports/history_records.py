"""The deadlines, ledger entries and extensions of one task in the machine form."""

from __future__ import annotations

from datetime import date

from ..store.read.entries import ExtensionRow, HistoryRow
from ..store.read.queries import TaskRow
from .base import Record, iso


def deadline_record(row: TaskRow, as_of: date) -> Record:
    """One deadline of a task in the machine form."""
    return {
        "occurrence": row.occurrence,
        "due": iso(row.due),
        "original_due": iso(row.original_due),
        "done_on": iso(row.done_on),
        "state": row.state(as_of).value,
    }


def history_record(entry: HistoryRow) -> Record:
    """An entry of the ledger in the machine form."""
    return {
        "on": iso(entry.on_day),
        "kind": entry.kind,
        "percent": entry.percent,
        "document": entry.document,
        "note": entry.note,
        "from_unit": entry.from_unit or None,
        "to_unit": entry.to_unit or None,
        "actor": entry.actor,
        "taken_back": entry.taken_back,
        "taken_back_on": iso(entry.back_on),
        "taken_back_reason": entry.back_reason or None,
        "taken_back_by": entry.back_by or None,
    }


def extension_record(entry: ExtensionRow) -> Record:
    """An extension in the machine form."""
    return {
        "decided_on": iso(entry.decided_on),
        "document": entry.document,
        "reason": entry.reason,
        "old_due": iso(entry.old_due),
        "new_due": iso(entry.new_due),
    }
