"""The values of columns as SQLite and the journal hold them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


Value = str | int | float | None


Row = dict[str, Value]


def plain_value(value: object) -> Value:
    """``value`` as SQLite and the journal hold it: days as ISO text, yes/no as 1/0."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, (str, int, float)):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"no column holds a {type(value).__name__}")
