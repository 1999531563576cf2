"""What SQLite says, in the words of the family of errors: which fault of a register each of its result codes is.

What a server says is told in ``server/server_faults``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ... import errors
from ...domain.model import N_, Note, note
from ..server import server_faults
from . import connection


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Turn the database's errors, also those wrapped by SQLAlchemy, into the family's, by their names."""
    try:
        yield
    except errors.TuphapError:
        raise
    except sqlite3.Error as error:
        raise _fault(path, error) from error
    except UnicodeDecodeError as error:  # a text that is no UTF-8 was never written by this program
        raise errors.RegisterDamaged(path=path, why=error) from error
    except Exception as error:
        original = getattr(error, "orig", None) or error
        if isinstance(original, sqlite3.Error):
            raise _fault(path, original) from error
        if server_faults.is_from_server(original):
            raise server_faults.server_fault(path, original) from error
        raise


def busy(path: Path | str) -> errors.RegisterBusy:
    """RegisterBusy for the register at ``path``, naming who writes it where that is known."""
    from . import lease

    holder = lease.holder(Path(path))
    named = {"holder": holder.words} if holder else {}
    return errors.RegisterBusy(path=path, seconds=connection.BUSY_SECONDS, **named)


# The names of SQLite's result codes begin with these words.
_BY_NAME: tuple[tuple[tuple[str, ...], Callable[[Path | str, sqlite3.Error], errors.RegisterFault]], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), lambda path, _: busy(path)),
    (("SQLITE_READONLY",), lambda path, _: errors.RegisterReadOnly(path=path)),
    (("SQLITE_FULL",), lambda path, _: errors.DiskFull(path=path)),
    (("SQLITE_NOTADB",), lambda path, _: errors.NotARegister(path=path, why=N_("not an SQLite file"))),
    (("SQLITE_CORRUPT",), lambda path, error: errors.RegisterDamaged(path=path, why=error)),
    (("SQLITE_CANTOPEN",), lambda path, error: errors.RegisterUnreadable(path=path, why=error)),
)


def system_words(error: Exception) -> Note:
    """Return what SQLite or the system says of ``error``, behind the name of its code."""
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    return note("{name}: {said}", name=name, said=Note(str(error).replace("{", "{{").replace("}", "}}")))


def _fault(path: Path | str, error: sqlite3.Error) -> errors.RegisterFault:
    name = getattr(error, "sqlite_errorname", None) or ""
    for begins, make in _BY_NAME:
        if name.startswith(begins):
            return make(path, error)
    return errors.RegisterFault(path=path, why=system_words(error))
