"""What the registers of the benchmarks hold, of any size: the same mix every time. filling.py writes them.

    python bench/registers.py FILE SIZE

Each decision has up to 130 tasks in 12 groups, with the titles of the sample; 15 units lead them. Of the tasks about
40 in 100 are done and 60 have been begun; one in seven has no date, one in seventeen falls due every quarter; a few
have been extended, suspended, cancelled, reopened or given to another unit.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tuphap_cli.text import shadow

TODAY = date(2021, 7, 9)  # every entry lies on this day or before it
LAST_DUE = date(2021, 12, 31)
UNITS, GROUPS, TASKS_PER_DECISION = 15, 12, 130
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
QUARTER_ENDS = (date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), LAST_DUE)
Value = str | int | date | None
Row = dict[str, Value]


@dataclass(slots=True)
class Act:
    """Something recorded of a task: a row of the ledger (``table``: progress or extension) and its day."""

    table: str
    day: date
    row: Row


@dataclass(slots=True)
class Plan:
    """A decision with its tasks, and what befell them."""

    number: int
    issued: date
    task: list[Row] = field(default_factory=list)
    support: list[Row] = field(default_factory=list)
    deadline: list[Row] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def enter(self, task: int, kind: str, day: date, **more: Value) -> date:
        """Add a ledger entry, not later than today; returns its day."""
        day = min(day, TODAY)
        row: Row = {
            "task_id": task, "deadline_id": None, "kind": kind, "on_day": day, "percent": None, "document": "",
            "note": "", "from_unit_id": None, "to_unit_id": None, "voids_id": None,
        }  # fmt: skip
        self.acts.append(Act("progress", day, row | more))
        return day


def plans(size: int) -> Iterator[Plan]:
    """The decisions of a register of ``size`` tasks; tasks and deadlines are numbered through."""
    random = Random(size)
    deadlines = 0
    for number in range(1, -(-size // TASKS_PER_DECISION) + 1):
        first = (number - 1) * TASKS_PER_DECISION
        plan = Plan(number, date(2021, 1, 4) + timedelta(days=random.randint(0, 100)))
        for task in range(first + 1, min(first + TASKS_PER_DECISION, size) + 1):
            deadlines = _task(plan, random, task, deadlines)
        yield plan


def units() -> Sequence[dict[str, str]]:
    """The units that lead."""
    kinds = {"division", "centre", "district_office"}
    return [row for row in sample("units.tsv") if row["kind"] in kinds][:UNITS]


def sample(name: str) -> list[dict[str, str]]:
    """The rows of a table of the sample."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


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


def _task(plan: Plan, random: Random, task: int, deadlines: int) -> int:
    """Add a task and its history to a plan; returns the number of the last deadline."""
    position = (task - 1) % TASKS_PER_DECISION
    model = sample_tasks()[position % len(sample_tasks())]
    place = position * GROUPS // TASKS_PER_DECISION
    group = sample_groups()[place]
    lead = random.randint(1, UNITS) if random.random() > 0.01 else None
    number = position - -(-place * TASKS_PER_DECISION // GROUPS) + 1  # within its group
    title, item = f"{model['title']} (đợt {plan.number})", f"{group['group']}.{number}"
    unit = _units()[lead - 1] if lead else {"code": "", "name": ""}
    found_by = _shadow(model["title"], model["product"], group["title"], unit["code"], unit["name"])[:-1]
    found_by += _shadow(item, f"đợt {plan.number}", f"{plan.number}/QĐ-STP")
    kind = random.choices(("key", "regular", "ad_hoc"), (70, 20, 10))[0]
    dues, how = _dues(random, plan.issued)
    plan.task.append({
        "id": task, "decision_id": plan.number, "group_id": (plan.number - 1) * GROUPS + place + 1, "item": item,
        "position": position + 1, "title": title, "kind": kind,
        "product": model["product"], "lead_unit_id": lead, "assigned_on": plan.issued,
        "deadline_text": model["deadline"], "deadline_kind": how, "deadline_sure": int(how != "unread"),
        "deadline_rule": "", "note": "", "extra": "{}",
        "printed": json.dumps(model | {"title": title, "item": item}, ensure_ascii=False, sort_keys=True),
        "shadow": found_by, "version": 1,
    })  # fmt: skip
    for number in range(random.randint(0, 2)):
        plan.support.append({"task_id": task, "unit_id": (task + number) % UNITS + 1, "position": number + 1})
    numbered = list(enumerate(dues, start=deadlines + 1))
    for number, due in numbered:
        occurrence = due.isoformat() if len(dues) > 1 else ""
        plan.deadline.append({"id": number, "task_id": task, "occurrence": occurrence, "start": None, "due": due})
    _history(plan, random, task, lead, numbered)
    return deadlines + len(dues)


@lru_cache(maxsize=1)
def _units() -> Sequence[dict[str, str]]:
    return units()


def _dues(random: Random, issued: date) -> tuple[tuple[date, ...], str]:
    """The due days of a task and how its words say them."""
    chance = random.random()
    if chance < 0.80:
        return (min(issued + timedelta(days=random.randint(10, 340)), LAST_DUE),), "within"
    if chance < 0.86:
        return tuple(day for day in QUARTER_ENDS if day >= issued), "every"
    return (), "ongoing" if chance < 0.95 else "unread"


def _history(plan: Plan, random: Random, task: int, lead: int | None, dues: Sequence[tuple[int, date]]) -> None:
    """What has been recorded of a task: most often a start, some progress, the completion."""

    def later(day: date, most: int) -> date:
        return day + timedelta(days=random.randint(1, most))

    deadline, due = dues[0] if dues else (None, None)
    last = plan.issued
    if random.random() < 0.02 and due is not None:
        decided = min(later(last, 60), TODAY)
        row: Row = {
            "task_id": task, "deadline_id": deadline, "document": f"{task}/STP-VP", "decided_on": decided,
            "reason": "chờ hướng dẫn", "old_due": due, "new_due": later(due, 60), "voids_id": None,
        }  # fmt: skip
        plan.acts.append(Act("extension", decided, row))
    done = random.random() < 0.40
    if done or random.random() < 0.33:
        last = plan.enter(task, "start", later(last, 40), deadline_id=deadline, percent=0)
        for _ in range(random.randint(0, 2)):
            percent = random.randint(5, 95)
            last = plan.enter(task, "progress", later(last, 30), deadline_id=deadline, percent=percent)
    if done:
        paper = f"{task}/BC-STP"
        last = plan.enter(task, "done", later(last, 60), deadline_id=deadline, percent=100, document=paper)
    chance, paper = random.random(), f"{task}/QĐ-STP"
    if chance < 0.005 and done:
        plan.enter(task, "reopen", later(last, 5), deadline_id=deadline, percent=50, note="ghi nhầm")
    elif chance < 0.015 and not done:
        kind = "suspend" if chance < 0.01 else "cancel"
        plan.enter(task, kind, later(last, 20), document=paper, note="chờ hướng dẫn")
    elif chance > 0.99:
        to = random.randint(1, UNITS)
        plan.enter(task, "assign", later(last, 20), document=paper, from_unit_id=lead, to_unit_id=to)


def build(path: Path, size: int) -> None:
    """Make a register of ``size`` tasks at ``path``."""
    from bench import filling

    filling.fill(path, size)


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
