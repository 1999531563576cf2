"""A small list of a clerk's own, a CSV file or a workbook: its rows, its columns by their headings, its days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ...domain.model import N_, Note, joined_notes, note
from ...domain.problems import Place, Problem
from ...domain.typed_dates import out_of_years, read_day
from ...errors import TuphapError, UnreadableFile
from ...text import fold
from ..files import door
from ..files.file_kind import CHOOSE, FileKind, Opened
from ..files.source import SourceRow

_WITH_YEAR = re.compile(r"\d{4}")
# A cell that holds a date and shows it as each machine's own short date, month first or day first.
_MIDNIGHT = " 00:00:00"
_STAMP = re.compile(rf"(\d{{4}}-(\d\d)-(\d\d)){_MIDNIGHT}")
_SURELY_A_DAY = 12


def list_rows(
    given: Path | Opened, headings: Mapping[str, str], wanted: Sequence[str], advice: str, encoding: str | None = None
) -> list[SourceRow]:
    """The rows of a file that are not blank; those of a workbook from the one that heads the columns ``wanted`` on.

    ``encoding`` names that of a text file without a mark that is not UTF-8; ``headings`` are folded.

    Raises:
        UnreadableFile: where it is neither CSV nor a workbook, or in another encoding
    """
    try:
        file = given if isinstance(given, Opened) else door.opened(given)
        if file.kind is FileKind.TEXT:
            return [row for row in door.content(file, encoding).grids[0].rows if not row.blank]
        if file.kind in {FileKind.XLSX, FileKind.XLS, FileKind.ODS}:
            return _of_workbook(file, headings, set(wanted))
    except UnreadableFile as error:
        # What a plan may be besides does not help here.
        if error.facts["advice"] == CHOOSE:
            raise UnreadableFile(**error.facts | {"advice": advice}) from error
        raise
    raise UnreadableFile(file=file.name, why=N_("it is neither a CSV file nor a workbook"), advice=advice)


def all_sheets(given: Path | Opened, advice: str, encoding: str | None = None) -> list[tuple[str, list[SourceRow]]]:
    """The rows that are not blank of every sheet by its name, those that are hidden or filtered too; "" is a CSV.

    Raises:
        UnreadableFile: where it is neither CSV nor a workbook, or in another encoding
    """
    file = given if isinstance(given, Opened) else door.opened(given)
    if file.kind is FileKind.TEXT:
        return [("", list_rows(file, {}, (), advice, encoding))]
    if file.kind not in {FileKind.XLSX, FileKind.XLS, FileKind.ODS}:
        raise UnreadableFile(file=file.name, why=N_("it is neither a CSV file nor a workbook"), advice=advice)
    return [(grid.name, [row for row in grid.rows if not row.blank]) for grid in door.whole_workbook(file).grids]


def _of_workbook(file: Opened, headings: Mapping[str, str], wanted: set[str]) -> list[SourceRow]:
    """The rows under the first row, on whichever sheet, that heads all the columns; else those of the first sheet."""
    grids = [[row for row in grid.rows if not row.blank] for grid in door.content(file).grids]
    for there in grids:
        for at, row in enumerate(there):
            if wanted <= {headings.get(fold(cell.text)) for cell in row.cells}:
                return there[at:]
    return next(filter(None, grids), [])


def column_places(
    heading: SourceRow, headings: Mapping[str, str], wanted: Mapping[str, str], name: str, advice: str
) -> dict[str, int]:
    """Where the columns ``wanted`` are, by the folded ``headings``; their values name them to a person.

    Raises:
        UnreadableFile: one is lacking
    """
    found = {headings.get(fold(cell.text), ""): at for at, cell in reversed(list(enumerate(heading.cells)))}
    missing = [note(shown) for column, shown in wanted.items() if column not in found]
    if missing:
        why = note(N_("it lacks the columns {columns}"), columns=joined_notes(missing, ", "))
        raise UnreadableFile(file=name, why=why, advice=advice)
    return found


def day_of_cell(text: str) -> date | None:
    """A date in figures with its year; nothing that would depend on today.

    A date in a cell that does not itself show which figure is the month counts where only one of them can be it:
    where the machine reads the month first, "5/6/2021" was typed for 5 June and has become 6 May.
    """
    if stamp := _STAMP.fullmatch(text):
        sure = int(stamp[3]) > _SURELY_A_DAY or stamp[2] == stamp[3]
        return read_day(stamp[1], date.min) if sure else None
    return read_day(text, date.min) if _WITH_YEAR.search(text) else None


def why_no_day(text: str, otherwise: str) -> Note:
    """Why ``text`` is no day; ``otherwise`` is what to say of what is not a date at all."""
    if out_of_years(text.removesuffix(_MIDNIGHT)):
        return note(N_("days go from 1900 to 2200"))
    if stamp := _STAMP.fullmatch(text):
        year, month, number = stamp[1].split("-")
        either = N_("the cell holds a date that may be {one} or {other}: write it as the text {one} or {other}")
        return note(either, one=f"{number}/{month}/{year}", other=f"{month}/{number}/{year}")
    return note(otherwise, value=text)


def named_once(task: str, place: Place, seen: dict[str, int], problems: list[Problem]) -> bool:
    """Whether a row names a ``task`` that no row before has (``seen``: their lines); else the problem is added."""
    if not task:
        problems.append(Problem(place, note(N_("say which task it is: its number, or DECISION:ITEM"))))
    elif fold(task) in seen:
        hint = N_("task {task} stands in line {line} already")
        problems.append(Problem(place, note(hint, task=task, line=seen[fold(task)])))
    else:
        seen[fold(task)] = place.row
        return True
    return False


def told(error: TuphapError) -> Note:
    """What is wrong, with its remedy, as one sentence of a list."""
    return joined_notes([error.sentence, error.in_words(error.remedy)], " ") if error.remedy else error.sentence
