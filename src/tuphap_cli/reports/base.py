"""The shape of every report: one object that each format draws in its way, so that none of them can differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from operator import eq
from types import MappingProxyType
from typing import NamedTuple, TypeVar, overload

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Record = dict[str, Json]
T = TypeVar("T")


class Share(NamedTuple):
    """A percentage with its places; ``value`` None where there is nothing to take a share of. Shown as "84,46%"."""

    value: float | None
    places: int = 2


class Picture(NamedTuple):
    """A picture in a cell of a workbook, as PNG; other formats leave it out."""

    png: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        return int.from_bytes(self.png[16:20]), int.from_bytes(self.png[20:24])


class ToFillIn(NamedTuple):
    """A cell that a person fills in; what is typed as ``text`` is kept as it was typed.

    Where a machine reads the month first, it would make 7 May of 5/7/2021 in a cell that is not for text, and of
    12/8 a day.
    """

    text: bool = True


Cell = str | int | date | Share | Picture | ToFillIn | None


class Column(NamedTuple):
    """A column; ``flexible`` ones take the room that is left, ``roomy`` ones need a wide terminal.

    ``tone`` says how what the column counts is coloured in a chart: "good", "warn", "calm", "bad", "pale".
    ``names`` says what its cells name ("task" by number, "unit" by code, "unit_name"), so that pages can lead there.
    """

    heading: str
    right: bool = False
    flexible: bool = False
    roomy: bool = False
    tone: str = ""
    names: str = ""


class Line(NamedTuple):
    """A row of a drawn table; ``tone`` is "", "worst", "bad", "warn", "good" or "head", never alone in what it says.

    ``level`` is the depth of the row in a tree: the first flexible cell is set in by so many steps.
    """

    cells: tuple[Cell, ...]
    tone: str = ""
    level: int = 0


class Stream(Sequence[T]):  # noqa: PLW1641 - without a hash, as lists are
    """Values of known number that are made anew each time they are passed through, and never kept together.

    Formats pass through the lines of a table a few times (to fit the columns, to draw) and never ask for one by its
    place, which would be slow.
    """

    def __init__(self, number: int, make: Callable[[], Iterator[T]]) -> None:
        self._number = number
        self._make = make

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[T]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))


class Chart(NamedTuple):
    """A picture of columns of the table that it belongs to, which therefore cannot show other figures.

    Of a tree the outermost twigs are drawn: a line that is the sum of those set in below it would hide them.
    ``kind`` is "stacked" (a bar a row, made of the columns), "columns" (the columns side by side, row after row) or
    "bars" (one column). ``label`` is the column of the names, ``series`` are the columns of the figures.
    """

    kind: str
    title: str
    label: int
    series: tuple[int, ...]


class Table(NamedTuple):
    """A drawn table: ``empty`` is the sentence shown in place of a table without lines.

    A table whose columns have no heading is a list: its lines are sentences; one without columns is its ``intro``.
    ``name`` is its machine name; ``label`` its number among the tables ("II", "Phụ lục I"); ``part`` a heading that
    is above its title where a part of the report begins; ``intro`` the sentences between title and table.
    ``legend`` says what the tones of its lines mean where they are colours. An ``annex`` is on pages of its own after
    the report and is not drawn on a terminal; one that ``goes_on`` is on the pages of the annex before it. A ``wide``
    table needs a page across.
    """

    columns: tuple[Column, ...]
    lines: Sequence[Line]  # a tuple, or a Stream where all lines together would fill the memory
    title: str = ""
    footer: tuple[Cell, ...] = ()
    empty: str = ""
    name: str = ""
    label: str = ""
    part: str = ""
    intro: tuple[str, ...] = ()
    annex: bool = False
    wide: bool = False
    goes_on: bool = False
    chart: Chart | None = None
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def caption(self) -> str:
        """The title with its number."""
        return ". ".join(filter(None, (self.label, self.title)))

    @property
    def headed(self) -> bool:
        """Whether any column has a heading."""
        return any(column.heading for column in self.columns)


def sentence_list(title: str, sentences: Sequence[str]) -> Table:
    """A list of sentences under a title."""
    return Table((Column("", flexible=True),), tuple(Line((sentence,)) for sentence in sentences), title=title)


class Letter(NamedTuple):
    """What is around an official report (Decree 30/2020/NĐ-CP); blanks where the office has entered nothing.

    ``kind`` is the name of the document ("BÁO CÁO"); ``number`` its number and sign; ``signed_on`` its day (None: a
    blank); ``authority`` the words before the signer's post ("KT. GIÁM ĐỐC"); ``recipients`` the lines under
    "Nơi nhận:". An official letter (công văn) has no kind but ``addressees`` and a ``subject``, what it is about.
    """

    kind: str
    superior: str = ""
    office: str = ""
    number: str = ""
    place: str = ""
    signed_on: date | None = None
    authority: str = ""
    post: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    subject: str = ""


class Event(NamedTuple):
    """A day in a calendar program. ``key`` is what it is in the register and stays ("deadline-17").

    ``remind`` is how many days before it a reminder comes (None: none does).
    """

    key: str
    day: date
    title: str
    lines: tuple[str, ...] = ()
    remind: int | None = None


class Agenda(NamedTuple):
    """The days of a report for calendar programs, with all by which they know a later file of the same register.

    ``origin`` is the register's own for ever; ``revision`` only grows, and ``revised`` (UTC) says when it last did.
    ``left_out`` is how many rows of the report have no day to come.
    """

    events: tuple[Event, ...]
    origin: str
    revision: int
    revised: datetime
    left_out: int = 0


class Report(NamedTuple):
    """What a command answers. ``rows`` and ``more`` are its machine form, the rest its drawn form.

    ``schema`` is the versioned name of the JSON ("tuphap.overdue/1"); ``more`` holds the keys beside ``rows``.
    ``mark`` is the head of the journal when the report was made: who holds the paper can check the register by it.
    """

    schema: str
    as_of: date
    rows: Sequence[Record]
    more: Mapping[str, Json] = MappingProxyType({})
    title: str = ""
    heading: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    closing: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # the keys of a row, for the heading of an empty CSV
    findings: int = 0  # what --exit-code turns into exit 3
    mark: str = ""
    letter: Letter | None = None
    agenda: Agenda | None = None  # only with one it can become a calendar


@cache  # the rows of a long list have some hundred days
def iso(day: date | None) -> str | None:
    """A day in the machine form, or None."""
    return day.isoformat() if day else None
