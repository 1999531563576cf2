"""Whatever is recorded in whatever order: cache, ledger and a slow recount by hand agree on every day."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support import slow
from tests.support.registers import ISSUED, Clerk, day, due_on
from tuphap_cli.domain.model import State
from tuphap_cli.domain.states import ORIGINAL
from tuphap_cli.errors import Conflict, Refused
from tuphap_cli.store.health import standing_check
from tuphap_cli.store.read import counting, entries, meaning, queries, sql
from tuphap_cli.store.read.queries import TaskRow
from tuphap_cli.store.tables import Task
from tuphap_cli.store.write import ledger, tasks
from tuphap_cli.store.write.undo import undoing

END = day("31/12")
DAYS = st.dates(ISSUED - timedelta(days=3), END)
UNITS = 3
TASKS = 5


@dataclass(frozen=True)
class Step:
    """One act of a random history; what an act does not need is not looked at."""

    verb: str
    task: int
    on: date
    to: date | None = None
    percent: int | None = None
    unit: int = 1


VERBS = (
    "start",
    "progress",
    "done",
    "done",
    "reopen",
    "suspend",
    "cancel",
    "resume",
    "extend",
    "assign",
    "date",
    "move",
    "back",
    "undo",
    "redo",
)
STEPS = st.builds(
    Step,
    st.sampled_from(VERBS),
    st.integers(1, TASKS),
    DAYS,
    st.none() | DAYS,
    st.none() | st.integers(0, 100),
    st.integers(1, UNITS),
)
HISTORIES = st.lists(STEPS, max_size=30)
PROPERTY = settings(max_examples=40)


def founded(clerk: Clerk) -> None:
    """Five tasks: due once, due thrice, without a date, without a unit, assigned later."""
    clerk.today = END
    with clerk.at_once():
        plan = clerk.decision()
        units = [clerk.unit(f"U{number}") for number in range(UNITS)]
        clerk.task(plan, unit=units[0], due=day("30/6"))
        clerk.task(plan, unit=units[1], due=[day("31/3"), day("30/6"), day("30/9")])
        clerk.task(plan, unit=units[2])
        clerk.task(plan, due=day("15/5"))
        clerk.task(plan, unit=units[0], due=day("30/9"), assigned=day("1/6"))


def take(clerk: Clerk, step: Step) -> None:
    """Carry out one step, or leave all as it was where the ledger refuses it."""
    try:
        match step.verb:
            case "start" | "progress" | "done":
                clerk.act(step.verb, step.task, step.on, percent=step.percent)
            case "reopen":
                clerk.reopen(step.task, step.on)
            case "suspend" | "cancel":
                clerk.halt(step.verb, step.task, step.on)
            case "resume":
                clerk.resume(step.task, step.on)
            case "extend":
                clerk.extend(step.task, step.to, step.on)
            case "assign":
                clerk.assign(step.task, step.unit, step.on)
            case "move":
                clerk.transfer(step.unit, step.unit % UNITS + 1, step.on)
            case "back":
                with clerk.writing("task reopen") as change:
                    ledger.take_back(change, step.task, step.on, "Ghi nhầm")
            case "undo" | "redo":
                undo_last(clerk, redo=step.verb == "redo")
            case "date":
                with clerk.writing() as change:
                    row = change.session.get_one(Task, step.task)
                    tasks.set_deadline(change, row, "", due_on(step.to))
    except (Refused, Conflict):
        return


def undo_last(clerk: Clerk, *, redo: bool) -> None:
    """Take the last command back, never the founding; or do the last one undone again."""
    wanted = undoing.plan(clerk.register.connection, None, redo=redo)
    if wanted.origin.seq > 1 and clerk.alone:
        with clerk.writing(wanted.command) as change:
            undoing.carry_out(change, wanted, END)


@dataclass
class Told:
    """What a reader of the ledger's pages would write down of one deadline."""

    due: date | None
    done_on: date | None = None
    entries: int = 0
    percent: int = 0
    last_on: date | None = None
    begun: bool = False
    original: date | None = None


@dataclass
class Story:
    """What a reader would write down of one task: its deadlines by id (None: it has no date), its halts, its unit."""

    deadlines: dict[int | None, Told]
    unit: int | None
    suspended_on: date | None = None
    cancelled_on: date | None = None
    days: list[date] = field(default_factory=list)


def recount(clerk: Clerk, first_units: dict[int, int | None], as_of: date) -> dict[int, Story]:
    """Read the ledger page by page up to ``as_of``, in the order of days and then of entry."""
    connection = clerk.register.connection
    until = as_of.isoformat()
    stories: dict[int, Story] = {}
    for task, assigned in connection.execute("SELECT id, assigned_on FROM task"):
        if assigned > until:
            continue
        dated = connection.execute("SELECT id, due FROM deadline WHERE task_id = ?", (task,)).fetchall()
        parts: dict[int | None, Told] = {r[0]: Told(day := date.fromisoformat(r[1]), original=day) for r in dated}
        stories[task] = Story(parts or {None: Told(None)}, first_units[task])
    given = work_through(stories, connection, as_of)
    for moved in in_force(connection, "extension", "decided_on"):
        if moved["task_id"] in stories:
            told = stories[moved["task_id"]].deadlines[moved["deadline_id"]]
            if date.fromisoformat(moved["decided_on"]) <= (told.done_on or as_of):
                told.due = date.fromisoformat(moved["new_due"]) if moved["new_due"] else None
    for story, on, unit in given:
        days = [told.done_on for told in story.deadlines.values()]
        if on <= max(day or as_of for day in days) or not all(days):
            story.unit = unit
    for story in stories.values():
        finish(story)
    return stories


def work_through(
    stories: dict[int, Story], connection: sqlite3.Connection, as_of: date
) -> list[tuple[Story, date, int | None]]:
    """Write down what was done by ``as_of``; gives who was put in charge of what, from which day on."""
    given: list[tuple[Story, date, int | None]] = []
    for entry in in_force(connection, "progress", "on_day"):
        if entry["task_id"] not in stories or entry["on_day"] > as_of.isoformat():
            continue
        story, on = stories[entry["task_id"]], date.fromisoformat(entry["on_day"])
        match entry["kind"]:
            case "suspend":
                story.suspended_on, story.cancelled_on = on, None
            case "cancel":
                story.suspended_on, story.cancelled_on = None, on
            case "resume":
                story.suspended_on = story.cancelled_on = None
            case "assign":
                given.append((story, on, entry["to_unit_id"]))
            case kind:
                about = entry["deadline_id"]
                for told in [story.deadlines[about]] if about else story.deadlines.values():
                    write_down(told, kind, on, entry["percent"])
    return given


def finish(story: Story) -> None:
    """What follows from the whole of a story: those that may speak are begun as soon as any is; done is 100 %."""
    begun = any(told.begun for told in story.deadlines.values())
    originally = {key: replace(told, due=told.original) for key, told in story.deadlines.items()}
    for told in speaking(story.deadlines):
        told.begun = begun
    for key, told in originally.items():
        if told in speaking(originally):
            story.deadlines[key].begun = begun
    for told in story.deadlines.values():
        if told.done_on:
            told.percent = 100


def in_force(connection: sqlite3.Connection, table: str, on: str) -> list[sqlite3.Row]:
    """The rows of the ledger that were not taken back, in the order of their days and then of entry."""
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY {on}, id").fetchall()
    struck = {row["voids_id"] for row in rows}
    return [row for row in rows if row["voids_id"] is None and row["id"] not in struck]


def write_down(told: Told, kind: str, on: date, percent: int | None) -> None:
    """One entry of work on one deadline."""
    if kind == "reopen":
        told.done_on = None
    else:
        told.last_on, told.begun = on, True
        told.entries += kind != "done"
    if kind == "done":
        told.done_on = on
    elif kind != "reopen" and percent is not None:
        told.percent = percent


def judged(story: Story, told: Told, as_of: date) -> str:
    """The state in the words of the official tables."""
    if not told.done_on and (story.cancelled_on or story.suspended_on):
        return "cancelled" if story.cancelled_on else "suspended"
    if told.due is None:
        return "no_deadline"
    if told.done_on:
        return "done_late" if told.done_on > told.due else "done_on_time"
    return ("overdue_" if as_of > told.due else "in_time_") + ("under_way" if told.begun else "not_started")


def speaking(told: dict[int | None, Told]) -> list[Told]:
    """Those that may speak for the task: the earliest open ones, else the last ones done."""
    open_ones = [t for t in told.values() if not t.done_on]
    if open_ones:
        first = min(t.due or date.max for t in open_ones)
        return [t for t in open_ones if (t.due or date.max) == first]
    last = max(t.due or date.min for t in told.values())
    return [t for t in told.values() if (t.due or date.min) == last]


def first_units(clerk: Clerk) -> dict[int, int | None]:
    return {r[0]: r[1] for r in clerk.register.connection.execute("SELECT id, lead_unit_id FROM task")}


def last_event(clerk: Clerk) -> date:
    """The last day on which anything was entered as happening."""
    connection = clerk.register.connection
    found = [row["assigned_on"] for row in connection.execute("SELECT assigned_on FROM task")]
    found += [row["on_day"] for row in in_force(connection, "progress", "on_day")]
    found += [row["decided_on"] for row in in_force(connection, "extension", "decided_on")]
    return date.fromisoformat(max(found))


@PROPERTY
@given(history=HISTORIES, days=st.lists(DAYS, min_size=1, max_size=4))
def test_the_intervals_say_what_the_ledger_says_on_any_day(
    memory_register: InMemory, history: list[Step], days: list[date]
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        founded(clerk)
        for step in history:
            take(clerk, step)
        connection = register.connection
        for as_of in [*days, END, date.max]:
            assert list(queries.deadline_rows(connection, as_of)) == slow.deadline_rows(connection, as_of)
            assert list(queries.task_rows(connection, as_of)) == slow.task_rows(connection, as_of)
            originally = queries.task_rows(connection, as_of, against=ORIGINAL)
            rows = (row.judged(ORIGINAL) for row in slow.deadline_rows(connection, as_of))
            assert list(originally) == queries.governed(rows)
        assert list(standing_check.wrong_intervals(connection)) == []
        # Hence counts of what is open need not ask whether its task had ended.
        ended = f"SELECT COUNT(*) FROM standing AS s WHERE {meaning.OPEN} AND s.ended_on IS NOT NULL"
        assert connection.execute(ended).fetchone()[0] == 0


@PROPERTY
@given(history=HISTORIES, days=st.lists(DAYS, min_size=1, max_size=4))
def test_any_day_is_as_a_recount_by_hand_gives_it(
    memory_register: InMemory, history: list[Step], days: list[date]
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        founded(clerk)
        units = first_units(clerk)
        for step in history:
            take(clerk, step)
        codes = {None: ""} | {unit.id: unit.code for unit in entries.unit_rows(register.connection)}
        for as_of in [*days, END]:
            note(f"as of {as_of}")
            stories = recount(clerk, units, as_of)
            rows = list(queries.deadline_rows(register.connection, as_of))
            assert {(r.task, r.deadline_id) for r in rows} == {(t, d) for t in stories for d in stories[t].deadlines}
            for row in rows:
                compare(row, stories[row.task], codes, as_of)
            governing = list(queries.task_rows(register.connection, as_of))
            assert sorted(r.task for r in governing) == sorted(stories)
            for row in governing:
                assert stories[row.task].deadlines[row.deadline_id] in speaking(stories[row.task].deadlines)


def compare(row: TaskRow, story: Story, codes: dict[int | None, str], as_of: date) -> None:
    told = story.deadlines[row.deadline_id]
    assert (row.due, row.done_on, row.entries, row.percent, row.last_on) == (
        told.due,
        told.done_on,
        told.entries,
        told.percent,
        told.last_on,
    )
    assert (row.suspended_on, row.cancelled_on) == (story.suspended_on, story.cancelled_on)
    assert row.unit == codes[story.unit]
    assert row.state(as_of) == judged(story, told, as_of)


@PROPERTY
@given(history=HISTORIES, as_of=DAYS, soon=st.integers(0, 60))
def test_counted_states_are_the_states_counted(
    memory_register: InMemory, history: list[Step], as_of: date, soon: int
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        founded(clerk)
        for step in history:
            take(clerk, step)
        for on in (as_of, END):
            rows = slow.task_rows(register.connection, on)
            assert counting.states(register.connection, on) == Counter(row.state(on) for row in rows)
            until = on + timedelta(days=soon)
            running = (State.IN_TIME_NOT_STARTED, State.IN_TIME_UNDER_WAY)
            near = [
                row
                for row in slow.deadline_rows(register.connection, on)
                if row.state(on) in running and row.due and on <= row.due <= until
            ]
            tasks = {row.task for row in near}
            assert counting.due_soon(register.connection, on, soon) == (len(near), len(tasks))


def test_counting_in_groups_mixes_no_states(clerk: Clerk) -> None:
    """Tasks of one state lie apart in their days, and those of neighbouring states close together."""
    plan = clerk.decision()
    for due, done in (
        ("31/3", "30/3"),
        ("30/6", "1/5"),
        ("31/3", "1/4"),
        ("15/5", "1/7"),
        ("30/6", None),
        ("8/7", None),
    ):
        task = clerk.task(plan, due=day(due))
        if done:
            clerk.done(task, day(done))
    for due in ("30/6", "9/7", "30/9"):
        clerk.start(clerk.task(plan, due=day(due)), day("1/6"))
        clerk.task(plan, due=day(due))
        clerk.halt("suspend", clerk.task(plan, due=day(due)), day("1/6"))
        clerk.halt("cancel", clerk.task(plan, due=day(due)), day("1/5"))
    clerk.done(clerk.task(plan), day("1/5"))
    clerk.task(plan)
    counted = counting.states(clerk.register.connection, clerk.today)
    assert {state.value: number for state, number in counted.items()} == {
        "done_on_time": 2, "done_late": 2, "overdue_not_started": 3, "overdue_under_way": 1, "in_time_under_way": 2,
        "in_time_not_started": 2, "suspended": 3, "cancelled": 3, "no_deadline": 2,
    }  # fmt: skip
    assert counting.due_soon(clerk.register.connection, clerk.today, 0) == (2, 2)


@pytest.mark.file_register
def test_a_daily_verb_finds_its_task_without_going_through_all(clerk: Clerk) -> None:
    plan = clerk.register.connection.execute(f"EXPLAIN QUERY PLAN {sql.TASK_TO_WRITE}", {"task": 1}).fetchall()
    assert all(row["detail"].startswith("SEARCH") for row in plan)
    assert any("s USING PRIMARY KEY (task_id=?)" in row["detail"] for row in plan)
