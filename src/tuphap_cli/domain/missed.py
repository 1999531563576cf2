"""What "missed" (bỏ sót) means: nobody is dealing with it. More than overdue; one or more reasons each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the rules of the missed list need to know of one task as of a day.

    ``silent_since`` is the day of the last entry of progress, or of the assignment where there is none.
    ``skipped_due`` is the due day, passed, of an occurrence left open while a later one was done.
    ``begun`` says that progress or a completion stands on any of its deadlines.
    ``handed_over_on`` is the day the task went to a unit in a reorganisation; ``unit_gone`` says that the
    lead unit ended without a successor.
    """

    state: State
    kind: TaskKind
    due: date | None
    done_on: date | None
    deadline_kind: DeadlineKind
    deadline_sure: bool
    deadline_rule: str
    has_unit: bool
    unit_gone: bool
    assigned_on: date
    silent_since: date
    needs_product: bool
    has_document: bool
    skipped_due: date | None = None
    handed_over_on: date | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class MissedFinding:
    """One reason and the day since when it holds."""

    reason: Reason
    since: date


def task_findings(facts: TaskFacts, as_of: date, silent_days: int) -> list[MissedFinding]:
    """All reasons that hold for a task on ``as_of``; ``silent_days`` is the longest allowed silence in days."""
    if facts.state in (State.CANCELLED, State.SUSPENDED):
        return []
    findings = []
    if facts.state is State.OVERDUE_NOT_STARTED and facts.due is not None and not facts.begun:
        findings.append(MissedFinding(Reason.NEVER_STARTED, facts.due + _ONE_DAY))  # the due day itself was in time
    if facts.done_on is None:
        findings += _open_findings(facts, as_of, silent_days)
    elif facts.needs_product and not facts.has_document:
        findings.append(MissedFinding(Reason.NO_PRODUCT, facts.done_on))
    if facts.skipped_due is not None:
        findings.append(MissedFinding(Reason.SKIPPED, facts.skipped_due + _ONE_DAY))
    return findings


def _open_findings(facts: TaskFacts, as_of: date, silent_days: int) -> list[MissedFinding]:
    findings = []
    if not facts.has_unit or facts.unit_gone:
        findings.append(MissedFinding(Reason.NO_UNIT, facts.assigned_on))
    if needs_date(facts):
        findings.append(MissedFinding(Reason.NO_DATE, facts.assigned_on))
    long_running = facts.kind is TaskKind.REGULAR or facts.deadline_kind is DeadlineKind.ONGOING
    if long_running and (as_of - facts.silent_since).days > silent_days:
        findings.append(MissedFinding(Reason.SILENT, facts.silent_since))
    if facts.handed_over_on is not None and facts.silent_since < facts.handed_over_on:
        findings.append(MissedFinding(Reason.HANDOVER, facts.handed_over_on))
    return findings


def needs_date(facts: DateFacts) -> bool:
    """Whether a person still has to enter a date: none was read, and the words promise that there is one.

    Where a person has entered what holds, there is nothing left to ask, also if that is no date.
    """
    if facts.due is not None:
        return False
    return promises_date(facts.kind, facts.deadline_kind, facts.deadline_sure, facts.deadline_rule)


def promises_date(kind: str, deadline_kind: str, sure: bool, rule: str) -> bool:
    """Whether the words of a task promise a date that was not read from them."""
    if kind == TaskKind.REGULAR or rule in SETTLED:
        return False
    return deadline_kind in DATELESS or not sure


def missing_items(numbers: list[int]) -> list[int]:
    """The holes in a plan's own numbering: what lies between 1 and the highest number and is not there."""
    return sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
