"""The open questions of imports: tasks whose deadline was not surely read or is lacking, with what it may be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from ..domain import missed
from ..domain.model import Reading, State, vn_date
from ..i18n import _, ngettext
from ..store.read import entries, queries
from ..store.read.entries import DecisionRow
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from ..store.write import versions
from .base import Column, Line, Picture, Record, Report, Table, ToFillIn, iso

FIELDS = (
    "task",
    "item",
    "decision",
    "decision_issued",
    "title",
    "unit",
    "deadline_text",
    "candidates",
    "due",
    "version",
)
Read = Callable[[str, DecisionRow], Reading]


class Question(NamedTuple):
    """A task without the date that its words promise, and the days that it may be; ``version`` as it was read."""

    row: TaskRow
    candidates: tuple[date, ...]
    version: int
    picture: bytes = b""  # of the cell, as PNG, where its words were recognised in a scan

    @property
    def shown(self) -> str:
        """The candidates as a clerk reads them."""
        return "; ".join(map(vn_date, self.candidates))


def question_rows(
    connection: sqlite3.Connection, as_of: date, read: Read, filters: Filters | None = None
) -> list[Question]:
    """The tasks that wait for a date, in the order of their plans; ``read`` reads their words again."""
    decisions = {row.id: row for row in entries.decision_rows(connection)}
    read_on = versions.version_of(connection, "task")
    halted = (State.CANCELLED, State.SUSPENDED)
    return [
        Question(row, _candidates(row, read(row.deadline_text, decisions[row.decision_id])), read_on[row.task])
        for row in queries.task_rows(connection, as_of, filters)
        if missed.needs_date(row) and row.done_on is None and row.state(as_of) not in halted
    ]


def _candidates(row: TaskRow, reading: Reading) -> tuple[date, ...]:
    """The days it may be; words that can be read with certainty by now propose what they say."""
    return reading.dates(row.assigned_on) if reading.sure else reading.candidates


def _record(question: Question) -> Record:
    row = question.row
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "decision_issued": iso(row.decision_issued),
        "title": row.title,
        "unit": row.unit,
        "deadline_text": row.deadline_text,
        "candidates": question.shown,
        "due": "",
        "version": question.version,
    }


def question_report(found: Sequence[Question], as_of: date, *, filled: bool = False) -> Report:
    """The list to be filled in: its column ``due`` is empty; a drawn table has it where it is to be ``filled`` in."""
    columns: tuple[Column, ...] = (
        Column(_("No."), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), roomy=True),
        Column(_("Deadline, as printed"), flexible=True),
        Column(_("It may be")),
    )
    lines = tuple(
        Line((q.row.task, q.row.item, q.row.title, q.row.decision, q.row.unit, q.row.deadline_text, q.shown))
        for q in found
    )
    if filled and any(question.picture for question in found):
        columns += (Column(_("Picture of the cell")),)
        lines = tuple(
            line._replace(cells=(*line.cells, Picture(q.picture) if q.picture else None))
            for line, q in zip(lines, found, strict=True)
        )
    if filled:
        columns += (Column(_("Due (to be filled in)")), Column(_("Version"), right=True))
        lines = tuple(
            line._replace(cells=(*line.cells, ToFillIn(), q.version)) for line, q in zip(lines, found, strict=True)
        )
    closing = ngettext("{n} deadline waits for an answer.", "{n} deadlines wait for an answer.", len(found))
    if waiting := sum(q.row.deadline_sure for q in found):  # no questions of an import
        closing += " " + ngettext(
            "{n} of them depends on an event or another document.",
            "{n} of them depend on an event or another document.",
            waiting,
        )
    return Report(
        schema="tuphap.questions/1",
        as_of=as_of,
        rows=[_record(question) for question in found],
        more={"totals": {"questions": len(found)}},
        title=_("Deadlines that wait for an answer"),
        tables=(Table(columns, lines, empty=_("No deadline waits for an answer.")),),
        closing=(closing,) if found else (),
        fields=FIELDS,
        findings=len(found),
    )
