"""What has been recorded of tasks since an entry of the journal, by whom: what a list that went out cannot know."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from . import sql

SINCE = f"""
SELECT e.deadline_id, e.kind, e.on_day, e.percent, e.document, e.note, j.actor, j.command
FROM ({sql.ENTRY}) AS e JOIN journal AS j ON j.seq = e.journal_seq
WHERE e.task_id = :task AND e.journal_seq > :seq AND e.kind IN ('start', 'progress', 'done', 'reopen')
ORDER BY e.on_day, e.id
"""

# The obstacles of a task that are open, or were raised on a day or after it.
OBSTACLES_OF = """
SELECT what, proposal FROM obstacle WHERE task_id = :task AND (resolved_on IS NULL OR raised_on >= :day)
"""


class LaterEntry(NamedTuple):
    """An entry on the work of a task, with who made it and by which command."""

    deadline_id: int | None
    kind: str
    day: date
    percent: int | None
    document: str
    note: str
    actor: str
    command: str


def recorded_since(connection: sqlite3.Connection, task: int, seq: int) -> list[LaterEntry]:
    """The entries in force on a task that were made after the journal's entry ``seq``, by their days."""
    found = connection.execute(SINCE, {"task": task, "seq": seq})
    return [LaterEntry(r[0], r[1], date.fromisoformat(r[2]), *r[3:]) for r in found]


def obstacles_of(connection: sqlite3.Connection, task: int, day: date) -> list[tuple[str, str]]:
    """The obstacles of a task that are open or were raised from ``day`` on, each with its proposal."""
    found = connection.execute(OBSTACLES_OF, {"task": task, "day": day.isoformat()})
    return [(row[0], row[1]) for row in found]
