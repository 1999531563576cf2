"""Makes the tables of a register by the migrations: in a new file, in one to be upgraded, in memory to compare with.

Alembic is imported here only: daily verbs compare a number. A new register runs through the same migrations, so that
it cannot differ from one that was upgraded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .. import dialect
from ..write.session import engine_on
from .connection import APPLICATION_ID, FORMAT, Connection

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@contextmanager
def in_memory(version: int = FORMAT) -> Iterator[sqlite3.Connection]:
    """An empty register of format ``version``, only to be looked at."""
    with closing(sqlite3.connect(":memory:", isolation_level=None, factory=Connection)) as connection:
        build_tables(connection, version)
        yield connection


def build_tables(connection: sqlite3.Connection, version: int = FORMAT) -> None:
    """Make every table in an empty file and stamp it as a register of format ``version``, all or nothing."""
    dialect.write_owner(connection, APPLICATION_ID)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection, version)
        dialect.write_format(connection, version)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def migrate(connection: sqlite3.Connection, version: int = FORMAT) -> None:
    """Run the migrations up to ``version`` that the file has not seen, on ``connection`` and in its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine_on(connection).connect() as open_connection:
        config.attributes["connection"] = open_connection
        command.upgrade(config, f"{version:04d}")
