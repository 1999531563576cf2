"""Lists of a periodic report: overdue, all tasks, due next, missed."""

from __future__ import annotations

from ..domain import periods
from ..domain.missed import Reason
from ..domain.model import State, vn_date
from ..i18n import _
from ..store.read.queries import TaskRow
from . import labels
from .base import Column, Line, Table
from .figures import Figures, Selection
from .kept.contents import MissedLine
from .outcomes import Outcomes
from .summary_tables import group_name


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
    outcomes = Outcomes(figures)
    lines = tuple(
        Line(
            (
                n,
                _titled(row),
                row.decision,
                row.unit_name or _("no lead unit"),
                row.measured,
                figures.late_by(row),
                outcomes.cause(row),
            ),
            labels.tone(row.state(figures.as_of), figures.late_by(row)),
        )
        for n, row in enumerate(figures.overdue(), 1)
    )
    title = _("Tasks overdue on {day}").format(day=vn_date(figures.as_of))
    legend = labels.legend("worst", "bad")
    empty = _("Nothing is overdue.")
    return Table(columns, lines, title, name="overdue", empty=empty, annex=True, wide=True, legend=legend)


def _titled(row: TaskRow) -> str:
    return f"{row.item}. {row.title}" if row.item else row.title


def everything_table(figures: Figures) -> Table:
    """All tasks under their groups, with result and state."""
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task"), flexible=True),
        Column(_("Lead unit"), flexible=True),
        Column(_("Deadline")),
        Column(_("Result"), flexible=True),
        Column(_("State")),
    )
    several = len(figures.by_decision) > 1
    outcomes = Outcomes(figures)
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
                    outcomes.result(row),
                    _state(row, state),
                ),
                labels.tone(state, figures.late_by(row)),
            )
        )
    return Table(
        columns,
        tuple(lines),
        _("All tasks and their state on {day}").format(day=vn_date(figures.as_of)),
        name="tasks",
        empty=_("No task fits."),
        annex=True,
        wide=True,
        legend=labels.legend("worst", "bad", "warn", "good"),
    )


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
    shown = 0
    coming = periods.coming_window(figures.covered)
    number = figures.number_due_in(*coming)
    months = periods.calendar_months(*coming) if by_month else [coming]
    for first, last in months:
        count = figures.number_due_in(first, last) if by_month else number
        if by_month and count.deadlines:
            words = _("Month {n}/{year}").format(n=first.month, year=first.year)
            lines.append(Line((None, f"{words} {labels.in_brackets(count)}"), "head"))
        for row in figures.due_in(first, last, None if limit is None else limit - shown):
            shown += 1
            state = labels.state_label(row.state(figures.as_of))
            lines.append(Line((shown, _titled(row), row.unit_name, row.measured, state)))
    counted = _("There fall due: {deadlines}.").format(deadlines=labels.deadlines_of_tasks(*number, said=True))
    intro = (*((counted,) if number.deadlines else ()), *labels.more_rows(number.deadlines - shown))
    empty = _("Nothing falls due in these days.")
    return Table(columns, tuple(lines), title, name="due_next", empty=empty, intro=intro)


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
