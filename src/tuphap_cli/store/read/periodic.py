"""What periodic reports read beside the tasks: documents of completion, extensions granted, what had
ended before, the journal's head."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from ...domain import causes, journal
from ...domain.model import TaskKind
from . import sql

# The document of each completion that is in force on a day; of several the last.
RESULTS = f"""
WITH {sql.ENTRIES}
SELECT e.task_id, e.deadline_id, e.document FROM entry AS e
WHERE e.kind = 'done' AND e.document <> '' AND e.on_day <= :as_of AND NOT EXISTS (
    SELECT 1 FROM entry AS r WHERE r.task_id = e.task_id AND r.kind = 'reopen'
      AND COALESCE(r.deadline_id, 0) = COALESCE(e.deadline_id, 0)
      AND r.on_day <= :as_of AND (r.on_day, r.id) > (e.on_day, e.id))
ORDER BY e.on_day, e.id
"""

# What was written down of the work on tasks by a day, oldest first.
WRITTEN = f"""
SELECT e.task_id, e.on_day, e.document, e.note FROM ({sql.ENTRY}) AS e
WHERE e.kind IN ('start', 'progress', 'done') AND e.on_day <= :as_of AND (e.document <> '' OR e.note <> '')
ORDER BY e.task_id, e.on_day, e.id
"""

# The first day of the halt that lasts on a day, of the tasks that were suspended and then cancelled without a break.
HALTED_EARLIER = f"""
WITH {sql.ENTRIES}
SELECT e.task_id, MIN(e.on_day) FROM entry AS e
WHERE e.kind IN ('suspend', 'cancel') AND e.on_day <= :as_of AND NOT EXISTS (
    SELECT 1 FROM entry AS r WHERE r.task_id = e.task_id AND r.kind = 'resume'
      AND r.on_day <= :as_of AND (r.on_day, r.id) > (e.on_day, e.id))
GROUP BY e.task_id HAVING COUNT(*) > 1
ORDER BY e.task_id
"""

MOVED = f"""
SELECT t.id, t.item, c.number, t.title, COALESCE(u.code, ''), COALESCE(u.name, ''), {sql.MOVED_FROM},
       x.new_due, x.document, x.decided_on, x.reason
FROM ({sql.EXTENSION}) AS x
JOIN task AS t ON t.id = x.task_id
JOIN deadline AS d ON d.id = x.deadline_id {sql.MOVED_BEFORE}
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN unit AS u ON u.id = t.lead_unit_id
WHERE x.decided_on BETWEEN :start AND :end
ORDER BY x.decided_on, x.id
"""


class GrantedExtension(NamedTuple):
    """An extension that was granted; ``new_due`` None: until further notice."""

    task: int
    item: str
    decision: str
    title: str
    unit: str
    unit_name: str
    old_due: date | None
    new_due: date | None
    document: str
    decided_on: date
    reason: str


def results(connection: sqlite3.Connection, as_of: date) -> dict[tuple[int, int | None], str]:
    """The documents of the completions in force on ``as_of``, by task and deadline."""
    return {(row[0], row[1]): row[2] for row in connection.execute(RESULTS, {"as_of": as_of.isoformat()})}


class TaskWords(NamedTuple):
    """What was last written down of the work on a task, each "" or None where nothing was.

    ``document`` is the last one named, with its day and the note beside it; ``note`` the last one with its day;
    ``cause`` the last note that names a cause or a proposal.
    """

    task: int
    document: str = ""
    document_on: date | None = None
    document_note: str = ""
    note: str = ""
    note_on: date | None = None
    cause: str = ""


def task_words(connection: sqlite3.Connection, as_of: date) -> list[TaskWords]:
    """What was last written down of each task by ``as_of``; only tasks of which anything was."""
    found: dict[int, TaskWords] = {}
    for task, day, document, note in connection.execute(WRITTEN, {"as_of": as_of.isoformat()}):
        words = found.get(task) or TaskWords(task)
        on = date.fromisoformat(day)
        if document:
            words = words._replace(document=document, document_on=on, document_note=note)
        if note:
            words = words._replace(note=note, note_on=on, cause=note if causes.names_cause(note) else words.cause)
        found[task] = words
    return list(found.values())


def halted_earlier(connection: sqlite3.Connection, as_of: date) -> dict[int, date]:
    """The tasks that were suspended before they were cancelled, each with the day since which it has not run."""
    found = connection.execute(HALTED_EARLIER, {"as_of": as_of.isoformat()})
    return {task: date.fromisoformat(since) for task, since in found}


def moved(connection: sqlite3.Connection, start: date, end: date) -> list[GrantedExtension]:
    """The extensions decided from ``start`` to ``end``, oldest first."""
    found = connection.execute(MOVED, {"start": start.isoformat(), "end": end.isoformat()})
    return [
        GrantedExtension(
            r[0], r[1], r[2], r[3], r[4], r[5], sql.day(r[6]), sql.day(r[7]), r[8], date.fromisoformat(r[9]), r[10]
        )
        for r in found
    ]


class EndedCount(NamedTuple):
    """How many tasks of a unit, decision, group and kind had ended; ``unit`` and ``group`` None: without one."""

    unit: int | None
    decision: int
    group: int | None
    kind: TaskKind
    tasks: int


def ended_before(connection: sqlite3.Connection, as_of: date, opening: date) -> list[EndedCount]:
    """How many tasks had ended before the day ``opening``, by what a report may be narrowed to."""
    statement = f"""
SELECT s.lead_unit_id, s.decision_id, s.group_id, s.kind, COUNT(*) FROM standing AS s
WHERE {sql.HOLDS} AND s.speaks = 1 AND s.ended_on < :opening GROUP BY 1, 2, 3, 4
ORDER BY 1 NULLS FIRST, 2, 3 NULLS FIRST, 4
"""
    values = {"as_of": sql.as_of_text(as_of), "opening": opening.isoformat()}
    rows = connection.execute(statement, values)
    return [EndedCount(unit, decision, group, TaskKind(kind), n) for unit, decision, group, kind, n in rows]


def journal_head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and the hash of the journal's last row."""
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, journal.GENESIS)
