"""Reports for other programs and pages: JSON, CSV, TSV, Markdown, and plain text that other programs can cut."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from ..i18n import _
from ..reports.base import Json, Report, Table
from . import bars, shapes
from .cells import harmless, indented, places, shown

T = TypeVar("T")

_AT_ONCE = 500  # rows drawn before they are handed on
_BREAKS = re.compile("[\t\n-\r\x1c-\x1e\x85\u2028\u2029]+")  # tabs, and what ends a line
GAP = "  "  # between two columns of plain text
# Also what already looks guarded, so that the reader, who takes one quote off, gives every text back as it was.
_FORMULA = re.compile("'*[=+@＝＋＠－-]")
# What steers a terminal or turns the direction of writing; JSON has a spelling for it that means the same.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # a report does not hold itself


def as_json(report: Report) -> Iterator[str]:
    """One object, piece by piece: schema, as_of, rows and what the report adds; letters as they are, a row a line."""
    whole: dict[str, Json] = {
        "schema": report.schema,
        "as_of": report.as_of.isoformat(),
        "rows": report.rows,
        "totals": {},
    }
    before = "{\n"
    for name, value in (whole | dict(report.more)).items():
        yield f"{before}  {_encoded(name)}: "
        yield from _laid_out(value)
        before = ",\n"
    yield "\n}\n"


def _encoded(value: Json) -> str:
    """``value`` as JSON on one line, in which nothing steers a terminal."""
    text = _encode(value)
    if text.isprintable():  # which is known in half the time
        return text
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _laid_out(value: Json) -> Iterator[str]:
    # With an indent of its own the encoder takes ten times as long.
    if isinstance(value, str) or not isinstance(value, Sequence):
        yield _encoded(value)
        return
    before = "[\n"
    for some in _by_the_hundred(value):
        yield before + ",\n".join([f"    {_encoded(row)}" for row in some])
        before = ",\n"
    yield "\n  ]" if value else "[]"


def as_csv(report: Report, heading: Callable[[str], str] = str) -> Iterator[str]:
    """The rows in pieces; every field quoted, none a formula to a spreadsheet.

    ``heading`` gives the heading of a JSON key, which is the key itself unless asked otherwise.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for some in _flat(report, heading):
        writer.writerows(some)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def as_tsv(report: Report, heading: Callable[[str], str] = str) -> Iterator[str]:
    """The same fields with a tab between them, a row a line, nothing quoted: what ``cut`` and ``awk`` take.

    Tabs and line breaks within a field are blanks.
    """
    for some in _flat(report, heading):
        yield "".join("\t".join(_BREAKS.sub(" ", field) for field in row) + "\n" for row in some)


def _flat(report: Report, heading: Callable[[str], str]) -> Iterator[list[list[str]]]:
    """The headings and the rows as fields, some at a time."""
    fields = list(next(iter(report.rows), report.fields))
    yield [[heading(name) for name in fields]]
    for some in _by_the_hundred(report.rows):
        yield [[_field(row[name]) for name in fields] for row in some]


def _by_the_hundred(rows: Iterable[T]) -> Iterator[list[T]]:
    """Some hundreds of ``rows`` at a time: all of them together would fill the memory."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _field(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = harmless(value)
        return f"'{text}" if _FORMULA.match(text) else text
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return _field("; ".join(str(part) for part in value))
    return _encode(value)


def as_text(report: Report) -> str:
    """The drawn form without rules or colour: a row stays on its line, whatever its length."""
    return "".join(f"{line.rstrip()}\n" for text in _text_lines(report) for line in text.splitlines() or ("",))


def _text_lines(report: Report) -> Iterator[str]:
    if report.title:
        yield harmless(report.title)
    yield from map(harmless, report.heading)
    for table in report.tables:
        if not table.annex:
            yield from _text_table(table)
    if report.closing and report.tables:
        yield ""
    yield from map(harmless, report.closing)


def _text_table(table: Table) -> Iterator[str]:
    if table.part:
        yield from ("", harmless(table.part).upper())
    if table.title:
        yield from ("", harmless(table.caption))
    yield from map(harmless, table.intro)
    if table.lines:
        yield from _aligned(table)
        if table.chart:
            yield from ("", *bars.drawn(table))
    elif table.empty:
        yield harmless(table.empty)


def _aligned(table: Table) -> Iterator[str]:
    rows = [[shown(column.heading) for column in table.columns]] if table.headed else []
    rows += [[_on_one_line(cell) for cell in indented(table, line)] for line in table.lines]
    if table.footer:
        rows.append([shown(cell) for cell in table.footer])
    rooms = [[places(row[i]) if i < len(row) else 0 for row in rows] for i in range(len(table.columns))]
    widths = [max(room) for room in rooms]
    for number, row in enumerate(rows):
        padded = []
        for i, cell in enumerate(row):
            blank = " " * (widths[i] - rooms[i][number])
            padded.append(blank + cell if table.columns[i].right else cell + blank)
        yield GAP.join(padded)


def _on_one_line(text: str) -> str:
    """``text`` without line breaks; a row that is set in stays so."""
    inset = len(text) - len(text.lstrip(" "))
    return " " * inset + " ".join(text.split())


def as_markdown(report: Report) -> str:
    """The drawn form with pipe tables."""
    lines = [f"# {_escaped(report.title)}", ""] if report.title else []
    parts = any(table.part for table in report.tables)
    for text in report.heading:
        lines += [_escaped(text), ""]
    for table in report.tables:
        if table.part:
            lines += [f"## {_escaped(table.part)}", ""]
        if table.title:
            lines += [f"{'###' if parts else '##'} {_escaped(table.caption)}", ""]
        for text in table.intro:
            lines += [_escaped(text), ""]
        lines += _markdown_table(table) if table.lines else [_escaped(table.empty)]
        lines.append("")
        if table.chart and table.lines:
            lines += ["```text", *bars.drawn(table), "```", ""]
    for text in filter(None, (*report.closing, shapes.mark_below(report))):
        lines += [_escaped(text), ""]
    return "\n".join(lines)


def _markdown_table(table: Table) -> list[str]:
    if not table.headed:
        return [f"- {_escaped(' '.join(map(shown, line.cells)))}" for line in table.lines]
    rows = [[column.heading for column in table.columns]]
    rows += [
        [*indented(table, line, "\u2003"), *[""] * (len(table.columns) - len(line.cells))] for line in table.lines
    ]
    if table.footer:
        rows.append([shown(cell) for cell in table.footer])
    rule = "|" + "|".join("---:" if column.right else "---" for column in table.columns) + "|"
    if any(line.level for line in table.lines):  # what is set in is part of the line above it
        rule += "---:|"
        levels = [_("Level"), *(str(line.level) for line in table.lines), ""]
        rows = [[*row, level] for row, level in zip(rows, levels, strict=False)]
    drawn = [f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in rows]
    return [drawn[0], rule, *drawn[1:]]


def _escaped(text: str) -> str:
    marked = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in harmless(text))
    return "<br>".join(marked.splitlines())
