"""What is overdue on a day, and what falls due soon after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..domain import states
from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.read import queries
from ..store.read.counting import DeadlineCount
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from . import labels, urging_list
from .base import Agenda, Cell, Column, Line, Record, Report, Share, Stream, Table, iso
from .in_charge import TaskColumn, people_columns
from .late_groups import Sortable, days_late_of, grouping

FIELDS = (
    "task",
    "item",
    "decision",
    "decision_issued",
    "title",
    "unit",
    "unit_name",
    "deadline_text",
    "due",
    "original_due",
    "days_late",
    "percent",
    "last_progress",
    "state",
    "measured",
    "leader",
    "officer",
)


def soon_rows(
    connection: sqlite3.Connection,
    as_of: date,
    days: int,
    filters: Filters | None = None,
    against: str = states.PRESENT,
) -> list[TaskRow]:
    """The open deadlines that fall due on ``as_of`` or within ``days`` days after it, the nearest first."""
    last = date.fromordinal(min(as_of.toordinal() + days, date.max.toordinal()))
    return list(queries.rows_due(connection, as_of, as_of, last, filters, against=against))


def overdue_record(row: TaskRow, as_of: date) -> Record:
    """A row in the machine form; ``days_late`` is 0 for one that is still in time.

    ``measured`` is the day by which it is late: ``due``, the one in force, or ``original_due``.
    """
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "decision_issued": iso(row.decision_issued),
        "title": row.title,
        "unit": row.unit,
        "unit_name": row.unit_name,
        "deadline_text": row.deadline_text,
        "due": iso(row.due),
        "original_due": iso(row.original_due),
        "days_late": days_late_of(row, as_of),
        "percent": row.percent,
        "last_progress": iso(row.last_on),
        "state": str(row.state(as_of)),
        "measured": iso(row.measured),
        "leader": row.leader,
        "officer": row.officer,
    }


def overdue_report(
    connection: sqlite3.Connection,
    as_of: date,
    *,
    filters: Filters | None = None,
    soon: int | None = None,
    by: str = "unit",
    against: str = states.PRESENT,
    dated: bool = False,
) -> Report:
    """The report: overdue deadlines grouped ``by`` unit, age, leader or officer, then those due within ``soon`` days.

    ``against`` "original" measures by the days before any extension. ``dated`` adds the days for a calendar, which
    are always those in force.
    """
    late = list(queries.overdue_rows(connection, as_of, filters, against=against))
    near = soon_rows(connection, as_of, soon, filters, against) if soon is not None else []
    more: Record = {
        "against": against,
        "totals": {"deadlines": len(late), "tasks": len({row.task for row in late}), "units": _units(late)},
    }
    if soon is not None:
        more["soon"] = [overdue_record(row, as_of) for row in near]
    urged = urging_list.last_urged(connection, as_of, (row.task for row in late))
    more["urged"] = urging_list.urged_records(urged)
    tables = [late_table(late, as_of, by, against, urging_list.urged_column(urged))]
    if soon is not None:
        tables.append(soon_table(near, as_of, soon))
    return Report(
        schema="tuphap.overdue/1",
        as_of=as_of,
        rows=Stream(len(late), lambda: (overdue_record(row, as_of) for row in late)),
        more=more,
        title=_("Overdue tasks on {day}").format(day=vn_date(as_of)),
        heading=labels.against(against),
        tables=tuple(tables),
        closing=(_closing(late, as_of),) if late else (),
        fields=FIELDS,
        findings=len(late),
        agenda=_agenda(connection, [*late, *near], as_of) if dated else None,
    )


def _agenda(connection: sqlite3.Connection, rows: list[TaskRow], as_of: date) -> Agenda:
    from . import agenda  # what only few reports need would cost every one of them its import

    return agenda.of_rows(connection, rows, as_of)


def _units(rows: Iterable[TaskRow]) -> int:
    return len({row.unit for row in rows})


def _closing(late: list[TaskRow], as_of: date) -> str:
    longest = max(days_late_of(row, as_of) for row in late)
    deadlines = labels.deadlines_of_tasks(len(late), len({row.task for row in late}))
    units = ngettext("{n} unit", "{n} units", _units(late))
    longest_text = ngettext("the longest delay is {n} day", "the longest delay is {n} days", longest)
    return _("Overdue: {deadlines}, {units}; {longest}.").format(
        deadlines=deadlines, units=units, longest=longest_text
    )


def _columns(*, lead_roomy: bool, moved: bool) -> tuple[Column, ...]:
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), roomy=lead_roomy, names="unit"),
        Column(_("Due")),
        Column(_("Days late"), right=True),
        Column(_("How far"), right=True),
        Column(_("Last update"), roomy=True),
    )
    return (*columns, Column(_("Now due"))) if moved else columns


def late_table(
    rows: Sequence[TaskRow],
    as_of: date,
    by: str = "unit",
    against: str = states.PRESENT,
    more: Sequence[TaskColumn] = (),
) -> Table:
    """The overdue rows under headings by unit, age, leader or officer; ``more`` are columns behind the usual ones."""
    key, heading = grouping(by, as_of)
    groups: dict[Sortable, list[TaskRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)

    def lines() -> Iterator[Line]:
        for group in sorted(groups):
            members = groups[group]
            count = DeadlineCount(len(members), len({row.task for row in members}))
            yield Line((None, None, f"{heading(members[0])} {labels.in_brackets(count)}"), "head")
            yield from (_line(row, as_of, people) for row in members)

    # Under a unit's heading the unit need not stand on every line again.
    people = [*people_columns(rows, by), *more]
    columns = _columns(lead_roomy=by == "unit", moved=against == states.ORIGINAL)
    return Table(
        (*columns, *(one.column for one in people)),
        Stream(len(rows) + len(groups), lines),
        empty=_("Nothing is overdue."),
        legend=labels.legend("worst", "bad"),
    )


def _line(row: TaskRow, as_of: date, people: Sequence[TaskColumn]) -> Line:
    late = days_late_of(row, as_of)
    cells: tuple[Cell, ...] = (
        row.task,
        row.item,
        row.title,
        row.decision,
        row.unit,
        row.measured,
        late,
        Share(row.percent, 0) if row.started else _("not begun").replace(" ", "\n", 1),
        row.last_on,
    )
    if row.against == states.ORIGINAL:
        cells = (*cells, row.due or _("until further notice"))
    cells = (*cells, *(one.of(row) for one in people))
    return Line(cells, labels.tone(row.state(as_of), late))


def soon_table(rows: list[TaskRow], as_of: date, days: int) -> Table:
    """The rows that fall due soon, with the days that are left."""
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), names="unit"),
        Column(_("Due")),
        Column(_("Days left"), right=True),
        Column("%", right=True),
        Column(_("Last update"), roomy=True),
    )
    lines = tuple(
        Line(
            (
                r.task,
                r.item,
                r.title,
                r.decision,
                r.unit,
                r.measured,
                (r.measured - as_of).days if r.measured else None,
                r.percent,
                r.last_on,
            )
        )
        for r in rows
    )
    title = ngettext("Due within {n} day", "Due within {n} days", days)
    if rows:
        title += f" {labels.in_brackets(DeadlineCount(len(rows), len({row.task for row in rows})))}"
    return Table(columns, lines, title=title, empty=_("Nothing falls due in these days."))
