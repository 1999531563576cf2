"""What the two engines say each in a way of its own: the file, its catalogue and checks, the few expressions.

SQLite's words are here, PostgreSQL's in ``server/server_catalogue``. Every other statement of the store is one that
both take (``bench/portable.py`` tries it).
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Sequence
from typing import NamedTuple

from .server import server_catalogue

CACHE_KIB = 8192  # memory for pages; SQLite groups and sorts within as much, and beyond it in a file
# What PostgreSQL calls otherwise within a statement.
RENAMED = {"instr": "strpos", "rowid": "ctid"}
# What each kind of register keeps for itself: it says nothing of tasks.
OWN_TABLES = {"sqlite_sequence", "seal", "alembic_version", "register", "last_number"}
_KEYS = {"standing": "task_id, deadline_id, from_day", "word_block": "word, block"}  # of tables without row numbers
_WITHOUT_ID = {"task_support", "check_told", "journal", "alembic_version", "sqlite_sequence"}

# Names of SQLite's own tables and indexes are left out.
_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


class Orphan(NamedTuple):
    """A row (see :func:`row_of`) that names one of ``parent`` which is not there."""

    table: str
    row: int
    parent: str


def on_server(connection: sqlite3.Connection) -> bool:
    """Whether ``connection`` leads to a server; else to a file."""
    return getattr(connection, "on_server", False) is True


# -- expressions -----------------------------------------------------------------------------------------------


def contains(column: str, parameter: str) -> str:
    """The condition that the text of ``column`` contains that of ``parameter``."""
    return f"instr({column}, :{parameter}) > 0"


def row_of(table: str) -> str:
    """The column that tells the rows of ``table`` apart; "standing" and "word_block" have none."""
    return "rowid" if table in _WITHOUT_ID else "id"


def order_of(table: str) -> str:
    """The columns by which all rows of a table have one order."""
    return _KEYS.get(table) or row_of(table)


def columns_in_the_way(connection: sqlite3.Connection, table: str, error: sqlite3.IntegrityError) -> list[str]:
    """The columns of ``table`` whose values are there already, by what an INSERT was refused with."""
    if on_server(connection):
        return server_catalogue.columns_of_rule(connection, getattr(error, "constraint", ""))
    return re.findall(rf"{table}\.(\w+)", str(error))


# -- the catalogue ---------------------------------------------------------------------------------------------


def schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The statement of each table, index, trigger and view on one line, by kind and name."""
    if on_server(connection):
        return server_catalogue.schema(connection)
    return {(row[0], row[1]): " ".join(str(row[2]).split()) for row in connection.execute(_SCHEMA)}


def everything(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """Kind, name, table and statement ("" for SQLite's own indexes) of whatever is in the catalogue."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return [(str(kind), str(name), str(table), str(sql or "")) for kind, name, table, sql in found]


def table_names(connection: sqlite3.Connection) -> list[str]:
    """The names of all tables, SQLite's own ones among them, in order."""
    if on_server(connection):
        return server_catalogue.table_names(connection)
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def migrations_run(connection: sqlite3.Connection) -> list[str]:
    """The last migration that the file has seen, by its own record; damaged ones have none or several."""
    return [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")]


def last_numbers(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The tables with permanent numbers, each with the last number that was given."""
    if on_server(connection):
        return [(str(name), last) for name, last in connection.execute(server_catalogue.NUMBERS)]
    return [
        (str(name), last) for name, last in connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY 1")
    ]


def last_number(connection: sqlite3.Connection, table: str) -> int:
    """The last number that a row of ``table``, whose numbers are permanent, was given; 0 where none was."""
    statement = (
        server_catalogue.NUMBER if on_server(connection) else "SELECT seq FROM sqlite_sequence WHERE name = :name"
    )
    found = connection.execute(statement, {"name": table}).fetchone()
    return found[0] if found else 0


def keep_last_number(connection: sqlite3.Connection, table: str, last: int) -> None:
    """Let ``last`` be the last number given in ``table``, whose rows were inserted with numbers; SQLite sees to it
    by itself."""
    if on_server(connection):
        write_last_number(connection, table, last)


def write_last_number(connection: sqlite3.Connection, table: str, last: int) -> None:
    """Say which number was given last in ``table``."""
    values = {"name": table, "last": last}
    if on_server(connection):
        connection.execute(server_catalogue.SET_NUMBER, values)
        return
    connection.execute("DELETE FROM sqlite_sequence WHERE name = :name", values)
    if last:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)", values)


def counted_tables(connection: sqlite3.Connection) -> set[str]:
    """The tables whose numbers are permanent."""
    if on_server(connection):
        return {name for name, _last in last_numbers(connection)}
    return {name for (kind, name), sql in schema(connection).items() if kind == "table" and "AUTOINCREMENT" in sql}


class ColumnFacts(NamedTuple):
    """A column as the catalogue has it: its declared type, whether it may be null, its place in the key (0: none)."""

    name: str
    type: str
    nullable: bool
    key: int


def columns(connection: sqlite3.Connection, table: str) -> list[ColumnFacts]:
    """The columns of a table in their order."""
    found = connection.execute(f"PRAGMA table_info({table})")
    return [ColumnFacts(name, kind, not (needed or key), key) for _n, name, kind, needed, _default, key in found]


def references(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, str]]:
    """The columns of a table that name rows of others: column, the other table, its column."""
    found = connection.execute(f"PRAGMA foreign_key_list({table})")
    return sorted((row[3], row[2], row[4]) for row in found)


# -- the file --------------------------------------------------------------------------------------------------


def read_format(connection: sqlite3.Connection) -> int:
    """The number of the register's format."""
    if on_server(connection):
        return int(connection.execute(server_catalogue.FORMAT).fetchone()[0])
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def write_format(connection: sqlite3.Connection, number: int) -> None:
    """Set the number of the register's format."""
    if on_server(connection):
        connection.execute(server_catalogue.SET_FORMAT, {"number": number})
        return
    connection.execute(f"PRAGMA user_version = {number:d}")


def read_owner(connection: sqlite3.Connection) -> int:
    """The number of the program to which the file belongs."""
    if on_server(connection):
        return int(connection.execute(server_catalogue.OWNER).fetchone()[0])
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def write_owner(connection: sqlite3.Connection, number: int) -> None:
    """Say to which program the file belongs."""
    connection.execute(f"PRAGMA application_id = {number:d}")


def size(connection: sqlite3.Connection) -> int:
    """The size of the register in bytes."""
    if on_server(connection):
        return int(connection.execute(server_catalogue.SIZE).fetchone()[0])
    pages, each = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * each)


def in_wal_mode(connection: sqlite3.Connection) -> bool:
    """Whether changes are written to a file of their own first (WAL), as other tools set it."""
    if on_server(connection):
        return False
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def leave_wal_mode(connection: sqlite3.Connection) -> bool:
    """Have changes written with a rollback journal; returns whether they are now."""
    return bool(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")


# -- checks ----------------------------------------------------------------------------------------------------


def damages(connection: sqlite3.Connection, most: int = 1) -> list[str]:
    """What the database finds wrong with pages, indexes and rows, at most so many findings."""
    if on_server(connection):
        return []
    found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({most:d})")]
    return [] if found == ["ok"] else found


def orphans(connection: sqlite3.Connection) -> list[Orphan]:
    """The rows that name another which is not there."""
    if on_server(connection):
        return [Orphan(*found) for found in server_catalogue.orphans(connection)]
    return [Orphan(*row[:3]) for row in connection.execute("PRAGMA foreign_key_check")]


def has_orphan(connection: sqlite3.Connection) -> bool:
    """Whether a row names another which is not there; looks no further than the first."""
    if on_server(connection):
        return next(server_catalogue.orphans(connection), None) is not None
    return connection.execute("PRAGMA foreign_key_check").fetchone() is not None


# -- a connection ----------------------------------------------------------------------------------------------


def prepare(connection: sqlite3.Connection, held_pages: int) -> None:
    """Set a connection for a register: references are checked, a commit is on the disk before it is confirmed.

    Up to ``held_pages`` changed pages wait in memory for the commit.
    """
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute(f"PRAGMA cache_spill = {held_pages:d}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def harden(connection: sqlite3.Connection) -> None:
    """Let no SQL that is in the file do more than it must, where this SQLite knows how."""
    connection.execute("PRAGMA trusted_schema = OFF")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def prepare_copy(connection: sqlite3.Connection) -> None:
    """Set a connection for filling a new file, which is synced as a whole at the end."""
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")


def begin_writing(connection: sqlite3.Connection) -> int:
    """Begin a transaction that writes, behind those of others; returns the register's format as it is by then."""
    begun = connection.execute("BEGIN IMMEDIATE")
    if not on_server(connection):
        return read_format(connection)
    found = begun.fetchone()
    return int(found[0]) if found else 0


def ignore_references(connection: sqlite3.Connection) -> None:
    """Check no references on this connection any more; not to be said within a transaction."""
    if on_server(connection):
        return
    connection.execute("PRAGMA foreign_keys = OFF")


def check_references_last(connection: sqlite3.Connection) -> None:
    """Check references at the end of the present transaction only."""
    if on_server(connection):
        connection.execute(server_catalogue.DEFER)
        return
    connection.execute("PRAGMA defer_foreign_keys = ON")


def count_for_planning(connection: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Let a server count what tables hold, by which it chooses how to answer; it does so by itself only later."""
    if on_server(connection):
        connection.execute(f"ANALYZE {', '.join(tables)}")
