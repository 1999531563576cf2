"""One sheet of a workbook, filled from the top: words across, tables to be read, lists to be filtered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ..i18n import _
from ..reports.base import Column, Line, Table
from . import shapes
from .cells import harmless
from .xlsx_cells import EDGE, TOTAL, CellFormats, CellLook, Look, Paper
from .xlsx_fit import FILTER, PAGE, ROW, Grid, lines, row_lines

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROW_PIXELS = 21  # the height of a row in pixels, as spreadsheets take it
A4 = 9
_LYING_WIDER = 1.5  # a page across holds so many times the width
_ACROSS = 112  # from this width on a page is across
_LONG, _SHORT = 728, 482  # how much of a page can be written on, upright and lying, in points
_BEGUN = 9  # rows of a table that are not worth beginning at the foot of a page
_SPARE, _ENDED = 2, 4  # rows by which programs differ in what a page holds; rows that stay with the total below them
_SHORT_TABLE = 0.7  # of a page: a table no longer than that is not broken
_COLOURS = {"worst": "#9C0006", "bad": "#C0362C", "warn": "#7F5200", "good": "#00612E"}
_HEAD: Look = {"bold": True, "bg_color": "#DDE6EF", "align": "center", "valign": "vcenter"}


Places = tuple[tuple[int, int], ...]  # the first and last column of the sheet for each column of a table


class Sheet:
    """A sheet and what is written on it."""

    def __init__(self, sheet: Worksheet, formats: CellFormats, grid: Grid, *, wide: bool) -> None:
        total = sum(grid.widths)
        self._lying = wide or total > _ACROSS
        room = PAGE * _LYING_WIDER if self._lying else PAGE
        self._page = (_SHORT if self._lying else _LONG) / min(1.0, room / total)
        self._grid = grid
        self._paper = Paper(sheet, formats, grid.widths)
        self._drawn = 0

    def gap(self) -> None:
        """An empty row, but not at the top."""
        if self._paper.row:
            self._paper.down()

    def begin(self, table: Table) -> None:
        """A gap, and a new page where a short table would not be whole on this one, or of a long one only the first
        rows."""
        self.gap()
        widths, places = self._grid.widths, self._grid.places[self._drawn]
        rows = 4 + sum(row_lines(line.cells, places, widths) for line in table.lines)
        rows += sum(lines(text, sum(widths)) for text in table.intro)
        whole = (rows + _SPARE) * ROW
        self._paper.keep(whole if whole <= _SHORT_TABLE * self._page else _BEGUN * ROW, self._page)

    def _next(self) -> tuple[tuple[int, int], ...]:
        """Where the columns of the table that comes next are."""
        self._drawn += 1
        return self._grid.places[self._drawn - 1]

    def words(self, text: str, **look: str | int | bool) -> None:
        """A paragraph across all columns; nothing for the empty text."""
        if text := harmless(text):
            self._paper.across(text, 0, len(self._grid.widths) - 1, look)
            self._paper.down()

    def legend(self, table: Table) -> None:
        """What the colours of the lines above mean, a row each, apart from what can be filtered."""
        if table.lines and table.legend:
            self.gap()
            for tone, words in table.legend:
                self.words(f"■ {words}", font_color=_COLOURS[tone], font_size=10)

    def stacked(self, table: Table) -> None:
        """A table to be read; a list of sentences without headings is written as paragraphs."""
        places = self._next()
        if not table.lines:
            self.words(table.empty, italic=True)
        elif not table.headed:
            for line in table.lines:
                self.words(f"– {shapes.joined(line)}", indent=1 + line.level)
        else:
            self._header(table.columns, places)
            looks = _Looks(table)
            for number, line in enumerate(table.lines, 1):
                if table.footer and number == len(table.lines):
                    self._paper.keep(_ENDED * ROW, self._page)
                text = shapes.alone(line) if line.tone == "head" else None
                if text is None:
                    self._line(looks, line, places)
                else:
                    self._paper.across(text, places[0][0], places[-1][1], {**EDGE, **TOTAL})
                self._paper.down()
            self._end(table, places)

    def listing(self, table: Table) -> None:
        """A list to be filtered: no line breaks it, so what is in head lines goes into a column of its own."""
        places = self._next()
        grouped = places[0][0] > 0
        if grouped:
            self._paper.heading((0, 0), _("Group/Unit"), _HEAD)
        heading, looks = self._header(table.columns, places, spare=FILTER), _Looks(table)
        for group, line in _grouped(table):
            if grouped:
                self._paper.value((0, 0), group, CellLook())
            self._line(looks, line, places)
            self._paper.down()
        sheet = self._paper.sheet
        sheet.autofilter(heading, 0, self._paper.row - 1, places[-1][1])
        sheet.freeze_panes(heading + 1, 0)
        sheet.repeat_rows(heading)
        self._end(table, places, apart=bool(table.footer))

    def _header(self, columns: Sequence[Column], places: Places, *, spare: float = 0.0) -> int:
        for place, column in zip(places, columns, strict=True):
            self._paper.heading(place, harmless(column.heading), _HEAD, spare=spare)
        self._paper.down()
        return self._paper.row - 1

    def _line(self, looks: _Looks, line: Line, places: Places) -> None:
        cells = shapes.padded(looks.table, line.cells)
        for place, cell, (text, figure) in zip(places, cells, looks.of(line.tone, line.level), strict=True):
            self._paper.value(place, cell, figure if isinstance(cell, (int, date)) else text)

    def _end(self, table: Table, places: Places, *, apart: bool = False) -> None:
        """The totals, ``apart`` where they must not be sorted or filtered with the lines."""
        if table.footer:
            self._paper.down(int(apart))
            self._line(_Looks(table), Line(table.footer, "head"), places)
            self._paper.down()

    def finish(self, mark: str) -> None:
        """How the sheet is printed, and that digits kept as text are meant so."""
        sheet = self._paper.sheet
        if self._paper.row:
            sheet.print_area(0, 0, self._paper.row - 1, len(self._grid.widths) - 1)
        sheet.set_paper(A4)
        if self._lying:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)
        mark_foot(sheet, mark)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._paper.break_pages()


class _Looks:
    """How the cells of a table look, which follows from their column and the tone and level of their line."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._names = shapes.names_at(table)
        self._found: dict[tuple[str, int], list[tuple[CellLook, CellLook]]] = {}

    def of(self, tone: str, level: int) -> list[tuple[CellLook, CellLook]]:
        """For each column the look of a text and that of a figure or day."""
        if (tone, level) not in self._found:
            columns = range(len(self.table.columns))
            self._found[tone, level] = [
                (self._look(i, tone, level, figure=False), self._look(i, tone, level, figure=True)) for i in columns
            ]
        return self._found[tone, level]

    def _look(self, i: int, tone: str, level: int, *, figure: bool) -> CellLook:
        aligned = _aligned(self.table.columns[i], figure=figure, numbering=i < self._names)
        colour = _COLOURS.get(shapes.cell_tone(self.table, Line((), tone), i), "")
        return CellLook(aligned, colour, tone == "head", level if i == self._names else 0)


def mark_foot(sheet: Worksheet, mark: str) -> None:
    """The verification mark and the number of the page at the foot of each page."""
    # A blank behind the size, lest a digit of the words be taken for part of it.
    words = shapes.marked(mark).replace("\n", " ")[:100].replace("&", "&&")
    sheet.set_footer(f"&L&9 {words}&R&9 &P/&N")


def _aligned(column: Column, *, figure: bool, numbering: bool) -> str:
    """Figures to the right, but the numbers before a name in the middle, lest they touch it; days in the middle too.

    In a column of texts all of them begin where the texts do.
    """
    if column.right and not numbering:
        return "right"
    return "center" if figure and not column.flexible else "left"


def _grouped(table: Table) -> Iterator[tuple[str, Line]]:
    """Every line with the head lines above it; a head line that nothing is under keeps a row of its own."""
    path: list[tuple[int, str]] = []
    bare = False
    for line in chain(table.lines, [Line((), "head", -1)]):
        words = " – ".join(text for _level, text in path)
        if line.tone != "head":
            bare = False
            yield words, line
            continue
        if bare and path[-1][0] >= line.level:
            yield words, Line(())
        path = [(level, text) for level, text in path if level < line.level]
        path.append((line.level, shapes.joined(line)))
        bare = True
