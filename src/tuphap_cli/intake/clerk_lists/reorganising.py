"""Carries out a reorganisation in one transaction; the caller takes all back where there are problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ...domain.handover import HandedGroup, Receivers, Reorganised, first_of
from ...domain.model import N_, Note, note
from ...domain.problems import Place, Problem
from ...errors import BadField, InTheFuture, PeriodClosed, TuphapError
from ...store.read import entries, names
from . import listfile
from .reorganisation import PlannedUnit, Reorganisation, UnitAct

if TYPE_CHECKING:
    from ...store.read.entries import UnitRow
    from ...store.write.change import Change
    from ...store.write.documented_acts import Ground
    from .handover_map import MappedTask


class ReorganisationDefaults(NamedTuple):
    """What holds for lines that say nothing of their own: the day, the document ("": none), the reason; and today."""

    day: date
    document: str
    reason: str
    today: date


def reorganise(change: Change, plan: Reorganisation, defaults: ReorganisationDefaults) -> Reorganised:
    """Carry out what ``plan`` says: new units, new names, handovers, and the ends of units, in that order.

    Raises:
        PeriodClosed: a day on which something goes over is in a signed report
    """
    done = Reorganised(problems=list(plan.problems))
    if not (plan.units or done.problems):
        done.problems.append(Problem(None, note(N_("in no line a change of a unit is filled in"))))
    for wanted in _of(plan, UnitAct.NEW):
        with _noted(done, wanted.place):
            _enter(change, wanted, defaults, done)
    for wanted in _of(plan, UnitAct.NEW):
        if wanted.parent:
            with _noted(done, wanted.place):
                _put_under(change, wanted)
    for wanted in _of(plan, UnitAct.RENAME):
        with _noted(done, wanted.place):
            _rename(change, wanted, defaults, done)
    _hand_over(change, plan, defaults, done)
    for wanted in _of(plan, UnitAct.END):
        with _noted(done, wanted.place):
            _end(change, wanted, defaults, done)
    return done


def _of(plan: Reorganisation, *acts: UnitAct) -> list[PlannedUnit]:
    return [unit for unit in plan.units if unit.act in acts]


@contextmanager
def _noted(done: Reorganised, place: Place) -> Iterator[None]:
    """Make a problem of what is refused within; a closed period concerns all of it."""
    try:
        yield
    except PeriodClosed:
        raise
    except TuphapError as error:
        done.problems.append(Problem(place, listfile.told(error)))


def _ground(wanted: PlannedUnit, defaults: ReorganisationDefaults) -> Ground:
    """The document, reason and day of a line.

    Raises:
        NeedsGround: neither the line nor the command names a document
        InTheFuture: the day is still to come
    """
    from ...store.write.documented_acts import Ground

    day = wanted.day or defaults.day
    if day > defaults.today:
        raise InTheFuture(day=day, today=defaults.today)
    return Ground(wanted.document or defaults.document, defaults.reason, day)


def _enter(change: Change, wanted: PlannedUnit, defaults: ReorganisationDefaults, done: Reorganised) -> None:
    from ...store.write import records

    ground = _ground(wanted, defaults)
    row = records.add_unit(change, records.UnitFacts(wanted.code, wanted.name, wanted.kind, valid_from=ground.day))
    done.new.append(row.code)


def _put_under(change: Change, wanted: PlannedUnit) -> None:
    from ...store.write import records

    row, above = (names.find_unit(change.connection, text) for text in (wanted.code, wanted.parent))
    if above.id in entries.unit_tree(change.connection, row.id):
        raise BadField(field=N_("parent"), value=wanted.parent, why=N_("a unit cannot belong to itself"))
    records.edit_unit(change, row.id, {"parent_id": above.id})


def _rename(change: Change, wanted: PlannedUnit, defaults: ReorganisationDefaults, done: Reorganised) -> None:
    from ...store.write import renaming

    ground, row = _ground(wanted, defaults), names.find_unit(change.connection, wanted.code)
    renaming.rename_unit(change, row.id, wanted.new_name, ground.day, ground.document)
    done.renamed.append(row.code)


def _end(change: Change, wanted: PlannedUnit, defaults: ReorganisationDefaults, done: Reorganised) -> None:
    from ...store.write import handing_over

    row = names.find_unit(change.connection, wanted.code)
    if any(group.giver == row.code and group.to is None for group in done.handed):
        return  # that is a problem already
    handing_over.close_unit(change, row.id, _ground(wanted, defaults).day)
    done.ended.append(row.code)


# -- tasks that go over ----------------------------------------------------------------------------------------


class NamedReceivers:
    """The units that a list of single tasks names for them; what is wrong there goes to ``problems``."""

    def __init__(self, change: Change, mapped: Sequence[MappedTask], problems: list[Problem]) -> None:
        self._named: dict[int, tuple[MappedTask, UnitRow]] = {}
        self._problems = problems
        for one in mapped:
            try:
                task = names.task(change.connection, one.task)
                self._named[task] = one, names.find_unit(change.connection, one.to)
            except TuphapError as error:
                problems.append(Problem(one.place, listfile.told(error)))

    def take(self, left: Sequence[int], giver: UnitRow, allowed: Sequence[UnitRow]) -> dict[int, UnitRow]:
        """The units named for the tasks ``left`` with ``giver``; of a unit that is not ``allowed`` a problem is made.

        Without any allowed, all are.
        """
        found = {}
        for task in left:
            if task in self._named:
                one, unit = self._named.pop(task)
                if unit.id == giver.id:
                    self._refuse(one, note(N_("task {task} would stay with {unit}"), task=task, unit=giver.code))
                elif allowed and unit not in allowed:
                    told = N_("{unit} is none of the units that take over from {giver}")
                    self._refuse(one, note(told, unit=unit.code, giver=giver.code))
                else:
                    found[task] = unit
        return found

    def refuse_others(self) -> None:
        """Make a problem of each task that no unit has handed over."""
        for task, (one, _unit) in self._named.items():
            self._refuse(one, note(N_("task {task} is none of the open tasks that are handed over"), task=task))

    def _refuse(self, one: MappedTask, hint: Note) -> None:
        self._problems.append(Problem(one.place, hint))


def _hand_over(change: Change, plan: Reorganisation, defaults: ReorganisationDefaults, done: Reorganised) -> None:
    named = NamedReceivers(change, plan.tasks, done.problems)
    come: set[int] = set()  # what a unit has just taken over stays with it, also where it hands over itself
    for wanted in _of(plan, UnitAct.TRANSFER, UnitAct.END):
        with _noted(done, wanted.place):
            giver = names.find_unit(change.connection, wanted.code)
            takers = [names.find_unit(change.connection, text) for text in wanted.to]
            rest = names.find_unit(change.connection, wanted.rest) if wanted.rest else None
            ground = _ground(wanted, defaults)
            handed = hand_to(change, giver, takers, rest, named, ground, defaults.today, staying=come)
            done.handed += handed
            come.update(task for group in handed if group.to is not None for task in group.tasks)
            done.problems += [Problem(wanted.place, _undecided(group)) for group in handed if group.to is None]
    named.refuse_others()


def _undecided(group: HandedGroup) -> Note:
    told = N_(
        "{unit}: nothing says to which unit {n} open task(s) go: {tasks}. "
        "Name it in the sheet of tasks, or one for the rest."
    )
    return note(told, unit=group.giver, n=len(group.tasks), tasks=first_of(group.tasks))


def hand_to(
    change: Change,
    giver: UnitRow,
    takers: Sequence[UnitRow],
    rest: UnitRow | None,
    named: NamedReceivers,
    ground: Ground,
    today: date,
    *,
    staying: Collection[int] = (),
) -> list[HandedGroup]:
    """Hand the open tasks of ``giver``, but those ``staying``, over; returns them by the unit that each goes to.

    Raises:
        BadField: a unit would take over from itself, or is not there on the day
    """
    from ...store.write import handing_over

    allowed = {unit.id: unit for unit in (*takers, *([rest] if rest else []))}
    left = [task for task in handing_over.left_with(change.connection, giver.id, ground.day) if task not in staying]
    single = named.take(left, giver, list(allowed.values()))
    every = allowed | {unit.id: unit for unit in single.values()}
    if giver.id in every:
        raise BadField(field="--to", value=giver.code, why=N_("it is the same unit"))
    receivers = Receivers(tuple(allowed), {task: unit.id for task, unit in single.items()}, rest.id if rest else None)
    handed = handing_over.hand_over(change, giver.id, receivers, ground, today, staying=staying)
    by_unit: dict[int | None, set[int]] = {number: set() for number in every}
    for one in handed.moved:
        by_unit[one.to].add(one.task)
    if handed.undecided:
        by_unit[None] = set(handed.undecided)
    groups = []
    for number, several in by_unit.items():
        unit = every[number] if number is not None else None
        code, name, tasks = unit.code if unit else None, unit.name if unit else "", tuple(sorted(several))
        groups.append(HandedGroup(giver.code, giver.name, code, name, tasks, ground.day, ground.document))
    return groups
