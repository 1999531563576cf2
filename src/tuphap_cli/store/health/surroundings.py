"""What is around the file: the drive, synced folders, copies made by conflicts, side files, rights, backups."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from ... import errors
from ...domain import retention
from ...domain.model import N_, Note, note
from ..backup import backups, identity
from ..backup.backups import Listed
from ..file import place
from . import file_checks
from .findings import HealthFinding, Weight, words_of_error

BACKUP_AGE = timedelta(days=7)
SAFE_IN_WAL = (3, 51, 3)
WAL = 2  # bytes 18 and 19 of the header
# How services name what they could not bring together, after the register's own name.
_CONFLICT = re.compile(
    r"(?i)(conflict|xung đột|mâu thuẫn| \(\d+\)$|^ \d+$|^-[\w-]*(pc|laptop|desktop|macbook|may|máy)[\w-]*$"
    r"|^[ _(-]+(copy|bản sao|sao chép))"
)
_SIDES = ("-journal", "-wal", "-shm")
MOVE = note(N_("Move the file to a disk of this machine: tuphap settings register FILE"))


def drive(path: Path) -> Iterator[HealthFinding]:
    """A network drive, a folder that a service synchronises, a drive that may be pulled out."""
    found = place.find_place(path)
    if found is not None:
        what = note(N_("The register lies {place}"), place=found.words)
        yield HealthFinding(f"place.{found.kind}", Weight.WARNING, what, str(path.parent), MOVE)


def rights(path: Path) -> Iterator[HealthFinding]:
    """File and folder as far as others than their owner may use them."""
    if os.name != "posix":
        what = note(N_("Rights are not checked on this system"))
        remedy = note(N_('Look at them with: icacls "{path}"'), path=path)
        yield HealthFinding("rights.unchecked", Weight.NOTE, what, str(path), remedy)
        return
    for loose in place.open_to_others(path):
        what = note(N_("Others than its owner may use it (rights {mode})"), mode=f"{loose.mode:04o}")
        weight = Weight.WARNING if loose.reached else Weight.NOTE
        yield HealthFinding("rights", weight, what, str(loose.path), note("{command}", command=loose.command))


def conflicts(path: Path) -> Iterator[HealthFinding]:
    """Copies of the register that a service has laid beside it, because two machines had written."""
    for other in sorted(path.parent.iterdir()):
        rest = other.stem.removeprefix(path.stem)
        if other.suffix == path.suffix and other != path and rest != other.stem and _CONFLICT.search(rest):
            remedy = note(N_("Compare the two before one is put away; entries of both machines may be in them."))
            what = note(N_("A copy of the register beside it"))
            yield HealthFinding("conflict", Weight.WARNING, what, str(other), remedy)


def side_files(path: Path) -> Iterator[HealthFinding]:
    """Files of a command under way, or left by one that was cut off."""
    wal = in_wal(path)
    for ending in _SIDES:
        beside = path.with_name(path.name + ending)
        if not beside.exists() or (wal and ending != "-journal"):
            continue
        remedy = note(N_("Leave it: it belongs to the register. Close other programs and run this again."))
        what = note(N_("A file of a command that is under way or was cut off"))
        weight = Weight.WARNING if beside.stat().st_size else Weight.NOTE
        yield HealthFinding("side_file", weight, what, str(beside), remedy)


def mode(path: Path) -> Iterator[HealthFinding]:
    """The register in WAL mode, which another tool has switched on."""
    if in_wal(path):
        what = note(N_("The register is in WAL mode: its last entries may lie in a file beside it"))
        yield HealthFinding(
            "wal", Weight.WARNING, what, path.name, note(N_("Switch it back: tuphap doctor --repair"))
        )
        if sqlite3.sqlite_version_info < SAFE_IN_WAL:
            what = note(N_("SQLite {version} can lose entries in WAL mode"), version=sqlite3.sqlite_version)
            remedy = note(N_("It does no harm once the mode is switched back."))
            yield HealthFinding("sqlite", Weight.NOTE, what, "", remedy)


def in_wal(path: Path) -> bool:
    """Whether the header of the file says WAL. Not to be asked while this process has the register open: closing
    the file would drop the locks on it."""
    with path.open("rb") as file:
        header = file.read(20)
    return len(header) == 20 and WAL in header[18:]


def check_backups(path: Path, folder: Path, now: datetime, tasks: int) -> Iterator[HealthFinding]:
    """No backup though there is something to lose, an old one, or a newest one that cannot be used."""
    make = note(N_("Make one: tuphap backup"))
    try:
        found = list(identity.own(backups.listed_backups(folder, path), identity.of_file(path)))
    except errors.RegisterFault as error:
        what = note(
            N_("Could not be checked: {subject} ({why})"), subject=note(N_("the backups")), why=words_of_error(error)
        )
        remedy = note(N_("Mend that, or choose another folder: tuphap settings backups FOLDER"))
        yield HealthFinding("unchecked", Weight.WARNING, what, str(folder), remedy)
        return
    ahead = _ahead(path, found, now)
    if ahead:
        what = note(
            N_("A backup bears the day {day}, which is still to come: the clock was wrong when it was made"),
            day=ahead[0].at.date(),
        )
        remedy = note(N_("Move it and its .sha256 to another folder; while it lies there, no old backup is removed."))
        yield HealthFinding("backup.ahead", Weight.WARNING, what, str(ahead[0].path), remedy)
        found = [backup for backup in found if backup not in ahead]
    if not found:
        if tasks:
            yield HealthFinding("backup.none", Weight.WARNING, note(N_("There is no backup")), str(folder), make)
        return
    yield from _newest(found[0], now, make)


def _ahead(path: Path, found: list[Listed], now: datetime) -> list[Listed]:
    """The backups that have a day to come; none where the journal does too: the clock is wrong now, not then."""
    clock = now.astimezone().replace(tzinfo=None)
    ahead = [backup for backup in found if retention.clock_is_wrong(clock, backup.at)]
    with suppress(errors.RegisterFault, ValueError, TypeError):
        if ahead and retention.clock_is_wrong(clock, file_checks.glance(path).last_at):
            return []
    return ahead


def _newest(newest: Listed, now: datetime, make: Note) -> Iterator[HealthFinding]:
    age = now.astimezone().replace(tzinfo=None) - newest.at
    if age > BACKUP_AGE:
        what = note(N_("The newest backup is of {day}, {n} days ago"), day=newest.at.date(), n=age.days)
        yield HealthFinding("backup.old", Weight.WARNING, what, str(newest.path), make)
    try:
        file_checks.good_backup(newest.path)
    except errors.RegisterFault as error:
        what = note(N_("The newest backup cannot be relied on: {why}"), why=words_of_error(error))
        yield HealthFinding("backup.damaged", Weight.WARNING, what, str(newest.path), make)
