"""task renew: the occurrences of recurring tasks in a further year; only this command makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, settings
from ...domain.model import FIRST_PERIOD, LAST_YEAR, vn_date
from ...i18n import _, ngettext
from .. import access
from ..app import verb
from ..done import Done
from ..options import DoneFormat, DryRun, OfDecision
from . import app

if TYPE_CHECKING:
    from ...store.tables import Task
    from ...store.write.change import Change
    from ...store.write.tasks import Renewed


@verb(
    app,
    "renew",
    _("Give recurring tasks their occurrences of a further year."),
    "task renew 17 18 --year 2022",
    "task renew --decision 25/QĐ-STP --year 2022 --dry-run",
)
def renew(
    year: Annotated[
        int,
        typer.Option(
            "--year", metavar="YEAR", min=FIRST_PERIOD, max=LAST_YEAR, help=_("the year of the occurrences")
        ),
    ],
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TASK]...", help=_("task numbers, or DECISION:ITEM")),
    ] = None,
    decision: OfDecision = "",
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    if bool(tasks) == bool(decision):
        raise errors.UsageFault(what=_("Name the tasks, or their decision with --decision."))
    with access.writing("task renew", dry_run=dry_run) as change:
        chosen = _of_decision(change, decision) if decision else _by_name(change, tasks or [])
        made: dict[int | None, tuple[str, Renewed]] = {}
        for row in chosen:
            try:
                made[row.id] = (row.title, _renewed(change, row, year))
            except errors.AlreadyRenewed:
                # Of a whole plan, what is there already is passed over; of a task that was named it is said.
                if not decision or (row is chosen[-1] and not made):
                    raise
        change.summary = f"{', '.join(map(str, made))}, {year}"
    said = []
    for number, (title, renewed) in made.items():
        text = ngettext("{n} occurrence", "{n} occurrences", len(renewed.days))
        shown = ", ".join(map(vn_date, renewed.days))
        said.append(f"{number} – {text}: {shown}: {title.splitlines()[0]}")
    return Done(
        said,
        [{"task": n, "due": [day.isoformat() for day in renewed.days]} for n, (_title, renewed) in made.items()],
        _("Next: tuphap task show {task}").format(task=next(iter(made))),
        dry_run,
        _passed_over({number: renewed.passed_over for number, (_title, renewed) in made.items()}),
    )


def _passed_over(by_task: dict[int | None, list[int]]) -> list[str]:
    """Warn which years between have no occurrences, a line each: a year that was forgotten is in no report."""
    found = []
    for year in sorted({year for years in by_task.values() for year in years}):
        tasks = " ".join(str(number) for number, years in by_task.items() if year in years)
        text = _("{year} was passed over. Where the work was due in it too: {command}")
        found.append(text.format(year=year, command=f"tuphap task renew {tasks} --year {year}"))
    return found


def _by_name(change: Change, tasks: list[str]) -> list[Task]:
    from ...store.read import names
    from ...store.tables import Task

    numbers = dict.fromkeys(names.task(change.connection, task) for task in tasks)
    return [change.session.get_one(Task, number) for number in numbers]


def _of_decision(change: Change, number: str) -> list[Task]:
    from ...store.read import names
    from ...store.write import tasks

    owner = names.decision(change.connection, number)
    found = tasks.recurring_tasks(change, owner.id)
    if not found:
        raise errors.Refused(what=_("No task of {number} recurs.").format(number=owner.number))
    return found


def _renewed(change: Change, row: Task, year: int) -> Renewed:
    from ...domain import deadlines
    from ...store.tables import Decision
    from ...store.write import tasks

    owner = change.session.get_one(Decision, row.decision_id)
    reading = deadlines.read_deadline(
        row.deadline_text, year, issued=owner.issued_on, before_counts=settings.flag("before_counts")
    )
    return tasks.renew_task(change, row, reading, year)
