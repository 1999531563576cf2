"""Can the figures of a report be relied on? As much of the examination as the report in hand can afford.

Whether another program has written, the seal of the file says at once (``store/file/seal``). The rest is the
examination of `doctor`: it is made where figures are signed, and of a small register also for each report and
wherever the seal is broken. The nightly check is a report.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from ... import errors
from ...domain.model import N_, Note, note
from .. import dialect
from ..file.connection import Connection
from ..row_words import row_in_words

if TYPE_CHECKING:
    from .findings import HealthFinding

SMALL = 2_000_000  # bytes: some 400 tasks, whose rows are held against the journal in a tenth of a second


class Care(Enum):
    """How closely to look: for a list of the day, or for a report."""

    LIST = auto()
    REPORT = auto()


def doubt(connection: Connection, care: Care) -> Note | None:
    """Why the figures may be wrong, as far as it is known at once; None where nothing was found."""
    if dialect.on_server(connection):
        return None  # nothing but the server writes there; to be sure is for `doctor`, and for what is signed
    small = dialect.size(connection) <= SMALL
    if connection.sealed and not (small and care is Care.REPORT):
        return None
    if not small:
        return note(N_("another program has written to it, and it is too large to be examined now"))
    return proven_wrong(connection)


def proven_wrong(connection: sqlite3.Connection) -> Note | None:
    """What the examination finds that makes figures doubtful: the first, and how many there are; None: nothing."""
    found = list(grave_findings(connection))
    return _summed_up(found) if found else None


def _summed_up(found: Sequence[HealthFinding]) -> Note:
    what, where = found[0].what, found[0].where
    first = note("{where}: {what}", where=row_in_words(where), what=what) if where else what
    return first if len(found) == 1 else note(N_("{finding}; {n} findings in all"), finding=first, n=len(found))


def blame(connection: sqlite3.Connection, path: Path, error: Exception) -> None:
    """Raise what the register explains of why it made no sense to the program; nothing where it is sound.

    Raises:
        RegisterOutOfStep: only what follows from the entries is wrong, which a repair makes anew
        RegisterDamaged: something else is, too
    """
    from .findings import REPAIRED

    found = list(grave_findings(connection))
    if found:
        mended = all(finding.remedy in REPAIRED for finding in found)
        kind = errors.RegisterOutOfStep if mended else errors.RegisterDamaged
        raise kind(path=path, why=_summed_up(found)) from error


def grave_findings(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """What the examination finds that makes a figure doubtful, each row held against the journal as well."""
    from . import history, standing_check, structure, word_check
    from .findings import Weight, going_on, lenient

    checks: list[tuple[Note, Callable[[], Iterable[HealthFinding]]]] = [
        (note(N_("the structure of the file")), lambda: structure.integrity(connection)),
        (note(N_("rows and what they belong to")), lambda: structure.orphans(connection)),
        (note(N_("tables and indexes")), lambda: structure.check_record(connection)),
        (note(N_("the chain of the journal")), lambda: history.check_chain(connection)),
        (note(N_("the state kept of tasks")), lambda: standing_check.check_standing(connection)),
        (note(N_("the rows against the journal")), lambda: history.check_rows(connection, _tables(connection))),
        (note(N_("the index of words")), lambda: word_check.check_words(connection)),
    ]
    strict, connection.text_factory = connection.text_factory, lenient
    try:
        for subject, check in checks:
            yield from (found for found in going_on(subject, check) if found.weight is Weight.ERROR)
    finally:
        connection.text_factory = strict


def _tables(connection: sqlite3.Connection) -> set[str]:
    from .history import NOT_IN_JOURNAL

    return {name for kind, name in dialect.schema(connection) if kind == "table"} - NOT_IN_JOURNAL
