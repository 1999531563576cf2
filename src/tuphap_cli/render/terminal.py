"""Reports as Rich tables, fitted to a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO

from rich.cells import chop_cells
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from ..colours import colourless
from ..reports.base import Report, Table
from . import bars
from .cells import harmless, indented, places, shown
from .sentences import has_command, in_lines

ROOMY = 100  # columns from which the less needed columns of a table are shown
NARROWEST = 12  # of a column that takes the room that is left
COMFORTABLE = 40  # of such a column, before headings may take room from it
HEADING_LINES = 3  # that a heading may be high where there is room
WIDEST = 24  # of the others
NARROW_WIDEST = 14  # the same on a narrow terminal
INSET = "\u00a0\u00a0"  # by which a row of a tree is set in
TONES = {"worst": "bold red", "bad": "red", "warn": "yellow", "good": "green", "head": "bold", "": ""}


def drawn(report: Report, width: int | None = None) -> str:
    """Return ``report`` as the terminal shows it, or one of so many columns."""
    out = io.StringIO()
    _draw(report, _console(out, width))
    return out.getvalue()


def drawn_markdown(text: str) -> str:
    """Return Markdown laid out as the terminal shows it."""
    from rich.markdown import Markdown

    out = io.StringIO()
    _console(out, None).print(Markdown(text, hyperlinks=False, code_theme="bw"))
    return out.getvalue()


def _console(out: IO[str], width: int | None) -> Console:
    """Return what draws on ``out`` what comes to be on a terminal."""
    return Console(
        file=out,
        width=width,
        force_terminal=not colourless(),
        no_color=colourless(),
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _draw(report: Report, console: Console) -> None:
    for piece in pieces(report, console.width, coloured=bool(console.color_system) and not console.no_color):
        if isinstance(piece, Fitted):
            console.print(piece, end="", crop=False)
        else:  # said once more, since Rich copies a text without this
            console.print(piece, no_wrap=piece.no_wrap, overflow=piece.overflow, crop=False)


def pieces(report: Report, width: int, *, coloured: bool) -> Iterator[Text | Fitted]:
    """Give what is drawn of ``report``, piece by piece, for a terminal of ``width`` columns.

    Where it is ``coloured``, tables say what their colours mean.
    """
    if report.title:
        yield Text(harmless(report.title), style="bold")
    for line in report.heading:
        yield _sentence(line, width)
    for table in report.tables:
        if not table.annex:
            yield from _pieces_of_table(table, width, coloured=coloured)
    if report.closing and report.tables:
        yield Text()
    for line in report.closing:
        yield _sentence(line, width)


def _sentence(text: str, width: int) -> Text:
    said = harmless(text)
    if not has_command(said):
        return Text(said)
    return Text(in_lines(said, width), no_wrap=True, overflow="ignore")


def _pieces_of_table(table: Table, width: int, *, coloured: bool) -> Iterator[Text | Fitted]:
    if table.part:
        yield Text(f"\n{harmless(table.part).upper()}", style="bold")
    if table.title:
        yield Text(f"\n{harmless(table.caption)}", style="bold")
    for line in table.intro:
        yield _sentence(line, width)
    if table.lines:
        yield Fitted(table)
        if table.legend and coloured:
            yield Text("  ").join(Text(f"■ {harmless(words)}", TONES[tone]) for tone, words in table.legend)
        if table.chart:
            chart = "\n".join(("", *bars.drawn(table, width)))
            yield Text(chart, no_wrap=True, overflow="crop")
    elif table.empty:
        yield _sentence(table.empty, width)


class Fitted:
    """A table as wide as the terminal, its heading lines across all columns.

    It is laid out here and drawn by Rich, whose own tables take several times as long over wrapped cells.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        # Each line is asked for once, since a stream makes them anew.
        self.rows = [(line.tone, tuple(indented(table, line, INSET))) for line in table.lines]
        self.footer = tuple(map(shown, table.footer))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """The pieces of each line, in its colour."""
        room = options.max_width
        kept, widths = self.layout(room)
        order = [(i, self.table.columns[i].right) for i in kept]
        bold = console.get_style("bold")
        headings = [shown(column.heading) for column in self.table.columns]
        if self.table.headed:
            yield from _row(headings, order, widths, bold, head=True)
            yield from (Segment("─" * (sum(widths) + len(widths) - 1)), Segment.line())
        for tone, cells in self.rows:
            if tone == "head":
                for part in broken(" ".join(filter(None, cells)), room):
                    yield from (Segment(part, bold), Segment.line())
            else:
                yield from _row(cells, order, widths, console.get_style(TONES[tone]))
        if self.footer:
            yield from (Segment(" " * (sum(widths) + len(widths) - 1)), Segment.line())
            yield from _row(self.footer, order, widths, bold)

    def layout(self, room: int) -> tuple[list[int], list[int]]:
        """Return the columns that are shown where there is so much ``room``, and the width of each."""
        kept = [i for i, column in enumerate(self.table.columns) if room >= ROOMY or not column.roomy]
        return kept, self._widths(kept, room)

    def _widths(self, kept: Sequence[int], room: int) -> list[int]:
        """The width of each column: what it needs, and the flexible ones share what is left of ``room``."""
        widest = WIDEST if room >= ROOMY else NARROW_WIDEST
        needed = {i: min(widest, self._width(i)) for i in kept if not self.table.columns[i].flexible}
        flexible = len(kept) - len(needed)
        left = room - (len(kept) - 1) - NARROWEST * flexible
        while sum(needed.values()) > left and max(needed.values(), default=0) > 1:
            needed[max(needed, key=lambda i: needed[i])] -= 1
        left += NARROWEST * flexible
        for i, width in needed.items():
            needed[i] = self._heading_width(i, width, left - sum(needed.values()) - COMFORTABLE * flexible)
        left -= sum(needed.values())
        widths = []
        for i in kept:
            if i in needed:
                widths.append(needed[i])
            else:
                widths.append(max(NARROWEST, -(-left // flexible)))
                left, flexible = left - widths[-1], flexible - 1
        return widths

    def _heading_width(self, i: int, width: int, spare: int) -> int:
        """``width``, or more of the ``spare`` room where the heading would be too many lines high."""
        heading = shown(self.table.columns[i].heading)
        wider = width
        while wider < width + spare and len(broken(heading, wider)) > HEADING_LINES:
            wider += 1
        return wider

    def _width(self, i: int) -> int:
        """The room that a column needs: its widest value, or the longest word of its heading."""
        values = [cells[i] for tone, cells in self.rows if tone != "head" and i < len(cells)]
        parts = [part for value in (*values, *self.footer[i : i + 1]) for part in value.splitlines()]
        return max(map(places, [*shown(self.table.columns[i].heading).split(), *parts, ""]))


def _row(
    cells: Sequence[str],
    order: Sequence[tuple[int, bool]],
    widths: Sequence[int],
    style: Style,
    *,
    head: bool = False,
) -> Iterator[Segment]:
    """The lines of one row; the cells of the ``head`` are on its last line."""
    wrapped = [broken(cells[i], width) if i < len(cells) else [] for (i, _), width in zip(order, widths, strict=True)]
    height = max(1, *map(len, wrapped))
    for number in range(height):
        pieces = []
        for lines, width, (_i, right) in zip(wrapped, widths, order, strict=True):
            at = number - (height - len(lines) if head else 0)
            text = lines[at] if 0 <= at < len(lines) else ""
            blank = " " * (width - places(text))
            pieces.append(blank + text if right else text + blank)
        yield from (Segment(" ".join(pieces), style), Segment.line())


def broken(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` places, broken between words where that is possible."""
    if places(text) <= width and "\n" not in text:
        return [text]
    inset = text[: len(text) - len(text.lstrip(INSET))]
    if inset and 2 * len(inset) <= width:  # a row that is set in stays so on all its lines
        return [inset + line for line in broken(text[len(inset) :], width - len(inset))]
    wrapped = []
    for line in text.splitlines():
        current, taken = "", 0
        for word in line.split():
            length = places(word)
            if taken and taken + 1 + length <= width:
                current, taken = f"{current} {word}", taken + 1 + length
                continue
            if taken:
                wrapped.append(current)
            *whole, current = chop_cells(word, width) if length > width else [word]
            wrapped += whole
            taken = places(current)
        wrapped.append(current)
    return wrapped
