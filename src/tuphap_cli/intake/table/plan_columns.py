"""The columns of a plan's table: which heading each has and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .heading_words import KEPT, Field


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column: its index from 0, its heading as printed, what it holds, the heading above it if there is one.

    ``mark`` is what a cross in it stands for (a quarter, a month, a unit). A ``rival`` holds a deadline by its
    heading, as much as the column that was chosen for it.
    """

    index: int
    heading: str
    field: Field
    weight: int = 0
    above: str = ""
    mark: str = ""
    rival: bool = False


@dataclass(slots=True)
class Header:
    """The columns of a table, and the numbers of the rows that hold the headings.

    ``doubt`` is the heading of the column that was taken for the deadline where it may not be one, or "".
    """

    columns: list[PlanColumn]
    rows: tuple[int, ...] = ()
    width: int = 0
    folded: dict[int, str] = field(default_factory=dict)
    doubt: str = ""
    names: dict[Field, str] = field(init=False)  # the heading of the last column that holds each thing
    rivals: Sequence[PlanColumn] = field(init=False)
    marked: bool = field(init=False)  # whether crosses in a column stand for something
    _by_field: dict[Field, list[PlanColumn]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.columns:
            self._by_field.setdefault(column.field, []).append(column)
        self.names = {what: columns[-1].heading for what, columns in self._by_field.items()}
        self.rivals = [column for column in self.columns if column.rival]
        self.marked = any(column.mark for column in self.columns)

    def column(self, what: Field) -> PlanColumn | None:
        """The first column that holds ``what``."""
        found = self._by_field.get(what)
        return found[0] if found else None

    def all(self, what: Field) -> Sequence[PlanColumn]:
        """Every column that holds ``what``, from the left."""
        return self._by_field.get(what, [])

    @property
    def kept(self) -> Sequence[PlanColumn]:
        """Every column whose cells are kept under its heading, from the left."""
        return [c for c in self.columns if c.field in KEPT]

    @property
    def is_plan(self) -> bool:
        """Whether these are the headings of tasks: what is to be done, and by whom or by when."""
        fields = {c.field for c in self.columns}
        return Field.TITLE in fields and bool(fields & {Field.LEAD, Field.DEADLINE})

    def contradicts(self, other: Header) -> bool:
        """Whether a column holds one thing by these headings and another by those of ``other``."""
        held = {c.index: c.field for c in other.columns if c.field not in KEPT}
        return any(held.get(c.index, c.field) is not c.field for c in self.columns if c.field not in KEPT)
