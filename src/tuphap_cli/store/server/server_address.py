"""The address (URL) of a register on a server: what the server's library is given, and what may be shown of it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from ... import errors
from ...text import without_password

SCHEMA = "tuphap"  # in which a register's tables are, unless the address says otherwise
SCHEMES = ("postgresql+psycopg", "postgresql", "postgres")


class ServerAddress(NamedTuple):
    """Where a register on a server is: ``conninfo`` holds all of it, ``shown`` nothing that is secret."""

    conninfo: str
    shown: str

    @property
    def name(self) -> str:
        """The address as a part of a file's name: by it what belongs to the register is kept on this machine."""
        bare = re.sub(r"^\w+(\+\w+)?://", "", self.shown).partition("?")[0]
        return re.sub(r"[^\w.-]+", "-", bare).strip("-.") or "server"


def parse(url: str) -> ServerAddress:
    """The address that ``url`` names.

    Raises:
        BadServerAddress: it is no address of a PostgreSQL server
    """
    scheme, _, rest = url.partition("://")
    shown = without_password(url)
    if scheme.casefold() not in SCHEMES:
        raise errors.BadServerAddress(path=shown)
    try:
        urlsplit(url)
    except ValueError:
        raise errors.BadServerAddress(path=shown) from None
    return ServerAddress(f"postgresql://{rest}", shown)
