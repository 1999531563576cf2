"""Records what a tracker brings along beside its tasks: adjusted deadlines as extensions, completion as progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.draft import Completion, DraftTask, MovedTo
from ..domain.model import N_, Note, Severity, note, vn_date
from ..domain.problems import Problem
from ..errors import AlreadyDone, Refused
from ..store.write import documented_acts, ledger
from ..store.write.change import Change


@dataclass(frozen=True, slots=True)
class Brought:
    """A row of the file with the task that it is; ``changed`` says that it is new or has other words than before."""

    row: DraftTask
    task: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is written where the file says nothing: of the document of an extension, and of its reason ("{text}")."""

    document: str
    reason: str


def carry_over(
    change: Change, placed: Sequence[Brought], assigned: date, today: date, words: Spoken, *, with_progress: bool
) -> list[Problem]:
    """Records the extensions of new and changed rows, and with ``with_progress`` the completion of every row.

    What does not fit the record of a task is left out and reported. Raises ClosedPeriod where a day is in a period
    whose report is signed.
    """
    told: list[Problem] = []
    extended = [
        p for p in placed if p.changed and p.row.extension and _extend(change, p, assigned, today, words, told)
    ]
    done = [p for p in placed if with_progress and p.row.completion and _complete(change, p, today, told)]
    if extended:
        told.append(_counted("extension.recorded", N_("{n} extension(s) recorded."), len(extended)))
    if done:
        told.append(_counted("done.recorded", N_("{n} task(s) recorded as done."), len(done)))
    return told


def _extend(change: Change, placed: Brought, assigned: date, today: date, words: Spoken, told: list[Problem]) -> bool:
    extension = placed.row.extension
    assert extension is not None
    day = max(assigned, min(extension.decided_on or today, today))
    reason = words.reason.format(text=extension.text)
    ground = documented_acts.Ground(extension.document or words.document, reason, day)
    try:
        documented_acts.record_extension(change, placed.task, extension.due, ground)
    except Refused as error:
        _tell(told, placed, extension, "extension.refused", error)
        return False
    if not extension.document or extension.decided_on is None:
        hint = N_("Task {task}: extended to {due}, as decided on {day}; the file does not say by what or when.")
        values = {"task": placed.task, "due": extension.due, "day": vn_date(day)}
        told.append(_problem(placed, extension, "extension.undocumented", Severity.NOTE, note(hint, **values)))
    return True


def _complete(change: Change, placed: Brought, today: date, told: list[Problem]) -> bool:
    done = placed.row.completion
    assert done is not None
    if why := _doubt(placed.row, done, today):
        hint = note(why, task=placed.task, text=done.text, day=done.day or "")
        told.append(_problem(placed, done, "done.asked", Severity.QUESTION, hint))
        return False
    assert done.day is not None, "else it is in doubt"
    act = ledger.Act("done", done.day, today, document=done.document)
    try:
        ledger.record_progress(change, [placed.task], act)
    except AlreadyDone as error:
        if error.facts["day"] != done.day:  # the same one is from an import before
            _tell(told, placed, done, "done.refused", error)
        return False
    except Refused as error:
        _tell(told, placed, done, "done.refused", error)
        return False
    return True


def _doubt(row: DraftTask, done: Completion, today: date) -> str:
    """Why the completion of a row is not recorded; "" where nothing speaks against it."""
    if done.day is None:
        return N_("Task {task}: no day of completion could be read from “{text}”.")
    if done.contradicted:
        return N_("Task {task}: done on “{text}” by the file, but not done by its state there.")
    if done.doubtful:
        return N_(
            "Task {task}: done on “{text}”, but day and month may be exchanged or misread. If it is right: "
            "`tuphap done {task} --on {day}`."
        )
    if done.day > today:
        return N_("Task {task}: the day of completion, “{text}”, is still to come.")
    if len(row.reading.occurrences) > 1:
        return N_("Task {task}: done on “{text}”, but which of its deadlines is meant?")
    return ""


def _tell(told: list[Problem], placed: Brought, said: Completion | MovedTo, code: str, error: Refused) -> None:
    told.append(_problem(placed, said, code, Severity.QUESTION, error.sentence))


def _counted(code: str, template: str, number: int) -> Problem:
    return Problem(None, note(template, n=number), code=code, severity=Severity.NOTE)


def _problem(placed: Brought, said: Completion | MovedTo, code: str, severity: Severity, hint: Note) -> Problem:
    return Problem(placed.row.place, hint, said.column, said.text, code, severity)
