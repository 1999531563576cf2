"""The figures of a summary: one box for every task, names that make a whole, equal shares of equal counts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli.domain import tallies
from tuphap_cli.domain.model import DeadlineKind, State, TaskKind
from tuphap_cli.domain.tallies import AGES, BOXES, FIGURES, FLOWS, Counted

KEY, REGULAR = TaskKind.KEY, TaskKind.REGULAR
BY, NONE, ONGOING, FROM = DeadlineKind.BY, DeadlineKind.NONE, DeadlineKind.ONGOING, DeadlineKind.FROM
COUNTED = st.builds(
    Counted, st.sampled_from(State), st.sampled_from(TaskKind), st.sampled_from(DeadlineKind), st.booleans(),
    st.integers(1, 400),
)  # fmt: skip
# The figures that make a whole of tasks, as finely as they are told apart.
FINEST = (
    "done_on_time", "done_late", "in_time_under_way", "in_time_not_started", "overdue_under_way",
    "overdue_not_started", "no_deadline_regular", "no_deadline_other", "suspended", "cancelled",
)  # fmt: skip


# -- figures of a task ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "names"),
    [
        (Counted(State.DONE_ON_TIME, KEY, BY, True), "done_on_time with_deadline finished"),
        (Counted(State.DONE_LATE, KEY, BY, True), "done_late with_deadline finished"),
        (Counted(State.IN_TIME_UNDER_WAY, KEY, BY, False), "open_in_time with_deadline in_time_under_way"),
        (Counted(State.IN_TIME_NOT_STARTED, KEY, BY, False), "open_in_time with_deadline in_time_not_started"),
        (
            Counted(State.OVERDUE_UNDER_WAY, KEY, BY, False, 30),
            "open_overdue with_deadline overdue_under_way overdue_1_30",
        ),
        (
            Counted(State.OVERDUE_NOT_STARTED, REGULAR, BY, False, 121),
            "open_overdue with_deadline overdue_not_started overdue_over_120",
        ),
        (Counted(State.NO_DEADLINE, KEY, NONE, False), "no_deadline no_deadline_other"),
        (Counted(State.NO_DEADLINE, KEY, DeadlineKind.EVENT, False), "no_deadline no_deadline_other"),
        (Counted(State.NO_DEADLINE, REGULAR, NONE, False), "no_deadline no_deadline_regular"),
        (Counted(State.NO_DEADLINE, KEY, ONGOING, False), "no_deadline no_deadline_regular"),
        (Counted(State.NO_DEADLINE, TaskKind.AD_HOC, FROM, False), "no_deadline no_deadline_regular"),
        (
            Counted(State.NO_DEADLINE, KEY, NONE, True),
            "no_deadline no_deadline_other no_deadline_with_result no_deadline_other_with_result",
        ),
        (
            Counted(State.NO_DEADLINE, REGULAR, NONE, True),
            "no_deadline no_deadline_regular no_deadline_with_result no_deadline_regular_with_result",
        ),
        (Counted(State.SUSPENDED, KEY, BY, False), "suspended"),
        (Counted(State.CANCELLED, REGULAR, NONE, False), "cancelled"),
    ],
)
def test_the_figures_in_which_a_task_counts(task: Counted, names: str) -> None:
    assert sorted(tallies.figures(task)) == sorted(["assigned", *names.split()])


@given(st.lists(COUNTED, max_size=30))
def test_the_figures_make_wholes(tasks: list[Counted]) -> None:
    t = tallies.tally(tallies.figures(task) for task in tasks)
    assert t["assigned"] == len(tasks) == sum(t[box] for box in BOXES) == sum(t[name] for name in FINEST)
    assert t["with_deadline"] == t["finished"] + t["open_in_time"] + t["open_overdue"]
    assert t["finished"] == t["done_on_time"] + t["done_late"]
    assert t["open_in_time"] == t["in_time_under_way"] + t["in_time_not_started"]
    assert t["open_overdue"] == t["overdue_under_way"] + t["overdue_not_started"]
    assert t["open_overdue"] == sum(t[name] for name, _last in AGES)
    assert t["no_deadline"] == t["no_deadline_regular"] + t["no_deadline_other"]
    results = t["no_deadline_regular_with_result"] + t["no_deadline_other_with_result"]
    assert t["no_deadline_with_result"] == results <= t["no_deadline"]


@given(COUNTED)
def test_a_task_counts_once_in_exactly_one_of_the_finest_figures(task: Counted) -> None:
    names = tallies.figures(task)
    assert len(names) == len(set(names))
    assert set(names) <= set(FIGURES)
    assert len(set(names) & set(FINEST)) == 1


def test_every_figure_has_a_name_of_its_own() -> None:
    assert not set(FIGURES) & set(FLOWS)
    assert len({*FIGURES, *FLOWS}) == len(FIGURES) + len(FLOWS)
    assert set(FINEST) <= set(FIGURES)


@pytest.mark.parametrize(
    ("days", "figure"),
    [
        (1, "overdue_1_30"), (30, "overdue_1_30"), (31, "overdue_31_60"), (60, "overdue_31_60"),
        (61, "overdue_61_90"), (90, "overdue_61_90"), (91, "overdue_91_120"), (120, "overdue_91_120"),
        (121, "overdue_over_120"), (4000, "overdue_over_120"),
    ],
)  # fmt: skip
def test_the_ages_of_what_is_overdue(days: int, figure: str) -> None:
    assert tallies.age(days) == figure


# -- flows ---------------------------------------------------------------------------------------------------


def maybe(text: str | None) -> date | None:
    return day(text) if text else None


ALL = "due_in_period done_in_period due_in_period_done"


@pytest.mark.parametrize(
    ("due", "done", "names"),
    [
        (None, None, ""), ("10/4", None, "due_in_period"), (None, "10/4", ""),
        ("10/4", "10/4", ALL), ("15/3", "14/6", ALL), ("14/3", "15/6", ""), ("14/3", "15/3", "done_in_period"),
        ("14/6", "15/6", "due_in_period due_in_period_done"), ("15/6", "14/6", "done_in_period"),
        ("10/4", "1/2", "due_in_period due_in_period_done"),
    ],
)  # fmt: skip
def test_what_falls_due_and_what_is_done_in_the_days_of_a_report(
    due: str | None, done: str | None, names: str
) -> None:
    found = tallies.flows(maybe(due), maybe(done), day("15/3"), day("14/6"), None)
    assert found == names.split()


@pytest.mark.parametrize(
    ("due", "done", "names"),
    [
        ("31/5", "31/5", ""), ("1/6", None, "due_in_estimated"), (None, "1/6", ""),
        ("30/6", "30/6", "due_in_estimated done_in_estimated"), ("1/7", "1/7", ""),
        ("31/5", "1/6", "done_in_estimated"),
    ],
)  # fmt: skip
def test_what_lies_in_the_estimated_days(due: str | None, done: str | None, names: str) -> None:
    found = tallies.flows(maybe(due), maybe(done), day("1/1"), day("30/6"), day("1/6"))
    assert [name for name in found if "estimated" in name] == names.split()


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates(), st.integers(0, 400))
def test_flows_are_named_once_and_agree_with_each_other(
    due: date | None, done: date | None, start: date, length: int
) -> None:
    end = date.fromordinal(min(start.toordinal() + length, date.max.toordinal()))
    names = tallies.flows(due, done, start, end, start)
    assert len(names) == len(set(names))
    assert set(names) <= set(FLOWS)
    assert ("due_in_period_done" in names) == ("due_in_period" in names and done is not None)
    assert ("due_in_estimated" in names) == ("due_in_period" in names)  # all days are estimated
    assert ("done_in_estimated" in names) == ("done_in_period" in names)


# -- sums ----------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from("abc"), COUNTED), max_size=30))
def test_the_tallies_under_keys_add_to_the_whole_in_the_order_of_the_keys(found: list[tuple[str, Counted]]) -> None:
    marked = [tallies.figures(task) for _key, task in found]
    parts = tallies.tally_by((key for key, _task in found), marked)
    assert sum(parts.values(), Counter[str]()) == tallies.tally(marked)
    assert list(parts) == list(dict.fromkeys(key for key, _task in found))


def test_rates_name_part_and_base() -> None:
    counted = Counter(
        {"assigned": 40, "finished": 12, "done_on_time": 9, "open_overdue": 8, "with_deadline": 30, "done_late": 3}
    )
    assert tallies.rates_of(counted) == {
        "finished_of_total": (12, 40), "finished_of_due": (12, 20), "finished_of_with_deadline": (12, 30),
        "on_time_of_finished": (9, 12), "overdue_of_with_deadline": (8, 30),
    }  # fmt: skip
    assert set(tallies.rates_of(Counter()).values()) == {(0, 0)}


@pytest.mark.parametrize(
    ("part", "base", "expected"),
    [
        (0, 0, None), (0, 5, 0.0), (5, 5, 100.0), (1, 3, 33.33), (2, 3, 66.67), (1, 8, 12.5), (1, 800, 0.13),
        (1, 1600, 0.06), (1, 20000, 0.01), (1, 20001, 0.0), (16051, 16274, 98.63), (13119, 15533, 84.46),
        (1, 160, 0.63), (3, 160, 1.88),
    ],
)  # fmt: skip
def test_per_cent_rounds_half_up_to_two_places(part: int, base: int, expected: float | None) -> None:
    assert tallies.per_cent(part, base) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_per_cent_is_never_further_than_half_a_step_from_the_truth_and_half_goes_up(part: int, base: int) -> None:
    found = tallies.per_cent(part, base)
    assert found is not None
    steps = Fraction(round(found * 100))
    assert Fraction(-1, 2) < steps - Fraction(10000 * part, base) <= Fraction(1, 2)
    assert round(found, 2) == found


@given(st.lists(st.tuples(st.integers(1, 5), st.lists(st.sampled_from(tallies.FLOWS), unique=True)), max_size=20))
def test_deadlines_are_counted_each_and_their_tasks_once(flowed: list[tuple[int, list[str]]]) -> None:
    found = tallies.flow_tally(flowed)
    for flow in tallies.FLOWS:
        tasks = [task for task, names in flowed if flow in names]
        assert (found[flow], found[tallies.TASKS_OF[flow]]) == (len(tasks), len(set(tasks)))


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12))
def test_equal_counts_have_equal_shares_and_larger_ones_no_smaller_share(counts: list[int]) -> None:
    shares = [tallies.per_cent(count, sum(counts)) or 0.0 for count in counts]
    for one, share in zip(counts, shares, strict=True):
        for other, of_other in zip(counts, shares, strict=True):
            assert one < other or share >= of_other
