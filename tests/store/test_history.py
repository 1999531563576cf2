"""A year of five hundred tasks: on every day the states are those of a slow recount, and they go only forward."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.store.test_lanes import END, UNITS, Step, Story, first_units, judged, recount, speaking, take
from tests.support import slow
from tests.support.registers import ISSUED, Clerk, day, in_memory
from tuphap_cli.store.read import queries
from tuphap_cli.store.read.filters import Filters

TASKS = 500
SEED = 20210709
QUARTERS = [day("31/3"), day("30/6"), day("30/9"), day("31/12")]
VERBS = ("start", "progress", "progress", "done", "done", "done", "reopen", "suspend", "cancel", "resume", "extend",
         "assign", "move", "back")  # fmt: skip
YEAR = [date(2021, 1, 1) + timedelta(days=n) for n in range(365)]
# What a day alone may do to a state.
FORWARD = {("in_time_not_started", "overdue_not_started"), ("in_time_under_way", "overdue_under_way")}


def live_through(clerk: Clerk) -> None:
    """Five hundred tasks of every kind and some two thousand acts, in the order of their days."""
    chance = random.Random(SEED)
    clerk.today = END
    with clerk.at_once():
        plan = clerk.decision()
        units = [clerk.unit(f"U{number}") for number in range(UNITS)]
        for number in range(TASKS):
            assigned = ISSUED + timedelta(days=chance.choice((0, 0, 0, 30, 120)))
            due: date | list[date] | None = assigned + timedelta(days=chance.randrange(10, 300))
            if number % 7 == 3:
                due = None
            elif number % 5 == 0:
                due = [quarter for quarter in QUARTERS if quarter >= assigned]
            clerk.task(plan, unit=chance.choice([None, *units]), due=due, assigned=assigned, item=f"{number + 1}")
    with clerk.at_once():
        for on in sorted(ISSUED + timedelta(days=chance.randrange(308)) for _ in range(2000)):
            verb = chance.choice(VERBS)
            to = chance.choice([None, on + timedelta(days=chance.randrange(-30, 90))])
            percent = chance.choice([None, chance.randrange(101)])
            if verb != "move" or chance.random() < 0.03:
                take(clerk, Step(verb, chance.randrange(TASKS) + 1, on, to, percent, chance.randrange(UNITS) + 1))
    for _ in range(120):  # one by one, so that each can be undone
        verb = chance.choice(("progress", "done", "extend", "extend", "back", "undo", "undo", "redo"))
        on = ISSUED + timedelta(days=chance.randrange(308))
        take(clerk, Step(verb, chance.randrange(TASKS) + 1, on, on + timedelta(days=chance.randrange(90)), None))


@pytest.fixture(scope="module")
def history(template: bytes) -> Iterator[Clerk]:
    with in_memory(template) as register:
        clerk = Clerk(register)
        live_through(clerk)
        yield clerk


def states(clerk: Clerk, as_of: date, tasks: tuple[int, ...] = ()) -> dict[tuple[int, int | None], str]:
    """What the register says of every deadline on a day."""
    connection = clerk.register.connection
    if as_of.day % 2:
        rows = slow.deadline_rows(connection, as_of, tasks)
    else:
        rows = list(queries.deadline_rows(connection, as_of, Filters(tasks=tasks)))
    return {(row.task, row.deadline_id): row.state(as_of).value for row in rows}


def told(stories: dict[int, Story], as_of: date) -> dict[tuple[int, int | None], str]:
    """What the recount says of every deadline on a day."""
    return {
        (task, deadline): judged(story, part, as_of)
        for task, story in stories.items()
        for deadline, part in story.deadlines.items()
    }


def test_the_history_is_rich(history: Clerk) -> None:
    kinds = dict(history.register.connection.execute("SELECT kind, COUNT(*) FROM progress GROUP BY kind").fetchall())
    assert set(kinds) == {"start", "progress", "done", "reopen", "suspend", "cancel", "resume", "assign", "void"}
    assert min(kinds.values()) >= 5
    extensions = "SELECT COUNT(voids_id), COUNT(*) FROM extension"
    taken_back, extended = history.register.connection.execute(extensions).fetchone()
    assert (taken_back >= 5, extended >= 20) == (True, True)
    commands = {row.command.partition(" ")[0] for row in history.journal()}
    assert commands >= {"undo", "redo"}
    assert len(set(states(history, END).values())) == 9


def test_every_day_of_the_year_is_as_a_slow_recount_says(history: Clerk) -> None:
    units = first_units(history)
    for number, as_of in enumerate(YEAR):
        stories = recount(history, units, as_of)
        assert states(history, as_of) == told(stories, as_of), as_of
        if number % 7 == 0:
            for row in queries.task_rows(history.register.connection, as_of):
                deadlines = stories[row.task].deadlines
                assert deadlines[row.deadline_id] in speaking(deadlines)


def test_states_go_only_forward_unless_an_entry_says_so(history: Clerk) -> None:
    connection = history.register.connection
    touched: dict[date, set[int]] = defaultdict(set)
    for task, on in connection.execute(
        "SELECT task_id, on_day FROM progress UNION SELECT task_id, decided_on FROM extension"
    ):
        touched[date.fromisoformat(on)].add(task)
    before: dict[tuple[int, int | None], str] = {}
    alone = 0
    for as_of in YEAR:
        now = states(history, as_of)
        for key, state in now.items():
            was = before.get(key, state)
            if was != state and key[0] not in touched[as_of]:
                assert (was, state) in FORWARD, (key, as_of)
                alone += 1
        assert before.keys() <= now.keys()
        before = now
    assert alone > 50
