"""task, second part: entering tasks, correcting them, and what is done to them by document."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from .. import errors, settings
from ..domain.model import DeadlineKind, Reading, TaskKind, vn_date
from ..i18n import _
from . import common
from .app import verb
from .options import By, DryRun, On, OneTask, Tasks, Why, complete_decisions, complete_units

_KINDS = " | ".join(TaskKind)
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help=_KINDS, show_default=False)]
Unit = Annotated[
    str,
    typer.Option(
        "--unit", metavar="UNIT", help=_("the lead unit"), show_default=False, autocompletion=complete_units
    ),
]
Support = Annotated[
    list[str] | None,
    typer.Option(
        "--support", metavar="UNIT", help=_("a supporting unit (may be repeated)"), autocompletion=complete_units
    ),
]
Deadline = Annotated[
    str, typer.Option("--deadline", metavar="TEXT", help=_("the deadline's words as printed"), show_default=False)
]
Due = Annotated[
    str, typer.Option("--due", metavar="DAY", help=_("the due day, where you know it"), show_default=False)
]
Product = Annotated[
    str, typer.Option("--product", metavar="TEXT", help=_("what must exist when it is done"), show_default=False)
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help=_("a remark"), show_default=False)]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help=_("the task's words"), show_default=False)]


def read_deadline(text: str, due: str, year: int, issued: date) -> Reading:
    """What the deadline's words or the typed day give; a typed day is sure whatever the words say."""
    from ..domain import deadlines
    from ..store.records import ENTERED

    entered = common.optional_day(due)
    if entered is not None:
        return Reading(text, DeadlineKind.BY, due=entered, sure=True, rule=ENTERED)
    if not text.strip():
        return Reading("", DeadlineKind.NONE, sure=True)
    return deadlines.read(text, year, issued=issued, before_counts=settings.flag("before_counts"))


def _deadline_sentence(reading: Reading, assigned: date) -> str:
    dates = reading.dates(assigned)
    if dates:
        return _("due {days}").format(days=", ".join(map(vn_date, dates)))
    if not reading.sure:
        return _("its deadline was not read; set it with --due")
    return _("no due date")


def add(
    title: Annotated[str, typer.Argument(metavar="TITLE", help=_("the task's words"), show_default=False)],
    decision: Annotated[
        str,
        typer.Option(
            "--decision", metavar="NUMBER", help=_("the document that assigns it"), show_default=False,
            autocompletion=complete_decisions,
        ),
    ],
    unit: Unit = "", support: Support = None, deadline: Deadline = "", due: Due = "", kind: Kind = "ad_hoc",
    product: Product = "",
    item: Annotated[str, typer.Option("--item", metavar="ITEM", help=_("its item in the document"), show_default=False)] = "",
    assigned: Annotated[str, typer.Option("--assigned", metavar="DAY", help=_("day of assignment, if not that of issue"), show_default=False)] = "",
    note: Note = "", dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Enter one task."""
    from ..store import names, records
    from ..text import clean, clean_lines

    chosen = TaskKind(common.choice(kind, "--kind", tuple(TaskKind)))
    with common.writing("task add", dry_run=dry_run) as change:
        owner = names.decision(change.connection, decision)
        lead = names.unit(change.connection, unit).id if unit else None
        supports = [names.unit(change.connection, name).id for name in support or ()]
        reading = read_deadline(clean(deadline), due, owner.year, owner.issued_on)
        facts = records.TaskFacts(
            title=clean_lines(title), decision_id=owner.id, assigned_on=common.optional_day(assigned) or owner.issued_on,
            item=item, kind=chosen, product=clean_lines(product), lead_unit_id=lead, supports=supports,
            deadline_text=clean(deadline), reading=reading, note=clean(note),
        )  # fmt: skip
        row = records.add_task(change, facts)
        change.summary = f"{row.id} ({owner.number}:{row.item})"
    sentence = _("Task {task} entered ({decision}:{item}); {deadline}.")
    common.say(
        sentence.format(
            task=row.id, decision=owner.number, item=row.item, deadline=_deadline_sentence(reading, row.assigned_on)
        )
    )
    common.say(_("Next: tuphap task show {task}").format(task=row.id))


def edit(
    task: OneTask, title: Title = "", product: Product = "", kind: Kind = "", support: Support = None,
    deadline: Deadline = "", due: Due = "", note: Note = "", dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Correct a task, or set the due day that its words did not give."""
    from ..store import names, records
    from ..store.tables import Decision, Task
    from ..text import clean, clean_lines

    if kind:
        common.choice(kind, "--kind", tuple(TaskKind))
    with common.writing("task edit", dry_run=dry_run) as change:
        number = names.task(change.connection, task)
        wanted = {"title": clean_lines(title), "product": clean_lines(product), "kind": kind, "note": clean(note)}
        values: dict[str, str | int | date | None] = {key: value for key, value in wanted.items() if value}
        if not values and not support and not deadline and not due:
            raise errors.UsageFault(what=_("Nothing to change was given."))
        if values:
            records.edit_task(change, number, values)
        if support:
            records.set_supports(change, number, [names.unit(change.connection, name).id for name in support])
        if deadline or due:
            row = change.session.get_one(Task, number)
            owner = change.session.get_one(Decision, row.decision_id)
            words = clean(deadline) or row.deadline_text
            reading = read_deadline(words, due, owner.year, owner.issued_on)
            records.set_deadline(change, row, words, reading)
        fields = [*values, *(["supporting"] if support else []), *(["deadline"] if deadline or due else [])]
        change.summary = f"{number}: {', '.join(fields)}"
    common.say(_("Task {task} changed: {fields}.").format(task=number, fields=", ".join(fields)))
    if deadline or due:
        common.say(
            _("Task {task}: {deadline}.").format(task=number, deadline=_deadline_sentence(reading, row.assigned_on))
        )
    common.say(_("Next: tuphap task show {task}").format(task=number))


def assign(
    tasks: Tasks,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_("the new lead unit"), show_default=False, autocompletion=complete_units)],
    by: By = "", on: On = "", note: Note = "", dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Give the lead of tasks to another unit."""
    from ..store import ledger, names

    day = common.past_day(on)
    with common.writing("task assign", dry_run=dry_run) as change:
        taker = names.unit(change.connection, unit)
        numbers = [names.task(change.connection, task) for task in tasks]
        for number in numbers:
            ledger.assign(change, number, taker.id, day, document=by, note=note)
        change.summary = f"{', '.join(map(str, numbers))} → {taker.code}"
    common.say(
        _("Led by {unit} from {day}: {tasks}.").format(
            unit=taker.name, day=vn_date(day), tasks=", ".join(map(str, numbers))
        )
    )
    common.say(_("Next: tuphap task list --unit {code}").format(code=taker.code))


_FOREVER = {"until further notice", "den khi co thong bao moi", "chua an dinh"}


def extend(
    task: OneTask,
    to: Annotated[str, typer.Option("--to", metavar="DAY", help=_("the new due day, or “until further notice”"), show_default=False)],
    by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Move a task's deadline by a document; the original day stays."""
    from ..store import ledger, names
    from ..text import fold

    new_due = None if fold(to) in _FOREVER else common.day(to)
    ground = ledger.Ground(by, reason, common.past_day(on))
    with common.writing("task extend", dry_run=dry_run) as change:
        number = names.task(change.connection, task)
        old, new = ledger.extend(change, number, new_due, ground)
        change.summary = f"{number}: {old} → {new}, {by}"
    shown = vn_date(new) if new else _("until further notice")
    common.say(
        _("Task {task}: deadline moved from {old} to {new}.").format(
            task=number, old=vn_date(old) if old else "–", new=shown
        )
    )
    if old is not None and ground.day > old:
        common.say(_("The extension was decided after the old deadline had passed."))
    common.say(_("Next: tuphap task show {task}").format(task=number))


def _halt(kind: str, tasks: list[str], by: str, reason: str, on: str, dry_run: bool) -> list[int]:
    from ..store import ledger, names

    ground = ledger.Ground(by, reason, common.past_day(on))
    with common.writing(f"task {kind}", dry_run=dry_run) as change:
        numbers = [names.task(change.connection, task) for task in tasks]
        for number in numbers:
            ledger.halt(change, number, kind, ground)
        change.summary = f"{', '.join(map(str, numbers))}, {by}"
    return numbers


def suspend(tasks: Tasks, by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False) -> None:
    """Suspend tasks by a document."""
    numbers = _halt("suspend", tasks, by, reason, on, dry_run)
    common.say(_("Suspended: {tasks}.").format(tasks=", ".join(map(str, numbers))))
    common.say(
        _("Next: tuphap task reopen {task} --by DOCUMENT --reason … when it runs again").format(task=numbers[-1])
    )


def cancel(tasks: Tasks, by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False) -> None:
    """Cancel tasks by a document; they stay in the register as cancelled."""
    numbers = _halt("cancel", tasks, by, reason, on, dry_run)
    common.say(_("Cancelled: {tasks}.").format(tasks=", ".join(map(str, numbers))))
    common.say(_("Next: tuphap task list --state cancelled"))


def reopen(task: OneTask, by: By = "", reason: Why = "", on: On = "", dry_run: DryRun = False) -> None:
    """Let a done, suspended or cancelled task run again."""
    from ..store import ledger, names

    day = common.past_day(on)
    with common.writing("task reopen", dry_run=dry_run) as change:
        number = names.task(change.connection, task)
        if ledger.halted(change.connection, number):
            ledger.resume(change, number, ledger.Ground(by, reason, day))
        else:
            ledger.reopen(change, number, day, reason)
        change.summary = f"{number}, {reason}"
    common.say(_("Task {task} runs again.").format(task=number))
    common.say(_("Next: tuphap task show {task}").format(task=number))


def register(app: typer.Typer) -> None:
    """Add these verbs to the group of tasks."""
    ground = '--by 52/STP-VP --reason "Chờ văn bản của Bộ Tư pháp"'
    verb(
        app,
        "add",
        _("Enter one task."),
        'task add "Báo cáo công tác hòa giải ở cơ sở" --decision 25/QĐ-STP --unit PBGDPL --deadline "Trước ngày 15/11/2021"',
        'task add "Góp ý dự thảo Thông tư" --decision 473/STP-XDKT --unit XDKT --due 20/5/2021',
    )(add)
    verb(
        app,
        "edit",
        _("Correct a task, or set the due day that its words did not give."),
        "task edit 17 --due 30/9/2021",
        'task edit 17 --title "Kiểm tra công tác hộ tịch" --support TP-HONGDAN',
    )(edit)
    verb(
        app,
        "assign",
        _("Give the lead of tasks to another unit."),
        "task assign 17 18 --unit TGPL --by 12/TB-STP",
        "task assign 25/QĐ-STP:II.3 --unit VP --on 1/6/2021",
    )(assign)
    verb(
        app,
        "extend",
        _("Move a task's deadline by a document; the original day stays."),
        f"task extend 17 --to 31/8/2021 {ground}",
        f'task extend 17 --to "until further notice" {ground}',
    )(extend)
    verb(
        app,
        "suspend",
        _("Suspend tasks by a document."),
        f"task suspend 17 {ground}",
        f"task suspend 17 18 {ground} --on 1/6/2021",
    )(suspend)
    verb(
        app,
        "cancel",
        _("Cancel tasks by a document; they stay in the register as cancelled."),
        f"task cancel 17 {ground}",
        f"task cancel 17 18 {ground} --dry-run",
    )(cancel)
    verb(
        app,
        "reopen",
        _("Let a done, suspended or cancelled task run again."),
        'task reopen 17 --reason "Ghi nhầm"',
        f"task reopen 17 {ground} --on 1/7/2021",
    )(reopen)
