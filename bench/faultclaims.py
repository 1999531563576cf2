"""What is claimed of the register beside the experiments: counted here, so that every claim has a figure.

Old registers upgraded with each statement refused in turn, backups made and damaged, each class of error met, places
searched for a password, libraries that a daily command must not import.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from bench.faultkills import Tally, quietly
from tests.support.error_scenarios import SCENARIOS, told
from tests.support.faults import refusing
from tests.support.old_register import of_format
from tests.support.registers import dump_file
from tests.test_errors import CLASSES
from tests.test_startup import HEAVY, environment, imported
from tuphap_cli import errors, settings
from tuphap_cli.main import main
from tuphap_cli.store.backup import safety
from tuphap_cli.store.file import upgrade
from tuphap_cli.store.file.register import FORMAT
from tuphap_cli.store.health import file_checks

SECRET = "Mat-khau-9x7Q"
SERVER = f"postgresql://van-thu:{SECRET}@may-chu.example:5432/so"
ASKED = (
    ("status",), ("status", "-f", "json"), ("overdue",), ("missed",), ("check",), ("task", "list"), ("doctor",),
    ("doctor", "-f", "json"), ("task", "done", "1"), ("init",), ("backup",), ("backup", "--list"), ("upgrade",),
    ("journal", "list"), ("report", "quarter", "2/2021"), ("settings",), ("settings", "-f", "json"),
    ("settings", "register"), ("restore", "--last", "--yes"), ("calendar", "export"),
)  # fmt: skip
DAILY = (
    ("--version",), ("overdue",), ("missed",), ("status",), ("task", "list"), ("task", "find", "ke hoach"),
    ("task", "start", "77"), ("task", "progress", "77", "--percent", "40"), ("task", "done", "77", "--doc", "1/BC"),
)  # fmt: skip


def upgrades(place: Path, at_most: int, chance: random.Random) -> Tally:
    """Every older format, each statement of its upgrade refused in turn (up to ``at_most`` of them by chance)."""
    tally = Tally("old registers × statements refused")
    for number in range(1, FORMAT):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        register = place / "so.db"
        shutil.copy(of_format(number), register)
        register.chmod(0o600)
        content, before = register.read_bytes(), dump_file(register)

        def kept() -> Path:
            return place / "khong-xem.db"

        with refusing(0) as asked:
            upgrade.upgrade_register(register, "bench", kept, dry_run=True)
        points = range(1, asked.count + 1)
        for nth in points if len(points) <= at_most else sorted(chance.sample(points, at_most)):
            tally.rounds += 1
            try:
                with refusing(nth):
                    upgrade.upgrade_register(register, "bench", kept)
            except errors.RegisterFault:
                if dump_file(register) != before:
                    tally.wrong.append(f"format {number}, statement {nth}: another state")
            else:
                tally.ended += 1  # what was refused did not matter: a pragma after the end
                file_checks.checked_file(register)
            register.write_bytes(content)
    return tally


def backups(place: Path, source: Path, made: int, flips: int, chance: random.Random) -> Iterator[Tally]:
    """Backups made and verified, and one of them with single bytes changed."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    tally, last = Tally("backups made and verified"), None
    for number in range(made):
        if last is not None:
            shutil.rmtree(last.parent)
        if number % 50 == 0:
            shutil.copy(source, place / "so.db")
            quietly(["-R", str(place / "so.db"), "task", "progress", "1", "--percent", str(number % 100)])
        last = safety.make_backup(place / "so.db", place / "sao-luu", "backup").path
        tally.rounds += 1
        try:
            file_checks.good_backup(last)
            tally.ended += 1
        except errors.RegisterFault as error:
            tally.wrong.append(f"backup {number}: {error}")
    yield tally
    found = Tally("byte flips in a backup")
    assert last is not None
    content = last.read_bytes()
    for _ in range(flips):
        offset = chance.randrange(len(content))
        value = content[offset] ^ chance.randrange(1, 256)
        last.write_bytes(content[:offset] + bytes([value]) + content[offset + 1 :])
        found.rounds += 1
        try:
            file_checks.good_backup(last)
            found.wrong.append(f"byte {offset} to {value} was not seen")
        except errors.RegisterFault:
            found.ended += 1
    yield found


def explained() -> Tally:
    """Every class of error met by a command: its own code, its exit code, a remedy."""
    tally = Tally("error classes")
    codes = [cls.code for cls in CLASSES]
    for cls in CLASSES:
        tally.rounds += 1
        if codes.count(cls.code) > 1:
            tally.wrong.append(f"{cls.__name__} has no code of its own")
        if cls.code not in SCENARIOS:  # the head of a family, which no command raises by itself
            tally.ended += any(issubclass(other, cls) and other is not cls for other in CLASSES)
            continue
        with tempfile.TemporaryDirectory() as folder:
            ran = told(cls.code, Path(folder), "en")
        if ran.code != cls.exit_code or "Traceback" in ran.err or len(ran.err.splitlines()) < 1 + bool(cls.remedy):
            tally.wrong.append(f"{cls.code}: exit {ran.code}, {ran.err!r}")
        else:
            tally.ended += 1
    return tally


def secrets(place: Path) -> Tally:
    """The password of a server's address is looked for in all that is printed and in every file that is left."""
    tally = Tally("places searched for a password")
    for by in ("environment", "option", "setting"):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        fixed = {"HOME": str(place), "XDG_CONFIG_HOME": str(place / "cfg"), "XDG_DATA_HOME": str(place / "data"),
                 "TMPDIR": str(place), "TUPHAP_REGISTER": SERVER if by == "environment" else ""}  # fmt: skip
        with mock.patch.dict(os.environ, {**os.environ, **fixed}), contextlib.chdir(place):
            if by != "environment":
                del os.environ["TUPHAP_REGISTER"]
            tempfile.tempdir = None
            asked = ASKED if by != "setting" else (("settings", "register", SERVER), *ASKED)
            for words in asked:
                _search(tally, f"{by}: {' '.join(words)}", [*(("-R", SERVER) if by == "option" else ()), *words])
            tempfile.tempdir = None
            settings.forget()
        kept = place / "cfg"  # where the clerk has put it, if so; the file is nobody else's to read
        for file in place.rglob("*"):
            if file.is_file() and kept not in file.parents:
                tally.rounds += 1
                if SECRET.encode() in file.read_bytes():
                    tally.wrong.append(f"{by}: in {file.name}")
    tally.ended = tally.rounds - len(tally.wrong)
    return tally


def _search(tally: Tally, where: str, argv: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(argv)
    for stream in (out, err):
        tally.rounds += 1
        if SECRET in stream.getvalue():
            tally.wrong.append(where)


def starts(place: Path) -> Tally:
    """The libraries that a daily command imports, each command in a process of its own."""
    tally = Tally("daily commands × forbidden libraries")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    quietly(["demo", "--folder", str(place)])
    env = environment(place / "so-nhiem-vu.db")
    for words in DAILY:
        modules, _printed = imported(list(words), env, place)
        tally.rounds += 1
        tally.ended += not modules & HEAVY
        tally.wrong += [f"{' '.join(words)}: {name}" for name in sorted(modules & HEAVY)]
    return tally
