"""What done, in time and overdue mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli.domain import states
from tuphap_cli.domain.model import State
from tuphap_cli.domain.states import Standing

DUE = day("30/6")
DAYS = st.dates(date(2020, 1, 1), date(2023, 12, 31))
MAYBE = st.none() | DAYS


@pytest.mark.parametrize(
    ("standing", "as_of", "state"),
    [
        (Standing(DUE), "1/3", State.IN_TIME_NOT_STARTED),
        (Standing(DUE), "30/6", State.IN_TIME_NOT_STARTED),
        (Standing(DUE), "1/7", State.OVERDUE_NOT_STARTED),
        (Standing(DUE, begun=True), "30/6", State.IN_TIME_UNDER_WAY),
        (Standing(DUE, begun=True), "1/7", State.OVERDUE_UNDER_WAY),
        (Standing(DUE, done_on=DUE), "30/6", State.DONE_ON_TIME),
        (Standing(DUE, done_on=DUE), "31/12", State.DONE_ON_TIME),
        (Standing(DUE, done_on=day("1/7")), "1/7", State.DONE_LATE),
        (Standing(DUE, suspended_on=day("1/3")), "1/7", State.SUSPENDED),
        (Standing(DUE, cancelled_on=day("1/3")), "1/7", State.CANCELLED),
        (Standing(DUE, suspended_on=day("1/3"), cancelled_on=day("2/3")), "1/7", State.CANCELLED),
        (Standing(DUE, done_on=DUE, suspended_on=day("1/3")), "1/7", State.DONE_ON_TIME),
        (Standing(DUE, done_on=DUE, cancelled_on=day("1/8")), "1/9", State.DONE_ON_TIME),
        (Standing(None), "1/7", State.NO_DEADLINE),
        (Standing(None, begun=True), "1/7", State.NO_DEADLINE),
        (Standing(None, done_on=DUE), "1/7", State.NO_DEADLINE),
        (Standing(None, suspended_on=DUE), "1/7", State.SUSPENDED),
    ],
)
def test_the_state_of_a_standing(standing: Standing, as_of: str, state: State) -> None:
    assert states.state(standing, day(as_of)) is state


@given(DAYS, st.booleans(), DAYS)
def test_an_open_deadline_is_in_time_through_its_last_day_and_overdue_from_the_next(
    due: date, begun: bool, as_of: date
) -> None:
    found = states.state(Standing(due, begun=begun), as_of)
    assert (found in states.OVERDUE) == (as_of > due)
    assert (found in states.IN_TIME) == (as_of <= due)


@given(st.builds(Standing, MAYBE, MAYBE, st.integers(0, 2), MAYBE, MAYBE), DAYS, DAYS)
def test_completion_never_turns_back_with_the_day(standing: Standing, one: date, other: date) -> None:
    """Only open deadlines change their state by the mere passing of time."""
    first, second = states.state(standing, one), states.state(standing, other)
    if standing.done_on is not None:
        assert first is second
    else:
        assert first not in states.DONE


@given(DAYS, DAYS)
def test_days_late_are_the_calendar_days_after_the_due_day_and_never_negative(due: date, until: date) -> None:
    late = states.days_late(due, until)
    assert late >= 0
    assert due + timedelta(days=late) == max(due, until)


@pytest.mark.parametrize(
    ("standings", "speaks"),
    [
        ([Standing(DUE)], 0),
        ([Standing(day("31/3"), done_on=day("31/3")), Standing(DUE), Standing(day("30/9"))], 1),
        ([Standing(day("30/9")), Standing(DUE)], 1),
        ([Standing(None), Standing(DUE)], 1),
        ([Standing(None), Standing(DUE, done_on=DUE)], 0),
        ([Standing(day("31/3"), done_on=DUE), Standing(DUE, done_on=DUE)], 1),
        ([Standing(DUE, done_on=DUE), Standing(None, done_on=DUE)], 0),
        ([Standing(DUE), Standing(DUE)], 0),
    ],
)
def test_the_earliest_open_deadline_speaks_for_a_task_else_the_last_done(
    standings: list[Standing], speaks: int
) -> None:
    assert states.governing(standings) == speaks


@given(st.lists(st.builds(Standing, MAYBE, MAYBE), min_size=1, max_size=6))
def test_a_task_counts_as_done_only_when_every_deadline_is(standings: list[Standing]) -> None:
    speaking = standings[states.governing(standings)]
    assert (speaking.done_on is not None) == all(s.done_on is not None for s in standings)


def test_the_families_of_states_do_not_overlap() -> None:
    families = [*states.OVERDUE, *states.IN_TIME, *states.DONE]
    assert len(families) == len(set(families))
