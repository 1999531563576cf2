"""What was seen in a sheet besides its values: how cells look, what is hidden, notes, error values; reads no file."""

from __future__ import annotations

from dataclasses import dataclass, field

from .source import Unseen

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell shows its value: ``code`` is its number format, ``font`` one of an old encoding or of symbols."""

    bold: bool = False
    struck: bool = False
    code: str = ""
    font: str = ""


PLAIN = CellStyle()


@dataclass(slots=True)
class Scan:
    """What was seen in one sheet. Rows from 1, columns from 0.

    A fault is an error value, or "=" for a formula without its result. ``shown`` are cells whose words differ from
    their values: what is seen, and what is struck through.
    """

    faults: dict[int, dict[int, str]] = field(default_factory=dict)
    styles: dict[int, dict[int, CellStyle]] = field(default_factory=dict)
    shown: dict[int, dict[int, tuple[str, str]]] = field(default_factory=dict)
    notes: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[Corner, Corner]] = field(default_factory=list)
    hidden_rows: dict[int, Unseen] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False

    def style(self, row: int, column: int) -> CellStyle:
        """How a cell looks."""
        return self.styles.get(row, {}).get(column, PLAIN)
