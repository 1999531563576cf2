"""What follows for a task from those that carry it out below."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.handed_down import CarryingOut, Disagreement, added_up, disagreement
from tuphap_cli.domain.states import Standing

DAY = date(2021, 7, 9)
RUNNING, DONE = Standing(DAY), Standing(DAY, done_on=DAY)
SUSPENDED, CANCELLED = Standing(DAY, suspended_on=DAY), Standing(DAY, cancelled_on=DAY)


@pytest.mark.parametrize(
    ("own", "below", "expected"),
    [
        (RUNNING, CarryingOut(), None),
        (RUNNING, CarryingOut(2, 1), None),
        (RUNNING, CarryingOut(2, 2), Disagreement.ALL_DONE),
        (RUNNING, CarryingOut(3, 2, cancelled=1), Disagreement.ALL_DONE),
        (RUNNING, CarryingOut(3, 1, cancelled=1), None),
        (RUNNING, CarryingOut(2, cancelled=2), Disagreement.NOBODY_LEFT),
        (DONE, CarryingOut(), None),
        (DONE, CarryingOut(2, 2), None),
        (DONE, CarryingOut(2, 1), Disagreement.STILL_OPEN),
        (DONE, CarryingOut(2, 1, cancelled=1), None),
        (DONE, CarryingOut(1, cancelled=1), None),
        (CANCELLED, CarryingOut(2, 2), None),
        (SUSPENDED, CarryingOut(2, cancelled=2), None),
    ],
)
def test_where_a_register_and_those_below_differ(
    own: Standing, below: CarryingOut, expected: Disagreement | None
) -> None:
    assert disagreement(own, below) == expected


COUNTS = st.lists(st.sampled_from(["open", "late", "done", "cancelled"]), max_size=6)


def counted(states: list[str]) -> CarryingOut:
    done, late, cancelled = (states.count(word) for word in ("done", "late", "cancelled"))
    return CarryingOut(len(states), done, late, cancelled, DAY if states else None, DAY if done else None)


@given(st.lists(COUNTS, max_size=5))
def test_offices_add_up_to_what_all_their_tasks_together_are(offices: list[list[str]]) -> None:
    assert added_up([counted(states) for states in offices]) == counted([one for states in offices for one in states])


@given(COUNTS)
def test_every_task_is_done_cancelled_or_open(states: list[str]) -> None:
    below = counted(states)
    assert below.done + below.cancelled + below.still_open == below.tasks
    assert below.all_done == ("done" in states and not {"open", "late"}.intersection(states))
