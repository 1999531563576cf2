"""Finding what people name: decisions by number, tasks by number or item, units by code, name or alias."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ...domain import numbers
from ...domain.model import N_, Note, note
from ...errors import AmbiguousDecision, NotFound
from ...text import fold, shadow
from . import entries, sql
from .entries import DecisionRow, UnitRow

_LONGEST_NUMBER = 18  # digits that SQLite's integers surely hold


def _suggestion(wanted: str, known: list[str]) -> Note | str:
    """The nearest known names, as part of a sentence; "" where nothing is near."""
    import difflib

    by_fold = {fold(name): name for name in known}
    near = difflib.get_close_matches(fold(wanted), by_fold, n=3, cutoff=0.6)
    return note(N_(" Perhaps {near}?"), near=", ".join(by_fold[name] for name in near)) if near else ""


def decision(connection: sqlite3.Connection, text: str) -> DecisionRow:
    """The decision that ``text`` names: "25/QĐ-STP", with "@2021" or "@2021-02-26" where there are several."""
    wanted = numbers.reference(text)
    rows = entries.decision_rows(connection)
    found = [r for r in rows if r.key == wanted.number.key and wanted.fits(r.issued_on)]
    if not found:
        nearest = _suggestion(wanted.number.text, [r.number for r in rows])
        raise NotFound(thing=N_("decision"), value=text, nearest=nearest, command="tuphap decision list")
    if len(found) > 1:
        raise ambiguous(found)
    return found[0]


def ambiguous(found: Sequence[DecisionRow]) -> AmbiguousDecision:
    """The error for several decisions of one number, with how to name each."""
    years = [str(row.issued_on.year) for row in found]
    when = years if len(set(years)) == len(years) else [row.issued_on.isoformat() for row in found]
    number = found[-1].number
    return AmbiguousDecision(number=number, years=", ".join(when), example=f"{number}@{when[-1]}")


def task(connection: sqlite3.Connection, text: str) -> int:
    """The number of the task that ``text`` names: "17", or "25/QĐ-STP:II.3"."""
    wanted = text.strip().lstrip("#")
    if wanted.isdecimal():
        if (
            len(wanted) <= _LONGEST_NUMBER
            and connection.execute("SELECT 1 FROM task WHERE id = :task", {"task": int(wanted)}).fetchone()
        ):
            return int(wanted)
        raise NotFound(thing=N_("task"), value=text, nearest="", command="tuphap task list")
    reference = numbers.reference(wanted)
    if reference.item is None:
        raise NotFound(thing=N_("task"), value=text, nearest="", command="tuphap task list")
    owner = decision(connection, wanted.partition(":")[0])
    row = connection.execute(sql.TASK_BY_ITEM, {"decision": owner.id, "item": reference.item}).fetchone()
    if row is None:
        items = [r[0] for r in connection.execute(sql.ITEM_NUMBERS, {"decision": owner.id})]
        nearest = _suggestion(reference.item, items)
        raise NotFound(
            thing=N_("task"), value=text, nearest=nearest, command=f"tuphap task list --decision {owner.number}"
        )
    return int(row[0])


def find_unit(connection: sqlite3.Connection, text: str) -> UnitRow:
    """The unit that ``text`` names by code, name or alias, marks and case aside."""
    rows = entries.unit_rows(connection)
    wanted = fold(text)
    for row in rows:
        if wanted in {fold(row.code), fold(row.name)} or wanted in map(fold, row.aliases):
            return row
    known = [row.code for row in rows] + [row.name for row in rows]
    raise NotFound(thing=N_("unit"), value=text, nearest=_suggestion(text, known), command="tuphap unit list")


def codes(connection: sqlite3.Connection, text: str) -> frozenset[str]:
    """The codes of the unit that ``text`` names and of all below it."""
    tree = set(entries.unit_tree(connection, find_unit(connection, text).id))
    return frozenset(row.code for row in entries.unit_rows(connection) if row.id in tree)


def in_charge(connection: sqlite3.Connection, column: str, text: str) -> tuple[str, ...]:
    """The texts in ``column`` ("leader" or "officer") of tasks that ``text`` names, marks and case aside.

    Those that are the whole of it, else those in which its words are.

    Raises:
        NotFound: there is none
    """
    known = [row[0] for row in connection.execute(sql.IN_CHARGE.format(column=column))]
    wanted = shadow([text])
    whole = tuple(one for one in known if shadow([one]) == wanted)
    found = whole or tuple(one for one in known if wanted.strip() and wanted in shadow([one]))
    if not found:
        thing = N_("leader in charge") if column == "leader" else N_("officer in charge")
        raise NotFound(thing=thing, value=text, nearest=_suggestion(text, known), command="tuphap task list")
    return found


def find_group(connection: sqlite3.Connection, label: str) -> str:
    """``label`` if a group of a plan has it, else NotFound."""
    known = [
        row[0]
        for row in connection.execute("SELECT label FROM task_group GROUP BY label ORDER BY MIN(position), label")
    ]
    if label not in known:
        nearest = _suggestion(label, known)
        raise NotFound(thing=N_("group"), value=label, nearest=nearest, command="tuphap decision show NUMBER")
    return label
