"""Bringing a register's file to the present format by the Alembic migrations, in the caller's transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .lane import engine_on
from .register import APPLICATION_ID, FORMAT

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def build(connection: sqlite3.Connection) -> None:
    """Make every table in an empty file and stamp it as a register of the present format, all or nothing."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def migrate(connection: sqlite3.Connection) -> None:
    """Run the migrations that the file has not seen, on ``connection`` and in its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine_on(connection).connect() as open_connection:
        config.attributes["connection"] = open_connection
        command.upgrade(config, "head")
