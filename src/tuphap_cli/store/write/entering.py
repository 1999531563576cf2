"""Enters new tasks with their units and deadlines: one, or the thousands of an annex at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import SQLModel

from ... import errors
from ...domain.model import N_, DeadlineKind, Reading, TaskKind
from ...text import clean, shadow
from ..read import sql
from ..tables import Deadline, Task, TaskSupport
from .change import Change
from .closed_guard import guard
from .column_values import Row, plain_value
from .tasks import due_days, occurrence

AT_ONCE = 500  # what is held in memory before it is sent
_ITEM_TAKEN = "SELECT 1 FROM task WHERE decision_id = ? AND item = ?"
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


def add_task(change: Change, facts: NewTask) -> Task:
    """Enter a task with its deadlines and supporting units; returns its row.

    Raises:
        PeriodClosed: when a signed report has counted the day of its assignment.
        Duplicate: when the decision has a task of that item already.
        BadField: when the title is empty.
        DueBeforeAssigned: when a typed due day lies before the assignment.
    """
    number = add_tasks(change, [facts])[0]
    return change.session.get_one(Task, number)


def add_tasks(change: Change, several: Sequence[NewTask]) -> list[int]:
    """Enter several tasks, up to AT_ONCE of them; returns their numbers.

    The rows are written past the session, whose objects would cost ten times as much. The journal gets what it gets
    of tasks that are entered one by one. Raises what :func:`add_task` raises.
    """
    change.flush()
    words = _SearchWords(change.connection)
    checked: set[date] = set()
    numbers = []
    for facts in several:
        if facts.assigned_on not in checked:
            guard(change, facts.assigned_on)
            checked.add(facts.assigned_on)
        numbers.append(_enter(change, facts, words))
    change.settle()
    return numbers


def _enter(change: Change, facts: NewTask, words: _SearchWords) -> int:
    """Write one task's rows and remember them for the journal: the task, its supports, its words, its deadlines."""
    item, position = _item_and_position(change.connection, facts)
    title = _checked_title(change.connection, facts, item)
    reading = facts.reading or _UNREAD
    first = _DEFAULTS[Task] | {
        "decision_id": facts.decision_id,
        "group_id": facts.group_id,
        "item": item,
        "position": position,
        "title": title,
        "kind": facts.kind.value,
        "product": facts.product,
        "lead_unit_id": facts.lead_unit_id,
        "assigned_on": facts.assigned_on.isoformat(),
        "note": facts.note,
        "extra": facts.extra,
        "printed": facts.printed,
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
    number = _insert(change.connection, _INSERT_TASK, first | changed)
    change.record("task", number, None, first | {"id": number})
    for place, unit in enumerate(dict.fromkeys(facts.supports), start=1):
        support: Row = {"task_id": number, "unit_id": unit, "position": place}
        change.connection.execute(_INSERT_SUPPORT, support)
        change.record("task_support", number, None, support)
    if changed:
        change.record("task", number, {name: first[name] for name in changed}, changed)
    _enter_deadlines(change, number, facts.assigned_on, reading)
    return number


def _enter_deadlines(change: Change, number: int, assigned_on: date, reading: Reading) -> None:
    """Write the deadlines of a new task and remember them for the journal."""
    dates = due_days(number, assigned_on, reading)
    for index, due in enumerate(dates):
        row = _DEFAULTS[Deadline] | {
            "task_id": number,
            "occurrence": occurrence(due, dates),
            "due": due.isoformat(),
            "start": None if index or reading.start is None else reading.start.isoformat(),
        }
        key = _insert(change.connection, _INSERT_DEADLINE, row)
        change.record("deadline", key, None, row | {"id": key})


def _item_and_position(connection: sqlite3.Connection, facts: NewTask) -> tuple[str, int]:
    """The item and the position of a task; those that are not given follow on the decision's tasks."""
    item, position = clean(facts.item), facts.position
    if item and position:  # an annex gives both, and may hold thousands
        return item, position
    items = {row[0] for row in connection.execute(sql.ITEM_NUMBERS, (facts.decision_id,))}
    item = item or next(str(n) for n in range(1, len(items) + 2) if str(n) not in items)
    return item, position or len(items) + 1


def _checked_title(connection: sqlite3.Connection, facts: NewTask, item: str) -> str:
    if connection.execute(_ITEM_TAKEN, (facts.decision_id, item)).fetchone():
        raise errors.Duplicate(thing=N_("task"), value=item, command="tuphap task list")
    if not clean(facts.title):
        raise errors.BadField(field=N_("title"), value=facts.title, why=N_("a task needs words"))
    return facts.title


def _insert(connection: sqlite3.Connection, statement: str, row: Row) -> int:
    """Insert ``row``; returns its id."""
    return connection.execute(statement, row).lastrowid or 0


class _SearchWords:
    """The texts by which tasks are found; what many of them share is looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, int | None], str] = {}

    def shadow(self, facts: NewTask, item: str) -> str:
        """The text by which a task is found, as :func:`.tasks.with_shadow` makes it."""
        shared = (
            self._text(_GROUP_WORDS, facts.group_id),
            self._text(_UNIT_WORDS, facts.lead_unit_id),
            self._text(_DECISION_WORDS, facts.decision_id),
        )
        return shadow([facts.title, facts.product, item, *shared])

    def _text(self, statement: str, key: int | None) -> str:
        if (statement, key) not in self._known:
            row = self._connection.execute(statement, (key,)).fetchone() if key else None
            self._known[statement, key] = row[0] if row else ""
        return self._known[statement, key]


def _defaults(model: type[SQLModel]) -> Row:
    """The columns of a new row but for its id, with what they hold unless something else is said."""
    fields = model.model_fields.items()
    return {name: None if f.is_required() else plain_value(f.default) for name, f in fields if name != "id"}


def _statement(model: type[SQLModel]) -> str:
    names = _defaults(model)
    marks = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({marks})"


_FIRST_VERSION = 1
_DEFAULTS: dict[type[SQLModel], Row] = {model: _defaults(model) for model in (Task, Deadline)}
_INSERT_TASK, _INSERT_SUPPORT, _INSERT_DEADLINE = (_statement(model) for model in (Task, TaskSupport, Deadline))
_GROUP_WORDS = "SELECT title FROM task_group WHERE id = ?"
_UNIT_WORDS = "SELECT code || ' ' || name FROM unit WHERE id = ?"
_DECISION_WORDS = "SELECT number FROM decision WHERE id = ?"
