"""Reads the dates that people type on the command line; strict, because nothing is asked back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta

from .model import FIRST_YEAR, LAST_YEAR

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_VIETNAMESE = re.compile(r"(?:ngay )?(\d\d?)([-/.])(\d\d?)(?:\2(\d{4})| (nam nay|nam ngoai|nam truoc))?", re.ASCII)
_MONTH_IN_WORDS = re.compile(
    r"(?:ngay )?(\d\d?) thang (\d\d?)(?: nam (\d{4})| (nam nay|nam ngoai|nam truoc))?", re.ASCII
)
_DAY_OF_MONTH = re.compile(r"ngay (\d\d?)(?: thang (nay|truoc|sau|toi))?", re.ASCII)
_LAST, _NEXT = r"truoc|roi|qua|vua roi|vua qua", r"sau|toi"  # the week, month, quarter or year before, and the next
_WEEKDAY = re.compile(
    r"(?:ngay )?(thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat)"
    rf"(?: (?:(toi|sap toi)|(roi|truoc|vua roi|vua qua)|tuan (?:(nay)|({_LAST})|({_NEXT}))))?"
)
_DATED_WEEKDAY = re.compile(rf"({_WEEKDAY.pattern.partition('(?: ')[0]}),? (?=(?:ngay )?\d)(.+)")
_EDGE = re.compile(rf"(dau|giua|cuoi) (tuan|thang|quy|nam)(?: (?:(nay)|({_LAST}|ngoai)|({_NEXT})))?")
_EDGE_OF_MONTH = re.compile(r"(dau|giua|cuoi) thang (\d\d?)(?:(?:/| nam )(\d{4}))?", re.ASCII)
_NAMED_MONTH = re.compile(r"\bthang (muoi mot|muoi hai|hai|ba|tu|nam|sau|bay|tam|chin|muoi)\b")
_COUNTED = re.compile(
    r"(?:(cach day) )?(\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (ngay|tuan)(?: (?:(truoc)|(nua|sau|toi)))?",
    re.ASCII,
)

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
    "ngay mot": 2,
}
_THREE_AWAY = {"hôm kìa": -3, "ngày kìa": 3}  # without its mark "kìa" would be "kia"
_NUMBERS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_WEEKDAYS = {"thu hai": 0, "thu ba": 1, "thu tu": 2, "thu nam": 3, "thu sau": 4, "thu bay": 5, "chu nhat": 6}
_WEEKDAYS |= {f"thu {n}": n - 2 for n in range(2, 8)}
_MONTHS = {"thang": 1, "quy": 3, "nam": 12}
_MONTH_NAMES = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11}
_MONTH_NAMES |= {"muoi hai": 12, "sáu": 6}
_MIDDLE = 15  # of a month (Civil Code 91/2015/QH13, art. 146.2)
_TURN_OF_YEAR = 92  # days back to which "28/12", typed in January, is the one that has passed


class Looking(Enum):
    """Which way a day is looked for that may have passed or be to come: acts have passed, deadlines come."""

    PAST = "past"
    COMING = "coming"


def read_day(text: str, today: date, looking: Looking = Looking.COMING) -> date | None:
    """The day that ``text`` names, seen from ``today``; None where it is none of the forms.

    Figures are day, month and, where given, year ("28/6/2021", "28-6", "28.6.2021", "ngày 28 tháng 6") or ISO
    (2021-06-28); without a year it is today's, and of what has passed that of the last 28/12 in January. Words may
    lack their marks: "hôm nay", "hôm qua", "hôm kia", "ngày mai", "ba ngày trước", "ngày 28", "thứ sáu" (the next, or
    of what has passed the last; it may be today), "thứ sáu tới" (after today), "thứ sáu vừa rồi" (before today), "thứ
    sáu tuần trước", "đầu tháng", "cuối tháng trước", "cuối quý", "cuối năm". A weekday beside a date has to be its
    own. A day of a year in which no office has worked or will is a slip of the keyboard, and none.
    """
    marked = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    words = _months_in_figures(folded(text), marked)
    away = _THREE_AWAY.get(marked, _DAYS_AWAY.get(words))
    try:
        found = today + timedelta(days=away) if away is not None else _in_words(words, today, looking)
    except (OverflowError, ValueError):  # beyond the calendar
        return None
    return found if found and _in_years(found) else None


def _months_in_figures(words: str, marked: str) -> str:
    """Folded ``words`` with the names of months in figures; "thang sau", typed without marks, is no certain month."""
    found = _NAMED_MONTH.search(words)
    if not found:
        return words
    name = found[1]
    if name == "sau":  # "tháng sáu" is June, "tháng sau" the next one
        if marked.isascii():
            return ""
        name = "sáu" if "tháng sáu" in marked or "thang sáu" in marked else ""
    return words.replace(found[0], f"thang {_MONTH_NAMES[name]}") if name else words


def _in_words(words: str, today: date, looking: Looking) -> date | None:
    """The day that folded ``words`` name by a weekday, an edge of a period, a count of days or figures."""
    if found := _DATED_WEEKDAY.fullmatch(words):
        day = _figures(found[3], today, looking)
        return day if day and day.weekday() == _WEEKDAYS[found[2]] else None
    readers = (_weekday, _edge, _edge_of_month, _counted, _day_of_month, _figures)
    return next((day for read in readers if (day := read(words, today, looking))), None)


def out_of_years(text: str) -> bool:
    """Whether ``text`` is a day in figures, but of a year in which no office has worked or will."""
    found = _figures(folded(text), date(FIRST_YEAR, 1, 1), Looking.COMING)
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


def _weekday(words: str, today: date, looking: Looking) -> date | None:
    if not (found := _WEEKDAY.fullmatch(words)):
        return None
    name, coming, passed, this_week, last_week, next_week = found.groups()
    of_this_week = today + timedelta(days=_WEEKDAYS[name] - today.weekday())
    if this_week or last_week or next_week:
        return of_this_week + timedelta(weeks=bool(next_week) - bool(last_week))
    days = (_WEEKDAYS[name] - today.weekday()) % 7
    if passed:
        return today + timedelta(days=days - 7)
    if coming:
        return today + timedelta(days=days or 7)
    return today + timedelta(days=days - 7 if days and looking is Looking.PAST else days)


def _edge(words: str, today: date, _looking: Looking) -> date | None:
    """The first, middle or last day of a week, month, quarter or year; a week has no certain end."""
    if not (found := _EDGE.fullmatch(words)):
        return None
    edge, unit, _this, last, coming = found.groups()
    steps = bool(coming) - bool(last)
    if last == "ngoai" and unit != "nam":
        return None
    if unit == "tuan":
        return today + timedelta(days=-today.weekday(), weeks=steps) if edge == "dau" else None
    months = _MONTHS[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1) + relativedelta(months=steps * months)
    if edge == "giua":
        return first.replace(day=_MIDDLE) if unit == "thang" else None
    return first if edge == "dau" else first + relativedelta(months=months - 1, day=31)


def _edge_of_month(words: str, today: date, _looking: Looking) -> date | None:
    """The first, middle or last day of a month that is named, of this year where none is."""
    if not (found := _EDGE_OF_MONTH.fullmatch(words)):
        return None
    try:
        first = date(int(found[3] or today.year), int(found[2]), 1)
    except ValueError:
        return None
    days = {"dau": first, "giua": first.replace(day=_MIDDLE), "cuoi": first + relativedelta(day=31)}
    return days[found[1]]


def _counted(words: str, today: date, _looking: Looking) -> date | None:
    """The day so many days or weeks before or after today."""
    found = _COUNTED.fullmatch(words)
    if not found or (found[4] or found[5] or found[1]) is None or (found[1] and found[5]):
        return None
    number = int(found[2]) if found[2].isdecimal() else _NUMBERS.index(found[2])
    days = number * (7 if found[3] == "tuan" else 1)
    return today + timedelta(days=days if found[5] else -days)


def _day_of_month(words: str, today: date, looking: Looking) -> date | None:
    """The day of a month that is not named: of what has passed the last one, else the next; each may be today."""
    if not (found := _DAY_OF_MONTH.fullmatch(words)):
        return None
    number, month = int(found[1]), found[2]
    first = today.replace(day=1) + relativedelta(months={"truoc": -1, "sau": 1, "toi": 1}.get(month, 0))
    if month is None and number != today.day and (number > today.day) is (looking is Looking.PAST):
        first += relativedelta(months=-1 if looking is Looking.PAST else 1)
    try:
        return first.replace(day=number)
    except ValueError:
        return None


def _figures(words: str, today: date, looking: Looking) -> date | None:
    said = ""
    if found := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _VIETNAMESE.fullmatch(words):
        day, month, year, said = int(found[1]), int(found[3]), int(found[4] or today.year), found[5] or found[4]
    elif found := _MONTH_IN_WORDS.fullmatch(words):
        day, month, year, said = int(found[1]), int(found[2]), int(found[3] or today.year), found[4] or found[3]
    else:
        return None
    try:
        if said in ("nam ngoai", "nam truoc"):
            return date(year - 1, month, day)
        if said is None and looking is Looking.PAST and date(year, month, day) > today:
            before = date(year - 1, month, day)
            return before if (today - before).days <= _TURN_OF_YEAR else date(year, month, day)
        return date(year, month, day)
    except ValueError:
        return None
