"""What a periodic report is made from: everything is read here, in one view of the register, and nothing after it.

A closed period keeps its material as text (:func:`dump`), so that the signed report can be made again in any format
and every one of its figures opened, whatever has been entered since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from ..domain import periods
from ..domain.periods import Edge, Period, PeriodKind, Scheme, Window
from ..store.read import periodic, queries
from ..store.read.periodic import GrantedExtension
from ..store.read.queries import TaskRow
from ..store.write import closings, filing_records, obstacles
from ..store.write.closings import Adjusted, Closing
from ..store.write.filing_records import FilingRow, Rules
from ..store.write.obstacles import ObstacleRow
from . import missed_list

REVIEWS = (PeriodKind.HALF, PeriodKind.YEAR)  # the reports that are more than a summary
VERSION = 1  # of the text that a closed period keeps


class ReportUnit(NamedTuple):
    """A unit as a report needs it; ``parent`` is a code."""

    code: str
    name: str
    parent: str
    kind: str


class CoveredPlan(NamedTuple):
    """A decision whose tasks a report covers."""

    id: int
    number: str
    issued_on: date
    issuer: str
    title: str


class Result(NamedTuple):
    """The document that shows a completion; ``deadline_id`` None: of the whole task."""

    task: int
    deadline_id: int | None
    document: str


class Halted(NamedTuple):
    """A task that was suspended from ``since`` on and cancelled later, without having run in between."""

    task: int
    since: date


class MissedLine(NamedTuple):
    """A line of the missed list: ``reasons`` are codes, ``detail`` a remark."""

    subject: str
    task: int | None
    item: str
    decision: str
    title: str
    unit: str
    unit_name: str
    reasons: tuple[str, ...]
    since: date
    detail: str


class Earlier(NamedTuple):
    """The period with which a report compares; ``closed``: its figures are the signed ones."""

    name: str
    start: date
    end: date
    as_of: date
    closed: bool
    rows: tuple[TaskRow, ...]


class WindowRule(NamedTuple):
    """The rule of windows of a report: an office may change its own in the settings after the report was signed."""

    name: str
    basis: str
    basis_en: str
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    estimated_months: int

    def window(self, period: Period) -> Window:
        """The window that it gave for ``period``."""
        edges = Edge(*self.opens), Edge(*self.closes)
        return periods.window_of(period, Scheme(self.name, self.basis, self.basis_en, *edges, self.estimated_months))


class Material(NamedTuple):
    """All that a report is made from, as of a day. ``rows`` are one per task and deadline.

    ``left_out`` counts the tasks that had ended before the reporting year; ``seq`` and ``head`` are the journal's.
    A field is only ever added at the end, with a default: what a closed period keeps is read by position.
    """

    as_of: date
    rows: tuple[TaskRow, ...]
    left_out: int
    earlier: Earlier | None
    units: tuple[ReportUnit, ...]
    plans: tuple[CoveredPlan, ...]
    results: tuple[Result, ...]
    extensions: tuple[GrantedExtension, ...]
    obstacles: tuple[ObstacleRow, ...]
    filings: tuple[FilingRow, ...]
    made_on: date
    missed: tuple[MissedLine, ...]
    adjusted: tuple[Adjusted, ...]
    seq: int
    head: str
    halted: tuple[Halted, ...] = ()
    rule: WindowRule | None = None


def gather(
    connection: sqlite3.Connection,
    covered: Window,
    as_of: date,
    *,
    silent: int,
    filed_by: Rules,
    made_on: date | None = None,
) -> Material:
    """The material of a report on ``covered`` as of ``as_of``.

    The units' own reports come in after the cut-off: these are counted up to ``made_on``, the day of the report.

    ``silent`` are the days of silence after which a task counts as missed; ``filed_by`` says when the units' own
    reports are due.
    """
    rows, left_out = _running(queries.deadline_rows(connection, as_of), periods.opening(covered))
    decisions = {row.decision_id for row in rows}
    review = covered.period is not None and covered.period.kind in REVIEWS
    seq, head = periodic.journal_head(connection)
    leads = {row.task: (row.unit, row.unit_name) for row in rows}
    return Material(
        as_of=as_of,
        rows=rows,
        left_out=left_out,
        earlier=_earlier(connection, covered, as_of),
        units=tuple(ReportUnit(u.code, u.name, u.parent, u.kind) for u in queries.unit_rows(connection)),
        plans=tuple(
            CoveredPlan(d.id, d.number, d.issued_on, d.issuer, d.title)
            for d in queries.decision_rows(connection)
            if d.id in decisions
        ),
        results=tuple(Result(*key, document) for key, document in periodic.results(connection, as_of).items()),
        extensions=tuple(
            x._replace(unit=leads[x.task][0], unit_name=leads[x.task][1])  # who led the task on that day
            for x in periodic.moved(connection, covered.start, min(covered.end, as_of))
            if x.task in leads
        ),
        obstacles=tuple(
            o
            for o in obstacles.obstacle_rows(connection, as_of)
            if o.resolved_on is None or o.resolved_on >= covered.start
        ),
        filings=tuple(filing_records.filing_rows(connection, covered, made_on or as_of, filed_by.days)),
        made_on=made_on or as_of,
        missed=_missed(connection, as_of, silent, filed_by) if review else (),
        adjusted=tuple(closings.adjusted_entries(connection, covered, as_of)),
        seq=seq,
        head=head,
        halted=tuple(Halted(*found) for found in periodic.halted_earlier(connection, as_of).items()),
        rule=_rule(covered.scheme),
    )


def _rule(scheme: Scheme) -> WindowRule:
    opens, closes = ((edge.day, edge.month) for edge in (scheme.opens, scheme.closes))
    return WindowRule(scheme.name, scheme.basis, scheme.basis_en, opens, closes, scheme.estimated_months)


def as_signed(material: Material, covered: Window, closing: Closing) -> Window:
    """The window ``covered`` as it was when ``closing`` kept ``material``."""
    if material.rule is not None and covered.period is not None:
        return material.rule.window(covered.period)
    return replace(covered, start=closing.start, end=closing.end)


def _running(found: Iterable[TaskRow], opening: date) -> tuple[tuple[TaskRow, ...], int]:
    """The rows of the tasks that had not ended before the day ``opening``, and how many had."""
    rows = tuple(found)
    ended = {
        row.task
        for row in queries.governed(rows)
        if (row.done_on and row.done_on < opening) or (row.cancelled_on and row.cancelled_on < opening)
    }
    return (tuple(row for row in rows if row.task not in ended) if ended else rows), len(ended)


def _earlier(connection: sqlite3.Connection, covered: Window, as_of: date) -> Earlier | None:
    """The period before, or the same one of the year before for what spans half a year and more."""
    longer = covered.period is not None and covered.period.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER}
    window = periods.window_before(covered, year=longer)
    signed = closings.standing(connection, window)
    if signed is not None:
        kept = load_material(closings.material(connection, signed))
        return Earlier(window.name, signed.start, signed.end, kept.as_of, True, kept.rows)
    day = min(window.end, as_of)
    rows, _left_out = _running(queries.deadline_rows(connection, day), periods.opening(window))
    return Earlier(window.name, window.start, window.end, day, False, rows) if rows else None


def _missed(connection: sqlite3.Connection, as_of: date, silent: int, filed_by: Rules) -> tuple[MissedLine, ...]:
    lines = []
    for subject in missed_list.subjects(connection, as_of, silent, filed_by):
        row = subject.row
        lines.append(
            MissedLine(
                subject=subject.subject,
                task=row.task if row else None,
                item=row.item if row else "",
                decision=subject.decision,
                title=subject.title,
                unit=row.unit if row else subject.unit,
                unit_name=row.unit_name if row else subject.unit_name,
                reasons=tuple(finding.reason.value for finding in subject.findings),
                since=subject.since,
                detail=subject.detail,
            )
        )
    return tuple(lines)


# -- kept as text ----------------------------------------------------------------------------------------------


def dump_material(material: Material) -> str:
    """The material as canonical JSON."""
    rows = tuple(row._replace(shadow="") for row in material.rows)
    # What is compared with was settled before; of it only the rows as they stood are needed.
    earlier = material.earlier and material.earlier._replace(
        rows=tuple(row._replace(shadow="") for row in material.earlier.rows)
    )
    kept = _plain(material._replace(rows=rows, earlier=earlier))
    return json.dumps([VERSION, kept], ensure_ascii=False, separators=(",", ":"))


def load_material(text: str) -> Material:
    """The material that :func:`dump` wrote."""
    _version, kept = json.loads(text)
    found = _typed(Material, kept)
    assert isinstance(found, Material)
    return found


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=64)
def _fields(kind: Any) -> tuple[Any, ...]:
    return tuple(get_type_hints(kind).values())


def _typed(hint: Any, value: Any) -> Any:
    """``value``, read from JSON, in the type ``hint``: a named tuple, a tuple of one type, a day, an enumeration."""
    if value is None:
        return None
    if get_origin(hint) in {Union, UnionType}:
        return _typed(next(part for part in get_args(hint) if part is not NoneType), value)
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], part) for part in value)
    if hasattr(hint, "_fields"):
        return hint(*map(_typed, _fields(hint), value))
    if hint is date:
        return date.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value


def of_units(units: Sequence[ReportUnit], code: str) -> frozenset[str]:
    """The codes of a unit and of all below it."""
    found = {code}
    while more := {u.code for u in units if u.parent in found} - found:
        found |= more
    return frozenset(found)
