"""Registers of any content for properties: some tasks in a tree of units and two decisions, and what befell them."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from tests.support.registers import ISSUED, Clerk, ground
from tuphap_cli.domain.model import DeadlineKind, Reading, TaskKind
from tuphap_cli.errors import TuphapError
from tuphap_cli.store.write import documented_acts, ledger, obstacles

UNITS = ("STP", "HC", "HT", "TG")  # HT below HC below STP; TG beside it
ACTS = ("start", "progress", "done", "reopen", "take back", "suspend", "cancel", "resume", "extend", "assign")


class Befell(NamedTuple):
    """An act on a task, so many days after the decision; what it means beside, ``more`` says."""

    act: str
    after: int
    more: int


class Spec(NamedTuple):
    """A task: lead and group (0: none), decision, kind, due days, or a deadline without a date."""

    unit: int
    group: int
    decision: int
    kind: TaskKind
    due: tuple[int, ...]
    undated: DeadlineKind
    befell: tuple[Befell, ...]


ACT = st.builds(Befell, st.sampled_from(ACTS), st.integers(0, 133), st.integers(0, 200))
SPECS = st.lists(
    st.builds(
        Spec,
        st.integers(0, len(UNITS)),
        st.integers(0, 2),
        st.integers(0, 1),
        st.sampled_from(TaskKind),
        st.lists(st.integers(0, 300), max_size=3, unique=True).map(lambda days: tuple(sorted(days))),
        st.sampled_from([DeadlineKind.NONE, DeadlineKind.ONGOING, DeadlineKind.EVENT]),
        st.lists(ACT, max_size=4).map(lambda acts: tuple(sorted(acts, key=lambda act: act.after))),
    ),
    max_size=10,
)


def enter(clerk: Clerk, specs: list[Spec]) -> None:
    """Enter the tasks and what befell them, as far as the ledger takes it."""
    with clerk.at_once() as change:
        top = clerk.unit("STP", "Sở Tư pháp", kind="department")
        middle = clerk.unit("HC", parent=top)
        units: list[int | None] = [None, top, middle, clerk.unit("HT", parent=middle), clerk.unit("TG")]
        plans = [clerk.decision("25/QĐ-STP"), clerk.decision("26/KH-STP")]
        groups = [[None, *(clerk.group(plan, label, "Nhóm", n) for n, label in enumerate("12", 1))] for plan in plans]
        for spec in specs:
            days = [ISSUED + timedelta(days=n) for n in spec.due]
            reading = Reading("", spec.undated, sure=True) if not days else None
            task = clerk.task(
                plans[spec.decision], unit=units[spec.unit], group=groups[spec.decision][spec.group], kind=spec.kind,
                due=days if len(days) > 1 else days[0] if days else None, reading=reading,
            )  # fmt: skip
            change.flush()
            for befell in spec.befell:
                with suppress(TuphapError):
                    _happen(clerk, task, befell, [unit for unit in units if unit])
        if specs:
            obstacles.add_obstacle(change, obstacles.ObstacleFacts("Thiếu người", ISSUED, task=1, proposal="Bổ sung"))


def _happen(clerk: Clerk, task: int, befell: Befell, units: list[int]) -> None:
    on = ISSUED + timedelta(days=befell.after)
    if befell.act in {"start", "progress", "done"}:
        clerk.act(befell.act, task, on, doc="1/BC" if befell.more % 2 else "")
    elif befell.act in {"suspend", "cancel"}:
        clerk.halt(befell.act, task, on)
    elif befell.act == "reopen":
        clerk.reopen(task, on)
    elif befell.act == "take back":
        with clerk.writing() as change:
            ledger.take_back(change, task, on, "Ghi nhầm")
    elif befell.act == "resume":
        clerk.resume(task, on)
    elif befell.act == "assign":
        clerk.assign(task, units[befell.more % len(units)], on)
    else:
        with clerk.writing() as change:
            to = on + timedelta(days=befell.more) if befell.more else None
            documented_acts.record_extension(change, task, to, ground(on))
