"""What a register's file is known by, and the connection that both lanes share."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x74756870  # "tuhp"
FORMAT = 5  # user_version; one more with every migration


class Connection(sqlite3.Connection):
    """A connection whose transactions only :class:`Register` ends.

    SQLAlchemy calls ``commit`` and ``rollback`` on what it is given; here both lanes share one transaction, so these
    do nothing, and the register says COMMIT and ROLLBACK as SQL.
    """

    def commit(self) -> None:
        """Nothing: the register commits."""

    def rollback(self) -> None:
        """Nothing: the register rolls back."""
