"""Can the figures of a report be relied on? As much of the examination as the report in hand can afford.

All of it is `doctor`'s work, and is done where figures are signed. A report of a small register has the most of it
too. A list of the day, and a report of a larger register, ask SQLite alone; of a very large one a report asks only
whether rows that it counts have lost what they belong to: its pages take longer to go through than the report to
count, and so do the entries of the ledger, from which the intervals that it counts were worked out. A list of the day
asks nothing of it, since that alone would take ten times as long as the list. The nightly check is a report.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from ... import errors
from ...domain.model import N_, Note, note
from .. import dialect

if TYPE_CHECKING:
    from .findings import HealthFinding

MIDDLING = 25_000_000  # bytes: some 10,000 tasks, whose pages are gone through in a tenth of a second
SMALL = 2_000_000  # bytes: some 400 tasks, whose rows are held against the journal in a tenth of a second


class Care(Enum):
    """How closely to look: for a list of the day, for a report, for figures that are signed."""

    LIST = auto()
    REPORT = auto()
    SIGNATURE = auto()


def doubt(connection: sqlite3.Connection, care: Care) -> Note | None:
    """Why the figures may be wrong: the first finding and their number; None where nothing was found."""
    size = dialect.size(connection)
    if care is Care.LIST and size > MIDDLING:
        return None
    small = size <= SMALL
    thorough = care is Care.SIGNATURE or (care is Care.REPORT and small)
    pages = size <= (MIDDLING if care is Care.REPORT else SMALL)
    if not thorough and _whole_at_a_glance(connection, pages=pages, entries=size <= MIDDLING):
        return None
    found = list(_errors(connection, rows=thorough))
    if not found:
        return None
    what, where = found[0].what, found[0].where
    first = note("{where}: {what}", where=where, what=what) if where else what
    return first if len(found) == 1 else note(N_("{finding}; {n} findings in all"), finding=first, n=len(found))


def blame(connection: sqlite3.Connection, path: Path, error: Exception) -> None:
    """RegisterDamaged where the register explains why what was read of it made no sense to the program."""
    found = doubt(connection, Care.SIGNATURE)
    if found is not None:
        raise errors.RegisterDamaged(path=path, why=found) from error


def _whole_at_a_glance(connection: sqlite3.Connection, *, pages: bool, entries: bool) -> bool:
    """Whether SQLite by itself finds nothing.

    ``pages``: it also goes through every page of the file; ``entries``: through the references of the ledger's
    entries, whose journal rows are the half of a large file.
    """
    try:
        lost = dialect.has_orphan(connection, but="" if entries else "progress")
        return not lost and not (pages and dialect.damages(connection))
    except sqlite3.DatabaseError:
        return False


def _errors(connection: sqlite3.Connection, *, rows: bool) -> Iterator[HealthFinding]:
    """What the examination finds that makes a figure doubtful; ``rows``: each row against the journal as well."""
    from . import history, standing_check, structure
    from .findings import Weight, going_on, lenient

    checks: list[tuple[Note, Callable[[], Iterable[HealthFinding]]]] = [
        (note(N_("the structure of the file")), lambda: structure.integrity(connection)),
        (note(N_("rows and what they belong to")), lambda: structure.orphans(connection)),
    ]
    if rows:
        checks += [
            (note(N_("tables and indexes")), lambda: structure.check_record(connection)),
            (note(N_("the chain of the journal")), lambda: history.check_chain(connection)),
            (note(N_("the state kept of tasks")), lambda: standing_check.check_standing(connection)),
            (note(N_("the rows against the journal")), lambda: history.check_rows(connection, _tables(connection))),
        ]
    strict, connection.text_factory = connection.text_factory, lenient
    try:
        for subject, check in checks:
            yield from (found for found in going_on(subject, check) if found.weight is Weight.ERROR)
    finally:
        connection.text_factory = strict


def _tables(connection: sqlite3.Connection) -> set[str]:
    from .examination import NOT_IN_JOURNAL

    return {name for kind, name in dialect.schema(connection) if kind == "table"} - NOT_IN_JOURNAL
