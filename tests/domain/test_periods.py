"""The reporting windows of Decree 09/2019/NĐ-CP and of the calendar, and how a period is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli.domain import periods
from tuphap_cli.domain.periods import Period, PeriodKind

DECREE, CALENDAR = periods.SCHEMES["decree09"], periods.SCHEMES["calendar"]
KINDS = st.sampled_from(list(PeriodKind))
SCHEMES = st.sampled_from(list(periods.SCHEMES.values()))
MONTH, QUARTER, HALF, NINE, YEAR = PeriodKind


@st.composite
def any_period(draw: st.DrawFn) -> Period:
    kind = draw(KINDS)
    return Period(kind, draw(st.integers(1, periods.count(kind))), draw(st.integers(1991, 2199)))


@pytest.mark.parametrize(
    ("kind", "index", "start", "end"),
    [
        (MONTH, 1, "15/12/2020", "14/1"),
        (MONTH, 3, "15/2", "14/3"),
        (MONTH, 12, "15/11", "14/12"),
        (QUARTER, 1, "15/12/2020", "14/3"),
        (QUARTER, 2, "15/3", "14/6"),
        (QUARTER, 3, "15/6", "14/9"),
        (QUARTER, 4, "15/9", "14/12"),
        (HALF, 1, "15/12/2020", "14/6"),
        (HALF, 2, "15/6", "14/12"),
        (NINE, 1, "15/12/2020", "14/9"),
        (YEAR, 1, "15/12/2020", "14/12"),
    ],
)
def test_the_windows_of_the_decree_in_2021(kind: PeriodKind, index: int, start: str, end: str) -> None:
    found = periods.window(Period(kind, index, 2021), DECREE)
    assert (found.start, found.end) == (day(start), day(end))


@pytest.mark.parametrize(
    ("kind", "index", "start", "end"),
    [
        (MONTH, 2, "1/2", "28/2"),
        (QUARTER, 1, "1/1", "31/3"),
        (QUARTER, 2, "1/4", "30/6"),
        (QUARTER, 4, "1/10", "31/12"),
        (HALF, 1, "1/1", "30/6"),
        (HALF, 2, "1/7", "31/12"),
        (NINE, 1, "1/1", "30/9"),
        (YEAR, 1, "1/1", "31/12"),
    ],
)
def test_the_windows_of_the_calendar_in_2021(kind: PeriodKind, index: int, start: str, end: str) -> None:
    found = periods.window(Period(kind, index, 2021), CALENDAR)
    assert (found.start, found.end) == (day(start), day(end))


@given(any_period(), SCHEMES)
def test_consecutive_windows_tile_the_days_without_hole_or_overlap(period: Period, scheme: periods.Scheme) -> None:
    this, before = periods.window(period, scheme), periods.window(period.before(), scheme)
    assert this.start <= this.end
    if period.kind is not NINE:
        assert before.end + timedelta(days=1) == this.start
    else:
        assert before.end < this.start


@given(st.integers(1991, 2199), SCHEMES)
def test_longer_windows_are_made_of_the_shorter_ones(year: int, scheme: periods.Scheme) -> None:
    def days(kind: PeriodKind, *indexes: int) -> set[date]:
        found = [periods.window(Period(kind, index, year), scheme) for index in indexes]
        return {w.start + timedelta(days=n) for w in found for n in range((w.end - w.start).days + 1)}

    assert days(YEAR, 1) == days(HALF, 1, 2) == days(QUARTER, 1, 2, 3, 4) == days(MONTH, *range(1, 13))
    assert days(NINE, 1) == days(QUARTER, 1, 2, 3)


@given(any_period())
def test_a_decree_window_is_the_calendar_one_about_half_a_month_earlier(period: Period) -> None:
    decree, calendar = periods.window(period, DECREE), periods.window(period, CALENDAR)
    assert 14 <= (calendar.start - decree.start).days <= 17
    assert (decree.start.day, decree.end.day) == (15, 14)


@pytest.mark.parametrize(
    ("kind", "text", "index", "year"),
    [
        (MONTH, "5/2021", 5, 2021),
        (MONTH, "05/2021", 5, 2021),
        (MONTH, "tháng 5/2021", 5, 2021),
        (MONTH, "Tháng 12 năm 2021", 12, 2021),
        (MONTH, "m5-2021", 5, 2021),
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
        (NINE, "2021", 1, 2021),
        (NINE, "9 tháng năm 2021", 1, 2021),
        (NINE, "9 tháng 2021", 1, 2021),
        (NINE, "nine 2021", 1, 2021),
        (YEAR, "2021", 1, 2021),
        (YEAR, "năm 2021", 1, 2021),
        (YEAR, "year 2021", 1, 2021),
    ],
)
def test_periods_are_read_as_people_write_them(kind: PeriodKind, text: str, index: int, year: int) -> None:
    assert periods.parse(kind, text) == Period(kind, index, year)


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
    assert periods.parse(kind, text) is None


@given(any_period())
def test_the_short_name_reads_back(period: Period) -> None:
    assert periods.parse(period.kind, period.name) == period


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
        assert periods.parse(kind, form) is not None, form


@pytest.mark.parametrize(
    ("kind", "scheme", "today", "period"),
    [
        (QUARTER, DECREE, "14/6", Period(QUARTER, 1, 2021)),
        (QUARTER, DECREE, "15/6", Period(QUARTER, 2, 2021)),
        (QUARTER, CALENDAR, "15/6", Period(QUARTER, 1, 2021)),
        (MONTH, DECREE, "9/7", Period(MONTH, 6, 2021)),
        (MONTH, DECREE, "20/12", Period(MONTH, 12, 2021)),
        (HALF, DECREE, "9/7", Period(HALF, 1, 2021)),
        (NINE, DECREE, "9/7", Period(NINE, 1, 2020)),
        (YEAR, DECREE, "9/7", Period(YEAR, 1, 2020)),
        (YEAR, DECREE, "15/12", Period(YEAR, 1, 2021)),
        (YEAR, CALENDAR, "31/12", Period(YEAR, 1, 2020)),
    ],
)
def test_the_last_complete_period(kind: PeriodKind, scheme: periods.Scheme, today: str, period: Period) -> None:
    assert periods.last_complete(kind, scheme, day(today)) == period


@given(KINDS, SCHEMES, st.dates(date(1995, 1, 1), date(2190, 12, 31)))
def test_the_last_complete_period_has_ended_and_the_next_has_not(
    kind: PeriodKind, scheme: periods.Scheme, today: date
) -> None:
    last = periods.last_complete(kind, scheme, today)
    following = Period(kind, last.index + 1, last.year)
    if last.index == periods.count(kind):
        following = Period(kind, 1, last.year + 1)
    assert following.before() == last
    assert periods.window(last, scheme).end < today <= periods.window(following, scheme).end
