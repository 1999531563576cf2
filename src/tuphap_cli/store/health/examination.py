"""The examination of a register: everything that can be found wrong with it, each by its own small function.

Nothing here writes but :func:`repair`, and that only what follows from other things. What could not be checked is
said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, Note, note
from .. import dialect, row_writing
from ..backup import backups
from ..file.register import FORMAT, Connection, Register, check_header
from ..file.sqlite_faults import translated
from . import history, soundness, standing_check, structure, word_check
from .findings import RESTORE, HealthFinding, Weight, going_on, lenient, words_of_error

__all__ = ["HealthFinding", "Repaired", "Surroundings", "Weight", "examine", "repair"]

COMMAND = "doctor --repair"  # in the journal
# Faults that are findings; others stop the examination.
DAMAGE = {errors.RegisterDamaged, errors.NotARegister, errors.RegisterFault}


Check = Callable[[], Iterable[HealthFinding]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an examination must know: the time, where backups are, whether the day is fixed by a variable."""

    now: datetime
    backups: Path
    today_fixed: bool = False


def examine(path: Path, facts: Surroundings) -> Iterator[HealthFinding]:
    """All findings on the register at ``path``; a RegisterFault where there is nothing that could be examined.

    A journal left by a crash is played back, as by every other command.
    """
    tasks = 1  # of what cannot be read, something may be lost
    try:
        check_header(path)
        leftover = path.with_name(f"{path.name}-journal")
        crashed = leftover.exists()
        register = Register.of_any_format(path, shared=True)
    except errors.RegisterFault as error:
        if type(error) not in DAMAGE:
            raise
        remedy = _remedy(error, path, facts.backups)
        yield HealthFinding("file", Weight.ERROR, words_of_error(error), str(path), remedy)
    else:
        with register:
            if crashed and not leftover.exists():
                what = note(N_("A command that was cut off has been taken back"))
                again = note(N_("Repeat what was cut off."))
                yield HealthFinding("recovered", Weight.NOTE, what, path.name, again)
            strange = _strange(register)
            yield from strange
            if not strange:  # else no statement of ours is to run on what others have put there
                yield from _content(register, facts)
                yield from _evidence(register, facts)
                tasks = _tasks(register.connection)
    # Only now, since it opens the file: closing it would have dropped the locks of the register.
    yield from _around(path, facts, tasks)


def examine_server(url: str, home: Path, facts: Surroundings) -> Iterator[HealthFinding]:
    """All findings on the register at ``url``, whose backups on this machine are named after ``home``."""
    from ..server import server_register
    from . import surroundings

    with server_register.open_register(url) as register:
        connection = register.connection
        with register.reading():
            for subject, check in _server_checks(connection, facts):
                yield from going_on(subject, _apart(connection, check))
            tasks = _tasks(connection)
    yield from going_on(
        note(N_("the backups")), lambda: surroundings.check_backups(home, facts.backups, facts.now, tasks)
    )


def _server_checks(connection: Connection, facts: Surroundings) -> Iterator[tuple[Note, Check]]:
    """What can be examined of a register on a server; its files and the values of rows are the server's business."""
    yield note(N_("rows and what they belong to")), lambda: structure.orphans(connection)
    yield note(N_("the chain of the journal")), lambda: history.check_chain(connection)
    yield note(N_("the clock")), lambda: history.clock(connection, facts.now, facts.today_fixed)
    yield note(N_("tables and indexes")), lambda: structure.check_tables(connection)
    yield note(N_("tables and indexes")), lambda: structure.check_record(connection)
    yield note(N_("the state kept of tasks")), lambda: standing_check.check_standing(connection)
    yield note(N_("the index of words")), lambda: word_check.check_words(connection)
    yield note(N_("the rows against the journal")), lambda: history.check_rows(connection, _tables())


def _apart(connection: Connection, check: Check) -> Check:
    """``check`` so that what goes wrong in it leaves the others their view of the register."""

    def made() -> Iterable[HealthFinding]:
        with row_writing.attempted(connection):
            return list(check())

    return made


def _remedy(error: errors.RegisterFault, path: Path, folder: Path) -> Note:
    """What to do about a file that cannot be examined: a damaged one gives way to its last backup."""
    if isinstance(error, errors.RegisterDamaged):
        with suppress(errors.RegisterFault):
            if backups.listed_backups(folder, path):
                return RESTORE
    return error.in_words(error.remedy) if error.remedy else RESTORE


def _strange(register: Register) -> list[HealthFinding]:
    """What others have put into the file."""
    connection, found = register.connection, register.format
    connection.text_factory = lenient
    return list(going_on(note(N_("tables and indexes")), lambda: structure.check_foreign(connection, found)))


def _content(register: Register, facts: Surroundings) -> Iterator[HealthFinding]:
    connection, path = register.connection, register.path
    connection.execute("BEGIN")  # one view for all checks
    found = register.format
    if not register.sealed:
        what = note(N_("Another program has written to the register since the last command"))
        again = note(N_("If nothing else is found, nothing was changed. Seal it again: tuphap doctor --repair"))
        yield HealthFinding("seal", Weight.WARNING, what, path.name, again)
    yield from going_on(note(N_("the structure of the file")), lambda: structure.integrity(connection))
    yield from going_on(note(N_("rows and what they belong to")), lambda: structure.orphans(connection))
    yield from going_on(note(N_("the chain of the journal")), lambda: history.check_chain(connection))
    yield from going_on(note(N_("the clock")), lambda: history.clock(connection, facts.now, facts.today_fixed))
    found = register.format
    if found != FORMAT:
        what = note(N_("The register has the older format {found}; not all of it was checked"), found=found)
        remedy = note(N_("Bring it to the present one: tuphap upgrade"))
        yield HealthFinding("format", Weight.WARNING, what, path.name, remedy)
        return
    yield from going_on(note(N_("tables and indexes")), lambda: structure.check_tables(connection))
    yield from going_on(note(N_("tables and indexes")), lambda: structure.check_record(connection))
    yield from going_on(note(N_("the values of rows")), lambda: structure.check_values(connection))
    yield from going_on(note(N_("the state kept of tasks")), lambda: standing_check.check_standing(connection))
    yield from going_on(note(N_("the index of words")), lambda: word_check.check_words(connection))
    yield from going_on(note(N_("the rows against the journal")), lambda: history.check_rows(connection, _tables()))


def _evidence(register: Register, facts: Surroundings) -> Iterator[HealthFinding]:
    from . import evidence_check  # as in _around

    if register.format == FORMAT:
        connection, path = register.connection, register.path
        named = note(N_("the files of evidence"))
        yield from going_on(named, lambda: evidence_check.check_evidence(connection, path, facts.backups))


def _tables() -> set[str]:
    from ..file import upgrade

    return {name for kind, name in upgrade.expected() if kind == "table"} - history.NOT_IN_JOURNAL


def _tasks(connection: Connection) -> int:
    try:
        return int(connection.execute("SELECT COUNT(*) FROM task").fetchone()[0])
    except Exception:  # noqa: BLE001 - in a damaged file there is something to lose
        return 1


def _around(path: Path, facts: Surroundings, tasks: int) -> Iterator[HealthFinding]:
    from . import surroundings  # a report that is only to know whether its figures hold does without

    checks: tuple[tuple[Note, Callable[[], Iterable[HealthFinding]]], ...] = (
        (note(N_("the drive")), lambda: surroundings.drive(path)),
        (note(N_("the rights")), lambda: surroundings.rights(path)),
        (note(N_("copies beside it")), lambda: surroundings.conflicts(path)),
        (note(N_("files beside it")), lambda: surroundings.side_files(path)),
        (note(N_("the mode of writing")), lambda: surroundings.mode(path)),
        (note(N_("the backups")), lambda: surroundings.check_backups(path, facts.backups, facts.now, tasks)),
    )
    for subject, check in checks:
        yield from going_on(subject, check)


class Repaired(NamedTuple):
    """What a repair has changed: whether WAL mode was switched off, the tasks rebuilt, whether it was sealed again.

    ``unproven`` is how much the examination found of what nobody can repair; then the seal stays broken. ``words`` is
    in how many places the index of words was made anew.
    """

    mode: bool
    tasks: list[int]
    sealed: bool = False
    unproven: int = 0
    words: int = 0


def repair(place: Path | str, actor: str, *, shared: bool = False, dry_run: bool = False) -> Repaired:
    """Rebuild what follows from the ledger and switch WAL mode off; RegisterDamaged where the file is not whole."""
    from .. import any_register

    with any_register.open_register(place, write=True, shared=shared, keep_mode=True) as register:
        connection = register.connection
        with translated(register.place):
            if damages := dialect.damages(connection):
                raise errors.RegisterDamaged(path=register.place, why=damages[0])
            mode = dialect.in_wal_mode(connection)
            if mode and not dry_run:
                dialect.leave_wal_mode(connection)
        with register.writing(COMMAND, actor, dry_run=dry_run) as change:
            tasks, words = standing_check.rebuild(change), word_check.rebuild(change)
            found = [] if connection.sealed else list(soundness.grave_findings(connection))
            change.examined = not (connection.sealed or found)
        return Repaired(mode, tasks, change.examined, len(found), words)
