"""The tables of a register on a server, made from the same definitions as those of a file.

Texts are compared byte by byte as in a file (COLLATE "C"); references can wait for the end of a transaction, which an
undo needs. Numbers are given out by the register itself (``server_catalogue.insert``): the server's own sequences are
not taken back with a transaction, and a trial would use up the numbers of tasks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from .. import evidence_table, letter_tables, office_tables, word_rows  # noqa: F401 - so that their tables are among those of the metadata
from ..standing_rows import metadata
from .server_catalogue import shape

ONLY_IN_FILES = {"seal"}
# What a file keeps in its header and in tables of SQLite's own: whose it is and of which format, the last number that
# was given in each table whose numbers are permanent. Writers take turns at the one row of "register".
OF_THE_SERVER = """
CREATE TABLE register (
    id INTEGER NOT NULL CONSTRAINT pk_register PRIMARY KEY CONSTRAINT ck_register_one CHECK (id = 1),
    application INTEGER NOT NULL,
    format INTEGER NOT NULL
);
CREATE TABLE last_number (
    name TEXT COLLATE "C" NOT NULL CONSTRAINT pk_last_number PRIMARY KEY,
    seq INTEGER NOT NULL
);
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY
)"""


@lru_cache(maxsize=1)
def tables() -> list[Table]:
    """The tables, each behind those that it refers to."""
    made = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        if table.name not in ONLY_IN_FILES:
            fit(table.to_metadata(made))
    return made.sorted_tables


def fit(table: Table) -> None:
    """Have a table be as a server's are, before it is made."""
    for column in table.columns:
        fit_column(column)
    for constraint in table.foreign_key_constraints:
        constraint.deferrable = True


def fit_column(column: Column[Any]) -> None:
    """Have a column be as a server's are: texts are compared byte by byte, and it gives out no numbers itself."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, Integer) and column.primary_key:
        column.autoincrement = False
    elif isinstance(kind, String):
        column.type = type(kind)(length=kind.length, collation="C")


def expected() -> dict[tuple[str, str], str]:
    """What a register's schema holds, as ``server_catalogue.schema`` tells it."""
    found = {
        ("table", "register"): shape(("id", "application", "format", "pk_register", "ck_register_one")),
        ("table", "last_number"): shape(("name", "seq", "pk_last_number")),
        ("table", "alembic_version"): shape(("version_num", "alembic_version_pkc")),
    }
    naming = postgresql.dialect().identifier_preparer  # type: ignore[no-untyped-call]
    for table in tables():
        named = [naming.format_constraint(one) for one in table.constraints]
        parts = [column.name for column in table.columns] + [name for name in named if name]
        found["table", table.name] = shape(parts)
        found |= {("index", str(naming.format_index(index))): "" for index in table.indexes}
    return found


def permanent() -> list[str]:
    """The tables whose numbers are never given again."""
    return [table.name for table in metadata.sorted_tables if table.dialect_options["sqlite"]["autoincrement"]]


def statements() -> Iterator[str]:
    """What makes the tables in an empty schema."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    yield OF_THE_SERVER
    for table in tables():
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda found: str(found.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
