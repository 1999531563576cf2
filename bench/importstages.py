"""Tells where the processor time of one `tuphap import` of an Excel file goes: rows a second by stage, and a profile.

Called by ``bench/imports.py --stages N``. The import runs in this process, twice: once with the stages timed (they
are functions of the program, wrapped here), once under cProfile. Times are those of the processor, so that what else
the machine does counts little; a stage does not count what a stage within it takes.
"""

from __future__ import annotations

import contextlib
import cProfile
import io
import os
import pstats
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tuphap_cli.intake import apply, plan
from tuphap_cli.intake.files import door, legacy
from tuphap_cli.intake.table import plan_tables
from tuphap_cli.main import collect_seldom
from tuphap_cli.main import main as tuphap
from tuphap_cli.store.write import change, entering, standing_table

# The name of a stage, and the functions that it consists of.
STAGES: tuple[tuple[str, tuple[tuple[Any, str], ...]], ...] = (
    ("reading the file", ((door, "content"), (legacy, "refuse_secret"))),
    ("reading the rows", ((plan_tables, "read_tables"),)),
    ("drafting", ((plan, "drafted"),)),
    ("matching", ((apply, "pairs"),)),
    ("writing the tasks", ((entering, "add_tasks"),)),
    ("settle", ((change.Change, "settle"), (standing_table, "begin"))),
    ("reading back", ((apply.PlanImport, "_read_back"),)),
    ("journal", ((change.Change, "close"),)),
)
READING = "reading the file"
TOTAL = "the whole command"
LINES = 25  # of the profile


class Stages:
    """The processor time of each stage, without what the stages within it take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys((name for name, _functions in STAGES), 0.0)
        self._open: list[list[float]] = []  # of each stage under way, what stages within it have taken

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, whose time counts for the stage ``name``."""

        def wrapped(*arguments: Any, **options: Any) -> Any:
            self._open.append([0.0])
            start = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                taken = time.process_time() - start
                within = self._open.pop()[0]
                self.seconds[name] += taken - within
                if self._open:
                    self._open[-1][0] += taken

        return wrapped

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Within the block, the functions of the stages are timed."""
        kept = []
        for name, functions in STAGES:
            for owner, attribute in functions:
                original = getattr(owner, attribute)
                kept.append((owner, attribute, original))
                setattr(owner, attribute, self.timed(name, original))
        try:
            yield
        finally:
            for owner, attribute, original in kept:
                setattr(owner, attribute, original)


def run(register: Path, arguments: list[str], make: Callable[[Path], None], size: int) -> None:
    """Import into a fresh ``register`` twice and print the stages of the first, the profile of the second."""
    os.environ["TUPHAP_REGISTER"], os.environ["HOME"] = str(register), str(register.parent)
    stages = Stages()
    collect_seldom()  # as the console script does
    make(register)
    start = time.process_time()
    with stages.watching():
        _quiet(arguments)
    total = time.process_time() - start
    show(stages.seconds, total, size)
    register.unlink()
    make(register)
    profile = cProfile.Profile()
    profile.enable()
    _quiet(arguments)
    profile.disable()
    print_profile(profile)


def _quiet(arguments: list[str]) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = tuphap(arguments)
    if code:
        raise SystemExit(f"the import ended with {code}")


def show(seconds: dict[str, float], total: float, size: int) -> None:
    """The table of stages."""
    print(f"\nstage                        CPU s    rows/s   share   ({size} rows)")
    after = total - seconds[READING]
    rest = total - sum(seconds.values())
    for name, taken in (
        *seconds.items(),
        ("everything else", rest),
        (TOTAL, total),
        ("after the file is read", after),
    ):
        print(f"{name:26} {taken:7.2f} {size / taken if taken else 0:9.0f} {taken / total:7.0%}")


def print_profile(profile: cProfile.Profile) -> None:
    """The functions that take most themselves, and most with what they call."""
    for order, title in (("tottime", "in itself"), ("cumulative", "with what it calls")):
        stream = io.StringIO()
        pstats.Stats(profile, stream=stream).strip_dirs().sort_stats(order).print_stats(LINES)
        lines = stream.getvalue().splitlines()
        first = next(place for place, line in enumerate(lines) if line.lstrip().startswith("ncalls"))
        print(f"\nprofile, by the time that a function takes {title}")
        print("\n".join(line for line in lines[first:] if line.strip()))
