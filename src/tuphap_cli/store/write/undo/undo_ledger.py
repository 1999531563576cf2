"""Taking entries of the ledger back, and entering them again: rows are appended that void, or that repeat.

An entry that was voided by a command and came back by its undo has another id; :class:`Lives` follows it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .... import errors
from ....domain.journal import RowChange, Scalar, Turn
from ...formats import FORMER_COLUMNS
from ...read import journalbook
from .. import evidence
from ..change import Change
from ..closed_guard import guard

if TYPE_CHECKING:
    from .undoing import UndoPlan

LEDGER = ("progress", "extension")
STAYS = (*LEDGER, evidence.TABLE)  # tables whose rows an undo leaves as they are
_DAYS = {"progress": "on_day", "extension": "decided_on"}

Named = tuple[str, Scalar]  # a table and the id of a row
Life = tuple[str, int, int]  # of an entry: table, id, and how often that id had been given up before


class Touched(NamedTuple):
    """What a command concerned: rows outside the ledger, those of them that came or went, the deadlines of the
    entries by task (None: the whole task), and the rows that the entries name."""

    rows: set[Named]
    moved: set[Named]
    entries: dict[int, set[int | None]]
    names: set[Named]

    @classmethod
    def by(cls, changes: Iterable[RowChange]) -> Touched:
        """What ``changes`` concern."""
        found = cls(set(), set(), {}, set())
        for change in changes:
            row = (change.table, change.row)
            if _only_follows(change):
                continue  # put right by `doctor --repair`; nothing rests on what is worked out anew anyway
            if change.table not in LEDGER:
                found.rows.add(row)
                if change.before is None or change.after is None:
                    found.moved.add(row)
            elif change.before is None:
                values = change.values
                task, deadline = values["task_id"], values.get("deadline_id")
                assert isinstance(task, int)
                found.entries.setdefault(task, set()).add(deadline if isinstance(deadline, int) else None)
                found.names.update({("task", task), ("deadline", deadline)})
                found.names.update({("unit", values.get("from_unit_id")), ("unit", values.get("to_unit_id"))})
        return found

    def meets(self, later: Touched) -> bool:
        """Whether what ``later`` did rests on this: the same rows, entries on one deadline, or rows that went."""
        if self.rows & later.rows or self.moved & later.names or self.names & later.moved:
            return True
        return any(
            None in mine or None in later.entries[task] or mine & later.entries[task]
            for task, mine in self.entries.items()
            if task in later.entries
        )


def _only_follows(change: RowChange) -> bool:
    """Whether nothing was changed but what follows from the ledger, today or in an earlier format."""
    if change.table in {"standing", "word_block"}:
        return True
    if change.before is None or change.after is None:
        return False
    return set(change.after) <= FORMER_COLUMNS.get(change.table, frozenset())


def inserted(changes: Iterable[RowChange]) -> list[RowChange]:
    """The ledger's rows that were appended, in their order."""
    return [change for change in changes if change.table in LEDGER and change.before is None]


def _voided(made: RowChange) -> int | None:
    """The id of the entry that ``made`` takes back, if it takes one back."""
    found = made.values.get("voids_id")
    return found if isinstance(found, int) else None


class Lives:
    """The id that each entry has now."""

    def __init__(self, connection: sqlite3.Connection, history: dict[int, list[Turn]]) -> None:
        self._given_up: dict[Named, list[int]] = {}
        self._later: dict[Life, Life] = {}
        before = {turn.seq: turns[n] for turns in history.values() for n, turn in enumerate(turns[1:])}
        again = [(seq, before[seq], journalbook.changes_at(connection, seq)) for seq in sorted(before)]
        for seq, _turned, changes in again:
            for change in changes:
                if change.table in LEDGER and change.after is None:
                    self._given_up.setdefault((change.table, change.row), []).append(seq)
        for seq, turned, changes in again:
            for old, new in zip(
                inserted(journalbook.changes_at(connection, turned.seq)), inserted(changes), strict=True
            ):
                voided = _voided(old)
                if voided is not None:
                    self._later[self._now(old.table, voided, turned.seq)] = self._life(new.table, new.row, seq)

    def _life(self, table: str, row: int, seq: int) -> Life:
        return table, row, sum(given_up < seq for given_up in self._given_up.get((table, row), ()))

    def _now(self, table: str, row: int, seq: int) -> Life:
        life = self._life(table, row, seq)
        while life in self._later:
            life = self._later[life]
        return life

    def now(self, table: str, row: int, seq: int) -> int:
        """The id that the entry has now which the journal's entry ``seq`` names as ``row``."""
        return self._now(table, row, seq)[1]


def reverse(change: Change, wanted: UndoPlan, today: date) -> None:
    """Void the entries that a command appended; enter again those that it voided."""
    made = inserted(wanted.changes)
    if not made:
        return
    lives = Lives(change.connection, wanted.history)
    doing = _done_before(change.connection, wanted)
    for index, entry in enumerate(made):
        voided = _voided(entry)
        if voided is not None:
            row = journalbook.as_made(change.connection, entry.table, voided, wanted.carrier.seq)
            _refuse_closed(change, entry.table, row)
            again = change.insert(entry.table, row | {"journal_seq": change.seq})
            if entry.table == "progress":
                evidence.carry_over(change, voided, again)
            continue
        row = dict(entry.values)
        standing = lives.now(entry.table, entry.row, wanted.carrier.seq)
        if not _stands(change.connection, entry.table, standing):
            raise errors.RowDiffers(number=wanted.carrier.seq, table=entry.table, row=standing)
        _refuse_closed(change, entry.table, row)
        said = doing[index].values if doing else None
        change.insert(entry.table, _voiding(change, entry.table, row, standing, said, today))


def _done_before(connection: sqlite3.Connection, wanted: UndoPlan) -> list[RowChange]:
    """For a redo, what the command itself appended: where it voided, it said when and why."""
    if wanted.undone:
        return []
    turns = wanted.history[wanted.origin.seq]
    return inserted(journalbook.changes_at(connection, turns[-2].seq))


def _stands(connection: sqlite3.Connection, table: str, row: int) -> bool:
    statement = f"""
    SELECT 1 FROM {table} AS e WHERE e.id = :row AND NOT EXISTS (SELECT 1 FROM {table} AS v WHERE v.voids_id = e.id)
    """
    return connection.execute(statement, {"row": row}).fetchone() is not None


def _refuse_closed(change: Change, table: str, row: dict[str, Scalar]) -> None:
    guard(change, date.fromisoformat(str(row[_DAYS[table]])))


def _voiding(
    change: Change, table: str, row: dict[str, Scalar], standing: int, said: dict[str, Scalar] | None, today: date
) -> dict[str, object]:
    """The row that takes ``row`` back, as was ``said`` where a command has done so before."""
    common = {
        "task_id": row["task_id"],
        "deadline_id": row["deadline_id"],
        "voids_id": standing,
        "journal_seq": change.seq,
    }
    reason = change.command.removesuffix(" --adjust")
    if table == "extension":
        return common | {
            "document": row["document"],
            "decided_on": today,
            "reason": reason,
            "old_due": row["new_due"],
            "new_due": row["old_due"],
        }
    day = said["on_day"] if said else today
    text = said["note"] if said else reason
    return common | {
        "kind": "void",
        "on_day": day,
        "percent": None,
        "document": "",
        "note": text,
        "from_unit_id": None,
        "to_unit_id": None,
    }


def drop_pair(change: Change, table: str, row: int) -> bool:
    """Take an entry that was voided out together with the row that voids it; False where it is in force."""
    pair = change.connection.execute(
        f"SELECT v.id, v.voids_id FROM {table} AS v WHERE v.voids_id IS NOT NULL AND :row IN (v.id, v.voids_id)",
        {"row": row},
    ).fetchone()
    if pair is None:
        return False
    for number in pair:
        if table == "progress":
            evidence.drop(change, number)
        gone = change.connection.execute(f"SELECT * FROM {table} WHERE id = :row", {"row": number}).fetchone()
        change.connection.execute(f"DELETE FROM {table} WHERE id = :row", {"row": number})
        change.record(table, number, dict(gone), None)
    return True
