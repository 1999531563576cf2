"""backup and restore on the command line: what they print, refuse and ask, and the backups before other commands."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, Run
from tests.support import faults, formats
from tests.support.keyboard import typed
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, Ran, dump_file
from tuphap_cli.store.backup import backups
from tuphap_cli.store.file import register
from tuphap_cli.store.health import file_checks

Patch = pytest.MonkeyPatch


def there(folder: Path) -> list[Path]:
    """The backups, the newest first."""
    return sorted(folder.glob("*.db"), reverse=True)


def last_command(path: Path) -> str:
    """The command of the journal's last row."""
    rows = dump_file(path)["journal"]
    return str(max(rows, key=lambda row: int(str(row[0])))[3])


# -- backup --------------------------------------------------------------------------------------------------


def test_a_backup_by_hand_says_where_how_big_and_its_mark(office: Clerk, run: Run, folder: Path) -> None:
    ran = run("backup")
    (made,) = there(folder)
    assert (ran.code, ran.err) == (0, "")
    assert str(made) in ran.out
    assert f"7 tasks, 5 journal rows, mark {file_checks.glance(made).mark}" in ran.out
    assert "Next: tuphap backup --list" in ran.out
    assert made.name.endswith("-hand.db")


def test_the_nightly_one_bears_its_word(office: Clerk, run: Run, folder: Path) -> None:
    assert run("backup", "--night").code == 0
    assert there(folder)[0].name.endswith("-night.db")


def test_a_backup_changes_no_byte_of_the_register(office: Clerk, run: Run, env: Path) -> None:
    before = env.read_bytes()
    for argv in (("backup",), ("backup", "--list", "--verify"), ("restore", "--drill"), ("backup", "--dry-run")):
        assert run(*argv).code == 0
    assert env.read_bytes() == before


def test_a_backup_for_a_machine(office: Clerk, run: Run, folder: Path) -> None:
    found = json.loads(run("backup", "-f", "json").out)
    (row,) = found["rows"]
    assert found["schema"] == "tuphap.backup/1"
    assert (row["path"], row["tasks"], row["why"]) == (str(there(folder)[0]), 7, "hand")
    assert (found["removed"], found["notices"]) == ([], [])


def test_a_trial_writes_nothing_and_names_what_the_rule_would_remove(
    office: Clerk, run: Run, folder: Path, clock: list[datetime]
) -> None:
    assert "Tried only" in run("backup", "--dry-run").out
    assert not folder.exists()
    run("settings", "keep", "last=3")
    for n in (3, 2, 1):
        clock[0] = NOW - timedelta(days=n)
        run("backup")
    clock[0] = NOW
    names = faults.names(folder)
    tried = run("backup", "--dry-run")
    assert there(folder)[-1].name in tried.out
    assert faults.names(folder) == names
    ran = run("backup")
    assert "Removed by the rule" in ran.out
    assert len(there(folder)) == 3


def test_a_wrong_format_is_refused_before_anything_is_made(office: Clerk, run: Run, folder: Path) -> None:
    assert run("backup", "-f", "pdf").code == 2
    assert not folder.exists()


@pytest.mark.parametrize("value", ["", "last=0", "last=0 daily=0 weekly=0 monthly=0", "everything"])
def test_a_rule_that_keeps_nothing_is_refused(office: Clerk, run: Run, value: str) -> None:
    ran = run("settings", "keep", value)
    assert ran.code == 2
    assert "last=N daily=N" in ran.err


def test_such_a_rule_in_the_file_or_the_environment_removes_nothing(
    office: Clerk, run: Run, folder: Path, monkeypatch: Patch
) -> None:
    run("backup")
    monkeypatch.setenv("TUPHAP_KEEP", "last=0")
    ran = run("backup")
    assert ran.code == 2
    assert len(there(folder)) == 1


def test_another_folder_by_a_setting(office: Clerk, run: Run, folder: Path, tmp_path: Path) -> None:
    run("settings", "backups", str(tmp_path / "dia khac"))
    assert run("backup").code == 0
    assert len(there(tmp_path / "dia khac")) == 1
    assert not folder.exists()


def test_a_file_in_the_place_of_the_folder_is_exit_6_and_named(office: Clerk, run: Run, folder: Path) -> None:
    folder.write_text("ghi chú")
    for argv in (("backup",), ("backup", "--list"), ("restore", "--last")):
        ran = run(*argv)
        assert (ran.code, ran.out) == (6, "")
        assert str(folder) in ran.err


def test_no_register_is_exit_6(run: Run, env: Path) -> None:
    ran = run("backup")
    assert (ran.code, ran.out) == (6, "")
    assert str(env) in ran.err
    assert not env.parent.exists()


def test_a_server_is_refused_by_name(run: Run) -> None:
    for argv in (("backup",), ("restore", "--last")):
        ran = run("-R", "postgresql://may-chu/so", *argv)
        assert ran.code == 6
        assert "may-chu" in ran.err


def test_behind_a_link_the_register_itself_is_meant(office: Clerk, run: Run, env: Path, tmp_path: Path) -> None:
    link = tmp_path / "so.db"
    link.symlink_to(env)
    assert run("-R", str(link), "backup").code == 0
    assert run("-R", str(link), "restore", "--last", "--yes").code == 0
    assert link.is_symlink()
    assert len(there(env.parent / "sao-luu")) == 2
    assert last_command(env) == "restore"


# -- the list ------------------------------------------------------------------------------------------------


def test_the_list_is_empty_and_says_so(office: Clerk, run: Run) -> None:
    assert "There is no backup yet." in run("backup", "--list").out
    found = json.loads(run("backup", "--list", "-f", "json").out)
    assert (found["schema"], found["rows"]) == ("tuphap.backups/1", [])


def test_the_list_has_day_cause_tasks_journal_mark_and_whether_checked(
    office: Clerk, run: Run, folder: Path, clock: list[datetime]
) -> None:
    run("backup", "--night")
    clock[0] = NOW + timedelta(hours=1)
    run("backup")
    faults.flip(there(folder)[0], random.Random(1))
    rows = json.loads(run("backup", "--list", "--verify", "-f", "json").out)["rows"]
    assert [(r["number"], r["why"], r["verified"], r["made_at"]) for r in rows] == [
        (1, "hand", False, "2100-11-21T00:30:01.234"),
        (2, "night", True, "2100-11-20T23:30:01.234"),
    ]
    assert (rows[1]["tasks"], rows[1]["journal"], rows[1]["problem"]) == (7, 5, None)
    assert "SHA-256" in rows[0]["problem"]
    assert json.loads(run("backup", "--list", "-f", "json").out)["rows"][1]["verified"] is None


@pytest.mark.parametrize("form", formats.EVERY)
def test_the_list_in_every_format(office: Clerk, run: Run, tmp_path: Path, form: str) -> None:
    run("backup")
    file = tmp_path / f"sao-luu.{form}"
    assert run("backup", "--list", "-f", form, "-o", str(file)).code == 0
    assert file.stat().st_size


# -- restore -------------------------------------------------------------------------------------------------


@pytest.fixture
def changed(office: Clerk, run: Run) -> Clerk:
    """The office with a backup, and a task that has been done since."""
    assert run("backup", "--night").code == 0
    assert run("task", "done", "4", "--doc", "45/BC-STP").code == 0
    return office


def test_a_restore_says_what_is_lost_and_where_it_is_kept(changed: Clerk, run: Run, env: Path, folder: Path) -> None:
    ran = run("restore", "--last", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "1 journal row would be lost:" in ran.out
    assert "tuphap task done  4" in ran.out
    assert "-truoc-khi-phuc-hoi-" in ran.out
    assert "-restore.db" in ran.out
    assert "Next: tuphap status" in ran.out
    assert last_command(env) == "restore"
    assert run("task", "done", "4", "--doc", "45/BC-STP").code == 0, "it is open again"


def test_a_trial_of_a_restore_changes_nothing(changed: Clerk, run: Run, env: Path, folder: Path) -> None:
    before, names = env.read_bytes(), (faults.names(folder), faults.names(env.parent))
    ran = run("restore", "1", "--dry-run")
    assert ran.code == 0
    assert "1 journal row would be lost" in ran.out
    assert env.read_bytes() == before
    assert (faults.names(folder), faults.names(env.parent)) == names


def test_without_a_terminal_a_restore_needs_yes(changed: Clerk, run: Run, env: Path) -> None:
    before = env.read_bytes()
    ran = run("restore", "--last")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert env.read_bytes() == before


@pytest.mark.parametrize(("said", "code"), [("yes\n", 0), ("có\n", 0), ("no\n", 130), ("\n", 130), ("", 130)])
def test_on_a_terminal_it_asks(changed: Clerk, run: Run, env: Path, monkeypatch: Patch, said: str, code: int) -> None:
    before = dump_file(env)
    typed(monkeypatch, said)
    assert run("restore", "--last").code == code
    assert (dump_file(env) == before) is (code != 0)


def test_one_backup_must_be_named_or_the_last(changed: Clerk, run: Run) -> None:
    for argv in (("restore",), ("restore", "1", "--last")):
        ran = run(*argv)
        assert ran.code == 2
        assert "tuphap backup --list" in ran.err


def test_a_damaged_backup_is_refused_and_passed_over_by_last(
    changed: Clerk, run: Run, env: Path, folder: Path
) -> None:
    run("backup")
    newest, older = there(folder)
    faults.flip(newest, random.Random(7))
    before = env.read_bytes()
    ran = run("restore", "1", "--yes")
    assert (ran.code, ran.out) == (6, "")
    assert newest.name in ran.err
    assert env.read_bytes() == before
    ran = run("restore", "--last", "--yes")
    assert ran.code == 0
    assert f"{newest.name} cannot be used and was passed over" in ran.err
    assert older.name in ran.out
    faults.flip(older, random.Random(7))
    for left in there(folder):
        if left != older:
            backups.remove_backup(left)
    assert run("restore", "--last", "--yes").code == 6


def test_a_damaged_register_is_replaced_by_the_last_good_backup(
    changed: Clerk, run: Run, env: Path, folder: Path
) -> None:
    changed.register.connection.close()
    content = env.read_bytes()
    env.write_bytes(content[: len(content) // 3])
    told = run("status")
    assert told.code == 6
    ran = run("restore", "--last", "--yes")
    assert ran.code == 0
    assert "cannot be read" in ran.out
    assert "No backup of the register as it was" in ran.err
    assert run("status").code == 0


def test_a_backup_of_another_register_is_called_so(
    changed: Clerk, run: Run, tmp_path: Path, env: Path, folder: Path
) -> None:
    other = tmp_path / "khac.db"
    assert run("-R", str(other), "init").code == 0
    assert run("-R", str(other), "unit", "add", "X", "--name", "X").code == 0
    assert "backup of another register" in run("-R", str(other), "restore", str(there(folder)[0]), "--dry-run").out


def test_an_older_backup_is_restored_and_then_upgraded(changed: Clerk, run: Run, folder: Path) -> None:
    backup = there(folder)[0]
    connection = sqlite3.connect(backup)
    connection.execute(f"PRAGMA user_version = {register.FORMAT - 1}")
    connection.close()
    backups.sum_file(backup).unlink()
    ran = run("restore", "1", "--yes")
    assert ran.code == 0
    assert "Next: tuphap upgrade" in ran.out


def test_a_drill_says_what_was_proved(changed: Clerk, run: Run, env: Path, folder: Path) -> None:
    before, names = env.read_bytes(), (faults.names(folder), faults.names(env.parent))
    ran = run("restore", "--drill")
    assert (ran.code, ran.err) == (0, "")
    assert "The drill is passed" in ran.out
    with closing(sqlite3.connect(env)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        assert f"{tables.fetchone()[0]} tables" in ran.out
    assert env.read_bytes() == before
    assert (faults.names(folder), faults.names(env.parent)) == names
    assert run("restore", "--drill", "1").code == 0


def test_a_drill_on_a_damaged_backup_is_exit_6(changed: Clerk, run: Run, folder: Path) -> None:
    faults.flip(there(folder)[0], random.Random(2))
    assert run("restore", "--drill", "1").code == 6
    assert run("restore", "--drill").code == 6


def test_a_drill_needs_no_register(changed: Clerk, run: Run, env: Path) -> None:
    env.unlink()
    assert run("restore", "--drill").code == 0
    assert not env.exists()


def test_a_restore_where_others_may_write_is_refused(changed: Clerk, run: Run, env: Path, monkeypatch: Patch) -> None:
    from tuphap_cli.store.file import place

    monkeypatch.setattr(place, "find_place", lambda path: place.StoragePlace(place.NETWORK, "nfs"))
    before = env.read_bytes()
    ran = run("restore", "--last", "--yes")
    assert ran.code == 6
    assert "nfs" in ran.err
    assert env.read_bytes() == before


# -- before other commands -----------------------------------------------------------------------------------


def annex(folder: Path, title: str = "Số hóa sổ hộ tịch") -> Path:
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], ["1", title, "HCTP", "30/9/2021"]]
    return csv_of_rows(folder / "phu-luc.csv", rows)


def bring(run: Run, file: Path, *options: str) -> Ran:
    return run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021", *options)


def test_before_an_import_into_a_register_with_tasks(office: Clerk, run: Run, tmp_path: Path, folder: Path) -> None:
    before = dump_file(office.register.path)
    ran = bring(run, annex(tmp_path), "-f", "json")
    assert ran.code == 0
    (made,) = there(folder)
    assert made.name.endswith("-import.db")
    assert dump_file(made) == before
    assert f"Backup first: {made}" in ran.err
    assert json.loads(ran.out)


def test_not_before_the_first_import_a_trial_or_a_refused_one(
    clerk: Clerk, run: Run, tmp_path: Path, folder: Path
) -> None:
    clerk.unit("HCTP", "Phòng Hành chính tư pháp")
    bring(run, annex(tmp_path))
    bring(run, annex(tmp_path, "Việc khác"), "--dry-run")
    bad = csv_of_rows(tmp_path / "sai.csv", [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
                                             ["1", "Việc", "KHONGCO", "30/9/2021"]])  # fmt: skip
    assert bring(run, bad).code == 4
    assert not folder.exists()


def test_before_a_transfer(office: Clerk, run: Run, folder: Path) -> None:
    argv = ("unit", "transfer", "HCTP", "--to", "VP", "--by", "15/QĐ-STP", "--reason", "Sáp nhập")
    assert run(*argv, "--dry-run").code == 0
    assert not folder.exists()
    assert run(*argv).code == 0
    assert there(folder)[0].name.endswith("-transfer.db")


@pytest.mark.parametrize("command", ["import", "transfer"])
def test_a_backup_that_fails_stops_the_command_and_a_setting_goes_on_without(
    office: Clerk, run: Run, tmp_path: Path, folder: Path, command: str
) -> None:
    folder.write_text("ghi chú")
    argv = {
        "import": ("import", str(annex(tmp_path)), "--decision", "40/QĐ-STP", "--issued", "1/3/2021"),
        "transfer": ("unit", "transfer", "HCTP", "--to", "VP", "--by", "15/QĐ-STP", "--reason", "Sáp nhập"),
    }[command]
    before = dump_file(office.register.path)
    ran = run(*argv)
    assert ran.code == 6
    assert str(folder) in ran.err
    assert "tuphap settings backup_first false" in ran.err
    assert dump_file(office.register.path) == before
    assert run("settings", "backup_first", "false").code == 0
    assert run(*argv).code == 0


def test_status_names_the_last_backup(office: Clerk, run: Run, clock: list[datetime]) -> None:
    assert json.loads(run("status", "-f", "json").out)["last_backup"] is None
    run("backup")
    assert "20/11/2100 23:30" in run("status").out
    assert json.loads(run("status", "-f", "json").out)["last_backup"] == "2100-11-20T23:30:01"


def test_a_restore_whose_backup_fails_stops_too(
    changed: Clerk, run: Run, env: Path, folder: Path, tmp_path: Path
) -> None:
    backup = there(folder)[0]
    run("settings", "backups", str(tmp_path / "ghi-chu"))
    (tmp_path / "ghi-chu").write_text("ghi chú")
    before = env.read_bytes()
    ran = run("restore", str(backup), "--yes")
    assert ran.code == 6
    assert env.read_bytes() == before
    run("settings", "backup_first", "false")
    run("settings", "backups", str(tmp_path / "trong"))
    assert run("restore", str(backup), "--yes").code == 0
    assert len(there(folder)) == 1
    assert not (tmp_path / "trong").exists()


def test_a_backup_of_a_damaged_register_names_the_last_one(changed: Clerk, run: Run, env: Path, folder: Path) -> None:
    changed.register.connection.close()
    content = env.read_bytes()
    env.write_bytes(content[: len(content) // 3])
    names = faults.names(folder)
    ran = run("backup", "--night")
    assert (ran.code, ran.out) == (6, "")
    assert "tuphap restore --last" in ran.err
    assert faults.names(folder) == names
