"""The reports on a register of forty tasks against figures worked out by hand (see tests/support/forty.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.support import forty
from tests.support.registers import Clerk, day, in_memory
from tests.support.reports import boxes, part, plain, report, rows_in, table
from tuphap_cli.reports.base import Json, Report
from tuphap_cli.reports.figures import Selection

CUT_OFF = day("14/6")

# Of the states on 14/6: on time 1 4 23 30 33 36; late 2 3 5 31 32; in time, begun 15 34 38; in time, not 14 21 24;
# overdue, begun 7 9 13 22 37; overdue, not 6 8 10 11 12 25 28; no date, regular 16 17 18; no date, other 19 20 26 35
# 39; suspended 27; cancelled 29 40.
TOTALS = {
    "assigned": 40, "with_deadline": 29, "finished": 11, "done_on_time": 6, "done_late": 5, "open_in_time": 6,
    "in_time_under_way": 4, "in_time_not_started": 2, "open_overdue": 12, "overdue_under_way": 5,
    "overdue_not_started": 7, "no_deadline": 8, "no_deadline_with_result": 2, "no_deadline_regular": 3,
    "no_deadline_regular_with_result": 1, "no_deadline_other": 5, "no_deadline_other_with_result": 1,
    "suspended": 1, "cancelled": 2,
    # 6 37 | 7 8 22 25 28 | 9 10 | 11 12 | 13
    "overdue_1_30": 2, "overdue_31_60": 5, "overdue_61_90": 2, "overdue_91_120": 2, "overdue_over_120": 1,
}  # fmt: skip
# Unit, level; assigned, on time, late, in time, overdue, no date, suspended, cancelled: own | with those below.
BY_UNIT = [
    ("STP", 0, (4, 0, 1, 2, 1, 0, 0, 0), (30, 4, 4, 6, 8, 6, 1, 1)),  # 14 15 32 37 | and HC, PB
    ("HC", 1, (7, 0, 0, 2, 3, 1, 0, 1), (19, 4, 3, 3, 4, 4, 0, 1)),  # 6 7 19 21 22 29 34 | and HT, QT
    ("HT", 2, (6, 1, 2, 1, 0, 2, 0, 0), (6, 1, 2, 1, 0, 2, 0, 0)),  # 1 2 3 20 24 26
    ("QT", 2, (6, 3, 1, 0, 1, 1, 0, 0), (6, 3, 1, 0, 1, 1, 0, 0)),  # 4 5 25 33 35 36
    ("PB", 1, (7, 0, 0, 1, 3, 2, 1, 0), (7, 0, 0, 1, 3, 2, 1, 0)),  # 8 9 16 17 27 28 38
    ("TG", 0, (7, 2, 1, 0, 2, 1, 0, 1), (7, 2, 1, 0, 2, 1, 0, 1)),  # 10 11 18 23 30 31 40
    ("", 0, (3, 0, 0, 0, 2, 1, 0, 0), (3, 0, 0, 0, 2, 1, 0, 0)),  # 12 13 39
]
BY_GROUP = [
    ("10/QĐ-STP", "I", 12, 2, 3, 0, 7, 0, 0, 0),  # 1–12
    ("10/QĐ-STP", "II", 14, 1, 0, 4, 3, 6, 0, 0),  # 13–26
    ("40/KH-STP", "I", 12, 3, 2, 2, 2, 1, 1, 1),  # 27–38
    ("40/KH-STP", "", 2, 0, 0, 0, 0, 1, 0, 1),  # 39 40
]
BY_DECISION = [("10/QĐ-STP", 26, 3, 3, 4, 10, 6, 0, 0), ("40/KH-STP", 14, 3, 2, 2, 2, 2, 1, 2)]
BY_KIND = [
    ("key", 32, 5, 4, 5, 10, 6, 1, 1),
    ("regular", 3, 0, 0, 0, 1, 2, 0, 0),  # 16 17 37
    ("ad_hoc", 5, 1, 1, 1, 1, 0, 0, 1),  # 13 30 31 38 40
]
# Due from 15/3 to 14/6: 4 5 6 7 8 9 10 11 15 21 22(31/3 30/4 31/5) 23(31/3) 25 28 30 31 32 33 34 37; of these done
# 4 5 21 22(31/3) 23(31/3) 30 31 32 33. Done in these days: 3 4 5 17 21 22 23 23 30 31 32 33 36. 29 was cancelled
# before its 31/5, 27 suspended before its 30/6; 28 runs again with its 30/4.
FLOWS_Q2 = {"due_in_period": 22, "done_in_period": 12, "due_in_period_done": 9}
TASKS_Q2 = {"due_in_period_tasks": 20, "done_in_period_tasks": 11, "due_in_period_done_tasks": 9}
# From 15/12 on besides: due 1 2 3 12 13 22(31/1 28/2), done of these 1 2 3 22 22; done in the days 1 2 22 22.
FLOWS_H1 = {"due_in_period": 29, "done_in_period": 16, "due_in_period_done": 14}
TASKS_H1 = {"due_in_period_tasks": 25, "done_in_period_tasks": 13, "due_in_period_done_tasks": 12}
RATES = {  # 11/40, 11/(11 + 12), 11/29, 6/11, 12/29
    "finished_of_total": 27.5, "finished_of_due": 47.83, "finished_of_with_deadline": 37.93,
    "on_time_of_finished": 54.55, "overdue_of_with_deadline": 41.38,
}  # fmt: skip
# On 14/3, of 26: on time 1; late 2; overdue 3 12 13; no date 16–20; in time the 16 others.
Q1 = (26, 1, 1, 16, 3, 5, 0, 0)
RATES_Q1 = {  # 2/26, 2/(2 + 3), 2/21, 1/2, 3/21
    "finished_of_total": 7.69, "finished_of_due": 40.0, "finished_of_with_deadline": 9.52,
    "on_time_of_finished": 50.0, "overdue_of_with_deadline": 14.29,
}  # fmt: skip
CHANGES = {
    "finished_of_total": 19.81, "finished_of_due": 7.83, "finished_of_with_deadline": 28.41,
    "on_time_of_finished": 4.55, "overdue_of_with_deadline": 27.09,
}  # fmt: skip
LATE = {13: 121, 12: 120, 11: 91, 10: 90, 9: 61, 8: 60, 22: 45, 25: 45, 28: 45, 7: 31, 6: 30, 37: 1}
RANKING = [  # finished of finished and overdue: 3/3, 4/5, 3/5, 1/2, 0/3, 0/3
    (1, "HT", 4, 3, 0), (2, "QT", 5, 4, 1), (3, "TG", 5, 3, 2), (4, "STP", 4, 1, 1), (5, "HC", 5, 0, 3),
    (5, "PB", 4, 0, 3),
]  # fmt: skip
# Each calendar month as far as it lies in 15/12–14/6, from the first in which there was anything: due | done.
BY_MONTH = [
    ("1/2021", 2, 2),  # 1 22 | 1 22
    ("2/2021", 4, 0),  # 2 12 13 22
    ("3/2021", 7, 5),  # 3 4 10 11 21 22 23 | 2 4 21 22(2/3 31/3)
    ("4/2021", 6, 2),  # 5 8 9 22 25 28 | 3 23
    ("5/2021", 5, 2),  # 6 7 22 30 31 (29 was cancelled on 15/5) | 17 30 31
    ("6/2021", 5, 5),  # 15 32 33 34 37 | 5 23 32 33 36
]
BOTH = pytest.mark.parametrize("name", ["Q2/2021", "H1/2021"])


@pytest.fixture(scope="module")
def office(template: bytes) -> Iterator[Clerk]:
    """The forty tasks; no test here changes them."""
    with in_memory(template) as register:
        forty.fill(clerk := Clerk(register))
        yield clerk


def boxed(more: Mapping[str, Json], key: str, *names: str) -> list[tuple[Json, ...]]:
    return [(*(row[name] for name in names), *boxes(row)) for row in rows_in(more, key)]


def made(office: Clerk, name: str) -> Report:
    return report(office, name, CUT_OFF)


@BOTH
def test_the_totals(office: Clerk, name: str) -> None:
    assert made(office, name).more["totals"] == TOTALS


@BOTH
def test_the_figures_by_unit_own_and_with_those_below(office: Clerk, name: str) -> None:
    found = rows_in(made(office, name).more, "by_unit")
    assert [
        (row["unit"], row["level"], boxes(row), boxes(part(row, "with_below"))) for row in found
    ] == BY_UNIT  # fmt: skip
    assert [row["parent"] for row in found] == ["", "STP", "HC", "HC", "STP", "", ""]


@BOTH
def test_the_figures_by_group_decision_and_kind(office: Clerk, name: str) -> None:
    more = made(office, name).more
    assert boxed(more, "by_group", "decision", "group") == BY_GROUP
    assert [row["decision_issued"] for row in rows_in(more, "by_group")] == ["2020-12-20"] * 2 + ["2021-04-01"] * 2
    assert boxed(more, "by_decision", "decision") == BY_DECISION
    assert boxed(more, "by_kind", "kind") == BY_KIND


@pytest.mark.parametrize(("name", "expected"), [("Q2/2021", FLOWS_Q2 | TASKS_Q2), ("H1/2021", FLOWS_H1 | TASKS_H1)])
def test_what_fell_due_and_what_was_done(office: Clerk, name: str, expected: dict[str, int]) -> None:
    estimated = dict.fromkeys((f"{flow}_in_estimated{of}" for flow in ("due", "done") for of in ("", "_tasks")), 0)
    assert made(office, name).more["flows"] == expected | estimated


def test_the_rates_and_their_change_against_the_first_quarter(office: Clerk) -> None:
    more = made(office, "Q2/2021").more
    assert more["rates"] == RATES
    assert more["changes"] == CHANGES
    compared = part(more, "compared")
    assert (compared["name"], compared["as_of"], compared["closed"]) == ("Q1/2021", "2021-03-14", False)
    assert boxes(part(compared, "totals")) == Q1
    assert compared["rates"] == RATES_Q1


def test_the_first_quarter_in_its_own_report(office: Clerk) -> None:
    more = report(office, "Q1/2021", day("14/3")).more
    assert boxes(part(more, "totals")) == Q1
    assert more["rates"] == RATES_Q1
    assert (more["compared"], set(part(more, "changes").values())) == (None, {None})
    # Due 1 2 3 12 13 22 22, of these done 1 2 22 22; 19, done besides, has no date.
    assert [part(more, "flows")[key] for key in FLOWS_Q2] == [7, 4, 4]


def test_half_a_year_is_compared_with_the_same_half_of_the_year_before(office: Clerk) -> None:
    assert made(office, "H1/2021").more["compared"] is None  # nothing had been handed down by 14/6/2020


@BOTH
def test_what_is_overdue_for_how_long(office: Clerk, name: str) -> None:
    more = made(office, name).more
    assert {row["task"]: row["days_late"] for row in rows_in(more, "overdue")} == LATE
    assert [row["task"] for row in rows_in(more, "overdue")] == list(LATE)
    assert more["longest"] == {"task": 13, "unit": "", "days_late": 121}
    assert [(row["to"], row["tasks"]) for row in rows_in(more, "ageing")] == [
        (30, 2), (60, 5), (90, 2), (120, 2), (None, 1),
    ]  # fmt: skip


@BOTH
def test_the_ranking_and_the_months(office: Clerk, name: str) -> None:
    more = made(office, name).more
    keys = ("rank", "unit", "with_deadline", "finished", "open_overdue")
    assert [tuple(row[key] for key in keys) for row in rows_in(more, "ranking")] == RANKING
    assert [(row["month"], row["due"], row["done"]) for row in rows_in(more, "by_month")] == BY_MONTH


# From 15/6 to the end of September, and of December; 27, due on 30/6, is suspended, 23 and 36 are done.
NEXT_Q2 = [
    (38, "2021-06-15"), (14, "2021-06-30"), (21, "2021-06-30"), (22, "2021-06-30"), (24, "2021-07-31"),
    (21, "2021-09-30"),
]  # fmt: skip
NEXT_H1 = [*NEXT_Q2, (21, "2021-12-31")]


@pytest.mark.parametrize(
    ("name", "end", "expected"), [("Q2/2021", "2021-09-30", NEXT_Q2), ("H1/2021", "2021-12-31", NEXT_H1)]
)
def test_what_falls_due_next_up_to_the_calendar_end_of_the_next_period(
    office: Clerk, name: str, end: str, expected: list[tuple[int, str]]
) -> None:
    more = made(office, name).more
    assert more["coming"] == {"from": "2021-06-15", "to": end}
    assert [(row["task"], row["due"]) for row in rows_in(more, "due_next")] == expected


def test_what_was_extended(office: Clerk) -> None:
    more = made(office, "Q2/2021").more
    granted = [(24, "2021-04-30", "2021-07-31"), (26, "2021-05-31", None)]
    moved = [(row["task"], row["old_due"], row["new_due"]) for row in rows_in(more, "extensions")]
    assert moved == granted
    longer = [row["task"] for row in rows_in(made(office, "H1/2021").more, "extensions")]
    assert longer == [25, 24, 26]


def test_obstacles_stand_as_far_as_they_were_raised_and_not_cleared_before(office: Clerk) -> None:
    found = {row["what"]: row["resolved_on"] for row in rows_in(made(office, "Q2/2021").more, "obstacles")}
    assert found == {"Thiếu người": "2021-06-01", "Chưa có hướng dẫn của Bộ.": None}
    earlier = {
        row["what"]: row["resolved_on"] for row in rows_in(report(office, "Q1/2021", day("14/3")).more, "obstacles")
    }
    assert earlier == {"Thiếu người": None, "Chưa có hướng dẫn của Bộ.": None}


def test_the_shares_of_the_whole_add_to_a_hundred(office: Clerk) -> None:
    drawn = table(made(office, "Q2/2021"), "totals")
    shares = [plain(line.cells)[1:] for line in drawn.lines if line.level == 0]
    assert shares == [[6, 15.0], [5, 12.5], [6, 15.0], [12, 30.0], [8, 20.0], [1, 2.5], [2, 5.0]]
    deeper = [plain(line.cells)[1:] for line in drawn.lines if line.level]
    assert deeper == [[4, 10.0], [2, 5.0], [5, 12.5], [7, 17.5], [3, 7.5], [5, 12.5]]
    ages = [plain(line.cells)[1:] for line in table(made(office, "Q2/2021"), "ages").lines]
    assert ages == [[2, 16.67], [5, 41.67], [2, 16.67], [2, 16.67], [1, 8.33]]  # equal counts alike
    assert table(made(office, "Q2/2021"), "ages").intro[-1:] == (
        "Each share is rounded by itself; sums may differ by 0.01 percentage points.",
    )


def test_the_sentences_are_sums(office: Clerk) -> None:
    first, second, third, fourth = table(made(office, "Q2/2021"), "totals").intro
    assert first == "40 tasks have been assigned: 29 with a deadline, 8 without a deadline, 1 suspended, 2 cancelled."
    assert second == (
        "With a deadline (29): 11 finished (6 on time + 5 late) and 18 unfinished (6 in time + 12 overdue)."
    )
    assert third == (
        "Without a deadline (8): 3 regular ones (1 with a result already) and 5 that wait for a date "
        "(1 with a result already)."
    )
    assert fourth == (
        "In the period fell due: 22 deadlines of 20 tasks (9 of these deadlines done); completed: 12 deadlines of "
        "11 tasks."
    )


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(unit="HC"), (19, 4, 3, 3, 4, 4, 0, 1)),
        (Selection(unit="HC", alone=True), (7, 0, 0, 2, 3, 1, 0, 1)),
        (Selection(unit="-"), (3, 0, 0, 0, 2, 1, 0, 0)),
        (Selection(group="I"), (24, 5, 5, 2, 9, 1, 1, 1)),
        (Selection(group="I", decision=2), (12, 3, 2, 2, 2, 1, 1, 1)),
        (Selection(group="-"), (2, 0, 0, 0, 0, 1, 0, 1)),
        (Selection(unit="TG", group="I", decision=1), (2, 0, 0, 0, 2, 0, 0, 0)),
    ],
)
def test_a_report_on_a_part(office: Clerk, selection: Selection, expected: tuple[int, ...]) -> None:
    assert boxes(part(report(office, "Q2/2021", CUT_OFF, selection=selection).more, "totals")) == expected


def test_a_report_on_a_unit_begins_its_tree_with_it(office: Clerk) -> None:
    more = report(office, "Q2/2021", CUT_OFF, selection=Selection(unit="HC")).more
    assert [(row["unit"], row["level"]) for row in rows_in(more, "by_unit")] == [("HC", 0), ("HT", 1), ("QT", 1)]
