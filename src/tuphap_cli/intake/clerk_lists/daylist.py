"""Reads a list of days off and make-up days, CSV or workbook: date, off or worked, reason, document; no writing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from ...domain import numbers
from ...domain.model import N_, note
from ...domain.problems import Problem, in_line
from ...domain.workdays import SpecialDay
from ...text import clean, fold
from ..files.source import SourceRow
from . import listfile

COLUMNS = {"date": N_("date"), "kind": N_("kind"), "reason": N_("reason"), "document": N_("document")}
# Folded headings, in either language; other columns are passed over.
_HEADINGS = {
    "date": "date",
    "ngay": "date",
    "kind": "kind",
    "off|worked": "kind",
    "off/worked": "kind",
    "loai": "kind",
    "reason": "reason",
    "ly do": "reason",
    "document": "document",
    "van ban": "document",
    "so van ban": "document",
    "ngay nghi": "date",
    "ngay thang": "date",
    "nghi/lam bu": "kind",
    "noi dung": "reason",
    "can cu": "document",
    "van ban lam can cu": "document",
}
_OFF = ("off", "nghi", "ngay nghi", "nghi le", "nghi tet", "nghi le, tet", "nghi bu", "nghi hoan doi")
_WORKED = ("worked", "lam bu", "lam viec", "lam viec bu", "ngay lam bu", "ngay lam viec", "ngay lam viec bu")
_KINDS = dict.fromkeys(_OFF, False) | dict.fromkeys(_WORKED, True)
_NO_DATE = N_("“{value}” is not a date (28/6/2021 or 2021-06-28)")


class DayList(NamedTuple):
    """The days of a file, each with its line, and every problem found."""

    days: list[tuple[int, SpecialDay]]
    problems: list[Problem]


def read_day_list(path: Path, encoding: str | None = None) -> DayList:
    """The days in ``path``.

    Raises:
        UnreadableFile: where it is no such list, or not in ``encoding`` (UTF-8)
    """
    rows = listfile.list_rows(path, _HEADINGS, tuple(COLUMNS), _ADVICE, encoding)
    places = {name: at for at, name in enumerate(COLUMNS)}
    if not rows or listfile.day_of_cell(rows[0].cell(0).text) is None:
        places = _places(rows.pop(0) if rows else SourceRow(1, ()), path.name)
    found = DayList([], [])
    seen: dict[date, int] = {}
    for row in rows:
        special = _special(row, places, found.problems)
        if special and special.day in seen:
            first = seen[special.day]
            what = note(N_("the day stands in line {line} already"), line=first)
            found.problems.append(in_line(row.number, what))
        elif special:
            seen[special.day] = row.number
            found.days.append((row.number, special))
    return found


_ADVICE = N_("Save it as a workbook or “CSV UTF-8” with the columns date, off|worked, reason, document.")


def _places(heading: SourceRow, name: str) -> dict[str, int]:
    return listfile.column_places(heading, _HEADINGS, COLUMNS, name, _ADVICE)


def _special(row: SourceRow, places: dict[str, int], problems: list[Problem]) -> SpecialDay | None:
    """The day of one line, or None where something is wrong with it, which is added to ``problems``."""
    text = {column: clean(row.cell(places[column]).text) for column in COLUMNS}
    day, worked = listfile.day_of_cell(text["date"]), _KINDS.get(fold(text["kind"]))
    wrong = []
    if day is None:
        wrong.append(listfile.why_no_day(text["date"], _NO_DATE))
    if worked is None:
        wrong.append(note(N_("“{value}” is neither off nor worked"), value=text["kind"]))
    if not text["reason"]:
        wrong.append(note(N_("the reason is lacking")))
    if not text["document"]:
        wrong.append(note(N_("the document is lacking")))
    problems += [in_line(row.number, what) for what in wrong]
    if day is None or worked is None or wrong:
        return None
    return SpecialDay(day, worked, text["reason"], numbers.parse_number(text["document"]).text)
