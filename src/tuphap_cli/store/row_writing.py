"""Writing rows in the way of each engine: numbered ones, many at once, such as may be refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Protocol, runtime_checkable

from . import dialect
from .server import server_catalogue
from .write.column_values import Value


@runtime_checkable
class HoldsMuch(Protocol):
    """A connection with ways of its own for many rows: one to a server."""

    def each_row(self, sql: str) -> Iterator[Sequence[object]]:
        """The rows of a statement as they come."""

    def put_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add rows to a table."""


class Numbered(Protocol):
    """A row of a session whose table numbers its rows."""

    __tablename__: str
    id: int | None


# -- one row -----------------------------------------------------------------------------------------------------


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Value]) -> int:
    """Insert a row into ``table``, whose rows are numbered; returns its number."""
    if dialect.on_server(connection):
        statement = server_catalogue.insert(table, tuple(values))
        return int(connection.execute(statement, values).fetchone()[0])
    return connection.execute(_insertion(table, tuple(values)), values).lastrowid or 0


@lru_cache(maxsize=256)
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def number_rows(connection: sqlite3.Connection, rows: Sequence[Numbered]) -> None:
    """Give new rows of a session their numbers, in their order; those of a file get them as they are inserted."""
    if not dialect.on_server(connection):
        return
    tables = [row.__tablename__ for row in rows]
    numbers = {t: iter(server_catalogue.give_numbers(connection, t, tables.count(t))) for t in dict.fromkeys(tables)}
    for row in rows:
        row.id = next(numbers[row.__tablename__])


@contextmanager
def attempted(connection: sqlite3.Connection) -> Iterator[None]:
    """A statement that may be refused without taking the transaction along."""
    if not dialect.on_server(connection):  # where it never does
        yield
        return
    connection.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO SAVEPOINT attempt")
        raise
    connection.execute("RELEASE SAVEPOINT attempt")


# -- many rows ---------------------------------------------------------------------------------------------------


def each_row(connection: sqlite3.Connection, statement: str) -> Iterator[Sequence[object]]:
    """The rows of a statement without parameters, which are not held in memory together."""
    if isinstance(connection, HoldsMuch):
        return connection.each_row(statement)
    return (tuple(row) for row in connection.execute(statement))


def put_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add many rows to a table."""
    if isinstance(connection, HoldsMuch):
        connection.put_rows(table, columns, rows)
        return
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


@contextmanager
def filling(connection: sqlite3.Connection) -> Iterator[None]:
    """A time in which empty tables are filled in any order: of a file one transaction; a server has its own."""
    if dialect.on_server(connection):
        dialect.check_references_last(connection)
        yield
        return
    dialect.ignore_references(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
