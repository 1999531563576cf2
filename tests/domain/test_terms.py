"""Terms in the words of deadlines: how many of which unit, and where those in calendar days end."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli.domain import deadlines, terms
from tuphap_cli.domain.terms import Term, TermUnit

YEAR = 2021
UNITS = {
    "ngày làm việc": TermUnit.WORKING_DAY,
    "ngày": TermUnit.DAY,
    "tuần": TermUnit.WEEK,
    "tháng": TermUnit.MONTH,
    "năm": TermUnit.YEAR,
}


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("Trong 10 ngày làm việc kể từ ngày ký", Term(10, TermUnit.WORKING_DAY)),
        ("Trong thời hạn 10 (mười) ngày làm việc kể từ ngày ký", Term(10, TermUnit.WORKING_DAY)),
        ("trong 05 ngày làm việc kể từ ngày nhận được văn bản", Term(5, TermUnit.WORKING_DAY)),
        ("30 ngày kể từ ngày ban hành", Term(30, TermUnit.DAY)),
        ("Trong ba tuần kể từ ngày ký", Term(3, TermUnit.WEEK)),
        ("Trong 02 tháng kể từ ngày ký Quyết định này", Term(2, TermUnit.MONTH)),
        ("Trong 02 năm kể từ ngày 15/3/2021", Term(2, TermUnit.YEAR)),
        ("Trong hai năm kể từ ngày 15/3/2021", Term(2, TermUnit.YEAR)),
        ("Trong 10 ngày, muộn nhất 10 ngày", Term(10, TermUnit.DAY)),
        ("Trong 10 ngày kể từ ngày ký, chậm nhất 15 ngày", None),
        ("Trong 0 ngày làm việc kể từ ngày ký", None),
        ("Quý II/2021", None),
        ("", None),
    ],
)
def test_the_words_give_a_number_and_a_unit(words: str, term: Term | None) -> None:
    assert terms.length(words, YEAR) == term


@given(st.integers(1, 200), st.sampled_from(sorted(UNITS)))
def test_every_term_from_the_day_of_signing_is_found(n: int, unit: str) -> None:
    assert terms.length(f"Trong {n} {unit} kể từ ngày ký", YEAR) == Term(n, UNITS[unit])


@pytest.mark.parametrize(
    ("base", "n", "unit", "end"),
    [
        ("26/2/2021", 30, TermUnit.DAY, "28/3/2021"), ("26/2/2021", 3, TermUnit.WEEK, "19/3/2021"),
        ("26/2/2021", 2, TermUnit.MONTH, "26/4/2021"), ("31/1/2021", 1, TermUnit.MONTH, "28/2/2021"),
        ("30/11/2023", 3, TermUnit.MONTH, "29/2/2024"),
        ("29/2/2024", 1, TermUnit.YEAR, "28/2/2025"),
    ],
)  # fmt: skip
def test_a_term_in_calendar_days_ends(base: str, n: int, unit: TermUnit, end: str) -> None:
    """Civil Code, art. 147 and 148."""
    assert terms.end(day(base), Term(n, unit)) == day(end)


@pytest.mark.parametrize("unit", [TermUnit.DAY, TermUnit.WEEK, TermUnit.MONTH, TermUnit.YEAR])
def test_a_term_beyond_all_dates_has_no_end(unit: TermUnit) -> None:
    assert terms.end(date(9999, 12, 1), Term(40, unit)) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120), st.sampled_from(["ngày", "tuần", "tháng"]))
def test_the_reader_and_the_account_agree(issued: date, n: int, unit: str) -> None:
    read = deadlines.read_deadline(f"Trong {n} {unit} kể từ ngày ký", issued.year, issued=issued)
    assert read.due == terms.end(issued, Term(n, UNITS[unit]))
