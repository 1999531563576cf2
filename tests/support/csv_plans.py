"""Reads small plans written as lines of text, for tests of columns and rows; a line is a row, "|" parts its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.support.plans import csv_of_rows
from tuphap_cli.domain.draft import DraftTask, PlanDraft
from tuphap_cli.domain.model import Reading, vn_date
from tuphap_cli.intake.plan import read_plan

ISSUED = date(2022, 2, 25)


def rows_of_lines(text: str) -> list[list[str]]:
    """The rows of ``text``, all as wide as the widest."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def read_lines(folder: Path, text: str, mapping: Mapping[str, str] | None = None) -> PlanDraft:
    """The draft of a CSV file with these lines, in a plan of 2022."""
    file = csv_of_rows(folder / "ke-hoach.csv", rows_of_lines(text))
    return read_plan(file, year=None, issued=ISSUED, known=(), create_units=True, mapping=mapping)


def due_of(reading: Reading) -> str:
    """The due days of a reading, behind a question mark where they are only proposed."""
    days = reading.occurrences or ((reading.due,) if reading.due else ())
    return ("" if reading.sure else "? ") + " ".join(map(vn_date, days))


def dues(draft: PlanDraft) -> list[str]:
    """The due days of every task."""
    return [due_of(task.reading) for task in draft.tasks]


def codes_of(draft: PlanDraft) -> list[str]:
    """The kinds of the findings, in order."""
    return [problem.code for problem in draft.problems]


def group_of(draft: PlanDraft, task: DraftTask) -> str:
    """The heading under which a task stands, "" where there is none."""
    return "" if task.group is None else draft.groups[task.group].title
