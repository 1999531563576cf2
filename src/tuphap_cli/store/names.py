"""Finding what people name: decisions by number, tasks by number or item, units by code, name or alias."""

from __future__ import annotations

import sqlite3

from ..domain import numbers
from ..errors import AmbiguousDecision, NotFound
from ..text import fold
from . import queries, sql
from .queries import DecisionRow, UnitRow


def _suggestion(wanted: str, known: list[str]) -> str:
    """The nearest known names, as part of a sentence; "" where nothing is near."""
    import difflib

    by_fold = {fold(name): name for name in known}
    near = difflib.get_close_matches(fold(wanted), by_fold, n=3, cutoff=0.6)
    return f" ≈ {', '.join(by_fold[name] for name in near)}?" if near else ""


def decision(connection: sqlite3.Connection, text: str) -> DecisionRow:
    """The decision that ``text`` names ("25/QĐ-STP", with "@2021" where the number exists in several years)."""
    wanted = numbers.reference(text)
    rows = queries.decisions(connection)
    found = [r for r in rows if r.key == wanted.number.key]
    if wanted.year is not None:
        found = [r for r in found if r.issued_on.year == wanted.year]
    if not found:
        nearest = _suggestion(wanted.number.text, [r.number for r in rows])
        raise NotFound(thing="decision", value=text, nearest=nearest, command="tuphap decision list")
    if len(found) > 1:
        years = ", ".join(str(r.issued_on.year) for r in found)
        raise AmbiguousDecision(
            number=found[0].number, years=years, example=f"{found[0].number}@{found[-1].issued_on.year}"
        )
    return found[0]


def task(connection: sqlite3.Connection, text: str) -> int:
    """The number of the task that ``text`` names: "17", or "25/QĐ-STP:II.3"."""
    wanted = text.strip().lstrip("#")
    if wanted.isdecimal():
        if connection.execute("SELECT 1 FROM task WHERE id = ?", (int(wanted),)).fetchone():
            return int(wanted)
        raise NotFound(thing="task", value=text, nearest="", command="tuphap task list")
    reference = numbers.reference(wanted)
    if reference.item is None:
        raise NotFound(thing="task", value=text, nearest="", command="tuphap task list")
    owner = decision(connection, wanted.partition(":")[0])
    row = connection.execute(sql.TASK_BY_ITEM, (owner.id, reference.item)).fetchone()
    if row is None:
        items = [r[0] for r in connection.execute(sql.ITEM_NUMBERS, (owner.id,))]
        nearest = _suggestion(reference.item, items)
        raise NotFound(
            thing="task", value=text, nearest=nearest, command=f"tuphap task list --decision {owner.number}"
        )
    return int(row[0])


def unit(connection: sqlite3.Connection, text: str) -> UnitRow:
    """The unit that ``text`` names by code, name or alias, marks and case aside."""
    rows = queries.units(connection)
    wanted = fold(text)
    for row in rows:
        if wanted in {fold(row.code), fold(row.name)} or wanted in map(fold, row.aliases):
            return row
    known = [row.code for row in rows] + [row.name for row in rows]
    raise NotFound(thing="unit", value=text, nearest=_suggestion(text, known), command="tuphap unit list")
