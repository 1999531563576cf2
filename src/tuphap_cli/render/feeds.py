"""Reports for other programs and pages: JSON, CSV, Markdown, and plain text that other programs can cut."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from ..reports.base import Json, Report, Table
from .cells import harmless, places, shown

GAP = "  "  # between two columns of plain text
# Also what already looks guarded, so that the reader, who takes one quote off, gives every text back as it was.
_FORMULA = re.compile("'*[=+@\t\r\n-]")


_encode = json.JSONEncoder(ensure_ascii=False).encode


def as_json(report: Report) -> str:
    """One object: schema, as_of, rows and what the report adds; letters as they are, each row on a line."""
    whole: dict[str, Json] = {
        "schema": report.schema,
        "as_of": report.as_of.isoformat(),
        "rows": report.rows,
        "totals": {},
    }
    members = [f"  {_encode(name)}: {_laid_out(value)}" for name, value in (whole | dict(report.more)).items()]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _laid_out(value: Json) -> str:
    # With an indent of its own the encoder takes ten times as long.
    if not isinstance(value, (list, tuple)) or not value:
        return _encode(value)
    return "[\n" + ",\n".join(f"    {_encode(row)}" for row in value) + "\n  ]"


def as_csv(report: Report) -> str:
    """The rows with the JSON keys as headings; every field quoted, none of them a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    fields = list(report.rows[0]) if report.rows else list(report.fields)
    writer.writerow(fields)
    for row in report.rows:
        writer.writerow([_field(row[name]) for name in fields])
    return out.getvalue()


def _field(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return _field("; ".join(str(part) for part in value))
    return json.dumps(value, ensure_ascii=False)


def as_text(report: Report) -> str:
    """The drawn form without rules or colour: a row stays on its line, whatever its length."""
    return "".join(f"{line.rstrip()}\n" for text in _text_lines(report) for line in text.splitlines() or ("",))


def _text_lines(report: Report) -> Iterator[str]:
    if report.title:
        yield harmless(report.title)
    yield from map(harmless, report.heading)
    for table in report.tables:
        if table.title:
            yield ""
            yield harmless(table.title)
        if table.lines:
            yield from _aligned(table)
        else:
            yield harmless(table.empty)
    if report.closing and report.tables:
        yield ""
    yield from map(harmless, report.closing)


def _aligned(table: Table) -> Iterator[str]:
    rows = [[shown(column.heading) for column in table.columns]] if table.headed else []
    rows += [[" ".join(shown(cell).split()) for cell in line.cells] for line in table.lines]
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


def as_markdown(report: Report) -> str:
    """The drawn form with pipe tables."""
    lines = [f"# {_escaped(report.title)}", ""] if report.title else []
    for text in report.heading:
        lines += [_escaped(text), ""]
    for table in report.tables:
        if table.title:
            lines += [f"## {_escaped(table.title)}", ""]
        lines += _markdown_table(table) if table.lines else [_escaped(table.empty)]
        lines.append("")
    for text in report.closing:
        lines += [_escaped(text), ""]
    return "\n".join(lines)


def _markdown_table(table: Table) -> list[str]:
    if not table.headed:
        return [f"- {_escaped(' '.join(map(shown, line.cells)))}" for line in table.lines]
    rows = [[column.heading for column in table.columns]]
    rows += [
        [shown(cell) for cell in line.cells] + [""] * (len(table.columns) - len(line.cells)) for line in table.lines
    ]
    if table.footer:
        rows.append([shown(cell) for cell in table.footer])
    drawn = [f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in rows]
    rule = "|" + "|".join("---:" if column.right else "---" for column in table.columns) + "|"
    return [drawn[0], rule, *drawn[1:]]


def _escaped(text: str) -> str:
    marked = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in harmless(text))
    return "<br>".join(marked.splitlines())
