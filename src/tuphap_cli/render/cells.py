"""How a value of a report is written for people."""

from __future__ import annotations

from datetime import date

from ..domain.model import vn_date
from ..i18n import vn_number
from ..reports.base import Cell


def shown(cell: Cell) -> str:
    """A cell as text: days as dd/mm/yyyy, numbers with the language's separators, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return vn_date(cell)
    if isinstance(cell, int):
        return vn_number(cell)
    return cell
