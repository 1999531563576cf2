"""The figures of a periodic report, worked out once from its material; every table takes them from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..domain import periods, states, tallies
from ..domain.model import State, TaskKind, UnitKind
from ..domain.periods import Window
from ..domain.tallies import Counted, Tally
from ..store.read import queries
from ..store.read.queries import TaskRow
from ..text import sort_key
from .kept.contents import Material, of_units

NONE = "-"  # as a unit or a group: those without one

GroupKey = tuple[int, str]  # decision and label


class Selection(NamedTuple):
    """What a report is narrowed to. ``unit`` is a code, with those below it unless ``alone``; NONE: without lead."""

    unit: str = ""
    alone: bool = False
    group: str = ""
    kind: TaskKind | None = None
    decision: int | None = None

    def rows(self, material: Material, rows: Iterable[TaskRow]) -> list[TaskRow]:
        """The rows that it takes."""
        codes = self.codes(material)
        return [
            row
            for row in rows
            if (codes is None or row.unit in codes)
            and (not self.group or row.group == ("" if self.group == NONE else self.group))
            and self.kind in {None, row.kind}
            and self.decision in {None, row.decision_id}
        ]

    def units(self, material: Material, code: str) -> bool:
        """Whether it takes what belongs to the unit ``code``."""
        codes = self.codes(material)
        return codes is None or code in codes

    def codes(self, material: Material) -> frozenset[str] | None:
        """The codes of the units that it takes; None for all."""
        if not self.unit:
            return None
        if self.unit == NONE:
            return frozenset({""})
        return frozenset({self.unit}) if self.alone else of_units(material.units, self.unit)


class UnitLine(NamedTuple):
    """A unit in the tree: its own figures, and those together with the units below it."""

    code: str
    name: str
    parent: str
    level: int
    own: Tally
    whole: Tally


class MonthLine(NamedTuple):
    """The deadlines that fell due and that were completed in a month, or in those of its days that are covered."""

    first: date
    last: date
    due: int
    done: int

    @property
    def name(self) -> str:
        """The month, e.g. "5/2021"."""
        return f"{self.first.month}/{self.first.year}"


class Figures:
    """What is counted of ``material`` in the window ``covered``, by the due days in force or the original ones."""

    def __init__(
        self, material: Material, covered: Window, selection: Selection | None = None, against: str = queries.PRESENT
    ) -> None:
        self.material = material
        self.covered = covered
        self.selection = selection or Selection()
        self.against = against
        self.as_of: date = material.as_of
        self.deadlines = [row.judged(against) for row in self.selection.rows(material, material.rows)]
        self.rows = queries.governed(self.deadlines)
        self.states = [row.state(self.as_of) for row in self.rows]
        self.marked = [
            tallies.figures(_counted(row, state, self.as_of))
            for row, state in zip(self.rows, self.states, strict=True)
        ]
        self._halted = dict(material.halted)
        self.flowed = [
            tallies.flows(self._falls_due(row), row.done_on, covered.start, covered.end, covered.estimated_from)
            for row in self.deadlines
        ]
        self.total: Tally = tallies.tally((*self.marked, *self.flowed))

    @cached_property
    def earlier(self) -> Tally | None:
        """The figures of the period compared with; None where there were none."""
        before = self.material.earlier
        if before is None:
            return None
        rows = queries.governed(row.judged(self.against) for row in self.selection.rows(self.material, before.rows))
        if not rows:
            return None
        return tallies.tally(tallies.figures(_counted(row, row.state(before.as_of), before.as_of)) for row in rows)

    @cached_property
    def by_unit(self) -> list[UnitLine]:
        """The units that lead tasks, or have one below that does, as a tree; what has no lead at the end.

        What stands above the units selected is left out: only a part of its tasks would show under its name.
        """
        own = tallies.tally_by((row.unit for row in self.rows), self.marked)
        names = {row.unit: row.unit_name for row in self.rows}
        names |= {unit.code: unit.name for unit in self.material.units}
        parents = {unit.code: unit.parent for unit in self.material.units}
        shown, taken = set(own), self.selection.codes(self.material)
        for code in own:
            above = _line(code, parents)
            shown |= above if taken is None else above & taken
        office = {unit.code for unit in self.material.units if unit.kind == UnitKind.DEPARTMENT}
        children: dict[str, list[str]] = {}
        for code in sorted(shown, key=lambda c: (not c, c not in office, sort_key(names.get(c, "")), c)):
            parent = parents.get(code, "")
            children.setdefault(parent if parent in shown and code not in _line(parent, parents) else "", []).append(
                code
            )
        found: list[UnitLine] = []

        def walk(codes: Sequence[str], level: int) -> Tally:
            together = Tally()
            for code in codes:
                place = len(found)
                found.append(UnitLine(code, names.get(code, ""), parents.get(code, ""), level, Tally(), Tally()))
                mine = own.get(code, Tally())
                whole = mine + (walk(children.get(code, ()), level + 1) if code else Tally())
                found[place] = found[place]._replace(own=mine, whole=whole)
                together += whole
            return together

        walk(children.get("", ()), 0)
        return found

    @cached_property
    def by_group(self) -> dict[GroupKey, Tally]:
        """The figures by group, in the order of the plans."""
        return tallies.tally_by(((row.decision_id, row.group) for row in self.rows), self.marked)

    @cached_property
    def group_titles(self) -> dict[GroupKey, str]:
        """The titles of the groups."""
        return {(row.decision_id, row.group): row.group_title for row in self.rows}

    @cached_property
    def by_kind(self) -> dict[TaskKind, Tally]:
        """The figures by kind of task: key, regular, ad hoc."""
        counted = tallies.tally_by((row.kind for row in self.rows), self.marked)
        return {kind: counted[kind] for kind in TaskKind if kind in counted}

    @cached_property
    def by_decision(self) -> dict[int, Tally]:
        """The figures by decision, in the order of their days."""
        return tallies.tally_by((row.decision_id for row in self.rows), self.marked)

    @cached_property
    def by_month(self) -> list[MonthLine]:
        """What fell due and what was done in each month of the reporting year up to the end of the window."""
        found: list[MonthLine] = []
        for first, last in periods.calendar_months(periods.opening(self.covered), self.covered.end):
            counted = tallies.tally(
                tallies.flows(self._falls_due(row), row.done_on, first, last, None) for row in self.deadlines
            )
            month = MonthLine(first, last, counted["due_in_period"], counted["done_in_period"])
            if found or month.due or month.done:  # not the months before anything was due
                found.append(month)
        return found

    @cached_property
    def overdue(self) -> list[TaskRow]:
        """The overdue tasks, the longest delay first."""
        late = [row for row, state in zip(self.rows, self.states, strict=True) if state in states.OVERDUE]
        return sorted(late, key=lambda row: (row.measured or self.as_of, row.task))

    def late_by(self, row: TaskRow) -> int:
        """The days by which an open row is late on the day of the figures."""
        return states.days_late(row.measured, self.as_of) if row.measured else 0

    def due_in(self, first: date, last: date) -> list[TaskRow]:
        """The deadlines that are open and fall due from ``first`` to ``last``, the nearest first."""
        near = [
            row
            for row in self.deadlines
            if row.measured is not None
            and first <= row.measured <= last
            and row.state(self.as_of) in (*states.IN_TIME, *states.OVERDUE)
        ]
        return sorted(near, key=lambda row: (row.measured or self.as_of, row.task))

    def behind(self, figure: str) -> list[TaskRow]:
        """The rows that a figure counts: tasks, or deadlines for what fell due or was done in the period."""
        if figure in tallies.FLOWS:
            return [row for row, names in zip(self.deadlines, self.flowed, strict=True) if figure in names]
        return [row for row, names in zip(self.rows, self.marked, strict=True) if figure in names]

    def _falls_due(self, row: TaskRow) -> date | None:
        """The day on which a deadline falls due; none for what had been suspended or cancelled by then."""
        halted = row.suspended_on or row.cancelled_on
        if halted is not None:
            halted = self._halted.get(row.task, halted)
        if row.done_on is None and halted is not None and row.measured is not None and halted <= row.measured:
            return None
        return row.measured


def _line(code: str, parents: dict[str, str]) -> set[str]:
    """The units above ``code``, as far as they do not turn in a circle."""
    above: set[str] = set()
    while (code := parents.get(code, "")) and code not in above:
        above.add(code)
    return above


def _counted(row: TaskRow, state: State, as_of: date) -> Counted:
    late = states.days_late(row.measured, as_of) if row.measured and state in states.OVERDUE else 0
    return Counted(state, row.kind, row.deadline_kind, row.done_on is not None, late)
