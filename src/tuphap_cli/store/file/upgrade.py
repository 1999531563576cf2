"""Bringing a register's file to the present format by the Alembic migrations, all or nothing.

A new register runs through the same migrations (``schema_making``), so that an upgraded one has the same tables, word
for word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, note
from .. import dialect
from ..server import server_faults, server_register
from ..write import standing_table, word_index
from ..write.change import Change
from . import known_schema
from .register import FORMAT, Register
from .schema_making import in_memory, migrate
from .sqlite_faults import translated

COMMAND = "upgrade"  # in the journal

Schema = dict[tuple[str, str], str]


class Upgraded(NamedTuple):
    """What an upgrade did: the format found, the one there is now, the backup made before (None: none was needed)."""

    found: int
    known: int
    backup: Path | None = None


def upgrade_register(
    path: Path | str, actor: str, keep: Callable[[], Path], *, dry_run: bool = False, shared: bool = False
) -> Upgraded:
    """Bring the register at ``path`` to the present format; ``keep`` makes and verifies a backup before that.

    One transaction with one journal row; on any failure the register is as it was. NewerRegister, UpgradeFailed, or
    another RegisterFault.
    """
    if isinstance(path, str):
        opened: Register = server_register.open_register(path, write=True, any_format=True)
    else:
        opened = Register.of_any_format(path, write=True, shared=shared)
    with opened as register, translated(register.place):
        if not dialect.on_server(register.connection):
            known_schema.refuse_foreign(register.connection, register.path, register.format)
        if _format(register) == FORMAT:
            return Upgraded(FORMAT, FORMAT)
        return _upgrade(register, actor, None if dry_run else keep)


def _format(register: Register) -> int:
    found = dialect.read_format(register.connection)
    if found > FORMAT:
        raise errors.NewerRegister(path=register.place, found=found, known=FORMAT)
    seen = dialect.migrations_run(register.connection)
    if seen[:1] != [f"{found:04d}"]:
        why = note(
            N_("its format {found} does not fit its tables ({revision})"),
            found=found,
            revision=seen[0] if seen else "–",
        )
        raise errors.RegisterDamaged(path=register.place, why=why)
    return found


def _upgrade(register: Register, actor: str, keep: Callable[[], Path] | None) -> Upgraded:
    connection = register.connection
    # Not to be changed within a transaction, and a table that is made anew must not take others' rows along. The
    # connection is closed right after this.
    dialect.ignore_references(connection)
    connection.execute("BEGIN IMMEDIATE")
    actor = register.actor(actor)
    with register.held(actor, COMMAND):
        try:
            found = _format(register)  # another process may have been quicker
            if found == FORMAT:
                return Upgraded(found, FORMAT)
            backup = keep() if keep else None  # nobody else writes meanwhile, so it is what is upgraded
            sealed = register.sealed
            change = Change(connection, COMMAND, actor)
            with _explained(register.place):
                migrate(connection)
            standing_table.fill(connection)
            word_index.fill(connection)
            dialect.write_format(connection, FORMAT)
            change.summary = f"{found} → {FORMAT}"
            change.close(always=True)
            _check(register)
            if sealed:
                register.seal()
            connection.execute("COMMIT" if keep else "ROLLBACK")
            return Upgraded(found, FORMAT, backup)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def _explained(path: Path | str) -> Iterator[None]:
    """What Alembic itself says against an upgrade, as UpgradeFailed; what the database says has errors of its own."""
    try:
        yield
    except Exception as error:
        said = getattr(error, "orig", None) or error
        if isinstance(said, sqlite3.Error) or server_faults.is_from_server(said):
            raise
        raise errors.UpgradeFailed(path=path, why=f"{type(error).__name__}: {error}") from error


def _check(register: Register) -> None:
    """UpgradeFailed unless the file is whole, without orphans, and has the tables of a new register."""
    connection = register.connection
    if damages := dialect.damages(connection):
        raise errors.UpgradeFailed(path=register.place, why=damages[0])
    if dialect.has_orphan(connection):
        raise errors.UpgradeFailed(path=register.place, why=N_("rows would lose what they belong to"))
    present, wanted = dialect.schema(connection), wanted_schema(connection)
    differing = sorted(key[1] for key in present.keys() | wanted.keys() if present.get(key) != wanted.get(key))
    if differing:
        why = note(N_("tables and indexes differ: {names}"), names=", ".join(differing))
        raise errors.UpgradeFailed(path=register.place, why=why)


# -- the tables as they should be ------------------------------------------------------------------------------


def wanted_schema(connection: sqlite3.Connection) -> Schema:
    """The schema of a new register of the kind to which ``connection`` leads."""
    if dialect.on_server(connection):
        from ..server import server_tables

        return server_tables.expected()
    return expected()


@lru_cache(maxsize=1)
def expected() -> Schema:
    """The schema of a new register."""
    with in_memory() as register:
        return dialect.schema(register)
