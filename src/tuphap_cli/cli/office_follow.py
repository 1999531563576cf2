"""office follow: the tasks of this register that the offices below carry out, through both registers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain.handed_down import CarryingOut, added_up
from ..i18n import _
from ..store.file.register import Connection
from . import access, neighbour_books, typed, word_choices
from .app import verb
from .office import app
from .options import AsOf, ExitCode, Format, OfDecision, Output
from .output import Reply, with_findings

if TYPE_CHECKING:
    from ..reports.follow_list import Followed, Missing
    from .office_books import Book

OfFollowed = Annotated[
    str,
    typer.Option(
        "--state",
        metavar="open|overdue|done|differs",
        help=word_choices.followed_states().listed(),
        show_default=False,
    ),
]


@verb(
    app,
    "follow",
    _("Follow the tasks of this register that the offices below carry out: what of them is done there."),
    "office follow --decision 262/QĐ-UBND",
    "office follow --state differs --format json",
)
def follow(
    decision: OfDecision = "",
    state: OfFollowed = "",
    as_of: AsOf = "",
    exit_code: ExitCode = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..reports import follow_list

    day = typed.day(as_of)
    state = word_choices.followed_states().read(state) if state else ""
    with access.reading() as connection:
        followed, missing = _followed(connection, day, decision)
    chosen = [one for one in followed if one.fits(state)]
    report = follow_list.follow_report(chosen, missing if state in {"", "differs"} else [], day)
    return with_findings(report, count=exit_code)


def _followed(connection: Connection, day: date, decision: str) -> tuple[list[Followed], list[Missing]]:
    """The tasks that offices carry out, in the order of their plans, and those that are not in the register.

    Only those of ``decision``, where one is named: what is not in the register is of none.
    """
    from ..reports.follow_list import Followed, Missing
    from ..store.read import handed_down_rows, names, queries
    from ..store.read.filters import Filters

    wanted = handed_down_rows.tasks_of(connection, names.decision(connection, decision).id) if decision else None

    def carrying(book: Book) -> tuple[str, dict[int, CarryingOut]]:
        return book.codes[-1], handed_down_rows.carrying_out(book.connection, day, wanted)

    by_task: dict[int, dict[str, CarryingOut]] = {}
    for code, counts in neighbour_books.asked_below(connection, carrying):
        for task, counted in counts.items():
            by_task.setdefault(task, {})[code] = counted
    if not by_task:
        return [], []
    known = handed_down_rows.known_tasks(connection, by_task)
    rows = queries.task_rows(connection, day, Filters(tasks=tuple(by_task)))
    missing = [Missing(task, list(by_task[task])) for task in sorted(by_task.keys() - known)]
    added = ((row, by_task[row.task]) for row in rows)
    return [Followed(row, list(there), added_up(list(there.values()))) for row, there in added], missing
