"""Reports for other programs and pages: JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json

from ..reports.base import Json, Report, Table
from .cells import shown

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_json(report: Report) -> str:
    """One object: schema, as_of, rows and what the report adds; letters as they are."""
    whole = {"schema": report.schema, "as_of": report.as_of.isoformat(), "rows": report.rows} | dict(report.more)
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


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
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return _field("; ".join(str(part) for part in value))
    return json.dumps(value, ensure_ascii=False)


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
    marked = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return "<br>".join(marked.splitlines())
