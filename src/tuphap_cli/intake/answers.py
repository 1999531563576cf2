"""Takes back the list of open questions with the column "due" filled in, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain import missed
from ..domain.model import ENTERED, N_, DeadlineKind, Note, Reading, note
from ..domain.workdays import FIRST_YEAR, LAST_YEAR
from ..errors import UnreadableFile
from ..text import clean, fold
from . import csvfile

if TYPE_CHECKING:
    from ..store.change import Change
    from ..store.queries import TaskRow

COLUMNS = ("task", "due")
_HEADINGS = {"task": "task", "nhiem vu": "task", "so": "task", "due": "due", "han": "due", "thoi han": "due"}
_NONE = {"khong", "khong co", "none", "no"}
_ADVICE = N_("Fill the column due of the list that `tuphap deadline questions -o FILE.csv` gives, as “CSV UTF-8”.")
_LONGEST_NUMBER = 18  # digits


class Answer(NamedTuple):
    """The answer for one task: its due day, or None for no deadline; ``line`` where it stands, 0 for nowhere."""

    line: int
    task: int
    due: date | None


class Problem(NamedTuple):
    """What is wrong with a line of the file."""

    line: int
    what: Note


class Answers(NamedTuple):
    """The answers of a file, and every problem found."""

    given: list[Answer]
    problems: list[Problem]


def read(path: Path) -> Answers:
    """The answers in the CSV file ``path``; lines without one are passed over. :raises UnreadableFile:"""
    rows = csvfile.rows(path, _ADVICE)
    if not rows:
        raise UnreadableFile(file=path.name, why=N_("it is empty"), advice=_ADVICE)
    places = csvfile.places(rows[0], _HEADINGS, COLUMNS, path.name, _ADVICE)
    found = Answers([], [])
    seen: dict[int, int] = {}
    for row in rows[1:]:
        task, due = (clean(row.cell(places[column]).text) for column in COLUMNS)
        if not due:
            continue
        if not (task.isdecimal() and len(task) <= _LONGEST_NUMBER):
            found.problems.append(Problem(row.number, note(N_("“{value}” is not a task's number"), value=task)))
        elif int(task) in seen:
            what = note(N_("task {task} stands in line {line} already"), task=task, line=seen[int(task)])
            found.problems.append(Problem(row.number, what))
        else:
            seen[int(task)] = row.number
            said = typed(due)
            if isinstance(said, Note):
                found.problems.append(Problem(row.number, said))
            else:
                found.given.append(Answer(row.number, int(task), said))
    return found


def typed(text: str) -> date | Note | None:
    """The day that an answer names, None for "không" or "none" (no deadline), or what is wrong with it."""
    if fold(text) in _NONE:
        return None
    day = csvfile.day(text)
    if day is None:
        return note(N_("“{value}” is not a date (28/6/2021 or 2021-06-28), nor “không”"), value=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return note(N_("the calendar goes from 1990 to 2200"))
    return day


class Outcome(NamedTuple):
    """The tasks that got their answer, how many had it already, and every problem found."""

    answered: list[int]
    already: int
    problems: list[Problem]


def apply(change: Change, given: Sequence[Answer]) -> Outcome:
    """Store the answers; the caller takes all back where there are problems."""
    from ..store import queries, tasks
    from ..store.queries import Filters
    from ..store.tables import Task

    wanted = Filters(tasks=tuple(answer.task for answer in given))
    rows = {row.task: row for row in queries.task_rows(change.connection, date.max, wanted)} if given else {}
    answered: list[int] = []
    problems: list[Problem] = []
    already = 0
    for line, task, due in given:
        row = rows.get(task)
        if row is not None and row.deadline_rule == ENTERED and row.original_due == due:
            already += 1
        elif (why := _obstacle(row, task, due)) is not None:
            problems.append(Problem(line, why))
        else:
            stored = change.session.get_one(Task, task)
            tasks.set_deadline(change, stored, stored.deadline_text, reading(stored.deadline_text, due))
            answered.append(task)
    return Outcome(answered, already, problems)


def _obstacle(row: TaskRow | None, task: int, due: date | None) -> Note | None:
    if row is None:
        return note(N_("there is no task {task} in the register"), task=task)
    if not missed.needs_date(row) or row.done_on is not None:
        return note(N_("task {task} does not wait for an answer"), task=task)
    if due is not None and due < row.assigned_on:
        return too_early(row)
    return None


def too_early(row: TaskRow) -> Note:
    """That a day lies before its task was handed down."""
    return note(N_("task {task} was assigned on {day} only"), task=row.task, day=row.assigned_on)


def reading(words: str, due: date | None) -> Reading:
    """What a person has decided about a deadline's words: a day, or that there is none."""
    kind = DeadlineKind.NONE if due is None else DeadlineKind.BY
    return Reading(words, kind, due=due, sure=True, rule=ENTERED)
