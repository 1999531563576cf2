"""The table of intervals, which follows from the tables of :mod:`.tables` and can be rebuilt from them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from .tables import metadata

__all__ = ["StandingInterval", "metadata"]

_OPEN = text("done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL")
_SPEAKS = text("speaks = 1")
# Columns that counting tasks reads beside the days: all of them are in one index, a sixth of the tables' size; those
# that are asked for most come first, since SQLite goes through a row from its beginning.
_COUNTED = (
    "done_on",
    "suspended_on",
    "cancelled_on",
    "due",
    "begun",
    "original_due",
    "lead_unit_id",
    "kind",
    "deadline_kind",
    "ended_on",
    "proved_on",
    "decision_id",
    "group_id",
    "position",
    "undated",
    "silent_since",
    "skipped_due",
    "handed_over_on",
    "unproven_on",
)
# The same for counting what is overdue or falls due.
_DUE_COUNTED = ("due", "to_day", "lead_unit_id", "done_on", "suspended_on", "cancelled_on", "speaks")


class StandingInterval(SQLModel, table=True):
    """How a deadline of a task was from ``from_day`` until the day before ``to_day`` (9999-12-31: it still is so).

    As of a day D a row holds where ``from_day <= D AND to_day > D``. ``deadline_id`` is 0 for a task without a
    deadline. ``speaks`` (0 or 1) marks the deadline that speaks for its task by the days in force,
    ``speaks_original`` the one by the days before any extension; ``ended_on`` and the four days after it are of the
    whole task, the four filled where ``speaks`` is 1, ``unproven_on`` only where a product is due. From
    ``decision_id`` on it has what counting needs of the task itself, so that it reads no other table: ``undated``
    (0 or 1) says that its words promise a date that was not read.

    The rows follow from the ledger and the task and are never in the journal; see domain/standing.py and
    write/standing_table.py.
    """

    __tablename__ = "standing"
    __table_args__ = (
        Index(
            "ix_standing_speaking",
            "to_day",
            "from_day",
            *_COUNTED,
            "speaks",  # last: without it SQLite reads the table for every row, as the first it leads look-ups astray
            sqlite_where=_SPEAKS,
            postgresql_where=_SPEAKS,
        ),
        Index("ix_standing_open_due", *_DUE_COUNTED, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_standing_open_unit", "lead_unit_id", "due", sqlite_where=_OPEN, postgresql_where=_OPEN),
        {"sqlite_with_rowid": False},
    )
    task_id: int = Field(foreign_key="task.id", primary_key=True)
    deadline_id: int = Field(primary_key=True)
    from_day: date = Field(primary_key=True)
    to_day: date
    original_due: date | None = None
    due: date | None = None
    done_on: date | None = None
    entries: int
    percent: int
    last_on: date | None = None
    suspended_on: date | None = None
    cancelled_on: date | None = None
    halted_since: date | None = None
    document: str
    proved_on: date | None = None
    lead_unit_id: int | None = None
    speaks: int
    speaks_original: int
    begun: int
    ended_on: date | None = None
    silent_since: date | None = None
    skipped_due: date | None = None
    handed_over_on: date | None = None
    unproven_on: date | None = None
    decision_id: int
    group_id: int | None = None
    position: int
    kind: str
    deadline_kind: str
    undated: int
