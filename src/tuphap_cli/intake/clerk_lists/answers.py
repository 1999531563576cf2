"""Takes back the list of open questions with the column "due" filled in, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...domain import missed, typed_dates
from ...domain.model import N_, DeadlineRule, Note, Reading, note
from ...domain.problems import Problem, in_line
from ...errors import Changed, UnreadableFile
from ...text import clean, fold
from ..files.source import SourceRow
from . import listfile

if TYPE_CHECKING:
    from ...store.read.queries import TaskRow
    from ...store.write.change import Change

COLUMNS = {"task": N_("task"), "due": N_("Due (to be filled in)")}
_HEADINGS = {
    "task": "task",
    "nhiem vu": "task",
    "so": "task",
    "no.": "task",
    "due": "due",
    "han": "due",
    "thoi han": "due",
    "due (to be filled in)": "due",
    "thoi han (dien vao)": "due",
    "version": "version",
    "phien ban": "version",
}
_NONE = {"khong", "khong co", "none", "no"}
_ADVICE = N_(
    "Fill in the column due of the list that `tuphap deadline questions -o FILE.xlsx` gives, "
    "or FILE.csv as “CSV UTF-8”."
)
_NO_DATE = N_("“{value}” is not a date (28/6/2021 or 2021-06-28), nor “không”")
_LONGEST_NUMBER = 18  # digits
# The second of two days that are without quotation marks would fall into a column of its own and be lost.
_TOO_MANY = note(N_("it has more cells than the heading: put several days of one task in quotation marks"))


class Answer(NamedTuple):
    """The answer for one task: its due days in order, none for no deadline; ``line`` is 0 for what was typed.

    ``version`` is that of the task when the list was made, where the list still says it.
    """

    line: int
    task: int
    days: tuple[date, ...]
    version: int | None = None


class Answers(NamedTuple):
    """The answers of a file, and every problem found."""

    given: list[Answer]
    problems: list[Problem]


def read_answers(path: Path, encoding: str | None = None) -> Answers:
    """The answers in ``path``, CSV or a workbook; lines without one are passed over.

    Raises:
        UnreadableFile: it cannot be read
    """
    rows = listfile.list_rows(path, _HEADINGS, tuple(COLUMNS), _ADVICE, encoding)
    if not rows:
        raise UnreadableFile(file=path.name, why=N_("it is empty"), advice=_ADVICE)
    places = listfile.column_places(rows[0], _HEADINGS, COLUMNS, path.name, _ADVICE)
    found = Answers([], [])
    seen: dict[int, int] = {}
    width = len(rows[0].cells)
    for row in rows[1:]:
        if any(clean(cell.text) for cell in row.cells[width:]):
            found.problems.append(in_line(row.number, _TOO_MANY))
            continue
        task, due = (clean(row.cell(places[column]).text) for column in COLUMNS)
        if not due:
            continue
        if not (task.isdecimal() and len(task) <= _LONGEST_NUMBER):
            found.problems.append(in_line(row.number, note(N_("“{value}” is not a task's number"), value=task)))
        elif int(task) in seen:
            what = note(N_("task {task} stands in line {line} already"), task=task, line=seen[int(task)])
            found.problems.append(in_line(row.number, what))
        else:
            seen[int(task)] = row.number
            said = typed_answer(due)
            if isinstance(said, Note):
                found.problems.append(in_line(row.number, said))
            else:
                found.given.append(Answer(row.number, int(task), said, _version(row, places)))
    return found


def _version(row: SourceRow, places: dict[str, int]) -> int | None:
    """The version in a line; None where the list has none, or a spreadsheet has made something else of it."""
    text = clean(row.cell(places["version"]).text) if "version" in places else ""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def typed_answer(text: str, proposed: Sequence[date] = ()) -> tuple[date, ...] | Note:
    """The days that an answer names in order, none for "không" or "none" (no deadline), or what is wrong with it.

    Several are written "30/6/2021; 30/9/2021" or "… và …". A number alone is that of the day ``proposed``.
    """
    if fold(text) in _NONE:
        return ()
    days: list[date] = []
    for part in typed_dates.several(text):
        numbered = part.isdecimal() and 1 <= int(part) <= len(proposed)
        day = proposed[int(part) - 1] if numbered else listfile.day_of_cell(part)
        if day is None:
            return listfile.why_no_day(part, _NO_DATE)
        days.append(day)
    if again := typed_dates.twice(days):
        return note(N_("{day} stands there twice"), day=again)
    return tuple(sorted(days))


class AnswersOutcome(NamedTuple):
    """The tasks that got their answer, how many had it already, and every problem found.

    ``conflicts`` are those of the problems where someone has changed a task since the list was made.
    """

    answered: list[int]
    already: int
    problems: list[Problem]
    conflicts: list[Changed]


def apply_answers(change: Change, given: Sequence[Answer]) -> AnswersOutcome:
    """Store the answers; the caller takes all back where there are problems."""
    from ...store.read import queries
    from ...store.read.filters import Filters
    from ...store.tables import Task
    from ...store.write import tasks

    wanted = Filters(tasks=tuple(answer.task for answer in given))
    rows = {row.task: row for row in queries.task_rows(change.connection, date.max, wanted)} if given else {}
    stored: dict[int, list[date | None]] = {}
    for dated in queries.deadline_rows(change.connection, date.max, wanted) if given else ():
        stored.setdefault(dated.task, []).append(dated.original_due)
    answered: list[int] = []
    problems: list[Problem] = []
    conflicts: list[Changed] = []
    already = 0
    for line, task, days, version in given:
        row = rows.get(task)
        if row is not None and row.deadline_rule == DeadlineRule.ENTERED and stored[task] == list(days or (None,)):
            already += 1
        elif (why := _obstacle(row, task, days)) is not None:
            problems.append(in_line(line, why))
        elif version is not None and (conflict := _changed(change, task, version)) is not None:
            conflicts.append(conflict)
            problems.append(in_line(line, note(N_("task {task} was changed since the list was made"), task=task)))
        else:
            known = change.session.get_one(Task, task)
            tasks.set_deadline(change, known, known.deadline_text, Reading.entered(known.deadline_text, days))
            answered.append(task)
    return AnswersOutcome(answered, already, problems, conflicts)


def _changed(change: Change, task: int, version: int) -> Changed | None:
    try:
        change.expect("task", task, version)
    except Changed as conflict:
        return conflict
    return None


def _obstacle(row: TaskRow | None, task: int, days: Sequence[date]) -> Note | None:
    if row is None:
        return note(N_("there is no task {task} in the register"), task=task)
    if not missed.needs_date(row) or row.done_on is not None:
        return note(N_("task {task} does not wait for an answer"), task=task)
    return too_early(row, days)


def too_early(row: TaskRow, days: Sequence[date]) -> Note | None:
    """That one of ``days`` is before the task was handed down; None where none is."""
    early = [day for day in days if day < row.assigned_on]
    if not early:
        return None
    template = N_("task {task} was assigned on {day} only; it cannot be due on {due}")
    return note(template, task=row.task, day=row.assigned_on, due=early[0])
