"""The summary of a period: how many tasks were assigned, done on time, done late, open, overdue; by whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ..domain import states
from ..domain.model import State, vn_date
from ..domain.periods import PeriodKind, Window
from ..i18n import _, percentage, vn_number
from ..store import queries
from ..store.queries import Filters, TaskRow
from ..text import sort_key
from . import labels
from .base import Column, Json, Line, Record, Report, Table, iso

K = TypeVar("K", bound=Hashable)

# The boxes of the official tables, and which states fall into each.
BOXES: dict[str, tuple[State, ...]] = {
    "done_on_time": (State.DONE_ON_TIME,),
    "done_late": (State.DONE_LATE,),
    "open_in_time": states.IN_TIME,
    "open_overdue": states.OVERDUE,
    "no_deadline": (State.NO_DEADLINE,),
    "suspended": (State.SUSPENDED,),
    "cancelled": (State.CANCELLED,),
}
_BOX_OF = {state: box for box, members in BOXES.items() for state in members}


@dataclass(slots=True)
class Tally:
    """Counts of tasks by box; ``assigned`` is their sum."""

    assigned: int = 0
    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    no_deadline: int = 0
    suspended: int = 0
    cancelled: int = 0

    def add(self, state: State) -> None:
        """Count one task in its box."""
        box = _BOX_OF[state]
        setattr(self, box, getattr(self, box) + 1)
        self.assigned += 1

    @property
    def finished(self) -> int:
        """Done on time and done late."""
        return self.done_on_time + self.done_late

    @property
    def with_deadline(self) -> int:
        """The tasks that have a date and run or are done."""
        return self.finished + self.open_in_time + self.open_overdue

    def record(self) -> Record:
        """The machine form."""
        boxes: Record = {"assigned": self.assigned}
        return boxes | {box: getattr(self, box) for box in BOXES}

    def cells(self) -> tuple[int | str, ...]:
        """The figures in the order of the printed table, with the share of the finished."""
        counts = [self.assigned, *(getattr(self, box) for box in BOXES)]
        return (*counts, percentage(self.finished, self.with_deadline))


def tally(found: Iterable[State]) -> Tally:
    """Count tasks, given by their states, by box."""
    counted = Tally()
    for state in found:
        counted.add(state)
    return counted


def tally_by(keys: Iterable[K], found: Iterable[State]) -> dict[K, Tally]:
    """Count tasks, given by their states, by box under each of their ``keys``, in the order in which these come."""
    tallies: dict[K, Tally] = {}
    for key, state in zip(keys, found, strict=True):
        if key not in tallies:
            tallies[key] = Tally()
        tallies[key].add(state)
    return tallies


def make(
    connection: sqlite3.Connection, window: Window, as_of: date, *, filters: Filters | None = None, scope: str = "",
    against: str = queries.PRESENT,
) -> Report:  # fmt: skip
    """The summary of ``window`` with the states as of ``as_of``; ``scope`` names what ``filters`` narrow it to.

    ``against`` says by which due day the states and what fell due are measured: "present" or "original".
    """
    deadlines = [row.judged(against) for row in queries.deadline_rows(connection, as_of, filters)]
    rows = queries.governed(deadlines)
    found = [row.state(as_of) for row in rows]
    total = tally(found)
    names = {row.unit: row.unit_name for row in rows}
    groups = {(row.decision_id, row.group): row.group_title for row in rows}
    by_unit = tally_by((row.unit for row in rows), found)
    by_group = tally_by(((row.decision_id, row.group) for row in rows), found)
    by_kind = tally_by((row.kind for row in rows), found)
    unit_order = sorted(by_unit, key=lambda code: (not code, sort_key(names[code])))
    unit_records: list[Record] = [
        {"unit": code, "unit_name": names[code]} | by_unit[code].record() for code in unit_order
    ]
    group_records: list[Record] = [
        {"group": key[1], "title": groups[key]} | counted.record() for key, counted in by_group.items()
    ]
    kind_records: list[Record] = [{"kind": kind.value} | counted.record() for kind, counted in by_kind.items()]
    flows = _flows(deadlines, window)
    more: Record = {
        "period": {
            "name": window.period.name,
            "scheme": window.scheme.name,
            "from": iso(window.start),
            "to": iso(window.end),
            "basis": _(window.scheme.basis),
        },
        "against": against,
        "totals": total.record(),
        "by_unit": unit_records,
        "by_group": group_records,
        "by_kind": kind_records,
        "flows": flows,
        "rates": _rates(total),
    }
    return Report(
        schema="tuphap.summary/1",
        as_of=as_of,
        rows=unit_records,
        more=more,
        title=_title(window),
        heading=(*_heading(window, as_of, scope), *labels.against(against)),
        tables=(
            _totals_table(total),
            _table(
                _("By unit"),
                _("Unit"),
                [names[c] or _("no lead unit") for c in unit_order],
                [by_unit[c] for c in unit_order],
                total,
            ),
            _table(
                _("By group"),
                _("Group"),
                [_group_name(k[1], t) for k, t in groups.items()],
                list(by_group.values()),
                total,
            ),
            _table(
                _("By kind"),
                _("Kind"),
                [labels.task_kind(kind) for kind in by_kind],
                list(by_kind.values()),
                total,
            ),
        ),
        closing=_closing(total, flows),
    )


def _group_name(label: str, title: str) -> str:
    return f"{label}. {title}" if label and title else title or label or _("no group")


def _title(window: Window) -> str:
    period = window.period
    titles = {
        PeriodKind.MONTH: _("Summary of month {n}/{year}"),
        PeriodKind.QUARTER: _("Summary of quarter {roman}/{year}"),
        PeriodKind.HALF: _("Summary of the first six months of {year}") if period.index == 1
        else _("Summary of the last six months of {year}"),
        PeriodKind.NINE: _("Summary of nine months of {year}"),
        PeriodKind.YEAR: _("Summary of the year {year}"),
    }  # fmt: skip
    roman = ("I", "II", "III", "IV")[period.index - 1] if period.index <= 4 else ""
    return titles[period.kind].format(n=period.index, roman=roman, year=period.year)


def _heading(window: Window, as_of: date, scope: str) -> tuple[str, ...]:
    covered = _("Reporting window: {start} – {end} ({basis}).").format(
        start=vn_date(window.start), end=vn_date(window.end), basis=_(window.scheme.basis)
    )
    lines = (covered, _("Figures as of {day}.").format(day=vn_date(as_of)))
    return (*lines, _("Only {scope}.").format(scope=scope)) if scope else lines


def _flows(deadlines: Iterable[TaskRow], window: Window) -> dict[str, Json]:
    due = done = both = 0
    for row in deadlines:
        falls_due = row.measured is not None and window.start <= row.measured <= window.end
        was_done = row.done_on is not None and window.start <= row.done_on <= window.end
        due += falls_due
        done += was_done
        both += falls_due and row.done_on is not None
    return {"due_in_period": due, "done_in_period": done, "due_in_period_done": both}


def _rates(total: Tally) -> dict[str, Json]:
    def share(part: int, base: int) -> float | None:
        return round(100 * part / base, 2) if base else None

    return {
        "finished_of_with_deadline": share(total.finished, total.with_deadline),
        "finished_of_due": share(total.finished, total.finished + total.open_overdue),
        "on_time_of_finished": share(total.done_on_time, total.finished),
        "overdue_of_with_deadline": share(total.open_overdue, total.with_deadline),
    }


def _columns(first: str) -> tuple[Column, ...]:
    return (
        Column(first, flexible=True),
        Column(_("Total"), right=True),
        Column(_("Done on time"), right=True),
        Column(_("Done late"), right=True),
        Column(_("Open in time"), right=True),
        Column(_("Open overdue"), right=True),
        Column(_("No deadline"), right=True),
        Column(_("Suspended"), right=True, roomy=True),
        Column(_("Cancelled"), right=True, roomy=True),
        Column(_("Rate"), right=True),
    )


def _table(title: str, first: str, names: list[str], tallies: list[Tally], total: Tally) -> Table:
    lines = tuple(
        Line((name, *counted.cells()), "bad" if counted.open_overdue else "")
        for name, counted in zip(names, tallies, strict=True)
    )
    return Table(_columns(first), lines, title=title, footer=(_("Total"), *total.cells()))


def _totals_table(total: Tally) -> Table:
    columns = (Column(_("Result"), flexible=True), Column(_("Tasks"), right=True), Column(_("Share"), right=True))
    named = {
        "done_on_time": _("done on time"),
        "done_late": _("done late"),
        "open_in_time": _("open, in time"),
        "open_overdue": _("open, overdue"),
        "no_deadline": _("without deadline, regular"),
        "suspended": _("suspended"),
        "cancelled": _("cancelled"),
    }
    lines = tuple(
        Line((name, getattr(total, box), percentage(getattr(total, box), total.assigned)),
             "bad" if box == "open_overdue" and total.open_overdue else "")
        for box, name in named.items()
    )  # fmt: skip
    share = percentage(total.assigned, total.assigned)
    return Table(columns, lines, title=_("All tasks"), footer=(_("Total"), total.assigned, share))


def _closing(total: Tally, flows: dict[str, Json]) -> tuple[str, ...]:
    return (
        _("In the period {due} deadlines fell due ({both} of them done); {done} were completed.").format(
            due=_count(flows["due_in_period"]),
            both=_count(flows["due_in_period_done"]),
            done=_count(flows["done_in_period"]),
        ),
        _("Rate: finished ÷ tasks with a deadline = {a}/{b} = {share}.").format(
            a=vn_number(total.finished),
            b=vn_number(total.with_deadline),
            share=percentage(total.finished, total.with_deadline),
        ),
        _("Rate: finished ÷ (finished + overdue) = {a}/{b} = {share}.").format(
            a=vn_number(total.finished),
            b=vn_number(total.finished + total.open_overdue),
            share=percentage(total.finished, total.finished + total.open_overdue),
        ),
    )


def _count(value: Json) -> str:
    return vn_number(value) if isinstance(value, int) else "–"
