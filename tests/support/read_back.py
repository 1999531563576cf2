"""Reads the tables of figures back out of every format in which a report can be given."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
from openpyxl.cell import Cell, MergedCell

Rows = list[list[str]]
VALUE = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?%?|–")


def tidy(cells: Iterable[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]


class _Tables(HTMLParser):
    """The cells of every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Rows] = []
        self.inside = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += data


def of_html(text: str) -> list[Rows]:
    reader = _Tables()
    reader.feed(text)
    return [[tidy(row) for row in table] for table in reader.tables]


def of_markdown(text: str) -> list[Rows]:
    tables: list[Rows] = [[]]
    for line in text.splitlines():
        if line.startswith("| "):
            tables[-1].append(tidy(re.sub(r"\\(.)", r"\1", line).strip("|").split("|")))
        elif tables[-1] and not line.startswith("|"):
            tables.append([])
    return tables


def of_docx(content: bytes) -> list[Rows]:
    return [
        [tidy(cell.text for cell in row.cells) for row in table.rows]
        for table in docx.Document(io.BytesIO(content)).tables
    ]


def of_xlsx(content: bytes) -> list[Rows]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables: list[Rows] = [[]]
    for row in book.worksheets[0].iter_rows():
        cells = [_written(cell) for cell in row if cell.value is not None]
        if len(cells) > 1:
            tables[-1].append(tidy(cells))
        elif tables[-1]:
            tables.append([])
    return tables


def _written(cell: Cell | MergedCell) -> str:
    value = cell.value
    if isinstance(value, (int, float)) and "%" in str(cell.number_format):
        places = len(str(cell.number_format).partition(".")[2].rstrip("%"))
        return f"{value:.{places}%}"
    return str(value)


def of_file(path: Path) -> list[Rows]:
    """The tables of a written file, by its ending."""
    if path.suffix == ".docx":
        return of_docx(path.read_bytes())
    if path.suffix == ".xlsx":
        return of_xlsx(path.read_bytes())
    text = path.read_text(encoding="utf-8")
    return of_html(text) if path.suffix == ".html" else of_markdown(text)


def headed(tables: Iterable[Rows], heading: str) -> Rows:
    """The rows below the headings of the first table whose first heading is ``heading``."""
    return next(table[1:] for table in tables if table and table[0][0] == heading)


def in_text(text: str, heading: str, values: int) -> Rows:
    """The rows of the first table whose first heading is ``heading``, each a name and so many ``values``.

    What stands on the lines after a row without values of its own is the rest of its name.
    """
    rows: Rows = []
    for line in _below(text.splitlines(), heading):
        words = line.split()
        if len(words) > values and all(VALUE.fullmatch(word) for word in words[-values:]):
            rows.append([" ".join(words[:-values]), *words[-values:]])
        elif rows and words:
            rows[-1][0] += f" {' '.join(words)}"
    return rows


def _below(lines: Sequence[str], heading: str) -> Iterator[str]:
    """The lines below a heading up to the next empty one."""
    begun = False
    for line in lines:
        if begun and not line:
            return
        if begun:
            yield line
        begun = begun or line.startswith(f"{heading} ")
