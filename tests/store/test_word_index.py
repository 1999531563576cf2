"""The index of words: a search finds by it what going through all tasks finds, whatever was done to them."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support.registers import TODAY, Clerk
from tuphap_cli.errors import Conflict, Refused
from tuphap_cli.store import word_bits
from tuphap_cli.store.health import standing_check, word_check
from tuphap_cli.store.read import search, word_search
from tuphap_cli.store.read.filters import Filters
from tuphap_cli.store.read.search import Sought
from tuphap_cli.store.write import tasks, word_index
from tuphap_cli.store.write.undo import undoing

SYLLABLES = ("hòa", "hoà", "giải", "cơ", "sở", "hộ", "tịch", "h", "a", "22/QĐ-TTg", "2021", "x" * 60, "x" * 45, "Đ")
TEXTS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map(" ".join)
QUERIES = st.lists(st.lists(st.sampled_from((*SYLLABLES, "t", "gi", "xx", "q")), min_size=1, max_size=3), max_size=3)
STEPS = st.lists(st.tuples(st.sampled_from(("add", "edit", "undo", "redo")), st.integers(0, 9), TEXTS), max_size=12)


def numbers(connection: sqlite3.Connection, filters: Filters) -> set[int]:
    """The tasks that a filter takes, as the search asks for them."""
    return {hit.task for hit in search.hits(connection, TODAY, filters)}


def gone_through(connection: sqlite3.Connection, phrases: tuple[str, ...]) -> set[int]:
    """The tasks that have all of ``phrases``, by looking at each."""
    rows = connection.execute("SELECT id, shadow FROM task").fetchall()
    return {row[0] for row in rows if all(f" {phrase}" in row[1] for phrase in phrases)}


def take(clerk: Clerk, plan: int, made: list[int], step: tuple[str, int, str]) -> None:
    """Carry out one step, where it can be."""
    verb, place, text = step
    if verb == "add" or not made:
        made.append(clerk.task(plan, text))
    elif (
        verb == "edit"
        and clerk.register.connection.execute(
            "SELECT 1 FROM task WHERE id = ?", (number := made[place % len(made)],)
        ).fetchone()
    ):
        with clerk.writing("task edit") as change:
            tasks.edit_task(change, number, {"title": text})
    elif verb in {"undo", "redo"}:
        try:
            wanted = undoing.plan(clerk.register.connection, None, redo=verb == "redo")
            if wanted.origin.seq > 1:
                with clerk.writing(wanted.command) as change:
                    undoing.carry_out(change, wanted, TODAY)
        except (Conflict, Refused):
            return


@settings(max_examples=60)
@given(STEPS, QUERIES)
def test_the_index_finds_what_going_through_all_tasks_finds(
    memory_register: InMemory, steps: list[tuple[str, int, str]], queries: list[list[str]]
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        plan, made = clerk.decision(), list[int]()
        for step in steps:
            take(clerk, plan, made, step)
        connection = clerk.register.connection
        assert list(word_check.wrong_words(connection)) == []
        for query in queries:
            for sought in (Sought.typed([" ".join(query)]), Sought.typed(query)):
                for wanted in (sought, sought.apart):
                    if wanted.phrases:
                        found = numbers(connection, Filters(words=wanted.phrases))
                        assert found == gone_through(connection, wanted.phrases)


def test_tasks_on_both_sides_of_a_block_are_found(memory_register: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        plan = clerk.decision()
        with clerk.at_once():
            for number in range(1, 2 * word_bits.BLOCK + 2):
                clerk.task(plan, f"Việc số {number}", item=str(number))
        connection = register.connection
        held = connection.execute("SELECT block FROM word_block WHERE word = 'viec' ORDER BY block").fetchall()
        assert [row[0] for row in held] == [0, 1, 2]
        for edge in (word_bits.BLOCK - 1, word_bits.BLOCK, 2 * word_bits.BLOCK):
            assert numbers(connection, Filters(words=(f"so {edge}",))) >= {edge}
        every = numbers(connection, Filters(words=("viec",)))
        assert len(every) == 2 * word_bits.BLOCK + 1
        assert word_search.narrowed(connection, Filters(words=("viec",))).holding is not None
        monkeypatch.setattr(word_search, "MOST", 100)
        assert word_search.narrowed(connection, Filters(words=("viec",))).holding is None
        assert numbers(connection, Filters(words=("viec",))) == every


@pytest.mark.parametrize("number", [10**8, 2**63 - 1, -5])
def test_a_number_far_beyond_all_others_is_looked_at_without_what_lies_between(
    memory_register: InMemory, number: int
) -> None:
    """Another program has written the task: an examination that asked for each block on the way would not end."""
    with memory_register() as register:
        clerk = Clerk(register)
        task = clerk.task(clerk.decision(), "Việc thứ nhất")
        connection, asked = register.connection, list[str]()
        names = [row["name"] for row in connection.execute("PRAGMA table_info(task)")]
        chosen = [{"id": str(number), "item": "'X'"}.get(name, name) for name in names]
        connection.execute(f"INSERT INTO task SELECT {', '.join(chosen)} FROM task")
        connection.execute("INSERT INTO word_block VALUES ('giua', 77, x'01')")
        connection.set_trace_callback(asked.append)
        wrong = set(word_check.wrong_words(connection))
        assert wrong >= {("giua", 77), ("viec", number // word_bits.BLOCK)}
        assert [found.task for found in standing_check.wrong_intervals(connection)] == [number]
        word_index.fill(connection)
        connection.set_trace_callback(None)
        assert len(asked) < 100
        assert list(word_check.wrong_words(connection)) == []
        assert numbers(connection, Filters(words=("viec",))) == {task}  # no interval, so on no list yet
        assert set(word_search.narrowed(connection, Filters(words=("viec",))).holding or ()) == {task, number}


@pytest.mark.parametrize("letter", ["v", "z"])
def test_one_letter_is_looked_for_in_all_tasks(memory_register: InMemory, letter: str) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        task = clerk.task(clerk.decision(), "Việc thứ nhất")
        filters = Filters(words=(letter,))
        assert word_search.narrowed(register.connection, filters) == filters
        assert numbers(register.connection, filters) == ({task} if letter == "v" else set())
        # beside a longer word it narrows nothing, and is still asked for
        assert numbers(register.connection, Filters(words=("nhat", letter))) == ({task} if letter == "v" else set())


def test_a_search_by_the_index_reads_only_what_it_finds(memory_register: InMemory) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        clerk.task(clerk.decision(), "Việc thứ nhất")
        connection = register.connection
        for words in (("viec",), ("viec thu",)):
            asked = list[str]()
            connection.set_trace_callback(asked.append)
            assert len(numbers(connection, Filters(words=words))) == 1
            connection.set_trace_callback(None)
            for statement in asked:
                plan = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
                assert not [step for step in plan if step.startswith("SCAN")], plan
