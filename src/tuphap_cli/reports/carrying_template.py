"""The list to be filled in with the task of the office above that each task carries out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..i18n import _, ngettext
from ..store.read.queries import TaskRow
from .base import Column, Line, Report, Table, ToFillIn, iso

FIELDS = ("task", "item", "decision", "title", "unit", "due", "carries_out", "title_above", "version")


class CarryingFacts(NamedTuple):
    """What the list is made of: the tasks, and those ``above`` of the documents that their plans implement.

    ``present`` (what they carry out) and ``proposed`` are numbers of tasks above, by task. ``unmatched`` are the
    plans whose document is not in the register above, or that implement none.
    """

    rows: Sequence[TaskRow]
    above: Sequence[TaskRow]
    present: Mapping[int, int]
    proposed: Mapping[int, int]
    versions: Mapping[int, int]
    unmatched: Sequence[str]

    def of(self, task: int) -> int | None:
        """What stands in the list for ``task``: what it carries out, else what is proposed."""
        return self.present.get(task) or self.proposed.get(task)


def carrying_template(facts: CarryingFacts, today: date) -> Report:
    """The list, in which what is known and what is proposed is filled in already."""
    titles = {row.task: row.title for row in facts.above}
    proposed = [task for task in facts.proposed if task not in facts.present]
    return Report(
        schema="tuphap.carrying_template/1",
        as_of=today,
        rows=[
            {
                "task": row.task,
                "item": row.item,
                "decision": row.decision,
                "title": row.title,
                "unit": row.unit,
                "due": iso(row.due),
                "carries_out": facts.of(row.task),
                "title_above": titles.get(facts.of(row.task) or 0, ""),
                "version": facts.versions[row.task],
            }
            for row in facts.rows
        ],
        more={
            "above": [
                {
                    "task": row.task,
                    "item": row.item,
                    "decision": row.decision,
                    "title": row.title,
                    "due": iso(row.due),
                }
                for row in facts.above
            ],
            "proposed": proposed,
            "totals": {"tasks": len(facts.rows), "present": len(facts.present), "proposed": len(proposed)},
        },
        title=_("Which task of the office above each task carries out"),
        heading=(
            _(
                "Check the numbers that are proposed and fill in the others; “không” for none. "
                "Empty rows stay as they are."
            ),
        ),
        tables=(_own_table(facts, titles), *([_above_table(facts.above)] if facts.above else [])),
        closing=_closing(facts, len(proposed)),
        fields=FIELDS,
    )


def _own_table(facts: CarryingFacts, titles: Mapping[int, str]) -> Table:
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), roomy=True, names="unit"),
        Column(_("Task of the office above (to be filled in)"), right=True),
        Column(_("Its words above"), flexible=True),
        Column(_("Version"), right=True, roomy=True),
    )
    lines = []
    for r in facts.rows:
        number = facts.of(r.task)
        cells = (r.task, r.item, r.title, r.decision, r.unit, number or ToFillIn(), titles.get(number or 0, ""))
        lines.append(Line((*cells, facts.versions[r.task])))
    return Table(columns, tuple(lines), title=_("Tasks"), empty=_("No task fits."))


def _above_table(rows: Sequence[TaskRow]) -> Table:
    columns = (
        Column(_("Number above"), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Due")),
    )
    lines = tuple(Line((r.task, r.item, r.title, r.decision, r.due or r.deadline_text)) for r in rows)
    return Table(columns, lines, title=_("Tasks of the office above"))


def _closing(facts: CarryingFacts, proposed: int) -> tuple[str, ...]:
    linked = ngettext(
        "{n} task carries out one of the office above",
        "{n} tasks carry out one of the office above",
        len(facts.present),
    )
    said = ngettext("{n} more is proposed", "{n} more are proposed", proposed)
    lines = [f"{linked}; {said}."]
    lines += [
        _(
            "{decision}: the document that it implements is not in the register above, so nothing is proposed for it."
        ).format(decision=number)
        for number in facts.unmatched
    ]
    return tuple(lines)
