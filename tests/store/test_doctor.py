"""Every fault that can be planted in a register is found under its code; a sound register has none."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.support.any_register import SPECS, Spec, enter
from tests.support.flips import Outcome, flips
from tests.support.old_register import in_present_format, of_format
from tests.support.registers import ACTOR, Clerk, day, dump, dump_file
from tuphap_cli import errors
from tuphap_cli.domain import journal
from tuphap_cli.store.backup import backups, safety
from tuphap_cli.store.file import place
from tuphap_cli.store.file import register as registers
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.place import StoragePlace
from tuphap_cli.store.file.register import FORMAT, Register
from tuphap_cli.store.health import examination, file_checks, findings, history, standing_check, surroundings
from tuphap_cli.store.health.examination import HealthFinding, Surroundings, Weight
from tuphap_cli.store.write import standing_table

pytestmark = pytest.mark.file_register

Patch = pytest.MonkeyPatch


def found(path: Path, *, back: int = 0, folder: Path | None = None, fixed: bool = False) -> list[HealthFinding]:
    """All that the examination of the register says; the clock has gone back by that many days."""
    now = datetime.now(UTC) - timedelta(days=back)  # of each call: a long run goes past midnight
    return list(examination.examine(path, Surroundings(now, folder or path.parent / backups.FOLDER, fixed)))


def codes(path: Path, *, back: int = 0, folder: Path | None = None) -> list[str]:
    """The codes of what counts as a finding; that something was planted at all (test_seal) is left out."""
    rows = found(path, back=back, folder=folder)
    return [row.code for row in rows if row.weight is not Weight.NOTE and row.code != "seal"]


@pytest.fixture
def sound(clerk: Clerk) -> Path:
    """A register with something in it and a backup; closed."""
    with clerk.at_once():
        unit, other = clerk.unit("VP", aliases=["VPS"]), clerk.unit("HC")
        plan = clerk.decision()
        clerk.task(plan, "Rà soát", unit=unit, due=day("30/6"), supports=[other])
        clerk.task(plan, "Báo cáo", unit=other, due=[day("30/6"), day("30/9")])
        clerk.task(plan, "Theo dõi", unit=unit)
    clerk.progress(1, day("1/6"), 40)
    clerk.extend(1, day("31/7"), day("20/6"))
    clerk.done(2, day("28/6"), "45/BC-STP")
    clerk.reopen(2, day("29/6"))
    clerk.register.connection.close()
    safety.backup_before(clerk.register.path, "import")
    return clerk.register.path


def plant(path: Path, *statements: str) -> None:
    """Change the file behind the program's back, past every check."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def schema_text(path: Path, old: str, new: str) -> None:
    """Change the words of the schema itself."""
    plant(path, "PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}')")


# -- sound registers -----------------------------------------------------------------------------------------


def test_a_sound_register_has_no_finding(sound: Path) -> None:
    assert found(sound) == []


def test_an_empty_register_has_none_and_needs_no_backup(register_path: Path) -> None:
    assert found(register_path) == []


def test_the_kept_register_of_this_format_is_sound(tmp_path: Path) -> None:
    assert codes(in_present_format(tmp_path / "so.db")) == ["backup.none"]


@settings(max_examples=25)
@given(SPECS)
def test_whatever_has_befallen_its_tasks_a_register_is_sound(
    memory_register: Callable[[], Register], specs: list[Spec]
) -> None:
    with memory_register() as register:
        enter(Clerk(register), specs)
        connection = register.connection
        assert list(standing_check.wrong_intervals(connection)) == []
        assert list(history.check_chain(connection)) == []
        assert list(history.check_rows(connection, examination._tables())) == []


def test_the_examination_changes_no_byte_and_leaves_no_file(sound: Path) -> None:
    before, names = sound.read_bytes(), sorted(p.name for p in sound.parent.iterdir())
    found(sound)
    assert sound.read_bytes() == before
    assert sorted(p.name for p in sound.parent.iterdir()) == names


# -- what is planted in the tables ---------------------------------------------------------------------------

ENTRY = """
INSERT INTO progress (task_id, kind, on_day, document, note, journal_seq) VALUES (3, 'done', '2021-06-01', '', '', 1)
"""
PLANTED: list[tuple[str, list[str], set[str]]] = [
    ("an index", ["DROP INDEX ix_task_group_id"], {"schema"}),
    ("a table", ["DROP TABLE day_off"], {"schema", "unchecked"}),
    ("a trigger", ["CREATE TRIGGER x AFTER INSERT ON progress BEGIN SELECT 1; END"], {"schema"}),
    ("a foreign table", ["CREATE TABLE x (id INTEGER)"], {"schema"}),
    ("a record of formats", ["UPDATE alembic_version SET version_num = '0001'"], {"schema"}),
    ("an orphan", ["INSERT INTO unit_alias (unit_id, alias, key) VALUES (99, 'x', 'x')"],
     {"orphan", "row.unmentioned"}),
    ("a kind of task", ["UPDATE task SET kind = 'other' WHERE id = 1"], {"cache", "value", "row.differs"}),
    ("a kind of entry", ["UPDATE progress SET kind = 'other' WHERE id = 1"],
     {"value", "ledger.differs", "cache"}),
    ("a completion kept", ["UPDATE standing SET done_on = '2021-06-01' WHERE task_id = 3"], {"cache"}),
    ("a due day kept", ["UPDATE standing SET due = '2021-12-31' WHERE deadline_id = 1"], {"cache"}),
    ("a kind kept", ["UPDATE standing SET kind = 'regular' WHERE task_id = 3"], {"cache"}),
    ("a lacking document kept", ["UPDATE standing SET unproven_on = '2021-01-01' WHERE speaks = 1"], {"cache"}),
    ("an interval cut off", ["UPDATE standing SET to_day = '2021-06-01' WHERE task_id = 3"], {"cache"}),
    ("an interval less", ["DELETE FROM standing WHERE task_id = 1"], {"cache"}),
    ("what speaks", ["UPDATE standing SET speaks = 1 - speaks"], {"cache"}),
    ("silence", ["UPDATE standing SET silent_since = '2021-01-01' WHERE speaks = 1"], {"cache"}),
    ("a title", ["UPDATE task SET title = 'Việc khác' WHERE id = 1"], {"row.differs"}),
    ("a due day", ["UPDATE deadline SET due = '2022-06-30' WHERE id = 2"], {"row.differs", "cache"}),
    ("a task", ["DELETE FROM task_support", "DELETE FROM standing WHERE task_id = 3",
                "DELETE FROM task WHERE id = 3"], {"row.lacking", "words"}),
    ("a word less", ["DELETE FROM word_block WHERE word = 'ra'"], {"words"}),
    ("a word more", ["INSERT INTO word_block VALUES ('viec', 7, x'01')"], {"words"}),
    ("a word's tasks", ["UPDATE word_block SET tasks = x'04' WHERE word = 'ra'"], {"words"}),
    ("an entry more", [ENTRY], {"ledger.unmentioned", "cache"}),
    ("an entry less", ["DELETE FROM progress WHERE kind = 'progress'"], {"ledger.lacking", "cache"}),
    ("an entry's day", ["UPDATE progress SET on_day = '2021-06-02' WHERE id = 1"], {"ledger.differs", "cache"}),
    ("an entry's command", ["UPDATE progress SET journal_seq = 1 WHERE id = 1"], {"ledger.differs"}),
    ("an entry without a command", ["UPDATE progress SET journal_seq = 99 WHERE id = 1"],
     {"ledger.differs", "orphan"}),
    ("an extension", ["UPDATE extension SET new_due = '2021-12-31'"], {"ledger.differs", "cache"}),
    ("support", ["UPDATE task_support SET position = 3"], {"row.differs"}),
    ("a counter", ["UPDATE sqlite_sequence SET seq = 1 WHERE name = 'task'"], {"sequence"}),
    ("the journal", ["UPDATE journal SET actor = 'khác' WHERE seq = 2"], {"journal"}),
    ("a journal row less", ["DELETE FROM journal WHERE seq = 2"], {"journal", "orphan", "ledger.unmentioned"}),
    ("unreadable changes", ["UPDATE journal SET changes = 'x' WHERE seq = 1"], {"journal", "unchecked"}),
    ("letters that are none", ["UPDATE task SET title = CAST(X'41FF42' AS TEXT) WHERE id = 1"], {"row.differs"}),
    ("a day that is none", ["UPDATE deadline SET due = 'xx' WHERE id = 1"],
     {"row.differs", "unchecked"}),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "wanted"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_what_was_planted_is_found(sound: Path, statements: list[str], wanted: set[str]) -> None:
    plant(sound, *statements)
    assert set(codes(sound)) == wanted
    for row in found(sound):
        assert str(row.what)
        assert str(row.remedy)
        assert row.weight in Weight


def test_a_check_that_was_taken_out_of_a_table_is_found(sound: Path) -> None:
    schema_text(sound, "CHECK (percent IS NULL OR percent BETWEEN 0 AND 100)", "CHECK (1)")
    assert "schema" in codes(sound)


def test_a_regrown_chain_is_told_by_the_rows_it_no_longer_explains(sound: Path) -> None:
    """The chain alone cannot show it: whoever can write the file can work it out anew."""
    connection = sqlite3.connect(sound, isolation_level=None)
    connection.row_factory = sqlite3.Row
    changes = (
        connection.execute("SELECT changes FROM journal WHERE seq = 1").fetchone()[0].replace("Rà soát", "Rà lại")
    )
    connection.execute("UPDATE journal SET changes = ? WHERE seq = 1", (changes,))
    previous = journal.GENESIS
    for row in connection.execute("SELECT * FROM journal ORDER BY seq").fetchall():
        entry = journal.JournalEntry(*(row[name] for name in ("seq", "at", "actor", "command", "summary", "changes")))
        previous = journal.chained_hash(previous, entry)
        connection.execute("UPDATE journal SET hash = ? WHERE seq = ?", (previous, row["seq"]))
    connection.close()
    assert codes(sound) == ["row.differs"]


def test_many_findings_of_one_kind_are_told_in_bounds(sound: Path) -> None:
    with Register.open(sound, write=True) as opened:
        clerk = Clerk(opened)
        with clerk.at_once():
            for _ in range(60):
                clerk.task(1)
    plant(sound, "UPDATE standing SET percent = 7")
    said = [row for row in found(sound) if row.code == "cache"]
    assert len(said) == findings.MOST + 1
    assert "more findings" in str(said[-1].what)


# -- the file ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9])
def test_a_file_cut_off_is_a_finding_and_the_backup_is_still_looked_at(sound: Path, share: float) -> None:
    content = sound.read_bytes()
    sound.write_bytes(content[: int(len(content) * share)])
    said = found(sound)
    assert {row.code for row in said} & {"file", "structure", "unchecked"}
    assert {row.weight for row in said} == {Weight.ERROR}
    plant_old_backup(sound)
    assert "backup.old" in codes(sound)


def test_a_damaged_page_is_a_finding(sound: Path) -> None:
    content = bytearray(sound.read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    sound.write_bytes(content)
    assert {"structure", "unchecked"} & set(codes(sound))


def test_a_file_of_another_program_is_a_finding(sound: Path) -> None:
    sound.write_text("ghi chép")
    assert codes(sound) == ["file"]


@pytest.mark.parametrize("number", [1, 7])
def test_single_flipped_bytes_are_found_or_harmless(tmp_path: Path, number: int) -> None:
    done = list(flips(in_present_format(tmp_path / "so.db"), tmp_path / "flips", 20, seed=number))
    assert len(done) == 20
    assert [flip for flip in done if flip.outcome in {Outcome.SILENT, Outcome.TRACEBACK}] == []


def test_an_older_register_is_examined_as_far_as_it_goes(tmp_path: Path) -> None:
    copy = tmp_path / "so.db"
    copy.write_bytes(of_format(1).read_bytes())
    copy.chmod(0o600)
    assert codes(copy) == ["format", "backup.none"]
    plant(copy, "UPDATE journal SET actor = 'x' WHERE seq = 5")
    assert codes(copy) == ["journal", "format", "backup.none"]


@pytest.mark.parametrize("wrong", [errors.NoRegister, errors.NewerRegister])
def test_where_there_is_nothing_to_examine_an_error_says_so(
    env: Path, template: bytes, wrong: type[errors.RegisterFault]
) -> None:
    env.parent.mkdir()
    if wrong is errors.NewerRegister:
        env.write_bytes(template)
        plant(env, "PRAGMA user_version = 99")
    with pytest.raises(wrong):
        list(examination.examine(env, Surroundings(datetime.now(UTC), env.parent)))


# -- crashes -------------------------------------------------------------------------------------------------

CRASH = textwrap.dedent("""
    import os, sqlite3, sys
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE unit SET name = 'half done'")
    for n in range(2000):
        connection.execute("INSERT INTO unit_alias (unit_id, alias, key) VALUES (1, ?, ?)", (f"a{n}", f"a{n}"))
    os._exit(9)
""")


def crashed(path: Path) -> Path:
    """A process has died in the middle of writing; the journal that it left."""
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    return path.with_name(f"{path.name}-journal")


def test_a_journal_left_by_a_crash_is_played_back_and_remarked(sound: Path) -> None:
    before = dump_file(sound)
    leftover = crashed(sound)
    said = found(sound)
    assert [(row.code, row.weight) for row in said] == [("recovered", Weight.NOTE)]
    assert dump_file(sound) == before
    assert not leftover.exists()


def test_a_command_says_that_it_has_played_a_journal_back(sound: Path) -> None:
    leftover = crashed(sound)
    old = leftover.stat().st_mtime - 60
    os.utime(leftover, (old, old))
    with Register.open(sound) as opened:
        assert "taken back" in str(opened.remarks[0])
    with Register.open(sound) as opened:
        assert opened.remarks == ()


def test_a_journal_that_was_deleted_after_a_crash_is_found_by_what_it_leaves(sound: Path) -> None:
    crashed(sound).unlink()
    said = found(sound)
    assert any(row.weight is Weight.ERROR for row in said)
    assert "tuphap restore" in " ".join(str(row.remedy) for row in said)


@pytest.mark.parametrize(("ending", "content", "weight"), [
    ("-journal", b"", Weight.NOTE), ("-wal", b"x", Weight.WARNING), ("-shm", b"x", Weight.WARNING),
])  # fmt: skip
def test_files_left_beside_the_register_are_found(sound: Path, ending: str, content: bytes, weight: Weight) -> None:
    beside = sound.with_name(f"{sound.name}{ending}")
    beside.write_bytes(content)
    said = list(surroundings.side_files(sound))
    assert [(row.code, row.weight, row.where) for row in said] == [("side_file", weight, str(beside))]


# -- WAL -----------------------------------------------------------------------------------------------------


def test_wal_mode_is_found_remarked_and_switched_off_by_repair(sound: Path) -> None:
    before = dump_file(sound)
    plant(sound, "PRAGMA journal_mode = WAL")
    assert codes(sound) == ["wal"]
    if sqlite3.sqlite_version_info < surroundings.SAFE_IN_WAL:
        assert "sqlite" in {row.code for row in found(sound)}
    with Register.open(sound) as opened:
        assert "doctor --repair" in str(opened.remarks[0])
        assert str(opened.remarks[1]) == registers.UNSEALED
    assert examination.repair(sound, ACTOR, dry_run=True).mode
    assert codes(sound) == ["wal"]
    done = examination.repair(sound, ACTOR)
    assert (done.mode, done.tasks) == (True, [])
    assert codes(sound) == []
    assert sound.read_bytes()[18:20] == b"\x01\x01"
    after = dump_file(sound)
    assert after.pop("journal")[:-1] == before.pop("journal"), "the row of the repair, which has sealed it"
    assert after == before
    assert not examination.repair(sound, ACTOR).mode


# -- repair --------------------------------------------------------------------------------------------------


def test_repair_rebuilds_the_cache_and_nothing_else(sound: Path) -> None:
    before = dump_file(sound)
    plant(sound, "UPDATE standing SET percent = 7, done_on = '2021-01-01'")
    assert examination.repair(sound, ACTOR, dry_run=True).tasks == [1, 2, 3]
    assert set(codes(sound)) == {"cache"}
    assert examination.repair(sound, ACTOR).tasks == [1, 2, 3]
    after = dump_file(sound)
    assert {name: rows for name, rows in after.items() if name != "journal"} == {
        name: rows for name, rows in before.items() if name != "journal"
    }
    last = after["journal"][-1]
    assert (last[2], last[3]) == (ACTOR, "doctor --repair")
    table, task, held, right = json.loads(str(last[5]))[0]
    assert (table, task) == ("standing", 1)
    assert (held["percent"], held["done_on"]) == (7, "2021-01-01")
    assert right["percent"] != 7
    assert codes(sound) == []


def test_repair_gives_what_the_ledger_gives(sound: Path) -> None:
    plant(sound, "UPDATE standing SET percent = 7")
    examination.repair(sound, ACTOR)
    with Register.open(sound, write=True) as opened:
        before = dump(opened.connection, but=("journal",))
        with opened.writing("test", ACTOR) as change:
            standing_table.settle(change.connection, [1, 2, 3])
        assert dump(opened.connection, but=("journal",)) == before


def test_repair_makes_the_index_of_words_anew(sound: Path) -> None:
    before = dump_file(sound)
    plant(sound, "UPDATE word_block SET tasks = x'01' WHERE word = 'ra'", "DELETE FROM word_block WHERE word = 'bao'")
    done = examination.repair(sound, ACTOR)
    assert (done.words, done.tasks, done.sealed) == (2, [], True)
    assert dump_file(sound)["word_block"] == before["word_block"]
    assert codes(sound) == []


def test_repair_of_what_is_right_writes_nothing(sound: Path) -> None:
    before = sound.read_bytes()
    assert examination.repair(sound, ACTOR).tasks == []
    assert sound.read_bytes() == before


def test_a_damaged_file_is_not_repaired(sound: Path) -> None:
    plant(sound, "UPDATE task SET kind = 'other'")
    before = sound.read_bytes()
    with pytest.raises(errors.RegisterDamaged):
        examination.repair(sound, ACTOR)
    assert sound.read_bytes() == before


# -- backups and the clock -----------------------------------------------------------------------------------


def plant_old_backup(path: Path) -> Path:
    """Make the newest backup one of ten days ago."""
    newest = backups.listed_backups(path.parent / backups.FOLDER, path)[0]
    name = backups.name_for(path, newest.at - timedelta(days=10), newest.seq, newest.why)
    renamed = newest.path.rename(newest.path.with_name(name))
    backups.remove_backup(newest.path)
    return renamed


def test_an_old_backup_is_a_warning(sound: Path) -> None:
    plant_old_backup(sound)
    assert codes(sound) == ["backup.old"]


def test_no_backup_is_a_warning_where_there_are_tasks(sound: Path, tmp_path: Path) -> None:
    assert codes(sound, folder=tmp_path / "khac") == ["backup.none"]


def test_a_damaged_backup_is_a_warning(sound: Path) -> None:
    newest = backups.listed_backups(sound.parent / backups.FOLDER, sound)[0].path
    content = newest.read_bytes()
    newest.write_bytes(content[:5000] + b"x" + content[5001:])
    assert codes(sound) == ["backup.damaged"]


def test_a_folder_of_backups_that_cannot_be_read_is_said(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    assert codes(sound, folder=tmp_path / "tep") == ["unchecked"]


@pytest.mark.parametrize(("back", "wanted"), [(0, []), (2, ["clock"]), (365, ["clock"])])
def test_a_clock_that_has_gone_back_is_a_warning(sound: Path, back: int, wanted: list[str]) -> None:
    assert codes(sound, back=back) == wanted


def test_a_day_that_is_fixed_is_a_remark(sound: Path) -> None:
    assert [row.code for row in found(sound, fixed=True)] == ["clock.fixed"]


# -- the place -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize(
    ("file", "folder", "said"),
    [
        (0o600, 0o700, []), (0o600, 0o755, []), (0o644, 0o700, [("note", "file")]),
        (0o644, 0o755, [("warning", "file"), ("note", "folder")]),
        (0o660, 0o750, [("warning", "file"), ("note", "folder")]),
        (0o600, 0o777, [("warning", "folder")]), (0o600, 0o1777, []),
    ],
)  # fmt: skip
def test_rights_of_others_are_told_and_weigh_by_whether_they_reach_the_register(
    sound: Path, file: int, folder: int, said: list[tuple[str, str]]
) -> None:
    sound.chmod(file)
    sound.parent.chmod(folder)
    rows = list(surroundings.rights(sound))
    assert [(row.weight.value, "file" if row.where == str(sound) else "folder") for row in rows] == said
    for row in rows:
        subprocess.run(str(row.remedy), shell=True, check=True)
    assert list(surroundings.rights(sound)) == []


def test_rights_that_cannot_be_looked_at_are_a_remark(sound: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr("tuphap_cli.store.health.surroundings.os.name", "nt")
    said = list(surroundings.rights(sound))
    monkeypatch.undo()
    assert [(row.code, row.weight) for row in said] == [("rights.unchecked", Weight.NOTE)]
    assert "icacls" in str(said[0].remedy)


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (StoragePlace(place.NETWORK, "nfs4"), "place.network"),
        (StoragePlace(place.SYNCED, "OneDrive"), "place.synced"),
        (StoragePlace(place.REMOVABLE, "E:"), "place.removable"),
    ],
)  # fmt: skip
def test_a_place_that_is_no_disk_of_this_machine_is_a_warning(
    sound: Path, monkeypatch: Patch, where: StoragePlace, code: str
) -> None:
    monkeypatch.setattr(place, "find_place", lambda path: where)
    assert codes(sound) == [code]


@pytest.mark.parametrize(
    "name",
    [
        "nhiem-vu (conflicted copy 2021-07-09).db", "nhiem-vu-VANTHU-PC.db", "nhiem-vu (1).db",
        "nhiem-vu (bản xung đột của Lan).db", "nhiem-vu.sync-conflict-20210709-101010-ABC.db", "nhiem-vu - Copy.db",
        "nhiem-vu-DESKTOP-4F2K1.db", "nhiem-vu 2.db", "nhiem-vu (Bản sao).db", "nhiem-vu - Sao chép.db",
    ],
)  # fmt: skip
def test_copies_made_by_conflicts_are_found(sound: Path, name: str) -> None:
    (sound.parent / name).write_bytes(b"")
    assert codes(sound) == ["conflict"]


@pytest.mark.parametrize("name", ["nhiem-vu-2022.db", "khac (1).db", "nhiem-vu (1).docx", "nhiem-vu-2021-07-09.db"])
def test_other_files_beside_it_are_no_copies(sound: Path, name: str) -> None:
    (sound.parent / name).write_bytes(b"")
    assert codes(sound) == []


def test_a_check_that_damage_stops_is_said_and_the_others_go_on(sound: Path, monkeypatch: Patch) -> None:
    def stop(*_: object) -> None:
        raise RecursionError("quá sâu")

    monkeypatch.setattr(history, "check_chain", stop)
    plant(sound, "UPDATE task SET title = 'x' WHERE id = 1")
    assert codes(sound) == ["unchecked", "row.differs"]
    assert registers.FORMAT == FORMAT


def test_a_folder_of_backups_that_cannot_be_read_is_no_error_of_the_register(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    said = found(sound, folder=tmp_path / "tep")[0]
    assert said.weight is Weight.WARNING
    assert "tuphap settings backups" in str(said.remedy)
    assert said.where == str(tmp_path / "tep")


def test_a_backup_of_a_day_to_come_is_a_warning_and_stands_for_none(sound: Path) -> None:
    newest = backups.listed_backups(sound.parent / backups.FOLDER, sound)[0]
    name = backups.name_for(sound, newest.at + timedelta(days=3650), newest.seq, newest.why)
    newest.path.rename(newest.path.with_name(name))
    assert codes(sound) == ["backup.ahead", "backup.none"]


def test_a_backup_of_another_register_stands_for_none(sound: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac" / sound.name
    with create_register(other) as register:
        Clerk(register).unit("PTP")
    safety.make_backup(other, tmp_path / "chung", "night")
    assert codes(sound, folder=tmp_path / "chung") == ["backup.none"]


def test_letters_that_are_none_in_the_journal_are_located(sound: Path) -> None:
    plant(sound, "UPDATE journal SET actor = x'ff' WHERE seq = 1")
    assert [(row.code, row.where) for row in found(sound) if row.code == "journal"] == [("journal", "journal 1")]
    with pytest.raises(errors.RegisterDamaged):
        file_checks.checked_file(sound)


def test_a_file_that_cannot_be_read_is_to_be_replaced_by_the_backup_that_is_there(
    sound: Path, tmp_path: Path
) -> None:
    sound.write_bytes(b"")
    assert "tuphap restore --last" in str(found(sound)[0].remedy)
    assert "restore" not in str(found(sound, folder=tmp_path / "khac")[0].remedy)
