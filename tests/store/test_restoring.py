"""A restore puts a good backup in the register's place, keeps what was there, and never stops half-way in silence."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import sqlite3
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.support import faults
from tests.support.registers import ACTOR, Clerk, Dump, day, dump_file
from tuphap_cli import errors
from tuphap_cli.store.backup import backups, choosing, restoring, safety
from tuphap_cli.store.backup.safety import Policy
from tuphap_cli.store.file import register
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.health import file_checks

pytestmark = pytest.mark.file_register

Patch = pytest.MonkeyPatch


@pytest.fixture
def desk(clerk: Clerk) -> Clerk:
    """A register with a unit, a decision and a task."""
    clerk.task(clerk.decision(), "Hộ tịch", unit=clerk.unit("VP"), due=day("30/6"))
    return clerk


@pytest.fixture
def backup(desk: Clerk, folder: Path) -> Path:
    """A backup of the desk's register, in which the task has been done since."""
    made = safety.make_backup(desk.register.path, folder, "night").path
    desk.done(1, day("28/6"), "45/BC-STP")
    return made


def without_journal(dump: Dump) -> Dump:
    return {name: rows for name, rows in dump.items() if name != "journal"}


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*-truoc-khi-phuc-hoi-*.db"))


def restore(path: Path, backup: Path, folder: Path) -> restoring.Restored:
    return restoring.restore_backup(path, backup, ACTOR, Policy(folder))


# -- a restore -----------------------------------------------------------------------------------------------


def test_what_was_in_the_backup_is_in_the_register_and_the_journal_says_so(
    desk: Clerk, backup: Path, folder: Path
) -> None:
    path = desk.register.path
    before, lost = dump_file(path), desk.journal()
    desk.register.connection.close()
    done = restore(path, backup, folder)
    assert without_journal(dump_file(path)) == without_journal(dump_file(backup))
    with Register.open(path) as opened:
        rows = Clerk(opened).journal()
    assert len(rows) == len(lost)
    assert (rows[-1].command, rows[-1].actor, json.loads(rows[-1].changes)) == ("restore", ACTOR, [])
    old, new = (f"{len(lost)}-{lost[-1].hash[:16]}", f"{len(lost) - 1}-{lost[-2].hash[:16]}")
    assert rows[-1].summary == f"{backup.name}: {old} → {new}"
    assert done.kept is not None
    assert dump_file(done.kept.path) == before
    assert done.aside is not None
    assert dump_file(done.aside) == before
    assert re.fullmatch(r"nhiem-vu-truoc-khi-phuc-hoi-\d{8}-\d{9}\.db", done.aside.name)
    assert file_checks.good_backup(backup)


def test_the_restored_register_is_its_owners_alone_and_leaves_no_draft(
    desk: Clerk, backup: Path, folder: Path
) -> None:
    before = os.umask(0)
    try:
        restore(desk.register.path, backup, folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(desk.register.path.stat().st_mode) == 0o600
    assert not list(desk.register.path.parent.glob(".tuphap-*"))


def test_a_missing_register_is_restored_too(desk: Clerk, backup: Path, folder: Path) -> None:
    path = desk.register.path
    path.unlink()
    done = restore(path, backup, folder)
    assert (done.aside, done.kept) == (None, None)
    assert without_journal(dump_file(path)) == without_journal(dump_file(backup))


def test_a_register_may_be_restored_into_a_folder_that_is_not_there_yet(
    desk: Clerk, backup: Path, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "may-moi" / "so" / "nhiem-vu.db"
    restore(path, backup, folder)
    assert without_journal(dump_file(path)) == without_journal(dump_file(backup))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:4096] + b"\xff" * (len(content) - 4096),
        lambda content: b"\xff" * 100 + content[100:],
    ],
    ids=["empty", "cut off", "inside", "header"],
)
def test_a_damaged_register_is_kept_as_it_is_beside_the_restored_one(
    desk: Clerk, backup: Path, folder: Path, damage: object
) -> None:
    path = desk.register.path
    desk.register.connection.close()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    broken = path.read_bytes()
    lost = restoring.loss(path, backup, shown=5)
    assert lost.present is None
    assert lost.why is not None
    done = restore(path, backup, folder)
    assert done.kept is None
    assert "No backup of the register as it was" in str(done.notices[0])
    assert done.aside is not None
    assert done.aside.read_bytes() == broken
    assert without_journal(dump_file(path)) == without_journal(dump_file(backup))


def test_a_journal_whose_register_is_gone_is_put_aside(desk: Clerk, backup: Path, folder: Path) -> None:
    """Left beside the restored register it would be played back into that, and ruin it."""
    path = desk.register.path
    path.unlink()
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)
    restore(path, backup, folder)
    assert not journal.exists()
    assert len(list(path.parent.glob("*-truoc-khi-phuc-hoi-*.db-journal"))) == 1
    assert without_journal(dump_file(path)) == without_journal(dump_file(backup))


def test_a_journal_left_by_a_crash_is_played_back_before(desk: Clerk, backup: Path, folder: Path) -> None:
    path = desk.register.path
    before = dump_file(path)
    desk.register.connection.close()
    script = textwrap.dedent("""
        import os, sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for n in range(2000):
            connection.execute("INSERT INTO unit_alias (unit_id, alias, key) VALUES (1, ?, ?)", (f"a{n}", f"a{n}"))
        os._exit(9)
    """)
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").stat().st_size
    done = restore(path, backup, folder)
    assert done.kept is not None
    assert dump_file(done.kept.path) == before
    assert not path.with_name(f"{path.name}-journal").exists()


def test_a_backup_of_an_older_format_is_restored_as_it_is(desk: Clerk, folder: Path) -> None:
    connection = sqlite3.connect(desk.register.path)
    connection.execute("PRAGMA user_version = 1")
    made = safety.make_backup(desk.register.path, folder, "night").path
    connection.execute(f"PRAGMA user_version = {register.FORMAT}")
    connection.close()
    assert restore(desk.register.path, made, folder).facts.format == 1
    with pytest.raises(errors.OlderRegister):
        Register.open(desk.register.path)


# -- what is refused -----------------------------------------------------------------------------------------


def test_a_damaged_backup_is_refused_and_nothing_is_done(desk: Clerk, backup: Path, folder: Path) -> None:
    faults.flip(backup, random.Random(3))
    before, names = desk.register.path.read_bytes(), faults.names(folder)
    with pytest.raises(errors.BackupDamaged):
        restore(desk.register.path, backup, folder)
    assert desk.register.path.read_bytes() == before
    assert faults.names(folder) == names
    assert asides(desk.register.path) == []


@pytest.mark.parametrize("content", [b"", b"ghi chu", b"SQLite format 3\x00" + b"\x00" * 200])
def test_what_is_no_backup_is_refused(desk: Clerk, folder: Path, tmp_path: Path, content: bytes) -> None:
    strange = tmp_path / "la.db"
    strange.write_bytes(content)
    with pytest.raises(errors.BackupDamaged) as raised:
        restore(desk.register.path, strange, folder)
    assert raised.value.facts["path"] == str(strange)


def test_a_register_at_work_is_not_renamed_away(desk: Clerk, backup: Path, folder: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(file_checks, "BUSY_SECONDS", 0.05)
    with desk.at_once():
        desk.unit("TGPL")
        with pytest.raises(errors.RegisterBusy):
            restore(desk.register.path, backup, folder)
        assert not list(desk.register.path.parent.glob(".tuphap-*"))
    assert len(dump_file(desk.register.path)["unit"]) == 2
    assert asides(desk.register.path) == []


def test_who_had_the_old_register_open_cannot_write_into_it_any_more(desk: Clerk, backup: Path, folder: Path) -> None:
    """What was said to be written would lie in a file that nobody reads."""
    restore(desk.register.path, backup, folder)
    with pytest.raises(errors.RegisterReadOnly):
        desk.unit("TGPL")


@pytest.mark.parametrize("name", faults.SYSTEM_CALLS)
def test_the_nth_failing_call_leaves_the_register_as_it_was_or_restored(
    desk: Clerk, backup: Path, folder: Path, name: str
) -> None:
    path = desk.register.path
    desk.register.connection.close()
    before, wanted = dump_file(path), without_journal(dump_file(backup))
    content = path.read_bytes()
    for nth in range(1, 80):
        with faults.failing(name, nth, errno.EIO) as calls:
            try:
                restore(path, backup, folder)
            except errors.RegisterFault as error:
                assert error.exit_code == 6  # noqa: PT017 - the n-th call may also not matter
                assert dump_file(path) == before, (name, nth)
                assert asides(path) == []
            else:
                assert without_journal(dump_file(path)) == wanted
        assert name == "unlink" or not list(path.parent.glob(".tuphap-*")), (name, nth)
        for left in (*asides(path), *path.parent.glob(".tuphap-*")):
            left.unlink()
        path.write_bytes(content)
        if not calls.failed:
            return
    pytest.fail("it never came to an end")


def test_no_room_for_the_restored_register_is_exit_6(desk: Clerk, backup: Path, tmp_path: Path) -> None:
    path = desk.register.path
    before = path.read_bytes()
    ran = faults.child(["restore", "--last", "--yes"], faults.limited(50_000), cwd=tmp_path)
    assert ran.returncode == 6, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert path.read_bytes() == before
    assert asides(path) == []


# -- killed --------------------------------------------------------------------------------------------------


def test_killed_between_the_renames_the_next_command_says_which_files_are_there(
    desk: Clerk, backup: Path, folder: Path, tmp_path: Path
) -> None:
    """The third rename within a restore is the register's own; the two before give the backup of it its name."""
    path = desk.register.path
    before = dump_file(path)
    desk.register.connection.close()
    found = []
    for nth in range(1, 6):
        for after in (False, True):
            ran = faults.child(["restore", "1", "--yes"], faults.dying("replace", nth, after=after), cwd=tmp_path)
            if ran.returncode == 0:
                break
            assert ran.returncode == faults.KILLED
            if path.exists():
                assert without_journal(dump_file(path)) in (
                    without_journal(before), without_journal(dump_file(backup)),
                )  # fmt: skip
                continue
            (aside,) = asides(path)
            found.append((nth, after))
            assert dump_file(aside) == before
            for argv in (["status"], ["backup"], ["task", "done", "1"], ["init"]):
                told = faults.child(argv, cwd=tmp_path)
                assert (told.returncode, told.stdout) == (6, b"")
                assert aside.name in told.stderr.decode()
                assert "cut short" in told.stderr.decode()
            aside.rename(path)
        for left in (*asides(path), *path.parent.glob(".tuphap-*")):
            left.unlink()
    assert found, "there is an instant between the renames"


def test_after_a_restore_cut_short_another_brings_the_register_back(
    desk: Clerk, backup: Path, folder: Path, tmp_path: Path
) -> None:
    path = desk.register.path
    desk.register.connection.close()
    before = dump_file(path)
    assert faults.child(["restore", backup.name, "--yes"], faults.dying("replace", 2, after=True)).returncode == 137
    assert not path.exists()
    ran = faults.child(["restore", backup.name, "--yes"], cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert without_journal(dump_file(path)) == without_journal(dump_file(backup))
    assert [dump_file(aside) for aside in asides(path)] == [before]
    assert backups.cut_short(path) is None


def test_a_missing_register_alone_is_no_restore_cut_short(desk: Clerk, backup: Path, folder: Path) -> None:
    path = desk.register.path
    restore(path, backup, folder)
    path.unlink()
    with pytest.raises(errors.NoRegister):
        Register.open(path)


# -- which one, and what it would cost -----------------------------------------------------------------------


def test_a_backup_is_found_by_number_name_and_path(desk: Clerk, backup: Path, folder: Path) -> None:
    path = desk.register.path
    newer = safety.make_backup(path, folder, "hand").path
    assert choosing.find_backup("1", folder, path) == newer
    assert choosing.find_backup("2", folder, path) == backup
    assert choosing.find_backup(backup.name, folder, path) == backup
    assert choosing.find_backup(backup.stem, folder, path) == backup
    assert choosing.find_backup(str(backup), folder, path) == backup
    for word in ("0", "3", "khong-co", "", str(folder)):
        with pytest.raises(errors.NoBackup):
            choosing.find_backup(word, folder, path)
    with pytest.raises(errors.BadField, match="the register itself"):
        choosing.find_backup(str(path), folder, path)


def test_the_last_good_one_passes_over_the_damaged_with_a_notice(desk: Clerk, backup: Path, folder: Path) -> None:
    path = desk.register.path
    for _ in range(2):
        faults.flip(safety.make_backup(path, folder, "hand").path, random.Random(5))
    listed, facts, notices = choosing.last_good(folder, path)
    assert listed.path == backup
    assert facts == file_checks.good_backup(backup)
    assert len(notices) == 2
    faults.flip(backup, random.Random(5))
    with pytest.raises(errors.NoGoodBackup):
        choosing.last_good(folder, path)


def test_entries_that_come_in_meanwhile_stop_a_restore(desk: Clerk, backup: Path, folder: Path) -> None:
    path = desk.register.path
    shown = restoring.loss(path, backup, shown=3).present
    assert shown is not None
    desk.unit("MOI")
    before = dump_file(path)
    with pytest.raises(errors.RestoreFailed) as raised:
        restoring.restore_backup(path, backup, ACTOR, Policy(folder), head=shown.head)
    assert "has written to it meanwhile" in str(raised.value.facts["why"])
    assert (dump_file(path), asides(path)) == (before, [])
    assert not list(path.parent.glob(".tuphap-*"))


def test_an_entry_between_the_backup_and_the_lock_is_not_lost_in_silence(
    desk: Clerk, backup: Path, folder: Path, monkeypatch: Patch
) -> None:
    path, real = desk.register.path, restoring._staged

    def staged(*args: Any) -> None:
        real(*args)
        desk.unit("MOI")

    monkeypatch.setattr(restoring, "_staged", staged)
    with pytest.raises(errors.RestoreFailed):
        restore(path, backup, folder)
    assert asides(path) == []
    assert any("MOI" in row for row in dump_file(path)["unit"])


def test_what_would_be_lost_is_counted_and_named(desk: Clerk, backup: Path) -> None:
    for number in range(4):
        desk.unit(f"U{number}")
    lost = restoring.loss(desk.register.path, backup, shown=3)
    assert (lost.rows, lost.shared) == (5, 3)
    assert [entry.seq for entry in lost.last] == [6, 7, 8]


def test_nothing_is_lost_by_a_backup_of_the_present_state(desk: Clerk, backup: Path, folder: Path) -> None:
    newest = safety.make_backup(desk.register.path, folder, "hand").path
    assert restoring.loss(desk.register.path, newest, shown=3).rows == 0


def test_a_backup_of_another_register_shares_nothing(
    desk: Clerk, backup: Path, tmp_path: Path, template: bytes
) -> None:
    other = tmp_path / "khac.db"
    other.write_bytes(template)
    with Register.open(other, write=True) as opened:
        Clerk(opened).unit("KHAC")
    lost = restoring.loss(other, backup, shown=3)
    assert (lost.shared, lost.rows) == (0, 1)


# -- the drill -----------------------------------------------------------------------------------------------


def test_a_drill_proves_a_backup_and_changes_nothing(
    desk: Clerk, backup: Path, folder: Path, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    before = desk.register.path.read_bytes(), backup.read_bytes(), faults.names(folder), asides(desk.register.path)
    assert restoring.drill(backup, ACTOR) == file_checks.good_backup(backup)
    assert before == (
        desk.register.path.read_bytes(), backup.read_bytes(), faults.names(folder), asides(desk.register.path),
    )  # fmt: skip
    assert faults.names(tmp_path / "tam") == []


def test_a_drill_on_an_empty_register(register_path: Path, folder: Path) -> None:
    made = safety.make_backup(register_path, folder, "hand")
    assert restoring.drill(made.path, ACTOR) == made.facts


def test_a_drill_finds_what_restoring_would_change(desk: Clerk, backup: Path, monkeypatch: Patch) -> None:
    real = restoring._recorded

    def changed(draft: Path, actor: str, summary: str) -> file_checks.FileFacts:
        connection = sqlite3.connect(draft)
        connection.execute("UPDATE unit SET name = 'Khác'")
        connection.commit()
        connection.close()
        return real(draft, actor, summary)

    monkeypatch.setattr(restoring, "_recorded", changed)
    with pytest.raises(errors.BackupDamaged, match="the table unit is another"):
        restoring.drill(backup, ACTOR)
