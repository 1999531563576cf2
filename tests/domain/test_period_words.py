"""How a period is named by people and in short, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain import periods
from tuphap_cli.domain.periods import Period, PeriodKind

MONTH, QUARTER, HALF, NINE, YEAR = PeriodKind


@st.composite
def any_period(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(list(PeriodKind)))
    return Period(kind, draw(st.integers(1, periods.count_of_kind(kind))), draw(st.integers(1991, 2199)))


@pytest.mark.parametrize(
    ("kind", "text", "index", "year"),
    [
        (MONTH, "5/2021", 5, 2021),
        (MONTH, "05/2021", 5, 2021),
        (MONTH, "tháng 5/2021", 5, 2021),
        (MONTH, "Tháng 12 năm 2021", 12, 2021),
        (MONTH, "m5-2021", 5, 2021),
        (MONTH, "T5/2021", 5, 2021),
        (QUARTER, "2/2021", 2, 2021),
        (QUARTER, "Q2/2021", 2, 2021),
        (QUARTER, "q2 2021", 2, 2021),
        (QUARTER, "quý II/2021", 2, 2021),
        (QUARTER, "Quý IV năm 2021", 4, 2021),
        (QUARTER, "qúy iii.2021", 3, 2021),
        (HALF, "1/2021", 1, 2021),
        (HALF, "H2/2021", 2, 2021),
        (HALF, "6 tháng đầu năm 2021", 1, 2021),
        (HALF, "6 tháng cuối năm 2021", 2, 2021),
        (HALF, "6T1/2021", 1, 2021),
        (HALF, "6T cuối năm 2021", 2, 2021),
        (HALF, "06 tháng đầu năm 2021", 1, 2021),
        (HALF, "sáu tháng cuối năm 2021", 2, 2021),
        (NINE, "2021", 1, 2021),
        (NINE, "9T/2021", 1, 2021),
        (NINE, "09 tháng đầu năm 2021", 1, 2021),
        (NINE, "chín tháng năm 2021", 1, 2021),
        (NINE, "9 tháng năm 2021", 1, 2021),
        (NINE, "9 tháng 2021", 1, 2021),
        (NINE, "nine 2021", 1, 2021),
        (YEAR, "2021", 1, 2021),
        (YEAR, "năm 2021", 1, 2021),
        (YEAR, "cả năm 2021", 1, 2021),
        (YEAR, "year 2021", 1, 2021),
    ],
)
def test_periods_are_read_as_people_write_them(kind: PeriodKind, text: str, index: int, year: int) -> None:
    assert periods.parse_period(kind, text) == Period(kind, index, year)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (MONTH, "13/2021"), (MONTH, "0/2021"), (MONTH, "2021"), (MONTH, "5"), (MONTH, "tháng cuối năm 2021"),
        (QUARTER, "5/2021"), (QUARTER, "quý cuối năm 2021"), (QUARTER, "tháng 2/2021"), (QUARTER, "Q2/21"),
        (HALF, "3/2021"), (HALF, "6 tháng giữa năm 2021"), (HALF, "quý 1/2021"),
        (NINE, "year 2021"), (NINE, "1/2021"), (YEAR, "9 tháng năm 2021"), (YEAR, "1989"), (YEAR, "2201"), (YEAR, ""),
        (YEAR, "hai nghìn"),
    ],
)  # fmt: skip
def test_other_words_are_no_period(kind: PeriodKind, text: str) -> None:
    assert periods.parse_period(kind, text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Q2/2021", Period(QUARTER, 2, 2021)), ("quý II/2021", Period(QUARTER, 2, 2021)),
        ("Quý IV năm 2021", Period(QUARTER, 4, 2021)), ("M5/2021", Period(MONTH, 5, 2021)),
        ("T5/2021", Period(MONTH, 5, 2021)), ("6T1/2021", Period(HALF, 1, 2021)),
        ("06 tháng cuối năm 2021", Period(HALF, 2, 2021)), ("09 tháng 2021", Period(NINE, 1, 2021)),
        ("tháng 5/2021", Period(MONTH, 5, 2021)), ("H1/2021", Period(HALF, 1, 2021)),
        ("6 tháng đầu năm 2021", Period(HALF, 1, 2021)), ("9 tháng 2021", Period(NINE, 1, 2021)),
        ("nine 2021", Period(NINE, 1, 2021)), ("9 tháng đầu năm 2021", Period(NINE, 1, 2021)),
        ("2021", Period(YEAR, 1, 2021)), ("năm 2021", Period(YEAR, 1, 2021)), ("cả năm 2021", Period(YEAR, 1, 2021)),
        ("year 2021", Period(YEAR, 1, 2021)),
    ],
)  # fmt: skip
def test_a_period_may_say_itself_of_which_kind_it_is(text: str, period: Period) -> None:
    assert periods.parse_any(text) == period


@pytest.mark.parametrize(
    "text",
    ["2/2021", "5/2021", "Q5/2021", "quý hai", "", "Q2", "1989", "year 1989", "M0/2021", "6T/2021", "6T3/2021"],
)
def test_other_words_say_no_period(text: str) -> None:
    assert periods.parse_any(text) is None


@given(any_period())
def test_the_short_name_says_its_kind(period: Period) -> None:
    assert periods.parse_any(period.name) == period


def test_the_forms_that_messages_show_for_any_kind_are_accepted() -> None:
    assert all(periods.parse_any(form) for form in periods.ANY_FORMS.split(", "))


@given(any_period())
def test_the_short_name_reads_back(period: Period) -> None:
    assert periods.parse_period(period.kind, period.name) == period


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period(MONTH, 5, 2021), "M5/2021"),
        (Period(QUARTER, 2, 2021), "Q2/2021"),
        (Period(HALF, 1, 2021), "H1/2021"),
        (Period(NINE, 1, 2021), "nine 2021"),
        (Period(YEAR, 1, 2021), "year 2021"),
    ],
)
def test_the_short_names(period: Period, name: str) -> None:
    assert period.name == name


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_the_forms_that_messages_show_are_accepted(kind: PeriodKind) -> None:
    for form in periods.FORMS[kind].split(", "):
        assert periods.parse_period(kind, form) is not None, form
