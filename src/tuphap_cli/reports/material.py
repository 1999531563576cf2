"""Reads what a periodic report is made from, in one view of the register; nothing is read after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..domain import periods
from ..domain.periods import PeriodKind, Scheme, Window
from ..store.read import periodic, queries
from ..store.read.queries import TaskRow
from ..store.write import closings, filing_records, obstacles
from ..store.write.closings import Closing
from ..store.write.filing_records import Rules
from . import missed_list
from .kept.contents import CoveredPlan, Earlier, Halted, Material, MissedLine, ReportUnit, Result, WindowRule
from .kept.material_text import load_material

REVIEWS = (PeriodKind.HALF, PeriodKind.YEAR)  # the reports that are more than a summary


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
