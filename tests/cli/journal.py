"""What the journal says of the commands that wrote."""

from __future__ import annotations

from typing import NamedTuple

from tests.support.registers import Clerk


class Entry(NamedTuple):
    """One command that wrote."""

    command: str
    actor: str
    summary: str


def entries(clerk: Clerk) -> list[Entry]:
    """The journal, oldest first."""
    rows = clerk.register.connection.execute("SELECT command, actor, summary FROM journal ORDER BY seq")
    return [Entry(*row) for row in rows]
