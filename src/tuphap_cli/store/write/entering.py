"""Enters new tasks with their units and deadlines: one, or the thousands of an annex at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlmodel import SQLModel

from ... import errors
from ...domain.model import N_, DeadlineKind, Reading, TaskKind
from ...domain.task_history import Dated, History
from ...text import clean, searched
from ..read import sql
from ..tables import Deadline, Task, TaskSupport
from .change import Change
from .closed_guard import guard
from .column_values import Row, plain_value
from .tasks import due_days, occurrence

AT_ONCE = 500  # what is held in memory before it is sent
_ITEMS_TAKEN = "SELECT item FROM task WHERE decision_id = ? AND item IN ({marks})"
_UNREAD = Reading("", DeadlineKind.NONE, sure=True)


@dataclass(frozen=True, slots=True)
class NewTask:
    """What is known of a task; ``supports`` are unit ids in the order printed."""

    title: str
    decision_id: int
    assigned_on: date
    item: str = ""
    group_id: int | None = None
    kind: TaskKind = TaskKind.KEY
    product: str = ""
    lead_unit_id: int | None = None
    supports: Sequence[int] = ()
    deadline_text: str = ""
    reading: Reading | None = None
    note: str = ""
    extra: str = "{}"
    printed: str = ""
    position: int = field(default=0)
    leader: str = ""
    officer: str = ""


def add_task(change: Change, facts: NewTask) -> Task:
    """Enter a task with its deadlines and supporting units; returns its row.

    Raises:
        PeriodClosed: when a signed report has counted the day of its assignment.
        Duplicate: when the decision has a task of that item already.
        BadField: when the title is empty.
        DueBeforeAssigned: when a typed due day is before the assignment.
    """
    number = add_tasks(change, [facts])[0]
    return change.session.get_one(Task, number)


def add_tasks(change: Change, several: Sequence[NewTask]) -> list[int]:
    """Enter several tasks, up to AT_ONCE of them; returns their numbers.

    The rows are written past the session, whose objects would cost ten times as much. The journal gets what it gets
    of tasks that are entered one by one. Raises what :func:`add_task` raises.
    """
    change.flush()
    for day in {facts.assigned_on for facts in several}:
        guard(change, day)
    words = _SearchWords(change.connection)
    taken = _taken(change.connection, several)
    made = [_enter(change.connection, facts, words, taken) for facts in several]
    supports = [tuple(support.values()) for entered in made for support in entered.supports]
    change.connection.executemany(_INSERT_SUPPORT, supports)
    histories = []
    for facts, entered in zip(several, made, strict=True):
        deadlines = _enter_deadlines(change.connection, entered.number, facts)
        _remember(change, entered, deadlines)
        dated = sorted((deadline for deadline, _row in deadlines), key=lambda found: (found.due, found.id))
        starts = facts.reading.starts_open_ended if facts.reading else None
        histories.append(History(entered.number, facts.assigned_on, facts.lead_unit_id, dated, (), starts))
    change.settle_new(histories)
    return [entered.number for entered in made]


class _Entered(NamedTuple):
    """A new task's row as it is first, what the words of its deadline change of it, its supporting units."""

    number: int
    first: Row
    changed: Row
    supports: list[Row]


def _enter(
    connection: sqlite3.Connection, facts: NewTask, words: _SearchWords, taken: set[tuple[int, str]]
) -> _Entered:
    """Write one task's own row."""
    item, position = _item_and_position(connection, facts)
    if (facts.decision_id, item) in taken:
        raise errors.Duplicate(thing=N_("task"), value=item, command="tuphap task list")
    taken.add((facts.decision_id, item))
    if not clean(facts.title):
        raise errors.BadField(field=N_("title"), value=facts.title, why=N_("a task needs words"))
    reading = facts.reading or _UNREAD
    first = _DEFAULTS[Task] | {
        "decision_id": facts.decision_id,
        "group_id": facts.group_id,
        "item": item,
        "position": position,
        "title": facts.title,
        "kind": facts.kind.value,
        "product": facts.product,
        "lead_unit_id": facts.lead_unit_id,
        "assigned_on": facts.assigned_on.isoformat(),
        "note": facts.note,
        "extra": facts.extra,
        "printed": facts.printed,
        "leader": facts.leader,
        "officer": facts.officer,
        "shadow": words.shadow(facts, item),
    }
    said: Row = {
        "deadline_text": facts.deadline_text,
        "deadline_kind": reading.kind.value,
        "deadline_sure": int(reading.sure),
        "deadline_rule": reading.rule.value,
    }
    # The words of the deadline are a change of the row that was made without them, as for every later one.
    changed = {name: value for name, value in said.items() if first[name] != value}
    if changed:
        changed["version"] = _FIRST_VERSION + 1
    number = _insert(connection, _INSERT_TASK, first | changed)
    supports: list[Row] = [
        {"task_id": number, "unit_id": unit, "position": place}
        for place, unit in enumerate(dict.fromkeys(facts.supports), start=1)
    ]
    return _Entered(number, first, changed, supports)


def _enter_deadlines(connection: sqlite3.Connection, number: int, facts: NewTask) -> list[tuple[Dated, Row]]:
    """Write the deadlines of the new task ``number``; returns each with its row."""
    reading = facts.reading or _UNREAD
    dates = due_days(number, facts.assigned_on, reading)
    found = []
    for index, due in enumerate(dates):
        start = None if index else reading.start
        row = _DEFAULTS[Deadline] | {
            "task_id": number,
            "occurrence": occurrence(due, dates),
            "due": due.isoformat(),
            "start": None if start is None else start.isoformat(),
        }
        key = _insert(connection, _INSERT_DEADLINE, row)
        renewed = start is not None and any(other < due and other < start for other in dates)  # as sql.RENEWED
        found.append((Dated(key, due, start if renewed else None), row | {"id": key}))
    return found


def _remember(change: Change, entered: _Entered, deadlines: Sequence[tuple[Dated, Row]]) -> None:
    """Remember the rows of a new task for the journal: the task, its supports, its words, its deadlines."""
    number = entered.number
    change.record("task", number, None, entered.first | {"id": number})
    for support in entered.supports:
        change.record("task_support", number, None, support)
    if entered.changed:
        change.record("task", number, {name: entered.first[name] for name in entered.changed}, entered.changed)
    for deadline, row in deadlines:
        change.record("deadline", deadline.id, None, row)


def _item_and_position(connection: sqlite3.Connection, facts: NewTask) -> tuple[str, int]:
    """The item and the position of a task; those that are not given follow on the decision's tasks."""
    item, position = clean(facts.item), facts.position
    if item and position:  # an annex gives both, and may hold thousands
        return item, position
    items = {row[0] for row in connection.execute(sql.ITEM_NUMBERS, (facts.decision_id,))}
    item = item or next(str(n) for n in range(1, len(items) + 2) if str(n) not in items)
    return item, position or len(items) + 1


def _taken(connection: sqlite3.Connection, several: Sequence[NewTask]) -> set[tuple[int, str]]:
    """Of the items that ``several`` give, those that are in their decisions already."""
    by_decision: dict[int, list[str]] = {}
    for facts in several:
        by_decision.setdefault(facts.decision_id, []).append(clean(facts.item))
    return {
        (decision, row[0])
        for decision, items in by_decision.items()
        for row in connection.execute(_ITEMS_TAKEN.format(marks=", ".join("?" * len(items))), (decision, *items))
    }


def _insert(connection: sqlite3.Connection, statement: str, row: Row) -> int:
    """Insert ``row``, whose columns are in the order of its table's defaults; returns its id."""
    return connection.execute(statement, tuple(row.values())).lastrowid or 0


class _SearchWords:
    """The texts by which tasks are found; what many of them share is looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[int | None, int | None, int], str] = {}

    def shadow(self, facts: NewTask, item: str) -> str:
        """The text by which a task is found, as :func:`.tasks.with_shadow` makes it."""
        own = searched([facts.title, facts.product, item])
        people = searched([facts.leader, facts.officer])
        return f" {' '.join(filter(None, (own, self._shared(facts), people)))} "

    def _shared(self, facts: NewTask) -> str:
        """The words of the task's group, lead unit and decision."""
        key = (facts.group_id, facts.lead_unit_id, facts.decision_id)
        if key not in self._known:
            self._known[key] = searched(map(self._text, (_GROUP_WORDS, _UNIT_WORDS, _DECISION_WORDS), key))
        return self._known[key]

    def _text(self, statement: str, key: int | None) -> str:
        row = self._connection.execute(statement, (key,)).fetchone() if key else None
        return row[0] if row else ""


def _defaults(model: type[SQLModel]) -> Row:
    """The columns of a new row but for its id, with what they hold unless something else is said."""
    fields = model.model_fields.items()
    return {name: None if f.is_required() else plain_value(f.default) for name, f in fields if name != "id"}


def _statement(model: type[SQLModel]) -> str:
    names = _defaults(model)
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({marks})"


_FIRST_VERSION = 1
_DEFAULTS: dict[type[SQLModel], Row] = {model: _defaults(model) for model in (Task, Deadline)}
_INSERT_TASK, _INSERT_SUPPORT, _INSERT_DEADLINE = (_statement(model) for model in (Task, TaskSupport, Deadline))
_GROUP_WORDS = "SELECT title FROM task_group WHERE id = ?"
_UNIT_WORDS = "SELECT code || ' ' || name FROM unit WHERE id = ?"
_DECISION_WORDS = "SELECT number FROM decision WHERE id = ?"
