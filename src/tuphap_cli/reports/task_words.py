"""The sentence that says how a task is on a day and who has to act."""

from __future__ import annotations

from datetime import date

from ..domain import states
from ..domain.model import State, vn_date
from ..i18n import _, ngettext
from ..store.read.queries import TaskRow
from . import labels


def verdict(row: TaskRow, as_of: date) -> str:
    """The state in one sentence, with who has to act."""
    found = row.state(as_of)
    word = labels.state_label(found)
    if found in states.OVERDUE and row.due:
        days = ngettext("{n} day", "{n} days", states.days_late(row.due, as_of))
        text = _("State on {day}: {state}, by {days}; {unit} has to act.")
        return text.format(
            day=vn_date(as_of), state=word, days=days, unit=row.unit_name or _("nobody (no lead unit)")
        )
    if found is State.DONE_LATE and row.due and row.done_on:
        days = ngettext("{n} day", "{n} days", states.days_late(row.due, row.done_on))
        return _("State on {day}: {state}, by {days}.").format(day=vn_date(as_of), state=word, days=days)
    return _("State on {day}: {state}.").format(day=vn_date(as_of), state=word)
