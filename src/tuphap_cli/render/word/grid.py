"""A table of a report as a table of Word: borders, repeated headings, columns as wide as what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ...reports.base import Cell, Column, Line, Table
from ..cells import shown
from .columns import MARGIN, STYLE_SIZE, Fit, fit
from .markup import Styles, look, paragraph
from .measure import MM

ACROSS_FROM = 9  # columns: more than eight need a page across
_STEP = round(4 * MM)  # a level of a tree
_KEPT_WHOLE = 8  # lines: a table no longer than this is not broken over two pages
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def across(table: Table) -> bool:
    """Whether the table needs a page across."""
    return bool(table.lines) and table.headed and (table.wide or len(table.columns) >= ACROSS_FROM)


class DrawnTable(NamedTuple):
    """A table with headings that is drawn ``room`` twips wide."""

    table: Table
    room: int
    styles: Styles

    def inside(self) -> Iterator[str]:
        """The XML inside the element of the table, a row at a time."""
        fitted = fit(self.table, self.room)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in fitted.widths)
        yield (
            f'<w:tblPr><w:tblW w:w="{sum(fitted.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{MARGIN}" w:type="dxa"/><w:right w:w="{MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )
        yield from _rows(self.table, fitted, self.styles)


def _rows(table: Table, fitted: Fit, styles: Styles) -> Iterator[str]:
    size = fitted.size if fitted.size != STYLE_SIZE else 0
    head = [
        _cell(paragraph(column.heading, styles.column, keep=True, look=look(size=size)), width, middle=True)
        for column, width in zip(table.columns, fitted.widths, strict=True)
    ]
    yield _row(head, repeated=True)
    count = len(table.lines)
    for number, line in enumerate(table.lines, 1):
        # A row that heads others stays with them, the last line with the total below it, no line alone on its page.
        near_an_end = number == 1 or number == count - 1 or count <= _KEPT_WHOLE
        keep = bool(table.footer) if number == count else line.tone == "head" or near_an_end
        yield _line(table, line, fitted, styles, keep=keep)
    if table.footer:
        yield _line(table, Line(table.footer, "foot"), fitted, styles, keep=False)


def _line(table: Table, line: Line, fitted: Fit, styles: Styles, *, keep: bool) -> str:
    appearance = look(bold=line.tone in {"head", "foot"}, size=fitted.size if fitted.size != STYLE_SIZE else 0)
    cells = (*line.cells, *[None] * len(table.columns))[: len(table.columns)]
    said = [cell for cell in cells if shown(cell)]
    if line.tone == "head" and len(said) == 1:
        only = paragraph(shown(said[0]), styles.cell, keep=keep, look=appearance)
        return _row([_cell(only, sum(fitted.widths), span=len(table.columns))])
    set_in = next((i for i, column in enumerate(table.columns) if column.flexible), 0) if line.level else -1
    return _row(
        [
            _cell(
                paragraph(
                    shown(cell),
                    styles.cell,
                    keep=keep,
                    align=_side(column, cell),
                    look=appearance,
                    left=line.level * _STEP if i == set_in else 0,
                ),
                fitted.widths[i],
            )
            for i, (column, cell) in enumerate(zip(table.columns, cells, strict=True))
        ]
    )


def _side(column: Column, cell: Cell) -> str:
    if column.right:
        return "right"
    return "center" if isinstance(cell, date) else ""


def _row(cells: Sequence[str], *, repeated: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if repeated else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(inside: str, width: int, *, span: int = 1, middle: bool = False) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    placed = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{placed}</w:tcPr>{inside}</w:tc>'
