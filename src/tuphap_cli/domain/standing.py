"""The history of one task as intervals: how each of its deadlines was from one day to another.

Everything follows from the days of the facts, never from the order in which they were entered. What is worked out
here is kept in the table ``standing``; that table is never the truth, the ledger is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from .states import Standing, governing
from .task_history import FOREVER, WHOLE_TASK, Fact, History, Interval


class _Deadline:
    """How a deadline is while the facts are gone through."""

    __slots__ = (
        "begun",
        "document",
        "done_on",
        "entries",
        "id",
        "in_force",
        "last_on",
        "original",
        "proved_on",
        "reported",
    )

    def __init__(self, number: int, due: date | None) -> None:
        self.id = number
        self.original = due
        self.in_force: list[tuple[date, date | None]] = [(date.min, due)]  # since when, due day
        self.done_on: date | None = None
        self.entries = 0
        self.begun = False
        self.reported = 0  # per cent, by the last word on the work
        self.last_on: date | None = None
        self.proved_on: date | None = None
        self.document = ""

    @property
    def due(self) -> date | None:
        """The day in force: once it is done, the one that was in force then."""
        last = self.done_on or date.max
        return next(due for since, due in reversed(self.in_force) if since <= last)

    @property
    def percent(self) -> int:
        """What of it is done; what was reported of it after its completion does not make that less."""
        return 100 if self.done_on else self.reported

    def take(self, fact: Fact) -> None:
        """Let ``fact``, which concerns this deadline, happen."""
        if fact.kind == "done":
            self.done_on = fact.day
        elif fact.kind == "reopen":
            self.done_on = None
        elif fact.kind == "extend":
            self.in_force.append((fact.day, fact.due))
        elif fact.kind in _WORK:
            self.entries += 1
            if fact.percent is not None:
                self.reported = fact.percent
            if fact.document:
                self.proved_on = fact.day
        if fact.kind in _WORK or fact.kind == "done":
            self.begun = True
            self.last_on = fact.day


_WORK = frozenset(("start", "progress"))


class _Course:
    """How a task is while its facts are gone through."""

    def __init__(self, history: History) -> None:
        self.lead = history.lead
        self.handovers = sorted((f for f in history.facts if f.kind == "assign"), key=lambda f: f.order)
        self.deadlines = [_Deadline(d.id, d.due) for d in history.deadlines] or [_Deadline(WHOLE_TASK, None)]
        self.suspended_on: date | None = None
        self.cancelled_on: date | None = None
        self.halted_since: date | None = None
        self.stirred_on = max(history.assigned_on, history.starts or history.assigned_on)
        self.handed_over_on: date | None = None
        self.document = ""  # of a completion of the whole task

    def take(self, fact: Fact) -> None:
        """Let ``fact`` happen."""
        if fact.kind in {"suspend", "cancel", "resume"}:
            self.suspended_on = fact.day if fact.kind == "suspend" else None
            self.cancelled_on = fact.day if fact.kind == "cancel" else None
            self.halted_since = None if fact.kind == "resume" else self.halted_since or fact.day
        elif fact.kind == "assign" and fact.reorganised:
            self.handed_over_on = fact.day
        if fact.kind in {"resume", "extend", "reopen"}:
            self.stirred_on = max(self.stirred_on, fact.day)
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

    def rows(self, day: date, begins: Mapping[int, date]) -> Iterator[tuple[object, ...]]:
        """The deadlines that are there on ``day``: what an interval has after its days, the id before it."""
        present = [d for d in self.deadlines if begins.get(d.id, day) <= day]
        now, originally = speaking([(d.id, d.original, d.due, d.done_on) for d in present])
        begun = any(d.begun for d in present)
        finished = max(d.done_on or FOREVER for d in present)
        ended = self.cancelled_on if finished == FOREVER else finished
        lead = self._lead_on(min(day, finished)) if self.handovers else self.lead
        for d in present:
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
                d.proved_on,
                lead,
                d.id == now,
                d.id == originally,
                begun if d.id in {now, originally} else d.begun,
                ended,
                *(self._whole(present) if d.id == now else _NOT_HERE),
            )

    def _lead_on(self, day: date) -> int | None:
        """The lead unit by the assignments of ``day`` and before."""
        later = [fact for fact in self.handovers if fact.day > day]
        if not later:
            return self.lead
        earlier = self.handovers[: len(self.handovers) - len(later)]
        return earlier[-1].to if earlier else later[0].unit

    def _whole(self, present: Sequence[_Deadline]) -> tuple[date, date | None, date | None, date | None]:
        """What is kept of the whole task: silent since, skipped due, handed over on, unproven on."""
        heard = max((d.last_on for d in present if d.last_on), default=None)
        last_done = max((d.original for d in present if d.done_on and d.original), default=date.min)
        skipped = (d.due for d in present if not d.done_on and d.due and d.original and d.original < last_done)
        handed = self.handed_over_on
        unproven = (d.done_on for d in present if d.done_on and not (d.document or self.document))
        return (
            max(heard or self.stirred_on, self.stirred_on),
            min(skipped, default=None),
            None if handed and heard and heard >= handed else handed,
            min(unproven, default=None),
        )


_NOT_HERE = (None, None, None, None)
_NOTHING_YET = (None, 0, 0, None, None, None, None, "", None)  # from done_on to proved_on
_NO_DEADLINE = (WHOLE_TASK, None, None)


def intervals(history: History) -> list[Interval]:
    """The intervals of a task, for each deadline in the order of their days; they leave no day out.

    The first begins on the day of assignment (a deadline of a further year on the day it begins), the last ends with
    FOREVER.
    """
    assigned = history.assigned_on
    if not history.facts and all(d.begins is None or d.begins <= assigned for d in history.deadlines):
        return _untouched(history)
    course = _Course(history)
    begins = {d.id: max(d.begins or assigned, assigned) for d in history.deadlines}
    facts = sorted(history.facts, key=lambda fact: fact.order)
    days = {assigned, *begins.values()} | {fact.day for fact in facts if fact.day > assigned}
    found: dict[int, list[tuple[date, tuple[object, ...]]]] = {deadline.id: [] for deadline in course.deadlines}
    place = 0
    for day in sorted(days):
        while place < len(facts) and facts[place].day <= day:
            course.take(facts[place])
            place += 1
        for number, *rest in course.rows(day, begins):
            before = found[number]  # type: ignore[index]
            if not before or before[-1][1] != tuple(rest):
                before.append((day, tuple(rest)))
    return [
        Interval(history.task, number, start, end, *rest)  # type: ignore[arg-type]
        for number, several in found.items()
        for (start, rest), end in zip(several, [*(day for day, _ in several[1:]), FOREVER], strict=True)
    ]


def _untouched(history: History) -> list[Interval]:
    """The intervals of a task of which nothing has happened, one for each deadline, as the general rule gives them.

    An annex of thousands of tasks makes no others.
    """
    rows = history.deadlines or (_NO_DEADLINE,)
    now, originally = speaking([(number, due, due, None) for number, due, _begins in rows])
    silent = max(history.assigned_on, history.starts or history.assigned_on)
    found = []
    for number, due, _begins in rows:
        span = history.task, number, history.assigned_on, FOREVER, due, due
        voice = history.lead, number == now, number == originally, False, None
        whole = (silent, None, None, None) if number == now else _NOT_HERE
        found.append(Interval(*span, *_NOTHING_YET, *voice, *whole))  # type: ignore[arg-type]
    return found


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
