"""A unit hands its open work over: nothing is left with it, and what was before stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support.any_register import SPECS, UNITS, Spec, enter
from tests.support.registers import ISSUED, TODAY, Clerk, day, ground
from tuphap_cli import errors
from tuphap_cli.domain.handover import Receivers
from tuphap_cli.store.health import standing_check
from tuphap_cli.store.read.queries import TaskRow
from tuphap_cli.store.write import handing_over, tasks

GIVER, FIRST, SECOND = 2, 1, 4  # HC, STP, TG in the order in which any_register enters them


def hand_over(clerk: Clerk, after: int, receivers: Receivers) -> handing_over.Handover:
    with clerk.writing("unit transfer") as change:
        return handing_over.hand_over(change, GIVER, receivers, ground(ISSUED + timedelta(days=after)), TODAY)


def rows_on(clerk: Clerk, on: date) -> dict[int, TaskRow]:
    """The rows of a day, but for the words by which a task is found, which follow the present units."""
    return {task: row._replace(shadow="") for task, row in clerk.rows(on).items()}


@settings(max_examples=40)
@given(specs=SPECS, after=st.integers(1, 133), to_first=st.sets(st.integers(1, 10)))
def test_nothing_is_left_and_nothing_before_changes(
    memory_register: InMemory, specs: list[Spec], after: int, to_first: set[int]
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        enter(clerk, specs)
        on = ISSUED + timedelta(days=after)
        eve = on - timedelta(days=1)
        before, then = rows_on(clerk, eve), clerk.rows(on)
        led = [task for task in then if then[task].unit == UNITS[GIVER - 1] and then[task].done_on is None]
        named = dict.fromkeys(to_first, FIRST)
        done = hand_over(clerk, after, Receivers((FIRST, SECOND), named, rest=SECOND))
        assert done.undecided == []
        assert rows_on(clerk, eve) == before
        assert handing_over.left_with(register.connection, GIVER, on) == []
        now = clerk.rows(on)
        for task, row in now.items():
            assert (row.original_due, row.due, row.done_on, row.percent) == (
                then[task].original_due, then[task].due, then[task].done_on, then[task].percent,
            )  # fmt: skip
        open_then = [task for task in led if then[task].cancelled_on is None]
        assert {task: now[task].unit for task in open_then} == {
            task: UNITS[(FIRST if task in to_first else SECOND) - 1] for task in open_then
        }
        assert list(standing_check.wrong_intervals(register.connection)) == []


def test_undecided_tasks_stay_and_are_named(memory_register: InMemory) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        giver, one, two = (clerk.unit(code) for code in ("A", "B", "C"))
        plan = clerk.decision("25/QĐ-STP")
        plain = clerk.task(plan, "Việc 1", unit=giver, due=day("30/6"))
        supported = clerk.task(plan, "Việc 2", unit=giver, due=day("30/6"), supports=[two])
        with clerk.writing("unit transfer") as change:
            done = handing_over.hand_over(change, giver, Receivers((one, two)), ground(day("1/7")), TODAY)
        assert done.undecided == [plain]
        assert [(moved.task, moved.to) for moved in done.moved] == [(supported, two)]
        assert (clerk.row(plain).unit, clerk.row(supported).unit) == ("A", "C")


def test_what_is_reopened_after_the_day_goes_over_on_its_own_day(memory_register: InMemory) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        giver, taker = clerk.unit("A"), clerk.unit("B")
        task = clerk.task(clerk.decision("25/QĐ-STP"), "Việc", unit=giver, due=day("30/6"))
        clerk.done(task, day("1/6"))
        clerk.reopen(task, day("5/7"))
        clerk.transfer(giver, taker, day("1/7"))
        assert [clerk.row(task, day(on)).unit for on in ("30/6", "4/7", "5/7")] == ["A", "A", "B"]
        with clerk.writing("unit close") as change:
            assert handing_over.close_unit(change, giver, day("1/7")).valid_to == day("1/7")


def test_what_comes_to_the_unit_after_today_goes_over_on_that_day(memory_register: InMemory) -> None:
    """As where the clock is behind what was recorded."""
    with memory_register() as register:
        clerk = Clerk(register)
        giver, taker, later = clerk.unit("A"), clerk.unit("B"), TODAY + timedelta(days=20)
        task = clerk.task(clerk.decision("25/QĐ-STP"), "Việc", unit=giver, due=day("30/6"))
        with clerk.writing("task assign") as change:
            tasks.assign_task(change, task, taker, day("1/5"), ground(day("1/5")))
            tasks.assign_task(change, task, giver, later, ground(later))
        clerk.transfer(giver, taker, day("1/7"))
        assert {clerk.row(task, on).unit for on in (day("1/7"), TODAY, later)} == {"B"}
        assert handing_over.left_with(register.connection, giver, day("1/7")) == []


@pytest.mark.parametrize(("begins", "ends"), [("2/7", ""), ("", "1/7"), ("", "30/6")])
def test_a_unit_that_is_not_there_on_the_day_takes_nothing_over(
    memory_register: InMemory, begins: str, ends: str
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        giver, taker = clerk.unit("A"), clerk.unit("B")
        with clerk.writing() as change:
            change.update(
                "unit",
                taker,
                {"valid_from": day(begins) if begins else None, "valid_to": day(ends) if ends else None},
            )
        with pytest.raises(errors.BadField):
            clerk.transfer(giver, taker, day("1/7"))


def test_a_unit_does_not_end_before_it_began(memory_register: InMemory) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        unit = clerk.unit("A")
        with clerk.writing() as change:
            change.update("unit", unit, {"valid_from": day("2/7")})
        with pytest.raises(errors.BadField), clerk.writing() as change:
            handing_over.close_unit(change, unit, day("1/7"))
