"""What others left of a register before it is opened: the journal of a crash, the mode of another tool."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import NamedTuple

from ...domain.model import N_, Note, note
from .. import dialect

UNDER_WAY = 2  # seconds for which a journal may be that of a command of another process


def out_of_wal(connection: sqlite3.Connection, *, switch: bool) -> Note:
    """Switch the register from WAL mode back to a rollback journal; what the clerk should know of it.

    What is in the file of WAL mode is taken into the register by that. It is refused while any other program has
    the register open; the mode then stays, and the register can be used all the same.
    """
    if switch:
        try:
            if dialect.leave_wal_mode(connection):
                return note(N_("Another program had left the register in WAL mode; it was switched back."))
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
    return note(N_("The register is in WAL mode; switch it back: tuphap doctor --repair"))


class Leftover(NamedTuple):
    """The rollback journal beside a register: to be played back, and too old to be that of a command under way."""

    path: Path
    recover: bool
    old: bool


def journal(path: Path) -> Leftover:
    """The rollback journal beside the register at ``path``, if there is one."""
    beside = path.with_name(path.name + "-journal")
    try:
        found = beside.stat()
    except OSError:
        return Leftover(beside, recover=False, old=False)
    recover = found.st_size > 0 and os.access(path, os.W_OK)
    return Leftover(beside, recover, recover and time.time() - found.st_mtime > UNDER_WAY)
