"""What an examination says: findings with a stable code, how much each weighs, and a way to keep going on damage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, Note, note
from ..file.sqlite_faults import system_words

MOST = 20  # findings of one kind that are named one by one


class Weight(StrEnum):
    """An error makes what is shown doubtful, a warning may lead there, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class HealthFinding(NamedTuple):
    """One thing found: ``where`` is a file, table, row; ``remedy`` what to do about it."""

    code: str
    weight: Weight
    what: Note
    where: str
    remedy: Note


RESTORE = note(N_("Put back the last good backup: tuphap restore --last"))
REPAIR = note(N_("Rebuild it from the ledger: tuphap doctor --repair"))
REBUILD = note(N_("Make it anew: tuphap doctor --repair"))
REPAIRED = {REPAIR, REBUILD}  # what a repair mends: it follows from what was entered
BY_HAND = note(
    N_("Find out who changed the file; put back the last good backup (tuphap restore --last) or enter it again.")
)


def few(found: Iterable[HealthFinding]) -> Iterator[HealthFinding]:
    """The first of ``found`` one by one, the rest as a number."""
    more = 0
    last: HealthFinding | None = None
    for number, finding in enumerate(found):
        if number < MOST:
            yield finding
        else:
            more, last = more + 1, finding
    if last is not None:
        yield last._replace(what=note(N_("{n} more findings of this kind"), n=more), where="")


def going_on(subject: Note, check: Callable[[], Iterable[HealthFinding]]) -> Iterator[HealthFinding]:
    """What ``check`` finds; where damage stops it, a finding that says what could not be checked and why."""
    try:
        yield from check()
    except Exception as error:  # noqa: BLE001 - on a damaged file anything may be other than a check relies on
        yield HealthFinding(
            "unchecked",
            Weight.ERROR,
            note(N_("Could not be checked: {subject} ({why})"), subject=subject, why=words_of_error(error)),
            "",
            RESTORE,
        )


def lenient(text: bytes) -> str:
    """Text with damaged letters, to be compared rather than to stop a check: SQLite's ``text_factory``."""
    return text.decode("utf-8", "replace")


def words_of_error(error: Exception) -> Note:
    """What an error says, as a sentence or part of one."""
    if isinstance(error, errors.TuphapError):
        return error.sentence
    return system_words(error)
