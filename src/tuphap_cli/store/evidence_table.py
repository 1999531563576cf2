"""The table of the files that are kept as evidence of entries."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from .tables import PERMANENT, in_journal


class Evidence(SQLModel, table=True):
    """A file kept as the evidence of an entry, known by its SHA-256 in hexadecimal; rows are appended, never changed.

    ``name`` is the one that it came with, ``size`` its length in bytes.
    """

    __table_args__ = (
        CheckConstraint("length(name) > 0 AND length(sha256) = 64 AND size >= 0", name="file"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    progress_id: int = Field(foreign_key="progress.id", index=True)
    name: str
    sha256: str
    size: int
    journal_seq: int = Field(sa_column=in_journal())
