"""The copies of evidence beside the backups: one of each file, by its sum, whatever backups name it.

A file that is kept never changes, so that a backup only adds those that are new; none is ever cleared away.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .. import dialect
from ..file import evidence_folder
from ..file.evidence_folder import Kept
from ..health import file_checks
from ..write import evidence
from . import backups

FOLDER = "minh-chung"  # "evidence", in the folder of the backups


class EvidenceCopied(NamedTuple):
    """How many files of evidence a register names, how many were copied now, and the names of those that are lost."""

    files: int = 0
    new: int = 0
    lost: tuple[str, ...] = ()


def evidence_of(register: Path) -> dict[str, tuple[str, int]]:
    """Return the name and the size of each file that the register, or backup, at ``register`` names, by its sum."""
    with file_checks.reading_file(register) as connection:
        if evidence.TABLE not in dialect.table_names(connection):
            return {}  # of an older format
        return evidence.kept_files(connection)


def copy_evidence(backup: Path, register: Path, folder: Path) -> EvidenceCopied:
    """Copy the evidence that ``backup`` names from beside ``register`` into ``folder``, that of the backups.

    A copy that is there is not read again but for its size; :func:`evidence_lost` reads them all.
    """
    named = evidence_of(backup)
    with backups.backup_remark(folder):
        return _brought(named, evidence_folder.folder_of(register), folder / FOLDER, thorough=False)


def put_back(register: Path, folder: Path, *, dry_run: bool = False) -> EvidenceCopied:
    """Copy the evidence that ``register`` lacks back beside it from ``folder``, that of the backups."""
    named, there = evidence_of(register), evidence_folder.folder_of(register)
    return _brought(named, folder / FOLDER, there, thorough=True, dry_run=dry_run)


def evidence_lost(backup: Path) -> list[str]:
    """Return the names of the files that ``backup`` names and of which no whole copy lies beside it."""
    folder = backup.parent / FOLDER
    named = evidence_of(backup).items()
    return [name for sha256, (name, _size) in named if evidence_folder.state(folder, sha256) is not Kept.WHOLE]


def _brought(
    named: dict[str, tuple[str, int]], here: Path, there: Path, *, thorough: bool, dry_run: bool = False
) -> EvidenceCopied:
    new, lost = 0, []
    for sha256, (name, size) in named.items():
        if evidence_folder.is_there(there, sha256, size, thorough=thorough):
            continue
        if evidence_folder.state(here, sha256) is Kept.WHOLE:
            if not dry_run:
                evidence_folder.copy(here, there, sha256)
            new += 1
        else:
            lost.append(name)
    return EvidenceCopied(len(named), new, tuple(lost))
