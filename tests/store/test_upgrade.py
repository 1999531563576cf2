"""Registers of older formats: upgraded whole with nothing lost, or left as they were, whatever fails in between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.faults import refusing
from tests.support.old_register import LARGEST, REGISTERS, of_format
from tests.support.registers import Dump, dump_file
from tuphap_cli import errors
from tuphap_cli.store import dialect
from tuphap_cli.store.file import register as registers
from tuphap_cli.store.file import upgrade
from tuphap_cli.store.file.register import FORMAT, Connection, Register
from tuphap_cli.store.formats import FORMER_COLUMNS

pytestmark = pytest.mark.file_register

OLD = list(range(1, FORMAT))
# What an upgrade adds to, or works out anew.
NOT_COMPARED = {"journal", "alembic_version", "sqlite_sequence", "seal", "standing"}
Patch = pytest.MonkeyPatch


def kept() -> Path:
    """A backup that is not looked at here."""
    return Path("sao-luu.db")


def run(path: Path, *, dry_run: bool = False) -> upgrade.Upgraded:
    return upgrade.upgrade_register(path, "van-thu", kept, dry_run=dry_run)


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def whole(path: Path) -> None:
    """The file is sound, has no orphans and nothing half-made."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
        assert not [name for name in names if name.startswith("_alembic_tmp")]
    finally:
        connection.close()


def columns(path: Path) -> dict[str, list[str]]:
    """The columns of each table that are there still, in their order."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            n: [r[1] for r in connection.execute(f"PRAGMA table_info({n})") if r[1] not in FORMER_COLUMNS.get(n, ())]
            for n in names
        }
    finally:
        connection.close()


def logical(path: Path, of: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the tables and columns ``of``, sorted."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return {
            table: sorted(connection.execute(f"SELECT {', '.join(names)} FROM {table}"), key=repr)
            for table, names in of.items()
            if table not in NOT_COMPARED
        }
    finally:
        connection.close()


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, env: Path) -> Path:
    """A register of each older format where the program looks for it."""
    env.parent.mkdir(mode=0o700)
    shutil.copy(of_format(request.param), env)
    env.chmod(0o600)
    return env


# -- what is kept for later ----------------------------------------------------------------------------------


def test_every_format_has_a_register_the_newest_too(template: bytes) -> None:
    for number in range(1, FORMAT + 1):
        path = of_format(number)
        assert path.exists(), "run python -m tests.support.old_register"
        assert version(path) == number
        assert number == 1 or path.stat().st_size - len(template) < LARGEST
    assert len(list(REGISTERS.glob("*.db"))) == FORMAT


def test_the_kept_register_of_the_newest_format_has_its_tables() -> None:
    with Register.open(of_format(FORMAT)) as opened:
        assert dialect.schema(opened.connection) == upgrade.expected()


# -- a good end ----------------------------------------------------------------------------------------------


def test_an_upgraded_register_has_the_tables_of_a_new_one_and_its_rows(old: Path) -> None:
    before, of = dump_file(old), columns(old)
    rows = logical(old, of)
    done = run(old)
    assert (done.found, done.known, done.backup) == (before_format(before), FORMAT, kept())
    whole(old)
    with Register.open(old) as opened:
        assert dialect.schema(opened.connection) == upgrade.expected()
    assert logical(old, of) == rows
    assert set(before["journal"]) < set(dump_file(old)["journal"])


def before_format(dump: Dump) -> int:
    return int(str(dump["alembic_version"][0][0]))


def test_it_is_one_row_of_the_journal(old: Path) -> None:
    number = len(dump_file(old)["journal"])
    found = version(old)
    run(old)
    with Register.open(old) as opened:
        rows = opened.connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()
    assert len(rows) == number + 1
    assert (rows[-1]["command"], rows[-1]["actor"], rows[-1]["summary"]) == (
        "upgrade",
        "van-thu",
        f"{found} → {FORMAT}",
    )


def test_a_trial_changes_no_byte_and_keeps_no_backup(old: Path) -> None:
    before = old.read_bytes()
    done = run(old, dry_run=True)
    assert (done.known, done.backup) == (FORMAT, None)
    assert old.read_bytes() == before


def test_a_register_of_the_present_format_is_left_alone(register_path: Path) -> None:
    before = register_path.read_bytes()
    assert run(register_path) == upgrade.Upgraded(FORMAT, FORMAT)
    assert register_path.read_bytes() == before


# Two open tasks and a unit of the register of each format.
TASKS = {1: (77, 42, "VP")} | dict.fromkeys(range(2, FORMAT), (6, 7, "HC"))
READING = (
    "status", "overdue", "overdue --as-of 1/5/2021", "missed", "check", "task list", "task show 1", "task why 1",
    "decision list", "unit list", "report quarter 2/2021", "report year 2021", "filing list Q2/2021", "obstacle list",
    "report list", "settings",
)  # fmt: skip
WRITING = (
    "task start {task}", "task progress {task} --percent 30", "task done {task} --doc 45/BC-STP",
    "task reopen {task} --reason Nhầm", "task suspend {task} --by 1/QĐ-STP --reason Chờ",
    "task extend {other} --to 30/11/2021 --by 52/STP-VP --reason Chờ", "obstacle add Thiếu-người --task {other}",
    "filing record {unit} Q2/2021 --on 15/6/2021", "report close Q2/2021 --doc 45/BC-STP",
)  # fmt: skip


def test_the_commands_work_on_an_upgraded_register(old: Path, run: Run) -> None:
    found = version(old)
    assert run("upgrade").code == 0
    task, other, unit = TASKS[found]
    for command in (*READING, *WRITING):
        ran = run(*command.format(task=task, other=other, unit=unit).split())
        assert ran.code in {0, 3}, (command, ran.err)
    assert run("doctor").code == 0
    whole(old)


# -- what is refused -----------------------------------------------------------------------------------------


def test_a_newer_register_is_refused(register_path: Path) -> None:
    connection = sqlite3.connect(register_path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = register_path.read_bytes()
    with pytest.raises(errors.NewerRegister):
        run(register_path)
    assert register_path.read_bytes() == before


@pytest.mark.parametrize("number", [0, -3])
def test_a_number_that_does_not_fit_the_tables_is_damage(register_path: Path, number: int) -> None:
    connection = sqlite3.connect(register_path)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()
    with pytest.raises(errors.RegisterDamaged, match="does not fit"):
        run(register_path)


def test_without_a_backup_nothing_is_upgraded(old: Path) -> None:
    def fail() -> Path:
        raise errors.DiskFull(path=old)

    before = old.read_bytes()
    with pytest.raises(errors.DiskFull):
        upgrade.upgrade_register(old, "van-thu", fail)
    assert old.read_bytes() == before


def test_the_backup_is_what_is_upgraded(old: Path, monkeypatch: Patch) -> None:
    """The lock is held while it is made, so that nobody writes in between."""
    monkeypatch.setattr("tuphap_cli.store.file.connection.BUSY_SECONDS", 0.05)

    def meanwhile() -> Path:
        other = sqlite3.connect(old, timeout=0.05)
        try:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("DELETE FROM task")
        finally:
            other.close()
        return kept()

    upgrade.upgrade_register(old, "van-thu", meanwhile)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ("CREATE TABLE word_block (id INTEGER)", "table “word_block” is in no register of tuphap"),
        ("CREATE TABLE strange (id INTEGER)", "table “strange” is in no register of tuphap"),
        ("DROP INDEX ix_unit_parent_id", "tables and indexes differ: ix_unit_parent_id"),
        ("INSERT INTO unit_alias (unit_id, alias, key) VALUES (999, 'x', 'x')", "lose what they belong to"),
    ],
)
def test_a_register_that_would_not_be_right_after_it_is_left_as_it_was(old: Path, spoil: str, why: str) -> None:
    connection = sqlite3.connect(old)
    connection.execute(spoil)
    connection.commit()
    connection.close()
    before = dump_file(old)
    with pytest.raises(errors.RegisterFault, match=why):
        run(old)
    assert dump_file(old) == before
    assert version(old) in OLD


def test_what_alembic_says_is_told_in_one_sentence(old: Path, monkeypatch: Patch) -> None:
    def break_down(_: object) -> None:
        raise RuntimeError("bánh răng gãy")

    monkeypatch.setattr(upgrade, "migrate", break_down)
    before = old.read_bytes()
    with pytest.raises(errors.UpgradeFailed, match="bánh răng gãy"):
        run(old)
    assert old.read_bytes() == before


# -- failure at each statement -------------------------------------------------------------------------------


def test_whatever_statement_fails_the_register_is_as_it_was(old: Path) -> None:
    sound, content = dump_file(old), old.read_bytes()
    found = version(old)
    with refusing(0) as asked:
        run(old, dry_run=True)
    points = asked.count
    assert points > 100
    survived = 0
    # Every tenth thing asked, and all of the last ones, where the row is written and the transaction ends.
    for fails_at in [*range(1, points - 20, max(1, points // 120)), *range(points - 20, points + 1)]:
        with refusing(fails_at):
            try:
                run(old)
            except errors.RegisterFault:
                assert dump_file(old) == sound, fails_at
                assert version(old) == found
                whole(old)
            else:  # what is refused need not matter: a pragma after the end
                survived += 1
                assert version(old) == FORMAT
                whole(old)
                old.write_bytes(content)
    assert survived < 12


def test_a_statement_that_is_broken_off_in_the_middle_leaves_the_register_as_it_was(
    old: Path, monkeypatch: Patch
) -> None:
    sound = dump_file(old)
    real = registers.connect_to
    for after in (10, 100, 500, 1500):

        def connect(path: Path, mode: str, after: int = after) -> Connection:
            connection = real(path, mode)
            connection.set_progress_handler(lambda: 1, after)
            return connection

        with monkeypatch.context() as patch:
            patch.setattr(registers, "connect_to", connect)
            with pytest.raises(errors.RegisterFault):
                run(old)
        assert dump_file(old) == sound


def test_a_full_disk_leaves_the_register_as_it_was(old: Path, monkeypatch: Patch) -> None:
    sound = dump_file(old)
    real = registers.connect_to

    def connect(path: Path, mode: str) -> Connection:
        connection = real(path, mode)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(registers, "connect_to", connect)
    with pytest.raises(errors.DiskFull):
        run(old)
    assert dump_file(old) == sound


# -- kill -9 -------------------------------------------------------------------------------------------------

CHILD = """
import sys
from pathlib import Path
from tuphap_cli.store.file import upgrade
from alembic import command
print("ready", flush=True)
sys.stdin.readline()
upgrade.upgrade_register(Path(sys.argv[1]), "van-thu", lambda: Path("sao-luu.db"))
print("done", flush=True)
"""


@pytest.fixture
def killed(old: Path) -> Callable[[float], None]:
    def kill_after(seconds: float) -> None:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(old)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            child.stdin.write("\n")
            child.stdin.flush()
            time.sleep(seconds)
            child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)

    return kill_after


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_the_old_register_or_the_new_one(
    old: Path, killed: Callable[[float], None]
) -> None:
    content, sound, of, found = old.read_bytes(), dump_file(old), columns(old), version(old)
    rows = logical(old, of)
    chance = random.Random(16)
    for _ in range(8):
        killed(chance.uniform(0.005, 0.25))
        with Register.of_any_format(old) as opened:  # plays a journal back that was left
            assert opened.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        whole(old)
        assert version(old) in {found, FORMAT}
        assert logical(old, of) == rows
        if version(old) == found:
            assert dump_file(old) == sound
        old.write_bytes(content)
