"""What follows for a task from those by which the offices below carry it out; nothing of it is ever recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .states import Standing


class CarryingOut(NamedTuple):
    """Of the tasks that carry a task out: how many there are, and how many of them are done, overdue or cancelled.

    ``due`` is the latest due day of those that are not cancelled, ``done_on`` the latest completion.
    """

    tasks: int = 0
    done: int = 0
    overdue: int = 0
    cancelled: int = 0
    due: date | None = None
    done_on: date | None = None

    @property
    def still_open(self) -> int:
        """How many are neither done nor cancelled, those that are suspended too."""
        return self.tasks - self.done - self.cancelled

    @property
    def all_done(self) -> bool:
        """Whether something is done, and all that is not cancelled."""
        return self.done > 0 and not self.still_open


def added_up(several: Sequence[CarryingOut]) -> CarryingOut:
    """All of ``several`` offices together."""
    return CarryingOut(
        sum(one.tasks for one in several),
        sum(one.done for one in several),
        sum(one.overdue for one in several),
        sum(one.cancelled for one in several),
        max((one.due for one in several if one.due), default=None),
        max((one.done_on for one in several if one.done_on), default=None),
    )


class Disagreement(StrEnum):
    """In what the book of an office and those of the offices below differ about a task."""

    ALL_DONE = "all_done"  # all that carries it out is done, the task itself is not recorded as done
    STILL_OPEN = "still_open"  # it is recorded as done, and something that carries it out is not
    NOBODY_LEFT = "nobody_left"  # all that carried it out is cancelled, the task itself runs


def disagreement(own: Standing, below: CarryingOut) -> Disagreement | None:
    """In what the own ledger (``own``: of the deadline that speaks for the task) and the offices below differ."""
    if own.done_on is not None:
        return Disagreement.STILL_OPEN if below.still_open else None
    if own.cancelled_on is not None or own.suspended_on is not None:
        return None
    if below.all_done:
        return Disagreement.ALL_DONE
    return Disagreement.NOBODY_LEFT if 0 < below.tasks == below.cancelled else None
