"""Writes the registers of the benchmarks: a journal row for each command, as if clerks had typed every one of them.

What is entered goes through the program's own journal, in the order of its days; what follows from the ledger is left
to the program. So `doctor` finds nothing in such a register, and every check does its full work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import registers
from bench.registers import Act, Plan
from tuphap_cli.domain import numbers
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.write import standing_table, word_index
from tuphap_cli.store.write.change import Change


def fill(path: Path, size: int) -> None:
    """Make a register of ``size`` tasks at ``path``."""
    with create_register(path) as register:
        connection = register.connection
        connection.execute("PRAGMA synchronous = OFF")  # nothing is lost if the machine stops: it is made again
        connection.execute("BEGIN IMMEDIATE")
        _units(connection)
        acts: list[Act] = []
        for plan in registers.plans(size):
            _plan(connection, plan)
            acts += plan.acts
        acts.sort(key=lambda act: act.day)
        _acts(connection, acts)
        standing_table.fill(connection)
        word_index.fill(connection)
        register.seal()
        connection.execute("COMMIT")


class _Unsettled(Change):
    """A change whose intervals and words are left to the end, where those of all tasks are worked out at once."""

    def settle(self) -> None:
        """Do nothing yet."""


@contextmanager
def _command(connection: sqlite3.Connection, name: str, summary: str) -> Iterator[Change]:
    """What one command writes, with its journal row."""
    change = _Unsettled(connection, name, "bench")
    yield change
    change.summary = summary
    change.close()


def _units(connection: sqlite3.Connection) -> None:
    for number, unit in enumerate(registers.units(), start=1):
        with _command(connection, "unit add", unit["code"]) as change:
            facts = {name: unit[name] for name in ("code", "name", "kind")}
            change.insert("unit", facts | {"id": number, "email": "", "version": 1})


def _plan(connection: sqlite3.Connection, plan: Plan) -> None:
    """A decision with its groups, tasks and deadlines, as `import` enters them."""
    number = numbers.parse_number(f"{plan.number}/QĐ-STP")
    with _command(connection, "import", f"{number.text}, +{len(plan.task)} ~0") as change:
        decision = {
            "id": plan.number, "number": number.text, "key": number.key, "issued_on": plan.issued,
            "issuer": "Sở Tư pháp", "title": f"Kế hoạch công tác số {plan.number}", "year": 2021, "withdrawn_by": "",
            "version": 1,
        }  # fmt: skip
        change.insert("decision", decision)
        for place, group in enumerate(registers.sample_groups(), start=1):
            known = {
                "id": (plan.number - 1) * registers.GROUPS + place,
                "decision_id": plan.number,
                "position": place,
            }
            change.insert("task_group", known | {"label": group["group"], "title": group["title"]})
        for table, rows in (("task", plan.task), ("task_support", plan.support), ("deadline", plan.deadline)):
            for row in rows:
                change.insert(table, row)


def _acts(connection: sqlite3.Connection, acts: Iterable[Act]) -> None:
    """What was recorded from day to day, a command each."""
    for act in acts:
        kind = act.row.get("kind", "extend")
        with _command(connection, f"task {kind}", f"{act.row['task_id']}, {act.day:%d/%m/%Y}") as change:
            if kind == "assign":
                change.update("task", _number(act.row["task_id"]), {"lead_unit_id": act.row["to_unit_id"]})
            change.insert(act.table, act.row | {"journal_seq": change.seq})


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
