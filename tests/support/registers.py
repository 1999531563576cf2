"""Registers for tests: an empty one at the price of a copy, and a clerk who fills it, one transaction per act."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tuphap_cli.domain.handover import Receivers
from tuphap_cli.domain.model import DeadlineKind, DeadlineRule, Reading, TaskKind
from tuphap_cli.reports.base import Table
from tuphap_cli.store import any_register, dialect
from tuphap_cli.store.file import seal
from tuphap_cli.store.file.register import Connection, Register
from tuphap_cli.store.read import queries
from tuphap_cli.store.read.queries import TaskRow
from tuphap_cli.store.write import documented_acts, entering, handing_over, ledger, records, tasks
from tuphap_cli.store.write.change import Change
from tuphap_cli.store.write.documented_acts import Ground

TODAY = date(2021, 7, 9)
ISSUED = date(2021, 2, 26)
ACTOR = "clerk"

Row = tuple[object, ...]
Dump = dict[str, list[Row]]


def day(text: str) -> date:
    """ "28/6/2021" or "28/6" (of 2021) as a date: the short form for tables of cases."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) == 3 else 2021, parts[1], parts[0])


def dump(connection: sqlite3.Connection, *, but: Sequence[str] = ()) -> Dump:
    """All rows of all tables (``but`` those named), sorted: equal dumps mean equal registers.

    The seal is left out: it counts the changes of the file.
    """
    names = dialect.table_names(connection)
    return {
        name: sorted((tuple(row) for row in connection.execute(f"SELECT * FROM {name}")), key=repr)
        for name in names
        if name not in {*but, "seal"}
    }


def dump_file(path: Path | str) -> Dump:
    """The dump of the register in a file or at an address, read over a connection of its own."""
    named = os.environ.get("TUPHAP_REGISTER", "")
    if "://" in named:  # then the one in force is meant
        path = named
    if isinstance(path, str):
        with any_register.open_register(path) as register:
            return dump(register.connection)
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        return dump(connection)
    finally:
        connection.close()


def in_memory(template: bytes) -> Register:
    """An open empty register without a file, for tests that need hundreds of them; close it."""
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    connection.deserialize(template)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.row_factory = sqlite3.Row
    return Register(Path(":memory:"), connection, writable=True)


def as_file(register: Register, path: Path) -> bytes:
    """The bytes of a register that was filled in memory, as the program would have left its file at ``path``."""
    path.write_bytes(register.connection.serialize())
    with closing(seal.CountedFile(path)) as file, closing(sqlite3.connect(path, isolation_level=None)) as connection:
        seal.renew_alone(connection, file)
    return path.read_bytes()


def records_in(value: object) -> list[dict[str, object]]:
    """A part of a report's machine form that is a list of records, as such."""
    assert isinstance(value, Sequence)
    assert not isinstance(value, str)
    return list(value)


def facts_in(table: Table) -> dict[object, object]:
    """A drawn table of two columns as a mapping."""
    return {line.cells[0]: line.cells[1] for line in table.lines}


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command line gave: the exit code and both streams."""

    code: int
    out: str
    err: str


class JournalRow(NamedTuple):
    """A row of the journal as it stands in the file."""

    seq: int
    at: str
    actor: str
    command: str
    summary: str
    changes: str
    hash: str


@dataclass(slots=True)
class Clerk:
    """Fills a register through records and ledger as the commands do; every method returns the new row's id.

    Each call is one transaction and one journal row. With :meth:`at_once` several calls share one.
    """

    register: Register
    today: date = TODAY
    _change: Change | None = None

    @contextmanager
    def writing(self, command: str = "test") -> Iterator[Change]:
        """The transaction under way, or a new one."""
        if self._change is not None:
            yield self._change
            return
        with self.register.writing(command, ACTOR) as change:
            yield change

    @property
    def alone(self) -> bool:
        """Whether no transaction is under way."""
        return self._change is None

    @contextmanager
    def at_once(self) -> Iterator[Change]:
        """One transaction around several calls."""
        with self.register.writing("test", ACTOR) as change:
            self._change = change
            try:
                yield change
            finally:
                self._change = None

    def decision(
        self, number: str = "25/QĐ-STP", issued: date = ISSUED, *, title: str = "", declares: int | None = None,
        issuer: str = "Sở Tư pháp", implements: int | None = None,
    ) -> int:  # fmt: skip
        """Enter a decision."""
        with self.writing() as change:
            facts = records.DecisionFacts(number, issued, issuer, title, implements, declares)
            return records.add_decision(change, facts).id or 0

    def unit(
        self, code: str, name: str = "", *, aliases: Sequence[str] = (), kind: str = "division",
        parent: int | None = None,
    ) -> int:  # fmt: skip
        """Enter a unit; its name, where none is given, is "Phòng" and its code."""
        with self.writing() as change:
            facts = records.UnitFacts(code, name or f"Phòng {code}", kind, parent, aliases=aliases)
            return records.add_unit(change, facts).id or 0

    def group(self, decision: int, label: str, title: str, position: int = 1) -> int:
        """Enter a group of tasks."""
        with self.writing() as change:
            return tasks.add_group(change, decision, label, title, position, None)

    def task(
        self, decision: int, title: str = "Theo dõi thi hành pháp luật", *, unit: int | None = None,
        due: date | Sequence[date] | None = None, kind: TaskKind = TaskKind.KEY, assigned: date = ISSUED,
        item: str = "", group: int | None = None, product: str = "", supports: Sequence[int] = (),
        text: str = "", reading: Reading | None = None,
    ) -> int:  # fmt: skip
        """Enter a task. ``due``: one due day, or several for a recurring task; ``reading``: any other deadline."""
        facts = entering.NewTask(
            title=title, decision_id=decision, assigned_on=assigned, item=item, group_id=group, kind=kind,
            product=product, lead_unit_id=unit, supports=supports, deadline_text=text,
            reading=reading or due_on(due, text),
        )  # fmt: skip
        with self.writing() as change:
            return entering.add_task(change, facts).id or 0

    def act(
        self, kind: str, tasks: int | Sequence[int], on: date, *, percent: int | None = None, doc: str = "",
        note: str = "", period: str = "",
    ) -> list[ledger.Recorded]:  # fmt: skip
        """Record ``kind`` (start, progress, done) for one task or several."""
        wanted = [tasks] if isinstance(tasks, int) else list(tasks)
        with self.writing(f"task {kind}") as change:
            return ledger.record_progress(
                change, wanted, ledger.Act(kind, on, self.today, percent, doc, note, period)
            )

    def start(self, tasks: int | Sequence[int], on: date) -> list[ledger.Recorded]:
        """Work has begun."""
        return self.act("start", tasks, on, percent=0)

    def progress(self, tasks: int | Sequence[int], on: date, percent: int | None = None) -> list[ledger.Recorded]:
        """So far it is."""
        return self.act("progress", tasks, on, percent=percent)

    def done(self, tasks: int | Sequence[int], on: date, doc: str = "") -> list[ledger.Recorded]:
        """It is finished."""
        return self.act("done", tasks, on, doc=doc)

    def reopen(self, task: int, on: date, reason: str = "Ghi nhầm") -> None:
        """It was not finished after all."""
        with self.writing("task reopen") as change:
            ledger.record_reopening(change, task, on, reason)

    def halt(self, kind: str, task: int, on: date) -> None:
        """Suspend or cancel (``kind``) by a document."""
        with self.writing(f"task {kind}") as change:
            documented_acts.record_halt(change, task, kind, ground(on))

    def resume(self, task: int, on: date) -> None:
        """Let a halted task run again by a document."""
        with self.writing("task reopen") as change:
            documented_acts.resume(change, task, ground(on))

    def extend(self, task: int, to: date | None, on: date) -> tuple[date | None, date | None]:
        """Move the deadline by a document decided ``on``; None: until further notice."""
        with self.writing("task extend") as change:
            moved = documented_acts.record_extension(change, task, to, ground(on))
        return moved.old, moved.new

    def assign(self, task: int, unit: int, on: date, document: str = "") -> None:
        """Give the lead to another unit."""
        with self.writing("task assign") as change:
            documented_acts.record_assignment(change, task, unit, on, document=document)

    def transfer(self, giver: int, taker: int, on: date) -> int:
        """Hand a unit's open tasks over."""
        with self.writing("unit transfer") as change:
            return len(handing_over.hand_over(change, giver, Receivers((taker,)), ground(on), self.today).moved)

    def rows(self, as_of: date | None = None) -> dict[int, TaskRow]:
        """Each task's row as of a day, by number."""
        found = queries.task_rows(self.register.connection, as_of or self.today)
        return {row.task: row for row in found}

    def row(self, task: int, as_of: date | None = None) -> TaskRow:
        """One task's row as of a day."""
        return self.rows(as_of)[task]

    def state(self, task: int, as_of: date | None = None) -> str:
        """One task's state on a day, as its code."""
        return self.row(task, as_of).state(as_of or self.today).value

    def journal(self) -> list[JournalRow]:
        """The journal's rows, oldest first."""
        names = ", ".join(JournalRow._fields)
        return [JournalRow(*r) for r in self.register.connection.execute(f"SELECT {names} FROM journal ORDER BY seq")]


def ground(on: date, document: str = "52/STP-VP", reason: str = "Chờ hướng dẫn của cấp trên") -> Ground:
    """A document and a reason of a day."""
    return Ground(document, reason, on)


def due_on(due: date | Sequence[date] | None, text: str = "") -> Reading:
    """A sure reading with one due day, with several occurrences, or with no deadline at all."""
    if due is None:
        return Reading(text, DeadlineKind.NONE, sure=True)
    if isinstance(due, date):
        return Reading(text, DeadlineKind.BY, due=due, sure=True, rule=DeadlineRule.ENTERED)
    return Reading(text, DeadlineKind.EVERY, occurrences=tuple(due), sure=True, rule=DeadlineRule.EVERY)
