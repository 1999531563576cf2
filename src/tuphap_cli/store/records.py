"""Entering and changing decisions, units, groups and tasks through SQLModel, in the command's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, SQLModel, col, select

from .. import errors
from ..domain import numbers, secrecy
from ..domain.model import DeadlineKind, N_, Reading, TaskKind
from ..text import clean, fold, shadow
from . import ledger, sql
from .change import Change
from .tables import Deadline, Decision, Task, TaskGroup, TaskSupport, Unit, UnitAlias, UnitSuccession

Values = Mapping[str, str | int | date | None]
ENTERED = "entered"  # the rule of a date that the clerk entered


def _key(row: Decision | TaskGroup | Unit | Task | Deadline) -> int:
    assert row.id is not None, "a row has its id once it is flushed"
    return row.id


def _save(session: Session, row: SQLModel) -> None:
    session.add(row)
    session.flush()


# -- decisions -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What is known of a decision; ``year`` None takes the year of issue."""

    number: str
    issued_on: date
    issuer: str = ""
    title: str = ""
    implements_id: int | None = None
    declares: int | None = None
    year: int | None = None


def add_decision(change: Change, facts: DecisionFacts) -> Decision:
    """Enter a decision; Duplicate where the number is there for that day, SecretDocument for a marked one."""
    refuse_secret(f"{facts.number}\n{facts.title}", facts.number)
    number = numbers.parse(facts.number)
    if not number.key:
        raise errors.BadField(field=N_("number"), value=facts.number, why=N_("it has no letter or digit"))
    same = select(Decision).where(Decision.key == number.key, Decision.issued_on == facts.issued_on)
    if change.session.exec(same).first():
        raise errors.Duplicate(thing="decision", value=number.text, command=f"tuphap decision show {number.text}")
    if facts.declares is not None and facts.declares < 1:
        raise errors.BadField(field="--declares", value=facts.declares, why=N_("it must be at least 1"))
    row = Decision(
        number=number.text,
        key=number.key,
        issued_on=facts.issued_on,
        issuer=clean(facts.issuer),
        title=clean(facts.title),
        year=facts.year or facts.issued_on.year,
        implements_id=facts.implements_id,
        declares=facts.declares,
    )
    _save(change.session, row)
    return row


def refuse_secret(text: str, where: str) -> None:
    """SecretDocument where ``text`` bears a marking of State secrecy."""
    mark = secrecy.marking(text)
    if mark:
        raise errors.SecretDocument(where=where, marking=mark)


def edit_decision(change: Change, decision_id: int, values: Values) -> Decision:
    """Set columns of a decision; a moved date of issue moves the assignment of its tasks with it."""
    row = change.session.get_one(Decision, decision_id)
    refuse_secret(str(values.get("title") or ""), row.number)
    moved = values.get("issued_on")
    if isinstance(moved, date) and moved != row.issued_on:
        for task in change.session.exec(select(Task).where(Task.decision_id == decision_id)):
            if task.assigned_on == row.issued_on:
                task.assigned_on = moved
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    _save(change.session, row)
    return row


def withdraw_decision(change: Change, decision_id: int, ground: ledger.Ground) -> int:
    """Withdraw a decision: its open tasks are cancelled by the same document; returns how many."""
    row = change.session.get_one(Decision, decision_id)
    if row.withdrawn_on is not None:
        raise errors.AlreadyWithdrawn(number=row.number, day=row.withdrawn_on)
    row.withdrawn_on, row.withdrawn_by = ground.day, ground.document
    row.version += 1
    _save(change.session, row)
    still_open = select(Task.id).where(
        Task.decision_id == decision_id, col(Task.done_on).is_(None), col(Task.cancelled_on).is_(None)
    )
    tasks = [task for task in change.session.exec(still_open) if task is not None]
    for task in tasks:
        ledger.halt(change, task, "cancel", ground)
    return len(tasks)


# -- units ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of a unit."""

    code: str
    name: str
    kind: str = "division"
    parent_id: int | None = None
    email: str = ""
    aliases: Sequence[str] = ()
    valid_from: date | None = None


def add_unit(change: Change, facts: UnitFacts) -> Unit:
    """Enter a unit with its other names; Duplicate where code, name or alias is taken."""
    code, name = clean(facts.code).upper().replace(" ", "-"), clean(facts.name)
    if not code or not name:
        raise errors.BadField(field=N_("unit"), value=facts.code, why=N_("a unit needs a code and a name"))
    if change.session.exec(select(Unit).where(Unit.code == code)).first():
        raise errors.Duplicate(thing="unit", value=code, command="tuphap unit list")
    for other in change.session.exec(select(Unit)):
        if fold(other.name) == fold(name):
            raise errors.Duplicate(thing="unit", value=name, command=f"tuphap unit show {other.code}")
    row = Unit(
        code=code,
        name=name,
        kind=facts.kind,
        parent_id=facts.parent_id,
        email=clean(facts.email),
        valid_from=facts.valid_from,
    )
    _save(change.session, row)
    add_aliases(change, _key(row), facts.aliases)
    return row


def add_aliases(change: Change, unit_id: int, aliases: Sequence[str]) -> None:
    """Give a unit other names; one that it has already is passed over, one of another unit is a Duplicate."""
    for alias in map(clean, aliases):
        if not alias:
            continue
        taken = change.session.exec(select(UnitAlias).where(UnitAlias.key == fold(alias))).first()
        if taken is None:
            _save(change.session, UnitAlias(unit_id=unit_id, alias=alias, key=fold(alias)))
        elif taken.unit_id != unit_id:
            raise errors.Duplicate(thing="unit", value=alias, command="tuphap unit list")


def edit_unit(change: Change, unit_id: int, values: Values) -> Unit:
    """Set columns of a unit; an old name stays as an alias, and its tasks are found under the new one."""
    row = change.session.get_one(Unit, unit_id)
    renamed = values.get("name") not in (None, row.name)
    if renamed:
        add_aliases(change, unit_id, [row.name])
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    _save(change.session, row)
    if renamed:
        for task in change.session.exec(select(Task).where(Task.lead_unit_id == unit_id)).all():
            _save(change.session, _with_shadow(change.session, task))
    return row


def transfer(change: Change, from_id: int, to_id: int, ground: ledger.Ground) -> int:
    """Hand the open tasks of a unit to another by a document; returns how many. The deadlines stay."""
    _save(
        change.session,
        UnitSuccession(from_id=from_id, to_id=to_id, on_day=ground.day, document=ground.document),
    )
    tasks = open_tasks(change.session, from_id)
    for task in tasks:
        ledger.assign(change, task, to_id, ground.day, document=ground.document, note=ground.reason)
    return len(tasks)


def open_tasks(session: Session, unit_id: int) -> list[int]:
    """The numbers of the tasks that a unit leads and that are neither done nor cancelled."""
    wanted = select(Task.id).where(
        Task.lead_unit_id == unit_id, col(Task.done_on).is_(None), col(Task.cancelled_on).is_(None)
    )
    return [task for task in session.exec(wanted) if task is not None]


def close_unit(change: Change, unit_id: int, day: date) -> Unit:
    """End a unit's validity on ``day``; StillInUse while it leads open tasks."""
    left = open_tasks(change.session, unit_id)
    row = change.session.get_one(Unit, unit_id)
    if left:
        advice = f"tuphap unit transfer {row.code} --to UNIT --by DOCUMENT --reason …"
        raise errors.StillInUse(thing="unit", value=row.code, count=len(left), advice=advice)
    return edit_unit(change, unit_id, {"valid_to": day})


# -- groups and tasks ----------------------------------------------------------------------------------------


def add_group(
    change: Change, decision_id: int, label: str, title: str, position: int, parent_id: int | None
) -> TaskGroup:
    """Enter a heading of a decision's programme."""
    row = TaskGroup(
        decision_id=decision_id, label=clean(label), title=clean(title), position=position, parent_id=parent_id
    )
    _save(change.session, row)
    return row


@dataclass(frozen=True, slots=True)
class TaskFacts:
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


def add_task(change: Change, facts: TaskFacts) -> Task:
    """Enter a task with its deadlines and supporting units."""
    session = change.session
    items = [row[0] for row in change.connection.execute(sql.ITEM_NUMBERS, (facts.decision_id,))]
    item = clean(facts.item) or next(str(n) for n in range(1, len(items) + 2) if str(n) not in items)
    if item in items:
        raise errors.Duplicate(thing="task", value=item, command="tuphap task list")
    if not clean(facts.title):
        raise errors.BadField(field=N_("title"), value=facts.title, why=N_("a task needs words"))
    row = Task(
        decision_id=facts.decision_id,
        group_id=facts.group_id,
        item=item,
        position=facts.position or len(items) + 1,
        title=facts.title,
        kind=facts.kind.value,
        product=facts.product,
        lead_unit_id=facts.lead_unit_id,
        assigned_on=facts.assigned_on,
        note=facts.note,
        extra=facts.extra,
        printed=facts.printed,
    )
    _save(session, _with_shadow(session, row))
    set_supports(change, _key(row), facts.supports)
    set_deadline(change, row, facts.deadline_text, facts.reading or Reading("", DeadlineKind.NONE, sure=True))
    return row


def edit_task(change: Change, task_id: int, values: Values) -> Task:
    """Set columns of a task."""
    row = change.session.get_one(Task, task_id)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    _save(change.session, _with_shadow(change.session, row))
    return row


def set_supports(change: Change, task_id: int, units: Sequence[int]) -> None:
    """Make ``units`` the supporting units of a task, in that order."""
    wanted = list(dict.fromkeys(units))
    present = change.session.exec(select(TaskSupport).where(TaskSupport.task_id == task_id)).all()
    if [p.unit_id for p in sorted(present, key=lambda p: p.position)] == wanted:
        return
    for old in present:
        change.session.delete(old)
    change.session.flush()
    for position, unit in enumerate(wanted, start=1):
        change.session.add(TaskSupport(task_id=task_id, unit_id=unit, position=position))
    change.session.flush()


def set_deadline(change: Change, task: Task, text: str, reading: Reading) -> None:
    """Keep the deadline's words as printed and make the deadlines that were surely read from them.

    Deadlines that stand are changed in place, so that what was recorded on them stays theirs.
    """
    task.deadline_text, task.deadline_kind = text, reading.kind.value
    task.deadline_sure, task.deadline_rule = reading.sure, reading.rule
    _save(change.session, task)
    present = list(
        change.session.exec(select(Deadline).where(Deadline.task_id == _key(task)).order_by(col(Deadline.due)))
    )
    dates = reading.dates(task.assigned_on)
    for index, due in enumerate(dates):
        name = due.isoformat() if len(dates) > 1 else ""
        start = reading.start if index == 0 else None
        if index < len(present):
            row = present[index]
            row.occurrence, row.due, row.start = name, due, start
        else:
            row = Deadline(task_id=_key(task), occurrence=name, due=due, start=start)
        change.session.add(row)
    for extra in present[len(dates) :]:
        change.session.delete(extra)
    change.session.flush()
    ledger.refresh(change, _key(task))


def _with_shadow(session: Session, task: Task) -> Task:
    unit = session.get(Unit, task.lead_unit_id) if task.lead_unit_id else None
    group = session.get(TaskGroup, task.group_id) if task.group_id else None
    decision = session.get(Decision, task.decision_id)
    task.shadow = shadow(
        [
            task.title,
            task.product,
            task.item,
            group.title if group else "",
            f"{unit.code} {unit.name}" if unit else "",
            decision.number if decision else "",
        ]
    )
    return task
