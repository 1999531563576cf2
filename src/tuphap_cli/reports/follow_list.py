"""The tasks of a register that offices below carry out: what is done there, and where the registers differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..domain import handed_down
from ..domain.handed_down import CarryingOut, Disagreement
from ..domain.model import N_, State, vn_date
from ..i18n import _, ngettext
from ..store.read.queries import TaskRow
from . import labels
from .base import Column, Line, Record, Report, Table, iso
from .carried_out import advice

FIELDS = (
    "task",
    "item",
    "decision",
    "decision_issued",
    "title",
    "unit",
    "due",
    "state",
    "done_on",
    "offices",
    "carrying",
    "carrying_done",
    "carrying_overdue",
    "carrying_cancelled",
    "carrying_due",
    "carrying_done_on",
    "differs",
)
_DIFFERS = {
    Disagreement.ALL_DONE: N_("to be recorded as done"),
    Disagreement.STILL_OPEN: N_("not done below"),
    Disagreement.NOBODY_LEFT: N_("carried out by nobody"),
}


class Followed(NamedTuple):
    """A task, as it is in its own register, with the codes of the offices below and how all of them carry it out."""

    row: TaskRow
    offices: Sequence[str]
    below: CarryingOut

    @property
    def differs(self) -> Disagreement | None:
        """In what its own register and those below differ."""
        return handed_down.disagreement(self.row.standing, self.below)

    def fits(self, state: str) -> bool:
        """Whether it is in the ``state`` asked for: "done", "open", "overdue", "differs"; "" is any."""
        below = self.below
        return {
            "": True,
            "done": below.all_done,
            "open": below.still_open > 0,
            "overdue": below.overdue > 0,
            "differs": self.differs is not None,
        }[state]


class Missing(NamedTuple):
    """A task that is not in the register, but that offices say to carry out; ``offices`` are their codes."""

    task: int
    offices: Sequence[str]


def follow_report(followed: Sequence[Followed], missing: Sequence[Missing], as_of: date) -> Report:
    """The report: a row for each task that is carried out below, then what is to be done."""
    differing = [one for one in followed if one.differs]
    return Report(
        schema="tuphap.follow/1",
        as_of=as_of,
        rows=[_record(one, as_of) for one in followed],
        more={
            "totals": _totals(followed, len(differing)),
            "missing": [{"task": one.task, "offices": list(one.offices)} for one in missing],
        },
        title=_("Tasks carried out by the offices below, on {day}").format(day=vn_date(as_of)),
        tables=(_table(followed, as_of),),
        closing=_closing(followed, differing, missing),
        fields=FIELDS,
        findings=len(differing) + len(missing),
    )


def _record(one: Followed, as_of: date) -> Record:
    row, below = one.row, one.below
    return {
        "task": row.task,
        "item": row.item,
        "decision": row.decision,
        "decision_issued": iso(row.decision_issued),
        "title": row.title,
        "unit": row.unit,
        "due": iso(row.due),
        "state": row.state(as_of).value,
        "done_on": iso(row.done_on),
        "offices": list(one.offices),
        "carrying": below.tasks,
        "carrying_done": below.done,
        "carrying_overdue": below.overdue,
        "carrying_cancelled": below.cancelled,
        "carrying_due": iso(below.due),
        "carrying_done_on": iso(below.done_on),
        "differs": one.differs.value if one.differs else None,
    }


def _totals(followed: Sequence[Followed], differing: int) -> Record:
    every = handed_down.added_up([one.below for one in followed])
    return {
        "tasks": len(followed),
        "done": sum(one.below.all_done for one in followed),
        "differs": differing,
        "carrying": every.tasks,
        "carrying_done": every.done,
        "carrying_overdue": every.overdue,
        "carrying_cancelled": every.cancelled,
    }


def _table(followed: Sequence[Followed], as_of: date) -> Table:
    columns = (
        Column(_("No."), right=True, names="task"),
        Column(_("Task"), flexible=True),
        Column(_("Decision"), roomy=True),
        Column(_("Due"), roomy=True),
        Column(_("State here"), roomy=True),
        Column(_("Offices")),
        Column(_("Done below"), right=True),
        Column(_("Overdue"), right=True),
        Column(_("Latest due"), roomy=True),
        Column(_("Last done"), roomy=True),
        Column(_("Finding"), flexible=True),
    )
    lines = [_line(one, as_of) for one in followed]
    empty = _("No office below carries out a task of this register.")
    return Table(columns, tuple(lines), empty=empty)


def _line(one: Followed, as_of: date) -> Line:
    row, below = one.row, one.below
    state = row.state(as_of)
    tone = "bad" if below.overdue else "good" if below.all_done else ""
    return Line(
        (
            row.task,
            row.title,
            row.decision,
            row.due or row.deadline_text,
            labels.state_label(state) if state is not State.NO_DEADLINE or row.done_on is None else _("done"),
            ", ".join(one.offices),
            f"{below.done}/{below.tasks - below.cancelled}",
            below.overdue,
            below.due,
            below.done_on,
            _(_DIFFERS[one.differs]) if one.differs else "",
        ),
        "warn" if one.differs else tone,
    )


def _closing(
    followed: Sequence[Followed], differing: Sequence[Followed], missing: Sequence[Missing]
) -> tuple[str, ...]:
    if not followed and not missing:
        return ()
    done = sum(one.below.all_done for one in followed)
    tasks = ngettext("{n} task", "{n} tasks", len(followed))
    lines = [_("{tasks}; of {done} of them all is done below.").format(tasks=tasks, done=done)]
    for one in differing:
        lines += advice(one.row.task, one.differs, one.below)
    lines += [
        _("Task {task} is not in this register, but carried out by: {offices}.").format(
            task=one.task, offices=", ".join(one.offices)
        )
        for one in missing
    ]
    return tuple(lines)
