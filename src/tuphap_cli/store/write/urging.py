"""Recording of letters that urged units to carry out what is overdue (công văn đôn đốc).

Light lane. A letter is recorded when it has its number; until then it is a draft of which the register knows nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ... import errors
from ...domain import numbers
from ...domain.model import N_, note, vn_date
from .change import Change

# A letter of the same number in the same year.
NAMESAKE = "SELECT number FROM urging_letter WHERE key = :key AND signed_on BETWEEN :first AND :last"


class UrgingFacts(NamedTuple):
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
