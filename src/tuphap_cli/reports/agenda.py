"""The due days of open tasks, and the days off beside them, as the days of a calendar.

Only what is still to be done is there: a deadline that was met, a task that is suspended or cancelled has no day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from ..domain import states
from ..domain.model import vn_date
from ..domain.workdays import SATURDAY, SpecialDay
from ..i18n import _
from ..store.read import deadline_choice, journalbook, queries
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from ..store.write import days_off
from . import task_words
from .base import Agenda, Event, Report
from .working_days import kind

LONGEST_TITLE = 255  # letters that Outlook keeps of a subject


def calendar_file(
    connection: sqlite3.Connection,
    as_of: date,
    *,
    filters: Filters | None = None,
    scope: str = "",
    since: date | None = None,
    until: date | None = None,
    remind: int | None = None,
    holidays: bool = False,
    ahead: bool = False,
) -> Report:
    """The calendar of the open deadlines of all tasks that fit, due from ``since`` to ``until``.

    ``scope`` names what ``filters`` leave. ``holidays`` adds the days off and the make-up days, of whole years where
    no day bounds them. ``ahead`` shows occurrences made for a further year before they begin: right for today, not
    for what was known on a past day.
    """
    # They are there from the day they are made; nothing else is recorded after the present day.
    read_for = date.max if ahead else as_of
    last = until or date.max - timedelta(days=1)
    rows = queries.rows_due(connection, read_for, since or date.min, last, filters)
    found = of_rows(connection, list(rows), as_of, remind)
    if holidays:
        years = [event.day.year for event in found.events] or [as_of.year]
        span = since or date(min(years), 1, 1), until or date(max(years), 12, 31)
        found = found._replace(events=(*found.events, *_days_off(connection, *span)))
    return Report(
        schema="tuphap.agenda/1",
        as_of=as_of,
        rows=(),
        title=" – ".join(filter(None, (_("Task deadlines"), scope))),
        heading=(_("Deadlines of open tasks, as the register has them on {day}.").format(day=vn_date(as_of)),),
        agenda=found,
    )


def of_rows(
    connection: sqlite3.Connection, rows: Sequence[TaskRow], as_of: date, remind: int | None = None
) -> Agenda:
    """The days in force of those of ``rows`` that are still to be done, the earliest first."""
    present = [row.judged(states.PRESENT) for row in rows]
    still_open = [row for row in present if row.due and row.state(as_of) in (*states.IN_TIME, *states.OVERDUE)]
    still_open.sort(key=lambda row: (row.due or date.max, row.task, row.deadline_id or 0))
    supporting = queries.supports(connection, {row.task for row in still_open})
    called = _names(connection, still_open)
    ends = journalbook.ends(connection)
    return Agenda(
        events=tuple(_event(row, as_of, supporting.get(row.task, ()), called, remind) for row in still_open),
        origin=ends.origin,
        revision=ends.seq,
        # What a day says of its task also changes with the day on which it is asked.
        revised=max(ends.at, datetime.combine(as_of, time(), UTC)),
        left_out=len(rows) - len(still_open),
    )


def _names(connection: sqlite3.Connection, rows: Iterable[TaskRow]) -> dict[int, str]:
    """What the occurrences of recurring tasks are called, by deadline."""
    found: dict[int, str] = {}
    for row in rows:
        if row.occurrence and row.deadline_id not in found:
            others = [d for d in deadline_choice.deadlines(connection, row.task) if d.id != row.deadline_id]
            found |= deadline_choice.deadline_names(connection, [row], others)
    return found


def _event(
    row: TaskRow, as_of: date, supporting: Sequence[str], called: Mapping[int, str], remind: int | None
) -> Event:
    assert row.due is not None
    assert row.deadline_id is not None, "what has a day has a deadline"
    words = " ".join(row.title.split())
    title = f"{row.task}. {row.unit or _('no lead unit')}: {words}"
    cut = len(title) > LONGEST_TITLE
    named = _("{decision} of {day}, item {item}").format(
        decision=row.decision, day=vn_date(row.decision_issued), item=row.item
    )
    moved = row.original_due if row.original_due != row.due else None
    facts = [
        (_("Decision"), named),
        (_("Deadline, as printed"), row.deadline_text),
        (_("Occurrence"), called.get(row.deadline_id, "")),
        (_("Due on"), vn_date(row.due)),
        (_("Originally due on"), vn_date(moved) if moved else ""),
        (_("Product"), row.product),
        (_("Lead"), f"{row.unit_name} ({row.unit})" if row.unit else _("no lead unit")),
        (_("Supporting"), ", ".join(supporting)),
        (_("Done so far"), f"{row.percent}%" if row.percent else ""),
    ]
    lines = [f"{name}: {' '.join(value.split())}" for name, value in facts if value]
    return Event(
        key=f"deadline-{row.deadline_id}",
        day=row.due,
        title=f"{title[: LONGEST_TITLE - 1].rstrip()}…" if cut else title,
        lines=(*([words] if cut else []), *lines, task_words.verdict(row, as_of)),
        remind=remind,
    )


def _days_off(connection: sqlite3.Connection, first: date, last: date) -> list[Event]:
    """The days off on weekdays and the make-up days from one day to another."""
    known = days_off.build_calendar(connection, first.year, last.year)
    return [
        _rest(special) for day, special in sorted(known.special.items()) if first <= day <= last and _tells(special)
    ]


def _tells(special: SpecialDay) -> bool:
    """Whether a day differs from the week's own rhythm."""
    return special.worked == (special.day.weekday() >= SATURDAY)


def _rest(special: SpecialDay) -> Event:
    name = kind(special)
    unsure = "" if special.sure else f" ({_('not certain')})"
    lines = (f"{_('Document')}: {special.document}",) if special.document else ()
    return Event(
        f"day-{special.day.isoformat()}",
        special.day,
        f"{name[:1].upper()}{name[1:]}: {special.reason}{unsure}",
        lines,
    )
