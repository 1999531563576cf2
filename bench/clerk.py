"""A clerk at the command line, in this process: what a line gives; the days, tasks and papers of a random office."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from tuphap_cli.main import main

MOST_BACK = 70  # days by which an entry may come late


class Ran(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


def run(words: Sequence[str]) -> Ran:
    """A command line, carried out in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(words))
    return Ran(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """The same environment everywhere: no settings but these, in ``folder``; what was set is set again afterwards."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(("TUPHAP_", "XDG_"))]:
        del os.environ[name]
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(folder))
    os.environ.update(homes)
    os.environ.update(
        TUPHAP_ACTOR="clerk", TUPHAP_BACKUP_FIRST="false", TUPHAP_SHARED_FOLDER="true", NO_COLOR="1", COLUMNS="100"
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def typed(day: date) -> str:
    """A day as a clerk types it."""
    return f"{day:%d/%m/%Y}"


@dataclass(slots=True)
class Life:
    """An office under way: its register, today, what there is to act on, and how often what was taken or refused."""

    register: Path
    random: Random
    today: date
    tasks: int = 0
    units: list[str] = field(default_factory=list)
    decisions: list[tuple[str, date]] = field(default_factory=list)
    obstacles: int = 0
    chosen: tuple[str, str] = ("1", "")  # the task acted on last, and the day on which it is due
    counts: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def do(self, *words: str) -> bool:
        """Carry out a command line today; whether the register took it. SystemExit for a fault of the program."""
        os.environ["TUPHAP_TODAY"] = self.today.isoformat()
        ran = run(["-R", str(self.register), *words])
        if ran.code in {1, 6}:
            raise SystemExit(f"tuphap {' '.join(words)} ended with {ran.code}: {ran.err}")
        name = " ".join(word for word in words[:2] if word.isalpha() and word.islower())
        self.counts[name, ran.code == 0] += 1
        return ran.code == 0

    def chance(self, share: float) -> bool:
        """True in ``share`` of the cases."""
        return self.random.random() < share

    def options(self, share: float, *words: str) -> list[str]:
        """``words`` in ``share`` of the cases, else nothing."""
        return list(words) if self.chance(share) else []

    def on(self) -> list[str]:
        """On which day something happened: often today, often one before it, often just when the task was due."""
        back = self.random.choice((0, 0, 1, 3, 9, self.random.randint(1, MOST_BACK)))
        day = self.today - timedelta(days=back)
        _task, due = self.chosen
        if due and self.chance(0.35):
            day = date.fromisoformat(due) + timedelta(days=self.random.choice((-1, 0, 0, 0, 1)))
        elif self.chance(0.08):  # beside the end of a reporting window
            day = day.replace(day=self.random.choice((14, 15)))
        return self.options(0.7, "--on", typed(min(day, self.today)))

    def past(self) -> list[str]:
        """The same for what stands in reports: also into a signed period, most often."""
        return [*self.on(), *self.options(0.7, "--adjust")]

    def ahead(self, most: int) -> date:
        """A day after today."""
        return self.today + timedelta(days=self.random.randint(1, most))

    def task(self) -> str:
        """The number of any task; sometimes that of the last one, so that much happens to it on one day."""
        if self.chance(0.88):
            self.chosen = str(self.random.randint(1, max(1, self.tasks))), ""
        return self.chosen[0]

    def some(self, state: str) -> str:
        """The number of a task in that state today, seldom of any other."""
        listed = run(["-R", str(self.register), "task", "list", "--state", state, "-f", "csv"])
        found = [(row["task"], row["due"]) for row in csv.DictReader(io.StringIO(listed.out))]
        if not found or self.chance(0.15):
            return self.task()
        self.chosen = self.random.choice(found)
        return self.chosen[0]

    def paper(self, sign: str = "STP-VP") -> str:
        """The number of some document."""
        return f"{self.random.randint(1, 400)}/{sign}"

    def ground(self) -> list[str]:
        """The document and the reason of an act."""
        reason = self.random.choice(("Chờ hướng dẫn", "Thiếu kinh phí", "Sắp xếp lại"))
        return ["--by", self.paper(), "--reason", reason]

    def occurrence(self) -> list[str]:
        """An occurrence of a recurring task, seldom."""
        name = self.random.choice(("Q1", "Q2", "Q3", "Q4", "T5", "T11", "6T1"))
        return self.options(0.08, "--period", f"{name}/{self.today.year}")
