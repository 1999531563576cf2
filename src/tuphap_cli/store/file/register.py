"""Opening a register: one SQLite connection that serves both lanes, and its transactions.

Rollback journal with synchronous=EXTRA and ``BEGIN IMMEDIATE`` for every write: a short-lived program gains nothing
from WAL, and network drives or forgotten side files would lose data. Readers open the file read-only.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ... import errors, paths
from ...domain.model import N_, Note, note
from ...text import without_password
from .. import dialect
from . import known_schema, leftovers, place
from .connection import APPLICATION_ID, FORMAT, Connection

if TYPE_CHECKING:
    from ..write.change import Change

__all__ = ["APPLICATION_ID", "FORMAT", "Connection", "Register"]

BUSY_SECONDS = 8
_HELD_PAGES = 65_536  # 256 MB: pages written before the end of a long import would shut readers out until then
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_NAMING = 0.1  # seconds in which a new register gets its name


class Register:
    """An open register. Close it, or use it as a context manager."""

    def __init__(self, path: Path, connection: Connection, *, writable: bool, remarks: tuple[Note, ...] = ()) -> None:
        self.path = path
        self.connection = connection
        self.writable = writable
        self.remarks = remarks  # what the clerk should know, though the register can be used

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    @classmethod
    def open(
        cls, path: Path | str, *, write: bool = False, shared: bool = False, keep_mode: bool = False
    ) -> Register:
        """The register at ``path``, checked before anything else is done with it.

        Raises a RegisterFault that says what is wrong: none there, foreign, newer, older, unreadable, read-only, or
        to be written where others may write it too and ``shared`` does not allow that.
        """
        found = cls.of_any_format(path, write=write, shared=shared, keep_mode=keep_mode)
        try:
            if found.format != FORMAT:
                wrong = errors.NewerRegister if found.format > FORMAT else errors.OlderRegister
                raise wrong(path=path, found=found.format, known=FORMAT)
            with translated(found.path):
                known_schema.refuse_foreign(found.connection, found.path, FORMAT)
        except errors.TuphapError:
            found.connection.close()
            raise
        return found

    @property
    def format(self) -> int:
        """The format that the file says it has."""
        with translated(self.path):
            return dialect.read_format(self.connection)

    @classmethod
    def of_any_format(
        cls, path: Path | str, *, write: bool = False, shared: bool = False, keep_mode: bool = False
    ) -> Register:
        """The register at ``path`` as :meth:`open` gives it, but also where its format is not the present one.

        One that another tool has left in WAL mode is switched back by a command that writes, but with ``keep_mode``.
        """
        if isinstance(path, str):
            raise errors.ServerRegister(path=without_password(path))
        path = paths.followed(path)  # SQLite keeps its journal beside the file itself
        check_header(path)
        if write:
            _only_name(path)
        if write and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise errors.RegisterReadOnly(path=path if not os.access(path, os.W_OK) else path.parent)
        remarks = [] if shared else _shared(path, write=write)
        # A journal left by a crash must be played back before anything is read; that needs a writing connection.
        left = leftovers.journal(path)
        with translated(path):
            connection = connect_to(path, "rw" if write or left.recover else "ro")
            try:
                version = dialect.read_format(connection)
                if dialect.in_wal_mode(connection):
                    remarks.append(
                        leftovers.out_of_wal(connection, switch=write and not keep_mode and version <= FORMAT)
                    )
            except sqlite3.Error:
                connection.close()
                raise
        if left.old and not left.path.exists():
            remarks.append(note(N_("A command that was cut off has been taken back; the register is as before it.")))
        return cls(path, connection, writable=write, remarks=tuple(remarks))

    @staticmethod
    def check_place(path: Path | str, *, shared: bool = False) -> Path:
        """The place for a new register, or the RegisterFault that says why it cannot be there."""
        if isinstance(path, str):
            raise errors.ServerRegister(path=without_password(path))
        path = paths.followed(path)
        if path.exists():
            raise errors.RegisterExists(path=path)
        blocked = next((above for above in path.parents if above.exists() and not above.is_dir()), None)
        if blocked is not None:
            raise errors.RegisterUnreadable(path=path, why=note(N_("{above} is a file, not a folder"), above=blocked))
        from ..backup import backups

        if backups.cut_short(path) is not None:
            raise backups.missing(path)
        if not shared:
            _shared(path, write=True)
        return path

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the register for several reads."""
        with translated(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, command: str, actor: str, *, dry_run: bool = False) -> Iterator[Change]:
        """One transaction and, where something changed, one journal row; leaving by an error takes all back.

        ``command`` names the verb ("task done"); with ``dry_run`` everything is tried and nothing is kept.
        """
        from ..write.change import Change
        from . import lease

        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            with lease.held(self.path, actor, command):
                try:
                    change = Change(self.connection, command, actor)
                    yield change
                    if dry_run or not change.close():
                        self.connection.execute("ROLLBACK")
                    else:
                        self._commit(change)
                finally:
                    # After a full disk SQLite has already rolled back by itself.
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")

    @contextmanager
    def beside_journal(self, command: str, actor: str) -> Iterator[Connection]:
        """One transaction on what the journal does not have (store/health/examination.NOT_IN_JOURNAL).

        Leaving by an error takes all back.
        """
        from . import lease

        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            with lease.held(self.path, actor, command):
                try:
                    yield self.connection
                    self.connection.execute("COMMIT")
                finally:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")

    def _commit(self, change: Change) -> None:
        """COMMIT; Unconfirmed where it took hold although the system failed to confirm it."""
        try:
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            # The last step of a commit is to sync the folder: when that fails, the change is kept all the same.
            last = self.connection.execute(
                "SELECT hash FROM journal WHERE seq = :seq", {"seq": change.seq}
            ).fetchone()
            if last is not None and last[0] == change.head:
                raise errors.Unconfirmed(path=self.path, why=str(error)) from error
            raise


def _shared(path: Path, *, write: bool) -> list[Note]:
    """SharedFolder where ``path`` must not be written for the place it is in; for reading, a remark on that."""
    found = place.find_place(path)
    if found is None or not found.risky:
        return []
    if write:
        raise errors.SharedFolder(path=path, place=found.words)
    return [note(N_("{path} lies {place}: what is shown may be out of date."), path=path, place=found.words)]


def _only_name(path: Path) -> None:
    """LinkedRegister where the file has a second name: a journal beside the one is not found beside the other."""
    names = path.stat().st_nlink
    if names > 1:
        time.sleep(_NAMING)  # a new register has two for a moment
        names = path.stat().st_nlink
    if names > 1:
        raise errors.LinkedRegister(path=path, names=names)


def check_header(path: Path) -> None:
    """Raise the RegisterFault that fits when the file at ``path`` is not a register of this program."""
    try:
        if path.is_dir():
            raise errors.NotARegister(path=path, why=N_("a folder"))
        paths.refuse_streams(path)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        from ..backup import backups

        raise backups.missing(path) from None
    except OSError as error:
        raise errors.RegisterUnreadable(path=path, why=error.strerror or error) from None
    if not header:
        raise errors.RegisterDamaged(path=path, why=N_("the file is empty"))
    if not header.startswith(_MAGIC):
        raise errors.NotARegister(path=path, why=N_("not an SQLite file"))
    if len(header) < _HEADER:
        raise errors.RegisterDamaged(path=path, why=N_("the file is cut off"))
    version, application = struct.unpack(">i4x", header[60:68])[0], struct.unpack(">I", header[68:72])[0]
    if application != APPLICATION_ID:
        raise errors.NotARegister(path=path, why=N_("it belongs to another program"))
    if version > FORMAT:
        raise errors.NewerRegister(path=path, found=version, known=FORMAT)


def is_register(path: Path) -> bool:
    """Whether the file at ``path`` is a register of this program, of whatever format, whole or cut off."""
    try:
        check_header(path)
    except errors.NewerRegister:
        return True
    except errors.TuphapError:
        return False
    return True


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


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors, also those wrapped by SQLAlchemy, into the family's, by their names."""
    try:
        yield
    except errors.TuphapError:
        raise
    except sqlite3.Error as error:
        raise _fault(path, error) from error
    except UnicodeDecodeError as error:  # a text that is no UTF-8 was never written by this program
        raise errors.RegisterDamaged(path=path, why=error) from error
    except Exception as error:
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.Error):
            raise _fault(path, original) from error
        raise


def busy(path: Path) -> errors.RegisterBusy:
    """RegisterBusy for the register at ``path``, naming who writes it where that is known."""
    from . import lease

    holder = lease.holder(path)
    named = {"holder": holder.words} if holder else {}
    return errors.RegisterBusy(path=path, seconds=BUSY_SECONDS, **named)


# The names of SQLite's result codes begin with these words.
_BY_NAME: tuple[tuple[tuple[str, ...], Callable[[Path, sqlite3.Error], errors.RegisterFault]], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), lambda path, _: busy(path)),
    (("SQLITE_READONLY",), lambda path, _: errors.RegisterReadOnly(path=path)),
    (("SQLITE_FULL",), lambda path, _: errors.DiskFull(path=path)),
    (("SQLITE_NOTADB",), lambda path, _: errors.NotARegister(path=path, why=N_("not an SQLite file"))),
    (("SQLITE_CORRUPT",), lambda path, error: errors.RegisterDamaged(path=path, why=error)),
    (("SQLITE_CANTOPEN",), lambda path, error: errors.RegisterUnreadable(path=path, why=error)),
)


def _fault(path: Path, error: sqlite3.Error) -> errors.RegisterFault:
    name = getattr(error, "sqlite_errorname", None) or ""
    for begins, make in _BY_NAME:
        if name.startswith(begins):
            return make(path, error)
    return errors.RegisterFault(path=path, why=f"{name or type(error).__name__}: {error}")
