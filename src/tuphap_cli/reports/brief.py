"""The brief for the director, of two pages: what is late and why, what falls due, who owes a report, conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..domain import missed
from ..domain.filings import FilingStatus
from ..domain.model import vn_date
from ..domain.periods import Window
from ..i18n import _, ngettext
from ..store.read.queries import TaskRow
from ..store.write.filing_records import FilingRow
from . import count_sentences, labels, side_tables, summary_machine
from .base import Column, Json, Letter, Line, Record, Report, Table, iso
from .figures import Figures
from .outcomes import Outcomes
from .overdue import FIELDS as LATE_FIELDS
from .overdue import overdue_record
from .period_words import window_name

ROWS = 7  # of each list, so that the brief stays on two pages; the others are counted
UNITS = 3  # that have a conclusion of their own; the others are in one together
NAMED = 12  # tasks or units that a conclusion names; the others are counted
DAYS = 30  # to come
FIELDS = (*LATE_FIELDS, "cause")


class Reported(NamedTuple):
    """The units' own reports for a period, as far as the brief is about them."""

    covered: Window
    rows: Sequence[FilingRow]

    @property
    def owing(self) -> list[FilingRow]:
        """Those that have not come in; none where nobody keeps a record of them."""
        if not any(row.filed_on for row in self.rows):
            return []
        return [row for row in self.rows if row.status == FilingStatus.NOT_FILED]


def brief_report(figures: Figures, reported: Reported, *, days: int = DAYS, scope: str, letter: Letter) -> Report:
    """The brief on the day of ``figures``, which its lists are taken from; ``days`` are those to come.

    ``scope`` names what it is narrowed to.
    """
    day = figures.as_of
    last = day + timedelta(days=days)
    outcomes = Outcomes(figures)
    late, near = list(figures.overdue()), list(figures.due_in(day, last))
    conclusions = _conclusions(figures, reported, late, len({row.task for row in near}), last)
    numbered = tuple(f"{n}. {text}" for n, text in enumerate(conclusions, 1))
    tables = (
        _late(figures, outcomes, late),
        _near(figures, near, days),
        _owing(reported),
        Table(
            (),
            (),
            _("Proposed conclusions"),
            name="conclusions",
            intro=numbered,
            empty="" if numbered else _("None."),
        ),
    )
    records: list[Record] = [overdue_record(row, day) | {"cause": outcomes.cause(row)} for row in late]
    return Report(
        schema="tuphap.brief/1",
        as_of=day,
        rows=records,
        more={
            "totals": {"overdue": len(late), "due_soon": len(near), "not_filed": len(reported.owing)},
            "soon": [overdue_record(row, day) for row in near],
            "period": summary_machine.period_record(reported.covered),
            "not_filed": [_filing(row) for row in reported.owing],
            "conclusions": list(conclusions),
        },
        title=_("Brief on the tasks assigned, {day}").format(day=vn_date(day)),
        heading=(_("Only {scope}.").format(scope=scope),) if scope else (),
        tables=tuple(
            table._replace(label=label) for table, label in zip(tables, ("I", "II", "III", "IV"), strict=True)
        ),
        fields=FIELDS,
        letter=letter,
    )


def _filing(row: FilingRow) -> Json:
    return {"unit": row.unit, "unit_name": row.unit_name, "due": iso(row.due)}


def _titled(row: TaskRow) -> str:
    """The task with its lead, which leaves room for the causes."""
    title = f"{row.item}. {row.title}" if row.item else row.title
    return f"{title} – {row.unit_name or _('no lead unit')}"


def _rest(number: int) -> tuple[str, ...]:
    """How many rows a list leaves out."""
    if number <= ROWS:
        return ()
    rest = ngettext("{n} more is not listed here.", "{n} more are not listed here.", number - ROWS, said=True)
    return (rest,)


def _late(figures: Figures, outcomes: Outcomes, rows: list[TaskRow]) -> Table:
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task, lead unit"), flexible=True),
        Column(_("Deadline")),
        Column(_("Days late"), right=True),
        Column(_("Cause, proposal"), flexible=True),
    )
    lines = tuple(
        Line(
            (
                n,
                _titled(row),
                row.measured,
                figures.late_by(row),
                outcomes.cause(row) or _("not stated"),
            ),
            labels.tone(row.state(figures.as_of), figures.late_by(row)),
        )
        for n, row in enumerate(rows[:ROWS], 1)
    )
    sentences = count_sentences.overdue_sentences(figures, ages=False)[:1] if rows else ()
    title, empty = _("What is late, and why"), _("Nothing is overdue.")
    return Table(
        columns,
        lines,
        title,
        name="overdue",
        empty=empty,
        intro=(" ".join((*sentences, *_rest(len(rows)))),) if rows else (),
    )


def _near(figures: Figures, rows: list[TaskRow], days: int) -> Table:
    columns = (
        Column(_("Seq."), right=True),
        Column(_("Task, lead unit"), flexible=True),
        Column(_("Deadline")),
        Column(_("State")),
    )
    lines = tuple(
        Line((n, _titled(row), row.measured, labels.state_label(row.state(figures.as_of))))
        for n, row in enumerate(rows[:ROWS], 1)
    )
    counted = labels.deadlines_of_tasks(len(rows), len({row.task for row in rows}), said=True)
    said = (_("There fall due: {deadlines}.").format(deadlines=counted), *_rest(len(rows)))
    intro = (" ".join(said),) if rows else ()
    title = ngettext("What falls due within {n} day", "What falls due within {n} days", days, said=True)
    return Table(columns, lines, title, name="soon", empty=_("Nothing falls due in these days."), intro=intro)


def _owing(reported: Reported) -> Table:
    name = window_name(reported.covered.name)
    title = _("Who has not reported")
    names = _units([row.unit_name for row in reported.owing])
    if names:
        words = _("For {period} {n} have not reported: {names}.")
        units = ngettext("{n} unit", "{n} units", len(reported.owing), said=True)
        return Table((), (), title, name="not_filed", intro=(words.format(period=name, n=units, names=names),))
    kept = any(row.filed_on for row in reported.rows)
    empty = (
        _("All that were due for {period} have come in.")
        if kept
        else _("No report of a unit for {period} is recorded.")
    )
    return Table((), (), title, name="not_filed", empty=empty.format(period=name))


def _items(rows: Sequence[TaskRow], *, several: bool) -> str:
    """The tasks by their items, with the documents that assign them where there are ``several``."""
    by_document: dict[str, list[str]] = {}
    for row in rows[:NAMED]:
        by_document.setdefault(row.decision if several else "", []).append(row.item or str(row.task))
    lists = {document: ", ".join(items) for document, items in by_document.items()}
    named = [f"{document}: {items}" if document else items for document, items in lists.items()]
    if (rest := len(rows) - NAMED) > 0:
        named.append(ngettext("{n} other task", "{n} other tasks", rest, said=True))
    return "; ".join(named)


def _units(names: Sequence[str]) -> str:
    """The first of the ``names``, and how many other units there are."""
    rest = len(names) - NAMED
    others = [ngettext("{n} other unit", "{n} other units", rest, said=True)] if rest > 0 else []
    return "; ".join([*names[:NAMED], *others])


def _conclusions(
    figures: Figures, reported: Reported, late: Sequence[TaskRow], near: int, last: date
) -> tuple[str, ...]:
    """What the director may conclude, unit by unit; the days that only he can set are left blank."""
    found: list[str] = []
    by_unit: dict[str, list[TaskRow]] = {}
    for row in late:
        by_unit.setdefault(row.unit_name, []).append(row)
    fullest = sorted(by_unit.items(), key=lambda item: -len(item[1]))
    several = len({row.decision_id for row in late}) > 1
    for unit, rows in fullest[:UNITS]:
        words = _("{unit} finishes {n} ({items}) and reports the result before …/…/….")
        if not unit:
            words = _("A lead unit is named for {n} ({items}) before …/…/….")
        tasks = ngettext("{n} overdue task", "{n} overdue tasks", len(rows), said=True)
        found.append(words.format(unit=unit, n=tasks, items=_items(rows, several=several)))
    if rest := fullest[UNITS:]:
        words = _("So do the other units with overdue tasks: {units}.")
        units = [f"{unit or _('no lead unit')} ({_items(rows, several=several)})" for unit, rows in rest]
        found.append(words.format(units=_units(units)))
    if near:
        words = _("The units keep the deadlines of {n} up to {day}; what cannot be kept is reported beforehand.")
        found.append(words.format(n=ngettext("{n} task", "{n} tasks", near, said=True), day=vn_date(last)))
    if owing := reported.owing:
        words = _("{units}: the report for {period} is sent in before …/…/….")
        names = _units([row.unit_name for row in owing])
        found.append(words.format(units=names, period=window_name(reported.covered.name)))
    # As the missed list counts them: a task that comes "khi có yêu cầu" will never have a day.
    undated = sum(missed.needs_date(row) and row.done_on is None for row in figures.behind("no_deadline"))
    if undated:
        words = _("A day is set for {n} that wait for one.")
        found.append(words.format(n=ngettext("{n} task", "{n} tasks", undated, said=True)))
    for obstacle in side_tables.obstacles_of(figures):
        if obstacle.resolved_on is None and obstacle.proposal and len(found) < 2 * ROWS:
            found.append(_("To be decided – {proposal}").format(proposal=side_tables.proposal_words(obstacle)))
    return tuple(found)
