"""What an entry of some day contradicts. Papers arrive late: only the days of facts count, not the order of entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from .standing import intervals
from .task_history import WHOLE_TASK, Fact, History, Interval

DONE, SUSPENDED, CANCELLED, LATER = "done", "suspended", "cancelled", "later"
_HALTS = frozenset(("suspend", "cancel", "resume"))


class Contradiction(NamedTuple):
    """Why an entry cannot be: what is done, suspended or cancelled since ``day``, or what comes LATER, on ``day``."""

    state: str
    day: date


def contradiction(history: History, kind: str, deadline: int | None, day: date) -> Contradiction | None:
    """What an entry of ``kind`` on ``day``, of a deadline (None: of the whole task), contradicts in ``history``.

    A task takes no work on a day on which it is halted; a deadline is completed once, and not moved after its
    completion; a finished task is neither halted nor given to another unit. Work that is reported after a completion
    contradicts nothing. ``day`` is that of the assignment or a later one.
    """
    held = {i.deadline: i for i in intervals(history) if i.from_day <= day < i.to_day}
    if kind == "resume":
        one = next(iter(held.values()))
        return _next_halt(history.facts, day, {"resume"} if one.halted_since else _HALTS)
    halted = _halted(held, kind)
    if halted:
        return halted
    if kind in {"suspend", "cancel", "assign"}:
        ended = next(iter(held.values())).ended_on
        if ended is not None and not any(d.begins and d.begins > day for d in history.deadlines):
            return Contradiction(DONE, ended)
    if kind in {"suspend", "cancel"}:
        return _next_halt(history.facts, day, {"suspend", "cancel"} if kind == "cancel" else {"suspend"}) or (
            _next_completion(history.facts, None, day) if kind == "cancel" else None
        )
    row = held.get(deadline or WHOLE_TASK)
    if kind in {"done", "extend"} and row is not None and row.done_on is not None:
        return Contradiction(DONE, row.done_on)
    return _next_completion(history.facts, deadline, day) if kind == "done" else None


def _halted(held: Mapping[int, Interval], kind: str) -> Contradiction | None:
    """That the task is cancelled, or suspended: a suspended one may still be cancelled or get another unit."""
    row = next(iter(held.values()))
    if row.cancelled_on is not None:
        return Contradiction(CANCELLED, row.cancelled_on)
    if row.suspended_on is not None and kind not in {"cancel", "assign"}:
        return Contradiction(SUSPENDED, row.suspended_on)
    return None


def _next_halt(facts: Iterable[Fact], day: date, kinds: Collection[str]) -> Contradiction | None:
    """The next halt or resumption after ``day``, if it is of ``kinds``."""
    later = sorted((f.order, f.kind) for f in facts if f.kind in _HALTS and f.day > day)
    return Contradiction(LATER, later[0][0][0]) if later and later[0][1] in kinds else None


def _next_completion(facts: Iterable[Fact], deadline: int | None, day: date) -> Contradiction | None:
    """The next completion after ``day`` of a deadline (None: of any), if it was not reopened before."""
    later = sorted(
        (f.order, f.kind)
        for f in facts
        if f.kind in {"done", "reopen"} and f.day > day and (deadline is None or f.deadline in {None, deadline})
    )
    return Contradiction(DONE, later[0][0][0]) if later and later[0][1] == "done" else None
