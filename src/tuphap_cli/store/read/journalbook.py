"""The journal as it is in the file: streamed, narrowed, or one entry of it. Never writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from ...domain import journal
from ...domain.journal import JournalEntry, RowChange, Turn
from ...text import fold
from .. import dialect

ALL = "SELECT seq, at, actor, command, summary, changes, hash FROM journal ORDER BY seq"
ONE = "SELECT seq, at, actor, command, summary, changes, hash FROM journal WHERE seq = :seq"
COMMANDS = "SELECT seq, command FROM journal ORDER BY seq"

# The last entry up to another that touched a row: ["progress",17, is in its changes only as such, since quotes
# within a text are escaped there.
TOUCHING = f"""
SELECT seq, command, changes FROM journal WHERE seq <= :until AND {dialect.contains("changes", "row")}
ORDER BY seq DESC LIMIT 1
"""

# The first hash, which registers grown from one share, and the last entry.
ENDS = """
SELECT (SELECT hash FROM journal ORDER BY seq LIMIT 1), seq, at FROM journal ORDER BY seq DESC LIMIT 1
"""


class Ends(NamedTuple):
    """What a register is known by (``origin``), how often it was written, and when last (UTC)."""

    origin: str
    seq: int
    at: datetime


class Wanted(NamedTuple):
    """Which entries of the journal are wanted; days are the office's own, ``command`` the first words of it."""

    task: int | None = None
    command: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None


def chained(connection: sqlite3.Connection) -> Iterator[tuple[JournalEntry, str]]:
    """All entries, oldest first, each with the hash that is beside it."""
    return ((_entry(row), str(row["hash"])) for row in connection.execute(ALL))


def entry(connection: sqlite3.Connection, seq: int) -> JournalEntry | None:
    """The entry with the number ``seq``."""
    row = connection.execute(ONE, {"seq": seq}).fetchone()
    return _entry(row) if row else None


def ends(connection: sqlite3.Connection) -> Ends:
    """The journal's first and last entry in short; a journal without any has no origin."""
    row = connection.execute(ENDS).fetchone()
    if row is None:
        return Ends("", 0, datetime.min.replace(tzinfo=UTC))
    at = local(str(row[2])) or datetime.min.replace(tzinfo=UTC)
    return Ends(str(row[0]), row[1], at.astimezone(UTC))


def journal_turns(connection: sqlite3.Connection) -> list[Turn]:
    """What every entry means for the history of undoing, oldest first."""
    return list(journal.turns((row[0], str(row[1])) for row in connection.execute(COMMANDS)))


def changes_at(connection: sqlite3.Connection, seq: int) -> list[RowChange]:
    """The rows that the entry with the number ``seq`` changed."""
    found = entry(connection, seq)
    return journal.changes_of(found.changes) if found else []


def last_touch(connection: sqlite3.Connection, table: str, row: int, until: int) -> tuple[int, str] | None:
    """The number and the command of the last entry, up to the number ``until``, that touched a row."""
    wanted = {"until": until, "row": f'["{table}",{row},'}
    found = connection.execute(TOUCHING, wanted).fetchone()
    return (found["seq"], found["command"]) if found else None


def as_made(connection: sqlite3.Connection, table: str, row: int, until: int) -> dict[str, journal.Scalar]:
    """A row of the ledger as it was entered; the last of that id up to the entry ``until``."""
    wanted = {"until": until, "row": f'["{table}",{row},null,'}
    found = connection.execute(TOUCHING, wanted).fetchone()
    made = [c for c in journal.changes_of(found["changes"]) if (c.table, c.row) == (table, row)] if found else []
    return dict(made[-1].after or {}) if made else {}


def local(at: str) -> datetime | None:
    """The moment ``at`` in the clock of the office; None for what is no moment."""
    try:
        return datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError):
        return None


def entries(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[JournalEntry]:
    """The entries that are wanted, oldest first."""
    owners: dict[tuple[str, int], int] = {}
    for row in connection.execute(ALL):
        found = _entry(row)
        if wanted.task is not None and not _concerns(journal.changes_of(found.changes), wanted.task, owners):
            continue
        if _fits(found, wanted):
            yield found


def _fits(found: JournalEntry, wanted: Wanted) -> bool:
    command = fold(wanted.command)
    if command and not f"{fold(found.command)} ".startswith(f"{command} "):
        return False
    if wanted.actor and fold(wanted.actor) not in fold(found.actor):
        return False
    at = local(found.at)
    day = at.date() if at else date.min
    return (wanted.since is None or wanted.since <= day) and (wanted.until is None or day <= wanted.until)


def _concerns(changes: list[RowChange], task: int, owners: dict[tuple[str, int], int]) -> bool:
    """Whether rows of ``task`` are among ``changes``; ``owners`` learns whose the rows are that do not say it."""
    concerned = False
    for change in changes:
        owner = change.row if change.table == "task" else change.values.get("task_id")
        if isinstance(owner, int):
            owners[change.table, change.row] = owner
        concerned = concerned or owners.get((change.table, change.row)) == task
    return concerned


def _entry(row: sqlite3.Row) -> JournalEntry:
    return JournalEntry(row["seq"], *(str(row[name]) for name in ("at", "actor", "command", "summary", "changes")))
