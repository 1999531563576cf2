"""Odd command lines, each made from a number, in odd surroundings; and what the program does with them.

``made(number)`` gives the same line, variables and settings for the same number; ``trial(number, place)`` carries it
out in a process of its own and says what came of it. Nothing in a line names a file outside ``place``.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import resource
import shutil
import signal
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import seeds
from tests.support.odd_words import CHOICES, DAYS, NAMES, NUMBERS, PATHS, POOLS, SETTINGS, TEXTS, VARIABLES

PERMITTED = {0, 2, 3, 4, 5, 6, 7, 130}  # what the contract documents, but for a fault of the program
LONGEST = 30  # seconds of processor time
LARGEST = 1 << 30  # bytes
ODD = 0.12  # the share of values that fit in no way
_HINTS = {
    **dict.fromkeys(("DAY", "FROM", "TO"), DAYS),
    **dict.fromkeys(("FILE", "DIR", "BACKUP"), PATHS),
    **dict.fromkeys(("N", "DAYS", "YEAR", "M"), NUMBERS),
    **dict.fromkeys(("UNIT", "TASK", "TASKS", "PERIOD", "NUMBER", "DECISION"), NAMES),
    "FORMAT": CHOICES,
}


class OddLine(NamedTuple):
    """A command line with the variables and the settings file that it finds; None: no such file."""

    argv: tuple[str, ...]
    variables: dict[str, str]
    settings: str | None


class LineOutcome(NamedTuple):
    """What came of one line."""

    line: OddLine
    code: int
    seconds: float
    memory: int
    said: str

    @property
    def wrong(self) -> str:
        """What must not be, in words; "" for what may be."""
        if "Traceback" in self.said or self.code not in PERMITTED:
            return f"exit {self.code}: {self.said[-1500:]}"
        if self.seconds > LONGEST:
            return f"{self.seconds:.1f} seconds"
        return f"{self.memory >> 20} MB" if self.memory > LARGEST else ""


@lru_cache(maxsize=1)
def verbs() -> tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...]:
    """Every command with its parameters."""
    from typer._click.core import Context

    from tuphap_cli.cli.app import load
    from tuphap_cli.cli.command_table import COMMANDS

    found: list[tuple[tuple[str, ...], tuple[Any, ...]]] = []
    for name in COMMANDS:
        command = load(name)
        below = getattr(command, "modules", None)
        if not below:
            found.append(((name,), tuple(command.params)))
            continue
        with Context(command, info_name=name) as context:
            found += [((name, verb), tuple(command.get_command(context, verb).params)) for verb in below]
    # Two seconds each, and nothing to choose; the other sets up this machine's own timetable.
    return tuple(one for one in found if one[0] not in {("demo",), ("check schedule",)})


def made(number: int) -> OddLine:
    """The line of ``number``."""
    chance = random.Random(number)
    words, params = chance.choice(verbs())
    argv = [*words]
    for param in params:
        option = param.opts[0].startswith("-")
        if option and not param.required and chance.random() < 0.8:
            continue
        times = 1 if option else chance.choice((0, 1, 1, 1, 1, 1, 1, 2))
        for _ in range(times):
            argv += [chance.choice(param.opts)] if option else []
            if not option or not getattr(param, "is_flag", False):
                argv.append(_value(param, chance))
    if chance.random() < ODD / 2:
        argv.insert(chance.randrange(len(argv) + 1), chance.choice(chance.choice(POOLS)))
    if chance.random() < 0.05:
        del argv[chance.randrange(len(argv))]
    if chance.random() < 0.15:
        argv = [*chance.choice((("-R", chance.choice(PATHS)), (f"--register={chance.choice(PATHS)}",))), *argv]
    chosen = chance.sample(sorted(VARIABLES), chance.choice((0, 0, 0, 1, 2, 5)))
    variables = {name: chance.choice(VARIABLES[name]) for name in chosen}
    return OddLine(tuple(argv), variables, chance.choice(SETTINGS) if chance.random() < 0.2 else None)


def _value(param: Any, chance: random.Random) -> str:
    """A value that the parameter may well have, or one of any kind."""
    metavar = str(param.metavar or "").upper()
    if chance.random() < ODD:
        return chance.choice(chance.choice(POOLS))
    pools = [_HINTS[word] for word in re.findall(r"[A-Z]+", metavar) if word in _HINTS]
    return chance.choice(pools[0] if pools else TEXTS + NAMES)


@lru_cache(maxsize=1)
def _files() -> dict[str, bytes]:
    """Plans that can be imported, made once."""
    return {f"plan.{ending}": seeds.SEEDS[ending][0]() for ending in ("csv", "docx", "xlsx")}


def furnish(place: Path, register: bytes) -> None:
    """Make in ``place`` what the lines may name."""
    (place / "thu-muc").mkdir()
    (place / "so.db").write_bytes(register)
    (place / "so.db").chmod(0o600)
    for name, content in _files().items():
        (place / name).write_bytes(content)
    (place / "hong.docx").write_bytes((place / "plan.docx").read_bytes()[:900])
    (place / "rong.csv").touch()
    (place / "vong").symlink_to(place / "vong")
    os.mkfifo(place / "ong")
    (place / "chi-doc.json").write_text("{}", encoding="utf-8")
    (place / "chi-doc.json").chmod(0o444)


def trial(number: int, place: Path, register: bytes) -> LineOutcome:
    """Carry out the line of ``number`` in the emptied folder ``place``, in a process of its own."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    furnish(place, register)
    line, said = made(number), place.with_name("said")
    sys.stdout.flush()
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            os._exit(_carried_out(line, place, said))
        os._exit(99)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    seconds, text = used.ru_utime + used.ru_stime, said.read_text(encoding="utf-8", errors="replace")
    for log in re.findall(r"(\S*tuphap-\w+\.log)", text):
        with contextlib.suppress(OSError):
            text += Path(log).read_text(encoding="utf-8")
            Path(log).unlink()
    return LineOutcome(line, code, seconds, used.ru_maxrss * 1024, text)


def _carried_out(line: OddLine, place: Path, said: Path) -> int:
    """The line in this process; what it says goes to the file ``said``."""
    from tuphap_cli import main as program

    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST + 5, LONGEST + 5))
    signal.alarm(2 * LONGEST)  # of the clock: other programs may keep the machine busy
    os.chdir(place)
    handle = os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    for number in (1, 2):
        os.dup2(handle, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout, sys.stderr = (io.TextIOWrapper(open(n, "wb", closefd=False)) for n in (1, 2))  # noqa: SIM115
    usual = {"PATH": os.environ["PATH"], "HOME": str(place), "TUPHAP_REGISTER": "so.db", "TUPHAP_TODAY": "2021-07-09",
             "XDG_CONFIG_HOME": str(place / "cau-hinh"), "XDG_DATA_HOME": str(place / "du-lieu")}  # fmt: skip
    os.environ.clear()
    os.environ.update(usual | line.variables)
    if line.settings is not None:
        (place / "cau-hinh" / "tuphap").mkdir(parents=True)
        (place / "cau-hinh" / "tuphap" / "settings.toml").write_text(line.settings, encoding="utf-8")
    code = program.main(line.argv)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code
