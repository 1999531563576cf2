"""Records a list of results in the ledger, in the order of their days; the caller takes all back on a problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ...domain.model import N_, note
from ...domain.problems import Problem
from ...errors import Conflict, TuphapError
from ...store.read import names
from ...store.write import ledger
from ...text import fold
from . import listfile
from .resultlist import TaskResult

if TYPE_CHECKING:
    from ...store.write.change import Change
    from ...store.write.ledger import Recorded


class Entered(NamedTuple):
    """A result and the entry that was made of it."""

    result: TaskResult
    entry: Recorded


class ResultsEntered(NamedTuple):
    """What a list has done: new entries, results that the ledger held already, and every problem found.

    ``conflicts`` are the errors behind those problems that contradict what somebody else has recorded or signed.
    """

    new: list[Entered]
    already: list[TaskResult]
    problems: list[Problem]
    conflicts: list[Conflict]


def enter_results(change: Change, results: Sequence[TaskResult], today: date) -> ResultsEntered:
    """Append each result to the ledger, unless the very same entry is there."""
    found = ResultsEntered([], [], [], [])
    for result in sorted(results, key=lambda one: (one.day, one.place.row)):
        try:
            task = names.task(change.connection, result.task)
            if (wrong := _mismatch(change, task, result)) is not None:
                found.problems.append(wrong)
                continue
            act = ledger.Act(
                result.kind, result.day, today, result.percent, result.document, result.note, result.period
            )
            if ledger.is_recorded(change.connection, task, act):
                found.already.append(result)
                continue
            found.new.append(Entered(result, *ledger.record_progress(change, [task], act)))
        except TuphapError as error:
            found.problems.append(Problem(result.place, listfile.told(error), "", result.task, error.code))
            if isinstance(error, Conflict):
                found.conflicts.append(error)
    return found


def _mismatch(change: Change, task: int, result: TaskResult) -> Problem | None:
    """That a row names one task by its number and another by its item, as where one column alone was sorted."""
    known = ledger.item_of(change.connection, task)
    if not result.item or fold(result.item) == fold(known):
        return None
    hint = note(N_("task {task} has the item {item}: the number or the item is wrong"), task=task, item=known or "–")
    return Problem(result.place, hint, "", result.item, "row.mismatch")
