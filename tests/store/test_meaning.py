"""What the SQL of read/meaning.py says of a deadline is what the rules of the domain say, over every combination."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from tests.conftest import InMemory
from tuphap_cli.domain import missed, states, tallies
from tuphap_cli.domain.missed import DATELESS, LONG_RUNNING, TaskFacts
from tuphap_cli.domain.model import DeadlineKind, DeadlineRule, TaskKind
from tuphap_cli.domain.states import AGAINST, ORIGINAL, PRESENT, Standing
from tuphap_cli.domain.tallies import AGES
from tuphap_cli.store.read import meaning

AS_OF = date(2021, 7, 9)
BEFORE, AFTER = AS_OF - timedelta(days=1), AS_OF + timedelta(days=1)
DAYS = (None, BEFORE, AS_OF, AFTER)
SILENT = 92


@pytest.fixture
def connection(memory_register: InMemory) -> Iterator[sqlite3.Connection]:
    with memory_register() as register:
        register.connection.execute("PRAGMA foreign_keys = OFF")
        yield register.connection


def insert(connection: sqlite3.Connection, number: int, **values: object) -> None:
    """A row of ``standing`` that holds for ever."""
    row = {
        "task_id": number, "deadline_id": 0, "from_day": "2021-01-01", "to_day": "9999-12-31", "entries": 0,
        "percent": 0, "document": "", "speaks": 1, "speaks_original": 1, "begun": 0, "silent_since": "2021-01-01",
        "decision_id": 1, "position": 1, "kind": "key", "deadline_kind": "by", "undated": 0,
    } | {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}  # fmt: skip
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO standing ({', '.join(row)}) VALUES ({marks})", row)


def test_states_ages_and_what_is_overdue_or_near(connection: sqlite3.Connection) -> None:
    held = {}
    combinations = product(DAYS, DAYS, DAYS, (0, 1), (None, BEFORE), (None, AS_OF))
    for number, (due, original, done, entries, suspended, cancelled) in enumerate(combinations, start=1):
        insert(
            connection, number, due=due, original_due=original, done_on=done, entries=entries,
            suspended_on=suspended, cancelled_on=cancelled, begun=entries,
        )  # fmt: skip
        held[number] = {
            PRESENT: Standing(due, done, bool(entries), suspended, cancelled),
            ORIGINAL: Standing(original, done, bool(entries), suspended, cancelled),
        }
    values = dict(meaning.parameters(AS_OF)) | {"first": AS_OF.isoformat(), "last": AFTER.isoformat()}
    for against in AGAINST:
        found = connection.execute(
            f"SELECT s.task_id, {meaning.state(against)}, COALESCE({meaning.overdue(against)}, 0), "
            f"COALESCE({meaning.due_between(against)}, 0) FROM standing AS s",
            values,
        ).fetchall()
        assert len(found) == len(held)
        for number, state, overdue, near in found:
            standing = held[number][against]
            right = states.state(standing, AS_OF)
            assert meaning.STATES[state] == right, standing
            assert bool(overdue) == (right in states.OVERDUE), standing
            assert bool(near) == (right in states.IN_TIME and standing.due in {AS_OF, AFTER}), standing


def test_how_long_what_is_overdue_has_been_so(connection: sqlite3.Connection) -> None:
    for days in range(1, 200):
        insert(connection, days, due=AS_OF - timedelta(days=days), original_due=AS_OF - timedelta(days=days))
    for against in AGAINST:
        statement = f"SELECT s.task_id, {meaning.age(against)} FROM standing AS s"
        for days, age in connection.execute(statement, dict(meaning.parameters(AS_OF))):
            assert AGES[age][0] == tallies.age(days)


def test_what_falls_due_and_what_was_done_in_a_period(connection: sqlite3.Connection) -> None:
    first, last = BEFORE, AFTER
    days = (None, first - timedelta(days=1), first, AS_OF, last, last + timedelta(days=1))
    held = {}
    for number, (due, done, halted) in enumerate(product(days, days, days), start=1):
        insert(connection, number, due=due, original_due=due, done_on=done, halted_since=halted)
        stopped = done is None and halted is not None and due is not None and halted <= due
        held[number] = tallies.flows(None if stopped else due, done, first, last, None)
    values = dict(meaning.parameters(AS_OF)) | {"start": first.isoformat(), "end": last.isoformat()}
    statement = (
        f"SELECT s.task_id, COALESCE({meaning.falls_due()}, 0), COALESCE({meaning.was_done()}, 0) FROM standing AS s"
    )
    for number, due, done in connection.execute(statement, values):
        assert bool(due) == ("due_in_period" in held[number]), number
        assert bool(done) == ("done_in_period" in held[number]), number


KINDS = (DeadlineKind.BY, *LONG_RUNNING, *DATELESS)


def test_the_reasons_of_the_missed_list(connection: sqlite3.Connection) -> None:
    """The reasons, and which of them comes first, for tasks with and without unit, date, product, silence."""
    into = "INSERT INTO unit (id, code, name, kind, email, version, valid_to)"
    connection.execute(f"{into} VALUES (1, 'A', 'A', 'division', '', 1, NULL)")
    connection.execute(f"{into} VALUES (2, 'B', 'B', 'division', '', 1, ?)", (BEFORE.isoformat(),))
    long_ago = AS_OF - timedelta(days=SILENT + 1)
    held: dict[int, list[missed.Reason]] = {}
    number = 0
    for kind, words, sure, rule in product(
        TaskKind, KINDS, (0, 1), ("", DeadlineRule.ON_DEMAND, DeadlineRule.ENTERED)
    ):
        for due, done, begun, unit, silent in product(
            (None, BEFORE, AFTER), (None, BEFORE), (0, 1), (None, 1, 2), (BEFORE, long_ago)
        ):
            number += 1
            suspended = BEFORE if number % 7 == 0 else None
            product_due, unproven = "Báo cáo" if number % 3 else "", BEFORE if number % 2 else None
            original = BEFORE if number % 11 == 0 else due
            skipped = BEFORE if number % 5 == 0 else None
            handed = AS_OF if number % 4 == 0 else None
            insert(connection, number, due=due, original_due=original, done_on=done, begun=begun, entries=begun,
                   lead_unit_id=unit, silent_since=silent, suspended_on=suspended, skipped_due=skipped,
                   handed_over_on=handed, kind=str(kind), deadline_kind=str(words),
                   undated=missed.promises_date(kind, words, bool(sure), rule),
                   unproven_on=unproven if product_due else None)  # fmt: skip
            facts = TaskFacts(
                state=states.state(Standing(due, done, bool(begun), suspended), AS_OF),
                kind=kind, due=due, done_on=done,
                deadline_kind=words, deadline_sure=bool(sure), deadline_rule=rule, has_unit=unit is not None,
                unit_ended=BEFORE if unit == 2 else None, assigned_on=long_ago, silent_since=silent,
                needs_product=bool(product_due),
                unproven_on=unproven, put_off=bool(original and not due), skipped_due=skipped,
                handed_over_on=handed,
            )  # fmt: skip
            held[number] = [f.reason for f in missed.task_findings(facts, AS_OF, SILENT)]
    statement = f"SELECT s.task_id, {meaning.REASONS_OF} FROM standing AS s"
    found = connection.execute(statement, dict(meaning.parameters(AS_OF, SILENT))).fetchall()
    assert len(found) == number
    for task_id, mask in found:
        assert meaning.reasons_in(mask) == held[task_id], task_id
