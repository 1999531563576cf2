"""By what a register is known, and which backups are its own. Light: the daily overview asks, too.

Registers of one name may share a folder for their backups. What is said of a file here is not checked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from .. import dialect
from ..file import known_schema, leftovers
from .backups import Listed


class Identity(NamedTuple):
    """The hash of a register's first journal row and when that row was written ("" without any)."""

    origin: str = ""
    begun: str = ""

    def other_than(self, other: Identity) -> bool:
        """Whether the two are known to be different registers; one whose journal was made anew still began then."""
        return bool(self.origin and other.origin and self.origin != other.origin and self.begun != other.begun)


def identity_of(connection: sqlite3.Connection) -> Identity:
    """By what the register behind ``connection`` is known."""
    first = connection.execute("SELECT hash, at FROM journal ORDER BY seq LIMIT 1").fetchone()
    return Identity(str(first[0]), str(first[1])) if first else Identity()


def of_file(path: Path) -> Identity:
    """By what the register or backup at ``path`` is known, as far as it can be read."""
    # A journal left by a crash must be played back first; that needs a writing connection.
    if not path.is_file():
        return Identity()
    mode = "rw" if leftovers.journal(path).recover else "ro"
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True)) as connection:
            dialect.harden(connection)
            version = dialect.read_format(connection)
            strange = next(known_schema.foreign(connection, version), None)
            return identity_of(connection) if strange is None else Identity()
    except (sqlite3.Error, UnicodeDecodeError):
        return Identity()


def own(found: Iterable[Listed], register: Identity) -> Iterator[Listed]:
    """Those of ``found`` that are not known to be of another register."""
    return (backup for backup in found if not of_file(backup.path).other_than(register))
