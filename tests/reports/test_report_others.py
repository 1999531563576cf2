"""The nightly check, the register at a glance, the lists, and one task in full."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.registers import TODAY, Clerk, day, facts_in, ground, records_in
from tuphap_cli import i18n
from tuphap_cli.domain.missed import Reason
from tuphap_cli.domain.model import DeadlineKind, Reading, State, TaskKind
from tuphap_cli.domain.steps import Step
from tuphap_cli.errors import UsageFault
from tuphap_cli.reports import check, found_tasks, labels, lists, one_task, overdue, pressing, status, unit_list
from tuphap_cli.reports.base import Report
from tuphap_cli.reports.pressing import Asked, survey
from tuphap_cli.store.read import entries, queries, search
from tuphap_cli.store.read.filters import Filters
from tuphap_cli.store.write import handing_over, records

TASK_KEYS = {
    "task", "item", "decision", "decision_issued", "group", "title", "kind", "unit", "unit_name", "supporting",
    "product", "deadline_text", "due", "state", "percent", "leader", "officer",
}  # fmt: skip


# -- check ---------------------------------------------------------------------------------------------------


def checked(connection: sqlite3.Connection, asked: Asked) -> Report:
    return check.check_report(connection, asked, survey(connection, asked))


@pytest.mark.parametrize("filled", [False, True])
def test_the_check_is_quiet_when_there_is_nothing_to_act_on(clerk: Clerk, filled: bool) -> None:
    if filled:
        clerk.task(clerk.decision(declares=1), unit=clerk.unit("VP"), due=day("30/9"))
    made = checked(clerk.register.connection, Asked(TODAY, 7, 92))
    assert (list(made.rows), made.title, made.tables, made.findings) == ([], "", (), 0)
    totals = dict.fromkeys(("overdue", "missed", "soon", "overdue_tasks", "soon_tasks"), 0)
    assert made.more == {"totals": totals, "missed": [], "soon": [], "urged": [], "told_on": None, "new": []}


def test_the_check_gathers_overdue_missed_and_soon(clerk: Clerk) -> None:
    plan, unit = clerk.decision(declares=9), clerk.unit("VP")
    late = clerk.task(plan, unit=unit, due=[day("31/5"), day("30/6")])
    soon = clerk.task(plan, unit=unit, due=day("16/7"))
    clerk.task(plan, unit=unit, due=day("17/7"))
    made = checked(clerk.register.connection, Asked(TODAY, 7, 92))
    assert made.schema == "tuphap.check/1"
    assert [row["task"] for row in made.rows] == [late, late]
    assert set(made.rows[0]) == set(overdue.FIELDS) == set(made.fields)
    assert made.more["totals"] == {"overdue": 2, "missed": 2, "soon": 1, "overdue_tasks": 1, "soon_tasks": 1}
    assert [row["subject"] for row in records_in(made.more["missed"])] == ["task", "decision"]
    assert [row["task"] for row in records_in(made.more["soon"])] == [soon]
    assert (
        made.title == "Check of 09/07/2021: overdue: 2 deadlines of 1 task; 2 missed; due soon: 1 deadline of 1 task"
    )
    assert len(made.tables) == 3
    assert made.tables[0].lines[0].cells[2] == "Phòng VP (2 deadlines of 1 task)"
    assert made.findings == 4


def test_what_is_only_soon_due_is_shown_and_no_finding(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=TODAY)
    made = checked(clerk.register.connection, Asked(TODAY, 0, 92))
    assert (len(made.tables), made.findings) == (1, 0)
    assert made.title == "Check of 09/07/2021: due soon: 1 deadline of 1 task"


# -- status --------------------------------------------------------------------------------------------------


def test_the_status_of_an_empty_register(clerk: Clerk) -> None:
    made = status.status_report(clerk.register.connection, Path("/so/nhiem-vu.db"), TODAY, 7)
    assert made.schema == "tuphap.status/1"
    assert [row["state"] for row in made.rows] == [state.value for state in State]
    assert {row["tasks"] for row in made.rows} == {0}
    assert made.more["totals"] == {
        "decisions": 0, "units": 0, "tasks": 0, "entries": 0, "journal": 0, "soon": 0,
        "soon_tasks": 0,
    }  # fmt: skip
    assert [line.cells for line in made.tables[0].lines[-2:]] == [("Last change", "–"), ("Last backup", "–")]


def test_the_status_counts_what_is_there_and_names_the_last_command(clerk: Clerk) -> None:
    plan, unit = clerk.decision(), clerk.unit("VP")
    for due in ("30/6", "12/7", "30/9"):
        clerk.task(plan, unit=unit, due=day(due))
    clerk.done(1, day("1/7"))
    made = status.status_report(clerk.register.connection, Path("/so/nhiem-vu.db"), TODAY, 7)
    assert {row["state"]: row["tasks"] for row in made.rows if row["tasks"]} == {
        "done_late": 1, "in_time_not_started": 2,
    }  # fmt: skip
    assert made.more["totals"] == {
        "decisions": 1, "units": 1, "tasks": 3, "entries": 1, "journal": 6, "soon": 1,
        "soon_tasks": 1,
    }  # fmt: skip
    assert made.more["register"] == "/so/nhiem-vu.db"
    facts = {line.cells[0]: line.cells[1] for line in made.tables[0].lines}
    assert str(facts["Last change"]).endswith(", clerk: tuphap task done")
    assert made.tables[1].lines[-1].cells == ("due within 7 days (1 deadline of 1 task)", 1)


# -- lists ---------------------------------------------------------------------------------------------------


@pytest.fixture
def rich(clerk: Clerk) -> Clerk:
    """One task with all that a task can have."""
    plan = clerk.decision("25/QĐ-STP", implements=clerk.decision("262/QĐ-UBND", day("25/2")), declares=2)
    lead, help_one, help_two = (clerk.unit(code) for code in ("HCTP", "VP", "TGPL"))
    clerk.task(
        plan, "Kiểm tra công tác hộ tịch", unit=lead, supports=[help_two, help_one], due=day("30/6"),
        group=clerk.group(plan, "II", "Hành chính tư pháp"), item="II.3", product="Báo cáo", text="Quý II",
        kind=TaskKind.REGULAR,
    )  # fmt: skip
    return clerk


def test_a_listed_task_says_all_that_the_contract_promises(rich: Clerk) -> None:
    made = lists.task_list(rich.register.connection, list(rich.rows().values()), TODAY)
    assert made.rows == [
        {
            "task": 1, "item": "II.3", "decision": "25/QĐ-STP", "decision_issued": "2021-02-26", "group": "II",
            "title": "Kiểm tra công tác hộ tịch", "kind": "regular", "unit": "HCTP", "unit_name": "Phòng HCTP",
            "supporting": ["TGPL", "VP"], "product": "Báo cáo", "deadline_text": "Quý II", "due": "2021-06-30",
            "state": "overdue_not_started", "percent": 0, "leader": "", "officer": "",
        }
    ]  # fmt: skip
    assert set(made.rows[0]) == TASK_KEYS == set(made.fields)
    assert (made.schema, made.more["totals"], made.closing) == ("tuphap.tasks/1", {"tasks": 1}, ("1 task.",))


def test_a_list_without_tasks_is_empty_with_a_sentence(clerk: Clerk) -> None:
    made = lists.task_list(clerk.register.connection, [], TODAY, "Tìm")
    assert (list(made.rows), made.closing, made.tables[0].empty, made.title) == ([], (), "No task fits.", "Tìm")


def test_a_task_without_a_day_shows_its_words_in_the_days_place(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), reading=Reading("x", DeadlineKind.ONGOING, sure=True), text="Thường xuyên")
    made = lists.task_list(clerk.register.connection, list(clerk.rows().values()), TODAY)
    assert made.tables[0].lines[0].cells[5] == "Thường xuyên"


@pytest.mark.parametrize(
    ("wanted", "states"),
    [
        (
            "open",
            {"in_time_under_way", "in_time_not_started", "overdue_under_way", "overdue_not_started", "no_deadline"},
        ),
        ("overdue", {"overdue_under_way", "overdue_not_started"}),
        ("done", {"done_on_time", "done_late", "no_deadline"}),
        ("suspended", {"suspended"}),
        ("done_late", {"done_late"}),
    ],
)
def test_a_filter_by_state_takes_families_and_single_states(wanted: str, states: set[str]) -> None:
    assert set(lists.states_in(wanted)) == states


def test_found_tasks_stand_best_first(clerk: Clerk) -> None:
    plan = clerk.decision()
    for title in (
        "Đôn đốc các đơn vị thi đua", "Kế hoạch thi và đua thuyền", "Báo cáo thi đua, khen thưởng", "Thi đua",
        "Hội thi", "Công chứng", "Thiết bị",
    ):  # fmt: skip
        clerk.task(plan, title)
    found = search.hits(clerk.register.connection, TODAY, Filters())
    ranked = found_tasks.ranked(found, search.Sought.typed(["thi đua"]))
    assert [row.title for row in queries.rows_of(clerk.register.connection, TODAY, ranked)] == [
        "Thi đua", "Báo cáo thi đua, khen thưởng", "Đôn đốc các đơn vị thi đua", "Kế hoạch thi và đua thuyền",
        "Hội thi", "Thiết bị",
    ]  # fmt: skip


def test_decisions_are_listed_with_what_they_declare_and_what_is_there(rich: Clerk) -> None:
    made = lists.decision_list(entries.decision_rows(rich.register.connection), TODAY)
    assert made.rows[1] == {
        "number": "25/QĐ-STP", "issued": "2021-02-26", "issuer": "Sở Tư pháp", "title": "", "year": 2021,
        "implements": "262/QĐ-UBND", "implements_issued": "2021-02-25", "declares": 2, "tasks": 1, "withdrawn": None,
    }  # fmt: skip
    assert set(made.rows[1]) == set(made.fields)
    assert [line.tone for line in made.tables[0].lines] == ["", "warn"]
    assert (made.schema, made.more["totals"]) == ("tuphap.decisions/1", {"decisions": 2})


def test_units_are_listed_with_their_other_names_and_their_end(clerk: Clerk) -> None:
    top = clerk.unit("STP", "Sở Tư pháp", kind="department")
    unit = clerk.unit("VP", "Văn phòng Sở", aliases=["VPS", "Văn phòng"], parent=top)
    with clerk.writing() as change:
        handing_over.close_unit(change, unit, TODAY)
    made = unit_list.unit_list(entries.unit_rows(clerk.register.connection), TODAY)
    assert made.rows[1] == {
        "code": "VP", "name": "Văn phòng Sở", "kind": "division", "parent": "STP", "aliases": ["VPS", "Văn phòng"],
        "email": "", "valid_from": None, "valid_to": "2021-07-09", "tasks": 0,
        "former_names": [], "renamed_on": [], "renamed_by": [],
    }  # fmt: skip
    assert (made.schema, set(made.rows[0])) == ("tuphap.units/1", set(made.fields))


def test_a_decision_and_a_unit_in_full_carry_their_tasks(rich: Clerk) -> None:
    connection = rich.register.connection
    with rich.writing() as change:
        records.withdraw_decision(change, 2, ground(day("8/7"), "60/QĐ-STP"))
    rows = list(rich.rows().values())
    decision = lists.one_decision(connection, entries.decision_rows(connection)[1], rows, TODAY)
    unit = unit_list.one_unit(connection, entries.unit_rows(connection)[0], rows, TODAY)
    assert (decision.schema, unit.schema) == ("tuphap.decision/1", "tuphap.unit/1")
    for made in (decision, unit):
        assert [row["task"] for row in records_in(made.more["tasks"])] == [1]
    facts = facts_in(decision.tables[0])
    assert facts["Withdrawn"] == "08/07/2021, 60/QĐ-STP"
    assert facts["Implements"] == "262/QĐ-UBND (25/02/2021)"
    assert "Title" not in facts
    assert decision.rows[0]["withdrawn"] == "2021-07-08"


# -- one task ------------------------------------------------------------------------------------------------


def test_work_reported_after_the_completion_is_shown_as_such(rich: Clerk) -> None:
    rich.done(1, day("1/6"), "12/BC")
    rich.progress(1, day("2/6"), 40)
    made = one_task.task_report(rich.register.connection, 1, TODAY)
    ledger = next(table for table in made.tables if table.title == "Ledger")
    assert [line.cells[1] for line in ledger.lines] == ["done", "progress (after the completion)"]


def test_a_task_in_full_tells_its_story_as_of_the_day(rich: Clerk) -> None:
    rich.progress(1, day("1/6"), 40)
    rich.extend(1, day("7/7"), day("28/6"))
    rich.assign(1, 2, day("1/7"), "12/TB-STP")
    rich.done(1, day("8/7"), "45/BC-STP")
    made = one_task.task_report(rich.register.connection, 1, TODAY)
    row = made.rows[0]
    assert set(row) > TASK_KEYS
    assert (row["state"], row["due"], row["original_due"], row["done_on"]) == (
        "done_late", "2021-07-07", "2021-06-30", "2021-07-08",
    )  # fmt: skip
    assert [(h["on"], h["kind"], h["to_unit"]) for h in records_in(row["history"])] == [
        ("2021-06-01", "progress", None), ("2021-07-01", "assign", "VP"), ("2021-07-08", "done", None),
    ]  # fmt: skip
    assert row["extensions"] == [
        {
            "decided_on": "2021-06-28", "document": "52/STP-VP", "reason": "Chờ hướng dẫn của cấp trên",
            "old_due": "2021-06-30", "new_due": "2021-07-07",
        }
    ]  # fmt: skip
    assert made.closing == ("State on 09/07/2021: done late, by 1 day.",)
    assert [table.title for table in made.tables] == ["", "Deadlines", "Extensions", "Ledger"]
    assert made.tables[3].lines[1].cells[1] == "assigned HCTP → VP"
    past = one_task.task_report(rich.register.connection, 1, day("20/6")).rows[0]
    assert (past["due"], past["unit"], past["extensions"], len(records_in(past["history"]))) == (
        "2021-06-30",
        "HCTP",
        [],
        1,
    )


@pytest.mark.parametrize(
    ("due", "as_of", "verdict"),
    [
        (day("30/6"), "9/7", "State on 09/07/2021: overdue, not started, by 9 days; Phòng VP has to act."),
        (day("30/6"), "30/6", "State on 30/06/2021: in time, not started."),
        (None, "9/7", "State on 09/07/2021: no deadline."),
    ],
)
def test_the_verdict_says_who_has_to_act(clerk: Clerk, due: date | None, as_of: str, verdict: str) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=due)
    assert one_task.task_report(clerk.register.connection, 1, day(as_of)).closing == (verdict,)


def test_the_verdict_without_a_unit_says_nobody(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("30/6"))
    made = one_task.task_report(clerk.register.connection, 1, TODAY)
    assert made.closing[0].endswith("nobody (no lead unit) has to act.")
    assert facts_in(made.tables[0])["Lead"] == "no lead unit"


def test_a_task_without_dates_or_entries_shows_neither(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), reading=Reading("tuỳ tình hình", DeadlineKind.UNREAD), text="tuỳ tình hình")
    made = one_task.task_report(clerk.register.connection, 1, TODAY)
    assert [table.title for table in made.tables] == ["", "Ledger"]
    assert made.tables[1].empty == "Nothing has been recorded yet."
    assert facts_in(made.tables[0])["Read as"] == "not read (not sure)"
    assert made.rows[0]["deadlines"] == []


def test_an_open_end_is_shown_in_words(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=day("30/6"))
    clerk.extend(task, None, day("1/7"))
    made = one_task.task_report(clerk.register.connection, task, TODAY)
    assert made.tables[1].lines[0].cells[0] == "until further notice"
    assert made.tables[2].lines[0].cells[3] == "until further notice"


def test_a_day_before_the_assignment_is_refused_in_words(clerk: Clerk) -> None:
    clerk.task(clerk.decision())
    with pytest.raises(UsageFault, match="Task 1 had not been assigned yet on 25/02/2021"):
        one_task.task_report(clerk.register.connection, 1, day("25/2"))


# -- one meaning everywhere ----------------------------------------------------------------------------------


def test_every_state_has_a_word_and_only_bad_ones_a_bad_tone() -> None:
    assert len({labels.state_label(state) for state in State}) == len(State)
    assert {state for state in State if labels.tone(state) == "bad"} == {
        State.OVERDUE_UNDER_WAY, State.OVERDUE_NOT_STARTED,
    }  # fmt: skip
    assert labels.tone(State.DONE_LATE) == "warn"
    assert labels.tone(State.DONE_ON_TIME) == "good"
    assert [labels.tone(State.OVERDUE_UNDER_WAY, days) for days in (1, 90, 91)] == ["bad", "bad", "worst"]
    tones = ("worst", "bad", "warn", "good")
    assert [tone for tone, _words in labels.legend(*tones)] == list(tones)
    assert len({words for _tone, words in labels.legend(*tones)}) == len(tones)


def test_overdue_list_status_and_check_agree_on_any_day(clerk: Clerk) -> None:
    plan, unit = clerk.decision(), clerk.unit("VP")
    for offset in range(-40, 41, 8):
        clerk.task(plan, unit=unit, due=TODAY + timedelta(days=offset))
    clerk.done([1, 6], day("1/7"))
    clerk.start(2, day("1/6"))
    connection = clerk.register.connection
    for offset in range(-45, 60, 15):
        as_of = TODAY + timedelta(days=offset)
        late = overdue.overdue_report(connection, as_of, soon=7)
        glance = {row["state"]: row["tasks"] for row in status.status_report(connection, Path("x"), as_of, 7).rows}
        found = checked(connection, Asked(as_of, 7, 92))
        assert len(late.rows) == len(found.rows)
        assert len(late.rows) == sum(int(str(glance[s])) for s in ("overdue_under_way", "overdue_not_started"))
        assert late.more["soon"] == found.more["soon"]


def test_the_machine_form_does_not_follow_the_language(rich: Clerk) -> None:
    connection = rich.register.connection
    english = [overdue.overdue_report(connection, TODAY).rows, one_task.task_report(connection, 1, TODAY).rows]
    i18n.use("vi")
    assert [
        overdue.overdue_report(connection, TODAY).rows,
        one_task.task_report(connection, 1, TODAY).rows,
    ] == english


def test_every_step_and_every_reason_has_its_place_in_what_presses() -> None:
    """A check would end in a fault of the program at the first point that has none."""
    assert sorted(pressing._ORDER) == sorted([*Step, *Reason])
