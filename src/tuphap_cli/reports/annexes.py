"""The lists of a periodic report: overdue, all tasks, due next, extensions, obstacles, filings, missed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..domain import periods
from ..domain.filings import FilingStatus
from ..domain.missed import Reason
from ..domain.model import N_, State, vn_date
from ..i18n import _, ngettext
from ..store.read.periodic import GrantedExtension
from ..store.read.queries import TaskRow
from ..store.write.closings import Adjusted
from ..store.write.filing_records import FilingRow
from ..store.write.obstacles import ObstacleRow
from . import labels
from .base import Column, Json, Line, Table, iso
from .figures import Figures, Selection
from .filing_list import status_word
from .kept.contents import MissedLine
from .period_words import window_name
from .summary_tables import group_name

# What the ledger calls its entries, in the list of what was entered after a closing.
_ENTRIES = {
    "start": N_("started"),
    "progress": N_("progress"),
    "done": N_("done"),
    "reopen": N_("reopened"),
    "void": N_("taken back"),
    "suspend": N_("suspended"),
    "cancel": N_("cancelled"),
    "resume": N_("resumed"),
    "assign": N_("handed over"),
    "extend": N_("extended"),
    "unextend": N_("extension taken back"),
    "added": N_("entered"),
    "corrected": N_("deadline corrected"),
    "dated": N_("due day entered"),
    "raised": N_("obstacle raised"),
    "resolved": N_("obstacle resolved"),
    "removed": N_("entry of the task taken back"),
    "uncorrected": N_("correction of the deadline taken back"),
    "undated": N_("due day taken back"),
    "unraised": N_("obstacle taken back"),
    "unresolved": N_("resolution of the obstacle taken back"),
}


def overdue_table(figures: Figures) -> Table:
    """What is overdue, with causes and proposals as far as obstacles were recorded."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Assigned by")),
        Column(_("Lead unit"), flexible=True),
        Column(_("Deadline")),
        Column(_("Days late"), right=True),
        Column(_("Cause, proposal"), flexible=True),
    )
    causes = _causes(figures)
    lines = tuple(
        Line(
            (
                n,
                _titled(row),
                row.decision,
                row.unit_name or _("no lead unit"),
                row.measured,
                figures.late_by(row),
                causes.get(row.task, ""),
            ),
            "bad",
        )
        for n, row in enumerate(figures.overdue(), 1)
    )
    title = _("Tasks overdue on {day}").format(day=vn_date(figures.as_of))
    return Table(columns, lines, title, name="overdue", empty=_("Nothing is overdue."), annex=True, wide=True)


def _titled(row: TaskRow) -> str:
    return f"{row.item}. {row.title}" if row.item else row.title


def _causes(figures: Figures) -> dict[int, str]:
    """What is in the way of tasks, with what is proposed, by the number of the task."""
    found: dict[int, list[str]] = {}
    for o in figures.material.obstacles:
        if o.task is not None:
            found.setdefault(o.task, []).append(". ".join(filter(None, (o.what.rstrip("."), o.proposal))))
    return {task: "\n".join(causes) for task, causes in found.items()}


def everything_table(figures: Figures) -> Table:
    """All tasks under their groups, with result and state."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Lead unit"), flexible=True),
        Column(_("Deadline")),
        Column(_("Result")),
        Column(_("State")),
    )
    several = len(figures.by_decision) > 1
    lines: list[Line] = []
    last: tuple[int, str] | None = None
    for number, row in enumerate(figures.tasks(), 1):
        state = row.state(figures.as_of)
        key = (row.decision_id, row.group)
        if key != last:
            last = key
            head = group_name(row.group, row.group_title)
            lines.append(Line((None, f"{row.decision}: {head}" if several else head), "head"))
        lines.append(
            Line(
                (
                    number,
                    _titled(row),
                    row.unit_name,
                    row.measured or row.deadline_text,
                    _result(row, figures.document_of(row)),
                    _state(row, state),
                ),
                labels.tone(state),
            )
        )
    title = _("All tasks and their state on {day}").format(day=vn_date(figures.as_of))
    return Table(columns, tuple(lines), title, name="tasks", empty=_("No task fits."), annex=True, wide=True)


def _result(row: TaskRow, document: str) -> str:
    if row.done_on is None:
        return f"{row.percent}%" if row.percent else ""
    day = vn_date(row.done_on)
    return _("{document}, {day}").format(document=document, day=day) if document else day


def _state(row: TaskRow, state: State) -> str:
    if state is State.NO_DEADLINE and row.done_on is not None:
        return _("has a result, no deadline")
    return labels.state_label(state)


def due_next(figures: Figures, title: str, *, by_month: bool = False, limit: int | None = None) -> Table:
    """What falls due after the cut-off; ``by_month`` under headings by month.

    ``limit``: only so many are listed, and how many more there are is said.
    """
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Lead unit"), flexible=True),
        Column(_("Deadline")),
        Column(_("State")),
    )
    lines: list[Line] = []
    number = shown = 0
    coming = periods.coming_window(figures.covered)
    months = periods.calendar_months(*coming) if by_month else [coming]
    for first, last in months:
        head = len(lines)
        count = 0
        for row in figures.due_in(first, last):
            count += 1
            number += 1
            if limit is None or shown < limit:
                shown += 1
                state = row.state(figures.as_of)
                lines.append(Line((number, _titled(row), row.unit_name, row.measured, labels.state_label(state))))
        if by_month and count:
            words = _("Month {n}/{year} ({count})").format(n=first.month, year=first.year, count=count)
            lines.insert(head, Line((None, words), "head"))
    more = labels.more_rows(number - shown)
    return Table(
        columns, tuple(lines), title, name="due_next", empty=_("Nothing falls due in these days."), intro=more
    )


def extensions_of(figures: Figures) -> list[GrantedExtension]:
    """The extensions granted in the period to the tasks of a report."""
    taken = figures.counted(x.task for x in figures.material.extensions)
    return [x for x in figures.material.extensions if x.task in taken]


def obstacles_of(figures: Figures) -> list[ObstacleRow]:
    """The obstacles of the tasks and units of a report."""
    taken = figures.counted(o.task for o in figures.material.obstacles if o.task is not None)
    return [
        o
        for o in figures.material.obstacles
        if (o.task in taken if o.task is not None else figures.selection.units(figures.material, o.unit))
    ]


def filings_of(figures: Figures) -> list[FilingRow]:
    """The periodic reports of the units of a report; none where nobody has recorded any for the period."""
    found = figures.material.filings
    if not any(f.filed_on for f in found):
        return []
    return [f for f in found if figures.selection.units(figures.material, f.unit)]


def adjusted_of(figures: Figures) -> list[Adjusted]:
    """What was entered into closed periods about the tasks of a report, or about a unit as a whole.

    Of a task whose entry was taken back only the unit is known.
    """
    taken = figures.counted(a.task for a in figures.material.adjusted if a.task is not None)
    chosen = figures.selection
    narrow = bool(chosen.group or chosen.kind or chosen.decision)

    def about(entry: Adjusted) -> bool:
        if entry.task is None or (entry.kind == "removed" and not narrow):
            return chosen.units(figures.material, entry.unit)
        return entry.task in taken

    return [entry for entry in figures.material.adjusted if about(entry)]


def annex_records(found: Iterable[NamedTuple]) -> list[Json]:
    """Named rows in the machine form."""
    return [
        {name: iso(value) if isinstance(value, date) else value for name, value in row._asdict().items()}
        for row in found
    ]


def extensions_table(figures: Figures) -> Table:
    """The extensions granted in the period: old day, new day, document."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Lead unit"), flexible=True),
        Column(_("Old deadline")),
        Column(_("New deadline")),
        Column(_("Document")),
        Column(_("Reason"), flexible=True),
    )
    lines = tuple(
        Line(
            (
                n,
                f"{x.item}. {x.title}",
                x.unit_name,
                x.old_due,
                x.new_due or _("until further notice"),
                x.document,
                x.reason,
            )
        )
        for n, x in enumerate(extensions_of(figures), 1)
    )
    return Table(columns, lines, _("Deadlines moved in the period"), name="extensions", empty=_("None."))


def obstacles_table(figures: Figures) -> Table:
    """What stood in the way, what is proposed, and how it was cleared."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task, unit"), flexible=True),
        Column(_("Obstacle"), flexible=True),
        Column(_("Proposal"), flexible=True),
        Column(_("How it was cleared"), flexible=True),
    )
    lines = tuple(
        Line(
            (
                n,
                "\n".join(filter(None, (f"{o.item}. {o.title}" if o.task is not None else "", o.unit_name))),
                o.what,
                o.proposal,
                _cleared(o.resolution, o.document, o.resolved_on),
            )
        )
        for n, o in enumerate(obstacles_of(figures), 1)
    )
    return Table(columns, lines, _("Obstacles and proposals"), name="obstacles", empty=_("None was recorded."))


def _cleared(how: str, document: str, day: object) -> str:
    if not how:
        return _("not yet")
    return ", ".join(filter(None, (how, document, vn_date(day) if day else "")))  # type: ignore[arg-type]


def filings_table(figures: Figures) -> Table:
    """Which units filed their periodic report on time, late, or not."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Unit"), flexible=True),
        Column(_("Due")),
        Column(_("Filed")),
        Column(_("Document")),
        Column(_("State")),
    )
    found = filings_of(figures)
    lines = tuple(
        Line(
            (n, f.unit_name, f.due, f.filed_on, f.document, status_word(f.status)),
            {"late": "warn", "not_filed": "bad"}.get(f.status, ""),
        )
        for n, f in enumerate(found, 1)
    )
    by_status = {status: sum(f.status == status for f in found) for status in FilingStatus}
    sentence = _(
        "By {day}: {on_time} filed on time, {late} late, {not_filed} not; {waiting} still have time."
    ).format(day=vn_date(figures.material.made_on), **by_status)
    intro = (sentence,) if found else ()
    empty = _("None has been recorded for this period.")
    return Table(columns, lines, _("Periodic reports of the units"), name="filings", empty=empty, intro=intro)


def missed_table(figures: Figures) -> Table:
    """The missed list, by reason."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Lead unit"), flexible=True),
        Column(_("Since")),
        Column(_("Reasons"), flexible=True),
    )
    lines_of_all = list(figures.missed())
    taken = figures.counted(m.task for m in lines_of_all if m.task is not None)
    whole = figures.selection == Selection()
    found = [m for m in lines_of_all if m.task in taken or (m.task is None and (whole or _of_unit(figures, m)))]
    lines = tuple(
        Line((n, _subject(m), m.unit_name, m.since, ", ".join(labels.reason(Reason(code)) for code in m.reasons)))
        for n, m in enumerate(found, 1)
    )
    title = _("Tasks at risk of being missed, {day}").format(day=vn_date(figures.as_of))
    return Table(columns, lines, title, name="missed", empty=_("Nothing has been missed."), annex=True, wide=True)


def _of_unit(figures: Figures, line: MissedLine) -> bool:
    """Whether a unit that owes its report is one of those that the report is narrowed to."""
    chosen = figures.selection
    return (
        line.subject == "unit"
        and chosen == Selection(chosen.unit, chosen.alone)
        and chosen.units(figures.material, line.unit)
    )


def _subject(line: MissedLine) -> str:
    if line.task is not None:
        return f"{line.item}. {line.title}"
    return ": ".join(filter(None, (line.decision or line.title, line.detail)))


def adjusted_table(figures: Figures) -> Table | None:
    """What was entered into closed periods since they were signed; None where nothing was."""
    found = adjusted_of(figures)
    if not found:
        return None
    columns = (
        Column(_("Closed period")),
        Column(_("Task"), flexible=True),
        Column(_("Entry")),
        Column(_("Day")),
        Column(_("Document")),
    )
    lines = tuple(
        Line(
            (
                window_name(a.period),
                f"{a.item}. {a.title}" if a.item else a.title,
                _(_ENTRIES.get(a.kind, a.kind)),
                a.on_day,
                a.document,
            )
        )
        for a in found
    )
    count = ngettext("{n} entry was made", "{n} entries were made", len(found))
    intro = (_("{count} after the period was closed; the signed figures stay as they are.").format(count=count),)
    return Table(columns, lines, _("Entered into closed periods"), name="adjusted", intro=intro)
