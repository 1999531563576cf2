"""Every table of figures adds up as it is shown: on a terminal of 80 columns and in every file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pytest

from tests.support import forty, read_back
from tests.support.registers import Clerk, day, in_memory
from tests.support.reports import part, report, rows_in
from tuphap_cli.domain.tallies import BOXES
from tuphap_cli.render import docx, feeds, html, terminal, xlsx
from tuphap_cli.reports.base import Report, Share, Table

PERIODS = ("Q2/2021", "H1/2021")


class Shown(NamedTuple):
    """The rows of a table as numbers: those of its lines, and its total; shares are left out."""

    lines: list[list[int]]
    total: list[int]


@pytest.fixture(scope="module")
def office(template: bytes) -> Iterator[Clerk]:
    """The forty tasks; no test here changes them."""
    with in_memory(template) as register:
        forty.fill(clerk := Clerk(register))
        yield clerk


@pytest.fixture(scope="module", params=PERIODS)
def made(office: Clerk, request: pytest.FixtureRequest) -> Report:
    return report(office, request.param, day("14/6"))


def summed(made: Report) -> list[Table]:
    """The tables with totals that are no annex."""
    return [table for table in made.tables if table.footer and not table.annex]


def counts(table: Table) -> list[int]:
    """The places of the columns that count."""
    return [i for i, cell in enumerate(table.footer) if isinstance(cell, int)]


def added(table: Table, shown: Shown) -> None:
    """Hold what is shown to its sums: the outer lines to the total, what is set in to the line above it."""
    outer = [row for line, row in zip(table.lines, shown.lines, strict=True) if line.level == 0]
    assert [sum(column) for column in zip(*outer, strict=True)] == shown.total, table.name
    for place, (line, row) in enumerate(zip(table.lines, shown.lines, strict=True)):
        below = []
        for deeper, other in zip(table.lines[place + 1 :], shown.lines[place + 1 :], strict=True):
            if deeper.level <= line.level:
                break
            below += [other] if deeper.level == line.level + 1 else []
        for n, column in enumerate(zip(*below, strict=True)):
            assert sum(column) == row[n], (table.name, line.cells)


def numbers(words: Sequence[str]) -> list[int]:
    """The whole numbers at the end of a row, without shares."""
    return [int(word.replace(",", "")) for word in words if re.fullmatch(r"\d[\d,]*", word)]


def of_rows(table: Table, rows: Sequence[Sequence[str]]) -> Shown:
    """The rows that a file gives for ``table``, the headings first."""
    wide = [numbers(row[1:]) for row in rows[1:]]
    assert {len(row) for row in wide} == {len(counts(table))}, table.name
    return Shown(wide[:-1], wide[-1])


def found(tables: Sequence[Sequence[Sequence[str]]], table: Table) -> Sequence[Sequence[str]]:
    """The table of a file that has the headings and as many rows of figures as ``table``."""
    head = [" ".join(column.heading.split()) for column in table.columns]
    for rows in tables:
        if rows and list(rows[0])[: len(head)] == head and len(rows) == len(table.lines) + 2:
            return [row[: len(head)] for row in rows]
    raise AssertionError(f"{table.name} is not there with all its columns")


def on_a_terminal(made: Report, table: Table) -> Shown:
    """The rows of ``table`` on a terminal of 80 columns."""
    bare = Report("", made.as_of, [], tables=(table._replace(chart=None, intro=()),))
    lines = terminal.drawn(bare, 80).splitlines()
    assert max(map(len, lines)) <= 80
    wanted = sum(column.right for column in table.columns)
    rows = [line.split()[-wanted:] for line in lines if re.search(r"\d%?$|–$", line.rstrip())]
    rows = [row for row in rows if all(read_back.VALUE.fullmatch(word) for word in row) and len(row) == wanted]
    assert len(rows) == len(table.lines) + 1, table.name
    return Shown([numbers(row) for row in rows[:-1]], numbers(rows[-1]))


FILES: dict[str, Callable[[Report], list[read_back.Rows]]] = {
    "md": lambda made: read_back.of_markdown(feeds.as_markdown(made)),
    "html": lambda made: read_back.of_html(html.as_html(made)),
    "docx": lambda made: read_back.of_docx(docx.as_docx(made)),
    "xlsx": lambda made: read_back.of_xlsx(xlsx.as_xlsx(made)),
}


def test_the_tables_that_must_add_up_are_there(made: Report) -> None:
    assert {table.name for table in summed(made)} >= {"totals", "ages", "by_unit", "by_group", "by_kind", "by_month"}


def test_on_a_terminal_of_80_columns_every_column_is_there_and_adds_up(made: Report) -> None:
    for table in summed(made):
        shown = on_a_terminal(made, table)
        assert len(shown.total) == len(counts(table)), f"a column of {table.name} is dropped"
        added(table, shown)


@pytest.mark.parametrize("format_", FILES)
def test_in_every_file_every_column_is_there_and_adds_up(made: Report, format_: str) -> None:
    tables = FILES[format_](made)
    for table in summed(made):
        added(table, of_rows(table, found(tables, table)))


def test_in_csv_the_own_figures_add_to_the_whole_and_those_with_the_units_below_by_level(made: Report) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(feeds.as_csv(made)))))
    totals = part(made.more, "totals")
    for box in ("assigned", *BOXES):
        assert sum(int(row[box]) for row in rows) == totals[box]
        assert sum(int(row[f"with_below_{box}"]) for row in rows if row["level"] == "0") == totals[box]


def test_the_office_has_the_same_total_everywhere(made: Report) -> None:
    table = next(table for table in summed(made) if table.name == "by_unit")
    (office,) = (line for line in table.lines if line.cells[0] == "Sở Tư pháp")
    (row,) = (row for row in made.rows if row["unit"] == "STP")
    (of_tree,) = (row for row in rows_in(made.more, "by_unit") if row["unit"] == "STP")
    place = table.lines.index(office)
    shown = {name: of_rows(table, found(read(made), table)).lines[place][0] for name, read in FILES.items()}
    shown["terminal"] = on_a_terminal(made, table).lines[place][0]
    assert {*shown.values(), row["with_below_assigned"], part(of_tree, "with_below")["assigned"]} == {office.cells[1]}


def test_markdown_names_the_level_of_what_is_set_in(made: Report) -> None:
    table = next(table for table in summed(made) if table.name == "by_unit")
    head = [column.heading for column in table.columns]
    rows = next(rows for rows in FILES["md"](made) if rows and rows[0][: len(head)] == head and rows[0][0] == "Unit")
    assert rows[0][-1] == "Level"
    assert [row[-1] for row in rows[1:]] == [*(str(line.level) for line in table.lines), ""]


def test_shares_of_a_table_miss_their_sum_by_no_more_than_a_note_says(made: Report) -> None:
    for table in summed(made):
        place = next((i for i, cell in enumerate(table.footer) if isinstance(cell, Share)), None)
        if table.name not in {"totals", "ages"} or place is None:
            continue
        outer = [line.cells[place] for line in table.lines if line.level == 0]
        off = abs(round(sum(cell.value or 0 for cell in outer if isinstance(cell, Share)) - 100, 2))
        notes = [float(m[1]) for text in table.intro if (m := re.search(r"differ by ([\d.]+) percentage", text))]
        assert off <= (notes[0] if notes else 0)
