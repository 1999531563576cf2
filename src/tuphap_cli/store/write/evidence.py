"""The files kept as evidence of entries, as rows: attached to an entry, read, and copied with what comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..file.evidence_folder import EvidenceSource
from .change import Change

TABLE = "evidence"

_OF_TASK = """
SELECT f.name, f.sha256, f.size, p.on_day, p.kind, p.document, j.actor,
       EXISTS (SELECT 1 FROM progress AS v WHERE v.voids_id = p.id) AS taken_back
FROM evidence AS f
JOIN progress AS p ON p.id = f.progress_id
JOIN journal AS j ON j.seq = p.journal_seq
WHERE p.task_id = :task AND p.on_day <= :as_of
ORDER BY p.on_day, p.id, f.id
"""
_OF_ENTRY = "SELECT name, sha256, size FROM evidence WHERE progress_id = :entry ORDER BY id"
_ALL = "SELECT sha256, name, size FROM evidence ORDER BY id"
_KNOWN = """
SELECT EXISTS (SELECT 1 FROM evidence WHERE sha256 = :sha256)
    OR EXISTS (SELECT 1 FROM journal WHERE changes LIKE '%' || :sha256 || '%')
"""


class EvidenceRow(NamedTuple):
    """A file kept as evidence of an entry of a task; ``taken_back``: the entry was, the copy stays."""

    name: str
    sha256: str
    size: int
    on_day: date
    kind: str
    document: str
    actor: str
    taken_back: bool


def attach(change: Change, entry: int, sources: Sequence[EvidenceSource]) -> None:
    """Attach ``sources``, which are kept already, to the ledger's entry with this id."""
    for source in sources:
        _insert(change, entry, source.name, source.sha256, len(source.content))


def carry_over(change: Change, former: int, entry: int) -> None:
    """Give ``entry``, which repeats ``former``, the evidence that it had."""
    for row in change.connection.execute(_OF_ENTRY, {"entry": former}).fetchall():
        _insert(change, entry, row["name"], row["sha256"], row["size"])


def drop(change: Change, entry: int) -> None:
    """Take the rows of an entry out that goes itself; the copies stay."""
    rows = change.connection.execute("SELECT * FROM evidence WHERE progress_id = :entry", {"entry": entry}).fetchall()
    for row in rows:
        change.connection.execute("DELETE FROM evidence WHERE id = :id", {"id": row["id"]})
        change.record(TABLE, row["id"], dict(row), None)


def _insert(change: Change, entry: int, name: str, sha256: str, size: int) -> None:
    row = {"progress_id": entry, "name": name, "sha256": sha256, "size": size, "journal_seq": change.seq}
    change.insert(TABLE, row)


def evidence_of_task(connection: sqlite3.Connection, task: int, as_of: date) -> list[EvidenceRow]:
    """Return the evidence of the entries of a task up to a day, in their order."""
    return [
        EvidenceRow(r[0], r[1], r[2], date.fromisoformat(r[3]), r[4], r[5], r[6], bool(r[7]))
        for r in connection.execute(_OF_TASK, {"task": task, "as_of": as_of.isoformat()})
    ]


def kept_files(connection: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Return the name and the size of every file that is kept, by its sum."""
    return {row[0]: (row[1], row[2]) for row in connection.execute(_ALL)}


def is_known(connection: sqlite3.Connection, sha256: str) -> bool:
    """Return whether a row, or an entry of the journal, names the file with this sum."""
    return bool(connection.execute(_KNOWN, {"sha256": sha256}).fetchone()[0])
