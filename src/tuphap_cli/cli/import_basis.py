"""What an import rests on: the decision that the annex belongs to, and what of the register its reading needs."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .. import errors
from ..i18n import _
from . import typed

if TYPE_CHECKING:
    from ..domain.draft import KnownUnit, PlanDraft
    from ..domain.workdays import SpecialDay
    from ..intake.clerk_lists.unitlist import ListedUnit
    from ..store.read.entries import DecisionRow
    from ..store.tables import Decision
    from ..store.write.change import Change


class TypedDecision(NamedTuple):
    """What was typed of the decision that the annex belongs to."""

    number: str
    issued: str
    issuer: str
    title: str
    implements: str
    declares: int | None
    year: int | None
    units: tuple[ListedUnit, ...] = ()  # to be entered first


class ImportBasis(NamedTuple):
    """What of the register the reading of a file rests on; where it has changed, the file is read again."""

    known: tuple[KnownUnit, ...]
    decision: int | None
    day: date | None
    year: int | None
    days_off: tuple[SpecialDay, ...]


def basis_of(connection: sqlite3.Connection, wanted: TypedDecision) -> ImportBasis:
    from ..domain.draft import KnownUnit
    from ..store.read import entries
    from ..store.write import days_off, records

    rows = entries.unit_rows(connection)
    there = {row.code for row in rows}
    listed = ((records.plain_code(unit.code), unit) for unit in wanted.units)
    known = (
        *(KnownUnit(row.code, row.name, row.aliases, row.kind) for row in rows),
        *(KnownUnit(code, unit.name, unit.aliases, unit.kind) for code, unit in listed if code not in there),
    )
    own = tuple(days_off.clerks_days(connection, date.min, date.max))
    decision = _existing(connection, wanted.number, wanted.issued)
    if decision is None:
        return ImportBasis(known, None, typed.optional_day(wanted.issued), None, own)
    return ImportBasis(known, decision.id, decision.issued_on, decision.year, own)


def _existing(connection: sqlite3.Connection, number: str, issued: str) -> DecisionRow | None:
    """The decision that the annex belongs to, where it has been entered."""
    from ..domain import numbers
    from ..store.read import entries, names

    wanted = numbers.reference(number)
    day = typed.optional_day(issued)
    rows = [
        row
        for row in entries.decision_rows(connection)
        if row.key == wanted.number.key and wanted.fits(row.issued_on)
    ]
    if day is not None:
        same_year = [row for row in rows if row.issued_on.year == day.year]
        rows = [row for row in same_year if row.issued_on == day]
        if same_year and not rows:
            raise errors.OtherDay(number=same_year[0].number, day=same_year[0].issued_on, other=day)
    if len(rows) > 1:
        raise names.ambiguous(rows)
    return rows[0] if rows else None


def decision_of(change: Change, wanted: TypedDecision, basis: ImportBasis, draft: PlanDraft) -> Decision:
    """The decision that the annex belongs to, entered where it is not there yet."""
    from ..domain import numbers
    from ..store.tables import Decision
    from ..store.write import records

    if basis.decision is not None:
        return change.session.get_one(Decision, basis.decision)
    return records.add_decision(
        change,
        records.DecisionFacts(
            numbers.reference(wanted.number).number.text,
            basis.day or draft.issued_on or _undated(),
            wanted.issuer or draft.issuer or "",
            wanted.title or draft.title or "",
            _above(change, wanted.implements),
            wanted.declares,
            wanted.year,
        ),
    )


def _undated() -> date:
    raise errors.BadField(field="--issued", value="", why=_("the file does not say when it was issued"))


def _above(change: Change, number: str) -> int | None:
    from ..store.read import names

    return names.decision(change.connection, number).id if number else None
