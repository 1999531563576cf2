"""What "missed" (bỏ sót) means: nobody is dealing with it. More than overdue; one or more reasons each."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from .model import DeadlineKind, DeadlineRule, State, TaskKind


class Reason(StrEnum):
    """Why a task, a decision or a unit stands on the missed list."""

    NEVER_STARTED = "never_started"
    NO_UNIT = "no_unit"
    NO_DATE = "no_date"
    SILENT = "silent"
    NO_PRODUCT = "no_product"
    NOT_REGISTERED = "not_registered"
    NOT_FILED = "not_filed"
    SKIPPED = "skipped"
    HANDOVER = "handover"


DATELESS = (
    DeadlineKind.UNREAD,
    DeadlineKind.NONE,
    DeadlineKind.MEETING,
    DeadlineKind.EXTERNAL,
    DeadlineKind.EVENT,
)
LONG_RUNNING = (DeadlineKind.ONGOING, DeadlineKind.FROM)  # without an end
UNDERSTOOD = tuple(kind for kind in DATELESS if kind is not DeadlineKind.UNREAD)  # words that promise no day
_ONE_DAY = timedelta(days=1)
# No date will ever be entered for these: "khi có yêu cầu", and what a person has settled without one.
SETTLED = (DeadlineRule.ON_DEMAND, DeadlineRule.ENTERED)


class DateFacts(Protocol):
    """What tells whether a task lacks a date."""

    @property
    def due(self) -> date | None: ...
    @property
    def kind(self) -> TaskKind: ...
    @property
    def deadline_kind(self) -> DeadlineKind: ...
    @property
    def deadline_sure(self) -> bool: ...
    @property
    def deadline_rule(self) -> str: ...


class TaskFacts(NamedTuple):
    """What the rules of the missed list need to know of one task as of a day.

    ``put_off`` says that its deadline was moved until further notice. ``silent_since`` is the last day on which
    anything was heard of it or it came to run. ``skipped_due`` is the due day, passed, of an occurrence left open
    while a later one was done. ``handed_over_on`` is the day on which the task went to a unit in a reorganisation, if
    that has not touched it since; ``unit_ended`` the day on which the lead unit ended, without a successor.
    ``unproven_on`` is the first day on which the task or an occurrence was completed without a document.
    """

    state: State
    kind: TaskKind
    due: date | None
    done_on: date | None
    deadline_kind: DeadlineKind
    deadline_sure: bool
    deadline_rule: str
    has_unit: bool
    unit_ended: date | None
    assigned_on: date
    silent_since: date
    needs_product: bool
    unproven_on: date | None = None
    put_off: bool = False
    skipped_due: date | None = None
    handed_over_on: date | None = None


class MissedFinding(NamedTuple):
    """One reason and the day since when it holds."""

    reason: Reason
    since: date


def task_findings(facts: TaskFacts, as_of: date, silent_days: int) -> list[MissedFinding]:
    """All reasons that hold for a task on ``as_of``; ``silent_days`` is the longest allowed silence in days."""
    if facts.state in (State.CANCELLED, State.SUSPENDED):
        return []
    findings = []
    if facts.state is State.OVERDUE_NOT_STARTED and facts.due is not None:
        findings.append(MissedFinding(Reason.NEVER_STARTED, facts.due + _ONE_DAY))  # the due day itself was in time
    if facts.done_on is None:
        findings += _open_findings(facts, as_of, silent_days)
    if facts.needs_product and facts.unproven_on is not None:
        findings.append(MissedFinding(Reason.NO_PRODUCT, facts.unproven_on))
    if facts.skipped_due is not None:
        findings.append(MissedFinding(Reason.SKIPPED, facts.skipped_due + _ONE_DAY))
    return findings


def _open_findings(facts: TaskFacts, as_of: date, silent_days: int) -> list[MissedFinding]:
    findings = []
    if not facts.has_unit or facts.unit_ended is not None:
        findings.append(MissedFinding(Reason.NO_UNIT, facts.unit_ended or facts.assigned_on))
    if needs_date(facts):
        findings.append(MissedFinding(Reason.NO_DATE, facts.assigned_on))
    long_running = facts.kind is TaskKind.REGULAR or facts.deadline_kind in LONG_RUNNING or facts.put_off
    if long_running and (as_of - facts.silent_since).days > silent_days:
        findings.append(MissedFinding(Reason.SILENT, facts.silent_since))
    if facts.handed_over_on is not None:
        findings.append(MissedFinding(Reason.HANDOVER, facts.handed_over_on))
    return findings


def needs_date(facts: DateFacts) -> bool:
    """Whether a person still has to enter a date: none was read, and the words promise that there is one.

    Where a person has entered what holds, there is nothing left to ask, also if that is no date. A regular task needs
    none, unless it has words that were not understood.
    """
    if facts.due is not None:
        return False
    return promises_date(facts.kind, facts.deadline_kind, facts.deadline_sure, facts.deadline_rule)


def promises_date(kind: str, deadline_kind: str, sure: bool, rule: str) -> bool:
    """Whether the words of a task promise a date that was not read from them."""
    if rule in SETTLED:
        return False
    if kind == TaskKind.REGULAR:
        return deadline_kind not in UNDERSTOOD and not sure
    return deadline_kind in DATELESS or not sure


def missing_items(numbers: list[int]) -> list[int]:
    """The holes in a plan's own numbering: what lies between 1 and the highest number and is not there."""
    return sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
