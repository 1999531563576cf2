"""What the register's tables, columns and rows are called in the office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..domain.model import N_, Note, joined_notes, note

TABLES = {
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
    "word_block": N_("index of words"),
}


COLUMNS = {
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
    # What a command keeps for itself.
    "version": N_("number of changes"),
    "shadow": N_("words it is found by"),
    "key": N_("form for comparing"),
    "material": N_("kept figures"),
    "journal_seq": N_("journal entry"),
    "progress_id": N_("ledger entry"),
    "sha256": N_("checksum"),
    "size": N_("size"),
}
_ROW = re.compile(r"(?P<table>\w+)(?: (?P<key>[-\d/(),]+))?")  # "task 2", "task_support 2/5", "journal 12", "unit"


def columns_in_words(columns: Iterable[str]) -> Note:
    """Return the office's words for ``columns``, each once."""
    return joined_notes([note(COLUMNS.get(column, column)) for column in dict.fromkeys(columns)])


def table_in_words(table: str) -> Note:
    """Return the office's word for ``table``; any other name as it is."""
    return note(N_("journal entry") if table == "journal" else TABLES.get(table, table))


def row_in_words(where: str) -> Note:
    """Return the office's words for a row as an examination names it ("task 2"); a file or another place as it is."""
    found = _ROW.fullmatch(where)
    if found is None or (found["table"] not in TABLES and found["table"] != "journal"):
        return note("{where}", where=where)
    table = table_in_words(found["table"])
    return note("{table} {key}", table=table, key=found["key"]) if found["key"] else table
