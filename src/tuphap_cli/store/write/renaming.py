"""Renaming a unit from a day on, by a document: former names stay with their days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import col, select

from ... import errors
from ...domain.former_names import FormerName, name_on
from ...domain.model import N_, note
from ...text import clean
from ..tables import Unit, UnitName
from .change import Change
from .records import add_aliases, edit_unit, refuse_name_taken
from .secret import refuse_secret_document
from .tasks import save


class Renamed(NamedTuple):
    """The name that a unit bore before, and from which day on it bears yet another one (None: it still has the
    new one)."""

    before: str
    until: date | None


def rename_unit(change: Change, unit_id: int, name: str, day: date, document: str) -> Renamed:
    """Let a unit bear ``name`` from ``day`` on, until the next change that is recorded, whichever was entered first.

    A change of that day that is there already is corrected. Every name stays an alias.

    Raises:
        BadField: the unit has ended by then, or had not begun
        Duplicate: another unit goes by that name
        AlreadyNamed: the unit bears it already on the day before, or from a later change on
    """
    refuse_secret_document(document, document)
    wanted, row = clean(name), change.session.get_one(Unit, unit_id)
    rows = list(
        change.session.exec(select(UnitName).where(UnitName.unit_id == unit_id).order_by(col(UnitName.changed_on)))
    )
    former = [FormerName(one.name, one.changed_on, one.document) for one in rows]
    _refuse_outside(row, day)
    refuse_name_taken(change, unit_id, wanted)
    before = name_on(row.name, former, day - timedelta(days=1))
    following = next((one for one in rows if one.changed_on > day), None)
    same_day = next((one for one in rows if one.changed_on == day), None)
    _refuse_borne(row, former, wanted, day, document)
    if same_day is not None:
        same_day.document = document
        save(change.session, same_day)
    else:
        save(change.session, UnitName(unit_id=unit_id, name=before, changed_on=day, document=document))
    if following is None:
        edit_unit(change, unit_id, {"name": wanted})
    else:
        following.name = wanted
        save(change.session, following)
    add_aliases(change, unit_id, [one for one in (before, wanted) if one != row.name])
    return Renamed(before, following.changed_on if following else None)


def _refuse_outside(row: Unit, day: date) -> None:
    if row.valid_to is not None and day > row.valid_to:
        why = note(N_("the unit {code} ended on {day}"), code=row.code, day=row.valid_to)
        raise errors.BadField(field="--on", value=day, why=why)
    if row.valid_from is not None and day <= row.valid_from:
        why = note(N_("the unit {code} began on {day} under its first name"), code=row.code, day=row.valid_from)
        raise errors.BadField(field="--on", value=day, why=why)


def _refuse_borne(row: Unit, former: list[FormerName], wanted: str, day: date, document: str) -> None:
    """Refuse a name that the unit bears next to ``day`` anyway."""
    eve = day - timedelta(days=1)
    changed = {one.changed_on: one for one in former}
    if name_on(row.name, former, eve) == wanted:
        since = max((one for one in changed if one < day), default=None)
    elif day in changed and (changed[day].document, name_on(row.name, former, day)) == (document, wanted):
        since = day
    else:
        since = min((one for one in changed if one > day), default=None)
        if since is None or name_on(row.name, former, since) != wanted:
            return
    words = note(N_("from {day} on"), day=since) if since else note(N_("no earlier name of it is recorded"))
    raise errors.AlreadyNamed(code=row.code, name=wanted, since=words)
