"""Whatever was entered: undone from the last back the register is as it was, done again it is as it became."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.store.test_lanes import END, STEPS, TASKS, UNITS, Step, founded, take
from tests.support import slow
from tests.support.registers import ACTOR, ISSUED, Clerk, day, due_on, dump, ground
from tuphap_cli import errors
from tuphap_cli.domain import journal
from tuphap_cli.domain.workdays import SpecialDay
from tuphap_cli.store.read import journalbook, queries
from tuphap_cli.store.tables import Task
from tuphap_cli.store.write import days_off, obstacles, records, tasks, versions
from tuphap_cli.store.write.undo import undoing

State = tuple[object, ...]
Written = dict[tuple[str, int], tuple[int, dict[str, object]]]  # by table and row: version, content
YEAR = [ISSUED + timedelta(days=n) for n in range(-5, 310)]


def undo(clerk: Clerk, number: int | None = None, *, redo: bool = False, adjust: bool = False) -> str:
    """Take a command back, or do it again, as the command line does; gives the journal's word for it."""
    with clerk.register.reading() as connection:
        command = undoing.plan(connection, number, redo=redo).command
    with clerk.register.writing(f"{command} --adjust" if adjust else command, ACTOR) as change:
        change.adjust = adjust
        undoing.carry_out(change, undoing.plan(change.connection, number, redo=redo), clerk.today)
    return command


def redo(clerk: Clerk, number: int | None = None) -> str:
    return undo(clerk, number, redo=True)


def standing(connection: sqlite3.Connection, table: str, on: str) -> list[tuple[object, ...]]:
    """The entries in force in the order of days and entry, without the numbers that are the file's own."""
    rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {on}, id")]
    voided = {row["voids_id"] for row in rows}
    return [
        tuple(value for name, value in row.items() if name not in {"id", "journal_seq"})
        for row in rows
        if row["voids_id"] is None and row["id"] not in voided
    ]


def state(clerk: Clerk) -> State:
    """All that the register says, apart from its journal and from entries that were taken back."""
    connection = clerk.register.connection
    plain = dump(connection, but=["journal", "progress", "extension", "sqlite_sequence", *versions.VERSIONED])
    for table in versions.VERSIONED:  # but the versions, which only go on
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "version"]
        found = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
        plain[table] = sorted((tuple(row) for row in found), key=repr)
    return plain, standing(connection, "progress", "on_day"), standing(connection, "extension", "decided_on")


def written(clerk: Clerk) -> Written:
    """Every row that clerks edit: its version, and what stands in it apart from what follows from the ledger."""
    connection = clerk.register.connection
    found: Written = {}
    for table in versions.VERSIONED:
        for row in connection.execute(f"SELECT * FROM {table}"):
            kept = dict(row)
            found[table, row["id"]] = (kept.pop("version"), kept)
    return found


def none_under_its_old_version(before: Written, after: Written) -> bool:
    """Whether each row that is not as it was bears a higher version."""
    changed = [key for key in before.keys() & after.keys() if before[key][1] != after[key][1]]
    return all(after[key][0] > before[key][0] for key in changed)


def days(clerk: Clerk, wanted: list[date]) -> list[object]:
    """What is said as of some days, worked out from the ledger."""
    return [sorted(slow.deadline_rows(clerk.register.connection, d)) for d in wanted]


def fine(clerk: Clerk) -> bool:
    return journal.verify_chain(journalbook.chained(clerk.register.connection)).finding is journal.JournalFinding.FINE


def intervals_follow(clerk: Clerk) -> bool:
    connection = clerk.register.connection
    cached = list(queries.deadline_rows(connection, date(2030, 1, 1)))
    return cached == slow.deadline_rows(connection, date(2030, 1, 1))


# -- other acts than those of the ledger ---------------------------------------------------------------------


def add_task(clerk: Clerk, step: Step) -> None:
    clerk.task(1, "Việc thêm", unit=step.unit, due=step.to, supports=[step.unit])


def edit_task(clerk: Clerk, step: Step) -> None:
    with clerk.writing("task edit") as change:
        tasks.edit_task(change, step.task, {"title": f"Việc khác {step.percent}"})
        tasks.set_supports(change, step.task, [step.unit, step.unit % UNITS + 1])


def swap_items(clerk: Clerk, step: Step) -> None:
    """Two tasks exchange their items, as a second import of a plan does; an item stands once in a decision."""
    other = step.task % TASKS + 1
    with clerk.writing("import") as change:
        one = change.connection.execute("SELECT item FROM task WHERE id = ?", (step.task,)).fetchone()[0]
        two = change.connection.execute("SELECT item FROM task WHERE id = ?", (other,)).fetchone()[0]
        tasks.edit_task(change, step.task, {"item": "~"})
        tasks.edit_task(change, other, {"item": one})
        tasks.edit_task(change, step.task, {"item": two})


def several_days(clerk: Clerk, step: Step) -> None:
    with clerk.writing("task edit") as change:
        row = change.session.get_one(Task, step.task)
        wanted = sorted({step.on, step.to or END} - {d for d in (step.on, step.to) if d and d < row.assigned_on})
        tasks.set_deadline(change, row, "", due_on(wanted))


def rename_unit(clerk: Clerk, step: Step) -> None:
    with clerk.writing("unit edit") as change:
        records.edit_unit(change, step.unit, {"name": f"Phòng {step.percent}-{step.task}"})


def add_unit(clerk: Clerk, step: Step) -> None:
    clerk.unit(f"N{step.percent}", aliases=[f"Bộ phận {step.percent}"])


def obstacle(clerk: Clerk, step: Step) -> None:
    with clerk.writing("obstacle add") as change:
        obstacles.add_obstacle(
            change, obstacles.ObstacleFacts("Thiếu biên chế", max(step.on, day("1/7")), task=step.task)
        )


def resolve(clerk: Clerk, step: Step) -> None:
    with clerk.writing("obstacle resolve") as change:
        obstacles.resolve_obstacle(change, 1, "Đã có hướng dẫn", "", END)


def day_off(clerk: Clerk, step: Step) -> None:
    with clerk.writing("calendar add") as change:
        days_off.enter(change, SpecialDay(step.on, worked=False, reason="Nghỉ bù", document="1/TB"))


def day_on(clerk: Clerk, step: Step) -> None:
    with clerk.writing("calendar remove") as change:
        row = change.connection.execute("SELECT MIN(day) FROM day_off").fetchone()
        days_off.remove_day_off(change, date.fromisoformat(row[0] or "2021-01-01"))


def withdraw(clerk: Clerk, step: Step) -> None:
    with clerk.writing("decision withdraw") as change:
        records.withdraw_decision(change, 1, ground(step.on))


def move_issue(clerk: Clerk, step: Step) -> None:
    with clerk.writing("decision edit") as change:
        records.edit_decision(change, 1, {"issued_on": ISSUED - timedelta(days=step.task)})


ACTS: list[Callable[[Clerk, Step], None]] = [
    add_task, edit_task, swap_items, several_days, rename_unit, add_unit, obstacle, resolve, day_off, day_on,
    withdraw, move_issue,
]  # fmt: skip
# Taking back is what is tried here, so the acts themselves hold none of it.
ONWARD = STEPS.map(lambda step: replace(step, verb="done") if step.verb in {"undo", "redo"} else step)
ANY_STEP = st.tuples(st.none() | st.sampled_from(ACTS), ONWARD)


def any_act(clerk: Clerk, act: Callable[[Clerk, Step], None] | None, step: Step) -> None:
    """Carry out one step, or leave all as it was where it is refused."""
    if act is None:
        take(clerk, step)
        return
    try:
        act(clerk, step)
    except (errors.Refused, errors.Conflict):
        return


@settings(max_examples=30)
@given(history=st.lists(ANY_STEP, max_size=14), chosen=st.lists(st.sampled_from(YEAR), min_size=2, max_size=3))
def test_undone_from_the_last_back_and_done_again_the_register_is_as_it_was(
    memory_register: InMemory, history: list[tuple[Callable[[Clerk, Step], None] | None, Step]], chosen: list[date]
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        founded(clerk)
        before = [(state(clerk), days(clerk, chosen))]
        for act, step in history:
            known = len(clerk.journal())
            any_act(clerk, act, step)
            if len(clerk.journal()) > known:
                before.append((state(clerk), days(clerk, chosen)))
        standing_now = before.pop()
        forward = [standing_now]
        for was in reversed(before):
            seen = written(clerk)
            undo(clerk)
            assert (state(clerk), days(clerk, chosen)) == was
            assert none_under_its_old_version(seen, written(clerk))
            assert intervals_follow(clerk)
            forward.append(was)
        assert fine(clerk)
        forward.pop()
        for will in reversed(forward):
            seen = written(clerk)
            redo(clerk)
            assert none_under_its_old_version(seen, written(clerk))
            assert (state(clerk), days(clerk, chosen)) == will
            assert intervals_follow(clerk)
        assert fine(clerk)
        assert not register.connection.execute("PRAGMA foreign_key_check").fetchall()


@settings(max_examples=30)
@given(history=st.lists(st.tuples(ANY_STEP, st.none() | st.tuples(st.booleans(), st.integers(1, 20))), max_size=20))
def test_taken_back_in_any_order_nothing_dangles_and_a_refusal_changes_nothing(
    memory_register: InMemory,
    history: list[tuple[tuple[Callable[[Clerk, Step], None] | None, Step], tuple[bool, int] | None]],
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        founded(clerk)
        for (act, step), back in history:
            if back is None:
                any_act(clerk, act, step)
                continue
            before = dump(register.connection)
            try:
                undo(clerk, back[1] + 1, redo=back[0])
            except (errors.Refused, errors.Conflict):
                assert dump(register.connection) == before
            assert not register.connection.execute("PRAGMA foreign_key_check").fetchall()
            assert intervals_follow(clerk)
        assert fine(clerk)
