"""The guard of signed reports: no entry goes quietly into days that a closed period has counted.

Apart from :mod:`closings`, since every daily verb passes here and must stay quick.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ... import errors
from ...domain.journal import RowChange, Scalar
from .change import Change

# Of the closings in force, one that has counted a day: in its own window, or else in figures that go back further, as
# those of all tasks assigned do.
COVERING = """
SELECT kind, number, year, first_day, last_day, closed_on FROM closed_period
WHERE reopened_on IS NULL AND as_of >= :day
ORDER BY CASE WHEN first_day <= :day THEN 0 ELSE 1 END, CASE WHEN first_day <= :day THEN first_day END DESC,
         first_day, id LIMIT 1
"""

SIGNED = """
SELECT closed_on FROM closed_period
WHERE reopened_on IS NULL AND scheme = :scheme AND kind = :kind AND number = :number AND year = :year
"""
_PERIOD = ("scheme", "kind", "number", "year")
TEXT_OF = "SELECT scheme, kind, number, year FROM period_text WHERE id = :row"


def guard(change: Change, day: date) -> None:
    """ClosedPeriod where a closed period has counted ``day`` and the command does not say ``--adjust``."""
    if change.adjust:
        return
    row = change.connection.execute(COVERING, {"day": day.isoformat()}).fetchone()
    if row is not None:
        from ...domain.periods import Period, PeriodKind, period_label  # heavy, and seldom needed

        period = Period(PeriodKind(row["kind"]), row["number"], row["year"])
        # Its days tell which rule of windows it belongs to, where periods are closed by several.
        start, end, closed = (date.fromisoformat(row[name]) for name in ("first_day", "last_day", "closed_on"))
        raise errors.PeriodClosed(day=day, period=period_label(period), start=start, end=end, closed=closed)


def guard_text(change: Change, period: Mapping[str, Scalar]) -> None:
    """TextSigned where the report whose text is to be changed has been signed.

    ``period`` has the columns scheme, kind, number and year of the text.
    """
    row = change.connection.execute(SIGNED, dict(period)).fetchone()
    if row is not None:
        from ...domain.periods import Period, PeriodKind, period_label

        found = Period(PeriodKind(str(period["kind"])), int(period["number"] or 0), int(period["year"] or 0))
        closed = date.fromisoformat(row["closed_on"])
        raise errors.TextSigned(period=period_label(found), closed=closed, typed=found.name)


def guard_rows(change: Change, changed: Collection[RowChange]) -> None:
    """The same for tasks and due days that are made, changed or taken out past the ledger."""
    whole = {c.row for c in changed if c.table == "task" and (c.before is None or c.after is None)}
    for c in changed:
        if c.table == "task" and c.row in whole:
            guard(change, date.fromisoformat(str(c.values["assigned_on"])))
        elif c.table == "deadline" and c.values.get("task_id") not in whole:
            for values in (c.before or {}, c.after or {}):
                if values.get("due"):
                    guard(change, date.fromisoformat(str(values["due"])))
        elif c.table == "obstacle":
            day = c.values.get("resolved_on") or c.values.get("raised_on")
            if day:
                guard(change, date.fromisoformat(str(day)))
        elif c.table == "period_text":
            there = change.connection.execute(TEXT_OF, {"row": c.row}).fetchone()
            guard_text(change, dict(there) if there else {name: c.values[name] for name in _PERIOD})
