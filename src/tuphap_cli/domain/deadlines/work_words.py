"""Takes the words for doing out of a phrase, and keeps of them what tells whose time is beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import DeadlineRule as Rule
from .grammar import REMARKS
from .pieces import Item

# What a word for doing leaves of itself beside: its object, or the end of what it says.
_OBJECTS = REMARKS - {"label"} | {"doc", "plan_doc", "own_doc", "docno", "issued"}
_SIGNS = frozenset((",", ";", "."))
_WORKED_ON = _OBJECTS | _SIGNS | {"ongoing"}
_RECURS = frozenset(("E", "MQ", "MQnext"))
_LIMITS = frozenset(("before", "by", "in"))
# What ``ATOMS`` has left of these means no time.
_ONLY_WITH_NUMBERS = frozenset(("th", "rm", "emonth", "misread", "place", "ref", "ord"))
# These mean a limit or a time only before what is one: "trên 80%", "sáng ngày 08/6", not "trên nền tảng", "sáng tạo".
_ONLY_BEFORE_TIMES = frozenset(("on", "whole", "mid", "daypart"))
_DOUBTFUL = _ONLY_BEFORE_TIMES | {"n", "day", "this", "with"}
_NO_TIMES = _OBJECTS | {"do", "whole"}
_WITH_DAYS = _NO_TIMES | {"("}


def without_doing(items: Sequence[Item]) -> list[Item]:
    """``items`` without the words for carrying out, nor "định kỳ" beside what recurs; remarks that touch become one.

    "TH" without a number is no month but short for any word; a lone "X" is a number in a name, "may" a verb.
    """
    kept: list[Item] = []
    left_out = ("do", "periodic") if any(item.sym in _RECURS for item in items) else ("do",)
    for at, found in enumerate(items):
        if not kept and _opens(items, at):
            continue
        item = _as_work(items, at)
        if item.sym == "-" and kept and kept[-1].sym in REMARKS and _goes_on_in_words(items, at):
            continue  # "Phòng Văn hóa - Xã hội"
        again = item.sym in REMARKS and item.sym != "label" and kept and kept[-1].sym in REMARKS
        if item.sym not in left_out and not (again and not found.starts_line):
            kept.append(item)
    return kept


def _goes_on_in_words(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at + 1].sym == "x" and not items[at + 1].starts_line


def _as_work(items: Sequence[Item], at: int) -> Item:
    """The item at ``at``, with a word for work as such where what is beside it shows that it is one."""
    item, behind = items[at], items[at + 1] if at + 1 < len(items) else None
    if item.sym in _ONLY_WITH_NUMBERS or (item.sym in _DOUBTFUL and behind and _is_no_time(items, at, behind.sym)):
        return replace(item, sym="x", num=0)
    if item.sym == "adjust":
        return replace(item, sym="act" if _adjusts_text(items, at) else "postpone")
    if item.sym == "review":
        return replace(item, sym="act" if behind and behind.sym in ("in", "do_in") else "report")
    begins = at > 0 and items[at - 1].sym == "."
    alone = at == 0 and behind is not None and behind.sym in _SIGNS  # "Hoàn thành; tháng 9"
    if item.sym == "do" and not alone and (behind is None or begins or _is_worked_on(items, at + 1)):
        return replace(item, sym="act")
    return item


def _is_no_time(items: Sequence[Item], at: int, behind: str) -> bool:
    """Whether the word only looks like one of time or limit: "02 lớp", "(Ngày Pháp luật)", "Luật này",
    "làm việc với Sở"."""
    sym = items[at].sym
    if sym in _ONLY_BEFORE_TIMES:
        return behind in _NO_TIMES
    before = items[at - 1].sym if at else ""
    if sym == "this":
        return before in _OBJECTS
    return behind in _NO_TIMES and before in (_WITH_DAYS if sym == "day" else _NO_TIMES)


def _is_worked_on(items: Sequence[Item], at: int) -> bool:
    """Whether a word for doing before ``at`` has its object there, as in "hoàn thành 01 báo cáo"."""
    item, behind = items[at], items[at + 1 : at + 2]
    counted = item.sym == "n" and behind and behind[0].sym in _NO_TIMES
    return bool(counted) or item.sym in _WORKED_ON or (item.sym == "Y" and item.spans[0].rule == Rule.IN_YEAR)


def _adjusts_text(items: Sequence[Item], at: int) -> bool:
    """Whether "điều chỉnh" is one of several works or has its object, as in "rà soát, điều chỉnh quy hoạch"."""
    before = at - 1
    while before >= 0 and items[before].sym in (",", "and"):
        before -= 1
    if before >= 0 and items[before].sym != ".":
        return items[before].sym in ("act", "report", "do")
    behind = at + 1
    while behind < len(items) and items[behind].sym in (",", "and"):
        behind += 1
    return behind < len(items) and items[behind].sym in _OBJECTS


def _opens(items: Sequence[Item], at: int) -> bool:
    """Whether a phrase only sets out with this word: "Hoàn thành và báo cáo …", "Kết thúc trước …"."""
    if items[at].sym == "and":
        return at > 0 and items[at - 1].sym == "do"
    return items[at].sym == "finish" and at + 1 < len(items) and items[at + 1].sym in _LIMITS
