"""task add, edit: tasks entered one by one, and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors
from ...domain.model import Reading, TaskKind, vn_date
from ...i18n import _
from .. import access, typed, word_choices
from ..app import verb
from ..done import Done
from ..options import (
    Adjust,
    DoneFormat,
    DryRun,
    Note,
    OneTask,
    Period,
    Why,
)
from ..typed import NOBODY
from . import app
from .carries_out import CarriesOut, carrying_sentence, chosen_above
from .late_document import LateDocument, proven
from .typed_deadline import deadline_sentence, in_doubt, passed_sentences, read_deadline

if TYPE_CHECKING:
    from ...reports.base import Record
    from ...store.tables import Task
    from ...store.write.change import Change
    from ...store.write.tasks import Corrected

Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=word_choices.task_kinds().listed(), show_default=False)
]
NewKind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=word_choices.task_kinds().listed()
        + "; "
        + _("otherwise key under a plan (it holds key tasks or declares how many), else ad_hoc"),
        show_default=False,
    ),
]
Unit = Annotated[
    str,
    typer.Option("--unit", metavar="UNIT", help=_("the lead unit"), show_default=False),
]
Support = Annotated[
    list[str] | None,
    typer.Option("--support", metavar="UNIT", help=_("a supporting unit (may be repeated)")),
]
Deadline = Annotated[
    str, typer.Option("--deadline", metavar="TEXT", help=_("the deadline's words as printed"), show_default=False)
]
Due = Annotated[
    str,
    typer.Option(
        "--due",
        metavar="DAY",
        help=_("the due day, where you know it; several as “30/6/2021; 30/9/2021”; - or “không” for none"),
        show_default=False,
    ),
]
Product = Annotated[
    str, typer.Option("--product", metavar="TEXT", help=_("what must exist when it is done"), show_default=False)
]
Leader = Annotated[
    str,
    typer.Option(
        "--leader",
        metavar="NAME",
        help=_("the leader in charge: a post or a name; - for nobody"),
        show_default=False,
    ),
]
Officer = Annotated[
    str,
    typer.Option(
        "--officer",
        metavar="NAME",
        help=_("the officer who carries it out: a post or a name; - for nobody"),
        show_default=False,
    ),
]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help=_("the task's words"), show_default=False)]


@verb(
    app,
    "add",
    _("Enter one task."),
    'task add "Báo cáo công tác hòa giải ở cơ sở" --decision 25/QĐ-STP --unit PBGDPL --deadline "Trước ngày 15/11/2021"',
    'task add "Góp ý dự thảo Thông tư" --decision 473/STP-XDKT --unit XDKT --due 20/5/2021',
)
def add(
    title: Annotated[str, typer.Argument(metavar="TITLE", help=_("the task's words"), show_default=False)],
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            metavar="NUMBER",
            help=_("the document that assigns it"),
            show_default=False,
        ),
    ],
    unit: Unit = "",
    support: Support = None,
    leader: Leader = "",
    officer: Officer = "",
    deadline: Deadline = "",
    due: Due = "",
    kind: NewKind = "",
    product: Product = "",
    item: Annotated[
        str, typer.Option("--item", metavar="ITEM", help=_("its item in the document"), show_default=False)
    ] = "",
    assigned: Annotated[
        str,
        typer.Option(
            "--assigned", metavar="DAY", help=_("day of assignment, if not that of issue"), show_default=False
        ),
    ] = "",
    carries_out: CarriesOut = "",
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ...store.read import names
    from ...store.write import entering, tasks
    from ...text import clean, clean_lines

    kind = word_choices.task_kinds().read(kind) if kind else ""
    above = chosen_above(carries_out)
    with access.writing("task add", dry_run=dry_run, adjust=adjust) as change:
        owner = names.decision(change.connection, decision)
        lead = names.find_unit(change.connection, unit).id if unit else None
        supports = [names.find_unit(change.connection, name).id for name in support or ()]
        reading = read_deadline(change, clean(deadline), due, owner)
        facts = entering.NewTask(
            title=clean_lines(title),
            decision_id=owner.id,
            assigned_on=typed.optional_day(assigned) or owner.issued_on,
            item=item,
            kind=TaskKind(kind) if kind else tasks.default_kind(change.connection, owner.id, owner.declares),
            product=clean_lines(product),
            lead_unit_id=lead,
            supports=supports,
            deadline_text=clean(deadline),
            reading=reading,
            note=clean(note),
            leader=clean(leader) if leader != NOBODY else "",
            officer=clean(officer) if officer != NOBODY else "",
            carries_out=above.task if above else None,
        )
        row = entering.add_task(change, facts)
        change.summary = f"{row.id} ({owner.number}:{row.item})"
    key = tasks.key_of(row)
    return Done(
        [
            _entered(row, owner.number, reading),
            *([carrying_sentence(key, above)] if above else []),
            *in_doubt(reading),
            *passed_sentences(reading, row.assigned_on, key, owner.year),
        ],
        [_row(key, owner.number, row.item, reading, row.assigned_on)],
        _("Next: tuphap task show {task}").format(task=key),
        dry_run,
    )


def _entered(row: Task, decision: str, reading: Reading) -> str:
    from ...reports import labels

    return _("Task {task} entered ({decision}:{item}) as {kind}; {deadline}.").format(
        task=row.id,
        decision=decision,
        item=row.item,
        kind=labels.task_kind(TaskKind(row.kind)),
        deadline=deadline_sentence(reading, row.assigned_on),
    )


def _row(task: int, decision: str, item: str, reading: Reading, assigned: date) -> Record:
    """A new task as a program reads it."""
    return {
        "task": task,
        "decision": decision,
        "item": item,
        "due": [day.isoformat() for day in reading.dates(assigned)],
        "sure": reading.sure,
    }


@verb(
    app,
    "edit",
    _("Correct a task, or set the due day that its words did not give; a sure one is corrected with the reason."),
    'task edit 17 --due "30/6/2021; 30/9/2021"',
    'task edit 17 --due 30/9/2021 --reason "Gõ nhầm tháng"',
    'task edit 17 --due không --reason "Văn bản không nêu thời hạn"',
    "task edit 17 --doc 45/BC-STP",
    "task edit 17 --carries-out 262/QĐ-UBND:II.3",
)
def edit(
    task: OneTask,
    title: Title = "",
    product: Product = "",
    doc: LateDocument = "",
    period: Period = "",
    kind: Kind = "",
    support: Support = None,
    leader: Leader = "",
    officer: Officer = "",
    deadline: Deadline = "",
    due: Due = "",
    carries_out: CarriesOut = "",
    note: Note = "",
    reason: Why = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ...reports import labels
    from ...store.read import late_corrections, names
    from ...store.write import tasks
    from ...text import clean, clean_lines

    kind = word_choices.task_kinds().read(kind) if kind else ""
    said: list[str] = []
    above = chosen_above(carries_out)
    with access.writing("task edit", dry_run=dry_run, adjust=adjust) as change:
        number = names.task(change.connection, task)
        wanted = {"title": clean_lines(title), "product": clean_lines(product), "kind": kind, "note": clean(note)}
        values = _changed_values(wanted | {"leader": clean(leader), "officer": clean(officer)})
        if carries_out:
            values["carries_out"] = above.task if above else None
            said.append(carrying_sentence(number, above))
        if not values and not support and not deadline and not due and not doc:
            raise errors.UsageFault(what=_("Nothing to change was given."))
        if period and not doc:
            raise errors.UsageFault(what=_("--period names the occurrence whose completion --doc belongs to."))
        fields = tasks.edit_task(change, number, values) if values else []
        if support:
            tasks.set_supports(change, number, [names.find_unit(change.connection, name).id for name in support])
        if deadline or due:
            said += _set_deadline(change, number, clean(deadline), due, clean(reason))
        if doc:
            said += proven(change, number, typed.document(doc), clean(period), clean(reason))
        others = {"supporting": support, "deadline": deadline or due, "document": doc}
        fields += [field for field, given in others.items() if given]
        change.summary = late_corrections.summary(number, fields, clean(reason))
    text = _("Task {task} changed: {fields}.") if fields else _("Task {task} was so already; nothing was changed.")
    return Done(
        [text.format(task=number, fields=labels.fields(fields)), *said],
        [{"task": number, "fields": fields}],
        _("Next: tuphap task show {task}").format(task=number),
        dry_run,
    )


def _changed_values(wanted: Mapping[str, str]) -> dict[str, str | int | date | None]:
    """The columns that are to be changed; those for which nothing was typed stay as they are."""
    return {
        key: "" if value == NOBODY and key in ("leader", "officer") else value
        for key, value in wanted.items()
        if value
    }


def _set_deadline(change: Change, number: int, typed: str, due: str, reason: str) -> list[str]:
    """Correct the words or the days of a task's deadline; returns the sentences that say what became of them."""
    from ...store.tables import Decision, Task
    from ...store.write import tasks

    row = change.session.get_one(Task, number)
    owner = change.session.get_one(Decision, row.decision_id)
    old = row.deadline_text
    reading = read_deadline(change, typed or old, due, owner)
    found = tasks.correct_deadline(change, row, typed or old, reading, reason)
    said = [_corrected(number, found, reading, row.assigned_on), *in_doubt(reading)]
    if typed and old and typed != old:
        text = _("Task {task}: the printed words “{old}” are corrected to “{new}”; the journal keeps the old ones.")
        said.append(text.format(task=number, old=old, new=typed))
    return [*said, *passed_sentences(reading, row.assigned_on, number, owner.year)]


def _corrected(task: int, found: Corrected, reading: Reading, assigned: date) -> str:
    old, new = (", ".join(map(vn_date, days)) for days in (found.before, found.after))
    text = _("Task {task}: {deadline}.")
    if found.gone and new:
        text = _("Task {task}: deadline corrected from {old} to {new}.")
    elif found.gone:
        text = _("Task {task}: {old} no longer stands; {deadline}.")
    return text.format(task=task, old=old, new=new, deadline=deadline_sentence(reading, assigned))
