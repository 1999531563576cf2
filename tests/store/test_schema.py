"""The migrations give exactly the tables of the full lane, and the database itself refuses what is senseless."""

from __future__ import annotations

import re
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.support.registers import Clerk, day
from tuphap_cli.domain.model import DeadlineKind, TaskKind, UnitKind
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.tables import ENTRY_KINDS, metadata
from tuphap_cli.store.write.session import engine_on

pytestmark = pytest.mark.file_register


def test_the_migrations_make_what_the_tables_say(register: Register) -> None:
    with engine_on(register.connection).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def statements(register: Register, kind: str) -> dict[str, str]:
    found = register.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = ? AND sql <> ''", (kind,))
    return {r[0]: r[1] for r in found if not r[0].startswith(("sqlite_", "alembic_"))}


def test_every_constraint_and_index_has_its_conventional_name(register: Register) -> None:
    """Only a named constraint can be changed by a later migration."""
    for table, statement in statements(register, "table").items():
        for line in statement.split("\n"):
            if re.search(r"\b(CHECK|UNIQUE|FOREIGN KEY|PRIMARY KEY)\b(?! AUTOINCREMENT)", line):
                named = re.search(r"CONSTRAINT (\w+)", line)
                assert named, line
                assert re.match(rf"(ck|uq|fk|pk)_{table}", named[1]), line
    assert all(name.startswith("ix_") for name in statements(register, "index"))


def test_the_checks_of_the_file_are_those_of_the_tables(register: Register) -> None:
    """Alembic does not compare CHECKs, so they are compared here, each in its words."""
    in_file = " ".join(" ".join(statements(register, "table").values()).split())
    for table in metadata.tables.values():
        for check in [c for c in table.constraints if str(c.name).startswith("ck_") or hasattr(c, "sqltext")]:
            words = " ".join(str(check.sqltext).split())  # type: ignore[attr-defined]
            assert f"CHECK ({words})" in in_file, f"{table.name}: {words}"


UNIT = {"code": "VP", "name": "Văn phòng", "kind": "division", "email": "", "version": 1}
DECISION = {"number": "1/KH-STP", "key": "1khstp", "issued_on": "2021-01-04", "issuer": "", "title": "", "year": 2021,
            "withdrawn_by": "", "version": 1}  # fmt: skip
TASK = {
    "decision_id": 1, "item": "9", "position": 9, "title": "x", "kind": "key", "product": "",
    "assigned_on": "2021-02-26", "deadline_text": "", "deadline_kind": "none", "deadline_sure": 1,
    "deadline_rule": "", "note": "", "extra": "{}", "printed": "", "shadow": "", "version": 1,
}  # fmt: skip
PROGRESS = {"task_id": 1, "kind": "progress", "on_day": "2021-07-01", "percent": 10, "document": "", "note": "",
            "journal_seq": 1}  # fmt: skip
EXTENSION = {"task_id": 1, "deadline_id": 1, "document": "52/STP-VP", "decided_on": "2021-07-01", "reason": "x",
             "journal_seq": 1}  # fmt: skip
DEADLINE = {"task_id": 1, "occurrence": "", "due": "2021-07-01"}


def insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


@pytest.fixture
def filled(clerk: Clerk) -> sqlite3.Connection:
    clerk.task(clerk.decision(), unit=clerk.unit("TGPL"), due=day("30/6"))
    return clerk.register.connection


@pytest.mark.parametrize(
    ("table", "row"),
    [("unit", UNIT), ("decision", DECISION), ("task", TASK), ("progress", PROGRESS), ("extension", EXTENSION)],
)
def test_a_right_row_is_taken(filled: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """The counterpart of the refusals: each row below differs from a good one in one value only."""
    insert(filled, table, row)


@pytest.mark.parametrize(
    ("table", "row", "constraint"),
    [
        ("unit", UNIT | {"kind": "ministry"}, "ck_unit_kind"),
        ("unit", UNIT | {"valid_from": "2021-07-01", "valid_to": "2021-06-30"}, "ck_unit_validity"),
        ("unit", UNIT | {"code": "TGPL"}, "unit.code"),
        ("unit", UNIT | {"parent_id": 99}, "FOREIGN KEY"),
        ("decision", DECISION | {"declares": 0}, "ck_decision_declares"),
        ("decision", DECISION | {"declares": -3}, "ck_decision_declares"),
        ("decision", DECISION | {"key": "25qdstp", "issued_on": "2021-02-26"}, "decision.key, decision.issued_on"),
        ("task", TASK | {"kind": "other"}, "ck_task_kind"),
        ("task", TASK | {"deadline_kind": "soon"}, "ck_task_deadline_kind"),
        ("task", TASK | {"item": "1"}, "task.decision_id, task.item"),
        ("task", TASK | {"decision_id": 99}, "FOREIGN KEY"),
        ("task", TASK | {"title": None}, "NOT NULL"),
        ("progress", PROGRESS | {"kind": "finished"}, "ck_progress_kind"),
        ("progress", PROGRESS | {"percent": 101}, "ck_progress_percent"),
        ("progress", PROGRESS | {"kind": "void"}, "ck_progress_void"),
        ("progress", PROGRESS | {"voids_id": 1}, "ck_progress_void"),
        ("progress", PROGRESS | {"journal_seq": None}, "NOT NULL"),
        ("extension", EXTENSION | {"document": ""}, "ck_extension_grounds"),
        ("extension", EXTENSION | {"reason": ""}, "ck_extension_grounds"),
        ("deadline", DEADLINE, "deadline.task_id"),
    ],
)  # fmt: skip
def test_a_senseless_row_is_refused_by_name(
    filled: sqlite3.Connection, table: str, row: dict[str, object], constraint: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=constraint):
        insert(filled, table, row)


@pytest.mark.parametrize(
    ("table", "column", "row", "kinds"),
    [
        ("unit", "kind", UNIT, tuple(UnitKind)),
        ("task", "kind", TASK, tuple(TaskKind)),
        ("task", "deadline_kind", TASK, tuple(DeadlineKind)),
        ("progress", "kind", PROGRESS, tuple(kind for kind in ENTRY_KINDS if kind != "void")),
    ],
)
def test_every_kind_of_the_domain_is_taken(
    filled: sqlite3.Connection, table: str, column: str, row: dict[str, object], kinds: tuple[str, ...]
) -> None:
    unique = {"unit": "code", "task": "item"}.get(table)
    for kind in kinds:
        insert(filled, table, row | {column: kind} | ({unique: f"X{kind}"} if unique else {}))


def test_a_void_entry_voids_one_entry_and_no_entry_twice(filled: sqlite3.Connection) -> None:
    insert(filled, "progress", PROGRESS)
    insert(filled, "progress", PROGRESS | {"kind": "void", "voids_id": 1})
    with pytest.raises(sqlite3.IntegrityError, match=r"progress\.voids_id"):
        insert(filled, "progress", PROGRESS | {"kind": "void", "voids_id": 1})


@pytest.mark.parametrize("table", ["decision", "unit", "task", "deadline"])
def test_a_number_once_given_is_never_given_again(register: Register, table: str) -> None:
    assert "AUTOINCREMENT" in statements(register, "table")[table]


def test_an_entry_waits_for_its_journal_row_until_the_commit(filled: sqlite3.Connection) -> None:
    filled.execute("BEGIN IMMEDIATE")
    insert(filled, "progress", PROGRESS | {"journal_seq": 99})
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        filled.execute("COMMIT")
    filled.execute("ROLLBACK")


def test_what_goes_into_a_statement_stands_in_no_error(clerk: Clerk) -> None:
    """Errors of the program end in a log file, where titles and names have no place."""
    statement = text("SELECT * FROM nowhere WHERE title = :title")
    with pytest.raises(DBAPIError) as raised, engine_on(clerk.register.connection).connect() as open_connection:
        open_connection.execute(statement, {"title": "Việc của ông A"})
    assert "nowhere" in str(raised.value)
    assert "ông A" not in str(raised.value)
