"""Faults on purpose, for tests and for measurements in bench/: calls that fail, processes that die, bits that flip.

Faults inside this process replace a function of the system for a while (:func:`failing`); those that must not be
survived run in a process of their own (:func:`child`, with :func:`dying` or :func:`limited` before the command).
SQLite's own writes cannot be replaced from Python: for them there is the limit on a file's size, which stands for a
full disk and for a quota.
"""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tuphap_cli.store.file import register

KILLED = 137  # how a process ends that :func:`dying` stops, as after kill -9
LONGEST = 60  # seconds that a child may take

# What a backup or a restore asks of the system itself.
SYSTEM_CALLS = ("open", "fsync", "replace", "unlink", "mkdir")
_WITH_MAIN = "import sys; from tuphap_cli.main import main; sys.exit(main(sys.argv[1:]))"


class Calls:
    """How often a replaced function was called; ``failed`` says whether its time to fail came."""

    def __init__(self) -> None:
        self.count = 0
        self.failed = False


@contextmanager
def failing(
    name: str, nth: int, number: int = errno.EIO, *, among: Callable[..., bool] | None = None
) -> Iterator[Calls]:
    """Let the ``nth`` call (from 1) of ``os.<name>`` fail with the error ``number``; 0 only counts.

    With ``among`` only the calls whose arguments it accepts are counted.
    """
    real = getattr(os, name)
    calls = Calls()

    def replaced(*args: Any, **named: Any) -> Any:
        if among is None or among(*args, **named):
            calls.count += 1
            if calls.count == nth:
                calls.failed = True
                raise OSError(number, os.strerror(number), str(args[0]) if args else None)
        return real(*args, **named)

    setattr(os, name, replaced)
    try:
        yield calls
    finally:
        setattr(os, name, real)


@contextmanager
def refusing(nth: int) -> Iterator[Calls]:
    """Let the ``nth`` thing (from 1) that SQLite is asked to do in a register be refused; 0 only counts."""
    real = register.connect_to
    calls = Calls()

    def authorizer(*_: object) -> int:
        calls.count += 1
        if calls.count != nth:
            return sqlite3.SQLITE_OK
        calls.failed = True
        return sqlite3.SQLITE_DENY

    def connect(path: Path, mode: str) -> register.Connection:
        connection = real(path, mode)
        connection.set_authorizer(authorizer)
        return connection

    with mock.patch.object(register, "connect_to", connect):
        yield calls


def dying(name: str, nth: int, *, after: bool = False) -> str:
    """Program text by which a child dies at the ``nth`` call of ``os.<name>``, or right ``after`` it."""
    return f"""
import os
_real, _count = os.{name}, 0
def _dying(*args, **named):
    global _count
    _count += 1
    if _count == {nth} and not {after}:
        os._exit({KILLED})
    result = _real(*args, **named)
    if _count == {nth}:
        os._exit({KILLED})
    return result
os.{name} = _dying
"""


def dying_in_copy(pages: int) -> str:
    """Program text by which a child dies in SQLite's online copy, after ``pages`` pages."""
    return f"""
import os, sqlite3
import tuphap_cli.store.health.file_checks as examine
class _Dying(sqlite3.Connection):
    def backup(self, target, **_named):
        def _stop(_status, remaining, total):
            if total - remaining >= {pages}:
                os._exit({KILLED})
        super().backup(target, pages=1, progress=_stop)
def connect_to(path, mode, _real=sqlite3.connect):
    made = _real(f"file:{{path}}?mode={{mode}}", uri=True, isolation_level=None, factory=_Dying)
    made.row_factory = sqlite3.Row
    return made
examine.connect = connect_to
"""


def limited(size: int) -> str:
    """Program text by which no file that a child writes can grow beyond ``size`` bytes."""
    return f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"


def child(
    argv: Sequence[str], before: str = "", *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One command line in a process of its own, ``before`` carried out first; no terminal, no input."""
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{_WITH_MAIN}", *argv],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=dict(os.environ if env is None else env),
        cwd=cwd,
        timeout=LONGEST,
        check=False,
    )


def flip(path: Path, chance: random.Random) -> int:
    """Turn one bit, chosen by ``chance``, in the file at ``path``; returns the place of its byte."""
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return place


def names(folder: Path) -> list[str]:
    """The names of the files in a folder, sorted; none where there is no folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
