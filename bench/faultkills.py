"""Kills a command at a random instant, as a power switch would kill the program, and looks at what is left.

The command runs in a fork of this process, which has everything imported already, so that a round costs what the
command itself costs. It says on a pipe that it has ended; what was acknowledged so must be there afterwards. A kill
shows that changes are whole; it does not show that they survive a loss of power.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.registers import dump_file
from tuphap_cli.main import main
from tuphap_cli.store.file.register import FORMAT
from tuphap_cli.store.health import file_checks

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample" / "phu-luc-25-QD-STP.docx"
OLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "registers" / "format-1.db"
IMPORT = ("import", str(SAMPLE), "--decision", "25/QĐ-STP", "--issued", "26/02/2021", "--create-units")
WRITTEN_BY_COMMANDS = ("journal", "sqlite_sequence", "alembic_version")


@dataclass(slots=True)
class Tally:
    """What came of the rounds of one command: how often it ended by itself, and everything that is wrong."""

    name: str
    rounds: int = 0
    ended: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """A command to be killed: ``prepare`` makes its folder, ``left`` says what is wrong with what it left.

    ``left`` gets the folder and whether the command had acknowledged its end.
    """

    name: str
    argv: Callable[[Path], Sequence[Sequence[str]]]
    prepare: Callable[[Path], None]
    left: Callable[[Path, int], str]


def quietly(argv: Sequence[str]) -> int:
    """One command line in this process, its output thrown away."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return main(list(argv))


def forked(commands: Sequence[Sequence[str]], kill_after: float | None) -> int:
    """Run ``commands`` one after the other in a fork, killed after so many seconds; how many were acknowledged."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        code = 1
        try:
            for argv in commands:
                if quietly(argv):
                    break
                os.write(theirs, b".")
            else:
                code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    if kill_after is not None:
        time.sleep(kill_after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = b""
    while piece := os.read(ours, 65536):
        acknowledged += piece
    os.close(ours)
    return len(acknowledged)


def run(scene: Scene, rounds: int, folder: Path, chance: random.Random) -> Tally:
    """``rounds`` kills of one command, spread evenly over the time that it takes."""
    tally = Tally(scene.name)
    taken = []
    for _warm in range(3):
        _fresh(folder, scene)
        started = time.perf_counter()
        forked(scene.argv(folder), None)
        taken.append(time.perf_counter() - started)
    longest = sorted(taken)[1] * 1.1
    for _round in range(rounds):
        _fresh(folder, scene)
        commands = scene.argv(folder)
        acknowledged = forked(commands, chance.random() * longest)
        tally.rounds += 1
        tally.ended += acknowledged == len(commands)
        try:
            wrong = scene.left(folder, acknowledged)
        except Exception as error:  # noqa: BLE001 - whatever stands in the way of looking is a finding
            wrong = f"{type(error).__name__}: {error}"
        if wrong:
            tally.wrong.append(wrong)
    return tally


def _fresh(folder: Path, scene: Scene) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    scene.prepare(folder)


def sound(path: Path) -> str:
    """What is wrong with a register: it must open (a crash's journal is played back), be whole, and its chain too."""
    code = quietly(["-R", str(path), "status", "-f", "json"])
    if code:
        return f"status ends with {code}"
    connection = sqlite3.connect(path)
    try:
        if (said := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            return f"integrity: {said}"
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            return "foreign keys"
    finally:
        connection.close()
    code = quietly(["-R", str(path), "journal", "verify"])
    return f"journal verify ends with {code}" if code else ""


def count(path: Path, statement: str) -> int:
    """The number that a statement gives."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(statement).fetchone()[0])
    finally:
        connection.close()


def named_rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """What the tables hold by the names of their columns, but for what a command itself writes."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in names
            if name not in WRITTEN_BY_COMMANDS
        }


def as_before(path: Path, before: Mapping[str, list[dict[str, object]]]) -> bool:
    """Whether every row of ``before`` is as it was in the columns that the present format has kept."""
    held = named_rows(path)
    return all(
        len(rows) == len(held[name])
        and all(now[key] == row[key] for now, row in zip(held[name], rows, strict=True) for key in now.keys() & row)
        for name, rows in before.items()
    )


class Scenes:
    """The five commands; registers are made once and copied."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "made"
        self.store.mkdir(mode=0o700)
        self.empty, self.full = self.store / "empty.db", self.store / "full.db"
        quietly(["-R", str(self.empty), "init"])
        shutil.copy(self.empty, self.full)
        quietly(["-R", str(self.full), *IMPORT])
        self.tasks = count(self.full, "SELECT COUNT(*) FROM task")
        self.dump = dump_file(self.full)
        self.old = named_rows(OLD)

    def all(self) -> list[Scene]:
        """Each command with what may be left of it."""
        return [
            Scene("import", lambda f: [["-R", str(f / "so.db"), *IMPORT]], self._copy(self.empty), self._imported),
            Scene("edit", self._edits, self._copy(self.full), self._edited),
            Scene("upgrade", lambda f: [["-R", str(f / "so.db"), "upgrade"]], self._copy(OLD), self._upgraded),
            Scene("backup", lambda f: [["-R", str(f / "so.db"), "backup"]], self._copy(self.full), self._backed_up),
            Scene(
                "restore",
                lambda f: [["-R", str(f / "so.db"), "restore", "--last", "--yes"]],
                self._with_backup,
                self._restored,
            ),
        ]

    def _copy(self, source: Path) -> Callable[[Path], None]:
        def prepare(folder: Path) -> None:
            shutil.copy(source, folder / "so.db")
            (folder / "so.db").chmod(0o600)

        return prepare

    def _edits(self, folder: Path) -> list[list[str]]:
        register = ["-R", str(folder / "so.db"), "task", "progress"]
        return [[*register, str(n), "--percent", "10"] for n in range(1, 13)]

    def _imported(self, folder: Path, acknowledged: int) -> str:
        path = folder / "so.db"
        found = count(path, "SELECT COUNT(*) FROM task")
        if found not in {0, self.tasks} or (acknowledged and not found):
            return f"{found} of {self.tasks} tasks, acknowledged: {acknowledged}"
        return sound(path)

    def _edited(self, folder: Path, acknowledged: int) -> str:
        path = folder / "so.db"
        if wrong := sound(path):
            return wrong
        found = count(path, "SELECT COUNT(*) FROM progress")
        booked = count(path, "SELECT COUNT(*) FROM journal WHERE command = 'task progress'")
        if found != booked or not acknowledged <= found <= acknowledged + 1:
            return f"{acknowledged} acknowledged, {found} entries, {booked} in the journal"
        return ""

    def _upgraded(self, folder: Path, acknowledged: int) -> str:
        path = folder / "so.db"
        old = count(path, "PRAGMA user_version")  # plays a crash's journal back
        if old not in {1, FORMAT} or (acknowledged and old != FORMAT):
            return f"format {old}"
        if not as_before(path, self.old):
            return "other rows than before"
        if count(path, "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE '_alembic_tmp%'"):
            return "tables of an upgrade are left"
        return sound(path) if old == FORMAT else ""

    def _backed_up(self, folder: Path, acknowledged: int) -> str:
        path = folder / "so.db"
        if dump_file(path) != self.dump:
            return "the register has changed"
        named = sorted((folder / "sao-luu").glob("so-*.db"))
        if acknowledged and not named:
            return "no backup"
        for backup in named:
            file_checks.good_backup(backup)  # raises what is wrong with it
        return ""

    def _with_backup(self, folder: Path) -> None:
        self._copy(self.full)(folder)
        quietly(["-R", str(folder / "so.db"), "backup"])
        quietly(["-R", str(folder / "so.db"), "task", "progress", "1", "--percent", "50"])

    def _restored(self, folder: Path, acknowledged: int) -> str:
        path = folder / "so.db"
        if path.exists():
            if wrong := sound(path):
                return wrong
            entries = count(path, "SELECT COUNT(*) FROM progress")
            return "the old register stands" if acknowledged and entries else ""
        good = [p.name for p in folder.glob("*.db") if not sound(p)]
        return "" if good else "no good register is left"
