"""task carry-out: which task of the office above each task carries out, from a list that a clerk has looked through."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, settings
from ...i18n import _, ngettext
from ...store.file.register import Connection
from .. import access, done, neighbour_books, refused_lists
from ..app import verb
from ..done import Done
from ..options import DryRun, Encoding, Format, Output
from ..output import Reply
from . import app

if TYPE_CHECKING:
    from ...reports.carrying_template import CarryingFacts


@verb(
    app,
    "carry-out",
    _("Enter which task of the office above each task carries out, from a list: all of it or nothing."),
    "task carry-out --template --decision 25/QĐ-STP -o cap-tren.xlsx",
    "task carry-out cap-tren.xlsx --dry-run",
)
def carry_out(
    listed: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help=_(
                "the list, a workbook or .csv, with the columns task, carries_out (number above or DECISION:ITEM)"
            ),
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        bool,
        typer.Option("--template", help=_("make the list to be filled in; tasks of the same words are proposed")),
    ] = False,
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            metavar="NUMBER",
            help=_("in the list to be filled in: only this decision"),
            show_default=False,
        ),
    ] = "",
    encoding: Encoding = "",
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply | Done:
    if template and listed is None:
        return _template(decision, output)
    if listed is None or template or decision or output:
        raise errors.UsageFault(
            what=_("Name the list, or make one with --template [--decision NUMBER] -o FILE.xlsx.")
        )
    done.check_format(format)
    from ...intake.clerk_lists import carryinglist

    given = carryinglist.read_list(listed, encoding or None)
    with neighbour_books.above() as connection:
        above = carryinglist.found_above(_needed(connection), given)
    with access.writing("task carry-out", dry_run=dry_run) as change:
        outcome = carryinglist.apply_list(change, given.lines, above)
        refused_lists.refuse(listed.name, [*given.problems, *outcome.problems], outcome.conflicts)
        change.summary = f"{listed.name}: {', '.join(map(str, outcome.changed))}"
    said = ngettext("{n} task changed", "{n} tasks changed", len(outcome.changed))
    had = ngettext("{n} was there already", "{n} were there already", outcome.already)
    return Done(
        [f"{said}, {had}." if outcome.already else f"{said}."],
        [{"task": task, "carries_out": wanted} for task, wanted in outcome.changed.items()],
        _("Next: tuphap task carry-out --template"),
        dry_run,
    )


def _needed(connection: Connection | None) -> Connection:
    if connection is None:
        raise errors.NoOfficeAbove
    return connection


def _template(decision: str, output: str) -> Reply:
    from ...reports.carrying_template import carrying_template

    report = carrying_template(_facts(decision), settings.today())
    advice = _("Look through it, then: {command}").format(command=f"tuphap task carry-out {shlex.quote(output)}")
    return Reply(report, next=advice if output not in {"", "-"} else "")


def _facts(decision: str) -> CarryingFacts:
    """What the list to be filled in is made of, read in both books."""
    from ...intake.clerk_lists import carryinglist
    from ...reports.carrying_template import CarryingFacts
    from ...store.read import entries, handed_down_rows, names, queries
    from ...store.read.filters import Filters
    from ...store.write import versions

    today = settings.today()
    with access.reading() as connection:
        chosen = names.decision(connection, decision).id if decision else None
        rows = list(queries.task_rows(connection, today, Filters(decision=chosen)))
        present = handed_down_rows.links(connection)
        read_on = versions.version_of(connection, "task")
        plans = [row for row in entries.decision_rows(connection) if row.id in {task.decision_id for task in rows}]
    above: dict[int, list[queries.TaskRow]] = {}
    proposed: dict[int, int] = {}
    unmatched = []
    with neighbour_books.above() as connection_above:
        upper = _needed(connection_above)
        for plan in plans:
            found = handed_down_rows.implemented_above(upper, plan.implements, plan.implements_issued)
            if found is None:
                unmatched.append(plan.number)
                continue
            if found not in above:
                above[found] = list(queries.task_rows(upper, today, Filters(decision=found)))
            own = [row for row in rows if row.decision_id == plan.id]
            proposed |= carryinglist.proposals(own, above[found])
    linked = {row.task: present[row.task] for row in rows if row.task in present}
    every = [row for several in above.values() for row in several]
    return CarryingFacts(rows, every, linked, proposed, read_on, unmatched)
