"""Making the file of a new register: under another name, so that half a one never stands under its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ... import errors
from ..backup import backups
from . import lasting, upgrade
from .register import Connection, translated


def make_register(path: Path, connect: Callable[[Path], Connection]) -> None:
    """Make an empty register at ``path``, where nothing is yet; its folder 0700, the file 0600.

    ``connect`` opens a file for writing as a register is.

    :raises RegisterExists: another process was quicker; what it made stands
    """
    try:
        lasting.make_folder(path.parent)
        draft = backups.temporary(path.parent, backups.NEW)
    except OSError as error:
        raise errors.RegisterUnreadable(path=path, why=error.strerror) from None
    try:
        with translated(path):
            connection = connect(draft)
            try:
                upgrade.build_tables(connection)
            finally:
                connection.close()
            _name(draft, path)
    finally:
        for left in (draft, backups.journal_of(draft)):
            left.unlink(missing_ok=True)
    with suppress(OSError):
        backups.sweep(path.parent)


def _name(draft: Path, path: Path) -> None:
    try:
        if path.exists():
            raise errors.RegisterExists(path=path)
        for left in backups.backup_side_files(
            path
        ):  # of a register that is gone: SQLite would take it for the new one's
            left.unlink(missing_ok=True)
        lasting.sync(path.parent)
        lasting.name(draft, path)
    except FileExistsError:
        raise errors.RegisterExists(path=path) from None
    except OSError as error:
        raise errors.RegisterUnreadable(path=path, why=error.strerror) from None
