"""The figures of a summary: which of them a task counts in, shares, ages of what is overdue.

Every figure is a name here, given to a task by one rule; a count is how often the name was given, and the rows behind
a figure are those that have it. So neither can differ from the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple, TypeVar

from . import states
from .model import DeadlineKind, State, TaskKind

K = TypeVar("K", bound=Hashable)

# The boxes of the official tables, and which states fall into each.
BOXES: dict[str, tuple[State, ...]] = {
    "done_on_time": (State.DONE_ON_TIME,),
    "done_late": (State.DONE_LATE,),
    "open_in_time": states.IN_TIME,
    "open_overdue": states.OVERDUE,
    "no_deadline": (State.NO_DEADLINE,),
    "suspended": (State.SUSPENDED,),
    "cancelled": (State.CANCELLED,),
}
BOX_OF = {state: box for box, members in BOXES.items() for state in members}
WITH_DEADLINE = ("done_on_time", "done_late", "open_in_time", "open_overdue")

# How long what is overdue has been so, in days: name of the figure and its last day (None: without end).
AGES: tuple[tuple[str, int | None], ...] = (
    ("overdue_1_30", 30),
    ("overdue_31_60", 60),
    ("overdue_61_90", 90),
    ("overdue_91_120", 120),
    ("overdue_over_120", None),
)

# The figures that count tasks, in the order of a report.
FIGURES = (
    "assigned",
    "with_deadline",
    "finished",
    "done_on_time",
    "done_late",
    "open_in_time",
    "in_time_under_way",
    "in_time_not_started",
    "open_overdue",
    "overdue_under_way",
    "overdue_not_started",
    "no_deadline",
    "no_deadline_with_result",
    "no_deadline_regular",
    "no_deadline_regular_with_result",
    "no_deadline_other",
    "no_deadline_other_with_result",
    "suspended",
    "cancelled",
    *(name for name, _last in AGES),
)
# The figures that count deadlines: what fell due and what was done in the days of the report.
ESTIMATED = ("due_in_estimated", "done_in_estimated")  # in those of its days of which the figures are estimates
FLOWS = ("due_in_period", "done_in_period", "due_in_period_done", *ESTIMATED)
# Of how many tasks these deadlines are: a task with several of them counts once.
TASKS_OF = {flow: f"{flow}_tasks" for flow in FLOWS}


class Counted(NamedTuple):
    """What decides in which figures a task counts, as of a day."""

    state: State
    kind: TaskKind
    deadline_kind: DeadlineKind
    has_result: bool
    days_late: int = 0


def cells(state: State) -> Iterator[Counted]:
    """Every way in which a task in ``state`` may count."""
    for kind, deadline_kind, has_result in product(TaskKind, DeadlineKind, (False, True)):
        for days_late in [1, *(last + 1 for _, last in AGES if last)] if state in states.OVERDUE else [0]:
            yield Counted(state, kind, deadline_kind, has_result, days_late)


def figures_of_state(state: State) -> list[str]:
    """The names of the figures in which a task counts by its state alone."""
    box = BOX_OF[state]
    found = ["assigned", box]
    if box in WITH_DEADLINE:
        found.append("with_deadline")
    if state in states.DONE:
        found.append("finished")
    elif box in {"open_in_time", "open_overdue"}:
        found.append(state.value)
    return found


def figures(task: Counted) -> list[str]:
    """The names of the figures in which a task counts."""
    box, found = BOX_OF[task.state], figures_of_state(task.state)
    if box == "open_overdue":
        found.append(age(task.days_late))
    if box == "no_deadline":
        # Regular ones run on by their nature; the others wait for a date that somebody has to enter.
        regular = task.kind is TaskKind.REGULAR or task.deadline_kind in _RUNNING
        name = "no_deadline_regular" if regular else "no_deadline_other"
        found.append(name)
        if task.has_result:
            found += ["no_deadline_with_result", f"{name}_with_result"]
    return found


_RUNNING = (DeadlineKind.ONGOING, DeadlineKind.FROM)


def age(days: int) -> str:
    """The figure of the overdue tasks that are ``days`` (1, 2, …) late."""
    return next(name for name, last in AGES if last is None or days <= last)


def flows(due: date | None, done_on: date | None, start: date, end: date, estimated_from: date | None) -> list[str]:
    """The figures of a period in which a deadline counts that is ``due`` and was ``done_on``."""
    falls_due = due is not None and start <= due <= end
    was_done = due is not None and done_on is not None and start <= done_on <= end
    found = ["due_in_period"] if falls_due else []
    if was_done:
        found.append("done_in_period")
    if falls_due and done_on is not None:
        found.append("due_in_period_done")
    if estimated_from is not None:
        if falls_due and due is not None and due >= estimated_from:
            found.append("due_in_estimated")
        if was_done and done_on is not None and done_on >= estimated_from:
            found.append("done_in_estimated")
    return found


Tally = Counter[str]


def tally(marked: Iterable[Sequence[str]]) -> Tally:
    """How often each figure's name was given."""
    counted: Tally = Counter()
    for names in marked:
        counted.update(names)
    return counted


def tally_by(keys: Iterable[K], marked: Iterable[Sequence[str]]) -> dict[K, Tally]:
    """The same under each of the ``keys``, in the order in which these come."""
    tallies: dict[K, Tally] = {}
    for key, names in zip(keys, marked, strict=True):
        tallies.setdefault(key, Counter()).update(names)
    return tallies


def flow_tally(flowed: Iterable[tuple[int, Sequence[str]]]) -> Tally:
    """The figures that count deadlines, and of how many tasks these are.

    ``flowed`` has for each deadline the number of its task and the figures in which it counts.
    """
    counted: Tally = Counter()
    seen: dict[str, set[int]] = {flow: set() for flow in FLOWS}
    for task, names in flowed:
        counted.update(names)
        for name in names:
            seen[name].add(task)
    counted.update({TASKS_OF[flow]: len(tasks) for flow, tasks in seen.items() if tasks})
    return counted


def rates_of(counted: Tally) -> dict[str, tuple[int, int]]:
    """The rates of a summary, each as part and base; a base may be 0."""
    finished, late = counted["finished"], counted["open_overdue"]
    return {
        "finished_of_total": (finished, counted["assigned"]),
        "finished_of_due": (finished, finished + late),
        "finished_of_with_deadline": (finished, counted["with_deadline"]),
        "on_time_of_finished": (counted["done_on_time"], finished),
        "overdue_of_with_deadline": (late, counted["with_deadline"]),
    }


def per_cent(part: int, base: int) -> float | None:
    """``part`` of ``base`` in per cent, rounded half up to two places; None for an empty base."""
    if not base:
        return None
    return (20000 * part + base) // (2 * base) / 100
