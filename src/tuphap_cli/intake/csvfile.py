"""A small list of a clerk's own: the rows of a CSV file, its columns by their headings, its days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ..domain.model import N_, note
from ..domain.typed_dates import read_day
from ..errors import UnreadableFile
from ..text import fold
from .files import textfile
from .files.grid import Row
from .files.opening import CHOOSE, Kind, opened

_WITH_YEAR = re.compile(r"\d{4}")


def rows(path: Path, advice: str, encoding: str | None = None) -> list[Row]:
    """The rows of ``path`` that are not blank; ``encoding`` names that of a file without a mark that is not UTF-8.

    :raises UnreadableFile: where it is no CSV file, or in another encoding
    """
    try:
        file = opened(path)
        source = textfile.read(file, encoding) if file.kind is Kind.TEXT else None
    except UnreadableFile as error:
        # What a plan may be besides does not help here.
        if error.facts["advice"] == CHOOSE:
            raise UnreadableFile(**error.facts | {"advice": advice}) from error
        raise
    if source is None:
        raise UnreadableFile(file=file.name, why=N_("it is not a CSV file"), advice=advice)
    return [row for row in source.grids[0].rows if not row.blank]


def places(
    heading: Row, headings: Mapping[str, str], wanted: Sequence[str], name: str, advice: str
) -> dict[str, int]:
    """Where the columns ``wanted`` stand, by the folded ``headings``. :raises UnreadableFile: one is lacking."""
    found = {headings.get(fold(cell.text), ""): at for at, cell in reversed(list(enumerate(heading.cells)))}
    missing = [column for column in wanted if column not in found]
    if missing:
        why = note(N_("it lacks the columns {columns}"), columns=", ".join(missing))
        raise UnreadableFile(file=name, why=why, advice=advice)
    return found


def day(text: str) -> date | None:
    """A date in figures with its year; nothing that would depend on today."""
    return read_day(text, date.min) if _WITH_YEAR.search(text) else None
