"""Reports as Rich tables: fitted to a terminal, or unwrapped and plain where the output is no terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from typing import IO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from ..reports.base import Line, Report, Table
from ..settings import colourless
from .cells import shown

ROOMY = 100  # columns from which the less needed columns of a table are shown
UNWRAPPED = 100_000
NARROWEST = 12  # of a column that takes the room that is left
_TONES = {"bad": "bold red", "warn": "yellow", "good": "green", "head": "bold", "": ""}


def draw(report: Report, stream: IO[str] | None = None, width: int | None = None) -> None:
    """Draw ``report`` on ``stream`` (stdout); ``width`` fixes the columns of a terminal."""
    out = stream or sys.stdout
    if out.isatty() or width is not None:
        _draw(report, out, width, live=True)
        return
    plain = io.StringIO()
    _draw(report, plain, UNWRAPPED, live=False)
    out.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())


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
        if not table.lines:
            console.print(Text(table.empty))
        elif live:
            _fitted(table, console)
        else:
            console.print(_plain(table))
    if report.closing and report.tables:
        console.print()
    for line in report.closing:
        console.print(Text(line))


def _plain(table: Table) -> RichTable:
    """A table that keeps one row on one line and has no rules, so that other programs can cut it."""
    drawn = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_footer=bool(table.footer))
    for i, column in enumerate(table.columns):
        justify = "right" if column.right else "left"
        footer = Text(shown(table.footer[i])) if table.footer else ""
        drawn.add_column(Text(column.heading), footer=footer, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for line in table.lines:
        drawn.add_row(*(Text(" ".join(shown(cell).split())) for cell in line.cells))
    return drawn


def _fitted(table: Table, console: Console) -> None:
    """A table as wide as the terminal; its heading lines stand across all columns."""
    kept = [i for i, column in enumerate(table.columns) if console.width >= ROOMY or not column.roomy]
    widths = [None if table.columns[i].flexible else _width(table, i) for i in kept]
    segments = list(_segments(table.lines))
    for number, (head, lines) in enumerate(segments):
        last = number == len(segments) - 1
        drawn = _segment(table, kept, widths, header=number == 0, footer=last and bool(table.footer))
        for line in lines:
            cells = [*line.cells, *("" for _ in range(len(table.columns) - len(line.cells)))]
            drawn.add_row(*(Text(shown(cells[i]), style=_TONES[line.tone]) for i in kept))
        if head is not None:
            console.print(Text(head, style=_TONES["head"]))
        console.print(drawn)


def _segments(lines: Sequence[Line]) -> Iterator[tuple[str | None, list[Line]]]:
    """The lines between heading lines, each with its heading; the first segment has none and may be empty."""
    head: str | None = None
    gathered: list[Line] = []
    for line in lines:
        if line.tone == "head":
            yield head, gathered
            head, gathered = " ".join(filter(None, map(shown, line.cells))), []
        else:
            gathered.append(line)
    yield head, gathered


def _segment(table: Table, kept: list[int], widths: list[int | None], *, header: bool, footer: bool) -> RichTable:
    drawn = RichTable(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 0), show_header=header,
        show_footer=footer,
    )  # fmt: skip
    for i, width in zip(kept, widths, strict=True):
        column = table.columns[i]
        drawn.add_column(
            Text(column.heading),
            footer=Text(shown(table.footer[i])) if table.footer else "",
            justify="right" if column.right else "left",
            width=width,
            ratio=1 if column.flexible else None,
            min_width=NARROWEST if column.flexible else None,
            overflow="fold",
        )
    return drawn


def _width(table: Table, i: int) -> int:
    """The room that a column needs: its widest value, or the longest word of its heading."""
    values = [shown(line.cells[i]) for line in table.lines if line.tone != "head" and i < len(line.cells)]
    values += [shown(table.footer[i])] if table.footer else []
    lines = [part for value in values for part in value.splitlines()]
    return min(max(map(cell_len, [*table.columns[i].heading.split(), *lines, ""])), 24)
