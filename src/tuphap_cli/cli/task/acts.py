"""task assign, extend, suspend, cancel, reopen: what is done to tasks by document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ... import settings
from ...domain.model import vn_date
from ...i18n import _, ngettext
from ...reports.base import iso
from .. import access, typed
from ..app import verb
from ..done import Done
from ..options import Adjust, By, DoneFormat, DryRun, Note, On, OneTask, Period, Tasks, Why
from ..refused_lists import all_or_none
from . import app
from .entry_warnings import assigned_since, later_entries, led_already, moved_since, year_warnings

if TYPE_CHECKING:
    from ...store.write.documented_acts import Ground

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
        typer.Option("--unit", metavar="UNIT", help=_("the new lead unit"), show_default=False),
    ],
    by: By = "",
    on: On = "",
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ...store.read import names
    from ...store.write.documented_acts import lead_on
    from ...store.write.tasks import Remark
    from ...store.write.tasks import assign_task as give_lead
    from ...text import clean

    day = typed.past_day(on)
    with all_or_none(tasks), access.writing("task assign", dry_run=dry_run, adjust=adjust) as change:
        taker = names.find_unit(change.connection, unit)
        numbers = [names.task(change.connection, task) for task in tasks]
        remark = Remark(typed.document(by), clean(note))
        same = [number for number in numbers if lead_on(change.connection, number, day) == taker.id]
        stays = {number: give_lead(change, number, taker.id, day, remark) for number in numbers}
        change.summary = f"{', '.join(map(str, numbers))} → {taker.code}"
    text = _("Led by {unit} from {day}: {tasks}.")
    return Done(
        [text.format(unit=taker.name, day=vn_date(day), tasks=", ".join(map(str, numbers)))],
        [{"task": number, "unit": taker.code, "day": day.isoformat()} for number in numbers],
        _("Next: tuphap task list --unit {code}").format(code=taker.code),
        dry_run,
        [
            *(led_already(number, taker.name) for number in same),
            *(assigned_since(number, unit) for number, unit in stays.items() if unit),
        ],
    )


_FOREVER = {"until further notice", "cho den khi co thong bao moi", "den khi co thong bao moi", "chua an dinh"}


@verb(
    app,
    "extend",
    _("Move a task's deadline by a document; the original day stays."),
    f"task extend 17 --to 31/8/2021 {_GROUND}",
    f'task extend 17 --period Q3/2021 --to "until further notice" {_GROUND}',
)
def extend(
    task: OneTask,
    to: Annotated[
        str,
        typer.Option("--to", metavar="DAY", help=_("the new due day, or “until further notice”"), show_default=False),
    ],
    period: Period = "",
    by: By = "",
    reason: Why = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ...store.read import names
    from ...store.read.deadline_choice import WantedOccurrence
    from ...store.write import documented_acts
    from ...text import clean, fold

    new_due = None if fold(to) in _FOREVER else typed.day(to)
    ground = typed.ground(by, reason, on)
    with access.writing("task extend", dry_run=dry_run, adjust=adjust) as change:
        number = names.task(change.connection, task)
        old, new, booked, at_last = documented_acts.record_extension(
            change, number, new_due, ground, WantedOccurrence(clean(period), settings.today())
        )
        change.summary = f"{booked.label}: {old or '–'} → {new or '–'}, {ground.document}"
    warnings = year_warnings(booked, ground.day)
    if at_last != new:
        warnings.append(moved_since(booked.label, at_last))
    return Done(
        _moved(booked.label, old, new, ground.day),
        [
            {
                "task": number,
                "occurrence": booked.name,
                "old_due": iso(old),
                "due": iso(new),
                "document": ground.document,
            }
        ],
        _("Next: tuphap task show {task}").format(task=number),
        dry_run,
        warnings,
    )


def _moved(task: str, old: date | None, new: date | None, decided: date) -> list[str]:
    """What a decision has made of a deadline (None: until further notice); a document may shorten it, too."""
    days = (old - new).days if old and new else 0
    text = _("Task {task}: deadline moved from {old} to {new}.")
    if new is None:
        text = _("Task {task}: the deadline {old} is put off until further notice.")
    elif old is None:
        text = _("Task {task}: put off until further notice before, it is now due on {new}.")
    elif days > 0:
        text = _("Task {task}: deadline shortened by {days}, from {old} to {new}; this is no extension.")
    said = [
        text.format(
            task=task,
            days=ngettext("{n} day", "{n} days", days),
            old=vn_date(old) if old else "",
            new=vn_date(new) if new else "",
        )
    ]
    if days > 0 and new and decided > new:
        said.append(_("The new deadline had passed already when this was decided."))
    elif old and decided > old:
        said.append(_("The extension was decided after the old deadline had passed."))
    return said


def _halted(kind: str, tasks: list[str], ground: Ground, *, adjust: bool, dry_run: bool) -> Done:
    """Suspend or cancel tasks."""
    from ...store.read import names
    from ...store.write import documented_acts, ledger

    with all_or_none(tasks), access.writing(f"task {kind}", dry_run=dry_run, adjust=adjust) as change:
        numbers = [names.task(change.connection, task) for task in tasks]
        later = {number: ledger.recorded_after(change.connection, number, ground.day) for number in numbers}
        for number in numbers:
            documented_acts.record_halt(change, number, kind, ground)
        change.summary = f"{', '.join(map(str, numbers))}, {ground.document}"
    warnings = [later_entries(number, days) for number, days in later.items() if days]
    said, advice = _("Cancelled: {tasks}."), _("Next: tuphap task list --state cancelled")
    if kind == "suspend":
        said = _("Suspended: {tasks}.")
        advice = _("Next: tuphap task reopen {task} --by DOCUMENT --reason … when it runs again").format(
            task=numbers[-1]
        )
    return Done(
        [said.format(tasks=", ".join(map(str, numbers)))],
        [{"task": number} for number in numbers],
        advice,
        dry_run,
        warnings,
    )


@verb(
    app,
    "suspend",
    _("Suspend tasks by a document."),
    f"task suspend 17 {_GROUND}",
    f"task suspend 17 18 {_GROUND} --on 1/6/2021",
)
def suspend(
    tasks: Tasks,
    by: By = "",
    reason: Why = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    return _halted("suspend", tasks, typed.ground(by, reason, on), adjust=adjust, dry_run=dry_run)


@verb(
    app,
    "cancel",
    _("Cancel tasks by a document; they stay in the register as cancelled."),
    f"task cancel 17 {_GROUND}",
    f"task cancel 17 18 {_GROUND} --dry-run",
)
def cancel(
    tasks: Tasks,
    by: By = "",
    reason: Why = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    return _halted("cancel", tasks, typed.ground(by, reason, on), adjust=adjust, dry_run=dry_run)


@verb(
    app,
    "reopen",
    _("Take back a completion, or let a suspended or cancelled task run again."),
    'task reopen 17 --period Q2 --reason "Ghi nhầm"',
    f"task reopen 17 {_GROUND} --on 1/7/2021",
)
def reopen(
    task: OneTask,
    period: Period = "",
    by: By = "",
    reason: Why = "",
    on: On = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ...store.read import names
    from ...store.read.deadline_choice import Booked, WantedOccurrence
    from ...store.write import documented_acts, ledger
    from ...text import clean

    day = typed.past_day(on)
    wish = WantedOccurrence(clean(period), settings.today(), done=True)
    with access.writing("task reopen", dry_run=dry_run, adjust=adjust) as change:
        number = names.task(change.connection, task)
        said = _("Task {task} runs again.")
        booked = Booked(number)
        if not wish.period and documented_acts.halted(change.connection, number, day):
            documented_acts.resume(change, number, typed.ground(by, reason, on))
        elif on:
            booked = ledger.record_reopening(change, number, day, clean(reason), wish)
        else:
            booked = ledger.take_back(change, number, day, clean(reason), wish)
            said = _("The completion of task {task} is taken back; it runs again.")
        change.summary = f"{booked.label}, {reason}"
    return Done(
        [said.format(task=booked.label)],
        [{"task": number, "occurrence": booked.name, "day": day.isoformat()}],
        _("Next: tuphap task show {task}").format(task=number),
        dry_run,
        year_warnings(booked, day),
    )
