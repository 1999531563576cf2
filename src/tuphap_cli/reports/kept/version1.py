"""Reads version 1 of the kept text, which was written by position, through a frozen list of its fields.

The lists are those of the program that wrote it and never change, whatever today's classes hold. A list in the text
may be shorter than the one here: version 1 grew at its end twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MATERIAL = (
    "as_of rows left_out earlier units plans results extensions obstacles filings made_on missed adjusted seq head "
    "halted rule"
)
EARLIER = "name start end as_of closed rows"
RULE = "name basis basis_en opens closes estimated_months"
TABLES = {  # the parts that are lists of rows
    "rows": (
        "task item decision decision_issued group group_title title kind unit unit_name product "
        "deadline_text deadline_kind deadline_sure deadline_rule assigned_on deadline_id occurrence "
        "original_due due done_on entries percent last_on suspended_on cancelled_on unit_ended "
        "decision_id shadow against"
    ),
    "units": "code name parent kind",
    "plans": "id number issued_on issuer title",
    "results": "task deadline_id document",
    "extensions": "task item decision title unit unit_name old_due new_due document decided_on reason",
    "obstacles": (
        "id task item decision title unit unit_name raised_on what proposal resolved_on resolution document"
    ),
    "filings": "unit unit_name due filed_on document note status",
    "missed": "subject task item decision title unit unit_name reasons since detail",
    "adjusted": "task item title unit kind on_day document note period",
    "halted": "task since",
}


def named(kept: Sequence[Any]) -> dict[str, Any]:
    """The material of a version 1 text in the form of version 2: every value by the name of its field."""
    found = dict(zip(MATERIAL.split(), kept, strict=False))
    for part, fields in TABLES.items():
        if part in found:
            found[part] = _table(fields, found[part])
    if found["earlier"] is not None:
        found["earlier"] = dict(zip(EARLIER.split(), found["earlier"], strict=True))
        found["earlier"]["rows"] = _table(TABLES["rows"], found["earlier"]["rows"])
    if found.get("rule") is not None:
        found["rule"] = dict(zip(RULE.split(), found["rule"], strict=True))
    return found


def _table(fields: str, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    width = len(rows[0]) if rows else None  # of the program that wrote it, and so the same for all its rows
    return {"fields": fields.split()[:width], "rows": rows}
