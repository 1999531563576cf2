"""Tells from the words beside a time whether it is that of the work, and joins parts that each name their own:
"Quý I/2026 lựa chọn. Quý IV/2026 báo cáo"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..model import DeadlineKind, note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import REMARKS, ReadingContext
from .pieces import Item
from .said import Said

_SIGNS = frozenset((",", ";", ".", ":", "(", ")", "and"))
_DEEDS = frozenset(("act", "issued"))
_MARKS = _DEEDS | {"report", "label"}
_PASSED = REMARKS | _SIGNS | {"issued", "doc", "plan_doc", "own_doc", "docno", "no"}
_DATED = (DeadlineKind.WITHIN, DeadlineKind.BY, DeadlineKind.BEFORE, DeadlineKind.RANGE)
_UNDATED = (DeadlineKind.ONGOING, DeadlineKind.EVERY)
_Gap = Sequence[Item]


def tied(items: Sequence[Item], at: int) -> bool:
    """Whether the words beside the clause at ``at`` say that its time is that of the work."""
    said = items[at]
    if not isinstance(said, Said) or said.loose:
        return True
    before, behind = _sentence(items, at)
    if _words(before):
        return _tied_before(said, before)
    return not _words(behind) or _first(behind) in _MARKS


def _sentence(items: Sequence[Item], at: int) -> tuple[_Gap, _Gap]:
    """What is before and behind the clause at ``at`` in the same sentence."""
    stops = [i for i, item in enumerate(items) if item.sym == "."]
    first = max((i + 1 for i in stops if i < at), default=0)
    return items[first:at], items[at + 1 : min((i for i in stops if i > at), default=len(items))]


def _tied_before(said: Said, gap: _Gap) -> bool:
    """«Tổ chức tập huấn trong quý II», "Ban hành: Quý I", "Kiểm tra hằng quý"; "báo cáo tình hình trong quý II" may
    report on it."""
    colon = bool(gap) and gap[-1].sym == ":"
    word = _first(gap)
    recurs = said.kind is DeadlineKind.EVERY and len(_words(gap)) == 1
    of_work = (word in _DEEDS and said.inside) or (word in _MARKS and (colon or recurs))
    return said.loose or word == "label" or of_work


def _words(gap: _Gap) -> list[Item]:
    return [item for item in gap if item.sym not in _SIGNS]


def _first(gap: _Gap) -> str:
    """The first word of ``gap``, a label wherever it is."""
    words = [item.sym for item in _words(gap)]
    return "label" if "label" in words else words[0] if words else ""


def of_parts(items: Sequence[Item], context: ReadingContext) -> Said | None:
    """The days of two or more parts that follow one another, each with its own work; None where that is not plain."""
    at = [i for i, item in enumerate(items) if isinstance(item, Said)]
    clauses = [item for item in items if isinstance(item, Said)]
    if len(clauses) < 2 or not all(c.sure and c.due and len(c.days) < 2 and c.kind in _DATED for c in clauses):
        return None
    gaps = [items[a + 1 : b] for a, b in pairwise((-1, *at, len(items)))]
    if any(item.sym not in _PASSED for gap in gaps for item in gap):
        return None
    if not (_works_before(clauses, gaps) or _works_behind(clauses, gaps)):
        return None
    bare = any(c.rule == Rule.DAY and not c.loose for c in clauses)
    if bare and any(c.kind is DeadlineKind.BEFORE for c in clauses):
        return None  # "trước 15/6 …, 15/12 …": "trước" may govern both
    days = tuple(c.due for c in clauses if c.due)
    taken = note(notes.YEAR_TAKEN, year=context.year)
    mixed = len({taken in c.remarks for c in clauses}) > 1 and any(day.year != context.year for day in days)
    if mixed or not all(a < b for a, b in pairwise(days)):
        return None
    return Said(
        "S",
        kind=DeadlineKind.WITHIN if clauses[0].kind is DeadlineKind.RANGE else clauses[0].kind,
        start=clauses[0].start,
        due=days[-1],
        days=days,
        rule=Rule.LIST,
        remarks=tuple(dict.fromkeys(r for c in clauses for r in c.remarks)),
    )


def _works_before(clauses: Sequence[Said], gaps: Sequence[_Gap]) -> bool:
    """«Ban hành trong quý I; tổng kết trong quý IV»: work and time, work and time."""
    *before, last = gaps
    parted = all(gap and (gap[0].sym in _SIGNS or gap[0].starts_line) for gap in before[1:])
    pairs = list(zip(clauses, before, strict=True))
    marked = all(_first(gap) in _MARKS or (c.inside and c.loose) for c, gap in pairs)
    timed = all(c.rule == Rule.DAY or _tied_before(c, gap) for c, gap in pairs)
    return parted and marked and timed and not _words(last)


def _works_behind(clauses: Sequence[Said], gaps: Sequence[_Gap]) -> bool:
    """«Quý I lựa chọn. Quý IV báo cáo»: time and work, time and work."""
    first, *behind = gaps
    parted = all(n.starts_line or gap[-1].sym in _SIGNS for n, gap in zip(clauses[1:], behind, strict=False) if gap)
    return not _words(first) and parted and all(gap and _first(gap) in _MARKS for gap in behind)


def goes_on_after(items: Sequence[Item]) -> Said | None:
    """«Hoàn thành trong năm 2026 và vận hành thường xuyên»: the day of the first work; what follows has none."""
    at = [i for i, item in enumerate(items) if isinstance(item, Said)]
    first, *others = (item for item in items if isinstance(item, Said))
    gap = items[at[0] + 1 : at[1]] if others else ()
    of_work = first.loose or (first.inside and _first(items[: at[0]]) in _DEEDS)
    plain = first.sure and first.due and first.kind in _DATED and of_work and tied(items, at[0])
    ended = any(item.sym == "." for item in gap)
    after = [c.kind in _UNDATED and len(c.days) < 2 and (c.sure or c.rule == Rule.PERIODIC) for c in others]
    if ended and _first(gap) in _MARKS:
        waits = [c.kind is DeadlineKind.EVENT and c.sure and not c.dated for c in others]
        after = [a or b for a, b in zip(after, waits, strict=True)]
    if not (plain and others and all(after) and gap and gap[0].sym in _SIGNS):
        return None
    own = _first(gap) in _DEEDS or ended
    return replace(first, remarks=(*first.remarks, notes.GOES_ON), loose=True) if own else None
