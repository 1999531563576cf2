"""A connection to a PostgreSQL server with the interface of SQLite's: the store's statements and rows as they are.

A statement is turned into the server's form once (:func:`translated_statement`). Values are those of a register's
file: days are ISO text, yes and no are 1 and 0. No statement here ends a transaction but at the register's word.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, SupportsIndex

import psycopg
from psycopg import adapt, pq
from psycopg.types.string import TextLoader

from ..dialect import RENAMED
from ..file.connection import BUSY_SECONDS
from .server_address import SCHEMA
from .server_catalogue import BELOW_MEANT, LONGEST

STATEMENT_SECONDS = 600
IDLE_SECONDS = 600  # in which a command that does not answer any more gives its turn to others
CONNECT_SECONDS = 10

# How transactions begin: readers have one view, writers take turns at the one row of "register".
BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BEGIN_WRITING = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT format FROM register FOR UPDATE"
_WORDS = {"BEGIN": BEGIN_READING, "BEGIN IMMEDIATE": BEGIN_WRITING}

_PIECE = re.compile(rf"'(?:[^']|'')*'|(?<!:):(\w+)|(\?)|\b(?:{'|'.join(RENAMED)})\b")


@lru_cache(maxsize=1024)
def translated_statement(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` in the server's form, and the names of its parameters in their order; none are named for ``?``."""
    known: dict[str, int] = {}
    marks = 0

    def piece(found: re.Match[str]) -> str:
        nonlocal marks
        if found[1]:
            return f"${known.setdefault(found[1], len(known) + 1)}"
        if found[2]:
            marks += 1
            return f"${marks}"
        return RENAMED.get(found[0], found[0])

    return _PIECE.sub(piece, text), tuple(known)


# -- rows and values -------------------------------------------------------------------------------------------


class ServerRow(tuple[Any, ...]):
    """A row, by position and by name, as sqlite3.Row is."""

    __slots__ = ()
    places: Mapping[str, int] = {}

    def __getitem__(self, key: str | SupportsIndex | slice) -> Any:
        """The value of a column."""
        if isinstance(key, str):
            try:
                return tuple.__getitem__(self, self.places[key])
            except KeyError:
                raise IndexError(f"No item with that key: {key}") from None
        return tuple.__getitem__(self, key)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.places)


@lru_cache(maxsize=512)
def _row_class(names: tuple[str, ...]) -> type[ServerRow]:
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name, place)
    return type("ServerRow", (ServerRow,), {"__slots__": (), "places": places})


def _make_rows(cursor: psycopg.Cursor[Any] | psycopg.AsyncCursor[Any]) -> Callable[[Sequence[Any]], ServerRow]:
    return _row_class(tuple(column.name for column in cursor.description or ()))


class _YesNoLoader(adapt.Loader):
    """A boolean as the file has it."""

    def load(self, data: bytes | bytearray | memoryview) -> int:
        return int(bytes(data) == b"t")


class _WholeLoader(adapt.Loader):
    """A sum of whole numbers, which the server gives as a decimal number."""

    def load(self, data: bytes | bytearray | memoryview) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class _NumberDumper(adapt.Dumper):
    """A whole number, or yes or no, whose type the server chooses: 1 fits a column of either."""

    oid = 0

    def dump(self, obj: int) -> bytes:
        return b"%d" % obj


@lru_cache(maxsize=1)
def _adapters() -> adapt.AdaptersMap:
    """What the store's own statements give and get; a session of SQLModel has psycopg's."""
    made = adapt.AdaptersMap(psycopg.adapters)
    made.register_loader("date", TextLoader)
    made.register_loader("bool", _YesNoLoader)
    made.register_loader("numeric", _WholeLoader)
    made.register_dumper(int, _NumberDumper)
    made.register_dumper(bool, _NumberDumper)
    return made


class _Cursor(psycopg.RawCursor[ServerRow]):
    """A cursor with the store's values and the server's own form of parameters."""

    @property
    def adapters(self) -> adapt.AdaptersMap:
        """The map of values."""
        return _adapters()


# -- the connection --------------------------------------------------------------------------------------------


class RawConnection(psycopg.Connection[Any]):
    """psycopg's connection whose transactions only the register ends; sessions of SQLModel share it."""

    def commit(self) -> None:
        """Nothing: the register commits."""

    def rollback(self) -> None:
        """Nothing: the register rolls back."""


class ValueInTheWay(sqlite3.IntegrityError):
    """A row that the server refused; ``constraint`` is the name of the rule that it breaks."""

    def __init__(self, error: psycopg.Error) -> None:
        super().__init__(error.diag.message_primary or str(error))
        self.constraint = error.diag.constraint_name or ""


@contextmanager
def _rules() -> Iterator[None]:
    """Turn the server's error of a broken rule into the one that a file raises."""
    try:
        yield
    except psycopg.IntegrityError as error:
        raise ValueInTheWay(error) from error


class ServerConnection:
    """What a register on a server does with a connection: as :class:`sqlite3.Connection`, as far as it is used."""

    on_server = True
    sealed = True  # nothing but the server writes there

    def __init__(self, raw: RawConnection) -> None:
        self.raw = raw
        self.text_factory: object = str  # the server lets no other text in

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is under way; a lost connection has none."""
        return self.raw.info.transaction_status not in {pq.TransactionStatus.IDLE, pq.TransactionStatus.UNKNOWN}

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> _Cursor:
        """Run one statement of the store.

        Raises:
            ValueInTheWay: the values break a rule of the tables
            psycopg.Error: anything else that the server refuses
        """
        if sql in _WORDS:
            return self._begin(_WORDS[sql])
        text, names = translated_statement(sql)
        values = [parameters[name] for name in names] if isinstance(parameters, Mapping) else list(parameters)
        with _rules():
            return _Cursor(self.raw, row_factory=_make_rows).execute(text.encode(), values or None)

    def executemany(self, sql: str, parameters: Iterable[Sequence[object] | Mapping[str, object]]) -> None:
        """Run one statement of the store with each of ``parameters``.

        Raises:
            ValueInTheWay, psycopg.Error: as :meth:`execute`
        """
        text, names = translated_statement(sql)
        values = [[p[name] for name in names] if isinstance(p, Mapping) else list(p) for p in parameters]
        if values:
            with _rules():
                _Cursor(self.raw, row_factory=_make_rows).executemany(text.encode(), values)

    def each_row(self, sql: str) -> Iterator[ServerRow]:
        """The rows of a statement as the server sends them; they are not held in memory together."""
        return _Cursor(self.raw, row_factory=_make_rows).stream(translated_statement(sql)[0].encode())

    def put_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows to a table at once."""
        cursor = _Cursor(self.raw, row_factory=_make_rows)
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def _begin(self, statements: str) -> _Cursor:
        try:
            begun = _Cursor(self.raw, row_factory=_make_rows).execute(statements.encode())
            while begun.nextset():  # what the last of the statements gives
                pass
        except psycopg.Error:
            with suppress(psycopg.Error):  # the lock was not given, and the transaction is there all the same
                self.raw.execute("ROLLBACK")
            raise
        return begun

    def close(self) -> None:
        """End the connection; what was not committed is taken back by the server."""
        self.raw.close()


def connect(conninfo: str, offices: Sequence[str] = ()) -> RawConnection:
    """A connection to the server that ``conninfo`` names, set as a register's: of the office that codes lead to.

    Raises:
        psycopg.Error: the server cannot be reached, or refuses
    """
    given = psycopg.conninfo.conninfo_to_dict(conninfo)
    defaults: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, "application_name": "tuphap"}
    known = {name: value for name, value in defaults.items() if name not in given}
    raw = RawConnection.connect(conninfo, autocommit=True, client_encoding="UTF8", **known)
    own_path = "search_path" in str(given.get("options", ""))
    raw.execute(
        f"SET lock_timeout = '{BUSY_SECONDS * 1000:.0f}ms'; SET statement_timeout = '{STATEMENT_SECONDS}s';"
        f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'; SET datestyle = 'ISO'"
        + ("" if own_path else f"; SET search_path = {SCHEMA}")
    )
    if offices:
        _turn_to(raw, offices)
    return raw


def _turn_to(raw: RawConnection, offices: Sequence[str]) -> None:
    """Let ``raw`` see the schema of an office's book: "tuphap_bl_stp" below "tuphap".

    Raises:
        psycopg.errors.NameTooLong: the server would cut its name off, and two offices could have one book
    """
    row = raw.execute(BELOW_MEANT, ["".join(f"_{code.lower()}" for code in offices)]).fetchone()
    if row is None or len(row[0].strip('"').encode()) > LONGEST:
        raw.close()
        raise psycopg.errors.NameTooLong("schema name is too long")
