"""Prints how long `tuphap tui` takes until its first list stands on the terminal, and its keys on a large register.

    python bench/screen.py [--tasks 10000] [--rounds N]

The start is a process on a pseudo-terminal of 80 by 24: from its start until the first task's line is drawn. The keys
are pressed by Textual's pilot, each until the list that it asks for stands there.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pty
import re
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from importlib.metadata import version
from pathlib import Path

from bench import filling, registers
from tuphap_cli import i18n, settings
from tuphap_cli.cli.screen.clerk_screen import ClerkScreen

DUE = re.compile(rb"\d\d/\d\d/\d{4}")  # the heading has one day, every line of the first list another


def started(path: Path) -> tuple[float, float]:
    """Seconds from the start until the first list is drawn, and the processor time of the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    screen, program = pty.openpty()
    fcntl.ioctl(program, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tuphap_cli", "-R", str(path), "tui"], stdin=program, stdout=program, stderr=program,
        env={**os.environ, "TERM": "xterm-256color"}, close_fds=True,
    )  # fmt: skip
    os.close(program)
    seen = b""
    while len(DUE.findall(seen)) < 2:
        seen += os.read(screen, 65536)
    taken = time.perf_counter() - begun
    process.terminate()
    while True:
        try:
            if not os.read(screen, 65536):
                break
        except OSError:  # the other end is closed
            break
    process.wait()
    os.close(screen)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


async def keyed(path: Path) -> dict[str, float]:
    """Seconds from each key until what it asks for is there."""
    settings.override("register", str(path))
    screen, taken = ClerkScreen(), {}
    async with screen.run_test(size=(80, 24)) as pilot:
        await screen.workers.wait_for_complete()
        await pilot.pause()
        for name, keys in (
            ("overdue", "2"), ("missed", "3"), ("find, nothing typed", "4"), ("one letter", "t"),
            ("one word", "hop"), ("a third", " le 1"),
        ):  # fmt: skip
            begun = time.perf_counter()
            await pilot.press(*keys)
            await pilot.pause(0)
            while screen.grid.waiting:
                await asyncio.sleep(0.005)
            await screen.workers.wait_for_complete()
            await pilot.pause()
            taken[name] = time.perf_counter() - begun
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--register", type=Path, help="a register that is there; it is only read")
    options = parser.parse_args()
    os.environ |= {"TUPHAP_TODAY": registers.TODAY.isoformat(), "TUPHAP_LANG": "vi"}
    i18n.use("vi")
    with tempfile.TemporaryDirectory() as folder:
        path = options.register or Path(folder) / "so.db"
        if options.register is None:
            filling.fill(path, options.tasks)
        print(f"Textual {version('textual')}, Python {sys.version.split()[0]}, {options.tasks} tasks")
        starts = [started(path) for _ in range(options.rounds)]
        wall, processor = (statistics.median(times) for times in zip(*starts, strict=True))
        print(
            f"start: {wall:.2f} s, of them at most {processor:.2f} s of processor time (with the end of the process)"
        )
        for name, seconds in asyncio.run(keyed(path)).items():
            print(f"{name}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
