"""The books of offices around the one in force: that of the office above, and those directly below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .. import errors, settings
from ..domain.model import N_
from ..store import office_codes, offices
from ..store.file.register import Connection
from . import access, office_books, whereabouts

if TYPE_CHECKING:
    from ..store.read.queries import TaskRow


@contextmanager
def above() -> Iterator[Connection | None]:
    """Give the book of the office above to be read; None where the book in force is not that of an office below one.

    Raises:
        RegisterFault: it cannot be read
    """
    upper = offices.above(whereabouts.register_path())
    if upper is None:
        yield None
        return
    led_to = office_codes.read_codes(settings.text("in_office"))
    leading = ("in_office", "/".join(led_to[:-1])) if led_to else ("register", str(upper))
    with settings.overridden(*leading), access.reading() as connection:
        yield connection


def asked_below(
    connection: Connection,
    ask: Callable[[office_books.Book], office_books.Answer],
    unread: dict[str, errors.RegisterFault] | None = None,
) -> Iterator[office_books.Answer]:
    """What ``ask`` answers of the books of the offices directly below the one of ``connection``, each in force then.

    Where ``unread`` is given, it gets the names of those that cannot be read, with the fault of each.

    Raises:
        RegisterFault: one of them cannot be read, and ``unread`` is not given; nothing is left out in silence
    """
    from ..store.read import office_rows

    for row in office_rows.office_rows(connection):
        try:
            with office_books.read_below((row.code,)) as theirs:
                answer = ask(office_books.Book((row.code,), row.name, theirs))
        except errors.RegisterFault as fault:
            if unread is None:
                raise
            unread[row.name] = fault
        else:
            yield answer


def task_above(text: str) -> TaskRow:
    """The task in the book of the office above that ``text`` names by its number or as DECISION:ITEM.

    Raises:
        NoOfficeAbove: the book in force is not that of an office below one
        NotAbove: there is no such task
        RegisterFault: the book above cannot be read
    """
    from ..store.read import handed_down_rows

    with above() as connection:
        if connection is None:
            raise errors.NoOfficeAbove
        return handed_down_rows.task_above(connection, text)


def papers_as_listed() -> dict[str, str]:
    """What is on the papers of the office of the book in force, which may not be there yet, by the list above.

    Nothing where the book in force is not that of an office below one.

    Raises:
        NotFound: the office is not on the list, so that no sum would count it
        RegisterFault: the book above cannot be read
    """
    from ..store.read import office_rows

    codes = offices.codes_of(whereabouts.register_path())
    with above() as connection:
        if connection is None:
            return {}
        for row in office_rows.office_rows(connection):
            if row.code == codes[-1]:
                return office_books.first_papers(row.name)
        raise errors.NotFound(thing=N_("office"), value=codes[-1], nearest="", command="tuphap office list")
