"""The table of intervals held against the ledger from which it follows, and putting it right.

Here the ledger is asked by STANDING_AS_OF, day by day, not by what fills the table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...domain.model import N_, note
from ...domain.standing import speaking
from ..read import sql
from ..write import standing_table
from ..write.change import Change
from .findings import REPAIR, HealthFinding, Weight, few

CODE = "cache"  # what scripts have known the finding by since the first format
TASKS = "SELECT id, assigned_on FROM task ORDER BY id"
INTERVALS = "SELECT s.* FROM standing AS s WHERE s.task_id = :task ORDER BY s.deadline_id, s.from_day"
AS_OF = f"WITH {sql.ENTRIES} {sql.STANDING_AS_OF.format(also=' AND t.id = :task')}"
# The days on which anything may have become other.
DAYS = f"""
SELECT e.on_day FROM ({sql.ENTRY}) AS e WHERE e.task_id = :task
UNION SELECT x.decided_on FROM ({sql.EXTENSION}) AS x WHERE x.task_id = :task
UNION SELECT d.start FROM deadline AS d WHERE d.task_id = :task AND d.start IS NOT NULL
UNION SELECT s.from_day FROM standing AS s WHERE s.task_id = :task
UNION SELECT s.to_day FROM standing AS s WHERE s.task_id = :task AND s.to_day < '9999-12-31'
"""
NO_TASK = "SELECT DISTINCT s.task_id FROM standing AS s LEFT JOIN task AS t ON t.id = s.task_id WHERE t.id IS NULL"
COMPARED = (
    "original_due",
    "due",
    "done_on",
    "entries",
    "percent",
    "last_on",
    "suspended_on",
    "cancelled_on",
    "halted_since",
    "document",
    "proved_on",
    "lead_unit_id",
)
OF_THE_TASK = ("silent_since", "skipped_due", "handed_over_on", "unproven_on")

Values = dict[str, object]


class Wrong(NamedTuple):
    """A deadline of a task (0: none) that the table holds otherwise on a day than the ledger says."""

    task: int
    deadline: int
    day: str
    held: Values
    right: Values


def wrong_intervals(connection: sqlite3.Connection) -> Iterator[Wrong]:
    """The first difference of each task, one task at a time, so that memory stays small."""
    for (task,) in connection.execute(NO_TASK).fetchall():
        yield Wrong(task, 0, "", {"task": task}, {})
    for task, assigned in connection.execute(TASKS).fetchall():
        held = connection.execute(INTERVALS, {"task": task}).fetchall()
        days = {row[0] for row in connection.execute(DAYS, {"task": task})}
        for day in sorted({assigned, *(day for day in days if day > assigned)}):
            found = _differing(connection, task, day, held)
            if found:
                yield found
                break


def _differing(connection: sqlite3.Connection, task: int, day: str, held: Sequence[sqlite3.Row]) -> Wrong | None:
    kept = {r["deadline_id"]: dict(r) for r in held if r["from_day"] <= day < r["to_day"]}
    right = _right(connection, task, day)
    for deadline in sorted(kept.keys() | right.keys()):
        there, wanted = kept.get(deadline, {}), right.get(deadline, {})
        names = [name for name in wanted or there if there.get(name) != wanted.get(name)]
        if names:
            return Wrong(task, deadline, day, {n: there.get(n) for n in names}, {n: wanted.get(n) for n in names})
    twice = len([r for r in held if r["from_day"] <= day < r["to_day"]]) - len(kept)
    return Wrong(task, 0, day, {"rows": twice + len(kept)}, {"rows": len(right)}) if twice else None


def _right(connection: sqlite3.Connection, task: int, day: str) -> dict[int, Values]:
    """What the ledger says of the deadlines of ``task`` as of ``day``, by their ids."""
    rows = connection.execute(AS_OF, {"as_of": day, "task": task}).fetchall()
    if not rows:
        return {}
    now, originally = speaking(
        [(r["deadline_id"], *(sql.day(r[name]) for name in ("original_due", "due", "done_on"))) for r in rows]
    )
    begun = int(any(r["begun"] for r in rows))
    done = [r["done_on"] for r in rows]
    ended = max(done) if all(done) else rows[0]["cancelled_on"]
    whole, other = _of_the_task(connection, task, day, rows), dict.fromkeys(OF_THE_TASK)
    of_task = standing_table.traits(connection, str(task))[task]
    names = ("decision_id", "group_id", "position", "kind", "deadline_kind", "undated")
    if not of_task.has_product:
        whole["unproven_on"] = None
    return {
        r["deadline_id"]: {name: r[name] for name in COMPARED}
        | {"speaks": int(r["deadline_id"] == now), "speaks_original": int(r["deadline_id"] == originally)}
        | {"begun": begun if r["deadline_id"] in {now, originally} else r["begun"], "ended_on": ended}
        | (whole if r["deadline_id"] == now else other)
        | dict(zip(names, of_task.counted, strict=True))
        for r in rows
    }


def _of_the_task(connection: sqlite3.Connection, task: int, day: str, rows: Sequence[sqlite3.Row]) -> Values:
    """What is kept with the deadline that speaks for ``task``."""
    values = {"as_of": day, "task": task}
    stirred, handed = (connection.execute(text, values).fetchone()[0] for text in (sql.STIRRED, sql.HANDED_OVER))
    heard = max((r["last_on"] or "" for r in rows), default="")
    assigned, *words = connection.execute(standing_table.TASK_WORDS, {"task": task}).fetchone()
    starts = standing_table.starts(*words)
    last_done = max((r["original_due"] or "" for r in rows if r["done_on"]), default="")
    skipped = [r["due"] for r in rows if not r["done_on"] and r["due"] and r["original_due"] < last_done]
    return {
        "silent_since": max(assigned, starts.isoformat() if starts else "", stirred or "", heard),
        "skipped_due": min(skipped, default=None),
        "handed_over_on": handed if handed and heard < handed else None,
        "unproven_on": min((r["done_on"] for r in rows if r["done_on"] and not r["document"]), default=None),
    }


def check_standing(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """The state kept of a task is not what the ledger says."""
    text = N_("The state kept of task {task} is not what its ledger says")
    yield from few(
        HealthFinding(CODE, Weight.ERROR, note(text, task=row.task), f"task {row.task}", REPAIR)
        for row in wrong_intervals(connection)
    )


def rebuild(change: Change) -> list[int]:
    """Work out anew what the ledger does not bear out; returns the numbers of the tasks concerned.

    The journal gets what was held and what is right, although the table is otherwise not in it: it was put right by
    hand.
    """
    wrong = list(wrong_intervals(change.connection))
    tasks = [row.task for row in wrong]
    standing_table.settle(change.connection, tasks)
    for row in wrong:
        place: Values = {"deadline_id": row.deadline, "day": row.day}
        change.record("standing", row.task, place | row.held, place | row.right)  # type: ignore[arg-type]
    change.summary = ", ".join(map(str, tasks[:50]))
    return tasks
