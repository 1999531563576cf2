"""The register on a server that cannot be used (exit code 6)."""

from __future__ import annotations

from ..domain.model import N_
from .register_errors import RegisterFault, Unconfirmed


class ServerRegister(RegisterFault):
    """A register on a server where a command works on files only."""

    code = "register.server"
    template = N_("{path} is on a database server; this works with a register in a file only.")
    remedy = N_("{advice}")


class BadServerAddress(RegisterFault):
    """A URL that is no address of a register on a server."""

    code = "register.server.address"
    template = N_("{path} is not the address of a register on a PostgreSQL server.")
    remedy = N_("Write it as postgresql+psycopg://USER@HOST/DATABASE?sslmode=verify-full, or name a file.")


class NoServerDriver(RegisterFault):
    """The library that speaks to PostgreSQL servers is not installed."""

    code = "register.server.driver"
    template = N_("{path} is on a PostgreSQL server, and the library that speaks to it is not installed.")
    remedy = N_(
        "Install it with the program: uv tool install 'FILE.whl[postgres]' "
        "(pipx: pipx inject tuphap-cli 'psycopg[binary]'; pip: pip install 'psycopg[binary]')."
    )


class ServerUnreachable(RegisterFault):
    """A server that is not there, does not answer, has no such database, or takes no more connections."""

    code = "register.server.unreachable"
    template = N_("The server of {path} cannot be used: {why}.")
    remedy = N_("Check the address, the network and that the server runs, and try again. Nothing was written.")


class ServerLogin(RegisterFault):
    """A server that does not let the user in."""

    code = "register.server.login"
    template = N_(
        "The server of {path} does not let you in: the name, the password or the way of access is not right."
    )
    remedy = N_(
        "Check the name; the password belongs in ~/.pgpass or in PGPASSWORD. Or ask who administers the server."
    )


class ServerRights(RegisterFault):
    """The server lets a user in, and not do what a command does."""

    code = "register.server.rights"
    template = N_("The server of {path} does not let you do that: {why}. Nothing was written.")
    remedy = N_("Ask who administers the server for the role that may; `tuphap server roles` shows what each may do.")


class ServerBrokeOff(RegisterFault):
    """The server ended a command before its end: it was stopped, or the command took too long."""

    code = "register.server.broke_off"
    template = N_("The server of {path} broke the command off: {why}. Nothing was written.")
    remedy = N_("Repeat the command when the server answers again.")


class ServerUnanswered(RegisterFault):
    """The connection was lost while a change was being confirmed."""

    code = "register.server.unanswered"
    template = N_(
        "The connection to {path} was lost while the change was being confirmed; it may or may not be kept."
    )
    remedy = N_("Look before you repeat it, when the server answers again: tuphap journal list --last 1.")


class ServerKept(Unconfirmed):
    """The connection was lost while a change was being confirmed, and the server has kept it."""

    code = "register.unconfirmed.server"
    template = N_(
        "The connection to {path} was lost while the change was being confirmed. The server was asked again: the "
        "change is kept."
    )
    remedy = N_("Do not repeat it. See what was kept: `tuphap journal list --last 1`.")


class ServerNotEmpty(RegisterFault):
    """A database that holds something already where a new register was to be made."""

    code = "register.server.not_empty"
    template = N_("{path} holds a register or other tables already; it is not written over.")
    remedy = N_("Use the register as it is, or name another database.")


class CopyFailed(RegisterFault):
    """A copy of a register that is not what was copied."""

    code = "register.copy"
    template = N_("The copy in {path} is not what was copied ({why}); nothing was left there.")
    remedy = N_("Examine the register that was copied: `tuphap doctor`.")
