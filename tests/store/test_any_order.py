"""Papers arrive late: the same facts, entered in any order, give the same register on every day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support.registers import ISSUED, Clerk
from tuphap_cli.store.health import standing_check
from tuphap_cli.store.read import queries
from tuphap_cli.store.read.queries import TaskRow

END = date(2021, 12, 31)
QUARTERS = [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30)]
Fact = Callable[[Clerk], object]
PROPERTY = settings(max_examples=10)


def on(day: int) -> date:
    return ISSUED + timedelta(days=day)


def rested(clerk: Clerk, since: date, until: date) -> None:
    clerk.halt("suspend", 1, since)
    clerk.resume(1, until)


@st.composite
def happenings(draw: st.DrawFn) -> tuple[list[Fact], list[Fact], list[date]]:
    """What happens to three tasks on days of their own, in the order of the days and in another, and days to look at.

    The first task is due once, the second has no date, the third recurs; all are led by unit 1.
    """
    days = iter(sorted(draw(st.sets(st.integers(1, 250), min_size=13, max_size=13))))
    reported, moved, again, given, halted, resumed, transferred, done, after, late = (
        on(next(days)) for _ in range(10)
    )
    free, first, second = (on(next(days)) for _ in range(3))
    percent = draw(st.integers(0, 99))
    facts: list[Fact] = [
        lambda c: c.progress(1, reported, percent),
        lambda c: c.extend(1, done, moved),
        lambda c: c.extend(1, done - timedelta(days=1), again),
        lambda c: c.assign(1, 2, given),
        lambda c: rested(c, halted, resumed),
        lambda c: c.assign(1, 3, transferred),
        lambda c: c.done(1, done, "12/BC"),
        lambda c: c.progress(1, after, 50),
        lambda c: c.progress(2, free, 20),
        lambda c: c.act("done", 3, first, period="Q1"),
        lambda c: c.act("done", 3, second, period="Q3", doc="13/BC"),
        lambda c: c.start(3, late),
    ]
    return facts, draw(st.permutations(facts)), [*map(on, range(0, 260, 20)), done, after, transferred]


def registered(clerk: Clerk, facts: Sequence[Fact]) -> None:
    """Three tasks of a plan, with what happens to them entered in the order given."""
    clerk.today = END
    plan = clerk.decision()
    units = [clerk.unit(code) for code in ("A", "B", "C")]
    clerk.task(plan, unit=units[0], due=date(2022, 3, 1))
    clerk.task(plan, unit=units[0])
    clerk.task(plan, unit=units[0], due=QUARTERS)
    for fact in facts:
        fact(clerk)


def seen(clerk: Clerk, days: Sequence[date]) -> list[list[TaskRow]]:
    connection = clerk.register.connection
    return [list(queries.deadline_rows(connection, day)) for day in days]


@PROPERTY
@given(happened=happenings())
def test_facts_entered_in_any_order_give_the_same_register_on_every_day(
    memory_register: InMemory, happened: tuple[list[Fact], list[Fact], list[date]]
) -> None:
    *orders, days = happened
    found = []
    for order in orders:
        with memory_register() as register:
            clerk = Clerk(register)
            registered(clerk, order)
            found.append(seen(clerk, days))
            assert list(standing_check.wrong_intervals(register.connection)) == []
    assert found[0] == found[1]
