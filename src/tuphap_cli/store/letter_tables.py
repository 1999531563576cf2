"""The tables of the letters that urged units to carry out what is overdue (công văn đôn đốc)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from .tables import PERMANENT


class UrgingLetter(SQLModel, table=True):
    """A letter that was signed and sent; ``key`` is its number as compared, numbers restart every year.

    ``signer`` is who signed it, as it is printed, ``answer_by`` the day by which the units are to answer.
    """

    __tablename__ = "urging_letter"
    __table_args__ = (
        UniqueConstraint("key", "signed_on"),
        CheckConstraint("length(number) > 0", name="number"),
        CheckConstraint("answer_by >= signed_on", name="order"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    number: str
    key: str
    signed_on: date
    signer: str = ""
    answer_by: date


class UrgedDeadline(SQLModel, table=True):
    """A deadline that was overdue on the day of a letter, and the unit that was asked for it.

    ``due`` is the day that was in force then, ``original_due`` the one by which the deadline is known in its task.
    """

    __tablename__ = "urged_deadline"
    __table_args__ = (UniqueConstraint("letter_id", "task_id", "original_due"), PERMANENT)
    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="urging_letter.id")
    task_id: int = Field(foreign_key="task.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    due: date
    original_due: date
