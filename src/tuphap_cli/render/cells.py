"""How a value of a report is written for people."""

from __future__ import annotations

import re
from datetime import date

from ..domain.model import vn_date
from ..i18n import vn_number
from ..reports.base import Cell

# Letters of which each takes one place; Vietnamese needs no others. Rich knows the rest, and takes time to import.
_ONE_PLACE = re.compile("[ -~\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2013-\u2026]*")


def shown(cell: Cell) -> str:
    """A cell as text: days as dd/mm/yyyy, numbers with the language's separators, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return vn_date(cell)
    if isinstance(cell, int):
        return vn_number(cell)
    return harmless(cell)


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
