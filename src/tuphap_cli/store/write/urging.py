"""Letters that urged units to carry out what is overdue (công văn đôn đốc): recorded, and read as of a day.

Light lane. A letter is recorded when it has its number; until then it is a draft of which the register knows nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain import numbers
from ...domain.model import N_, note, vn_date
from ..read import meaning, sql
from .change import Change

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

# A letter of the same number in the same year.
NAMESAKE = "SELECT number FROM urging_letter WHERE key = :key AND signed_on BETWEEN :first AND :last"


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


@dataclass(frozen=True, slots=True)
class UrgingFacts:
    """What is known of a letter when it is recorded."""

    number: str
    signed_on: date
    answer_by: date
    signer: str = ""

    @property
    def key(self) -> str:
        """The number as it is compared."""
        return numbers.parse_number(self.number).key


class Urged(NamedTuple):
    """A deadline that a letter names: its task, the unit that is asked, the day in force and the one as read."""

    task: int
    unit: int
    due: date
    original_due: date


def urgings(connection: sqlite3.Connection, as_of: date) -> list[Urging]:
    """What the letters signed by ``as_of`` asked for, oldest first, a deadline a row."""
    return [
        Urging(
            r[0], date.fromisoformat(r[1]), r[2], date.fromisoformat(r[3]), r[4], r[5], r[6],
            date.fromisoformat(r[7]), bool(r[8]),
        )
        for r in connection.execute(URGED, {"as_of": sql.as_of_text(as_of)})
    ]  # fmt: skip


def check_letters(connection: sqlite3.Connection, letters: Sequence[UrgingFacts]) -> None:
    """See that ``letters`` can be recorded.

    Raises:
        BadField: one is to be answered before it was signed
        Duplicate: a letter of its number was recorded in the same year
    """
    for facts in letters:
        if facts.answer_by < facts.signed_on:
            why = note(N_("the letter was only signed on {day}"), day=facts.signed_on)
            raise errors.BadField(field="--answer-by", value=vn_date(facts.answer_by), why=why)
        year = facts.signed_on.year
        wanted = {"key": facts.key, "first": date(year, 1, 1).isoformat(), "last": date(year, 12, 31).isoformat()}
        if connection.execute(NAMESAKE, wanted).fetchone():
            raise errors.Duplicate(thing=N_("letter"), value=facts.number, command="tuphap urge list")


def record_letter(change: Change, facts: UrgingFacts, urged: Sequence[Urged]) -> int:
    """Enter a letter that was signed, with the deadlines that it names; returns its id.

    Raises:
        BadField, Duplicate: as :func:`check_letters`
    """
    check_letters(change.connection, [facts])
    row = {
        "number": facts.number,
        "key": facts.key,
        "signed_on": facts.signed_on,
        "signer": facts.signer,
        "answer_by": facts.answer_by,
    }
    letter = change.insert("urging_letter", row)
    for one in dict.fromkeys(urged):
        change.insert(
            "urged_deadline",
            {
                "letter_id": letter,
                "task_id": one.task,
                "unit_id": one.unit,
                "due": one.due,
                "original_due": one.original_due,
            },
        )
    return letter
