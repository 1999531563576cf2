"""The worksheet that writes plain cells itself writes what XlsxWriter would."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from tests.support.rich_report import rich
from tuphap_cli.render import xlsx, xlsx_quick
from tuphap_cli.reports.base import Cell, Column, Line, Report, Share, Table

LETTERS = st.sampled_from(" \n\t_x&<>\"'ađếỹ0.,\U0001f642\u00a0\x1f")
CELLS = st.one_of(
    st.text(LETTERS, max_size=12), st.text(max_size=12), st.integers(-(2**60), 2**60), st.dates(), st.none(),
    st.builds(Share, st.none() | st.floats(0, 100), st.integers(0, 2)),
)  # fmt: skip
NASTY: list[Cell] = ["<r>a</r>", "_x0041_", " a", "a ", "a\nb", "a&b", '"', date(1900, 2, 28), date(1900, 3, 1), 0]


def of(cells: list[Cell]) -> Report:
    columns = (Column("TT"), Column("Nhiệm vụ", flexible=True), Column("Số", right=True))
    lines = tuple(Line((i, cell, cell), ("", "bad")[i % 2], i % 3) for i, cell in enumerate(cells))
    return Report("test/1", date(2021, 6, 14), (), tables=(Table(columns, lines, "Danh mục"),))


def by_xlsxwriter(report: Report) -> bytes:
    """The workbook of its own worksheets."""
    with patch.object(xlsx_quick, "QuickWorksheet", Worksheet):
        return xlsx.as_xlsx(report)


@given(st.lists(CELLS, max_size=6))
@example(NASTY)
def test_any_cells_are_the_same_bytes(cells: list[Cell]) -> None:
    assert xlsx.as_xlsx(of(cells)) == by_xlsxwriter(of(cells))


def test_a_report_with_everything_is_the_same_bytes() -> None:
    assert xlsx.as_xlsx(rich()) == by_xlsxwriter(rich())
