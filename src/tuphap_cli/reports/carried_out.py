"""A task through the books of several offices: which one above it carries out, and which below carry it out.

What of the task is done follows from those; it is counted anew each time, and nothing of it is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..domain import handed_down, states
from ..domain.handed_down import CarryingOut, Disagreement
from ..domain.model import State, vn_date
from ..i18n import _, ngettext
from ..store.read.queries import TaskRow
from . import labels
from .base import Column, Line, Record, Report, Table, iso


class Carrier(NamedTuple):
    """A task in the book of the office ``code`` that carries out one of the office above."""

    code: str
    name: str
    row: TaskRow


class Above(NamedTuple):
    """The task of the office above that one carries out; ``row`` is None where its book does not hold it.

    The book is not ``at_hand`` where the register was taken away from beside it, or where it may not be read.
    """

    task: int
    row: TaskRow | None
    at_hand: bool = True


def of_carriers(carriers: Sequence[Carrier], as_of: date) -> CarryingOut:
    """How the tasks that carry one out are on a day, added up."""
    rows = [carrier.row for carrier in carriers]
    running = [row for row in rows if row.state(as_of) is not State.CANCELLED]
    return CarryingOut(
        len(rows),
        sum(row.done_on is not None for row in rows),
        sum(row.state(as_of) in states.OVERDUE for row in rows),
        len(rows) - len(running),
        max((row.due for row in running if row.due), default=None),
        max((row.done_on for row in rows if row.done_on), default=None),
    )


def no_others(above: int | None) -> Record:
    """What the machine form of a task's page has of other offices before their books are read: the number of the task
    ``above`` that it carries out."""
    return {"carries_out": above, "carries_out_task": None, "carried_out_by": []}


def with_above(report: Report, above: Above) -> Report:
    """The page of a task with the one of the office above that it carries out, in its first table."""
    facts, *tables = report.tables
    told = _told_above(above)
    line = Line((_("Carries out"), told) if facts.headed else (_("It carries out {task}.").format(task=told),))
    record = report.rows[0] | {"carries_out_task": _above_record(above.row) if above.row else None}
    return report._replace(rows=[record], tables=(facts._replace(lines=(*facts.lines, line)), *tables))


def _told_above(above: Above) -> str:
    row = above.row
    if row is None and above.at_hand:
        return _("task {task} of the office above, which is not in its register").format(task=above.task)
    if row is None:
        return _("task {task} of the office above, whose register cannot be read here").format(task=above.task)
    text = _("task {task} of the office above ({decision} of {day}, item {item}): {title}; {due}")
    due = _("due {days}").format(days=vn_date(row.due)) if row.due else row.deadline_text or _("no due date")
    return text.format(
        task=row.task,
        decision=row.decision,
        day=vn_date(row.decision_issued),
        item=row.item,
        title=row.title.splitlines()[0],
        due=due,
    )


def _above_record(row: TaskRow) -> Record:
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "decision_issued": iso(row.decision_issued),
        "title": row.title,
        "deadline_text": row.deadline_text,
        "due": iso(row.due),
    }


def with_carriers(report: Report, own: TaskRow, carriers: Sequence[Carrier], as_of: date) -> Report:
    """The page of the task ``own`` with those of the offices below that carry it out, and what follows from them."""
    record = report.rows[0] | {"carried_out_by": [_carrier_record(carrier, as_of) for carrier in carriers]}
    below = of_carriers(carriers, as_of)
    facts, *tables = report.tables
    closing = (
        *report.closing,
        sentence(below),
        *advice(own.task, handed_down.disagreement(own.standing, below), below),
    )
    return report._replace(rows=[record], tables=(facts, _carrier_table(carriers, as_of), *tables), closing=closing)


def _carrier_record(carrier: Carrier, as_of: date) -> Record:
    row = carrier.row
    return {
        "office": carrier.code,
        "office_name": carrier.name,
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "decision_issued": iso(row.decision_issued),
        "title": row.title,
        "unit": row.unit,
        "unit_name": row.unit_name,
        "due": iso(row.due),
        "done_on": iso(row.done_on),
        "state": row.state(as_of).value,
        "percent": row.percent,
    }


def _carrier_table(carriers: Sequence[Carrier], as_of: date) -> Table:
    columns = (
        Column(_("Office")),
        Column(_("No."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), roomy=True),
        Column(_("Due")),
        Column(_("Done on")),
        Column(_("State")),
    )
    lines = []
    for code, _name, row in carriers:
        state, due = row.state(as_of), row.due or row.deadline_text
        late = states.days_late(row.due, as_of) if row.due else 0
        cells = (code, row.task, row.title, row.decision, row.unit, due, row.done_on, labels.state_label(state))
        lines.append(Line(cells, labels.tone(state, late)))
    return Table(columns, tuple(lines), title=_("Carried out by offices below"))


def sentence(below: CarryingOut) -> str:
    """How many of the tasks that carry one out are done, and what is left, in one sentence."""
    text = _("Carried out below: {done} of {tasks} done")
    parts = [text.format(done=below.done, tasks=ngettext("{n} task", "{n} tasks", below.tasks))]
    if below.done_on:
        parts[0] += _(", the last on {day}").format(day=vn_date(below.done_on))
    if below.overdue:
        parts.append(ngettext("{n} task overdue", "{n} tasks overdue", below.overdue))
    if below.cancelled:
        parts.append(ngettext("{n} task cancelled", "{n} tasks cancelled", below.cancelled))
    if below.still_open and below.due:
        parts.append(_("the latest due day {day}").format(day=vn_date(below.due)))
    return "; ".join(parts) + "."


def unread_sentence(office: str) -> str:
    """That the book of ``office`` cannot be read, so that the page may lack what is in it."""
    return _("Not counted here, since its book cannot be read: {office}.").format(office=office)


def advice(task: int, found: Disagreement | None, below: CarryingOut) -> list[str]:
    """What to do where the register and those of the offices below differ about ``task``."""
    if found is Disagreement.ALL_DONE and below.done_on:
        text = _("All of it is done, but task {task} is not recorded as done; to record it: {command}")
        return [text.format(task=task, command=f"tuphap done {task} --on {vn_date(below.done_on)}")]
    if found is Disagreement.STILL_OPEN:
        text = _("Task {task} is recorded as done, but of what carries it out is still open: {tasks}.")
        return [text.format(task=task, tasks=ngettext("{n} task", "{n} tasks", below.still_open))]
    if found is Disagreement.NOBODY_LEFT:
        text = _("All that carried task {task} out is cancelled: no office below carries it out any more.")
        return [text.format(task=task)]
    return []
