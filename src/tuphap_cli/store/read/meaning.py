"""What the rules of the domain mean, written as SQL over ``standing`` (s).

Each expression says what one rule of domain/states.py, domain/tallies.py or domain/missed.py says; tests hold both
equal over every combination. Parameters: ``:as_of`` is the day asked for, the others come from :func:`parameters`.
Every comparison is of ISO days, so that no engine has to reckon with dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ...domain.missed import LONG_RUNNING, Reason
from ...domain.model import State, TaskKind
from ...domain.states import ORIGINAL, PRESENT
from ...domain.tallies import AGES
from . import sql

_DUE = {PRESENT: "s.due", ORIGINAL: "s.original_due"}
_SPEAKS = {PRESENT: "s.speaks = 1", ORIGINAL: "s.speaks_original = 1"}
STATES = tuple(State)

# Neither done nor halted.
OPEN = "s.done_on IS NULL AND s.suspended_on IS NULL AND s.cancelled_on IS NULL"
# In a state other than suspended and cancelled.
COUNTED = "(s.done_on IS NOT NULL OR (s.suspended_on IS NULL AND s.cancelled_on IS NULL))"


def found(conditions: Iterable[str], first: str = "") -> str:
    """The condition for the rows of ``standing`` (s) that hold on a day and fulfil ``conditions``, which ask no other
    table; ``first`` says in which order and how many of them are wanted.

    An index finds the rows by itself; what is around them is then read in the order in which it is kept, not here and
    there as the index goes.
    """
    where = " AND ".join((sql.HOLDS, *conditions))
    keys = "s.task_id, s.deadline_id, s.from_day"
    return f"({keys}) IN (SELECT {keys} FROM standing AS s WHERE {where}{first})"


def due_column(against: str) -> str:
    """The column of the day by which a deadline is judged."""
    return _DUE[against]


def speaks(against: str) -> str:
    """That a row is the deadline which speaks for its task."""
    return _SPEAKS[against]


def state(against: str = PRESENT) -> str:
    """The place in STATES of a deadline's state, as domain/states.state gives it; numbers are grouped soonest."""
    due = _DUE[against]
    n = {one: place for place, one in enumerate(STATES)}
    return f"""
CASE
    WHEN s.done_on IS NULL AND s.cancelled_on IS NOT NULL THEN {n[State.CANCELLED]}
    WHEN s.done_on IS NULL AND s.suspended_on IS NOT NULL THEN {n[State.SUSPENDED]}
    WHEN {due} IS NULL THEN {n[State.NO_DEADLINE]}
    WHEN s.done_on IS NOT NULL
        THEN CASE WHEN s.done_on <= {due} THEN {n[State.DONE_ON_TIME]} ELSE {n[State.DONE_LATE]} END
    WHEN {due} >= :as_of
        THEN CASE WHEN s.begun = 1 THEN {n[State.IN_TIME_UNDER_WAY]} ELSE {n[State.IN_TIME_NOT_STARTED]} END
    ELSE CASE WHEN s.begun = 1 THEN {n[State.OVERDUE_UNDER_WAY]} ELSE {n[State.OVERDUE_NOT_STARTED]} END
END"""


def in_states(states: Iterable[State], against: str = PRESENT) -> str:
    """That a deadline is in one of ``states``."""
    return f"({state(against)}) IN ({', '.join(str(STATES.index(one)) for one in states)})"


def overdue(against: str = PRESENT) -> str:
    """That a deadline is overdue."""
    return f"{OPEN} AND {_DUE[against]} < :as_of"


def due_between(against: str = PRESENT) -> str:
    """That an open deadline is due from ``:first`` to ``:last``."""
    return f"{OPEN} AND {_DUE[against]} BETWEEN :first AND :last"


def age(against: str = PRESENT) -> str:
    """The place in domain/tallies.AGES of the figure that says how long an overdue deadline has been so."""
    names = [name for name, last in AGES if last is not None]
    whens = " ".join(f"WHEN {_DUE[against]} >= :{name} THEN {place}" for place, name in enumerate(names))
    return f"CASE {whens} ELSE {len(names)} END"


def falls_due(against: str = PRESENT) -> str:
    """That a deadline falls due from ``:start`` to ``:end``: not what had been suspended or cancelled by then."""
    due = _DUE[against]
    halted = f"s.done_on IS NULL AND s.halted_since IS NOT NULL AND s.halted_since <= {due}"
    return f"({due} BETWEEN :start AND :end AND NOT ({halted}))"


def was_done(against: str = PRESENT) -> str:
    """That a dated deadline was completed from ``:start`` to ``:end``."""
    return f"(s.done_on BETWEEN :start AND :end AND {_DUE[against]} IS NOT NULL)"


# That the task of a row had not ended before the day ``:opening``.
NOT_ENDED = "COALESCE(s.ended_on, '9999-12-31') >= :opening"


def parameters(as_of: date, silent_days: int = 0) -> Mapping[str, str]:
    """The days that the expressions compare with; ``silent_days`` is the longest allowed silence in days."""
    limits = {name: day_before(as_of, last) for name, last in AGES if last is not None}
    return {"as_of": sql.as_of_text(as_of), "silent_from": day_before(as_of, silent_days)} | limits


def day_before(day: date, days: int) -> str:
    """The day ``days`` before ``day``, as text; the first of all days where there is none."""
    return date.fromordinal(max(day.toordinal() - days, 1)).isoformat()


def day_after(day: date, days: int) -> str:
    """The day ``days`` after ``day``, as text; the last of all days where there is none."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal())).isoformat()


# -- the missed list -------------------------------------------------------------------------------------------


_UNITS_GONE = """
SELECT u.id FROM unit AS u
WHERE u.valid_to <= :as_of AND NOT EXISTS (SELECT 1 FROM unit_succession AS x WHERE x.from_id = u.id)"""

_LONG_RUNNING = ", ".join(f"'{kind}'" for kind in LONG_RUNNING)

# Of the deadline that speaks for a task: for which reasons it is on the missed list, the first one first.
REASONS: dict[Reason, str] = {
    Reason.NEVER_STARTED: f"{OPEN} AND s.due < :as_of AND s.begun = 0",
    Reason.NO_UNIT: f"{OPEN} AND (s.lead_unit_id IS NULL OR s.lead_unit_id IN ({_UNITS_GONE}))",
    Reason.NO_DATE: f"{OPEN} AND s.due IS NULL AND s.undated = 1",
    Reason.SILENT: f"""{OPEN} AND (s.kind = '{TaskKind.REGULAR}' OR s.deadline_kind IN ({_LONG_RUNNING})
        OR (s.due IS NULL AND s.original_due IS NOT NULL)) AND s.silent_since < :silent_from""",
    Reason.HANDOVER: f"{OPEN} AND s.handed_over_on IS NOT NULL",
    Reason.NO_PRODUCT: f"{COUNTED} AND s.unproven_on IS NOT NULL",
    Reason.SKIPPED: f"{COUNTED} AND s.skipped_due < :as_of",
}
_WEIGHT = {reason: 1 << place for place, reason in enumerate(REASONS)}

# All reasons of a task as one number; 0: it is not on the list.
REASONS_OF = " + ".join(f"CASE WHEN {test} THEN {_WEIGHT[reason]} ELSE 0 END" for reason, test in REASONS.items())


def reasons_in(mask: int) -> list[Reason]:
    """The reasons that a number made by REASONS_OF holds, the first one first."""
    return [reason for reason, weight in _WEIGHT.items() if mask & weight]
