"""All that is known of one task on a day: its decision, reading, ledger, the calendar around its due day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import states
from ...domain.missed import MissedFinding
from ...domain.model import DeadlineRule, Reading, State
from ...domain.workdays import Calendar, RestDay, SpecialDay
from ...store.read import deadline_choice, entries, late_corrections, queries
from ...store.read.deadline_choice import DatedRow
from ...store.read.entries import DecisionRow, ExtensionRow, HistoryRow
from ...store.read.filters import Filters
from ...store.read.late_corrections import Correction
from ...store.read.queries import TaskRow
from .. import coming, missed_list, one_task
from . import term_count
from .acting import Acting, acting

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settings:
    """The clerk's settings that the page follows.

    ``ahead`` shows what has been made for a further year too: right for today, not for what was known on a past day.
    """

    silent_days: int
    rest_day: RestDay = RestDay.KEEP
    before_counts: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class TaskDossier:
    """All that is known of one task on the day ``as_of``; ``row`` has the deadline that speaks for it.

    ``coming`` are the deadlines of a further year that have not begun; ``occurrences`` are the names of recurring
    deadlines, ``names`` those of the supporting units. ``reading`` is what the words give today, where that is what
    was stored; ``term`` how a term in them is counted today, whether or not that is what was stored; ``calendar`` is
    None without a due day.
    """

    as_of: date
    row: TaskRow
    deadlines: Sequence[TaskRow]
    coming: Sequence[DatedRow]
    occurrences: Mapping[int, str]
    decision: DecisionRow
    supporting: Sequence[str]
    names: Sequence[str]
    ledger: Sequence[HistoryRow]
    moved: Sequence[ExtensionRow]
    corrections: Sequence[Correction]
    findings: Sequence[MissedFinding]
    reading: Reading | None
    term: term_count.Account | None
    calendar: Calendar | None
    rest_day: RestDay
    since: date

    @property
    def state(self) -> State:
        """The state on the day."""
        return self.row.state(self.as_of)

    @property
    def called(self) -> dict[str, str]:
        """The names of recurring deadlines by what entries know of them: the occurrence's own day."""
        return {
            row.occurrence: self.occurrences.get(row.deadline_id or 0, "") for row in self.deadlines if row.occurrence
        }

    @property
    def silent_since(self) -> date:
        """The day of the last word on the task, or that of its assignment."""
        return max((row.last_on for row in self.deadlines if row.last_on), default=self.row.assigned_on)

    @property
    def late(self) -> bool:
        """Whether the deadline passed before the work was done."""
        return self.state in (*states.OVERDUE, State.DONE_LATE)

    @property
    def until(self) -> date:
        """The day up to which delay or remaining time is counted."""
        return self.row.done_on or self.as_of

    def halted_late(self) -> list[tuple[str, date, date]]:
        """The days, first and last, on which the task was halted while they counted as late, with how ("suspend" or
        "cancel")."""
        if self.row.due is None or not self.late:
            return []
        spans: list[tuple[str, date, date]] = []
        halt: HistoryRow | None = None
        for entry in self.ledger:
            if entry.taken_back or entry.kind not in ("suspend", "cancel", "resume"):
                continue
            if halt is not None:
                first = max(halt.on_day, self.row.due + _ONE_DAY)
                spans.append((halt.kind, first, min(entry.on_day - _ONE_DAY, self.until)))
            halt = entry if entry.kind != "resume" else None
        return [(kind, first, last) for kind, first, last in spans if first <= last]

    def days_off(self) -> list[SpecialDay]:
        """The days off on weekdays between the due day and ``until``, in either direction."""
        if self.row.due is None or self.calendar is None:
            return []
        return self.calendar.days_off(*sorted((self.row.due, self.until)))

    def acting(self) -> Acting:
        """Who has to act."""
        row, done = self.row, self.row.done_on is not None
        # What is done stays done when its task is halted; what is to come waits.
        state = (coming.halt_of(row) if self.coming else None) or self.state
        later = coming.coming_sentences(self.coming, self.occurrences, row)
        name = (
            self.occurrences.get(row.deadline_id or 0, "")
            if missed_list.begun(self.deadlines) and not row.entries
            else ""
        )
        return acting(row.task, state, done, self.findings, row.unit_name, self.names, later, name)


def gathered(connection: sqlite3.Connection, task: int, as_of: date, settings: Settings) -> TaskDossier:
    """The facts of a task; UsageFault where it had not been assigned by ``as_of``."""
    only = Filters(tasks=(task,))
    rows = one_task.deadlines_as_of(connection, task, as_of)
    row = rows[states.governing(r.standing for r in rows)]
    decision = entries.decision_rows(connection, row.decision_id)[0]
    ledger = [entry for entry in entries.history_rows(connection, task) if entry.on_day <= as_of]
    moved = [entry for entry in entries.extension_rows(connection, task) if entry.decided_on <= as_of]
    supporting = queries.supports(connection, [task]).get(task, [])
    names = {unit.code: unit.name_on(as_of) for unit in entries.unit_rows(connection)}
    subjects = missed_list.missed_tasks(connection, as_of, settings.silent_days, only)
    reading = _read_again(connection, row, decision, settings)
    further = deadline_choice.coming_deadlines(connection, task, as_of) if settings.ahead else []
    return TaskDossier(
        as_of=as_of,
        row=row,
        deadlines=rows,
        coming=further,
        occurrences=deadline_choice.deadline_names(connection, rows, further),
        decision=decision,
        supporting=supporting,
        names=[names[code] for code in supporting],
        ledger=ledger,
        moved=moved,
        corrections=late_corrections.corrections_of_task(connection, task),
        findings=[finding for subject in subjects for finding in subject.findings],
        reading=reading if reading and _as_stored(rows, reading) else None,
        term=term_count.account(connection, row, decision, reading),
        calendar=_calendar(connection, row, as_of),
        rest_day=settings.rest_day,
        since=_since(connection, row, as_of, _days_of_change(rows, ledger, moved)),
    )


def _calendar(connection: sqlite3.Connection, row: TaskRow, as_of: date) -> Calendar | None:
    """The years between due day and ``as_of``, and those beside, where the nearest working day may be."""
    if row.due is None:
        return None
    from ...store.write import days_off

    days = (row.due, row.done_on or as_of)
    return days_off.build_calendar(
        connection, max(min(days).year - 1, date.min.year), min(max(days).year + 1, date.max.year)
    )


def _read_again(
    connection: sqlite3.Connection, row: TaskRow, decision: DecisionRow, settings: Settings
) -> Reading | None:
    """What the words of the deadline give today; None where a person has settled it."""
    from ...domain import deadlines, numbers
    from ...store.write import days_off

    if row.deadline_rule in {"", DeadlineRule.ENTERED} and row.deadline_sure:
        return None
    return deadlines.read_deadline(
        row.deadline_text,
        decision.year,
        issued=decision.issued_on,
        before_counts=settings.before_counts,
        workday=days_off.workday(connection),
        is_plan=numbers.is_plan(decision.number),
    )


def _as_stored(rows: Sequence[TaskRow], reading: Reading) -> bool:
    """Whether ``reading`` is what was stored, so that its remarks, which are not stored, belong to it."""
    row = rows[0]
    stored = {r.original_due for r in rows if r.original_due}
    alike = (reading.rule, reading.sure) == (row.deadline_rule, row.deadline_sure)
    return alike and stored <= set(reading.dates(row.assigned_on))


def _days_of_change(
    rows: Iterable[TaskRow], ledger: Iterable[HistoryRow], moved: Iterable[ExtensionRow]
) -> set[date]:
    """The only days on which the state of a task can have become another."""
    due = [day for row in rows for day in (row.due, row.original_due)]
    due += [day for entry in moved for day in (entry.old_due, entry.new_due)]
    happened = [entry.on_day for entry in ledger] + [entry.decided_on for entry in moved]
    return {day + _ONE_DAY for day in due if day} | set(happened)


def _since(connection: sqlite3.Connection, row: TaskRow, as_of: date, days: Iterable[date]) -> date:
    """Since which day the deadline that speaks for the task has been in the state that it has on ``as_of``."""
    now = row.state(as_of)
    for day in sorted((day for day in days if row.assigned_on < day <= as_of), reverse=True):
        eve = day - _ONE_DAY
        rows = queries.deadline_rows(connection, eve, Filters(tasks=(row.task,)))
        before = next((r for r in rows if r.deadline_id == row.deadline_id), None)
        if before is None or before.state(eve) is not now:
            return day
    return row.assigned_on
