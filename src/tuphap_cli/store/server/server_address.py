"""The address (URL) of a register on a server: what the server's library is given, and what may be shown of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ... import errors
from ...text import without_password
from ..office_codes import read_codes

SCHEMA = "tuphap"  # in which a register's tables are, unless the address says otherwise
_OFFICE = "office="  # the parameter of an address that is this program's own
SCHEMES = ("postgresql+psycopg", "postgresql", "postgres")


class ServerAddress(NamedTuple):
    """Where a register on a server is: ``conninfo`` is the server's, ``shown`` all of it but what is secret.

    ``offices`` are the codes that lead to the office whose book is meant, none where it is the register's own.
    """

    conninfo: str
    shown: str
    offices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The address as a part of a file's name: by it what belongs to the register is kept on this machine."""
        bare = re.sub(r"^\w+(\+\w+)?://([^/]*@)?", "", self.shown).partition("?")[0]
        bare = "-".join((bare, *self.offices))
        return re.sub(r"[^\w.-]+", "-", bare).strip("-.") or "server"


def parse(url: str) -> ServerAddress:
    """The address that ``url`` names.

    Raises:
        BadServerAddress: it is no address of a PostgreSQL server
        BadField: it names an office by what is no code
    """
    scheme, _, rest = url.partition("://")
    shown = without_password(url)
    if scheme.casefold() not in SCHEMES:
        raise errors.BadServerAddress(path=shown)
    try:
        urlsplit(url)
    except ValueError:
        raise errors.BadServerAddress(path=shown) from None
    codes = read_codes("/".join(offices_of(url)))
    return ServerAddress(with_offices(f"postgresql://{rest}", ()), shown, codes)


def offices_of(url: str) -> tuple[str, ...]:
    """The codes of the office whose book ``url`` names; none where it names the register's own."""
    named = [part for part in _parameters(url) if part.startswith(_OFFICE)]
    return tuple(unquote(named[-1].removeprefix(_OFFICE)).split("/")) if named else ()


def with_offices(url: str, codes: Sequence[str]) -> str:
    """``url`` with the office that ``codes`` lead to, or with none."""
    kept = [part for part in _parameters(url) if not part.startswith(_OFFICE)]
    query = "&".join([*kept, *([_OFFICE + "/".join(codes)] if codes else [])])
    return url.partition("?")[0] + (f"?{query}" if query else "")


def _parameters(url: str) -> list[str]:
    return [part for part in url.partition("?")[2].split("&") if part]
