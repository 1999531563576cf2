"""What stands in the ledger of a deadline before a new entry: whether it was begun, and how far it was."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from . import sql

# Of one deadline (or of a task without any), the last first, up to a day.
UP_TO = f"""
SELECT e.kind, e.on_day, e.percent FROM ({sql.ENTRY}) AS e
WHERE e.task_id = :task AND COALESCE(e.deadline_id, 0) = :deadline AND e.on_day <= :day
ORDER BY e.on_day DESC, e.id DESC
"""


class EarlierEntries(NamedTuple):
    """The day on which work began, and the last percentage with its day; None where nothing was recorded."""

    begun_on: date | None = None
    percent: int | None = None
    reported_on: date | None = None


NOTHING_EARLIER = EarlierEntries()


def earlier_entries(connection: sqlite3.Connection, task: int, deadline: int | None, day: date) -> EarlierEntries:
    """What was recorded up to ``day``, since the work was last taken up again."""
    found = NOTHING_EARLIER
    values = {"task": task, "deadline": deadline or 0, "day": day.isoformat()}
    for kind, on, percent in connection.execute(UP_TO, values):
        if kind == "reopen":
            break
        if kind == "start":
            found = found._replace(begun_on=date.fromisoformat(on))
        if percent is not None and found.percent is None:
            found = found._replace(percent=percent, reported_on=date.fromisoformat(on))
    return found
