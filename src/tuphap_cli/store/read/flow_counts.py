"""What fell due and what was done in the days of a report, counted in the database, and the rows behind a figure."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ...domain import tallies
from ...domain.model import State
from ...domain.tallies import ESTIMATED, FLOWS, TASKS_OF, Tally
from . import meaning
from .counting import Scope, counted_as
from .queries import TaskRow, rows_where


def flows(
    connection: sqlite3.Connection,
    scope: Scope,
    start: date,
    end: date,
    estimated_from: date | None,
    wanted: Sequence[str] = FLOWS,
) -> Tally:
    """What fell due and what was done from ``start`` to ``end``: deadlines, and of how many tasks they are.

    ``wanted`` are the figures that are asked for.
    """
    known = FLOWS if estimated_from is not None else tuple(name for name in FLOWS if name not in ESTIMATED)
    tests = {name: test for name, test in _flow_tests(scope.against).items() if name in known and name in wanted}
    counts = [f"COUNT(*) FILTER (WHERE {test})" for test in tests.values()]
    counts += [f"COUNT(DISTINCT s.task_id) FILTER (WHERE {test})" for test in tests.values()]
    where, values = scope.where(_either_flow(scope.against))
    span = _span(start, end, estimated_from)
    statement = f"SELECT {', '.join(counts)} FROM standing AS s WHERE {where}"
    row = connection.execute(statement, values | span).fetchone()
    names = (*tests, *(TASKS_OF[name] for name in tests))
    return Tally({name: number for name, number in zip(names, row, strict=True) if number})


def _either_flow(against: str) -> str:
    """That a deadline falls due or was completed from ``:start`` to ``:end``."""
    return f"({meaning.falls_due(against)} OR {meaning.was_done(against)})"


def _flow_tests(against: str) -> dict[str, str]:
    """For each figure that counts deadlines, which it counts (domain/tallies.flows)."""
    due, done = meaning.falls_due(against), meaning.was_done(against)
    return {
        "due_in_period": due,
        "done_in_period": done,
        "due_in_period_done": f"{due} AND s.done_on IS NOT NULL",
        "due_in_estimated": f"{due} AND {meaning.due_column(against)} >= :estimated",
        "done_in_estimated": f"{done} AND s.done_on >= :estimated",
    }


def _span(start: date, end: date, estimated_from: date | None) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat(), "estimated": (estimated_from or date.max).isoformat()}


def months(connection: sqlite3.Connection, scope: Scope, start: date, end: date) -> dict[str, tuple[int, int]]:
    """How many deadlines fell due and were done in each month ("2021-05") from ``start`` to ``end``."""
    due, done = meaning.falls_due(scope.against), meaning.was_done(scope.against)
    where, values = scope.where(_either_flow(scope.against))
    statement = f"""
SELECT CASE WHEN {due} THEN substr(CAST({meaning.due_column(scope.against)} AS TEXT), 1, 7) END AS due_month,
       CASE WHEN {done} THEN substr(CAST(s.done_on AS TEXT), 1, 7) END AS done_month, COUNT(*)
FROM standing AS s WHERE {where} GROUP BY 1, 2
"""
    fell_due, were_done = Counter[str](), Counter[str]()
    span = {"start": start.isoformat(), "end": end.isoformat()}
    for due_month, done_month, number in connection.execute(statement, values | span):
        for counted, month in ((fell_due, due_month), (were_done, done_month)):
            if month is not None:
                counted[month] += number
    return {month: (fell_due[month], were_done[month]) for month in fell_due.keys() | were_done.keys()}


def rows_behind(
    connection: sqlite3.Connection, scope: Scope, figure: str, start: date, end: date, estimated_from: date | None
) -> Iterator[TaskRow]:
    """The rows that ``figure`` counts: tasks, or deadlines that fell due or were done from ``start`` to ``end``."""
    ended = [meaning.NOT_ENDED] if scope.opening else []
    values = dict(meaning.parameters(scope.as_of)) | _span(start, end, estimated_from)
    values |= {"opening": scope.opening.isoformat()} if scope.opening else {}
    if figure in FLOWS:
        wanted = [_flow_tests(scope.against)[figure]]
    else:
        states_of = [state for state in State if any(figure in tallies.figures(c) for c in tallies.cells(state))]
        wanted = [meaning.speaks(scope.against), meaning.in_states(states_of, scope.against)]
    rows = rows_where(connection, scope.as_of, [*ended, *wanted], values, scope.filters, against=scope.against)
    return (
        rows
        if figure in FLOWS
        else (row for row in rows if figure in tallies.figures(counted_as(row, scope.as_of, scope.since)))
    )
