"""Reads decisions, units, the ledger of one task and counts of the register as typed rows."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from ...domain.former_names import FormerName, name_on
from . import sql


class DecisionRow(NamedTuple):
    """A decision and how many tasks of it are registered."""

    id: int
    number: str
    issued_on: date
    issuer: str
    title: str
    year: int
    declares: int | None
    withdrawn_on: date | None
    withdrawn_by: str
    implements: str
    implements_issued: date | None
    tasks: int
    key: str
    version: int


def decision_rows(connection: sqlite3.Connection, only: int | None = None) -> list[DecisionRow]:
    """All decisions in the order of their dates, or ``only`` the one with that id."""
    return [
        DecisionRow(
            r[0],
            r[1],
            date.fromisoformat(r[2]),
            r[3],
            r[4],
            r[5],
            r[6],
            sql.day(r[7]),
            r[8],
            r[9],
            sql.day(r[10]),
            r[11],
            r[12],
            r[13],
        )
        for r in connection.execute(sql.DECISIONS, {"decision": only})
    ]


class UnitRow(NamedTuple):
    """A unit, its other names, how many tasks it leads, and its former names in the order of their days."""

    id: int
    code: str
    name: str
    kind: str
    parent: str
    email: str
    valid_from: date | None
    valid_to: date | None
    tasks: int
    version: int
    aliases: tuple[str, ...]
    former: tuple[FormerName, ...] = ()

    def name_on(self, day: date) -> str:
        """The name that it bore on ``day``."""
        return name_on(self.name, self.former, day)


def unit_rows(connection: sqlite3.Connection) -> list[UnitRow]:
    """All units in the order in which they were entered."""
    names: dict[int, list[str]] = {}
    for unit, alias in connection.execute(sql.ALIASES):
        names.setdefault(unit, []).append(alias)
    former: dict[int, list[FormerName]] = {}
    for unit, name, changed_on, document in connection.execute(sql.FORMER_NAMES):
        former.setdefault(unit, []).append(FormerName(name, date.fromisoformat(changed_on), document))
    return [
        UnitRow(
            r[0],
            r[1],
            r[2],
            r[3],
            r[4],
            r[5],
            sql.day(r[6]),
            sql.day(r[7]),
            r[8],
            r[9],
            tuple(names.get(r[0], ())),
            tuple(former.get(r[0], ())),
        )
        for r in connection.execute(sql.UNITS)
    ]


def unit_names(connection: sqlite3.Connection, as_of: date) -> dict[int | None, tuple[str, str]]:
    """The code of every unit and its name on ``as_of`` by its id; of None (no unit), blanks."""
    names: dict[int | None, tuple[str, str]] = {None: ("", "")}
    found = connection.execute(sql.UNIT_NAMES_ON, {"as_of": sql.as_of_text(as_of)})
    return names | {r[0]: (r[1], r[2]) for r in found}


def group_names(connection: sqlite3.Connection) -> dict[int | None, tuple[str, str]]:
    """The label and title of every group of tasks by its id; of None (no group), blanks."""
    names: dict[int | None, tuple[str, str]] = {None: ("", "")}
    return names | {r[0]: (r[1], r[2]) for r in connection.execute("SELECT id, label, title FROM task_group")}


def unit_tree(connection: sqlite3.Connection, unit: int) -> tuple[int, ...]:
    """The ids of a unit and of all units below it."""
    return tuple(row[0] for row in connection.execute(sql.UNIT_TREE, {"unit": unit}))


class HistoryRow(NamedTuple):
    """One entry of a task's ledger."""

    on_day: date
    kind: str
    percent: int | None
    document: str
    note: str
    from_unit: str
    to_unit: str
    occurrence: str | None
    at: str
    actor: str
    taken_back: bool
    back_on: date | None
    back_reason: str
    back_by: str


def history_rows(connection: sqlite3.Connection, task: int) -> list[HistoryRow]:
    """The ledger of one task, oldest first."""
    return [
        HistoryRow(
            date.fromisoformat(r[0]),
            r[1],
            r[2],
            r[3],
            r[4],
            r[5],
            r[6],
            r[7],
            r[8],
            r[9],
            bool(r[10]),
            sql.day(r[11]),
            r[12],
            r[13],
        )
        for r in connection.execute(sql.HISTORY, {"task": task})
    ]


class ExtensionRow(NamedTuple):
    """One extension of a task's deadline; ``new_due`` None: until further notice."""

    decided_on: date
    document: str
    reason: str
    old_due: date | None
    new_due: date | None
    occurrence: str


def extension_rows(connection: sqlite3.Connection, task: int) -> list[ExtensionRow]:
    """The extensions of one task, oldest first."""
    return [
        ExtensionRow(date.fromisoformat(r[0]), r[1], r[2], sql.day(r[3]), sql.day(r[4]), r[5])
        for r in connection.execute(sql.EXTENSIONS_OF, {"task": task})
    ]


class Counts(NamedTuple):
    """How much the register holds."""

    decisions: int
    units: int
    tasks: int
    entries: int
    journal: int


def register_counts(connection: sqlite3.Connection) -> Counts:
    """How many decisions, units, tasks, ledger entries and journal rows there are."""
    return Counts(*connection.execute(sql.COUNTS).fetchone())


def items(connection: sqlite3.Connection, decision: int) -> list[str]:
    """The item labels of a decision's tasks, in the plan's order."""
    return [row[0] for row in connection.execute(sql.ITEM_NUMBERS, {"decision": decision})]


def remarks(connection: sqlite3.Connection, task: int) -> tuple[str, dict[str, str]]:
    """A task's note and the other columns of its plan by heading."""
    note, extra = connection.execute("SELECT note, extra FROM task WHERE id = :task", {"task": task}).fetchone()
    import json

    return note, json.loads(extra)


class LastChange(NamedTuple):
    """The last command that wrote: when (UTC), who, which."""

    at: str
    actor: str
    command: str


def last_change(connection: sqlite3.Connection) -> LastChange | None:
    """The newest journal row, if there is one."""
    row = connection.execute("SELECT at, actor, command FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return LastChange(*row) if row else None
