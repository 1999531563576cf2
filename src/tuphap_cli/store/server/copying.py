"""Copying a register from a file to a server and back: every row, checked against what was copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ...domain import journal
from ...domain.model import N_, Note, note
from .. import dialect, row_writing
from ..file import schema_making
from ..file.connection import Connection
from ..read import counting, journalbook

DAYS = 20  # on which the states of tasks are compared
SPAN = "SELECT MIN(from_day), MAX(COALESCE(due, from_day)) FROM standing"


class CopyFacts(NamedTuple):
    """What was copied: the rows of each table, the journal's last number and its mark, the days compared."""

    rows: dict[str, int]
    seq: int
    mark: str
    days: tuple[date, ...]


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables whose rows are copied."""
    return [name for name in dialect.table_names(connection) if name not in dialect.OWN_TABLES]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table by name, in one order for every register."""
    found = connection.execute(f"SELECT * FROM {table} LIMIT 0").description
    return sorted(column[0] for column in found or ())


def fill(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put every row that ``source`` sees into the empty tables of ``target``: of a file all or none; on a server in
    the transaction under way."""
    with row_writing.filling(target):
        for table in tables(target):
            names = columns(target, table)
            rows = row_writing.each_row(source, f"SELECT {', '.join(names)} FROM {table}")
            row_writing.put_rows(target, table, names, rows)
        for name, last in dialect.last_numbers(source):
            dialect.write_last_number(target, name, last)
        dialect.count_for_planning(target, tables(target))


def in_memory(source: sqlite3.Connection) -> Connection:
    """A copy of what ``source`` sees, in memory: whoever reads it long keeps nobody from anything."""
    copy = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    schema_making.build_tables(copy)
    fill(source, copy)
    copy.row_factory = sqlite3.Row
    return copy


# -- checking --------------------------------------------------------------------------------------------------


def compare(source: sqlite3.Connection, target: sqlite3.Connection) -> CopyFacts | Note:
    """What both hold, or in what they differ: rows, the numbers given, the journal's chain, the states of 20 days."""
    rows = [{name: _count(connection, name) for name in tables(connection)} for connection in (source, target)]
    if rows[0] != rows[1]:
        differing = sorted(name for name in rows[0].keys() | rows[1].keys() if rows[0].get(name) != rows[1].get(name))
        return note(N_("the number of rows differs in {tables}"), tables=", ".join(differing))
    if _numbers(source) != _numbers(target):
        return note(N_("the numbers given last differ"))
    verdicts = [journal.verify_chain(journalbook.chained(connection)) for connection in (source, target)]
    if verdicts[1].at is not None or verdicts[0] != verdicts[1]:
        return note(N_("the journal differs, or its chain is broken"))
    days = tuple(_days(source))
    for day in days:
        if counting.states(source, day) != counting.states(target, day):
            return note(N_("the states of tasks differ on {day}"), day=day)
    seq, head = verdicts[0].length, verdicts[0].head
    return CopyFacts(rows[0], seq, journal.journal_mark(seq, head), days)


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def _numbers(connection: sqlite3.Connection) -> dict[str, int]:
    return {name: last for name, last in dialect.last_numbers(connection) if last}


def _days(connection: sqlite3.Connection) -> Iterator[date]:
    """Up to DAYS days from the first on which anything holds to the last on which anything is due."""
    first, last = connection.execute(SPAN).fetchone()
    if first is None:
        return
    begin, span = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    steps = min(DAYS, span + 1)
    yield from (begin + timedelta(days=round(span * step / max(steps - 1, 1))) for step in range(steps))
