"""Builds plan files (.docx, .xlsx, .csv) out of rows, for tests and benchmarks; reads none."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

Rows = Sequence[Sequence[str]]


def rows_of(tsv: Path) -> list[list[str]]:
    """The rows of a .tsv, line breaks in cells restored, every row as wide as the widest."""
    lines = [line.split("\t") for line in tsv.read_text(encoding="utf-8").splitlines() if line.strip("\r\n")]
    width = max(len(line) for line in lines)
    return [[cell.replace("\\n", "\n") for cell in line] + [""] * (width - len(line)) for line in lines]


def is_prose(tsv: Path) -> bool:
    """Whether the table was typed from labelled paragraphs."""
    return "(nguyên văn)" in tsv.read_text(encoding="utf-8").split("\n", 1)[0]


def docx_of_rows(path: Path, rows: Rows, *, before: Sequence[str] = (), merge_groups: bool = True) -> Path:
    """A Word document with ``before`` as paragraphs and ``rows`` as one table; heading rows of groups are merged."""
    from docx import Document

    document = Document()
    for text in before:
        document.add_paragraph(text)
    width = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width)
    for row, made in zip(rows, table.rows, strict=True):
        cells = made.cells
        for index, text in enumerate(row):
            if text:
                cells[index].text = text
        filled = [i for i, text in enumerate(row) if text]
        if merge_groups and filled and len(filled) <= 2 and filled[-1] <= 1 and width > 2:
            start = filled[-1]
            cells[start].merge(cells[width - 1])
            cells[start].text = row[start]
    document.save(str(path))
    return path


def docx_of_paragraphs(path: Path, lines: Sequence[str]) -> Path:
    """A Word document with a paragraph for each of ``lines``."""
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def xlsx_of_rows(path: Path, rows: Rows, *, merge_lines: bool = True) -> Path:
    """A workbook with ``rows`` on one sheet; a row with text in its first cell only is merged."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    width = max(len(row) for row in rows)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                sheet.cell(number, column).value = text
                sheet.cell(number, column).data_type = "s"
        if merge_lines and row[0] and not any(row[1:]):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    book.save(path)
    return path


def csv_of_rows(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A CSV file with ``rows``."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def built(tsv: Path, folder: Path) -> dict[str, Path]:
    """The plan of ``tsv`` as .docx (from its full text where it is prose) and as .xlsx."""
    rows = rows_of(tsv)
    text = tsv.with_name(tsv.stem + ".full.txt")
    if text.exists():
        docx = docx_of_paragraphs(folder / f"{tsv.stem}.docx", text.read_text(encoding="utf-8").splitlines())
    else:
        docx = docx_of_rows(folder / f"{tsv.stem}.docx", rows)
    return {"docx": docx, "xlsx": xlsx_of_rows(folder / f"{tsv.stem}.xlsx", rows)}
