"""A worksheet that writes plain cells in one go, in half the time; anything else XlsxWriter writes itself."""

from __future__ import annotations

import io
import re
from math import isfinite
from typing import IO, Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

# A text that goes into the file as it is: nothing to escape, no blank at its ends that has to be kept.
_PLAIN = re.compile(r"[^\s&<>\x00-\x1f_](?:[^&<>\x00-\x08\x0b-\x1f_]*[^\s&<>\x00-\x1f_])?")
_LONGEST = 16_000  # letters, of which none has to be cut


class QuickWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """Writes the same bytes as :class:`Worksheet` in constant memory; a test holds them equal.

    The row that is being written holds plain cells as they will be in the file.
    """

    fh: IO[str]

    def __init__(self) -> None:
        super().__init__()
        self._begins: dict[tuple[int, Format], tuple[str, str]] = {}  # of a cell, before and behind its row

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Write a text; its place is never one like "A1", which XlsxWriter would look for in each."""
        begin = self._begin(row, col, cell_format)
        if not begin or len(string) > _LONGEST or not _PLAIN.fullmatch(string):
            return int(self._write_string(row, col, string, cell_format))
        self.table[row][col] = f'{begin} t="inlineStr"><is><t>{string}</t></is></c>'
        return 0

    def write_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> int:
        """Write a number, in a place as that of a text."""
        begin = self._begin(row, col, cell_format)
        if not begin or not isfinite(number):
            return int(self._write_number(row, col, number, cell_format))
        self.table[row][col] = f"{begin}><v>{number:.16G}</v></c>"
        return 0

    def write_blank(self, row: int, col: int, blank: None, cell_format: Format | None = None) -> int:
        """Write a cell that is empty, in a place as that of a text."""
        begin = self._begin(row, col, cell_format)
        if not begin:
            return int(self._write_blank(row, col, blank, cell_format))
        self.table[row][col] = f"{begin}/>"
        return 0

    def _begin(self, row: int, col: int, cell_format: Format | None) -> str:
        """The beginning of a cell as it is in the file, once the rows before it are.

        "" for one without a format, or with one of which no row in the file has made use: formats are numbered in the
        order in which rows are written.
        """
        if cell_format is None or cell_format.xf_index is None:
            return ""
        known = row == self.previous_row == self.dim_rowmax and self.dim_colmin <= col <= self.dim_colmax
        if not known:
            if self._check_dimensions(row, col):
                return ""
            if row > self.previous_row:
                self._write_single_row(row)
        if (parts := self._begins.get((col, cell_format))) is None:
            parts = f'<c r="{xl_col_to_name(col)}', f'" s="{cell_format.xf_index}"'
            self._begins[col, cell_format] = parts
        return f"{parts[0]}{row + 1}{parts[1]}"

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Write the row that is whole: into memory, and from there into the file at once."""
        cells = self.table[self.previous_row]
        if cells and all(cell.__class__ is str for cell in cells.values()):
            self.table[self.previous_row] = {min(cells): "".join([cells[col] for col in sorted(cells)])}
        file, row = self.fh, io.StringIO()
        self.fh = row
        try:
            super()._write_single_row(current_row_num)
        finally:
            self.fh = file
        file.write(row.getvalue())

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a cell, called by XlsxWriter for each cell of a row that is whole."""
        if cell.__class__ is str:
            self.fh.write(cell)
        else:
            super()._write_cell(row, col, cell)
