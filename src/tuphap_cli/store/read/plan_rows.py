"""The tasks of a decision as they are compared with the rows of its plan's file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

TASKS_OF_DECISION = """
SELECT id, item, title, printed, position, group_id FROM task WHERE decision_id = :decision ORDER BY position
"""

PRINTED = "SELECT item, printed FROM task WHERE decision_id = :decision"


class PlanRow(NamedTuple):
    """A task of a decision; ``printed`` is its row in the file last imported, as JSON ("": entered by hand)."""

    task: int
    item: str
    title: str
    printed: str
    position: int
    group: int | None


def tasks_of_decision(connection: sqlite3.Connection, decision: int | None) -> Iterator[PlanRow]:
    """The tasks of the decision with the id ``decision``, in the order of its plan."""
    return (PlanRow(*row) for row in connection.execute(TASKS_OF_DECISION, {"decision": decision}))


def printed_by_item(connection: sqlite3.Connection, decision: int | None) -> dict[str, str]:
    """The rows of a decision's tasks as they were in the file last imported, by item."""
    return dict(connection.execute(PRINTED, {"decision": decision}))
