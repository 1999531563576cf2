"""The file itself: what SQLite says of it, rows without what they belong to, values and tables that should not be."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from ...domain.model import N_, note
from .. import dialect
from ..file.known_schema import KINDS
from ..row_words import table_in_words
from .findings import BY_HAND, MOST, RESTORE, HealthFinding, Weight, few

_NOT_OURS = N_("The {kind} {name} does not belong to a register")
_CHECK = re.compile(r"CONSTRAINT (\w+) CHECK \(")


def integrity(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """What SQLite's own examination says: pages, indexes, rows."""
    for line in dialect.damages(connection, MOST):
        # SQLite names the schema first: "*** in database main ***".
        said = " ".join(line.replace("*** in database main ***", "").split())
        what = note(N_("SQLite finds the file damaged: {said}"), said=said)
        yield HealthFinding("structure", Weight.ERROR, what, "", RESTORE)


def orphans(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """Rows that name another row which is not there."""
    text = N_("A row names one of {parent} that is not there")
    yield from few(
        HealthFinding(
            "orphan", Weight.ERROR, note(text, parent=table_in_words(one.parent)), f"{one.table} {one.row}", BY_HAND
        )
        for one in dialect.orphans(connection)
    )


def check_values(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """Rows that a new register would refuse: kinds that nobody knows, percentages over a hundred.

    Asked by statements of our own: SQLite's examination leaves the conditions out where the file is open for reading
    only, and a file may have lost its conditions.
    """
    from ..file import upgrade

    text = N_("The values of the row break the rule {name}: {condition}")
    for (kind, table), statement in upgrade.expected().items():
        for name, condition in conditions(statement) if kind == "table" else ():
            rows = connection.execute(f"SELECT {dialect.row_of(table)} FROM {table} WHERE NOT ({condition})")
            what = note(text, name=name, condition=condition)
            yield from few(HealthFinding("value", Weight.ERROR, what, f"{table} {row[0]}", BY_HAND) for row in rows)


def conditions(statement: str) -> Iterator[tuple[str, str]]:
    """The named conditions in the statement that makes a table."""
    for found in _CHECK.finditer(statement):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(statement[end], 0)
            end += 1
        yield found[1], statement[found.end() : end - 1]


def check_foreign(connection: sqlite3.Connection, version: int) -> Iterator[HealthFinding]:
    """What is in the file and in no register of format ``version``: SQL of others, or a changed statement."""
    from ..file import known_schema

    known = {(one.kind, one.name) for one in known_schema.known_objects(version)}
    for one in known_schema.foreign(connection, version):
        other = (one.kind, one.name) in known
        text = N_("The {kind} {name} is other than in a new register") if other else _NOT_OURS
        what = note(text, kind=note(KINDS.get(one.kind, KINDS["table"])), name=one.name)
        yield HealthFinding("schema", Weight.ERROR, what, one.name, RESTORE)


def check_tables(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """Tables, indexes and triggers that lack, that are others than in a new register, or that nobody expects."""
    from ..file import upgrade

    present, wanted = dialect.schema(connection), upgrade.wanted_schema(connection)
    for key in sorted(present.keys() | wanted.keys()):
        kind, name = key
        if key not in present:
            what = note(N_("The {kind} {name} is lacking"), kind=note(KINDS[kind]), name=name)
        elif key not in wanted:
            what = note(_NOT_OURS, kind=note(KINDS[kind]), name=name)
        elif present[key] != wanted[key]:
            what = note(N_("The {kind} {name} is other than in a new register"), kind=note(KINDS[kind]), name=name)
        else:
            continue
        yield HealthFinding("schema", Weight.ERROR, what, name, RESTORE)


def check_record(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """The record of formats, which must say what the file's number says."""
    from ..file.register import FORMAT

    found = dialect.migrations_run(connection)
    if found != [f"{FORMAT:04d}"]:
        said = ", ".join(found)
        what = note(N_("The record of formats says {said}, not {format}"), said=said, format=FORMAT)
        yield HealthFinding("schema", Weight.ERROR, what, "alembic_version", RESTORE)
