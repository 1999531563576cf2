"""Which tasks moved from where to where: between two periods, or since a report was signed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from ..domain.model import N_, State, vn_date
from ..domain.tallies import BOX_OF, BOXES
from ..i18n import _, ngettext
from ..store.read import queries
from ..store.read.queries import TaskRow
from . import labels
from .base import Cell, Column, Json, Line, Record, Report, Table, iso
from .figures import Selection
from .kept.contents import Material
from .period_words import window_name

FIELDS = ("task", "item", "decision", "title", "unit", "unit_name", "from", "to", "due_from", "due_to", "what")
# What an official table calls its boxes; "" where a task was not counted at all.
_BOX_WORDS = {
    "done_on_time": N_("done on time"),
    "done_late": N_("done late"),
    "open_in_time": N_("open, in time"),
    "open_overdue": N_("open, overdue"),
    "no_deadline": N_("without deadline"),
    "suspended": N_("suspended"),
    "cancelled": N_("cancelled"),
    "": N_("not counted"),
}


class Side(NamedTuple):
    """One side of a comparison: the short name of its window and the material its figures were made from.

    ``signed``: the figures are those of a signed report.
    """

    name: str
    material: Material
    signed: bool = False

    @property
    def as_of(self) -> date:
        """The day of its figures."""
        return self.material.as_of


class Move(NamedTuple):
    """A task whose state is another on the second side; a state is None where it was not counted."""

    row: TaskRow
    before: State | None
    after: State | None
    due_before: date | None
    due_after: date | None
    unit_before: str
    unit_after: str

    @property
    def boxes(self) -> tuple[str, str]:
        """The boxes of the official table from and to."""
        return (BOX_OF[self.before] if self.before else "", BOX_OF[self.after] if self.after else "")


def moves(first: Side, second: Side, selection: Selection) -> list[Move]:
    """The tasks whose state, due day or unit differs, in the order of the plans."""
    before, after = (
        {row.task: row for row in queries.governed(selection.rows(side.material, side.material.rows))}
        for side in (first, second)
    )
    found = []
    for task in dict.fromkeys((*after, *before)):
        a, b = before.get(task), after.get(task)
        move = Move(
            row=b or before[task],
            before=a.state(first.as_of) if a else None,
            after=b.state(second.as_of) if b else None,
            due_before=a.due if a else None,
            due_after=b.due if b else None,
            unit_before=a.unit if a else "",
            unit_after=b.unit if b else "",
        )
        same_due = a is None or b is None or a.deadline_id != b.deadline_id or a.due == b.due
        same_unit = a is None or b is None or a.unit == b.unit
        if move.before is not move.after or not same_due or not same_unit:
            found.append(move)
    return found


def comparison(first: Side, second: Side, *, selection: Selection | None = None, scope: str = "") -> Report:
    """The comparison of two sides, the earlier one first."""
    found = moves(first, second, selection or Selection())
    boxed = Counter(move.boxes for move in found if move.boxes[0] != move.boxes[1])
    order = (*BOXES, "")
    flows: list[Json] = [
        {"from": a or None, "to": b or None, "tasks": boxed[a, b]} for a in order for b in order if boxed[a, b]
    ]
    heading: tuple[str, ...] = tuple(
        _("{name}: figures as of {day}.").format(name=_words(side), day=vn_date(side.as_of))
        for side in (first, second)
    )
    title = _("From {a} to {b}: what has moved").format(a=window_name(first.name), b=window_name(second.name))
    sides = (_words(first), _words(second))
    if first.name == second.name and first.signed and not second.signed:
        sides = (_("As signed"), _("Now"))
        title = _("What has changed since the report on {period} was signed").format(period=window_name(first.name))
    return Report(
        schema="tuphap.report.diff/1",
        as_of=second.as_of,
        rows=[_record(move) for move in found],
        more={
            "from": {"name": first.name, "as_of": iso(first.as_of)},
            "to": {"name": second.name, "as_of": iso(second.as_of)},
            "moves": flows,
            "totals": {"tasks": len(found), "boxes": sum(boxed.values())},
        },
        title=title,
        heading=(*heading, _("Only {scope}.").format(scope=scope)) if scope else heading,
        tables=(_matrix(boxed, sides), _list(found, sides)),
        closing=(ngettext("{n} task stands otherwise.", "{n} tasks stand otherwise.", len(found)),) if found else (),
        fields=FIELDS,
        findings=len(found),
    )


def _words(side: Side) -> str:
    name = window_name(side.name)
    words = _("signed figures of {period}").format(period=name) if side.signed else name
    return words[:1].upper() + words[1:]


def _record(move: Move) -> Record:
    row = move.row
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "title": row.title,
        "unit": row.unit,
        "unit_name": row.unit_name,
        "from": move.before.value if move.before else None,
        "to": move.after.value if move.after else None,
        "due_from": iso(move.due_before),
        "due_to": iso(move.due_after),
        "what": _what(move),
    }


def _what(move: Move) -> str:
    if move.before is None:
        return "added"
    if move.after is None:
        return "ended"
    if move.boxes[0] != move.boxes[1]:
        return "box"
    if move.before is not move.after:
        return "state"
    return "unit" if move.unit_before != move.unit_after else "due"


def _matrix(boxed: Counter[tuple[str, str]], sides: tuple[str, str]) -> Table:
    """How many tasks moved from box to box."""
    columns = (
        Column(sides[0], flexible=True),
        Column(sides[1], flexible=True),
        Column(_("Tasks"), right=True),
    )
    order = list(_BOX_WORDS)
    pairs = sorted(boxed, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    lines = tuple(
        Line((_(_BOX_WORDS[a]), _(_BOX_WORDS[b]), boxed[a, b]), "bad" if b == "open_overdue" else "")
        for a, b in pairs
    )
    return Table(
        columns, lines, _("From box to box"), name="moves", empty=_("No task moved from one box to another.")
    )


def _list(found: list[Move], sides: tuple[str, str]) -> Table:
    columns = (
        Column(_("No."), right=True),
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Lead")),
        Column(sides[0]),
        Column(sides[1]),
        Column(_("Due"), roomy=True),
    )
    lines = tuple(
        Line(
            (
                m.row.task,
                m.row.item,
                m.row.title,
                _lead(m),
                _state(m.before),
                _state(m.after),
                _changed(m.due_before, m.due_after),
            ),
            labels.tone(m.after) if m.after else "",
        )
        for m in found
    )
    return Table(columns, lines, _("Tasks"), name="tasks", empty=_("Every task stands as it stood."))


def _lead(move: Move) -> Cell:
    if move.before is None or move.after is None:
        return move.row.unit
    return _changed(move.unit_before, move.unit_after)


def _state(state: State | None) -> str:
    return labels.state_label(state) if state else _("not counted")


def _changed(before: str | date | None, after: str | date | None) -> Cell:
    if before == after or not before:
        return after
    shown = [vn_date(value) if isinstance(value, date) else value or "–" for value in (before, after)]
    return " → ".join(shown)
