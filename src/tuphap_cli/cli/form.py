"""form: the workbooks that units fill in and send back; made here, and who has sent one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_
from ..i18n import _, ngettext
from ..reports.period_words import window_name
from . import access, done, typed
from .app import group, verb
from .done import Done
from .options import AsOf, DoneFormat, Format, Output, Scheme
from .outfile import parts_of_names, write_file
from .report import windows

if TYPE_CHECKING:
    from ..domain.periods import Window
    from ..forms.unit_form import UnitForm
    from ..reports.base import Record, Report
    from ..store.file.register import Connection
    from ..store.read.entries import UnitRow

app = group("form")
APPS = {"form": app}

# Each verb with the module that defines it, in the order of the help.
VERBS = {"make": "form", "collect": "form_collect", "status": "form"}

OfPeriod = Annotated[
    str,
    typer.Option(
        "--period", metavar="PERIOD", help=_("the period: Q2/2021, M5/2021, H1/2021, 2021, …"), show_default=False
    ),
]


@verb(
    app,
    "make",
    _("Make the form of a unit with its open tasks, or one for every unit; the register stays as it is."),
    "form make --unit TGPL --period Q3/2021 -o tgpl.xlsx",
    "form make --all phieu --period Q3/2021",
)
def make(
    period: OfPeriod,
    unit: Annotated[
        str,
        typer.Option("--unit", metavar="UNIT", help=_("the unit"), show_default=False),
    ] = "",
    all_: Annotated[
        Path | None,
        typer.Option("--all", metavar="DIR", help=_("one for every unit, into this folder"), show_default=False),
    ] = None,
    scheme: Scheme = "",
    format: DoneFormat = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=_("the form of the one unit"), show_default=False)
    ] = "",
) -> Done:
    from ..render.xlsx_form import form_workbook
    from ..store.read import names

    done.check_format(format)
    if bool(unit) == (all_ is not None) or (all_ is not None and output):
        raise errors.UsageFault(
            what=_("Name one unit (--unit UNIT [-o FILE]), or a folder for all of them (--all DIR).")
        )
    if output and not output.casefold().endswith(".xlsx"):
        raise errors.BadField(field="--output", value=output, why=N_("a form is a workbook: FILE.xlsx"))
    covered = windows.named(period, scheme)
    with access.reading() as connection:
        units = [names.find_unit(connection, unit)] if unit else _reporting(connection, covered)
        forms = [_form(connection, one, covered) for one in units]
    folder = all_ or Path()
    if all_ is not None:
        _make_folder(all_)
    (of_period,) = parts_of_names([covered.name])
    rows = []
    for form, part in zip(forms, parts_of_names(form.unit for form in forms), strict=True):
        file = output or str(folder / f"{part}-{of_period}.xlsx")
        write_file(file, form_workbook(form))
        rows.append((form, file))
    forms_made = ngettext("{n} form made", "{n} forms made", len(rows))
    tasks = ngettext("{n} task", "{n} tasks", sum(_tasks(form) for form, _file in rows))
    said = _("{forms} for {period}: {tasks}.")
    return Done(
        [said.format(forms=forms_made, period=window_name(covered.name), tasks=tasks)],
        [_made(form, file) for form, file in rows],
        _("When they come back: tuphap form collect {folder}").format(folder=all_ or rows[0][1]),
    )


def _tasks(form: UnitForm) -> int:
    """The number of tasks on a form, on which a recurring one may have several rows."""
    return len({row.task for row in form.rows})


def _made(form: UnitForm, file: str) -> Record:
    """A form that was made, in the machine form."""
    return {
        "unit": form.unit,
        "unit_name": form.unit_name,
        "period": form.covered.name,
        "tasks": _tasks(form),
        "file": file,
    }


def _form(connection: Connection, unit: UnitRow, covered: Window) -> UnitForm:
    from ..forms.unit_form import form_of
    from ..store.write import filing_records

    due = filing_records.due(connection, covered, settings.number("filing_days"))
    office = settings.text("office")
    return form_of(connection, unit, covered, settings.today(), send_by=due.day, office=office)


def _reporting(connection: Connection, covered: Window) -> list[UnitRow]:
    """The units that owe a report on a window, and any other that leads open work."""
    from ..domain.filings import reports_owed
    from ..store.read import entries
    from ..store.read.open_work import open_work

    today = settings.today()
    leading = {work.row.unit for work in open_work(connection, today, covered.end)}
    units = entries.unit_rows(connection)
    return [u for u in units if u.code in leading or reports_owed(u.kind, u.valid_from, u.valid_to, covered)]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.OutputFailed(path=str(folder), why=error.strerror or error) from None


@verb(
    app,
    "status",
    _("List who has sent the report on a period, by form or otherwise, and who has not."),
    "form status --period Q3/2021",
    "form status --period Q3/2021 -f json",
)
def status(
    period: OfPeriod = "",
    scheme: Scheme = "",
    as_of: AsOf = "",
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..forms.collecting import COMMAND
    from ..reports import collected_forms
    from ..store.write import filing_records

    day, rules, days = typed.day(as_of), windows.scheme(scheme), settings.number("filing_days")
    covered = windows.named(period, scheme) if period else windows.last_complete(rules, day)
    with access.reading() as connection:
        rows = filing_records.filing_rows(connection, covered, day, days)
        due = filing_records.due(connection, covered, days)
        by_form = filing_records.filed_with(connection, covered, COMMAND)
    return collected_forms.form_status(rows, by_form, covered, due, day)
