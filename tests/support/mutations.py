"""Malformed files, each made from a good one by a number, and what `import` does with them.

``trial(number, folder)`` makes the same file for the same number, imports it into an empty register in this process
and says what came of it. The tests run some of them, the bench runs thousands.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import time
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.support.misshapes import MISSHAPES
from tests.support.registers import dump_file
from tests.support.seeds import SEEDS
from tuphap_cli.main import main
from tuphap_cli.store.file.making import create_register

PERMITTED = {0, 4}  # the exit codes of `import` with a file of any content
SLOWEST = 30.0  # seconds
ARGUMENTS = ("--decision", "40/QĐ-STP", "--issued", "1/3/2021", "--create-units", "-f", "json")


class Outcome(NamedTuple):
    """What came of one file; ``traceback`` is the whole story of a fault, "" where there was none."""

    kind: str
    code: int
    seconds: float
    wrote: bool
    traceback: str

    @property
    def wrong(self) -> str:
        """What must not be, in words; "" for what may be."""
        if self.traceback or self.code not in PERMITTED:
            return f"exit {self.code}: {self.traceback or 'undocumented'}"
        if self.wrote and self.code:
            return f"exit {self.code}, and the register was changed"
        return f"{self.seconds:.1f} seconds" if self.seconds > SLOWEST else ""


def made(number: int) -> tuple[str, str, bytes]:
    """The file of ``number``: what was done to which good file, its name, its content."""
    chance = random.Random(number)
    misshape = MISSHAPES[number % len(MISSHAPES)]
    endings = [ending for ending in SEEDS if ending in misshape.endings]
    ending = chance.choice(endings)
    data = chance.choice(SEEDS[ending])()
    name, data = misshape.act(chance, f"phu-luc.{ending}", data)
    return f"{misshape.name}/{ending}", name, data


def trial(number: int, folder: Path) -> Outcome:
    """Import the file of ``number`` from ``folder`` into a fresh register there."""
    kind, name, data = made(number)
    file, register = folder / name, folder / "so.db"
    file.write_bytes(data)
    register.write_bytes(_empty())
    before = dump_file(register)
    started = time.process_time()  # of this process: other programs may keep the machine busy
    code, said = _run(["-R", str(register), "import", str(file), *ARGUMENTS])
    seconds = time.process_time() - started
    outcome = Outcome(kind, code, seconds, dump_file(register) != before, said)
    file.unlink()
    return outcome


@lru_cache(maxsize=1)
def _empty() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.db"
        create_register(path).close()
        return path.read_bytes()


def _run(argv: list[str]) -> tuple[int, str]:
    """The exit code, and the story of a fault."""
    out, err = io.StringIO(), io.StringIO()
    fixed = {"TUPHAP_TODAY": "2021-07-09", "TUPHAP_LANG": "en", "TUPHAP_ACTOR": "clerk"}
    with mock.patch.dict(os.environ, fixed), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(argv)
    said = out.getvalue() + err.getvalue()
    if code == 1:
        log = re.search(r"Details: (\S+)", said)
        return code, _taken(Path(log[1])) if log else said
    return code, said if "Traceback" in said else ""


def _taken(log: Path) -> str:
    text = log.read_text(encoding="utf-8")
    log.unlink()
    return text
