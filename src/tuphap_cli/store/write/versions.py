"""The versions of rows that clerks edit: a command prepared on an older one is refused with who was there before.

A command reads and writes in one transaction, so nothing comes between its own reading and writing. A version counts
where something was read earlier: a list that went out to be filled in, a program that keeps a connection open.
"""

from __future__ import annotations

import sqlite3

from ... import errors
from ...domain.model import N_
from ..read import journalbook

# Each table whose rows have a version: what a row is called, and how it is named to a clerk.
VERSIONED = {
    "decision": (N_("decision"), "SELECT number FROM decision WHERE id = :row"),
    "unit": (N_("unit"), "SELECT code FROM unit WHERE id = :row"),
    "task": (N_("task"), "SELECT id FROM task WHERE id = :row"),
    "day_off": (N_("day"), "SELECT day FROM day_off WHERE id = :row"),
    "obstacle": (N_("obstacle"), "SELECT id FROM obstacle WHERE id = :row"),
    "filing": (N_("filing"), "SELECT id FROM filing WHERE id = :row"),
    "period_text": (N_("text of a report"), "SELECT part FROM period_text WHERE id = :row"),
}
_LAST = "SELECT MAX(seq) FROM journal"


def version_of(connection: sqlite3.Connection, table: str) -> dict[int, int]:
    """The version of every row of ``table`` by its id."""
    return {row[0]: row[1] for row in connection.execute(f"SELECT id, version FROM {table}")}


def expect(connection: sqlite3.Connection, table: str, row: int, version: int) -> None:
    """Refuse a row that is not of this version.

    Raises:
        Changed: the row is not (or no longer) of this version
    """
    present = connection.execute(f"SELECT version FROM {table} WHERE id = :row", {"row": row}).fetchone()
    if present is None or present[0] != version:
        raise changed(connection, table, row)


def changed(connection: sqlite3.Connection, table: str, row: int) -> errors.Changed:
    """The error for a row that someone has changed, with who it was and when, as the journal says."""
    thing, statement = VERSIONED[table]
    named = connection.execute(statement, {"row": row}).fetchone()
    last = connection.execute(_LAST).fetchone()[0] or 0
    touch = journalbook.last_touch(connection, table, row, last)
    entry = journalbook.entry(connection, touch[0]) if touch else None
    at = journalbook.local(entry.at) if entry else None
    return errors.Changed(
        thing=thing,
        value=named[0] if named else row,
        actor=entry.actor if entry else "–",
        at=f"{at:%d/%m/%Y %H:%M}" if at else "–",
        command=entry.command if entry else "–",
        number=entry.seq if entry else 0,
    )
