"""What an import asks, refuses and remarks, as lists of sentences for a terminal: no table of narrow cells."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.draft import UNKNOWN_UNIT, DraftTask, NewUnit, PlanDraft
from ..domain.model import Severity, vn_date
from ..domain.problems import Place, Problem
from ..i18n import _, ngettext, show
from . import labels
from .base import Column, Line, T, Table

FIRST = 10  # of each list, where it is not shown whole
_WORDS = 66  # letters of a task's words, or of a cell, that one line of a terminal holds
_COLUMNS = (Column(""), Column("", flexible=True))


def where(place: Place | None) -> str:
    """A place in the clerk's words."""
    if place is None or not place.row:
        return place.sheet if place else ""
    if place.column:
        return _("{sheet}, cell {cell}").format(sheet=place.sheet, cell=f"{place.column}{place.row}")
    if not place.sheet:
        return _("row {row}").format(row=place.row)
    return _("{sheet}, row {row}").format(sheet=place.sheet, row=place.row)


@dataclass(frozen=True, slots=True)
class ImportLists:
    """The lists of one import. ``numbers`` has the numbers of the tasks that are in the register, by place;
    ``first`` is how many of each list are shown (None: all)."""

    draft: PlanDraft
    problems: Sequence[Problem]
    numbers: Mapping[Place, int]
    first: int | None = None

    def tables(self) -> tuple[Table, ...]:
        """The units that are new, then errors, questions and remarks; only those that there are."""
        by_place = {task.place: task for task in self.draft.tasks}

        def of_task(problem: Problem) -> Iterator[Line]:
            task = by_place.get(problem.place) if problem.place else None
            return _of_task(problem, task, self.numbers.get(task.place) if task else None)

        return (
            *self._list(_("New units"), self.draft.new_units, _of_unit),
            *self._list(_("Errors"), self._of(Severity.ERROR), of_task),
            *self._list(_("Questions"), self._of(Severity.QUESTION), of_task),
            *self._list(_("Remarks"), self._of(Severity.NOTE), _remark),
        )

    def _of(self, severity: Severity) -> list[Problem]:
        """The problems of one weight, without the units, which have a list of their own."""
        return [p for p in self.problems if p.severity is severity and p.code != UNKNOWN_UNIT]

    def _list(self, title: str, found: Sequence[T], lines: Callable[[T], Iterator[Line]]) -> Iterator[Table]:
        if not found:
            return
        shown = found[: self.first]
        rows = [line for one in shown for line in lines(one)]
        rows += [Line(("", text)) for text in labels.more_rows(len(found) - len(shown))]
        yield Table(_COLUMNS, tuple(rows), title=f"{title} ({len(found)})")


def _of_task(problem: Problem, task: DraftTask | None, number: int | None) -> Iterator[Line]:
    """The task's number, item and words; what is printed and where; what is to be decided; the days it may be."""
    tone = "bad" if problem.severity is Severity.ERROR else "warn"
    if task is None:
        yield Line((where(problem.place), _said(problem)), tone)
        return
    words = _short(task.title)
    yield Line((task.item, words) if number is None else (number, f"{task.item}  {words}"), tone)
    printed = f"{problem.column}: “{_short(problem.value)}”" if problem.value else f"{problem.column}: {_('(empty)')}"
    yield Line(("", f"{printed if problem.column else _short(problem.value)} ({where(problem.place)})"))
    days = choices(problem, task)
    why = "; ".join(show(said) for said in task.reading.notes) if days else ""
    yield Line(("", why or show(problem.hint)))
    if days:
        yield Line(("", "   ".join(f"[{n}] {vn_date(day)}" for n, day in enumerate(days, start=1))))


def choices(problem: Problem, task: DraftTask) -> Sequence[date]:
    """The days that a deadline in question may be; none where something else is asked."""
    return task.reading.candidates if problem.code.startswith("deadline.") else ()


def _of_unit(unit: NewUnit) -> Iterator[Line]:
    """The code that is proposed for a new unit, its name, how many rows name it, known names like it."""
    rows = ngettext("{n} row", "{n} rows", unit.rows)
    near = _("; like {names}?").format(names=", ".join(unit.nearest)) if unit.nearest else ""
    yield Line((unit.code, f"{unit.name} ({rows}{near})"))


def _remark(problem: Problem) -> Iterator[Line]:
    yield Line(("", problem_sentence(problem)))


def problem_sentence(problem: Problem) -> str:
    """A problem as one sentence, with its place before it."""
    place = where(problem.place)
    return f"{place}: {_said(problem)}" if place else _said(problem)


def _said(problem: Problem) -> str:
    """What is to be said of a place, with the words that are there unless the sentence names them itself."""
    hint = show(problem.hint)
    return hint if not problem.value or problem.value in hint else f"“{_short(problem.value)}” – {hint}"


def _short(text: str) -> str:
    return textwrap.shorten(text, _WORDS, placeholder="…")
