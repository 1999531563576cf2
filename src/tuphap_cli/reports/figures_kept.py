"""The figures of a signed report, counted from the rows that were kept with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from ..domain import states, tallies
from ..domain.model import TaskKind
from ..domain.periods import Window
from ..domain.tallies import FLOWS, Tally
from ..store.read import counting, queries
from ..store.read.counting import DeadlineCount
from ..store.read.periodic import TaskWords
from ..store.read.queries import TaskRow
from .figures import Figures, MissedCounts, Selection
from .kept.contents import Earlier, Material, MissedLine


class KeptFigures(Figures):
    """The figures of material that holds all its rows."""

    def __init__(
        self, material: Material, covered: Window, selection: Selection | None = None, against: str = states.PRESENT
    ) -> None:
        super().__init__(material, covered, selection, against)
        self._deadlines = [row.judged(against) for row in self.selection.rows(material, material.rows)]
        self._tasks = queries.governed(self._deadlines)
        self._halted = dict(material.halted)
        self._documents = {(r.task, r.deadline_id): r.document for r in material.results}
        self._marked = marked(self._tasks, self.as_of, covered.start)
        self._flowed = self._flows_of(covered.start, covered.end)
        self.total = tallies.tally(self._marked)
        self.total.update(self.flows(covered.start, covered.end))
        self.own = tallies.tally_by((row.unit for row in self._tasks), self._marked)
        of_states = [tallies.figures_of_state(row.state(self.as_of)) for row in self._tasks]
        self.by_group = tallies.tally_by(((row.decision_id, row.group) for row in self._tasks), of_states)
        self.group_titles = {(row.decision_id, row.group): row.group_title for row in self._tasks}
        kinds = tallies.tally_by((row.kind for row in self._tasks), self._marked)
        self.by_kind = {kind: kinds[kind] for kind in TaskKind if kind in kinds}
        self.by_decision = tallies.tally_by((row.decision_id for row in self._tasks), of_states)
        before = material.earlier
        self.earlier = tally_of(self.selection.rows(material, before.rows), against, before) if before else None

    def tasks(self) -> Iterator[TaskRow]:
        return iter(self._tasks)

    def overdue(self, limit: int | None = None) -> Iterator[TaskRow]:
        late = [row for row in self._tasks if row.state(self.as_of) in states.OVERDUE]
        return islice(sorted(late, key=lambda row: (row.measured or self.as_of, row.task)), limit)

    def due_in(self, first: date, last: date, limit: int | None = None) -> Iterator[TaskRow]:
        near = [
            row
            for row in self._deadlines
            if row.measured is not None
            and first <= row.measured <= last
            and row.state(self.as_of) in (*states.IN_TIME, *states.OVERDUE)
        ]
        return islice(sorted(near, key=lambda row: (row.measured or self.as_of, row.task)), limit)

    def behind(self, figure: str) -> Iterator[TaskRow]:
        if figure in tallies.FLOWS:
            return (row for row, names in zip(self._deadlines, self._flowed, strict=True) if figure in names)
        return (row for row, names in zip(self._tasks, self._marked, strict=True) if figure in names)

    def document_of(self, row: TaskRow) -> str:
        return self._documents.get((row.task, row.deadline_id)) or self._documents.get((row.task, None), "")

    def words(self) -> Iterable[TaskWords]:
        return self.material.words

    def missed(self) -> Iterator[MissedLine]:
        return iter(self.material.missed)

    def counted(self, tasks: Iterable[int]) -> Collection[int]:
        return {row.task for row in self._tasks} & set(tasks)

    def _by_person(self, column: str) -> Mapping[str, Tally]:
        return tallies.tally_by((getattr(row, column) for row in self._tasks), self._marked)

    def number_due_in(self, first: date, last: date) -> DeadlineCount:
        found = list(self.due_in(first, last))
        return DeadlineCount(len(found), len({row.task for row in found}))

    def in_time_after(self, day: date) -> int:
        return sum(
            row.measured is not None and row.measured > day and row.state(self.as_of) in states.IN_TIME
            for row in self._tasks
        )

    def _flows_of(self, start: date, end: date) -> list[list[str]]:
        """The figures from ``start`` to ``end`` in which each deadline counts."""
        estimated = self.covered.estimated_from
        return [tallies.flows(self._falls_due(row), row.done_on, start, end, estimated) for row in self._deadlines]

    def flows(self, start: date, end: date, wanted: Sequence[str] = FLOWS) -> Tally:
        flowed = ([name for name in names if name in wanted] for names in self._flows_of(start, end))
        return tallies.flow_tally((row.task, names) for row, names in zip(self._deadlines, flowed, strict=True))

    def flows_by_month(self, start: date, end: date) -> Mapping[str, tuple[int, int]]:
        due: Counter[str] = Counter()
        done: Counter[str] = Counter()
        for row in self._deadlines:
            day = self._falls_due(row)
            if day is not None and start <= day <= end:
                due[f"{day:%Y-%m}"] += 1
            if row.measured is not None and row.done_on is not None and start <= row.done_on <= end:
                done[f"{row.done_on:%Y-%m}"] += 1
        return {month: (due[month], done[month]) for month in due.keys() | done.keys()}

    def missed_counts(self) -> MissedCounts:
        found = self.material.missed
        return MissedCounts(len(found), Counter(code for line in found for code in line.reasons))

    def _falls_due(self, row: TaskRow) -> date | None:
        """The day on which a deadline falls due; none for what had been suspended or cancelled by then."""
        halted = row.suspended_on or row.cancelled_on
        if halted is not None:
            halted = self._halted.get(row.task, halted)
        if row.done_on is None and halted is not None and row.measured is not None and halted <= row.measured:
            return None
        return row.measured


def tally_of(rows: Iterable[TaskRow], against: str, period: Earlier) -> Tally | None:
    """The figures of the tasks whose deadlines ``rows`` are; None without any."""
    tasks = queries.governed(row.judged(against) for row in rows)
    return tallies.tally(marked(tasks, period.as_of, period.start)) if tasks else None


def marked(tasks: Iterable[TaskRow], as_of: date, since: date) -> list[list[str]]:
    """The figures in which each task counts; see :func:`.counting.counted_as`."""
    return [tallies.figures(counting.counted_as(row, as_of, since)) for row in tasks]
