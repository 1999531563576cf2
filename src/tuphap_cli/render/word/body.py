"""What a report says, as blocks of Word paragraphs and tables; knows neither the template nor the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ...reports.base import Line, Report, Table
from ..cells import shown
from . import grid
from .grid import DrawnTable
from .markup import Styles, paragraph
from .measure import MM

_DASHES = ("-", "–", "+", "•")
_STEP = round(8 * MM)  # a level of a list
_LONG_INTRO = 3  # sentences: more before a wide table are read on an upright page
_LITTLE = 20  # lines that need no upright page of their own between two pages across


Piece = str | DrawnTable  # the XML of a paragraph, or a table that is written later


class Room(NamedTuple):
    """How wide the text may be, in twips: on an upright page and on one across."""

    upright: int
    across: int


class PageBlock(NamedTuple):
    """Paragraphs and tables that are on pages of one direction; an ``annex`` counts its pages from 1."""

    across: bool
    pieces: tuple[Piece, ...]
    annex: bool = False


def body(report: Report, room: Room, styles: Styles) -> tuple[PageBlock, ...]:
    """What is between the heading and the signature; of a report without signature, to the end."""
    parts = [part for table in report.tables if not table.annex for part in _parts(table)]
    # The verification mark is in the footer of every page.
    closing = tuple(text for text in report.closing if not report.mark or report.mark not in text)
    if closing:
        parts.append(Table((), (), intro=closing))
    directions = _settled(parts, free=report.letter is None)
    return _joined(
        [
            PageBlock(across, tuple(_table(part, room.across if across else room.upright, styles)))
            for part, across in zip(parts, directions, strict=True)
        ]
    )


def annexes(report: Report, room: Room, styles: Styles, attached: str) -> tuple[PageBlock, ...]:
    """What is on pages of its own after the signature; ``attached`` says under each title to what it belongs."""
    found: list[list[Table]] = []
    for table in report.tables:
        if table.annex and table.goes_on and found:
            found[-1].append(table)
        elif table.annex:
            found.append([table])
    return tuple(
        PageBlock(across, tuple(_annex(annex, room.across if across else room.upright, styles, attached)), annex=True)
        for annex in found
        for across in [any(map(grid.across, annex))]
    )


def _parts(table: Table) -> Iterator[Table]:
    """The table; where much is said before a wide one, that is a part of its own, to be read on an upright page."""
    if grid.across(table) and len(table.intro) > _LONG_INTRO:
        yield Table((), (), title=table.title, label=table.label, part=table.part, intro=table.intro)
        yield table._replace(title="", part="", intro=())
    else:
        yield table


def _settled(parts: Sequence[Table], *, free: bool) -> list[bool]:
    """Which parts are across: wide tables, and the little that is between two of them.

    With ``free`` also the little before the first and after the last, since no heading or signature is near.
    """
    runs = [(across, list(run)) for across, run in groupby(parts, grid.across)]
    settled: list[bool] = []
    for number, (across, run) in enumerate(runs):
        inner = 0 < number < len(runs) - 1 or (free and len(runs) > 1)
        little = sum(len(part.lines) + len(part.intro) + 2 for part in run) <= _LITTLE
        settled += [across or (inner and little)] * len(run)
    return settled


def _joined(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    said = [block for block in blocks if block.pieces]
    return tuple(
        PageBlock(across, tuple(piece for block in group for piece in block.pieces))
        for across, group in groupby(said, key=lambda block: block.across)
    )


def _table(table: Table, room: int, styles: Styles) -> Iterator[Piece]:
    if table.part:
        yield paragraph(table.part.upper(), styles.part, keep=True)
    if table.title:
        yield paragraph(table.caption, styles.title, keep=True)
    yield from _inside(table, room, styles)


def _annex(tables: Sequence[Table], room: int, styles: Styles, attached: str) -> Iterator[Piece]:
    """The annex that begins with the first of ``tables``, headed as Decree 30/2020 has it, and what goes on in it."""
    table, *others = tables
    titles = [text for text in (table.part.upper(), table.label, table.title.upper()) if text]
    for text in titles or [""]:
        yield paragraph(text, styles.annex, keep=True)
    if attached:
        yield paragraph(attached, styles.attached, keep=True)
    yield paragraph("", styles.rule, keep=True)
    yield paragraph("", styles.gap, keep=True)
    yield from _inside(table, room, styles)
    for other in others:
        yield from _table(other, room, styles)


def _inside(table: Table, room: int, styles: Styles) -> Iterator[Piece]:
    framed = table.headed and bool(table.lines)
    for number, sentence in enumerate(table.intro, 1):
        yield paragraph(sentence, styles.text, keep=framed and number == len(table.intro))
    if framed:
        if table.intro:
            yield paragraph("", styles.gap, keep=True)
        yield DrawnTable(table, room, styles)
        # Carries the end of a section where one is needed; without it, text would touch the table.
        yield paragraph("", styles.gap)
    elif table.lines:
        yield from (_item(line, styles) for line in table.lines)
        if table.footer:
            yield _item(Line(table.footer), styles)
    elif table.empty:
        yield paragraph(table.empty, styles.text)


def _item(line: Line, styles: Styles) -> str:
    text = " ".join(filter(None, map(shown, line.cells)))
    text = text if text.startswith(_DASHES) or line.tone == "head" else f"- {text}"
    return paragraph(text, styles.item, keep=line.tone == "head", left=line.level * _STEP)
