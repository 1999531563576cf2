"""The forms of days with a label in brackets – "15/6 (6 tháng), 15/12 (năm)" –, and what a bracket makes narrower."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import DeadlineKind
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import Grammar, ReadingContext
from .pieces import Item
from .said import Said, every_year
from .spans import HALF_YEARLY, YEARLY, Span

_HALF_YEAR = 6
_FIRST_REPORT = range(5, 9)  # months in which a half-yearly report may be due
_PERIODS = frozenset((Rule.MONTH, Rule.QUARTER, Rule.YEAR, Rule.IN_YEAR))
_BOUNDS = frozenset((DeadlineKind.BEFORE, DeadlineKind.BY, DeadlineKind.WITHIN))
_JOINED = (["S", "(", "S", ")"], ["S", ",", "S"], ["S", ";", "S"], ["S", ".", "S"], ["S", "S"])


def _two_reports(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """The day of the half-yearly report and that of the yearly one."""
    months = next((item.num for item in found if item.sym == "Tmonth"), 0)
    first, last = (item.spans[0] for item in found if item.sym == "D")
    if months != _HALF_YEAR:
        return None
    first = first.in_year(last.year)
    in_order = first.year == last.year and last.year in (None, context.year) and of_half_years([first, last])
    return Item("DL", spans=(first, last if in_order else last.doubt(notes.SEVERAL)))


def of_half_years(spans: Sequence[Span]) -> bool:
    """Whether the days may be those of a half-yearly report and of the yearly one."""
    return len(spans) == 2 and spans[0].month in _FIRST_REPORT and spans[1].month > max(_FIRST_REPORT)


def _every_half_year(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/12)»."""
    sizes = [item.num for item in found if item.sym == "E"]
    spans = [item.spans[0] for item in found if item.sym == "D"]
    if sizes[0] != HALF_YEARLY or sizes[1:] not in ([], [YEARLY]) or not of_half_years(spans):
        return None
    return every_year(spans, context, is_before=True)


LABELLED = Grammar(
    ("E ( before [IN] D ) [,|;|and] [x] year|whole|E ( before [IN] D )", _every_half_year),
    ("D ( [x] Tmonth ) [,|;|and] D ( [x] year|whole )", _two_reports),
    ("[x] Tmonth ( D ) [,|;|and] [x] year|whole ( D )", _two_reports),
    names={"IN": "in|do_in"},
)


def narrowed(items: Sequence[Item]) -> Said | None:
    """«Quý I/2021 (trước ngày 20/3)», "Năm 2021, hoàn thành trong quý III": the latter, where the former holds it."""
    syms = [item.sym for item in items]
    if syms[syms[:1] == ["act"] :] not in _JOINED:
        return None
    whole, part = (item for item in items if item.sym == "S")
    if not (isinstance(whole, Said) and isinstance(part, Said) and whole.sure and part.sure):
        return None
    explains = whole.rule in _PERIODS and part.kind in _BOUNDS and part.loose and not part.days
    inside = whole.start and whole.due and part.due and whole.start <= part.due <= whole.due
    return part if explains and inside else None
