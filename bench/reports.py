"""Prints how long the quarterly report and the six-month review take in each format, and how large they are.

    python bench/reports.py [--sizes 130 10000] [--rounds N]

Every figure is a whole process from the shell's point of view, on a register of bench/registers.py; the formats take
turns within a round and the ratio is the median of the ratios to JSON within the rounds, so that what else the
machine does hits all alike. Memory is the largest resident size of the process.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import registers
from bench.startup import clean_environment
from tuphap_cli.cli import output_formats

FORMATS = tuple(made.name for made in output_formats.FORMATS if made.offered != "dated")
REPORTS = {"quarter": "2/2021", "half": "1/2021"}
MAIN = "from tuphap_cli.main import run; run()"


@dataclass(slots=True)
class Timed:
    """The rounds of one report in one format."""

    seconds: list[float] = field(default_factory=list)
    bytes: int = 0
    megabytes: int = 0


def once(register: Path, kind: str, format_: str, target: Path) -> tuple[float, int]:
    """One process; its seconds and its largest resident size in MB."""
    environment = clean_environment(register.parent) | {"TUPHAP_REGISTER": str(register)}
    command = [
        sys.executable,
        "-c",
        MAIN,
        "report",
        kind,
        REPORTS[kind],
        "-f",
        format_,
        "-o",
        str(target),
        "--overwrite",
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command[3:])} ended with {status}")
    return seconds, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)


def measure(size: int, rounds: int, folder: Path) -> dict[tuple[str, str], Timed]:
    """All reports in all formats on a register of ``size`` tasks."""
    register = folder / f"{size}.db"
    registers.build(register, size)
    found = {(kind, format_): Timed() for kind in REPORTS for format_ in FORMATS}
    for _round in range(rounds):
        for (kind, format_), timed in found.items():
            target = folder / f"report.{format_}"
            seconds, megabytes = once(register, kind, format_, target)
            timed.seconds.append(seconds)
            timed.bytes = target.stat().st_size
            timed.megabytes = max(timed.megabytes, megabytes)
    return found


def show(size: int, found: dict[tuple[str, str], Timed]) -> None:
    """The table of one register."""
    print(f"\n{size} tasks       seconds   x json      kB   MB of memory")
    for (kind, format_), timed in found.items():
        base = found[kind, "json"].seconds
        ratio = statistics.median(a / b for a, b in zip(timed.seconds, base, strict=True))
        median = statistics.median(timed.seconds)
        print(f"{kind:8} {format_:6} {median:9.2f} {ratio:8.2f} {timed.bytes / 1000:7.0f} {timed.megabytes:6}")


def main() -> None:
    """Build, time, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[130, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            show(size, measure(size, options.rounds, Path(folder)))


if __name__ == "__main__":
    main()
