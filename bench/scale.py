"""Prints how the commands grow with the register, against hand-written SQL and against Taskwarrior.

    python bench/scale.py [--sizes 100,10000,100000] [--rounds N]

For each size a register is made (see registers.py). Then each command runs as a process, its output thrown away,
against the statement that a person would write for the same rows in the ``sqlite3`` shell (shell_sql.py), and
against the nearest command of Taskwarrior on the same tasks. The three take turns in every round; a ratio is the
median of the ratios within the rounds. Before anything is timed, the rows of both are compared once. The first line
of each table is what starting the program alone takes. Taskwarrior's ``modify`` stands beside ``task done``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import registers, shell_sql
from bench.startup import clean_environment, launcher
from tuphap_cli.store.file.register import Register
from tuphap_cli.text import words as folded

WORDS = "lý lịch tư pháp"
CHECKED = 500  # tasks of each register of which cache and ledger are compared
OPEN_TASKS = """
SELECT id FROM task WHERE done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL AND assigned_on <= ?
ORDER BY id
"""
Command = Sequence[str]


@dataclass(slots=True)
class Contest:
    """One question, asked of each program by its own command; a command per round where it must differ."""

    name: str
    ours: Command | Sequence[Command]
    shell: Command | Sequence[Command]
    taskwarrior: Command | Sequence[Command] = ()
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def command(self, program: str, turn: int) -> Command:
        """What ``program`` runs in its round ``turn``; empty where it has no such command."""
        chosen: Command | Sequence[Command] = getattr(self, program)
        if chosen and not isinstance(chosen[0], str):
            return chosen[turn]
        return [str(word) for word in chosen]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one size is measured: the folder, the register, the program and its environment."""

    folder: Path
    register: Path
    tuphap: Path
    environment: dict[str, str]
    rounds: int

    def ours(self, *words: str) -> Command:
        """A command line of tuphap."""
        return [sys.executable, str(self.tuphap), *words]

    def shell(self, statement: str) -> Command:
        """The same of the ``sqlite3`` shell; empty where that is not installed."""
        return ["sqlite3", "-json", str(self.register), statement] if shutil.which("sqlite3") else []

    def taskwarrior(self, *words: str) -> Command:
        """The same of Taskwarrior; empty where that is not installed."""
        return ["task", f"rc:{self.folder / 'taskrc'}", *words] if shutil.which("task") else []


def ran(command: Command, environment: dict[str, str]) -> bytes:
    """What ``command`` prints; SystemExit where it fails."""
    ended = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)[:200]} ended with {ended.returncode}: {ended.stderr.decode()[:500]}")
    return ended.stdout


def contests(place: Place) -> list[Contest]:
    """The questions, those that only read first."""
    with contextlib.closing(sqlite3.connect(place.register)) as connection:
        free = [row[0] for row in connection.execute(OPEN_TASKS, (registers.TODAY.isoformat(),))]
    need = place.rounds + 1  # one for the round that warms
    mine, shells, theirs = free[:need], free[need : 2 * need], free[2 * need : 3 * need]
    found = [
        Contest("(start alone)", place.ours("--version"), place.shell("SELECT 1"), place.taskwarrior("_version")),
        Contest(
            "overdue", place.ours("overdue", "-f", "json"), place.shell(shell_sql.OVERDUE),
            place.taskwarrior("overdue"),
        ),
        Contest("status", place.ours("status", "-f", "json"), place.shell(shell_sql.STATUS)),
        Contest("task find", place.ours("task", "find", WORDS, "-f", "json"),
                place.shell(shell_sql.find(folded(WORDS)))),
        Contest(
            "task list (open)", place.ours("task", "list", "--state", "open", "-f", "json"),
            place.shell(shell_sql.OPEN_TASKS), place.taskwarrior("list"),
        ),
        Contest("report quarter", place.ours("report", "quarter", "2/2021", "-f", "json"),
                place.shell(shell_sql.REPORT)),
        Contest(
            "task done", [place.ours("task", "done", str(task)) for task in mine],
            [place.shell(shell_sql.done(task)) for task in shells],
            [place.taskwarrior(_uuid(task), "modify", "priority:H") for task in theirs],
        ),
    ]  # fmt: skip
    return [contest for contest in found if contest.command("ours", 0)]


def _like(ours: Sequence[dict[str, object]], theirs: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Our rows with the keys that the statement by hand gives; ours may have more."""
    names = theirs[0].keys() if theirs else ()
    return [{name: row[name] for name in names} for row in ours]


def compare(place: Place, found: Sequence[Contest]) -> None:
    """Refuse to time two answers that are not the same."""
    for contest in found:
        if contest.name in {"(start alone)", "task done"} or not contest.command("shell", 0):
            continue
        ours = json.loads(ran(contest.command("ours", 0), place.environment))
        shell = list(_arrays(ran(contest.command("shell", 0), place.environment).decode()))
        if contest.name == "status":
            same = {r["state"]: r["tasks"] for r in ours["rows"] if r["tasks"]} == {
                r["state"]: r["tasks"] for r in shell[0]
            } and ours["totals"] == shell[2][0] | shell[1][0]
        elif contest.name == "report quarter":
            parts = ((ours["by_unit"], shell[0]), (ours["by_group"], shell[1]))
            same = all(_unordered(_like(mine, theirs)) == _unordered(theirs) for mine, theirs in parts)
            same = (
                same
                and _like([ours["totals"]], shell[3]) == shell[3]
                and _like([ours["flows"]], shell[4]) == shell[4]
            )
        elif contest.name == "task find":  # in another order: SQL does not fold titles
            same = _unordered(_rows(_like(ours["rows"], shell[0] if shell else []))) == _unordered(
                _rows(shell[0] if shell else [])
            )
        else:
            theirs = shell[0] if shell else []
            same = _rows(_like(ours["rows"], theirs)) == _rows(theirs)
        if not same:
            raise SystemExit(f"{contest.name}: tuphap and the statement by hand give different rows.")


def _arrays(text: str) -> Iterator[list[dict[str, object]]]:
    """The arrays that the shell prints, one for each statement with rows."""
    decoder, position = json.JSONDecoder(), 0
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        yield value
        while position < len(text) and text[position].isspace():
            position += 1


def _rows(rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    return [{name: _joined(value) for name, value in row.items()} for row in rows]


def _joined(value: object) -> object:
    """Lists as the shell joins them; it has nothing for an empty one."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else value


def _unordered(rows: Sequence[dict[str, object]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def _uuid(task: int) -> str:
    return str(uuid.UUID(int=task, version=4))


def fill_taskwarrior(place: Place) -> None:
    """Import the same tasks; days are moved so that what is overdue in the register is overdue there now."""
    settings = ("confirmation=off", "verbose=nothing", f"data.location={place.folder / 'tasks'}")
    (place.folder / "taskrc").write_text("\n".join(settings))
    (place.folder / "tasks").mkdir()
    shift = datetime.now(UTC).date() - registers.TODAY
    answer = ran(place.ours("task", "list", "-f", "json"), place.environment)
    tasks = [_their_task(row, shift.days) for row in json.loads(answer)["rows"]]
    source = place.folder / "tasks.json"
    source.write_text("[\n" + ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks) + "\n]\n", "utf-8")
    ran(place.taskwarrior("import", str(source)), place.environment)
    source.unlink()


def _their_task(row: dict[str, str], shift: int) -> dict[str, str]:
    def stamp(day: str) -> str:
        return date.fromordinal(date.fromisoformat(day).toordinal() + shift).strftime("%Y%m%dT000000Z")

    task = {
        "uuid": _uuid(int(row["task"])), "description": row["title"].replace("\n", " "), "status": "pending",
        "entry": stamp(row["decision_issued"]), "project": row["unit"] or "none",
    }  # fmt: skip
    if row["due"]:
        task["due"] = stamp(row["due"])
    if row["state"].startswith("done") or row["state"] == "cancelled":
        task |= {"status": "completed", "end": stamp(registers.TODAY.isoformat())}
    elif row["state"] in {"suspended", "no_deadline"}:  # neither overdue nor on our list of open tasks
        task |= {"status": "waiting", "wait": stamp("2031-01-01")}
    return task


def measure(place: Place, found: Sequence[Contest], programs: Sequence[str]) -> None:
    """Fill in the seconds, the programs taking turns; one round before it warms the cache."""
    for contest in found:
        for turn in range(place.rounds + 1):
            for program in programs:
                command = contest.command(program, turn)
                if not command:
                    continue
                begin = time.perf_counter()
                ended = subprocess.run(
                    command, env=place.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL, check=False,
                )  # fmt: skip
                elapsed = time.perf_counter() - begin
                if ended.returncode:
                    raise SystemExit(f"{' '.join(command)[:200]} ended with {ended.returncode}")
                if turn:
                    contest.seconds.setdefault(program, []).append(elapsed)


def show(size: int, found: Sequence[Contest], programs: Sequence[str]) -> None:
    """Print one size's table."""
    titles = {"ours": "tuphap", "shell": "sqlite3", "taskwarrior": "Taskwarrior"}
    print(f"\n{size:,} tasks")
    print(f"{'':18}" + "".join(f"{titles[p]:>13}" + ("" if p == "ours" else f"{'ratio':>8}") for p in programs))
    for contest in found:
        line = f"{contest.name:18}"
        ours = contest.seconds["ours"]
        for program in programs:
            theirs = contest.seconds.get(program)
            line += f"{1000 * statistics.median(theirs):>10.0f} ms" if theirs else f"{'–':>13}"
            if program != "ours":
                ratios = [a / b for a, b in zip(ours, theirs, strict=True)] if theirs else []
                line += f"{statistics.median(ratios):>8.2f}" if ratios else f"{'':>8}"
        print(line.rstrip(), flush=True)


def one_size(size: int, rounds: int, programs: Sequence[str]) -> None:
    """Make a register of ``size`` tasks, measure on it, print."""
    with tempfile.TemporaryDirectory(prefix="tuphap-bench-") as name:
        folder = Path(name)
        register = folder / "register.db"
        registers.build(register, size)
        with Register.open(register) as opened, opened.reading() as connection:
            registers.checked(connection, range(1, size + 1, max(1, size // CHECKED)))
        tuphap = launcher(folder, "tuphap", "tuphap_cli.main", "run")
        environment = clean_environment(folder) | {"TUPHAP_REGISTER": str(register)}
        place = Place(folder, register, tuphap, environment, rounds)
        if "taskwarrior" in programs:
            fill_taskwarrior(place)
        found = contests(place)
        compare(place, found)
        measure(place, found, programs)
    show(size, found, programs)


def main() -> None:
    """Read the options; measure and print size by size."""
    parser = argparse.ArgumentParser(description="The commands on growing registers against SQL and Taskwarrior.")
    parser.add_argument("--sizes", default="100,10000,100000", help="numbers of tasks, separated by commas")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command is run (default 5)")
    options = parser.parse_args()
    programs = ["ours"]
    today = date.today().isoformat()  # noqa: DTZ011 - local day
    engine = f"Python {platform.python_version()} with SQLite {sqlite3.sqlite_version}"
    print(f"{today}, tuphap-cli {version('tuphap-cli')}, {engine}, {options.rounds} rounds", flush=True)
    for program, name, asked in (("shell", "sqlite3", "-version"), ("taskwarrior", "task", "--version")):
        if shutil.which(name):
            programs.append(program)
            told = ran([name, asked], dict(os.environ)).decode().split()[0]
            print(f"{'sqlite3 shell' if name == 'sqlite3' else 'Taskwarrior'} {told}", flush=True)
        else:
            print(f"`{name}` is not installed here: that comparison is left out.")
    for size in (int(text) for text in options.sizes.split(",")):
        one_size(size, options.rounds, programs)


if __name__ == "__main__":
    main()
