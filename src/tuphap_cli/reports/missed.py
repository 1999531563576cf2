"""What has been missed on a day: tasks that nobody deals with, decisions whose tasks are not all registered."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..domain import missed
from ..domain.missed import Finding, Reason, TaskFacts
from ..domain.model import vn_date
from ..domain.states import governing
from ..i18n import _, ngettext
from ..store import queries
from ..store.queries import DecisionRow, Filters, TaskRow
from ..text import sort_key
from . import labels
from .base import Column, Json, Line, Record, Report, Table, iso

FIELDS = ("subject", "task", "item", "decision", "title", "unit", "reasons", "since")
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Missed:
    """A subject of the missed list (task or decision) with its findings; ``detail`` is a remark to a reader."""

    subject: str
    row: TaskRow | None
    decision: str
    title: str
    findings: tuple[Finding, ...]
    detail: str = ""

    @property
    def since(self) -> date:
        """Since when the oldest reason holds."""
        return min(finding.since for finding in self.findings)

    def record(self) -> Record:
        """The machine form."""
        return {
            "subject": self.subject,
            "task": self.row.task if self.row else None,
            "item": self.row.item if self.row else None,
            "decision": self.decision,
            "title": self.title,
            "unit": self.row.unit if self.row else None,
            "reasons": [finding.reason.value for finding in self.findings],
            "since": iso(self.since),
        }


def missed_tasks(
    connection: sqlite3.Connection, as_of: date, silent_days: int, filters: Filters | None = None
) -> list[Missed]:
    """The tasks on the missed list, with all their reasons."""
    evidenced = queries.evidenced(connection, as_of)
    handovers = queries.handovers(connection, as_of)
    succeeded = queries.succeeded(connection)
    by_task: dict[int, list[TaskRow]] = {}
    for row in queries.deadline_rows(connection, as_of, filters):
        by_task.setdefault(row.task, []).append(row)
    found = []
    for rows in by_task.values():
        row = rows[governing(r.standing for r in rows)]
        gone = row.unit_ended is not None and row.unit_ended <= as_of and row.unit not in succeeded
        facts = TaskFacts(
            state=row.state(as_of),
            kind=row.kind,
            due=row.due,
            done_on=row.done_on,
            deadline_kind=row.deadline_kind,
            deadline_sure=row.deadline_sure,
            deadline_rule=row.deadline_rule,
            has_unit=bool(row.unit),
            unit_gone=gone,
            assigned_on=row.assigned_on,
            silent_since=max((r.last_on for r in rows if r.last_on), default=row.assigned_on),
            needs_product=bool(row.product),
            has_document=not evidenced.isdisjoint({(row.task, row.deadline_id), (row.task, None)}),
            skipped_due=_skipped(rows),
            handed_over_on=handovers.get(row.task),
        )
        findings = missed.task_findings(facts, as_of, silent_days)
        if findings:
            found.append(Missed("task", row, row.decision, row.title, tuple(findings)))
    return found


def _skipped(rows: Sequence[TaskRow]) -> date | None:
    """The due day of the first occurrence that is open while a later one is done."""
    done = [row.due for row in rows if row.done_on and row.due]
    still_open = [row.due for row in rows if not row.done_on and row.due]
    skipped = [due for due in still_open if done and due < max(done)]
    return min(skipped, default=None)


def missed_decisions(connection: sqlite3.Connection, as_of: date) -> list[Missed]:
    """The decisions that declare more tasks than are registered, or whose numbering has holes."""
    found = []
    for decision in queries.decisions(connection):
        if decision.issued_on > as_of or (decision.withdrawn_on and decision.withdrawn_on <= as_of):
            continue
        detail = _unregistered(connection, decision)
        if detail:
            finding = Finding(Reason.NOT_REGISTERED, decision.issued_on)
            found.append(Missed("decision", None, decision.number, decision.title, (finding,), detail))
    return found


def _unregistered(connection: sqlite3.Connection, decision: DecisionRow) -> str:
    if decision.declares and decision.tasks < decision.declares:
        text = _("declares {declared} tasks, {registered} are registered")
        return text.format(declared=decision.declares, registered=decision.tasks)
    holes = item_holes(queries.items(connection, decision.id))
    return _("no item {items}").format(items=", ".join(holes)) if holes else ""


def item_holes(items: Sequence[str]) -> list[str]:
    """The item numbers that are lacking in a plan's own numbering ("II.3"), counted under each heading.

    A number that only heads others ("4" above "4.1") is not lacking.
    """
    series: dict[str, list[int]] = {}
    for item in items:
        head, dot, last = item.rpartition(".")
        if _NUMBER.fullmatch(last):
            series.setdefault(head + dot, []).append(int(last))
    above = {item[:at] for item in items for at, letter in enumerate(item) if letter == "."}
    holes = (f"{head}{n}" for head, numbers in series.items() for n in missed.missing_items(numbers))
    return [hole for hole in holes if hole not in above]


def make(connection: sqlite3.Connection, as_of: date, silent_days: int, *, filters: Filters | None = None) -> Report:
    """The missed list, tasks under their first reason, decisions at the end (not with a filter by unit)."""
    tasks = missed_tasks(connection, as_of, silent_days, filters)
    subjects = tasks + (missed_decisions(connection, as_of) if filters is None else [])
    counts = Counter(finding.reason for subject in subjects for finding in subject.findings)
    reasons: dict[str, Json] = {reason.value: counts[reason] for reason in Reason if counts[reason]}
    summary = "; ".join(f"{labels.reason(reason)}: {counts[reason]}" for reason in Reason if counts[reason])
    found = ngettext("{n} finding", "{n} findings", len(subjects))
    return Report(
        schema="tuphap.missed/1",
        as_of=as_of,
        rows=[subject.record() for subject in subjects],
        more={"totals": {"subjects": len(subjects), "reasons": reasons}},
        title=_("Missed on {day}").format(day=vn_date(as_of)),
        tables=(table(subjects),),
        closing=(f"{found} – {summary}.",) if subjects else (),
        fields=FIELDS,
        findings=len(subjects),
    )


def table(subjects: Sequence[Missed]) -> Table:
    """The subjects under headings by their first reason."""
    columns = (
        Column(_("No."), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Lead")),
        Column(_("Deadline"), roomy=True),
        Column(_("Since")),
        Column(_("Also")),
    )
    order = list(Reason)
    ranked = sorted(
        subjects,
        key=lambda s: (order.index(s.findings[0].reason), sort_key(s.row.unit_name if s.row else ""), s.since),
    )
    lines: list[Line] = []
    last: Reason | None = None
    for subject in ranked:
        first = subject.findings[0].reason
        if first is not last:
            last = first
            members = sum(1 for other in ranked if other.findings[0].reason is first)
            lines.append(Line((None, None, f"{labels.reason(first).capitalize()} ({members})"), "head"))
        lines.append(_line(subject))
    return Table(columns, tuple(lines), empty=_("Nothing has been missed."))


def _line(subject: Missed) -> Line:
    also = ", ".join(labels.reason(finding.reason) for finding in subject.findings[1:])
    row = subject.row
    if row is None:
        return Line((None, None, f"{subject.decision}: {subject.detail}", "", "", subject.since, also))
    words = row.deadline_text or _("(empty)")
    return Line((row.task, row.item, row.title, row.unit, words, subject.since, also))
