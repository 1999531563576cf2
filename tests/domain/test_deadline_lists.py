"""The shared lists of phrases, where they are present: everything right or asked about, nothing wrong and sure."""

from __future__ import annotations

import pytest

from tests.support.deadline_lists import RIGHT_ASKED, RIGHT_SURE, WRONG_ASKED, WRONG_SURE, Line, count, lines, verdict
from tests.support.shared import shared_dir
from tuphap_cli.domain.deadlines import read_deadline

# The list, and how many of its phrases are at least read surely.
LISTS = (("deadlines.tsv", 84), ("deadline-idioms.tsv", 36))


@pytest.mark.parametrize(("name", "sure"), LISTS)
def test_list(name: str, sure: int) -> None:
    path = shared_dir() / name
    if not path.is_file():
        pytest.skip(f"{name} is not here")
    counts, amiss = count(lines(path))
    assert counts[WRONG_SURE] == 0, amiss
    assert counts[WRONG_ASKED] == 0, amiss
    assert counts[RIGHT_SURE] >= sure


@pytest.mark.parametrize(
    ("phrase", "says", "expected"),
    [
        ("Quý III/2023", "WITHIN 2023-07-01..2023-09-30; due 2023-09-30", RIGHT_SURE),
        ("Quý III/2023", "WITHIN 2023-07-01..2023-08-31; due 2023-08-31", WRONG_SURE),
        ("Quý III/2023", "BEFORE 2023-09-30", WRONG_SURE),
        ("trước 15/9", "BEFORE 15/9 plan year", RIGHT_SURE),
        ("đầu tháng 9", "1/9 by law: ask", RIGHT_ASKED),
        ("đầu tháng 9", "WITHIN 2023-09-01..2023-09-07; due 2023-09-07, ask", WRONG_ASKED),
        ("cuối năm", "31/12: ask", WRONG_SURE),
    ],
)
def test_the_comparison_itself(phrase: str, says: str, expected: str) -> None:
    line = Line(phrase, 2023, says)
    assert verdict(line, read_deadline(phrase, 2023)) == expected
