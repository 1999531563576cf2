"""A register from elsewhere: SQL that others have put into the file is refused before any statement of ours runs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import fill
from tests.conftest import Run
from tests.support import schema_sums
from tests.support.registers import Clerk, dump_file
from tuphap_cli import errors
from tuphap_cli.store.backup import identity
from tuphap_cli.store.file import known_schema, register
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.health import file_checks

pytestmark = pytest.mark.file_register

REGISTERS = Path(__file__).parents[1] / "data" / "registers"
SLOW = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
# What others can put into a file: name -> the object that must be named ("": any), and the statements.
PLANTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "a trigger": ("hook", ("CREATE TRIGGER hook AFTER INSERT ON progress BEGIN UPDATE task SET title = 'x'; END",)),
    "a trigger on the journal": (
        "hook",
        ("CREATE TRIGGER hook AFTER INSERT ON journal BEGIN DELETE FROM task; END",),
    ),
    "a trigger with SQLite's own name": (
        "",  # SQLite itself calls that damage
        (
            "CREATE TRIGGER hook AFTER INSERT ON progress BEGIN DELETE FROM task; END",
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET name = 'sqlite_hook' WHERE name = 'hook'",
        ),
    ),
    "a view": ("glance", ("CREATE VIEW glance AS SELECT * FROM task",)),
    "a view in the place of a table": (
        "day_off",
        ("DROP TABLE day_off", f"CREATE VIEW day_off AS {SLOW}"),
    ),
    "the journal as a view": ("", ("ALTER TABLE journal RENAME TO other", f"CREATE VIEW journal AS {SLOW}")),
    "a virtual table": ("words", ("CREATE VIRTUAL TABLE words USING fts5(text)",)),
    "another's table": ("ghi_chu", ("CREATE TABLE ghi_chu (x)",)),
    "an index of an expression": ("ix_task_odd", ("CREATE INDEX ix_task_odd ON task (upper(title))",)),
    "an index of another's": ("ix_task_odd", ("CREATE INDEX ix_task_odd ON task (title)",)),
    "a generated column": ("task", ("ALTER TABLE task ADD COLUMN odd TEXT AS (upper(title))",)),
    "a column more": ("unit", ("ALTER TABLE unit ADD COLUMN odd TEXT DEFAULT 'x'",)),
    "a condition taken out": (
        "progress",
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'BETWEEN 0 AND 100', 'BETWEEN 0 AND 999')",
        ),
    ),
}
COMMANDS = [
    ("overdue",), ("status",), ("check",), ("task", "done", "1"), ("journal", "verify"),
    ("report", "quarter", "2/2021"), ("backup",), ("undo", "--yes"), ("task", "list", "-f", "json"), ("upgrade",),
    ("doctor", "--repair"),
]  # fmt: skip


def plant(path: Path, statements: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def filled(clerk: Clerk) -> Path:
    """A register with tasks, closed."""
    fill(clerk)
    clerk.register.connection.close()
    return clerk.register.path


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that a connection of the program is asked to run, in order."""
    asked: list[str] = []
    for module, name in ((register, "connect_to"), (file_checks, "connect")):
        real: Callable[[Path, str], sqlite3.Connection] = getattr(module, name)

        def traced(
            path: Path, mode: str, real: Callable[[Path, str], sqlite3.Connection] = real
        ) -> sqlite3.Connection:
            made = real(path, mode)
            made.set_trace_callback(asked.append)
            return made

        monkeypatch.setattr(module, name, traced)
    return asked


@pytest.mark.parametrize("what", PLANTED)
def test_sql_of_others_is_refused_before_any_statement_of_ours(
    filled: Path, run: Run, statements: list[str], what: str
) -> None:
    name, planted = PLANTED[what]
    plant(filled, planted)
    before = filled.read_bytes()
    for command in COMMANDS:
        statements.clear()
        ran = run(*command)
        assert ran.code == 6, (command, ran)
        assert name in ran.err
        ours = [one for one in statements if not one.startswith(("PRAGMA", "BEGIN", "ROLLBACK"))]
        assert set(ours) <= {"SELECT type, name, tbl_name, sql FROM sqlite_master"}, command
    assert filled.read_bytes() == before


@pytest.mark.parametrize("what", PLANTED)
def test_doctor_names_it_and_runs_nothing_on_it(filled: Path, run: Run, statements: list[str], what: str) -> None:
    name, planted = PLANTED[what]
    plant(filled, planted)
    statements.clear()
    ran = run("doctor", "-f", "json")
    assert ran.code == 3
    assert not name or f'"where": "{name}"' in ran.out
    assert not [one for one in statements if " FROM task" in one or " FROM journal" in one]


def test_a_backup_with_sql_of_others_is_not_restored(filled: Path, run: Run, folder: Path) -> None:
    assert run("backup").code == 0
    [backup] = folder.glob("*.db")
    plant(backup, PLANTED["a trigger"][1])
    backup.with_name(f"{backup.name}.sha256").unlink()
    before = dump_file(filled)
    for command in (("restore", "1", "--yes"), ("restore", "--drill"), ("restore", str(backup), "--yes")):
        assert run(*command).code == 6
    assert dump_file(filled) == before
    assert identity.of_file(backup) == identity.Identity()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_register_is_looked_at_before_it_is_upgraded(
    run: Run, env: Path, version: int, tmp_path: Path
) -> None:
    env.parent.mkdir()
    shutil.copy(REGISTERS / f"format-{version}.db", env)
    plant(env, ("CREATE TRIGGER hook AFTER INSERT ON journal BEGIN DELETE FROM task; END",))
    before = dump_file(env)
    ran = run("upgrade")
    assert (ran.code, "hook" in ran.err) == (6, True)
    assert dump_file(env) == before


def test_every_format_is_known_by_its_sum() -> None:
    """After a change of the tables: python -m tests.support.schema_sums."""
    assert schema_sums.made() == known_schema.SUMS
    for version in range(1, register.FORMAT):
        with closing(sqlite3.connect(REGISTERS / f"format-{version}.db")) as connection:
            assert known_schema.sum_of(known_schema.objects(connection)) == known_schema.SUMS[version]


def test_what_is_lacking_is_no_sql_of_others(filled: Path, run: Run) -> None:
    plant(filled, ("DROP INDEX ix_task_group_id",))
    assert run("overdue").code == 0
    assert run("doctor").code == 3


def test_statistics_of_sqlite_are_no_sql_of_others(filled: Path, run: Run) -> None:
    plant(filled, ("ANALYZE",))
    assert run("overdue").code == 0


def test_a_schema_that_cannot_be_read_is_damage(filled: Path, run: Run) -> None:
    plant(filled, ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = x'ff' WHERE name = 'unit'"))
    assert run("overdue").code == 6
    assert run("doctor").code == 3


def test_sql_in_the_file_is_not_trusted(filled: Path) -> None:
    with Register.open(filled) as opened:
        assert opened.connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0
        if sys.version_info >= (3, 12):
            assert opened.connection.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)


# -- names of the file -------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="names of that kind")
@pytest.mark.parametrize(
    "name",
    [
        "so?mode=memory.db", "so#1.db", "so%41.db", "so\nhai.db", ":memory:", "-so.db", "--help", "so nhiệm vụ.db",
        "file:so.db", "so&cache=shared.db", "so'.db", 'so".db', "so;drop.db", "~so.db", "so.db ", "s\\o.db",
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_register_may_have_any_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, by: str
) -> None:
    place = tmp_path / "noi"
    place.mkdir()
    monkeypatch.chdir(place)
    words: tuple[str, ...] = (f"--register={name}",) if by == "option" else ()
    if by == "environment":
        monkeypatch.setenv("TUPHAP_REGISTER", name)
    if name.startswith("~"):
        assert run(*words, "init").code == 6
        return
    name = name.strip()
    assert run(*words, "init").code == 0
    assert run(*words, "unit", "add", "VP", "--name", "Văn phòng").code == 0
    assert run(*words, "backup").code == 0
    assert run(*words, "doctor", "-f", "json").code == 0
    assert sorted(path.name for path in place.iterdir()) == sorted([name, "sao-luu"])
    assert len(dump_file(place / name)["unit"]) == 1


@pytest.mark.skipif(not hasattr(os, "link"), reason="no hard links")
def test_a_register_with_two_names_is_read_and_not_written(filled: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "ten-khac.db"
    os.link(filled, other)
    before = dump_file(filled)
    for path in (filled, other):
        assert run("-R", str(path), "overdue").code == 0
        ran = run("-R", str(path), "unit", "add", "X", "--name", "X", "-f", "json")
        assert (ran.code, '"register.linked"' in ran.err) == (6, True)
    assert dump_file(filled) == before
    other.unlink()
    assert run("unit", "add", "X", "--name", "X").code == 0


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_to_a_register_is_that_register(filled: Path, run: Run, tmp_path: Path) -> None:
    link, far = tmp_path / "l.db", tmp_path / "xa.db"
    link.symlink_to(far)
    far.symlink_to(filled)
    assert run("-R", str(link), "unit", "add", "X", "--name", "X").code == 0
    assert run("-R", str(link), "backup").code == 0
    assert (filled.parent / "sao-luu").is_dir()
    assert not (tmp_path / "sao-luu").exists()
    far.unlink()
    far.symlink_to(link)
    for command in ("overdue", "init", "backup", "doctor", "upgrade"):
        assert run("-R", str(link), command).code == 6


def test_an_open_register_stays_the_same_when_the_folder_changes(
    filled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(filled.parent)
    with Register.open(Path(filled.name), write=True) as opened:
        monkeypatch.chdir(tmp_path)
        clerk = Clerk(opened)
        clerk.unit("X", "Đơn vị X")
        assert opened.path == filled
    assert [path.name for path in tmp_path.iterdir() if "nhiem-vu" in path.name] == []
    assert not list(filled.parent.glob("*.dang-ghi"))


def test_a_relative_name_in_the_settings_is_seen_from_the_settings(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TUPHAP_REGISTER")
    config = tmp_path / "config" / "tuphap"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('register = "so.db"\nbackups = "luu"\n', encoding="utf-8")
    for number, place in enumerate(("mot", "hai")):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        assert run("init").code == (6 if number else 0)
        assert run("backup").code == 0
        assert list((tmp_path / place).iterdir()) == []
    assert (config / "so.db").exists()
    assert (config / "luu").is_dir()


def test_the_error_names_what_was_found(filled: Path) -> None:
    plant(filled, PLANTED["a view"][1])
    with pytest.raises(errors.ForeignSchema) as caught:
        Register.open(filled)
    assert caught.value.facts["name"] == "glance"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs")
def test_a_pipe_is_no_register_and_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    for command in ("overdue", "doctor", "backup", "upgrade", "init", "check"):
        assert run("-R", str(tmp_path / "ong"), command).code == 6
