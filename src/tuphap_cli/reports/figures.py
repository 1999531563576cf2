"""The figures of a periodic report, worked out once; every table takes them from here.

They come from two sources with one meaning: of a signed report from the rows that were kept (figures_kept), else from
the register, which counts them itself (figures_live).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..domain import periods, states
from ..domain.model import TaskKind, UnitKind
from ..domain.periods import Window
from ..domain.tallies import FLOWS, Tally
from ..store.read.counting import DeadlineCount
from ..store.read.periodic import TaskWords
from ..store.read.queries import TaskRow
from ..text import sort_key
from .kept.contents import EndedTasks, Material, MissedLine, of_units

NONE = "-"  # as a unit or a group: those without one

GroupKey = tuple[int, str]  # decision and label


class Selection(NamedTuple):
    """What a report is narrowed to. ``unit`` is a code, with those below it unless ``alone``; NONE: without lead."""

    unit: str = ""
    alone: bool = False
    group: str = ""
    kind: TaskKind | None = None
    decision: int | None = None
    leaders: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()

    def rows(self, material: Material, rows: Iterable[TaskRow]) -> list[TaskRow]:
        """The rows that it takes."""
        codes = self.codes(material)
        return [row for row in rows if self._takes(codes, row) and self._in_charge(row)]

    def _in_charge(self, row: TaskRow) -> bool:
        return (not self.leaders or row.leader in self.leaders) and (
            not self.officers or row.officer in self.officers
        )

    def left_out(self, material: Material) -> int | None:
        """How many of what it takes had ended before the reporting year.

        None where that is not known: of those in charge, and in reports signed by an earlier program, which have kept
        the number of the whole office.
        """
        if self == Selection():
            return material.left_out
        if self.leaders or self.officers or material.left_out != sum(found.tasks for found in material.ended):
            return None
        codes = self.codes(material)
        return sum(found.tasks for found in material.ended if self._takes(codes, found))

    def _takes(self, codes: frozenset[str] | None, one: TaskRow | EndedTasks) -> bool:
        return (
            (codes is None or one.unit in codes)
            and (not self.group or one.group == ("" if self.group == NONE else self.group))
            and self.kind in {None, one.kind}
            and self.decision in {None, one.decision_id}
        )

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


class Shown(NamedTuple):
    """Which parts of a report its format shows.

    ``machine``: what only machines read; ``annexes``: the tables after the report; ``limit``: at most so many
    rows of a list within it (None: all). ``paged``: what is read from page to page has its tables of figures and its
    lists in annexes, and the report itself is short.
    """

    machine: bool = True
    annexes: bool = True
    limit: int | None = None
    paged: bool = False


EVERYTHING = Shown()


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


class MissedCounts(NamedTuple):
    """How many subjects a missed list has, and how many of them have each reason (its code); some have several."""

    subjects: int
    reasons: Counter[str]


class Figures(ABC):
    """What is counted in the window ``covered``, by the due days in force or the original ones.

    ``own`` are the figures of tasks by the code of their lead unit ("" without one), ``by_group`` by decision and
    label of the group in the order of the plans, with ``group_titles``; ``by_kind`` and ``by_decision`` likewise.
    Those of groups and decisions are the figures that follow from the states (domain/tallies.figures_of_state).
    ``total`` holds the figures of all tasks and those that count deadlines; ``earlier`` those of the period compared
    with, None where there were none.
    """

    own: dict[str, Tally]
    by_group: dict[GroupKey, Tally]
    group_titles: dict[GroupKey, str]
    by_kind: dict[TaskKind, Tally]
    by_decision: dict[int, Tally]
    total: Tally
    earlier: Tally | None

    def __init__(
        self, material: Material, covered: Window, selection: Selection | None = None, against: str = states.PRESENT
    ) -> None:
        self.material = material
        self.covered = covered
        self.selection = selection or Selection()
        self.against = against
        self.as_of: date = material.as_of

    # -- rows, read where they are shown -----------------------------------------------------------------------

    @abstractmethod
    def tasks(self) -> Iterator[TaskRow]:
        """Every task with the deadline that speaks for it, in the order of the plans."""

    @abstractmethod
    def overdue(self, limit: int | None = None) -> Iterator[TaskRow]:
        """The overdue tasks, the longest delay first; ``limit``: the first so many."""

    @abstractmethod
    def due_in(self, first: date, last: date, limit: int | None = None) -> Iterator[TaskRow]:
        """The open deadlines due from ``first`` to ``last``, the nearest first; ``limit``: the first so many."""

    @abstractmethod
    def behind(self, figure: str) -> Iterator[TaskRow]:
        """The rows that a figure counts: tasks, or deadlines for what fell due or was done in the period."""

    @abstractmethod
    def document_of(self, row: TaskRow) -> str:
        """The document of the completion of a row; "" where none was named."""

    @abstractmethod
    def words(self) -> Iterable[TaskWords]:
        """What was last written down of each task; nothing in reports signed before it was kept."""

    @abstractmethod
    def missed(self) -> Iterator[MissedLine]:
        """The missed list of the whole office, for a review."""

    # -- counts ------------------------------------------------------------------------------------------------

    @abstractmethod
    def counted(self, tasks: Iterable[int]) -> Collection[int]:
        """Which of ``tasks`` (numbers) are among those counted."""

    @abstractmethod
    def _by_person(self, column: str) -> Mapping[str, Tally]:
        """The figures of tasks by who is in charge (``column`` "leader" or "officer"), "" for nobody."""

    @abstractmethod
    def number_due_in(self, first: date, last: date) -> DeadlineCount:
        """How many deadlines are open and fall due from ``first`` to ``last``, and of how many tasks."""

    @abstractmethod
    def in_time_after(self, day: date) -> int:
        """How many tasks that are in time fall due after ``day``."""

    @abstractmethod
    def flows(self, start: date, end: date, wanted: Sequence[str] = FLOWS) -> Tally:
        """The figures ``wanted`` of those that count deadlines for the days from ``start`` to ``end``."""

    @abstractmethod
    def flows_by_month(self, start: date, end: date) -> Mapping[str, tuple[int, int]]:
        """How many deadlines fell due and were done in each month ("2021-05") from ``start`` to ``end``."""

    @abstractmethod
    def missed_counts(self) -> MissedCounts:
        """How many subjects the missed list of the whole office has, and how many for each reason, for a review."""

    # -- what follows from them --------------------------------------------------------------------------------

    @cached_property
    def longest(self) -> TaskRow | None:
        """The task with the longest delay."""
        return next(self.overdue(limit=1), None)

    @cached_property
    def by_unit(self) -> list[UnitLine]:
        """The units that lead tasks, or have one below that does, as a tree; what has no lead at the end.

        What is above the units selected is left out: only a part of its tasks would show under its name.
        """
        names = {unit.code: unit.name for unit in self.material.units}
        parents = {unit.code: unit.parent for unit in self.material.units}
        shown, taken = set(self.own), self.selection.codes(self.material)
        for code in self.own:
            above = _line(code, parents)
            shown |= above if taken is None else above & taken
        office = {unit.code for unit in self.material.units if unit.kind == UnitKind.DEPARTMENT}
        children: dict[str, list[str]] = {}
        for code in sorted(shown, key=lambda c: (not c, c not in office, sort_key(names.get(c, "")), c)):
            parent = parents.get(code, "")
            known = parent if parent in shown and code not in _line(parent, parents) else ""
            children.setdefault(known, []).append(code)
        found: list[UnitLine] = []

        def walk(codes: Sequence[str], level: int) -> Tally:
            together = Tally()
            for code in codes:
                place = len(found)
                found.append(UnitLine(code, names.get(code, ""), parents.get(code, ""), level, Tally(), Tally()))
                mine = self.own.get(code, Tally())
                whole = mine + (walk(children.get(code, ()), level + 1) if code else Tally())
                found[place] = found[place]._replace(own=mine, whole=whole)
                together += whole
            return together

        walk(children.get("", ()), 0)
        return found

    @cached_property
    def by_leader(self) -> dict[str, Tally]:
        """The figures by leader in charge, those without one ("") at the end; empty where no task has one."""
        return self._people("leader")

    @cached_property
    def by_officer(self) -> dict[str, Tally]:
        """The figures by officer in charge, those without one ("") at the end; empty where no task has one."""
        return self._people("officer")

    def _people(self, column: str) -> dict[str, Tally]:
        found = self._by_person(column)
        names = sorted(found, key=lambda name: (not name, sort_key(name), name))
        return {name: found[name] for name in names} if any(names) else {}

    @cached_property
    def by_month(self) -> list[MonthLine]:
        """What fell due and what was done in each month of the reporting year up to the end of the window."""
        opening = periods.opening(self.covered)
        flows = self.flows_by_month(opening, self.covered.end)
        found: list[MonthLine] = []
        for first, last in periods.calendar_months(opening, self.covered.end):
            due, done = flows.get(f"{first:%Y-%m}", (0, 0))
            if found or due or done:  # not the months before anything was due
                found.append(MonthLine(first, last, due, done))
        return found

    def late_by(self, row: TaskRow) -> int:
        """The days by which an open row is late on the day of the figures."""
        return states.days_late(row.measured, self.as_of) if row.measured else 0


def _line(code: str, parents: dict[str, str]) -> set[str]:
    """The units above ``code``, as far as they do not turn in a circle."""
    above: set[str] = set()
    while (code := parents.get(code, "")) and code not in above:
        above.add(code)
    return above
