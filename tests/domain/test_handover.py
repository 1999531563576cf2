"""To which unit a task goes when its unit hands its work over."""

from __future__ import annotations

import pytest

from tests.support.registers import day
from tuphap_cli.domain.handover import HandedGroup, Receivers, Reorganised, first_of

A, B, C = 1, 2, 3


@pytest.mark.parametrize(
    ("receivers", "supporting", "to"),
    [
        (Receivers((A,)), (), A),
        (Receivers((A,), {7: B}), (), B),
        (Receivers((A, B)), (), None),
        (Receivers((A, B)), (C,), None),
        (Receivers((A, B)), (B, C), B),
        (Receivers((A, B)), (A, B), None),
        (Receivers((A, B), rest=A), (A, B), A),
        (Receivers((A, B), rest=A), (B,), B),
        (Receivers((A, B), {7: A}, rest=B), (B,), A),
        (Receivers((A, B), {8: A}, rest=B), (), B),
        (Receivers(()), (A,), None),
        (Receivers((), {8: A}), (A,), None),
    ],
)
def test_the_list_comes_before_the_rule_and_the_rule_before_the_rest(
    receivers: Receivers, supporting: tuple[int, ...], to: int | None
) -> None:
    assert receivers.of(7, supporting) == to


def test_units_that_single_tasks_name_take_over_as_well() -> None:
    assert Receivers((A, B), {7: C, 8: A}).every == (A, B, C)


@pytest.mark.parametrize(
    ("tasks", "shown"), [([], ""), ([9, 1], "1, 9"), (range(1, 13), ", ".join(map(str, range(1, 13))))]
)
def test_a_few_numbers_are_all_shown(tasks: list[int], shown: str) -> None:
    assert first_of(tasks) == shown


def test_of_many_numbers_the_first_twelve_are_shown() -> None:
    assert first_of(range(20, 0, -1)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …"


def test_what_nothing_decides_is_counted() -> None:
    on = day("1/7")
    groups = [
        HandedGroup("HC", "Phòng HC", "VP", "Văn phòng", (1, 2), on, "15/QĐ-STP"),
        HandedGroup("HC", "Phòng HC", None, "", (3, 4, 5), on, "15/QĐ-STP"),
    ]
    assert Reorganised(handed=groups).undecided == 3
    assert Reorganised().undecided == 0
