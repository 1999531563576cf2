"""Is a register's file whole? The checks that a backup passes before it gets its name and before it is restored.

A backup may be of an older format than the program's, so nothing here asks for more than the first format had.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ... import errors, paths
from ...domain import journal
from ...domain.model import N_, Note, note
from .. import dialect
from ..backup import backups, identity
from ..backup.identity import Identity
from ..file import known_schema
from ..file.connection import APPLICATION_ID, BUSY_SECONDS, FORMAT
from ..file.sqlite_faults import translated
from ..read import journalbook

_SEEN = 3  # findings of SQLite that are worth telling


class FileFacts(NamedTuple):
    """What a register's file holds: its format, how many rows each table has, how long the journal is.

    ``head`` is the hash of the journal's last row, ``origin`` that of its first ("" without any): registers with
    the same origin have grown from one; ``last_at`` is when the last row was written, on this machine's clock,
    ``begun`` when the first was, as it is there.
    """

    format: int
    rows: Mapping[str, int]
    seq: int
    head: str
    origin: str
    last_at: datetime | None
    begun: str = ""

    @property
    def known_by(self) -> Identity:
        """By what the register is known."""
        return Identity(self.origin, self.begun)

    @property
    def mark(self) -> str:
        """The verification mark, as reports have it."""
        return journal.journal_mark(self.seq, self.head)

    @property
    def tasks(self) -> int:
        """How many tasks it holds."""
        return self.rows.get("task", 0)


@contextmanager
def reading_file(path: Path) -> Iterator[sqlite3.Connection]:
    """One consistent view of a register's file of any format; a RegisterFault says why there is none.

    The file is never opened but by SQLite: closing it otherwise would drop the locks that this process holds on it.
    """
    if not path.exists():
        raise backups.missing(path)
    paths.refuse_streams(path)
    # A journal left by a crash must be played back first; that needs a writing connection.
    leftover = backups.journal_of(path)
    recover = leftover.exists() and leftover.stat().st_size > 0 and os.access(path, os.W_OK)
    with translated(path):
        connection = connect(path, "rw" if recover else "ro")
        try:
            connection.execute("BEGIN")
            if dialect.read_owner(connection) != APPLICATION_ID:
                raise errors.NotARegister(path=path, why=N_("it belongs to another program"))
            found = dialect.read_format(connection)
            if found > FORMAT:
                raise errors.NewerRegister(path=path, found=found, known=FORMAT)
            known_schema.refuse_foreign(connection, path, found)
            yield connection
        finally:
            connection.close()


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection; ``mode`` is SQLite's: "ro" or "rw"."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.row_factory = sqlite3.Row
    dialect.harden(connection)
    return connection


def facts(connection: sqlite3.Connection) -> FileFacts:
    """What the file behind ``connection`` holds, unchecked."""
    names = dialect.table_names(connection)
    rows = {name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}
    last = connection.execute("SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    first = identity.identity_of(connection)
    return FileFacts(
        format=dialect.read_format(connection),
        rows=rows,
        seq=last["seq"] if last else 0,
        head=last["hash"] if last else journal.GENESIS,
        origin=first.origin,
        begun=first.begun,
        last_at=_local(last["at"]) if last else None,
    )


def _local(text: str) -> datetime | None:
    """A journal's time (UTC) on the clock of this machine; None for what is no time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone().replace(tzinfo=None)


def glance(path: Path) -> FileFacts:
    """What the file at ``path`` holds, unchecked."""
    with reading_file(path) as connection:
        return facts(connection)


def checked_file(path: Path) -> FileFacts:
    """What the file at ``path`` holds, after every check: SQLite's own, the references, the journal's chain.

    Raises:
        RegisterDamaged: where one finds something
    """
    with reading_file(path) as connection:
        if (why := _structure(connection) or _references(connection) or _chain(connection)) is not None:
            raise errors.RegisterDamaged(path=path, why=why)
        return facts(connection)


def good_backup(path: Path) -> FileFacts:
    """What the backup at ``path`` holds, after every check, that of its bytes among them.

    Raises:
        BackupDamaged: where anything is wrong with it
        NewerRegister: where it is good, for all that is known, but of a later program
    """
    same_bytes(path)
    try:
        return checked_file(path)
    except errors.NewerRegister:
        raise
    except errors.RegisterFault as error:
        raise errors.BackupDamaged(path=path, why=why_of(error)) from error


def why_of(error: errors.RegisterFault) -> Note:
    """What an error says is wrong, without the path, to be part of another sentence."""
    why = error.facts.get("why")
    if why is None:
        return error.sentence
    return why if isinstance(why, Note) else backups.plain_name(why)


def same_bytes(path: Path) -> bool:
    """Whether a sum is beside the backup at ``path``; BackupDamaged where its bytes are not those of the sum."""
    expected = backups.expected_digest(path)
    if expected is None:
        return False
    with backups.backup_remark(path):
        if backups.digest(path) != expected:
            raise errors.BackupDamaged(path=path, why=note(N_("its bytes are not those that were written (SHA-256)")))
    return True


def _structure(connection: sqlite3.Connection) -> Note | None:
    found = dialect.damages(connection, _SEEN)
    return note("{findings}", findings="; ".join(found).replace("\n", " ")) if found else None


def _references(connection: sqlite3.Connection) -> Note | None:
    if not dialect.has_orphan(connection):
        return None
    first = dialect.orphans(connection)[0]
    return note(
        N_("a row of {table} refers to a row of {other} that is not there"), table=first.table, other=first.parent
    )


def _chain(connection: sqlite3.Connection) -> Note | None:
    found = journal.verify_chain(journalbook.chained(connection))
    return None if found.at is None else note(N_("the journal's chain is broken at row {seq}"), seq=found.at)
