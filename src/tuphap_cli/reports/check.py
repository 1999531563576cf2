"""The nightly check in full: all that is overdue, missed and due soon, or what of it is new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from ..domain.model import vn_date
from ..domain.steps import Step
from ..i18n import _, ngettext
from ..store.read import queries
from ..store.read.queries import TaskRow
from . import labels, missed_list, overdue, urging_list
from .base import Json, Record, Report, Stream, iso
from .missed_list import Missed, MissedSubjects
from .pressing import Asked, News, Survey, deadline_mark, reason_mark, subject_marks


def check_report(
    connection: sqlite3.Connection,
    asked: Asked,
    found: Survey,
    *,
    told_on: date | None = None,
    only_new: bool = False,
) -> Report:
    """Everything that needs somebody to act; tasks that fall due soon are no finding.

    ``found`` is the survey of the same question. ``only_new``: only what is new is listed, all is counted; then each
    piece of news is a finding. ``told_on`` is the day on which anything was told last.
    """
    as_of = asked.as_of
    late = list(queries.overdue_rows(connection, as_of, asked.filters))
    near = overdue.soon_rows(connection, as_of, asked.soon, asked.filters)
    tasks = missed_list.missed_tasks(connection, as_of, asked.silent_days, asked.filters)
    missed = missed_list.counted([*tasks, *found.beside_tasks])
    rows = {row.task: row for row in (*late, *near, *(each.row for each in missed.subjects if each.row is not None))}
    if only_new:
        late = [row for row in late if row_mark(row, as_of) in found.new]
        near = [row for row in near if row_mark(row, as_of) in found.new]
        missed = missed_list.counted([each for each in missed.subjects if not found.new.isdisjoint(marks_of(each))])
    urged = urging_list.last_urged(connection, as_of, (row.task for row in late))
    tables = (
        (overdue.late_table(late, as_of, more=urging_list.urged_column(urged))._replace(title=_("Overdue")), late),
        (missed_list.missed_lines_table(missed)._replace(title=_("Missed")), missed.subjects),
        (overdue.soon_table(near, as_of, asked.soon), near),
    )
    told = not only_new or found.news
    return Report(
        schema="tuphap.check/1",
        as_of=as_of,
        rows=Stream(len(late), lambda: (overdue.overdue_record(row, as_of) for row in late)),
        more=_more(found, missed, near, as_of)
        | {"urged": urging_list.urged_records(urged)}
        | {"told_on": iso(told_on), "new": Stream(len(found.news), lambda: _news_records(found, rows))},
        title=_title(found, as_of) if told else "",
        tables=tuple(table for table, held in tables if held),
        fields=overdue.FIELDS,
        findings=findings(found, only_new=only_new),
    )


def findings(found: Survey, *, only_new: bool) -> int:
    """How much there is to act on: what is overdue or missed, or everything that is new."""
    return len(found.news) if only_new else found.overdue.deadlines + found.missed


def _more(found: Survey, missed: MissedSubjects, near: Iterable[TaskRow], as_of: date) -> Record:
    return {
        "totals": {
            "overdue": found.overdue.deadlines,
            "missed": found.missed,
            "soon": found.soon.deadlines,
            "overdue_tasks": found.overdue.tasks,
            "soon_tasks": found.soon.tasks,
        },
        "missed": Stream(len(missed.subjects), lambda: (subject.record() for subject in missed.subjects)),
        "soon": [overdue.overdue_record(row, as_of) for row in near],
    }


def _title(found: Survey, as_of: date) -> str:
    parts = []
    if found.overdue.deadlines:
        parts.append(_("overdue: {deadlines}").format(deadlines=labels.deadlines_of_tasks(*found.overdue)))
    if found.missed:
        parts.append(ngettext("{n} missed", "{n} missed", found.missed))
    if found.soon.deadlines:
        parts.append(_("due soon: {deadlines}").format(deadlines=labels.deadlines_of_tasks(*found.soon)))
    return _("Check of {day}: {parts}").format(day=vn_date(as_of), parts="; ".join(parts)) if parts else ""


def row_mark(row: TaskRow, as_of: date) -> str:
    """The mark of a row with a due day."""
    return deadline_mark(row.deadline_id or 0, row.due or as_of, as_of)


def marks_of(subject: Missed) -> list[str]:
    """The marks of all reasons for which ``subject`` is missed."""
    if subject.row is None:
        return subject_marks(subject)
    return [reason_mark(subject.row.task, finding.reason) for finding in subject.findings]


def _news_records(found: Survey, rows: dict[int, TaskRow]) -> Iterator[Record]:
    return (_news_record(news, rows) for news in found.news)


def _news_record(news: News, rows: dict[int, TaskRow]) -> Record:
    """What is new of a task, decision or unit in the machine form."""
    row = rows.get(news.task or 0)
    codes = list(dict.fromkeys(point.code for point in news.points))
    steps: Json = [code.value for code in codes if isinstance(code, Step)]
    reasons: Json = [code.value for code in codes if not isinstance(code, Step)]
    named = news.missed
    return {
        "subject": named.subject if named else "task",
        "task": news.task,
        "item": row.item if row else None,
        "decision": row.decision if row else (named and named.decision) or None,
        "title": row.title if row else (named and named.title) or "",
        "unit": row.unit if row else (named and named.unit) or None,
        "steps": steps,
        "reasons": reasons,
    }
