"""Prints how the commands grow with the register: seconds and memory, against SQL by hand and against Taskwarrior.

    python bench/scale.py [--sizes 100,10000,100000] [--rounds N] [--tree NAME=SRC]... [--registers FOLDER]
                          [--against PROGRAM]... [--processor] [--only NAME]...

For each size a register is made (registers.py). Then each command of a day (contests.py) runs as a process, against
the statement that a person would write for the same rows in the ``sqlite3`` shell (shell_sql.py) and against the
nearest command of Taskwarrior on the same tasks. Each program has its own copy. They take turns in every round; a
ratio is the median of the ratios within the rounds. Before anything is timed, the rows of the SQL are compared. The
first line of each table is what starting the program alone takes. Seconds are from start to end of the process,
memory is its largest resident size. On a machine that others use too, ``--processor`` gives seconds of processor
instead, which the others lengthen less.

``--against`` names what to compare with, instead of ``sqlite3`` and ``Taskwarrior``: ``PostgreSQL`` is the program
with a copy of the register on a server that is started here, by its socket, with the settings that the server comes
with. Its answers must be the file's; its ratio is the other way round: how many times the file's seconds it takes.

With ``--only`` just the questions are asked that have a text in their name ("terminal", "xlsx"; it may be repeated).
With ``--tree`` several trees of the program are measured in one run; the first makes the registers, the others
upgrade their copies, the ratios are those of the last one to each of the rest, and the SQL reads its tables. With
``--registers`` the registers are kept in a folder, or taken from there: SIZE.db.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import contests, registers
from bench.contests import Contest, Words
from bench.startup import clean_environment, launcher
from bench.stopwatch import Stopwatch, Took
from tests.support import postgres

ENOUGH = (
    60.0  # seconds after which a command is not run again; where one round takes a third of it, it is the only one
)
MAKER = Path(__file__).with_name("registers.py")
SQL, TASKWARRIOR, SERVER = "sqlite3", "Taskwarrior", "PostgreSQL"
USUAL = "-c max_connections=60"  # all else as the server comes: what it has confirmed is on the disk
Measured = dict[str, dict[str, list[Took]]]  # by contest and program


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its name, the beginning of its command lines and its environment."""

    name: str
    begin: Words
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def line(self, contest: Contest, turn: int) -> Words | None:
        """Its command line for a question; None where it has no such command."""
        if self.name == SQL:
            return (*self.begin, contest.sql(turn)) if contest.sql else None
        if self.name == TASKWARRIOR:
            return (*self.begin, *contest.taskwarrior(turn)) if contest.taskwarrior else None
        return (*self.begin, *contest.words(turn))

    def run(self, *words: str) -> bytes:
        """What a command line of it prints; SystemExit where it fails."""
        command = [*self.begin, *words]
        ended = subprocess.run(
            command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        if ended.returncode:
            said = ended.stderr.decode()[:500]
            raise SystemExit(f"{' '.join(command)[:200]} ended with {ended.returncode}: {said}")
        return ended.stdout


def trees(folder: Path, chosen: Sequence[str]) -> Iterator[Program]:
    """The trees of the program that were chosen, each with a register of its own in ``folder``."""
    for text in chosen or ("tuphap=",):
        name, _equals, source = text.partition("=")
        place = folder / name
        place.mkdir(mode=0o700)
        environment = clean_environment(place) | {"TUPHAP_REGISTER": str(place / "register.db"), "HOME": str(place)}
        environment |= {"PYTHONPATH": source} if source else {}
        yield Program(name, (sys.executable, str(launcher(place, "tuphap", "tuphap_cli.main", "run"))), environment)


def lay_out(folder: Path, size: int, kept: Path | None, measured: Sequence[Program]) -> None:
    """A register of ``size`` tasks for each tree, in its own format."""
    source = (kept or folder) / f"{size}.db"
    if not source.exists():
        command = [sys.executable, str(MAKER), str(source), str(size)]
        subprocess.run(command, env=measured[0].environment, check=True)
    for tree in measured:
        register = Path(tree.environment["TUPHAP_REGISTER"])
        shutil.copyfile(source, register)
        tree.run("upgrade")
        shutil.rmtree(register.parent / "sao-luu", ignore_errors=True)


def others(folder: Path, tree: Program, found: Sequence[Contest], against: Sequence[str]) -> Iterator[Program]:
    """What is asked ``against`` the register of ``tree``, as far as installed, with the same tasks."""
    if SQL in against and shutil.which("sqlite3"):
        register = folder / "by-hand.db"
        shutil.copyfile(tree.environment["TUPHAP_REGISTER"], register)
        yield Program(SQL, ("sqlite3", "-json", str(register)))
    if TASKWARRIOR in against and shutil.which("task") and any(contest.taskwarrior for contest in found):
        program = Program(TASKWARRIOR, ("task", f"rc:{folder / 'taskrc'}"))
        _fill_taskwarrior(folder, program, json.loads(tree.run("task", "list", "-f", "json"))["rows"])
        yield program


def on_server(cluster: postgres.Cluster, tree: Program) -> Program:
    """``tree`` with a copy of its register on a server."""
    cluster.psql("CREATE DATABASE tasks")
    url = cluster.url("tasks")
    tree.run("copy", tree.environment["TUPHAP_REGISTER"], url)
    return Program(SERVER, tree.begin, tree.environment | {"TUPHAP_REGISTER": url})


def _fill_taskwarrior(folder: Path, program: Program, rows: Sequence[dict[str, str]]) -> None:
    """Import the same tasks; days are moved so that what is overdue in the register is overdue there now."""
    settings = ("confirmation=off", "verbose=nothing", f"data.location={folder / 'tasks'}")
    (folder / "taskrc").write_text("\n".join(settings))
    (folder / "tasks").mkdir()
    shift = datetime.now(UTC).date() - registers.TODAY
    tasks = (json.dumps(_their_task(row, shift.days), ensure_ascii=False) for row in rows)
    source = folder / "tasks.json"
    source.write_text("[\n" + ",\n".join(tasks) + "\n]\n", "utf-8")
    program.run("import", str(source))
    source.unlink()


def _their_task(row: dict[str, str], shift: int) -> dict[str, str]:
    def stamp(day: str) -> str:
        return date.fromordinal(date.fromisoformat(day).toordinal() + shift).strftime("%Y%m%dT000000Z")

    task = {
        "uuid": contests.task_uuid(int(row["task"])), "description": row["title"].replace("\n", " "),
        "status": "pending", "entry": stamp(row["decision_issued"]), "project": row["unit"] or "none",
    }  # fmt: skip
    if row["due"]:
        task["due"] = stamp(row["due"])
    if row["state"].startswith("done") or row["state"] == "cancelled":
        task |= {"status": "completed", "end": stamp(registers.TODAY.isoformat())}
    elif row["state"] in {"suspended", "no_deadline"}:  # neither overdue nor on our list of open tasks
        task |= {"status": "waiting", "wait": stamp("2031-01-01")}
    return task


def asked(folder: Path, size: int, tree: Program, rounds: int) -> list[Contest]:
    """The questions for a register of ``size`` tasks, those that write last."""
    listed = json.loads(tree.run("task", "list", "--state", "open", "-f", "json"))["rows"]
    unit = registers.units()[0]["code"]
    dated = [row["task"] for row in listed if row["due"]]
    one = next(row["task"] for row in listed if row["deadline_text"] == contests.DEADLINE)
    last = -(-size // registers.TASKS_PER_DECISION)
    found = [*contests.reading(unit, one, last, folder), *contests.writing(dated, rounds + 1)]
    return [contest for contest in found if size <= contest.most]


def compare(found: Sequence[Contest], tree: Program, programs: Sequence[Program]) -> None:
    """Refuse to time two answers that are not the same."""
    for server in (program for program in programs if program.name == SERVER):
        for contest in (c for c in found if c.compared and c.sql):
            answers = [json.loads(program.run(*contest.words(0))) for program in (tree, server)]
            if answers[0] | {"register": ""} != answers[1] | {"register": ""}:
                raise SystemExit(f"{contest.name}: the register on the server gives another answer.")
    for shell in (program for program in programs if program.name == SQL):
        for contest in (c for c in found if c.compared and c.sql):
            answer, by_hand = tree.run(*contest.words(0)), shell.run(contest.sql(0) if contest.sql else "")
            if not contests.agree(contest, answer, by_hand):
                raise SystemExit(f"{contest.name}: {tree.name} and the statement by hand give different rows.")


def measure(
    found: Sequence[Contest], programs: Sequence[Program], options: argparse.Namespace, base: str
) -> Measured:
    """Run everything, the programs taking turns, and print each line of the table as it is known.

    The first round only warms, where it is not the only one. Ratios are of ``base`` to each of the others.
    """
    watch = Stopwatch()
    taken: Measured = {}
    print(f"{'':31}" + "".join(f"{p.name:>13}{'MB':>6}" + ("" if p.name == base else f"{'x':>7}") for p in programs))
    for contest in found:
        taken[contest.name] = _in_turns(contest, programs, watch, options)
        print(_line(contest.name, taken[contest.name], base), flush=True)
    watch.close()
    return taken


def _in_turns(
    contest: Contest, programs: Sequence[Program], watch: Stopwatch, options: argparse.Namespace
) -> dict[str, list[Took]]:
    kept: dict[str, list[Took]] = {program.name: [] for program in programs}
    spent = 0.0
    for turn in range(options.rounds + 1):
        for program in programs:
            line = program.line(contest, turn)
            if line is None:
                continue
            took = watch.time(line, program.environment, contest.out)
            if took.code not in contest.codes:
                raise SystemExit(f"{program.name}: {' '.join(line)[:200]} ended with {took.code}")
            kept[program.name].append(took._replace(seconds=took.processor) if options.processor else took)
            spent += took.seconds
        if spent > (ENOUGH if turn else ENOUGH / 3):
            break
    for all_taken in kept.values():
        del all_taken[: len(all_taken) > 1]
    return kept


def _line(contest: str, taken: dict[str, list[Took]], base: str) -> str:
    """Of each program seconds and MB, and how many times its seconds ``base`` takes; of the server the other way."""
    line = f"{contest:31}"
    for program, theirs in taken.items():
        line += f"{_seconds(theirs):>11.3f} s{_megabytes(theirs):>6}" if theirs else f"{'–':>13}{'':6}"
        if program != base:
            ratios = [a.seconds / b.seconds for a, b in zip(taken[base], theirs, strict=False)]
            ratio = statistics.median(ratios) if ratios else None
            line += f"{1 / ratio if program == SERVER else ratio:>7.2f}" if ratio else f"{'':7}"
    return line.rstrip()


def show_past(found: Sequence[Contest], taken: Measured, programs: Sequence[Program]) -> None:
    """Print how many times the seconds of now a past day takes."""
    print(f"\n{'a past day against now':31}" + "".join(f"{program.name:>13}" for program in programs))
    for contest in (contest for contest in found if contest.now in taken):
        line = f"{contest.now:31}"
        for program in programs:
            past, now = (taken[name][program.name] for name in (contest.name, contest.now))
            line += f"{_seconds(past) / _seconds(now):>13.2f}" if past and now else f"{'–':>13}"
        print(line, flush=True)


def show_growth(all_taken: dict[int, Measured], programs: Sequence[str]) -> None:
    """Print what the largest register takes beyond the smallest one."""
    small, large = min(all_taken), max(all_taken)
    print(f"\n{f'{large:,} less {small:,} tasks':31}" + "".join(f"{name:>13}{'MB':>6}" for name in programs))
    for contest, by_program in all_taken[large].items():
        line = f"{contest:31}"
        for name in programs:
            before, after = all_taken[small].get(contest, {}).get(name), by_program[name]
            if before and after:
                more = _seconds(after) - _seconds(before)
                line += f"{more:>11.3f} s{_megabytes(after) - _megabytes(before):>6}"
            else:
                line += f"{'–':>13}{'':6}"
        print(line.rstrip())


def _seconds(taken: Sequence[Took]) -> float:
    return statistics.median(took.seconds for took in taken)


def _megabytes(taken: Sequence[Took]) -> int:
    return max(took.megabytes for took in taken)


def one_size(size: int, options: argparse.Namespace) -> tuple[Measured, list[str]]:
    """Make a register of ``size`` tasks, measure on it, print."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tuphap-bench-")))
        measured = list(trees(folder, options.tree))
        lay_out(folder, size, options.registers, measured)
        everything = asked(folder, size, measured[-1], options.rounds)
        found = [contest for contest in everything if any(part in contest.name for part in options.only or ("",))]
        programs = [*measured, *others(folder, measured[-1], found, options.against)]
        if SERVER in options.against:
            programs.append(on_server(stack.enter_context(postgres.cluster(USUAL)), measured[-1]))
        compare(found, measured[-1], programs)
        print(f"\n{size:,} tasks", flush=True)
        taken = measure(found, programs, options, measured[-1].name)
    show_past(found, taken, programs)
    return taken, [program.name for program in programs]


def main() -> None:
    """Read the options; measure and print size by size."""
    parser = argparse.ArgumentParser(description="The commands on growing registers against SQL and Taskwarrior.")
    parser.add_argument("--sizes", default="100,10000,100000", help="numbers of tasks, separated by commas")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command is run at most (default 5)")
    parser.add_argument("--tree", action="append", default=[], metavar="NAME=SRC", help="a tree of the program")
    parser.add_argument("--registers", type=Path, metavar="FOLDER", help="where the registers are kept")
    parser.add_argument("--processor", action="store_true", help="seconds of processor instead of elapsed ones")
    parser.add_argument("--only", action="append", metavar="NAME", help="only questions with this in their name")
    choices = (SQL, TASKWARRIOR, SERVER)
    parser.add_argument("--against", action="append", choices=choices, help="what to compare with, repeated")
    options = parser.parse_args()
    options.against = options.against or [SQL, TASKWARRIOR]
    today = date.today().isoformat()  # noqa: DTZ011 - local day
    engine = f"Python {platform.python_version()} with SQLite {sqlite3.sqlite_version}"
    print(
        f"{today}, {engine}, {options.rounds} rounds, {os.cpu_count()} processors, "
        f"seconds {'of processor' if options.processor else 'elapsed'}",
        flush=True,
    )
    for program, name, asking in ((SQL, "sqlite3", "-version"), (TASKWARRIOR, "task", "--version")):
        if program not in options.against:
            continue
        if shutil.which(name):
            print(f"{name} {Program(name, (name,)).run(asking).decode().split()[0]}", flush=True)
        else:
            print(f"`{name}` is not installed here: that comparison is left out.")
    all_taken: dict[int, Measured] = {}
    names: list[str] = []
    for size in (int(text) for text in options.sizes.split(",")):
        all_taken[size], names = one_size(size, options)
    if len(all_taken) > 1:
        show_growth(all_taken, names)


if __name__ == "__main__":
    main()
