"""What was entered or put right afterwards, as the journal tells it: corrected deadlines, and what came late.

A correction counts as if it had been read so from the start, so it leaves no row of its own: command, day, person,
reason and what was before are those of the journal. Never writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ...domain import journal
from ...domain.journal import RowChange
from . import journalbook

EDIT = "task edit"

# The edits of one task: their summary begins with its number.
EDITS = """
SELECT seq, at, actor, summary, changes FROM journal
WHERE command IN ('task edit', 'task edit --adjust') AND summary LIKE :task ORDER BY seq
"""
TURNS = """
SELECT seq, command FROM journal
WHERE command IN (:undo, :undo_adjusting, :redo, :redo_adjusting)
ORDER BY seq DESC LIMIT 1
"""

# Commands that change what reports count without an entry in the ledger.
COUNTED = ("task add", "task edit", "import", "deadline answer", "obstacle")
OWNER = "SELECT task_id FROM deadline WHERE id = :row"
OBSTACLE = "SELECT task_id, unit_id, what FROM obstacle WHERE id = :row"
_PARTING = "; "  # between the fields that were changed and the reason


class Correction(NamedTuple):
    """A deadline that was put right: the due days that went and came, the printed words before and after ("" where
    they stayed), on which day, by whom, why; ``seq`` is the journal's entry."""

    seq: int
    on: date | None
    actor: str
    reason: str
    before: tuple[date, ...]
    after: tuple[date, ...]
    words_before: str
    words_after: str


# What a kind is called where the command has been taken back.
TAKEN_BACK = {
    "added": "removed",
    "corrected": "uncorrected",
    "dated": "undated",
    "raised": "unraised",
    "resolved": "unresolved",
}


class Later(NamedTuple):
    """What a command has made or changed: ``days`` are those by which reports count it.

    ``kind`` is added, corrected, dated (a first due day), raised or resolved (an obstacle), or what TAKEN_BACK makes
    of it; ``turns`` are the journal's entries that made it, took it back, made it again. ``item`` and ``title`` are
    for what is no longer in the register.
    """

    turns: tuple[int, ...]
    kind: str
    task: int | None
    unit: int | None
    days: tuple[date, ...]
    item: str = ""
    title: str = ""
    note: str = ""


def summary(task: int, fields: Iterable[str], reason: str) -> str:
    """What the journal says of an edit, so that the reason can be read back from it."""
    said = f"{task}: {', '.join(fields)}"
    return f"{said}{_PARTING}{reason}" if reason else said


def reason_of(summary: str) -> str:
    """The reason in what :func:`summary` gave; "" where none was given."""
    return summary.partition(_PARTING)[2]


def corrections_of_task(connection: sqlite3.Connection, task: int) -> list[Correction]:
    """The corrections of a task's deadline that have not been taken back, oldest first."""
    found = []
    for row in connection.execute(EDITS, {"task": f"{task}: %"}):
        changes = list(journal.net(journal.changes_of(row["changes"])).values())
        before, after = _days(changes)
        old, new = _words(changes)
        if (before or old) and not _undone(connection, row["seq"]):
            at = journalbook.local(row["at"])
            on = at.date() if at else None
            reason = reason_of(row["summary"])
            found.append(Correction(row["seq"], on, row["actor"], reason, before, after, old, new))
    return found


def later(connection: sqlite3.Connection, seq: int) -> list[Later]:
    """What the commands that were given, taken back or done again after the journal's entry ``seq`` have made or
    changed, oldest first."""
    found = []
    for turns in journal.by_origin(journalbook.journal_turns(connection)).values():
        if turns[-1].seq > seq and turns[0].command.startswith(COUNTED):
            for one in _of_command(connection, turns[0].seq):
                kind = TAKEN_BACK[one.kind] if turns[-1].undone else one.kind
                found.append(one._replace(kind=kind, turns=tuple(turn.seq for turn in turns)))
    return found


def _undone(connection: sqlite3.Connection, seq: int) -> bool:
    commands = {"undo": f"{journal.UNDO} {seq}", "redo": f"{journal.REDO} {seq}"}
    commands |= {f"{name}_adjusting": f"{command} --adjust" for name, command in commands.items()}
    last = connection.execute(TURNS, commands).fetchone()
    return last is not None and str(last["command"]).startswith(journal.UNDO)


def _of_command(connection: sqlite3.Connection, seq: int) -> Iterator[Later]:
    entry = journalbook.entry(connection, seq)
    assert entry is not None
    changes = list(journal.net(journal.changes_of(entry.changes)).values())
    added = {c.row for c in changes if c.table == "task" and c.before is None}
    for change in changes:
        if change.row in added and change.table == "task":
            yield _added(change)
        elif change.table == "obstacle":
            yield from _obstacle(connection, change)
    reason = reason_of(entry.summary) if entry.command.startswith(EDIT) else ""
    for task, moved in _by_task(connection, changes).items():
        if task not in added:
            before, after = _days(moved)
            if before or after:
                yield Later((), "corrected" if before else "dated", task, None, (*before, *after), note=reason)


def _added(change: RowChange) -> Later:
    made = change.values
    return Later(
        (),
        "added",
        change.row,
        _number(made.get("lead_unit_id")),
        _dates(made.get("assigned_on")),
        str(made.get("item") or ""),
        str(made.get("title") or ""),
    )


def _obstacle(connection: sqlite3.Connection, change: RowChange) -> Iterator[Later]:
    kind, column = ("raised", "raised_on") if change.before is None else ("resolved", "resolved_on")
    owner = connection.execute(OBSTACLE, {"row": change.row}).fetchone() or change.after
    if owner is not None and column in change.values:
        task, unit = (_number(owner[name]) for name in ("task_id", "unit_id"))
        yield Later((), kind, task, unit, _dates(change.values.get(column)), title=str(owner["what"]))


def _by_task(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> dict[int, list[RowChange]]:
    """The changed deadlines by their tasks."""
    found: dict[int, list[RowChange]] = {}
    for change in changes:
        if change.table != "deadline":
            continue
        task = change.values.get("task_id")
        if not isinstance(task, int):  # of a row that was changed the journal names only what did
            owner = connection.execute(OWNER, {"row": change.row}).fetchone()
            task = owner["task_id"] if owner else None
        if task is not None:
            found.setdefault(task, []).append(change)
    return found


def _days(changes: Iterable[RowChange]) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The due days that ``changes`` took away and brought, in order."""
    deadlines = [c for c in changes if c.table == "deadline"]
    before = {day for c in deadlines for day in _dates((c.before or {}).get("due"))}
    after = {day for c in deadlines for day in _dates((c.after or {}).get("due"))}
    return tuple(sorted(before - after)), tuple(sorted(after - before))


def _words(changes: Iterable[RowChange]) -> tuple[str, str]:
    """The printed words of a deadline before and after; two blanks where they stayed or there were none."""
    for change in changes:
        if change.table == "task" and change.before and change.after:
            old, new = change.before.get("deadline_text"), change.after.get("deadline_text")
            if old and old != new:
                return str(old), str(new or "")
    return "", ""


def _number(value: journal.Scalar) -> int | None:
    return value if isinstance(value, int) else None


def _dates(value: journal.Scalar) -> tuple[date, ...]:
    return (date.fromisoformat(str(value)),) if value else ()
