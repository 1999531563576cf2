"""Finds sheets that repeat another one of the same file: an older copy holds no tasks of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ...domain.draft import SeenTable
from ...domain.model import N_, note
from ...domain.problems import Place
from ...text import fold
from ..plan_findings import Findings
from .heading_words import Field
from .rawtask import FoundTasks, RawTask

_SAME = 0.6  # of the smaller list's tasks
_OLD = ("cu", "ban cu", "old", "luu", "nhap", "backup", "copy")
Key = tuple[str, str]


def leave_twins_out(found: FoundTasks, findings: Findings) -> None:
    """Takes the tasks and groups of sheets that repeat another out of ``found``; each such sheet is asked about."""
    sheets: dict[str, list[RawTask]] = {}
    for task in found.tasks:
        sheets.setdefault(task.place.sheet, []).append(task)
    gone: set[str] = set()
    names = list(sheets)
    for at, later in enumerate(names):
        for first in names[:at]:
            if gone & {first, later} or not _repeats(sheets[first], sheets[later]):
                continue
            kept, left = (later, first) if _is_old(first) and not _is_old(later) else (first, later)
            gone.add(left)
            differing = _differing(sheets[kept], sheets[left])
            place = Place(left, sheets[left][0].place.row)
            findings.add("sheet.twin", place, "", differing, kept=kept, tasks=len(sheets[left]))
            found.seen[:] = [_not_taken(table, kept) if table.name == left else table for table in found.seen]
    if gone:
        _take_out(found, gone)


def _take_out(found: FoundTasks, gone: set[str]) -> None:
    found.tasks[:] = [task for task in found.tasks if task.place.sheet not in gone]
    staying = [at for at, group in enumerate(found.groups) if group.place.sheet not in gone]
    renumbered = {old: new for new, old in enumerate(staying)}
    found.groups[:] = [found.groups[at] for at in staying]
    for entry in found.groups:
        entry.parent = None if entry.parent is None else renumbered.get(entry.parent)
    for task in found.tasks:
        task.group = None if task.group is None else renumbered.get(task.group)


def _not_taken(table: SeenTable, kept: str) -> SeenTable:
    return SeenTable(table.name, table.rows, False, note(N_("it repeats “{kept}”"), kept=kept))


def _key(task: RawTask) -> Key:
    return fold(task.text(Field.TITLE)), fold(task.text(Field.LEAD))


def _repeats(one: Sequence[RawTask], other: Sequence[RawTask]) -> bool:
    """Whether most tasks of the shorter list stand in the longer one, with the same lead."""
    first, second = {_key(task) for task in one}, {_key(task) for task in other}
    return len(first & second) >= _SAME * min(len(first), len(second))


def _is_old(name: str) -> bool:
    words = fold(name).replace("(", " ").replace(")", " ")
    return any(f" {old} " in f" {words} " for old in _OLD)


def _differing(kept: Sequence[RawTask], left: Sequence[RawTask]) -> str:
    """Where the deadlines of the sheet that is left out differ from those of the one that is kept."""
    due = {_key(task): task.text(Field.DEADLINE) for task in kept}
    told = [
        f"{task.number or task.place.row}: {task.text(Field.DEADLINE)} ≠ {due[_key(task)]}"
        for task in left
        if _key(task) in due and task.text(Field.DEADLINE) != due[_key(task)]
    ]
    alone = [f"{task.number or task.place.row}: {task.text(Field.TITLE)}" for task in left if _key(task) not in due]
    return "; ".join((told + alone)[:10])
