"""The table of intervals held against the ledger from which it follows, and putting it right.

Here the ledger is asked by STANDING_AS_OF, day by day, not by what fills the table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from ...domain.model import N_, note
from ...domain.standing import speaking
from ..read import sql
from ..write import standing_table
from ..write.change import Change
from .findings import REPAIR, HealthFinding, Weight, few

CODE = "cache"  # what scripts have known the finding by since the first format
AT_ONCE = 2000  # tasks that are compared together: on each day only some of them, so many save many questions
WIDTHS = (1, 4, 16, 64, 256, AT_ONCE)  # how many tasks a statement may name
TASKS = f"SELECT id, assigned_on FROM task WHERE id > :last ORDER BY id LIMIT {AT_ONCE}"
INTERVALS = "SELECT s.* FROM standing AS s WHERE s.task_id IN ({tasks}) ORDER BY s.task_id, s.deadline_id, s.from_day"
AS_OF = f"WITH {sql.ENTRIES} {sql.STANDING_AS_OF.format(also=' AND t.id IN ({tasks})')}"
# The days on which anything may have become other.
DAYS = f"""
SELECT e.task_id, e.on_day FROM ({sql.ENTRY}) AS e WHERE e.task_id IN ({{tasks}})
UNION SELECT x.task_id, x.decided_on FROM ({sql.EXTENSION}) AS x WHERE x.task_id IN ({{tasks}})
UNION SELECT d.task_id, d.start FROM deadline AS d WHERE d.task_id IN ({{tasks}}) AND d.start IS NOT NULL
UNION SELECT s.task_id, s.from_day FROM standing AS s WHERE s.task_id IN ({{tasks}})
UNION SELECT s.task_id, s.to_day FROM standing AS s WHERE s.task_id IN ({{tasks}}) AND s.to_day < '9999-12-31'
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
    """The first difference of each task, AT_ONCE tasks at a time, so that memory stays small."""
    for (task,) in connection.execute(NO_TASK).fetchall():
        yield Wrong(task, 0, "", {"task": task}, {})
    last = connection.execute("SELECT COALESCE(MIN(id), 0) - 1 FROM task").fetchone()[0]
    while some := dict(map(tuple, connection.execute(TASKS, {"last": last}).fetchall())):
        yield from _wrong(connection, some)
        last = max(some)


def _wrong(connection: sqlite3.Connection, assigned: Mapping[int, str]) -> Iterator[Wrong]:
    """The first difference of each of some tasks, which are given with the days on which they were ``assigned``."""
    tasks = _listed(assigned)
    held: dict[int, list[sqlite3.Row]] = {}
    found: dict[int, Wrong] = {}
    for row in connection.execute(INTERVALS.format(tasks=tasks)):
        held.setdefault(row["task_id"], []).append(row)
        if not (isinstance(row["from_day"], str) and isinstance(row["to_day"], str)):  # put there by another program
            found[row["task_id"]] = Wrong(row["task_id"], 0, "", {n: row[n] for n in ("from_day", "to_day")}, {})
    days: dict[str, list[int]] = {}
    pairs = {tuple(row) for row in connection.execute(DAYS.format(tasks=tasks))} | set(assigned.items())
    for task, day in sorted(pair for pair in pairs if pair[0] not in found):
        if day >= assigned[task]:
            days.setdefault(day, []).append(task)
    ledger = _Ledger(connection, assigned)
    for day in sorted(days):
        open_ = [task for task in days[day] if task not in found]
        right = ledger.right(open_, day)
        for task in open_:
            if wrong := _differing(task, day, held.get(task, ()), right.get(task, {})):
                found[task] = wrong
    yield from (found[task] for task in sorted(found))


def _listed(tasks: Iterable[int]) -> str:
    return ", ".join(map(str, tasks))


def _differing(task: int, day: str, held: Sequence[sqlite3.Row], right: Mapping[int, Values]) -> Wrong | None:
    kept = {r["deadline_id"]: dict(r) for r in held if r["from_day"] <= day < r["to_day"]}
    for deadline in sorted(kept.keys() | right.keys()):
        there, wanted = kept.get(deadline, {}), right.get(deadline, {})
        names = [name for name in wanted or there if there.get(name) != wanted.get(name)]
        if names:
            return Wrong(task, deadline, day, {n: there.get(n) for n in names}, {n: wanted.get(n) for n in names})
    twice = len([r for r in held if r["from_day"] <= day < r["to_day"]]) - len(kept)
    return Wrong(task, 0, day, {"rows": twice + len(kept)}, {"rows": len(right)}) if twice else None


@lru_cache
def _of_width(text: str, width: int) -> str:
    return text.format(tasks=", ".join(f":t{n}" for n in range(width)))


class _Ledger:
    """What the ledger says of some tasks."""

    def __init__(self, connection: sqlite3.Connection, assigned: Mapping[int, str]) -> None:
        self._connection = connection
        self._assigned = assigned
        tasks = _listed(assigned)
        self._traits = standing_table.traits(connection, tasks)
        self._starts = standing_table.starts_of(connection, tasks)

    def right(self, tasks: Sequence[int], day: str) -> dict[int, dict[int, Values]]:
        """What is right of the deadlines of each of ``tasks`` as of ``day``, by their ids."""
        if not tasks:
            return {}
        rows: dict[int, list[sqlite3.Row]] = {}
        for row in self._asked(AS_OF, tasks, day):
            rows.setdefault(row["task_id"], []).append(row)
        stirred, handed = (dict(map(tuple, self._asked(text, tasks, day))) for text in (sql.STIRRED, sql.HANDED_OVER))
        return {
            task: self._of_one(task, own, self._of_the_task(task, own, stirred.get(task), handed.get(task)))
            for task, own in rows.items()
        }

    def _asked(self, text: str, tasks: Sequence[int], day: str) -> Iterable[sqlite3.Row]:
        """The rows of a statement about ``tasks``: in one of a few texts, since the engine remembers those."""
        width = next(width for width in WIDTHS if width >= len(tasks))
        padded = chain(tasks, repeat(tasks[-1]))
        values = {f"t{n}": task for n, task in zip(range(width), padded, strict=False)}
        return self._connection.execute(_of_width(text, width), {"as_of": day, **values})

    def _of_one(self, task: int, rows: Sequence[sqlite3.Row], whole: Values) -> dict[int, Values]:
        """The deadlines of ``task``; ``whole`` is kept with the one that speaks for it."""
        now, originally = speaking(
            [(r["deadline_id"], *(sql.day(r[name]) for name in ("original_due", "due", "done_on"))) for r in rows]
        )
        begun = int(any(r["begun"] for r in rows))
        done = [r["done_on"] for r in rows]
        ended = max(done) if all(done) else rows[0]["cancelled_on"]
        other = dict.fromkeys(OF_THE_TASK)
        names = ("decision_id", "group_id", "position", "kind", "deadline_kind", "undated")
        of_task = dict(zip(names, self._traits[task].counted, strict=True))
        return {
            r["deadline_id"]: {name: r[name] for name in COMPARED}
            | {"speaks": int(r["deadline_id"] == now), "speaks_original": int(r["deadline_id"] == originally)}
            | {"begun": begun if r["deadline_id"] in {now, originally} else r["begun"], "ended_on": ended}
            | (whole if r["deadline_id"] == now else other)
            | of_task
            for r in rows
        }

    def _of_the_task(self, task: int, rows: Sequence[sqlite3.Row], stirred: str | None, handed: str | None) -> Values:
        """What is kept with the deadline that speaks for ``task``."""
        heard = max((r["last_on"] or "" for r in rows), default="")
        starts = self._starts.get(task)
        last_done = max((r["original_due"] or "" for r in rows if r["done_on"]), default="")
        skipped = [r["due"] for r in rows if not r["done_on"] and r["due"] and r["original_due"] < last_done]
        unproven = [r["done_on"] for r in rows if r["done_on"] and not r["document"]]
        return {
            "silent_since": max(self._assigned[task], starts.isoformat() if starts else "", stirred or "", heard),
            "skipped_due": min(skipped, default=None),
            "handed_over_on": handed if handed and heard < handed else None,
            "unproven_on": min(unproven, default=None) if self._traits[task].has_product else None,
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
        held = {name: repr(value) if isinstance(value, bytes) else value for name, value in row.held.items()}
        change.record("standing", row.task, place | held, place | row.right)  # type: ignore[arg-type]
    change.summary = ", ".join(map(str, tasks[:50]))
    return tasks
