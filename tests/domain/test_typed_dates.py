"""Dates that people type on the command line."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.typed_dates import Looking, read_day, several, twice

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
    ("ngày 28/6", date(2021, 6, 28)),
    ("ngày 28 tháng 6", date(2021, 6, 28)),
    ("28 tháng 6 năm 2020", date(2020, 6, 28)),
    ("28 tháng tư", date(2021, 4, 28)),
    ("28/6 năm ngoái", date(2020, 6, 28)),
    ("28/6 năm nay", date(2021, 6, 28)),
    ("thứ hai, 28/6/2021", date(2021, 6, 28)),
    ("thứ hai ngày 28/6", date(2021, 6, 28)),
    ("ngày thứ hai", date(2021, 7, 5)),
    ("thứ sáu vừa rồi", date(2021, 6, 25)),
    ("thứ tư vừa qua", date(2021, 6, 23)),
    ("thứ sáu trước", date(2021, 6, 25)),
    ("thứ sáu tuần trước", date(2021, 6, 25)),
    ("thứ sáu tuần rồi", date(2021, 6, 25)),
    ("thứ sáu tuần này", date(2021, 7, 2)),
    ("thứ hai tuần sau", date(2021, 7, 5)),
    ("chủ nhật tuần trước", date(2021, 6, 27)),
    ("chủ nhật tuần tới", date(2021, 7, 11)),
    ("đầu tuần", date(2021, 6, 28)),
    ("đầu tuần sau", date(2021, 7, 5)),
    ("đầu tháng", date(2021, 6, 1)),
    ("giữa tháng trước", date(2021, 5, 15)),
    ("cuối tháng trước", date(2021, 5, 31)),
    ("cuối tháng tới", date(2021, 7, 31)),
    ("cuối tháng 2/2024", date(2024, 2, 29)),
    ("đầu tháng 9", date(2021, 9, 1)),
    ("cuối tháng năm", date(2021, 5, 31)),
    ("cuối tháng mười hai năm 2020", date(2020, 12, 31)),
    ("đầu quý", date(2021, 4, 1)),
    ("cuối quý trước", date(2021, 3, 31)),
    ("cuối quý sau", date(2021, 9, 30)),
    ("đầu năm", date(2021, 1, 1)),
    ("cuối năm ngoái", date(2020, 12, 31)),
    ("cuối năm trước", date(2020, 12, 31)),
    ("3 ngày trước", date(2021, 6, 27)),
    ("ba ngày trước", date(2021, 6, 27)),
    ("cách đây 10 ngày", date(2021, 6, 20)),
    ("hai tuần trước", date(2021, 6, 16)),
    ("5 ngày nữa", date(2021, 7, 5)),
    ("một tuần nữa", date(2021, 7, 7)),
    ("ngày 5 tháng trước", date(2021, 5, 5)),
    ("ngày mốt", date(2021, 7, 2)),
]
# What has passed, and what is to come, seen from Wednesday, 30/6/2021.
BOTH_WAYS = [
    ("thứ sáu", date(2021, 6, 25), date(2021, 7, 2)),
    ("thứ tư", WEDNESDAY, WEDNESDAY),
    ("thứ năm", date(2021, 6, 24), date(2021, 7, 1)),
    ("chủ nhật", date(2021, 6, 27), date(2021, 7, 4)),
    ("ngày 28", date(2021, 6, 28), date(2021, 7, 28)),
    ("ngày 30", WEDNESDAY, WEDNESDAY),
    ("ngày 31", date(2021, 5, 31), None),  # there is no 31 June
    ("28/6", date(2021, 6, 28), date(2021, 6, 28)),
    ("28/9", date(2021, 9, 28), date(2021, 9, 28)),
]
REFUSED = ("", "31/6/2021", "28/6/21", "6/2021", "6/28/2021", "28/6-2021", "mai kia", "thứ 8", "quý II", "28", "٢٨/6",
           "28/6/2021 nay", "28/6 này", "thứ tư này", "thứ ba, 28/6/2021", "cuối tuần", "cuoi thang sau",
           "dau thang sau", "ngay 5 thang sau", "tuần trước", "3 ngày", "cách đây 3 ngày nữa", "hôm trước",
           "ngày 31 tháng 6", "ngày 32", "giữa quý", "cuối tháng ngoái", "cuối tháng 13", "0/6", "cuối tháng một",
           "28/6/2021 năm nay")  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), FORMS)
def test_forms(typed: str, day: date) -> None:
    marked_off = unicodedata.normalize("NFD", typed.replace("đ", "d"))
    bare = "".join(c for c in marked_off if not unicodedata.combining(c))
    for text in (typed, typed.upper(), f"  {typed} ", unicodedata.normalize("NFD", typed), bare):
        assert read_day(text, WEDNESDAY) == day


@pytest.mark.parametrize(("typed", "passed", "coming"), BOTH_WAYS)
def test_acts_have_passed_and_deadlines_come(typed: str, passed: date, coming: date | None) -> None:
    assert read_day(typed, WEDNESDAY, Looking.PAST) == passed
    assert read_day(typed, WEDNESDAY, Looking.COMING) == coming


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("cuối tháng sáu", date(2021, 6, 30)), ("cuối tháng sau", date(2021, 7, 31)),
        ("đầu tháng sáu", date(2021, 6, 1)), ("ngày 5 tháng sáu", date(2021, 6, 5)),
        ("ngày 5 tháng sau", date(2021, 7, 5)), ("28 tháng sáu", date(2021, 6, 28)),
    ],
)  # fmt: skip
def test_june_is_not_next_month(typed: str, day: date) -> None:
    """Without marks "tháng sáu" and "tháng sau" are the same letters, and none is guessed."""
    for text in (typed, typed.upper(), unicodedata.normalize("NFD", typed)):
        assert read_day(text, WEDNESDAY) == day


@pytest.mark.parametrize(("typed", "away"), [("hôm kìa", -3), ("ngày kìa", 3), ("HÔM KIA", -2), ("ngày kia", 2)])
def test_the_day_before_the_day_before_yesterday(typed: str, away: int) -> None:
    assert read_day(typed, WEDNESDAY) == WEDNESDAY + timedelta(days=away)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("28/12", date(2020, 12, 28)), ("5/1", date(2021, 1, 5)), ("9/1", date(2021, 1, 9)),
        ("28/9", date(2021, 9, 28)), ("28/12/2021", date(2021, 12, 28)), ("28/12 năm nay", date(2021, 12, 28)),
        ("28 tháng 12", date(2020, 12, 28)), ("29/2", None),
    ],
)  # fmt: skip
def test_in_january_december_is_that_of_the_year_before(typed: str, day: date | None) -> None:
    """Only near the turn of the year: "28/9" for "28/6" is a slip, and stays in the future, where it is refused."""
    assert read_day(typed, date(2021, 1, 8), Looking.PAST) == day


WEEKDAYS = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(range(7)))
def test_every_weekday(today: date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    passed, coming = read_day(name, today, Looking.PAST), read_day(name, today)
    before, after = read_day(f"{name} vừa rồi", today), read_day(f"{name} tới", today)
    assert passed
    assert coming
    assert before
    assert after
    assert passed.weekday() == coming.weekday() == before.weekday() == after.weekday() == weekday
    assert timedelta() <= today - passed < timedelta(7) >= coming - today >= timedelta()
    assert timedelta() < today - before <= timedelta(7) >= after - today > timedelta()
    weeks = [read_day(f"{name} tuần {which}", today) for which in ("trước", "này", "sau")]
    assert [day and day.isocalendar()[:2] for day in weeks] == [
        (today + timedelta(weeks=n)).isocalendar()[:2] for n in (-1, 0, 1)
    ]


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 31))
def test_every_day_of_a_month(today: date, number: int) -> None:
    passed, coming = read_day(f"ngày {number}", today, Looking.PAST), read_day(f"ngày {number}", today)
    assert passed is None or (passed <= today and passed.day == number)
    assert coming is None or (coming >= today and coming.day == number)
    assert number > 28 or (passed and coming)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize("typed", [typed for typed, _day in FORMS])
def test_the_ends_of_the_calendar_are_no_fault(typed: str, today: date) -> None:
    found = read_day(typed, today)
    assert found is None or 1900 <= found.year <= 2200


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
