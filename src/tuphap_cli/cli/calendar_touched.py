"""calendar: which open tasks a day that was entered or taken out touches; no deadline is moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from .. import settings
from ..domain.model import vn_date
from ..i18n import _, ngettext

if TYPE_CHECKING:
    from ..domain.workdays import SpecialDay
    from ..store.read.queries import TaskRow
    from ..store.write.change import Change

LISTED = 5  # tasks that are named


def due_on(change: Change, changed: Sequence[SpecialDay]) -> list[str]:
    """The open tasks due on one of the days that changed, each as a line; their deadlines stay."""
    from ..domain.workdays import RestDay
    from ..store.read import queries
    from ..store.write import days_off as store

    rule = RestDay(settings.text("rest_day"))
    lines = []
    for special in changed:
        due = list(queries.rows_due(change.connection, settings.today(), special.day, special.day))
        if not due:
            continue
        calendar = store.build_calendar(change.connection, special.day.year - 1, special.day.year + 1)
        moved = calendar.moved(special.day, rule)
        shown = "" if moved == special.day else " → " + vn_date(moved)
        lines += [f"{r.task} ({r.decision}:{r.item}) {r.title}: {vn_date(special.day)}{shown}" for r in due]
    return lines


def terms(change: Change) -> dict[int, tuple[TaskRow, date]]:
    """The open tasks whose words give a term in working days, each with the day on which it ends today."""
    from ..domain import deadlines, numbers
    from ..store.read import queries
    from ..store.write import days_off as store
    from ..text import fold

    workday = store.workday(change.connection)
    found = {}
    for row in queries.task_rows(change.connection, settings.today()):
        if row.done_on is None and row.original_due is not None and "ngay lam viec" in fold(row.deadline_text):
            issued = row.decision_issued
            plan = numbers.is_plan(row.decision)
            reads = deadlines.read_deadline(
                row.deadline_text, issued.year, issued=issued, workday=workday, is_plan=plan
            ).due
            if reads is not None:
                found[row.task] = row, reads
    return found


def reads_differently(change: Change, before: dict[int, tuple[TaskRow, date]]) -> list[str]:
    """The open tasks whose term ends on another day than ``before`` and than the deadline, each as a line."""
    lines = []
    for row, now in terms(change).values():
        was = before.get(row.task)
        if now != row.original_due and (was is None or now != was[1]):
            text = _("the words now read {now}; {stands} stands").format(
                now=vn_date(now), stands=vn_date(row.original_due or now)
            )
            lines.append(f"{row.task} ({row.decision}:{row.item}) {row.title}: {text}")
    return lines


def sentences(lines: Sequence[str]) -> list[str]:
    """Return the sentences that name the tasks in ``lines``, the first few of them; none without any."""
    if not lines:
        return []
    heading = ngettext(
        "{n} open task is touched; its deadline stands:",
        "{n} open tasks are touched; their deadlines stand:",
        len(lines),
    )
    more = [f"  … (+{len(lines) - LISTED})"] if len(lines) > LISTED else []
    return [heading, *(f"  {line}" for line in lines[:LISTED]), *more]
