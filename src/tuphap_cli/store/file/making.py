"""Making the file of a new register: under another name, so that half a file never has its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ... import errors
from ..backup import backups
from . import drafts, lasting, register, schema_making, seal
from .register import Register
from .sqlite_faults import translated

Fill = Callable[[sqlite3.Connection], None]


def create_register(path: Path, *, shared: bool = False, fill: Fill | None = None) -> Register:
    """A new register at ``path``, made by the migrations and open for writing; its folder 0700, the file 0600.

    ``fill`` puts rows into it before it gets its name.

    Raises:
        RegisterFault: the place will not do (:meth:`Register.check_place`), or another process was quicker; what that
            one made stays
    """
    path = Register.check_place(path, shared=shared)
    _make(path, fill)
    with translated(path):
        return Register(path, register.connect_to(path, "rw"), writable=True, file=seal.CountedFile(path))


def _make(path: Path, fill: Fill | None) -> None:
    """Make a register at ``path``, where nothing is yet."""
    try:
        lasting.make_folder(path.parent)
        draft = drafts.temporary(path.parent, drafts.NEW)
    except OSError as error:
        raise errors.RegisterUnreadable(path=path, why=error.strerror) from None
    try:
        with translated(path):
            with closing(seal.CountedFile(draft)) as file, closing(register.connect_to(draft, "rw")) as connection:
                schema_making.build_tables(connection)
                if fill is not None:
                    fill(connection)
                seal.renew_alone(connection, file)
            _name(draft, path)
    finally:
        for left in (draft, backups.journal_of(draft)):
            left.unlink(missing_ok=True)
    drafts.sweep_quietly(path.parent)


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
