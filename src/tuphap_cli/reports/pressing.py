"""All that needs somebody to act on a day, as points with marks, and which of them are new to who is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..domain.missed import Reason
from ..domain.steps import Step, step_of
from ..store.read import points
from ..store.read.counting import DeadlineCount, Scope
from ..store.read.filters import Filters
from ..store.write.filing_records import Rules
from . import missed_list
from .missed_list import Missed

# By what a list of points is ordered, the most pressing first.
_ORDER: Sequence[Step | Reason] = (
    Step.LATE_90, Step.LATE_60, Step.LATE_30, Step.OVERDUE, Reason.NEVER_STARTED, Reason.NOT_FILED, Step.DUE_1,
    Step.DUE_3, Step.DUE_7, Step.AHEAD, Reason.NO_UNIT, Reason.NO_DATE, Reason.SKIPPED, Reason.HANDOVER,
    Reason.SILENT, Reason.NO_PRODUCT, Reason.NOT_REGISTERED,
)  # fmt: skip
_PLACE = {code: place for place, code in enumerate(_ORDER)}


class Asked(NamedTuple):
    """What a check is asked: on which day, how many days ahead, and for which tasks.

    ``silent_days`` is the longest allowed silence; ``filed_by`` says by what the units' periodic reports fall due.
    ``unit`` and ``unit_name`` are those of the unit to which ``filters`` narrow it.
    """

    as_of: date
    soon: int
    silent_days: int
    filed_by: Rules | None = None
    filters: Filters | None = None
    unit: str = ""
    unit_name: str = ""

    @property
    def last(self) -> date:
        """The last day that is looked ahead to."""
        return date.fromordinal(min(self.as_of.toordinal() + self.soon, date.max.toordinal()))


class Point(NamedTuple):
    """One thing to be told: a deadline (``due``) at a step, or a reason for which something is missed.

    ``mark`` is the same as long as it is the same thing. ``task`` is None for a decision or a unit (``missed``).
    """

    mark: str
    code: Step | Reason
    task: int | None
    due: date | None = None
    missed: Missed | None = None

    @property
    def place(self) -> tuple[int, date, int]:
        """Where it is in a list, the most pressing first."""
        return _PLACE[self.code], self.due or date.max, self.task or 0


class News(NamedTuple):
    """A task, decision or unit with the points of it that are to be told."""

    points: tuple[Point, ...]

    @property
    def task(self) -> int | None:
        """The number of the task; None for a decision or a unit."""
        return self.points[0].task

    @property
    def missed(self) -> Missed | None:
        """The decision or the unit."""
        return self.points[0].missed


@dataclass(frozen=True)
class Survey:
    """The points of a day, and what of them is new to who was told the marks ``before``."""

    points: Sequence[Point]
    before: Collection[str] = frozenset()

    @cached_property
    def new(self) -> frozenset[str]:
        """The marks that are new."""
        return frozenset(point.mark for point in self.points).difference(self.before)

    @cached_property
    def news(self) -> list[News]:
        """What is new, by task, decision and unit, the most pressing first."""
        return list(_by_subject(point for point in self.points if point.mark in self.new))

    @cached_property
    def overdue(self) -> DeadlineCount:
        """How many deadlines are overdue."""
        return self._deadlines({step for step in Step if step.late})

    @cached_property
    def soon(self) -> DeadlineCount:
        """How many deadlines fall due soon."""
        return self._deadlines({step for step in Step if not step.late})

    def late_since(self, *steps: Step) -> int:
        """How many deadlines have reached one of ``steps``."""
        return self._deadlines(set(steps)).deadlines

    @cached_property
    def missed(self) -> int:
        """How many tasks, decisions and units are missed."""
        return len({point.task or point.missed for point in self.points if isinstance(point.code, Reason)})

    @cached_property
    def beside_tasks(self) -> list[Missed]:
        """The decisions and units that are missed, in the order of the missed list."""
        return list(dict.fromkeys(point.missed for point in self.points if point.missed is not None))

    @cached_property
    def unfiled(self) -> int:
        """How many units have not sent in a periodic report."""
        return len({point.missed for point in self.points if point.code is Reason.NOT_FILED})

    def _deadlines(self, steps: set[Step]) -> DeadlineCount:
        found = [point.task for point in self.points if point.code in steps]
        return DeadlineCount(len(found), len(set(found)))


def survey(connection: sqlite3.Connection, asked: Asked, before: Collection[str] = frozenset()) -> Survey:
    """Everything that needs somebody to act; ``before`` are the marks of what has been told."""
    return Survey([*_deadlines(connection, asked), *_missed(connection, asked)], before)


def deadline_mark(deadline: int, due: date, as_of: date) -> str:
    """The mark of an open deadline: another one after each step, and after its day was moved."""
    return f"deadline {deadline} {due.isoformat()} {step_of(due, as_of)}"


def reason_mark(task: int, reason: Reason) -> str:
    """The mark of a reason for which a task is missed."""
    return f"task {task} {reason}"


def subject_marks(subject: Missed) -> list[str]:
    """The marks of a decision or unit that is missed: of a unit one for each report that it owes."""
    [finding] = subject.findings
    if subject.unit:
        return [f"unit {subject.unit} {finding.reason} {report}" for report in subject.owed]
    return [f"decision {subject.decision} {finding.since.isoformat()} {finding.reason}"]


def _deadlines(connection: sqlite3.Connection, asked: Asked) -> Iterator[Point]:
    scope = Scope(asked.as_of, asked.filters or Filters())
    for deadline in points.open_deadlines(connection, scope, asked.last):
        mark = deadline_mark(deadline.id, deadline.due, asked.as_of)
        yield Point(mark, step_of(deadline.due, asked.as_of), deadline.task, deadline.due)


def _missed(connection: sqlite3.Connection, asked: Asked) -> Iterator[Point]:
    scope = Scope(asked.as_of, asked.filters or Filters())
    for task, reasons in points.missed_reasons(connection, scope, asked.silent_days):
        for reason in reasons:
            yield Point(reason_mark(task, reason), reason, task)
    for subject in missed_list.beside_tasks(connection, asked.as_of, asked.filed_by, asked.filters):
        for mark in subject_marks(subject):
            yield Point(mark, subject.findings[0].reason, None, None, subject)


def _by_subject(found: Iterable[Point]) -> Iterator[News]:
    groups: dict[object, list[Point]] = {}
    for point in sorted(found, key=lambda point: point.place):
        groups.setdefault(point.task or point.missed, []).append(point)
    return (News(tuple(group)) for group in groups.values())
