"""The forms of work done in numbered rounds – "Lần 1 trước 15/6, lần 2 trước 15/12" –: each round its own day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import DeadlineKind, note
from ..model import DeadlineRule as Rule
from . import notes
from .grammar import Grammar, ReadingContext
from .pieces import Item
from .said import Said, asked, occurring

_ROUND = frozenset(("round", "once", "stage"))
_NUMBER = frozenset(("n", "r", "w"))
_ORDER = {"first": 1, "ord1": 1}
_CUTTING = frozenset(("/", "-", "."))


def numbered_rounds(items: list[Item]) -> list[Item]:
    """``items`` with "đợt 1:", "lần thứ hai", "giai đoạn II" each as one item; before days are put together.

    A number before "lần" counts ("2 lần"); one that a sign ties to the next number belongs to that ("đợt 15/6").
    """
    i = 0
    while i < len(items):
        if items[i].sym == "lan":
            items[i] = _unmarked(items, i)
        end, number = _number(items, i) if items[i].sym in _ROUND else (i, 0)
        counts = items[i].sym == "once" and i > 0 and items[i - 1].sym in _NUMBER
        if number and not counts and not _tied(items, end):
            end += end < len(items) and items[end].sym in (":", "-")
            items[i:end] = [Item("round#", number, starts_line=items[i].starts_line)]
        i += 1
    return items


def _unmarked(items: Sequence[Item], at: int) -> Item:
    """«Lan» beside a number is "lần" without its marks, else a name."""
    before = items[at - 1].sym if at else ""
    after = items[at + 1].sym if at + 1 < len(items) else ""
    counts = before in _NUMBER or before in ("/", "month_name")  # "6 tháng/lần", "6 tháng một lần"
    counts = counts or after in _NUMBER or after in ("ord", "weekday", *_ORDER)
    return Item("once" if counts else "x", starts_line=items[at].starts_line)


def _number(items: Sequence[Item], at: int) -> tuple[int, int]:
    """Where the number of a round that begins at ``at`` ends, and the number; 0 where there is none."""
    at += 1
    if at < len(items) and items[at].sym == "ord":
        at += 1
    if at == len(items):
        return at, 0
    item = items[at]
    if item.sym == "weekday":  # "thứ hai" is Monday, unless something is numbered by it
        return at + 1, item.num + 2
    return at + 1, item.num if item.sym in _NUMBER else _ORDER.get(item.sym, 0)


def _tied(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at].sym in _CUTTING and items[at + 1].sym in _NUMBER


def _round(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    said = next(item for item in found if isinstance(item, Said))
    number = next(item.num for item in found if not isinstance(item, Said))
    days = said.days or ((said.due,) if said.due else ())
    if len(days) != 1 or said.kind not in _DATED:
        return None
    if set(said.remarks) == {notes.DAY_OR_MONTH, note(notes.YEAR_TAKEN, year=context.year)}:
        said = replace(said, sure=True, candidates=(), remarks=said.remarks[1:])  # "đợt 1: 10/5" names a day
    return replace(said, sym="RS", num=number, days=days)


_DATED = (DeadlineKind.WITHIN, DeadlineKind.BY, DeadlineKind.BEFORE, DeadlineKind.RANGE, DeadlineKind.EVERY)


def _and_round(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """The next round; a year named in one of them only must be the plan's, and rounds follow one another."""
    first, last = (item for item in found if isinstance(item, Said))
    if last.num != first.num + 1 or last.rule == Rule.LIST or (first.rule != Rule.LIST and first.num != 1):
        return None
    days = first.days + last.days
    yearly = DeadlineKind.EVERY in (first.kind, last.kind)
    taken = note(notes.YEAR_TAKEN, year=context.year)
    mixed = (taken in first.remarks) != (taken in last.remarks) and any(d.year != context.year for d in days)
    remarks = tuple(dict.fromkeys((*first.remarks, *last.remarks)))
    if mixed or days[-2] >= days[-1]:
        remarks += (notes.MIXED_YEARS,)
    elif yearly and first.kind is not last.kind:
        remarks += (notes.ONCE_OR_EVERY,)
    elif first.sure and last.sure:
        return replace(
            first,
            kind=DeadlineKind.WITHIN if first.kind is DeadlineKind.RANGE else first.kind,
            num=last.num,
            due=days[-1],
            days=days,
            rule=Rule.LIST,
            remarks=remarks,
            loose=first.loose and last.loose,
        )
    made = asked(DeadlineKind.EVERY if yearly else first.kind, Rule.LIST, days, *remarks, start=first.start)
    return replace(made, sym="RS", num=last.num, days=days)


def _every_year(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Hằng năm: lần 1 …, lần 2 …», «1 năm 2 lần: lần 1 …, lần 2 …»."""
    every, rounds = (item for item in found if isinstance(item, Said))
    counted = every.num == rounds.num if every.rule == Rule.TIMES else len(every.days) == 1
    if rounds.rule != Rule.LIST or every.kind is not DeadlineKind.EVERY or every.rule not in (Rule.EVERY, Rule.TIMES):
        return None
    if not counted or not rounds.sure or note(notes.YEAR_TAKEN, year=context.year) not in rounds.remarks:
        return asked(DeadlineKind.EVERY, Rule.EVERY_YEAR, rounds.days, notes.SEVERAL)
    return occurring(rounds.days, context, Rule.EVERY_YEAR)


def _as_many(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«2 đợt: 15/6 và 15/12»."""
    said = next(item for item in found if isinstance(item, Said))
    return said if len(said.days) == found[0].num else None


# One after the other: a list grows from rounds that are complete, and what recurs takes the whole list.
ROUNDS = (
    Grammar(
        ("round# S", _round),
        ("round# ( S )", _round),
        ("S ( round# )", _round),
    ),
    Grammar(("RS [x] [,|;|.|and|-] [x] RS", _and_round)),
    Grammar(
        ("S [,|;] [x] RS", _every_year),
        ("S ( RS )", _every_year),
        ("n|w round S|RS", _as_many),
    ),
)
