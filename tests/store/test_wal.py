"""A register that another tool left in WAL mode: a writer switches it back and loses nothing, a reader does not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli import errors
from tuphap_cli.store.file import leftovers, upgrade
from tuphap_cli.store.file import register as registers
from tuphap_cli.store.file.register import Register

pytestmark = pytest.mark.file_register

ROLLBACK, WAL = b"\x01\x01", b"\x02\x02"  # bytes 18 and 19 of the header
SWITCHED, REMAINS = "it was switched back", "tuphap doctor --repair"
OLD = Path(__file__).resolve().parents[1] / "data" / "registers" / "format-1.db"


@pytest.fixture
def office(clerk: Clerk) -> Path:
    """A register with one task, closed."""
    clerk.task(clerk.decision(), "Tên cũ", unit=clerk.unit("VP"), due=day("30/6"))
    clerk.register.connection.close()
    return clerk.register.path


def mode(path: Path) -> bytes:
    return path.read_bytes()[18:20]


def sides(path: Path) -> list[str]:
    return sorted(beside.name.removeprefix(path.name) for beside in path.parent.glob(f"{path.name}-*"))


def wal(path: Path) -> sqlite3.Connection:
    """Another tool that has switched the register to WAL mode and still has it open."""
    tool = sqlite3.connect(path, isolation_level=None)
    assert tool.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
    tool.execute("PRAGMA wal_autocheckpoint = 0")
    return tool


@pytest.fixture
def cut_off(office: Path, tmp_path: Path) -> Path:
    """The register as such a tool leaves it when it is killed: its last change lies in the file beside it alone."""
    tool = wal(office)
    tool.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tool.execute("UPDATE task SET title = 'Tên mới' WHERE id = 1")
    for ending in ("", "-wal"):
        shutil.copy(f"{office}{ending}", tmp_path / f"giu{ending}")
    tool.close()
    for ending in ("", "-wal"):
        shutil.copy(tmp_path / f"giu{ending}", f"{office}{ending}")
    assert "Tên mới".encode() not in office.read_bytes()
    return office


def title(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT title FROM task WHERE id = 1").fetchone()[0])


def test_who_writes_switches_it_back_and_keeps_what_lay_beside_it(cut_off: Path) -> None:
    with Register.open(cut_off, write=True) as opened:
        assert [str(text) for text in opened.remarks if SWITCHED in str(text)]
        assert opened.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert (mode(cut_off), sides(cut_off)) == (ROLLBACK, [])
    assert "Tên mới".encode() in cut_off.read_bytes()
    assert title(cut_off) == "Tên mới"
    with Register.open(cut_off, write=True) as opened:
        assert [str(text) for text in opened.remarks] == [registers.UNSEALED]


def test_a_command_says_once_that_it_has_switched_it_back(cut_off: Path, run: Run) -> None:
    ran = run("task", "progress", "1", "--percent", "40")
    assert ran.code == 0
    assert SWITCHED in ran.err
    ran = run("task", "progress", "1", "--percent", "50")
    assert (ran.code, ran.err) == (0, f"{registers.UNSEALED}\n")
    assert title(cut_off) == "Tên mới"


def test_who_reads_sees_what_lies_beside_it_and_leaves_the_mode(cut_off: Path, run: Run) -> None:
    ran = run("task", "list", "-f", "json")
    assert ran.code == 0
    assert "Tên mới" in ran.out
    assert REMAINS in ran.err
    assert mode(cut_off) == WAL


def test_while_another_program_has_it_open_the_mode_stays_and_the_work_goes_on(office: Path, run: Run) -> None:
    with closing(wal(office)) as tool:
        tool.execute("UPDATE task SET title = 'Tên mới' WHERE id = 1")
        ran = run("task", "progress", "1", "--percent", "40")
        assert ran.code == 0
        assert REMAINS in ran.err
        assert SWITCHED not in ran.err
        assert mode(office) == WAL
    assert SWITCHED in run("task", "progress", "1", "--percent", "50").err
    assert (mode(office), title(office)) == (ROLLBACK, "Tên mới")


def test_another_error_than_a_lock_is_not_taken_for_one() -> None:
    class Failing(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_WRITE"
            raise error

    with closing(Failing(":memory:")) as failing, pytest.raises(sqlite3.OperationalError, match="disk I/O"):
        leftovers.out_of_wal(failing, switch=True)


def test_one_of_a_newer_format_is_left_in_its_mode(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header is only a first look: the number may lie in the file beside the register."""
    with closing(wal(office)) as tool:
        tool.execute("PRAGMA user_version = 99")
    monkeypatch.setattr(registers, "check_header", lambda path: None)
    with pytest.raises(errors.NewerRegister):
        Register.open(office, write=True)
    assert mode(office) == WAL


def test_an_older_register_is_switched_back_by_its_upgrade(register_path: Path, tmp_path: Path) -> None:
    register_path.write_bytes(OLD.read_bytes())
    wal(register_path).close()
    tables = dump_file(register_path)
    kept = tmp_path / "giu.db"

    def keep() -> Path:
        shutil.copy(register_path, kept)
        return kept

    upgrade.upgrade_register(register_path, "clerk", keep)
    assert mode(register_path) == ROLLBACK
    assert dump_file(kept) == tables
