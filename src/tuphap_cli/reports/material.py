"""Reads what a periodic report shows beside what it counts, and, where it is to be kept, every row of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..domain import periods
from ..domain.periods import PeriodKind, Scheme, Window
from ..store.read import counting, entries, periodic, queries
from ..store.read.counting import Scope
from ..store.read.periodic import GrantedExtension
from ..store.read.queries import TaskRow
from ..store.write import closings, filing_records, obstacles, period_texts
from ..store.write.closings import Closing
from ..store.write.filing_records import Rules
from . import missed_list
from .kept.contents import (
    CoveredPlan,
    Earlier,
    EndedTasks,
    Halted,
    Material,
    MissedLine,
    ReportUnit,
    Result,
    WindowRule,
)
from .kept.material_text import load_material

REVIEWS = (PeriodKind.HALF, PeriodKind.YEAR)  # the reports that are more than a summary


def is_review(covered: Window) -> bool:
    """Whether the report on ``covered`` has parts and a missed list, as that of a half-year and a year."""
    return covered.period is not None and covered.period.kind in REVIEWS


class Live(NamedTuple):
    """What a report needs of the register beside its tasks, which it counts there: ``material`` has no rows.

    ``units`` and ``groups`` give code and name, label and title by their ids (None: blanks); ``before`` is the window
    compared with; ``silent`` and ``filed_by`` are those of :func:`gather`.
    """

    material: Material
    units: Mapping[int | None, tuple[str, str]]
    groups: Mapping[int | None, tuple[str, str]]
    before: Window
    silent: int
    filed_by: Rules


def live_material(
    connection: sqlite3.Connection,
    covered: Window,
    as_of: date,
    *,
    silent: int,
    filed_by: Rules,
    made_on: date | None = None,
) -> Live:
    """What a report on ``covered`` as of ``as_of`` shows beside what it counts; no task is read.

    Args:
        connection: The register, in one view.
        covered: The window of the report.
        as_of: The day of its figures.
        silent: The days of silence after which a task counts as missed.
        filed_by: By what the units' own reports are due.
        made_on: The day of the report. The units' own reports come in after the cut-off and count up to this day.
    """
    scope = Scope(as_of, opening=periods.opening(covered))
    held = counting.decisions_with_tasks(connection, scope)
    seq, head = periodic.journal_head(connection)
    before = _window_before(covered)
    units, groups = entries.unit_names(connection, as_of), entries.group_names(connection)
    ended = tuple(
        EndedTasks(units[found.unit][0], found.decision, groups[found.group][0], found.kind, found.tasks)
        for found in periodic.ended_before(connection, as_of, periods.opening(covered))
    )
    plans, grounds = _plans(connection, held)
    material = Material(
        as_of=as_of,
        rows=(),
        left_out=sum(found.tasks for found in ended),
        earlier=_earlier(connection, before, as_of),
        units=tuple(ReportUnit(u.code, u.name_on(as_of), u.parent, u.kind) for u in entries.unit_rows(connection)),
        plans=plans,
        results=(),
        extensions=_extensions(connection, covered, scope),
        obstacles=tuple(
            o
            for o in obstacles.obstacle_rows(connection, as_of)
            if o.resolved_on is None or o.resolved_on >= covered.start
        ),
        filings=tuple(
            filing_records.filing_rows(connection, covered, made_on or as_of, filed_by.days, named_on=as_of)
        ),
        made_on=made_on or as_of,
        missed=(),
        adjusted=tuple(closings.adjusted_entries(connection, covered, as_of)),
        seq=seq,
        head=head,
        rule=_rule(covered.scheme),
        ended=ended,
        texts=tuple(period_texts.written_parts(connection, covered)),
        grounds=grounds,
    )
    return Live(material, units, groups, before, silent, filed_by)


def gather(live: Live, connection: sqlite3.Connection, covered: Window) -> Material:
    """The material of ``live`` with every row, so that it can be kept: a report of it needs no register."""
    material = live.material
    as_of = material.as_of
    review = is_review(covered)
    earlier = material.earlier
    if earlier is not None and not earlier.closed:
        earlier = earlier._replace(rows=_rows(connection, earlier.as_of, periods.opening(live.before)))
    return material._replace(
        rows=_rows(connection, as_of, periods.opening(covered)),
        earlier=earlier if earlier is not None and earlier.rows else None,
        results=tuple(Result(*key, document) for key, document in periodic.results(connection, as_of).items()),
        missed=tuple(missed_lines(connection, live)) if review else (),
        words=tuple(periodic.task_words(connection, as_of)),
        halted=tuple(Halted(*found) for found in periodic.halted_earlier(connection, as_of).items()),
    )


def _rows(connection: sqlite3.Connection, as_of: date, opening: date) -> tuple[TaskRow, ...]:
    """Every deadline of the tasks that had not ended before the day ``opening``."""
    return tuple(queries.deadline_rows(connection, as_of, opening=opening))


def _extensions(connection: sqlite3.Connection, covered: Window, scope: Scope) -> tuple[GrantedExtension, ...]:
    """The extensions of the period, each with the unit that led the task on the day of the figures."""
    found = periodic.moved(connection, covered.start, min(covered.end, scope.as_of))
    leads = counting.tasks_counted(connection, scope, {x.task for x in found})
    return tuple(x._replace(unit=leads[x.task][0], unit_name=leads[x.task][1]) for x in found if x.task in leads)


def _plans(
    connection: sqlite3.Connection, held: Collection[int]
) -> tuple[tuple[CoveredPlan, ...], tuple[CoveredPlan, ...]]:
    """The decisions ``held`` (ids), and those that they implement, at any remove, without being among them."""
    decisions = entries.decision_rows(connection)
    ids = {(d.number, d.issued_on): d.id for d in decisions}
    above = {d.id: ids[d.implements, d.implements_issued] for d in decisions if d.implements and d.implements_issued}
    wanted, left = set(held), list(held)
    while left:
        ground = above.get(left.pop())
        if ground is not None and ground not in wanted:
            wanted.add(ground)
            left.append(ground)
    found = [
        CoveredPlan(d.id, d.number, d.issued_on, d.issuer, d.title, above.get(d.id))
        for d in decisions
        if d.id in wanted
    ]
    return tuple(plan for plan in found if plan.id in held), tuple(plan for plan in found if plan.id not in held)


def _rule(scheme: Scheme) -> WindowRule:
    opens, closes = ((edge.day, edge.month) for edge in (scheme.opens, scheme.closes))
    return WindowRule(scheme.name, scheme.basis, scheme.basis_en, opens, closes, scheme.estimated_months)


def as_signed(material: Material, covered: Window, closing: Closing) -> Window:
    """The window ``covered`` as it was when ``closing`` kept ``material``."""
    if material.rule is not None and covered.period is not None:
        return material.rule.window(covered.period)
    return replace(covered, start=closing.start, end=closing.end)


def _window_before(covered: Window) -> Window:
    """The window before, or the same one of the year before for what spans half a year and more."""
    longer = covered.period is not None and covered.period.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER}
    return periods.window_before(covered, year=longer)


def _earlier(connection: sqlite3.Connection, window: Window, as_of: date) -> Earlier:
    """The period compared with: the signed one with its rows, else one whose tasks are counted in the register."""
    signed = closings.standing(connection, window)
    if signed is not None:
        kept = load_material(closings.material(connection, signed))
        return Earlier(window.name, signed.start, signed.end, kept.as_of, True, kept.rows)
    return Earlier(window.name, window.start, window.end, min(window.end, as_of), False, ())


def missed_lines(connection: sqlite3.Connection, live: Live) -> Iterator[MissedLine]:
    """The missed list of the whole office."""
    for subject in missed_list.subjects(connection, live.material.as_of, live.silent, live.filed_by):
        row = subject.row
        yield MissedLine(
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
