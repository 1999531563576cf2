"""Reports as Rich tables: fitted to a terminal, or unwrapped and plain where the output is no terminal."""

from __future__ import annotations

import io
import sys
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ..reports.base import Report, Table
from ..settings import colourless
from .cells import shown

ROOMY = 100  # columns from which the less needed columns of a table are shown
UNWRAPPED = 100_000
_TONES = {"bad": "bold red", "warn": "yellow", "good": "green", "head": "bold", "": ""}


def draw(report: Report, stream: IO[str] | None = None, width: int | None = None) -> None:
    """Draw ``report`` on ``stream`` (stdout); ``width`` fixes the columns of a terminal."""
    out = stream or sys.stdout
    live = out.isatty() or width is not None
    if not live:
        plain = io.StringIO()
        _draw(report, plain, UNWRAPPED, live=False)
        out.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())
        return
    _draw(report, out, width, live=True)


def _draw(report: Report, out: IO[str], width: int | None, *, live: bool) -> None:
    console = Console(
        file=out,
        width=width,
        no_color=colourless(),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=not live,
        legacy_windows=False,
    )
    if report.title:
        console.print(Text(report.title, style="bold"))
    for line in report.heading:
        console.print(Text(line))
    for table in report.tables:
        if table.title:
            console.print()
            console.print(Text(table.title, style="bold"))
        console.print(Text(table.empty) if not table.lines else _rich(table, console.width, live))
    for line in report.closing:
        console.print(Text(line))


def _rich(table: Table, width: int, live: bool) -> RichTable:
    kept = [i for i, column in enumerate(table.columns) if not (live and column.roomy and width < ROOMY)]
    # A piped table keeps one row on one line and no rules, so that other programs can cut it.
    drawn = RichTable(
        box=box.SIMPLE_HEAD if live else None, pad_edge=False, show_footer=bool(table.footer), expand=live
    )
    if not live:
        drawn.padding = (0, 2, 0, 0)
    for i in kept:
        column = table.columns[i]
        drawn.add_column(
            Text(column.heading),
            footer=Text(shown(table.footer[i])) if table.footer else "",
            justify="right" if column.right else "left",
            ratio=1 if column.flexible and live else None,
            min_width=12 if column.flexible and live else None,
            overflow="fold",
            no_wrap=not live,
        )
    for line in table.lines:
        cells = [*line.cells, *("" for _ in range(len(table.columns) - len(line.cells)))]
        style = _TONES[line.tone]
        drawn.add_row(*(Text(_one_line(shown(cells[i]), live), style=style) for i in kept))
    return drawn


def _one_line(text: str, live: bool) -> str:
    return text if live else " ".join(text.split())
