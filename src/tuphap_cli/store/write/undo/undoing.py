"""Taking a command back, and doing it again: a new journal row whose changes are the inverse of an earlier one's.

Rows of the ledger stay: they are voided (:mod:`undo_ledger`). All other rows become what they were before. It is
refused where something entered later rests on what would go.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from .... import errors
from ....domain import journal
from ....domain.journal import KEYS, JournalEntry, Key, RowChange, Scalar, Turn
from ....domain.model import N_
from ....text import fold
from ... import dialect, row_writing
from ...formats import ADDED_COLUMNS, FORMER_COLUMNS
from ...read import entries, journalbook
from ..change import Change
from ..closed_guard import guard_rows
from ..versions import VERSIONED
from . import undo_ledger
from .undo_ledger import LEDGER, STAYS, Touched

# Not a change of what the register says but of the file itself.
FIXED = ("init", "upgrade", "restore", "doctor", "privacy")

Row = dict[str, Scalar]


class UndoPlan(NamedTuple):
    """What is to be taken back: the changes of ``carrier``, the entry by which the command ``origin`` is in force now
    (``undone``: it is undone by this; else done again)."""

    origin: JournalEntry
    carrier: JournalEntry
    undone: bool
    changes: list[RowChange]
    history: dict[int, list[Turn]]

    @property
    def command(self) -> str:
        """The command as the journal names it."""
        return f"{journal.UNDO if self.undone else journal.REDO} {self.origin.seq}"


# -- what ------------------------------------------------------------------------------------------------------


def plan(connection: sqlite3.Connection, number: int | None, *, redo: bool) -> UndoPlan:
    """What ``undo`` or ``redo`` would take back: the last, or the command of the entry ``number``.

    The undo of an undo is the redo.

    Raises:
        BrokenJournal: the journal is not whole
        NotFound: there is no such entry
        NothingToUndo, NothingToRedo, AlreadyUndone, NotUndone, NotReversible: it cannot be
    """
    verdict = journal.verify_chain(journalbook.chained(connection))
    if verdict.finding is not journal.JournalFinding.FINE:
        raise errors.BrokenJournal(number=verdict.at)
    history = journal.by_origin(journalbook.journal_turns(connection))
    if number is None:
        wanted = [turns[-1] for turns in history.values() if turns[-1].undone is redo]
        if not redo:
            wanted = [turn for turn in wanted if _verb(turn.command) not in FIXED]
        if not wanted:
            raise errors.NothingToRedo if redo else errors.NothingToUndo
        turn = max(wanted)
    else:
        named = next((t for turns in history.values() for t in turns if t.seq == number), None)
        if named is None:
            raise errors.NotFound(thing=N_("journal entry"), value=number, nearest="", command="tuphap journal list")
        if named.undone:
            redo = True
        turn = history[named.origin][-1]
    origin = journalbook.entry(connection, turn.origin)
    carrier = journalbook.entry(connection, turn.seq)
    assert origin is not None
    assert carrier is not None
    if redo is not turn.undone:
        wrong = errors.NotUndone if redo else errors.AlreadyUndone
        raise wrong(number=origin.seq, command=origin.command, by=turn.seq)
    changes = journal.changes_of(carrier.changes)
    ordinary = turn.seq == turn.origin
    if _verb(origin.command) in FIXED or (ordinary and any(c.before and c.table in LEDGER for c in changes)):
        raise errors.NotReversible(number=origin.seq, command=origin.command)
    return UndoPlan(origin, carrier, not redo, changes, history)


def resting(connection: sqlite3.Connection, wanted: UndoPlan) -> list[UndoPlan]:
    """What was entered later and rests on what ``wanted`` takes back, or on such an entry; the last one first.

    Raises:
        NotReversible: one of them cannot be taken back
    """
    touched, found = [Touched.by(wanted.changes)], []
    for turn in journal.standing_since(wanted.history, wanted.carrier.seq):
        later = Touched.by(journalbook.changes_at(connection, turn.seq))
        if any(earlier.meets(later) for earlier in touched):
            touched.append(later)
            found.append(turn)
    return [plan(connection, turn.seq, redo=turn.undone) for turn in reversed(found)]


def _verb(command: str) -> str:
    return command.partition(" ")[0]


# -- doing it --------------------------------------------------------------------------------------------------


def carry_out(change: Change, wanted: UndoPlan, today: date) -> None:
    """Take back what ``wanted`` says, in the transaction of ``change``.

    Raises:
        RestedOn: something entered later rests on it
        RowDiffers: a row is not as the journal left it
        ClosedPeriod: it would change days that a signed report has counted
    """
    connection = change.connection
    _refuse_rested(connection, wanted)
    guard_rows(change, list(journal.net(wanted.changes).values()))
    dialect.check_references_last(connection)
    _set_back(change, wanted)
    undo_ledger.reverse(change, wanted, today)
    change.settle()
    _refuse_dangling(change, wanted)
    _refuse_ambiguous(connection, wanted)


def rested_on(wanted: UndoPlan, later: UndoPlan) -> errors.RestedOn:
    """The error that ``wanted`` cannot be taken back without ``later``."""
    return _rested(wanted, (later.carrier.seq, later.carrier.command))


def _rested(wanted: UndoPlan, later: tuple[int, str]) -> errors.RestedOn:
    return errors.RestedOn(number=wanted.carrier.seq, command=wanted.carrier.command, later=later[0], what=later[1])


def _refuse_rested(connection: sqlite3.Connection, wanted: UndoPlan) -> None:
    touched = Touched.by(wanted.changes)
    for turn in journal.standing_since(wanted.history, wanted.carrier.seq):
        if touched.meets(Touched.by(journalbook.changes_at(connection, turn.seq))):
            raise _rested(wanted, (turn.seq, turn.command))


def _set_back(change: Change, wanted: UndoPlan) -> None:
    """Make the rows what they were; all are taken out first, so that none is in another's way."""
    rows = []
    for key, touched in journal.net(c for c in wanted.changes if c.table not in STAYS).items():
        present = _present(change.connection, key)
        if not _as_left(key[0], present, touched.after):
            raise errors.RowDiffers(number=wanted.carrier.seq, table=key[0], row=touched.row)
        rows.append((key, touched.row, present, _restored(key[0], touched.before, present)))
    for key, _row, present, _restore in rows:
        if present is not None:
            change.connection.execute(f"DELETE FROM {key[0]} WHERE {_is(key)}", _values(key))
    for key, row, present, restored in rows:
        if restored is not None:
            _insert(change, wanted, key, restored)
        _record(change, key[0], row, present, restored)


def _restored(table: str, old: Row | None, present: Row | None) -> Row | None:
    """A row as it is to be: of one that is there, the columns that the command changed.

    Its version goes on: a list that was made before the undo must not look as if nothing had happened since.
    """
    if old is None:
        return None
    if present is None:
        former = FORMER_COLUMNS.get(table, frozenset())
        return ADDED_COLUMNS.get(table, {}) | {name: value for name, value in old.items() if name not in former}
    aside = _aside(table)
    restored = present | {name: value for name, value in old.items() if name not in aside}
    if table in VERSIONED and restored != present:
        restored["version"] = int(present["version"] or 0) + 1
    return restored


def _record(change: Change, table: str, row: int, before: Row | None, after: Row | None) -> None:
    if before is None or after is None:
        change.record(table, row, before, after)
        return
    differing = [name for name, value in after.items() if before[name] != value]
    if differing:
        named = (*KEYS.get(table, ()), *differing)  # by what the row is known, where that is no id
        change.record(table, row, {name: before[name] for name in named}, {name: after[name] for name in named})


def _names(key: Key) -> tuple[str, ...]:
    return KEYS.get(key[0], ("id",))


def _is(key: Key) -> str:
    """The condition that a row is the one of ``key``."""
    return " AND ".join(f"{name} = :{name}" for name in _names(key))


def _values(key: Key) -> Row:
    return dict(zip(_names(key), key[1], strict=True))


def _present(connection: sqlite3.Connection, key: Key) -> Row | None:
    row = connection.execute(f"SELECT * FROM {key[0]} WHERE {_is(key)}", _values(key)).fetchone()
    return dict(row) if row else None


def _as_left(table: str, present: Row | None, new: Row | None) -> bool:
    """Whether a row is as the command left it, what follows from the ledger and its version aside."""
    if present is None or new is None:
        return present is new
    aside = _aside(table)
    return all(present.get(name) == value for name, value in new.items() if name not in aside)


def _aside(table: str) -> frozenset[str]:
    """The columns that an undo neither compares nor sets back."""
    return FORMER_COLUMNS.get(table, frozenset()) | (frozenset(("version",)) if table in VERSIONED else frozenset())


def _insert(change: Change, wanted: UndoPlan, key: Key, row: Row) -> None:
    marks = ", ".join(f":{name}" for name in row)
    try:
        with row_writing.attempted(change.connection):
            change.connection.execute(f"INSERT INTO {key[0]} ({', '.join(row)}) VALUES ({marks})", row)
    except sqlite3.IntegrityError as error:
        raise _rested(wanted, _in_the_way(change, key, row, error) or (change.seq, change.command)) from None


def _in_the_way(change: Change, key: Key, row: Row, error: sqlite3.IntegrityError) -> tuple[int, str] | None:
    """The entry that made the row which has the place of ``row``."""
    columns = dialect.columns_in_the_way(change.connection, key[0], error)
    where = " AND ".join(f"{name} = :{name}" for name in columns)
    found = change.connection.execute(
        f"SELECT MAX({dialect.row_of(key[0])}) FROM {key[0]} WHERE {where}", row
    ).fetchone()
    return journalbook.last_touch(change.connection, key[0], found[0], change.seq) if found[0] else None


# -- what must not be left behind ------------------------------------------------------------------------------


def _refuse_dangling(change: Change, wanted: UndoPlan) -> None:
    """RestedOn where a row names one that has gone, with the last entry that made such a row. Entries that were
    voided go with what they name; the journal keeps them."""
    connection = change.connection
    while broken := [one for one in dialect.orphans(connection) if one.parent != "journal"]:
        touches = []
        for table, row, _parent in broken:
            if table in LEDGER and undo_ledger.drop_pair(change, table, row):
                continue
            if connection.execute(
                f"SELECT 1 FROM {table} WHERE {dialect.row_of(table)} = :row", {"row": row}
            ).fetchone():
                named = row if table not in KEYS else _first_key(connection, table, row)
                found = journalbook.last_touch(connection, table, named, change.seq)
                touches.append(found or (change.seq, change.command))
        if touches:
            raise _rested(wanted, max(touches))


def _first_key(connection: sqlite3.Connection, table: str, row: int) -> int:
    statement = f"SELECT {KEYS[table][0]} FROM {table} WHERE {dialect.row_of(table)} = :row"
    return int(connection.execute(statement, {"row": row}).fetchone()[0])


def _refuse_ambiguous(connection: sqlite3.Connection, wanted: UndoPlan) -> None:
    """RestedOn where two units would go by one name."""
    if not any(change.table in {"unit", "unit_alias"} for change in wanted.changes):
        return
    owners: dict[str, int] = {}
    for unit in entries.unit_rows(connection):
        for name in (unit.code, unit.name, *unit.aliases):
            other = owners.setdefault(fold(name), unit.id)
            if other != unit.id:
                touches = [journalbook.last_touch(connection, "unit", u, 2**31 - 1) for u in (other, unit.id)]
                later = max(touch for touch in touches if touch is not None)
                raise _rested(wanted, later)
