"""The steps at which a nightly check tells of a deadline again: days before it falls due, and days after."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Step(StrEnum):
    """How far an open deadline is from its due day, the least pressing first; AHEAD is further off than any."""

    AHEAD = "ahead"
    DUE_7 = "due_7"
    DUE_3 = "due_3"
    DUE_1 = "due_1"
    OVERDUE = "overdue"
    LATE_30 = "late_30"
    LATE_60 = "late_60"
    LATE_90 = "late_90"

    @property
    def late(self) -> bool:
        """Whether the due day has passed."""
        return self in _LATE


_LATE = {Step.OVERDUE, Step.LATE_30, Step.LATE_60, Step.LATE_90}
_BEFORE = ((1, Step.DUE_1), (3, Step.DUE_3), (7, Step.DUE_7))  # days that are left at the most
_AFTER = ((90, Step.LATE_90), (60, Step.LATE_60), (30, Step.LATE_30), (1, Step.OVERDUE))  # days late at the least


def step_of(due: date, as_of: date) -> Step:
    """The step that a deadline due on ``due`` has reached on ``as_of``; a deadline is met on its last day."""
    late = (as_of - due).days
    if late > 0:
        return next(step for days, step in _AFTER if late >= days)
    return next((step for days, step in _BEFORE if -late <= days), Step.AHEAD)
