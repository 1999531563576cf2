"""Entering and changing decisions and units through SQLModel, in the command's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from ... import errors
from ...domain import numbers
from ...domain.model import N_
from ...text import clean, fold
from ..read import sql
from ..tables import Decision, Task, Unit, UnitAlias
from . import documented_acts, tasks
from .change import Change
from .secret import refuse_secret_document
from .tasks import Values, key_of, save

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
    refuse_secret_document(facts.number, facts.number, facts.title)
    number = numbers.parse_number(facts.number)
    if not number.key:
        raise errors.BadField(field=N_("number"), value=facts.number, why=N_("it has no letter or digit"))
    _refuse_known(change.session, number.key, facts.issued_on, number.text)
    _refuse_declared(facts.declares)
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
    save(change.session, row)
    return row


def _refuse_known(session: Session, key: str, issued_on: date, number: str) -> None:
    if session.exec(select(Decision).where(Decision.key == key, Decision.issued_on == issued_on)).first():
        raise errors.Duplicate(thing=N_("decision"), value=number, command=f"tuphap decision show {number}")


def _refuse_declared(declares: object) -> None:
    if isinstance(declares, int) and declares < 1:
        raise errors.BadField(field="--declares", value=declares, why=N_("it must be at least 1"))


def edit_decision(change: Change, decision_id: int, values: Values) -> Decision:
    """Set columns of a decision; a moved date of issue moves the assignment of its tasks with it."""
    row = change.session.get_one(Decision, decision_id)
    refuse_secret_document(row.number, str(values.get("title") or ""))
    _refuse_declared(values.get("declares"))
    moved = values.get("issued_on")
    if isinstance(moved, date) and moved != row.issued_on:
        _refuse_known(change.session, row.key, moved, row.number)
        for task in change.session.exec(select(Task).where(Task.decision_id == decision_id).order_by(col(Task.id))):
            if task.assigned_on == row.issued_on:
                task.assigned_on = moved
    for name, value in values.items():
        setattr(row, name, value)
    save(change.session, row)
    return row


def withdraw_decision(change: Change, decision_id: int, ground: documented_acts.Ground) -> int:
    """Withdraw a decision: its open tasks are cancelled by the same document; returns how many."""
    row = change.session.get_one(Decision, decision_id)
    if row.withdrawn_on is not None:
        raise errors.AlreadyWithdrawn(number=row.number, day=row.withdrawn_on)
    row.withdrawn_on, row.withdrawn_by = ground.day, ground.document
    save(change.session, row)
    running = sql.RUNNING_TASKS.format(also="AND t.decision_id = :decision")
    tasks = [row[0] for row in change.connection.execute(running, {"decision": decision_id, "as_of": sql.LAST_DAY})]
    for task in tasks:
        documented_acts.record_halt(change, task, "cancel", ground)
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
    return add_unit_beside(change, facts, names_taken(change.session))


def add_unit_beside(change: Change, facts: UnitFacts, taken: dict[str, str]) -> Unit:
    """The same for one of many: ``taken`` is what :func:`names_taken` gave, and is kept up to date."""
    code, name = plain_code(facts.code), clean(facts.name)
    if not code or not name:
        raise errors.BadField(field=N_("unit"), value=facts.code, why=N_("a unit needs a code and a name"))
    for wanted in (code, name):
        _refuse_taken(taken, wanted)
    row = Unit(
        code=code,
        name=name,
        kind=facts.kind,
        parent_id=facts.parent_id,
        email=clean(facts.email),
        valid_from=facts.valid_from,
    )
    save(change.session, row)
    add_aliases(change, key_of(row), facts.aliases)
    taken |= {fold(wanted): code for wanted in (code, name, *map(clean, facts.aliases))}
    return row


def plain_code(typed: str) -> str:
    """A unit's code as the register holds it."""
    return clean(typed).upper().replace(" ", "-")


def add_aliases(change: Change, unit_id: int, aliases: Sequence[str]) -> None:
    """Give a unit other names; one that it has already is passed over, one of another unit is a Duplicate."""
    wanted = list(filter(None, map(clean, aliases)))
    taken = names_taken(change.session, unit_id) if wanted else {}
    for alias in wanted:
        _refuse_taken(taken, alias)
        if change.session.exec(select(UnitAlias).where(UnitAlias.key == fold(alias))).first() is None:
            save(change.session, UnitAlias(unit_id=unit_id, alias=alias, key=fold(alias)))


def names_taken(session: Session, apart_from: int | None = None) -> dict[str, str]:
    """All that units go by, folded, each with the code of the first that does; a unit may be left out."""
    also: dict[int, list[str]] = {}
    for alias in session.exec(select(UnitAlias).order_by(col(UnitAlias.id))):
        also.setdefault(alias.unit_id, []).append(alias.key)
    taken: dict[str, str] = {}
    for unit in session.exec(select(Unit).order_by(col(Unit.id))):
        if unit.id != apart_from:
            for key in (fold(unit.code), fold(unit.name), *also.get(key_of(unit), ())):
                taken.setdefault(key, unit.code)
    return taken


def _refuse_taken(taken: dict[str, str], wanted: str) -> None:
    """Duplicate where another unit already goes by ``wanted``, be it its code, its name or another name."""
    if (code := taken.get(fold(wanted))) is not None:
        raise errors.Duplicate(thing=N_("unit"), value=wanted, command=f"tuphap unit show {code}")


def refuse_name_taken(change: Change, unit_id: int, wanted: str) -> None:
    """Refuse a code or name for the unit by which another unit goes.

    Raises:
        Duplicate: another unit already goes by ``wanted``, be it its code, its name or another name
    """
    _refuse_taken(names_taken(change.session, unit_id), wanted)


def edit_unit(change: Change, unit_id: int, values: Values) -> Unit:
    """Set columns of a unit; an old name or code stays as an alias, and its tasks are found under the new one."""
    row = change.session.get_one(Unit, unit_id)
    known = {"name": row.name, "code": row.code}
    renamed = [name for name, before in known.items() if values.get(name) not in (None, before)]
    if renamed:
        for name in renamed:
            refuse_name_taken(change, unit_id, str(values[name]))
        add_aliases(change, unit_id, [known[name] for name in renamed])
    for name, value in values.items():
        setattr(row, name, value)
    save(change.session, row)
    if renamed:
        for task in change.session.exec(
            select(Task).where(Task.lead_unit_id == unit_id).order_by(col(Task.id))
        ).all():
            save(change.session, tasks.with_shadow(change.session, task))
    return row
