"""What a register's file is known by, and the connection that both lanes share."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from .. import dialect

APPLICATION_ID = 0x74756870  # "tuhp"
FORMAT = 8  # user_version; one more with every migration
BUSY_SECONDS = 8  # for which a command waits until another has written
_HELD_PAGES = 65_536  # 256 MB: pages written before the end of a long import would shut readers out until then


class Connection(sqlite3.Connection):
    """A connection whose transactions only :class:`Register` ends.

    SQLAlchemy calls ``commit`` and ``rollback`` on what it is given; here both lanes share one transaction, so these
    do nothing, and the register says COMMIT and ROLLBACK as SQL. ``sealed`` is False where, at the opening, another
    program had written to the file.
    """

    sealed = True
    on_server = False

    def commit(self) -> None:
        """Nothing: the register commits."""

    def rollback(self) -> None:
        """Nothing: the register rolls back."""


def connect_to(path: Path, mode: str) -> Connection:
    """A connection to the file at ``path``, set as a register's; ``mode`` is SQLite's: "ro" or "rw"."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, factory=Connection, timeout=BUSY_SECONDS)
    try:
        dialect.prepare(connection, _HELD_PAGES)
        dialect.harden(connection)
    except sqlite3.Error:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


def copied(connection: Connection) -> Connection:
    """A copy of what ``connection`` sees, in memory: whoever reads it long keeps nobody from writing."""
    copy = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    connection.backup(copy)
    dialect.harden(copy)
    copy.sealed = connection.sealed
    copy.row_factory = sqlite3.Row
    return copy
