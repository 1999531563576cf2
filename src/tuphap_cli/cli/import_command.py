"""import: an issued annex into the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import FIRST_PERIOD, LAST_YEAR, Severity, TaskKind
from ..i18n import _
from . import access, refused_lists, safekeeping, scanned, word_choices
from .app import single, verb
from .done import Done, with_keys
from .import_basis import ImportBasis, TypedDecision, basis_of, decision_of
from .options import Adjust, All, DryRun, Encoding, Format, Output
from .outfile import check_output
from .output import Reply
from .output_formats import first_rows, format_of
from .progress_bar import progress_bar

if TYPE_CHECKING:
    from ..domain.draft import PlanDraft
    from ..intake.apply import ImportOutcome
    from ..intake.clerk_lists.unitlist import ListedUnit
    from ..reports.base import Report

app = single("import")
APPS = {"import": app}


@verb(
    app,
    "import",
    _("Bring an issued annex (Word, PDF, Excel, ODS, CSV) into the register: all of it or nothing."),
    "import phu-luc.docx --decision 25/QĐ-STP --issued 26/02/2021 --dry-run",
    "import phu-luc.xlsx --decision 25/QĐ-STP --issued 26/02/2021 --create-units",
)
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=_("the annex: .docx, .pdf, .xlsx, .xls, .ods or .csv"), show_default=False
        ),
    ],
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            metavar="NUMBER",
            help=_("the document that the annex belongs to"),
        ),
    ],
    issued: Annotated[
        str, typer.Option("--issued", metavar="DAY", help=_("its day of issue"), show_default=False)
    ] = "",
    issuer: Annotated[
        str,
        typer.Option(
            "--issuer", metavar="BODY", help=_("issuing body, if the file does not say it"), show_default=False
        ),
    ] = "",
    title: Annotated[
        str,
        typer.Option("--title", metavar="TEXT", help=_("its title, if the file does not say it"), show_default=False),
    ] = "",
    implements: Annotated[
        str,
        typer.Option(
            "--implements",
            metavar="NUMBER",
            help=_("the decision that it carries out"),
            show_default=False,
        ),
    ] = "",
    declares: Annotated[
        int | None, typer.Option("--declares", metavar="N", help=_("how many tasks it says it holds"))
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="YEAR", min=FIRST_PERIOD, max=LAST_YEAR, help=_("the plan's year, if not that of issue")
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=word_choices.task_kinds().listed() + "; " + _("otherwise key"),
            show_default=False,
        ),
    ] = "key",
    create_units: Annotated[
        bool, typer.Option("--create-units", help=_("enter units that are not known yet"))
    ] = False,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units",
            metavar="FILE",
            help=_("a list of units to enter first: code, name, and if wanted kind, parent, email"),
            show_default=False,
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="HEADING=FIELD",
            help=_(
                "what a column is: item, title, product, lead, support, deadline, extended, done, document, status, note"
            ),
        ),
    ] = None,
    table: Annotated[
        list[int] | None, typer.Option("--table", metavar="N", help=_("take table or sheet N (may be repeated)"))
    ] = None,
    with_progress: Annotated[
        bool, typer.Option("--with-progress", help=_("record what the file says is done, with its day and document"))
    ] = False,
    encoding: Encoding = "",
    ocr: Annotated[
        bool, typer.Option("--ocr", help=_("recognise the letters of a scan; every date then becomes a question"))
    ] = False,
    every: All = False,
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..intake.apply import ImportOutcome, PlanImport
    from ..intake.carried import Spoken, carry_over
    from ..intake.clerk_lists import unitlist
    from ..intake.plan import read_plan
    from ..reports import import_lists, imported
    from ..store.file.sqlite_faults import translated
    from ..store.read import entries
    from ..store.write import days_off

    chosen = TaskKind(word_choices.task_kinds().read(kind))
    format_of(format, output)  # a wrong one must not come up after the annex has been written
    check_output(output)
    listed = _listed(units, encoding)
    wanted = TypedDecision(decision, issued, issuer, title, implements, declares, year, listed)

    def read(basis: ImportBasis) -> PlanDraft:
        return read_plan(
            file,
            year=year or basis.year,
            issued=basis.day,
            known=basis.known,
            create_units=create_units,
            mapping=_mapping(map_ or []),
            tables=table or (),
            encoding=encoding or None,
            before_counts=settings.flag("before_counts"),
            workday=days_off.workday(register.connection),
            progress=step,
            recognise=ocr,
        )

    def report(number: str, day: date | None, outcome: ImportOutcome | None = None) -> Report:
        today = settings.today()
        done = outcome or ImportOutcome()
        answer = imported.ImportAnswer(
            number,
            draft,
            done.counts(),
            written=outcome is not None and not dry_run,
            later=done.problems,
            numbers={} if dry_run else done.numbers,
            assigned=(day or draft.issued_on or today) if dry_run else None,
            units_made=create_units,
        )
        form = format_of(format, output)
        first = import_lists.FIRST if first_rows(form, output, every=every) else None
        return imported.import_report(answer, today, lists=form == "table", first=first)

    with access.to_write() as register, progress_bar(_("Reading and storing")) as step:
        with register.reading() as connection:
            basis = basis_of(connection, wanted)
        with translated(register.place):
            draft = read(basis)  # which may take long: others read and write meanwhile
        with access.transaction(register, "import", dry_run=dry_run, adjust=adjust) as change:
            if (now := basis_of(change.connection, wanted)) != basis:
                basis, draft = now, read(now)
            if refusal := _refusal(file.name, draft, dry_run=dry_run):
                return Reply(report(decision, basis.day), error=refusal)
            if listed:
                entered = unitlist.enter_units(change, listed)
                refused_lists.refuse(units.name if units else "", entered.problems)
            if entries.register_counts(change.connection).tasks:
                safekeeping.before("import", dry_run=dry_run)
            there = decision_of(change, wanted, basis, draft)
            outcome = PlanImport(change, draft, there, chosen, step).run()
            words = Spoken(_("document not named in the file"), _("adjusted deadline in the file: {text}"))
            told = carry_over(
                change, outcome.placed, there.issued_on, settings.today(), words, with_progress=with_progress
            )
            outcome.problems.extend(told)
            counts = outcome.counts()
            change.summary = f"{there.number}, {file.name}: +{counts['tasks']} ~{counts['updated']}"
            number, issued_on = there.number, there.issued_on
    label = f"{number}@{issued_on.year}"
    advice = _("Next: tuphap task list --decision {number}, tuphap overdue").format(number=label)
    if not dry_run:
        scanned.keep_pictures(number, issued_on, draft)
    whole = with_keys(report(number, issued_on, outcome), "import", Done((), next=advice, dry_run=dry_run))
    return Reply(whole, next="" if dry_run else advice, error=_unknown(file.name, draft, create_units=create_units))


def _refusal(file: str, draft: PlanDraft, *, dry_run: bool) -> errors.TuphapError | None:
    """Why the plan is refused. A trial goes on where only its units are not known, to show all there is to say."""
    from ..domain.draft import UNKNOWN_UNIT

    codes = [problem.code for problem in draft.problems if problem.severity is Severity.ERROR]
    failed = sum(code != UNKNOWN_UNIT for code in codes)
    if failed:
        return errors.ImportRefused(file=file, errors=failed)
    return _unknown(file, draft) if codes and not dry_run else None


def _unknown(file: str, draft: PlanDraft, *, create_units: bool = False) -> errors.TuphapError | None:
    units = len(draft.new_units)
    return errors.UnitsUnknown(file=file, units=units) if units and not create_units else None


def _listed(file: Path | None, encoding: str) -> tuple[ListedUnit, ...]:
    """The units of the list ``file``; Refused where something is wrong with it."""
    if file is None:
        return ()
    from ..intake.clerk_lists import unitlist

    found = unitlist.read_unit_list(file, encoding or None)
    refused_lists.refuse(file.name, found.problems)
    return tuple(found.units)


def _mapping(pairs: list[str]) -> dict[str, str]:
    """``--map`` values as heading → field."""
    mapping = {}
    for pair in pairs:
        heading, equals, field = pair.rpartition("=")
        if not equals or not heading.strip():
            raise errors.BadField(field="--map", value=pair, why=_("it is written HEADING=FIELD"))
        mapping[heading.strip()] = field.strip()
    return mapping
