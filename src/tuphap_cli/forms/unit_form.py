"""What the form of a unit holds: its open tasks as they stand, and the key by which it is known again."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from ..domain import states
from ..domain.model import vn_date
from ..domain.periods import Window
from ..i18n import _, ngettext
from ..store.read import journalbook
from ..store.read.entries import UnitRow
from ..store.read.filters import Filters
from ..store.read.open_work import OpenWork, open_work
from ..store.read.queries import TaskRow
from ..store.write import versions
from .form_key import FormKey, KeyRow, words_sum


class FormRow(NamedTuple):
    """A task as the form shows it; ``words`` are its title and product, ``overdue`` the days late."""

    task: int
    place: str
    words: str
    occurrence: str
    due: date | None
    overdue: int
    recorded: str


class UnitForm(NamedTuple):
    """The form of a unit for a period. ``send_by`` is the last day in time; ``office`` who collects it."""

    unit: str
    unit_name: str
    covered: Window
    made_on: date
    send_by: date
    office: str
    rows: tuple[FormRow, ...]
    key: FormKey


def form_of(
    connection: sqlite3.Connection, unit: UnitRow, covered: Window, today: date, *, send_by: date, office: str = ""
) -> UnitForm:
    """The form of ``unit`` as its tasks stand on ``today``: what is open and due by the period's end, or next."""
    assert covered.period is not None, "days chosen freely are no period of a report"
    version = versions.version_of(connection, "task")
    found = list(open_work(connection, today, covered.end, Filters(units=(unit.id,))))
    rows = tuple(_form_row(work, today) for work in found)
    book = journalbook.ends(connection)
    key = FormKey(
        book.origin,
        unit.code,
        covered.scheme.name,
        covered.period,
        today,
        book.seq,
        tuple(KeyRow(row.task, row.occurrence, version[row.task], words_sum(row.words)) for row in rows),
    )
    name = unit.name_on(today)
    return UnitForm(unit.code, name, covered, today, send_by, office, rows, key)


def _form_row(work: OpenWork, today: date) -> FormRow:
    row, occurrence = work
    words = row.title
    if row.product:
        words += "\n" + _("Product: {product}").format(product=row.product)
    late = states.days_late(row.due, today) if row.due else 0
    place = ", ".join(filter(None, (row.decision, row.item)))
    return FormRow(row.task, place, words, occurrence, row.due, late, _recorded(row))


def _recorded(row: TaskRow) -> str:
    """What the register holds of the work so far."""
    if row.last_on is None:
        return _("nothing yet")
    return _("{percent} on {day}").format(percent=f"{row.percent}%", day=vn_date(row.last_on))


def due_words(row: FormRow) -> str:
    """The due day with the days late, in words too, since colour alone says nothing on paper."""
    if row.due is None:
        return "–"
    late = ngettext("{n} day late", "{n} days late", row.overdue)
    return vn_date(row.due) + (f"\n{late}" if row.overdue else "")
