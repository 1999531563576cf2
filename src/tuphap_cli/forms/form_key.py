"""The hidden key of a form: of which register, unit and period it is, and how its tasks stood when it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.periods import Period, PeriodKind
from ..text import clean, fold

SCHEMA, SUM = "tuphap.form/1", "sum"
_HEAD = 9  # cells of the first row
_ROW = 4


class KeyRow(NamedTuple):
    """A row of the form: its task, the occurrence, the task's version and the sum of its words."""

    task: int
    occurrence: str
    version: int
    words: str


class FormKey(NamedTuple):
    """By what a form is known again. ``origin`` is the register's, ``seq`` its last journal row at that time."""

    origin: str
    unit: str
    scheme: str
    period: Period
    made_on: date
    seq: int
    rows: tuple[KeyRow, ...]

    def row(self, task: int, occurrence: str) -> KeyRow | None:
        """The row of an occurrence of a task; its name counts only where the form has several of the task."""
        found = [row for row in self.rows if row.task == task]
        if len(found) == 1 and not occurrence:
            return found[0]
        return next((row for row in found if fold(row.occurrence) == fold(occurrence)), None)


def words_sum(text: str) -> str:
    """The sum of a task's words as they are in a cell, in which programs may break lines anew."""
    return hashlib.sha256(fold(clean(text)).encode()).hexdigest()[:16]


def cells(key: FormKey) -> list[tuple[str, ...]]:
    """The rows of texts as which a key is written into its sheet."""
    period = key.period
    head = (SCHEMA, key.origin, key.unit, key.scheme, period.kind.value, str(period.index), str(period.year))
    rows: list[tuple[str, ...]] = [(*head, key.made_on.isoformat(), str(key.seq))]
    rows += [(str(row.task), row.occurrence, str(row.version), row.words) for row in key.rows]
    return [*rows, (SUM, _sum(rows))]


def _sum(rows: Iterable[Sequence[str]]) -> str:
    return hashlib.sha256("\n".join("\t".join(row) for row in rows).encode()).hexdigest()


def read_key(rows: Sequence[Sequence[str]]) -> FormKey | None:
    """The key that rows of texts hold; None where they are not as they were written.

    Blank cells at the end of a row and blank rows, which programs add, do not count.
    """
    found = [_trimmed(row) for row in rows if any(row)]
    if len(found) < 2 or len(found[0]) != _HEAD or found[0][0] != SCHEMA:
        return None
    body = [found[0], *((*row, *[""] * (_ROW - len(row))) for row in found[1:-1])]
    if found[-1] != (SUM, _sum(body)):
        return None
    _schema, origin, unit, scheme, kind, index, year, made_on, seq = found[0]
    return FormKey(
        origin,
        unit,
        scheme,
        Period(PeriodKind(kind), int(index), int(year)),
        date.fromisoformat(made_on),
        int(seq),
        tuple(KeyRow(int(row[0]), row[1], int(row[2]), row[3]) for row in body[1:]),
    )


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    texts = list(row)
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
