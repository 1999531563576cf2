"""Which backup is the last good one, where a folder serves several registers or a clock was wrong."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.registers import ACTOR, Clerk
from tuphap_cli import errors
from tuphap_cli.domain import journal
from tuphap_cli.domain.model import Note
from tuphap_cli.i18n import show
from tuphap_cli.store.backup import backups, choosing, restoring, safety
from tuphap_cli.store.backup.safety import Policy
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.health import file_checks

pytestmark = pytest.mark.file_register


@pytest.fixture
def ours(clerk: Clerk) -> Path:
    clerk.unit("VP")
    return clerk.register.path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that takes the backups of both registers."""
    return tmp_path / "chung"


@pytest.fixture
def theirs(ours: Path, tmp_path: Path) -> Path:
    """The register of another office under the same name."""
    path = tmp_path / "khac" / ours.name
    with create_register(path) as register:
        Clerk(register).unit("PTP")
    return path


def renamed(backup: Path, register: Path, days: int) -> Path:
    """The backup as it would be called, had the clock then been ``days`` ahead."""
    found = next(b for b in backups.listed_backups(backup.parent, register) if b.path == backup)
    moved = backup.with_name(backups.name_for(register, found.at + timedelta(days=days), found.seq, found.why))
    backups.sum_file(moved).write_text(f"{backups.digest(backup)}  {moved.name}\n")
    backup.rename(moved)
    backups.sum_file(backup).unlink()
    return moved


def said(notices: tuple[Note, ...]) -> str:
    return " ".join(map(show, notices))


def test_a_backup_of_another_register_is_passed_over_with_a_notice(ours: Path, theirs: Path, folder: Path) -> None:
    wanted = safety.make_backup(ours, folder, "night").path
    other = renamed(safety.make_backup(theirs, folder, "night").path, theirs, 1)
    listed, _facts, notices = choosing.last_good(folder, ours)
    assert listed.path == wanted
    assert said(notices) == f"{other.name} is a backup of another register and was passed over."
    backups.remove_backup(wanted)
    with pytest.raises(errors.NoGoodBackup):
        choosing.last_good(folder, ours)


@pytest.mark.parametrize("lost", ["gone", "cut off"])
def test_of_several_registers_none_is_guessed_where_the_own_cannot_be_read(
    ours: Path, theirs: Path, folder: Path, lost: str
) -> None:
    made = [safety.make_backup(path, folder, "night").path for path in (ours, theirs)]
    if lost == "gone":
        ours.unlink()
    else:
        ours.write_bytes(ours.read_bytes()[:5000])
    with pytest.raises(errors.UsageFault, match="Name one"):
        choosing.last_good(folder, ours)
    backups.remove_backup(made[1])
    assert choosing.last_good(folder, ours)[0].path == made[0]


def test_a_register_whose_journal_was_made_anew_is_still_the_same(ours: Path, folder: Path) -> None:
    wanted = safety.make_backup(ours, folder, "night").path
    connection = sqlite3.connect(ours, isolation_level=None)
    fields = "seq, at, actor, command, 'khác', changes"
    entry = journal.JournalEntry(*connection.execute(f"SELECT {fields} FROM journal").fetchone())
    anew = (entry.summary, journal.chained_hash(journal.GENESIS, entry))
    connection.execute("UPDATE journal SET summary = ?, hash = ?", anew)
    connection.close()
    assert file_checks.checked_file(ours).origin != file_checks.checked_file(wanted).origin
    assert choosing.last_good(folder, ours)[0].path == wanted


def test_a_backup_named_while_the_clock_was_ahead_does_not_hide_a_later_one(
    clerk: Clerk, ours: Path, folder: Path
) -> None:
    ahead = renamed(safety.make_backup(ours, folder, "night").path, ours, 3650)
    clerk.unit("HCTP")
    later = safety.make_backup(ours, folder, "night").path
    assert backups.listed_backups(folder, ours)[0].path == ahead
    listed, facts, notices = choosing.last_good(folder, ours)
    assert (listed.path, facts.seq) == (later, 2)
    assert said(notices) == f"The backup {ahead.name} was passed over: {later.name} holds all of it and more."


def test_what_was_put_away_by_a_restore_is_not_taken_for_more(clerk: Clerk, ours: Path, folder: Path) -> None:
    first = safety.make_backup(ours, folder, "night").path
    clerk.unit("HCTP")
    clerk.unit("PBPL")
    safety.make_backup(ours, folder, "night")
    clerk.register.connection.close()
    restoring.restore_backup(ours, first, ACTOR, Policy(folder, first=False))
    newest = safety.make_backup(ours, folder, "night").path
    assert choosing.last_good(folder, ours)[0].path == newest
