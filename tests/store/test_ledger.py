"""What may be recorded of a task, what is refused, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.support.registers import ISSUED, TODAY, Clerk, day, dump, ground
from tuphap_cli import errors
from tuphap_cli.domain.model import State
from tuphap_cli.store.read import entries, queries
from tuphap_cli.store.read.deadline_choice import Booked
from tuphap_cli.store.read.filters import Filters
from tuphap_cli.store.write import documented_acts, handing_over, ledger, records

QUARTERS = [day("31/3"), day("30/6"), day("30/9"), day("31/12")]
Act = Callable[[Clerk, int], object]


@pytest.fixture
def plan(clerk: Clerk) -> int:
    """A decision under which tasks are entered."""
    return clerk.decision()


@pytest.fixture
def task(clerk: Clerk, plan: int) -> int:
    """A task led by a unit and due on 30/6."""
    return clerk.task(plan, "Báo cáo công tác hộ tịch", unit=clerk.unit("HCTP"), due=day("30/6"))


def facts(clerk: Clerk, task: int, as_of: date | None = None) -> tuple[State, int, int]:
    """State, percentage and number of entries."""
    row = clerk.row(task, as_of)
    return row.state(as_of or clerk.today), row.percent, row.entries


# -- the daily verbs -----------------------------------------------------------------------------------------


def test_work_is_started_goes_on_and_is_finished(clerk: Clerk, task: int) -> None:
    assert facts(clerk, task) == (State.OVERDUE_NOT_STARTED, 0, 0)
    clerk.start(task, day("1/6"))
    assert facts(clerk, task) == (State.OVERDUE_UNDER_WAY, 0, 1)
    clerk.progress(task, day("15/6"), 60)
    assert facts(clerk, task) == (State.OVERDUE_UNDER_WAY, 60, 2)
    clerk.done(task, day("30/6"), "45/BC-STP")
    assert facts(clerk, task) == (State.DONE_ON_TIME, 100, 2)
    assert clerk.row(task).done_on == day("30/6")


def test_every_past_day_keeps_its_state(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("15/6"), 60)
    clerk.done(task, day("5/7"))
    assert [facts(clerk, task, day(d)) for d in ("14/6", "15/6", "30/6", "1/7", "4/7", "5/7")] == [
        (State.IN_TIME_NOT_STARTED, 0, 0),
        (State.IN_TIME_UNDER_WAY, 60, 1),
        (State.IN_TIME_UNDER_WAY, 60, 1),
        (State.OVERDUE_UNDER_WAY, 60, 1),
        (State.OVERDUE_UNDER_WAY, 60, 1),
        (State.DONE_LATE, 100, 1),
    ]


def test_a_task_is_not_there_before_it_was_assigned(clerk: Clerk, task: int) -> None:
    assert task not in clerk.rows(day("25/2"))
    assert task in clerk.rows(ISSUED)


def test_what_was_recorded_is_told_back(clerk: Clerk, task: int) -> None:
    (told,) = clerk.done(task, day("2/7"), "45/BC-STP")
    assert told == ledger.Recorded(
        task, "1", "25/QĐ-STP", "Báo cáo công tác hộ tịch", "done", day("2/7"), day("30/6"), 100,
        Booked(task), document="45/BC-STP", entry=1,
    )  # fmt: skip


def test_an_entry_without_a_percentage_keeps_the_one_before(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("1/6"), 40)
    (told,) = clerk.progress(task, day("2/6"))
    assert told.percent == 40
    assert facts(clerk, task)[1] == 40


def test_an_entry_of_an_earlier_day_is_taken_and_the_latest_day_counts(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("15/6"), 60)
    clerk.progress(task, day("1/6"), 20)
    assert facts(clerk, task) == (State.OVERDUE_UNDER_WAY, 60, 2)
    assert clerk.row(task, day("1/6")).percent == 20
    assert clerk.row(task).last_on == day("15/6")


def test_a_task_without_a_date_can_be_worked_on_and_finished_once(clerk: Clerk, plan: int) -> None:
    free = clerk.task(plan)
    (told,) = clerk.progress(free, day("1/6"), 30)
    assert (told.due, told.percent) == (None, 30)
    clerk.done(free, day("2/6"))
    assert (clerk.row(free).done_on, clerk.state(free)) == (day("2/6"), State.NO_DEADLINE)
    with pytest.raises(errors.AlreadyDone, match="02/06/2021"):
        clerk.done(free, day("3/6"))
    clerk.reopen(free, day("4/6"))
    assert (clerk.row(free).done_on, clerk.row(free).percent) == (None, 30)


def test_the_ledger_of_a_task_is_read_back_in_order(clerk: Clerk, task: int) -> None:
    other = clerk.unit("VP")
    clerk.act("progress", task, day("15/6"), percent=60, doc="33/TTr-STP", note="Đang lấy ý kiến")
    clerk.start(task, day("1/6"))
    clerk.assign(task, other, day("20/6"), "12/TB-STP")
    read = entries.history_rows(clerk.register.connection, task)
    assert [(h.on_day, h.kind, h.percent, h.document, h.note, h.from_unit, h.to_unit) for h in read] == [
        (day("1/6"), "start", 0, "", "", "", ""),
        (day("15/6"), "progress", 60, "33/TTr-STP", "Đang lấy ý kiến", "", ""),
        (day("20/6"), "assign", None, "12/TB-STP", "", "HCTP", "VP"),
    ]
    assert {h.actor for h in read} == {"clerk"}


# -- refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["start", "progress", "done"])
@pytest.mark.parametrize(
    ("on", "percent", "fault"),
    [
        ("25/2", None, errors.DoneBeforeAssigned),
        ("10/7", None, errors.InTheFuture),
        ("1/6", 101, errors.BadField),
        ("1/6", -1, errors.BadField),
    ],
)
def test_a_senseless_day_or_percentage_is_refused(
    clerk: Clerk, task: int, kind: str, on: str, percent: int | None, fault: type[errors.TuphapError]
) -> None:
    before = dump(clerk.register.connection)
    with pytest.raises(fault):
        clerk.act(kind, task, day(on), percent=percent)
    assert dump(clerk.register.connection) == before


@pytest.mark.parametrize(("on", "percent"), [("26/2", 0), ("9/7", 100)])
def test_the_limits_themselves_are_taken(clerk: Clerk, task: int, on: str, percent: int) -> None:
    clerk.act("progress", task, day(on), percent=percent)
    assert clerk.row(task).percent == percent


@pytest.mark.parametrize(
    ("happened", "fault", "words"),
    [
        (lambda c, t: c.done(t, day("28/6")), errors.AlreadyDone, "28/06/2021"),
        (lambda c, t: c.halt("cancel", t, day("1/6")), errors.NotRunning, "cancelled since 01/06/2021"),
        (lambda c, t: c.halt("suspend", t, day("1/6")), errors.NotRunning, "suspended since 01/06/2021"),
    ],
)
@pytest.mark.parametrize(
    "act",
    [
        lambda c, t: c.done(t, day("1/7")),
        lambda c, t: c.halt("suspend", t, day("1/7")),
        lambda c, t: c.extend(t, day("31/8"), day("1/7")),
    ],
    ids=["done", "suspend", "extend"],
)
def test_a_task_that_is_done_or_halted_takes_no_more(
    clerk: Clerk, task: int, happened: Act, fault: type[errors.TuphapError], words: str, act: Act
) -> None:
    happened(clerk, task)
    before = dump(clerk.register.connection)
    with pytest.raises(fault, match=words):
        act(clerk, task)
    assert dump(clerk.register.connection) == before


@pytest.mark.parametrize(("halt", "state"), [("cancel", "cancelled"), ("suspend", "suspended")])
def test_a_halted_task_takes_no_work_of_the_days_on_which_it_is_halted(
    clerk: Clerk, task: int, halt: str, state: str
) -> None:
    clerk.progress(task, day("1/6"), 40)
    clerk.halt(halt, task, day("2/6"))
    clerk.resume(task, day("10/6"))
    for on in ("2/6", "9/6"):
        with pytest.raises(errors.NotRunning, match=f"{state} since 02/06/2021"):
            clerk.progress(task, day(on), 50)
    clerk.progress(task, day("10/6"), 50)
    clerk.done(task, day("1/6"))
    assert clerk.state(task) == State.DONE_ON_TIME


def test_a_completion_that_arrives_after_later_progress_counts_on_its_day(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("15/6"), 60)
    (said,) = clerk.done(task, day("14/6"))
    assert said.later == (day("15/6"),)
    assert facts(clerk, task) == (State.DONE_ON_TIME, 100, 1)
    assert clerk.row(task).done_on == day("14/6")
    for on in ("13/6", "16/6"):
        with pytest.raises(errors.AlreadyDone, match="14/06/2021"):
            clerk.done(task, day(on))


def test_progress_reported_after_the_completion_changes_no_state(clerk: Clerk, task: int) -> None:
    clerk.done(task, day("14/6"))
    (said,) = clerk.progress(task, day("15/6"), 60)
    assert said.completed_on == day("14/6")
    assert facts(clerk, task) == (State.DONE_ON_TIME, 100, 1)
    clerk.reopen(task, day("16/6"))
    assert clerk.row(task).percent == 60


def test_a_decision_after_the_completion_does_not_make_it_punctual(clerk: Clerk, task: int) -> None:
    clerk.extend(task, day("31/8"), day("5/7"))
    clerk.done(task, day("3/7"))
    assert (clerk.row(task).due, clerk.state(task)) == (day("30/6"), State.DONE_LATE)
    with clerk.writing() as change:
        ledger.record_reopening(change, task, day("6/7"), "x")
    assert clerk.row(task).due == day("31/8")


def test_a_decision_that_arrives_late_moves_the_deadline_from_its_day_until_the_next(clerk: Clerk, task: int) -> None:
    clerk.extend(task, day("31/8"), day("10/6"))
    clerk.extend(task, day("15/7"), day("1/6"))
    assert [clerk.row(task, day(d)).due for d in ("31/5", "1/6", "9/6", "10/6")] == [
        day("30/6"), day("15/7"), day("15/7"), day("31/8"),
    ]  # fmt: skip
    moved = entries.extension_rows(clerk.register.connection, task)
    assert [(m.old_due, m.new_due) for m in moved] == [(day("30/6"), day("15/7")), (day("15/7"), day("31/8"))]


def test_an_assignment_that_arrives_late_lasts_until_the_next(clerk: Clerk, task: int) -> None:
    clerk.assign(task, clerk.unit("A"), day("10/6"))
    clerk.assign(task, clerk.unit("B"), day("1/6"))
    clerk.assign(task, clerk.unit("C"), day("5/6"))
    assert [clerk.row(task, day(d)).unit for d in ("31/5", "1/6", "4/6", "5/6", "9/6", "10/6")] == [
        "HCTP", "B", "B", "C", "C", "A",
    ]  # fmt: skip
    ledger_of = entries.history_rows(clerk.register.connection, task)
    assert [(e.from_unit, e.to_unit) for e in ledger_of] == [("HCTP", "B"), ("B", "C"), ("C", "A")]


def test_what_was_done_before_a_transfer_stays_with_the_unit_that_did_it(clerk: Clerk, plan: int) -> None:
    giver, taker = clerk.unit("A"), clerk.unit("B")
    before, after = (clerk.task(plan, unit=giver, due=day("30/6")) for _ in range(2))
    clerk.done(after, day("5/7"))
    assert clerk.transfer(giver, taker, day("1/7")) == 2
    clerk.done(before, day("28/6"))
    assert [(clerk.row(t).unit, clerk.state(t)) for t in (before, after)] == [
        ("A", State.DONE_ON_TIME), ("B", State.DONE_LATE),
    ]  # fmt: skip


def test_what_was_reopened_has_been_begun(clerk: Clerk, task: int) -> None:
    clerk.done(task, day("1/6"))
    with clerk.writing() as change:
        ledger.record_reopening(change, task, day("2/6"), "x")
    assert clerk.state(task, day("3/6")) == State.IN_TIME_UNDER_WAY


def test_several_tasks_go_in_together_or_not_at_all(clerk: Clerk, plan: int, task: int) -> None:
    second, third = clerk.task(plan, due=day("30/6")), clerk.task(plan, due=day("30/9"))
    clerk.done(second, day("1/6"))
    before = dump(clerk.register.connection)
    with pytest.raises(errors.AlreadyDone, match=f"Task {second} "):
        clerk.done([task, third, second], day("2/6"))
    assert dump(clerk.register.connection) == before
    assert [r.task for r in clerk.done([task, third], day("2/6"))] == [task, third]
    assert len(clerk.journal()) == before_rows(before) + 1


def before_rows(before: dict[str, list[tuple[object, ...]]]) -> int:
    return len(before["journal"])


def test_a_task_named_twice_is_recorded_once(clerk: Clerk, task: int) -> None:
    assert len(clerk.progress([task, task], day("1/6"), 10)) == 1
    assert clerk.row(task).entries == 1


# -- recurring tasks -----------------------------------------------------------------------------------------


def deadlines(clerk: Clerk, as_of: date | None = None) -> list[tuple[date | None, date | None]]:
    rows = queries.deadline_rows(clerk.register.connection, as_of or clerk.today)
    return [(row.due, row.done_on) for row in rows]


def test_done_goes_to_the_earliest_open_occurrence(clerk: Clerk, plan: int) -> None:
    clerk.today = day("31/12")
    task = clerk.task(plan, due=QUARTERS)
    clerk.progress(task, day("1/3"), 50)
    clerk.done(task, day("30/3"))
    assert clerk.row(task, day("30/3")).due == day("30/6")
    assert facts(clerk, task, day("30/3")) == (State.IN_TIME_UNDER_WAY, 0, 0)
    clerk.done(task, day("5/7"))
    assert deadlines(clerk) == [
        (day("31/3"), day("30/3")), (day("30/6"), day("5/7")), (day("30/9"), None), (day("31/12"), None),
    ]  # fmt: skip
    clerk.done(task, day("30/9"))
    clerk.done(task, day("30/12"))
    assert clerk.row(task).due == day("31/12")
    assert clerk.state(task) == State.DONE_ON_TIME
    with pytest.raises(errors.AlreadyDone, match="30/12/2021"):
        clerk.done(task, day("31/12"))


def test_an_open_occurrence_makes_the_task_overdue_though_others_were_done(clerk: Clerk, plan: int) -> None:
    task = clerk.task(plan, due=QUARTERS)
    clerk.done(task, day("30/3"))
    assert (clerk.row(task).due, clerk.state(task)) == (day("30/6"), State.OVERDUE_UNDER_WAY)


def test_reopening_takes_back_the_last_completion_only(clerk: Clerk, plan: int) -> None:
    task = clerk.task(plan, due=QUARTERS)
    clerk.done(task, day("30/3"))
    clerk.done(task, day("29/6"))
    clerk.reopen(task, day("1/7"))
    assert deadlines(clerk)[:2] == [(day("31/3"), day("30/3")), (day("30/6"), None)]
    clerk.reopen(task, day("2/7"))
    assert deadlines(clerk)[:2] == [(day("31/3"), None), (day("30/6"), None)]
    with pytest.raises(errors.NotDone):
        clerk.reopen(task, day("3/7"))


def test_an_extension_moves_only_the_occurrence_that_speaks(clerk: Clerk, plan: int) -> None:
    task = clerk.task(plan, due=QUARTERS)
    clerk.done(task, day("30/3"))
    assert clerk.extend(task, day("31/7"), day("20/6")) == (day("30/6"), day("31/7"))
    assert [due for due, _ in deadlines(clerk)] == [day("31/3"), day("31/7"), day("30/9"), day("31/12")]


# -- taking back ---------------------------------------------------------------------------------------------


def test_a_completion_taken_back_was_never_there(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("1/6"), 40)
    clerk.done(task, day("10/6"), "45/BC-STP")
    with clerk.writing("task reopen") as change:
        ledger.take_back(change, task, day("9/7"), "Ghi nhầm")
    for as_of in (day("10/6"), day("9/7")):
        (row,) = queries.task_rows(clerk.register.connection, as_of, Filters(tasks=(task,)))
        assert (row.done_on, row.percent) == (None, 40)
    clerk.done(task, day("5/6"), "44/BC-STP")
    (row,) = queries.task_rows(clerk.register.connection, day("9/7"), Filters(tasks=(task,)))
    assert row.done_on == day("5/6")
    assert [entry.taken_back for entry in entries.history_rows(clerk.register.connection, task)] == [
        False,
        False,
        True,
    ]


def test_taking_back_needs_a_reason_and_a_completion(clerk: Clerk, task: int) -> None:
    with pytest.raises(errors.NotDone), clerk.writing("task reopen") as change:
        ledger.take_back(change, task, day("9/7"), "Ghi nhầm")
    clerk.done(task, day("10/6"), "")
    with pytest.raises(errors.NeedsReason), clerk.writing("task reopen") as change:
        ledger.take_back(change, task, day("9/7"), "")


# -- reopening -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("percents", [[], [40], [40, 80], [80, 30]])
def test_reopening_restores_the_percentage_of_before(clerk: Clerk, task: int, percents: list[int]) -> None:
    for number, percent in enumerate(percents, start=1):
        clerk.progress(task, day(f"{number}/6"), percent)
    clerk.done(task, day("20/6"))
    clerk.reopen(task, day("25/6"))
    assert facts(clerk, task)[1:] == (percents[-1] if percents else 0, len(percents))
    assert clerk.row(task).done_on is None
    assert clerk.state(task, day("22/6")) == State.DONE_ON_TIME


def test_work_goes_on_after_reopening_and_can_be_finished_and_reopened_again(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("1/6"), 40)
    clerk.done(task, day("20/6"))
    clerk.reopen(task, day("25/6"))
    clerk.progress(task, day("26/6"), 70)
    clerk.done(task, day("1/7"))
    assert clerk.state(task) == State.DONE_LATE
    clerk.reopen(task, day("2/7"))
    assert facts(clerk, task) == (State.OVERDUE_UNDER_WAY, 70, 2)


def test_reopening_dated_before_the_completion_counts_from_the_completion(clerk: Clerk, task: int) -> None:
    clerk.done(task, day("20/6"))
    clerk.reopen(task, day("1/6"))
    assert clerk.row(task).done_on is None
    assert clerk.row(task, day("20/6")).done_on is None


def test_reopening_needs_a_reason_and_something_done(clerk: Clerk, task: int) -> None:
    with pytest.raises(errors.NotDone):
        clerk.reopen(task, day("1/7"))
    clerk.done(task, day("20/6"))
    with pytest.raises(errors.TuphapError, match="--reason"):
        clerk.reopen(task, day("1/7"), reason="")
    assert clerk.state(task) == State.DONE_ON_TIME


# -- extensions ----------------------------------------------------------------------------------------------


def test_a_chain_of_extensions_keeps_the_original_day_and_each_day_of_its_time(clerk: Clerk, task: int) -> None:
    assert clerk.extend(task, day("31/7"), day("10/6")) == (day("30/6"), day("31/7"))
    assert clerk.extend(task, None, day("1/7")) == (day("31/7"), None)
    assert clerk.state(task) == State.NO_DEADLINE
    assert clerk.extend(task, day("5/7"), day("8/7")) == (None, day("5/7"))
    assert clerk.state(task) == State.OVERDUE_NOT_STARTED
    assert [clerk.row(task, day(d)).due for d in ("9/6", "10/6", "1/7", "8/7")] == [
        day("30/6"), day("31/7"), None, day("5/7"),
    ]  # fmt: skip
    assert {clerk.row(task, day(d)).original_due for d in ("9/6", "10/6", "1/7", "8/7")} == {day("30/6")}
    read = entries.extension_rows(clerk.register.connection, task)
    assert [(e.decided_on, e.old_due, e.new_due, e.document) for e in read] == [
        (day("10/6"), day("30/6"), day("31/7"), "52/STP-VP"),
        (day("1/7"), day("31/7"), None, "52/STP-VP"),
        (day("8/7"), None, day("5/7"), "52/STP-VP"),
    ]


def test_what_was_overdue_stays_so_in_the_past_after_a_late_extension(clerk: Clerk, task: int) -> None:
    clerk.extend(task, day("31/8"), day("8/7"))
    assert clerk.state(task, day("7/7")) == State.OVERDUE_NOT_STARTED
    assert clerk.state(task, day("8/7")) == State.IN_TIME_NOT_STARTED


@pytest.mark.parametrize(
    ("to", "on", "fault"),
    [
        (day("30/6"), "1/6", errors.BadField),
        (day("31/8"), "25/2", errors.DoneBeforeAssigned),
    ],
)
def test_an_extension_must_move_something_and_lie_in_the_tasks_time(
    clerk: Clerk, task: int, to: date, on: str, fault: type[errors.TuphapError]
) -> None:
    with pytest.raises(fault):
        clerk.extend(task, to, day(on))
    assert entries.extension_rows(clerk.register.connection, task) == []


def test_a_task_without_a_date_has_nothing_to_extend(clerk: Clerk, plan: int) -> None:
    free = clerk.task(plan)
    with pytest.raises(errors.BadField, match="no dated deadline"):
        clerk.extend(free, day("31/8"), day("1/7"))


# -- suspending, cancelling, resuming ------------------------------------------------------------------------


def test_a_task_is_suspended_and_runs_again_with_what_it_had(clerk: Clerk, task: int) -> None:
    clerk.progress(task, day("1/6"), 40)
    clerk.halt("suspend", task, day("10/6"))
    assert documented_acts.halted(clerk.register.connection, task)
    clerk.resume(task, day("5/7"))
    assert not documented_acts.halted(clerk.register.connection, task)
    assert [clerk.state(task, day(d)) for d in ("9/6", "10/6", "4/7", "5/7")] == [
        State.IN_TIME_UNDER_WAY, State.SUSPENDED, State.SUSPENDED, State.OVERDUE_UNDER_WAY,
    ]  # fmt: skip
    assert clerk.row(task).percent == 40
    clerk.done(task, day("6/7"))
    assert clerk.state(task) == State.DONE_LATE


def test_a_suspended_task_can_be_cancelled_and_a_cancelled_one_resumed(clerk: Clerk, task: int) -> None:
    clerk.halt("suspend", task, day("10/6"))
    clerk.halt("cancel", task, day("20/6"))
    assert (clerk.row(task).suspended_on, clerk.row(task).cancelled_on) == (None, day("20/6"))
    clerk.resume(task, day("1/7"))
    assert [clerk.state(task, day(d)) for d in ("15/6", "25/6", "9/7")] == [
        State.SUSPENDED, State.CANCELLED, State.OVERDUE_NOT_STARTED,
    ]  # fmt: skip


def test_a_cancelled_task_is_not_cancelled_again(clerk: Clerk, task: int) -> None:
    clerk.halt("cancel", task, day("10/6"))
    with pytest.raises(errors.NotRunning, match="cancelled since 10/06/2021"):
        clerk.halt("cancel", task, day("20/6"))


@pytest.mark.parametrize("kind", ["suspend", "cancel"])
def test_a_halt_lies_in_the_tasks_time(clerk: Clerk, task: int, kind: str) -> None:
    with pytest.raises(errors.DoneBeforeAssigned):
        clerk.halt(kind, task, day("25/2"))


def halted_and_resumed(clerk: Clerk, task: int) -> None:
    clerk.halt("suspend", task, day("1/6"))
    clerk.resume(task, day("10/6"))


HIDDEN: list[tuple[Act, Act]] = [
    (lambda c, t: c.halt("suspend", t, day("10/6")), lambda c, t: c.halt("cancel", t, day("9/6"))),
    (lambda c, t: c.halt("suspend", t, day("10/6")), lambda c, t: c.resume(t, day("9/6"))),
    (lambda c, t: c.halt("cancel", t, day("10/6")), lambda c, t: c.resume(t, day("9/6"))),
    (halted_and_resumed, lambda c, t: c.halt("suspend", t, day("31/5"))),
]


@pytest.mark.parametrize(("before", "act"), HIDDEN)
def test_an_act_that_a_later_one_would_hide_is_refused_and_not_lost(
    clerk: Clerk, task: int, before: Act, act: Act
) -> None:
    before(clerk, task)
    row = clerk.row(task)
    with pytest.raises(errors.OutOfOrder, match=r"(10|01)/06/2021"):
        act(clerk, task)
    assert clerk.row(task) == row


@pytest.mark.parametrize(("document", "reason", "words"), [("", "x", "--by"), ("52/STP-VP", "", "--reason")])
def test_an_act_by_document_needs_the_document_and_the_reason(document: str, reason: str, words: str) -> None:
    with pytest.raises(errors.TuphapError, match=words) as raised:
        ground(TODAY, document, reason)
    assert raised.value.exit_code == errors.REFUSED


# -- units ---------------------------------------------------------------------------------------------------


def test_an_assigned_task_keeps_its_old_unit_on_earlier_days(clerk: Clerk, task: int) -> None:
    second, third = clerk.unit("VP"), clerk.unit("TGPL")
    clerk.assign(task, second, day("1/6"))
    clerk.assign(task, third, day("1/7"))
    assert [clerk.row(task, day(d)).unit for d in ("26/2", "31/5", "1/6", "30/6", "1/7", "9/7")] == [
        "HCTP", "HCTP", "VP", "VP", "TGPL", "TGPL",
    ]  # fmt: skip


def test_a_task_without_a_unit_gets_one(clerk: Clerk, plan: int) -> None:
    free = clerk.task(plan)
    clerk.assign(free, clerk.unit("VP"), day("1/6"))
    assert [clerk.row(free, day(d)).unit for d in ("31/5", "1/6")] == ["", "VP"]


def test_a_transfer_hands_over_what_is_open_and_leaves_days_and_history(clerk: Clerk, plan: int) -> None:
    giver, taker = clerk.unit("TP-HD", kind="district_office"), clerk.unit("VP")
    still, done, off, halted, other = (clerk.task(plan, unit=giver, due=day("30/6")) for _ in range(5))
    clerk.done(done, day("1/6"))
    clerk.halt("cancel", off, day("1/6"))
    clerk.halt("suspend", halted, day("1/6"))
    clerk.assign(other, taker, day("1/5"))
    assert clerk.transfer(giver, taker, day("1/7")) == 2
    units = {t: clerk.row(t).unit for t in (still, done, off, halted, other)}
    assert units == {still: "VP", done: "TP-HD", off: "TP-HD", halted: "VP", other: "VP"}
    assert clerk.row(still, day("30/6")).unit == "TP-HD"
    assert clerk.row(still).due == day("30/6")
    missed = queries.missed_rows(clerk.register.connection, TODAY, 92, reason=None)
    assert {m.row.task: m.handed_over_on for m in missed if m.handed_over_on} == {still: day("1/7")}


def test_a_second_transfer_on_the_same_day_hands_over_what_is_open_by_then(clerk: Clerk, plan: int) -> None:
    giver, taker = clerk.unit("A"), clerk.unit("B")
    task = clerk.task(plan, unit=giver, due=day("30/6"))
    clerk.done(task, day("1/6"))
    assert clerk.transfer(giver, taker, day("1/7")) == 0
    clerk.reopen(task, day("1/7"))
    assert clerk.transfer(giver, taker, day("1/7")) == 1


def test_a_unit_ends_only_when_it_leads_no_open_task(clerk: Clerk, plan: int) -> None:
    unit, taker = clerk.unit("A"), clerk.unit("B")
    for number in range(3):
        clerk.task(plan, f"Việc {number}", unit=unit, due=day("30/6"))
    clerk.done(1, day("1/6"))
    with pytest.raises(errors.StillInUse, match=r"still has 2 open") as raised, clerk.writing() as change:
        handing_over.close_unit(change, unit, TODAY)
    assert "unit transfer A" in str(raised.value.facts["advice"])
    clerk.transfer(unit, taker, day("1/7"))
    with clerk.writing() as change:
        assert handing_over.close_unit(change, unit, TODAY).valid_to == TODAY
    assert {row.code: row.valid_to for row in entries.unit_rows(clerk.register.connection)} == {"A": TODAY, "B": None}


# -- withdrawing ---------------------------------------------------------------------------------------------


def test_withdrawing_a_decision_cancels_what_is_open_by_the_same_document(clerk: Clerk, plan: int) -> None:
    other = clerk.task(clerk.decision("8/KH-STP", day("5/1")), assigned=day("5/1"), due=day("30/6"))
    still, done, halted, off = (clerk.task(plan, due=day("30/6")) for _ in range(4))
    clerk.done(done, day("1/6"))
    clerk.halt("suspend", halted, day("1/6"))
    clerk.halt("cancel", off, day("1/6"))
    with clerk.writing() as change:
        assert records.withdraw_decision(change, plan, ground(day("1/7"), "60/QĐ-STP")) == 2
    assert {t: clerk.state(t) for t in (still, done, halted, off, other)} == {
        still: State.CANCELLED, done: State.DONE_ON_TIME, halted: State.CANCELLED, off: State.CANCELLED,
        other: State.OVERDUE_NOT_STARTED,
    }  # fmt: skip
    assert clerk.row(off).cancelled_on == day("1/6")
    assert clerk.state(still, day("30/6")) == State.IN_TIME_NOT_STARTED
    assert entries.history_rows(clerk.register.connection, still)[-1].document == "60/QĐ-STP"
    with pytest.raises(errors.AlreadyWithdrawn, match="01/07/2021"), clerk.writing() as change:
        records.withdraw_decision(change, plan, ground(TODAY))
