"""Reads a list of tasks with the unit that each goes to, CSV or a workbook; no writing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ...domain.model import N_
from ...domain.problems import Place, Problem
from ...errors import UnreadableFile
from ...text import clean, fold
from ..files.source import SourceRow
from . import listfile

COLUMNS = ("task", "to")
# Folded headings, in either language; other columns are passed over.
_HEADINGS = {
    "task": "task",
    "no.": "task",
    "so": "task",
    "so nhiem vu": "task",
    "ma nhiem vu": "task",
    "to": "to",
    "taken over by": "to",
    "taken over by (to be filled in)": "to",
    "don vi nhan": "to",
    "don vi tiep nhan": "to",
    "don vi tiep nhan (dien vao)": "to",
}
_ADVICE = N_(
    "Take the list that `tuphap unit transfer UNIT --to … --template -o FILE.xlsx` gives, or one of your own (a "
    "workbook or “CSV UTF-8”) with the columns task, to."
)


class MappedTask(NamedTuple):
    """A task, by its number or as DECISION:ITEM, and the unit that it goes to; ``place`` is its row."""

    place: Place
    task: str
    to: str


class HandoverMap(NamedTuple):
    """The tasks of a list, and every problem found; ``lines`` are those of the tasks, by their folded names."""

    tasks: list[MappedTask]
    problems: list[Problem]
    lines: dict[str, int]


def read_map(file: Path, encoding: str | None = None) -> HandoverMap:
    """The tasks in ``file``; rows in which no unit is named are passed over.

    Raises:
        UnreadableFile: it is no such list, or not in ``encoding`` (UTF-8)
    """
    found = HandoverMap([], [], {})
    read = [map_in(name, rows, found) for name, rows in listfile.all_sheets(file, _ADVICE, encoding)]
    if not any(read):
        raise UnreadableFile(file=file.name, why=N_("no table in it has the columns task and to"), advice=_ADVICE)
    return found


def map_in(sheet: str, rows: Sequence[SourceRow], found: HandoverMap) -> bool:
    """Add the tasks of a sheet to ``found``; False where no row of it heads such a list."""
    for at, row in enumerate(rows):
        columns = {_HEADINGS.get(fold(cell.text), ""): at for at, cell in reversed(list(enumerate(row.cells)))}
        if columns.keys() >= set(COLUMNS):
            for line in rows[at + 1 :]:
                task, to = (clean(line.cell(columns[column]).text) for column in COLUMNS)
                place = Place(sheet, line.number)
                if to and listfile.named_once(task, place, found.lines, found.problems):
                    found.tasks.append(MappedTask(place, task, to))
            return True
    return False
