"""What one command writes: rows of both lanes, remembered with before and after, closed by one journal row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ...domain import journal
from .. import row_writing
from . import versions
from .column_values import Row, plain_value
from .versions import VERSIONED

if TYPE_CHECKING:
    from sqlmodel import Session

    from ...domain.task_history import History
    from .standing_table import Traits

Step = tuple[str, int, Row | None, Row | None]  # a table, the id of a row, the row before and after
FACTS = ("deadline", "progress", "extension")  # tables, beside that of tasks, from which the intervals follow


class Change:
    """The write side of a transaction. ``summary`` is the sentence that the journal shows.

    ``adjust`` lets entries into days that a closed period has counted; the next report shows them apart.
    """

    def __init__(self, connection: sqlite3.Connection, command: str, actor: str) -> None:
        self.connection = connection
        self.actor = actor
        self.adjust = False
        self.examined = False  # whether every row was found to be as the journal has it: the register is sealed anew
        self._session: Session | None = None
        self._begin(command)

    def _begin(self, command: str) -> None:
        """Begin the journal row of ``command``, behind the last one."""
        connection = self.connection
        self.command = command
        self.summary = ""
        self.head = ""  # the hash of the journal row, once it is written
        last = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        self._previous = last["hash"] if last else journal.GENESIS
        self.seq: int = (last["seq"] if last else 0) + 1
        self._changes: list[Step] = []
        self._unsettled: set[int] = set()  # tasks whose intervals do not follow yet
        self._reworded: dict[int, tuple[str, str]] = {}  # tasks with other words: those before, those after

    # -- the light lane ------------------------------------------------------------------------------------

    def insert(self, table: str, row: Mapping[str, object]) -> int:
        """Insert ``row`` into ``table``; returns the new row's id."""
        values = {name: plain_value(value) for name, value in row.items()}
        number = row_writing.insert(self.connection, table, values)
        self.record(table, number, None, values)
        return number

    def update(self, table: str, row_id: int, row: Mapping[str, object]) -> None:
        """Set ``row``'s columns of the row ``row_id``."""
        after = {name: plain_value(value) for name, value in row.items()}
        counted = ["version"] if table in VERSIONED else []
        columns = ", ".join([*after, *counted])
        before = self.connection.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        changed = {name: value for name, value in after.items() if before[name] != value}
        if not changed:
            return
        changed |= {name: before[name] + 1 for name in counted}
        sets = ", ".join(f"{name} = :{name}" for name in changed)
        self.connection.execute(f"UPDATE {table} SET {sets} WHERE id = :id", changed | {"id": row_id})
        self.record(table, row_id, {name: before[name] for name in changed}, changed)

    def expect(self, table: str, row_id: int, version: int) -> None:
        """Refuse a row that is not of this version.

        Raises:
            Changed: since ``version`` of the row was read, someone has changed it
        """
        versions.expect(self.connection, table, row_id, version)

    def record(self, table: str, row_id: int, before: Row | None, after: Row | None) -> None:
        """Remember that a row was made (no ``before``), changed, or removed (no ``after``)."""
        self._changes.append((table, row_id, before, after))
        if table == "task":
            self._unsettled.add(row_id)
            self._reword(row_id, before, after)
        elif table in FACTS:
            values = (before or {}) | (after or {})
            self._unsettled.add(int(values["task_id"] or 0) if "task_id" in values else self._task_of(table, row_id))
        elif table == "decision" and before and "year" in (after or {}):  # "từ ngày 1/9" is of the plan's year
            found = self.connection.execute("SELECT id FROM task WHERE decision_id = :decision", {"decision": row_id})
            self._unsettled.update(row[0] for row in found)

    def _reword(self, task: int, before: Row | None, after: Row | None) -> None:
        """Remember by which words a task was found, and is now."""
        was, now = (str((row or {}).get("shadow") or "") for row in (before, after))
        if was != now:
            self._reworded[task] = (self._reworded.get(task, (was, ""))[0], now)

    def _task_of(self, table: str, row_id: int) -> int:
        return int(self.connection.execute(f"SELECT task_id FROM {table} WHERE id = ?", (row_id,)).fetchone()[0])

    def settle(self) -> None:
        """Let the intervals and words of the tasks that were touched follow from what has been written of them."""
        if self._unsettled:
            from .standing_table import settle

            settle(self.connection, self._unsettled)
            self._unsettled.clear()
        if self._reworded:
            from . import word_index

            word_index.settle(self.connection, self._reworded)
            self._reworded.clear()

    def remember_new(self, steps: Sequence[Step], histories: Sequence[tuple[History, Traits]]) -> None:
        """Remember the rows of tasks that this command has just entered, and write the intervals that follow."""
        from .standing_table import begin

        self._changes += steps
        for table, row_id, before, after in steps:
            if table == "task" and before is None:
                self._reword(row_id, before, after)
        begin(self.connection, histories)

    # -- the full lane -------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """A SQLModel session on the same connection, in the same transaction, remembered in the same journal row."""
        if self._session is None:
            from .session import open_session

            self._session = open_session(self)
        return self._session

    def flush(self) -> None:
        """Send what the session still holds, so that the light lane sees it, and what follows from it."""
        if self._session is not None:
            self._session.flush()
        self.settle()

    def go_on(self, command: str) -> None:
        """Close the journal row and begin that of a further ``command`` in the same transaction."""
        self.close()
        self._begin(command)

    # -- the end -------------------------------------------------------------------------------------------

    def close(self, *, always: bool = False) -> bool:
        """Write the journal row; False where nothing changed, unless it is to be written ``always``."""
        self.flush()
        if not (self._changes or always or self.examined):
            return False
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        changes = journal.canonical(self._changes)
        entry = journal.JournalEntry(self.seq, at, self.actor, self.command, self.summary, changes)
        self.head = journal.chained_hash(self._previous, entry)
        self.connection.execute(
            "INSERT INTO journal (seq, at, actor, command, summary, changes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.seq, at, self.actor, self.command, self.summary, changes, self.head),
        )
        return True
