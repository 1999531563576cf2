"""The forms of deadlines that hang on something else: a request, another plan, a meeting, a day of issue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import REMARKS, Builder, Grammar, ReadingContext
from .pieces import REMARK, Item
from .said import asked, before_day, period, undated
from .term_clauses import back_from_day, from_day, from_first_day, from_issue, term_alone

_DATED = frozenset(("D", "M", "Q", "P", "R", "DL", "ML", "QL", "YL", "DOM", "MQ"))
_IN_A_MEETING = (
    REMARKS
    | frozenset(("meeting", "doc", "plan_doc", "docno", "and", ",", "P", "Y", "weekday", "request"))
    | frozenset(("before", "after", "in", "round#"))
)
_BASIS = Item("basis")  # "theo Công văn số 12/STP-VP"
_DOCUMENT = frozenset(("doc", "plan_doc", "no", "docno"))
_UNCLEAR = frozenset(("strange", "n", "postpone"))


def _rest(kind: DeadlineKind, rule: Rule, *remarks: Note, sure: bool = True) -> Builder:
    """A clause up to the end of its sentence; dates in it are proposed, never taken.

    A year alone belongs to the name of what is waited for ("Theo Kế hoạch năm 2021").
    """

    def build(context: ReadingContext, taken: Sequence[Item]) -> Item:
        days = _days(taken, context)
        if days:
            return asked(kind, rule, days, *remarks, notes.EVENT_AND_DATE)
        if rule == Rule.WHEN and any(item.sym == "request" for item in taken):
            return undated(DeadlineKind.EVENT, Rule.ON_DEMAND, notes.ON_DEMAND)
        clear = not any(item.sym in _UNCLEAR or item.sym in _DATED for item in taken)
        return undated(kind, rule, *remarks, sure=sure and clear)

    return build


def _days(taken: Sequence[Item], context: ReadingContext) -> list[date]:
    """The last days of what is named; "trước" before a day, or before the first of a list, governs them."""
    days: set[date | None] = set()
    word = ""
    for item in taken:
        one = before_day if word == "before" and item.sym in ("D", "DL") else partial(period, loose=True)
        if item.sym in _DATED or (item.sym == "Y" and item.spans[0].rule == Rule.IN_YEAR):
            days |= {one(span, context).due for span in item.spans}
        word = item.sym if item.sym != "in" else word
    return sorted(day for day in days if day)


def _meeting(context: ReadingContext, taken: Sequence[Item]) -> Item:
    """A session; a month or quarter named bounds it, "giữa năm" or "cuối năm" only names it."""
    taken = _without_tenure(taken)
    days = _days([item for item in taken if not _names_session(item)], context)
    if not days:
        clear = all(item.sym in _IN_A_MEETING for item in taken)
        return undated(DeadlineKind.MEETING, Rule.MEETING, notes.MEETING, sure=clear)
    made = asked(DeadlineKind.MEETING, Rule.MEETING, days, notes.MEETING_PERIOD)
    spans = [s for item in taken if item.sym in ("M", "Q") for s in item.spans]
    bounds = spans[0].bounds(context.year) if len(spans) == 1 else None
    made.start = bounds[0] if bounds else None
    return made


def _without_tenure(taken: Sequence[Item]) -> list[Item]:
    """The words of a session without its council's years: "khóa X, nhiệm kỳ 2021-2026"."""
    tenures = {i for i, (word, years) in enumerate(pairwise(taken)) if (word.sym, years.sym) == ("tenure", "R")}
    return [item for i, item in enumerate(taken) if i not in tenures and i - 1 not in tenures]


def _names_session(item: Item) -> bool:
    return item.sym == "P" and item.spans[0].rule in (
        Rule.END,
        Rule.END_OF_YEAR,
        Rule.MIDDLE,
        Rule.PART_OF_YEAR,
    )


def _status(_: ReadingContext, taken: Sequence[Item]) -> Item:
    clear = all(item.sym in ("status", ",") or item.sym in REMARKS for item in taken)
    return undated(DeadlineKind.NONE, Rule.STATUS, notes.STATUS, sure=clear)


def _at_once(context: ReadingContext, _: Sequence[Item]) -> Item:
    if context.issued is None:
        return undated(DeadlineKind.EVENT, Rule.AT_ONCE, notes.WAITS)
    return asked(DeadlineKind.EVENT, Rule.AT_ONCE, [context.issued], notes.AT_ONCE)


def _after(*, sure: bool) -> Builder:
    """«Sau ngày 15/8» may name an occasion; "từ sau ngày 15/8" names a beginning."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item:
        said = period(found[0].spans[0], context, loose=True)
        start = said.due + timedelta(days=1) if said.due else None
        return undated(
            DeadlineKind.FROM, Rule.AFTER, *said.remarks, notes.NO_END, sure=sure and said.sure, start=start
        )

    return build


def _between(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«Sau ngày 30/6, trước ngày 30/9»."""
    first, last = (item.spans[0] for item in found)
    made = before_day(last, context)
    after = period(first.in_year(last.year), context, loose=True)
    made.kind, made.rule = DeadlineKind.RANGE, Rule.RANGE
    made.start = after.due + timedelta(days=1) if after.due else None
    if not (made.sure and after.sure and made.start and made.due and made.start <= made.due):
        return asked(DeadlineKind.RANGE, Rule.RANGE, [made.due] if made.due else [], notes.BACKWARDS)
    return made


def _lunar(_: ReadingContext, _found: Sequence[Item]) -> Item:
    """«Trước 15/7 âm lịch»."""
    return undated(DeadlineKind.EVENT, Rule.FEAST, notes.LUNAR)


def _from_issue(context: ReadingContext, _: Sequence[Item]) -> Item:
    return undated(DeadlineKind.FROM, Rule.FROM_ISSUE, notes.NO_END, start=context.issued)


def _from_this_plan(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«100 ngày kể từ ngày ban hành Kế hoạch»: this one, where the document is itself a plan."""
    return from_issue(*(() if context.is_plan else (notes.OTHER_DOCUMENT,)))(context, found)


def _follow(context: ReadingContext, taken: Sequence[Item]) -> Item | None:
    """«Theo Công văn số 12/STP-VP của Sở»: what it rests on, where a day stands beside it."""
    numbered = any(item.sym == "docno" for item in taken[1:4]) and taken[1].sym in _DOCUMENT
    if numbered and all(item.sym in _DOCUMENT | REMARKS for item in taken[1:]):
        return _BASIS
    if numbered and _days(taken, context):
        return None
    return _rest(_EXTERNAL, Rule.EXTERNAL, notes.ELSEWHERE)(context, taken)


def _remark(_: ReadingContext, _found: Sequence[Item]) -> Item:
    return REMARK


_EVENT, _EXTERNAL = DeadlineKind.EVENT, DeadlineKind.EXTERNAL
_NAMES = {
    "T": "Tday|Twork|Tweek|Tmonth",
    "OWN": "own_doc",
    "IN": "in|do_in",
}

EVENTS = Grammar(
    ("demand", _rest(_EVENT, Rule.ON_DEMAND, notes.ON_DEMAND)),
    ("when ...", _rest(_EVENT, Rule.WHEN, notes.WAITS)),
    ("( if_any )", _remark),
    ("if_any", _remark),
    ("if_any ...", _rest(_EVENT, Rule.WHEN, notes.WAITS)),
    ("as_soon doc|own_doc issued", _at_once),
    ("as_soon issued doc|own_doc", _at_once),
    ("as_soon ...", _rest(_EVENT, Rule.WHEN, notes.WAITS)),
    ("after D|M|Q|Y|P|R", _after(sure=False)),
    ("[from] after D [,] [and] [to] before D", _between),
    ("from after D|M|Q|Y|P|R", _after(sure=True)),
    ("from day issued [OWN]", _from_issue),
    ("from day OWN issued", _from_issue),
    ("after ...", _rest(_EVENT, Rule.AFTER, notes.WAITS, sure=False)),
    ("after x|doc|own_doc|issued|day ...", _rest(_EVENT, Rule.AFTER, notes.WAITS)),
    ("before x|doc|own_doc|issued|day ...", _rest(_EVENT, Rule.BEFORE_EVENT, notes.WAITS, sure=False)),
    ("before day x|doc|own_doc|issued ...", _rest(_EVENT, Rule.BEFORE_EVENT, notes.WAITS)),
    ("[before|after|by|to|from|IN] D|M|P [(] lunar [)]", _lunar),
    ("[before|after|IN|to] feast ...", _rest(_EVENT, Rule.FEAST, notes.LUNAR)),
    ("follow ...", _follow),
    ("follow [doc] [no] docno", lambda _context, _found: _BASIS),
    ("meeting ...", _meeting),
    ("[before|after|IN] meeting ...", _meeting),
    ("before|after T ...", _rest(_EVENT, Rule.TERM, notes.OTHER_START, sure=False)),
    ("[by] [IN] T", term_alone),
    ("T after|before", term_alone),
    ("[by] [IN] [after] T [,] from|after|before|when|as_soon ...", _rest(_EVENT, Rule.TERM, notes.OTHER_START)),
    ("[by] [IN] T [,] from|after day issued [OWN]", from_issue()),
    ("[by] [IN] T [,] from|after day round", from_issue()),  # "ngay ky", "ngày ký" without its marks
    ("[by] [IN] T [,] from|after day OWN issued", from_issue()),
    ("[by] [IN] T [,] from|after day issued plan_doc", _from_this_plan),
    ("[by] [IN] T [,] from|after day plan_doc issued", _from_this_plan),
    ("[by] [IN] T [,] after_when issued plan_doc", _from_this_plan),
    ("[by] [IN] T [,] after_when plan_doc issued", _from_this_plan),
    ("[by] [IN] T [,] after_when issued [OWN]", from_issue()),
    ("[by] [IN] T [,] after_when OWN issued", from_issue()),
    ("[by] [IN] T [,] from|after day plan_doc|own_doc act", from_issue(notes.OTHER_DOCUMENT)),
    ("[by] [IN] T [,] from|after day issued|doc doc|issued", from_issue(notes.OTHER_DOCUMENT)),
    ("[by] [IN] T [,] from|after day issued x|docno ...", _rest(_EVENT, Rule.TERM, notes.OTHER_START)),
    (
        "[by] [IN] T [,] from|after day issued doc x|docno|issued ...",
        _rest(_EVENT, Rule.TERM, notes.OTHER_START),
    ),
    ("[by] [IN] T [,] begin D", from_first_day),
    ("[by] [IN] T [,] from|after D", from_day()),
    ("[by] [IN] n|w year [,] from|after D", from_day()),
    ("[by] [IN] T [,] from|after D ...", from_day(notes.NOT_UNDERSTOOD)),
    ("after T [,] from|after D", from_day(notes.AFTER_TERM)),
    ("[by] T before D", back_from_day()),
    ("before D T", back_from_day()),
    ("IN T before D", back_from_day(within=True)),
    ("status ...", _status),
    names=_NAMES,
)
