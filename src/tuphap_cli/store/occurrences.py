"""The deadlines of one task and what its occurrences are called; the light lane reads them before it writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import errors
from ..domain.model import vn_date
from . import sql

if TYPE_CHECKING:
    from .queries import TaskRow


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A deadline as the ledger's verbs need it: the day as it was read, the day in force, what is recorded on it."""

    id: int
    due: date
    due_now: date | None
    done_on: date | None
    percent: int
    last_on: str | None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def deadlines(connection: sqlite3.Connection, task: int, begun: date = date.max) -> list[DatedRow]:
    """The deadlines of a task in the order of their days; of a further year only what has ``begun`` by a day."""
    rows = connection.execute(sql.DEADLINES_OF, {"task": task, "begun": begun.isoformat()})
    return [
        DatedRow(r["id"], date.fromisoformat(r["due"]), _day(r["due_now"]), _day(r["done_on"]), r["percent"],
                 r["last_on"])
        for r in rows
    ]  # fmt: skip


def _rule_and_year(connection: sqlite3.Connection, task: int) -> tuple[str, int]:
    rule, year = connection.execute(sql.RULE_AND_YEAR, (task,)).fetchone()
    return rule, year


def chosen(connection: sqlite3.Connection, task: int, rows: Sequence[DatedRow], period: str) -> DatedRow:
    """The occurrence of a task that ``period`` names, of several the only open one; NoOccurrence for none."""
    from ..domain import occurrences

    rule, year = _rule_and_year(connection, task)
    known = occurrences.named([(row.due, row.due_now) for row in rows], rule, year)
    fits = [rows[i] for i in occurrences.fitting(period, known, rule, year)]
    if len(fits) > 1:
        fits = [row for row in fits if row.done_on is None]
    if len(fits) != 1:
        shown = ", ".join(f"{one.name} ({vn_date(one.in_force or one.due)})" for one in known)
        raise errors.NoOccurrence(task=task, value=period, known=shown or "–")
    return fits[0]


def name_of(connection: sqlite3.Connection, task: int, rows: Sequence[DatedRow], target: DatedRow) -> str:
    """What the occurrence ``target`` among ``rows`` is called."""
    from ..domain import occurrences

    names = occurrences.names([row.due for row in rows], *_rule_and_year(connection, task))
    return names[list(rows).index(target)]


def names(connection: sqlite3.Connection, rows: Iterable[TaskRow]) -> dict[int, str]:
    """What the occurrences of one task are called, by the ids of its deadlines; nothing for a single deadline."""
    from ..domain import occurrences

    dated = sorted(
        (row.original_due, row.deadline_id, row.task) for row in rows if row.original_due and row.deadline_id
    )
    if len(dated) < 2:
        return {}
    found = occurrences.names([due for due, _id, _task in dated], *_rule_and_year(connection, dated[0][2]))
    return {row_id: name for (_due, row_id, _task), name in zip(dated, found, strict=True)}
