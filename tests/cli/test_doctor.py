"""doctor and upgrade on the command line, and what other commands say of a register that is not as it should be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.old_register import of_format
from tests.support.registers import Clerk, dump_file
from tuphap_cli import settings
from tuphap_cli.store.backup import backups
from tuphap_cli.store.file import place
from tuphap_cli.store.file.place import StoragePlace
from tuphap_cli.store.file.register import FORMAT

KEYS = ["code", "severity", "what", "where", "remedy"]
Patch = pytest.MonkeyPatch


def examined(run: Run, *more: str) -> Any:
    return json.loads(run("doctor", *more, "--format", "json").out)


def plant(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


@pytest.fixture
def safe(office: Clerk, run: Run) -> Path:
    """The office's register with a backup and rights of its owner alone."""
    office.register.path.chmod(0o600)
    assert run("backup").code == 0
    return office.register.path


@pytest.fixture
def old(env: Path) -> Path:
    """A register of the first format where the program looks for it."""
    env.parent.mkdir(mode=0o700)
    shutil.copy(of_format(1), env)
    env.chmod(0o600)
    return env


# -- doctor --------------------------------------------------------------------------------------------------


def test_a_register_in_order_is_exit_0(safe: Path, run: Run) -> None:
    ran = run("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "The register is in order." in ran.out


def test_its_json_keeps_the_contract(safe: Path, run: Run) -> None:
    plant(safe, "UPDATE standing SET percent = 7 WHERE task_id = 1")
    found = examined(run)
    assert (found["schema"], found["register"], found["repaired"]) == ("tuphap.doctor/1", str(safe), [])
    assert [list(row) for row in found["rows"]] == [KEYS] * 3
    assert found["rows"][0] == {
        "code": "cache", "severity": "error", "what": "The state kept of task 1 is not what its ledger says",
        "where": "task 1", "remedy": "Rebuild it from the ledger: tuphap doctor --repair",
    }  # fmt: skip
    assert [row["code"] for row in found["rows"][1:]] == ["seal", "clock.fixed"]
    assert found["totals"] == {"error": 1, "warning": 1, "note": 1}


def test_findings_are_exit_3_and_remarks_are_not(safe: Path, run: Run) -> None:
    assert run("doctor").code == 0
    safe.chmod(0o644)  # the folder is closed, so that nobody gets there
    assert run("doctor").code == 0
    safe.parent.chmod(0o755)
    assert run("doctor").code == 3


def test_errors_stand_first_and_every_row_says_what_to_do(safe: Path, run: Run) -> None:
    safe.chmod(0o666)
    safe.parent.chmod(0o755)
    plant(safe, "DROP INDEX ix_task_group_id")
    rows = examined(run)["rows"]
    assert [row["severity"] for row in rows] == ["error", "warning", "warning", "note", "note"]
    assert all(row["remedy"] for row in rows)
    assert run("doctor").out.rstrip().endswith("Do not rely on reports before the errors are cleared.")


def test_it_goes_into_a_file_and_has_its_headings_without_rows(
    safe: Path, run: Run, tmp_path: Path, monkeypatch: Patch
) -> None:
    assert run("doctor", "-o", str(tmp_path / "kham-so.csv")).code == 0
    monkeypatch.delenv("TUPHAP_TODAY")
    assert run("doctor", "-f", "csv").out.strip() == ",".join(f'"{key}"' for key in KEYS)


def test_it_speaks_vietnamese_without_a_word_of_english_codes_in_the_sentences(
    safe: Path, run: Run, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    assert examined(run)["schema"] == "tuphap.doctor/1"


def test_no_register_is_exit_6(env: Path, run: Run) -> None:
    assert run("doctor").code == 6
    assert "tuphap init" in run("doctor").err


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"PK\x03\x04"])
def test_a_file_that_is_no_register_any_more_is_a_finding(safe: Path, run: Run, content: bytes) -> None:
    safe.write_bytes(content)
    ran = run("doctor", "-f", "json")
    assert (ran.code, ran.err) == (3, "")
    assert [row["code"] for row in json.loads(ran.out)["rows"]] == ["file"]


def test_settings_that_cannot_be_used_are_findings(safe: Path, run: Run, monkeypatch: Patch) -> None:
    settings.file().parent.mkdir(parents=True)
    settings.file().write_text('soon = "nhiều"\nthua = 1\nscheme = "khac"\n', encoding="utf-8")
    rows = [row for row in examined(run)["rows"] if row["code"] == "settings"]
    assert [row["severity"] for row in rows] == ["warning"] * 3
    said = " ".join(row["what"] for row in rows)
    assert all(word in said for word in ("soon", "thua", "scheme"))


# -- repair --------------------------------------------------------------------------------------------------


def test_repair_says_what_it_changed_and_is_tried_first(safe: Path, run: Run) -> None:
    before = dump_file(safe)["task"]
    plant(safe, "UPDATE standing SET percent = 7 WHERE task_id IN (1, 4)")
    tried = run("doctor", "--repair", "--dry-run")
    assert tried.code == 3
    assert "The state of 2 tasks was rebuilt: 1, 4" in tried.out
    assert "Tried only" in tried.out
    done = examined(run, "--repair")
    sealed = "Every row is as the journal has it; the register was sealed again."
    assert done["repaired"] == ["The state of 2 tasks was rebuilt: 1, 4", sealed]
    assert dump_file(safe)["task"] == before
    assert examined(run, "--repair")["repaired"] == ["There was nothing to repair."]


def test_repair_touches_neither_ledger_nor_tasks_nor_journal(safe: Path, run: Run) -> None:
    plant(safe, "UPDATE task SET title = 'x' WHERE id = 1")
    before = safe.read_bytes()
    assert run("doctor", "--repair").code == 3
    assert safe.read_bytes() == before


def test_wal_mode_is_remarked_by_every_command_and_switched_off(safe: Path, run: Run) -> None:
    plant(safe, "PRAGMA journal_mode = WAL")
    assert "tuphap doctor --repair" in run("status").err
    assert run("doctor", "--repair").code == 0
    assert run("status").err == ""


# -- upgrade -------------------------------------------------------------------------------------------------


def test_an_older_register_is_refused_with_the_command_that_upgrades_it(old: Path, run: Run) -> None:
    before = old.read_bytes()
    for command in (("status",), ("task", "start", "77"), ("check",)):
        ran = run(*command)
        assert (ran.code, ran.out) == (6, "")
        assert ran.err.splitlines()[-1] == "Run `tuphap upgrade`."
    assert old.read_bytes() == before


def test_upgrade_makes_a_backup_and_says_where(old: Path, run: Run, monkeypatch: Patch) -> None:
    monkeypatch.setenv("TUPHAP_BACKUP_FIRST", "false")  # never without one
    before = dump_file(old)
    ran = run("upgrade")
    assert (ran.code, ran.err) == (0, "")
    kept = backups.listed_backups(old.parent / backups.FOLDER, old)[0]
    assert kept.why == "upgrade"
    assert str(kept.path) in ran.out
    assert f"from format 1 to {FORMAT}" in ran.out
    assert dump_file(kept.path) == before
    assert run("doctor").code == 0
    again = run("upgrade")
    assert (again.code, again.err) == (0, "")
    assert "nothing to upgrade" in again.out


def test_a_trial_of_upgrade_writes_nothing(old: Path, run: Run) -> None:
    before = old.read_bytes()
    ran = run("upgrade", "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Tried only; nothing was written."
    assert old.read_bytes() == before
    assert [p.name for p in old.parent.iterdir()] == [old.name]


def test_where_the_settings_allow_it_the_first_command_upgrades(old: Path, run: Run, monkeypatch: Patch) -> None:
    monkeypatch.setenv("TUPHAP_AUTO_UPGRADE", "true")
    ran = run("status", "-f", "json")
    assert (ran.code, json.loads(ran.out)["schema"]) == (0, "tuphap.status/1")
    assert f"from format 1 to {FORMAT}" in ran.err
    assert backups.listed_backups(old.parent / backups.FOLDER, old)[0].why == "upgrade"
    assert run("status").err == ""


def test_an_upgrade_without_room_for_its_backup_does_not_begin(old: Path, run: Run) -> None:
    (old.parent / backups.FOLDER).write_text("một tệp", encoding="utf-8")
    before = old.read_bytes()
    ran = run("upgrade")
    assert ran.code == 6
    assert old.read_bytes() == before


def test_upgrade_of_a_newer_register_is_refused(safe: Path, run: Run) -> None:
    plant(safe, "PRAGMA user_version = 99")
    assert run("upgrade").code == 6
    assert run("doctor").code == 6


# -- the last backup -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite format 3\x00" + b"x" * 30, b"ghi ch\xc3\xa9p", None],
    ids=["empty", "cut", "text", "torn"],
)
def test_an_error_about_the_file_names_the_last_backup_and_its_day(
    safe: Path, run: Run, content: bytes | None
) -> None:
    kept = backups.listed_backups(safe.parent / backups.FOLDER, safe)[0]
    whole = safe.read_bytes()
    safe.write_bytes(whole[: len(whole) // 2] if content is None else content)
    for command in (("task", "list"), ("task", "start", "4")):
        ran = run(*command)
        assert ran.code == 6
        assert f"{kept.at.day:02d}/{kept.at.month:02d}/{kept.at.year}: tuphap restore --last" in ran.err


def test_without_a_backup_none_is_named(office: Clerk, run: Run) -> None:
    office.register.path.write_bytes(b"")
    ran = run("status")
    assert ran.code == 6
    assert "put back the last good copy of the file" in ran.err


# -- place and rights ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [StoragePlace(place.NETWORK, "nfs4"), StoragePlace(place.SYNCED, "OneDrive")])
def test_on_a_shared_place_reading_is_remarked_and_writing_refused(
    safe: Path, run: Run, monkeypatch: Patch, where: StoragePlace
) -> None:
    monkeypatch.setattr(place, "find_place", lambda path: where)
    before = safe.read_bytes()
    read = run("task", "list", "-f", "json")
    assert read.code == 0
    assert json.loads(read.out)["rows"]
    assert where.name in read.err
    for command in (("task", "start", "4"), ("upgrade",), ("init",)):
        named = ("--register", str(safe.parent / "khac.db")) if command == ("init",) else ()
        ran = run(*named, *command)
        assert (ran.code, ran.out) == (6, "")
        assert where.name in ran.err
        assert all(way in ran.err for way in ("settings register", "one person", "shared_folder true"))
    assert safe.read_bytes() == before
    assert run("doctor").code == 3


def test_the_setting_lets_it_be_written(safe: Path, run: Run, monkeypatch: Patch) -> None:
    monkeypatch.setattr(place, "find_place", lambda path: StoragePlace(place.SYNCED, "OneDrive"))
    assert run("settings", "shared_folder", "true").code == 0
    assert (run("task", "start", "4").code, run("task", "list").err) == (0, "")
    assert run("doctor").code == 3  # it is still said


def test_status_names_a_register_that_others_may_use(safe: Path, run: Run) -> None:
    assert json.loads(run("status", "-f", "json").out)["private"] is True
    assert "chmod" not in run("status").out
    safe.chmod(0o644)
    safe.parent.chmod(0o755)
    assert json.loads(run("status", "-f", "json").out)["private"] is False
    assert f'chmod 600 "{safe}"' in run("status").out


@pytest.mark.parametrize("command", [("missed",), ("task", "list"), ("report", "quarter", "Q2/2021", "-f", "json")])
def test_what_no_command_has_written_is_a_damaged_register_not_a_fault(
    safe: Path, run: Run, command: tuple[str, ...]
) -> None:
    connection = sqlite3.connect(safe, isolation_level=None)
    connection.execute("UPDATE task SET title = x'ff00' WHERE id = 1")
    connection.close()
    ran = run(*command)
    assert (ran.code, ran.out) == (6, "")
    assert "is damaged: task 1" in ran.err
    assert "tuphap restore --last" in ran.err
