"""Enters new tasks with their units and deadlines: one, or the thousands of an annex at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import SQLModel

from ... import errors
from ...domain.missed import promises_date
from ...domain.model import N_, DeadlineKind, Reading, TaskKind
from ...domain.task_history import Dated, History
from ...text import clean, searched
from .. import dialect
from ..read import sql
from ..tables import Deadline, Task, TaskSupport
from .change import Change, Step
from .closed_guard import guard
from .column_values import Row, Value, plain_value
from .standing_table import Traits
from .tasks import due_days, occurrence

AT_ONCE = 500  # what is held in memory before it is sent
_ITEMS_TAKEN = "SELECT item FROM task WHERE decision_id = ? AND item IN ({marks})"
_UNREAD = Reading("", DeadlineKind.NONE, sure=True)


class NewTask(NamedTuple):
    """What is known of a task; ``supports`` are unit ids in the order printed.

    ``carries_out`` is the task in the book of the office above that it carries out.
    """

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
    position: int = 0
    leader: str = ""
    officer: str = ""
    carries_out: int | None = None


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
    items = [clean(facts.item) for facts in several]
    rows = _Rows(change.connection, several, items)
    for facts, item in zip(several, items, strict=True):
        rows.add(facts, item)
    change.connection.executemany(_INSERT_TASK, rows.tasks)
    change.connection.executemany(_INSERT_SUPPORT, rows.supports)
    change.connection.executemany(_INSERT_DEADLINE, rows.deadlines)
    rows.keep_numbers()
    change.remember_new(rows.steps, rows.histories)
    return [history.task for history, _traits in rows.histories]


class _Rows:
    """The rows of new tasks, made with the numbers that they are going to have, for tables, journal and intervals."""

    def __init__(self, connection: sqlite3.Connection, several: Sequence[NewTask], items: Sequence[str]) -> None:
        self.tasks: list[tuple[Value, ...]] = []
        self.supports: list[tuple[Value, ...]] = []
        self.deadlines: list[tuple[Value, ...]] = []
        self.steps: list[Step] = []
        self.histories: list[tuple[History, Traits]] = []
        self._connection = connection
        self._words = _SearchWords(connection)
        self._taken = _taken(connection, several, items)
        self._last_task = dialect.last_number(connection, "task")
        self._last_deadline = dialect.last_number(connection, "deadline")

    def add(self, facts: NewTask, item: str) -> None:
        """Make the rows of one task: its own, its supports, the words of its deadline, its deadlines."""
        self._last_task = number = self._last_task + 1
        item, position = self._item_and_position(facts, item)
        self._check(facts, item)
        reading = facts.reading or _UNREAD
        first = _NEW_TASK | {
            "id": number,
            "decision_id": facts.decision_id,
            "group_id": facts.group_id,
            "item": item,
            "position": position,
            "title": facts.title,
            "kind": str(facts.kind),
            "product": facts.product,
            "lead_unit_id": facts.lead_unit_id,
            "assigned_on": facts.assigned_on.isoformat(),
            "note": facts.note,
            "extra": facts.extra,
            "printed": facts.printed,
            "leader": facts.leader,
            "officer": facts.officer,
            "carries_out": facts.carries_out,
            "shadow": self._words.shadow(facts, item),
        }
        said: Row = {
            "deadline_text": facts.deadline_text,
            "deadline_kind": str(reading.kind),
            "deadline_sure": int(reading.sure),
            "deadline_rule": str(reading.rule),
        }
        # The words of the deadline are a change of the row that was made without them, as for every later one.
        changed = {name: value for name, value in said.items() if first[name] != value}
        if changed:
            changed["version"] = _FIRST_VERSION + 1
        self.tasks.append(tuple((first | changed).values()))
        self.steps.append(("task", number, None, first))
        for place, unit in enumerate(dict.fromkeys(facts.supports), start=1):
            self.supports.append((number, unit, place))
            self.steps.append(("task_support", number, None, {"position": place, "task_id": number, "unit_id": unit}))
        if changed:
            self.steps.append(("task", number, {name: first[name] for name in changed}, changed))
        self._add_history(number, facts, position, self._dated(number, facts))

    def keep_numbers(self) -> None:
        """Let the numbers of these rows be the last ones given."""
        dialect.keep_last_number(self._connection, "task", self._last_task)
        dialect.keep_last_number(self._connection, "deadline", self._last_deadline)

    def _item_and_position(self, facts: NewTask, item: str) -> tuple[str, int]:
        """The item and the position of a task; those that are not given follow on the decision's tasks."""
        position = facts.position
        if item and position:  # an annex gives both, and may hold thousands
            return item, position
        items = {row[0] for row in self._connection.execute(sql.ITEM_NUMBERS, {"decision": facts.decision_id})}
        items |= {taken for decision, taken in self._taken if decision == facts.decision_id}
        item = item or next(str(n) for n in range(1, len(items) + 2) if str(n) not in items)
        return item, position or len(items) + 1

    def _check(self, facts: NewTask, item: str) -> None:
        if (facts.decision_id, item) in self._taken:
            raise errors.Duplicate(thing=N_("task"), value=item, command="tuphap task list")
        self._taken.add((facts.decision_id, item))
        if not clean(facts.title):
            raise errors.BadField(field=N_("title"), value=facts.title, why=N_("a task needs words"))

    def _dated(self, number: int, facts: NewTask) -> list[Dated]:
        """Make the rows of the deadlines of the task ``number``; returns them in the order of their days."""
        reading = facts.reading or _UNREAD
        dates = due_days(number, facts.assigned_on, reading)
        found = []
        for index, due in enumerate(dates):
            self._last_deadline = key = self._last_deadline + 1
            start = None if index else reading.start
            row = _NEW_DEADLINE | {
                "id": key,
                "task_id": number,
                "occurrence": occurrence(due, dates),
                "due": due.isoformat(),
                "start": None if start is None else start.isoformat(),
            }
            self.deadlines.append(tuple(row.values()))
            self.steps.append(("deadline", key, None, row))
            renewed = start is not None and any(other < due and other < start for other in dates)  # as sql.RENEWED
            found.append(Dated(key, due, start if renewed else None))
        return sorted(found, key=lambda dated: (dated.due, dated.id)) if len(found) > 1 else found

    def _add_history(self, number: int, facts: NewTask, position: int, dated: list[Dated]) -> None:
        """Keep what the intervals of the task ``number`` follow from."""
        reading = facts.reading or _UNREAD
        undated = promises_date(facts.kind, reading.kind, reading.sure, reading.rule)
        traits = Traits(
            facts.decision_id,
            facts.group_id,
            position,
            str(facts.kind),
            str(reading.kind),
            undated,
            bool(facts.product),
        )
        starts = reading.starts_open_ended
        history = History(number, facts.assigned_on, facts.lead_unit_id, dated, (), starts)
        self.histories.append((history, traits))


def _taken(connection: sqlite3.Connection, several: Sequence[NewTask], items: Sequence[str]) -> set[tuple[int, str]]:
    """Of the ``items`` that ``several`` give, those that are in their decisions already."""
    by_decision: dict[int, list[str]] = {}
    for facts, item in zip(several, items, strict=True):
        by_decision.setdefault(facts.decision_id, []).append(item)
    return {
        (decision, row[0])
        for decision, given in by_decision.items()
        for row in connection.execute(_ITEMS_TAKEN.format(marks=", ".join("?" * len(given))), (decision, *given))
    }


class _SearchWords:
    """The texts by which tasks are found; what many of them share is looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[int | None, int | None, int], str] = {}
        self._texts: dict[tuple[str, int | None], str] = {}

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
        if (statement, key) not in self._texts:
            row = self._connection.execute(statement, (key,)).fetchone() if key else None
            self._texts[statement, key] = row[0] if row else ""
        return self._texts[statement, key]


def _statement(model: type[SQLModel], names: Iterable[str]) -> str:
    """The statement that inserts a row whose columns are in the order of ``names``."""
    columns = tuple(names)
    return f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _defaults(model: type[SQLModel]) -> Row:
    """The columns of a new row, with what they hold unless something else is said, in the journal's order."""
    fields = sorted(model.model_fields.items())
    return {name: None if f.is_required() else plain_value(f.default) for name, f in fields}


_FIRST_VERSION = 1
_NEW_TASK, _NEW_DEADLINE = _defaults(Task), _defaults(Deadline)
_INSERT_TASK, _INSERT_DEADLINE = _statement(Task, _NEW_TASK), _statement(Deadline, _NEW_DEADLINE)
_INSERT_SUPPORT = _statement(TaskSupport, ("task_id", "unit_id", "position"))
_GROUP_WORDS = "SELECT title FROM task_group WHERE id = ?"
_UNIT_WORDS = "SELECT code || ' ' || name FROM unit WHERE id = ?"
_DECISION_WORDS = "SELECT number FROM decision WHERE id = ?"
