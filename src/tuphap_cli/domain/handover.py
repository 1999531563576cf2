"""Units that hand their open work over: to which unit a task goes, and what a reorganisation of units has done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .problems import Problem

_SHOWN = 12  # numbers of tasks in a sentence or a cell, at the most


class Receivers(NamedTuple):
    """The ``units`` that take over; ``named``: those of single tasks; ``rest``: the one that gets what is left."""

    units: tuple[int, ...]
    named: Mapping[int, int] = {}
    rest: int | None = None

    def of(self, task: int, supporting: Collection[int]) -> int | None:
        """The unit that gets ``task``, which ``supporting`` units support already; None where nothing decides it.

        In this order: the unit named for it, the only one that takes over, the only one of them that supports it,
        the one that takes the rest.
        """
        if task in self.named:
            return self.named[task]
        if len(self.units) == 1:
            return self.units[0]
        known = [unit for unit in self.units if unit in supporting]
        return known[0] if len(known) == 1 else self.rest

    @property
    def every(self) -> tuple[int, ...]:
        """The units that take over, with those that only single tasks name."""
        return tuple(dict.fromkeys((*self.units, *self.named.values())))


class HandedGroup(NamedTuple):
    """The tasks that go from a unit to another (None: nothing says to which) by a document."""

    giver: str
    giver_name: str
    to: str | None
    to_name: str
    tasks: tuple[int, ...]
    day: date
    document: str


@dataclass(slots=True)
class Reorganised:
    """What a reorganisation does: the codes of units that are new, renamed, ended; tasks handed over; problems."""

    new: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    handed: list[HandedGroup] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def undecided(self) -> int:
        """How many open tasks nothing gives to a unit."""
        return sum(len(group.tasks) for group in self.handed if group.to is None)


def first_of(tasks: Collection[int]) -> str:
    """The first numbers of ``tasks`` in their order, and whether there are more."""
    shown = ", ".join(map(str, sorted(tasks)[:_SHOWN]))
    return f"{shown}, …" if len(tasks) > _SHOWN else shown
