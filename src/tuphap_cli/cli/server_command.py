"""server: what whoever administers the database server of a register needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _, ngettext
from . import access, own_settings, whereabouts
from .app import group, verb
from .done import Done
from .options import DoneFormat

if TYPE_CHECKING:
    from ..reports.base import Record

app = group("server")
APPS = {"server": app}


@verb(
    app,
    "roles",
    _("Print the SQL that lets each role do its part: readers, clerks of each unit, clerks of the office."),
    "server roles > vai-tro.sql",
    "server roles --format json",
)
def roles(format: DoneFormat = "") -> Done:
    from ..store.read import entries
    from ..store.server import server_roles

    with access.reading() as connection:
        units = [(unit.code, unit.name) for unit in entries.unit_rows(connection)]
        names = server_roles.names_in(connection, below=own_settings.of_office(whereabouts.register_path()))
    fitting = [(code, name) for code, name in units if names.fits(code)]
    text = server_roles.statements(fitting, names)
    warnings = [ngettext("Roles for {n} unit", "Roles for {n} units", len(fitting)).format(n=len(fitting))]
    if left := [code for code, _name in units if not names.fits(code)]:
        warnings.append(_("No role, since the code is too long: {codes}").format(codes=", ".join(left)))
    rows: list[Record] = [{"unit": code, "role": names.of_unit(code)} for code, _name in fitting]
    return Done([text], rows, warnings=warnings)
