"""The tables that leave the register and come back, as the catalogue of its file has them."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from typing import NamedTuple

from .. import dialect
from ..dialect import ColumnFacts

# What follows from other tables, or is about the file itself: made anew.
LEFT_OUT = {"standing", "word_block", "seal", "alembic_version"}
_ONE_OF = re.compile(r"\(\s*(\w+) IN \(('[^)]*')\)\s*\)")
_TYPES = {"INTEGER": "integer", "BOOLEAN": "boolean", "DATE": "date"}  # all others are text

Value = str | int | bool | None


class TableFacts(NamedTuple):
    """A table: its columns, those that name rows of others, and the only values that some take."""

    name: str
    columns: tuple[ColumnFacts, ...]
    references: tuple[tuple[str, str, str], ...]
    choices: dict[str, list[str]]

    @property
    def key(self) -> list[str]:
        """The columns of the primary key in order."""
        return [column.name for column in sorted(self.columns, key=lambda one: one.key) if column.key]


def exchanged_tables(connection: sqlite3.Connection) -> list[TableFacts]:
    """The tables in the order of their names."""
    statements = dialect.schema(connection)
    names = sorted(name for kind, name in statements if kind == "table" and name not in LEFT_OUT)
    return [
        TableFacts(
            name,
            tuple(dialect.columns(connection, name)),
            tuple(dialect.references(connection, name)),
            {
                column: re.findall(r"'([^']*)'", values)
                for column, values in _ONE_OF.findall(statements["table", name])
            },
        )
        for name in names
    ]


def type_of(column: ColumnFacts) -> str:
    """What a column holds: integer, boolean, date or text."""
    return _TYPES.get(column.type, "text")


def given_out(column: ColumnFacts, value: Value) -> Value:
    """A value of the file as JSON has it: yes and no as such."""
    return bool(value) if type_of(column) == "boolean" and value in (0, 1) else value


def fits(column: ColumnFacts, value: object) -> bool:
    """Whether a value of JSON is one that the column takes."""
    if value is None:
        return column.nullable
    kind = type_of(column)
    if kind in {"integer", "boolean"}:
        return isinstance(value, bool) if kind == "boolean" else isinstance(value, int) and value.__class__ is int
    return isinstance(value, str) and _is_text(value) and (kind == "text" or _is_day(value))


def _is_text(value: str) -> bool:
    """Whether there are no halves of letters in it, which no file can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
