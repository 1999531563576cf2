"""Reads a form that a unit has sent back: its key, and row by row what was filled in; doubtful cells are problems.

Nothing of it depends on the register: what is said there is compared in ``collecting``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from ..domain import numbers
from ..domain.model import N_, Note, Severity, joined_notes, note
from ..domain.problems import Place, Problem
from ..errors import InTheFuture, UnreadableFile
from ..intake import dayorder
from ..intake.clerk_lists.listfile import told
from ..intake.clerk_lists.resultlist import day_in
from ..intake.files import door, legacy
from ..intake.files.source import SourceGrid, SourceRow
from ..text import clean
from .form_columns import (
    FILLED_IN,
    HEADINGS,
    NEEDED,
    REPORT_DAY,
    REPORT_NUMBER,
    FormColumn,
    column_of,
    label_of,
)
from .form_key import SCHEMA, FormKey, KeyRow, read_key, words_sum
from .form_rows import FormCells, FormEntry, doubt_of, read_entry, unread_cells

_NO_KEY = N_(
    "it is no form of this program, or its hidden sheet is lost, as when the table was copied into a new file"
)
_FILL_IN_AGAIN = N_(
    "Have the unit fill in the form that was sent to it, or enter what it reports with `tuphap task record FILE`."
)
_ENOUGH = 2  # columns by which the heading of the table is known


@dataclass(slots=True)
class ReturnedForm:
    """A form as it came back: what was filled in, and every problem found. ``missing`` rows have been deleted."""

    name: str
    key: FormKey
    number: str = ""
    day: date | None = None
    entries: list[FormEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: int = 0


def read_form(path: Path, today: date) -> ReturnedForm:
    """The form in ``path``, saved by whichever program and read on ``today``.

    Raises:
        UnreadableFile: it is no workbook, or no form
        SecretDocument: a cell is marked secret
    """
    source = door.whole_workbook(door.opened(path))
    legacy.refuse_secret(path.name, (c.text for grid in source.grids for row in grid.rows for c in row.cells))
    keys = [grid for grid in source.grids if grid.rows and grid.rows[0].cell(0).text == SCHEMA]
    read = [read_key([[cell.text for cell in row.cells] for row in grid.rows]) for grid in keys]
    if len(keys) > 1:
        raise UnreadableFile(file=path.name, why=N_("it holds several forms"), advice=N_("Send each form as a file."))
    if not read or read[0] is None:
        raise UnreadableFile(file=path.name, why=_NO_KEY, advice=_FILL_IN_AGAIN)
    form = ReturnedForm(path.name, read[0])
    for grid in source.grids:
        if grid not in keys and (found := _heading(grid)):
            at, places = found
            _look_for_columns(path.name, places)
            _read_above(form, grid.name, grid.rows[:at], today)
            _read_table(form, grid, at, places)
            if not (form.entries or form.problems or form.number or form.day):
                hint = note(N_("nothing is filled in; a unit without news writes number or day of its report"))
                form.problems.append(Problem(None, hint, code="form.blank"))
            return form
    raise UnreadableFile(file=path.name, why=N_("the table of tasks is not in it any more"), advice=_FILL_IN_AGAIN)


def _heading(grid: SourceGrid) -> tuple[int, dict[FormColumn, int]] | None:
    """The index of the heading row of the table and where its columns are."""
    for at, row in enumerate(grid.rows):
        places: dict[FormColumn, int] = {}
        for place, cell in enumerate(row.cells):
            if (column := column_of(clean(cell.text))) is not None:
                places.setdefault(column, place)
        if FormColumn.TASK in places and len(places.keys() & set(FILLED_IN)) >= _ENOUGH:
            return at, places
    return None


def _look_for_columns(name: str, places: dict[FormColumn, int]) -> None:
    lacking = [note(HEADINGS[column]) for column in NEEDED if column not in places]
    if lacking:
        why = note(N_("these columns are lacking or have another heading: {columns}"), columns=joined_notes(lacking))
        raise UnreadableFile(file=name, why=why, advice=_FILL_IN_AGAIN)


# -- above the table ---------------------------------------------------------------------------------------------


def _read_above(form: ReturnedForm, sheet: str, rows: Sequence[SourceRow], today: date) -> None:
    """Number and day of the unit's report, beside or behind their labels; a day that is still to come is a slip."""
    for row in rows:
        for at, cell in enumerate(row.cells):
            if (found := label_of(clean(cell.text))) is None:
                continue
            label, value = found
            right = next(
                ((i, c) for i, c in enumerate(row.cells) if i > at and (c.text or c.fault or c.unseen)), None
            )
            column, beside = (at, cell) if value or right is None else right
            text = value or (clean(beside.text) if right else "")
            place = Place(sheet, row.number, xl_col_to_name(column))
            if doubt := doubt_of(beside):
                form.problems.append(Problem(place, doubt[1], label, text, doubt[0]))
            elif label == REPORT_NUMBER and text:
                form.number = numbers.parse_number(text).text
            elif label == REPORT_DAY and text:
                day, code = day_in(text), "day.unread"
                if not isinstance(day, Note) and day > today:
                    day, code = told(InTheFuture(day=day, today=today)), InTheFuture.code
                if isinstance(day, Note):
                    form.problems.append(Problem(place, day, label, text, code))
                else:
                    form.day = day


# -- the table ---------------------------------------------------------------------------------------------------


def _read_table(form: ReturnedForm, grid: SourceGrid, at: int, places: dict[FormColumn, int]) -> None:
    rows = [FormCells(grid.name, row, places) for row in grid.rows[at + 1 :] if not row.blank]
    samples = (dayorder.only_month_first(row.text(FormColumn.DAY)) for row in rows)
    month_first = next(filter(None, samples), "")
    seen: dict[KeyRow, FormEntry] = {}
    met: set[KeyRow] = set()
    for row in rows:
        key = _key_of(form, row)
        if key is None:
            continue
        met.add(key)
        form.problems.extend(unread_cells(row))
        if row.blank:
            continue
        entry, problems = read_entry(row, key, form.day, month_first)
        form.problems.extend(problems)
        if entry is None:
            continue
        if key not in seen:
            seen[key] = entry
            form.entries.append(entry)
        elif _said(seen[key]) != _said(entry):
            hint = note(N_("row {row} says something else of the same task: delete one"), row=seen[key].place.row)
            form.problems.append(row.problem(FormColumn.TASK, "row.twice", hint))
    form.missing = len(set(form.key.rows) - met)
    form.problems.extend(_added_columns(grid, at, places))


def _said(entry: FormEntry) -> tuple[object, ...]:
    """What an entry says, wherever it is."""
    return (entry.state, entry.percent, entry.day, entry.document, entry.note, entry.obstacle, entry.proposal)


def _key_of(form: ReturnedForm, row: FormCells) -> KeyRow | None:
    """The task of a row; None where it has none, or may be another: a problem where something is filled in."""
    number, words = row.text(FormColumn.TASK), words_sum(row.text(FormColumn.TITLE))
    if not number.isdecimal() or len(number) > 9:
        if not row.blank:
            form.problems.append(_of_no_task(row, number))
        return None
    key = form.key.row(int(number), row.text(FormColumn.OCCURRENCE))
    if key is None:
        if not row.blank:
            hint = note(
                N_("task {task} is not in this form: put its row into the form that it came from"), task=number
            )
            form.problems.append(row.problem(FormColumn.TASK, "row.foreign", hint))
        return None
    other = next((known for known in form.key.rows if known.words == words and known.task != key.task), None)
    if key.words != words and other is not None:
        hint = note(N_("the words are those of task {task}, as where one column alone was sorted"), task=other.task)
        form.problems.append(row.problem(FormColumn.TITLE, "row.mixed", hint))
        return None
    if key.words != words and not row.blank:
        hint = note(N_("the words of the task were changed: they stay as the register has them"))
        form.problems.append(row.problem(FormColumn.TITLE, "row.words", hint, Severity.NOTE))
    return key


def _of_no_task(row: FormCells, number: str) -> Problem:
    """A row without the number of a task: one that the unit has added, or words below the table."""
    says = (FormColumn.TITLE, FormColumn.STATE, FormColumn.PERCENT, FormColumn.DAY)
    if number or any(row.text(column) for column in says):
        hint = note(N_("the row has no task number: what is not in the form is entered with `tuphap task add`"))
        return row.problem(FormColumn.TASK, "row.no_task", hint)
    words = next(row.text(column) for column in FILLED_IN if row.text(column) or column is FILLED_IN[-1])
    hint = note(N_("words beside the table are not taken over: “{text}”"), text=words)
    return row.problem(FormColumn.TASK, "row.beside", hint, Severity.NOTE)


def _added_columns(grid: SourceGrid, at: int, places: dict[FormColumn, int]) -> Iterator[Problem]:
    """Columns that the unit has added: what is in them is not taken over."""
    known = set(places.values())
    for column in range(grid.width):
        texts = [clean(row.cell(column).text) for row in grid.rows[at + 1 :] if row.cell(column).text]
        if column not in known and texts:
            heading = clean(grid.rows[at].cell(column).text) or xl_col_to_name(column)
            said = note(N_("the column “{heading}” is not of the form and is not taken over"), heading=heading)
            place = Place(grid.name, grid.rows[at].number, xl_col_to_name(column))
            yield Problem(place, said, heading, texts[0], "column.added", Severity.NOTE)
