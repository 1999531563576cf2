"""Two clerks at one register: who comes second waits; nobody loses what was acknowledged, nobody sees halves."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump_file
from tests.support.rush import rush

TUPHAP = [sys.executable, "-m", "tuphap_cli"]


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """One task."""
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
    return clerk


@contextmanager
def held(path: Path, seconds: float) -> Iterator[None]:
    """Another program holds the register's lock for so long."""
    begun = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            free.wait(seconds)
            other.execute("ROLLBACK")

    free = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    try:
        yield
    finally:
        free.set()
        holder.join()


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TUPHAP, *argv], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.file_register
def test_a_lock_that_is_held_for_three_seconds_is_waited_for(office: Clerk) -> None:
    started = time.monotonic()
    with held(office.register.path, 3):
        ran = run("task", "done", "1")
        assert ran.returncode == 0, ran.stderr
    assert time.monotonic() - started >= 2.5


@pytest.mark.file_register
def test_a_lock_that_is_held_on_and_on_is_exit_6_after_eight_seconds(office: Clerk) -> None:
    before = dump_file(office.register.path)
    started = time.monotonic()
    with held(office.register.path, 60):
        ran = run("task", "done", "1")
    assert 8 <= time.monotonic() - started < 30
    assert ran.returncode == 6
    assert "is being written by another program; gave up after 8 seconds" in ran.stderr
    assert dump_file(office.register.path) == before


def test_eight_processes_at_once_lose_nothing_and_never_see_the_lock(
    office: Clerk, register_path: Path | str
) -> None:
    seen = rush(register_path, processes=8, times=10)
    assert seen.refused == []
    assert (seen.acknowledged, seen.lost, seen.whole) == (80, [], True)


def test_a_reader_during_a_long_import_sees_the_old_state_or_the_new_and_no_other(
    office: Clerk, tmp_path: Path
) -> None:
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]]
    rows += [[str(n), f"Kiểm tra hồ sơ số {n}", "Phòng VP", f"{n % 28 + 1}/9/2021"] for n in range(1, 401)]
    file = csv_of_rows(tmp_path / "phu-luc.csv", rows)
    argv = ["import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021"]
    seen = set()
    with subprocess.Popen(
        [*TUPHAP, *argv],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as importing:
        while importing.poll() is None:
            read = run("task", "list", "-f", "json")
            assert read.returncode == 0, read.stderr
            seen.add(len(json.loads(read.stdout)["rows"]))
        assert importing.stderr is not None
        assert importing.returncode == 0, importing.stderr.read()
    assert seen <= {1, 401}
    assert 1 in seen
    assert len(json.loads(run("task", "list", "-f", "json").stdout)["rows"]) == 401


HOLDER = """
import sys
from pathlib import Path
from tuphap_cli.store.file.register import Register

with Register.open(Path(sys.argv[1]), write=True) as register, register.writing("import", "Trần Thị Lan"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def written_by_another_clerk(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A command of this program, in a process of its own, that does not come to its end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


IMPATIENT = """
import sys
from tuphap_cli.store.file import connection
from tuphap_cli.main import main

connection.BUSY_SECONDS = 0.2
sys.exit(main(sys.argv[1:]))
"""


def hurried(*argv: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own that waits only a moment for the lock."""
    return subprocess.run(
        [sys.executable, "-c", IMPATIENT, *argv], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.file_register
def test_who_waits_in_vain_is_told_which_clerk_holds_the_lock_with_what(office: Clerk) -> None:
    before = dump_file(office.register.path)
    with written_by_another_clerk(office.register.path) as holder:
        ran = hurried("task", "done", "1")
        assert ran.returncode == 6
        assert "is being written by Trần Thị Lan with “import” since " in ran.stderr
        assert run("overdue").returncode == 0  # readers go on
        assert holder.stdin is not None
        holder.stdin.close()
        holder.wait()
    assert dump_file(office.register.path) == before
    assert [path.name for path in office.register.path.parent.iterdir()] == [office.register.path.name]


@pytest.mark.file_register
def test_what_a_killed_command_left_goes_with_the_next(office: Clerk) -> None:
    with written_by_another_clerk(office.register.path) as holder:
        holder.kill()
        holder.wait()
    left = office.register.path.with_name(f"{office.register.path.name}.dang-ghi")
    assert left.exists()
    with held(office.register.path, 60):
        ran = hurried("task", "done", "1")
    assert ran.returncode == 6
    assert "gave up after 0.2 seconds" in ran.stderr
    assert hurried("task", "done", "1").returncode == 0
    assert not left.exists()


@pytest.mark.file_register
def test_clerks_in_a_rush_leave_no_note_behind(office: Clerk) -> None:
    rush(office.register.path, processes=4, times=5)
    assert [path.name for path in office.register.path.parent.iterdir()] == [office.register.path.name]
