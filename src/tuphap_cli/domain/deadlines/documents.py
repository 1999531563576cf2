"""The forms of documents named in a deadline, whose numbers and dates of issue are no deadlines, and of bounds that
two words or an hour make."""

from __future__ import annotations

from collections.abc import Sequence

from .dates import mark
from .grammar import Grammar, ReadingContext
from .pieces import Item
from .spans import DAILY, MONTHLY, QUARTERLY, WEEKLY, YEARLY


def _document(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """A document with its date of issue; only "ngày …" is one, bare figures may be the deadline."""
    return None if found[-1].spans[0].bare else Item("docno")


def _day_of_document(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Kế hoạch ngày 30/6»: issued on that day, or due on it; passed over only in what names another document."""
    return None if found[-1].spans[0].bare else Item("doc_day")


def _doc(_: ReadingContext, _found: Sequence[Item]) -> Item:
    return Item("docno")


def _before(_: ReadingContext, _found: Sequence[Item]) -> Item:
    """«Chậm nhất trước ngày …» says no more than "trước ngày …"."""
    return Item("before")


def _by(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Trước 16 giờ …»: in time on the day behind it; before midnight it may be the day before."""
    return Item("by") if found else None


# Behind the days, so that "định kỳ tháng 6" is no month that comes again.
_PERIODIC = [
    (f"periodic {unit}", mark("E", size))
    for unit, size in (("year", YEARLY), ("quarter", QUARTERLY), ("month", MONTHLY), ("week", WEEKLY), ("day", DAILY))
]

DOCUMENTS = Grammar(
    *_PERIODIC,
    ("by [to] before", _before),
    ("before|by [to] [in] clock [,]", _by),
    ("docno [x] D", _document),
    ("docno [x] ( D )", _document),
    ("doc [x] docno D", _document),
    ("doc [x] D", _day_of_document),
    ("doc [x] M|Y docno", _doc),
    ("doc [x] docno", _doc),
    ("do|issued|finish in", lambda _context, _found: Item("do_in")),
    ("doc issued in", lambda _context, _found: Item("issued_in")),
)
