"""Cuts the power of a disk that is a model, at every change which a command asks for, and looks at what is left.

A command runs once, its calls written down (``powerlog``); then they are carried out again up to some moment on the
model of a disk (``powerdisk``), from which only what was synced is sure to remain. What the command had told by then
counts as acknowledged and must be there. It is the real program and the real SQLite; what is no more than a model is
the disk.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bench import powerlog
from bench.faultkills import IMPORT, OLD, Scenes, Tally, quietly, sound
from bench.powerdisk import EVERYTHING, NOTHING, Disk, Fate, Said, lay_out
from tests.support import faults
from tests.support.registers import Dump, dump_file
from tuphap_cli import errors
from tuphap_cli.store.backup import backups
from tuphap_cli.store.file.register import FORMAT
from tuphap_cli.store.health import file_checks

available = powerlog.available
_MAIN = "import sys; from tuphap_cli.main import main; sys.exit(main(sys.argv[1:]))"
CHANCES = 4  # of each moment, beside nothing and everything
PROCESSES = 100  # every so many-th state is also opened by a process of its own
REPORT = "bao-cao.json"


class Seen(NamedTuple):
    """What the registers held before and after the command; None: there was none."""

    before: Dump | None
    after: Dump | None


@dataclass(frozen=True, slots=True)
class Cut:
    """What a cut has left: ``acknowledged``, whether the command had told its end; ``seen``, what may be there."""

    folder: Path
    acknowledged: bool
    seen: Seen

    @property
    def register(self) -> Path:
        """Where the register lies in all scenes but that of a new one."""
        return self.folder / "so.db"


@dataclass(frozen=True, slots=True)
class PowerScene:
    """A command whose power is cut: ``left`` says what is wrong with what a cut left ("" nothing)."""

    name: str
    argv: Sequence[str]  # "{folder}" in it stands for the folder
    prepare: Callable[[Path], None]
    left: Callable[[Cut], str]
    register: str = "so.db"
    end: bytes = b""  # with these words it tells its end, where it tells something else before


def cuts(folder: Path, made: Scenes, most: int, chance: random.Random) -> Tally:
    """At most ``most`` cuts, spread evenly over all moments of all commands."""
    tally = Tally("cuts of power (replayed)")
    trials = [_Trial(scene, folder) for scene in scenes(made)]
    possible = sum(trial.moments for trial in trials) * (2 + CHANCES)
    for trial in trials:
        trial.run(tally, min(1.0, most / possible), chance)
    return tally


class _Trial:
    """One command, recorded; and its cuts."""

    def __init__(self, scene: PowerScene, folder: Path) -> None:
        self.scene, self.folder = scene, folder
        self.answers: dict[bytes, str] = {}  # what was found out of a state that has been there before
        self._fresh(scene.prepare)
        before = _held(folder / scene.register)
        self.start = Disk(folder)
        argv = [word.format(folder=folder) for word in scene.argv]
        command = [sys.executable, "-u", "-c", _MAIN, "-R", str(folder / scene.register), *argv]
        ran = powerlog.record(folder, command, {"XDG_CONFIG_HOME": str(folder / "config")})
        if ran.code:
            raise RuntimeError(f"{scene.name}: exit {ran.code}: {ran.said}")
        self.events = ran.events
        self.seen = Seen(before, _held(folder / scene.register))

    @property
    def moments(self) -> int:
        """Before the first change, between each two, and after the last."""
        return len(self.events) + 1

    def run(self, tally: Tally, share: float, chance: random.Random) -> None:
        """Cut at every moment, a ``share`` of the possible fates; at the last always with nothing unsynced."""
        disk, acknowledged = self.start, False
        for moment in range(self.moments):
            last = moment == len(self.events)
            for fate in (NOTHING, EVERYTHING, *(Fate.any(chance) for _ in range(CHANCES))):
                if chance.random() < share or (last and fate is NOTHING):
                    self._cut(tally, disk.left(fate, chance), acknowledged, f"{moment}/{len(self.events)}, {fate}")
            if not last:
                event = self.events[moment]
                disk.take(event)
                acknowledged = acknowledged or (isinstance(event, Said) and self.scene.end in event.words)

    def _cut(self, tally: Tally, left: dict[str, bytes | None], acknowledged: bool, where: str) -> None:
        key = sha256(repr((sorted(left.items()), acknowledged)).encode()).digest()
        tally.rounds += 1
        tally.ended += acknowledged
        if key not in self.answers:
            self.answers[key] = self._looked_at(left, acknowledged, by_process=len(self.answers) % PROCESSES == 0)
        if wrong := self.answers[key]:
            tally.wrong.append(f"{self.scene.name}, {where}, acknowledged: {acknowledged}: {wrong}")

    def _looked_at(self, left: dict[str, bytes | None], acknowledged: bool, *, by_process: bool) -> str:
        self._fresh(lambda folder: lay_out(left, folder))
        cut = Cut(self.folder, acknowledged, self.seen)
        try:
            if by_process and (wrong := _by_process(self.folder / self.scene.register)):
                return wrong
            return self.scene.left(cut)
        except Exception as error:  # noqa: BLE001 - whatever stands in the way of looking is a finding
            return f"{type(error).__name__}: {error}"

    def _fresh(self, prepare: Callable[[Path], None]) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        prepare(self.folder)


def _held(register: Path) -> Dump | None:
    """What a register holds, the journal of a crash played back; None where there is none."""
    if not register.exists():
        return None
    file_checks.glance(register)
    return dump_file(register)


def _by_process(register: Path) -> str:
    """The register opened as the clerk would open it: exit 0, or 6 where there is none or one of an older format."""
    ran = faults.child(["-R", str(register), "status", "-f", "json"])
    present = register.exists() and file_checks.glance(register).format == FORMAT
    wanted = 0 if present else errors.RegisterFault.exit_code
    return "" if ran.returncode == wanted else f"status ends with {ran.returncode}: {ran.stderr.decode()}"


# -- what may be left ----------------------------------------------------------------------------------------------


def _whole(cut: Cut) -> str:
    """The register is whole and as it was before or after the command; once acknowledged, as after."""
    held = file_checks.checked_file(cut.register)  # plays the journal of a crash back; raises what is wrong
    found = dump_file(cut.register)
    if found != cut.seen.after and (cut.acknowledged or found != cut.seen.before):
        return "the register is neither as before nor as after" if not cut.acknowledged else "acknowledged, and lost"
    return sound(cut.register) if held.format == FORMAT else ""


def _backed_up(cut: Cut) -> str:
    """As :func:`_whole`; whatever bears a backup's name is good, and once acknowledged there is one."""
    there = backups.listed_backups(cut.folder / backups.FOLDER, cut.register)
    for backup in there:
        file_checks.good_backup(backup.path)
    return _whole(cut) or ("no backup" if cut.acknowledged and not there else "")


def _upgraded(cut: Cut) -> str:
    """As :func:`_backed_up`; the new format never without the backup of the old one."""
    if wrong := _backed_up(cut):
        return wrong
    there = backups.listed_backups(cut.folder / backups.FOLDER, cut.register)
    changed = dump_file(cut.register) != cut.seen.before
    return "upgraded without a backup" if changed and not there else ""


def _made(cut: Cut) -> str:
    """A new register is there, empty and whole, or it is not and can be made."""
    register = cut.folder / "moi" / "so.db"
    if not register.exists():
        if cut.acknowledged:
            return "acknowledged, and no register"
        if code := quietly(["-R", str(register), "init"]):
            return f"no register, and init ends with {code}"
    return sound(register) or ("" if dump_file(register) == cut.seen.after else "not an empty register")


def _restored(cut: Cut) -> str:
    """The backup stands in the register's place, or the register as it was; of that nothing is lost in any case."""
    if cut.register.exists():
        if wrong := _backed_up(cut):
            return wrong
        if dump_file(cut.register) == cut.seen.before:
            return ""
    elif cut.acknowledged:
        return "acknowledged, and no register"
    elif cut.seen.before is not None and backups.cut_short(cut.register) is None:
        return "no register, and nothing says that a restore was cut short"
    kept = [*cut.folder.glob(f"*{backups.ASIDE}*.db"), *cut.folder.glob(f"{backups.FOLDER}/*-restore.db")]
    if cut.seen.before is not None and not any(_held(path) == cut.seen.before for path in kept):
        return "the register as it was is lost"
    if cut.register.exists():
        return ""
    code = quietly(["-R", str(cut.register), "restore", "--last", "--yes"])
    return sound(cut.register) if not code else f"no register, and restore ends with {code}"


def _written(name: str, old: bytes, checked: Callable[[bytes], object]) -> Callable[[Cut], str]:
    """A check that the file ``name`` has its ``old`` bytes or complete new ones; once acknowledged, these."""

    def left(cut: Cut) -> str:
        found = (cut.folder / name).read_bytes()
        if found != old:
            checked(found)
        elif cut.acknowledged:
            return "acknowledged, and the old file"
        return _whole(cut)

    return left


def _is_set(content: bytes) -> None:
    if b"soon = 12" not in content:
        raise ValueError(f"settings: {content!r}")


# -- the commands --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Prepared:
    """Makes the folders in which the commands run."""

    made: Scenes
    old: bytes = field(default=b'{"cu": true}\n')

    def copy(self, source: Path) -> Callable[[Path], None]:
        """The register of ``source``."""

        def prepare(folder: Path) -> None:
            shutil.copy(source, folder / "so.db")
            (folder / "so.db").chmod(0o600)

        return prepare

    def done(self, folder: Path) -> None:
        """A register in which a task is done."""
        self.copy(self.made.full)(folder)
        quietly(["-R", str(folder / "so.db"), "task", "done", "1", "--on", "1/7/2021"])

    def backed_up(self, folder: Path) -> None:
        """A register with a backup, and work recorded after it."""
        self.copy(self.made.full)(folder)
        quietly(["-R", str(folder / "so.db"), "backup"])
        quietly(["-R", str(folder / "so.db"), "task", "progress", "1", "--percent", "50"])

    def crashed(self, folder: Path) -> None:
        """The same, a command having been cut off in the middle of its writing: its journal lies there."""
        self.backed_up(folder)
        aside = folder / "aside.db"
        shutil.copy(folder / "so.db", aside)
        connection = sqlite3.connect(aside, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")  # so that it writes before it commits
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE task SET title = title || ' (…)'")
        shutil.copy(aside, folder / "so.db")
        shutil.copy(folder / "aside.db-journal", folder / "so.db-journal")
        connection.close()
        aside.unlink()

    def gone(self, folder: Path) -> None:
        """The same, and the register itself has been taken away; the journal and a backup are still there."""
        self.crashed(folder)
        (folder / "so.db").unlink()

    def report(self, folder: Path) -> None:
        """A register, and an older report under the name of the coming one."""
        self.copy(self.made.full)(folder)
        (folder / REPORT).write_bytes(self.old)

    def settings(self, folder: Path) -> None:
        """A register, and settings."""
        self.copy(self.made.full)(folder)
        (folder / "config" / "tuphap").mkdir(parents=True)
        (folder / "config" / "tuphap" / "settings.toml").write_bytes(b"soon = 5\n")


def scenes(made: Scenes) -> Iterator[PowerScene]:
    """Each command with what may be left of it."""
    ready, restore = _Prepared(made), ("restore", "--last", "--yes")
    config = "config/tuphap/settings.toml"
    done = ("task", "done", "1", "--on", "1/7/2021", "--doc", "1/BC-STP")
    yield PowerScene("init", ("init",), lambda _folder: None, _made, "moi/so.db")
    yield PowerScene("import", IMPORT, ready.copy(made.empty), _whole)
    yield PowerScene("task done", done, ready.copy(made.full), _whole)
    yield PowerScene("undo", ("undo", "2", "--yes"), ready.done, _whole, end=b"Undone")
    yield PowerScene("backup", ("backup",), ready.copy(made.full), _backed_up)
    yield PowerScene("upgrade", ("upgrade",), ready.copy(OLD), _upgraded)
    yield PowerScene("restore", restore, ready.backed_up, _restored, end=b"Restored")
    yield PowerScene("restore after a crash", restore, ready.crashed, _restored, end=b"Restored")
    yield PowerScene("restore of a register that is gone", restore, ready.gone, _restored, end=b"Restored")
    over = ("report", "month", "6/2021", "-o", f"{{folder}}/{REPORT}", "--overwrite")
    yield PowerScene("report", over, ready.report, _written(REPORT, ready.old, json.loads))
    yield PowerScene("settings", ("settings", "soon", "12"), ready.settings, _written(config, b"soon = 5\n", _is_set))
