"""Signed reports: which periods are closed, closing and reopening them, what was entered into them since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain.periods import Period, PeriodKind, Window, period_label
from ..read import late_corrections, sql
from .change import Change
from .documented_acts import Ground

CLOSINGS = """
SELECT id, scheme, kind, number, year, first_day, last_day, as_of, closed_on, document, head, reopened_on,
       reopened_by, reopened_reason, journal_seq
FROM closed_period ORDER BY first_day, id
"""
MATERIAL = "SELECT material FROM closed_period WHERE id = :closing"

# What was entered after a journal row about days up to another: entries, extensions, and those taken back
# (``entered`` is the journal row of what was taken back).
LATER = f"""
SELECT t.id AS task, t.item, t.title, COALESCE(u.code, '') AS unit, e.kind, e.on_day, e.document, e.note,
       e.journal_seq, CAST(NULL AS INTEGER) AS entered
FROM ({sql.ENTRY}) AS e JOIN task AS t ON t.id = e.task_id LEFT JOIN unit AS u ON u.id = t.lead_unit_id
WHERE e.journal_seq > :seq AND e.on_day <= :day
UNION ALL
SELECT t.id, t.item, t.title, COALESCE(u.code, ''), 'extend', x.decided_on, x.document, x.reason, x.journal_seq, NULL
FROM ({sql.EXTENSION}) AS x JOIN task AS t ON t.id = x.task_id LEFT JOIN unit AS u ON u.id = t.lead_unit_id
WHERE x.journal_seq > :seq AND x.decided_on <= :day
UNION ALL
SELECT t.id, t.item, t.title, COALESCE(u.code, ''), v.kind, d.on_day, d.document, v.note, v.journal_seq, d.journal_seq
FROM progress AS v JOIN progress AS d ON d.id = v.voids_id JOIN task AS t ON t.id = v.task_id
LEFT JOIN unit AS u ON u.id = t.lead_unit_id
WHERE v.journal_seq > :seq AND d.on_day <= :day
UNION ALL
SELECT t.id, t.item, t.title, COALESCE(u.code, ''), 'unextend', x.decided_on, x.document, v.reason, v.journal_seq,
       x.journal_seq
FROM extension AS v JOIN extension AS x ON x.id = v.voids_id JOIN task AS t ON t.id = v.task_id
LEFT JOIN unit AS u ON u.id = t.lead_unit_id
WHERE v.journal_seq > :seq AND x.decided_on <= :day
ORDER BY 9, 1, 6, 5, 7
"""


# A task and its lead unit, or another unit that is named.
NAMED = """
SELECT COALESCE(t.item, '') AS item, COALESCE(t.title, '') AS title, COALESCE(u.code, '') AS unit
FROM (SELECT CAST(:task AS INTEGER) AS task_id) AS w LEFT JOIN task AS t ON t.id = w.task_id
LEFT JOIN unit AS u ON u.id = COALESCE(CAST(:unit AS INTEGER), t.lead_unit_id)
"""


class Closing(NamedTuple):
    """A closed period; it is closed until ``reopened_on``."""

    id: int
    scheme: str
    period: Period
    start: date
    end: date
    as_of: date
    closed_on: date
    document: str
    head: str
    reopened_on: date | None
    reopened_by: str
    reopened_reason: str
    journal_seq: int

    @property
    def stands(self) -> bool:
        """Whether the period is closed now."""
        return self.reopened_on is None

    def of(self, covered: Window) -> bool:
        """Whether it closes the period of ``covered``."""
        return self.period == covered.period and self.scheme == covered.scheme.name


class Adjusted(NamedTuple):
    """An entry made after a period was closed, about a day that its signed report had counted.

    ``task`` is None for an obstacle of a unit; its words are then the title.
    """

    task: int | None
    item: str
    title: str
    unit: str
    kind: str
    on_day: date
    document: str
    note: str
    period: str


def closings(connection: sqlite3.Connection) -> list[Closing]:
    """All closings, also those that were reopened, in the order of their windows."""
    return [
        Closing(
            r[0],
            r[1],
            Period(PeriodKind(r[2]), r[3], r[4]),
            date.fromisoformat(r[5]),
            date.fromisoformat(r[6]),
            date.fromisoformat(r[7]),
            date.fromisoformat(r[8]),
            r[9],
            r[10],
            sql.day(r[11]),
            r[12],
            r[13],
            r[14],
        )
        for r in connection.execute(CLOSINGS)
    ]


def standing(connection: sqlite3.Connection, covered: Window) -> Closing | None:
    """The closing of ``covered``'s period that is in force, if it is closed."""
    return next((c for c in closings(connection) if c.stands and c.of(covered)), None)


def material(connection: sqlite3.Connection, closing: Closing) -> str:
    """The text from which the signed report can be made again."""
    return str(connection.execute(MATERIAL, {"closing": closing.id}).fetchone()[0])


def adjusted_entries(connection: sqlite3.Connection, covered: Window, as_of: date) -> list[Adjusted]:
    """What was entered into earlier closed periods of the same kind and has been in no signed report since."""
    period = covered.period
    earlier = [
        c
        for c in closings(connection)
        if c.stands
        and c.scheme == covered.scheme.name
        and c.end < covered.start
        and (period is None or c.period.kind is period.kind)
    ]
    if not earlier:
        return []
    values: dict[str, int | str] = {
        "seq": min(c.journal_seq for c in earlier),
        "day": min(earlier[-1].as_of, as_of).isoformat(),
    }
    found = []
    entered = sorted(_entered(connection, values, earlier), key=lambda found: (found[1][-1], found[0].task or 0))
    for entry, turns in entered:
        known = [c for c in earlier if entry.on_day <= c.as_of]
        counted = [c for c in known if c.start <= entry.on_day] or known  # figures go back further than the window
        signed = [c.journal_seq for c in earlier if counted and c.start >= counted[0].start]
        # The last report that was signed knew the earlier turns. Of those since, two undo each other: what was
        # entered and taken back between two reports has never been in one.
        if signed and sum(turn > max(signed) for turn in turns) % 2:
            found.append(entry._replace(period=counted[0].period.name))
    return found


def _entered(
    connection: sqlite3.Connection, values: dict[str, int | str], earlier: list[Closing]
) -> Iterator[tuple[Adjusted, tuple[int, ...]]]:
    """What was entered after the journal's row ``seq`` of ``values`` about days up to its ``day``, its period not yet
    named; with the journal's entries that made it, took it back, made it again."""
    for row in connection.execute(LATER, values):
        turns = tuple(turn for turn in (row["entered"], row["journal_seq"]) if turn is not None)
        task, item, title, unit, kind, day, document, note = tuple(row)[:8]
        yield Adjusted(task, item, title, unit, kind, date.fromisoformat(day), document, note, ""), turns
    for one in late_corrections.later(connection, int(values["seq"])):
        # Of several days one that a signed report has counted.
        days = [day for day in one.days if any(day <= c.as_of for c in earlier)]
        named = connection.execute(NAMED, {"task": one.task, "unit": one.unit}).fetchone()
        if days and days[0].isoformat() <= str(values["day"]):
            item, title = (named["item"], named["title"]) if named["title"] else (one.item, one.title)
            note = one.note or (one.title if title != one.title else "")
            yield Adjusted(one.task, item, title, named["unit"], one.kind, days[0], "", note, ""), one.turns


def close_period(
    change: Change, covered: Window, *, as_of: date, today: date, kept: str, head: str, document: str, typed: str
) -> None:
    """Keep the report on ``covered`` as it was signed; AlreadyClosed (``typed`` is how to name it), NotOver."""
    period = covered.period
    assert period is not None
    if today <= covered.end:
        raise errors.NotOver(period=period_label(period), end=covered.end)
    before = standing(change.connection, covered)
    if before is not None:
        raise errors.AlreadyClosed(period=period_label(period), day=before.closed_on, typed=typed)
    change.insert(
        "closed_period",
        {
            "scheme": covered.scheme.name,
            "kind": period.kind.value,
            "number": period.index,
            "year": period.year,
            "first_day": covered.start,
            "last_day": covered.end,
            "as_of": as_of,
            "closed_on": today,
            "document": document,
            "material": kept,
            "head": head,
            "reopened_on": None,
            "reopened_by": "",
            "reopened_reason": "",
            "journal_seq": change.seq,
        },
    )


def reopen_period(change: Change, covered: Window, ground: Ground) -> Closing:
    """Let entries into a closed period again; its signed figures stay on record. NotClosed."""
    closing = standing(change.connection, covered)
    if closing is None:
        raise errors.NotClosed(period=period_label(covered.period) if covered.period else covered.name)
    change.update(
        "closed_period",
        closing.id,
        {"reopened_on": ground.day, "reopened_by": ground.document, "reopened_reason": ground.reason},
    )
    return closing


def latest(found: Iterable[Closing], covered: Window) -> Closing | None:
    """The last closing of ``covered``'s period, standing or reopened."""
    return max((c for c in found if c.of(covered)), key=lambda c: c.journal_seq, default=None)
