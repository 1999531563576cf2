"""deadline: how the words of a deadline are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import FIRST_PERIOD, LAST_YEAR
from ..i18n import _
from . import access, typed
from .app import verb
from .deadline_answers import app
from .options import Format, Output

if TYPE_CHECKING:
    from ..reports.base import Report

APPS = {"deadline": app}
# Each verb with its module, in the order of the help.
VERBS = {"read": "deadline", "questions": "deadline_answers", "answer": "deadline_answers"}


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
        int | None, typer.Option("--year", metavar="YEAR", min=FIRST_PERIOD, max=LAST_YEAR, help=_("the plan's year"))
    ] = None,
    issued: Annotated[
        str, typer.Option("--issued", metavar="DAY", help=_("day of issue of the plan"), show_default=False)
    ] = "",
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..domain import deadlines
    from ..reports import reading

    today = settings.today()
    plan_year = year or today.year
    read_as = deadlines.read_deadline(
        text,
        plan_year,
        issued=typed.optional_day(issued),
        before_counts=settings.flag("before_counts"),
        workday=_end_of_term,
    )
    return reading.reading_report(read_as, plan_year, today)


def _end_of_term(start: date, n: int) -> date:
    """The ``n``-th working day after ``start`` by the calendar of the register, or without one where there is none.

    Raises:
        NotCertain: the days off are not all known
    """
    from ..store.write import days_off

    try:
        with access.reading() as connection:
            return days_off.workday(connection)(start, n)
    except errors.NoRegister:
        return days_off.workday(None)(start, n)
