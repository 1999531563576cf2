"""The work that is open on a day: of each task the occurrences due by a day, else the one that speaks for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ...domain.states import governing
from . import deadline_choice, queries
from .filters import Filters
from .queries import TaskRow


class OpenWork(NamedTuple):
    """An open deadline of a task, or a task without one, and what its occurrence is called ("" for a single one)."""

    row: TaskRow
    occurrence: str


def open_work(
    connection: sqlite3.Connection, as_of: date, until: date, filters: Filters | None = None
) -> Iterator[OpenWork]:
    """What is neither done, suspended nor cancelled on ``as_of``, in the order of the plans.

    Of a recurring task: the open occurrences due by ``until``, else the earliest open one.
    """
    for _task, found in groupby(queries.deadline_rows(connection, as_of, filters), key=lambda row: row.task):
        rows = list(found)
        running = [r for r in rows if r.done_on is None and r.suspended_on is None and r.cancelled_on is None]
        if not running:
            continue
        due = [row for row in running if row.due is not None and row.due <= until]
        wanted = due or [running[governing(row.standing for row in running)]]
        named: dict[int, str] = {}
        if len(rows) > 1:
            coming = deadline_choice.coming_deadlines(connection, wanted[0].task, as_of)
            named = deadline_choice.deadline_names(connection, rows, coming)
        yield from (OpenWork(row, named.get(row.deadline_id or 0, "")) for row in wanted)
