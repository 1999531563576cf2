"""Footnotes and comments on the cells of a task, and words of it that are not on the page; decides no date."""

from __future__ import annotations

from ..plan_findings import Findings
from .heading_words import Field
from .plan_columns import Header
from .rawtask import RawTask, View

_WEIGHTY = {Field.ITEM, Field.TITLE, Field.LEAD, Field.SUPPORT, Field.DEADLINE}


def take_notes(header: Header, view: View, task: RawTask, findings: Findings) -> None:
    """Asks about every note that hangs on what is to be done, by whom or by when; the others are counted."""
    if not any(cell.notes for cell in view.row.cells):
        return  # as of most rows
    for column in header.columns:
        notes = view.row.cell(column.index).notes
        if not notes or column.field not in _WEIGHTY:
            continue
        findings.add("note.asked", view.place, column.heading, "; ".join(notes))
        findings.notes_asked += len(notes)
        if column.field is Field.DEADLINE:
            task.deadline_notes.extend(notes)


def is_unseen(header: Header, view: View) -> bool:
    """Whether the words of the task are struck through, hidden or deleted, though something of the row is left."""
    column = header.column(Field.TITLE)
    return column is not None and not view.text(Field.TITLE) and bool(view.row.cell(column.index).unseen)
