"""What a book holds of offices: those directly below its own, and the settings of its own."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

OFFICES = "SELECT id, code, name FROM office ORDER BY code"
OWN_SETTINGS = "SELECT id, name, value FROM own_setting ORDER BY name"


class OfficeRow(NamedTuple):
    """An office directly below the one of this book."""

    id: int
    code: str
    name: str


def office_rows(connection: sqlite3.Connection) -> list[OfficeRow]:
    """The offices directly below, by code."""
    return [OfficeRow(*row) for row in connection.execute(OFFICES)]


def own_settings(connection: sqlite3.Connection) -> dict[str, str]:
    """The settings of the office of this book alone."""
    return {row["name"]: row["value"] for row in connection.execute(OWN_SETTINGS)}
