"""Tasks named by their words instead of a number: exactly one open title has to have them, else one is chosen."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ... import errors, settings
from ...domain.model import N_, vn_date
from ...i18n import _
from .. import access, speech

if TYPE_CHECKING:
    from ...store.file.register import Connection
    from ...store.read.queries import TaskRow

SHOWN = 9  # tasks that are named where several fit

_NAME = re.compile(r"#?\d+|\S+:\S+|[^:]*/[^:]*:.*")  # a number, or a decision's number and an item


def named(tasks: list[str], command: str) -> list[str]:
    """Return ``tasks`` with the number of each that was named by words in the place of its words.

    Single words without any number are one name: ``done so ho tich``. Open tasks are looked at first, then all, so
    that what is done already is said to be so. ``command`` ("tuphap done") is for the hint.

    Raises:
        AmbiguousTask: the words do not say which task, and there is nobody to choose
        Refused: on a terminal none was chosen
        NotFound: no task has them
    """
    known = [_NAME.fullmatch(task.strip()) is not None for task in tasks]
    if not any(known) and not any(len(task.split()) > 1 for task in tasks):
        tasks, known = [" ".join(tasks)], [False]
    return [task if known[n] else _number_of(task, command) for n, task in enumerate(tasks)]


def _number_of(words: str, command: str) -> str:
    """Return the number of the one task that ``words`` mean; nothing is locked while the question is open."""
    with access.reading() as connection:
        rows, sure = _fitting(connection, words)
    if not rows:
        raise errors.NotFound(thing=N_("task"), value=words, nearest="", command="tuphap find …")
    if sure:
        return str(rows[0].task)
    lines = [_line(row) for row in rows[:SHOWN]]
    if speech.on_terminal():
        at = speech.chosen(_("Which one? Number in the list, Enter for none:"), lines)
        if at is None:
            raise errors.Refused(what=_("No task was chosen; nothing was written."))
        return str(rows[at].task)
    listed = [f"- {row.task} {line}" for row, line in zip(rows, lines, strict=False)]
    more = [f"- … (+{len(rows) - SHOWN})"] if len(rows) > SHOWN else []
    raise errors.AmbiguousTask(
        value=words, nearest="\n".join(["", *listed, *more]), command=command, example=rows[0].task
    )


def _fitting(connection: Connection, words: str) -> tuple[list[TaskRow], bool]:
    """Return the tasks with these words, and whether it is surely the one that is meant.

    Those that run come before other open ones, these before all, and those with the words in the title before others;
    a group or unit alone never says which task is meant.
    """
    from ...store.read.filters import Filters
    from ...store.read.queries import task_rows
    from ...store.read.search import Sought, search

    read, sought = partial(task_rows, connection, settings.today()), Sought.typed([words])
    rows, meant = search(read, sought, Filters(finished=False))
    if not rows:
        rows, meant = search(read, sought, Filters())
    running = [row for row in rows if not (row.cancelled_on or row.suspended_on)] or rows
    titled = [row for row in running if meant.stands_in(row.title)]
    return titled or running, len(titled) == 1


def _line(row: TaskRow) -> str:
    """Return what tells a task from others that have the same words."""
    due = _(", due {day}").format(day=vn_date(row.due)) if row.due else ""
    return f"({row.decision}:{row.item}) {row.title.splitlines()[0]}{f', {row.unit}' if row.unit else ''}{due}"
