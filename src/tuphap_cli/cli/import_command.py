"""import: an issued annex into the register."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import errors, settings
from ..domain.model import Severity, TaskKind
from ..i18n import _
from . import access, safekeeping, typed
from .app import single, verb
from .done import Done, with_keys
from .options import Adjust, DryRun, Encoding, Format, Output, complete_decisions
from .outfile import check_output
from .output import Reply, format_of

if TYPE_CHECKING:
    from ..domain.draft import KnownUnit, PlanDraft
    from ..domain.workdays import SpecialDay
    from ..intake.apply import ImportOutcome
    from ..reports.base import Report
    from ..store.read.entries import DecisionRow
    from ..store.tables import Decision
    from ..store.write.change import Change

app = single("import")
APPS = {"import": app}

Step = Callable[[int, int], None]


@verb(
    app,
    "import",
    _("Bring an issued annex (Word, Excel, CSV) into the register: all of it or nothing."),
    "import phu-luc.docx --decision 25/QĐ-STP --issued 26/02/2021 --dry-run",
    "import phu-luc.xlsx --decision 25/QĐ-STP --issued 26/02/2021 --create-units",
)
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_(".docx, .xlsx, .xls, .ods or .csv"), show_default=False)
    ],
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            metavar="NUMBER",
            help=_("the document that the annex belongs to"),
            autocompletion=complete_decisions,
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
            autocompletion=complete_decisions,
        ),
    ] = "",
    declares: Annotated[
        int | None, typer.Option("--declares", metavar="N", help=_("how many tasks it says it holds"))
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=1990, max=2200, help=_("the plan's year, if not that of issue")),
    ] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=" | ".join(TaskKind))] = "key",
    create_units: Annotated[
        bool, typer.Option("--create-units", help=_("enter units that are not known yet"))
    ] = False,
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
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..intake.apply import PlanImport
    from ..intake.carried import Spoken, carry_over
    from ..intake.plan import read_plan
    from ..store.file.register import translated
    from ..store.read import entries
    from ..store.write import days_off

    chosen = TaskKind(typed.choice(kind, "--kind", tuple(TaskKind)))
    format_of(format, output)  # a wrong one must not come up after the annex has been written
    check_output(output)
    wanted = _Wanted(decision, issued, issuer, title, implements, declares, year)

    def read(basis: _Basis) -> PlanDraft:
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
        )

    with access.to_write() as register, _progress() as step:
        with register.reading() as connection:
            basis = _basis(connection, wanted)
        with translated(register.path):
            draft = read(basis)  # which may take long: others read and write meanwhile
        with access.transaction(register, "import", dry_run=dry_run, adjust=adjust) as change:
            if (now := _basis(change.connection, wanted)) != basis:
                basis, draft = now, read(now)
            if failed := sum(problem.severity is Severity.ERROR for problem in draft.problems):
                found = _report(decision, draft, None, basis.day, dry_run=dry_run)
                return Reply(found, error=errors.ImportRefused(file=file.name, errors=failed))
            if entries.register_counts(change.connection).tasks:
                safekeeping.before("import", dry_run=dry_run)
            there = _decision(change, wanted, basis, draft)
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
    made = _report(number, draft, outcome, issued_on, dry_run=dry_run)
    whole = with_keys(made, "import", Done((), next=advice, dry_run=dry_run))
    return Reply(whole, next="" if dry_run else advice)


class _Wanted(NamedTuple):
    """What was typed of the decision that the annex belongs to."""

    number: str
    issued: str
    issuer: str
    title: str
    implements: str
    declares: int | None
    year: int | None


class _Basis(NamedTuple):
    """What of the register the reading of a file rests on; where it has changed, the file is read again."""

    known: tuple[KnownUnit, ...]
    decision: int | None
    day: date | None
    year: int | None
    days_off: tuple[SpecialDay, ...]


def _basis(connection: sqlite3.Connection, wanted: _Wanted) -> _Basis:
    from ..domain.draft import KnownUnit
    from ..store.read import entries
    from ..store.write import days_off

    known = tuple(KnownUnit(u.code, u.name, u.aliases, u.kind) for u in entries.unit_rows(connection))
    own = tuple(days_off.clerks_days(connection, date.min, date.max))
    there = _existing(connection, wanted.number, wanted.issued)
    if there is None:
        return _Basis(known, None, typed.optional_day(wanted.issued), None, own)
    return _Basis(known, there.id, there.issued_on, there.year, own)


def _existing(connection: sqlite3.Connection, number: str, issued: str) -> DecisionRow | None:
    """The decision that the annex belongs to, where it has been entered."""
    from ..domain import numbers
    from ..store.read import entries, names

    wanted = numbers.reference(number)
    day = typed.optional_day(issued)
    rows = [
        row
        for row in entries.decision_rows(connection)
        if row.key == wanted.number.key and wanted.fits(row.issued_on)
    ]
    if day is not None:
        same_year = [row for row in rows if row.issued_on.year == day.year]
        rows = [row for row in same_year if row.issued_on == day]
        if same_year and not rows:
            raise errors.OtherDay(number=same_year[0].number, day=same_year[0].issued_on, other=day)
    if len(rows) > 1:
        raise names.ambiguous(rows)
    return rows[0] if rows else None


def _decision(change: Change, wanted: _Wanted, basis: _Basis, draft: PlanDraft) -> Decision:
    """The decision that the annex belongs to, entered where it is not there yet."""
    from ..domain import numbers
    from ..store.tables import Decision
    from ..store.write import records

    if basis.decision is not None:
        return change.session.get_one(Decision, basis.decision)
    return records.add_decision(
        change,
        records.DecisionFacts(
            numbers.reference(wanted.number).number.text,
            basis.day or draft.issued_on or _undated(),
            wanted.issuer or draft.issuer or "",
            wanted.title or draft.title or "",
            _above(change, wanted.implements),
            wanted.declares,
            wanted.year,
        ),
    )


def _undated() -> date:
    raise errors.BadField(field="--issued", value="", why=_("the file does not say when it was issued"))


def _above(change: Change, number: str) -> int | None:
    from ..store.read import names

    return names.decision(change.connection, number).id if number else None


def _mapping(pairs: list[str]) -> dict[str, str]:
    """``--map`` values as heading → field."""
    mapping = {}
    for pair in pairs:
        heading, equals, field = pair.rpartition("=")
        if not equals or not heading.strip():
            raise errors.BadField(field="--map", value=pair, why=_("it is written HEADING=FIELD"))
        mapping[heading.strip()] = field.strip()
    return mapping


def _report(
    number: str, draft: PlanDraft, outcome: ImportOutcome | None, issued: date | None, *, dry_run: bool
) -> Report:
    from ..intake.apply import ImportOutcome
    from ..reports.imported import import_report

    applied = outcome or ImportOutcome()
    today = settings.today()
    return import_report(
        number,
        draft,
        applied.problems,
        today=today,
        written=outcome is not None and not dry_run,
        counts=applied.counts(),
        assigned=(issued or draft.issued_on or today) if dry_run else None,
    )


@contextmanager
def _progress() -> Iterator[Step | None]:
    """A bar on a terminal for what takes long; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Reading and storing"), total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step
