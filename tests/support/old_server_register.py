"""A register of an older format on a server: the tables that the program of that format made, the rows of its file.

Registers on a server begin with format 6. ``tests/data/registers/format-N.sql`` holds the tables, made once by the
program that had that format. Whoever adds a migration runs, before the commit::

    python -m tests.support.old_server_register
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import psycopg

from tests.support.old_register import REGISTERS, of_format
from tuphap_cli.store.file.register import APPLICATION_ID, FORMAT
from tuphap_cli.store.server import copying, server_register, server_tables
from tuphap_cli.store.server.server_address import parse
from tuphap_cli.store.server.server_connection import connect

FIRST = 6


def tables_of(number: int) -> Path:
    """Where the statements lie that make the tables of a format."""
    return REGISTERS / f"format-{number}.sql"


def make(url: str, number: int) -> None:
    """Put the kept register of a format into the empty database at ``url``."""
    make_empty(url, number)
    with (
        closing(connect(parse(url).conninfo)) as raw,
        closing(sqlite3.connect(f"file:{of_format(number)}?mode=ro", uri=True)) as source,
    ):
        raw.execute("BEGIN")
        copying.fill(source, server_register.as_connection(raw))
        raw.execute("COMMIT")


def make_empty(url: str, number: int) -> None:
    """Put the tables of a format into the empty database at ``url``."""
    with psycopg.connect(parse(url).conninfo, autocommit=True) as raw:
        raw.execute("CREATE SCHEMA tuphap")
        raw.execute("SET search_path = tuphap")
        raw.execute(tables_of(number).read_bytes())


def statements() -> str:
    """What makes the tables of the present format."""
    lines = [
        f"-- The tables of a register of format {FORMAT} on a server, as its program made them; never made anew."
    ]
    for statement in server_tables.statements():
        lines += [line.rstrip() for line in f"{statement.strip()};".splitlines()]
    lines.append(f"INSERT INTO alembic_version VALUES ('{FORMAT:04d}');")
    lines += [f"INSERT INTO last_number VALUES ('{name}', 0);" for name in server_tables.permanent()]
    return "\n".join([*lines, f"INSERT INTO register VALUES (1, {APPLICATION_ID}, {FORMAT});", ""])


def main() -> None:
    """Keep the tables of the present format, unless they are there."""
    path = tables_of(FORMAT)
    if path.exists():
        raise SystemExit(f"{path} is there; a format's tables are never made anew")
    path.write_text(statements(), encoding="utf-8")
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
