"""A unit's form in the hands of the unit: filled in, and mangled in the ways in which forms come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = {
    "task": "No.",
    "title": "Task and its product",
    "occurrence": "Occurrence",
    "state": "State (choose)",
    "percent": "Percent done",
    "day": "Day",
    "document": "Document no.",
    "note": "Note",
    "obstacle": "Obstacle",
    "proposal": "Proposal",
}


class Filled:
    """A form opened by a unit. ``sheet`` is the one that is seen, ``head`` the row of its headings."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        self.sheet: Worksheet = self.book.worksheets[0]
        self.head = next(row[0].row or 0 for row in self.sheet.iter_rows() if row[0].value == HEADINGS["task"])
        heading = {cell.value: at for at, cell in enumerate(self.sheet[self.head], start=1)}
        self.columns = {name: heading[words] for name, words in HEADINGS.items()}

    @property
    def last(self) -> int:
        """The last row of the table."""
        at = self.head
        while self.sheet.cell(at + 1, 1).value is not None:
            at += 1
        return at

    def rows(self) -> Iterator[tuple[int, int, str]]:
        """The rows of the table: number of the row, task, occurrence."""
        for at in range(self.head + 1, self.last + 1):
            number: Any = self.sheet.cell(at, 1).value
            yield at, number, str(self.sheet.cell(at, self.columns["occurrence"]).value or "")

    def cell(self, task: int, column: str, occurrence: str = "") -> Any:
        """A cell of a task's row."""
        at = next(row for row, number, name in self.rows() if (number, name) == (task, occurrence))
        return self.sheet.cell(at, self.columns[column])

    def put(self, task: int, occurrence: str = "", **values: object) -> Filled:
        """Fill in cells of a task's row."""
        for column, value in values.items():
            self.cell(task, column, occurrence).value = as_typed(value)
        return self

    def report(self, number: str = "", day: date | str | None = None) -> Filled:
        """Fill in number and day of the unit's report."""
        for row in self.sheet.iter_rows(max_row=self.head):
            label = str(row[0].value or "")
            if label.startswith("Number of the unit's report"):
                self.sheet.cell(row[0].row or 0, 4).value = number or None
            elif label.startswith("Day of the report"):
                self.sheet.cell(row[0].row or 0, 4).value = as_typed(day)
        return self

    def save(self, path: Path) -> Path:
        """Save it under a name."""
        self.book.save(path)
        return path


def as_typed(value: object) -> Any:
    """A day as people type it into a cell for text; anything else as it is."""
    return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value


def as_date(cell: Any, day: date, shown: str = "dd/mm/yyyy") -> None:
    """A day as a date, as one that was copied from another workbook brings it along."""
    cell.value, cell.number_format = datetime.combine(day, time()), shown
