"""Letters that urged units to carry out what is overdue (công văn đôn đốc), read as of a day."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from . import meaning, sql

# What letters signed by a day asked for, the oldest letter first, a deadline a row; whether it is still overdue.
URGED = f"""
SELECT l.number, l.signed_on, l.signer, l.answer_by, d.task_id, u.code, {sql.NAME_ON}, d.due,
       EXISTS (SELECT 1 FROM standing AS s
               WHERE s.task_id = d.task_id AND s.original_due = d.original_due AND {sql.HOLDS}
                 AND {meaning.overdue()})
FROM urged_deadline AS d
JOIN urging_letter AS l ON l.id = d.letter_id
JOIN unit AS u ON u.id = d.unit_id
WHERE l.signed_on <= :as_of
ORDER BY l.signed_on, l.id, d.id
"""


class Urging(NamedTuple):
    """What one letter asked for one deadline of a task, as of a day.

    ``due`` is the day that was in force when the letter was signed; ``overdue`` says whether the deadline is still
    overdue on the day of reading.
    """

    number: str
    signed_on: date
    signer: str
    answer_by: date
    task: int
    unit: str
    unit_name: str
    due: date
    overdue: bool


def urgings(connection: sqlite3.Connection, as_of: date) -> list[Urging]:
    """What the letters signed by ``as_of`` asked for, oldest first, a deadline a row."""
    return [
        Urging(
            r[0], date.fromisoformat(r[1]), r[2], date.fromisoformat(r[3]), r[4], r[5], r[6],
            date.fromisoformat(r[7]), bool(r[8]),
        )
        for r in connection.execute(URGED, {"as_of": sql.as_of_text(as_of)})
    ]  # fmt: skip
