"""The shape of every report: one object that the terminal, JSON, CSV and Markdown draw, each in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Record = dict[str, Json]
Cell = str | int | date | None


class Column(NamedTuple):
    """A column; ``flexible`` ones take the room that is left, ``roomy`` ones need a wide terminal."""

    heading: str
    right: bool = False
    flexible: bool = False
    roomy: bool = False


class Line(NamedTuple):
    """A row of a drawn table; ``tone`` is "", "bad", "warn", "good" or "head", never the only carrier of meaning."""

    cells: tuple[Cell, ...]
    tone: str = ""


class Table(NamedTuple):
    """A drawn table: ``empty`` is the sentence shown in place of a table without lines.

    A table whose columns bear no heading is a list: its lines are sentences.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    title: str = ""
    footer: tuple[Cell, ...] = ()
    empty: str = ""

    @property
    def headed(self) -> bool:
        """Whether any column bears a heading."""
        return any(column.heading for column in self.columns)


def listed(title: str, sentences: Sequence[str]) -> Table:
    """A list of sentences under a title."""
    return Table((Column("", flexible=True),), tuple(Line((sentence,)) for sentence in sentences), title=title)


class Report(NamedTuple):
    """What a command answers. ``rows`` and ``more`` are its machine form, the rest its drawn form.

    ``schema`` is the versioned name of the JSON ("tuphap.overdue/1"); ``more`` holds the keys beside ``rows``.
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


def iso(day: date | None) -> str | None:
    """A day in the machine form, or None."""
    return day.isoformat() if day else None
