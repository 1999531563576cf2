"""task list, find, show, why: tasks looked for and looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ... import settings
from ...domain.model import TaskKind
from ...i18n import _
from .. import access, typed, word_choices
from ..app import verb
from ..done import in_this_register
from ..options import All, AsOf, DatedFormat, Format, OfDecision, OfLeader, OfOfficer, OfUnit, OneTask, Output
from ..output import Reply
from ..output_formats import ICS, first_rows, format_of
from . import app
from .carries_out import CarriesOut, chosen_above, with_other_offices

if TYPE_CHECKING:
    from ...reports.base import Line, Report

OfGroup = Annotated[
    str, typer.Option("--group", metavar="GROUP", help=_("only this group of tasks, e.g. II"), show_default=False)
]
OfKind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=word_choices.task_kinds().listed(), show_default=False)
]
OfState = Annotated[
    str,
    typer.Option("--state", metavar="STATE", help=word_choices.task_states().listed(), show_default=False),
]
DueFrom = Annotated[
    str, typer.Option("--due-from", metavar="DAY", help=_("due on that day or later"), show_default=False)
]
DueTo = Annotated[
    str, typer.Option("--due-to", metavar="DAY", help=_("due on that day or earlier"), show_default=False)
]
Words = Annotated[list[str] | None, typer.Argument(metavar="[WORD]...", help=_("only tasks with all these words"))]


@verb(
    app,
    "list",
    _("List tasks."),
    "task list --unit PBGDPL --state open",
    "task list --due-from 1/7/2021 --due-to 30/9/2021 hộ tịch",
)
def list_(
    words: Words = None,
    unit: OfUnit = "",
    leader: OfLeader = "",
    officer: OfOfficer = "",
    decision: OfDecision = "",
    group: OfGroup = "",
    kind: OfKind = "",
    state: OfState = "",
    due_from: DueFrom = "",
    due_to: DueTo = "",
    carries_out: CarriesOut = "",
    as_of: AsOf = "",
    format: DatedFormat = "",
    output: Output = "",
) -> Report:
    from ...reports import lists
    from ...store.read import names, queries
    from ...store.read.filters import Filters
    from ...text import words as folded

    day = typed.day(as_of)
    since, until = typed.optional_day(due_from), typed.optional_day(due_to)
    state = word_choices.task_states().read(state) if state else ""
    chosen = TaskKind(word_choices.task_kinds().read(kind)) if kind else None
    above = chosen_above(carries_out)
    with access.reading() as connection:
        owner = names.decision(connection, decision).id if decision else None
        filters = Filters(
            typed.unit_ids(connection, unit),
            owner,
            group,
            chosen,
            tuple(folded(" ".join(words or ()))),
            states=lists.states_in(state) if state else (),
            finished=lists.FINISHED.get(state),
            due_from=since,
            due_to=until,
            leaders=typed.in_charge(connection, "leader", leader),
            officers=typed.in_charge(connection, "officer", officer),
            carries_out=above.task if above else None,
            handed_down=False if carries_out and above is None else None,
        )
        rows = list(queries.task_rows(connection, day, filters))
        return lists.task_list(connection, rows, day, dated=format_of(format, output, dated=True) == ICS)


@verb(
    app,
    "find",
    _("Find tasks by any words, with or without marks, best first."),
    "task find don doc thi dua",
    'task find "hòa giải ở cơ sở" --unit PBGDPL',
)
def find(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORD...", help=_("the words; those in quotes as a phrase"), show_default=False),
    ],
    unit: OfUnit = "",
    as_of: AsOf = "",
    every: All = False,
    format: Format = "",
    output: Output = "",
) -> Report:
    from ...reports import found_tasks, lists
    from ...store.read import queries
    from ...store.read.filters import Filters
    from ...store.read.search import Sought, hits, search

    day, form = typed.day(as_of), format_of(format, output)
    limit = first_rows(form, output, every=every)
    with access.reading() as connection:
        within = Filters(typed.unit_ids(connection, unit))
        found, meant = search(partial(hits, connection, day), Sought.typed(words), within, some=True)
        title = _("Tasks with “{words}”").format(words=" ".join(words))
        ranked, sought = found_tasks.ranked(found, meant), meant if form == "table" else None
        rows = list(queries.rows_of(connection, day, ranked[:limit]))
        listed = lists.task_list(connection, rows, day, title, sought=sought)
        return lists.beginning_of(listed, len(ranked), len(listed.rows))


@verb(
    app,
    "show",
    _("Show a task in full, with its ledger."),
    "task show 17",
    "task show 25/QĐ-STP:II.3 --as-of 30/6/2021",
)
def show_(task: OneTask, as_of: AsOf = "", format: Format = "", output: Output = "") -> Reply:
    from ...reports import one_task
    from ...store.read import names

    day = typed.day(as_of)
    with access.reading() as connection:
        number = names.task(connection, task)
        report = one_task.task_report(connection, number, day, ahead=day >= settings.today())
        return with_other_offices(connection, report, number, day)


@verb(
    app,
    "why",
    _("Say why a task stands as it does: its deadline and the rule, what was recorded, who has to act."),
    "task why 17",
    "task why 25/QĐ-STP:II.3 --as-of 30/6/2021",
)
def why(task: OneTask, as_of: AsOf = "", format: Format = "", output: Output = "") -> Reply:
    from ...domain.workdays import RestDay
    from ...reports.why import dossier
    from ...reports.why import page as report
    from ...store.read import names

    day = typed.day(as_of)
    followed = dossier.Settings(
        settings.number("silent"),
        RestDay(settings.text("rest_day")),
        settings.flag("before_counts"),
        ahead=day >= settings.today(),
    )
    with access.reading() as connection:
        number = names.task(connection, task)
        page = _for_this_register(report.why_report(connection, number, day, followed))
        return with_other_offices(connection, page, number, day)


def _for_this_register(page: Report) -> Report:
    """``page`` with the commands in its sentences for the register and the office that the command line names."""

    def said(line: Line) -> Line:
        return line._replace(cells=tuple(in_this_register(c) if isinstance(c, str) else c for c in line.cells))

    tables = (one if one.headed else one._replace(lines=tuple(map(said, one.lines))) for one in page.tables)
    return page._replace(tables=tuple(tables))
