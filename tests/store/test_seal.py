"""A change that another program makes in the file shows at once, in every command, and stays until it is examined."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.old_register import of_format
from tests.support.registers import ACTOR, Clerk, day
from tuphap_cli.store.backup import safety
from tuphap_cli.store.file import seal
from tuphap_cli.store.file.register import FORMAT, Register
from tuphap_cli.store.file.upgrade import upgrade_register
from tuphap_cli.store.health import soundness

pytestmark = pytest.mark.file_register

SAID = "Another program has written to the register"
EDIT = "UPDATE task SET title = title || '.' WHERE id = 1"


def sealed(path: Path) -> bool:
    with Register.open(path) as register, register.reading():
        return register.sealed


def edit(path: Path, statement: str = EDIT) -> None:
    """Change the register as another program does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.fixture
def filled(clerk: Clerk) -> Path:
    """A register with a task; closed."""
    with clerk.at_once():
        clerk.task(clerk.decision(), "Rà soát", unit=clerk.unit("VP"), due=day("30/6"))
    clerk.register.close()
    return clerk.register.path


def test_what_our_own_commands_write_is_sealed(filled: Path, run: Run) -> None:
    for command in (
        ("task", "done", "1", "--on", "28/6/2021"), ("undo",), ("unit", "edit", "VP", "--name", "Văn phòng Sở"),
        ("backup",), ("task", "done", "1", "--dry-run"), ("doctor", "--repair"), ("redo",),
        ("restore", "--last", "--yes"),
    ):  # fmt: skip
        run(*command)
        assert sealed(filled), command
    assert SAID not in run("doctor").out + run("status").err


@pytest.mark.parametrize("found", range(1, FORMAT))
def test_an_upgraded_register_is_sealed(tmp_path: Path, found: int) -> None:
    path = tmp_path / "cu.db"
    path.write_bytes(of_format(found).read_bytes())
    upgrade_register(path, ACTOR, lambda: path)
    assert sealed(path)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    "command", ["status", "overdue", "missed", "check", "task list", "task show 1", "report quarter 2/2021"]
)
def test_every_command_says_that_another_program_has_written(
    filled: Path, run: Run, command: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(soundness, "SMALL", 0)
    edit(filled)
    assert SAID in run(*command.split()).err


def test_reports_bear_it_and_the_nightly_check_counts_it(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "SMALL", 0)
    before = run("check", "--as-of", "1/3/2021", "--soon", "0", "-f", "json")
    assert json.loads(before.out)["notes"] == []
    edit(filled)
    for command in ("check", "overdue", "missed"):
        ran = run(command, "--as-of", "1/3/2021", "-f", "json")
        assert len(json.loads(ran.out)["notes"]) == 1, command
    assert run("check", "--as-of", "1/3/2021").code == 3


def test_a_broken_seal_stays_until_every_row_is_found_as_the_journal_has_it(filled: Path, run: Run) -> None:
    edit(filled)
    for command in (("task", "done", "1", "--on", "28/6/2021"), ("backup",), ("doctor", "--repair")):
        run(*command)
        assert not sealed(filled), command
    assert "seal" in {row["code"] for row in json.loads(run("doctor", "-f", "json").out)["rows"]}
    edit(filled, "UPDATE task SET title = substr(title, 1, length(title) - 1) WHERE id = 1")
    assert "sealed again" in run("doctor", "--repair").out
    assert sealed(filled)
    assert run("doctor", "--repair").out.count("sealed") == 0


def test_a_seal_that_was_removed_is_a_broken_one(filled: Path, run: Run) -> None:
    edit(filled, "DELETE FROM seal")
    assert not sealed(filled)
    assert "sealed again" in run("doctor", "--repair").out
    assert sealed(filled)


def test_a_backup_of_what_is_not_sealed_is_not_sealed(filled: Path, run: Run, folder: Path) -> None:
    edit(filled)
    run("backup")
    run("restore", "--last", "--yes")
    assert not sealed(filled)


def test_a_file_that_was_only_packed_is_said_and_can_be_sealed(filled: Path, run: Run) -> None:
    edit(filled, "VACUUM")
    assert SAID in run("overdue").err
    assert json.loads(run("overdue", "-f", "json").out)["notes"] == []
    assert run("doctor").code == 3
    run("doctor", "--repair")
    assert run("status").err == ""


def test_reading_the_count_drops_no_lock(filled: Path, folder: Path) -> None:
    """A backup that is made within a transaction opens and closes the file; the transaction must keep others out."""
    tried = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with Register.open(filled, write=True) as register:
        register.connection.execute("BEGIN IMMEDIATE")
        safety.make_backup(filled, folder, "hand")
        refused = subprocess.run([sys.executable, "-c", tried, filled], capture_output=True, text=True, check=False)
        assert "locked" in refused.stderr
        register.connection.execute("ROLLBACK")
    assert seal.CountedFile._open == {}
