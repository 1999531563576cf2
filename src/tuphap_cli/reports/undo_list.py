"""What would be taken back or done again, said before it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.journal import RowChange
from ..i18n import _
from ..store.write.undo.undo_ledger import LEDGER, STAYS
from . import journal_words, office_words
from .command_words import command_words, summary_words
from .journal_list import when
from .journal_words import Words

if TYPE_CHECKING:
    from ..store.write.undo.undoing import UndoPlan

LISTED = 15  # rows that are named one by one


def undo_lines(connection: sqlite3.Connection, plan: UndoPlan) -> list[str]:
    """The command, what becomes of its rows in figures, and the first of them one by one."""
    at, origin = when(plan.origin.at), plan.origin
    text = _("To be undone: entry {n} of {when}, {actor}: {command}")
    if not plan.undone:
        text = _("To be done again: entry {n} of {when}, {actor}: {command}")
    found = [text.format(n=origin.seq, when=at, actor=origin.actor, command=command_words(origin.command))]
    if origin.summary:
        found.append(f"  {summary_words(origin.command, origin.summary)}")
    changes = [
        one for one in journal_words.told_changes(plan.changes) if one.table not in STAYS or one.table in LEDGER
    ]
    found += [f"  {line}" for line in _figures(changes)]
    return found + [f"  - {line}" for line in _named(changes, Words(connection, plan.changes))]


def _figures(changes: Sequence[RowChange]) -> list[str]:
    rows = [change for change in changes if change.table not in LEDGER]
    entries = [change for change in changes if change.table in LEDGER and change.before is None]
    voids = [change for change in entries if change.values.get("voids_id") is not None]
    appended = [change for change in entries if change.values.get("voids_id") is None]
    texts = (
        (_("taken back: {what}"), office_words.change_tally(appended, "added")),
        (_("entered again: {what}"), office_words.change_tally(voids, "added")),
        (_("removed: {what}"), office_words.change_tally(rows, "added")),
        (_("set back: {what}"), office_words.change_tally(rows, "changed")),
        (_("put back: {what}"), office_words.change_tally(rows, "removed")),
    )
    return [text.format(what=what) for text, what in texts if what]


def _named(changes: Sequence[RowChange], words: Words) -> list[str]:
    said = [sentence for change in changes if (sentence := _sentence(change, words))]
    if len(said) > LISTED:
        return [*said[:LISTED], f"… (+{len(said) - LISTED})"]
    return said


def _sentence(change: RowChange, words: Words) -> str:
    """What becomes of one row; "" for one of which only what follows from others changes."""
    if change.table in LEDGER:
        if change.before is not None:
            return ""
        again = change.values.get("voids_id") is not None
        done = _("entered again") if again else _("taken back")
        return f"{words.taken_back(change)}: {done}"
    if change.before is None or change.after is None:
        done = _("removed") if change.before is None else _("put back")
        return f"{words.row(change)}: {done}"
    cells = journal_words.cells(change)
    shown = "; ".join(
        f"{office_words.column_word(cell.column)} {words.value(change.table, cell.column, cell.after)} → "
        f"{words.value(change.table, cell.column, cell.before)}"
        for cell in cells
    )
    return f"{words.row(change)}: {shown}" if shown else ""
