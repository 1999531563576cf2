"""report close, reopen, list, diff, template: figures that stay as they were signed, and what has moved since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, settings
from ...domain.model import vn_date
from ...domain.periods import Window
from ...i18n import _
from ...reports.period_words import typed_period, window_name
from .. import access, speech, typed, whereabouts
from ..app import verb
from ..done import Done
from ..options import By, DoneFormat, DryRun, Format, OfUnit, Output, Scheme, Why
from ..outfile import write_template
from . import app

if TYPE_CHECKING:
    from ...reports.base import Report

OnePeriod = Annotated[
    str,
    typer.Argument(metavar="PERIOD", help=_("the period: Q2/2021, M5/2021, H1/2021, 2021, …"), show_default=False),
]
OtherPeriod = Annotated[
    str, typer.Argument(metavar="PERIOD", help=_("the later period; not with --closed"), show_default=False)
]
Document = Annotated[
    str, typer.Option("--doc", metavar="NUMBER", help=_("number of the signed report"), show_default=False)
]
Closed = Annotated[bool, typer.Option("--closed", help=_("what was signed against what the register says now"))]


@verb(
    app,
    "close",
    _("Keep the report of a period as it was signed."),
    "report close Q2/2021 --doc 45/BC-STP",
    "report close H1/2021 --dry-run",
)
def close(
    period: OnePeriod, doc: Document = "", scheme: Scheme = "", dry_run: DryRun = False, format: DoneFormat = ""
) -> Done:
    """The figures and their tasks are kept; entries about those days need --adjust from now on."""
    from ...domain.journal import journal_mark
    from ...reports.kept.material_text import dump_material
    from ...store.read import periodic
    from ...store.write import closings
    from .. import doubts
    from . import windows
    from .make import gathered

    covered = windows.named(period, scheme)
    with access.writing("report close", dry_run=dry_run) as change:
        doubts.fit_to_sign(change.connection, whereabouts.register_shown())
        kept = gathered(change.connection, covered, covered.end, made_on=settings.today())
        seq, head = periodic.journal_head(change.connection)
        shown = journal_mark(seq, head)
        closings.close_period(
            change,
            covered,
            as_of=kept.as_of,
            today=settings.today(),
            kept=dump_material(kept),
            head=shown,
            document=typed.document(doc),
            typed=_again(covered, scheme),
        )
        change.summary = f"{covered.name}: {shown}"
    text = _("{period} is closed with the figures of {day}, verification mark {mark}.")
    advice = _("See later what has changed since: tuphap report diff --closed {period}")
    return Done(
        [text.format(period=window_name(covered.name), day=vn_date(kept.as_of), mark=shown)],
        [{"period": covered.name, "as_of": kept.as_of.isoformat(), "mark": shown}],
        advice.format(period=_again(covered, scheme)),
        dry_run,
    )


@verb(
    app,
    "reopen",
    _("Let entries into a closed period again."),
    'report reopen Q2/2021 --by 12/STP-VP --reason "Số liệu của hai đơn vị sai"',
    'report reopen H1/2021 --by 12/STP-VP --reason "Ký lại báo cáo" --dry-run',
)
def reopen(
    period: OnePeriod,
    by: By = "",
    reason: Why = "",
    scheme: Scheme = "",
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    """The signed figures stay on record; the period can be closed anew."""
    from ...store.write import closings
    from . import windows

    covered = windows.named(period, scheme)
    ground = typed.ground(by, reason, "")
    with access.writing("report reopen", dry_run=dry_run) as change:
        closings.reopen_period(change, covered, ground)
        change.summary = f"{covered.name}: {ground.reason}"
    advice = _("Close it again when the report is signed: tuphap report close {period}")
    return Done(
        [_("{period} is open again.").format(period=window_name(covered.name))],
        [{"period": covered.name, "document": ground.document, "reason": ground.reason}],
        advice.format(period=_again(covered, scheme)),
        dry_run,
    )


def _again(covered: Window, scheme: str) -> str:
    """A period as it is typed for the next command about the same closing."""
    return f"{typed_period(covered)} --scheme {scheme}" if scheme else typed_period(covered)


@verb(app, "list", _("List the closed periods."), "report list", "report list --format json")
def list_(format: Format = "", output: Output = "") -> Report:
    """Closed periods with the mark of their figures, also those that were reopened."""
    from ...reports import closed_list
    from ...store.write import closings

    with access.reading() as connection:
        found = closings.closings(connection)
    return closed_list.closings_report(found, settings.today())


@verb(
    app,
    "diff",
    _("Say which tasks moved from where to where."),
    "report diff Q1/2021 Q2/2021",
    "report diff --closed Q2/2021 --unit TGPL",
)
def diff(
    first: OnePeriod,
    second: OtherPeriod = "",
    closed: Closed = False,
    scheme: Scheme = "",
    unit: OfUnit = "",
    format: Format = "",
    output: Output = "",
) -> Report:
    """Between two periods, or between a signed report and the register as it is now."""
    from ...domain.periods import PeriodKind
    from ...reports import moves
    from .. import doubts
    from . import make as making
    from . import windows

    covered = windows.named(first, scheme)
    if closed is bool(second):
        raise errors.UsageFault(what=_("Name two periods, or one with --closed."))
    later = None if closed else windows.named(second, scheme)
    wish = making.ReportRequest(PeriodKind.QUARTER, unit=unit)
    with access.reading() as connection:
        selection, scope = making.select(connection, wish, making.day_of(later or covered, wish))
        sides = making.sides(connection, covered, later)
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
    return noted(moves.comparison(*sides, selection=selection, scope=scope))


@verb(
    app,
    "template",
    _("Write the Word template of the reports into a file, to be changed for the office."),
    "report template -o mau-bao-cao-so.docx",
    "report template --output mau/bao-cao.docx",
)
def template(output: Output = "") -> None:
    """The template's placeholders are explained in docs/mau-bao-cao.md."""
    from ...render.docx import TEMPLATE

    write_template(TEMPLATE, output)
    speech.say(
        _("Change it in Word, then: tuphap report quarter --template {path} -o REPORT.docx").format(path=output)
    )
