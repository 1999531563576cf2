"""Recognises a list of tasks that this program has exported, by its headings, and lays it out as a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...domain.problems import Place
from ...text import fold
from ..files.source import EMPTY, Source, SourceCell, SourceGrid, SourceRow
from ..plan_findings import Findings

_WITHIN = 6  # the rows above the headings: a title, and what it was narrowed to
# The headings of a list in machine form and as it is drawn, in either language, folded -> what the column holds.
_HEADINGS: tuple[Mapping[str, str], ...] = (
    {
        "task": "number",
        "item": "item",
        "decision": "decision",
        "title": "title",
        "unit": "code",
        "unit_name": "lead",
        "supporting": "support",
        "product": "product",
        "deadline_text": "deadline",
        "due": "due",
        "state": "state",
        "leader": "leader",
        "officer": "officer",
    },
    {
        "no.": "number",
        "item": "item",
        "task": "title",
        "decision": "decision",
        "lead": "code",
        "due": "due",
        "state": "state",
        "leader": "leader",
        "officer": "officer",
    },
    {
        "so": "number",
        "so nhiem vu": "number",
        "ten don vi": "lead",
        "phoi hop": "support",
        "san pham": "product",
        "thoi han theo van ban": "deadline",
        "muc": "item",
        "nhiem vu": "title",
        "van ban": "decision",
        "chu tri": "code",
        "thoi han": "due",
        "tinh trang": "state",
        "lanh dao phu trach": "leader",
        "can bo thuc hien": "officer",
    },
)
_NEEDED = {"number", "item", "title", "decision", "code", "due", "state"}
# The columns of the plan as which it is read: what each is made of, the first that is filled in.
_COLUMNS = {
    "Số TT": ("item",),
    "Nội dung nhiệm vụ": ("title",),
    "Đơn vị chủ trì": ("lead", "code"),
    "Đơn vị phối hợp": ("support",),
    "Sản phẩm": ("product",),
    "Thời hạn": ("deadline", "due"),
    "Lãnh đạo phụ trách": ("leader",),
    "Cán bộ thực hiện": ("officer",),
}


def lay_out_as_plan(source: Source, findings: Findings) -> bool:
    """Puts a plan in the place of each list of tasks that this program has exported; whether there was one."""
    found = False
    for at, grid in enumerate(source.grids):
        for index, row in enumerate(grid.rows[:_WITHIN]):
            if places := _places(row):
                _tell(grid, index, places, findings)
                source.grids[at] = replace(grid, rows=_rows(grid, index, places))
                found = True
                break
    return found


def _places(row: SourceRow) -> dict[str, int]:
    """Where the columns of an exported list stand, if ``row`` is its heading."""
    for headings in _HEADINGS:
        texts = ((headings.get(fold(cell.text)), at) for at, cell in enumerate(row.cells))
        places = {what: at for what, at in texts if what}
        if places.keys() >= _NEEDED:
            return places
    return {}


def _tell(grid: SourceGrid, index: int, places: Mapping[str, int], findings: Findings) -> None:
    place = Place(grid.name, grid.rows[index].number)
    findings.add("list.exported", place, "", "")
    decisions = dict.fromkeys(row.cell(places["decision"]).text for row in grid.rows[index + 1 :])
    named = [text for text in decisions if text]
    if len(named) > 1:
        findings.add("list.decisions", place, grid.rows[index].cell(places["decision"]).text, "; ".join(named[:5]))


def _rows(grid: SourceGrid, index: int, places: Mapping[str, int]) -> list[SourceRow]:
    """The list as a plan: its tasks under the headings of one; what else stands in it is its own title and totals."""
    tasks = (r for r in grid.rows[index + 1 :] if r.cell(places["number"]).text and r.cell(places["title"]).text)
    return [
        SourceRow(grid.rows[index].number, tuple(map(SourceCell, _COLUMNS))),
        *(SourceRow(r.number, tuple(_cell(r, places, made_of) for made_of in _COLUMNS.values())) for r in tasks),
    ]


def _cell(row: SourceRow, places: Mapping[str, int], made_of: tuple[str, ...]) -> SourceCell:
    cells = (row.cell(places[what]) for what in made_of if what in places)
    return next((cell for cell in cells if cell.text), EMPTY)
