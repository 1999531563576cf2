"""Changes of a journal's history, planted past the program, for tests and measurements; each says where it must show.

``plant(connection, kind, n)`` changes the journal behind an open connection at the entry ``n``. Most kinds show by
the chain alone; a tail that was cut off and a chain that was made anew only against a mark kept elsewhere.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tuphap_cli.domain.journal import JournalEntry, JournalFinding, chained_hash

FIELDS = ("at", "actor", "command", "summary", "changes", "hash")
NEED_ANCHOR = ("cut", "regrown")
KINDS = (*(f"field {name}" for name in FIELDS), "removed", "closed up", "swapped", "repeated", *NEED_ANCHOR)


class Planted(NamedTuple):
    """What a verification against the mark of the journal as it was must find, and at which entry.

    ``alone`` says that it shows without the mark, too.
    """

    finding: JournalFinding
    at: int
    alone: bool


def plant(connection: sqlite3.Connection, kind: str, n: int) -> Planted:
    """Plant a change of ``kind`` at the entry ``n``; "swapped", "repeated" and "closed up" need one after it."""
    connection.execute("PRAGMA foreign_keys = OFF")
    last = connection.execute("SELECT MAX(seq) FROM journal").fetchone()[0]
    if kind.startswith("field "):
        _field(connection, kind.removeprefix("field "), n)
        return Planted(JournalFinding.BROKEN, n, alone=True)
    if kind == "removed":
        connection.execute("DELETE FROM journal WHERE seq = ?", (n,))
        return (
            Planted(JournalFinding.GAP, n, alone=True)
            if n < last
            else Planted(JournalFinding.SHORTER, n, alone=False)
        )
    if kind == "closed up":
        connection.execute("DELETE FROM journal WHERE seq = ?", (n,))
        connection.execute("UPDATE journal SET seq = -(seq - 1) WHERE seq > ?", (n,))
        connection.execute("UPDATE journal SET seq = -seq WHERE seq < 0")
        return Planted(JournalFinding.BROKEN, n, alone=True)
    if kind == "swapped":
        _put(connection, n, n + 1)
        return Planted(JournalFinding.BROKEN, n, alone=True)
    if kind == "repeated":
        connection.execute("DELETE FROM journal WHERE seq = ?", (n + 1,))
        names = ", ".join(FIELDS)
        connection.execute(
            f"INSERT INTO journal (seq, {names}) SELECT ?, {names} FROM journal WHERE seq = ?", (n + 1, n)
        )
        return Planted(JournalFinding.BROKEN, n + 1, alone=True)
    if kind == "cut":
        connection.execute("DELETE FROM journal WHERE seq >= ?", (n,))
        return Planted(JournalFinding.SHORTER, n, alone=False)
    assert kind == "regrown", kind
    _field(connection, "summary", n)
    _regrow(connection, n)
    return Planted(JournalFinding.DIFFERS, last, alone=False)


def _field(connection: sqlite3.Connection, name: str, n: int) -> None:
    """One letter of a field becomes another."""
    text = str(connection.execute(f"SELECT {name} FROM journal WHERE seq = ?", (n,)).fetchone()[0])
    middle = len(text) // 2
    changed = text[:middle] + ("1" if text[middle : middle + 1] != "1" else "2") + text[middle + 1 :]
    connection.execute(f"UPDATE journal SET {name} = ? WHERE seq = ?", (changed, n))


def _put(connection: sqlite3.Connection, one: int, other: int) -> None:
    """Two entries change places, each with all that it says."""
    connection.execute("UPDATE journal SET seq = -1 WHERE seq = ?", (one,))
    connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (one, other))
    connection.execute("UPDATE journal SET seq = ? WHERE seq = -1", (other,))


def _regrow(connection: sqlite3.Connection, n: int) -> None:
    """Make the chain anew from the entry ``n`` on, as whoever can write the file may."""
    before = connection.execute("SELECT hash FROM journal WHERE seq = ?", (n - 1,)).fetchone()
    previous = before[0] if before else "0" * 64
    rows = connection.execute(
        "SELECT seq, at, actor, command, summary, changes FROM journal WHERE seq >= ? ORDER BY seq", (n,)
    ).fetchall()
    for row in rows:
        previous = chained_hash(previous, JournalEntry(*row))
        connection.execute("UPDATE journal SET hash = ? WHERE seq = ?", (previous, row[0]))
