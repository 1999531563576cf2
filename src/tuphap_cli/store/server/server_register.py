"""A register on a PostgreSQL server: opened, made, read and written as one in a file.

Writers take turns at the one row of the table ``register``, which each locks first, so that the journal has one
chain and no command's work is lost; readers have one view and wait for nobody. What belongs to files alone is not
there: the seal, the file beside it that says who writes, drives and folders.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ... import errors
from ...domain.model import N_, note
from .. import dialect
from ..file.connection import APPLICATION_ID, FORMAT, Connection
from ..file.register import Register
from ..file.sqlite_faults import translated
from . import server_faults
from .server_address import SCHEMA, ServerAddress, parse
from .server_catalogue import HIDDEN, table_names

if TYPE_CHECKING:
    import psycopg

    from ..write.change import Change
    from .server_connection import RawConnection


class RegisterOnServer(Register):
    """An open register on a server; ``path`` is only what its things on this machine are named after."""

    def __init__(self, address: ServerAddress, raw: RawConnection, *, writable: bool) -> None:
        super().__init__(Path(address.name), as_connection(raw), writable=writable)
        self.address = address
        self.place = address.shown
        self._raw = raw

    @contextmanager
    def held(self, actor: str, command: str) -> Iterator[None]:  # noqa: ARG002 - as for a file
        """Nothing beside it says who writes."""
        yield

    def actor(self, named: str) -> str:  # noqa: ARG002 - as for a file
        """Who acts: whoever has logged in, and nobody else."""
        return self._raw.info.user

    def _commit(self, change: Change) -> None:
        """COMMIT; what became of it is looked up where the connection was lost meanwhile."""
        import psycopg

        try:
            self.connection.execute("COMMIT")
        except psycopg.Error as error:
            if self._raw.closed:
                self._told_anew(change, error)
            raise

    def _told_anew(self, change: Change, error: psycopg.Error) -> None:
        """Ask the server over another connection whether the change was kept, once the lost one has ended there.

        Raises:
            ServerKept: it was
            ServerUnanswered: it cannot be learnt
        """
        import psycopg

        from .server_connection import connect

        try:
            again = as_connection(connect(self.address.conninfo, self.address.offices))
            again.execute("BEGIN IMMEDIATE")  # whoever has the turn may be committing still
            last = again.execute("SELECT hash FROM journal WHERE seq = :seq", {"seq": change.seq}).fetchone()
            again.close()
        except psycopg.Error:
            raise errors.ServerUnanswered(path=self.place) from error
        if last is not None and last[0] == change.head:
            raise errors.ServerKept(path=self.place) from error


def as_connection(raw: RawConnection) -> Connection:
    """``raw`` as the store uses it: it has what is used of a file's connection, and is of no other kind."""
    from .server_connection import ServerConnection

    return cast(Connection, ServerConnection(raw))


def connected(address: ServerAddress) -> RawConnection:
    """A connection to the server of ``address``.

    Raises:
        NoServerDriver: psycopg is not installed
        ServerUnreachable, ServerLogin: there is none
    """
    try:
        import psycopg
    except ImportError:
        raise errors.NoServerDriver(path=address.shown) from None
    from .server_connection import connect

    try:
        return connect(address.conninfo, address.offices)
    except psycopg.Error as error:
        if error.sqlstate is None and isinstance(error, psycopg.ProgrammingError):
            # What libpq says of an address repeats it, the password too.
            raise errors.BadServerAddress(path=address.shown) from None
        raise server_faults.connecting_fault(address.shown, error) from None


def open_register(url: str, *, write: bool = False, any_format: bool = False) -> RegisterOnServer:
    """The register at ``url``; with ``any_format`` one of an older format, too.

    Raises:
        RegisterFault: it cannot be used: no server, no access, no register there, one of another format, damaged
    """
    address = parse(url)
    found = RegisterOnServer(address, connected(address), writable=write)
    try:
        with translated(found.place):
            version = _format(found)
        if not version:
            raise errors.RegisterDamaged(
                path=found.place, why=note(N_("the one row of its table register is lacking"))
            )
        if version > FORMAT or (version < FORMAT and not any_format):
            wrong = errors.NewerRegister if version > FORMAT else errors.OlderRegister
            raise wrong(path=found.place, found=version, known=FORMAT)
    except errors.TuphapError:
        found.close()
        raise
    return found


def _format(register: RegisterOnServer) -> int:
    """The number of the register's format, 0 where its row is lacking.

    Raises:
        NoRegister: its tables are not there
        ServerRights: they are, and only not to be seen by who has logged in
    """
    import psycopg

    try:
        return dialect.read_format(register.connection)
    except psycopg.errors.UndefinedTable as error:
        hidden = register.connection.execute(HIDDEN).fetchone()
        if hidden is None:
            raise _missing(register) from error
        why = note(N_("you have no such right on “{name}”"), name=hidden[0])
        raise errors.ServerRights(path=register.place, why=why) from error


def _missing(register: RegisterOnServer) -> errors.NoRegister:
    office = "/".join(register.address.offices)
    if office:
        back = note(N_("tuphap copy BACKUP ADDRESS"))
        return errors.NoOfficeBook(path=register.place, office=office, back=back)
    return errors.NoRegister(path=register.place)


def check_empty(url: str) -> None:
    """See that a new register can be made at ``url``.

    Raises:
        RegisterFault: it cannot be there, or something is
    """
    import psycopg

    address = parse(url)
    raw = connected(address)
    try:
        _refuse_occupied(raw, address)
    except psycopg.Error as error:
        raise server_faults.server_fault(address.shown, error) from error
    finally:
        raw.close()


def _refuse_occupied(raw: RawConnection, address: ServerAddress) -> None:
    if table_names(as_connection(raw)):
        raise errors.ServerNotEmpty(path=address.shown)
    encoding = raw.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        why = f"server_encoding = {encoding}, UTF8"
        raise errors.RegisterFault(path=address.shown, why=why)


def make_register(url: str, fill: Callable[[sqlite3.Connection], None] | None = None) -> RegisterOnServer:
    """Make the tables of a new register at ``url``, all of them or none, and open it.

    ``fill`` puts rows into them in the same transaction.

    Raises:
        RegisterFault: as :func:`check_empty`, or the server refuses
    """
    import psycopg

    address = parse(url)
    raw = connected(address)
    try:
        raw.execute("BEGIN")
        path = raw.execute("SHOW search_path").fetchone()
        if path and (path[0] == SCHEMA or address.offices):
            raw.execute(f"CREATE SCHEMA IF NOT EXISTS {path[0]}".encode())
        _refuse_occupied(raw, address)
        build(raw)
        if fill is not None:
            fill(as_connection(raw))
        raw.execute("COMMIT")
    except psycopg.Error as error:
        raw.close()
        raise server_faults.server_fault(address.shown, error) from error
    except BaseException:
        raw.close()
        raise
    return RegisterOnServer(address, raw, writable=True)


def build(raw: RawConnection) -> None:
    """Make the tables in an empty schema, in the transaction under way."""
    from . import server_tables

    for statement in server_tables.statements():
        raw.execute(statement.encode())
    raw.execute("INSERT INTO register VALUES (1, %s, %s)", (APPLICATION_ID, FORMAT))
    raw.execute("INSERT INTO alembic_version VALUES (%s)", (f"{FORMAT:04d}",))
    for name in server_tables.permanent():
        raw.execute("INSERT INTO last_number VALUES (%s, 0)", (name,))
