"""Reads the dates that people type on the command line; strict, because nothing is asked back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .model import FIRST_YEAR, LAST_YEAR

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_VIETNAMESE = re.compile(r"(\d\d?)([-/.])(\d\d?)(?:\2(\d{4}))?", re.ASCII)
_WEEKDAY = re.compile(r"(thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat)(?: (?:toi|tuan nay))?")

_BETWEEN = re.compile(r"\s*;\s*|\s+(?:và|va|and)\s+", re.IGNORECASE)
_DAYS_AWAY = {
    "hom nay": 0,
    "today": 0,
    "hom qua": -1,
    "yesterday": -1,
    "hom kia": -2,
    "ngay mai": 1,
    "mai": 1,
    "tomorrow": 1,
    "ngay kia": 2,
}
_WEEKDAYS = {"thu hai": 0, "thu ba": 1, "thu tu": 2, "thu nam": 3, "thu sau": 4, "thu bay": 5, "chu nhat": 6}
_WEEKDAYS |= {f"thu {n}": n - 2 for n in range(2, 8)}
_MONTHS_OF_PERIOD = {"cuoi thang": 1, "cuoi quy": 3, "cuoi nam": 12}


def read_day(text: str, today: date) -> date | None:
    """The day that ``text`` names, seen from ``today``; None where it is none of the forms.

    Figures are day, month and, where given, year ("28/6/2021", "28-6", "28.6.2021") or ISO (2021-06-28); without
    a year it is today's. Words may lack their marks: "hôm nay", "hôm qua", "hôm kia", "ngày mai", "thứ sáu tới"
    (the next one after today; "thứ sáu" alone may be today), "cuối tháng", "cuối quý", "cuối năm". A day of a year
    in which no office has worked or will is a slip of the keyboard, and none.
    """
    words = folded(text)
    if words in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[words])
    if months := _MONTHS_OF_PERIOD.get(words.removesuffix(" nay")):
        return _end_of_period(today, months)
    found = _weekday(words, today) or _figures(words, today)
    return found if found and _in_years(found) else None


def out_of_years(text: str) -> bool:
    """Whether ``text`` is a day in figures, but of a year in which no office has worked or will."""
    found = _figures(folded(text), date(FIRST_YEAR, 1, 1))
    return found is not None and not _in_years(found)


def _in_years(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def several(text: str) -> list[str]:
    """The days named one after the other in ``text``, each still as typed: "30/6/2021; 30/9/2021", "… và …".

    A mark at the very end is passed over; an empty place in between stays, so that nothing is lost unseen.
    """
    parts = _BETWEEN.split(unicodedata.normalize("NFC", text).strip())
    return parts[:-1] if len(parts) > 1 and not parts[-1] else parts


def twice(days: Sequence[date]) -> date | None:
    """The first of ``days`` that is there a second time."""
    return next((day for at, day in enumerate(days) if day in days[:at]), None)


def folded(text: str) -> str:
    """``text`` in lower case without marks, đ as d, white space single."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _end_of_period(today: date, months: int) -> date:
    last_month = -(-today.month // months) * months
    return today + relativedelta(month=last_month, day=31)


def _weekday(words: str, today: date) -> date | None:
    if not (found := _WEEKDAY.fullmatch(words)):
        return None
    days = (_WEEKDAYS[found[1]] - today.weekday()) % 7
    if words.endswith(" toi") and days == 0:
        days = 7
    if words.endswith(" tuan nay"):
        days = _WEEKDAYS[found[1]] - today.weekday()
    return today + timedelta(days=days)


def _figures(words: str, today: date) -> date | None:
    if found := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _VIETNAMESE.fullmatch(words):
        day, month, year = int(found[1]), int(found[3]), int(found[4] or today.year)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
