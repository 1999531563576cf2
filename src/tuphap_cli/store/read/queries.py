"""Every read of the register: named statements in, typed rows out. Never writes.

Rows are named tuples: a class of that kind is made, and a row of it built, in a fraction of a dataclass's time.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ...domain.model import DeadlineKind, State, TaskKind
from ...domain.states import IN_TIME, Standing, governing, state
from . import sql

Parameters = Mapping[str, str | int | None]
FEW = 10_000  # tasks whose numbers still go into a statement; for more it reads the whole table

PRESENT, ORIGINAL = "present", "original"  # by which due day a row is judged
AGAINST = (PRESENT, ORIGINAL)

# A look into a table costs a quarter of calling the class.
_TASK_KINDS = {kind.value: kind for kind in TaskKind}
_DEADLINE_KINDS = {kind.value: kind for kind in DeadlineKind}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


class TaskRow(NamedTuple):
    """A task with its decision, group, lead unit and one deadline (none: ``deadline_id`` None) as of a day."""

    task: int
    item: str
    decision: str
    decision_issued: date
    group: str
    group_title: str
    title: str
    kind: TaskKind
    unit: str
    unit_name: str
    product: str
    deadline_text: str
    deadline_kind: DeadlineKind
    deadline_sure: bool
    deadline_rule: str
    assigned_on: date
    deadline_id: int | None
    occurrence: str
    original_due: date | None
    due: date | None
    done_on: date | None
    entries: int
    percent: int
    last_on: date | None
    suspended_on: date | None
    cancelled_on: date | None
    unit_ended: date | None
    decision_id: int
    shadow: str
    against: str = PRESENT

    @property
    def measured(self) -> date | None:
        """The due day by which the row is judged: the one in force, or the original one."""
        return self.original_due if self.against == ORIGINAL else self.due

    @property
    def standing(self) -> Standing:
        """What the rules of states need."""
        return Standing(self.measured, self.done_on, self.entries, self.suspended_on, self.cancelled_on)

    def state(self, as_of: date) -> State:
        """The state on ``as_of``, the day the row was read for."""
        return state(self.standing, as_of)

    def judged(self, against: str) -> TaskRow:
        """The row judged by its present or by its original due day; both stay in it."""
        return self if against == self.against else self._replace(against=against)


def _task_row(r: sqlite3.Row) -> TaskRow:
    return TaskRow(
        r[0],
        r[1],
        r[2],
        date.fromisoformat(r[3]),
        r[4],
        r[5],
        r[6],
        _TASK_KINDS[r[7]],
        r[8],
        r[9],
        r[10],
        r[11],
        _DEADLINE_KINDS[r[12]],
        bool(r[13]),
        r[14],
        date.fromisoformat(r[15]),
        r[16],
        r[17] or "",
        _day(r[18]),
        _day(r[19]),
        _day(r[20]),
        r[21],
        r[22],
        _day(r[23]),
        _day(r[24]),
        _day(r[25]),
        _day(r[26]),
        r[27],
        r[28],
    )


class Filters(NamedTuple):
    """What narrows a list of tasks. ``units`` and ``decision`` are ids; ``words`` are folded."""

    units: tuple[int, ...] = ()
    decision: int | None = None
    group: str = ""
    kind: TaskKind | None = None
    words: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    unfinished: bool = False  # only what has not been completed

    def where(self) -> tuple[list[str], dict[str, str | int | None]]:
        """The SQL conditions and their parameters."""
        conditions: list[str] = []
        values: dict[str, str | int | None] = {}
        if self.units:
            conditions.append(f"s.lead_unit_id IN ({', '.join(map(str, self.units))})")
        if self.tasks:
            conditions.append(f"t.id IN ({', '.join(map(str, self.tasks))})")
        if self.decision is not None:
            conditions.append("t.decision_id = :decision")
            values["decision"] = self.decision
        if self.group:
            conditions.append("g.label = :group")
            values["group"] = self.group
        if self.unfinished:
            conditions.append("s.done_on IS NULL")
        if self.kind:
            conditions.append("t.kind = :kind")
            values["kind"] = self.kind.value
        for number, word in enumerate(self.words):
            conditions.append(f"instr(s.shadow, :word{number}) > 0")
            values[f"word{number}"] = f" {word}"  # the beginning of a word
        return conditions, values


def cache_holds(connection: sqlite3.Connection, as_of: date) -> bool:
    """Whether nothing was recorded after ``as_of``, so that the cache is right for that day."""
    last = connection.execute(sql.LAST_EVENT).fetchone()[0]
    return last is None or last <= as_of.isoformat()


def _select(
    connection: sqlite3.Connection,
    as_of: date,
    filters: Filters,
    *,
    one_per_task: bool,
    more: Iterable[str] = (),
    values: Parameters | None = None,
    ledger: bool = False,
) -> Iterator[TaskRow]:
    conditions, parameters = filters.where()
    conditions += more
    if not ledger and cache_holds(connection, as_of):
        source = sql.STANDING_NOW.format(governing=sql.GOVERNING_NOW if one_per_task else "")
        begin = f"WITH standing AS ({source})"
    else:
        begin = f"WITH {sql.ENTRIES}, standing AS ({sql.STANDING_AS_OF})"
        one_per_task = False
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    statement = f"{begin} {sql.TASK_ROWS}{where}{sql.ORDER}"
    everything = {"as_of": as_of.isoformat()} | parameters | dict(values or {})
    cursor = connection.execute(statement, everything)
    return (_task_row(row) for row in cursor)


def deadline_rows(
    connection: sqlite3.Connection, as_of: date, filters: Filters | None = None, *, ledger: bool = False
) -> Iterator[TaskRow]:
    """One row per task and deadline as of a day; ``ledger`` forbids the cache."""
    return _select(connection, as_of, filters or Filters(), one_per_task=False, ledger=ledger)


def open_before(
    connection: sqlite3.Connection,
    as_of: date,
    before: date,
    filters: Filters | None = None,
    *,
    since: date = date.min,
    against: str = PRESENT,
) -> Iterator[TaskRow]:
    """The open deadlines due before the day ``before``, and not before ``since``, as of ``as_of``.

    ``against`` says by which due day they are chosen and judged.
    """
    more = [sql.OPEN_BEFORE.format(due="original_due" if against == ORIGINAL else "due")]
    values = {"before": before.isoformat(), "since": since.isoformat()}
    rows = _select(connection, as_of, filters or Filters(), one_per_task=False, more=more, values=values)
    return (row.judged(against) for row in rows) if against != PRESENT else rows


def task_rows(
    connection: sqlite3.Connection, as_of: date, filters: Filters | None = None, *, ledger: bool = False
) -> list[TaskRow]:
    """One row per task as of a day, with the deadline that speaks for it."""
    return governed(_select(connection, as_of, filters or Filters(), one_per_task=True, ledger=ledger))


def governed(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """Of the rows of each task, the one whose deadline speaks for it."""
    by_task: dict[int, list[TaskRow]] = {}
    for row in rows:
        by_task.setdefault(row.task, []).append(row)
    return [g[0] if len(g) == 1 else g[governing(r.standing for r in g)] for g in by_task.values()]


def supports(connection: sqlite3.Connection, tasks: Collection[int] | None = None) -> dict[int, list[str]]:
    """The codes of the supporting units by task, at least for ``tasks``; None for all."""
    codes: dict[int, list[str]] = {}
    few = tasks is not None and len(tasks) <= FEW
    where = f"WHERE s.task_id IN ({', '.join(map(str, tasks or ()))})" if few else ""
    for task, code in connection.execute(sql.SUPPORTS.format(where=where)):
        codes.setdefault(task, []).append(code)
    return codes


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


def decision_rows(connection: sqlite3.Connection) -> list[DecisionRow]:
    """All decisions in the order of their dates."""
    return [
        DecisionRow(
            r[0],
            r[1],
            date.fromisoformat(r[2]),
            r[3],
            r[4],
            r[5],
            r[6],
            _day(r[7]),
            r[8],
            r[9],
            _day(r[10]),
            r[11],
            r[12],
            r[13],
        )
        for r in connection.execute(sql.DECISIONS)
    ]


class UnitRow(NamedTuple):
    """A unit, its other names, and how many tasks it leads."""

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


def unit_rows(connection: sqlite3.Connection) -> list[UnitRow]:
    """All units in the order in which they were entered."""
    names: dict[int, list[str]] = {}
    for unit, alias in connection.execute(sql.ALIASES):
        names.setdefault(unit, []).append(alias)
    return [
        UnitRow(r[0], r[1], r[2], r[3], r[4], r[5], _day(r[6]), _day(r[7]), r[8], r[9], tuple(names.get(r[0], ())))
        for r in connection.execute(sql.UNITS)
    ]


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
            _day(r[11]),
            r[12],
            r[13],
        )
        for r in connection.execute(sql.HISTORY, (task,))
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
        ExtensionRow(date.fromisoformat(r[0]), r[1], r[2], _day(r[3]), _day(r[4]), r[5])
        for r in connection.execute(sql.EXTENSIONS_OF, (task,))
    ]


def evidenced(connection: sqlite3.Connection, as_of: date) -> set[tuple[int, int | None]]:
    """The tasks, each with its deadline, whose completion by ``as_of`` stands and names a document."""
    return {(row[0], row[1]) for row in connection.execute(sql.EVIDENCE, {"as_of": as_of.isoformat()})}


def handovers(connection: sqlite3.Connection, as_of: date) -> dict[int, date]:
    """The tasks handed over by a document, with the last day of it."""
    return {r[0]: date.fromisoformat(r[1]) for r in connection.execute(sql.HANDOVERS, {"as_of": as_of.isoformat()})}


def succeeded(connection: sqlite3.Connection) -> set[str]:
    """The codes of the units that have a successor."""
    return {row[0] for row in connection.execute(sql.SUCCESSORS)}


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
    return [row[0] for row in connection.execute(sql.ITEM_NUMBERS, (decision,))]


def remarks(connection: sqlite3.Connection, task: int) -> tuple[str, dict[str, str]]:
    """A task's note and the other columns of its plan by heading."""
    note, extra = connection.execute("SELECT note, extra FROM task WHERE id = ?", (task,)).fetchone()
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


class StateCounts(NamedTuple):
    """How many tasks are in each state, and how many open deadlines fall due soon."""

    by_state: dict[State, int]
    soon: int


def state_counts(connection: sqlite3.Connection, as_of: date, soon: int) -> StateCounts:
    """Tasks by state on ``as_of``, and open deadlines due from then within ``soon`` days.

    SQL only groups the standings that cannot differ in state; which state a group has, the rules say.
    """
    if not cache_holds(connection, as_of):
        rows = task_rows(connection, as_of)
        by_state = Counter(row.state(as_of) for row in rows)
    else:
        by_state = Counter()
        for number, *standing in connection.execute(sql.ALIKE, {"as_of": as_of.isoformat()}):
            due, done_on, entries, suspended_on, cancelled_on = standing
            alike = Standing(_day(due), _day(done_on), entries, _day(suspended_on), _day(cancelled_on))
            by_state[state(alike, as_of)] += number
    near = open_before(connection, as_of, as_of + timedelta(days=soon + 1), since=as_of)
    return StateCounts(dict(by_state), sum(row.state(as_of) in IN_TIME for row in near))
