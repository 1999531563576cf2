"""What a check has told, and to whom: the one thing that it writes, so that the next tells only what is new.

It is no fact of the register: the journal does not have it, and nothing else follows from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..file.register import Register

TOLD = "SELECT mark, told_on FROM check_told WHERE channel = :channel AND unit = :unit"
TELL = """
INSERT INTO check_told (channel, unit, mark, told_on) VALUES (:channel, :unit, :mark, :told_on)
ON CONFLICT (channel, unit, mark) DO NOTHING
"""
FORGET = "DELETE FROM check_told WHERE channel = :channel AND unit = :unit AND mark = :mark"


class Channel(StrEnum):
    """The way in which a check is told."""

    OUTPUT = "output"  # to stdout or into a file
    MAIL = "mail"


class Listener(NamedTuple):
    """Who hears a check: by which way, and about which unit (its id; 0: about the whole office)."""

    channel: Channel
    unit: int = 0

    def values(self) -> dict[str, str | int]:
        """The parameters of the statements."""
        return {"channel": self.channel.value, "unit": self.unit}


class Told(NamedTuple):
    """The marks of what has been told and still is so, and the day on which anything was told last."""

    marks: frozenset[str] = frozenset()
    last: date | None = None


def told(connection: sqlite3.Connection, listener: Listener) -> Told:
    """What ``listener`` has been told."""
    rows = connection.execute(TOLD, listener.values()).fetchall()
    days = [date.fromisoformat(row["told_on"]) for row in rows]
    return Told(frozenset(row["mark"] for row in rows), max(days, default=None))


def tell(
    register: Register, listener: Listener, before: Told, marks: Collection[str], on: date, actor: str, command: str
) -> None:
    """Record that ``listener`` knows ``marks``, and no longer what was told ``before`` and is so no more.

    A short transaction; none where nothing changes.

    Raises:
        RegisterFault: it cannot be written, or another program writes it for too long
    """
    gone = [listener.values() | {"mark": mark} for mark in before.marks.difference(marks)]
    values = listener.values() | {"told_on": on.isoformat()}
    come = [values | {"mark": mark} for mark in sorted(set(marks) - before.marks)]
    if not gone and not come:
        return
    with register.beside_journal(command, actor) as connection:
        connection.executemany(FORGET, gone)
        connection.executemany(TELL, come)
