"""What a server says, in the words of the family of errors: which fault of a register each of its codes is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from ... import errors
from ...domain.model import N_, Note, note
from ..file.connection import BUSY_SECONDS
from ..row_words import table_in_words

if TYPE_CHECKING:
    import psycopg

_Make = Callable[[Path | str, Note | str], errors.RegisterFault]


def is_from_server(error: BaseException) -> TypeGuard[psycopg.Error]:
    """Whether ``error`` is one of the server's library, which need not be installed."""
    return any((kind.__module__, kind.__name__) == ("psycopg", "Error") for kind in type(error).__mro__)


def is_lost_turn(error: BaseException | None) -> bool:
    """Whether ``error`` says that the server took a transaction back for the sake of another's, and that it may be
    tried again: a serialization failure (a server that follows says so, too) or a deadlock."""
    code = getattr(getattr(error, "orig", None) or error, "sqlstate", None)  # SQLAlchemy has the server's within
    return code in {"40001", "40P01"}


# The server's codes begin with these (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_BY_CODE: tuple[tuple[tuple[str, ...], _Make], ...] = (
    (("55P03", "40"), lambda path, _why: errors.RegisterBusy(path=path, seconds=BUSY_SECONDS)),
    (("57", "08", "25P03"), lambda path, why: errors.ServerBrokeOff(path=path, why=why)),
    (("25006",), lambda path, _why: errors.RegisterReadOnly(path=path)),
    (("42501",), lambda path, why: errors.ServerRights(path=path, why=why)),
    (("53100",), lambda path, _why: errors.DiskFull(path=path)),
    (("53", "3D000"), lambda path, why: errors.ServerUnreachable(path=path, why=why)),
    (("28",), lambda path, _why: errors.ServerLogin(path=path)),
    (("42P01", "XX"), lambda path, why: errors.RegisterDamaged(path=path, why=why)),
)


def server_fault(path: Path | str, error: psycopg.Error) -> errors.RegisterFault:
    """The error of the family for what the server of the register ``path`` says."""
    why, code = said(error), error.sqlstate or ""
    for begins, make in _BY_CODE:
        if code.startswith(begins):
            return make(path, why)
    if not code and type(error).__name__ == "OperationalError":  # the connection is gone, which has no code
        return errors.ServerBrokeOff(path=path, why=note(_CUT_OFF))
    text = note("{code}: {why}", code=code or type(error).__name__, why=why)
    return errors.RegisterFault(path=path, why=text)


def connecting_fault(path: str, error: psycopg.Error) -> errors.RegisterFault:
    """The same for what is said when a connection is begun, which mostly has no code."""
    if error.sqlstate:
        return server_fault(path, error)
    if _NO_LOGIN.search(str(error)):
        return errors.ServerLogin(path=path)
    why, connection = said(error), error.pgconn
    unknown = not isinstance(why, Note)  # a server that speaks another language
    if unknown and connection is not None and (connection.needs_password or connection.used_password):
        return errors.ServerLogin(path=path)
    return errors.ServerUnreachable(path=path, why=why)


_NO_LOGIN = re.compile(r"password|authentication|pg_hba|role \"")


_CUT_OFF = N_("the connection was cut off")
# What servers and the way to them say most often, in words that can be shown in the language in use.
_REASONS: tuple[tuple[str, str], ...] = (
    (r"Connection refused|No such file or directory", N_("no server answers at that address")),
    (r"could not translate host name|Name or service not known|resolve", N_("no machine is known by that name")),
    (r"timeout expired", N_("it does not answer in time")),
    (r"database \"(?P<name>[^\"]*)\" does not exist", N_("it has no database {name}")),
    (r"too many (clients|connections)|remaining connection slots", N_("it takes no more connections now")),
    (r"starting up|shutting down|recovery mode", N_("it is being started or stopped")),
    (r"closed the connection|connection is (lost|closed)|reset by peer", _CUT_OFF),
    (r"statement timeout", N_("it took longer than is allowed")),
    (r"idle.in.transaction", N_("the command was idle for too long")),
    (r"row-level security", N_("its rules let you write for your own unit and those below it only")),
    (r"(permission denied for|must be owner of) (?P<kind>\w+) (?P<name>\w+)",
     N_("you have no such right on “{name}”")),
    (r"relation \"(?P<name>[^\"]*)\" does not exist", N_("its table {name} is not there")),
    (r"schema name is too long", N_("the codes down to this office are too long together")),
    (r"no schema has been selected", N_("the schema that the address names is not there")),
    (r"certificate|SSL|TLS", N_("the secured connection (TLS) could not be made")),
)  # fmt: skip
# The same by code, where the sentence is none of these or in another language.
_BY_STATE: tuple[tuple[str, str], ...] = (
    ("57014", N_("it was ended on the server")),
    ("57P03", N_("it is being started or stopped")),
    ("57", _CUT_OFF),
    ("08", _CUT_OFF),
    ("53300", N_("it takes no more connections now")),
    ("25P03", N_("the command was idle for too long")),
)


def _in_words(name: str) -> Note | str:
    """A table as it is called in the office; any other name as it is."""
    if name == "register":
        return note(N_("register"))
    return table_in_words(name) if name.isidentifier() else name


def said(error: BaseException) -> Note | str:
    """Why, in our own words where they are known; else the server's sentence, without the values of rows."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    text = " ".join((primary or str(error)).split())
    for pattern, words in _REASONS:
        if found := re.search(pattern, text):
            return note(words, **{name: _in_words(fact) for name, fact in found.groupdict().items()})
    code = getattr(error, "sqlstate", None) or ""
    for begins, words in _BY_STATE:
        if code.startswith(begins):
            return note(words)
    return text.partition(" DETAIL:")[0].rstrip(".").replace("{", "(").replace("}", ")")
