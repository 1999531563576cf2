"""Which statements of the store PostgreSQL takes as they are: those that the tests run, prepared on an empty schema.

python bench/portable.py [ARGUMENTS OF PYTEST]   (default: tests/store tests/reports)

Needs PostgreSQL's programs (in PG_BIN, else the newest below /usr/lib/postgresql) and makes a cluster in a temporary
folder that listens on a socket there alone. Run as root it uses the account `nobody`, since PostgreSQL refuses root.
What only SQLite has is in store/dialect.py and left out here.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import tuphap_cli
from tuphap_cli.store.file.register import Connection

_PARAMETER = re.compile(r"'(?:[^']|'')*'|(?<!:):(\w+)|\?")
ONLY_SQLITE = re.compile(
    r"\s*(PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b|.*\b(sqlite_\w+|rowid|instr)\b", re.DOTALL
)


PACKAGE = str(Path(tuphap_cli.__file__).parent)


def recorded() -> set[str]:
    """The text of every statement that the store itself runs from now on; SQLAlchemy's go another way."""
    texts: set[str] = set()
    plain = Connection.execute

    def execute(connection: Connection, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if sys._getframe(1).f_code.co_filename.startswith(PACKAGE):  # noqa: SLF001 - not the tests' own
            texts.add(sql)
        return plain(connection, sql, parameters)

    Connection.execute = execute  # type: ignore[method-assign, assignment]
    return texts


def numbered(text: str) -> str:
    """``text`` with its parameters as PostgreSQL's own form of them, $1 and so on."""
    known: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        name = found[1] or (f"{len(known)}" if found[0] == "?" else "")
        return f"${known.setdefault(name, len(known) + 1)}" if name else found[0]

    return _PARAMETER.sub(number, text)


def shape(text: str) -> str:
    """``text`` with its lists of numbers shortened, so that a statement counts once."""
    return re.sub(r"\((\d+, )+\d+\)", "(1)", " ".join(text.split()))


@contextmanager
def server(programs: Path) -> Iterator[list[str]]:
    """A server for this run; gives the words that begin a call of psql."""
    as_nobody = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="portable"))

    def program(name: str, *words: str) -> None:
        words = (*as_nobody, str(programs / name), "-D", str(folder / "data"), *words)
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    if as_nobody:
        shutil.chown(folder, "nobody")
    try:
        program("initdb", "-A", "trust", "-U", "tuphap")
        program("pg_ctl", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses=''", "-w", "start")
        try:
            yield [*as_nobody, str(programs / "psql"), "-h", str(folder), "-U", "tuphap", "-d", "postgres", "-qX"]
        finally:
            program("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tables() -> str:
    """The register's tables as PostgreSQL makes them."""
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable
    from sqlmodel import SQLModel

    from tuphap_cli.store import tables as _tables  # noqa: F401 - it fills the metadata

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in SQLModel.metadata.sorted_tables]
    return ";\n".join([*made, "CREATE TABLE alembic_version (version_num text)"])


def refusal(psql: Sequence[str], text: str) -> str:
    """What PostgreSQL says against ``text``; "" where it takes it."""
    return subprocess.run(psql, input=text, text=True, capture_output=True, check=False).stderr.strip()


def main() -> int:
    """Run the tests, then prepare what they ran; 1 where a statement is refused."""
    newest = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path(), key=lambda path: int(path.parent.name))
    ran = recorded()
    pytest.main(["-q", *(sys.argv[1:] or ("tests/store", "tests/reports"))])
    texts = sorted({shape(text): text for text in ran if not ONLY_SQLITE.match(text)}.values())
    refused = 0
    with server(Path(os.environ.get("PG_BIN", newest))) as psql:
        print("tables:", refusal([*psql, "-v", "ON_ERROR_STOP=1"], tables()) or "made")
        for text in texts:
            if said := refusal(psql, f"PREPARE one AS {numbered(text)};"):
                refused += 1
                print(f"{said}\n  {shape(text)}\n")
    print(f"{len(texts)} statements, {refused} refused")
    return int(refused > 0)


if __name__ == "__main__":
    sys.exit(main())
