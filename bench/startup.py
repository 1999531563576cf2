"""Prints how long the daily commands take from the shell's point of view, against two floors.

    python bench/startup.py [--rounds N] [--terminal]

The floors are ``python -c pass`` and a Typer command that prints a Rich table of three rows. All are processes of one
interpreter, started by the same few lines that a console script consists of, one after the other in every round; the
ratio is the median of the ratios within the rounds, so that what else the machine does hits both sides alike. Each
``task done`` completes an open task in a fresh copy of the demo's register; the copying is not timed. With
``--terminal`` stdout is a terminal of 120 columns, so that tables are fitted to it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

TODAY = "2021-07-09"  # the day of the demo's reports
GOAL = 1.2  # times the Typer floor, for each daily verb
PYTHON_FLOOR, TYPER_FLOOR = "python -c pass", "Typer + Rich table"
FLOOR_MODULE = '''
import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def show() -> None:
    """Print a table of three rows."""
    table = Table("Number", "Task", "Due")
    for number in range(3):
        table.add_row(str(number), f"Task {number}", "09/07/2021")
    Console().print(table)
'''


@dataclass(frozen=True, slots=True)
class Subject:
    """A command to be timed. ``prepare`` runs before each start and ``check`` after it, both outside the time."""

    name: str
    command: list[str]
    environment: dict[str, str]
    daily: bool = False
    prepare: Callable[[], None] = lambda: None
    check: Callable[[], None] = lambda: None
    seconds: list[float] = field(default_factory=list)


def launcher(folder: Path, name: str, module: str, function: str) -> Path:
    """A file with the few lines that installers write for a console script."""
    path = folder / name
    path.write_text(
        f"import sys\nfrom {module} import {function}\nif __name__ == '__main__':\n    sys.exit({function}())\n"
    )
    return path


def clean_environment(folder: Path) -> dict[str, str]:
    """The caller's environment without what would change the program or Python; bytecode is kept in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TUPHAP_", "PYTHON", "COV"))}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "TUPHAP_TODAY": TODAY, "TUPHAP_ACTOR": "bench"}


def make_demo(tuphap: Path, folder: Path, environment: dict[str, str]) -> Path:
    """The register of the sample, as ``tuphap demo`` leaves it."""
    command = [sys.executable, str(tuphap), "demo", "--folder", str(folder / "demo")]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder / "demo" / "so-nhiem-vu.db"


def open_task(register: Path) -> int:
    """The number of an overdue task in ``register``."""
    with contextlib.closing(sqlite3.connect(register)) as connection:
        statement = """
        SELECT task_id FROM standing WHERE to_day > :day AND speaks = 1 AND done_on IS NULL AND suspended_on IS NULL
            AND cancelled_on IS NULL AND due < :day ORDER BY task_id
        """
        return int(connection.execute(statement, {"day": TODAY}).fetchone()[0])


def subjects(folder: Path) -> list[Subject]:
    """The floors first, then the commands on the demo's register."""
    environment = clean_environment(folder)
    tuphap = launcher(folder, "tuphap", "tuphap_cli.main", "run")
    (folder / "floor.py").write_text(FLOOR_MODULE)
    floor = launcher(folder, "typer-floor", "floor", "app")
    demo = make_demo(tuphap, folder, environment)
    copy, task = folder / "copy.db", open_task(demo)
    read, write = (environment | {"TUPHAP_REGISTER": str(path)} for path in (demo, copy))
    completing = read | {"_TUPHAP_COMPLETE": "complete_bash", "COMP_WORDS": "tuphap task done 1", "COMP_CWORD": "3"}

    def fresh() -> None:
        shutil.copyfile(demo, copy)

    def was_done() -> None:
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            done = connection.execute("SELECT MAX(done_on) FROM standing WHERE task_id = ?", (task,)).fetchone()[0]
        if done != TODAY:
            raise SystemExit(f"task {task} was not completed: the figures would mean nothing")

    def ours(name: str, words: list[str]) -> Subject:
        return Subject(name, [sys.executable, str(tuphap), *words], read, daily=True)

    return [
        Subject(PYTHON_FLOOR, [sys.executable, "-c", "pass"], environment),
        Subject(TYPER_FLOOR, [sys.executable, str(floor)], environment),
        Subject(
            "tuphap task done", [sys.executable, str(tuphap), "task", "done", str(task)], write, daily=True,
            prepare=fresh, check=was_done,
        ),
        ours("tuphap overdue", ["overdue"]),
        ours("tuphap status", ["status"]),
        ours("tuphap task list", ["task", "list"]),
        ours("tuphap --help", ["--help"]),
        Subject("completion of task numbers", [sys.executable, str(tuphap)], completing, daily=True),
    ]  # fmt: skip


@contextlib.contextmanager
def sink(*, terminal: bool) -> Iterator[int]:
    """Where the commands write to: nowhere, or a terminal of 120 columns that another process empties."""
    if not terminal:
        yield subprocess.DEVNULL
        return
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, 120))
    with subprocess.Popen(["cat"], stdin=ours, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as reader:
        try:
            yield theirs
        finally:
            reader.terminate()
            os.close(theirs)
            os.close(ours)


def seconds_of(subject: Subject, out: int) -> float:
    """How long one run of ``subject`` takes, from start to end of its process."""
    subject.prepare()
    begin = time.perf_counter()
    ended = subprocess.run(
        subject.command, env=subject.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    elapsed = time.perf_counter() - begin
    # Completion ends with 1 where the shell has nothing to add; only the words on stderr tell a failure.
    if ended.returncode and not subject.name.startswith("completion"):
        raise SystemExit(f"{subject.name} ended with {ended.returncode}: {ended.stderr.decode(errors='replace')}")
    subject.check()
    return elapsed


def measure(found: list[Subject], rounds: int, *, terminal: bool) -> None:
    """Fill in the seconds of all subjects, interleaved; one round before it warms disk cache and bytecode."""
    with sink(terminal=terminal) as out:
        for subject in found:
            seconds_of(subject, out)
        for number in range(rounds):
            # Each round starts at another subject, so that none always comes behind the same one.
            first = number % len(found)
            for subject in found[first:] + found[:first]:
                subject.seconds.append(seconds_of(subject, out))


def ratio(subject: Subject, floor: Subject) -> float:
    """The median of the ratios of ``subject`` to ``floor`` within the rounds."""
    return statistics.median(a / b for a, b in zip(subject.seconds, floor.seconds, strict=True))


def show(found: list[Subject], rounds: int, *, terminal: bool) -> None:
    """Print the versions and the table."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("tuphap-cli", "typer", "rich"))
    print(f"{date.today().isoformat()}, {versions}, Python {platform.python_version()}, "  # noqa: DTZ011 - local day
          f"SQLite {sqlite3.sqlite_version}")  # fmt: skip
    print(f"{rounds} rounds, stdout {'a terminal of 120 columns' if terminal else 'not a terminal'}, warm disk cache")
    print()
    print(f"{'':28}{'median':>10}{'x python':>10}{'x Typer':>10}")
    python, typer = found[:2]
    for subject in found:
        against = ratio(subject, typer)
        verdict = "" if not subject.daily else f"  within {GOAL}" if against <= GOAL else f"  ABOVE {GOAL}"
        milliseconds = 1000 * statistics.median(subject.seconds)
        print(f"{subject.name:28}{milliseconds:>7.1f} ms{ratio(subject, python):>10.2f}{against:>10.2f}{verdict}")


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description="The start of the daily commands against two floors.")
    parser.add_argument("--rounds", type=int, default=30, help="how often each command is run (default 30)")
    parser.add_argument("--terminal", action="store_true", help="let the commands write to a terminal of 120 columns")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tuphap-bench-") as folder:
        found = subjects(Path(folder))
        measure(found, options.rounds, terminal=options.terminal)
    show(found, options.rounds, terminal=options.terminal)


if __name__ == "__main__":
    main()
