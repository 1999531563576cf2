"""The limits of one annex from outside; knows no format."""

from __future__ import annotations

from ...domain.model import N_, Note
from ...errors import UnreadableFile

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 32_767

SMALLER = N_("Copy the plan's table alone into a new file and import that.")


def too_large(name: str, why: str | Note) -> UnreadableFile:
    """The refusal of a file beyond the limits."""
    return UnreadableFile(file=name, why=why, advice=SMALLER)
