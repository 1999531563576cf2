"""What the journal's changes are called in the office: tables, columns, values, and one sentence per row."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..domain import journal
from ..domain.journal import RowChange, Scalar
from ..domain.model import N_, DeadlineKind, TaskKind, UnitKind, vn_date
from ..domain.periods import Period, PeriodKind
from ..i18n import _, ngettext
from . import labels
from .period_words import period_name

_TABLES = {
    "decision": N_("decision"),
    "task_group": N_("group"),
    "unit": N_("unit"),
    "unit_alias": N_("other name"),
    "unit_succession": N_("handover of a unit"),
    "task": N_("task"),
    "task_support": N_("supporting unit"),
    "deadline": N_("deadline"),
    "extension": N_("extension"),
    "progress": N_("ledger entry"),
    "obstacle": N_("obstacle"),
    "filing": N_("periodic report"),
    "closed_period": N_("closed period"),
    "day_off": N_("day of the calendar"),
}
_COLUMNS = {
    "number": N_("number"),
    "issued_on": N_("issued on"),
    "issuer": N_("issuer"),
    "title": N_("title"),
    "year": N_("year"),
    "implements_id": N_("implements"),
    "declares": N_("declared tasks"),
    "withdrawn_on": N_("withdrawn on"),
    "withdrawn_by": N_("withdrawn by"),
    "decision_id": N_("decision"),
    "parent_id": N_("above"),
    "position": N_("position"),
    "label": N_("label"),
    "code": N_("code"),
    "name": N_("name"),
    "kind": N_("kind"),
    "email": N_("e-mail"),
    "valid_from": N_("valid from"),
    "valid_to": N_("valid to"),
    "unit_id": N_("unit"),
    "alias": N_("other name"),
    "from_id": N_("from unit"),
    "to_id": N_("to unit"),
    "on_day": N_("day"),
    "document": N_("document"),
    "group_id": N_("group"),
    "item": N_("item"),
    "product": N_("product"),
    "lead_unit_id": N_("lead unit"),
    "assigned_on": N_("assigned on"),
    "deadline_text": N_("deadline in words"),
    "deadline_kind": N_("kind of deadline"),
    "deadline_sure": N_("surely read"),
    "deadline_rule": N_("rule of reading"),
    "note": N_("remark"),
    "extra": N_("other columns"),
    "printed": N_("row of the file"),
    "task_id": N_("task"),
    "occurrence": N_("occurrence"),
    "start": N_("begins"),
    "due": N_("due"),
    "deadline_id": N_("deadline"),
    "decided_on": N_("decided on"),
    "reason": N_("reason"),
    "old_due": N_("old deadline"),
    "new_due": N_("new deadline"),
    "voids_id": N_("takes back"),
    "percent": N_("percent"),
    "from_unit_id": N_("from unit"),
    "to_unit_id": N_("to unit"),
    "raised_on": N_("raised on"),
    "what": N_("obstacle"),
    "proposal": N_("proposal"),
    "resolved_on": N_("resolved on"),
    "resolution": N_("resolution"),
    "scheme": N_("rule of windows"),
    "filed_on": N_("filed on"),
    "first_day": N_("first day"),
    "last_day": N_("last day"),
    "as_of": N_("as of"),
    "closed_on": N_("closed on"),
    "head": N_("verification mark"),
    "reopened_on": N_("reopened on"),
    "reopened_by": N_("reopened by"),
    "reopened_reason": N_("reason for reopening"),
    "day": N_("day"),
    "worked": N_("worked"),
}
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
_DAY_LENGTH = 10
_LONGEST = 60


class Cell(NamedTuple):
    """One column of a changed row: what it was and what it became, None where the row was not there."""

    column: str
    before: Scalar
    after: Scalar


def cells(change: RowChange) -> list[Cell]:
    """The columns of a changed row that say something, as they stand in the register."""
    before, after = change.before or {}, change.after or {}
    shown = [name for name in {**before, **after} if name not in _HIDDEN and (change.table, name) not in _CACHED]
    found = [Cell(name, before.get(name), after.get(name)) for name in shown]
    found = [cell for cell in found if cell.before != cell.after]  # a row may be named by columns that stay
    return [cell for cell in found if cell.before not in (None, "", "{}") or cell.after not in (None, "", "{}")]


def told_changes(changes: Iterable[RowChange]) -> list[RowChange]:
    """What there is to tell of ``changes``: each row once, those left out of which only hidden columns changed."""
    rows = journal.net(changes).values()
    return [change for change in rows if act(change) != "changed" or cells(change)]


def act(change: RowChange) -> str:
    """added, changed or removed, as a code."""
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def act_word(code: str) -> str:
    """The office's word for what was done to a row."""
    return {"added": _("added"), "changed": _("changed"), "removed": _("removed")}[code]


def table_word(table: str) -> str:
    """The office's word for a table."""
    return _(_TABLES.get(table, table))


def column_word(column: str) -> str:
    """The office's word for a column."""
    return _(_COLUMNS.get(column, column))


class Words:
    """Speaks of rows by the names that they have in the register now, or had in the changes at hand."""

    def __init__(self, connection: sqlite3.Connection, changes: Iterable[RowChange] = ()) -> None:
        self._connection = connection
        self._changes = list(changes)

    def _names(self, table: str, column: str) -> dict[int, str]:
        known = {c.row: str(c.values[column]) for c in self._changes if c.table == table and column in c.values}
        return known | {r[0]: r[1] for r in self._connection.execute(f"SELECT id, {column} FROM {table}")}

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
    def _tasks(self) -> dict[int, str]:
        rows = self._connection.execute("SELECT id, decision_id, item FROM task")
        found = {r[0]: (r[1], r[2]) for r in rows}
        for c in self._changes:
            if c.table == "task" and c.row not in found and {"decision_id", "item"} <= c.values.keys():
                found[c.row] = (c.values["decision_id"], c.values["item"])
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
        if change.table == "unit":
            return f"{word} {self._units.get(change.row, change.row)}"
        if change.table == "decision":
            return f"{word} {self._decisions.get(change.row, change.row)}"
        if change.table == "task_group":
            return f"{word} {self._groups.get(change.row, change.row)}"
        return f"{word} {self._known_by(change)}"

    def _of_ledger(self, table: str, values: Mapping[str, Scalar]) -> str:
        word, kind = table_word(table), ""
        if table == "progress":
            kind = self.value("progress", "kind", values["kind"])
        day = values.get("on_day") or values.get("decided_on")
        task = self.value("progress", "task_id", values["task_id"])
        text = _("{what} of {day}, task {task}")
        return text.format(what=f"{word} “{kind}”" if kind else word, day=_day(str(day)), task=task)

    def _entry(self, table: str, row: int) -> str:
        """An entry that another takes back, as it stands in the ledger; "" for one that is there no more."""
        found = self._connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row,)).fetchone()
        return self._of_ledger(table, dict(found)) if found else ""

    def taken_back(self, change: RowChange) -> str:
        """The entry that a row of the ledger takes back."""
        voided = change.values.get("voids_id")
        return (self._entry(change.table, voided) if isinstance(voided, int) else "") or self.row(change)

    def _known_by(self, change: RowChange) -> str:
        """The columns by which a row of the smaller tables is known."""
        values = change.values
        known = ("task_id", "unit_id", "from_id", "to_id", "due", "alias", "day", "what")
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


def change_tally(changes: Sequence[RowChange], code: str) -> str:
    """How many rows of each kind were added, changed or removed: "130 tasks, 12 groups"; "" for none."""
    counted = Counter(change.table for change in changes if act(change) == code)
    return ", ".join(_counted(table, counted[table]) for table in _TABLES if counted[table])


def _counted(table: str, n: int) -> str:
    forms = {
        "decision": ngettext("{n} decision", "{n} decisions", n),
        "task_group": ngettext("{n} group", "{n} groups", n),
        "unit": ngettext("{n} unit", "{n} units", n),
        "unit_alias": ngettext("{n} other name", "{n} other names", n),
        "unit_succession": ngettext("{n} handover of a unit", "{n} handovers of units", n),
        "task": ngettext("{n} task", "{n} tasks", n),
        "task_support": ngettext("{n} supporting unit", "{n} supporting units", n),
        "deadline": ngettext("{n} deadline", "{n} deadlines", n),
        "extension": ngettext("{n} extension", "{n} extensions", n),
        "progress": ngettext("{n} ledger entry", "{n} ledger entries", n),
        "obstacle": ngettext("{n} obstacle", "{n} obstacles", n),
        "filing": ngettext("{n} periodic report", "{n} periodic reports", n),
        "closed_period": ngettext("{n} closed period", "{n} closed periods", n),
        "day_off": ngettext("{n} day of the calendar", "{n} days of the calendar", n),
    }
    return forms[table]
