"""The history of one task as intervals: how each of its deadlines was from one day to another.

Everything follows from the days of the facts, never from the order in which they were entered. What is worked out
here is kept in the table ``standing``; that table is never the truth, the ledger is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .states import Standing, governing

WHOLE_TASK = 0  # in place of a deadline's id: a task without any
FOREVER = date.max  # the end of an interval that still holds: 9999-12-31


class Dated(NamedTuple):
    """A deadline: the day as it was read; ``begins`` is the first day on which one of a further year is there."""

    id: int
    due: date
    begins: date | None = None


class Fact(NamedTuple):
    """An entry of the ledger or an extension (kind "extend"), in force, of the day on which it happened.

    ``deadline`` is None where it concerns the whole task. ``percent`` is what it reports; ``unit`` the lead unit
    before an assignment; ``due`` the day that an extension gives (None: until further notice); ``document`` the
    document that it names.
    """

    day: date
    id: int
    kind: str
    deadline: int | None = None
    percent: int | None = None
    unit: int | None = None
    due: date | None = None
    document: str = ""


class History(NamedTuple):
    """All facts of one task. ``lead`` is its lead unit after all of them."""

    task: int
    assigned_on: date
    lead: int | None
    deadlines: Sequence[Dated]
    facts: Sequence[Fact]


class Interval(NamedTuple):
    """How one deadline of a task was from ``from_day`` until the day before ``to_day``.

    ``deadline`` is WHOLE_TASK where the task has none. ``halted_since`` is the first day since which the task has not
    run. ``document`` is that of the completion. ``speaks`` says that it is the deadline that speaks for the task,
    judged by the days in force, ``speaks_original`` the same by the days before any extension. What follows is of the
    whole task, and is kept only with the deadline that speaks: ``begun`` says that anything was done on any of its
    deadlines, ``silent_since`` is the day of the last word on it or of its assignment, ``skipped_due`` the first due
    day of an open occurrence before the last one done, ``handed_over_on`` the last day on which a document handed it
    to another unit.
    """

    task: int
    deadline: int
    from_day: date
    to_day: date
    original_due: date | None
    due: date | None
    done_on: date | None
    entries: int
    percent: int
    last_on: date | None
    suspended_on: date | None
    cancelled_on: date | None
    halted_since: date | None
    document: str
    lead_unit: int | None
    speaks: bool
    speaks_original: bool
    begun: bool
    silent_since: date | None
    skipped_due: date | None
    handed_over_on: date | None


class _Deadline:
    """How a deadline is while the facts are gone through."""

    __slots__ = ("document", "done_on", "due", "entries", "id", "last_on", "original", "percent")

    def __init__(self, number: int, due: date | None) -> None:
        self.id = number
        self.original = due
        self.due = due
        self.done_on: date | None = None
        self.entries = 0
        self.percent = 0
        self.last_on: date | None = None
        self.document = ""

    def take(self, fact: Fact) -> None:
        """Let ``fact``, which concerns this deadline, happen."""
        if fact.percent is not None:
            self.percent = fact.percent
        if fact.kind == "done":
            self.done_on = fact.day
        elif fact.kind == "reopen":
            self.done_on = None
        elif fact.kind == "extend":
            self.due = fact.due
        elif fact.kind in {"start", "progress"}:
            self.entries += 1
        if fact.kind in {"start", "progress", "done"}:
            self.last_on = fact.day


class _Course:
    """How a task is while its facts are gone through."""

    def __init__(self, history: History) -> None:
        self.deadlines = [_Deadline(d.id, d.due) for d in history.deadlines] or [_Deadline(WHOLE_TASK, None)]
        self.assigned_on = history.assigned_on
        self.suspended_on: date | None = None
        self.cancelled_on: date | None = None
        self.halted_since: date | None = None
        self.handed_over_on: date | None = None
        self.document = ""  # of a completion of the whole task

    def take(self, fact: Fact) -> None:
        """Let ``fact`` happen."""
        if fact.kind in {"suspend", "cancel", "resume"}:
            self.suspended_on = fact.day if fact.kind == "suspend" else None
            self.cancelled_on = fact.day if fact.kind == "cancel" else None
            self.halted_since = None if fact.kind == "resume" else self.halted_since or fact.day
        elif fact.kind == "assign" and fact.document:
            self.handed_over_on = fact.day
        for deadline in self.deadlines:
            if fact.deadline in {None, deadline.id}:
                deadline.take(fact)
        if fact.kind in {"done", "reopen"}:
            self._prove(fact)

    def _prove(self, fact: Fact) -> None:
        """Note the document of a completion; a reopening takes away only what was completed in the same way."""
        if fact.kind == "done" and not fact.document:
            return
        document = fact.document if fact.kind == "done" else ""
        if fact.deadline is None:
            self.document = document
        for deadline in self.deadlines:
            if deadline.id == fact.deadline:
                deadline.document = document

    def rows(self, day: date, lead: int | None, begins: Mapping[int, date]) -> Iterator[tuple[object, ...]]:
        """The deadlines that are there on ``day``: what an interval has after its days, the id before it."""
        present = [d for d in self.deadlines if begins.get(d.id, day) <= day]
        now, originally = speaking([(d.id, d.original, d.due, d.done_on) for d in present])
        for d in present:
            whole = self._whole(present) if d.id == now else (False, None, None, None)
            yield (
                d.id,
                d.original,
                d.due,
                d.done_on,
                d.entries,
                d.percent,
                d.last_on,
                self.suspended_on,
                self.cancelled_on,
                self.halted_since,
                d.document or self.document,
                lead,
                d.id == now,
                d.id == originally,
                *whole,
            )

    def _whole(self, present: Sequence[_Deadline]) -> tuple[bool, date, date | None, date | None]:
        """What is kept of the whole task: begun, silent since, skipped due, handed over on."""
        begun = any(d.entries or d.done_on for d in present)
        silent = max((d.last_on for d in present if d.last_on), default=self.assigned_on)
        last_done = max((d.due for d in present if d.done_on and d.due), default=None)
        skipped = (d.due for d in present if not d.done_on and d.due and last_done and d.due < last_done)
        return begun, silent, min(skipped, default=None), self.handed_over_on


def intervals(history: History) -> list[Interval]:
    """The intervals of a task, for each deadline in the order of their days; they leave no day out.

    The first begins on the day of assignment (a deadline of a further year on the day it begins), the last ends with
    FOREVER.
    """
    course = _Course(history)
    assigned = history.assigned_on
    begins = {d.id: max(d.begins or assigned, assigned) for d in history.deadlines}
    if not history.facts and all(day == assigned for day in begins.values()):  # a new task: nothing has happened
        return [
            Interval(history.task, number, assigned, FOREVER, *rest)  # type: ignore[arg-type]
            for number, *rest in course.rows(assigned, history.lead, begins)
        ]
    facts = sorted(history.facts)
    handovers = [fact for fact in facts if fact.kind == "assign"]
    days = {assigned, *begins.values()} | {fact.day for fact in facts if fact.day > assigned}
    found: dict[int, list[tuple[date, tuple[object, ...]]]] = {deadline.id: [] for deadline in course.deadlines}
    place = 0
    for day in sorted(days):
        while place < len(facts) and facts[place].day <= day:
            course.take(facts[place])
            place += 1
        lead = next((later.unit for later in handovers if later.day > day), history.lead)
        for number, *rest in course.rows(day, lead, begins):
            before = found[number]  # type: ignore[index]
            if not before or before[-1][1] != tuple(rest):
                before.append((day, tuple(rest)))
    return [
        Interval(history.task, number, start, end, *rest)  # type: ignore[arg-type]
        for number, several in found.items()
        for (start, rest), end in zip(several, [*(day for day, _ in several[1:]), FOREVER], strict=True)
    ]


def speaking(rows: Sequence[tuple[int, date | None, date | None, date | None]]) -> tuple[int, int]:
    """The ids of the deadlines that speak for a task, by the days in force and by the original ones.

    A row is (id, original due, due, done on). Of deadlines due on one day the one that was due earlier originally
    comes first.
    """
    if len(rows) == 1:
        return rows[0][0], rows[0][0]
    ordered = sorted(rows, key=lambda r: (r[2] is not None, r[2] or date.min, r[1] or date.min, r[0]))
    return (
        ordered[governing(Standing(due, done) for _id, _original, due, done in ordered)][0],
        ordered[governing(Standing(original, done) for _id, original, _due, done in ordered)][0],
    )
