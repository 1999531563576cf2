"""The full lane: a SQLModel session on the register's own connection, its changes remembered for the journal."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, inspect
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from .. import dialect, row_writing
from .column_values import Row, plain_value
from .versions import VERSIONED

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Mapper, UOWTransaction
    from sqlmodel import SQLModel

    from .change import Change


def engine_on(connection: sqlite3.Connection) -> Engine:
    """An engine whose only connection is ``connection``, which stays open and keeps its transaction."""
    server = dialect.on_server(connection)
    more = {"use_native_hstore": False} if server else {}
    # What goes into the statements (titles, names) has no place in the text of an error, nor in a log file.
    return create_engine(
        "postgresql+psycopg://" if server else "sqlite://",
        creator=lambda: getattr(connection, "raw", connection),
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
        **more,
    )


def open_session(change: Change) -> Session:
    """A session in the transaction of ``change``; each flush is remembered there.

    A row that has a version is written only on the version that was read, and gets the next one.
    """
    session = Session(engine_on(change.connection), expire_on_commit=False)

    @event.listens_for(session, "before_flush")
    def count(session: Session, _context: UOWTransaction, _instances: object) -> None:
        for row in session.dirty:
            if row.__tablename__ in VERSIONED and session.is_modified(row):
                change.expect(row.__tablename__, _key(row), row.version)
                row.version += 1
        row_writing.number_rows(change.connection, [row for row in session.new if getattr(row, "id", 0) is None])

    @event.listens_for(session, "after_flush")
    def remember(session: Session, _context: UOWTransaction) -> None:
        for row in session.new:
            change.record(row.__tablename__, _key(row), None, _values(row))
        for row in session.dirty:
            before, after = _difference(row)
            if after:
                change.record(row.__tablename__, _key(row), before, after)
        for row in session.deleted:
            change.record(row.__tablename__, _key(row), _values(row), None)

    return session


def _key(row: SQLModel) -> int:
    key = inspect(row).identity or inspect(row).mapper.primary_key_from_instance(row)
    return int(key[0]) if key and key[0] is not None else 0


def _values(row: SQLModel) -> Row:
    return {name: plain_value(getattr(row, name)) for name in _columns(inspect(row).mapper)}


@cache
def _columns(mapper: Mapper[SQLModel]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in mapper.column_attrs)


def _difference(row: SQLModel) -> tuple[Row, Row]:
    before: Row = {}
    after: Row = {}
    state = inspect(row)
    for name in _columns(state.mapper):
        if name not in state.committed_state:  # never set since it was read
            continue
        history = state.attrs[name].history
        if history.has_changes():
            before[name] = plain_value(history.deleted[0] if history.deleted else None)
            after[name] = plain_value(history.added[0] if history.added else None)
    return before, after
