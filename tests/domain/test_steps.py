"""At which steps of a deadline a check tells of it again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.steps import Step, step_of

DUE = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("days_after", "step"),
    [
        (-400, Step.AHEAD), (-8, Step.AHEAD), (-7, Step.DUE_7), (-4, Step.DUE_7), (-3, Step.DUE_3), (-2, Step.DUE_3),
        (-1, Step.DUE_1), (0, Step.DUE_1), (1, Step.OVERDUE), (29, Step.OVERDUE), (30, Step.LATE_30),
        (59, Step.LATE_30), (60, Step.LATE_60), (89, Step.LATE_60), (90, Step.LATE_90), (4000, Step.LATE_90),
    ],
)  # fmt: skip
def test_a_step_begins_on_its_day_and_holds_until_the_next(days_after: int, step: Step) -> None:
    assert step_of(DUE, DUE + timedelta(days=days_after)) is step
    assert step.late is (days_after > 0)


@given(st.dates(), st.integers(-500, 500))
def test_with_each_day_a_deadline_stays_at_its_step_or_goes_on_to_the_next(due: date, days: int) -> None:
    order = list(Step)
    try:
        before, after = due + timedelta(days=days), due + timedelta(days=days + 1)
    except OverflowError:
        return
    assert order.index(step_of(due, after)) - order.index(step_of(due, before)) in {0, 1}
