"""What the journal's changes are called in the office: columns, values, and one sentence per row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..domain import journal
from ..domain.journal import RowChange, Scalar
from ..domain.model import N_, DeadlineKind, TaskKind, UnitKind, vn_date
from ..domain.periods import Period, PeriodKind
from ..i18n import _
from ..store.read import row_names
from . import labels, rules
from .office_words import act, table_word
from .period_words import period_name

_ENTRIES = {
    "start": N_("started"),
    "progress": N_("progress"),
    "done": N_("done"),
    "reopen": N_("reopened"),
    "suspend": N_("suspended"),
    "cancel": N_("cancelled"),
    "resume": N_("resumed"),
    "assign": N_("handed over"),
    "void": N_("taken back"),
}

# What nobody reads: ids, what follows from other columns, and what only the program compares.
_HIDDEN = {
    "id",
    "key",
    "shadow",
    "version",
    "material",
    "journal_seq",
    "due_now",
    "done_on",
    "entries",
    "last_on",
    "suspended_on",
    "cancelled_on",
}
# These follow from the ledger in some tables and are facts in others.
_CACHED = {("task", "percent"), ("task", "deadline_id"), ("deadline", "percent")}

_UNIT_COLUMNS = {"unit_id", "lead_unit_id", "from_unit_id", "to_unit_id", "from_id", "to_id"}
_BESIDE = {"unit_name", "period_text"}
_DAY_LENGTH = 10
_LONGEST = 60


class Cell(NamedTuple):
    """One column of a changed row: what it was and what it became, None where the row was not there."""

    column: str
    before: Scalar
    after: Scalar


def cells(change: RowChange) -> list[Cell]:
    """The columns of a changed row that say something, as they are in the register."""
    before, after = change.before or {}, change.after or {}
    shown = [name for name in {**before, **after} if name not in _HIDDEN and (change.table, name) not in _CACHED]
    found = [Cell(name, before.get(name), after.get(name)) for name in shown]
    found = [cell for cell in found if cell.before != cell.after]  # a row may be named by columns that stay
    return [cell for cell in found if cell.before not in (None, "", "{}") or cell.after not in (None, "", "{}")]


def told_changes(changes: Iterable[RowChange]) -> list[RowChange]:
    """What there is to tell of ``changes``: each row once, those left out of which only hidden columns changed."""
    rows = journal.net(changes).values()
    return [change for change in rows if act(change) != "changed" or cells(change)]


class Words:
    """Speaks of rows by the names that they have in the register now, or had in the changes at hand."""

    def __init__(self, connection: sqlite3.Connection, changes: Iterable[RowChange] = ()) -> None:
        self._connection = connection
        self._changes = list(changes)

    def _names(self, table: str, column: str) -> dict[int, str]:
        known = {c.row: str(c.values[column]) for c in self._changes if c.table == table and column in c.values}
        return known | row_names.column_by_id(self._connection, table, column)

    @cached_property
    def _units(self) -> dict[int, str]:
        return self._names("unit", "code")

    @cached_property
    def _decisions(self) -> dict[int, str]:
        return self._names("decision", "number")

    @cached_property
    def _groups(self) -> dict[int, str]:
        return self._names("task_group", "title")

    @cached_property
    def _dues(self) -> dict[int, str]:
        return self._names("deadline", "due")

    @cached_property
    def _letters(self) -> dict[int, str]:
        return self._names("urging_letter", "number")

    @cached_property
    def _tasks(self) -> dict[int, str]:
        found = row_names.items_by_task(self._connection)
        for c in self._changes:
            if c.table == "task" and c.row not in found and {"decision_id", "item"} <= c.values.keys():
                found[c.row] = (int(c.values["decision_id"] or 0), str(c.values["item"]))
        return {
            task: f"{task} ({self._decisions.get(decision, '?')}:{item})" for task, (decision, item) in found.items()
        }

    def value(self, table: str, column: str, value: Scalar) -> str:
        """A value as it is read aloud; "–" for none."""
        if value is None or value == "":
            return "–"
        if isinstance(value, int):
            return self._number(table, column, value)
        text = str(value)
        if table == "progress" and column == "kind":
            return _(_ENTRIES.get(text, text))
        if column in {"kind", "deadline_kind"}:
            return _kind(table, column, text)
        if column == "deadline_rule":
            return rules.sentence(text)
        return _day(text) or (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")

    def _number(self, table: str, column: str, value: int) -> str:
        names: dict[int, str] | None = None
        if column in _UNIT_COLUMNS or (table, column) == ("unit", "parent_id"):
            names = self._units
        elif column in {"decision_id", "implements_id"}:
            names = self._decisions
        elif column in {"group_id", "parent_id"}:
            names = self._groups
        elif column == "task_id":
            names = self._tasks
        elif column == "letter_id":
            names = self._letters
        elif column == "deadline_id":
            names = self._dues
        if names is not None:
            return _day(names.get(value, "")) or names.get(value, f"#{value}")
        if column == "voids_id":
            return self._entry(table, value) or f"#{value}"
        if column in {"worked", "deadline_sure"}:
            return _("yes") if value else _("no")
        return f"{value}%" if column == "percent" else str(value)

    def row(self, change: RowChange) -> str:
        """Which row it is: "task 17 (25/QĐ-STP:I.1)", "ledger entry of 28/06/2021 on task 17 …"."""
        word, values = table_word(change.table), change.values
        if change.table == "task":
            return f"{word} {self._tasks.get(change.row, change.row)}"
        if change.table in {"progress", "extension"}:
            return self._of_ledger(change.table, values)
        names = self._names_of(change.table)
        if names is not None:
            return f"{word} {names.get(change.row, change.row)}"
        return f"{word} {self._known_by(change)}"

    def _names_of(self, table: str) -> dict[int, str] | None:
        """What the rows of a table are called by, where it is a single column."""
        if table == "unit":
            return self._units
        if table == "decision":
            return self._decisions
        if table == "task_group":
            return self._groups
        if table in {"office", "own_setting"}:
            return self._names(table, "name")
        return self._letters if table == "urging_letter" else None

    def _of_ledger(self, table: str, values: Mapping[str, Scalar]) -> str:
        word, kind = table_word(table), ""
        if table == "progress":
            kind = self.value("progress", "kind", values["kind"])
        day = values.get("on_day") or values.get("decided_on")
        task = self.value("progress", "task_id", values["task_id"])
        text = _("{what} of {day}, task {task}")
        return text.format(what=f"{word} “{kind}”" if kind else word, day=_day(str(day)), task=task)

    def _entry(self, table: str, row: int) -> str:
        """An entry that another takes back, as it is in the ledger; "" for one that is there no more."""
        found = row_names.whole_row(self._connection, table, row)
        return self._of_ledger(table, found) if found else ""

    def taken_back(self, change: RowChange) -> str:
        """The entry that a row of the ledger takes back."""
        voided = change.values.get("voids_id")
        return (self._entry(change.table, voided) if isinstance(voided, int) else "") or self.row(change)

    def _known_by(self, change: RowChange) -> str:
        """The columns by which a row of the smaller tables is known."""
        values = change.values
        if change.table in _BESIDE:  # a change of them names the changed columns only
            values = row_names.whole_row(self._connection, change.table, change.row) | values
        known = ("task_id", "unit_id", "from_id", "to_id", "due", "alias", "changed_on", "day", "what")
        said = [name for name in known if values.get(name) is not None]
        if change.table == "deadline" and "due" not in values:
            return self.value("", "deadline_id", change.row)
        if change.table == "obstacle" and "what" not in values:
            return str(change.row)
        if {"kind", "number", "year"} <= values.keys():
            period = Period(PeriodKind(str(values["kind"])), int(values["number"] or 0), int(values["year"] or 0))
            unit = self._units.get(int(values["unit_id"] or 0), "") if change.table == "filing" else ""
            return " ".join(filter(None, (unit, period_name(period))))
        return ", ".join(self.value(change.table, name, values[name]) for name in said[:2]) or str(change.row)


def _day(text: str) -> str:
    if len(text) != _DAY_LENGTH:
        return ""
    try:
        return vn_date(date.fromisoformat(text))
    except ValueError:
        return ""


def _kind(table: str, column: str, text: str) -> str:
    if column == "deadline_kind" and text in set(DeadlineKind):
        return labels.deadline_kind(DeadlineKind(text))
    if table == "task" and text in set(TaskKind):
        return labels.task_kind(TaskKind(text))
    if table == "unit" and text in set(UnitKind):
        return labels.unit_kind(text)
    return text
