"""The seal of a register: by it a change shows that another program has made, at once and whatever the size.

SQLite counts in the header of a file every transaction that has changed it (https://sqlite.org/fileformat2.html,
1.3.7). Each command that writes leaves in the table ``seal`` the count that its own commit is going to make. Where
the two differ, something else has written since; which rows, only an examination can tell. A seal that is broken
stays so until ``doctor --repair`` has found every row to be as the journal has it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import BinaryIO, ClassVar

from ... import errors
from .. import dialect

_COUNT_AT, _COUNT_BYTES = 24, 4
# Also where another program has removed the row.
_SEAL = """
INSERT INTO seal (id, counter) VALUES (1, :counter) ON CONFLICT (id) DO UPDATE SET counter = excluded.counter
"""


class CountedFile:
    """The file of a register, to read its count from; close it after the connection that it was opened for.

    Closing a file drops the locks that this process holds on it, those of SQLite among them. So one that is open
    already is shared, and closed by the last that uses it.
    """

    _open: ClassVar[dict[tuple[int, int], list[CountedFile]]] = {}  # by drive and number, all that share one

    def __init__(self, path: Path) -> None:
        """Open the file at ``path``; RegisterUnreadable where the system refuses."""
        try:
            found = path.stat()
            self._key = found.st_dev, found.st_ino
            sharing = self._open.get(self._key, [])
            self.file: BinaryIO = sharing[0].file if sharing else path.open("rb", buffering=0)
        except OSError as error:
            raise errors.RegisterUnreadable(path=path, why=error.strerror or error) from None
        self._open[self._key] = [*sharing, self]

    def close(self) -> None:
        """Use the file no more."""
        others = [one for one in self._open.get(self._key, []) if one is not self]
        if others:
            self._open[self._key] = others
        elif self._open.pop(self._key, None):
            self.file.close()

    @property
    def count(self) -> int:
        """How many transactions have changed the file, as its header says."""
        self.file.seek(_COUNT_AT)
        return int.from_bytes(self.file.read(_COUNT_BYTES), "big")


def intact(connection: sqlite3.Connection, file: CountedFile) -> bool:
    """Whether no other program has written since the last command that did; True where there is no seal yet.

    To be asked within a transaction, so that nobody writes between the two readings.
    """
    if "seal" not in dialect.table_names(connection):  # of a format that had none
        return True
    row = connection.execute("SELECT counter FROM seal").fetchone()
    return row is not None and bool(row[0] == file.count)


def renew(connection: sqlite3.Connection, file: CountedFile) -> None:
    """Seal the register as the transaction under way leaves it; the last thing before its COMMIT."""
    if "seal" in dialect.table_names(connection):
        connection.execute(_SEAL, {"counter": file.count + 1})


def renew_alone(connection: sqlite3.Connection, file: CountedFile) -> None:
    """Seal a register that has just been made or copied, in a transaction of its own."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        renew(connection, file)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
