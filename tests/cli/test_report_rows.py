"""report --rows: behind every figure stand the tasks that it counts; here they are named one by one, by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, in_memory
from tests.support.reports import check_rows, live_figures, window
from tuphap_cli.cli import replay
from tuphap_cli.domain.tallies import FIGURES, FLOWS

# The tasks of tests/support/forty.py behind each figure of the second quarter, as of 14/6.
BEHIND = {
    "assigned": [*range(1, 41)],
    "with_deadline": [*range(1, 16), 21, 22, 23, 24, 25, 28, 30, 31, 32, 33, 34, 36, 37, 38],
    "finished": [1, 2, 3, 4, 5, 23, 30, 31, 32, 33, 36],
    "done_on_time": [1, 4, 23, 30, 33, 36],
    "done_late": [2, 3, 5, 31, 32],
    "open_in_time": [14, 15, 21, 24, 34, 38],
    "in_time_under_way": [15, 21, 34, 38],
    "in_time_not_started": [14, 24],
    "open_overdue": [6, 7, 8, 9, 10, 11, 12, 13, 22, 25, 28, 37],
    "overdue_under_way": [7, 9, 13, 22, 37],
    "overdue_not_started": [6, 8, 10, 11, 12, 25, 28],
    "no_deadline": [16, 17, 18, 19, 20, 26, 35, 39],
    "no_deadline_with_result": [17, 19],
    "no_deadline_regular": [16, 17, 18],
    "no_deadline_regular_with_result": [17],
    "no_deadline_other": [19, 20, 26, 35, 39],
    "no_deadline_other_with_result": [19],
    "suspended": [27],
    "cancelled": [29, 40],
    "overdue_1_30": [6, 37],
    "overdue_31_60": [7, 8, 22, 25, 28],
    "overdue_61_90": [9, 10],
    "overdue_91_120": [11, 12],
    "overdue_over_120": [13],
    "due_in_period": [4, 5, 6, 7, 8, 9, 10, 11, 15, 21, 22, 22, 22, 23, 25, 28, 30, 31, 32, 33, 34, 37],
    "done_in_period": [3, 4, 5, 21, 22, 23, 23, 30, 31, 32, 33, 36],
    "due_in_period_done": [4, 5, 21, 22, 23, 30, 31, 32, 33],
    "due_in_estimated": [],
    "done_in_estimated": [],
}  # fmt: skip
UNITS = {
    "HC": {6, 7, 19, 21, 22, 29, 34},
    "HT": {1, 2, 3, 20, 24, 26},
    "QT": {4, 5, 25, 33, 35, 36},
    "-": {12, 13, 39},
}
NARROWED: list[tuple[tuple[str, ...], set[int]]] = [
    (("--unit", "HC"), UNITS["HC"] | UNITS["HT"] | UNITS["QT"]),
    (("--unit", "HC", "--alone"), UNITS["HC"]),
    (("--unit", "-"), UNITS["-"]),
    (("--group", "I"), {*range(1, 13), *range(27, 39)}),
    (("--group", "-"), {39, 40}),
    (("--decision", "40/KH-STP"), {*range(27, 41)}),
    (("--decision", "40/KH-STP", "--group", "I", "--unit", "QT"), {33, 35, 36}),
    (("--kind", "ad_hoc"), {13, 30, 31, 38, 40}),
]


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run("report", "quarter", "2/2021", *argv, "--format", "json").out)


def behind(run: Run, figure: str, *argv: str) -> list[int]:
    return [row["task"] for row in answer(run, "--rows", figure, *argv)["rows"]]


def test_every_figure_has_its_tasks() -> None:
    assert list(BEHIND) == [*FIGURES, *FLOWS]


@pytest.mark.parametrize("figure", BEHIND)
def test_behind_a_figure_stand_its_tasks(forty_office: Clerk, run: Run, figure: str) -> None:
    found = answer(run, "--rows", figure)
    assert [row["task"] for row in found["rows"]] == BEHIND[figure]
    assert (found["schema"], found["figure"], found["period"]["name"]) == ("tuphap.summary.rows/1", figure, "Q2/2021")
    assert found["totals"] == {"rows": len(BEHIND[figure]), "tasks": len(set(BEHIND[figure]))}


@pytest.mark.parametrize(
    ("words", "tasks"), NARROWED, ids=lambda case: " ".join(case) if isinstance(case, tuple) else ""
)
def test_a_part_of_the_register_has_its_part_of_each_figure(
    forty_office: Clerk, run: Run, words: tuple[str, ...], tasks: set[int]
) -> None:
    whole = answer(run, *words)
    for figure in ("assigned", "done_late", "open_overdue", "no_deadline_other", "overdue_31_60"):
        expected = [task for task in BEHIND[figure] if task in tasks]
        assert behind(run, figure, *words) == expected, figure
        assert whole["totals"][figure] == len(expected), figure
    due = [task for task in BEHIND["due_in_period"] if task in tasks]
    assert behind(run, "due_in_period", *words) == due
    assert whole["flows"]["due_in_period"] == len(due)


def test_a_report_on_a_part_says_so(forty_office: Clerk, run: Run) -> None:
    for words, told in (
        (("--unit", "HC"), "Only Phòng Hành chính."),
        (("--unit", "-"), "Only no lead unit."),
        (("--group", "-", "--kind", "ad_hoc"), "Only no group, ad hoc task."),
        (("--decision", "40/KH-STP", "--group", "I"), "Only 40/KH-STP, I."),
    ):
        assert told in run("report", "quarter", "2/2021", *words).out.splitlines()
        assert told in run("report", "quarter", "2/2021", *words, "--rows", "assigned").out.splitlines()


@pytest.mark.parametrize("figure", ["done_late", "no_deadline_other_with_result", "overdue_31_60", "due_in_period"])
def test_the_list_names_its_figure_in_words(forty_office: Clerk, run: Run, figure: str) -> None:
    words = {
        "done_late": "done late", "overdue_31_60": "overdue 31 to 60 days", "due_in_period": "due in the period",
        "no_deadline_other_with_result": "waiting for a date, with a result",
    }  # fmt: skip
    text = run("report", "quarter", "2/2021", "--rows", figure).out
    assert text.splitlines()[0] == f"Summary of quarter II/2021: {words[figure]}"


def test_a_figure_that_counts_nothing_is_an_empty_list(forty_office: Clerk, run: Run) -> None:
    ran = run("report", "quarter", "2/2021", "--rows", "due_in_estimated")
    assert (ran.code, ran.err) == (0, "")
    assert behind(run, "suspended", "--unit", "TG") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rows", "done"), "done_late"),
        (("--kind", "big"), "ad_hoc"),
        (("--against", "past"), "original"),
    ],
)
def test_a_word_that_is_none_of_them_is_refused_with_those_there_are(
    forty_office: Clerk, run: Run, words: tuple[str, ...], told: str
) -> None:
    ran = run("report", "quarter", "2/2021", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


# -- the sample ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(template: bytes) -> Iterator[Clerk]:
    """The sample with its half year of progress."""
    with in_memory(template) as register:
        replay._enter_units(register)
        replay._import(register)
        replay._replay(register)
        yield Clerk(register)


@pytest.mark.parametrize("name", ["Q1/2021", "Q2/2021", "H1/2021"])
def test_behind_every_figure_of_every_cell_of_the_sample_stand_as_many_tasks(sample: Clerk, name: str) -> None:
    covered = window(name)
    whole = live_figures(sample.register.connection, covered, min(covered.end, date(2021, 7, 9)))
    assert whole.total["assigned"] == 130
    check_rows(sample, whole)
