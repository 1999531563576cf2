"""Working days: which they are, terms counted in them both ways, and what is not certain about them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli.domain.workdays import Calendar, NotCertain, RestDay, SpecialDay, _runs


def off(text: str, reason: str = "nghỉ", *, sure: bool = True) -> SpecialDay:
    return SpecialDay(day(text), worked=False, reason=reason, sure=sure)


def worked(text: str, reason: str = "làm bù", *, sure: bool = True) -> SpecialDay:
    return SpecialDay(day(text), worked=True, reason=reason, sure=sure)


# The holiday at the turn of April 2024, with its swap, and two days nobody has decided on.
SPRING = Calendar.of(
    [
        off("18/4/2024", "Giỗ Tổ Hùng Vương"), off("29/4/2024", "hoán đổi"), off("30/4/2024"), off("1/5/2024"),
        worked("4/5/2024"), worked("6/6/2024", "Ngày hội", sure=False), off("2/9/2025", sure=False),
        worked("8/6/2024", "Ngày hội", sure=False),
    ],
    [2024],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "working", "reason"),
    [
        ("26/4/2024", True, None), ("27/4/2024", False, "weekly rest"), ("28/4/2024", False, "weekly rest"),
        ("29/4/2024", False, "hoán đổi"), ("30/4/2024", False, "nghỉ"), ("2/5/2024", True, None),
        ("4/5/2024", True, None), ("5/5/2024", False, "weekly rest"), ("6/6/2024", True, None),
        ("2/9/2025", False, "nghỉ"),
    ],
)  # fmt: skip
def test_a_day_is_worked_or_off_for_a_reason(text: str, working: bool, reason: str | None) -> None:
    assert SPRING.is_working(day(text)) is working
    found = SPRING.reason(day(text))
    assert (str(found) if found else None) == reason


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("26/4/2024", 0, "26/4/2024"), ("27/4/2024", 0, "27/4/2024"), ("26/4/2024", 1, "2/5/2024"),
        ("26/4/2024", 2, "3/5/2024"), ("26/4/2024", 3, "4/5/2024"), ("26/4/2024", 4, "6/5/2024"),
        ("28/4/2024", 1, "2/5/2024"), ("6/5/2024", -1, "4/5/2024"), ("6/5/2024", -4, "26/4/2024"),
        ("1/5/2024", -1, "26/4/2024"), ("19/4/2024", -1, "17/4/2024"),
    ],
)  # fmt: skip
def test_a_term_counts_from_the_next_day_in_both_directions(start: str, n: int, end: str) -> None:
    """Civil Code, art. 147."""
    assert SPRING.add(day(start), n) == day(end)


@pytest.mark.parametrize(
    ("start", "end", "n"),
    [
        ("26/4/2024", "26/4/2024", 0), ("26/4/2024", "1/5/2024", 0), ("26/4/2024", "4/5/2024", 3),
        ("27/4/2024", "5/5/2024", 3), ("6/5/2024", "26/4/2024", -4), ("5/5/2024", "1/5/2024", -3),
    ],
)  # fmt: skip
def test_working_days_between_leave_out_the_first_day(start: str, end: str, n: int) -> None:
    assert SPRING.count(day(start), day(end)) == n


def test_the_days_off_passed_over_are_those_on_weekdays_in_order() -> None:
    wanted = [day("29/4/2024"), day("30/4/2024"), day("1/5/2024")]
    assert [special.day for special in SPRING.days_off(day("18/4/2024"), day("6/5/2024"))] == wanted
    assert [special.day for special in SPRING.days_off(day("6/5/2024"), day("26/4/2024"))] == wanted
    assert SPRING.days_off(day("1/5/2024"), day("1/5/2024")) == []


@pytest.mark.parametrize(
    ("text", "following", "preceding"),
    [
        ("30/4/2024", "2/5/2024", "26/4/2024"), ("2/5/2024", "3/5/2024", "26/4/2024"),
        ("5/5/2024", "6/5/2024", "4/5/2024"),
    ],
)  # fmt: skip
def test_the_nearest_working_days(text: str, following: str, preceding: str) -> None:
    assert SPRING.next_working(day(text)) == day(following)
    assert SPRING.previous_working(day(text)) == day(preceding)


@pytest.mark.parametrize(
    ("text", "rule", "end"),
    [
        ("30/4/2024", RestDay.KEEP, "30/4/2024"), ("30/4/2024", RestDay.NEXT, "2/5/2024"),
        ("30/4/2024", RestDay.PREVIOUS, "26/4/2024"), ("2/5/2024", RestDay.NEXT, "2/5/2024"),
        ("2/5/2024", RestDay.PREVIOUS, "2/5/2024"), ("4/5/2024", RestDay.NEXT, "4/5/2024"),
    ],
)  # fmt: skip
def test_a_term_that_ends_on_a_day_off_moves_only_by_rule(text: str, rule: RestDay, end: str) -> None:
    """Civil Code, art. 148.5, where the office applies it."""
    assert SPRING.moved(day(text), rule) == day(end)


@pytest.mark.parametrize(
    ("start", "end", "notes"),
    [
        ("1/1/2024", "5/6/2024", []),
        ("1/6/2024", "31/12/2024", ["06/06/2024 not certain, counted as a working day: Ngày hội"]),
        ("31/12/2024", "1/6/2024", ["06/06/2024 not certain, counted as a working day: Ngày hội"]),
        ("1/7/2024", "1/7/2025", ["2025 not certain: the official days off are not known"]),
        (
            "1/7/2022", "1/7/2027",
            [
                "2022–2023 not certain: the official days off are not known",
                "2025–2027 not certain: the official days off are not known",
                "06/06/2024 not certain, counted as a working day: Ngày hội",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_said_and_does_not_raise(start: str, end: str, notes: list[str]) -> None:
    """A Saturday that is merely waiting says nothing: it makes no difference until somebody decides."""
    assert [str(note) for note in SPRING.notes(day(start), day(end))] == notes


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("26/4/2024", 4, "6/5/2024"), ("31/12/2023", 2, "2/1/2024"), ("6/6/2024", 1, "7/6/2024"),
        ("6/6/2024", -1, "5/6/2024"), ("1/1/2025", -1, "31/12/2024"), ("6/6/2025", 0, "6/6/2025"),
    ],
)  # fmt: skip
def test_a_term_is_certain_by_the_days_that_count(start: str, n: int, end: str) -> None:
    """The first day does not count, so it may lie in a year that is not known."""
    assert SPRING.certain_end(day(start), n) == day(end)


@pytest.mark.parametrize(
    ("start", "n", "end", "doubt"),
    [
        ("30/12/2024", 2, "1/1/2025", "2025 not certain: the official days off are not known"),
        ("2/1/2024", -2, "29/12/2023", "2023 not certain: the official days off are not known"),
        ("5/6/2024", 1, "6/6/2024", "06/06/2024 not certain, counted as a working day: Ngày hội"),
    ],
)
def test_a_term_over_days_that_are_not_certain_says_where_it_may_end(
    start: str, n: int, end: str, doubt: str
) -> None:
    with pytest.raises(NotCertain) as caught:
        SPRING.certain_end(day(start), n)
    assert caught.value.end == day(end)
    assert list(map(str, caught.value.notes)) == [doubt]


def test_a_year_is_certain_or_not() -> None:
    assert SPRING.certain(2024)
    assert not SPRING.certain(2025)
    assert not SPRING.certain(9999)


@pytest.mark.parametrize(
    ("years", "runs"), [([], []), ([2027], ["2027"]), ([2027, 2029, 2030, 2031], ["2027", "2029–2031"])]
)
def test_years_in_a_row_are_named_once(years: list[int], runs: list[str]) -> None:
    assert _runs(years) == runs


def test_of_two_words_on_one_day_the_later_counts() -> None:
    both = Calendar.of([off("24/11/2026"), worked("24/11/2026")], [])
    assert both.is_working(day("24/11/2026"))
    assert not Calendar.of([worked("24/11/2026"), off("24/11/2026")], []).is_working(day("24/11/2026"))


def test_a_term_beyond_the_last_date_overflows_and_does_not_hang() -> None:
    with pytest.raises(OverflowError):
        SPRING.add(date.max, 1)


DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    lambda days, certain: Calendar.of([SpecialDay(d, w, "lễ") for d, w in days.items()], certain),
    st.dictionaries(DAYS, st.booleans(), max_size=60),
    st.sets(st.integers(2023, 2027)),
)
STEPS = st.integers(-400, 400)


@given(CALENDARS, DAYS, STEPS.filter(bool))
def test_adding_working_days_never_lands_on_a_day_off(calendar: Calendar, start: date, n: int) -> None:
    end = calendar.add(start, n)
    assert calendar.is_working(end)
    assert calendar.reason(end) is None
    assert (end > start) is (n > 0)


@given(CALENDARS, DAYS, STEPS)
def test_what_was_added_is_what_is_counted(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.count(start, calendar.add(start, n)) == n


@given(CALENDARS, DAYS, STEPS.filter(bool))
def test_going_there_and_back_ends_on_the_first_working_day_passed(calendar: Calendar, start: date, n: int) -> None:
    there = calendar.add(start, n)
    back = calendar.add(there, -n)
    assert back == (start if calendar.is_working(start) else calendar.add(start, -1 if n > 0 else 1))


@given(CALENDARS, DAYS, DAYS)
def test_counting_agrees_with_looking_at_every_day(calendar: Calendar, start: date, end: date) -> None:
    first, last = sorted((start, end))
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    span.remove(start)
    count = sum(calendar.is_working(one) for one in span)
    assert calendar.count(start, end) == (count if start <= end else -count)


@given(CALENDARS, DAYS, st.sampled_from(RestDay))
def test_a_moved_term_ends_on_a_working_day_or_stays(calendar: Calendar, end: date, rule: RestDay) -> None:
    moved = calendar.moved(end, rule)
    assert calendar.is_working(moved) or (moved, rule) == (end, RestDay.KEEP)
    assert calendar.moved(moved, rule) == moved


@pytest.mark.parametrize(
    ("base", "n", "first", "end", "weekly", "off_days", "made_up"),
    [
        ("22/4/2024", 10, "23/4/2024", "8/5/2024", 3, ["29/4/2024", "30/4/2024", "1/5/2024"], ["4/5/2024"]),
        ("26/4/2024", 1, "2/5/2024", "2/5/2024", 2, ["29/4/2024", "30/4/2024", "1/5/2024"], []),
        ("3/5/2024", 1, "4/5/2024", "4/5/2024", 0, [], ["4/5/2024"]),
        ("6/5/2024", 3, "7/5/2024", "9/5/2024", 0, [], []),
        ("11/5/2024", 1, "13/5/2024", "13/5/2024", 1, [], []),
        ("6/6/2024", 2, "7/6/2024", "8/6/2024", 0, [], ["8/6/2024"]),
    ],
)
def test_the_account_of_a_term_names_what_was_passed_over(
    base: str, n: int, first: str, end: str, weekly: int, off_days: list[str], made_up: list[str]
) -> None:
    passed = SPRING.passed(day(base), n)
    assert (passed.base, passed.n) == (day(base), n)
    assert (passed.first, passed.end, passed.weekly) == (day(first), day(end), weekly)
    assert [special.day for special in passed.off] == [day(text) for text in off_days]
    assert [special.day for special in passed.made_up] == [day(text) for text in made_up]


@given(st.dates(date(2024, 3, 1), date(2024, 9, 1)), st.integers(1, 90))
def test_every_day_of_a_term_is_accounted_for_once(base: date, n: int) -> None:
    passed = SPRING.passed(base, n)
    assert passed.end == SPRING.add(base, n)
    assert (passed.end - base).days == n + passed.weekly + len(passed.off)
    assert base < passed.first <= passed.end
    assert SPRING.count(base, passed.first) == 1
    assert all(SPRING.is_working(special.day) for special in passed.made_up)
    assert not any(SPRING.is_working(special.day) for special in passed.off)
