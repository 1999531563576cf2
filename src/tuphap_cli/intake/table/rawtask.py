"""A row of a table seen through its headings, and the task that it prints; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...domain.draft import DraftGroup, SeenTable
from ...domain.problems import Place
from ..files.source import Covered, SourceGrid, SourceRow
from .heading_words import Field
from .plan_columns import Header


@dataclass(slots=True)
class RawTask:
    """A task as its row prints it. ``number`` is the cleaned text of the number cell, "" where there is none."""

    place: Place
    number: str
    group: int | None
    values: dict[Field, str]
    extra: dict[str, str]
    columns: dict[Field, str]
    guessed_deadline: bool = False  # a lone dash was read as "the same as above"
    deadline_notes: list[str] = field(default_factory=list)  # footnotes and comments on the deadline
    month_first: dict[Field, str] = field(default_factory=dict)  # a day in the same column that has its month first
    rivals: dict[str, str] = field(default_factory=dict)  # what other columns give for the deadline, by heading

    def text(self, what: Field) -> str:
        """The text under ``what``, "" where there is none."""
        return self.values.get(what, "")


@dataclass(slots=True)
class FoundTasks:
    """What the tables or the prose of a file gave. ``head`` is the text above the first task."""

    tasks: list[RawTask] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)
    seen: list[SeenTable] = field(default_factory=list)
    head: list[str] = field(default_factory=list)


@dataclass(slots=True)
class View:
    """A row seen through the header: texts by field, and which of them are covered from above.

    ``part`` is the number in a second column of numbers.
    """

    row: SourceRow
    place: Place
    texts: dict[Field, str]
    covered: set[Field]
    part: str = ""

    def text(self, what: Field) -> str:
        """The row's own text under ``what``."""
        return self.texts.get(what, "")

    def has(self, *fields: Field) -> bool:
        """Whether the row itself has text under one of ``fields``, or is covered there from above."""
        return any(map(self.texts.get, fields)) or not self.covered.isdisjoint(fields)

    @property
    def whole(self) -> str:
        """The row's texts side by side, for a finding."""
        return " | ".join(c.text.replace("\n", " ") for c in self.row.cells if c.text)


def view_of(grid: SourceGrid, header: Header, row: SourceRow) -> View:
    """``row`` seen through ``header``, its texts as printed."""
    texts: dict[Field, str] = {}
    covered: set[Field] = set()
    for column in header.columns:
        cell, what = row.cell(column.index), column.field
        if cell.covered is Covered.ABOVE:
            covered.add(what)
        elif cell.text and what is not Field.EXTRA:
            texts[what] = f"{texts[what]}\n{cell.text}" if what in texts else cell.text
    return View(row, Place(grid.name, row.number), texts, covered)
