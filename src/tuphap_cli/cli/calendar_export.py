"""calendar export: the due days of open tasks as a file for calendar programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import errors, settings
from ..i18n import _
from . import access, typed
from .options import AsOf, OfUnit
from .output import Reply
from .output_formats import ICS

From = Annotated[str, typer.Option("--from", metavar="DAY", help=_("due on that day or later"), show_default=False)]
To = Annotated[str, typer.Option("--to", metavar="DAY", help=_("due on that day or earlier"), show_default=False)]
Reminder = Annotated[
    int | None,
    typer.Option(
        "--alarm", metavar="DAYS", min=0, max=365, help=_("a reminder at 8 a.m., DAYS before the due day (0: on it)")
    ),
]
Holidays = Annotated[bool, typer.Option("--holidays", help=_("also the days off and the make-up days"))]
File = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help=_("write to FILE (.ics); otherwise it is printed"), show_default=False
    ),
]


def export(
    unit: OfUnit = "",
    since: From = "",
    until: To = "",
    as_of: AsOf = "",
    alarm: Reminder = None,
    holidays: Holidays = False,
    output: File = "",
) -> Reply:
    """Carry out ``calendar export``."""
    from ..reports import agenda
    from ..store.read import entries, names
    from ..store.read.filters import Filters

    if output not in ("", "-") and Path(output).suffix.lower() != ".ics":
        raise errors.BadFormat(value=Path(output).suffix or output, choices="ics")
    first, last = typed.optional_day(since), typed.optional_day(until)
    if first and last and first > last:
        raise errors.UsageFault(what=_("--from must not lie after --to."))
    day = typed.day(as_of)
    with access.reading() as connection:
        scope = names.find_unit(connection, unit) if unit else None
        filters = Filters(units=entries.unit_tree(connection, scope.id)) if scope else None
        made = agenda.calendar_file(
            connection,
            day,
            filters=filters,
            scope=scope.name_on(day) if scope else "",
            since=first,
            until=last,
            remind=alarm,
            holidays=holidays,
            ahead=day >= settings.today(),
        )
    return Reply(made, format=ICS)
