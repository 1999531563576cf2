"""Which row of a plan is which task that the register holds already: by item and text, by text, by item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..domain.draft import DraftTask
from ..domain.model import N_, Note, joined_notes, note
from ..text import fold

# As json.dumps, made once.
as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, check_circular=False).encode
COMPARED = 1_000  # letters of two texts; what compares them takes the square of their lengths
SIMILAR = 0.5  # below this share of common text a row under a known item is another task

# The fields of a row, named as the headings of a plan.
_COLUMNS = {
    "item": N_("Item"),
    "group": N_("Group"),
    "title": N_("Task"),
    "product": N_("Product"),
    "lead": N_("Lead"),
    "supports": N_("Supporting"),
    "deadline": N_("Deadline"),
    "note": N_("Note"),
    "leader": N_("Leader"),
    "officer": N_("Officer"),
    "extra": N_("other columns"),
}


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task of the register: number, item, words, its row as it was in the file last imported, its place, its
    group."""

    task: int
    item: str
    title: str
    printed: str
    position: int = 0
    group: int | None = None


class Pair(NamedTuple):
    """A row of the file with its task (None: new); ``displaced`` is a task that was under the row's item before."""

    row: DraftTask
    known: KnownTask | None
    displaced: KnownTask | None = None


def printed(row: DraftTask, group: str) -> dict[str, str]:
    """The row as it is in the file, field by field, for comparing it with a later file."""
    fields = {
        "item": row.item,
        "group": group,
        "title": row.title,
        "product": row.product,
        "lead": row.lead_text,
        "supports": row.support_text,
        "deadline": row.deadline_text,
        "note": row.note,
        "extra": as_json(row.extra) if row.extra else "{}",
    }
    # Only where there are any: rows of files that were read before these columns were known do not have them.
    fields |= {name: text for name, text in (("leader", row.leader), ("officer", row.officer)) if text}
    if row.asked_as:
        fields["asked"] = row.asked_as  # which column holds the deadlines is still to be said
    return fields


def pairs(rows: Sequence[DraftTask], known: Sequence[KnownTask]) -> tuple[list[Pair], list[KnownTask]]:
    """Each row with its task, in the file's order, and the tasks that the file no longer holds.

    A renumbered plan keeps its tasks by their words; a corrected title keeps its task by its item. Quite other words
    under a known item are another task: a task's record must never pass to work it was not recorded for.
    """
    left = {task.task: task for task in known}
    found: dict[int, Pair] = {}
    for key in (_item_and_words, _words, _item):
        if not left:
            break
        by_key: dict[str, list[KnownTask]] = {}
        for task in left.values():
            by_key.setdefault(key(task.item, task.title), []).append(task)
        for index, row in enumerate(rows):
            same = by_key.get(key(row.item, row.title), [])
            if index in found or not same:
                continue
            task = same.pop(0)
            if key is _item and _likeness(row.title, task.title) < SIMILAR:
                found[index] = Pair(row, None, displaced=task)
            else:
                del left[task.task]
                found[index] = Pair(row, task)
    return [found.get(index) or Pair(row, None) for index, row in enumerate(rows)], list(left.values())


def _item_and_words(item: str, title: str) -> str:
    return f"{item}\n{fold(title)}"


def _words(_item: str, title: str) -> str:
    return fold(title)


def _item(item: str, _title: str) -> str:
    return item


def _likeness(a: str, b: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, fold(a)[:COMPARED], fold(b)[:COMPARED]).ratio()


def named_fields(changed: set[str]) -> Note:
    """The fields of a row that have changed, as the headings of a plan name them."""
    return joined_notes([note(word) for name, word in _COLUMNS.items() if name in changed])


def printed_title(title: str, printed: str) -> str:
    """The title of a task as it was in the file last imported."""
    before = json.loads(printed) if printed else {}
    return str(before.get("title") or title)
