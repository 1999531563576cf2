"""task: finding tasks and recording what is done; the verbs of entering and moving them stand in task_records and task_acts."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import errors, settings
from ..domain.model import State, TaskKind, vn_date
from ..i18n import _, ngettext
from . import common, task_acts, task_renew  # noqa: F401 - their verbs are entered by importing them
from .app import verb
from .options import Adjust, AsOf, DatedFormat, DryRun, Format, OfDecision, OfUnit, On, OneTask, Output, Period, Tasks
from .task_records import app

APPS = {"task": app}
SHOWN = 3  # commands in a hint, at the most


_KINDS = " | ".join(TaskKind)
_STATES = ("open", "overdue", "done", *State)
Document = Annotated[
    str, typer.Option("--doc", metavar="NUMBER", help=_("number of the document that shows it"), show_default=False)
]
Percent = Annotated[int | None, typer.Option("--percent", metavar="N", help=_("how far it is, 0 to 100"))]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help=_("a remark"), show_default=False)]
OfGroup = Annotated[
    str, typer.Option("--group", metavar="GROUP", help=_("only this group of tasks, e.g. II"), show_default=False)
]
OfKind = Annotated[str, typer.Option("--kind", metavar="KIND", help=_KINDS, show_default=False)]
OfState = Annotated[
    str,
    typer.Option(
        "--state", metavar="STATE", help=_("open, overdue, done, or a state as in --format json"), show_default=False
    ),
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
    decision: OfDecision = "",
    group: OfGroup = "",
    kind: OfKind = "",
    state: OfState = "",
    due_from: DueFrom = "",
    due_to: DueTo = "",
    as_of: AsOf = "",
    format: DatedFormat = "",
    output: Output = "",
) -> None:
    from ..reports import lists
    from ..store.read import names, queries
    from ..text import words as folded

    day = common.day(as_of)
    since, until = common.optional_day(due_from), common.optional_day(due_to)
    if state:
        common.choice(state, "--state", _STATES)
    chosen = TaskKind(common.choice(kind, "--kind", tuple(TaskKind))) if kind else None
    with common.reading() as connection:
        owner = names.decision(connection, decision).id if decision else None
        filters = queries.Filters(
            common.unit_ids(connection, unit),
            owner,
            group,
            chosen,
            tuple(folded(" ".join(words or ()))),
            unfinished=state in lists.UNFINISHED,
        )
        rows = [
            row
            for row in queries.task_rows(connection, day, filters)
            if lists.in_state(row.state(day), state)
            and (since is None or (row.due is not None and row.due >= since))
            and (until is None or (row.due is not None and row.due <= until))
        ]
        made = lists.task_list(
            connection, rows, day, dated=common.format_of(format, output, dated=True) == common.ICS
        )
    common.give(made, format, output)


@verb(
    app,
    "find",
    _("Find tasks by any words, with or without marks, best first."),
    "task find don doc thi dua",
    "task find hoa giai o co so -f json",
)
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help=_("the words"), show_default=False)],
    as_of: AsOf = "",
    format: Format = "",
    output: Output = "",
) -> None:
    from ..reports import lists
    from ..store.read import queries
    from ..text import words as folded

    day = common.day(as_of)
    wanted = folded(" ".join(words))
    with common.reading() as connection:
        rows = queries.task_rows(connection, day, queries.Filters(words=tuple(wanted)))
        if not rows:  # nothing has all the words; what has some of them is better than nothing
            rows = queries.task_rows(connection, day)
        title = _("Tasks with “{words}”").format(words=" ".join(words))
        made = lists.task_list(connection, lists.ranked_rows(rows, wanted), day, title)
    common.give(made, format, output)


@verb(
    app,
    "show",
    _("Show a task in full, with its ledger."),
    "task show 17",
    "task show 25/QĐ-STP:II.3 --as-of 30/6/2021",
)
def show_(task: OneTask, as_of: AsOf = "", format: Format = "", output: Output = "") -> None:
    from ..reports import one_task
    from ..store.read import names

    day = common.day(as_of)
    with common.reading() as connection:
        made = one_task.task_report(connection, names.task(connection, task), day, ahead=day >= settings.today())
    common.give(made, format, output)


@verb(
    app,
    "why",
    _("Say why a task stands as it does: its deadline and the rule, what was recorded, who has to act."),
    "task why 17",
    "task why 25/QĐ-STP:II.3 --as-of 30/6/2021",
)
def why(task: OneTask, as_of: AsOf = "", format: Format = "", output: Output = "") -> None:
    from ..domain.workdays import RestDay
    from ..reports.why import dossier
    from ..reports.why import page as report
    from ..store.read import names

    day = common.day(as_of)
    followed = dossier.Settings(
        settings.number("silent"),
        RestDay(settings.text("rest_day")),
        settings.flag("before_counts"),
        ahead=day >= settings.today(),
    )
    with common.reading() as connection:
        made = report.why_report(connection, names.task(connection, task), day, followed)
    common.give(made, format, output)


@verb(
    app,
    "done",
    _("Record tasks as done."),
    "task done 12 15 18 --on 28/6 --doc 45/BC-STP",
    'task done 25/QĐ-STP:II.3 --doc 210/STP-PBGDPL --note "Đã gửi UBND tỉnh"',
)
def done(
    tasks: Tasks,
    on: On = "",
    period: Period = "",
    doc: Document = "",
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
) -> None:
    _record("done", tasks, on, None, doc, note, period, adjust, dry_run)


@verb(
    app,
    "start",
    _("Record that work on tasks has begun."),
    "task start 17",
    'task start 17 18 --on "hôm qua" --note "Đã phân công"',
)
def start(
    tasks: Tasks,
    on: On = "",
    percent: Percent = None,
    period: Period = "",
    doc: Document = "",
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
) -> None:
    _record("start", tasks, on, percent, doc, note, period, adjust, dry_run)


@verb(
    app,
    "progress",
    _("Record how far tasks are."),
    'task progress 17 --percent 60 --note "Đang lấy ý kiến"',
    "task progress 17 --percent 80 --on 15/6 --doc 33/TTr-STP",
)
def progress(
    tasks: Tasks,
    percent: Percent = None,
    period: Period = "",
    on: On = "",
    doc: Document = "",
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
) -> None:
    if percent is None and not note and not doc:
        raise errors.UsageFault(what=_("Say how far it is (--percent), or what happened (--note, --doc)."))
    _record("progress", tasks, on, percent, doc, note, period, adjust, dry_run)


def _record(
    kind: str,
    tasks: list[str],
    on: str,
    percent: int | None,
    document: str,
    note: str,
    period: str,
    adjust: bool,
    dry_run: bool,
) -> None:
    from ..store.read import names
    from ..store.write import ledger
    from ..text import clean

    act = ledger.Act(
        kind, common.day(on), settings.today(), percent, common.document(document), clean(note), clean(period)
    )
    with common.writing(f"task {kind}", dry_run=dry_run, adjust=adjust) as change:
        wanted = [names.task(change.connection, task) for task in tasks]
        recorded = ledger.record_progress(change, wanted, act)
        change.summary = f"{', '.join(str(r.task) for r in recorded)}, {vn_date(act.day)}"
    for row in recorded:
        common.say(_sentence(row))
        common.remark_year(row.booked, row.day)
    unproven = ", ".join(str(row.task) for row in recorded if row.unproven)
    if unproven:
        common.remark(
            _("A product is due and no document was named (--doc); on the missed list: {tasks}.").format(
                tasks=unproven
            )
        )
    if kind == "done":
        common.advise(
            dry_run,
            _("Next: tuphap overdue. If this was a mistake: {commands}").format(
                commands="; ".join(
                    f"tuphap task reopen {row.task}{row.booked.period} --reason …" for row in recorded[:SHOWN]
                )
            ),
        )
    else:
        common.advise(
            dry_run,
            _("Next: tuphap task done {task} --doc NUMBER when it is finished.").format(
                task=f"{recorded[-1].task}{recorded[-1].booked.period}"
            ),
        )


def _sentence(row: common.Recorded) -> str:
    words = {
        "done": _("{task} done on {day}"),
        "start": _("{task} started on {day}"),
        "progress": _("{task} at {percent} on {day}"),
    }
    named = f"{row.task} ({row.decision}:{row.item}{', ' if row.booked.name else ''}{row.booked.name})"
    text = words[row.kind].format(task=named, day=vn_date(row.day), percent=f"{row.percent}%")
    if row.kind == "done" and row.due is not None:
        late = (row.day - row.due).days
        text += " – " + (ngettext("{n} day late", "{n} days late", late) if late > 0 else _("on time"))
    return f"{text}: {row.title.splitlines()[0]}"


# In the help the daily verbs come first, whichever module they stand in.
_ORDER = (
    "list",
    "find",
    "show",
    "why",
    "start",
    "progress",
    "done",
    "reopen",
    "add",
    "edit",
    "assign",
    "extend",
    "renew",
    "suspend",
    "cancel",
)
app.registered_commands.sort(key=lambda command: _ORDER.index(command.name or ""))
