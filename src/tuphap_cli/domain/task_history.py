"""What happened to one task, and the intervals that follow from it, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

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
    before an assignment, ``to`` the one after it; ``due`` the day that an extension gives (None: until further
    notice); ``document`` the document that it names. ``reorganised`` says of an assignment that a unit handed its
    tasks over by it.
    """

    day: date
    id: int
    kind: str
    deadline: int | None = None
    percent: int | None = None
    unit: int | None = None
    due: date | None = None
    document: str = ""
    to: int | None = None
    reorganised: bool = False

    @property
    def order(self) -> tuple[date, bool, int]:
        """What facts are ordered by: an extension is in force on the whole day on which it was decided."""
        return self.day, self.kind != "extend", self.id


class History(NamedTuple):
    """All facts of one task. ``lead`` is its lead unit after all of them; ``starts`` the day from which on the words
    of its deadline have it done, where they name one."""

    task: int
    assigned_on: date
    lead: int | None
    deadlines: Sequence[Dated]
    facts: Sequence[Fact]
    starts: date | None = None


class Interval(NamedTuple):
    """How one deadline of a task was from ``from_day`` until the day before ``to_day``.

    ``deadline`` is WHOLE_TASK where the task has none. ``due`` is the day in force; that of a completed deadline is
    the one in force when it was completed. ``halted_since`` is the first day since which the task has not run.
    ``document`` is that of the completion, ``proved_on`` the last day of progress with one. ``lead_unit`` of a
    finished task is the one that led it then. ``speaks`` says that it is the deadline that speaks for the task,
    judged by the days in force, ``speaks_original`` the same by the days before any extension. ``begun`` says that
    work was recorded on it; of one that speaks, on any deadline of the task. ``ended_on`` is the day on which the
    whole task ended: its last completion, or its cancellation.

    What follows is of the whole task, and is kept only with the deadline that speaks. ``silent_since`` is the last
    day on which anything was heard of it or it came to run, ``skipped_due`` the first due day of an open occurrence
    before the last one done (by the original days), ``handed_over_on`` the last day on which a reorganisation gave it
    to another unit, if that has not touched it since, ``unproven_on`` the first day on which anything of it was
    completed without a document.
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
    proved_on: date | None
    lead_unit: int | None
    speaks: bool
    speaks_original: bool
    begun: bool
    ended_on: date | None
    silent_since: date | None
    skipped_due: date | None
    handed_over_on: date | None
    unproven_on: date | None
