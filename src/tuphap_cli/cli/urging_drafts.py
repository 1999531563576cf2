"""From what is asked for to the letters that urge: which units, what is overdue there, on what ground, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import errors, settings
from ..domain import numbers
from ..domain.model import N_, vn_date
from ..domain.workdays import NotCertain
from ..i18n import _, ngettext, show
from ..store.read import entries, names, queries
from ..store.read.filters import Filters
from ..text import sort_key
from . import typed

if TYPE_CHECKING:
    import sqlite3

    from ..reports.letter import Signing
    from ..reports.urging_letter import UrgingDraft
    from ..store.read.queries import TaskRow

_ORDINAL = re.compile(r"(\d+)(\D.*)")


@dataclass(frozen=True, slots=True)
class UrgingWish:
    """What was asked for. ``units`` are as they were typed, () means all; ``one`` letter to all of them, or one each.

    ``day`` is that of the figures, and of signing where it is already known (``dated``). ``answer_by`` None: by the
    setting.
    """

    units: tuple[str, ...]
    one: bool
    number: str
    day: date
    dated: bool
    signed_by: Signing
    answer_by: date | None


def drafts_of(connection: sqlite3.Connection, wish: UrgingWish) -> tuple[list[UrgingDraft], list[str]]:
    """The letters that are wished for, and what a person should look at again."""
    by_unit, warnings = _overdue(connection, wish)
    groups = [list(by_unit)] if wish.one and by_unit else [[unit] for unit in by_unit]
    answer_by, doubts = _answer_by(connection, wish)
    if groups:
        warnings += doubts
        warnings += [show(odd)] if wish.number and (odd := numbers.parse_number(wish.number).odd) else []
    given = _numbered(wish.number, len(groups))
    made = [
        _draft(connection, wish, number, answer_by, [row for unit in group for row in by_unit[unit]])
        for number, group in zip(given, groups, strict=True)
    ]
    return made, warnings


def _overdue(connection: sqlite3.Connection, wish: UrgingWish) -> tuple[dict[str, list[TaskRow]], list[str]]:
    """The overdue deadlines by unit, the units in the order of their names, and what is left out."""
    found: dict[str, list[TaskRow]] = {}
    if wish.units:
        units = {unit.id: unit for unit in (names.find_unit(connection, text) for text in wish.units)}
        warnings = []
        for unit in units.values():
            rows = list(queries.overdue_rows(connection, wish.day, Filters(units=(unit.id,))))
            if rows:
                found[unit.code] = rows
            else:
                text = _("{unit}: nothing is overdue on {day}, no letter.")
                warnings.append(text.format(unit=unit.name_on(wish.day), day=vn_date(wish.day)))
        return found, warnings
    for row in queries.overdue_rows(connection, wish.day):
        found.setdefault(row.unit, []).append(row)
    nobody = len({row.task for row in found.pop("", [])})
    warnings = []
    if nobody:
        text = ngettext("{n} overdue task has no lead unit.", "{n} overdue tasks have no lead unit.", nobody)
        warnings.append(" ".join((text, _("See: tuphap missed"))))
    for code in [code for code, rows in found.items() if _ended(rows[0], wish.day)]:
        text = _("{unit} does not exist any more: hand its tasks over first (tuphap unit transfer).")
        warnings.append(text.format(unit=found.pop(code)[0].unit_name))
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1][0].unit_name))), warnings


def _ended(row: TaskRow, day: date) -> bool:
    return row.unit_ended is not None and row.unit_ended <= day


def _draft(
    connection: sqlite3.Connection, wish: UrgingWish, number: str, answer_by: date, rows: Sequence[TaskRow]
) -> UrgingDraft:
    from ..reports.letter import official_letter
    from ..reports.urging_letter import UrgingDraft, subject
    from ..store.read.urging_letters import urgings

    plans = {row.decision_id for row in rows}
    tasks = {row.task for row in rows}
    units = tuple(dict.fromkeys(row.unit_name for row in rows))
    signed_on = wish.day if wish.dated else None
    return UrgingDraft(
        number=number,
        signed_on=signed_on,
        as_of=wish.day,
        answer_by=answer_by,
        units=units,
        rows=tuple(rows),
        grounds=tuple(plan for plan in entries.decision_rows(connection) if plan.id in plans),
        earlier=tuple(one for one in urgings(connection, wish.day) if one.task in tasks and one.overdue),
        frame=official_letter(number, signed_on, wish.signed_by, units, subject()),
    )


def _answer_by(connection: sqlite3.Connection, wish: UrgingWish) -> tuple[date, list[str]]:
    """The day by which to answer, and what of the calendar is not certain about it."""
    from ..store.write import days_off

    if wish.answer_by is not None:
        return wish.answer_by, []
    try:
        return days_off.workday(connection)(wish.day, settings.number("answer_days")), []
    except NotCertain as doubt:
        return doubt.end, [f"{show(remark)}." for remark in doubt.notes]


def whole_number(number: str) -> str:
    """The number as it is typed, with its sign.

    Raises:
        BadField: it has none, and the settings neither
    """
    text = typed.document(number)
    if not text.isdecimal():
        return text
    sign = settings.text("letter_sign")
    if not sign:
        why = N_("give it with its sign (51/STP-VP), or enter that once: tuphap settings letter_sign STP-VP")
        raise errors.BadField(field="--number", value=number, why=why)
    return f"{text.zfill(2)}/{sign}"


def _numbered(first: str, count: int) -> list[str]:
    """The numbers of ``count`` letters that begin with ``first``; BadField where it cannot be counted on."""
    if count == 1 or not first:
        return [first] * count
    found = _ORDINAL.fullmatch(first)
    if not found:
        why = N_("several letters are numbered on from the first, which has to begin with a figure")
        raise errors.BadField(field="--number", value=first, why=why)
    return [f"{int(found[1]) + more:0{len(found[1])}d}{found[2]}" for more in range(count)]
