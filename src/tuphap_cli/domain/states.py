"""What "done", "in time", "overdue" mean, once for the whole program.

The rules are those of the official tables (done on time, done late, open in time, open overdue, cancelled);
tasks without a date are counted apart. A deadline is met on its last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .model import State

PRESENT, ORIGINAL = "present", "original"  # by which due day a deadline is judged: in force, or before any extension
AGAINST = (PRESENT, ORIGINAL)

OVERDUE = (State.OVERDUE_UNDER_WAY, State.OVERDUE_NOT_STARTED)
IN_TIME = (State.IN_TIME_UNDER_WAY, State.IN_TIME_NOT_STARTED)
DONE = (State.DONE_ON_TIME, State.DONE_LATE)


class Standing(NamedTuple):
    """What the ledger says of one deadline, or of a task without one, as of some day.

    ``due`` is the day in force (None: no date); ``done_on`` the day of completion; ``begun`` says that anything was
    recorded of the work; days of suspension and cancellation where they are in force.
    """

    due: date | None
    done_on: date | None = None
    begun: bool = False
    suspended_on: date | None = None
    cancelled_on: date | None = None


def state(standing: Standing, as_of: date) -> State:
    """The state on the day ``as_of`` of a standing made from what had happened by that day."""
    return state_of(*standing, as_of)


def state_of(
    due: date | None,
    done_on: date | None,
    begun: bool,
    suspended_on: date | None,
    cancelled_on: date | None,
    as_of: date,
) -> State:
    """The state by the fields of a :class:`Standing`: long lists make none for each row."""
    if done_on is None:
        if cancelled_on is not None:
            return State.CANCELLED
        if suspended_on is not None:
            return State.SUSPENDED
    if due is None:
        return State.NO_DEADLINE
    if done_on is not None:
        return State.DONE_ON_TIME if done_on <= due else State.DONE_LATE
    if as_of <= due:
        return State.IN_TIME_UNDER_WAY if begun else State.IN_TIME_NOT_STARTED
    return State.OVERDUE_UNDER_WAY if begun else State.OVERDUE_NOT_STARTED


def days_late(due: date, until: date) -> int:
    """Calendar days by which ``until`` (today, or the day of completion) is after ``due``; never negative."""
    return max(0, (until - due).days)


def governing(standings: Iterable[Standing]) -> int:
    """The index of the deadline that speaks for its task: the earliest open one, else the last one done."""
    indexed = list(enumerate(standings))
    still_open = [(s.due or date.max, i) for i, s in indexed if s.done_on is None]
    if still_open:
        return min(still_open)[1]
    return max((s.due or date.min, i) for i, s in indexed)[1]
