"""The task of the office above that a task carries out: --carries-out of task add, edit, list, and what show and why say of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors
from ...i18n import _
from ...store.file.register import Connection
from ..output import Reply
from ..typed import NOTHING

if TYPE_CHECKING:
    from ...reports.base import Report
    from ...reports.carried_out import Above
    from ...store.read.queries import TaskRow
    from ..office_books import Book

CarriesOut = Annotated[
    str,
    typer.Option(
        "--carries-out",
        metavar="NUMBER",
        help=_("the task of the office above that it carries out: its number there, or DECISION:ITEM; - for none"),
        show_default=False,
    ),
]


def chosen_above(text: str) -> TaskRow | None:
    """The task of the office above that was typed; None where none is meant, and for the empty text.

    Raises:
        NoOfficeAbove, NotAbove, RegisterFault: as :func:`.neighbour_books.task_above`
    """
    from ...text import fold
    from .. import neighbour_books

    return None if not text.strip() or fold(text) in NOTHING else neighbour_books.task_above(text)


def carrying_sentence(task: int, above: TaskRow | None) -> str:
    """What says which task of the office above ``task`` carries out from now on, or that it is none."""
    if above is None:
        return _("Task {task} carries out no task of the office above.").format(task=task)
    text = _("Task {task} carries out task {above} of the office above ({decision}:{item}): {title}")
    title = above.title.splitlines()[0]
    return text.format(task=task, above=above.task, decision=above.decision, item=above.item, title=title)


def with_other_offices(connection: Connection, report: Report, task: int, day: date) -> Reply:
    """The page of ``task`` with what the books of other offices say of it, the one above and those below.

    The page names those that cannot be read, and the answer ends with the fault of the first. That one has no right to
    read the book above is none: who works in an office's book on a server mostly has not.
    """
    from ...reports import carried_out
    from ...store.read import handed_down_rows, queries
    from ...store.read.filters import Filters
    from .. import neighbour_books

    unread: dict[str, errors.RegisterFault] = {}
    if (number := handed_down_rows.carried_out_by(connection, task)) is not None:
        report = carried_out.with_above(report, _above(number, day, unread))

    def of_book(book: Book) -> list[carried_out.Carrier]:
        rows = queries.task_rows(book.connection, day, Filters(carries_out=task))
        return [carried_out.Carrier(book.codes[-1], book.name, row) for row in rows]

    carriers = [carrier for found in neighbour_books.asked_below(connection, of_book, unread) for carrier in found]
    if carriers:
        own = next(queries.task_rows(connection, day, Filters(tasks=(task,))))
        report = carried_out.with_carriers(report, own, carriers, day)
    report = report._replace(closing=(*report.closing, *map(carried_out.unread_sentence, unread)))
    return Reply(report, error=next(iter(unread.values()), None))


def _above(number: int, day: date, unread: dict[str, errors.RegisterFault]) -> Above:
    """The task ``number`` of the office above on a day, or as it came to be where it was not there yet."""
    from ...reports.carried_out import Above
    from ...store.read import queries
    from ...store.read.filters import Filters
    from .. import neighbour_books

    asked = Filters(tasks=(number,))
    try:
        with neighbour_books.above() as connection:
            if connection is not None:
                days = (day, date.max)
                rows = [row for one in days for row in queries.task_rows(connection, one, asked)]
                return Above(number, rows[0] if rows else None)
    except errors.ServerRights:
        pass
    except errors.RegisterFault as fault:
        unread[_("the office above")] = fault
    return Above(number, None, at_hand=False)
