"""The reporting windows of the shipped rules, what lies around a window, the last complete one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli import schemes
from tuphap_cli.domain import periods
from tuphap_cli.domain.periods import Edge, Period, PeriodKind, Scheme

SHIPPED = schemes.every()
DECREE, CALENDAR, CIRCULAR = (SHIPPED[name] for name in ("decree09", "calendar", "circular03"))
KINDS = st.sampled_from(list(PeriodKind))
SCHEMES = st.sampled_from([DECREE, CALENDAR])  # those that have every kind
MONTH, QUARTER, HALF, NINE, YEAR = PeriodKind


@st.composite
def any_period(draw: st.DrawFn) -> Period:
    kind = draw(KINDS)
    return Period(kind, draw(st.integers(1, periods.count_of_kind(kind))), draw(st.integers(1991, 2199)))


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
    found = periods.window_of(Period(kind, index, 2021), DECREE)
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
    found = periods.window_of(Period(kind, index, 2021), CALENDAR)
    assert (found.start, found.end) == (day(start), day(end))


def test_the_circular_has_the_first_half_year_with_its_last_month_by_estimate() -> None:
    found = periods.window_of(Period(HALF, 1, 2021), CIRCULAR)
    assert (found.start, found.end, found.estimated_from) == (day("1/1"), day("30/6"), day("1/6"))
    having = [Period(kind, n, 2021) for kind in PeriodKind for n in range(1, periods.count_of_kind(kind) + 1)]
    assert [period.name for period in having if CIRCULAR.has(period)] == ["H1/2021"]


@pytest.mark.parametrize(
    ("months", "kind", "index", "start"),
    [
        (1, QUARTER, 2, "1/6"), (2, QUARTER, 2, "1/5"), (3, QUARTER, 2, "1/4"), (12, QUARTER, 2, "1/4"),
        (1, MONTH, 2, "1/2"), (2, YEAR, 1, "1/11"), (0, QUARTER, 2, None),
    ],
)  # fmt: skip
def test_the_last_months_of_a_window_may_be_estimates_but_no_day_before_it(
    months: int, kind: PeriodKind, index: int, start: str | None
) -> None:
    found = periods.window_of(Period(kind, index, 2021), replace(CALENDAR, estimated_months=months))
    assert found.estimated_from == (day(start) if start else None)


def test_an_estimate_counts_whole_months_also_where_the_window_ends_within_one() -> None:
    found = periods.window_of(Period(HALF, 1, 2021), replace(DECREE, estimated_months=1))
    assert found.estimated_from == day("1/6")


@pytest.mark.parametrize(
    ("edge", "month", "expected"),
    [
        (Edge(15, -1), "1/1", "15/12/2020"), (Edge(0, 0), "1/2", "28/2"), (Edge(0, 0), "1/2/2024", "29/2/2024"),
        (Edge(31, 0), "1/4", "30/4"), (Edge(0, -1), "1/3", "28/2"), (Edge(14, 1), "1/12", "14/1/2022"),
    ],
)  # fmt: skip
def test_an_edge_counts_from_the_month_and_never_leaves_it(edge: Edge, month: str, expected: str) -> None:
    assert edge.of(day(month)) == day(expected)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "has"),
    [
        (None, None, True), ("14/6", None, True), ("15/6", None, False), (None, "14/6", True), (None, "13/6", False),
        ("1/1", "31/12", True), ("1/1/2022", "31/12/2022", False),
    ],
)  # fmt: skip
def test_a_rule_has_the_windows_that_end_while_it_is_valid(
    valid_from: str | None, valid_to: str | None, has: bool
) -> None:
    rule = replace(
        DECREE,
        valid_from=day(valid_from) if valid_from else None,
        valid_to=day(valid_to) if valid_to else None,
    )
    assert rule.has(Period(QUARTER, 2, 2021)) is has


def test_a_rule_has_no_period_that_the_year_has_not() -> None:
    assert not DECREE.has(Period(QUARTER, 5, 2021))
    assert not DECREE.has(Period(HALF, 0, 2021))


@given(any_period(), SCHEMES)
def test_consecutive_windows_tile_the_days_without_hole_or_overlap(period: Period, scheme: periods.Scheme) -> None:
    this, before = periods.window_of(period, scheme), periods.window_of(period.before(), scheme)
    assert this.start <= this.end
    if period.kind is not NINE:
        assert before.end + timedelta(days=1) == this.start
    else:
        assert before.end < this.start


@given(st.integers(1991, 2199), SCHEMES)
def test_longer_windows_are_made_of_the_shorter_ones(year: int, scheme: periods.Scheme) -> None:
    def days(kind: PeriodKind, *indexes: int) -> set[date]:
        found = [periods.window_of(Period(kind, index, year), scheme) for index in indexes]
        return {w.start + timedelta(days=n) for w in found for n in range((w.end - w.start).days + 1)}

    assert days(YEAR, 1) == days(HALF, 1, 2) == days(QUARTER, 1, 2, 3, 4) == days(MONTH, *range(1, 13))
    assert days(NINE, 1) == days(QUARTER, 1, 2, 3)


@given(any_period())
def test_a_decree_window_is_the_calendar_one_about_half_a_month_earlier(period: Period) -> None:
    decree, calendar = periods.window_of(period, DECREE), periods.window_of(period, CALENDAR)
    assert 14 <= (calendar.start - decree.start).days <= 17
    assert (decree.start.day, decree.end.day) == (15, 14)


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        ("15/12/2020", "14/2", [("15/12/2020", "31/12/2020"), ("1/1", "31/1"), ("1/2", "14/2")]),
        ("1/2", "28/2", [("1/2", "28/2")]),
        ("10/3", "12/3", [("10/3", "12/3")]),
        ("31/1", "1/2", [("31/1", "31/1"), ("1/2", "1/2")]),
        ("2/1", "1/1", []),
    ],
)
def test_the_calendar_months_of_a_span_are_cut_at_its_ends(
    first: str, last: str, spans: list[tuple[str, str]]
) -> None:
    assert periods.calendar_months(day(first), day(last)) == [(day(a), day(b)) for a, b in spans]


@given(st.dates(date(1995, 1, 1), date(2190, 1, 1)), st.integers(0, 800))
def test_the_calendar_months_tile_a_span(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = periods.calendar_months(first, last)
    assert (found[0][0], found[-1][1]) == (first, last)
    assert sum((b - a).days + 1 for a, b in found) == length + 1
    assert all((a.year, a.month) == (b.year, b.month) for a, b in found)
    assert len({(a.year, a.month) for a, _b in found}) == len(found)


# -- what lies around a window -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "before", "after", "year_before"),
    [
        (Period(MONTH, 1, 2021), Period(MONTH, 12, 2020), Period(MONTH, 2, 2021), Period(MONTH, 1, 2020)),
        (Period(QUARTER, 4, 2021), Period(QUARTER, 3, 2021), Period(QUARTER, 1, 2022), Period(QUARTER, 4, 2020)),
        (Period(HALF, 1, 2021), Period(HALF, 2, 2020), Period(HALF, 2, 2021), Period(HALF, 1, 2020)),
        (Period(NINE, 1, 2021), Period(NINE, 1, 2020), Period(NINE, 1, 2022), Period(NINE, 1, 2020)),
        (Period(YEAR, 1, 2021), Period(YEAR, 1, 2020), Period(YEAR, 1, 2022), Period(YEAR, 1, 2020)),
    ],
)  # fmt: skip
def test_the_neighbours_of_a_period(period: Period, before: Period, after: Period, year_before: Period) -> None:
    assert (period.before(), period.after(), period.year_before()) == (before, after, year_before)


@given(any_period())
def test_before_and_after_take_each_other_back(period: Period) -> None:
    assert period.before().after() == period.after().before() == period


@pytest.mark.parametrize(
    ("period", "year", "start", "end"),
    [
        (Period(QUARTER, 2, 2021), False, "15/12/2020", "14/3"),
        (Period(QUARTER, 2, 2021), True, "15/3/2020", "14/6/2020"),
        (Period(HALF, 1, 2021), True, "15/12/2019", "14/6/2020"),
        (Period(YEAR, 1, 2021), False, "15/12/2019", "14/12/2020"),
    ],
)  # fmt: skip
def test_the_window_compared_with(period: Period, year: bool, start: str, end: str) -> None:
    found = periods.window_before(periods.window_of(period, DECREE), year=year)
    assert (found.start, found.end, found.scheme) == (day(start), day(end), DECREE)


def test_days_chosen_freely_are_compared_with_as_many_before_them_or_the_same_of_the_year_before() -> None:
    free = periods.chosen_scheme(day("1/3"), day("31/5"))  # 92 days
    assert (free.period, free.estimated_from, free.name) == (None, None, "2021-03-01..2021-05-31")
    before, after = periods.window_before(free), periods.after(free)
    assert (before.start, before.end) == (day("29/11/2020"), day("28/2"))
    assert (after.start, after.end) == (day("1/6"), day("31/8"))
    year = periods.window_before(free, year=True)
    assert (year.start, year.end) == (day("1/3/2020"), day("31/5/2020"))
    assert [w.scheme for w in (free, before, after, year)] == [periods.FREE] * 4


def test_no_rule_stands_behind_days_chosen_freely() -> None:
    free = periods.FREE
    assert (free.name, free.basis, free.basis_en) == ("chosen", "khoảng thời gian tự chọn", "freely chosen days")
    assert free.name not in SHIPPED


@pytest.mark.parametrize(
    ("kind", "index", "name", "start"),
    [
        (QUARTER, 2, "Q3/2021", "15/6"), (QUARTER, 4, "Q1/2022", "15/12"), (HALF, 1, "H2/2021", "15/6"),
        (NINE, 1, "Q4/2021", "15/9"), (YEAR, 1, "year 2022", "15/12"), (MONTH, 6, "M7/2021", "15/6"),
    ],
)  # fmt: skip
def test_the_window_that_follows(kind: PeriodKind, index: int, name: str, start: str) -> None:
    following = periods.after(periods.window_of(Period(kind, index, 2021), DECREE))
    assert (following.name, following.start) == (name, day(start))


@pytest.mark.parametrize(
    ("scheme", "kind", "index", "opening"),
    [
        (DECREE, QUARTER, 1, "15/12/2020"), (DECREE, QUARTER, 4, "15/12/2020"), (DECREE, YEAR, 1, "15/12/2020"),
        (CALENDAR, QUARTER, 4, "1/1"), (CIRCULAR, HALF, 1, "1/1"),
    ],
)  # fmt: skip
def test_the_reporting_year_opens_with_its_first_window(
    scheme: Scheme, kind: PeriodKind, index: int, opening: str
) -> None:
    assert periods.opening(periods.window_of(Period(kind, index, 2021), scheme)) == day(opening)


@pytest.mark.parametrize(
    ("start", "end", "opening"),
    [
        ("1/3", "31/5", "1/1"),
        ("1/1", "31/1", "1/1"),
        ("31/12", "31/12", "1/1"),
        ("1/11/2020", "31/1", "1/11/2020"),
        ("20/12", "10/1/2022", "20/12"),
        ("2/1/2022", "10/1/2022", "1/1/2022"),
    ],
)
def test_days_chosen_freely_belong_to_the_year_in_which_they_end(start: str, end: str, opening: str) -> None:
    assert periods.opening(periods.chosen_scheme(day(start), day(end))) == day(opening)


@pytest.mark.parametrize(
    ("scheme", "kind", "index", "first", "last"),
    [
        (DECREE, MONTH, 5, "15/5", "30/6"), (DECREE, MONTH, 1, "15/1", "28/2"),
        (DECREE, MONTH, 12, "15/12", "31/1/2022"),
        (DECREE, QUARTER, 2, "15/6", "30/9"), (DECREE, QUARTER, 4, "15/12", "31/3/2022"),
        (DECREE, HALF, 1, "15/6", "31/12"), (DECREE, HALF, 2, "15/12", "30/6/2022"),
        (DECREE, NINE, 1, "15/9", "31/12"),
        (DECREE, YEAR, 1, "15/12", "31/12/2022"), (CALENDAR, QUARTER, 2, "1/7", "30/9"),
        (CALENDAR, YEAR, 1, "1/1/2022", "31/12/2022"), (CIRCULAR, HALF, 1, "1/7", "31/12"),
    ],
)  # fmt: skip
def test_what_comes_next_reaches_to_the_calendar_end_of_the_period_that_follows(
    scheme: Scheme, kind: PeriodKind, index: int, first: str, last: str
) -> None:
    assert periods.coming_window(periods.window_of(Period(kind, index, 2021), scheme)) == (day(first), day(last))


def test_what_comes_next_ends_no_sooner_than_the_window_that_follows() -> None:
    late = replace(DECREE, opens=Edge(11, 0), closes=Edge(10, 1))  # Q3 ends on 10/10
    assert periods.coming_window(periods.window_of(Period(QUARTER, 2, 2021), late)) == (day("11/7"), day("10/10"))


def test_after_days_chosen_freely_as_many_come_next() -> None:
    assert periods.coming_window(periods.chosen_scheme(day("1/3"), day("31/5"))) == (day("1/6"), day("31/8"))
    assert periods.coming_window(periods.chosen_scheme(day("9/7"), day("9/7"))) == (day("10/7"), day("10/7"))


@given(any_period(), SCHEMES)
def test_what_comes_next_begins_after_the_cut_off_and_holds_the_window_that_follows(
    period: Period, scheme: periods.Scheme
) -> None:
    covered = periods.window_of(period, scheme)
    first, last = periods.coming_window(covered)
    following = periods.after(covered)
    assert first == covered.end + timedelta(days=1)
    assert first <= following.start <= following.end <= last
    assert (last + timedelta(days=1)).day == 1


def test_a_period_bears_its_calendar_months_in_its_name() -> None:
    assert periods.months(Period(QUARTER, 2, 2021)) == (day("1/4"), day("1/5"), day("1/6"))
    assert len(periods.months(Period(NINE, 1, 2021))) == 9


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
    assert periods.last_complete_period(kind, scheme, day(today)) == period


@given(KINDS, SCHEMES, st.dates(date(1995, 1, 1), date(2190, 12, 31)))
def test_the_last_complete_period_has_ended_and_the_next_has_not(
    kind: PeriodKind, scheme: periods.Scheme, today: date
) -> None:
    last = periods.last_complete_period(kind, scheme, today)
    assert periods.window_of(last, scheme).end < today <= periods.window_of(last.after(), scheme).end


@pytest.mark.parametrize(("today", "year"), [("30/6", 2020), ("1/7", 2021), ("31/12", 2021)])
def test_the_last_complete_period_is_one_that_the_rule_has(today: str, year: int) -> None:
    assert periods.last_complete_period(HALF, CIRCULAR, day(today)) == Period(HALF, 1, year)


def test_a_rule_without_a_kind_has_no_last_complete_period_of_it() -> None:
    with pytest.raises(LookupError, match="quarter"):
        periods.last_complete_period(QUARTER, CIRCULAR, day("9/7"))
