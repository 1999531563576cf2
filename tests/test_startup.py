"""What the daily commands do without: none of them imports a library that takes long to import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "sqlmodel", "sqlalchemy", "alembic", "pydantic", "python_calamine", "docx", "docxtpl", "xlsxwriter", "holidays",
    "jinja2", "icalendar", "pdfplumber", "pdfminer",
}  # fmt: skip
TODAY = "2021-07-09"
OPEN_TASK = "77"
# The console script, and then the names of all that it has imported.
PROGRAM = """
import atexit, pathlib, sys
named = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: named.write_text("\\n".join(sys.modules), encoding="utf-8"))
from tuphap_cli.main import run
run()
"""
COMPLETION = {"_TUPHAP_COMPLETE": "complete_bash", "COMP_WORDS": "tuphap task done 1", "COMP_CWORD": "3"}


def environment(register: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUPHAP_")}
    return kept | {"TUPHAP_REGISTER": str(register), "TUPHAP_TODAY": TODAY, "PYTHONUTF8": "1"} | more


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register that ``tuphap demo`` makes, with its 130 tasks."""
    folder = tmp_path_factory.mktemp("demo")
    path = folder / "so-nhiem-vu.db"
    command = [sys.executable, "-m", "tuphap_cli", "demo", "--folder", str(folder)]
    subprocess.run(command, env=environment(path), check=True, capture_output=True)
    return path


def imported(words: list[str], env: dict[str, str], folder: Path, code: int = 0) -> tuple[set[str], str]:
    """The top-level modules that one command imports in a process of its own, and what it prints."""
    named = folder / "modules"
    command = [sys.executable, "-c", PROGRAM, str(named), *words]
    ran = subprocess.run(command, env=env, check=False, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (code, "")
    modules = {name.partition(".")[0] for name in named.read_text(encoding="utf-8").splitlines()}
    assert "tuphap_cli" in modules, "the list is that of the command"
    return modules, ran.stdout


@pytest.mark.parametrize(
    ("words", "code", "shown"),
    [
        (["--version"], 0, "tuphap "),
        ([], 0, "tuphap overdue"),
        (["overdue"], 0, "25/QĐ-STP"),
        (["overdue", "--format", "json"], 0, '"tuphap.overdue/1"'),
        (["status"], 0, "130"),
        (["task", "list"], 0, "130"),
        (["check"], 3, "tuphap check --all"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_reading_imports_no_heavy_library(
    words: list[str], code: int, shown: str, demo: Path, tmp_path: Path
) -> None:
    """The commands of every day answer from the standard library's SQLite alone."""
    modules, printed = imported(words, environment(demo), tmp_path, code)
    assert shown in printed, "the command did its work"
    assert not modules & HEAVY


def test_completion_imports_no_heavy_library(demo: Path, tmp_path: Path) -> None:
    """A shell that completes a task's number waits for no library."""
    modules, printed = imported([], environment(demo, **COMPLETION), tmp_path)
    assert all(line.startswith("1") for line in printed.splitlines())
    assert len(printed.splitlines()) > 5, "there are open tasks whose numbers begin so"
    assert not modules & HEAVY


def test_recording_a_task_as_done_imports_no_heavy_library(demo: Path, tmp_path: Path) -> None:
    """The one daily act needs neither SQLModel to write nor Rich to say so."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(demo.read_bytes())
    modules, printed = imported(["task", "done", OPEN_TASK, "--doc", "45/BC-STP"], environment(copy), tmp_path)
    assert f"{OPEN_TASK} (25/QĐ-STP:" in printed, "the task was completed"
    assert not modules & (HEAVY | {"rich"})


def test_the_version_needs_no_rich_and_no_register(demo: Path, tmp_path: Path) -> None:
    """Nothing is drawn to say a version, and no register is opened."""
    modules, _ = imported(["--version"], environment(demo), tmp_path)
    assert not modules & (HEAVY | {"rich", "sqlite3"})


@pytest.mark.parametrize(
    "words", [["overdue"], ["status"], ["task", "list"], ["task", "done", OPEN_TASK, "--doc", "1/BC"]]
)
def test_daily_commands_know_nothing_of_making_or_restoring_backups(
    words: list[str], demo: Path, tmp_path: Path
) -> None:
    """What makes and checks backups is imported by the commands that need it."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(demo.read_bytes())
    copy.chmod(0o600)
    imported(words, environment(copy), tmp_path)
    modules = (tmp_path / "modules").read_text(encoding="utf-8").split()
    assert not {
        name
        for name in modules
        if name.startswith(
            ("tuphap_cli.store.backup.safety", "tuphap_cli.store.health.f", "tuphap_cli.store.backup.r")
        )
    }


@pytest.mark.parametrize("words", [["overdue"], ["status"], ["task", "list"]], ids=" ".join)
def test_reading_imports_nothing_that_writes(words: list[str], demo: Path, tmp_path: Path) -> None:
    """What changes a register is imported by what changes one."""
    imported(words, environment(demo), tmp_path)
    modules = (tmp_path / "modules").read_text(encoding="utf-8").split()
    assert not [name for name in modules if name.startswith("tuphap_cli.store.write")]
