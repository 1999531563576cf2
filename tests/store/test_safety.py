"""A backup is whole or not there, and making one changes nothing else, whatever fails and whoever is killed."""

from __future__ import annotations

import errno
import os
import random
import re
import sqlite3
import stat
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.support import faults
from tests.support.registers import Clerk, Dump, day, dump_file
from tuphap_cli import errors
from tuphap_cli.domain.model import Note
from tuphap_cli.domain.retention import RetentionRule
from tuphap_cli.store.backup import backups, safety
from tuphap_cli.store.backup.safety import Policy
from tuphap_cli.store.file import lasting
from tuphap_cli.store.health import file_checks

pytestmark = pytest.mark.file_register

Patch = pytest.MonkeyPatch


@pytest.fixture
def desk(clerk: Clerk) -> Clerk:
    """A register with a unit, a decision and a task that is done."""
    task = clerk.task(clerk.decision(), "Hộ tịch", unit=clerk.unit("VP"), due=day("30/6"))
    clerk.done(task, day("28/6"), "45/BC-STP")
    return clerk


def state(path: Path) -> tuple[Dump, bytes]:
    return dump_file(path), path.read_bytes()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def series(path: Path, folder: Path, clock: list[datetime], count: int) -> list[Path]:
    """``count`` backups, one each night, the last one tonight; oldest first."""
    made = []
    for n in reversed(range(count)):
        clock[0] = NOW - timedelta(days=n)
        made.append(safety.make_backup(path, folder, "night").path)
    clock[0] = NOW
    return made


# -- a good one ----------------------------------------------------------------------------------------------


def test_a_backup_is_the_register_under_a_telling_name(desk: Clerk, folder: Path, clock: list[datetime]) -> None:
    path = desk.register.path
    before = state(path)
    made = safety.make_backup(path, folder, "hand")
    rows = len(desk.journal())
    assert made.path == folder / f"nhiem-vu-21001120-233001234-{rows}-hand.db"
    assert (made.facts.seq, made.facts.tasks, made.at) == (rows, 1, NOW)
    assert made.facts.mark == f"{rows}-{desk.journal()[-1].hash[:16]}"
    assert dump_file(made.path) == before[0]
    assert state(path) == before
    assert faults.names(folder) == [made.path.name, f"{made.path.name}.sha256"]


def test_a_backup_is_its_owners_alone_whatever_the_umask(desk: Clerk, folder: Path) -> None:
    before = os.umask(0)
    try:
        made = safety.make_backup(desk.register.path, folder, "hand")
    finally:
        os.umask(before)
    assert [mode(p) for p in (folder, made.path, backups.sum_file(made.path))] == [0o700, 0o600, 0o600]


def test_the_sum_is_in_the_form_of_sha256sum(desk: Clerk, folder: Path) -> None:
    made = safety.make_backup(desk.register.path, folder, "hand")
    text = backups.sum_file(made.path).read_text()
    assert re.fullmatch(rf"[0-9a-f]{{64}}  {re.escape(made.path.name)}\n", text)


def test_an_empty_register_is_backed_up_too(register_path: Path, folder: Path) -> None:
    made = safety.make_backup(register_path, folder, "hand")
    assert (made.facts.seq, made.facts.tasks, made.facts.origin) == (0, 0, "")
    assert file_checks.good_backup(made.path) == made.facts


def test_two_backups_within_a_millisecond_are_two_files(desk: Clerk, folder: Path, clock: list[datetime]) -> None:
    first, second = (safety.make_backup(desk.register.path, folder, "hand") for _ in range(2))
    assert first.path != second.path
    assert second.at - first.at == timedelta(milliseconds=1)
    assert [b.path for b in backups.listed_backups(folder, desk.register.path)] == [second.path, first.path]


def test_a_register_of_an_older_format_is_backed_up(desk: Clerk, folder: Path) -> None:
    """That is what happens before an upgrade."""
    connection = sqlite3.connect(desk.register.path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert safety.make_backup(desk.register.path, folder, "upgrade").facts.format == 1


def test_the_copy_of_a_register_in_wal_mode_is_one_file_of_the_usual_kind(desk: Clerk, folder: Path) -> None:
    path = desk.register.path
    desk.register.connection.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE unit SET email = 'a@example.vn'")
    connection.commit()
    made = safety.make_backup(path, folder, "hand")
    connection.close()
    assert made.path.read_bytes()[18:20] == b"\x01\x01"
    assert "a@example.vn" in dump_file(made.path)["unit"][0]
    assert faults.names(folder) == [made.path.name, f"{made.path.name}.sha256"]


def test_what_is_being_written_is_not_in_it_and_who_writes_is_not_disturbed(desk: Clerk, folder: Path) -> None:
    before = dump_file(desk.register.path)
    with desk.at_once():
        desk.unit("TGPL")
        made = safety.make_backup(desk.register.path, folder, "hand")
        desk.unit("CC1")
    assert dump_file(made.path) == before
    assert len(dump_file(desk.register.path)["unit"]) == 3


def test_a_backup_within_a_transaction_does_not_let_others_in(desk: Clerk, folder: Path, tmp_path: Path) -> None:
    """Closing a file by other means than SQLite's would drop this process's locks on it."""
    with desk.at_once():
        safety.backup_before(desk.register.path, "import")
        script = "import tuphap_cli.store.file.connection as c; c.BUSY_SECONDS = 0.1"
        ran = faults.child(["unit", "add", "X", "--name", "X"], script, cwd=tmp_path)
        assert ran.returncode == 6, ran.stderr
        desk.unit("TGPL")
    assert len(dump_file(desk.register.path)["unit"]) == 2


def test_backups_taken_while_another_writes_are_each_one_state(desk: Clerk, folder: Path) -> None:
    path = desk.register.path
    stop = threading.Event()
    failed: list[BaseException] = []

    def write() -> None:
        from tuphap_cli.store.file.register import Register

        try:
            with Register.open(path, write=True) as opened:
                other = Clerk(opened)
                for number in range(200):
                    if stop.is_set():
                        return
                    with other.at_once():
                        other.unit(f"U{number}a")
                        other.unit(f"U{number}b")
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        taken = [safety.make_backup(path, folder, "hand").path for _ in range(8)]
    finally:
        stop.set()
        writer.join()
    assert not failed
    for backup in taken:
        codes = [row for row in dump_file(backup)["unit"] if str(row[1]).startswith("U")]
        assert len(codes) % 2 == 0
        assert file_checks.good_backup(backup)


# -- what cannot be backed up --------------------------------------------------------------------------------


def test_no_register_no_backup_and_no_folder(env: Path, folder: Path) -> None:
    with pytest.raises(errors.NoRegister):
        safety.make_backup(env, folder, "hand")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE journal SET summary = 'khác' WHERE seq = 2", "broken at row 2"),
        ("DELETE FROM journal WHERE seq = 1", "broken at row 1"),
        ("UPDATE task SET lead_unit_id = 99", "refers to a row of unit"),
    ],
)
def test_a_register_that_is_not_whole_gives_no_backup(desk: Clerk, folder: Path, statement: str, why: str) -> None:
    connection = sqlite3.connect(desk.register.path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(errors.BackupFailed, match=why):
        safety.make_backup(desk.register.path, folder, "hand")
    assert faults.names(folder) == []


def test_a_damaged_register_is_named_as_damaged(desk: Clerk, folder: Path) -> None:
    path = desk.register.path
    desk.register.connection.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(errors.RegisterDamaged) as raised:
        safety.make_backup(path, folder, "hand")
    assert raised.value.facts["path"] == str(path)
    assert faults.names(folder) == []


def test_a_file_of_another_program_is_refused(env: Path, folder: Path) -> None:
    env.parent.mkdir()
    connection = sqlite3.connect(env)
    connection.execute("CREATE TABLE other (id INTEGER)")
    connection.close()
    with pytest.raises(errors.NotARegister):
        safety.make_backup(env, folder, "hand")


# -- the folder ----------------------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder_is_named(desk: Clerk, folder: Path) -> None:
    folder.write_text("ghi chú")
    for place in (folder, folder / "trong"):
        with pytest.raises(errors.BackupFailed, match="is a file, not a folder") as raised:
            safety.make_backup(desk.register.path, place, "hand")
        assert raised.value.facts["path"] == str(place)
    assert folder.read_text() == "ghi chú"


def test_a_folder_that_cannot_be_written_is_named(desk: Clerk, folder: Path, monkeypatch: Patch) -> None:
    """Permission bits mean nothing to the superuser, so what the system would say is said for it."""
    folder.mkdir()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, wanted: Path(path) != folder and real(path, wanted))
    with pytest.raises(errors.BackupFailed, match="Permission denied") as raised:
        safety.make_backup(desk.register.path, folder, "hand")
    assert raised.value.facts["path"] == str(folder)


def test_what_a_killed_run_left_is_swept_out_when_it_is_old_and_only_that(desk: Clerk, folder: Path) -> None:
    folder.mkdir()
    old = [".tuphap-12-34.tmp", ".tuphap-12-34.tmp-journal", "ghi-chu.tmp", ".tuphap-ghi-chu.tmp"]
    for name in [*old, ".tuphap-56-78.tmp"]:
        (folder / name).write_text("x")
    for name in old:
        os.utime(folder / name, (0, 0))
    made = safety.make_backup(desk.register.path, folder, "hand").path.name
    assert faults.names(folder) == sorted(
        [".tuphap-56-78.tmp", ".tuphap-ghi-chu.tmp", "ghi-chu.tmp", made, f"{made}.sha256"]
    )


def test_only_the_registers_own_names_are_listed(desk: Clerk, folder: Path) -> None:
    made = safety.make_backup(desk.register.path, folder, "night").path
    name = made.name
    for other in (f"khac-{name}", name.replace("night", "other"), f"{name}.tmp", name.replace("nhiem", "nhiem-nhiem"),
                  "nhiem-vu-20261399-233001234-5-hand.db"):  # fmt: skip
        (folder / other).write_text("x")
    assert [b.path for b in backups.listed_backups(folder, desk.register.path)] == [made]
    assert backups.listed_backups(folder / "khong-co", desk.register.path) == []


# -- whatever fails ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES], ids=["EIO", "ENOSPC", "EACCES"])
@pytest.mark.parametrize("name", faults.SYSTEM_CALLS)
def test_the_nth_failing_call_leaves_everything_as_it_was(
    desk: Clerk, folder: Path, clock: list[datetime], name: str, number: int
) -> None:
    """Each call of the system in turn fails: exit 6 and nothing new, or (where it did not matter) a good backup."""
    path = desk.register.path
    older = safety.make_backup(path, folder, "hand").path
    before, names = state(path), faults.names(folder)
    for nth in range(1, 60):
        made = None
        with faults.failing(name, nth, number) as calls:
            try:
                made = safety.make_backup(path, folder, "hand")
            except errors.RegisterFault as error:
                assert error.exit_code == 6  # noqa: PT017 - the n-th call may also not matter
                assert faults.names(folder) == names, (name, nth)
        if made is not None:
            assert file_checks.good_backup(made.path)
            backups.remove_backup(made.path)
        assert state(path) == before
        assert file_checks.good_backup(older)
        if not calls.failed:
            break
    else:
        pytest.fail("it never came to an end")


def test_a_network_drive_that_syncs_no_folders_is_no_failure(desk: Clerk, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    with faults.failing("fsync", 3, errno.EINVAL) as calls:
        made = safety.make_backup(desk.register.path, folder, "hand")
    assert calls.failed
    assert file_checks.good_backup(made.path)


@pytest.mark.parametrize("size", [1, 4096, 40_000, 100_000])
def test_no_room_for_the_copy_is_exit_6_and_the_older_ones_stay(
    desk: Clerk, folder: Path, tmp_path: Path, size: int
) -> None:
    """A limit on a file's size stands for a full volume, and for a quota with its signal."""
    path = desk.register.path
    older = safety.make_backup(path, folder, "hand").path
    before, names = state(path), faults.names(folder)
    ran = faults.child(["backup"], faults.limited(size), cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (6, b""), ran.stderr
    assert str(folder).encode() in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert (state(path), faults.names(folder)) == (before, names)
    assert file_checks.good_backup(older)


def test_a_copy_that_is_not_what_the_register_held_gets_no_name(
    desk: Clerk, folder: Path, monkeypatch: Patch
) -> None:
    real = file_checks.checked_file
    monkeypatch.setattr(file_checks, "checked_file", lambda path: real(path)._replace(seq=99))
    with pytest.raises(errors.BackupFailed, match="not what the register held"):
        safety.make_backup(desk.register.path, folder, "hand")
    assert faults.names(folder) == []


def test_a_copy_that_the_disk_has_changed_gets_no_name(desk: Clerk, folder: Path, monkeypatch: Patch) -> None:
    real = lasting.sync

    def changed(path: Path) -> None:
        real(path)
        if path.suffix == ".tmp":
            content = path.read_bytes()
            path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))

    monkeypatch.setattr(lasting, "sync", changed)
    with pytest.raises(errors.BackupFailed, match="does not pass its check"):
        safety.make_backup(desk.register.path, folder, "hand")
    assert faults.names(folder) == []


# -- killed --------------------------------------------------------------------------------------------------

DEATHS = [
    *(faults.dying_in_copy(pages) for pages in (1, 20)),
    *(faults.dying("fsync", n, after=after) for n in (1, 2, 3) for after in (False, True)),
    *(faults.dying("replace", 1, after=after) for after in (False, True)),
]


@pytest.mark.parametrize("death", DEATHS, ids=lambda text: re.sub(r"\W+", " ", text)[:40])
def test_a_killed_backup_leaves_no_name_that_is_not_good(
    desk: Clerk, folder: Path, tmp_path: Path, death: str
) -> None:
    path = desk.register.path
    older = safety.make_backup(path, folder, "hand").path
    before = state(path)
    assert faults.child(["backup"], death, cwd=tmp_path).returncode == faults.KILLED
    assert state(path) == before
    there = backups.listed_backups(folder, path)
    assert older in [b.path for b in there]
    for backup in there:
        assert file_checks.good_backup(backup.path)
    for name in folder.glob(".tuphap-*"):
        os.utime(name, (0, 0))
    safety.make_backup(path, folder, "hand")
    assert list(folder.glob(".tuphap-*")) == []


# -- damage is found -----------------------------------------------------------------------------------------


def test_a_flipped_bit_is_found_wherever_it_lies(desk: Clerk, folder: Path) -> None:
    made = safety.make_backup(desk.register.path, folder, "hand").path
    content, chance = made.read_bytes(), random.Random(20261120)
    for _ in range(100):
        faults.flip(made, chance)
        with pytest.raises(errors.BackupDamaged, match="SHA-256"):
            file_checks.good_backup(made)
        made.write_bytes(content)
    assert file_checks.good_backup(made)


@pytest.mark.parametrize("text", ["", "   ", "khong phai tong", "0" * 64])
def test_a_sum_that_says_otherwise_is_damage_too(desk: Clerk, folder: Path, text: str) -> None:
    made = safety.make_backup(desk.register.path, folder, "hand").path
    backups.sum_file(made).write_text(text)
    with pytest.raises(errors.BackupDamaged):
        file_checks.good_backup(made)


def test_without_its_sum_a_backup_is_checked_as_far_as_sqlite_and_the_chain_go(desk: Clerk, folder: Path) -> None:
    made = safety.make_backup(desk.register.path, folder, "hand")
    backups.sum_file(made.path).unlink()
    assert file_checks.good_backup(made.path) == made.facts
    content = made.path.read_bytes()
    made.path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(errors.BackupDamaged):
        file_checks.good_backup(made.path)


# -- retention -----------------------------------------------------------------------------------------------


def test_the_rule_clears_the_older_ones_with_their_sums(desk: Clerk, folder: Path, clock: list[datetime]) -> None:
    made = series(desk.register.path, folder, clock, 8)
    cleared = safety.clear(desk.register.path, folder, RetentionRule(daily=5), dry_run=True)
    assert sorted(cleared.removed) == made[:3]
    assert len(faults.names(folder)) == 16
    assert safety.clear(desk.register.path, folder, RetentionRule(daily=5)) == cleared
    assert [b.path for b in backups.listed_backups(folder, desk.register.path)] == made[:2:-1]
    assert len(faults.names(folder)) == 10
    assert safety.clear(desk.register.path, folder, RetentionRule(daily=5)) == safety.Cleared()


def test_three_stay_whatever_the_rule_says(desk: Clerk, folder: Path, clock: list[datetime]) -> None:
    made = series(desk.register.path, folder, clock, 6)
    safety.clear(desk.register.path, folder, RetentionRule(last=1))
    assert [b.path for b in backups.listed_backups(folder, desk.register.path)] == made[:2:-1]


def test_one_that_cannot_be_removed_is_told_and_stops_nothing(
    desk: Clerk, folder: Path, clock: list[datetime]
) -> None:
    made = series(desk.register.path, folder, clock, 5)
    with faults.failing("unlink", 1, errno.EACCES):
        cleared = safety.clear(desk.register.path, folder, RetentionRule(last=3))
    assert len(cleared.removed) == 1
    assert "could not be removed: Permission denied" in str(cleared.notices[0])
    assert len(backups.listed_backups(folder, desk.register.path)) == 4
    assert made[4].exists()


def test_a_damaged_one_counts_for_nothing_and_is_not_removed(
    desk: Clerk, folder: Path, clock: list[datetime]
) -> None:
    made = series(desk.register.path, folder, clock, 7)
    for bad in (made[-1], made[-3], made[0]):
        faults.flip(bad, random.Random(1))
    cleared = safety.clear(desk.register.path, folder, RetentionRule(last=3))
    left = {b.path for b in backups.listed_backups(folder, desk.register.path)}
    assert left == {made[-1], made[-3], made[0], made[-2], made[-4], made[-5]}
    assert cleared.removed == (made[1],)
    assert [str(n) for n in cleared.notices if "damaged" in str(n)] == [str(n) for n in cleared.notices]
    assert len(cleared.notices) == 3


def test_a_backup_of_another_register_is_left_alone(
    desk: Clerk, folder: Path, clock: list[datetime], template: bytes, tmp_path: Path
) -> None:
    """Two registers of the same name may have the same folder."""
    from tuphap_cli.store.file.register import Register

    other = tmp_path / "khac" / "nhiem-vu.db"
    other.parent.mkdir()
    other.write_bytes(template)
    with Register.open(other, write=True) as opened:
        Clerk(opened).unit("KHAC")
    clock[0] = NOW - timedelta(days=30)
    strange = safety.make_backup(other, folder, "night").path
    made = series(desk.register.path, folder, clock, 5)
    cleared = safety.clear(desk.register.path, folder, RetentionRule(last=3))
    assert strange.exists()
    assert sorted(cleared.removed) == made[:2]
    assert ["another register" in str(n) for n in cleared.notices] == [True]


@pytest.mark.parametrize("days", [365, 3650], ids=["back a year", "back ten years"])
def test_a_clock_that_was_set_back_removes_nothing(
    desk: Clerk, folder: Path, clock: list[datetime], days: int
) -> None:
    series(desk.register.path, folder, clock, 6)
    clock[0] = NOW - timedelta(days=days)
    names = faults.names(folder)
    cleared = safety.clear(desk.register.path, folder, RetentionRule(last=1))
    assert cleared.removed == ()
    assert "The clock looks wrong" in str(cleared.notices[0])
    assert "20/11/2100" in str(cleared.notices[0])
    assert faults.names(folder) == names


def test_a_journal_from_the_future_removes_nothing_either(desk: Clerk, folder: Path, clock: list[datetime]) -> None:
    last = file_checks.glance(desk.register.path).last_at
    assert last is not None
    for n in range(5):
        clock[0] = last - timedelta(days=400 + n)
        safety.make_backup(desk.register.path, folder, "night")
    clock[0] = last - timedelta(days=399)
    assert "clock" in str(safety.clear(desk.register.path, folder, RetentionRule(last=1)).notices[0])
    assert len(backups.listed_backups(folder, desk.register.path)) == 5


# -- before a command ----------------------------------------------------------------------------------------


def test_the_backup_before_a_command_goes_beside_the_register(desk: Clerk, folder: Path) -> None:
    made = safety.backup_before(desk.register.path, "upgrade")
    assert made is not None
    assert made.path.parent == folder
    assert made.path.name.endswith("-upgrade.db")


def test_the_policy_names_another_folder_or_wants_none(desk: Clerk, folder: Path, tmp_path: Path) -> None:
    made = safety.backup_before(desk.register.path, "import", Policy(tmp_path / "dia-khac"))
    assert made is not None
    assert made.path.parent == tmp_path / "dia-khac"
    assert safety.backup_before(desk.register.path, "import", Policy(first=False)) is None
    assert not folder.exists()


def test_the_command_does_not_begin_when_it_fails(desk: Clerk, folder: Path) -> None:
    folder.write_text("ghi chú")
    with pytest.raises(errors.BackupFirstFailed, match="a file, not a folder") as raised:
        safety.backup_before(desk.register.path, "import")
    why = raised.value.facts["why"]
    assert isinstance(why, Note), "it can be translated, and so the cause in it"
    assert isinstance(dict(why.values)["why"], Note)


def test_it_clears_by_the_rule(desk: Clerk, folder: Path, clock: list[datetime]) -> None:
    made = series(desk.register.path, folder, clock, 5)
    done = safety.backup_before(desk.register.path, "import", Policy(rule=RetentionRule(last=3)))
    assert done is not None
    assert sorted(done.cleared.removed) == made[:3]
