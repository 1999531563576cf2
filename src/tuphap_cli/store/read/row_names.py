"""By what the rows that the journal names are known: codes, numbers, titles and days by the id of the row."""

from __future__ import annotations

import sqlite3

from ...domain.journal import Scalar


def column_by_id(connection: sqlite3.Connection, table: str, column: str) -> dict[int, str]:
    """One column of every row of ``table``, by the row's id."""
    return {row[0]: row[1] for row in connection.execute(f"SELECT id, {column} FROM {table}")}


def items_by_task(connection: sqlite3.Connection) -> dict[int, tuple[int, str]]:
    """The decision's id and the item of every task, by its number."""
    return {row[0]: (row[1], row[2]) for row in connection.execute("SELECT id, decision_id, item FROM task")}


def whole_row(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Scalar]:
    """All columns of the row ``row_id`` of ``table``; empty where there is none."""
    found = connection.execute(f"SELECT * FROM {table} WHERE id = :row", {"row": row_id}).fetchone()
    return dict(found) if found else {}
