"""What was done to rows of the journal, in the office's words, and how many of each kind were touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..domain.journal import RowChange
from ..i18n import _, ngettext
from ..store.row_words import COLUMNS, TABLES


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
    return _(TABLES.get(table, table))


def column_word(column: str) -> str:
    """The office's word for a column."""
    return _(COLUMNS.get(column, column))


def known_column(name: str) -> str:
    """The office's word for a column; any other word as it is."""
    tables = {"deadline": "deadline", "supporting": "task_support"}
    return table_word(tables[name]) if name in tables else column_word(name)


def change_tally(changes: Sequence[RowChange], code: str) -> str:
    """How many rows of each kind were added, changed or removed: "130 tasks, 12 groups"; "" for none."""
    counted = Counter(change.table for change in changes if act(change) == code)
    return ", ".join(_counted(table, counted[table]) for table in TABLES if counted[table])


def _counted(table: str, n: int) -> str:
    forms = {
        "decision": ngettext("{n} decision", "{n} decisions", n),
        "task_group": ngettext("{n} group", "{n} groups", n),
        "unit": ngettext("{n} unit", "{n} units", n),
        "unit_alias": ngettext("{n} other name", "{n} other names", n),
        "unit_name": ngettext("{n} former name of a unit", "{n} former names of units", n),
        "unit_succession": ngettext("{n} handover of a unit", "{n} handovers of units", n),
        "task": ngettext("{n} task", "{n} tasks", n),
        "task_support": ngettext("{n} supporting unit", "{n} supporting units", n),
        "deadline": ngettext("{n} deadline", "{n} deadlines", n),
        "extension": ngettext("{n} extension", "{n} extensions", n),
        "progress": ngettext("{n} ledger entry", "{n} ledger entries", n),
        "evidence": ngettext("{n} evidence file", "{n} evidence files", n),
        "obstacle": ngettext("{n} obstacle", "{n} obstacles", n),
        "filing": ngettext("{n} periodic report", "{n} periodic reports", n),
        "period_text": ngettext("{n} text of a report", "{n} texts of reports", n),
        "urging_letter": ngettext("{n} letter that urges", "{n} letters that urge", n),
        "urged_deadline": ngettext("{n} deadline that was urged", "{n} deadlines that were urged", n),
        "closed_period": ngettext("{n} closed period", "{n} closed periods", n),
        "day_off": ngettext("{n} day of the calendar", "{n} days of the calendar", n),
        "office": ngettext("{n} office below", "{n} offices below", n),
        "own_setting": ngettext("{n} own setting", "{n} own settings", n),
    }
    return forms[table]
