"""The lists of tasks and decisions, and one decision in full."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from ..domain import states
from ..domain.model import State, vn_date
from ..i18n import _, ngettext
from ..store.read import queries
from ..store.read.entries import DecisionRow
from ..store.read.queries import TaskRow
from ..store.read.search import Sought
from . import labels
from .base import Agenda, Cell, Column, Line, Record, Report, Stream, Table, iso
from .found_tasks import found_in, marked
from .in_charge import TaskColumn, people_columns

TASK_FIELDS = (
    "task",
    "item",
    "decision",
    "decision_issued",
    "group",
    "title",
    "kind",
    "unit",
    "unit_name",
    "supporting",
    "product",
    "deadline_text",
    "due",
    "state",
    "percent",
    "leader",
    "officer",
)
DECISION_FIELDS = (
    "number",
    "issued",
    "issuer",
    "title",
    "year",
    "implements",
    "implements_issued",
    "declares",
    "tasks",
    "withdrawn",
)


def task_record(row: TaskRow, state: State, supporting: Sequence[str]) -> Record:
    """A task in the machine form."""
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "decision_issued": iso(row.decision_issued),
        "group": row.group,
        "title": row.title,
        "kind": str(row.kind),
        "unit": row.unit,
        "unit_name": row.unit_name,
        "supporting": list(supporting),
        "product": row.product,
        "deadline_text": row.deadline_text,
        "due": iso(row.due),
        "state": str(state),
        "percent": row.percent,
        "leader": row.leader,
        "officer": row.officer,
    }


def task_list(
    connection: sqlite3.Connection,
    rows: Sequence[TaskRow],
    as_of: date,
    title: str = "",
    *,
    dated: bool = False,
    sought: Sought | None = None,
) -> Report:
    """A list of tasks in the order given; ``dated`` adds their days for a calendar, ``sought`` is marked in it."""
    supporting = queries.supports(connection, [row.task for row in rows])
    found = Stream(len(rows), lambda: ((row, row.state(as_of)) for row in rows))

    def records() -> Iterator[Record]:
        return (task_record(row, state, supporting.get(row.task, ())) for row, state in found)

    return Report(
        schema="tuphap.tasks/1",
        as_of=as_of,
        rows=Stream(len(rows), records),
        more={"totals": {"tasks": len(rows)}},
        title=title or _("Tasks on {day}").format(day=vn_date(as_of)),
        tables=(task_table(found, rows, as_of, sought),),
        fields=TASK_FIELDS,
        closing=(count_of(len(rows)),) if rows else (),
        agenda=_agenda(connection, rows, as_of) if dated else None,
    )


def _agenda(connection: sqlite3.Connection, rows: Sequence[TaskRow], as_of: date) -> Agenda:
    from . import agenda  # what only a calendar needs would cost every list its import

    return agenda.of_rows(connection, rows, as_of)


def count_of(number: int) -> str:
    """The sentence under a list of tasks."""
    return ngettext("{n} task", "{n} tasks", number) + "."


def beginning_of(listed: Report, number: int, shown: int) -> Report:
    """``listed`` with how many tasks there are and how many are not shown, where only the first are in it."""
    more = labels.more_rows(number - shown)
    return listed._replace(closing=(count_of(number), *more)) if more else listed


def task_table(
    found: Sequence[tuple[TaskRow, State]], rows: Sequence[TaskRow], as_of: date, sought: Sought | None = None
) -> Table:
    """The tasks of ``rows`` on ``as_of``, each with its state; with those in charge where there are any.

    Of what was ``sought`` is said where it was found.
    """
    people = people_columns(rows)
    if sought and any(found_in(row, sought) for row in rows):
        people.append(TaskColumn(Column(_("Also found in")), lambda row: found_in(row, sought)))
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), names="unit"),
        Column(_("Due")),
        Column(_("State")),
        Column("%", right=True, roomy=True),
        *(column for column, _of in people),
    )

    def lines() -> Iterator[Line]:
        for r, state in found:
            standing, due = _standing(r, state), r.measured or r.deadline_text
            title = marked(r.title, sought) if sought else r.title
            cells = (r.task, r.item, title, r.decision, r.unit, due, standing, r.percent)
            late = states.days_late(r.measured, as_of) if r.measured else 0
            yield Line((*cells, *(of(r) for _column, of in people)), labels.tone(state, late))

    legend = labels.legend("worst", "bad", "warn", "good")
    return Table(columns, Stream(len(found), lines), empty=_("No task fits."), legend=legend)


def _standing(row: TaskRow, state: State) -> str:
    """The state in words; work done without a date is counted apart, but a reader must see that it is done."""
    if state is State.NO_DEADLINE and row.done_on is not None:
        return _("done on {day}, no deadline").format(day=vn_date(row.done_on))
    return labels.state_label(state)


def states_in(wanted: str) -> tuple[State, ...]:
    """The states that a filter takes: one of the states, or "open", "overdue", "done"."""
    return {
        "open": (*states.IN_TIME, *states.OVERDUE, State.NO_DEADLINE),
        "overdue": states.OVERDUE,
        "done": (*states.DONE, State.NO_DEADLINE),
    }.get(wanted) or (State(wanted),)


# What has no date is open until it is done.
FINISHED = {"open": False, "done": True}


def decision_record(row: DecisionRow) -> Record:
    """A decision in the machine form."""
    return {
        "number": row.number,
        "issued": iso(row.issued_on),
        "issuer": row.issuer,
        "title": row.title,
        "year": row.year,
        "implements": row.implements or None,
        "implements_issued": iso(row.implements_issued),
        "declares": row.declares,
        "tasks": row.tasks,
        "withdrawn": iso(row.withdrawn_on),
    }


def decision_list(rows: Sequence[DecisionRow], as_of: date) -> Report:
    """The decisions with what they declare and what is registered of it."""
    columns = (
        Column(_("Number")),
        Column(_("Issued")),
        Column(_("Issuer"), roomy=True),
        Column(_("Title"), flexible=True),
        Column(_("Implements")),
        Column(_("Declares"), right=True),
        Column(_("Registered"), right=True),
    )
    lines = tuple(
        Line(
            (r.number, r.issued_on, r.issuer, r.title, r.implements, r.declares, r.tasks),
            "warn" if r.declares and r.tasks < r.declares else "",
        )
        for r in rows
    )
    return Report(
        schema="tuphap.decisions/1",
        as_of=as_of,
        rows=[decision_record(row) for row in rows],
        more={"totals": {"decisions": len(rows)}},
        title=_("Decisions"),
        tables=(Table(columns, lines, empty=_("No decision has been entered yet.")),),
        fields=DECISION_FIELDS,
    )


def one_decision(connection: sqlite3.Connection, row: DecisionRow, rows: Sequence[TaskRow], as_of: date) -> Report:
    """A decision in full: its facts, then its tasks."""
    facts: list[tuple[str, Cell]] = [
        (_("Number"), row.number),
        (_("Issued"), row.issued_on),
        (_("Issuer"), row.issuer),
        (_("Title"), row.title),
        (_("Plan year"), str(row.year)),
        (_("Implements"), f"{row.implements} ({vn_date(row.implements_issued)})" if row.implements_issued else ""),
        (_("Declares"), row.declares),
        (_("Registered"), row.tasks),
        (_("Withdrawn"), f"{vn_date(row.withdrawn_on)}, {row.withdrawn_by}" if row.withdrawn_on else ""),
    ]
    return facts_with_tasks("tuphap.decision/1", decision_record(row), facts, connection, rows, as_of)


def facts_with_tasks(
    schema: str,
    record: Record,
    facts: Sequence[tuple[str, Cell]],
    connection: sqlite3.Connection,
    rows: Sequence[TaskRow],
    as_of: date,
) -> Report:
    """The page on a decision or a unit: ``facts`` by their names, those that are blank left out, then its tasks."""
    columns = (Column(_("Field")), Column(_("Value"), flexible=True))
    listed = task_list(connection, rows, as_of)
    return Report(
        schema=schema,
        as_of=as_of,
        rows=[record],
        more={"tasks": listed.rows},
        tables=(Table(columns, tuple(Line(f) for f in facts if f[1] not in (None, ""))), *listed.tables),
        closing=listed.closing,
    )
