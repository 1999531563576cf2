"""A list of units, CSV or workbook, of code, name, kind, parent, e-mail, other names: read, and entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...domain.model import N_, UnitKind, note
from ...domain.problems import Problem, in_line
from ...errors import BadField, TuphapError
from ...store.read import entries, names
from ...text import clean, fold
from ..files.source import SourceRow
from ..unit_names.unit_codes import unit_kind_of
from . import listfile

if TYPE_CHECKING:
    from ...store.tables import Unit
    from ...store.write.change import Change

WANTED = {"code": N_("code"), "name": N_("name")}
_COLUMNS = ("code", "name", "kind", "parent", "email", "aliases")
# Folded headings, in either language; other columns are passed over.
_HEADINGS = {
    "code": "code",
    "unit": "name",
    "ma": "code",
    "ma don vi": "code",
    "name": "name",
    "unit_name": "name",
    "ten": "name",
    "ten don vi": "name",
    "don vi": "name",
    "kind": "kind",
    "loai": "kind",
    "parent": "parent",
    "belongs to": "parent",
    "truc thuoc": "parent",
    "don vi cap tren": "parent",
    "thuoc": "parent",
    "email": "email",
    "e-mail": "email",
    "thu dien tu": "email",
    "aliases": "aliases",
    "other names": "aliases",
    "ten khac": "aliases",
    "ten goi khac": "aliases",
}
# The kinds as the program writes them: in machine form, and in its own lists in either language.
KINDS = {fold(kind): kind.value for kind in UnitKind} | {
    "phong": "division",
    "so": "department",
    "trung tam": "centre",
    "district office": "district_office",
    "phong tu phap cap huyen": "district_office",
    "nhom don vi": "collective",
    "external body": "external",
    "co quan ngoai so": "external",
}
_ADVICE = N_("Save it as a workbook or “CSV UTF-8” with the columns code, name, and if wanted kind, parent, email.")
_BETWEEN = re.compile(r"[;|\n]")


class ListedUnit(NamedTuple):
    """A unit as a list has it; ``line`` is its row. ``parent`` is a code or a name, "" for none."""

    line: int
    code: str
    name: str
    kind: str
    parent: str
    email: str
    aliases: tuple[str, ...]


class UnitList(NamedTuple):
    """The units of a file, and every problem found."""

    units: list[ListedUnit]
    problems: list[Problem]


def read_unit_list(path: Path, encoding: str | None = None) -> UnitList:
    """The units in ``path``.

    Raises:
        UnreadableFile: where it is no such list, or not in ``encoding`` (UTF-8)
    """
    rows = listfile.list_rows(path, _HEADINGS, tuple(WANTED), _ADVICE, encoding)
    heading = rows.pop(0) if rows else SourceRow(1, ())
    places = listfile.column_places(heading, _HEADINGS, WANTED, path.name, _ADVICE)
    found = UnitList([], [])
    last = heading.number
    for row in rows:
        if row.number > last + 1 and sum(bool(cell.text) for cell in row.cells) == 1:
            break  # a line by itself below the list, as a workbook of this program has with its mark
        last = row.number
        text = {name: clean(row.cell(places[name]).text) if name in places else "" for name in _COLUMNS}
        kind = KINDS.get(fold(text["kind"])) if text["kind"] else unit_kind_of(text["name"])
        if not text["code"] or not text["name"]:
            found.problems.append(in_line(row.number, note(N_("a unit needs a code and a name"))))
        elif kind is None:
            told = note(N_("“{value}” is no kind of unit: {kinds}"), value=text["kind"], kinds=", ".join(UnitKind))
            found.problems.append(in_line(row.number, told))
        else:
            aliases = tuple(filter(None, map(clean, _BETWEEN.split(text["aliases"]))))
            unit = ListedUnit(row.number, text["code"], text["name"], kind, text["parent"], text["email"], aliases)
            found.units.append(unit)
    return found


class UnitsEntered(NamedTuple):
    """What a list has done: the codes of the units that are new, how many were there already, what is wrong."""

    new: list[str]
    already: int
    problems: list[Problem]


def enter_units(change: Change, listed: Sequence[ListedUnit]) -> UnitsEntered:
    """Enter the units of a list that the register does not hold, then say to whom they belong.

    A unit that is there under the same code and name is left as it is.
    """
    from ...store.write import records, tasks

    there = {row.code: row for row in entries.unit_rows(change.connection)}
    entered = UnitsEntered([], 0, [])
    taken, already = records.names_taken(change.session), 0
    made: list[tuple[ListedUnit, Unit]] = []
    for unit in listed:
        same = there.get(records.plain_code(unit.code))
        if same is not None and fold(unit.name) in map(fold, (same.name, *same.aliases)):
            already += 1
            continue
        facts = records.UnitFacts(unit.code, unit.name, unit.kind, None, unit.email, unit.aliases)
        try:
            made.append((unit, records.add_unit_beside(change, facts, taken)))
        except TuphapError as error:
            entered.problems.append(in_line(unit.line, listfile.told(error)))
    for unit, row in made:
        if unit.parent:
            try:
                _put_under(change, tasks.key_of(row), unit.parent)
            except TuphapError as error:
                entered.problems.append(in_line(unit.line, listfile.told(error)))
    return UnitsEntered([row.code for _unit, row in made], already, entered.problems)


def _put_under(change: Change, unit: int, parent: str) -> None:
    """Let a unit belong to the one named ``parent``."""
    from ...store.write import records

    above = names.find_unit(change.connection, parent).id
    if above in entries.unit_tree(change.connection, unit):
        raise BadField(field=N_("parent"), value=parent, why=N_("a unit cannot belong to itself"))
    records.edit_unit(change, unit, {"parent_id": above})
