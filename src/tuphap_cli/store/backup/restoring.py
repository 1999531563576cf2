"""Putting a backup back in the place of the register, and trying that out without touching it.

The backup is copied beside the register, checked, given its journal row and brought to the disk before anything is
renamed. Then the register is renamed aside and the copy takes its name: nothing is ever written over. Killed between
the two, the register is there under its other name, and every command says so (``backups.cut_short``).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, Note, note
from .. import dialect
from ..file import drafts, lasting, lease, seal
from ..file.sqlite_faults import busy, translated
from ..health import file_checks
from ..health.file_checks import FileFacts
from ..write.change import Change
from . import backups, evidence_copies, safety
from .evidence_copies import EvidenceCopied
from .safety import Backup, Policy

COMMAND = "restore"
_LAST = "SELECT seq, actor, command, hash FROM journal ORDER BY seq DESC LIMIT 1"


class RestoreEntry(NamedTuple):
    """A row of the journal that a restore would lose; ``at`` as it was written."""

    seq: int
    at: str
    actor: str
    command: str
    summary: str


class Loss(NamedTuple):
    """What the register has that the backup has not: the journal rows after the last one that both share.

    ``present`` None: the register is missing or damaged (``why``). ``shared`` 0 with rows on both sides: the backup
    is of another register.
    """

    present: FileFacts | None
    why: Note | None = None
    shared: int = 0
    rows: int = 0
    last: tuple[RestoreEntry, ...] = ()


class Restored(NamedTuple):
    """What a restore did: ``aside`` is the register as it was (None: there was none), ``kept`` the backup of it."""

    facts: FileFacts
    aside: Path | None
    kept: Backup | None
    notices: tuple[Note, ...] = ()


# -- what it would cost ----------------------------------------------------------------------------------------


def loss(register: Path, backup: Path, *, shown: int) -> Loss:
    """What restoring ``backup`` would lose, with the ``shown`` last of it."""
    try:
        present = file_checks.checked_file(register)
        with file_checks.reading_file(register) as now, file_checks.reading_file(backup) as then:
            shared = _shared(now, then)
            names = ", ".join(RestoreEntry._fields)
            found = now.execute(
                f"SELECT {names} FROM journal WHERE seq > :shared ORDER BY seq DESC LIMIT :shown",
                {"shared": shared, "shown": shown},
            ).fetchall()
            rows = now.execute("SELECT COUNT(*) FROM journal WHERE seq > :shared", {"shared": shared}).fetchone()[0]
    except errors.RegisterFault as error:
        return Loss(None, file_checks.why_of(error))
    return Loss(present, None, shared, rows, tuple(RestoreEntry(*row) for row in reversed(found)))


def _shared(now: sqlite3.Connection, then: sqlite3.Connection) -> int:
    """The last journal row that both have: a hash stands for all the rows up to it."""
    hashes = dict(then.execute("SELECT seq, hash FROM journal").fetchall())
    return max(
        (seq for seq, hash_ in now.execute("SELECT seq, hash FROM journal") if hashes.get(seq) == hash_), default=0
    )


# -- the restore -----------------------------------------------------------------------------------------------


def restore_backup(register: Path, backup: Path, actor: str, policy: Policy, *, head: str = "") -> Restored:
    """Put ``backup`` in the place of ``register``; what was there is kept aside, and where it is whole as a backup.

    ``head`` is the hash of the register's last journal row as it was shown to who decided on this.

    Raises:
        RestoreFailed: the register was written to since; nothing was done
        BackupDamaged: the backup does not pass its checks; nothing was done
        RegisterBusy: another program works on the register; nothing was done
        BackupFirstFailed: what is there is whole, and could not be backed up; nothing was done
    """
    facts = file_checks.good_backup(backup)
    if not register.parent.is_dir():
        with _told(register):
            lasting.make_folder(register.parent)
    kept, notices = _kept(register, policy)
    aside = backups.aside_of(register)
    with _told(register):
        draft = drafts.temporary(register.parent)
    try:
        _staged(backup, draft, facts)
        restored = _recorded(draft, actor, f"{backup.name}: {kept.facts.mark if kept else '–'} → {facts.mark}")
        with _told(register):
            lasting.sync(draft)
        with _held(register, actor) as held, _told(register):
            _refuse_written_meanwhile(register, held, head or (kept.facts.head if kept else ""))
            _swapped(register, draft, aside)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    with suppress(OSError):
        drafts.sweep(register.parent)
    return Restored(restored, aside if aside.exists() else None, kept, notices)


def evidence_restored(register: Path, folder: Path, *, dry_run: bool = False) -> EvidenceCopied:
    """Put the evidence that ``register`` lacks back beside it, from ``folder``, that of the backups.

    Raises:
        RestoreFailed: no room for it, or no right; the register itself is as it was
    """
    with _told(register):
        return evidence_copies.put_back(register, folder, dry_run=dry_run)


def _kept(register: Path, policy: Policy) -> tuple[Backup | None, tuple[Note, ...]]:
    """A backup of the register as it is; None, with a notice, where it is missing or not fit for one.

    Nothing is cleared away by the rule here: it might be the backup that is to be restored.
    """
    if not policy.first or not register.exists():
        return None, ()
    try:
        file_checks.checked_file(register)
    except errors.RegisterBusy:
        raise
    except errors.RegisterFault as error:
        text = N_("No backup of the register as it was: {why}. It is kept as a file beside it.")
        return None, (note(text, why=file_checks.why_of(error)),)
    try:
        return safety.make_backup(register, policy.folder_of(register), COMMAND), ()
    except errors.RegisterFault as error:
        raise safety.stopped(error) from error


def _staged(backup: Path, draft: Path, facts: FileFacts) -> None:
    """Copy the backup's bytes into ``draft`` and see that it holds the same."""
    with _told(draft.parent):
        shutil.copyfile(backup, draft)
    if file_checks.checked_file(draft) != facts:
        raise errors.RestoreFailed(path=draft, why=note(N_("the copy is not what the backup holds")))


def _recorded(draft: Path, actor: str, summary: str) -> FileFacts:
    """Write the journal row of the restore into the copy, so that it is there from the first moment."""
    with (
        translated(draft),
        closing(seal.CountedFile(draft)) as file,
        closing(file_checks.connect(draft, "rw")) as connection,
    ):
        dialect.leave_wal_mode(connection)
        connection.execute("BEGIN IMMEDIATE")
        sealed = seal.intact(connection, file)
        change = Change(connection, COMMAND, actor)
        change.summary = summary
        change.close(always=True)
        if sealed:
            seal.renew(connection, file)
        connection.execute("COMMIT")
    return file_checks.checked_file(draft)


def _refuse_written_meanwhile(register: Path, last: sqlite3.Row | None, head: str) -> None:
    """RestoreFailed where the register has got entries that nobody has seen who decided to replace it."""
    if last is not None and head and last["hash"] != head:
        text = N_("{actor} has written to it meanwhile (“{command}”, journal entry {seq})")
        why = note(text, actor=last["actor"], command=last["command"], seq=last["seq"])
        raise errors.RestoreFailed(path=register, why=why)


@contextmanager
def _held(register: Path, actor: str) -> Iterator[sqlite3.Row | None]:
    """Keep every other program out of the register while it is renamed; gives its last journal row.

    A damaged one cannot be held.
    """
    if not register.exists():
        yield None
        return
    last: sqlite3.Row | None = None
    connection: sqlite3.Connection | None = None
    try:
        connection = file_checks.connect(register, "rw")
        connection.execute("BEGIN EXCLUSIVE")
        last = connection.execute(_LAST).fetchone()
    except sqlite3.Error as error:
        if (getattr(error, "sqlite_errorname", None) or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            if connection is not None:
                connection.close()
            raise busy(register) from error
    try:
        if connection is not None and os.name == "nt":
            connection.close()  # Windows renames no open file
        with lease.held(register, actor, COMMAND):
            yield last
    finally:
        if connection is not None:
            connection.close()


def _swapped(register: Path, draft: Path, aside: Path) -> None:
    """Rename the register aside, with what a crash left beside it, and ``draft`` into its place.

    What fails is taken back. Killed in between, ``backups.cut_short`` finds what is there.
    """
    aside_moves = zip(
        (register, *backups.backup_side_files(register)), (aside, *backups.backup_side_files(aside)), strict=True
    )
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in aside_moves:
            if old.exists():
                old.replace(new)
                done.append((old, new))
        # Were the journal still there by its old name after a loss of power, SQLite would play it into the copy.
        lasting.sync(register.parent)
        draft.replace(register)
        done.append((draft, register))
        lasting.sync(register.parent)
    except BaseException:
        for old, new in reversed(done):
            with suppress(OSError):
                new.replace(old)
        raise


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says into the family's words."""
    try:
        yield
    except OSError as error:
        fault = backups.fault(path, error)
        if isinstance(fault, errors.DiskFull):
            raise fault from error
        raise errors.RestoreFailed(path=path, why=backups.said(error)) from error


# -- the drill -------------------------------------------------------------------------------------------------


def drill(backup: Path, actor: str) -> FileFacts:
    """Restore ``backup`` in a temporary folder, compare row by row, and take all away again; returns what it holds.

    Raises:
        BackupDamaged: when it is damaged, or when what was restored differs
    """
    facts = file_checks.good_backup(backup)
    with tempfile.TemporaryDirectory(prefix="tuphap-") as name:
        place = Path(name) / "so.db"
        restored = restore_backup(place, backup, actor, Policy(first=False)).facts
        with file_checks.reading_file(backup) as then, file_checks.reading_file(place) as now:
            for table in facts.rows.keys() - {"seal"}:
                if list(_rows(then, table, facts.seq)) != list(_rows(now, table, facts.seq)):
                    why = note(N_("restored, the table {table} is another"), table=table)
                    raise errors.BackupDamaged(path=backup, why=why)
    if restored.seq != facts.seq + 1 or restored.origin not in {facts.origin, restored.head}:
        raise errors.BackupDamaged(path=backup, why=note(N_("restored, the journal is another")))
    return facts


def _rows(connection: sqlite3.Connection, table: str, seq: int) -> Iterator[tuple[object, ...]]:
    """The rows of a table in one order; of the journal those up to row ``seq``."""
    until = f"WHERE seq <= {seq:d}" if table == "journal" else ""
    statement = f'SELECT * FROM "{table}" {until} ORDER BY {dialect.order_of(table)}'
    yield from (tuple(row) for row in connection.execute(statement))
