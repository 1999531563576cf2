"""Takes back the list that says which task of the office above each task carries out, all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...domain.model import N_, note
from ...domain.problems import Place, Problem
from ...errors import Changed, TuphapError, UnreadableFile
from ...store.read import handed_down_rows, names
from ...text import clean, fold, words
from ..files.source import SourceRow
from . import listfile

if TYPE_CHECKING:
    from ...store.read.queries import TaskRow
    from ...store.write.change import Change

COLUMNS = {"task": N_("task"), "carries_out": N_("Task of the office above (to be filled in)")}
_NONE = frozenset({"khong", "khong co", "none", "-"})  # folded: it carries none out
_TO_FILL_IN = ("to be filled in", "dien vao")
# Folded headings, in either language; other columns are passed over.
_HEADINGS = {
    "task": "task",
    "no.": "task",
    "so": "task",
    "so nhiem vu": "task",
    "ma nhiem vu": "task",
    "carries_out": "carries_out",
    "carries out": "carries_out",
    "task of the office above": "carries_out",
    "nhiem vu cap tren": "carries_out",
    "nhiem vu cua cap tren": "carries_out",
    "can cu nhiem vu": "carries_out",
    "thuc hien nhiem vu": "carries_out",
    "thuc hien nhiem vu so": "carries_out",
    "nhiem vu cua co quan cap tren": "carries_out",
    "version": "version",
    "phien ban": "version",
}
# The column that is empty in the template says so.
_HEADINGS |= {f"{heading} ({mark})": column for heading, column in _HEADINGS.items() for mark in _TO_FILL_IN}
_ADVICE = N_(
    "Take the list that `tuphap task carry-out --template -o FILE.xlsx` gives, or one of your own (a workbook or "
    "“CSV UTF-8”) with the columns task, carries_out."
)
_LONGEST_NUMBER = 18  # digits


class CarryingLine(NamedTuple):
    """A row of the list: a task, and the one of the office above as it is named; both by number or DECISION:ITEM.

    ``above`` is "" where it carries none out; ``version`` is that of the task when the list was made, if it says so.
    """

    place: Place
    task: str
    above: str
    version: int | None


class CarryingList(NamedTuple):
    """The rows of a list, and every problem found."""

    lines: list[CarryingLine]
    problems: list[Problem]


def read_list(file: Path, encoding: str | None = None) -> CarryingList:
    """The rows in ``file``; those in which the last column is empty are passed over.

    Raises:
        UnreadableFile: it is no such list, or not in ``encoding`` (UTF-8)
    """
    rows = listfile.list_rows(file, _HEADINGS, tuple(COLUMNS), _ADVICE, encoding)
    if not rows:
        raise UnreadableFile(file=file.name, why=N_("it is empty"), advice=_ADVICE)
    places = listfile.column_places(rows[0], _HEADINGS, COLUMNS, file.name, _ADVICE)
    found = CarryingList([], [])
    seen: dict[str, int] = {}
    for row in rows[1:]:
        task, above = (clean(row.cell(places[column]).text) for column in COLUMNS)
        if not above:
            continue
        place = Place("", row.number)
        if listfile.named_once(task, place, seen, found.problems):
            named = "" if fold(above) in _NONE else above
            found.lines.append(CarryingLine(place, task, named, _version(row, places)))
    return found


def _version(row: SourceRow, places: Mapping[str, int]) -> int | None:
    """The version in a row; None where the list has none, or a spreadsheet has made something else of it."""
    text = clean(row.cell(places["version"]).text) if "version" in places else ""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def found_above(connection: sqlite3.Connection, given: CarryingList) -> dict[str, int]:
    """The number in the book above (``connection``) of each task that the list names; problems go to the list's."""
    known: dict[str, int] = {}
    for line in given.lines:
        if line.above and line.above not in known:
            try:
                known[line.above] = handed_down_rows.task_above(connection, line.above).task
            except TuphapError as error:
                given.problems.append(Problem(line.place, listfile.told(error), "", line.above, error.code))
    return known


class CarryingOutcome(NamedTuple):
    """The tasks that were changed, with what each carries out now, and how many had it already; every problem found.

    ``conflicts`` are those of the problems where someone has changed a task since the list was made.
    """

    changed: dict[int, int | None]
    already: int
    problems: list[Problem]
    conflicts: list[Changed]


def apply_list(change: Change, lines: Sequence[CarryingLine], above: Mapping[str, int]) -> CarryingOutcome:
    """Store what tasks carry out; the caller takes all back where there are problems."""
    from ...store.write import tasks

    present = handed_down_rows.links(change.connection)
    changed: dict[int, int | None] = {}
    problems: list[Problem] = []
    conflicts: list[Changed] = []
    already = 0
    for line in lines:
        if line.above and line.above not in above:  # a problem already
            continue
        try:
            task = names.task(change.connection, line.task)
            wanted = above.get(line.above)
            if present.get(task) == wanted:
                already += 1
                continue
            if line.version is not None:
                change.expect("task", task, line.version)
            tasks.edit_task(change, task, {"carries_out": wanted})
            changed[task] = wanted
        except Changed as conflict:
            conflicts.append(conflict)
            hint = note(N_("task {task} was changed since the list was made"), task=task)
            problems.append(Problem(line.place, hint, "", line.task, conflict.code))
        except TuphapError as error:
            problems.append(Problem(line.place, listfile.told(error), "", line.task, error.code))
    return CarryingOutcome(changed, already, problems, conflicts)


def proposals(rows: Sequence[TaskRow], above: Sequence[TaskRow]) -> dict[int, int]:
    """For each of ``rows`` whose words are those of one alone of the tasks ``above``: the number of that one."""
    by_words: dict[str, list[int]] = {}
    for one in above:
        by_words.setdefault(_worded(one.title), []).append(one.task)
    found = {row.task: by_words.get(_worded(row.title), []) for row in rows}
    return {task: numbers[0] for task, numbers in found.items() if len(numbers) == 1}


def _worded(title: str) -> str:
    return " ".join(words(title))
