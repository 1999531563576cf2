"""The history of a task as intervals: what follows from the days alone, whatever the register does with it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.standing import intervals
from tuphap_cli.domain.task_history import Dated, Fact, History

ASSIGNED = date(2021, 3, 1)
DAYS = st.sampled_from([ASSIGNED + timedelta(days) for days in range(-4, 6)])
DEADLINES = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4).map(
    lambda several: [Dated(n, due, begins if n else None) for n, (due, begins) in enumerate(several)]
)


@given(deadlines=DEADLINES, starts=st.none() | DAYS, lead=st.none() | st.integers(1, 3))
def test_a_task_of_which_nothing_has_happened_is_as_the_general_rule_has_it(
    deadlines: list[Dated], starts: date | None, lead: int | None
) -> None:
    """To go on with what was never halted changes nothing, but is a fact, so that the general rule is asked."""
    untouched = History(12, ASSIGNED, lead, deadlines, (), starts)
    assert intervals(untouched) == intervals(untouched._replace(facts=[Fact(ASSIGNED, 1, "resume")]))
