"""The summary of a period: how many tasks were assigned, done on time, done late, open, overdue; by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..domain import periods
from ..domain.journal import journal_mark
from ..domain.model import vn_date
from ..domain.periods import PeriodKind, Window
from ..domain.tallies import AGES, BOXES
from ..i18n import _, two_figures
from ..store.read.queries import TaskRow
from ..text import roman
from . import labels, lists, review, summary_machine, summary_tables
from .base import Letter, Record, Report, Table, iso
from .figures import EVERYTHING, Figures, Shown, UnitLine
from .material import is_review
from .period_words import basis

FIELDS = ("unit", "unit_name", "parent", "level", "assigned", *BOXES)
# The figures of a unit together with those below it, as the drawn tables have them.
WITH_BELOW = {f"with_below_{name}": name for name in ("assigned", *BOXES)}


def summary_report(
    figures: Figures,
    *,
    scope: str = "",
    letter: Letter | None = None,
    closed_on: date | None = None,
    shown: Shown = EVERYTHING,
) -> Report:
    """The report that ``figures`` give; half-years and years become a review.

    ``scope`` names what they are narrowed to; ``closed_on``: the figures are those signed on that day; ``shown`` says
    which parts the format shows.
    """
    covered, material = figures.covered, figures.material
    named = title(covered, is_review(covered))
    frame = review.Frame(named, letter.office if letter else "", scope)
    tables = review.report_tables(figures, shown, frame)
    unit_records = [summary_machine.unit_figures(line) for line in figures.by_unit if line.own or line.whole]
    return Report(
        schema="tuphap.summary/1",
        as_of=material.as_of,
        rows=[_row(line) for line in figures.by_unit if line.own or line.whole],
        more=summary_machine.more(figures, unit_records, closed_on, whole=shown.machine),
        title=named,
        heading=_heading(figures, scope, closed_on, plans=False),
        tables=_numbered([_shortened(table, shown.limit) for table in tables]),
        closing=_sums(figures),
        fields=(*FIELDS, *WITH_BELOW),
        mark=journal_mark(material.seq, material.head),
        letter=letter,
    )


def _row(line: UnitLine) -> Record:
    """A unit as a row: its own figures, then those together with the units below it."""
    record = summary_machine.unit_figures(line)
    whole = {key: line.whole[name] for key, name in WITH_BELOW.items()}
    return {name: record[name] for name in FIELDS} | whole


def _shortened(table: Table, limit: int | None) -> Table:
    """The table with its first ``limit`` lines (None: all), headings aside, and how many more there are."""
    lines = [line for line in table.lines if line.tone != "head"] if limit is not None else ()
    if limit is None or len(lines) <= limit:
        return table
    return table._replace(lines=tuple(lines[:limit]), intro=(*table.intro, *labels.more_rows(len(lines) - limit)))


def _numbered(found: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with their numbers: anew in each part, the annexes by themselves, and what is within one of them."""
    numbered, number, annex, within = [], 0, 0, 0
    for table in found:
        if table.goes_on:
            within += within > 0
            label = str(within - 1) if within else ""
        elif table.annex:
            annex, within = annex + 1, not table.columns  # an annex of several tables has a head without one
            label = _("Annex {n}").format(n=roman(annex))
        else:
            number = (0 if table.part else number) + bool(table.title)
            label = roman(number) if table.title else ""
        numbered.append(table._replace(label=label))
    return tuple(numbered)


def behind(
    figures: Figures,
    rows: Sequence[TaskRow],
    name: str,
    supporting: Mapping[int, list[str]],
    scope: str,
    closed_on: date | None = None,
) -> Report:
    """The tasks (or deadlines) that the figure ``name`` counts: ``rows``."""
    found = [(row, row.state(figures.as_of)) for row in rows]
    records = [
        lists.task_record(row, state, supporting.get(row.task, ())) | {"measured": iso(row.measured)}
        for row, state in found
    ]
    table = lists.task_table(found, rows, figures.as_of)
    return Report(
        schema="tuphap.summary.rows/1",
        as_of=figures.as_of,
        rows=records,
        more={
            "figure": name,
            "period": summary_machine.period_record(figures.covered),
            "closed_on": iso(closed_on),
            "totals": {"rows": len(rows), "tasks": len({row.task for row in rows})},
        },
        title=f"{title(figures.covered, False)}: {figure_name(name)}",
        heading=_heading(figures, scope, closed_on),
        tables=(table,),
        fields=(*lists.TASK_FIELDS, "measured"),
        closing=(lists.count_of(len(rows)),) if rows else (),
    )


def figure_name(name: str) -> str:
    """The words for a figure."""
    words = {figure: text for figure, text, _level in summary_tables.WHOLE}
    others = {
        "assigned": _("all tasks"),
        "with_deadline": _("with a deadline"),
        "finished": _("finished"),
        "in_time_under_way": _("in time, under way"),
        "in_time_not_started": _("in time, not started"),
        "overdue_under_way": _("overdue, under way"),
        "overdue_not_started": _("overdue, not started"),
        "no_deadline_regular": _("without deadline: regular, ongoing"),
        "no_deadline_other": _("without deadline: waiting for a date"),
        "no_deadline_with_result": _("without deadline, with a result"),
        "no_deadline_regular_with_result": _("regular, ongoing, with a result"),
        "no_deadline_other_with_result": _("waiting for a date, with a result"),
        "due_in_period": _("due in the period"),
        "done_in_period": _("done in the period"),
        "due_in_period_done": _("due in the period and done"),
        "due_in_estimated": _("due in the estimated days"),
        "done_in_estimated": _("done in the estimated days"),
    }
    if name in dict(AGES):
        return _("overdue {age}").format(age=summary_tables.age_name(name))
    return others.get(name) or _(words[name])


def title(covered: Window, reviewed: bool) -> str:
    """The title of a report on a window."""
    period = covered.period
    if period is None:
        days = {"start": vn_date(covered.start), "end": vn_date(covered.end)}
        return _("Summary from {start} to {end}").format(**days)
    half = period.kind is PeriodKind.HALF
    first = half and period.index == 1
    if reviewed:
        words = (
            _("Review of the first six months of {year}, tasks of the last six months")
            if first
            else (_("Review of the last six months of {year}") if half else _("Annual review of {year}"))
        )
        return words.format(year=period.year)
    titles = {
        PeriodKind.MONTH: _("Summary of month {n}/{year}"),
        PeriodKind.QUARTER: _("Summary of quarter {roman}/{year}"),
        PeriodKind.HALF: _("Summary of the first six months of {year}")
        if first
        else _("Summary of the last six months of {year}"),
        PeriodKind.NINE: _("Summary of nine months of {year}"),
        PeriodKind.YEAR: _("Summary of the year {year}"),
    }
    return titles[period.kind].format(n=period.index, roman=roman(period.index), year=period.year)


def window_lines(covered: Window, as_of: date) -> list[str]:
    """What the window ``covered`` of figures as of a day is, and how far these go."""
    lines = [
        _("Reporting window: {start} – {end} ({basis}).").format(
            start=vn_date(covered.start), end=vn_date(covered.end), basis=basis(covered.scheme)
        ),
        _("Figures as of {day}.").format(day=vn_date(as_of)),
    ]
    if covered.estimated_from is not None:
        lines.append(_("From {day} on the figures are estimates.").format(day=vn_date(covered.estimated_from)))
    elif as_of < covered.end:
        lines.append(_("The period is not over: the figures are actual up to that day."))
    return lines


def _heading(figures: Figures, scope: str, closed_on: date | None, *, plans: bool = True) -> tuple[str, ...]:
    """Window, day and limits of the figures; ``plans``: and the documents, where no opening sentence names them."""
    material, lines = figures.material, window_lines(figures.covered, figures.as_of)
    if closed_on is not None:
        lines.append(_("Closed on {day}: these are the signed figures.").format(day=vn_date(closed_on)))
    named = ", ".join(f"{plan.number} ({vn_date(plan.issued_on)})" for plan in material.plans)
    if named and plans:
        lines.append(_("Plans covered: {plans}.").format(plans=named))
    lines += _left_out(figures)
    if scope:
        lines.append(_("Only {scope}.").format(scope=scope))
    return (*lines, *labels.against(figures.against))


def _left_out(figures: Figures) -> list[str]:
    """How many tasks are not counted since they had ended before the reporting year."""
    number = figures.selection.left_out(figures.material)
    words = _("{n} tasks that had ended before {day} are not counted.")
    if number is None:
        number, words = figures.material.left_out, _("{n} tasks of the whole office had ended before {day}.")
    opening = vn_date(periods.opening(figures.covered))
    return [words.format(n=two_figures(number), day=opening)] if number else []


def _sums(figures: Figures) -> tuple[str, ...]:
    """What the reader may hold the figures to."""
    shown = journal_mark(figures.material.seq, figures.material.head)
    return (_("Verification mark of the register: {mark}.").format(mark=shown),)
