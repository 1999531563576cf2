"""What the clerk writes for the report of a period, part by part: read, and changed as long as it is not signed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from ...domain.periods import Window
from ...domain.report_text import EditedText, TextPart
from ...text import clean_lines
from .change import Change
from .closed_guard import guard_text
from .versions import changed

TEXTS = """
SELECT id, part, text, version FROM period_text
WHERE scheme = :scheme AND kind = :kind AND number = :number AND year = :year
"""


class WrittenPart(NamedTuple):
    """The text of one part; ``version`` counts its changes."""

    part: str
    text: str
    version: int


def written_parts(connection: sqlite3.Connection, covered: Window) -> list[WrittenPart]:
    """The texts of the period ``covered`` that are not blank, in the order of a report."""
    found = {row["part"]: row for row in _rows(connection, covered)}
    return [
        WrittenPart(part.value, found[part]["text"], found[part]["version"])
        for part in TextPart
        if part in found and found[part]["text"]
    ]


def versions_of(connection: sqlite3.Connection, covered: Window) -> dict[TextPart, int]:
    """The version of each part that has ever been written, blank or not."""
    return {TextPart(row["part"]): row["version"] for row in _rows(connection, covered)}


def write_parts(change: Change, covered: Window, texts: Mapping[TextPart, EditedText]) -> list[TextPart]:
    """Keep the ``texts`` of a period; returns the parts that have changed.

    Raises:
        TextSigned: the period is closed
        Changed: a part was changed since the text at hand was read
    """
    key = _key(covered)
    guard_text(change, key)
    there = {row["part"]: row for row in _rows(change.connection, covered)}
    written: list[TextPart] = []
    for part, edited in texts.items():
        text = clean_lines(edited.text).strip()
        row = there.get(part)
        if text == (row["text"] if row else ""):
            continue
        if row and edited.version is not None and edited.version != row["version"]:
            raise changed(change.connection, "period_text", row["id"])
        if row:
            change.update("period_text", row["id"], {"text": text})
        else:
            change.insert("period_text", {**key, "part": part.value, "text": text, "version": 1})
        written.append(part)
    return written


def _rows(connection: sqlite3.Connection, covered: Window) -> list[sqlite3.Row]:
    return connection.execute(TEXTS, _key(covered)).fetchall() if covered.period is not None else []


def _key(covered: Window) -> dict[str, str | int]:
    period = covered.period
    assert period is not None
    return {
        "scheme": covered.scheme.name,
        "kind": period.kind.value,
        "number": period.index,
        "year": period.year,
    }
