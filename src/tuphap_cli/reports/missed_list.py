"""What has been missed on a day: tasks that nobody deals with, decisions not all registered, reports not sent in."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ..domain import missed
from ..domain.missed import MissedFinding, Reason, TaskFacts
from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.read import entries, late_counts, queries
from ..store.read.counting import Scope
from ..store.read.entries import DecisionRow
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from ..store.write import filing_records
from ..store.write.filing_records import Rules
from ..text import sort_key
from . import labels
from .base import Column, Json, Line, Record, Report, Stream, Table, iso
from .first_units import first_units
from .in_charge import people_columns
from .period_words import period_name
from .plan_holes import item_holes

FIELDS = ("subject", "task", "item", "decision", "title", "unit", "reasons", "since", "leader", "officer")
_REASONS = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Missed:
    """A subject of the missed list (task, decision or unit) with its findings; ``detail`` is a remark to a reader.

    ``unit`` is the code of a unit that is the subject itself, ``owed`` names the reports that it owes for machines.
    """

    subject: str
    row: TaskRow | None
    decision: str
    title: str
    findings: tuple[MissedFinding, ...]
    detail: str = ""
    unit: str = ""
    owed: tuple[str, ...] = ()

    @property
    def since(self) -> date:
        """Since when the oldest reason holds."""
        return min(finding.since for finding in self.findings)

    @property
    def unit_name(self) -> str:
        """The name of the lead unit, or of the unit that is the subject itself; "" for a decision."""
        if self.row is not None:
            return self.row.unit_name
        return self.title if self.unit else ""

    def record(self) -> Record:
        """The machine form."""
        return {
            "subject": self.subject,
            "task": self.row.task if self.row else None,
            "item": self.row.item if self.row else None,
            "decision": self.decision or None,
            "title": self.title,
            "unit": self.row.unit if self.row else self.unit or None,
            "reasons": [str(finding.reason) for finding in self.findings],
            "since": iso(self.since),
            "leader": self.row.leader if self.row else None,
            "officer": self.row.officer if self.row else None,
        }


def missed_tasks(
    connection: sqlite3.Connection,
    as_of: date,
    silent_days: int,
    filters: Filters | None = None,
    reason: Reason | None = None,
) -> Iterator[Missed]:
    """The tasks on the missed list with all their reasons, those that are there first for ``reason``, where given."""
    for found in queries.missed_rows(connection, as_of, silent_days, filters, reason):
        row = found.row
        facts = TaskFacts(
            state=row.state(as_of),
            kind=row.kind,
            due=row.due,
            done_on=row.done_on,
            deadline_kind=row.deadline_kind,
            deadline_sure=row.deadline_sure,
            deadline_rule=row.deadline_rule,
            has_unit=bool(row.unit),
            unit_ended=found.unit_ended,
            assigned_on=row.assigned_on,
            silent_since=found.silent_since,
            needs_product=bool(row.product),
            unproven_on=found.unproven_on,
            put_off=row.due is None and row.original_due is not None,
            skipped_due=found.skipped_due if found.skipped_due and found.skipped_due < as_of else None,
            handed_over_on=found.handed_over_on,
        )
        yield Missed("task", row, row.decision, row.title, tuple(missed.task_findings(facts, as_of, silent_days)))


def begun(rows: Sequence[TaskRow]) -> bool:
    """Whether progress or a completion was ever recorded on any deadline of a task, whose ``rows`` these are."""
    return any(row.started or row.done_on for row in rows)


class MissedSubjects(NamedTuple):
    """All that is missed, or the first of each kind, and how many there are.

    ``by_first`` counts the subjects by their first reason, ``by_reason`` by every reason that they have.
    """

    subjects: list[Missed]
    by_first: Counter[Reason]
    by_reason: Counter[Reason]

    @property
    def number(self) -> int:
        """How many subjects are missed, shown or not."""
        return self.by_first.total()


def counted(found: list[Missed]) -> MissedSubjects:
    """``found`` with how many there are."""
    return MissedSubjects(
        found,
        Counter(subject.findings[0].reason for subject in found),
        Counter(finding.reason for subject in found for finding in subject.findings),
    )


def first_missed(
    connection: sqlite3.Connection,
    as_of: date,
    silent_days: int,
    *,
    filed_by: Rules | None = None,
    filters: Filters | None = None,
    limit: int | None = None,
) -> MissedSubjects:
    """All that is missed (:func:`subjects`); with a ``limit`` only so many tasks of each first reason are read."""
    if limit is None:
        return counted(subjects(connection, as_of, silent_days, filed_by, filters))
    others = counted([*beside_tasks(connection, as_of, filed_by, filters)])
    found = MissedSubjects([], Counter(others.by_first), Counter(others.by_reason))
    names = entries.unit_names(connection, as_of)
    by_unit: dict[Reason, Counter[int | None]] = {}
    for count in late_counts.missed(connection, Scope(as_of, filters or Filters()), silent_days):
        by_unit.setdefault(count.reasons[0], Counter())[count.unit] += count.tasks
        found.by_first[count.reasons[0]] += count.tasks
        for reason in count.reasons:
            found.by_reason[reason] += count.tasks
    for reason, of_unit in by_unit.items():
        some = [
            subject
            for units in first_units(of_unit, names, limit)
            for subject in missed_tasks(connection, as_of, silent_days, _both(filters, units), reason)
        ]
        some.sort(key=_place)
        found.subjects.extend(some[:limit])
    for reason in others.by_first:
        some = [subject for subject in others.subjects if subject.findings[0].reason is reason]
        found.subjects.extend(some[:limit])
    return found


def _both(filters: Filters | None, units: Filters) -> Filters:
    """``filters`` narrowed to the units of the other, which are among its own where it names any."""
    return (filters or Filters())._replace(units=units.units, led=units.led)


def missed_decisions(connection: sqlite3.Connection, as_of: date) -> list[Missed]:
    """The decisions that declare more tasks than are registered, or whose numbering has holes."""
    found = []
    for decision in entries.decision_rows(connection):
        if decision.issued_on > as_of or (decision.withdrawn_on and decision.withdrawn_on <= as_of):
            continue
        detail = _unregistered(connection, decision)
        if detail:
            finding = MissedFinding(Reason.NOT_REGISTERED, decision.issued_on)
            found.append(Missed("decision", None, decision.number, decision.title, (finding,), detail))
    return found


def _unregistered(connection: sqlite3.Connection, decision: DecisionRow) -> str:
    if decision.declares and decision.tasks < decision.declares:
        text = _("declares {declared} tasks, {registered} are registered")
        return text.format(declared=decision.declares, registered=decision.tasks)
    holes = item_holes(entries.items(connection, decision.id))
    return _("no item {items}").format(items=", ".join(holes)) if holes else ""


def missed_units(
    connection: sqlite3.Connection, as_of: date, filed_by: Rules, ids: Sequence[int] = ()
) -> list[Missed]:
    """The units that owe periodic reports; only those of ``ids``, where any are given.

    A unit is on it once, since the day after the first of its reports was due, however many it owes: who is to
    be chased is one unit.
    """
    found = []
    for unit, windows, due in filing_records.unfiled(connection, as_of, filed_by):
        if not ids or unit.id in ids:
            names = ", ".join(period_name(window.period) for window in windows if window.period)
            finding = MissedFinding(Reason.NOT_FILED, due + timedelta(days=1))
            detail = _("no report for {periods}").format(periods=names)
            owed = tuple(filing_records.window_name(window) for window in windows)
            found.append(Missed("unit", None, "", unit.name_on(as_of), (finding,), detail, unit.code, owed))
    return found


def subjects(
    connection: sqlite3.Connection,
    as_of: date,
    silent_days: int,
    filed_by: Rules | None = None,
    filters: Filters | None = None,
) -> list[Missed]:
    """All that is missed: tasks, then decisions (not with a filter), then units, of a filter by unit only those.

    ``filed_by`` says by what reports fall due; without it nobody asks for them.
    """
    tasks = missed_tasks(connection, as_of, silent_days, filters)
    return [*tasks, *beside_tasks(connection, as_of, filed_by, filters)]


def beside_tasks(
    connection: sqlite3.Connection, as_of: date, filed_by: Rules | None, filters: Filters | None
) -> Iterator[Missed]:
    """The decisions (not with a filter) and the units that are missed; see :func:`subjects`."""
    if filters is None:
        yield from missed_decisions(connection, as_of)
    if filed_by is not None and (filters is None or filters.units):
        yield from missed_units(connection, as_of, filed_by, filters.units if filters else ())


def missed_report(
    connection: sqlite3.Connection,
    as_of: date,
    silent_days: int,
    *,
    filters: Filters | None = None,
    filed_by: Rules | None = None,
    limit: int | None = None,
) -> Report:
    """The missed list, each subject under its first reason; what is in it, :func:`subjects` says.

    ``limit``: only so many tasks of each first reason are listed, all are counted.
    """
    found = first_missed(connection, as_of, silent_days, filed_by=filed_by, filters=filters, limit=limit)
    counts = found.by_reason
    reasons: dict[str, Json] = {reason.value: counts[reason] for reason in Reason if counts[reason]}
    summary = "; ".join(f"{labels.reason(reason)}: {counts[reason]}" for reason in Reason if counts[reason])
    tally = ngettext("{n} finding", "{n} findings", found.number)
    closing = [f"{tally} – {summary}."] if found.number else []
    closing += labels.several_reasons(found.number, counts.total())
    return Report(
        schema="tuphap.missed/1",
        as_of=as_of,
        rows=Stream(len(found.subjects), lambda: (subject.record() for subject in found.subjects)),
        more={"totals": {"subjects": found.number, "reasons": reasons}},
        title=_("Missed on {day}").format(day=vn_date(as_of)),
        tables=(missed_lines_table(found),),
        closing=(*closing, *labels.more_rows(found.number - len(found.subjects))),
        fields=FIELDS,
        findings=found.number,
    )


def missed_lines_table(found: MissedSubjects) -> Table:
    """The subjects under headings by their first reason."""
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Lead"), names="unit"),
        Column(_("Deadline"), roomy=True),
        Column(_("Since")),
        Column(_("Also")),
    )
    people = people_columns([subject.row for subject in found.subjects if subject.row])
    in_order = cache(lambda: sorted(found.subjects, key=_place))  # once, and only where the table is drawn

    def lines() -> Iterator[Line]:
        last: Reason | None = None
        for subject in in_order():
            first = subject.findings[0].reason
            if first is not last:
                last = first
                head = f"{labels.reason(first).capitalize()} ({found.by_first[first]})"
                yield Line((None, None, head), "head")
            line, row = _line(subject), subject.row
            yield line._replace(cells=(*line.cells, *(one.of(row) if row else "" for one in people)))

    drawn = Stream(len(found.subjects) + len({subject.findings[0].reason for subject in found.subjects}), lines)
    return Table((*columns, *(one.column for one in people)), drawn, empty=_("Nothing has been missed."))


def _place(subject: Missed) -> tuple[object, ...]:
    """Where a subject is in the table: by first reason, unit and the day since when."""
    return _REASONS[subject.findings[0].reason], sort_key(subject.unit_name), subject.since


def _line(subject: Missed) -> Line:
    also = ", ".join(labels.reason(finding.reason) for finding in subject.findings[1:])
    row = subject.row
    if row is None:
        named = subject.decision or subject.title
        return Line((None, None, f"{named}: {subject.detail}", subject.unit, "", subject.since, also))
    words = row.deadline_text or _("(empty)")
    return Line((row.task, row.item, row.title, row.unit, words, subject.since, also))
