"""The journal's chain, and every row of the register against what the journal says became of it.

The journal is played from its first row into a scratch database that spills to disk, so that memory stays small.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ...domain import journal
from ...domain.model import N_, Note, note
from .. import dialect
from ..formats import ADDED_COLUMNS
from ..read import journalbook
from ..row_words import columns_in_words
from .findings import BY_HAND, HealthFinding, Weight, few

LEDGER = ("progress", "extension")
_KEYS = {"task_support": ("task_id", "unit_id")}
_SCRATCH = """
CREATE TABLE expected (tab TEXT, key TEXT, seq INTEGER, row TEXT, PRIMARY KEY (tab, key)) WITHOUT ROWID
"""
CLOCK_OFF = timedelta(days=1)
# Tables whose rows no journal row mentions.
NOT_IN_JOURNAL = {
    "journal",
    "alembic_version",
    "standing",
    "word_block",
    "seal",
    "check_told",
    "register",
    "last_number",
}


_SAID = {
    journal.JournalFinding.GAP: N_("Journal row {seq} is lacking"),
    journal.JournalFinding.BROKEN: N_("Journal row {seq} was changed, or one before it"),
}


def check_chain(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """The first journal row that does not follow from the one before it."""
    verdict = journal.verify_chain(journalbook.chained(connection))
    if verdict.finding in _SAID:
        what = note(_SAID[verdict.finding], seq=verdict.at)
        yield HealthFinding("journal", Weight.ERROR, what, f"journal {verdict.at}", BY_HAND)


class _Replay:
    """What should be in the tables by the journal."""

    def __init__(self, tables: set[str]) -> None:
        self.tables = tables
        self.highest: dict[str, int] = {}
        self.scratch = sqlite3.connect("", isolation_level=None)
        self.scratch.execute(_SCRATCH)
        self.scratch.execute("BEGIN")

    def play(self, seq: int, changes: str) -> None:
        """Take in what one journal row says."""
        for table, row_id, before, after in json.loads(changes):
            if table not in self.tables:
                continue
            key = _key(table, row_id, before or {}, after or {})
            if after is None:
                self.scratch.execute("DELETE FROM expected WHERE tab = ? AND key = ?", (table, key))
            elif before is None:
                self.highest[table] = max(self.highest.get(table, 0), int(row_id))
                self._put(table, key, seq, after)
            else:
                known = self.take(table, key)
                self._put(table, key, known[0] if known else seq, (known[1] if known else {}) | after)

    def _put(self, table: str, key: str, seq: int, row: dict[str, object]) -> None:
        values = (table, key, seq, json.dumps(row))
        self.scratch.execute("INSERT OR REPLACE INTO expected VALUES (?, ?, ?, ?)", values)

    def take(self, table: str, key: str) -> tuple[int, dict[str, object]] | None:
        """What should be in a row and by which journal row it was made; it is then taken out."""
        statement = "DELETE FROM expected WHERE tab = ? AND key = ? RETURNING seq, row"
        found = self.scratch.execute(statement, (table, key)).fetchall()
        return (found[0][0], json.loads(found[0][1])) if found else None

    def left(self, table: str) -> Iterator[str]:
        """The rows that have not been taken out."""
        yield from (row[0] for row in self.scratch.execute("SELECT key FROM expected WHERE tab = ?", (table,)))


def _key(table: str, row_id: object, *rows: dict[str, object]) -> str:
    if table not in _KEYS:
        return str(row_id)
    values = {name: value for row in rows for name, value in row.items()}
    return "/".join(str(values[name]) for name in _KEYS[table])


def check_rows(connection: sqlite3.Connection, tables: set[str]) -> Iterator[HealthFinding]:
    """Rows that no journal row mentions, that lack, or that hold other values than the journal says."""
    replay = _Replay(tables)
    try:
        for row in connection.execute("SELECT seq, changes FROM journal ORDER BY seq"):
            try:
                replay.play(row["seq"], row["changes"])
            except (ValueError, TypeError, LookupError, AttributeError):
                what = note(
                    N_("The rows were not compared with the journal: row {seq} of it cannot be read"), seq=row["seq"]
                )
                yield HealthFinding("unchecked", Weight.ERROR, what, f"journal {row['seq']}", BY_HAND)
                return
        for table in sorted(tables):
            yield from few(_compared(connection, replay, table))
        yield from _numbers(connection, replay)
    finally:
        replay.scratch.close()


def _compared(connection: sqlite3.Connection, replay: _Replay, table: str) -> Iterator[HealthFinding]:
    name = "ledger" if table in LEDGER else "row"
    for row in connection.execute(f"SELECT * FROM {table}"):
        values = dict(zip(row.keys(), tuple(row), strict=True))
        key = _key(table, values.get("id"), values)
        known = replay.take(table, key)
        if known is None:
            yield _finding(f"{name}.unmentioned", N_("A row that no journal row mentions"), table, key)
            continue
        seq, expected = known
        added = ADDED_COLUMNS.get(table, {})
        differing = [
            column
            for column, value in values.items()
            if column != "id" and value != expected.get(column, added.get(column))
        ]
        if table in LEDGER and values["journal_seq"] != seq:
            differing.append("journal_seq")
        if differing:
            what = note(N_("The journal says otherwise of {columns}"), columns=columns_in_words(differing))
            yield _finding(f"{name}.differs", what, table, key)
    for key in replay.left(table):
        yield _finding(f"{name}.lacking", N_("A row that the journal mentions is lacking"), table, key)


def _finding(code: str, what: Note | str, table: str, key: str) -> HealthFinding:
    said = what if isinstance(what, Note) else note(what)
    return HealthFinding(code, Weight.ERROR, said, f"{table} {key}", BY_HAND)


def _numbers(connection: sqlite3.Connection, replay: _Replay) -> Iterator[HealthFinding]:
    """The counters of permanent numbers against the highest number that was ever given."""
    counters = dialect.last_numbers(connection)
    lacking = dialect.counted_tables(connection) - {name for name, _last in counters}
    for name, last in (*counters, *((name, 0) for name in sorted(lacking))):
        highest = replay.highest.get(name, 0)
        if name in replay.tables and last != highest:
            what = note(N_("The next number would be {next} where {right} is due"), next=last + 1, right=highest + 1)
            yield HealthFinding("sequence", Weight.ERROR, what, name, BY_HAND)


def clock(connection: sqlite3.Connection, now: datetime, today_fixed: bool) -> Iterator[HealthFinding]:
    """The newest journal row is after this machine's clock, which then goes wrong or went wrong."""
    row = connection.execute("SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return
    last = datetime.fromisoformat(row["at"])
    last = last if last.tzinfo else last.replace(tzinfo=UTC)
    if last > now + CLOCK_OFF or now.astimezone().date() < last.astimezone().date():
        what = note(
            N_("The last entry is of {last}, which this machine's clock has not reached ({now})"),
            last=last.astimezone().date(),
            now=now.astimezone().date(),
        )
        remedy = note(
            N_("Set the clock of this machine right. The journal's order goes by its numbers, not by time.")
        )
        yield HealthFinding("clock", Weight.WARNING, what, f"journal {row['seq']}", remedy)
    if today_fixed:
        remedy = note(N_("Unset TUPHAP_TODAY where that was not meant."))
        yield HealthFinding(
            "clock.fixed", Weight.NOTE, note(N_("TUPHAP_TODAY fixes the day")), "TUPHAP_TODAY", remedy
        )
