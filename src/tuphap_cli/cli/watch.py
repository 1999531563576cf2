"""overdue, missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import settings
from ..i18n import _
from . import access, doubts, typed, word_choices
from .app import single, verb
from .options import Against, All, AsOf, DatedFormat, ExitCode, Format, OfLeader, OfOfficer, OfUnit, Output, Soon
from .output import Reply, with_findings
from .output_formats import ICS, first_rows, format_of

if TYPE_CHECKING:
    from ..store.write.filing_records import Rules

overdue_app, missed_app = single("overdue"), single("missed")
APPS = {"overdue": overdue_app, "missed": missed_app}


@verb(
    overdue_app,
    "overdue",
    _("List what is overdue."),
    "overdue --unit PBGDPL",
    "overdue --as-of 9/7/2021 --soon 14 -f json",
)
def overdue(
    as_of: AsOf = "",
    unit: OfUnit = "",
    leader: OfLeader = "",
    officer: OfOfficer = "",
    soon: Soon = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="KIND",
            help=_("how the table is grouped; otherwise by unit:") + " " + word_choices.overdue_groupings().listed(),
            show_default=False,
        ),
    ] = "unit",
    against: Against = "present",
    exit_code: ExitCode = False,
    format: DatedFormat = "",
    output: Output = "",
) -> Reply:
    from ..reports import overdue

    by, against = word_choices.overdue_groupings().read(by), word_choices.due_days().read(against)
    dated = format_of(format, output, dated=True) == ICS
    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.LIST)
        filters = typed.filters_of(connection, unit, leader, officer)
        made = overdue.overdue_report(
            connection, typed.day(as_of), filters=filters, soon=soon, by=by, against=against, dated=dated
        )
    return with_findings(noted(made), count=exit_code)


@verb(
    missed_app,
    "missed",
    _("List what has been missed."),
    "missed",
    "missed --as-of 30/6/2021 --unit HCBTTP -o bo-sot.csv",
)
def missed(
    as_of: AsOf = "",
    unit: OfUnit = "",
    leader: OfLeader = "",
    officer: OfOfficer = "",
    every: All = False,
    exit_code: ExitCode = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..reports import missed_list

    limit = first_rows(format_of(format, output), output, every=every)

    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
        filters = typed.filters_of(connection, unit, leader, officer)
        silent = settings.number("silent")
        made = missed_list.missed_report(
            connection, typed.day(as_of), silent, filters=filters, filed_by=_filed_by(), limit=limit
        )
    return with_findings(noted(made), count=exit_code)


def _filed_by() -> Rules:
    from .report.windows import filed_by

    return filed_by()
