"""Empty registers on a server for one test after the other: making and dropping a database takes longer than most
tests, so that one which was given back as it was made is emptied and lent again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.support.postgres import Cluster
from tuphap_cli.errors import TuphapError
from tuphap_cli.store import any_register, dialect
from tuphap_cli.store.file import upgrade
from tuphap_cli.store.server import copying

# What a test has left open would keep rows locked.
END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
# Books of other offices are registers in schemas of their own.
OTHER_SCHEMAS = """
SELECT quote_ident(nspname) FROM pg_namespace
WHERE nspname NOT IN ('tuphap', 'public', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
"""


class LentRegisters:
    """Those of one cluster, which has a database ``empty`` to make them of."""

    def __init__(self, running: Cluster) -> None:
        self._running = running
        self._free: list[str] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of an empty register, for as long as the block runs."""
        name = self._free.pop() if self._free else self._made()
        url = self._running.url(name)
        yield url
        if _emptied(url):
            self._free.append(name)

    def _made(self) -> str:
        name = f"l{os.urandom(6).hex()}"
        self._running.psql(f"CREATE DATABASE {name} TEMPLATE empty")
        return name


def _emptied(url: str) -> bool:
    """Empty the register at ``url``; whether it is as a new one then."""
    try:
        with any_register.open_register(url, write=True) as register:
            connection = register.connection
            connection.execute(END_OTHERS)
            for row in connection.execute(OTHER_SCHEMAS).fetchall():
                connection.execute(f"DROP SCHEMA {row[0]} CASCADE")
            connection.execute("BEGIN IMMEDIATE")
            dialect.check_references_last(connection)
            for table in copying.tables(connection):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("UPDATE last_number SET seq = 0")
            connection.execute("COMMIT")
            return dialect.schema(connection) == upgrade.wanted_schema(connection)
    except (TuphapError, psycopg.Error):
        return False
