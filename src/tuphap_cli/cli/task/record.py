"""task start, progress, done: what was done, recorded day by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, settings
from ...domain.model import vn_date
from ...i18n import _, ngettext
from .. import access, typed
from ..app import verb
from ..done import Done
from ..options import Adjust, DoneFormat, DryRun, Note, On, Period, TasksOrWords
from ..refused_lists import all_or_none
from . import app, by_words
from .entry_evidence import evidence_kept, evidence_named, evidence_record, evidence_sentences
from .entry_warnings import entry_warnings, unproven

if TYPE_CHECKING:
    from ...store.write.ledger import Recorded


Document = Annotated[
    str, typer.Option("--doc", metavar="NUMBER", help=_("number of the document that shows it"), show_default=False)
]
Files = Annotated[
    list[str] | None,
    typer.Option(
        "--file", metavar="FILE", help=_("a file kept as its evidence (may be repeated)"), show_default=False
    ),
]
Percent = Annotated[int | None, typer.Option("--percent", metavar="N", help=_("how far it is, 0 to 100"))]


@verb(
    app,
    "done",
    _("Record tasks as done."),
    "task done 12 15 18 --on 28/6 --doc 45/BC-STP --file bao-cao.pdf",
    'task done 25/QĐ-STP:II.3 --doc 210/STP-PBGDPL --note "Đã gửi UBND tỉnh"',
    'task done "sổ hộ tịch" --doc 12/BC-STP',
)
def done(
    tasks: TasksOrWords,
    on: On = "",
    period: Period = "",
    doc: Document = "",
    evidence: Files = None,
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    return _record("done", tasks, on, None, doc, note, period, adjust, dry_run, evidence)


@verb(
    app,
    "start",
    _("Record that work on tasks has begun."),
    "task start 17",
    'task start 17 18 --on "hôm qua" --note "Đã phân công"',
)
def start(
    tasks: TasksOrWords,
    on: On = "",
    percent: Percent = None,
    period: Period = "",
    doc: Document = "",
    evidence: Files = None,
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    return _record("start", tasks, on, percent, doc, note, period, adjust, dry_run, evidence)


@verb(
    app,
    "progress",
    _("Record how far tasks are."),
    'task progress 17 --percent 60 --note "Đang lấy ý kiến"',
    "task progress 17 --percent 80 --on 15/6 --doc 33/TTr-STP",
)
def progress(
    tasks: TasksOrWords,
    percent: Percent = None,
    period: Period = "",
    on: On = "",
    doc: Document = "",
    evidence: Files = None,
    note: Note = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    if percent is None and not (note or doc or evidence):
        raise errors.UsageFault(what=_("Say how far it is (--percent), or what happened (--note, --doc, --file)."))
    return _record("progress", tasks, on, percent, doc, note, period, adjust, dry_run, evidence)


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
    files: Sequence[str] | None,
) -> Done:
    from ...reports.entry_rows import entry_record
    from ...store.read import names
    from ...store.write import ledger
    from ...text import clean

    act = ledger.Act(
        kind, typed.past_day(on), settings.today(), percent, typed.document(document), clean(note), clean(period)
    )
    tasks, kept = by_words.named(tasks, f"tuphap {kind}"), evidence_named(files or ())
    with (
        all_or_none(tasks),
        evidence_kept(kept, dry_run=dry_run) as attach,
        access.writing(f"task {kind}", dry_run=dry_run, adjust=adjust) as change,
    ):
        wanted = [names.task(change.connection, task) for task in tasks]
        recorded = ledger.record_progress(change, wanted, act)
        attach(change, [row.entry for row in recorded])
        change.summary = f"{', '.join(str(r.task) for r in recorded)}, {vn_date(act.day)}"
    warnings = [warning for row in recorded for warning in entry_warnings(row)]
    warnings += unproven(row.task for row in recorded if row.unproven)
    return Done(
        [*(_sentence(row) for row in recorded), *evidence_sentences(kept)],
        [entry_record(row) | evidence_record(kept) for row in recorded],
        _next(kind, recorded),
        dry_run,
        warnings,
    )


def _next(kind: str, recorded: Sequence[Recorded]) -> str:
    """What to do after an entry of ``kind``."""
    if kind == "done":
        return _("Next: tuphap overdue. If this was a mistake: tuphap undo")
    left = [row for row in recorded if row.completed_on is None]
    if not left:
        return _("Next: tuphap task show {task}").format(task=recorded[-1].task)
    period = left[-1].booked.period  # of one command, which is for all tasks on it
    numbers = [str(row.task) for row in left if row.booked.period == period]
    text = _("Next: tuphap done {task} --doc NUMBER when it is finished.")
    return text.format(task=f"{' '.join(numbers)}{period}")


def _sentence(row: Recorded) -> str:
    words = {
        "done": _("{task} done on {day}"),
        "start": _("{task} started on {day}"),
        "progress": _("{task} at {percent} on {day}"),
    }
    named = f"{row.task} ({row.decision}:{row.item}{', ' if row.booked.name else ''}{row.booked.name})"
    text = words[row.kind].format(task=named, day=vn_date(row.day), percent=f"{row.percent}%")
    if row.document:
        text += _(", document {document}").format(document=row.document)
    if row.kind == "done" and row.due is not None:
        late = (row.day - row.due).days
        text += " – " + (ngettext("{n} day late", "{n} days late", late) if late > 0 else _("on time"))
    return f"{text}: {row.title.splitlines()[0]}"
