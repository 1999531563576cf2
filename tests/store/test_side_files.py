"""What SQLite left beside a register that is gone is not taken for that of the file which gets its name."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.support import faults
from tests.support.registers import ACTOR, Clerk, dump_file
from tuphap_cli import errors
from tuphap_cli.store.backup import backups, restoring, safety
from tuphap_cli.store.backup.safety import Policy
from tuphap_cli.store.file import drafts, register, schema_making
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.health import file_checks

pytestmark = pytest.mark.file_register


@pytest.fixture
def gone(clerk: Clerk) -> Path:
    """Where a register was, of which there is a backup."""
    path = clerk.register.path
    for number in range(30):
        clerk.unit(f"P{number}", f"Phòng nghiệp vụ số {number} " * 20)
    clerk.register.connection.close()
    safety.make_backup(path, path.parent / backups.FOLDER, "hand")
    return path


@pytest.fixture(params=["journal", "wal"])
def left(request: pytest.FixtureRequest, gone: Path) -> Path:
    """The register taken away in the middle of a command; what SQLite keeps beside it is still there."""
    work = gone.with_name("work.db")
    shutil.copy(gone, work)
    connection = sqlite3.connect(work, isolation_level=None)
    if request.param == "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA cache_size = 1")  # so that it writes before it commits
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE unit SET name = name || name || name")  # its root page changes too
    if request.param == "wal":
        connection.execute("COMMIT")
    beside = gone.with_name(f"{gone.name}-{request.param}")
    shutil.copy(work.with_name(f"work.db-{request.param}"), beside)
    connection.close()
    for path in (gone, *gone.parent.glob("work.db*")):
        path.unlink()
    assert beside.stat().st_size > 4096
    return beside


def test_a_restored_register_holds_what_the_backup_holds(gone: Path, left: Path) -> None:
    folder, content = gone.parent / backups.FOLDER, left.read_bytes()
    backup = backups.listed_backups(folder, gone)[0].path
    restoring.restore_backup(gone, backup, ACTOR, Policy(folder=folder))
    file_checks.checked_file(gone)
    assert dump_file(gone)["unit"] == dump_file(backup)["unit"]
    assert not left.exists()
    kept = [path.read_bytes() for path in gone.parent.glob(f"*{backups.ASIDE}*")]
    assert kept == [content], "nothing is thrown away that may be all there is"


def test_a_new_register_is_empty(gone: Path, left: Path) -> None:
    create_register(gone).close()
    file_checks.checked_file(gone)
    assert dump_file(gone)["unit"] == []
    assert not left.exists()


# -- a new register ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "death",
    [*(faults.dying("fsync", n) for n in (1, 2, 3)), faults.dying("link", 1), faults.dying("link", 1, after=True)],
    ids=["folder", "before the name", "after the name", "link", "linked"],
)
def test_killed_while_it_is_made_there_is_none_or_a_whole_one(env: Path, death: str) -> None:
    ran = faults.child(["init"], death)
    assert ran.returncode == faults.KILLED, ran.stderr
    if not env.exists():
        again = faults.child(["init"])
        assert again.returncode == 0, again.stderr
    file_checks.checked_file(env)
    assert dump_file(env)["journal"] == []


def test_one_half_made_beside_an_older_one_put_aside_is_no_restore_cut_short(env: Path) -> None:
    env.parent.mkdir()
    drafts.temporary(env.parent, drafts.NEW)
    backups.aside_of(env).write_bytes(b"older")
    assert backups.cut_short(env) is None
    create_register(env).close()
    assert env.exists()


def test_who_is_quicker_keeps_the_name(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes make one; the second must not put an empty register over what was entered in the first."""

    def quicker(connection: register.Connection) -> None:
        real(connection)
        env.write_bytes(b"the other's")

    real = schema_making.build_tables
    monkeypatch.setattr(schema_making, "build_tables", quicker)
    with pytest.raises(errors.RegisterExists):
        create_register(env)
    assert env.read_bytes() == b"the other's"
    assert faults.names(env.parent) == [env.name]


def test_a_register_behind_a_link_is_taken_back_to_before_a_crash(clerk: Clerk, tmp_path: Path) -> None:
    """SQLite keeps the journal beside the file itself, not beside the link."""
    for number in range(30):
        clerk.unit(f"P{number}", f"Phòng nghiệp vụ số {number} " * 20)
    path = clerk.register.path
    clerk.register.connection.close()
    before = dump_file(path)
    torn = path.with_name("work.db")
    shutil.copy(path, torn)
    connection = sqlite3.connect(torn, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE unit SET name = name || name || name")
    shutil.copy(torn.with_name("work.db-journal"), backups.journal_of(path))
    shutil.copy(torn, path)
    connection.close()
    link = tmp_path / "cho-khac" / path.name
    link.parent.mkdir()
    link.symlink_to(path)
    with Register.open(link) as register, register.reading() as found:
        assert found.execute("SELECT MAX(length(name)) FROM unit").fetchone()[0] < 1000
    assert dump_file(path) == before
    assert not backups.journal_of(path).exists()
