"""Reads the file of a reorganisation: what becomes of each unit, and which task goes to which; no writing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ...domain import numbers
from ...domain.model import N_, Note, UnitKind, note
from ...domain.problems import Place, Problem
from ...errors import UnreadableFile
from ...text import clean, fold
from ..files.source import SourceRow
from ..unit_names.unit_codes import unit_kind_of
from . import listfile
from .handover_map import HandoverMap, MappedTask, map_in
from .unitlist import KINDS


class UnitAct(StrEnum):
    """What becomes of a unit: it is new, gets another name, hands its open tasks over, or does so and ends."""

    NEW = "new"
    RENAME = "rename"
    TRANSFER = "transfer"
    END = "end"


# The words by which a clerk says so, folded.
_ACTS = {
    "new": UnitAct.NEW,
    "moi": UnitAct.NEW,
    "lap moi": UnitAct.NEW,
    "thanh lap": UnitAct.NEW,
    "thanh lap moi": UnitAct.NEW,
    "rename": UnitAct.RENAME,
    "doi ten": UnitAct.RENAME,
    "transfer": UnitAct.TRANSFER,
    "chuyen giao": UnitAct.TRANSFER,
    "ban giao": UnitAct.TRANSFER,
    "end": UnitAct.END,
    "close": UnitAct.END,
    "ket thuc": UnitAct.END,
    "ket thuc hoat dong": UnitAct.END,
    "cham dut hoat dong": UnitAct.END,
    "giai the": UnitAct.END,
    "sap nhap": UnitAct.END,
    "hop nhat": UnitAct.END,
    "nhap": UnitAct.END,
    "chia": UnitAct.END,
}
_UNCHANGED = {"", "-", "giu nguyen", "khong doi", "unchanged"}
_COLUMNS = ("code", "name", "act", "to", "rest", "new_name", "kind", "parent", "day", "document")
_FILLED_IN = ("to", "rest", "new_name")
_WORDS = {
    "code": "code",
    "ma": "code",
    "ma don vi": "code",
    "name": "name",
    "unit": "name",
    "don vi": "name",
    "ten don vi": "name",
    "act": "act",
    "change": "act",
    "thay doi": "act",
    "to": "to",
    "taken over by": "to",
    "don vi nhan": "to",
    "don vi tiep nhan": "to",
    "rest": "rest",
    "the rest goes to": "rest",
    "nhan phan con lai": "rest",
    "new_name": "new_name",
    "new name": "new_name",
    "ten moi": "new_name",
    "kind": "kind",
    "loai": "kind",
    "parent": "parent",
    "belongs to": "parent",
    "thuoc": "parent",
    "truc thuoc": "parent",
    "day": "day",
    "date": "day",
    "ngay": "day",
    "document": "document",
    "van ban": "document",
    "so van ban": "document",
}
_HEADINGS = _WORDS | {
    f"{words} ({mark})": c for words, c in _WORDS.items() for mark in ("to be filled in", "dien vao")
}
_BETWEEN = re.compile(r"[;\n]")
_ADVICE = N_(
    "Take the file that `tuphap unit reorganise --template -o FILE.xlsx` gives, or a workbook or “CSV UTF-8” of your "
    "own with the columns code, act, to."
)
_NO_DATE = N_("“{value}” is not a date (28/6/2021 or 2021-06-28)")
_NO_ACT = N_("say in the column of changes what becomes of the unit: new, rename, transfer, end")


class PlannedUnit(NamedTuple):
    """What a line says of a unit. ``to`` are the units that take over, ``rest`` the one that gets what is left.

    ``day`` and ``document`` are None and "" where the line leaves them to what was typed.
    """

    place: Place
    act: UnitAct
    code: str
    name: str
    to: tuple[str, ...]
    rest: str
    new_name: str
    kind: str
    parent: str
    day: date | None
    document: str


class Reorganisation(NamedTuple):
    """What a file says of units and of single tasks, and every problem found."""

    units: list[PlannedUnit]
    tasks: list[MappedTask]
    problems: list[Problem]


def read_reorganisation(file: Path, encoding: str | None = None) -> Reorganisation:
    """The units and tasks in ``file``; units of which nothing is said are passed over.

    Raises:
        UnreadableFile: it is no such file, or not in ``encoding`` (UTF-8)
    """
    found = Reorganisation([], [], [])
    by_task = HandoverMap(found.tasks, found.problems, {})
    read = False
    for sheet, rows in listfile.all_sheets(file, _ADVICE, encoding):
        at, places = _heading(rows)
        if places:
            read = True
            for row in rows[at + 1 :]:
                _take(Place(sheet, row.number), row, places, found)
        else:
            map_in(sheet, rows, by_task)
    if not read:
        raise UnreadableFile(file=file.name, why=N_("no table in it has the columns code and act"), advice=_ADVICE)
    return found


def _heading(rows: Sequence[SourceRow]) -> tuple[int, dict[str, int]]:
    """Which row heads the units, and where their columns are; no columns where none does."""
    for at, row in enumerate(rows):
        found = {_HEADINGS.get(fold(cell.text), ""): place for place, cell in reversed(list(enumerate(row.cells)))}
        if found.keys() >= {"code", "act"}:
            return at, found
    return 0, {}


def _take(place: Place, row: SourceRow, places: Mapping[str, int], found: Reorganisation) -> None:
    text = {column: clean(row.cell(places[column]).text) if column in places else "" for column in _COLUMNS}
    if fold(text["act"]) in _UNCHANGED:
        if any(text[column] for column in _FILLED_IN):
            found.problems.append(Problem(place, note(_NO_ACT)))
        return
    day = listfile.day_of_cell(text["day"]) if text["day"] else None
    wrong = list(_wrong(text, day))
    first = next((u for u in found.units if (fold(u.code), u.act) == (fold(text["code"]), _act(text))), None)
    if first is not None:
        told = N_("the unit {code} stands in line {line} already")
        wrong.append(note(told, code=text["code"], line=first.place.row))
    found.problems.extend(Problem(place, hint) for hint in wrong)
    act = _act(text)
    if wrong or act is None:
        return
    to = tuple(dict.fromkeys(filter(None, map(clean, _BETWEEN.split(text["to"])))))
    kind = KINDS[fold(text["kind"])] if text["kind"] else unit_kind_of(text["name"])
    document = numbers.parse_number(text["document"]).text if text["document"] else ""
    unit = PlannedUnit(
        place,
        act,
        text["code"],
        text["name"],
        to,
        text["rest"],
        text["new_name"],
        kind,
        text["parent"],
        day,
        document,
    )
    found.units.append(unit)


def _act(text: Mapping[str, str]) -> UnitAct | None:
    return _ACTS.get(fold(text["act"]))


def _wrong(text: Mapping[str, str], day: date | None) -> list[Note]:
    """What is wrong with the cells of a line."""
    act = _act(text)
    wrong = []
    if act is None:
        wrong.append(note(N_("“{value}” is none of: new, rename, transfer, end"), value=text["act"]))
    if not text["code"]:
        wrong.append(note(N_("the unit's code is lacking")))
    if text["day"] and day is None:
        wrong.append(listfile.why_no_day(text["day"], _NO_DATE))
    if act is UnitAct.NEW:
        if not text["name"]:
            wrong.append(note(N_("a unit needs a code and a name")))
        if text["kind"] and fold(text["kind"]) not in KINDS:
            told = N_("“{value}” is no kind of unit: {kinds}")
            wrong.append(note(told, value=text["kind"], kinds=", ".join(UnitKind)))
    if act is UnitAct.RENAME and not text["new_name"]:
        wrong.append(note(N_("the new name is lacking")))
    if act in {UnitAct.NEW, UnitAct.RENAME} and (text["to"] or text["rest"]):
        wrong.append(note(N_("a unit that is new or only renamed hands nothing over")))
    if act is not None and act is not UnitAct.RENAME and text["new_name"]:
        wrong.append(note(N_("a new name belongs to a line that renames")))
    return wrong
