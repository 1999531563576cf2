"""task record: what was done to many tasks, from a list that was filled in."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, settings
from ...i18n import _, ngettext
from .. import access, typed
from ..app import verb
from ..done import Done, with_keys
from ..incoming import PIPED, piped_bytes
from ..options import Adjust, All, DryRun, Encoding, Format, Output
from ..outfile import check_output
from ..output import Reply
from ..output_formats import first_rows, format_of
from . import app
from .entry_warnings import entry_notes

if TYPE_CHECKING:
    from ...intake.clerk_lists.resultentry import ResultsEntered
    from ...intake.clerk_lists.resultlist import ResultList
    from ...intake.files.file_kind import Opened
    from ...reports.recorded_results import ResultsAnswer


@verb(
    app,
    "record",
    _("Record what was done to many tasks, from a list: all of it or nothing."),
    "task record ket-qua.xlsx --dry-run",
    "task record --template -o mau.xlsx",
)
def record(
    listed: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help=_(
                "the list, a workbook or .csv, with the columns task (number or DECISION:ITEM), day, and if wanted "
                "percent, document, note, period; - reads standard input"
            ),
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help=_("make the list to be filled in, with the open tasks"))
    ] = False,
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=_("in the list to be filled in: only this unit and those below it"),
            show_default=False,
        ),
    ] = "",
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            metavar="NUMBER",
            help=_("the decision to which the items of the list belong"),
            show_default=False,
        ),
    ] = "",
    encoding: Encoding = "",
    every: All = False,
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    form = format_of(format, output)
    if template and listed is None:
        return _template(unit, decision, output)
    if listed is None or template or unit:
        raise errors.UsageFault(what=_("Name the list to be recorded, or make one with --template [--unit UNIT]."))
    from ...intake.clerk_lists import resultlist
    from ...reports.recorded_results import results_report

    check_output(output)
    given = resultlist.read_results(_piped() if str(listed) == PIPED else listed, decision, encoding or None)
    answer, refusal = _recorded(given, "" if str(listed) == PIPED else listed.name, adjust=adjust, dry_run=dry_run)
    first = first_rows(form, output, every=every)
    report = results_report(answer, settings.today(), lists=form == "table", first=first)
    advice = "" if refusal or dry_run else _("Next: tuphap overdue")
    return Reply(with_keys(report, "task record", Done((), next=advice, dry_run=dry_run)), next=advice, error=refusal)


def _piped() -> Opened:
    """What comes in on standard input.

    Raises:
        UsageFault: somebody sits there at a terminal, and would wait
    """
    from ...intake.files import door

    return door.piped(piped_bytes(), _("Standard input"))


def _template(unit: str, decision: str, output: str) -> Reply:
    from ...reports.recorded_results import template_report
    from ...store.read import names
    from ...store.read.filters import Filters
    from ...store.read.open_work import open_work

    today = settings.today()
    with access.reading() as connection:
        narrowed = Filters(
            units=typed.unit_ids(connection, unit),
            decision=names.decision(connection, decision).id if decision else None,
        )
        report = template_report(list(open_work(connection, today, today, narrowed)), today)
    filled = output not in {"", PIPED}
    advice = _("Fill in what was done, then: {command}").format(command=f"tuphap task record {shlex.quote(output)}")
    return Reply(report, next=advice if filled else "")


def _recorded(
    given: ResultList, name: str, *, adjust: bool, dry_run: bool
) -> tuple[ResultsAnswer, errors.TuphapError | None]:
    """Record a list; what is refused, as an error beside the answer, leaves nothing behind."""
    from ...intake.clerk_lists.resultentry import enter_results
    from ...reports.recorded_results import ResultsAnswer

    refusal: errors.TuphapError | None = None
    try:
        with access.writing("task record", dry_run=dry_run, adjust=adjust) as change:
            entered = enter_results(change, given.results, settings.today())
            notes = [said for new in entered.new for said in entry_notes(new.entry, new.result.place)]
            problems = sorted(
                [*given.problems, *entered.problems, *notes],
                key=lambda problem: problem.place.row if problem.place else 0,
            )
            entries = [one.entry for one in entered.new]
            answer = ResultsAnswer(entries, problems, len(entered.already), given.blank, dry_run)
            if answer.refused:
                refusal = _refusal(name, answer.refused, entered)
                raise refusal
            change.summary = f"{name or PIPED}: {', '.join(str(entry.task) for entry in entries)}"
    except errors.TuphapError as error:
        if error is not refusal:
            raise
    return answer, refusal


def _refusal(name: str, number: int, entered: ResultsEntered) -> errors.TuphapError:
    """The error of a list with problems: that of a conflict where there is nothing else."""
    if len(entered.conflicts) == number:
        return entered.conflicts[0]
    tally = ngettext("{n} problem", "{n} problems", number)
    what = _("{file}: {problems}; nothing was written.").format(file=name or _("Standard input"), problems=tally)
    return errors.Refused(what=what)
