"""Making a backup, and clearing away those that the rule no longer keeps.

A backup is made by SQLite's online copy under a temporary name, brought to the disk, opened again and checked, and
only then named: a file with the name of a backup is a good one. Nothing here writes to the register.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain import retention
from ...domain.model import N_, Note, note
from .. import dialect
from ..file import drafts, lasting, seal
from ..file.connection import connect_to
from ..health import file_checks
from ..health.file_checks import FileFacts
from . import backups, evidence_copies
from .backups import Listed
from .evidence_copies import EvidenceCopied

_ROLLBACK = b"\x01\x01"  # of the header, bytes 18 and 19: a file that keeps a rollback journal


class Policy(NamedTuple):
    """Where backups go (None: the folder ``sao-luu`` beside the register), which stay, whether one comes first."""

    folder: Path | None = None
    rule: retention.RetentionRule = retention.STANDARD
    first: bool = True

    def folder_of(self, register: Path) -> Path:
        """The folder for the backups of ``register``."""
        return self.folder or register.parent / backups.FOLDER


class Cleared(NamedTuple):
    """What retention took away, and what the clerk should know of what it left."""

    removed: tuple[Path, ...] = ()
    notices: tuple[Note, ...] = ()


class Backup(NamedTuple):
    """A backup that was made and checked; ``cleared`` is what retention did after it."""

    path: Path
    at: datetime
    why: str
    size: int
    facts: FileFacts
    cleared: Cleared = Cleared()
    evidence: EvidenceCopied = EvidenceCopied()


def backup_before(path: Path, why: str, policy: Policy | None = None, *, server: str = "") -> Backup | None:
    """The backup of the register at ``path`` that comes before the command ``why``; None where the policy wants none.

    ``server`` is the address of one that is not in a file; ``path`` is then what its backups are named after.

    Raises:
        BackupFirstFailed: when it cannot be made; the command must then not begin
    """
    policy = policy or Policy()
    if not policy.first:
        return None
    folder = policy.folder_of(path)
    try:
        made = make_backup(path, folder, why, server=server)
        return made._replace(cleared=clear(path, folder, policy.rule, own=made.facts))
    except errors.RegisterFault as error:
        raise stopped(error) from error


def stopped(error: errors.RegisterFault) -> errors.BackupFirstFailed:
    """The error of a command that does not begin, since its backup failed by ``error``."""
    return errors.BackupFirstFailed(why=error.sentence)


def make_backup(path: Path, folder: Path, why: str, *, server: str = "") -> Backup:
    """A checked backup of the register at ``path`` in ``folder``; ``why`` is one of ``backups.WHYS``.

    ``server`` is the address of one that is not in a file; its backup is one all the same. Whatever fails, there is
    no file under the name of a backup, and the older ones and the register are as before.
    """
    with _source(path, server) as take:
        backups.ready(folder)
        with backups.backup_remark(folder):
            draft = drafts.temporary(folder)
        try:
            taken = take(draft, folder)
            with backups.backup_remark(folder):
                _rollback_form(draft)
                lasting.sync(draft)
            _agreed(draft, taken, folder)
            with backups.backup_remark(folder):
                brought = evidence_copies.copy_evidence(draft, path, folder)  # before the backup that names them
                at, final = _free_name(path, folder, taken.seq, why)
                size = draft.stat().st_size
                backups.put_in_place(draft, final)
        finally:
            for left in (draft, draft.with_name(f"{draft.name}-journal")):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
    return Backup(final, at, why, size, taken, evidence=brought)


@contextmanager
def _source(path: Path, server: str) -> Iterator[Callable[[Path, Path], FileFacts]]:
    """Give what copies the register into a draft in a folder."""
    if server:
        from ..server import server_register

        with server_register.open_register(server, any_format=True) as register, register.reading() as seen:
            yield lambda draft, folder: _from_server(seen, draft, folder)
        return
    with file_checks.reading_file(path) as source, closing(seal.CountedFile(path)) as file:

        def take(draft: Path, folder: Path) -> FileFacts:
            taken = _copied(source, draft, folder, sealed=seal.intact(source, file))
            source.close()  # another command that waits to write need not wait for the checks
            return taken

        yield take


def _from_server(source: sqlite3.Connection, draft: Path, folder: Path) -> FileFacts:
    """Copy what ``source`` sees on a server into ``draft``, and compare both; returns what came to be there."""
    from ..file import schema_making
    from ..server import copying

    with (
        _writing(folder),
        closing(seal.CountedFile(draft)) as copy,
        closing(connect_to(draft, "rw")) as target,
    ):
        dialect.prepare_copy(target)
        schema_making.build_tables(target, dialect.read_format(source))
        copying.fill(source, target)
        differing = copying.compare(source, target)
        if isinstance(differing, Note):
            raise errors.BackupFailed(path=folder, why=differing)
        seal.renew_alone(target, copy)
        return file_checks.facts(target)


def _copied(source: sqlite3.Connection, draft: Path, folder: Path, *, sealed: bool) -> FileFacts:
    """Copy what ``source`` sees into ``draft``, in one step and one view, ``sealed`` too; returns what was seen."""
    # The first read takes the lock, and waits for it; within it the copy neither waits nor sees another state.
    seen = file_checks.facts(source)
    with (
        _writing(folder),
        closing(seal.CountedFile(draft)) as copy,
        closing(file_checks.connect(draft, "rw")) as target,
    ):
        dialect.prepare_copy(target)
        source.backup(target)
        if sealed:
            seal.renew_alone(target, copy)
    return seen


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell apart what SQLite says of the register and of the folder that takes the copy."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_READ")):
            raise  # the register's
        if name.startswith("SQLITE_FULL"):
            raise errors.DiskFull(path=folder) from error
        raise errors.BackupFailed(
            path=folder, why=backups.plain_name(f"{name or type(error).__name__}: {error}")
        ) from error


def _rollback_form(draft: Path) -> None:
    """A register that another tool has turned to WAL gives a copy that says so; a backup is one file."""
    with draft.open("rb") as file:
        if file.read(20)[18:] == _ROLLBACK:
            return
    connection = file_checks.connect(draft, "rw")
    try:
        dialect.leave_wal_mode(connection)
    finally:
        connection.close()


def _agreed(draft: Path, taken: FileFacts, folder: Path) -> None:
    """See that the copy, opened again, passes every check and holds what the register held."""
    try:
        found = file_checks.checked_file(draft)
    except errors.RegisterFault as error:
        why = note(N_("the copy does not pass its check: {why}"), why=file_checks.why_of(error))
        raise errors.BackupFailed(path=folder, why=why) from error
    if found != taken:
        raise errors.BackupFailed(path=folder, why=note(N_("the copy is not what the register held")))


def _free_name(path: Path, folder: Path, seq: int, why: str) -> tuple[datetime, Path]:
    at = backups.now()
    while (final := folder / backups.name_for(path, at, seq, why)).exists():
        at += timedelta(milliseconds=1)
    return at.replace(microsecond=at.microsecond // 1000 * 1000), final


# -- retention -------------------------------------------------------------------------------------------------


def clear(
    path: Path,
    folder: Path,
    rule: retention.RetentionRule,
    *,
    dry_run: bool = False,
    coming: datetime | None = None,
    own: FileFacts | None = None,
) -> Cleared:
    """Remove the backups of the register at ``path`` that ``rule`` does not keep; ``own`` is what it holds.

    A damaged backup counts for nothing and stays, and so does one of another register; nothing at all is removed
    when the clock looks wrong. With ``dry_run`` nothing is removed, and a backup made at ``coming`` is counted in.
    """
    found = backups.listed_backups(folder, path)
    if not found:
        return Cleared()
    own = own or file_checks.glance(path)
    newest, recorded = found[0].at, own.last_at
    if retention.clock_is_wrong(backups.now(), newest, recorded):
        ahead = max(newest, recorded or newest)
        text = N_(
            "The clock looks wrong: something bears the day {day}, which is still to come. No backup is removed."
        )
        return Cleared(notices=(note(text, day=ahead.date()),))
    more = [coming] if coming else []
    if len(retention.kept_backups([*more, *(b.at for b in found)], rule)) == len(found) + len(more):
        return Cleared()
    good, notices = _told_apart(found, own)
    staying = retention.kept_backups([*more, *(backup.at for backup in good)], rule)
    going = [backup.path for position, backup in enumerate(good, start=len(more)) if position not in staying]
    removed = []
    for old in going:
        try:
            if not dry_run:
                backups.remove_backup(old)
            removed.append(old)
        except OSError as error:
            why = backups.said(error)
            notices.append(note(N_("The backup {name} could not be removed: {why}."), name=old.name, why=why))
    return Cleared(tuple(removed), tuple(notices))


def _told_apart(found: Sequence[Listed], own: FileFacts) -> tuple[list[Listed], list[Note]]:
    """The good backups of our own register among ``found``, and a notice for each of the others."""
    good, notices = [], []
    for backup in found:
        name = backup.path.name
        try:
            facts = (
                file_checks.glance(backup.path)
                if file_checks.same_bytes(backup.path)
                else file_checks.checked_file(backup.path)
            )
        except errors.RegisterFault as error:
            text = N_("The backup {name} is damaged and was left where it is: {why}.")
            notices.append(note(text, name=name, why=file_checks.why_of(error)))
            continue
        if facts.origin and own.origin and facts.origin != own.origin:
            notices.append(note(N_("{name} is a backup of another register and was left where it is."), name=name))
            continue
        good.append(backup)
    return good, notices
