"""What the migrations make on a server is as the tables of a new register there (``server_tables``).

They are written once, for files; Alembic asks this module how each of their steps is done on PostgreSQL.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.ddl.postgresql import PostgresqlImpl

from . import server_tables
from .server_catalogue import COLLATE, NUMBERED, OTHERWISE_COLLATED, RIGHTS_LIKE


def collate(connection: sa.Connection) -> None:
    """Have every text be compared byte by byte; in registers of format 6 most were as the database has it."""
    for table, column, kind in connection.execute(sa.text(OTHERWISE_COLLATED)).all():
        connection.execute(sa.text(COLLATE.format(table=table, column=column, kind=kind)))


class RegisterImpl(PostgresqlImpl):
    """Alembic's steps on a register's server; being defined makes it the one that is used."""

    __dialect__ = "postgresql"

    def create_table(self, table: sa.Table, **more: Any) -> None:
        """Make a table; whoever has rights on that of units gets the same on it."""
        server_tables.fit(table)
        super().create_table(table, **more)
        if table.dialect_options["sqlite"]["autoincrement"]:
            self._exec(sa.text(NUMBERED).bindparams(name=table.name))
        self._exec(sa.text(RIGHTS_LIKE.format(table=table.name, model="unit")))

    def add_column(self, table_name: str, column: sa.Column[Any], **more: Any) -> None:
        """Add a column to a table."""
        server_tables.fit_column(column)
        super().add_column(table_name, column, **more)

    def add_constraint(self, const: Any, **more: Any) -> None:
        """Add a rule to a table; a reference can wait for the end of a transaction."""
        if isinstance(const, sa.ForeignKeyConstraint):
            const.deferrable = True
        super().add_constraint(const, **more)
