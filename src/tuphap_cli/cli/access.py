"""The register in force, opened to read or to write; what the clerk should know of it is said on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .. import errors, settings
from ..i18n import show
from ..store import any_register
from ..store.file.register import Connection, Register
from . import attempts, speech, whereabouts

if TYPE_CHECKING:
    from ..store.write.change import Change


@contextmanager
def reading() -> Iterator[Connection]:
    """Give a read-only view of the register in force."""
    with _advised(), opened() as register, register.reading() as connection:
        yield connection


@contextmanager
def _advised() -> Iterator[None]:
    """Let an error about a damaged file, or a file that is no register, name the last backup.

    One about a book of another office than that of the command line, or about what is not in it, keeps which one it is.
    """
    try:
        yield
    except (errors.RegisterDamaged, errors.NotARegister) as error:
        from .damage import with_last_backup

        named = with_last_backup(error)
        named.options = named.options or settings.options()
        if named is error:
            raise
        raise named from error
    except errors.TuphapError as error:
        error.options = error.options or settings.options()
        raise


def opened(*, write: bool = False) -> Register:
    """Open the register in force and say what the clerk should know of it.

    One of an older format is upgraded first where the setting ``auto_upgrade`` allows it.
    """
    path, shared = (
        whereabouts.register_path() if write else whereabouts.reading_path(),
        settings.flag("shared_folder"),
    )
    try:
        register = any_register.open_register(path, write=write, shared=shared)
    except errors.OlderRegister:
        if not settings.flag("auto_upgrade"):
            raise
        from .upgrading import upgrade_first

        upgrade_first()
        register = any_register.open_register(path, write=write, shared=shared)
    for text in register.remarks:
        speech.remark(show(text))
    return register


@contextmanager
def writing(command: str, *, dry_run: bool = False, adjust: bool = False) -> Iterator[Change]:
    """Run a transaction of the register in force; it leaves one journal row when it ends well.

    ``adjust`` lets entries into closed periods, and the journal says so. A trial (``dry_run``) is rolled back.
    """
    with to_write() as register, transaction(register, command, dry_run=dry_run, adjust=adjust) as change:
        yield change


@contextmanager
def to_write() -> Iterator[Register]:
    """Open the register in force for writing; its transaction has not begun, so that nobody waits for it yet."""
    with _advised(), opened(write=True) as register:
        yield register


@contextmanager
def transaction(register: Register, command: str, *, dry_run: bool, adjust: bool) -> Iterator[Change]:
    """Run the transaction of :func:`writing` in a register that is already open for it."""
    from ..text import clean

    name = f"{command} --adjust" if adjust else command
    with register.writing(name, settings.actor(), dry_run=dry_run) as change:
        change.adjust = adjust
        yield change
        change.summary = clean(change.summary)  # it may repeat what was typed
    if not dry_run:
        attempts.keep()
