"""decision: documents that assign tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain import numbers
from ..domain.model import FIRST_PERIOD, LAST_YEAR, vn_date
from ..i18n import _, show
from . import access, typed
from .app import group, verb
from .done import Done
from .options import Adjust, AsOf, By, DoneFormat, DryRun, Format, On, OneDecision, Output, Why

if TYPE_CHECKING:
    from ..reports.base import Report

app = group("decision")
APPS = {"decision": app}

Issued = Annotated[str, typer.Option("--issued", metavar="DAY", help=_("day of issue"), show_default=False)]
Issuer = Annotated[str, typer.Option("--issuer", metavar="BODY", help=_("issuing body"), show_default=False)]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help=_("what it is about"), show_default=False)]
Implements = Annotated[
    str,
    typer.Option(
        "--implements",
        metavar="NUMBER",
        help=_("the decision that it carries out"),
        show_default=False,
    ),
]
Declares = Annotated[int | None, typer.Option("--declares", metavar="N", help=_("how many tasks it says it holds"))]
Year = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="YEAR", min=FIRST_PERIOD, max=LAST_YEAR, help=_("the plan's year, if not that of issue")
    ),
]


@verb(
    app,
    "add",
    _("Enter a decision."),
    'decision add 262/QĐ-UBND --issued 25/02/2021 --issuer "UBND tỉnh Bạc Liêu"',
    "decision add 25/QĐ-STP --issued 26/02/2021 --implements 262/QĐ-UBND --declares 130",
)
def add(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help=_("number and symbol, e.g. 25/QĐ-STP"), show_default=False)
    ],
    issued: Issued,
    issuer: Issuer = "",
    title: Title = "",
    implements: Implements = "",
    declares: Declares = None,
    year: Year = None,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.read import names
    from ..store.write import records
    from ..text import clean

    issued_on = typed.past_day(issued)
    parsed = numbers.reference(clean(number)).number
    with access.writing("decision add", dry_run=dry_run) as change:
        above = names.decision(change.connection, implements).id if implements else None
        facts = records.DecisionFacts(parsed.text, issued_on, issuer, title, above, declares, year)
        row = records.add_decision(change, facts)
        change.summary = f"{row.number}, {vn_date(issued_on)}"
    facts_said = {"number": row.number, "day": vn_date(issued_on)}
    odd = [_("Note: {number}: {odd}.").format(number=row.number, odd=show(parsed.odd))] if parsed.odd else []
    return Done(
        [_("Decision {number} of {day} entered.").format(**facts_said)],
        [{"decision": row.number, "decision_issued": issued_on.isoformat()}],
        _("Next: tuphap import ANNEX --decision {number} --issued {day}").format(**facts_said),
        dry_run,
        odd,
    )


@verb(app, "list", _("List the decisions."), "decision list", "decision list --format json")
def list_(format: Format = "", output: Output = "") -> Report:
    from ..reports import lists
    from ..store.read import entries

    with access.reading() as connection:
        return lists.decision_list(entries.decision_rows(connection), settings.today())


@verb(
    app,
    "show",
    _("Show a decision with its tasks."),
    "decision show 25/QĐ-STP",
    "decision show 25/QD-STP@2021 --as-of 30/6/2021",
)
def show_(number: OneDecision, as_of: AsOf = "", format: Format = "", output: Output = "") -> Report:
    from ..reports import lists
    from ..store.read import names, queries
    from ..store.read.filters import Filters

    day = typed.day(as_of)
    with access.reading() as connection:
        row = names.decision(connection, number)
        tasks = list(queries.task_rows(connection, day, Filters(decision=row.id)))
        return lists.one_decision(connection, row, tasks, day)


@verb(
    app,
    "edit",
    _("Correct what is known of a decision."),
    "decision edit 25/QĐ-STP --declares 130",
    'decision edit 25/QĐ-STP@2021 --title "Kế hoạch công tác tư pháp năm 2021"',
)
def edit(
    number: OneDecision,
    issued: Issued = "",
    issuer: Issuer = "",
    title: Title = "",
    implements: Implements = "",
    declares: Declares = None,
    year: Year = None,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..reports import labels
    from ..store.read import names
    from ..store.write import records
    from ..text import clean

    with access.writing("decision edit", dry_run=dry_run) as change:
        row = names.decision(change.connection, number)
        above = names.decision(change.connection, implements).id if implements else None
        wanted = {
            "issued_on": typed.past_day(issued) if issued else None,
            "issuer": clean(issuer),
            "title": clean(title),
            "implements_id": above,
            "declares": declares,
            "year": year,
        }
        values = {name: value for name, value in wanted.items() if value not in (None, "")}
        if not values:
            raise errors.UsageFault(what=_("Nothing to change was given."))
        records.edit_decision(change, row.id, values)
        change.summary = f"{row.number}: {', '.join(values)}"
    changed = labels.fields("decision_title" if name == "title" else name for name in values)
    return Done(
        [_("Decision {number} changed: {fields}.").format(number=row.number, fields=changed)],
        [{"decision": row.number, "fields": list(values)}],
        _("Next: tuphap decision show {number}").format(number=row.number),
        dry_run,
    )


@verb(
    app,
    "withdraw",
    _("Withdraw a decision: its open tasks are cancelled by the same document."),
    'decision withdraw 25/QĐ-STP --by 60/QĐ-STP --reason "Thay thế bằng kế hoạch mới" --on 1/6/2021',
    'decision withdraw 12/KH-STP --by 15/TB-STP --reason "Ban hành nhầm" --dry-run',
)
def withdraw(
    number: OneDecision,
    by: By = "",
    reason: Why = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.read import names
    from ..store.write import records

    ground = typed.ground(by, reason, on)
    with access.writing("decision withdraw", dry_run=dry_run, adjust=adjust) as change:
        row = names.decision(change.connection, number)
        cancelled = records.withdraw_decision(change, row.id, ground)
        change.summary = f"{row.number}, {ground.document}"
    return Done(
        [_("Decision {number} withdrawn; {n} open tasks cancelled.").format(number=row.number, n=cancelled)],
        [{"decision": row.number, "cancelled": cancelled}],
        _("Next: tuphap task list --decision {number}").format(number=row.number),
        dry_run,
    )
