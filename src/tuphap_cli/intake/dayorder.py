"""Finds columns in which days are written month first: there no day that may be read either way is sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ..domain.model import N_, Reading, note
from .table.heading_words import Field
from .table.rawtask import RawTask

_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-])")
_MONTHS, _DAYS = 12, 31
_CENTURY = 2000
MONTH_FIRST = N_("days in this column are written month first, as “{text}”")


def tell_month_first(raw: Sequence[RawTask]) -> None:
    """Marks the tasks whose deadline, adjusted deadline or day of completion stands in such a column."""
    samples: dict[tuple[str, Field, str], str] = {}
    for task in raw:
        for what in (Field.DEADLINE, Field.EXTENDED, Field.DONE):
            if (text := task.text(what)) and (sample := only_month_first(text)):
                samples.setdefault((task.place.sheet, what, task.columns.get(what, "")), sample)
    for task in raw if samples else ():
        for what in (Field.DEADLINE, Field.EXTENDED, Field.DONE):
            sample = samples.get((task.place.sheet, what, task.columns.get(what, "")), "")
            if sample and either_day(task.text(what)):
                task.month_first[what] = sample


@lru_cache(maxsize=4096)
def only_month_first(text: str) -> str:
    """A day in ``text`` that is none unless its month stands first: "6/30/2021"; or ""."""
    for found in _DATE.finditer(text):
        if int(found[1]) <= _MONTHS < int(found[3]) <= _DAYS:
            return found[0]
    return ""


def either_day(text: str) -> list[date]:
    """The days that the figures of ``text`` may name, day first or month first, where these differ or one fails."""
    days: dict[date, None] = {}
    for one, _, other, year in _DATE.findall(text):
        if one == other:
            continue
        for day, month in ((int(one), int(other)), (int(other), int(one))):
            try:
                days[date(int(year) + (_CENTURY if len(year) == 2 else 0), month, day)] = None
            except ValueError:
                continue
        if int(one) > _MONTHS:
            return []  # this one can only be day first
    return list(days)


def either_way(reading: Reading, text: str, sample: str) -> Reading:
    """``reading`` in doubt, with both days that the figures may name."""
    why = note(MONTH_FIRST, text=sample)
    return reading._replace(sure=False, candidates=tuple(either_day(text)), notes=(*reading.notes, why))
