"""What tables, columns and acts of the journal are called in the office, and how many rows of each were touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..domain.journal import RowChange
from ..domain.model import N_
from ..i18n import _, ngettext

_TABLES = {
    "decision": N_("decision"),
    "task_group": N_("group"),
    "unit": N_("unit"),
    "unit_alias": N_("other name"),
    "unit_name": N_("former name of a unit"),
    "unit_succession": N_("handover of a unit"),
    "task": N_("task"),
    "task_support": N_("supporting unit"),
    "deadline": N_("deadline"),
    "extension": N_("extension"),
    "progress": N_("ledger entry"),
    "evidence": N_("evidence file"),
    "obstacle": N_("obstacle"),
    "filing": N_("periodic report"),
    "period_text": N_("text of a report"),
    "urging_letter": N_("letter that urges"),
    "urged_deadline": N_("deadline that was urged"),
    "closed_period": N_("closed period"),
    "day_off": N_("day of the calendar"),
    "office": N_("office below"),
    "own_setting": N_("own setting"),
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
    "changed_on": N_("changed on"),
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
    "leader": N_("leader in charge"),
    "officer": N_("officer in charge"),
    "letter_id": N_("letter"),
    "signed_on": N_("signed on"),
    "signer": N_("signed by"),
    "answer_by": N_("to be answered by"),
    "original_due": N_("original deadline"),
    "part": N_("part"),
    "text": N_("wording"),
    "day": N_("day"),
    "worked": N_("worked"),
    "value": N_("value"),
    "carries_out": N_("carries out"),
}


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


def known_column(name: str) -> str:
    """The office's word for a column; any other word as it is."""
    tables = {"deadline": "deadline", "supporting": "task_support"}
    return table_word(tables[name]) if name in tables else column_word(name)


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
