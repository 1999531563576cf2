"""Makes registers of any size for the benchmarks: the same mix every time, written through the store's own tables.

Each decision has up to 130 tasks in 12 groups, with the titles of the sample; 15 units lead them. Of the tasks about
40 in 100 are done and 60 have been begun; one in seven has no date, one in seventeen falls due every quarter; a few
have been extended, suspended, cancelled, reopened or given to another unit.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.support import slow
from tuphap_cli.domain import numbers
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.read import queries
from tuphap_cli.store.read.filters import Filters
from tuphap_cli.store.write import standing_table
from tuphap_cli.text import shadow

TODAY = date(2021, 7, 9)  # every entry lies on this day or before it
LAST_DUE = date(2021, 12, 31)
UNITS, GROUPS, TASKS_PER_DECISION = 15, 12, 130
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
QUARTER_ENDS = (date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), LAST_DUE)
Row = tuple[str | int | date | None, ...]


@dataclass(slots=True)
class Rows:
    """The rows of a register to be, by table."""

    random: Random
    task: list[Row] = field(default_factory=list)
    support: list[Row] = field(default_factory=list)
    deadline: list[Row] = field(default_factory=list)
    extension: list[Row] = field(default_factory=list)
    progress: list[Row] = field(default_factory=list)

    def enter(
        self, task: int, kind: str, day: date, *, deadline: int | None = None, percent: int | None = None,
        document: str = "", to_unit: int | None = None,
    ) -> date:  # fmt: skip
        """Add a ledger entry, not later than today; returns its day."""
        day = min(day, TODAY)
        self.progress.append((task, deadline, kind, day, percent, document, "", None, to_unit, 1))
        return day

    def later(self, day: date, most: int) -> date:
        """A day after ``day``, by up to ``most`` days."""
        return day + timedelta(days=self.random.randint(1, most))


def sample(name: str) -> list[dict[str, str]]:
    """The rows of a table of the sample."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def build(path: Path, size: int) -> None:
    """Make a register of ``size`` tasks at ``path``."""
    rows = Rows(Random(size))  # always the same mix
    units = [row for row in sample("units.tsv") if row["kind"] in {"division", "centre", "district_office"}][:UNITS]
    with create_register(path) as register, register.writing("bench", "bench") as change:
        for number, unit in enumerate(units, start=1):
            change.insert(
                "unit", {"id": number, "code": unit["code"], "name": unit["name"], "kind": unit["kind"], "email": "",
                         "version": 1},
            )  # fmt: skip
        for decision in range(1, -(-size // TASKS_PER_DECISION) + 1):
            first = (decision - 1) * TASKS_PER_DECISION
            issued = date(2021, 1, 4) + timedelta(days=rows.random.randint(0, 100))
            _decision(change.connection, decision, issued)
            for task in range(first + 1, min(first + TASKS_PER_DECISION, size) + 1):
                _task(rows, task, decision, issued, units)
        _insert(change.connection, rows)
        standing_table.fill(change.connection)


def _decision(connection: sqlite3.Connection, decision: int, issued: date) -> None:
    number = numbers.parse_number(f"{decision}/QĐ-STP")
    connection.execute(
        "INSERT INTO decision (id, number, key, issued_on, issuer, title, year, withdrawn_by, version) "
        "VALUES (?, ?, ?, ?, 'Sở Tư pháp', ?, 2021, '', 1)",
        (decision, number.text, number.key, issued.isoformat(), f"Kế hoạch công tác số {decision}"),
    )
    connection.executemany(
        "INSERT INTO task_group (id, decision_id, position, label, title) VALUES (?, ?, ?, ?, ?)",
        [
            ((decision - 1) * GROUPS + i, decision, i, row["group"], row["title"])
            for i, row in enumerate(sample_groups(), start=1)
        ],
    )


@lru_cache(maxsize=1)
def sample_groups() -> Sequence[dict[str, str]]:
    """The sample's groups."""
    return sample("groups.tsv")[:GROUPS]


@lru_cache(maxsize=1)
def sample_tasks() -> Sequence[dict[str, str]]:
    """The sample's tasks."""
    return sample("tasks.tsv")


@lru_cache(maxsize=4096)
def _shadow(*parts: str) -> str:
    return shadow(parts)


def _task(rows: Rows, task: int, decision: int, issued: date, units: Sequence[dict[str, str]]) -> None:
    random = rows.random
    position = (task - 1) % TASKS_PER_DECISION
    model = sample_tasks()[position % len(sample_tasks())]
    group = sample_groups()[position * GROUPS // TASKS_PER_DECISION]
    lead = random.randint(1, len(units)) if random.random() > 0.01 else None
    number = position - -(-sample_groups().index(group) * TASKS_PER_DECISION // GROUPS) + 1  # within its group
    title, item = f"{model['title']} (đợt {decision})", f"{group['group']}.{number}"
    unit = units[lead - 1] if lead else {"code": "", "name": ""}
    found_by = _shadow(model["title"], model["product"], group["title"], unit["code"], unit["name"])[:-1]
    found_by += _shadow(item, f"đợt {decision}", f"{decision}/QĐ-STP")
    kind = random.choices(("key", "regular", "ad_hoc"), (70, 20, 10))[0]
    dues, how = _dues(random, issued)
    printed = json.dumps(model | {"title": title, "item": item}, ensure_ascii=False, sort_keys=True)
    rows.task.append((
        task, decision, (decision - 1) * GROUPS + sample_groups().index(group) + 1, item, position + 1, title, kind,
        model["product"], lead, issued, model["deadline"], how, int(how != "unread"), "", "", "{}", printed, found_by,
        1,
    ))  # fmt: skip
    for place in range(random.randint(0, 2)):
        rows.support.append((task, (task + place) % len(units) + 1, place + 1))
    numbers_of = [len(rows.deadline) + i for i in range(1, len(dues) + 1)]
    for number, due in zip(numbers_of, dues, strict=True):
        occurrence = due.isoformat() if len(dues) > 1 else ""
        rows.deadline.append((number, task, occurrence, due))
    _history(rows, task, issued, list(zip(numbers_of, dues, strict=True)))


def _dues(random: Random, issued: date) -> tuple[tuple[date, ...], str]:
    """The due days of a task and how its words say them."""
    chance = random.random()
    if chance < 0.80:
        return (min(issued + timedelta(days=random.randint(10, 340)), LAST_DUE),), "within"
    if chance < 0.86:
        return tuple(day for day in QUARTER_ENDS if day >= issued), "every"
    return (), "ongoing" if chance < 0.95 else "unread"


def _history(rows: Rows, task: int, issued: date, dues: Sequence[tuple[int, date]]) -> None:
    """What has been recorded of a task: most often a start, some progress, the completion."""
    random = rows.random
    deadline, due = dues[0] if dues else (None, None)
    last = issued
    if random.random() < 0.02 and due is not None and deadline is not None:
        decided = min(rows.later(issued, 60), TODAY)
        new = rows.later(due, 60)
        rows.extension.append((task, deadline, f"{task}/STP-VP", decided, "chờ hướng dẫn", due, new, 1))
    done = random.random() < 0.40
    if done or random.random() < 0.33:
        last = rows.enter(task, "start", rows.later(last, 40), deadline=deadline, percent=0)
        for _ in range(random.randint(0, 2)):
            last = rows.enter(
                task, "progress", rows.later(last, 30), deadline=deadline, percent=random.randint(5, 95)
            )
    if done:
        last = rows.enter(
            task, "done", rows.later(last, 60), deadline=deadline, percent=100, document=f"{task}/BC-STP"
        )
    chance = random.random()
    if chance < 0.005 and done:
        rows.enter(task, "reopen", rows.later(last, 5), deadline=deadline, percent=50)
    elif chance < 0.015 and not done:
        kind = "suspend" if chance < 0.01 else "cancel"
        rows.enter(task, kind, rows.later(last, 20), document=f"{task}/QĐ-STP")
    elif chance > 0.99:
        rows.enter(task, "assign", rows.later(last, 20), document=f"{task}/QĐ-STP", to_unit=random.randint(1, UNITS))


_INSERTS = {
    "task": "task (id, decision_id, group_id, item, position, title, kind, product, lead_unit_id, assigned_on, "
    "deadline_text, deadline_kind, deadline_sure, deadline_rule, note, extra, printed, shadow, version)",
    "support": "task_support (task_id, unit_id, position)",
    "deadline": "deadline (id, task_id, occurrence, due)",
    "extension": "extension (task_id, deadline_id, document, decided_on, reason, old_due, new_due, journal_seq)",
    "progress": "progress (task_id, deadline_id, kind, on_day, percent, document, note, from_unit_id, to_unit_id, "
    "journal_seq)",
}


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, into in _INSERTS.items():
        entered: list[Row] = getattr(rows, table)
        marks = ", ".join("?" * (into.count(",") + 1))
        connection.executemany(f"INSERT INTO {into} VALUES ({marks})", map(_plain, entered))
    # A task given to another unit names that unit as its lead; the entry says whose it was before.
    connection.execute(
        "UPDATE progress SET from_unit_id = (SELECT t.lead_unit_id FROM task AS t WHERE t.id = progress.task_id) "
        "WHERE kind = 'assign'"
    )
    connection.execute(
        "UPDATE task SET lead_unit_id = p.to_unit_id FROM progress AS p "
        "WHERE p.task_id = task.id AND p.kind = 'assign'"
    )


def _plain(row: Row) -> tuple[str | int | None, ...]:
    return tuple(value.isoformat() if isinstance(value, date) else value for value in row)


def checked(connection: sqlite3.Connection, tasks: Iterable[int]) -> int:
    """How many deadlines of ``tasks`` the table of intervals and the ledger say the same of; SystemExit otherwise."""
    filters = Filters(tasks=tuple(tasks))
    kept = list(queries.deadline_rows(connection, TODAY, filters))
    if kept != slow.deadline_rows(connection, TODAY, filters.tasks):
        raise SystemExit("The intervals of the register made differ from its ledger: the figures would mean nothing.")
    return len(kept)
