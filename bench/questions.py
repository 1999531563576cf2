"""What is asked of a register by `before_after.py`: command lines, each with the day on which it is given.

On every day the questions that count, as of now and as of that day seen from the end; on some days also every list,
every kind of report with its options, single tasks, and the other formats. The same file is always asked the same.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

STATES = (
    "open", "overdue", "done", "done_on_time", "done_late", "in_time_under_way", "in_time_not_started",
    "overdue_under_way", "overdue_not_started", "no_deadline", "suspended", "cancelled",
)  # fmt: skip
KINDS = ("key", "regular", "ad_hoc")
FIGURES = (
    "assigned", "with_deadline", "finished", "done_on_time", "done_late", "open_in_time", "in_time_under_way",
    "in_time_not_started", "open_overdue", "overdue_under_way", "overdue_not_started", "no_deadline",
    "no_deadline_with_result", "no_deadline_regular", "no_deadline_regular_with_result", "no_deadline_other",
    "no_deadline_other_with_result", "suspended", "cancelled", "overdue_1_30", "overdue_31_60", "overdue_61_90",
    "overdue_91_120", "overdue_over_120", "due_in_period", "done_in_period", "due_in_period_done",
    "due_in_estimated", "done_in_estimated",
)  # fmt: skip
DAYS, FULL_EVERY = 20, 5  # days of each register; on one in so many everything is asked
SHARE = 3  # on such a day one in so many of the reports, which take longest: in four days each at least once
MARGIN = timedelta(days=60)
# The days on which something happens or is due, by what it is: a question is asked on one day of each.
HAPPENS = (
    "SELECT on_day FROM progress WHERE kind IN ('start', 'progress')",
    "SELECT on_day FROM progress WHERE kind = 'done'",
    "SELECT on_day FROM progress WHERE kind IN ('reopen', 'void')",
    "SELECT on_day FROM progress WHERE kind IN ('suspend', 'cancel')",
    "SELECT on_day FROM progress WHERE kind = 'resume'",
    "SELECT on_day FROM progress WHERE kind = 'assign'",
    "SELECT decided_on FROM extension WHERE voids_id IS NULL",
    "SELECT new_due FROM extension WHERE new_due IS NOT NULL",
    "SELECT due FROM deadline",
    "SELECT p.on_day FROM progress AS p JOIN deadline AS d ON d.id = p.deadline_id AND d.due = p.on_day",
    "SELECT assigned_on FROM task",
    "SELECT start FROM deadline WHERE start IS NOT NULL",
    "SELECT last_day FROM closed_period",
    "SELECT raised_on FROM obstacle UNION SELECT resolved_on FROM obstacle WHERE resolved_on IS NOT NULL",
)


class Question(NamedTuple):
    """A command line and the day on which it is given."""

    today: date
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The question as one text."""
        return f"{self.today} {' '.join(self.words)}"


class Facts(NamedTuple):
    """What a register holds, as far as questions name it, and the days on which they are asked."""

    tasks: int
    units: tuple[str, ...]
    decisions: tuple[str, ...]
    groups: tuple[str, ...]
    closed: tuple[str, ...]
    days: tuple[date, ...]
    end: date


def facts(register: Path, seed: int) -> Facts:
    """What the file says, read beside the program."""
    with contextlib.closing(sqlite3.connect(f"file:{register}?mode=ro", uri=True)) as connection:

        def column(statement: str) -> tuple[str, ...]:
            return tuple(str(row[0]) for row in connection.execute(statement))

        entered = sorted(map(date.fromisoformat, column(_ENTERED)))
        begin, end = entered[0] - timedelta(days=10), entered[-1] + MARGIN
        happens = [[day for day in map(date.fromisoformat, column(sql)) if day <= end] for sql in HAPPENS]
        return Facts(
            tasks=int(column("SELECT COUNT(*) FROM task")[0]),
            units=column("SELECT code FROM unit ORDER BY id"),
            decisions=column("SELECT number || '@' || year FROM decision ORDER BY id"),
            groups=column("SELECT DISTINCT label FROM task_group ORDER BY label"),
            closed=column(
                "SELECT DISTINCT 'Q' || number || '/' || year FROM closed_period WHERE kind = 'quarter' ORDER BY 1"
            ),
            days=_days(Random(seed), happens, begin, end),
            end=end,
        )


_ENTERED = "SELECT on_day FROM progress UNION SELECT assigned_on FROM task UNION SELECT decided_on FROM extension"


def _days(random: Random, happens: Sequence[Sequence[date]], begin: date, end: date) -> tuple[date, ...]:
    """A day of each kind of happening, the days between spread evenly over the register's life."""
    found = {random.choice(sorted(set(days))) for days in happens if days}
    even = DAYS - len(found)
    while len(found) < DAYS:
        spread = (begin + n * (end - begin) / (even - 1) for n in range(even))
        found.update(day for day in spread if len(found) < DAYS)
        even += 1
    return tuple(sorted(found))


def questions(known: Facts, seed: int) -> Iterator[Question]:
    """All questions, in order; none twice."""
    random = Random(seed)
    asked: set[Question] = set()
    for number, day in enumerate(known.days):
        found = [*_counting(known, day, random, number)]
        if number % FULL_EVERY == FULL_EVERY // 2:
            turn = number // FULL_EVERY
            found += _lists(known, day, random)
            found += [*_reports(known, day, random, turn), *_formats(known, day)][turn % SHARE :: SHARE]
        for question in found:
            if question not in asked:
                asked.add(question)
                yield question


def _json(today: date, *words: str) -> Question:
    return Question(today, (*words, "-f", "json"))


def _counting(known: Facts, day: date, random: Random, number: int) -> Iterator[Question]:
    """What counts: as of today, and the same day seen from the end."""
    past = known.end, ("--as-of", day.isoformat())
    for today, as_of in ((day, ()), past):
        yield _json(today, "overdue", *as_of)
        yield _json(today, "overdue", "--against", "original", *as_of)
        yield _json(today, "overdue", "--soon", "14", *as_of)
        yield _json(today, "overdue", "--unit", random.choice(known.units), "--by", "age", *as_of)
        yield _json(today, "missed", *as_of)
        yield _json(today, "status", *as_of)
        yield _json(today, "task", "list", *as_of)
        yield _json(today, "task", "show", str(random.randint(1, known.tasks)), *as_of)
        yield _json(today, "task", "why", str(random.randint(1, known.tasks)), *as_of)
    today, as_of = past if number % 2 else (day, ())
    yield _json(today, "check", *as_of)
    kind = ("quarter", "month", "quarter", "half", "quarter", "nine", "quarter", "year")[number % 8]
    yield _json(today, "report", kind, period(kind, day), *as_of)


def period(kind: str, day: date) -> str:
    """The name of the period of that kind in which a day lies."""
    number = {"month": day.month, "quarter": (day.month + 2) // 3, "half": (day.month + 5) // 6}.get(kind)
    return f"{number}/{day.year}" if number else f"{day.year}"


def _lists(known: Facts, day: date, random: Random) -> Iterator[Question]:
    """Every list with every choice, and single tasks in full."""
    as_of = ("--as-of", day.isoformat())
    chosen: list[tuple[str, ...]] = [("--state", state) for state in STATES]
    chosen += [("--kind", kind) for kind in KINDS]
    chosen += [("--unit", unit) for unit in known.units] + [("--decision", number) for number in known.decisions]
    chosen += [("--group", label) for label in known.groups]
    chosen += [("--state", "open", "--unit", random.choice(known.units)), ("hòa", "giải")]
    chosen += [("--due-from", day.isoformat(), "--due-to", (day + MARGIN).isoformat(), "--state", "open")]
    for words in chosen:
        yield _json(known.end, "task", "list", *words, *as_of)
    for text in ("hoa giai co so", "bao cao", "ra soat ho tich viec"):
        yield _json(known.end, "task", "find", *text.split(), *as_of)
    for task in sorted(random.sample(range(1, known.tasks + 1), min(12, known.tasks))):
        yield _json(known.end, "task", "show", str(task), *as_of)
        yield _json(known.end, "task", "why", str(task), *as_of)
    for number in known.decisions:
        yield _json(known.end, "decision", "show", number, *as_of)
    for unit in known.units:
        yield _json(day, "unit", "show", unit)
        yield _json(day, "overdue", "--unit", unit)
        yield _json(day, "missed", "--unit", unit)
    yield _json(day, "decision", "list")
    yield _json(day, "unit", "list")
    yield _json(day, "overdue", "--as-of", (day + MARGIN).isoformat())
    yield _json(day, "missed", "--as-of", (day + MARGIN).isoformat())
    yield _json(day, "obstacle", "list")
    yield _json(known.end, "obstacle", "list", "--open", *as_of)
    for name in (f"Q{period('quarter', day)}", f"M{period('month', day)}", f"H{period('half', day)}", f"{day.year}"):
        yield _json(known.end, "filing", "list", name, *as_of)
    yield _json(day, "filing", "list")


def _reports(known: Facts, day: date, random: Random, turn: int) -> Iterator[Question]:
    """Every kind of report, then the quarter's with every option."""
    quarter, as_of = ("report", "quarter", period("quarter", day)), ("--as-of", day.isoformat())
    for kind in ("month", "quarter", "half", "nine", "year"):
        yield _json(known.end, "report", kind, period(kind, day))
        yield _json(known.end, "report", kind, period(kind, day), *as_of)
    for unit in random.sample(known.units, 2):
        yield _json(day, *quarter, "--unit", unit)
    yield _json(day, *quarter, "--unit", random.choice(known.units), "--alone")
    yield _json(day, *quarter, "--kind", random.choice(KINDS))
    yield _json(day, *quarter, "--group", random.choice([*known.groups, "-"]))
    yield _json(day, *quarter, "--unit", "-")
    yield _json(day, *quarter, "--decision", random.choice(known.decisions))
    yield _json(day, *quarter, "--against", "original", *as_of)
    yield _json(known.end, "report", "half", period("half", day), "--against", "original")
    yield _json(day, *quarter, "--scheme", "calendar")
    yield _json(known.end, "report", "year", "--from", (day - MARGIN).isoformat(), "--to", day.isoformat())
    for figure in FIGURES[turn :: DAYS // FULL_EVERY]:
        yield _json(known.end, *quarter, *as_of, "--rows", figure)
    yield _json(known.end, *quarter, "--rows", random.choice(FIGURES), "--against", "original")
    yield _json(known.end, "report", "half", period("half", day), "--rows", random.choice(FIGURES), "--kind", "key")
    before = day - timedelta(days=91)
    yield _json(known.end, "report", "diff", f"Q{period('quarter', before)}", f"Q{period('quarter', day)}")
    for name in known.closed[turn :: DAYS // FULL_EVERY]:
        yield _json(known.end, "report", "diff", "--closed", name)
        yield _json(known.end, "report", "quarter", name)
    yield _json(known.end, "report", "list")


def _formats(known: Facts, day: date) -> Iterator[Question]:
    """Some of it as a person or a spreadsheet reads it."""
    as_of = ("--as-of", day.isoformat())
    quarter, half = ("report", "quarter", period("quarter", day)), ("report", "half", period("half", day))
    for words in (
        (*quarter, *as_of), (*half, *as_of), (*half, *as_of, "-f", "md"), (*quarter, *as_of, "-f", "csv"),
        ("overdue", *as_of), ("overdue", "--by", "age", *as_of, "-f", "md"), ("overdue", *as_of, "-f", "csv"),
        ("missed", *as_of), ("missed", *as_of, "-f", "csv"), ("check", *as_of), ("check", *as_of, "-f", "md"),
        ("task", "list", *as_of), ("task", "list", *as_of, "-f", "csv"), ("task", "show", "1", *as_of),
        ("task", "why", "2", *as_of), ("task", "why", "3", *as_of, "-f", "md"),
        ("filing", "list", *as_of, "-f", "csv"),
        ("decision", "show", known.decisions[0], *as_of, "-f", "md"),
    ):  # fmt: skip
        yield Question(known.end, words)
    yield Question(day, ("unit", "show", known.units[0]))
