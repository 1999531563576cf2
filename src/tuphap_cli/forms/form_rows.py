"""Reads one row of a returned form: what its cells say, and what about them is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from ..domain import numbers
from ..domain.model import N_, Note, Severity, note
from ..domain.problems import Place, Problem
from ..intake.clerk_lists.resultlist import day_in, percent_in
from ..intake.files.source import SourceCell, SourceRow
from ..text import clean, lost_letters
from .form_columns import FILLED_IN, HEADINGS, FormColumn, FormState, state_of
from .form_key import KeyRow


@dataclass(frozen=True, slots=True)
class FormEntry:
    """What a unit says of one task. ``day`` is None where it says none and the report has none either."""

    place: Place
    key: KeyRow
    state: FormState | None
    percent: int | None
    day: date | None
    document: str
    note: str
    obstacle: str
    proposal: str


class FormCells(NamedTuple):
    """A row of the table under its headings."""

    sheet: str
    row: SourceRow
    places: dict[FormColumn, int]

    def cell(self, column: FormColumn) -> SourceCell:
        return self.row.cell(self.places[column])

    def text(self, column: FormColumn) -> str:
        return clean(self.cell(column).text)

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in."""
        cells = [self.cell(column) for column in FILLED_IN]
        return not any(cell.text or cell.fault or cell.unseen for cell in cells)

    def problem(self, column: FormColumn, code: str, hint: Note, severity: Severity = Severity.ERROR) -> Problem:
        """A problem of a cell, which is named as the spreadsheet names it."""
        place = Place(self.sheet, self.row.number, xl_col_to_name(self.places[column]))
        return Problem(place, hint, HEADINGS[column], self.text(column), code, severity)


def unread_cells(row: FormCells) -> Iterator[Problem]:
    """What is in cells that are filled in and cannot be taken as it is."""
    for column in FILLED_IN:
        cell = row.cell(column)
        if doubt := doubt_of(cell):
            yield row.problem(column, *doubt)
        for remark in cell.notes:
            said = note(N_("a comment hangs on the cell and is not taken over: “{text}”"), text=clean(remark))
            yield row.problem(column, "cell.comment", said, Severity.NOTE)


def doubt_of(cell: SourceCell) -> tuple[str, Note] | None:
    """Why a cell cannot be taken as it is: the code of the problem and what is to be done; None where it can."""
    if cell.fault:
        return "cell.fault", note(N_("the cell holds an error or a formula: write its value"))
    if cell.unseen:
        return "cell.struck", note(N_("words are struck through: delete or restore them"))
    if lost_letters(cell.text):
        return "cell.letters", note(N_("letters were lost: write the words anew"))
    return None


def read_entry(
    row: FormCells, key: KeyRow, report_day: date | None, month_first: str
) -> tuple[FormEntry | None, list[Problem]]:
    """What a row says, or None where something about it is doubtful, and what is to be told of it.

    ``report_day`` is that of the whole form; ``month_first`` a day of the column that is written so.
    """
    problems: list[Problem] = []
    wrong = problems.append
    words, state = row.text(FormColumn.STATE), state_of(row.text(FormColumn.STATE))
    if words and state is None:
        wrong(
            row.problem(
                FormColumn.STATE, "state.unread", note(N_("“{value}” is not in the list: choose one"), value=words)
            )
        )
    percent = percent_in(row.text(FormColumn.PERCENT))
    if isinstance(percent, Note):
        wrong(row.problem(FormColumn.PERCENT, "percent.unread", percent))
        percent = None
    typed = row.text(FormColumn.DAY)
    day = day_in(typed, month_first) if typed else None
    if isinstance(day, Note):
        wrong(row.problem(FormColumn.DAY, "day.unread", day))
        day = None
    if not problems:
        problems.extend(_contradictions(row, state, percent, day, report_day))
    if any(problem.severity is not Severity.NOTE for problem in problems):
        return None, problems
    document = row.text(FormColumn.DOCUMENT)
    said = FormEntry(
        Place(row.sheet, row.row.number),
        key,
        state,
        percent,
        day or (report_day if state is FormState.UNDER_WAY else None),
        numbers.parse_number(document).text if document else "",
        row.text(FormColumn.NOTE),
        row.text(FormColumn.OBSTACLE),
        row.text(FormColumn.PROPOSAL),
    )
    return said, problems


def _contradictions(
    row: FormCells, state: FormState | None, percent: int | None, day: date | None, report_day: date | None
) -> Iterator[Problem]:
    """Where the cells of a row do not say together what happened."""
    work = (FormColumn.PERCENT, FormColumn.DAY, FormColumn.DOCUMENT, FormColumn.NOTE)
    if state is None and any(row.text(column) for column in work):
        yield row.problem(
            FormColumn.STATE, "state.missing", note(N_("choose the state: it is not clear whether it is done"))
        )
    if state is FormState.DONE:
        if day is None:
            yield row.problem(FormColumn.DAY, "day.missing", note(N_("write the day on which it was done")))
        if percent not in {None, 100}:
            yield row.problem(
                FormColumn.PERCENT, "percent.contradicts", note(N_("what is done is at 100: correct it or the state"))
            )
    if state is FormState.UNDER_WAY:
        if percent == 100:
            yield row.problem(
                FormColumn.PERCENT,
                "percent.contradicts",
                note(N_("100 and under way: choose Done, or correct the figure")),
            )
        if day is None and report_day is None:
            yield row.problem(
                FormColumn.DAY, "day.missing", note(N_("write the day, here or once as the day of the report above"))
            )
    if state is FormState.NOT_STARTED:
        for column in (FormColumn.PERCENT, FormColumn.DAY, FormColumn.DOCUMENT):
            if row.text(column) and not (column is FormColumn.PERCENT and percent == 0):
                said = note(N_("not started, but this says otherwise: empty the cell or correct the state"))
                yield row.problem(column, "state.contradicts", said)
    if row.text(FormColumn.PROPOSAL) and not row.text(FormColumn.OBSTACLE):
        yield row.problem(
            FormColumn.OBSTACLE, "obstacle.missing", note(N_("say which obstacle the proposal is to clear"))
        )
