"""The guard of signed reports: no entry goes quietly into days that a closed period has counted.

Apart from :mod:`closings`, since every daily verb passes here and must stay quick.
"""

from __future__ import annotations

from datetime import date

from .. import errors
from .change import Change

# Of the closings that stand, one that has counted a day.
COVERING = """
SELECT kind, number, year, closed_on FROM closed_period
WHERE reopened_on IS NULL AND first_day <= :day AND as_of >= :day ORDER BY first_day DESC, id LIMIT 1
"""
_LETTERS = {"month": "M", "quarter": "Q", "half": "H"}


def guard(change: Change, day: date) -> None:
    """ClosedPeriod where ``day`` lies in a closed period and the command does not say ``--adjust``."""
    if change.adjust:
        return
    row = change.connection.execute(COVERING, {"day": day.isoformat()}).fetchone()
    if row is not None:
        period = name(row["kind"], row["number"], row["year"])
        raise errors.ClosedPeriod(period=period, closed=date.fromisoformat(row["closed_on"]), day=day)


def name(kind: str, number: int, year: int) -> str:
    """The short name of a period, as ``domain.periods.Period.name`` gives it."""
    letter = _LETTERS.get(kind)
    return f"{letter}{number}/{year}" if letter else f"{kind} {year}"
