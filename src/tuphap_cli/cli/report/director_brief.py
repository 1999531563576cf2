"""report brief: two pages for the director."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ...domain import periods
from ...domain.periods import PeriodKind
from ...i18n import _
from .. import access, doubts, typed
from ..app import verb
from ..options import AsOf, OfUnit, Output, ReportFormat
from ..output import Reply
from . import app, windows
from .summaries import Number, Signed, Template

if TYPE_CHECKING:
    from ...reports.brief import Reported
    from ...reports.figures import Figures
    from ...store.file.register import Connection

Soon = Annotated[int, typer.Option("--soon", metavar="DAYS", help=_("the days to come"), min=0, max=366)]


@verb(
    app,
    "brief",
    _("Two pages for the director: what is late and why, what falls due, who has not reported, what to conclude."),
    "report brief -o bao-cao-nhanh.docx",
    "report brief --unit TGPL --as-of 9/7/2021",
)
def brief(
    as_of: AsOf = "",
    unit: OfUnit = "",
    soon: Soon = 30,
    template: Template = "",
    number: Number = "",
    signed: Signed = "",
    format: ReportFormat = "",
    output: Output = "",
) -> Reply:
    """As of today, or a past day; of a unit with those below it."""
    from ...reports.brief import brief_report
    from ...reports.figures_live import LiveFigures
    from . import make

    day = typed.day(as_of)
    word = make.word_template(template, format, output)
    letter = make.letter(number, signed, format, output)
    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
        selection, scope = make.select(connection, make.ReportRequest(PeriodKind.YEAR, unit=unit), day)
        covered = periods.chosen_scheme(date(day.year, 1, 1), day)
        found = make.live(connection, covered, day)
        alone = found._replace(material=found.material._replace(earlier=None))  # nothing is compared
        figures = LiveFigures(connection, alone, covered, selection)
        reported = _reported(connection, day, figures)
        return Reply(noted(brief_report(figures, reported, days=soon, scope=scope, letter=letter)), template=word)


def _reported(connection: Connection, day: date, figures: Figures) -> Reported:
    """The reports of the units in question for the last period that had ended by ``day``."""
    from ...reports.brief import Reported
    from ...store.write import filing_records

    covered = windows.last_complete(windows.scheme(""), day)
    rows = filing_records.filing_rows(connection, covered, day, windows.filed_by().days)
    taken = [row for row in rows if figures.selection.units(figures.material, row.unit)]
    return Reported(covered, taken)
