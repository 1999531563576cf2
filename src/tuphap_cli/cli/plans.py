"""import: an issued annex into the register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_, Severity, TaskKind, note
from ..i18n import _
from . import common, safekeeping
from .app import single, verb
from .options import Adjust, DryRun, Encoding, Format, Output, complete_decisions

if TYPE_CHECKING:
    from ..intake.apply import Outcome
    from ..intake.draft import PlanDraft, Problem
    from ..reports.base import Report
    from ..reports.imported import Finding
    from ..store.change import Change
    from ..store.tables import Decision

app = single("import")
APPS = {"import": app}

Step = Callable[[int, int], None]
PREVIEW_ROWS = 20


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
            help=_("what a column is: item, title, product, lead, support, deadline, note"),
        ),
    ] = None,
    table: Annotated[
        list[int] | None, typer.Option("--table", metavar="N", help=_("take table or sheet N (may be repeated)"))
    ] = None,
    encoding: Encoding = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> int:
    from ..domain import numbers
    from ..intake.apply import Apply
    from ..intake.draft import KnownUnit
    from ..intake.plan import read_plan
    from ..store import calendar, queries, records

    chosen = TaskKind(common.choice(kind, "--kind", tuple(TaskKind)))
    common.format_of(format, output)  # a wrong one must not come up after the annex has been written
    with common.writing("import", dry_run=dry_run, adjust=adjust, silent=True) as change, _progress() as step:
        known = [KnownUnit(u.code, u.name, u.aliases, u.kind) for u in queries.units(change.connection)]
        there = _existing(change, decision, issued)
        day = there.issued_on if there else common.optional_day(issued)
        draft = read_plan(
            file,
            year=year or (there.year if there else None),
            issued=day,
            known=known,
            create_units=create_units,
            mapping=_mapping(map_ or []),
            tables=table or (),
            encoding=encoding or None,
            before_counts=settings.flag("before_counts"),
            workday=calendar.workday(change.connection),
            progress=step,
        )
        if any(problem.severity is Severity.ERROR for problem in draft.problems):
            common.give(_report(decision, draft, None, day, dry_run=dry_run), format, output)
            failed = sum(problem.severity is Severity.ERROR for problem in draft.problems)
            raise errors.ImportRefused(file=file.name, errors=failed)
        if queries.counts(change.connection).tasks:
            safekeeping.before("import", dry_run=dry_run)
        if there is None:
            there = records.add_decision(
                change,
                records.DecisionFacts(
                    numbers.reference(decision).number.text,
                    day or draft.issued_on or _undated(),
                    issuer or draft.issuer or "",
                    title or draft.title or "",
                    _above(change, implements),
                    declares,
                    year,
                ),
            )
        outcome = Apply(change, draft, there, chosen, step).run()
        counts = outcome.counts()
        change.summary = f"{there.number}, {file.name}: +{counts['tasks']} ~{counts['updated']}"
        number, issued_on = there.number, there.issued_on
    common.give(_report(number, draft, outcome, issued_on, dry_run=dry_run), format, output)
    if not dry_run:
        common.remark(
            _("Next: tuphap task list --decision {number}, tuphap overdue").format(
                number=f"{number}@{issued_on.year}"
            )
        )
    return 0


def _existing(change: Change, number: str, issued: str) -> Decision | None:
    """The decision that the annex belongs to, where it has been entered."""
    from ..domain import numbers
    from ..store import names, queries
    from ..store.tables import Decision

    wanted = numbers.reference(number)
    day = common.optional_day(issued)
    rows = [
        row
        for row in queries.decisions(change.connection)
        if row.key == wanted.number.key and wanted.fits(row.issued_on)
    ]
    if day is not None:
        same_year = [row for row in rows if row.issued_on.year == day.year]
        rows = [row for row in same_year if row.issued_on == day]
        if same_year and not rows:
            why = note(
                N_("{number} is in the register with the day {day}"), number=number, day=same_year[0].issued_on
            )
            raise errors.BadField(field="--issued", value=issued, why=why)
    if len(rows) > 1:
        raise names.ambiguous(rows)
    return change.session.get_one(Decision, rows[0].id) if rows else None


def _undated() -> date:
    raise errors.BadField(field="--issued", value="", why=_("the file does not say when it was issued"))


def _above(change: Change, number: str) -> int | None:
    from ..store import names

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


def _report(number: str, draft: PlanDraft, outcome: Outcome | None, issued: date | None, *, dry_run: bool) -> Report:
    from ..intake.apply import Outcome
    from ..reports import imported

    problems = [*draft.problems, *(outcome.problems if outcome else [])]
    assigned = issued or draft.issued_on or settings.today()
    preview = [
        imported.Preview(t.item, t.title, t.lead or "", t.deadline_text, t.reading, assigned)
        for t in draft.tasks[:PREVIEW_ROWS]
    ]
    return imported.make(
        number,
        settings.today(),
        written=outcome is not None and not dry_run,
        counts=(outcome or Outcome()).counts(),
        findings=[_finding(problem) for problem in problems],
        seen=[imported.Seen(s.name, s.taken, s.reason) for s in draft.tables],
        preview=preview if dry_run else (),
        read=len(draft.tasks),
    )


def _finding(problem: Problem) -> Finding:
    from ..reports.imported import Finding

    where = ""
    if problem.place is not None:
        where = _("{sheet}, row {row}").format(sheet=problem.place.sheet, row=problem.place.row)
    return Finding(where, problem.column, problem.value, problem.code, problem.severity, problem.hint)


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
