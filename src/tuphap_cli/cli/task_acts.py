"""task, third part: what is done to tasks by document: assigned, moved, suspended, cancelled, let run again."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.model import vn_date
from ..i18n import _
from . import common
from .app import verb
from .options import By, DryRun, On, OneTask, Tasks, Why, complete_units
from .task_records import Note, app

_GROUND = '--by 52/STP-VP --reason "Chờ văn bản của Bộ Tư pháp"'


@verb(
    app,
    "assign",
    _("Give the lead of tasks to another unit."),
    "task assign 17 18 --unit TGPL --by 12/TB-STP",
    "task assign 25/QĐ-STP:II.3 --unit VP --on 1/6/2021",
)
def assign(
    tasks: Tasks,
    unit: Annotated[
        str,
        typer.Option(
            "--unit", metavar="UNIT", help=_("the new lead unit"), show_default=False, autocompletion=complete_units
        ),
    ],
    by: By = "",
    on: On = "",
    note: Note = "",
    dry_run: DryRun = False,
) -> None:
    from ..store import names
    from ..store.tasks import Remark
    from ..store.tasks import assign as give_lead
    from ..text import clean

    day = common.past_day(on)
    with common.writing("task assign", dry_run=dry_run) as change:
        taker = names.unit(change.connection, unit)
        numbers = [names.task(change.connection, task) for task in tasks]
        for number in numbers:
            give_lead(change, number, taker.id, day, Remark(common.document(by), clean(note)))
        change.summary = f"{', '.join(map(str, numbers))} → {taker.code}"
    common.say(
        _("Led by {unit} from {day}: {tasks}.").format(
            unit=taker.name, day=vn_date(day), tasks=", ".join(map(str, numbers))
        )
    )
    common.advise(dry_run, _("Next: tuphap task list --unit {code}").format(code=taker.code))


_FOREVER = {"until further notice", "cho den khi co thong bao moi", "den khi co thong bao moi", "chua an dinh"}


@verb(
    app,
    "extend",
    _("Move a task's deadline by a document; the original day stays."),
    f"task extend 17 --to 31/8/2021 {_GROUND}",
    f'task extend 17 --to "until further notice" {_GROUND}',
)
def extend(
    task: OneTask,
    to: Annotated[
        str,
        typer.Option("--to", metavar="DAY", help=_("the new due day, or “until further notice”"), show_default=False),
    ],
    by: By = "",
    reason: Why = "",
    on: On = "",
    dry_run: DryRun = False,
) -> None:
    from ..store import ledger, names
    from ..text import fold

    new_due = None if fold(to) in _FOREVER else common.day(to)
    ground = common.ground(by, reason, on)
    with common.writing("task extend", dry_run=dry_run) as change:
        number = names.task(change.connection, task)
        old, new = ledger.extend(change, number, new_due, ground)
        change.summary = f"{number}: {old or '–'} → {new or '–'}, {ground.document}"
    shown = vn_date(new) if new else _("until further notice")
    common.say(
        _("Task {task}: deadline moved from {old} to {new}.").format(
            task=number, old=vn_date(old) if old else "–", new=shown
        )
    )
    if old is not None and ground.day > old:
        common.say(_("The extension was decided after the old deadline had passed."))
    common.advise(dry_run, _("Next: tuphap task show {task}").format(task=number))


def _halt(kind: str, tasks: list[str], by: str, reason: str, on: str, dry_run: bool) -> list[int]:
    from ..store import ledger, names

    ground = common.ground(by, reason, on)
    with common.writing(f"task {kind}", dry_run=dry_run) as change:
        numbers = [names.task(change.connection, task) for task in tasks]
        for number in numbers:
            ledger.halt(change, number, kind, ground)
        change.summary = f"{', '.join(map(str, numbers))}, {ground.document}"
    return numbers


@verb(
    app,
    "suspend",
    _("Suspend tasks by a document."),
    f"task suspend 17 {_GROUND}",
    f"task suspend 17 18 {_GROUND} --on 1/6/2021",
)
def suspend(tasks: Tasks, by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False) -> None:
    numbers = _halt("suspend", tasks, by, reason, on, dry_run)
    common.say(_("Suspended: {tasks}.").format(tasks=", ".join(map(str, numbers))))
    common.advise(
        dry_run,
        _("Next: tuphap task reopen {task} --by DOCUMENT --reason … when it runs again").format(task=numbers[-1]),
    )


@verb(
    app,
    "cancel",
    _("Cancel tasks by a document; they stay in the register as cancelled."),
    f"task cancel 17 {_GROUND}",
    f"task cancel 17 18 {_GROUND} --dry-run",
)
def cancel(tasks: Tasks, by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False) -> None:
    numbers = _halt("cancel", tasks, by, reason, on, dry_run)
    common.say(_("Cancelled: {tasks}.").format(tasks=", ".join(map(str, numbers))))
    common.advise(dry_run, _("Next: tuphap task list --state cancelled"))


@verb(
    app,
    "reopen",
    _("Take back a completion, or let a suspended or cancelled task run again."),
    'task reopen 17 --reason "Ghi nhầm"',
    f"task reopen 17 {_GROUND} --on 1/7/2021",
)
def reopen(task: OneTask, by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False) -> None:
    from ..store import ledger, names
    from ..text import clean

    day = common.past_day(on)
    with common.writing("task reopen", dry_run=dry_run) as change:
        number = names.task(change.connection, task)
        said = _("Task {task} runs again.")
        if ledger.halted(change.connection, number):
            ledger.resume(change, number, common.ground(by, reason, on))
        elif on:
            ledger.reopen(change, number, day, clean(reason))
        else:
            ledger.take_back(change, number, day, clean(reason))
            said = _("The completion of task {task} is taken back; it runs again.")
        change.summary = f"{number}, {reason}"
    common.say(said.format(task=number))
    common.advise(dry_run, _("Next: tuphap task show {task}").format(task=number))
