"""The forms of days with a label in brackets – "15/6 (6 tháng), 15/12 (năm)" –, and what a bracket makes narrower."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import DeadlineKind
from . import notes
from .grammar import Context, Grammar
from .said import Said
from .tokens import Item

_HALF_YEAR = 6
_FIRST_REPORT = range(5, 9)  # months in which a half-yearly report may be due
_PERIODS = frozenset(("month", "quarter", "year"))
_BOUNDS = frozenset((DeadlineKind.BEFORE, DeadlineKind.BY))


def _two_reports(context: Context, found: Sequence[Item]) -> Item | None:
    """The day of the half-yearly report and that of the yearly one."""
    months = next((item.num for item in found if item.sym == "Tmonth"), 0)
    first, last = (item.spans[0] for item in found if item.sym == "D")
    if months != _HALF_YEAR:
        return None
    first = first.in_year(last.year)
    in_order = (
        first.year == last.year
        and last.year in (None, context.year)
        and first.month in _FIRST_REPORT
        and last.month > max(_FIRST_REPORT)
    )
    return Item("DL", spans=(first, last if in_order else last.doubt(notes.SEVERAL)))


LABELLED = Grammar(
    ("D ( [x] Tmonth ) [,|;|and] D ( [x] year|whole )", _two_reports),
    ("[x] Tmonth ( D ) [,|;|and] [x] year|whole ( D )", _two_reports),
)


def narrowed(items: Sequence[Item]) -> Said | None:
    """«Quý I/2021 (trước ngày 20/3)»: the day in the bracket, where it lies in the period that it explains."""
    if [item.sym for item in items] != ["S", "(", "S", ")"]:
        return None
    whole, part = items[0], items[2]
    if not (isinstance(whole, Said) and isinstance(part, Said) and whole.sure and part.sure):
        return None
    explains = whole.rule in _PERIODS and part.kind in _BOUNDS and part.loose and not part.days
    inside = whole.start and whole.due and part.due and whole.start <= part.due <= whole.due
    return part if explains and inside else None
