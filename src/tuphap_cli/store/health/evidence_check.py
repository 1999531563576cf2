"""The files kept as evidence, held against the register: what is missing, what has been changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ...domain.model import N_, note
from ..backup import evidence_copies
from ..file import evidence_folder
from ..file.evidence_folder import Kept
from ..write import evidence
from .findings import HealthFinding, Weight, few


def check_evidence(connection: sqlite3.Connection, path: Path, backups: Path) -> Iterator[HealthFinding]:
    """Yield what is wrong with the evidence of the register at ``path``; ``backups`` is the folder of its backups."""
    yield from few(_faults(connection, path, backups))


def _faults(connection: sqlite3.Connection, path: Path, backups: Path) -> Iterator[HealthFinding]:
    folder, copies = evidence_folder.folder_of(path), backups / evidence_copies.FOLDER
    for sha256, (name, _size) in evidence.kept_files(connection).items():
        found = evidence_folder.state(folder, sha256)
        if found is Kept.WHOLE:
            continue
        what = note(N_("The evidence {name} is missing"), name=name)
        if found is Kept.CHANGED:
            what = note(N_("The evidence {name} has been changed since it was kept"), name=name)
        remedy = note(N_("No whole copy is left; keep it again from its source: tuphap progress N --file FILE"))
        if evidence_folder.state(copies, sha256) is Kept.WHOLE:
            remedy = note(N_("The backups have a whole copy; put it back: tuphap doctor --repair"))
        yield HealthFinding(f"evidence.{found}", Weight.WARNING, what, str(folder / sha256), remedy)
