"""Opening, making and checking the place of a register, wherever it is: in a file, or on a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors
from ..domain.model import Note
from ..text import without_password
from . import dialect
from .file import connection as in_file
from .file.connection import Connection
from .file.register import Register

if TYPE_CHECKING:
    import sqlite3

    from .server.copying import CopyFacts


def open_register(
    place: Path | str, *, write: bool = False, shared: bool = False, keep_mode: bool = False
) -> Register:
    """The register at ``place``: the path of a file, or the address of a server.

    Raises:
        RegisterFault: it cannot be used, or not so (:meth:`.Register.open`)
    """
    if isinstance(place, str):
        from .server import server_register

        return server_register.open_register(place, write=write)
    return Register.open(place, write=write, shared=shared, keep_mode=keep_mode)


def create_register(place: Path | str, *, shared: bool = False) -> Register:
    """Make an empty register at ``place`` and open it.

    Raises:
        RegisterFault: it cannot be there, or something is
    """
    if isinstance(place, str):
        from .server import server_register

        return server_register.make_register(place)
    from .file import making  # by the migrations, which are heavy

    return making.create_register(place, shared=shared)


def check_place(place: Path | str, *, shared: bool = False) -> None:
    """See that a new register can be made at ``place``.

    Raises:
        RegisterFault: it cannot be there, or something is
    """
    if isinstance(place, str):
        from .server import server_register

        server_register.check_empty(place)
    else:
        Register.check_place(place, shared=shared)


def copied(connection: Connection) -> Connection:
    """A copy of what ``connection`` sees, in memory: whoever reads it long keeps nobody from writing."""
    if not dialect.on_server(connection):
        return in_file.copied(connection)
    from .server import copying

    return copying.in_memory(connection)


def copy_register(source: Path | str, target: Path | str, *, shared: bool = False) -> CopyFacts:
    """Make a register at ``target`` that holds what the one at ``source`` holds, all of it or nothing.

    Raises:
        RegisterFault: one of them cannot be used, or there is something at ``target``
        CopyFailed: what came to be there differs
    """
    with open_register(source) as register, register.reading() as seen:
        return create_copy(seen, target, shared=shared)


def create_copy(seen: sqlite3.Connection, target: Path | str, *, shared: bool = False) -> CopyFacts:
    """Make a register at ``target`` of what is ``seen`` of another one, all of it or nothing.

    Raises:
        RegisterFault: it cannot be there, or something is
        CopyFailed: what came to be there differs
    """
    from .server import copying

    found: list[CopyFacts] = []

    def fill(made: sqlite3.Connection) -> None:
        copying.fill(seen, made)
        facts = copying.compare(seen, made)
        if isinstance(facts, Note):
            raise errors.CopyFailed(path=without_password(str(target)), why=facts)
        found.append(facts)

    if isinstance(target, str):
        from .server import server_register

        server_register.make_register(target, fill).close()
    else:
        from .file import making

        making.create_register(target, shared=shared, fill=fill).close()
    return found[0]
