"""The figures of the register as of a day: counted by the database, rows read only where they are shown."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..domain import periods, states
from ..domain.model import TaskKind
from ..domain.periods import Window
from ..domain.tallies import FLOWS, Tally
from ..store.read import counting, flow_counts, periodic, queries
from ..store.read.counting import DeadlineCount, GroupCount, Scope
from ..store.read.filters import Filters
from ..store.read.periodic import TaskWords
from ..store.read.queries import TaskRow
from .figures import NONE, Figures, GroupKey, MissedCounts, Selection
from .figures_kept import tally_of
from .kept.contents import MissedLine
from .material import Live, missed_lines


class LiveFigures(Figures):
    """The figures of the register behind ``connection``, which has to be open as long as rows are asked for."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        live: Live,
        covered: Window,
        selection: Selection | None = None,
        against: str = states.PRESENT,
    ) -> None:
        super().__init__(live.material, covered, selection, against)
        self._connection = connection
        self._live = live
        self._filters = self._narrowed()
        self._scope = Scope(self.as_of, self._filters, against, periods.opening(covered), covered.start)
        self._count_units()
        self._count_groups()
        self.total.update(self.flows(covered.start, covered.end))
        self.earlier = self._earlier()

    def _narrowed(self) -> Filters:
        """What the selection takes, by the ids that the register knows."""
        chosen = self.selection
        codes = chosen.codes(self.material)
        ids = {code: number for number, (code, _name) in self._live.units.items() if number is not None}
        return Filters(
            units=tuple(sorted(ids[code] for code in codes if code in ids)) if codes else (),
            led=False if chosen.unit == NONE else None,
            decision=chosen.decision,
            group="" if chosen.group == NONE else chosen.group,
            grouped=False if chosen.group == NONE else None,
            kind=chosen.kind,
            leaders=chosen.leaders,
            officers=chosen.officers,
        )

    def _count_units(self) -> None:
        self.own, self.total = {}, Tally()
        kinds: dict[TaskKind, Tally] = {}
        for count in counting.by_unit(self._connection, self._scope):
            self.own.setdefault(self._live.units[count.unit][0], Tally()).update(count.tally)
            kinds.setdefault(count.kind, Tally()).update(count.tally)
            self.total.update(count.tally)
        self.by_kind = {kind: kinds[kind] for kind in TaskKind if kind in kinds}

    def _count_groups(self) -> None:
        self.by_group, self.group_titles, self.by_decision = {}, {}, {}
        order = {plan.id: place for place, plan in enumerate(self.material.plans)}
        found = counting.by_group(self._connection, self._scope)
        last: dict[GroupKey, int] = {}
        for count in sorted(found, key=lambda c: (order[c.decision], c.first)):
            label, title = self._group(count)
            key = (count.decision, label)
            self.by_group.setdefault(key, Tally()).update(count.tally)
            self.by_decision.setdefault(count.decision, Tally()).update(count.tally)
            if count.last >= last.get(key, 0):  # of several headings with one label the last one in the plan
                self.group_titles[key], last[key] = title, count.last

    def _group(self, count: GroupCount) -> tuple[str, str]:
        return self._live.groups[count.group]

    def _earlier(self) -> Tally | None:
        before = self.material.earlier
        if before is None:
            return None
        if before.closed:
            return tally_of(self.selection.rows(self.material, before.rows), self.against, before)
        opening = periods.opening(self._live.before)
        found = counting.totals(
            self._connection, Scope(before.as_of, self._filters, self.against, opening, before.start)
        )
        if found["assigned"]:
            return found
        if not counting.totals(self._connection, Scope(before.as_of, opening=opening))["assigned"]:
            self.material = self.material._replace(earlier=None)  # nobody had a task then
        return None

    def tasks(self) -> Iterator[TaskRow]:
        return queries.task_rows(
            self._connection, self.as_of, self._filters, against=self.against, opening=self._scope.opening
        )

    def overdue(self, limit: int | None = None) -> Iterator[TaskRow]:
        return queries.overdue_rows(
            self._connection, self.as_of, self._filters, against=self.against, tasks_only=True, limit=limit
        )

    def due_in(self, first: date, last: date, limit: int | None = None) -> Iterator[TaskRow]:
        return queries.rows_due(
            self._connection, self.as_of, first, last, self._filters, against=self.against, limit=limit
        )

    def behind(self, figure: str) -> Iterator[TaskRow]:
        return flow_counts.rows_behind(
            self._connection,
            self._scope,
            figure,
            self.covered.start,
            self.covered.end,
            self.covered.estimated_from,
        )

    def document_of(self, row: TaskRow) -> str:
        return row.document

    def words(self) -> Iterable[TaskWords]:
        return periodic.task_words(self._connection, self.as_of)

    def missed(self) -> Iterator[MissedLine]:
        return missed_lines(self._connection, self._live)

    def counted(self, tasks: Iterable[int]) -> Collection[int]:
        return counting.tasks_counted(self._connection, self._scope, set(tasks))

    def _by_person(self, column: str) -> Mapping[str, Tally]:
        return counting.by_person(self._connection, self._scope, column)

    def number_due_in(self, first: date, last: date) -> DeadlineCount:
        return counting.open_due(self._connection, self._scope, first, last)

    def in_time_after(self, day: date) -> int:
        return counting.in_time_after(self._connection, self._scope, day)

    def flows(self, start: date, end: date, wanted: Sequence[str] = FLOWS) -> Tally:
        return flow_counts.flows(self._connection, self._scope, start, end, self.covered.estimated_from, wanted)

    def flows_by_month(self, start: date, end: date) -> Mapping[str, tuple[int, int]]:
        return flow_counts.months(self._connection, self._scope, start, end)

    def missed_counts(self) -> MissedCounts:
        from .missed_list import first_missed  # only a review asks for it

        live = self._live
        found = first_missed(self._connection, self.as_of, live.silent, filed_by=live.filed_by, limit=0)
        return MissedCounts(found.number, Counter({reason.value: n for reason, n in found.by_reason.items()}))
