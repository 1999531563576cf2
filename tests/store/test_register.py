"""One file, opened with care: what is no register is left alone, and every write is whole or not there at all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from tests.conftest import Run
from tests.support.registers import ACTOR, Clerk, day, dump, dump_file
from tuphap_cli import errors
from tuphap_cli.domain import journal
from tuphap_cli.store.file import register as registers
from tuphap_cli.store.file import sqlite_faults
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.tables import Decision, Unit
from tuphap_cli.store.write import records, tasks

pytestmark = pytest.mark.file_register

Patch = pytest.MonkeyPatch


class Stop(Exception):
    """Something goes wrong in the middle of a command."""


def count(path: Path, table: str) -> int:
    """How many rows a reader of the register's file sees in a table."""
    with Register.open(path) as opened, opened.reading() as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# -- making --------------------------------------------------------------------------------------------------


def test_a_new_register_is_its_owners_alone_whatever_the_umask(env: Path) -> None:
    before = os.umask(0)
    try:
        create_register(env).close()
    finally:
        os.umask(before)
    assert (mode(env.parent), mode(env)) == (0o700, 0o600)


def test_reading_that_breaks_off_locks_nobody_out_though_its_error_is_kept(env: Path) -> None:
    create_register(env).close()

    def broken(connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT name FROM sqlite_master")
        raise Stop(rows.fetchone())  # the others are still to come

    with pytest.raises(Stop) as kept, Register.open(env) as opened:
        broken(opened.connection)
    with closing(sqlite3.connect(env, timeout=0.1)) as other:
        other.execute("PRAGMA user_version = 7")
    assert kept.traceback[-1].name == "broken"


def test_an_error_that_names_itself_as_its_cause_ends_the_reading_too(env: Path) -> None:
    create_register(env).close()
    error = Stop()
    with pytest.raises(Stop), Register.open(env):
        raise error from error


def test_a_new_register_is_empty_marked_and_opens(env: Path) -> None:
    with create_register(env) as made:
        assert made.writable
        assert {
            name: rows for name, rows in dump(made.connection).items() if rows and name != "alembic_version"
        } == {}
    header = env.read_bytes()[:100]
    assert header[68:72] == b"tuhp"
    assert int.from_bytes(header[60:64], "big") == registers.FORMAT
    with Register.open(env) as opened:
        assert opened.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert opened.connection.execute("PRAGMA synchronous").fetchone()[0] == 3
        assert opened.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


@pytest.mark.parametrize("content", [b"", b"notes of mine"])
def test_nothing_is_made_over_a_file_that_is_there(env: Path, content: bytes) -> None:
    env.parent.mkdir()
    env.write_bytes(content)
    with pytest.raises(errors.RegisterExists):
        create_register(env)
    assert env.read_bytes() == content


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(errors.RegisterUnreadable, match=r"so\.db"):
        create_register(tmp_path / "file" / "so.db")


def test_a_register_that_could_not_be_finished_is_taken_away(env: Path, monkeypatch: Patch) -> None:
    def fail(*_: object) -> None:
        raise Stop

    monkeypatch.setattr("tuphap_cli.store.file.schema_making.migrate", fail)
    with pytest.raises(Stop):
        create_register(env)
    assert list(env.parent.iterdir()) == []


def test_a_register_that_could_not_be_opened_when_made_is_taken_away(env: Path, monkeypatch: Patch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(registers, "connect_to", fail)
    with pytest.raises(errors.RegisterFault, match="disk I/O"):
        create_register(env)
    assert list(env.parent.iterdir()) == []


# -- what is no usable register ------------------------------------------------------------------------------


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (id INTEGER)")
    connection.commit()
    connection.close()


def renamed_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 50)


@pytest.mark.parametrize(
    ("make", "fault", "why"),
    [
        (lambda path: None, errors.NoRegister, "no register yet"),
        (lambda path: path.mkdir(), errors.NotARegister, "a folder"),
        (lambda path: path.write_bytes(b""), errors.RegisterDamaged, "empty"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 50), errors.RegisterDamaged, "cut off"),
        (lambda path: path.write_text("ghi chép", encoding="utf-8"), errors.NotARegister, "not an SQLite file"),
        (renamed_workbook, errors.NotARegister, "not an SQLite file"),
        (foreign_database, errors.NotARegister, "another program"),
    ],
    ids=["none", "folder", "zero bytes", "cut off", "text", "workbook", "foreign"],
)
@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_register_is_named_and_left_alone(
    env: Path, make: Callable[[Path], object], fault: type[errors.RegisterFault], why: str, write: bool
) -> None:
    env.parent.mkdir()
    make(env)
    before = env.read_bytes() if env.is_file() else None
    with pytest.raises(fault, match=why) as raised:
        Register.open(env, write=write)
    assert type(raised.value) is fault
    assert str(env) in str(raised.value)
    assert (env.read_bytes() if env.is_file() else None) == before
    assert [p.name for p in env.parent.iterdir()] == ([env.name] if env.exists() else [])


@pytest.mark.parametrize(("version", "fault"), [(0, errors.OlderRegister), (99, errors.NewerRegister)])
def test_another_format_is_refused_with_both_numbers(
    register_path: Path, version: int, fault: type[errors.RegisterFault]
) -> None:
    connection = sqlite3.connect(register_path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = register_path.read_bytes()
    for write in (False, True):
        with pytest.raises(fault) as raised:
            Register.open(register_path, write=write)
        assert raised.value.facts["found"] == str(version)
        assert raised.value.facts["known"] == str(registers.FORMAT)
    assert register_path.read_bytes() == before


def test_a_newer_format_in_a_leftover_journal_is_refused_too(register_path: Path, monkeypatch: Patch) -> None:
    """The header is only a first look; the format counts as the database itself gives it."""
    monkeypatch.setattr(registers, "check_header", lambda path: None)
    connection = sqlite3.connect(register_path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(errors.NewerRegister):
        Register.open(register_path)


@pytest.mark.parametrize("share", [n / 20 for n in range(20)])
def test_a_truncated_register_is_called_damaged_and_never_read(
    register_path: Path, template: bytes, share: float
) -> None:
    cut = template[: int(len(template) * share)]
    register_path.write_bytes(cut)
    with pytest.raises((errors.RegisterDamaged, errors.NotARegister)):
        count(register_path, "task")
    assert register_path.read_bytes() == cut


def test_a_header_that_only_looks_right_is_found_out(register_path: Path, template: bytes) -> None:
    """The marks are those of a register and the page size is impossible."""
    register_path.write_bytes(template[:16] + b"\x00\x03" + template[18:])
    with pytest.raises(errors.NotARegister, match="not an SQLite file"):
        Register.open(register_path)


def test_a_connection_that_fails_at_the_first_question_is_closed(register_path: Path, monkeypatch: Patch) -> None:
    class Failing(registers.Connection):
        closed = False

        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.DatabaseError("lỗi đĩa")

        def close(self) -> None:
            type(self).closed = True
            super().close()

    monkeypatch.setattr(registers, "connect_to", lambda path, mode: Failing(path))
    with pytest.raises(errors.RegisterFault, match="lỗi đĩa"):
        Register.open(register_path)
    assert Failing.closed


def test_damage_inside_is_called_damage(register_path: Path, template: bytes) -> None:
    page = int.from_bytes(template[16:18], "big")
    register_path.write_bytes(template[:page] + b"\xff" * (len(template) - page))
    with pytest.raises(errors.RegisterDamaged):
        count(register_path, "journal")


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_register_that_may_only_be_read_is_read_and_not_written(
    register_path: Path, monkeypatch: Patch, closed: str
) -> None:
    """Permission bits mean nothing to the superuser, so what the system would say is said for it."""
    real = os.access
    shut = register_path if closed == "file" else register_path.parent

    def access(path: Path, wanted: int) -> bool:
        return real(path, wanted) and not (Path(path) == shut and wanted == os.W_OK)

    monkeypatch.setattr(os, "access", access)
    with pytest.raises(errors.RegisterReadOnly) as raised:
        Register.open(register_path, write=True)
    assert raised.value.facts["path"] == str(shut)
    assert count(register_path, "task") == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_register_that_may_not_be_read_is_called_unreadable(register_path: Path) -> None:
    register_path.chmod(0)
    with pytest.raises(errors.RegisterUnreadable):
        Register.open(register_path)


def test_an_error_of_the_system_on_reading_is_called_unreadable(register_path: Path, monkeypatch: Patch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(errors.RegisterUnreadable, match="Permission denied"):
        Register.open(register_path)


def test_writing_over_a_reading_connection_is_refused(register_path: Path) -> None:
    with Register.open(register_path) as opened:
        assert not opened.writable
        with pytest.raises(errors.RegisterReadOnly):
            Clerk(opened).unit("VP")


# -- locks ---------------------------------------------------------------------------------------------------


def test_a_writer_that_waits_in_vain_says_busy(register_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr("tuphap_cli.store.file.connection.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(register_path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    before = register_path.read_bytes()
    try:
        with (
            Register.open(register_path, write=True) as opened,
            pytest.raises(errors.RegisterBusy, match=r"gave up after 0\.05 seconds"),
            opened.writing("unit add", ACTOR),
        ):
            pytest.fail("nothing may begin without the lock")
    finally:
        holder.close()
    assert register_path.read_bytes() == before


def test_readers_go_on_while_another_writes_and_see_the_old_state(clerk: Clerk, register_path: Path) -> None:
    with clerk.at_once():
        clerk.unit("VP")
        assert count(register_path, "unit") == 0
    assert count(register_path, "unit") == 1


def test_one_reading_is_one_view(clerk: Clerk, register_path: Path, monkeypatch: Patch) -> None:
    """What is committed meanwhile waits until the reader has finished."""
    monkeypatch.setattr("tuphap_cli.store.file.connection.BUSY_SECONDS", 0.05)
    with Register.open(register_path) as opened, Register.open(register_path, write=True) as other:
        with opened.reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM unit").fetchone()[0] == 0
            with pytest.raises(errors.RegisterBusy):
                Clerk(other).unit("VP")
            assert connection.execute("SELECT COUNT(*) FROM unit").fetchone()[0] == 0
        Clerk(other).unit("VP")
        with opened.reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM unit").fetchone()[0] == 1


def test_a_reader_that_ended_its_view_itself_is_no_error(register: Register) -> None:
    with register.reading() as connection:
        connection.execute("ROLLBACK")
    with register.reading() as connection:
        assert connection.in_transaction


def test_a_journal_left_by_a_crash_is_played_back(clerk: Clerk, register_path: Path, tmp_path: Path) -> None:
    """A process dies after its pages were written and before it committed: the next reader sees the old state."""
    clerk.unit("VP", "Văn phòng Sở")
    before = dump(clerk.register.connection)
    script = textwrap.dedent("""
        import os, sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE unit SET name = 'half done'")
        for n in range(2000):
            connection.execute("INSERT INTO unit_alias (unit_id, alias, key) VALUES (1, ?, ?)", (f"a{n}", f"a{n}"))
        os._exit(9)
    """)
    clerk.register.connection.close()
    died = subprocess.run([sys.executable, "-c", script, str(register_path)], check=False)
    leftover = register_path.with_name(register_path.name + "-journal")
    assert died.returncode == 9
    assert leftover.stat().st_size > 0
    with Register.open(register_path) as opened:
        assert not opened.writable
        with opened.reading() as connection:
            assert dump(connection) == before
    assert not leftover.exists()


# -- reading never writes ------------------------------------------------------------------------------------

READS = (
    "status", "overdue", "overdue --soon 30 --as-of 1/5/2021", "missed", "check", "task list", "task find ho tich",
    "task show 1", "decision list", "decision show 25/QĐ-STP", "unit list", "unit show VP", "settings",
    "report quarter 2/2021", "report year 2021 --scheme calendar", "deadline read 30/6 --year 2021",
)  # fmt: skip


def test_no_report_changes_a_byte_or_leaves_a_file(clerk: Clerk, register_path: Path, run: Run) -> None:
    task = clerk.task(clerk.decision(), "Hộ tịch", unit=clerk.unit("VP"), due=day("30/6"))
    clerk.progress(task, day("1/6"), 40)
    clerk.register.connection.close()
    before, names = register_path.read_bytes(), sorted(p.name for p in register_path.parent.iterdir())
    for command in READS:
        assert run(*command.split()).code in {0, 3}, command
        assert register_path.read_bytes() == before, command
    assert sorted(p.name for p in register_path.parent.iterdir()) == names


# -- one command, one transaction, one journal row -----------------------------------------------------------


def test_each_write_is_one_journal_row_that_holds_what_changed(clerk: Clerk) -> None:
    unit = clerk.unit("VP", "Văn phòng Sở", aliases=["VPS"])
    with clerk.writing("unit edit") as change:
        records.edit_unit(change, unit, {"email": "vp@example.vn"})
        change.summary = "VP"
    made, edited = clerk.journal()
    assert (made.seq, made.actor, made.command) == (1, ACTOR, "test")
    assert (edited.seq, edited.command, edited.summary) == (2, "unit edit", "VP")
    tables = [table for table, *_ in json.loads(made.changes)]
    assert tables == ["unit", "unit_alias"]
    assert json.loads(edited.changes) == [
        ["unit", unit, {"email": "", "version": 1}, {"email": "vp@example.vn", "version": 2}]
    ]


def test_the_chain_is_found_again_from_the_rows(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
    clerk.start(task, day("1/6"))
    clerk.done(task, day("28/6"), "45/BC-STP")
    rows = clerk.journal()
    assert len(rows) == 5
    previous = journal.GENESIS
    for number, row in enumerate(rows, start=1):
        entry = journal.JournalEntry(row.seq, row.at, row.actor, row.command, row.summary, row.changes)
        assert row.seq == number
        assert row.hash == journal.chained_hash(previous, entry)
        previous = row.hash


def test_an_edit_a_removal_and_a_light_row_stand_in_the_journal_with_before_and_after(clerk: Clerk) -> None:
    first, second = clerk.unit("A"), clerk.unit("B")
    task = clerk.task(clerk.decision(), supports=[first, second])
    with clerk.writing() as change:
        tasks.set_supports(change, task, [second])
        change.insert("unit_alias", {"unit_id": first, "alias": "Ất", "key": "at"})
        change.update("unit", first, {"name": "Phòng A1", "code": "A"})
        change.record("unit", second, {"code": "B"}, None)
    changes = json.loads(clerk.journal()[-1].changes)
    assert ["task_support", task, {"position": 1, "task_id": task, "unit_id": first}, None] in changes
    assert ["unit_alias", 1, None, {"alias": "Ất", "key": "at", "unit_id": first}] in changes
    assert ["unit", first, {"name": "Phòng A", "version": 1}, {"name": "Phòng A1", "version": 2}] in changes
    assert ["unit", second, {"code": "B"}, None] in changes


def test_a_command_that_changes_nothing_leaves_no_journal_row(clerk: Clerk, register_path: Path) -> None:
    unit = clerk.unit("VP")
    before, rows = register_path.read_bytes(), clerk.journal()
    with clerk.writing() as change:
        change.summary = "nothing"
        change.update("unit", unit, {"code": "VP"})
        change.session.exec(select(Unit)).all()
    assert clerk.journal() == rows
    assert register_path.read_bytes() == before


def both_lanes(clerk: Clerk, *, stop: bool = False) -> None:
    """A unit by the full lane, an alias by the light one, a decision by the full one; then perhaps an error."""
    with clerk.at_once() as change:
        unit = clerk.unit("VP")
        change.insert("unit_alias", {"unit_id": unit, "alias": "Văn phòng", "key": "van phong"})
        change.session.add(Decision(number="1/KH-STP", key="1khstp", issued_on=day("4/1"), year=2021))
        if stop:
            change.flush()
            raise Stop


def test_both_lanes_are_one_transaction_and_one_journal_row(clerk: Clerk, register_path: Path) -> None:
    both_lanes(clerk)
    kept = dump_file(register_path)
    assert [len(kept[name]) for name in ("unit", "unit_alias", "decision", "journal")] == [1, 1, 1, 1]
    assert [t for t, *_ in json.loads(clerk.journal()[0].changes)] == ["unit", "unit_alias", "decision"]


def test_an_error_takes_back_both_lanes(clerk: Clerk, register_path: Path) -> None:
    clerk.unit("TGPL")
    before, file = dump(clerk.register.connection), register_path.read_bytes()
    with pytest.raises(Stop):
        both_lanes(clerk, stop=True)
    assert dump(clerk.register.connection) == before
    assert register_path.read_bytes() == file
    assert not clerk.register.connection.in_transaction
    both_lanes(clerk)
    assert len(clerk.journal()) == 2


def test_a_trial_does_all_and_keeps_nothing(clerk: Clerk, register_path: Path) -> None:
    clerk.unit("TGPL")
    before, file = dump(clerk.register.connection), register_path.read_bytes()
    with clerk.register.writing("unit add", ACTOR, dry_run=True) as change:
        row = records.add_unit(change, records.UnitFacts("VP", "Văn phòng Sở"))
        assert change.connection.execute("SELECT code FROM unit WHERE id = ?", (row.id,)).fetchone()[0] == "VP"
    assert dump(clerk.register.connection) == before
    assert register_path.read_bytes() == file


def test_neither_library_can_end_the_transaction(clerk: Clerk) -> None:
    """SQLAlchemy commits and rolls back what it is given; here only the register does."""

    def end_it(how: str) -> None:
        with clerk.at_once() as change:
            clerk.unit("VP")
            getattr(change.connection, how)()
            if how == "commit":
                change.session.commit()
                raise Stop

    with pytest.raises(Stop):
        end_it("commit")
    assert dump(clerk.register.connection)["unit"] == []
    end_it("rollback")
    assert len(dump(clerk.register.connection)["unit"]) == 1


def test_the_session_is_made_only_where_it_is_used(clerk: Clerk) -> None:
    with clerk.at_once() as change:
        change.flush()
        assert change._session is None
        assert change.session is change.session


@pytest.mark.parametrize("value", [[], object(), b"x"])
def test_a_value_that_no_column_holds_is_a_fault_of_the_program(clerk: Clerk, value: object) -> None:
    with pytest.raises(TypeError, match="no column holds"), clerk.at_once() as change:
        change.insert("unit", {"code": value})


# -- errors of SQLite and of SQLAlchemy ----------------------------------------------------------------------


def test_a_taken_key_is_named_in_the_light_lane(clerk: Clerk) -> None:
    clerk.unit("VP")
    row = {"code": "VP", "name": "Khác", "kind": "division", "email": "", "version": 1}
    said = r"SQLITE_CONSTRAINT_UNIQUE: .*: unit\.code"
    with pytest.raises(errors.RegisterFault, match=said), clerk.at_once() as change:
        change.insert("unit", row)
    assert len(clerk.journal()) == 1


def test_a_taken_key_is_named_in_the_full_lane(clerk: Clerk) -> None:
    clerk.unit("VP")
    said = "SQLITE_CONSTRAINT_UNIQUE"
    with pytest.raises(errors.RegisterFault, match=said) as raised, clerk.at_once() as change:
        change.session.add(Unit(code="VP", name="Khác"))
    assert isinstance(raised.value.__cause__, IntegrityError)
    assert len(clerk.journal()) == 1


def test_an_orphan_is_refused_when_the_command_ends(clerk: Clerk) -> None:
    with pytest.raises(errors.RegisterFault, match="SQLITE_CONSTRAINT_FOREIGNKEY"), clerk.at_once() as change:
        change.insert("unit_alias", {"unit_id": 99, "alias": "x", "key": "x"})


def test_other_errors_pass_as_they_are(clerk: Clerk) -> None:
    for error in (Stop(), errors.Refused(what="no")):
        with pytest.raises(type(error)) as raised, clerk.at_once():
            raise error
        assert raised.value is error


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_BUSY", errors.RegisterBusy),
        ("SQLITE_BUSY_SNAPSHOT", errors.RegisterBusy),
        ("SQLITE_LOCKED_SHAREDCACHE", errors.RegisterBusy),
        ("SQLITE_READONLY_DBMOVED", errors.RegisterReadOnly),
        ("SQLITE_FULL", errors.DiskFull),
        ("SQLITE_NOTADB", errors.NotARegister),
        ("SQLITE_CORRUPT_INDEX", errors.RegisterDamaged),
        ("SQLITE_CANTOPEN", errors.RegisterUnreadable),
        ("SQLITE_IOERR_WRITE", errors.RegisterFault),
        (None, errors.RegisterFault),
    ],
)
def test_errors_are_told_apart_by_their_names(
    tmp_path: Path, name: str | None, fault: type[errors.RegisterFault]
) -> None:
    error = sqlite3.OperationalError("lời của SQLite")
    if name:
        error.sqlite_errorname = name
    with pytest.raises(errors.RegisterFault) as raised, sqlite_faults.translated(tmp_path):
        raise error
    assert type(raised.value) is fault
    assert raised.value.facts["path"] == str(tmp_path)
    assert raised.value.exit_code == 6


def test_a_full_disk_takes_all_back(clerk: Clerk, register_path: Path) -> None:
    clerk.unit("VP")
    before = dump_file(register_path)
    pages = clerk.register.connection.execute("PRAGMA page_count").fetchone()[0]
    clerk.register.connection.execute(f"PRAGMA max_page_count = {pages}")
    names = [f"tên khác {number}" for number in range(3000)]
    with pytest.raises(errors.DiskFull), clerk.writing() as change:
        records.add_aliases(change, 1, names)
    assert dump_file(register_path) == before
    assert not clerk.register.connection.in_transaction


def test_a_copy_of_the_file_is_the_register(clerk: Clerk, register_path: Path, tmp_path: Path) -> None:
    """No side files are needed between commands: a closed register is one file."""
    clerk.unit("VP")
    shutil.copy(register_path, tmp_path / "ban-sao.db")
    with Register.open(tmp_path / "ban-sao.db") as copy, copy.reading() as connection:
        assert dump(connection) == dump(clerk.register.connection)
