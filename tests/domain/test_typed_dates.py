"""Dates that people type on the command line."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.typed_dates import read_day, several, twice

WEDNESDAY = date(2021, 6, 30)
FORMS = [
    ("28/6/2021", date(2021, 6, 28)),
    ("28/06", date(2021, 6, 28)),
    ("28-6-2021", date(2021, 6, 28)),
    ("28.6.2021", date(2021, 6, 28)),
    ("28-6", date(2021, 6, 28)),
    ("2021-06-28", date(2021, 6, 28)),
    ("2021-6-8", date(2021, 6, 8)),
    ("hôm nay", WEDNESDAY),
    ("hôm qua", date(2021, 6, 29)),
    ("hôm kia", date(2021, 6, 28)),
    ("ngày mai", date(2021, 7, 1)),
    ("ngày kia", date(2021, 7, 2)),
    ("today", WEDNESDAY),
    ("yesterday", date(2021, 6, 29)),
    ("tomorrow", date(2021, 7, 1)),
    ("thứ tư", WEDNESDAY),
    ("thứ tư tới", date(2021, 7, 7)),
    ("thứ sáu tới", date(2021, 7, 2)),
    ("thứ 6", date(2021, 7, 2)),
    ("thứ hai", date(2021, 7, 5)),
    ("thứ hai tuần này", date(2021, 6, 28)),
    ("thứ hai tuần nay", date(2021, 6, 28)),
    ("chủ nhật tới", date(2021, 7, 4)),
    ("cuối tháng", date(2021, 6, 30)),
    ("cuối tháng này", date(2021, 6, 30)),
    ("cuối quý", date(2021, 6, 30)),
    ("cuối năm", date(2021, 12, 31)),
    ("cuối năm nay", date(2021, 12, 31)),
]
REFUSED = ("", "31/6/2021", "28/6/21", "6/2021", "6/28/2021", "28/6-2021", "mai kia", "thứ 8", "quý II", "28", "٢٨/6",
           "28/6/2021 nay", "28/6 này", "thứ tư này")  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), FORMS)
def test_forms(typed: str, day: date) -> None:
    marked_off = unicodedata.normalize("NFD", typed.replace("đ", "d"))
    bare = "".join(c for c in marked_off if not unicodedata.combining(c))
    for text in (typed, typed.upper(), f"  {typed} ", unicodedata.normalize("NFD", typed), bare):
        assert read_day(text, WEDNESDAY) == day


@pytest.mark.parametrize("typed", ["31/12/1899", "1/1/2201", "9999-12-31", "01/01/0001"])
def test_years_in_which_no_office_works_are_slips(typed: str) -> None:
    assert read_day(typed, WEDNESDAY) is None
    assert read_day("31/12/2200", WEDNESDAY) == date(2200, 12, 31)


@pytest.mark.parametrize("typed", REFUSED)
def test_anything_else_is_refused(typed: str) -> None:
    assert read_day(typed, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("today", "month_end", "quarter_end"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 31)),
        (date(2023, 11, 30), date(2023, 11, 30), date(2023, 12, 31)),
        (date(2023, 12, 31), date(2023, 12, 31), date(2023, 12, 31)),
    ],
)
def test_ends_of_periods(today: date, month_end: date, quarter_end: date) -> None:
    assert read_day("cuối tháng", today) == month_end
    assert read_day("cuoi quy", today) == quarter_end


@given(st.text(max_size=20), st.dates(date(2000, 1, 10), date(2100, 1, 1)))
def test_any_text(text: str, today: date) -> None:
    assert read_day(text, today) is None or any(c.isalnum() for c in text)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day(day: date) -> None:
    assert read_day(day.isoformat(), WEDNESDAY) == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", WEDNESDAY) == day


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("30/6/2021", ["30/6/2021"]),
        ("30/6/2021; 30/9/2021", ["30/6/2021", "30/9/2021"]),
        ("30/6/2021;30/9/2021 ;31/12/2021", ["30/6/2021", "30/9/2021", "31/12/2021"]),
        (" 30/6/2021 và 30/9/2021 ", ["30/6/2021", "30/9/2021"]),
        ("30/6/2021 VA 30/9/2021 and 1/10/2021", ["30/6/2021", "30/9/2021", "1/10/2021"]),
        (unicodedata.normalize("NFD", "30/6/2021 và 30/9/2021"), ["30/6/2021", "30/9/2021"]),
        ("30/6/2021;", ["30/6/2021"]),
        ("30/6/2021;;30/9/2021", ["30/6/2021", "", "30/9/2021"]),
        ("; 30/6/2021", ["", "30/6/2021"]),
        (";", [""]),
        ("", [""]),
        ("cuối quý", ["cuối quý"]),
        ("30/6/2021, 30/9/2021", ["30/6/2021, 30/9/2021"]),
    ],
)
def test_several_days_stand_with_a_semicolon_or_and(text: str, parts: list[str]) -> None:
    assert several(text) == parts


@given(st.lists(st.dates(), min_size=1, max_size=5), st.sampled_from(["; ", ";", " và ", " and "]))
def test_days_that_were_joined_come_apart_again(days: list[date], between: str) -> None:
    assert several(between.join(map(str, days))) == [str(day) for day in days]
    again = twice(days)
    assert (again is None) is (len(set(days)) == len(days))
    assert again is None or days.count(again) > 1
