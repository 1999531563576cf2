"""What workbook and page share: groups under head lines, the column of the names, the tones of a chart."""

from __future__ import annotations

from typing import NamedTuple

from ..i18n import _
from ..reports.base import Cell, Chart, Line, Report, Share, Table
from .cells import harmless, shown

# For columns that have no tone of their own, or one that another column of the chart has taken; no alarming ones.
_SPARE = ("plain", "calm", "warn", "pale", "good")


class Block(NamedTuple):
    """Lines that are under a head line; ``head`` is None for those above the first one."""

    head: Line | None
    lines: tuple[Line, ...]


def blocks(table: Table) -> list[Block]:
    """The lines of ``table`` in groups, in their order."""
    found: list[tuple[Line | None, list[Line]]] = []
    for line in table.lines:
        if line.tone == "head":
            found.append((line, []))
            continue
        if not found:
            found.append((None, []))
        found[-1][1].append(line)
    return [Block(head, tuple(lines)) for head, lines in found]


def padded(table: Table, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """As many cells as ``table`` has columns; what a line leaves out at its end is empty."""
    room = len(table.columns)
    return (*cells[:room], *(None,) * (room - len(cells)))


def joined(line: Line) -> str:
    """The cells of a line in one text."""
    return " ".join(filter(None, map(shown, line.cells)))


def alone(line: Line) -> str | None:
    """The text of a head line that has but one cell and so may be across; None for one that has figures too."""
    texts = [text for text in map(shown, line.cells) if text]
    return "".join(texts) if len(texts) <= 1 else None


def names_at(table: Table) -> int:
    """Which column has the names: the first flexible one, else the first."""
    return next((i for i, column in enumerate(table.columns) if column.flexible), 0)


def cell_tone(table: Table, line: Line, i: int) -> str:
    """How the cell of column ``i`` is coloured: what the line's tone is about, not the long texts beside it."""
    if line.tone == "head":
        return ""
    if any(column.tone for column in table.columns):
        return line.tone if table.columns[i].tone == line.tone else ""
    return "" if table.columns[i].flexible else line.tone


def only_lists(report: Report) -> bool:
    """Whether a report is nothing but lists of records: each table then is on a sheet that can be filtered."""
    body = [table for table in report.tables if not table.annex]
    return bool(body) and all(
        table.headed and len(table.columns) > 2 and not (table.footer or table.chart or table.part) for table in body
    )


def records(table: Table) -> bool:
    """Whether the lines of ``table`` are records with a long text, and not figures to be held against each other."""
    return len(table.columns) > 3 and not table.footer and any(not column.right for column in table.columns[1:])


def charted(table: Table) -> Chart | None:
    """The chart of ``table``, where there is anything to draw."""
    drawn = table.chart and table.chart.series and any(line.tone != "head" for line in table.lines)
    return table.chart if drawn else None


def twigs(table: Table) -> list[Line]:
    """The lines that a chart draws: no head lines, and none that is the sum of the lines set in below it."""
    lines = [line for line in table.lines if line.tone != "head"]
    return [
        line
        for line, following in zip(lines, (*lines[1:], None), strict=False)
        if following is None or following.level <= line.level
    ]


def tones(table: Table, chart: Chart) -> tuple[str, ...]:
    """The tone of each series of ``chart``, all of them different as long as there are enough."""
    own = [table.columns[i].tone for i in chart.series]
    spare = [tone for tone in _SPARE if tone not in own]
    found: list[str] = []
    for tone in own:
        alike = not tone or tone in found
        found.append((spare.pop(0) if spare else "plain") if alike else tone)
    return tuple(found)


def figure(cell: Cell) -> float:
    """What a cell counts in a chart; 0 for what is no figure."""
    if isinstance(cell, Share):
        return cell.value or 0.0
    return float(cell) if isinstance(cell, int) else 0.0


def marked(mark: str) -> str:
    """The line by which the paper can be checked against the register; "" without a mark."""
    return " ".join((_("Verification mark of the register:"), harmless(mark))) if mark else ""


def mark_below(report: Report) -> str:
    """The same line for the foot of the whole, unless the report says so itself."""
    return "" if any(report.mark in text for text in report.closing) else marked(report.mark)
