"""The overdue list: which deadlines stand on it, how late they are, in what order and under which headings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.registers import TODAY, Clerk, day, records_in
from tuphap_cli.reports import overdue
from tuphap_cli.reports.base import Report, Table
from tuphap_cli.store.read.filters import Filters

CONTRACT = {
    "task", "item", "decision", "decision_issued", "title", "unit", "unit_name", "deadline_text", "due",
    "original_due", "days_late", "percent", "last_progress", "state", "measured", "leader", "officer",
}  # fmt: skip


def report(
    clerk: Clerk, as_of: date = TODAY, *, filters: Filters | None = None, soon: int | None = None, by: str = "unit"
) -> Report:
    return overdue.overdue_report(clerk.register.connection, as_of, filters=filters, soon=soon, by=by)


def numbers(made: Report) -> list[object]:
    return [row["task"] for row in made.rows]


def drawn(table: Table) -> list[object]:
    """The headings as text and the tasks as numbers, in the order drawn."""
    return [line.cells[2] if line.tone == "head" else line.cells[0] for line in table.lines]


def test_a_row_says_all_that_the_contract_promises(clerk: Clerk) -> None:
    unit = clerk.unit("HCTP", "Phòng Hành chính tư pháp")
    task = clerk.task(
        clerk.decision(), "Rà soát hộ tịch", unit=unit, due=day("31/5"), text="Trong tháng 5", item="II.3"
    )
    clerk.extend(task, day("30/6"), day("1/6"))
    clerk.progress(task, day("5/6"), 40)
    (row,) = report(clerk).rows
    assert row == {
        "task": task, "item": "II.3", "decision": "25/QĐ-STP", "decision_issued": "2021-02-26",
        "title": "Rà soát hộ tịch", "unit": "HCTP", "unit_name": "Phòng Hành chính tư pháp",
        "deadline_text": "Trong tháng 5", "due": "2021-06-30", "original_due": "2021-05-31", "days_late": 9,
        "percent": 40, "last_progress": "2021-06-05", "state": "overdue_under_way",
        "measured": "2021-06-30",
        "leader": "",
        "officer": "",
    }  # fmt: skip
    assert set(row) == CONTRACT == set(overdue.FIELDS)


@pytest.mark.parametrize(("due", "late"), [("8/7", 1), ("9/7", None), ("10/7", None), ("9/6", 30), ("26/2", 133)])
def test_a_deadline_is_overdue_from_the_day_after_by_that_many_days(clerk: Clerk, due: str, late: int | None) -> None:
    clerk.task(clerk.decision(), due=day(due))
    assert [row["days_late"] for row in report(clerk).rows] == ([] if late is None else [late])


def test_only_open_deadlines_that_run_are_overdue_the_longest_delay_first(clerk: Clerk) -> None:
    plan = clerk.decision()
    due = [day("30/6"), *[day("31/5")] * 4, None, day("31/5")]
    june, may, done, off, halted, free, twin = (clerk.task(plan, due=last) for last in due)
    clerk.done(done, day("8/7"))
    clerk.halt("cancel", off, day("1/5"))
    clerk.halt("suspend", halted, day("1/5"))
    assert numbers(report(clerk)) == [may, twin, june]
    assert numbers(report(clerk, day("1/7"))) == [may, done, twin, june]
    assert free not in numbers(report(clerk))


def test_each_open_occurrence_of_a_recurring_task_is_a_row_of_its_own(clerk: Clerk) -> None:
    clerk.today = day("31/12")
    task = clerk.task(clerk.decision(), due=[day("31/3"), day("30/6"), day("30/9")])
    made = report(clerk, day("1/7"))
    assert [(row["task"], row["due"]) for row in made.rows] == [(task, "2021-03-31"), (task, "2021-06-30")]
    assert made.more["totals"] == {"deadlines": 2, "tasks": 1, "units": 1}
    assert made.findings == 2


def test_an_extension_until_further_notice_takes_a_task_off_the_list(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=day("31/5"))
    clerk.extend(task, None, day("1/7"))
    assert numbers(report(clerk)) == []
    assert numbers(report(clerk, day("30/6"))) == [task]


def test_what_falls_due_soon_is_listed_from_today_to_the_last_of_the_days(clerk: Clerk) -> None:
    plan = clerk.decision()
    for offset in (-1, 0, 1, 7, 8):
        clerk.task(plan, due=TODAY + timedelta(days=offset))
    clerk.done(3, TODAY)
    made = report(clerk, soon=7)
    assert [(row["task"], row["days_late"]) for row in records_in(made.more["soon"])] == [(2, 0), (4, 0)]
    assert numbers(made) == [1]
    assert [(line.cells[0], line.cells[6]) for line in made.tables[1].lines] == [(2, 0), (4, 7)]
    assert made.tables[1].title == "Due within 7 days (2)"
    assert "soon" not in report(clerk).more
    assert len(records_in(report(clerk, soon=0).more["soon"])) == 1


@pytest.fixture
def three_units(clerk: Clerk) -> Clerk:
    """Overdue tasks of two units and of none, by 1, 30, 31, 60, 61, 121 days."""
    plan = clerk.decision()
    units = [clerk.unit("VP", "Văn phòng Sở"), clerk.unit("DS", "Phòng Đăng ký"), None]
    for number, late in enumerate((1, 30, 31, 60, 61, 121)):
        clerk.task(plan, unit=units[number % 3], due=TODAY - timedelta(days=late))
    return clerk


def test_the_table_stands_under_units_in_vietnamese_order(three_units: Clerk) -> None:
    made = report(three_units)
    assert drawn(made.tables[0]) == ["no lead unit (2)", 6, 3, "Phòng Đăng ký (2)", 5, 2, "Văn phòng Sở (2)", 4, 1]
    assert made.closing == ("Overdue: 6 deadlines of 6 tasks, 3 units; the longest delay is 121 days.",)


def test_the_table_stands_under_ages_the_longest_first(three_units: Clerk) -> None:
    assert drawn(report(three_units, by="age").tables[0]) == [
        "more than 120 days (1)", 6, "61 to 90 days (1)", 5, "31 to 60 days (2)", 4, 3, "up to 30 days (2)", 2, 1,
    ]  # fmt: skip


def test_a_filter_narrows_rows_totals_and_what_is_soon(three_units: Clerk) -> None:
    three_units.task(1, unit=1, due=TODAY)
    three_units.task(1, unit=2, due=TODAY)
    made = report(three_units, filters=Filters(units=(1,)), soon=3)
    assert numbers(made) == [4, 1]
    assert made.more["totals"] == {"deadlines": 2, "tasks": 2, "units": 1}
    assert [row["task"] for row in records_in(made.more["soon"])] == [7]


def test_an_overdue_task_stands_under_the_unit_of_that_day(clerk: Clerk) -> None:
    first, second = clerk.unit("A"), clerk.unit("B")
    task = clerk.task(clerk.decision(), unit=first, due=day("31/5"))
    clerk.assign(task, second, day("1/7"))
    assert [report(clerk, day(d)).rows[0]["unit"] for d in ("30/6", "1/7")] == ["A", "B"]


def test_nothing_overdue_is_an_empty_list_and_a_sentence(clerk: Clerk) -> None:
    made = report(clerk)
    assert (list(made.rows), made.closing, made.findings) == ([], (), 0)
    assert made.more["totals"] == {"deadlines": 0, "tasks": 0, "units": 0}
    assert made.tables[0].lines == ()
    assert made.tables[0].empty == "Nothing is overdue."
    assert (made.schema, made.fields, made.title) == (
        "tuphap.overdue/1", overdue.FIELDS, "Overdue tasks on 09/07/2021",
    )  # fmt: skip
