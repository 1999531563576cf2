"""Checks what the clerk chose against the file: columns by their headings, tables by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import BadChoice
from ..text import clean
from .files.source import Source, SourceGrid
from .table.heading_words import Field
from .table.headings import words_of
from .table.plan_tables import find_header

_LONGEST_HEADING = 180


def check_choices(source: Source, mapping: Mapping[str, str], wanted: Sequence[int]) -> None:
    """Refuses a field, a heading or a table that does not exist.

    Raises:
        BadChoice: it does not exist
    """
    fields = ", ".join(f.value for f in Field)
    for what in mapping.values():
        if what not in set(Field):
            raise BadChoice(value=what, option="--map", choices=fields)
    for number in wanted:
        if not 1 <= number <= len(source.grids):
            choices = ", ".join(str(n + 1) for n in range(len(source.grids))) or "–"
            raise BadChoice(value=str(number), option="--table", choices=choices)
    texts = {words for grid in source.grids for words in _texts(grid)} if mapping else set()
    for heading in mapping:
        if not _is_there(words_of(heading), texts):
            raise BadChoice(value=heading, option="--map", choices="; ".join(_headings(source, mapping)) or "–")


def _texts(grid: SourceGrid) -> set[str]:
    """The words of every cell that may be a heading."""
    cells = (cell for row in grid.rows for cell in row.cells)
    return {words_of(cell.text) for cell in cells if cell.text and len(cell.text) <= _LONGEST_HEADING}


def _is_there(heading: str, texts: set[str]) -> bool:
    """Whether ``heading`` is one of the texts, or two of them, the upper one first."""
    if heading in texts:
        return True
    words = heading.split()
    return any(" ".join(words[:n]) in texts and " ".join(words[n:]) in texts for n in range(1, len(words)))


def _headings(source: Source, mapping: Mapping[str, str]) -> list[str]:
    """The headings found; where no table reads like a plan, those of the first rows."""
    found: dict[str, None] = {}
    for grid in source.grids:
        header, _ = find_header(grid, mapping)
        if header is not None:
            found |= dict.fromkeys(column.heading for column in header.columns)
    if not found:
        firsts = (next((row for row in grid.rows if not row.blank), None) for grid in source.grids)
        texts = (clean(cell.text) for row in firsts if row for cell in row.cells)
        found = dict.fromkeys(text for text in texts if 0 < len(text) <= _LONGEST_HEADING)
    return list(found)
