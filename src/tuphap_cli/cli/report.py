"""report: the summaries of a month, quarter, half-year, nine months, year."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import errors, settings
from ..domain.periods import FORMS, SCHEMES, PeriodKind, last_complete, parse, window
from ..i18n import _
from . import common
from .app import group, verb
from .options import Against, AsOf, Format, OfUnit, Output

app = group("report")
APPS = {"report": app}

Period = Annotated[
    str, typer.Argument(metavar="PERIOD", help=_("the period; otherwise the last complete one"), show_default=False)
]
Scheme = Annotated[
    str,
    typer.Option("--scheme", metavar="NAME", help=_("reporting windows: decree09 or calendar"), show_default=False),
]


# One verb for each kind of period: its help and its examples.
VERBS = {
    PeriodKind.MONTH: (_("The summary of a month."), "report month 5/2021", "report month"),
    PeriodKind.QUARTER: (
        _("The summary of a quarter."),
        "report quarter 2/2021",
        "report quarter II/2021 --scheme calendar -o quy-2.md",
    ),
    PeriodKind.HALF: (
        _("The summary of a half-year."),
        "report half 1/2021",
        "report half 1/2021 --unit TGPL --format json",
    ),
    PeriodKind.NINE: (_("The summary of nine months."), "report nine 2021", "report nine 2021 --as-of 14/9/2021"),
    PeriodKind.YEAR: (
        _("The summary of a year."),
        "report year 2021",
        "report year 2021 --scheme calendar --output nam-2021.csv",
    ),
}


def _add(kind: PeriodKind) -> None:
    @verb(app, kind.value, *VERBS[kind])
    def summary_of(
        period: Period = "",
        scheme: Scheme = "",
        as_of: AsOf = "",
        unit: OfUnit = "",
        against: Against = "present",
        format: Format = "",
        output: Output = "",
    ) -> None:
        from ..reports import summary
        from ..store import names
        from ..store.queries import AGAINST

        common.choice(against, "--against", AGAINST)
        rules = SCHEMES[common.choice(scheme or settings.text("scheme"), "--scheme", tuple(SCHEMES))]
        today = settings.today()
        wanted = parse(kind, period) if period else last_complete(kind, rules, today)
        if wanted is None:
            raise errors.BadPeriod(value=period, forms=FORMS[kind])
        covered = window(wanted, rules)
        # The figures of a report are those of its cut-off day, unless that day is still to come.
        day = common.day(as_of) if as_of else min(covered.end, today)
        with common.reading() as connection:
            scope = names.unit(connection, unit).name if unit else ""
            filters = common.unit_filter(connection, unit)
            made = summary.make(connection, covered, day, filters=filters, scope=scope, against=against)
        common.give(made, format, output)


for _kind in PeriodKind:
    _add(_kind)
