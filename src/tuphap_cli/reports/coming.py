"""The occurrences of a further year that have been made (`task renew`) and have not begun: shown, and nothing more.

They are in no figure and in no list before 1 January of their year; only the pages on one task name them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..domain.model import State, vn_date
from ..i18n import _
from ..store.read.deadline_choice import DatedRow
from ..store.read.queries import TaskRow
from . import labels
from .base import Line, Record, iso


def coming_records(rows: Sequence[DatedRow], names: Mapping[int, str]) -> list[Record]:
    """The occurrences in the machine form, ``names`` by deadline."""
    return [
        {
            "occurrence": row.due.isoformat(),
            "name": names.get(row.id, ""),
            "due": iso(row.due_now),
            "original_due": iso(row.due),
            "begins": iso(row.begins),
        }
        for row in rows
    ]


def halt_of(row: TaskRow) -> State | None:
    """The state of occurrences to come by what holds of their whole task, of which ``row`` is any; None: it runs."""
    if row.cancelled_on:
        return State.CANCELLED
    return State.SUSPENDED if row.suspended_on else None


def coming_lines(rows: Sequence[DatedRow], names: Mapping[int, str], task: TaskRow) -> list[Line]:
    """The occurrences as lines of the table of deadlines, each with the day on which it begins for its state."""
    found, halted = [], halt_of(task)
    for row in rows:
        begins = _("begins on {day}").format(day=vn_date(row.begins or row.due))
        said = f"{labels.state_label(halted)}; {begins}" if halted else begins
        due = row.due_now or _("until further notice")
        found.append(Line((names.get(row.id, ""), due, row.due, row.done_on, said)))
    return found


def coming_sentences(rows: Sequence[DatedRow], names: Mapping[int, str], task: TaskRow) -> list[str]:
    """Who has to act when, where nothing is left to do before the first of the occurrences begins.

    ``task`` is the row that speaks for the task now.
    """
    if not rows or task.done_on is None or halt_of(task):
        return []
    first = rows[0]
    due = _("due on {due}").format(due=vn_date(first.due_now)) if first.due_now else _("until further notice")
    text = _("From {begins} the next occurrence is to be done: {name}, {due}; lead: {who}.")
    who = task.unit_name or _("no lead unit")
    return [text.format(begins=vn_date(first.begins or first.due), who=who, name=names.get(first.id, ""), due=due)]
