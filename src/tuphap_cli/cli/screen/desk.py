"""What the screen asks of the register and records in it: the functions of the commands, called one at a time.

Nothing here knows of Textual. What a command would have said on stderr, or failed with, comes back as a value.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ... import errors, settings
from ...domain.model import N_
from ...i18n import _
from .. import failures, speech
from ..failures import ErrorAccount
from ..output_formats import FIRST

if TYPE_CHECKING:
    from ...reports.base import Line, Report, Table
    from ...store.write.undo.undoing import UndoPlan
    from ..done import Done

T = TypeVar("T")
UNFINISHED = "open"  # the state of what is listed before anything is typed
ENTRIES = 50  # of the journal that are listed
_ONE_AT_A_TIME = threading.Lock()  # what a command remarks is kept for the whole process


@dataclass(frozen=True, slots=True)
class Called(Generic[T]):
    """What a call came to: a ``value``, or None and the ``failure``; ``remarks`` were made beside it."""

    value: T | None
    failure: ErrorAccount | None = None
    remarks: tuple[str, ...] = ()


def called(function: Callable[[], T]) -> Called[T]:
    """Call ``function`` once no other call is under way; what it raises comes back as what a command would have told."""
    with _ONE_AT_A_TIME, speech.caught_remarks() as remarks:
        try:
            return Called(function(), remarks=tuple(remarks))
        except errors.TuphapError as error:
            failure = failures.account_of(error)
        except Exception as error:  # noqa: BLE001 - a fault must not tear the screen down
            from ..damage import blamed

            damaged = blamed(error)
            failure = failures.account_of(damaged) if damaged else failures.account_of_fault(error)
    return Called(None, failure, tuple(remarks))


class ScreenView(NamedTuple):
    """A list on the screen: ``sentences`` above its ``table``; ``key`` is the column of what a line is of."""

    sentences: tuple[str, ...]
    table: Table
    key: int = 0


class ShownLines(NamedTuple):
    """The lines of a view that fit what was typed, the first of them, and how many there are without headings."""

    lines: list[Line]
    number: int


def shown(view: ScreenView, typed: str) -> ShownLines:
    """Return the first lines of ``view`` that hold every word of ``typed``, headings only with lines below them."""
    from ...text import words

    wanted = words(typed)
    fitting = _fitting(view, wanted) if wanted else iter(view.table.lines)
    lines = list(islice(fitting, FIRST))
    if wanted:
        rest = sum(line.tone != "head" for line in fitting)
        return ShownLines(lines, sum(line.tone != "head" for line in lines) + rest)
    heads = sum(line.tone == "head" for line in view.table.lines)
    return ShownLines(lines, len(view.table.lines) - heads)


def _fitting(view: ScreenView, wanted: list[str]) -> Iterator[Line]:
    from ...render.cells import shown as as_text
    from ...text import shadow

    head: Line | None = None
    for line in view.table.lines:
        if line.tone == "head":
            head = line
            continue
        text = shadow([as_text(cell) for cell in line.cells])
        if all(f" {word}" in text for word in wanted):
            if head is not None:
                yield head
                head = None
            yield line


def today() -> ScreenView:
    """Return what falls due soon; the sentences also say what is overdue."""
    report = _overdue()
    return ScreenView((*report.heading, *report.closing, report.tables[1].title), report.tables[1])


def overdue() -> ScreenView:
    """Return what is overdue."""
    report = _overdue()
    return ScreenView((*report.heading, *report.closing), report.tables[0])


def _overdue() -> Report:
    from ..watch import overdue as command

    return command(soon=settings.number("soon")).report


def missed() -> ScreenView:
    """Return what has been missed."""
    from ..watch import missed as command

    report = command(every=True).report
    return ScreenView((*report.heading, *report.closing), report.tables[0])


def found(typed: str) -> ScreenView:
    """Return the tasks with the words ``typed``, best first; without any the open ones."""
    from ..task import find

    report = find.find(typed.split()) if typed.strip() else find.list_(state=UNFINISHED)
    if typed.strip().isdecimal():
        return ScreenView((_("Enter opens task {task}.").format(task=typed.strip()),), report.tables[0])
    said = list(report.closing)  # how many; nothing where there are none; a second one where not all are shown
    if len(said) > 1:
        said[1:] = [_("Only the first of them are shown; type more words.")]
    return ScreenView(tuple(said), report.tables[0])


def written() -> ScreenView:
    """Return the last entries of the journal, the newest first."""
    from ...reports.journal_list import in_words
    from ..journal_commands import list_

    table = in_words(list_(last=ENTRIES))
    return ScreenView(
        (_("The last entries; u takes the chosen one back."),), table._replace(lines=tuple(table.lines)[::-1])
    )


def task_page(task: str, *, why: bool) -> Report:
    """Return the page on a task: in full with its ledger, or ``why`` it stands as it does."""
    from ..task import find

    return (find.why(task) if why else find.show_(task)).report


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded of a task: ``kind`` is "done", "start" or "progress", the rest as it was typed.

    ``adjust`` lets it into a closed period; after a trial (``dry_run``) nothing of it has been written.
    """

    kind: str
    task: str
    on: str = ""
    percent: str = ""
    doc: str = ""
    period: str = ""
    note: str = ""
    file: str = ""
    adjust: bool = False
    dry_run: bool = False


def record(entry: Entry) -> Done:
    """Record ``entry`` as ``tuphap task done``, ``start`` or ``progress`` does."""
    from ..task import record as commands

    percent, tasks = _percent(entry.percent), [entry.task]
    on, doc, note, period = entry.on, entry.doc, entry.note, entry.period
    adjust, dry_run = entry.adjust, entry.dry_run
    file = [entry.file.strip()] if entry.file.strip() else None
    if entry.kind == "done":
        return commands.done(
            tasks, on=on, doc=doc, evidence=file, note=note, period=period, adjust=adjust, dry_run=dry_run
        )
    act = commands.start if entry.kind == "start" else commands.progress
    return act(
        tasks,
        percent=percent,
        on=on,
        doc=doc,
        evidence=file,
        note=note,
        period=period,
        adjust=adjust,
        dry_run=dry_run,
    )


def undo_planned(number: int | None) -> tuple[UndoPlan, list[str]]:
    """Return what taking back the entry ``number`` (None: the last command) would do, and the lines that say so."""
    from ..undo_commands import turn_planned

    return turn_planned(number, redo=False)


def undo(plan: UndoPlan, *, adjust: bool, dry_run: bool) -> Done:
    """Take back what ``plan`` says."""
    from ..undo_commands import turn_carried_out

    return turn_carried_out(plan, adjust=adjust, dry_run=dry_run)


def _percent(typed: str) -> int | None:
    if not typed.strip():
        return None
    text = typed.strip().removesuffix("%").strip()
    if not text.isdecimal() or len(text) > 3:
        raise errors.BadField(field=_("Percent"), value=typed, why=N_("a whole number from 0 to 100 is needed"))
    return int(text)
