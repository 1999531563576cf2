"""Makes one reading of the clauses of a phrase, and finds why a person has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ..model import DeadlineKind, Note, Reading
from ..model import DeadlineRule as Rule
from . import notes
from .bracket_labels import narrowed
from .grammar import REMARKS, ReadingContext
from .pieces import Item
from .said import Said, undated
from .work_parts import goes_on_after, of_parts, tied

# What may be beside a deadline without touching it; anything else left over makes the reading unsure.
_REMARKS = REMARKS | {"doc", "plan_doc", "own_doc", "docno", "request", "issued", "no", "in_time", "arrived"}
_BETWEEN = frozenset((",", ";", ".", "(", ")", ":", "and", "in", "do_in"))
_PARTING = frozenset("/-")
_DEMAND = Rule.ON_DEMAND
# "Văn bản ban hành trước ngày …", "hồ sơ tiếp nhận trước ngày …": the day of the thing, or of the task?
_OF_THINGS = frozenset((("doc", "issued"), ("plan_doc", "issued"), ("arrived", "S")))
_YEARS_BACK, _YEARS_AHEAD = 5, 30


def reading_of_clauses(phrase: str, items: Sequence[Item], context: ReadingContext) -> Reading:
    """The reading of ``phrase``, whose words have become ``items``."""
    items = _with_basis(items)
    clauses = [item for item in items if isinstance(item, Said)]
    rest = [item.sym for item in items if not isinstance(item, Said)]
    if clauses:
        said = narrowed(items) or of_parts(items, context) or goes_on_after(items) or _one(clauses)
    else:
        said = _nothing(rest)
    doubts = _doubts(said, clauses, items)
    if said.sure and not doubts:
        return Reading(
            phrase,
            said.kind,
            start=said.start,
            due=said.due,
            occurrences=said.days,
            sure=True,
            rule=said.rule,
            notes=said.remarks,
        )
    named = _named_before_day(items)
    proposed = said.candidates or said.days or ((said.due,) if said.due else ())
    near = [day for day in proposed if day not in named and _near(day, context)]
    return Reading(
        phrase,
        said.kind,
        start=said.start if said.start and _near(said.start, context) else None,
        due=said.due if said.due in near else near[-1] if near else None,
        occurrences=tuple(d for d in said.days if d in near),
        rule=Rule.SEVERAL if said.rule == Rule.LIST else said.rule,
        notes=notes.reasons((*said.remarks, *doubts)),
        candidates=tuple(near),
    )


def _with_basis(items: Sequence[Item]) -> Sequence[Item]:
    """«Trước ngày 30/6/2021 theo Công văn số 12/STP-VP»: the day binds; else the document says when."""
    if all(item.sym != "basis" for item in items):
        return items
    bound = any(isinstance(item, Said) and item.kind in _ENDS and item.sure and item.loose for item in items)
    of_document = ("basis", "issued") in pairwise(item.sym for item in items)
    if bound and not of_document and not _apart(items):
        return [item for item in items if item.sym != "basis"]
    elsewhere = undated(DeadlineKind.EXTERNAL, Rule.EXTERNAL, notes.ELSEWHERE)
    return [elsewhere if item.sym == "basis" else item for item in items]


def _apart(items: Sequence[Item]) -> bool:
    """Whether the document may be about other work than the day: "báo cáo trước ngày 30/6, ban hành theo …".

    Behind a document that begins the phrase a comma parts nothing: "Căn cứ Quyết định số 12/QĐ-STP, báo cáo trước …".
    """
    rest = items[items[0].sym == "basis" :]
    at = [i for i, item in enumerate(rest) if item.sym == "basis" or isinstance(item, Said)]
    between = any(item.sym == "," for item in rest[at[0] : at[-1]])
    return between or any(item.sym in (";", ".") for item in items)


def _named_before_day(items: Sequence[Item]) -> set[date]:
    """The ends of periods that are right before an earlier day: "quý IV trước ngày 25/9" is not due in December."""
    pairs = [(a, b) for a, b in pairwise(items) if isinstance(a, Said) and isinstance(b, Said)]
    return {a.due for a, b in pairs if a.due and b.due and b.kind in _ENDS and a.due > b.due}


def _near(day: date, context: ReadingContext) -> bool:
    """Whether the day is in a year that a plan of this year may mean; another is never proposed."""
    return -_YEARS_BACK <= day.year - context.year <= _YEARS_AHEAD


def _nothing(rest: Sequence[str]) -> Said:
    if "further_notice" in rest or "postpone" in rest:
        return undated(DeadlineKind.EVENT, Rule.POSTPONED)
    if "in_time" in rest:
        return undated(DeadlineKind.EXTERNAL, Rule.EXTERNAL, notes.ELSEWHERE)
    if "docno" in rest:
        return undated(DeadlineKind.NONE, Rule.DOCUMENT, notes.DOCUMENT)
    return undated(DeadlineKind.UNREAD, Rule.NOT_READ, notes.NOTHING_READ, sure=False)


def _doubts(said: Said, clauses: Sequence[Said], items: Sequence[Item]) -> tuple[Note, ...]:
    """Why a person has to decide, from what is beside the clauses."""
    doubts: list[Note] = []
    rest = [item.sym for i, item in enumerate(items) if not isinstance(item, Said) and not _parts(items, i)]
    if "about" in rest:
        doubts.append(notes.PLANNED)
    if "postpone" in rest or "further_notice" in rest:
        doubts.append(notes.POSTPONED)
    demand = any(clause.rule == _DEMAND for clause in clauses)
    if "slip" in rest:
        doubts.append(notes.UNMARKED)
    if "broken" in rest:
        doubts.append(notes.BROKEN_YEAR)
    known = (
        _REMARKS
        | _BETWEEN
        | {"about", "postpone", "further_notice", "slip", "broken"}
        | ({"or"} if demand else set())
    )
    if any(sym not in known for sym in rest):
        doubts.append(notes.NOT_UNDERSTOOD)
    if said.dated and _asks_after(items):
        doubts.append(notes.EVENT_AND_DATE)
    if not _whole([item.sym for item in items]):
        doubts.append(notes.CUT_OFF)
    if any(clause.sym == "RS" and clause.rule != Rule.LIST for clause in clauses):
        doubts.append(notes.ROUND_ALONE)
    of_things = any(pair in _OF_THINGS for pair in pairwise(item.sym for item in items))
    beside = not said.loose and any(sym in _REMARKS for sym in rest) and not _all_tied(items)
    if said.dated and (of_things or beside):
        doubts.append(notes.ONLY_FIGURES)
    return tuple(doubts)


def _parts(items: Sequence[Item], at: int) -> bool:
    """Whether a sign is only between two clauses: "Thường xuyên/Hằng năm", "Đợt 1: … - Đợt 2: …"."""
    inside = items[at].sym in _PARTING and 0 < at < len(items) - 1
    return inside and isinstance(items[at - 1], Said) and isinstance(items[at + 1], Said)


def _all_tied(items: Sequence[Item]) -> bool:
    return all(tied(items, i) for i, item in enumerate(items) if isinstance(item, Said))


def _asks_after(items: Sequence[Item]) -> bool:
    """Whether a request is behind a clause ("… nếu có yêu cầu"); before it, it is who gave the task."""
    first = next(i for i, item in enumerate(items) if isinstance(item, Said))
    return any(item.sym == "request" for item in items[first:])


def _whole(syms: Sequence[str]) -> bool:
    """Whether nothing seems cut off: no joining word at either end, none without what it joins, no open bracket."""
    if not syms:
        return True
    inner = [s for s in syms if s not in (",", ";", ".", ":")]
    open_end = bool(inner) and (inner[0] in ("and", "or", ")") or inner[-1] in ("and", "or", "in", "do_in", "("))
    lost = any(a in ("in", "do_in") and b not in _REMARKS for a, b in pairwise(inner))
    return not open_end and not lost and syms.count("(") == syms.count(")")


_ENDS = (DeadlineKind.BY, DeadlineKind.BEFORE)
_UNDATED = (DeadlineKind.EVENT, DeadlineKind.EXTERNAL, DeadlineKind.ONGOING)


def _one(clauses: Sequence[Said]) -> Said:
    """One clause out of several: the one that governs, or a question."""
    first = clauses[0]
    if len(clauses) == 1:
        return first
    if len(clauses) == 2 and (made := _of_two(*clauses)):
        return made
    if any(c.kind is DeadlineKind.ONGOING for c in clauses) and all(_goes_on(c) for c in clauses):
        ongoing = next(c for c in clauses if c.kind is DeadlineKind.ONGOING)
        yearly = any(c.kind is DeadlineKind.EVERY for c in clauses)
        return undated(
            DeadlineKind.ONGOING,
            Rule.ONGOING,
            notes.YEARLY_REVIEW if yearly else notes.ONGOING,
            start=ongoing.start,
        )
    dated = [c for c in clauses if c.dated]
    others = [c for c in clauses if not c.dated]
    if not dated:
        recurring = [c for c in clauses if c.kind is DeadlineKind.EVERY]
        made = (recurring or others)[0]
        made.sure = all(c.sure for c in clauses)
        return made
    if len(dated) == 1 and all(_leaves_date(c, dated[0]) for c in others):
        return dated[0]
    return _several(dated, others)


def _of_two(first: Said, last: Said) -> Said | None:
    """What two clauses say together, where the second only completes the first."""
    if last.rule == Rule.PEAK and first.start and first.due:
        return _with_peak(first, last)
    if first.rule == Rule.FROM_ISSUE and last.kind in _ENDS and last.sure:
        return _until(first, last)
    return None


def _with_peak(whole: Said, peak: Said) -> Said:
    """A term of which a part is named as the busiest; the whole counts where it holds that part."""
    inside = (
        peak.due and peak.start and whole.start and whole.due and whole.start <= peak.start <= peak.due <= whole.due
    )
    if not inside or not peak.sure:
        return _several([whole, peak], [])
    whole.remarks += (notes.PEAK,)
    return whole


def _until(first: Said, last: Said) -> Said:
    """«Từ ngày ký đến 30/9/2021»: the day of issue may be unknown, the end is not."""
    if first.start and last.due and first.start > last.due:
        return _several([last], [first])
    return replace(last, kind=DeadlineKind.RANGE, start=first.start, rule=Rule.RANGE)


def _goes_on(clause: Said) -> bool:
    """Whether the clause says no more than that regular work goes on."""
    within_year = clause.rule in (Rule.YEAR, Rule.IN_YEAR) and clause.sure
    yearly = clause.rule == Rule.EVERY and len(clause.days) <= 1 and clause.sure
    return clause.sure and ((clause.kind in _UNDATED and not clause.dated) or within_year or yearly)


def _leaves_date(other: Said, dated: Said) -> bool:
    """Whether an undated clause leaves the date as it is."""
    if other.kind is DeadlineKind.MEETING:
        return other.sure and dated.loose
    return dated.rule == Rule.EVERY and other.rule == _DEMAND


def _several(dated: Sequence[Said], others: Sequence[Said]) -> Said:
    days = sorted({d for c in dated for d in (c.candidates or c.days or ((c.due,) if c.due else ()))})
    first = (others or dated)[0] if others and others[0].kind is DeadlineKind.EXTERNAL else dated[0]
    why = notes.EVENT_AND_DATE if others else notes.SEVERAL
    remarks = tuple(dict.fromkeys(r for c in dated for r in c.remarks))
    if not others and len(days) == 1 and all(c.sure and not c.days for c in dated):
        return max(dated, key=lambda c: c.start or days[0])  # the narrowest; of two alike the first
    return Said(
        "S",
        kind=first.kind,
        start=dated[0].start,
        due=dated[0].due,
        rule=Rule.SEVERAL,
        remarks=(*remarks, why),
        candidates=tuple(days),
        sure=False,
    )
