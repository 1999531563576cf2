"""Which backup is meant: the one that was named, or the last good one of this very register.

A folder may hold the backups of several registers of one name, and names made while a clock was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ... import errors, paths
from ...domain.model import N_, Note, note
from ..health import file_checks
from ..health.file_checks import FileFacts
from . import backups, identity
from .backups import Listed

_DIGITS = 10  # of a number in the list

_SEVERAL = N_(
    "Backups of several registers lie in {folder}, and the register cannot be read to tell which are its own. "
    "Name one: `tuphap backup --list` shows them."
)


def find_backup(word: str, folder: Path, register: Path) -> Path:
    """The backup that is meant: its number in the list (1 is the newest), its name there, or a path."""
    there = backups.listed_backups(folder, register)
    if word.isdecimal() and len(word) < _DIGITS and 0 < int(word) <= len(there):
        return there[int(word) - 1].path
    for name in (str(folder / word), str(folder / f"{word}.db"), word):
        try:
            candidate = paths.named_path(name)
        except errors.RegisterUnreadable:
            continue
        if candidate.is_file():
            if register.exists() and candidate.samefile(register):
                raise errors.BadField(field="BACKUP", value=word, why=N_("it is the register itself"))
            return candidate
    raise errors.NoBackup(value=word, path=folder)


def last_good(folder: Path, register: Path) -> tuple[Listed, FileFacts, tuple[Note, ...]]:
    """The last backup of the register that passes every check, what it holds, and a notice for each passed over.

    Raises:
        NoGoodBackup: there is none
        UsageFault: backups of several registers are there, and which are its own cannot be known
    """
    notices: list[Note] = []
    found, present = backups.listed_backups(folder, register), identity.of_file(register)
    for backup in found:
        try:
            facts = file_checks.good_backup(backup.path)
        except errors.RegisterFault as error:
            text = N_("The backup {name} cannot be used and was passed over: {why}.")
            notices.append(note(text, name=backup.path.name, why=file_checks.why_of(error)))
            continue
        if facts.known_by.other_than(present):
            text = N_("{name} is a backup of another register and was passed over.")
            notices.append(note(text, name=backup.path.name))
            continue
        if not present.origin and len(list(identity.own(found, facts.known_by))) < len(found):
            raise errors.UsageFault(what=note(_SEVERAL, folder=folder))
        return _with_all_of_it(backup, facts, found, notices)
    raise errors.NoGoodBackup(path=folder)


def _with_all_of_it(
    backup: Listed, facts: FileFacts, found: Sequence[Listed], notices: list[Note]
) -> tuple[Listed, FileFacts, tuple[Note, ...]]:
    """``backup``, or one that holds its whole journal and more: it got its name while a clock was wrong."""
    for other in sorted((b for b in found if b.seq > facts.seq > 0), key=lambda b: b.seq, reverse=True):
        with suppress(errors.RegisterFault):
            more = file_checks.good_backup(other.path)
            with file_checks.reading_file(other.path) as connection:
                row = connection.execute("SELECT hash FROM journal WHERE seq = :seq", {"seq": facts.seq}).fetchone()
            if row is not None and row[0] == facts.head:
                text = N_("The backup {name} was passed over: {other} holds all of it and more.")
                passed = note(text, name=backup.path.name, other=other.path.name)
                return other, more, (*notices, passed)
    return backup, facts, tuple(notices)
