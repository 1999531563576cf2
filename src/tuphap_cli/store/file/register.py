"""Opening a register: one SQLite connection that serves both lanes, and its transactions.

Rollback journal with synchronous=EXTRA and ``BEGIN IMMEDIATE`` for every write: a short-lived program gains nothing
from WAL, and network drives or forgotten side files would lose data. Readers open the file read-only.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import clear_frames
from typing import TYPE_CHECKING

from ... import errors, paths
from ...domain.model import N_, Note, note
from .. import dialect
from . import known_schema, leftovers, place, seal
from .connection import APPLICATION_ID, FORMAT, Connection, connect_to
from .sqlite_faults import translated

if TYPE_CHECKING:
    from ..write.change import Change

__all__ = ["APPLICATION_ID", "FORMAT", "Connection", "Register", "connect_to"]

UNSEALED = N_("Another program has written to the register since the last command. Examine it: tuphap doctor")
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_NAMING = 0.1  # seconds in which a new register gets its name


class Register:
    """An open register. Close it, or use it as a context manager. One that is no file (``file`` None) has no seal."""

    def __init__(
        self,
        path: Path,
        connection: Connection,
        *,
        writable: bool,
        remarks: tuple[Note, ...] = (),
        file: seal.CountedFile | None = None,
    ) -> None:
        self.path = path
        self.place: Path | str = path  # as messages name it
        self.connection = connection
        self.writable = writable
        self.remarks = remarks  # what the clerk should know, though the register can be used
        self._file = file

    def __enter__(self) -> Register:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _place: object) -> None:
        # Reading that broke off leaves a statement in its frames, which would keep the closed file locked.
        seen: list[BaseException] = []
        while error is not None and error not in seen:
            seen.append(error)
            clear_frames(error.__traceback__)
            error = error.__cause__ or error.__context__
        self.close()

    def close(self) -> None:
        """Close the connection, and only then the file."""
        self.connection.close()
        if self._file is not None:
            self._file.close()

    @classmethod
    def open(cls, path: Path, *, write: bool = False, shared: bool = False, keep_mode: bool = False) -> Register:
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
                known_schema.refuse_foreign(found.connection, path, FORMAT)
            with found.reading():
                found.connection.sealed = found.sealed
                if not found.connection.sealed:
                    found.remarks += (note(UNSEALED),)
        except errors.TuphapError:
            found.close()
            raise
        return found

    @property
    def sealed(self) -> bool:
        """Whether no other program has written since the last command that did; to be asked within a transaction."""
        return self._file is None or seal.intact(self.connection, self._file)

    def seal(self) -> None:
        """Seal the register as the transaction under way leaves it; the last thing before its COMMIT."""
        if self._file is not None:
            seal.renew(self.connection, self._file)

    @property
    def format(self) -> int:
        """The format that the file says it has."""
        with translated(self.place):
            return dialect.read_format(self.connection)

    @classmethod
    def of_any_format(
        cls, path: Path, *, write: bool = False, shared: bool = False, keep_mode: bool = False
    ) -> Register:
        """The register at ``path`` as :meth:`open` gives it, but also where its format is not the present one.

        One that another tool has left in WAL mode is switched back by a command that writes, but with ``keep_mode``.
        """
        path = paths.followed(path)  # SQLite keeps its journal beside the file itself
        check_header(path)
        if write:
            _only_name(path)
        if write and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise errors.RegisterReadOnly(path=path if not os.access(path, os.W_OK) else path.parent)
        remarks = [] if shared else _shared(path, write=write)
        # A journal left by a crash must be played back before anything is read; that needs a writing connection.
        left = leftovers.journal(path)
        file = seal.CountedFile(path)
        try:
            with translated(path):
                connection = connect_to(path, "rw" if write or left.recover else "ro")
                if note_on_mode := _mode_put_right(connection, switch=write and not keep_mode):
                    remarks.append(note_on_mode)
        except errors.TuphapError:
            file.close()
            raise
        if left.old and not left.path.exists():
            remarks.append(note(N_("A command that was cut off has been taken back; the register is as before it.")))
        return cls(path, connection, writable=write, remarks=tuple(remarks), file=file)

    @staticmethod
    def check_place(path: Path, *, shared: bool = False) -> Path:
        """The place for a new register, or the RegisterFault that says why it cannot be there."""
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
        with translated(self.place):
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

        actor = self.actor(actor)
        with translated(self.place):
            self._take_turn()
            with self.held(actor, command):
                try:
                    sealed = self.sealed
                    change = Change(self.connection, command, actor)
                    yield change
                    if dry_run or not change.close():
                        self.connection.execute("ROLLBACK")
                    else:
                        if sealed or change.examined:
                            self.seal()
                        self._commit(change)
                finally:
                    # After a full disk SQLite has already rolled back by itself.
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")

    @contextmanager
    def beside_journal(self, command: str, actor: str) -> Iterator[Connection]:
        """One transaction on what the journal does not have (store/health/history.NOT_IN_JOURNAL).

        Leaving by an error takes all back.
        """
        with translated(self.place):
            self._take_turn()
            with self.held(actor, command):
                try:
                    sealed = self.sealed
                    yield self.connection
                    if sealed:
                        self.seal()
                    self.connection.execute("COMMIT")
                finally:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")

    def _take_turn(self) -> None:
        """Begin a transaction that writes; NewerRegister where an upgrade came before it."""
        found = dialect.begin_writing(self.connection)
        if found != FORMAT:
            self.connection.execute("ROLLBACK")
            raise errors.NewerRegister(path=self.place, found=found, known=FORMAT)

    def actor(self, named: str) -> str:
        """Who the journal says has acted: who is ``named``."""
        return named

    @contextmanager
    def held(self, actor: str, command: str) -> Iterator[None]:
        """Say beside the file who writes, for those who wait."""
        from . import lease

        with lease.held(self.path, actor, command):
            yield

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
                raise errors.Unconfirmed(path=self.place, why=str(error)) from error
            raise


def _mode_put_right(connection: Connection, *, switch: bool) -> Note | None:
    """Switch a register in WAL mode back where it may be; what the clerk should know. Closes what cannot be read."""
    try:
        version = dialect.read_format(connection)
        if not dialect.in_wal_mode(connection):
            return None
        return leftovers.out_of_wal(connection, switch=switch and version <= FORMAT)
    except sqlite3.Error:
        connection.close()
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
