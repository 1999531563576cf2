"""Units that hand tasks over: the lists that a clerk fills in beforehand, and what a reorganisation has done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.handover import HandedGroup, Reorganised, first_of
from ..i18n import _, ngettext
from ..store.read.entries import UnitRow
from ..store.read.queries import TaskRow
from .base import Cell, Column, Line, Record, Report, Table, ToFillIn, iso
from .problem_rows import problem_record, problem_table

MAP_FIELDS = ("task", "item", "decision", "title", "unit", "due", "to")
UNIT_FIELDS = (
    "code",
    "name",
    "open_tasks",
    "act",
    "to",
    "rest",
    "new_name",
    "kind",
    "parent",
    "day",
    "document",
)
GROUP_FIELDS = ("unit", "unit_name", "to", "to_name", "tasks", "day", "document")
_BLANK_UNITS = 10  # lines for new units in the file to be filled in


def map_report(rows: Sequence[TaskRow], proposed: Mapping[int, str], today: date) -> Report:
    """The open tasks of a unit with an empty column for the unit that each goes to; some have a ``proposed`` one."""
    return Report(
        schema="tuphap.handover_map/1",
        as_of=today,
        rows=[_task_record(row, proposed) for row in rows],
        title=_("Tasks to be handed over"),
        heading=(_("Name in the last column the unit that each task goes to."),),
        tables=(_task_table(rows, proposed),),
        fields=MAP_FIELDS,
    )


def _task_record(row: TaskRow, proposed: Mapping[int, str]) -> Record:
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "title": row.title,
        "unit": row.unit,
        "due": iso(row.due),
        "to": proposed.get(row.task, ""),
    }


def _task_table(rows: Sequence[TaskRow], proposed: Mapping[int, str]) -> Table:
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Lead"), names="unit"),
        Column(_("Due")),
        Column(_("Taken over by (to be filled in)")),
    )
    lines = [
        Line((r.task, r.item, r.title, r.decision, r.unit, r.due, proposed.get(r.task) or ToFillIn())) for r in rows
    ]
    return Table(columns, tuple(lines), title=_("Tasks"), empty=_("No task is open."))


def reorganisation_template(units: Sequence[UnitRow], tasks: Sequence[TaskRow], today: date) -> Report:
    """The file of a reorganisation to be filled in: the present units, room for new ones, and the open tasks."""
    led: dict[str, int] = {}
    for task in tasks:
        led[task.unit] = led.get(task.unit, 0) + 1
    columns = (
        Column(_("Code")),
        Column(_("Unit"), flexible=True),
        Column(_("Open tasks"), right=True),
        Column(_("Change (to be filled in)")),
        Column(_("Taken over by (to be filled in)")),
        Column(_("The rest goes to (to be filled in)")),
        Column(_("New name (to be filled in)")),
        Column(_("Kind (to be filled in)")),
        Column(_("Belongs to (to be filled in)")),
        Column(_("Day (to be filled in)")),
        Column(_("Document (to be filled in)")),
    )
    empty: tuple[Cell, ...] = (ToFillIn(),) * 8
    known = [Line((unit.code, unit.name, led.get(unit.code, 0), *empty)) for unit in units]
    new = [Line((ToFillIn(), ToFillIn(), None, *empty))] * _BLANK_UNITS
    return Report(
        schema="tuphap.reorganisation_template/1",
        as_of=today,
        rows=[
            dict.fromkeys(UNIT_FIELDS, "")
            | {"code": unit.code, "name": unit.name, "open_tasks": led.get(unit.code, 0)}
            for unit in units
        ],
        more={"tasks": [_task_record(row, {}) for row in tasks]},
        title=_("Reorganisation of units"),
        heading=(
            _("Change: end (its tasks go over), transfer, rename, new; leave units that stay as they are empty."),
            _("Several units that take over: parted by semicolons; the list of tasks says which task goes where."),
        ),
        tables=(Table(columns, (*known, *new), title=_("Units")), _task_table(tasks, {})),
        fields=UNIT_FIELDS,
    )


def reorganised_report(done: Reorganised, today: date, *, dry_run: bool) -> Report:
    """What a reorganisation has done, or would do: for each unit how many open tasks go where; or its problems."""
    tasks, problems = sum(len(group.tasks) for group in done.handed if group.to is not None), done.problems
    return Report(
        schema="tuphap.reorganised/1",
        as_of=today,
        rows=[_group_record(group) for group in done.handed],
        more={
            "written": not problems and not dry_run,
            "new": done.new,
            "renamed": done.renamed,
            "ended": done.ended,
            "problems": [problem_record(problem) for problem in problems],
            "totals": {"tasks": tasks, "undecided": done.undecided, "problems": len(problems)},
        },
        title=_("Reorganisation of units"),
        tables=(_group_table(done.handed), *([problem_table(problems)] if problems else [])),
        closing=_closing(done, tasks, refused=bool(problems), dry_run=dry_run),
        fields=GROUP_FIELDS,
    )


def _group_record(group: HandedGroup) -> Record:
    return {
        "unit": group.giver,
        "unit_name": group.giver_name,
        "to": group.to,
        "to_name": group.to_name,
        "tasks": list(group.tasks),
        "day": group.day.isoformat(),
        "document": group.document,
    }


def _group_table(groups: Sequence[HandedGroup]) -> Table:
    columns = (
        Column(_("Hands over"), names="unit"),
        Column(_("Takes over"), names="unit"),
        Column(_("Unit"), flexible=True),
        Column(_("Tasks"), right=True),
        Column(_("Their numbers"), flexible=True),
        Column(_("Day")),
        Column(_("Document"), roomy=True),
    )
    lines = tuple(
        Line(
            (
                g.giver,
                g.to or "–",
                g.to_name or _("(not decided)"),
                len(g.tasks),
                first_of(g.tasks),
                g.day,
                g.document,
            ),
            tone="" if g.to else "bad",
        )
        for g in groups
    )
    return Table(columns, lines, empty=_("No unit hands tasks over."))


def _closing(done: Reorganised, tasks: int, *, refused: bool, dry_run: bool) -> tuple[str, ...]:
    said = [ngettext("{n} open task goes over.", "{n} open tasks go over.", tasks)]
    for template, codes in (
        (_("New units: {codes}."), done.new),
        (_("Renamed: {codes}."), done.renamed),
        (_("Units that end: {codes}."), done.ended),
    ):
        if codes:
            said.append(template.format(codes=", ".join(codes)))
    if refused:
        said.append(_("Nothing was written."))
    elif dry_run:
        said.append(_("Tried only; nothing was written."))
    else:
        said.append(_("To take it all back: tuphap undo"))
    return tuple(said)
