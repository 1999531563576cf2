"""The journal's chain: canonical bytes of an entry, the SHA-256 that ties it to the entry before, and what it proves.

The chain alone shows that single entries were tampered with. Whoever can write the file can make the whole chain
anew, or cut its tail; that shows only against an anchor: a mark of the journal that was kept elsewhere, as on paper.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

GENESIS = "0" * 64
MARKED = 16  # digits of the hash that a mark shows

Scalar = str | int | float | None


class JournalEntry(NamedTuple):
    """One journal row: ``changes`` is the canonical JSON of what changed, times are UTC in ISO form."""

    seq: int
    at: str
    actor: str
    command: str
    summary: str
    changes: str


_AT_ONCE = 500  # of a list, since the pieces of all of its JSON together take much memory
_PIECE = 65_536  # letters
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


def canonical(value: object) -> str:
    """``value`` as JSON with one possible spelling: sorted keys, no blanks, letters as they are."""
    if not isinstance(value, list) or len(value) <= _AT_ONCE:
        return _ENCODE(value)
    parts = (_ENCODE(value[start : start + _AT_ONCE])[1:-1] for start in range(0, len(value), _AT_ONCE))
    return f"[{','.join(parts)}]"


def chained_hash(previous: str, entry: JournalEntry) -> str:
    """The hash (64 hex digits) of ``entry`` on top of the hash of the entry before it.

    It is that of ``previous``, a line break, and the canonical JSON of the list of all fields of the entry. The last
    one, ``changes``, may be tens of millions of letters: since JSON escapes each letter by itself, it goes in by
    pieces, which takes half the time and no copies of the whole.
    """
    fields = canonical([entry.seq, entry.at, entry.actor, entry.command, entry.summary])
    digest = hashlib.sha256(f'{previous}\n{fields[:-1]},"'.encode())
    for start in range(0, len(entry.changes), _PIECE):
        digest.update(canonical(entry.changes[start : start + _PIECE])[1:-1].encode())
    digest.update(b'"]')
    return digest.hexdigest()


# -- what an entry changed -------------------------------------------------------------------------------------


class RowChange(NamedTuple):
    """One row that a command made (no ``before``), changed (only the columns that did), or removed (no ``after``)."""

    table: str
    row: int
    before: dict[str, Scalar] | None
    after: dict[str, Scalar] | None

    @property
    def values(self) -> dict[str, Scalar]:
        """What is known of the row: as it is after the command, else as it was."""
        return self.after if self.after is not None else self.before or {}


def changes_of(changes: str) -> list[RowChange]:
    """The rows that an entry's ``changes`` name, in the order in which they were written; none where somebody has
    made them unreadable, which the chain shows."""
    try:
        return [RowChange(str(table), int(row), before, after) for table, row, before, after in json.loads(changes)]
    except (ValueError, TypeError):
        return []


KEYS = {"task_support": ("task_id", "unit_id")}  # rows that are not known by an id

Key = tuple[str, tuple[Scalar, ...]]  # a table and by what the row is known in it


def net(changes: Iterable[RowChange]) -> dict[Key, RowChange]:
    """What a command has made of each row, several steps taken together; nothing of one that came and went."""
    found: dict[Key, RowChange] = {}
    for step in changes:
        names = KEYS.get(step.table)
        key = (step.table, tuple(step.values[name] for name in names) if names else (step.row,))
        earlier = found.get(key)
        if earlier is None:
            found[key] = step
            continue
        before = None if earlier.before is None else {**(step.before or {}), **earlier.before}
        after = None if step.after is None else {**(earlier.after or {}), **step.after}
        found[key] = RowChange(step.table, step.row, before, after)
    return {key: change for key, change in found.items() if change.before is not None or change.after is not None}


# -- the mark --------------------------------------------------------------------------------------------------


def journal_mark(seq: int, head: str) -> str:
    """The verification mark that a report has: the journal's length and the beginning of its head."""
    return f"{seq}-{head[:MARKED]}"


class Anchor(NamedTuple):
    """A mark that was kept elsewhere: the number of an entry and its hash, or the first 16 digits of it."""

    seq: int
    digest: str


_MARK = re.compile(r"(\d{1,18})[-‐‑‒–—−]([0-9a-f]{16}|[0-9a-f]{64})")


def read_anchor(text: str) -> Anchor | None:
    """An anchor as it is typed from paper: blanks, capitals, any dash and the full stop behind it will do.

    None for another form.
    """
    found = _MARK.fullmatch("".join(text.split()).lower().rstrip("."))
    return Anchor(int(found[1]), found[2]) if found else None


# -- verification ----------------------------------------------------------------------------------------------


class JournalFinding(StrEnum):
    """What a verification has found."""

    FINE = "fine"
    BROKEN = "broken"  # a hash does not follow from its entry and the hash before
    GAP = "gap"  # a number is lacking
    SHORTER = "shorter"  # the anchor names an entry that is not there
    DIFFERS = "differs"  # the anchor's entry has another hash: history was written anew before it


class Verdict(NamedTuple):
    """``at`` is the number of the entry concerned, None where all is well; ``length`` and ``head`` what was read."""

    finding: JournalFinding
    length: int
    head: str
    at: int | None = None


def verify_chain(entries: Iterable[tuple[JournalEntry, str]], anchor: Anchor | None = None) -> Verdict:
    """Walk the chain of ``entries``, each with the hash that is beside it; the first finding ends the walk."""
    head, length, differs = GENESIS, 0, False
    if anchor is not None and anchor.seq == 0:
        differs = not GENESIS.startswith(anchor.digest)
    for entry, stored in entries:
        if entry.seq != length + 1:
            return Verdict(JournalFinding.GAP, length, head, length + 1)
        if chained_hash(head, entry) != stored:
            return Verdict(JournalFinding.BROKEN, length, head, entry.seq)
        head, length = stored, entry.seq
        if anchor is not None and anchor.seq == length:
            differs = not head.startswith(anchor.digest)
    if anchor is not None and anchor.seq > length:
        return Verdict(JournalFinding.SHORTER, length, head, length + 1)
    if anchor is not None and differs:
        return Verdict(JournalFinding.DIFFERS, length, head, anchor.seq)
    return Verdict(JournalFinding.FINE, length, head)


# -- commands that take others back ----------------------------------------------------------------------------

UNDO, REDO = "undo", "redo"
_TURN = re.compile(rf"({UNDO}|{REDO}) (\d+)(?: --adjust)?")


class Turn(NamedTuple):
    """An entry as the history of undoing sees it: what it did to which command (``origin``); ``undone`` after it."""

    seq: int
    origin: int
    command: str
    undone: bool


def turns(commands: Iterable[tuple[int, str]]) -> Iterator[Turn]:
    """The turns that the entries ``(number, command)`` make, in order: "undo 17" and "redo 17" belong to 17."""
    for seq, command in commands:
        found = _TURN.fullmatch(command)
        if found:
            yield Turn(seq, int(found[2]), command, found[1] == UNDO)
        else:
            yield Turn(seq, seq, command, undone=False)


def by_origin(found: Iterable[Turn]) -> dict[int, list[Turn]]:
    """The turns of each command, oldest first, by the number of the command."""
    grouped: dict[int, list[Turn]] = {}
    for turn in found:
        grouped.setdefault(turn.origin, []).append(turn)
    return grouped


def standing_since(found: dict[int, list[Turn]], seq: int) -> list[Turn]:
    """What entries after ``seq`` have left behind: the last turn of each command that has not come back to where it
    was then (done and undone again cancel out)."""
    left = []
    for all_turns in found.values():
        later = [turn for turn in all_turns if turn.seq > seq]
        if len(later) % 2:
            left.append(later[-1])
    return sorted(left)
