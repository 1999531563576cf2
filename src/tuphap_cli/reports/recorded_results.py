"""What a list of results has recorded, or why it was refused; and the list that is to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..domain.draft import PlanDraft
from ..domain.model import Severity
from ..domain.problems import Problem
from ..i18n import _, ngettext
from ..store.read.open_work import OpenWork
from ..store.write.ledger import Recorded
from .base import Column, Json, Line, Report, Table, ToFillIn, iso
from .entry_rows import entry_record, entry_table
from .import_lists import ImportLists
from .problem_rows import PROBLEM_FIELDS, by_weight, problem_record, problem_table

_EMPTY = (ToFillIn(), ToFillIn(text=False), ToFillIn(), ToFillIn())  # day, percent, document, note
KINDS = ("done", "progress", "start")
ENTRY_FIELDS = ("task", "decision", "item", "title", "entry", "day", "due", "percent", "occurrence", "document")
TEMPLATE_FIELDS = (
    "task",
    "item",
    "decision",
    "title",
    "unit",
    "period",
    "due",
    "day",
    "percent",
    "document",
    "note",
)


class ResultsAnswer(NamedTuple):
    """What is known of a list of results when it is answered.

    ``already`` results were in the register before, in ``blank`` rows nothing was filled in. Nothing is written where
    there are errors or questions among the ``problems``.
    """

    entries: Sequence[Recorded]
    problems: Sequence[Problem]
    already: int = 0
    blank: int = 0
    dry_run: bool = False

    @property
    def refused(self) -> int:
        """How many of the problems keep the list from being recorded."""
        return sum(problem.severity is not Severity.NOTE for problem in self.problems)


def results_report(answer: ResultsAnswer, today: date, *, lists: bool = False, first: int | None = None) -> Report:
    """The report of a list of results: its entries, or its problems where it was refused.

    The problems are one table, or ``lists`` of sentences for a terminal, of which the ``first`` are shown.
    """
    entries = [] if answer.refused else list(answer.entries)
    ranked = by_weight(answer.problems)
    totals: dict[str, Json] = {"entries": len(entries)}
    totals |= {kind: sum(entry.kind == kind for entry in entries) for kind in KINDS}
    totals |= {"already": answer.already, "blank": answer.blank}
    totals |= {s.value: sum(p.severity is s for p in ranked) for s in Severity}
    tables = [entry_table(entries)] if entries else []
    if lists:
        tables += ImportLists(PlanDraft(), ranked, {}, first).tables()
    elif ranked:
        tables.append(problem_table(ranked))
    return Report(
        schema="tuphap.results/1",
        as_of=today,
        rows=[entry_record(entry) for entry in entries],
        more={
            "written": bool(entries) and not answer.dry_run,
            "problems": [problem_record(problem) for problem in ranked],
            "totals": totals,
        },
        tables=tuple(tables),
        closing=_closing(answer, entries),
        fields=PROBLEM_FIELDS if answer.refused else ENTRY_FIELDS,
    )


def _closing(answer: ResultsAnswer, entries: Sequence[Recorded]) -> tuple[str, ...]:
    if answer.refused:
        return (_("Nothing was written."),)
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in KINDS}
    parts = [
        ngettext("{n} task done", "{n} tasks done", counts["done"]) if counts["done"] else "",
        ngettext("{n} in progress", "{n} in progress", counts["progress"]) if counts["progress"] else "",
        ngettext("{n} started", "{n} started", counts["start"]) if counts["start"] else "",
        ngettext("{n} was there already", "{n} were there already", answer.already) if answer.already else "",
        ngettext("{n} row not filled in", "{n} rows not filled in", answer.blank) if answer.blank else "",
    ]
    said = ", ".join(filter(None, parts)) or _("Nothing to record")
    lines = [f"{said}."]
    if answer.dry_run:
        lines.append(_("Tried only; nothing was written."))
    elif entries:
        lines.append(_("To take it all back: tuphap undo"))
    return tuple(lines)


def template_report(work: Sequence[OpenWork], today: date) -> Report:
    """The list of open tasks with empty columns for what was done."""
    columns = (
        Column(_("No."), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), roomy=True),
        Column(_("Occurrence"), roomy=True),
        Column(_("Due")),
        Column(_("Day (to be filled in)")),
        Column(_("% (to be filled in)"), right=True),
        Column(_("Document (to be filled in)")),
        Column(_("Note (to be filled in)"), flexible=True),
    )
    lines = [
        Line((row.task, row.item, row.title, row.decision, row.unit, occurrence, row.due, *_EMPTY))
        for row, occurrence in work
    ]
    return Report(
        schema="tuphap.results_template/1",
        as_of=today,
        rows=[
            {
                "task": row.task,
                "item": row.item,
                "decision": row.decision,
                "title": row.title,
                "unit": row.unit,
                "period": occurrence,
                "due": iso(row.due),
                "day": "",
                "percent": "",
                "document": "",
                "note": "",
            }
            for row, occurrence in work
        ],
        title=_("Results of tasks"),
        heading=(_("A day alone or with 100%: done; with a lower percentage: in progress. Leave other rows empty."),),
        tables=(Table(columns, tuple(lines) or (Line((*(None,) * 7, *_EMPTY)),)),),
        fields=TEMPLATE_FIELDS,
    )
