"""The deadlines of one task and what its occurrences are called; the light lane reads them before it writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ... import errors
from ...domain.model import N_, DeadlineKind, note, vn_date
from ...domain.states import Standing, governing
from . import sql

if TYPE_CHECKING:
    from ...domain.occurrences import Occurrence
    from .queries import TaskRow


class DatedRow(NamedTuple):
    """A deadline as the ledger's verbs need it: the day as it was read, the day in force, what is recorded on it.

    ``begins`` is the first day of the year of an occurrence that was renewed; it is not there before.
    """

    id: int
    due: date
    due_now: date | None
    done_on: date | None
    percent: int
    last_on: str | None
    begins: date | None = None

    def begun(self, day: date) -> bool:
        """Whether it is there on ``day``."""
        return self.begins is None or self.begins <= day


class Booked(NamedTuple):
    """The occurrence that an entry went to, "" where the task has a single deadline or none.

    ``other_year`` is its year where that is another than the year of the entry's day; ``earlier`` the open occurrence
    of a year before that the name typed would have fitted too.
    """

    task: int
    name: str = ""
    other_year: int | None = None
    earlier: str = ""

    @property
    def label(self) -> str:
        """The task's number with the occurrence."""
        return f"{self.task} ({self.name})" if self.name else str(self.task)

    @property
    def period(self) -> str:
        """The option that names the occurrence on a command line, after a blank; "" where there is none to name."""
        return f" --period {self.name}" if self.name else ""


class WantedOccurrence(NamedTuple):
    """Which occurrence is wanted: the name typed, and the day by which a name without a year is understood.

    ``by`` is the day on which it must have begun; None: any. ``done`` says that of several the only one done is
    meant, not the only open one.
    """

    period: str
    today: date
    by: date | None = None
    done: bool = False


ANY = WantedOccurrence("", date.min)  # no occurrence is wanted above the others


def deadlines(connection: sqlite3.Connection, task: int, day: date = date.max) -> list[DatedRow]:
    """The deadlines of a task in the order of their days as they are on ``day``; without a day after everything
    recorded, those that have not begun with them."""
    return [
        DatedRow(
            r["id"],
            date.fromisoformat(r["due"]),
            sql.day(r["due_now"]),
            sql.day(r["done_on"]),
            r["percent"],
            r["last_on"],
            sql.day(r["begins"]),
        )
        for r in connection.execute(sql.DEADLINES_OF, {"task": task, "as_of": sql.as_of_text(day)})
    ]


def coming_deadlines(connection: sqlite3.Connection, task: int, as_of: date) -> list[DatedRow]:
    """The occurrences of a task that have been made and begin after ``as_of``."""
    return [row for row in deadlines(connection, task) if not row.begun(as_of)]


def _rule_and_year(connection: sqlite3.Connection, task: int) -> tuple[str, int]:
    rule, year = connection.execute(sql.RULE_AND_YEAR, {"task": task}).fetchone()
    return rule, year


def _named(connection: sqlite3.Connection, task: int, rows: Sequence[DatedRow]) -> list[Occurrence]:
    from ...domain import occurrences

    return occurrences.named_occurrence([(row.due, row.due_now) for row in rows], *_rule_and_year(connection, task))


def chosen_deadline(
    connection: sqlite3.Connection, task: int, rows: Sequence[DatedRow], wish: WantedOccurrence
) -> tuple[DatedRow, str]:
    """The occurrence of a task that is wanted, among all of its ``rows``; and the name of an open one of an earlier
    year that would have fitted too.

    :raises NoOccurrence: the name fits none, or still several of one year; NoRecurring where there are none at all
    :raises BadField: it has not begun
    """
    from ...domain import occurrences

    known = _named(connection, task, rows)
    named = occurrences.fitting(wish.period, known, *_rule_and_year(connection, task))
    there = [i for i, row in enumerate(rows) if wish.by is None or row.begun(wish.by)]
    fits = occurrences.of_one_year([i for i in named if i in there], known, wish.today.year)
    if len(fits) > 1:
        fits = [i for i in fits if (rows[i].done_on is not None) == wish.done]
    if len(fits) == 1:
        year = known[fits[0]].year
        before = [i for i in named if known[i].year < year and rows[i].done_on is None]
        return rows[fits[0]], known[before[0]].name if before else ""
    early = [begins for i in named if i not in there and (begins := rows[i].begins)]
    if early and len(early) == len(named):
        why = note(N_("it begins on {day}, and nothing is recorded on it before"), day=min(early))
        raise errors.BadField(field="--period", value=wish.period, why=why)
    kind = connection.execute("SELECT deadline_kind FROM task WHERE id = :task", {"task": task}).fetchone()[0]
    if len(rows) <= 1 and kind != DeadlineKind.EVERY:
        raise errors.NoRecurring(task=task, value=wish.period)
    shown = ", ".join(f"{known[i].name} ({vn_date(known[i].in_force or known[i].due)})" for i in there)
    raise errors.NoOccurrence(task=task, value=wish.period, known=shown or "–")


def booked(
    connection: sqlite3.Connection, task: int, rows: Sequence[DatedRow], target: int | None, day: date
) -> Booked:
    """What the deadline with the id ``target`` among all ``rows`` of a task is called, for an entry of ``day``."""
    if len(rows) < 2 or target is None:
        return Booked(task)
    known = _named(connection, task, rows)
    one = next(one for one, row in zip(known, rows, strict=True) if row.id == target)
    return Booked(task, one.name, one.year if one.of_another_year(day) else None)


def concerned(
    connection: sqlite3.Connection, task: int, wish: WantedOccurrence, day: date
) -> tuple[DatedRow | None, Booked]:
    """The deadline that an entry of ``day`` concerns, with its name: the one wanted, without a wish the earliest open
    one on that day, else the last; None where there is none."""
    rows = deadlines(connection, task)
    if wish.period:
        wanted, earlier = chosen_deadline(connection, task, rows, wish)
        return wanted, booked(connection, task, rows, wanted.id, day)._replace(earlier=earlier)
    there = deadlines(connection, task, day)
    if wish.by is None or not there:  # with those that begin later; before the task was assigned there are none
        there += [row for row in rows if row.id not in {known.id for known in there}]
    target = there[governing(Standing(r.due_now, r.done_on) for r in there)] if there else None
    return target, booked(connection, task, rows, target.id if target else None, day)


def already_done(booked: Booked, day: date) -> errors.AlreadyDone:
    """The error for work that was done on ``day``, with the command that takes exactly this completion back."""
    command = f"tuphap task reopen {booked.task}{booked.period} --reason …"
    return errors.AlreadyDone(task=booked.label, day=day, command=command)


def deadline_names(
    connection: sqlite3.Connection, rows: Iterable[TaskRow], further: Iterable[DatedRow] = ()
) -> dict[int, str]:
    """What the occurrences of one task are called, by the ids of its deadlines; nothing for a single deadline.

    ``further`` are occurrences that have not begun; with them every name has its year.
    """
    from ...domain import occurrences

    dated = [(row.original_due, row.deadline_id, row.task) for row in rows if row.original_due and row.deadline_id]
    if not dated:
        return {}
    days = sorted([(due, row_id) for due, row_id, _task in dated] + [(row.due, row.id) for row in further])
    if len(days) < 2:
        return {}
    found = occurrences.occurrence_names([due for due, _id in days], *_rule_and_year(connection, dated[0][2]))
    return {row_id: name for (_due, row_id), name in zip(days, found, strict=True)}
