"""obstacle: what is in the way of tasks and units (khó khăn, vướng mắc), and how it was cleared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors
from ..domain.model import vn_date
from ..i18n import _
from . import access, typed
from .app import group, verb
from .done import Done
from .options import (
    Adjust,
    AsOf,
    DoneFormat,
    DryRun,
    Format,
    OfUnit,
    On,
    Output,
)

if TYPE_CHECKING:
    import sqlite3

    from ..reports.base import Record, Report
    from ..store.write.obstacles import ObstacleRow

app = group("obstacle")
APPS = {"obstacle": app}


def _task(help_: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option("--task", metavar="TASK", help=help_, show_default=False)
    return found


@verb(
    app,
    "add",
    _("Enter what stands in the way of a task or a unit, and what is proposed."),
    'obstacle add "Chưa có văn bản hướng dẫn của Bộ Tư pháp" --task 17 --proposal "Đề nghị Sở có văn bản hỏi Bộ"',
    'obstacle add "Thiếu biên chế làm công tác hộ tịch" --unit TP-HONGDAN --on 9/7/2021',
)
def add(
    what: Annotated[
        str, typer.Argument(metavar="TEXT", help=_("what stands in the way, in a sentence"), show_default=False)
    ],
    task: Annotated[str, _task(_("the task that it concerns"))] = "",
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=_("the unit that meets it; otherwise the task's lead"),
            show_default=False,
        ),
    ] = "",
    proposal: Annotated[
        str, typer.Option("--proposal", metavar="TEXT", help=_("what is proposed"), show_default=False)
    ] = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.read import names
    from ..store.write import obstacles
    from ..text import clean

    if not task and not unit:
        raise errors.UsageFault(what=_("An obstacle concerns a task (--task) or a unit (--unit); name one."))
    day = typed.past_day(on)
    with access.writing("obstacle add", dry_run=dry_run, adjust=adjust) as change:
        concerned = names.task(change.connection, task) if task else None
        met_by = names.find_unit(change.connection, unit) if unit else None
        facts = obstacles.ObstacleFacts(what, day, concerned, met_by.id if met_by else None, clean(proposal))
        number = obstacles.add_obstacle(change, facts)
        row = _found(change.connection, number, day)
        change.summary = f"{number}: {row.what}"
    return Done(
        [_("Obstacle {number} of {whose} entered: {what}").format(number=number, whose=_whose(row), what=row.what)],
        [_row(row, day)],
        _('Next: once it is cleared, tuphap obstacle resolve {number} --how "…" --doc DOCUMENT').format(
            number=number
        ),
        dry_run,
    )


@verb(
    app,
    "list",
    _("List the obstacles, oldest first."),
    "obstacle list --open",
    "obstacle list --unit HCBTTP --as-of 30/6/2021 -o kho-khan.csv",
)
def list_(
    open_: Annotated[bool, typer.Option("--open", help=_("only those that are not resolved"))] = False,
    task: Annotated[str, _task(_("only those of this task"))] = "",
    unit: OfUnit = "",
    as_of: AsOf = "",
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports import obstacle_list as report
    from ..store.read import names
    from ..store.write import obstacles

    day = typed.day(as_of)
    with access.reading() as connection:
        rows = obstacles.obstacle_rows(connection, day)
        if task:
            wanted = names.task(connection, task)
            rows = [row for row in rows if row.task == wanted]
        if unit:
            codes = names.codes(connection, unit)
            rows = [row for row in rows if row.unit in codes]
    if open_:
        rows = [row for row in rows if row.resolved_on is None]
    return report.obstacle_list(rows, day)


@verb(
    app,
    "resolve",
    _("Record how an obstacle was cleared."),
    'obstacle resolve 3 --how "Bộ Tư pháp đã có Công văn hướng dẫn" --doc 1520/BTP-HTQTCT',
    'obstacle resolve 4 --how "Đã điều động 01 công chức" --on 1/7/2021 --dry-run',
)
def resolve(
    number: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("the obstacle's number"), show_default=False),
    ],
    how: Annotated[str, typer.Option("--how", metavar="TEXT", help=_("how it was cleared"), show_default=False)],
    doc: Annotated[
        str,
        typer.Option("--doc", metavar="DOCUMENT", help=_("number of the document that shows it"), show_default=False),
    ] = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.write import obstacles

    day = typed.past_day(on)
    with access.writing("obstacle resolve", dry_run=dry_run, adjust=adjust) as change:
        wanted = obstacles.number_of(number)
        obstacles.resolve_obstacle(change, wanted, how, typed.document(doc), day)
        row = _found(change.connection, wanted, day)
        change.summary = f"{wanted}: {row.resolution}"
    text = _("Obstacle {number} of {whose} resolved on {day}: {how}")
    return Done(
        [text.format(number=wanted, whose=_whose(row), day=vn_date(day), how=row.resolution)],
        [_row(row, day)],
        _("Next: tuphap obstacle list --open"),
        dry_run,
    )


def _found(connection: sqlite3.Connection, number: int, day: date) -> ObstacleRow:
    from ..store.write import obstacles

    return next(row for row in obstacles.obstacle_rows(connection, day) if row.id == number)


def _row(row: ObstacleRow, day: date) -> Record:
    """An obstacle as a program reads it; the same keys as in ``obstacle list``."""
    from ..reports import obstacle_list as report

    return report.obstacle_record(row, day)


def _whose(row: ObstacleRow) -> str:
    """The task or the unit that an obstacle concerns, as part of a sentence."""
    if row.task is None:
        return row.unit_name
    return _("task {task} ({decision}:{item})").format(task=row.task, decision=row.decision, item=row.item)
