"""Which columns the formats of a register have added and taken away; the journal has rows of every format."""

from __future__ import annotations

# Columns that later formats have added to tables whose rows are in the journal, with what a row has that was written
# before. The replay of the journal and undo read this. Whoever adds a column enters it here with the default of its
# migration.
ADDED_COLUMNS: dict[str, dict[str, str | int | None]] = {"task": {"leader": "", "officer": "", "carries_out": None}}

# Columns that earlier formats had: they followed from the ledger and are in old journal rows still.
FORMER_COLUMNS: dict[str, frozenset[str]] = {
    "task": frozenset(("deadline_id", "done_on", "percent", "entries", "last_on", "suspended_on", "cancelled_on")),
    "deadline": frozenset(("due_now", "done_on", "percent", "entries", "last_on")),
}
