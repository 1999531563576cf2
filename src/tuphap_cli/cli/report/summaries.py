"""report month, quarter, half, nine, year: the summaries and reviews of a period."""

from __future__ import annotations

from typing import Annotated

import typer

from ...domain.periods import PeriodKind
from ...i18n import _
from .. import word_choices
from ..app import verb
from ..options import (
    Against,
    All,
    OfDecision,
    OfLeader,
    OfOfficer,
    OfUnit,
    Output,
    ReportFormat,
    Scheme,
)
from ..output import Reply
from ..output_formats import format_of
from . import app

Period = Annotated[
    str, typer.Argument(metavar="PERIOD", help=_("the period; otherwise the last complete one"), show_default=False)
]
From = Annotated[
    str, typer.Option("--from", metavar="DAY", help=_("instead of a period: its first day"), show_default=False)
]
To = Annotated[str, typer.Option("--to", metavar="DAY", help=_("and its last day"), show_default=False)]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help=_("figures as of that day; otherwise the end of the period, or today while it runs"),
        show_default=False,
    ),
]
Rows = Annotated[
    str,
    typer.Option(
        "--rows",
        metavar="FIGURE",
        help=_("list the tasks that a figure counts, e.g. done_late"),
        show_default=False,
    ),
]
Group = Annotated[
    str, typer.Option("--group", metavar="LABEL", help=_("only this group; - for tasks without"), show_default=False)
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=_("only this kind:") + " " + word_choices.task_kinds().listed(),
        show_default=False,
    ),
]
Alone = Annotated[bool, typer.Option("--alone", help=_("the unit without those below it"))]
Template = Annotated[
    str, typer.Option("--template", metavar="FILE", help=_("the office's own Word template"), show_default=False)
]
Number = Annotated[
    str,
    typer.Option("--number", metavar="NUMBER", help=_("number of the report, e.g. 45/BC-STP"), show_default=False),
]
Signed = Annotated[
    str, typer.Option("--signed", metavar="DAY", help=_("the day on which it is signed"), show_default=False)
]

# One verb for each kind of period: its help and its examples.
VERBS = {
    PeriodKind.MONTH: (_("The summary of a month."), "report month 5/2021", "report month"),
    PeriodKind.QUARTER: (
        _("The summary of a quarter."),
        "report quarter 2/2021 -o bao-cao-quy-2.docx",
        "report quarter II/2021 --rows done_late --unit TGPL",
    ),
    PeriodKind.HALF: (
        _("The six-month review."),
        "report half 1/2021 -o so-ket.docx",
        "report half 1/2021 --unit TGPL --format json",
    ),
    PeriodKind.NINE: (_("The summary of nine months."), "report nine 2021", "report nine 2021 --as-of 14/9/2021"),
    PeriodKind.YEAR: (
        _("The annual review."),
        "report year 2021 -o tong-ket.docx",
        "report year 2021 --scheme calendar --output nam-2021.xlsx",
    ),
}


def _add(kind: PeriodKind) -> None:
    @verb(app, kind.value, *VERBS[kind])
    def summary_of(
        period: Period = "",
        scheme: Scheme = "",
        from_: From = "",
        to: To = "",
        as_of: AsOf = "",
        unit: OfUnit = "",
        alone: Alone = False,
        decision: OfDecision = "",
        group: Group = "",
        of_kind: Kind = "",
        leader: OfLeader = "",
        officer: OfOfficer = "",
        against: Against = "present",
        rows: Rows = "",
        template: Template = "",
        number: Number = "",
        signed: Signed = "",
        every: All = False,
        format: ReportFormat = "",
        output: Output = "",
    ) -> Reply:
        from . import make

        chosen = format_of(format, output, letter=not rows)  # a wrong one is said before anything is worked out
        word = make.word_template(template, format, output)
        letter = make.letter(number, signed, format, output)
        wish = make.ReportRequest(
            kind, period, scheme, from_, to, as_of, unit, alone, decision, group, of_kind, leader, officer, against,
            rows, every, letter.signed_on,
        )  # fmt: skip
        made = make.report_of(wish, letter, chosen, output)
        return Reply(made, template=word)


for _kind in PeriodKind:
    _add(_kind)
