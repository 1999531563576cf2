"""The charts of a workbook: native ones, whose series are the cells of the table above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reports.base import Share, Table
from . import shapes
from .cells import harmless, shown
from .xlsx_cells import part_of_one, percent
from .xlsx_sheet import Placed

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook

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
_DARK = {"bad", "plain", "good"}
_FONT = {"name": "Times New Roman", "size": 10}
_TITLE_FONT = {"name": "Times New Roman", "size": 12, "bold": True}


def draw_chart(book: Workbook, where: Placed) -> None:
    """Put the chart of a table into the room that was left for it."""
    wanted = shapes.charted(where.table)
    if wanted is None:
        return
    kind, subtype = _KINDS[wanted.kind]
    chart = book.add_chart({"type": kind, "subtype": subtype})
    first, names = where.heading + 1, where.places[wanted.label][0]
    for i, tone in zip(wanted.series, shapes.tones(where.table, wanted), strict=True):
        col = where.places[i][0]
        series = {
            "categories": [where.name, first, names, where.last, names],
            "values": [where.name, first, col, where.last, col],
            # What the cells hold: a workbook that is written row after row cannot read them again.
            "categories_data": _column(where.table, wanted.label),
            "values_data": _column(where.table, i),
            "fill": {"color": _FILLS[tone]},
            "border": {"color": "#404040" if tone == "pale" else "#FFFFFF", "width": 0.75},
            "gap": 45,
            "data_labels": _labels(where, i, tone, stacked=wanted.kind == "stacked"),
        }
        if where.table.columns[i].heading:
            series["name"] = [where.name, where.heading, col]
            series["name_data"] = [harmless(where.table.columns[i].heading)]
        chart.add_series(series)
    _axes(chart, kind, below=_below(where.table, wanted.series))
    title = harmless(wanted.title)
    # A name that begins with "=" would be taken for a reference.
    chart.set_title({"name": f" {title}" if title.startswith("=") else title, "name_font": _TITLE_FONT})
    chart.set_legend({"position": "bottom", "font": _FONT} if len(wanted.series) > 1 else {"none": True})
    chart.set_size({"width": where.width, "height": where.height})
    options = {"object_position": 2, "description": title}
    where.sheet.insert_chart(where.at, where.places[0][0], chart, options)


def _column(table: Table, i: int) -> list[str | float | None]:
    """The values of a column of ``table`` as the sheet holds them."""
    cells = [shapes.padded(table, line.cells)[i] for line in table.lines]
    return [
        part_of_one(cell) if isinstance(cell, Share) else cell if isinstance(cell, int) else shown(cell)
        for cell in cells
    ]


def _labels(where: Placed, i: int, tone: str, *, stacked: bool) -> dict[str, object]:
    """The figures at the bars, written as in the table; a piece too short for its figure has none."""
    cells = [shapes.padded(where.table, line.cells)[i] for line in where.table.lines]
    share = next((cell for cell in cells if isinstance(cell, Share)), None)
    labels: dict[str, object] = {
        "value": True,
        "num_format": percent(share) if share else "#,##0",
        "font": {**_FONT, "color": "#FFFFFF" if stacked and tone in _DARK else "#000000"},
    }
    if not stacked:
        return labels
    least = _LEAST * _longest(where.table)
    short = [shapes.figure(cell) < least * len(shown(cell)) or not shapes.figure(cell) for cell in cells]
    return labels | {"position": "center", "custom": [{"delete": True} if one else None for one in short]}


def _longest(table: Table) -> float:
    """What the longest bar counts."""
    series = table.chart.series if table.chart else ()
    return max(sum(shapes.figure(shapes.padded(table, line.cells)[i]) for i in series) for line in table.lines)


def _below(table: Table, series: tuple[int, ...]) -> bool:
    """Whether any figure is below zero."""
    return any(shapes.figure(line.cells[i]) < 0 for line in table.lines for i in series if i < len(line.cells))


def _axes(chart: Chart, kind: str, *, below: bool) -> None:
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
