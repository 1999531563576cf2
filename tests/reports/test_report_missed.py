"""The missed list over a real register: each reason from what was recorded, decisions with holes, headings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.support.registers import TODAY, Clerk, day, ground
from tuphap_cli.domain.model import DeadlineKind, Reading, TaskKind
from tuphap_cli.reports import missed_list
from tuphap_cli.reports.base import Report
from tuphap_cli.store.read import queries
from tuphap_cli.store.read.filters import Filters
from tuphap_cli.store.write import handing_over, ledger, records

SILENT = 92
UNREAD = Reading("theo tiến độ chung", DeadlineKind.UNREAD)
ONGOING = Reading("thường xuyên", DeadlineKind.ONGOING, sure=True)


def report(clerk: Clerk, as_of: date = TODAY, filters: Filters | None = None) -> Report:
    return missed_list.missed_report(clerk.register.connection, as_of, SILENT, filters=filters)


def found(clerk: Clerk, as_of: date = TODAY) -> dict[object, tuple[object, object]]:
    """Reasons and the day since when, by task number or decision."""
    return {row["task"] or row["decision"]: (row["reasons"], row["since"]) for row in report(clerk, as_of).rows}


def never_started(clerk: Clerk, plan: int, unit: int) -> int:
    return clerk.task(plan, unit=unit, due=day("30/6"))


def no_unit(clerk: Clerk, plan: int, unit: int) -> int:
    return clerk.task(plan, due=day("30/9"))


def unit_gone(clerk: Clerk, plan: int, unit: int) -> int:
    ended = clerk.unit("CU", "Phòng cũ")
    task = clerk.task(plan, unit=ended, due=day("30/9"))
    clerk.done(task, day("1/3"))
    with clerk.writing() as change:
        handing_over.close_unit(change, ended, day("1/6"))
    clerk.reopen(task, day("2/6"))
    return task


def no_date(clerk: Clerk, plan: int, unit: int) -> int:
    return clerk.task(plan, unit=unit, reading=UNREAD)


def silent(clerk: Clerk, plan: int, unit: int) -> int:
    return clerk.task(plan, unit=unit, kind=TaskKind.REGULAR, reading=ONGOING)


def silent_since_news(clerk: Clerk, plan: int, unit: int) -> int:
    task = clerk.task(plan, unit=unit, reading=ONGOING)
    clerk.progress(task, day("1/4"))
    return task


def no_product(clerk: Clerk, plan: int, unit: int) -> int:
    task = clerk.task(plan, unit=unit, due=day("30/6"), product="Báo cáo")
    clerk.done(task, day("28/6"))
    return task


def skipped(clerk: Clerk, plan: int, unit: int) -> int:
    task = clerk.task(plan, unit=unit, due=[day("31/3"), day("30/6"), day("30/9")])
    later = list(queries.deadline_rows(clerk.register.connection, TODAY, Filters(tasks=(task,))))[1]
    clerk.start(task, day("1/3"))
    with clerk.writing() as change:
        ledger.append(change, task, "done", day("29/6"), deadline_id=later.deadline_id, percent=100)
    return task


def handover(clerk: Clerk, plan: int, unit: int) -> int:
    giver = clerk.unit("TP-HD")
    task = clerk.task(plan, unit=giver, due=day("30/9"))
    clerk.transfer(giver, unit, day("1/7"))
    return task


MAKERS: list[tuple[Callable[[Clerk, int, int], int], str, str]] = [
    (never_started, "never_started", "2021-07-01"),
    (no_unit, "no_unit", "2021-02-26"),
    (unit_gone, "no_unit", "2021-06-01"),
    (no_date, "no_date", "2021-02-26"),
    (silent, "silent", "2021-02-26"),
    (silent_since_news, "silent", "2021-04-01"),
    (no_product, "no_product", "2021-06-28"),
    (skipped, "skipped", "2021-04-01"),
    (handover, "handover", "2021-07-01"),
]


@pytest.mark.parametrize(("make", "reason", "since"), MAKERS, ids=[m[0].__name__ for m in MAKERS])
def test_each_reason_comes_from_what_was_recorded(
    clerk: Clerk, make: Callable[[Clerk, int, int], int], reason: str, since: str
) -> None:
    task = make(clerk, clerk.decision(), clerk.unit("VP"))
    assert found(clerk) == {task: ([reason], since)}


def test_reasons_that_add_up_to_more_than_the_cases_are_explained(clerk: Clerk) -> None:
    plan, unit = clerk.decision(), clerk.unit("VP")
    never_started(clerk, plan, unit)
    assert len(report(clerk).closing) == 1
    clerk.task(plan, due=day("30/6"))  # never started, and without a lead
    assert report(clerk).closing[0].startswith("2 findings – ")
    assert report(clerk).closing[1:] == ("Some have several reasons: counted by reason they are 3.",)


def test_an_occurrence_in_time_is_not_skipped_by_a_later_one_done_ahead(clerk: Clerk) -> None:
    task = skipped(clerk, clerk.decision(), clerk.unit("VP"))
    clerk.done(task, day("1/7"))  # the first one, late
    assert found(clerk) == {}
    last = list(queries.deadline_rows(clerk.register.connection, TODAY, Filters(tasks=(task,))))[2]
    ahead = clerk.task(clerk.decision("9/KH-STP"), unit=clerk.unit("TTra"), due=[day("30/9"), day("31/12")])
    later = list(queries.deadline_rows(clerk.register.connection, TODAY, Filters(tasks=(ahead,))))[1]
    with clerk.writing() as change:
        ledger.append(change, ahead, "done", day("2/7"), deadline_id=later.deadline_id, percent=100)
    assert last.done_on is None
    assert found(clerk) == {}
    assert found(clerk, as_of=day("30/9")) == {}
    assert found(clerk, as_of=day("1/10"))[ahead] == (["skipped"], "2021-10-01")


def test_a_task_that_somebody_deals_with_is_not_missed(clerk: Clerk) -> None:
    plan, unit = clerk.decision(), clerk.unit("VP")
    overdue = clerk.task(plan, unit=unit, due=day("30/6"))
    clerk.progress(overdue, day("1/6"), 40)
    done = clerk.task(plan, unit=unit, due=day("30/6"), product="Báo cáo")
    clerk.done(done, day("28/6"), "45/BC-STP")
    heard = clerk.task(plan, unit=unit, reading=ONGOING)
    clerk.progress(heard, day("1/5"))
    clerk.task(plan, unit=unit, due=day("9/7"))
    assert found(clerk) == {}


def test_a_handover_counts_until_the_new_unit_reports(clerk: Clerk) -> None:
    task = handover(clerk, clerk.decision(), clerk.unit("VP"))
    clerk.progress(task, day("5/7"), 10)
    assert found(clerk) == {}
    assert found(clerk, day("4/7")) == {task: (["handover"], "2021-07-01")}


def test_a_change_of_unit_without_a_document_is_no_handover(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), unit=clerk.unit("A"), due=day("30/9"))
    clerk.assign(task, clerk.unit("B"), day("1/7"))
    assert found(clerk) == {}


def test_an_ended_unit_with_a_successor_is_not_gone(clerk: Clerk) -> None:
    task = unit_gone(clerk, clerk.decision(), 0)  # its unit is the first of this register
    assert found(clerk)[task][0] == ["no_unit"]
    taker = clerk.unit("VP")
    clerk.transfer(1, taker, day("1/7"))
    clerk.assign(task, 1, day("2/7"))
    assert found(clerk)[task][0] == ["handover"]


def test_a_unit_is_gone_from_the_day_of_its_end(clerk: Clerk) -> None:
    ending = clerk.unit("CU", "Phòng cũ")
    with clerk.writing() as change:
        handing_over.close_unit(change, ending, day("1/6"))
    task = clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/9"))
    clerk.assign(task, ending, day("1/5"))
    assert [list(found(clerk, day(d))) for d in ("31/5", "1/6")] == [[], [task]]


def test_all_reasons_of_a_task_stand_together_since_the_oldest(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), kind=TaskKind.REGULAR, due=day("30/6"))
    assert found(clerk) == {task: (["never_started", "no_unit", "silent"], "2021-02-26")}


@pytest.mark.parametrize("kind", ["suspend", "cancel"])
def test_halted_tasks_are_not_missed(clerk: Clerk, kind: str) -> None:
    task = clerk.task(clerk.decision(), reading=UNREAD)
    clerk.halt(kind, task, day("1/7"))
    assert found(clerk) == {}
    assert found(clerk, day("30/6")) == {task: (["no_unit", "no_date"], "2021-02-26")}


@pytest.mark.parametrize(
    ("declares", "items", "detail"),
    [
        (3, ["1", "2"], "declares 3 tasks, 2 are registered"),
        (2, ["1", "2"], None),
        (1, ["1", "2"], None),
        (None, ["1", "2"], None),
        (None, ["1", "3"], "no item 2"),
        (None, ["I.1", "I.3", "II.2"], "no item I.2, II.1"),
        (3, ["I.1", "I.2", "II.2"], "no item II.1"),
        (None, ["a", "I", "b.c"], None),
        (130, [], "declares 130 tasks, 0 are registered"),
    ],
)
def test_a_decision_whose_tasks_are_not_all_registered_is_missed(
    clerk: Clerk, declares: int | None, items: list[str], detail: str | None
) -> None:
    plan, unit = clerk.decision(declares=declares, title="Kế hoạch năm 2021"), clerk.unit("VP")
    for item in items:
        clerk.task(plan, item=item, unit=unit, due=day("30/9"))
    made = report(clerk)
    if detail is None:
        assert list(made.rows) == []
        return
    assert list(made.rows) == [
        {
            "subject": "decision", "task": None, "item": None, "decision": "25/QĐ-STP", "title": "Kế hoạch năm 2021",
            "unit": None, "reasons": ["not_registered"], "since": "2021-02-26", "leader": None, "officer": None,
        }
    ]  # fmt: skip
    assert made.tables[0].lines[1].cells[2] == f"25/QĐ-STP: {detail}"


def test_a_decision_counts_from_its_issue_until_it_is_withdrawn(clerk: Clerk) -> None:
    plan = clerk.decision(declares=5)
    with clerk.writing() as change:
        records.withdraw_decision(change, plan, ground(day("1/7")))
    assert [list(found(clerk, day(d))) for d in ("25/2", "26/2", "30/6", "1/7")] == [
        [], ["25/QĐ-STP"], ["25/QĐ-STP"], [],
    ]  # fmt: skip


def test_the_table_stands_under_first_reasons_with_the_others_beside(clerk: Clerk) -> None:
    plan, unit = clerk.decision(declares=9), clerk.unit("VP", "Văn phòng Sở")
    no_date(clerk, plan, unit)
    clerk.task(plan, due=day("30/6"), text="Trước 30/6")
    no_date(clerk, plan, unit)
    made = report(clerk)
    assert [(line.cells[0], line.cells[2], line.cells[6] if len(line.cells) > 3 else None)
            for line in made.tables[0].lines if line.tone == "head" or line.cells[0]] == [
        (None, "Overdue, never started (1)", None),
        (2, "Theo dõi thi hành pháp luật", "no lead unit"),
        (None, "No date known (2)", None),
        (1, "Theo dõi thi hành pháp luật", ""),
        (3, "Theo dõi thi hành pháp luật", ""),
        (None, "Tasks not registered (1)", None),
    ]  # fmt: skip
    assert made.tables[0].lines[1].cells[4] == "Trước 30/6"
    assert made.tables[0].lines[3].cells[4] == "(empty)"
    assert made.more["totals"] == {
        "subjects": 4,
        "reasons": {"never_started": 1, "no_unit": 1, "no_date": 2, "not_registered": 1},
    }
    assert made.closing[0].startswith("4 findings – overdue, never started: 1; no lead unit: 1; no date known: 2")
    assert made.findings == 4


def test_a_filter_by_unit_leaves_decisions_out(clerk: Clerk) -> None:
    plan, unit = clerk.decision(declares=9), clerk.unit("VP")
    mine = never_started(clerk, plan, unit)
    no_unit(clerk, plan, unit)
    assert [row["task"] for row in report(clerk, filters=Filters(units=(unit,))).rows] == [mine]


def test_a_row_says_all_that_the_contract_promises(clerk: Clerk) -> None:
    task = never_started(clerk, clerk.decision(), clerk.unit("VP"))
    (row,) = report(clerk).rows
    assert row == {
        "subject": "task", "task": task, "item": "1", "decision": "25/QĐ-STP",
        "title": "Theo dõi thi hành pháp luật", "unit": "VP", "reasons": ["never_started"], "since": "2021-07-01",
        "leader": "", "officer": "",
    }  # fmt: skip
    assert set(row) == set(missed_list.FIELDS)


def test_nothing_missed_is_an_empty_list_and_a_sentence(clerk: Clerk) -> None:
    made = report(clerk)
    assert (list(made.rows), made.closing, made.findings, made.schema) == ([], (), 0, "tuphap.missed/1")
    assert made.tables[0].empty == "Nothing has been missed."
    assert made.more["totals"] == {"subjects": 0, "reasons": {}}
