"""filing: the units' periodic reports; who sent in, in time or late, and who did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..reports.period_words import typed_period, window_name
from . import access, typed, word_choices
from .app import group, verb
from .done import Done
from .options import AsOf, DoneFormat, DryRun, Format, OfUnit, Output
from .report import windows

if TYPE_CHECKING:
    from ..domain.periods import Window
    from ..reports.base import Report
    from ..store.write.filing_records import FilingRow

app = group("filing")
APPS = {"filing": app}

OfScheme = Annotated[
    str, typer.Option("--scheme", metavar="NAME", help=_("reporting windows: a rule's name"), show_default=False)
]


@verb(
    app,
    "record",
    _("Record that units have sent in their report for a period. All of them, or none."),
    "filing record TGPL Q2/2021 --on 15/6/2021 --doc 45/BC-TGPL",
    'filing record VP PBGDPL TP-HONGDAN "6 tháng đầu năm 2021" --dry-run',
)
def record(
    units: Annotated[
        list[str],
        typer.Argument(
            metavar="UNIT...",
            help=_("units by code, name or alias"),
            show_default=False,
        ),
    ],
    period: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD", help=_("the period: Q2/2021, M5/2021, H1/2021, 2021, …"), show_default=False
        ),
    ],
    on: Annotated[
        str,
        typer.Option("--on", metavar="DAY", help=_("the day it was sent in; otherwise today"), show_default=False),
    ] = "",
    doc: Annotated[
        str, typer.Option("--doc", metavar="DOCUMENT", help=_("number of the report"), show_default=False)
    ] = "",
    due: Annotated[
        str,
        typer.Option(
            "--due", metavar="DAY", help=_("the last day in time, where another was set"), show_default=False
        ),
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("a remark"), show_default=False)] = "",
    scheme: OfScheme = "",
    replace: Annotated[
        bool, typer.Option("--replace", help=_("correct what is recorded; what is not given stays"))
    ] = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..reports import filing_list as report
    from ..store.read import names
    from ..store.write import filing_records

    covered = windows.named(period, scheme)
    filed_on = typed.past_day(on) if on else None
    entry = filing_records.FilingEntry(filed_on, typed.document(doc), note, typed.optional_day(due))
    if replace and not any((*entry[:2], entry.note.strip(), entry.due)):
        raise errors.UsageFault(what=_("Nothing to change was given."))
    days, today = settings.number("filing_days"), settings.today()
    with access.writing("filing record", dry_run=dry_run) as change:
        found = {unit.id: unit for unit in (names.find_unit(change.connection, text) for text in units)}
        rows = [
            filing_records.record_filing(change, unit, covered, entry, today=today, filing_days=days, replace=replace)
            for unit in found.values()
        ]
        change.summary = f"{', '.join(unit.code for unit in found.values())}: {covered.name}"
    shown = "" if covered.scheme.name == settings.text("scheme") else f" --scheme {covered.scheme.name}"
    return Done(
        [_said(row, covered) for row in rows],
        [report.filing_record(row, covered.name, today) for row in rows],
        _("Next: {command}").format(command=f"tuphap filing list {typed_period(covered)}{shown}"),
        dry_run,
        _early(rows, covered),
    )


@verb(
    app,
    "list",
    _("List who has sent in the report for a period, in time or late, and who has not."),
    "filing list Q2/2021 --status not_filed",
    "filing list 2021 --as-of 31/12/2021 -f json",
)
def list_(
    period: Annotated[
        str,
        typer.Argument(
            metavar="[PERIOD]",
            help=_("the period: Q2/2021, M5/2021, H1/2021, 2021, …; otherwise the last complete quarter"),
            show_default=False,
        ),
    ] = "",
    scheme: OfScheme = "",
    status: Annotated[
        str,
        typer.Option("--status", metavar="STATE", help=word_choices.filing_states().listed(), show_default=False),
    ] = "",
    unit: OfUnit = "",
    as_of: AsOf = "",
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports import filing_list as report
    from ..store.read import names
    from ..store.write import filing_records

    status = word_choices.filing_states().read(status) if status else ""
    day, rules, days = typed.day(as_of), windows.scheme(scheme), settings.number("filing_days")
    covered = windows.named(period, scheme) if period else windows.last_complete(rules, day)
    with access.reading() as connection:
        rows = filing_records.filing_rows(connection, covered, day, days)
        due = filing_records.due(connection, covered, days)
        if unit:
            codes = names.codes(connection, unit)
            rows = [row for row in rows if row.unit in codes]
    shown = [row for row in rows if status in ("", row.status)]
    return report.filings_report(shown, covered, due, day)


def _said(row: FilingRow, covered: Window) -> str:
    """What is recorded now, in a sentence."""
    from ..reports import filing_list as report

    assert row.filed_on is not None
    status = report.status_word(row.status)
    if late := report.filing_days_late(row, row.filed_on):
        status += ", " + ngettext("{n} day", "{n} days", late)
    text = _("{unit}: report for {period} filed on {day}, due {due}: {state}.")
    return text.format(
        unit=row.unit_name,
        period=window_name(covered.name),
        day=vn_date(row.filed_on),
        due=vn_date(row.due),
        state=status,
    )


def _early(rows: list[FilingRow], covered: Window) -> list[str]:
    """Warn that a report was sent in before its window had ended: it happens, and its figures cannot be the last."""
    if any(row.filed_on and row.filed_on < covered.end for row in rows):
        text = _(
            "Please check: the figures of this report go up to {day}, and it was sent in before that day was over."
        )
        return [text.format(day=vn_date(covered.end))]
    return []
