"""The tables of offices: each has a book (sổ) of its own, which is a register; here is what ties them together."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from .tables import PERMANENT


class Office(SQLModel, table=True):
    """An office directly below the one of this book; its book lies beside this one under its ``code``."""

    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("length(code) > 0 AND length(name) > 0", name="named"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str
    name: str


class OwnSetting(SQLModel, table=True):
    """A setting of the office of this book alone (letterhead, windows of reports, how deadlines are counted)."""

    __tablename__ = "own_setting"
    __table_args__ = (UniqueConstraint("name"), PERMANENT)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    value: str
