"""Finds the picture of the cell from which a task's deadline was recognised; reads nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.draft import DraftTask
from ..text import words
from .files.source import Source, SourceRow

_ABOVE = 60  # rows over which a merged cell may stretch


def take_pictures(source: Source, tasks: Sequence[DraftTask]) -> None:
    """Gives each of ``tasks`` the picture of its deadline's cell, or of the merged one above that holds for it."""
    for grid in source.grids:
        at = {row.number: index for index, row in enumerate(grid.rows)}
        for task in tasks:
            if task.place.sheet == grid.name and task.place.row in at and task.deadline_text:
                last = at[task.place.row]
                rows = grid.rows[max(last - _ABOVE, 0) : last + 1]
                task.deadline_picture = next(filter(None, (_shown(row, task) for row in reversed(rows))), b"")


def _shown(row: SourceRow, task: DraftTask) -> bytes:
    wanted = words(task.deadline_text)
    return next((cell.picture for cell in row.cells if cell.picture and words(cell.text) == wanted), b"")
