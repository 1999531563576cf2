"""What to look at again in an entry: another year, and what is recorded of later days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ...domain.model import vn_date
from ...i18n import _

if TYPE_CHECKING:
    from ...domain.problems import Place, Problem
    from ...store.read.deadline_choice import Booked
    from ...store.write.ledger import Recorded


def entry_warnings(row: Recorded) -> list[str]:
    """Return what to look at again in a new entry; mostly nothing.

    Beside another year and odd steps that is a completion that arrives after later entries, and work reported after a completion.
    """
    said = [*year_warnings(row.booked, row.day), *odd_steps(row)]
    if row.later:
        said.append(later_entries(row.task, row.later))
    if row.completed_on is not None:
        text = _("Task {task} was completed on {day}; what is reported after that is kept and changes no state.")
        said.append(text.format(task=row.booked.label, day=vn_date(row.completed_on)))
    return said


def odd_steps(row: Recorded) -> list[str]:
    """Return what is odd in an entry beside those before it: started a second time, a percentage that falls."""
    said, earlier, task = [], row.earlier, row.booked.label
    if row.kind == "start" and earlier.begun_on is not None:
        text = _("Please check: task {task} was recorded as started on {day} already.")
        said.append(text.format(task=task, day=vn_date(earlier.begun_on)))
    if (
        row.completed_on is None
        and earlier.percent is not None
        and earlier.reported_on is not None
        and row.percent < earlier.percent
    ):
        text = _("Please check: task {task} is at {percent} now, and was at {before} on {day}.")
        before = f"{earlier.percent}%"
        said.append(
            text.format(task=task, percent=f"{row.percent}%", before=before, day=vn_date(earlier.reported_on))
        )
    return said


def entry_notes(row: Recorded, place: Place | None = None) -> list[Problem]:
    """Return what to look at again in an entry that a list or form has brought, and where it is there."""
    from ...domain.model import Severity, note
    from ...domain.problems import Problem

    said = [*entry_warnings(row), *unproven([row.task] if row.unproven else [])]
    return [Problem(place, note("{what}", what=words), severity=Severity.NOTE) for words in said]


def unproven(tasks: Iterable[int]) -> list[str]:
    """Return the warning about completed ``tasks`` whose product has no document; nothing for none."""
    named = ", ".join(map(str, tasks))
    text = _("A product is due and no document was named (--doc); on the missed list: {tasks}.")
    return [text.format(tasks=named)] if named else []


def later_entries(task: int, days: Iterable[date]) -> str:
    """Return the sentence about what is recorded of ``days`` after that of the new entry."""
    text = _("Task {task}: what was recorded for {days} lies after that day; it stays as it is.")
    return text.format(task=task, days=", ".join(map(vn_date, days)))


def assigned_since(task: int, unit: str) -> str:
    """Return the sentence about an assignment of a later day, by which another ``unit`` leads already."""
    text = _("Task {task}: an assignment of a later day is in the register; by it {unit} stays the lead.")
    return text.format(task=task, unit=unit)


def led_already(task: int, unit: str) -> str:
    """Return the sentence about a task that is handed to the ``unit`` which leads it anyway."""
    return _("Please check: task {task} is led by {unit} already.").format(task=task, unit=unit)


def moved_since(task: str, due: date | None) -> str:
    """Return the sentence about a decision of a later day that has moved the deadline to ``due`` already."""
    text = _("Task {task}: a decision of a later day is in the register; by it the deadline stays {due}.")
    return text.format(task=task, due=vn_date(due) if due else _("until further notice"))


def year_warnings(booked: Booked, day: date) -> list[str]:
    """Return what to look at again in an entry of ``day`` for ``booked``; mostly nothing.

    That is an entry for an occurrence of another year, and a name without its year that an open occurrence of an
    earlier year has too.
    """
    found = []
    if booked.other_year is not None:
        text = _("Please check: {period} of task {task} is an occurrence of {year}, and the entry is of {day}.")
        found.append(text.format(period=booked.name, task=booked.task, year=booked.other_year, day=vn_date(day)))
    if booked.earlier:
        text = _("Please check: {earlier} of task {task} is still open; if it was meant, name it: --period {earlier}")
        found.append(text.format(earlier=booked.earlier, task=booked.task))
    return found
