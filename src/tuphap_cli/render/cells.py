"""How a value of a report is written for people."""

from __future__ import annotations

import re
from datetime import date

from ..domain.model import vn_date
from ..i18n import vn_decimal, vn_number
from ..reports.base import Cell, Line, Picture, Share, Table, ToFillIn

# Letters of which each takes one place; Vietnamese needs no others. Rich knows the rest, and takes time to import.
_ONE_PLACE = re.compile("[ -~\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2013-\u2026]*")


def shown(cell: Cell) -> str:
    """A cell as text: days as dd/mm/yyyy, numbers as the language writes them, shares in per cent, "" for None."""
    if cell is None or isinstance(cell, (Picture, ToFillIn)):
        return ""
    if isinstance(cell, date):
        return vn_date(cell)
    if isinstance(cell, int):
        return vn_number(cell)
    if isinstance(cell, Share):
        return "–" if cell.value is None else f"{vn_decimal(cell.value, cell.places)}%"
    return harmless(cell)


def indented(table: Table, line: Line, step: str = "  ") -> list[str]:
    """The cells of a line as text; the first flexible one set in by a ``step`` for each level of the line."""
    cells = [shown(cell) for cell in line.cells]
    if line.level:
        place = next((i for i, column in enumerate(table.columns) if column.flexible), 0)
        cells[place] = step * line.level + cells[place]
    return cells


def harmless(text: str) -> str:
    """``text`` without what could steer a terminal or turn the direction of writing; line breaks stay."""
    if text.isprintable():
        return text
    from ..text import clean_lines

    return clean_lines(text)


def places(text: str) -> int:
    """How many places ``text`` takes on a line."""
    if _ONE_PLACE.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
