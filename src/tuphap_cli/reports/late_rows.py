"""The overdue deadlines that a list shows first, with how many there are of each unit."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..store.read import entries, late_counts, queries
from ..store.read.counting import DeadlineCount, Scope
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from ..text import sort_key


class LateRows(NamedTuple):
    """Overdue deadlines, the longest delay first, and how many there are by unit name.

    ``rows`` are all of them, or the first in the order in which a reader sees them, by unit.
    """

    rows: list[TaskRow]
    by_unit: dict[str, DeadlineCount]

    @property
    def number(self) -> DeadlineCount:
        """How many deadlines are overdue, shown or not, and of how many tasks (each has one lead unit)."""
        counts = self.by_unit.values()
        return DeadlineCount(sum(c.deadlines for c in counts), sum(c.tasks for c in counts))


def first_late(connection: sqlite3.Connection, as_of: date, limit: int | None) -> LateRows:
    """The overdue deadlines on ``as_of``; with a ``limit`` only so many are read, those of the first units."""
    if limit is None:
        rows = list(queries.overdue_rows(connection, as_of))
        return LateRows(rows, _by_unit(rows))
    names = entries.unit_names(connection, as_of)
    counted = late_counts.overdue_by_unit(connection, Scope(as_of))
    units = first_units({unit: count.deadlines for unit, count in counted.items()}, names, limit)
    rows = [row for some in units for row in queries.overdue_rows(connection, as_of, some)]
    rows.sort(key=lambda row: (sort_key(row.unit_name), row.measured or as_of, row.task))
    by_unit: dict[str, DeadlineCount] = {}
    for unit, count in counted.items():
        before = by_unit.get(names[unit][1], DeadlineCount(0, 0))
        by_unit[names[unit][1]] = DeadlineCount(before.deadlines + count.deadlines, before.tasks + count.tasks)
    return LateRows(rows[:limit], by_unit)


def _by_unit(rows: Sequence[TaskRow]) -> dict[str, DeadlineCount]:
    """How many deadlines and tasks ``rows`` have, by unit name."""
    deadlines = Counter(row.unit_name for row in rows)
    tasks = Counter(unit for unit, _task in {(row.unit_name, row.task) for row in rows})
    return {unit: DeadlineCount(number, tasks[unit]) for unit, number in deadlines.items()}


def first_units(
    counted: Mapping[int | None, int], names: Mapping[int | None, tuple[str, str]], limit: int
) -> list[Filters]:
    """Filters for the first units by name that have ``limit`` rows together, by how many each has."""
    taken: list[int] = []
    found: list[Filters] = []
    number = 0
    for unit in sorted(counted, key=lambda unit: sort_key(names[unit][1])):
        if number >= limit:
            break
        number += counted[unit]
        if unit is None:
            found.append(Filters(led=False))
        else:
            taken.append(unit)
    return [*found, Filters(units=tuple(taken))] if taken else found
