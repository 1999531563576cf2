"""Runs commands one by one and says how long each took and how large it grew.

A process begins with the size of the one that started it, so this one stays small: the standard library's smallest
modules, nothing of the program. It reads a command as a line of JSON from standard input and answers with a line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from typing import NamedTuple

NOWHERE, PIPE, TERMINAL = "nowhere", "pipe", "terminal"  # where a command writes to
SCREEN = (50, 120)
_KB = 1024 if sys.platform == "linux" else 1024 * 1024  # ru_maxrss in kB or in bytes, in one MB


class Took(NamedTuple):
    """Seconds of a process from start to end and of processor, its largest resident size in MB, and its exit code."""

    seconds: float
    megabytes: int
    code: int
    processor: float


class Stopwatch:
    """A process of its own that starts and measures others."""

    def __init__(self) -> None:
        # Isolated and without site-packages: half the size.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def time(self, command: Sequence[str], environment: dict[str, str], out: str = NOWHERE) -> Took:
        """Run ``command`` to its end; what it says on standard error is lost."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([list(command), environment, out]) + "\n")
        self._process.stdin.flush()
        return Took(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def once(command: list[str], environment: dict[str, str], out: str) -> Took:
    """One run, measured from here."""
    nothing = os.open(os.devnull, os.O_RDWR)
    ours, theirs = _opened(out, nothing)
    begin = time.perf_counter()
    files = [(os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, theirs, 1), (os.POSIX_SPAWN_DUP2, nothing, 2)]
    process = os.posix_spawnp(command[0], command, environment, file_actions=files)
    os.close(theirs)
    if ours is not None:
        _drain(ours)
    _pid, status, usage = os.wait4(process, 0)
    elapsed = time.perf_counter() - begin
    for handle in (nothing, ours):
        if handle is not None and handle != theirs:
            os.close(handle)
    code, processor = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
    return Took(elapsed, usage.ru_maxrss // _KB, code, processor)


def _opened(out: str, nothing: int) -> tuple[int | None, int]:
    """The end that is read here (None: nothing is), and the one that the command writes to."""
    if out == TERMINAL:
        ours, theirs = os.openpty()
        termios.tcsetwinsize(theirs, SCREEN)
        return ours, theirs
    return os.pipe() if out == PIPE else (None, os.dup(nothing))


def _drain(handle: int) -> None:
    try:
        while os.read(handle, 65536):
            pass
    except OSError:  # how a terminal ends
        pass


if __name__ == "__main__":
    for line in sys.stdin:
        wanted, environment, out = json.loads(line)
        print(json.dumps(once(wanted, environment, out)), flush=True)
