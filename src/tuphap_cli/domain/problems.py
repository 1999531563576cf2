"""A problem in a file that came in: its place, its weight, and a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .model import Note, Severity


class Place(NamedTuple):
    """A row of a file, from 1; ``sheet`` is the table or sheet as shown to the clerk, empty in a list of lines.

    ``column`` are the letters of a cell's column in a spreadsheet, where one cell is meant.
    """

    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong or to be asked at a place (None: in the file as a whole); ``hint`` says it, with the remedy.

    ``column`` and ``value`` are the cell's; ``code`` names the kind to machines, and a line of a list has none.
    """

    place: Place | None
    hint: Note
    column: str = ""
    value: str = ""
    code: str = ""
    severity: Severity = Severity.ERROR


def in_line(line: int, hint: Note) -> Problem:
    """A problem of one line of a list; line 0 is what was typed."""
    return Problem(Place("", line) if line else None, hint)
