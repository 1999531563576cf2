"""The charts of a workbook: native ones, each on a page of its own with the figures of its table below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..reports.base import Cell, Chart, Share, Table
from . import shapes
from .cells import harmless, shown
from .xlsx_cells import part_of_one, percent
from .xlsx_sheet import A4, mark_foot

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as DrawnChart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_KINDS = {"stacked": ("bar", "stacked"), "bars": ("bar", "clustered"), "columns": ("column", "clustered")}
# Each a step lighter than the one before, so that they differ on a grey print too.
_FILLS = {
    "bad": "#9B1C1C",
    "plain": "#1F4E79",
    "good": "#2E8555",
    "calm": "#7FB2DD",
    "warn": "#F5C542",
    "pale": "#E1E5EA",
}
_LEAST = 0.016  # of the longest bar, for each sign of a figure in a piece of it
# A page across, in cells that are left free for the chart and in pixels of the chart over them.
_ROWS, _COLUMNS, _NAMES = 31, 12, 40
_WIDTH, _HEIGHT = 1080, 640
_DARK = {"bad", "plain", "good"}
_FONT = {"name": "Times New Roman", "size": 10}
_TITLE_FONT = {"name": "Times New Roman", "size": 12, "bold": True}


def draw_chart_page(book: Workbook, name: str, table: Table, wanted: Chart, mark: str) -> None:
    """Put the chart of a table on a sheet of its own, a page across; the figures that it shows are below it."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, _ROWS - 1, _COLUMNS - 1)
    mark_foot(sheet, mark)
    sheet.set_column(0, 0, _NAMES)
    twigs = shapes.twigs(table)
    rows = [shapes.padded(table, line.cells) for line in twigs]
    sheet.write_row(_ROWS, 1, [harmless(table.columns[i].heading) for i in wanted.series])
    for number, cells in enumerate(rows, _ROWS + 1):
        _write(sheet, number, 0, shown(cells[wanted.label]))
        for col, i in enumerate(wanted.series, 1):
            _write(sheet, number, col, _value(cells[i]))
    kind, subtype = _KINDS[wanted.kind]
    chart = book.add_chart({"type": kind, "subtype": subtype})
    first, last = _ROWS + 1, _ROWS + len(rows)
    for col, (i, tone) in enumerate(zip(wanted.series, shapes.tones(table, wanted), strict=True), 1):
        series = {
            "categories": [name, first, 0, last, 0],
            "values": [name, first, col, last, col],
            # What the cells hold: a workbook that is written row after row cannot read them again.
            "categories_data": [shown(cells[wanted.label]) for cells in rows],
            "values_data": [_value(cells[i]) for cells in rows],
            "fill": {"color": _FILLS[tone]},
            "border": {"color": "#404040" if tone == "pale" else "#FFFFFF", "width": 0.75},
            "gap": 45,
            "data_labels": _labels(rows, wanted, i, tone),
        }
        if table.columns[i].heading:
            series["name"] = [name, _ROWS, col]
            series["name_data"] = [harmless(table.columns[i].heading)]
        chart.add_series(series)
    _axes(chart, kind, below=any(shapes.figure(cells[i]) < 0 for cells in rows for i in wanted.series))
    title = harmless(wanted.title)
    # A name that begins with "=" would be taken for a reference.
    chart.set_title({"name": f" {title}" if title.startswith("=") else title, "name_font": _TITLE_FONT})
    chart.set_legend({"position": "bottom", "font": _FONT} if len(wanted.series) > 1 else {"none": True})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    sheet.insert_chart(0, 0, chart, {"object_position": 2, "description": title})


def _write(sheet: Worksheet, row: int, col: int, value: str | float | None) -> None:
    """A figure as a number, all else as text."""
    if isinstance(value, str):
        sheet.write_string(row, col, value)
    elif value is not None:
        sheet.write_number(row, col, value)


def _value(cell: Cell) -> str | float | None:
    """What the sheet holds for a cell."""
    return part_of_one(cell) if isinstance(cell, Share) else cell if isinstance(cell, int) else shown(cell)


def _labels(rows: Sequence[tuple[Cell, ...]], wanted: Chart, i: int, tone: str) -> dict[str, object]:
    """The figures at the bars, written as in the table; a piece too short for its figure has none."""
    stacked = wanted.kind == "stacked"
    cells = [row[i] for row in rows]
    share = next((cell for cell in cells if isinstance(cell, Share)), None)
    labels: dict[str, object] = {
        "value": True,
        "num_format": percent(share) if share else "#,##0",
        "font": {**_FONT, "color": "#FFFFFF" if stacked and tone in _DARK else "#000000"},
    }
    if not stacked:
        return labels
    longest = max(sum(shapes.figure(row[n]) for n in wanted.series) for row in rows)
    least = _LEAST * longest
    short = [shapes.figure(cell) < least * len(shown(cell)) or not shapes.figure(cell) for cell in cells]
    return labels | {"position": "center", "custom": [{"delete": True} if one else None for one in short]}


def _axes(chart: DrawnChart, kind: str, *, below: bool) -> None:
    """Names beside the bars in the order of the table; the figures are at the bars, so their axis is not drawn."""
    names = {"num_font": _FONT, "line": {"color": "#808080"}, "major_tick_mark": "none"}
    figures: dict[str, object] = {"visible": False, "major_gridlines": {"visible": False}}
    if not below:
        figures["min"] = 0  # or programs begin the bars where they like
    if kind == "bar":
        chart.set_y_axis({**names, "reverse": True})
        chart.set_x_axis(figures)
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(figures)
