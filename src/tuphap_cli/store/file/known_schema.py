"""Does a register's file hold only what this program makes? Asked before any other statement runs on it.

A file from elsewhere can hold triggers, views, virtual tables, expressions in indexes and columns: SQL of others that
would run with ours. What is lacking does no harm here; the examination says so.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, note
from .. import dialect

# The sum of everything that a register of each format holds; python -m tests.support.schema_sums writes them.
SUMS = {
    1: "18e94f49515e59af0b4cc01a07f455d2",
    2: "6dae4052d20a015ffcb7b71a6fa8568c",
    3: "905c44db490f336120686daf1e1d56ea",
    4: "4f30ff5e9b9f1deb772ccd7fccb03782",
    5: "642556c2866074f67c77342af139f7cb",
    6: "d42bd11be374428aeb0e8cb0bec637d5",
    7: "c7400fcaa7514d597bc590aa5578ae6a",
    8: "6483aa4fae9729bc7040ca4561d2a6fe",
}
KINDS = {"table": N_("table"), "index": N_("index"), "trigger": N_("trigger"), "view": N_("view")}
# Tables of SQLite's own, which come and go.
_SQLITES = {
    "CREATE TABLE sqlite_sequence(name,seq)",
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}


class SchemaObject(NamedTuple):
    """A table, index, trigger or view, with the statement that makes it on one line ("" for SQLite's own indexes)."""

    kind: str
    name: str
    table: str
    statement: str


def objects(connection: sqlite3.Connection) -> list[SchemaObject]:
    """Everything that is in the file, in order, but for tables of SQLite's own."""
    found = dialect.everything(connection)
    return sorted(SchemaObject(k, n, t, " ".join(sql.split())) for k, n, t, sql in found if sql not in _SQLITES)


def sum_of(found: list[SchemaObject]) -> str:
    """The sum by which a whole schema is known."""
    lines = "\n".join("|".join(one) for one in found)
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def foreign(connection: sqlite3.Connection, version: int) -> Iterator[SchemaObject]:
    """What is in the file and in no register of format ``version`` made by this program."""
    found = objects(connection)
    if sum_of(found) not in SUMS.values():  # those of another format are no less ours
        known = known_objects(version)
        yield from (one for one in found if one not in known)


def refuse_foreign(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """See that nothing in the file at ``path`` is from elsewhere.

    Raises:
        ForeignSchema: something is, the first of which is named
    """
    for one in foreign(connection, version):
        kind = note(KINDS.get(one.kind, N_("table")))
        raise errors.ForeignSchema(path=path, kind=kind, name=one.name)


@lru_cache(maxsize=4)
def known_objects(version: int) -> frozenset[SchemaObject]:
    """Everything that a register of format ``version`` holds, from the migrations; nothing for an unknown one."""
    from . import schema_making

    if version not in SUMS:
        return frozenset()
    with schema_making.in_memory(version) as register:
        return frozenset(objects(register))
