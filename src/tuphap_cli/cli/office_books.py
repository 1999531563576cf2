"""The books of several offices in one register: made, and read one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from .. import errors, settings
from ..i18n import _, ngettext
from ..store.file.register import Connection
from . import access, attempts, whereabouts

Answer = TypeVar("Answer")


class Book(NamedTuple):
    """The book of an office, open to be read; ``codes`` lead to it, none from the book in force to itself."""

    codes: tuple[str, ...]
    name: str
    connection: Connection


class ListedOffice(NamedTuple):
    """An office by the codes that lead to it, its name, where its book is, and why that cannot be read."""

    codes: tuple[str, ...]
    name: str
    place: Path | str
    fault: errors.RegisterFault | None


@contextmanager
def entered(codes: Sequence[str]) -> Iterator[None]:
    """A time in which the book is in force to which ``codes`` lead from the one in force; its settings, too."""
    with settings.overridden("in_office", whole_code(*codes)):
        yield


def whole_code(*codes: str) -> str:
    """How an office is named to which ``codes`` lead from the one in force: "BL/STP"."""
    from ..store import office_codes

    return "/".join((*office_codes.read_codes(settings.text("in_office")), *codes))


def own_name() -> str:
    """What the office of the book in force is called on its papers."""
    return settings.text("office") or _("the office of this register")


@contextmanager
def read_below(codes: Sequence[str]) -> Iterator[Connection]:
    """Give the book of an office on the list to be read, in force then; without ``codes`` that in force already.

    Raises:
        LostOfficeBook: it is not there
        RegisterFault: it cannot be read
    """
    with entered(codes):
        try:
            with access.reading() as connection:
                yield connection
        except errors.NoOfficeBook as missing:
            if not codes:
                raise
            raise errors.LostOfficeBook(**missing.facts) from missing


def asked_of_each(ask: Callable[[Book], Answer], codes: tuple[str, ...] = (), name: str = "") -> Iterator[Answer]:
    """What ``ask`` answers of the book in force and of those of all offices below, while each is open and in force.

    Raises:
        RegisterFault: one of them cannot be read; nothing is left out in silence
    """
    from ..store.read import office_rows

    with read_below(codes) as connection:
        below = office_rows.office_rows(connection)
        answer = ask(Book(codes, name or own_name(), connection))
    yield answer
    for row in below:
        yield from asked_of_each(ask, (*codes, row.code), row.name)


def listed(codes: tuple[str, ...] = (), name: str = "") -> Iterator[ListedOffice]:
    """The office of the book in force and all below it, those too whose books cannot be read.

    Raises:
        RegisterFault: the book in force cannot be read
    """
    from ..store.read import office_rows

    below: list[office_rows.OfficeRow] = []
    fault = None
    try:
        with read_below(codes) as connection:
            below = office_rows.office_rows(connection)
            name = name or own_name()
    except errors.RegisterFault as error:
        if not codes:
            raise
        fault = error
    with entered(codes):
        yield ListedOffice(codes, name, whereabouts.register_shown(), fault)
    for row in below:
        yield from listed((*codes, row.code), row.name)


def left_out(offices: int, command: str) -> list[str]:
    """The warning that ``offices`` directly below are not in what was made of the book above; ``command`` is for one."""
    if not offices:
        return []
    books = ngettext("the book of {n} office below", "the books of {n} offices below", offices).format(n=offices)
    return [_("Not in it: {books}; for each by itself: {command}").format(books=books, command=command)]


def for_each_below(command: str) -> str:
    """The command line of ``command`` for the book of any office directly below the one in force."""
    return f"tuphap -O {whole_code(_('CODE'))} {command}"


def first_papers(name: str) -> dict[str, str]:
    """The settings with which the book of the office ``name`` below the one in force begins: what is on its papers.

    That is its name in capitals and, above it, the name of the office in force.
    """
    above = settings.text("office")
    return {"office": name.upper(), **({"superior": above} if above else {})}


def make_book(code: str, name: str) -> Path | str | None:
    """Make the book of an office directly below; returns its place, None where there is a book already.

    Raises:
        RegisterFault: it cannot be made
    """
    from ..store import any_register
    from ..store.write import office_records

    papers = first_papers(name)
    with entered((code,)):
        place, shared = whereabouts.register_path(), settings.flag("shared_folder")

        def make() -> bool:
            try:
                any_register.open_register(place).close()
            except errors.NoRegister:
                any_register.create_register(place, shared=shared).close()
                return True
            return False

        if not attempts.once(("book", place), make):
            return None
        with (
            any_register.open_register(place, write=True, shared=shared) as book,
            book.writing("office add", settings.actor()) as change,
        ):
            office_records.set_own(change, papers)
    return place


def shown_place(code: str) -> Path | str:
    """Where the book of an office directly below is, as it may be shown."""
    with entered((code,)):
        return whereabouts.register_shown()
