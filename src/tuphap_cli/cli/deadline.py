"""deadline: how the words of a deadline are read."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import settings
from ..i18n import _
from . import common
from .app import verb
from .deadline_answers import app
from .options import Format, Output

APPS = {"deadline": app}


@verb(
    app,
    "read",
    _("Read the words of a deadline as the import does."),
    'deadline read "Trước ngày 15/11/2021" --year 2021',
    'deadline read "Quý II, III" --year 2021 --format json',
)
def read(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("the words as printed"), show_default=False)],
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", min=1990, max=2200, help=_("the plan's year"))
    ] = None,
    issued: Annotated[
        str, typer.Option("--issued", metavar="DAY", help=_("day of issue of the plan"), show_default=False)
    ] = "",
    format: Format = "",
    output: Output = "",
) -> None:
    from ..domain import deadlines
    from ..reports import reading

    today = settings.today()
    plan_year = year or today.year
    read_as = deadlines.read_deadline(
        text,
        plan_year,
        issued=common.optional_day(issued),
        before_counts=settings.flag("before_counts"),
        workday=common.end_of_term,
    )
    common.give(reading.reading_report(read_as, plan_year, today), format, output)


# In the help the reading comes first, whichever module it stands in.
_ORDER = ("read", "questions", "answer")
app.registered_commands.sort(key=lambda command: _ORDER.index(command.name or ""))
