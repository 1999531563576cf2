"""Takes a returned form into the register: entries, obstacles and the filing of the unit's report, or nothing of it.

The caller takes all back where there are problems that are no notes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .. import errors
from ..domain.model import N_, Note, Severity, joined_notes, note, vn_date
from ..domain.periods import Window
from ..domain.problems import Problem
from ..intake.clerk_lists.listfile import told
from ..store.read import deadline_choice, names, queries, since
from ..store.read.deadline_choice import WantedOccurrence
from ..store.read.filters import Filters
from ..store.write import filing_records, ledger, obstacles
from ..store.write.filing_records import FilingEntry
from ..store.write.ledger import Act, Recorded
from ..store.write.obstacles import ObstacleFacts
from ..text import fold
from .form_columns import HEADINGS, FormColumn, FormState
from .form_rows import FormEntry
from .returned import ReturnedForm

if TYPE_CHECKING:
    from ..store.read.entries import UnitRow
    from ..store.read.since import LaterEntry
    from ..store.write.change import Change

FORM, REGISTER = "form", "register"
COMMAND = "form collect"
_LEFT = N_("task {task} stays as the register has it: {what}")
_BESIDE = N_("task {task} is taken from the form, beside what the register has: {what}")
_ASKED = N_("task {task}, since the form was made: {what}. Decide with --prefer form or --prefer register")
_EARLY = N_("Please check: the figures of this report go up to {day}, and it was sent in before that day was over.")
_KINDS = {FormState.DONE: "done", FormState.UNDER_WAY: "progress"}


@dataclass(frozen=True, slots=True)
class Collecting:
    """How forms are taken in: ``prefer`` decides ("form" or "register") where the register knows more than the form.

    ``came_on`` is the day on which they came in (None: the day of the unit's report, else ``today``).
    """

    today: date
    filing_days: int
    prefer: str = ""
    came_on: date | None = None


@dataclass(slots=True)
class CollectedForm:
    """What became of a form: its entries, obstacles (tasks), whether the report was filed now, what was there before.

    ``conflicts`` counts the problems that ``prefer`` or --adjust would decide.
    """

    entries: list[Recorded] = field(default_factory=list)
    obstacles: list[int] = field(default_factory=list)
    filed: bool = False
    already: int = 0
    problems: list[Problem] = field(default_factory=list)
    conflicts: int = 0

    @property
    def refused(self) -> int:
        """How many problems keep the form from being taken in."""
        return sum(problem.severity is not Severity.NOTE for problem in self.problems)

    @property
    def changed(self) -> bool:
        """Whether anything new came of it."""
        return bool(self.entries or self.obstacles or self.filed)


def collect_form(
    change: Change, form: ReturnedForm, unit: UnitRow, covered: Window, how: Collecting
) -> CollectedForm:
    """Record what a form says; the very same form again changes nothing."""
    return _Collector(change, form, unit, covered, how).run()


class _Collector:
    """One form on its way into the register."""

    def __init__(self, change: Change, form: ReturnedForm, unit: UnitRow, covered: Window, how: Collecting) -> None:
        self._change, self._form, self._unit, self._covered, self._how = change, form, unit, covered, how
        self._found = CollectedForm(problems=list(form.problems))
        wanted = Filters(tasks=tuple({entry.key.task for entry in form.entries}))
        rows = queries.task_rows(change.connection, how.today, wanted) if form.entries else ()
        self._rows = {row.task: row for row in rows}

    def run(self) -> CollectedForm:
        """Take in row by row, then file the report."""
        for entry in sorted(self._form.entries, key=lambda one: (one.day or date.max, one.place.row)):
            try:
                self._take(entry)
            except errors.TuphapError as error:
                self._refused(entry, error)
        if not self._found.refused:
            self._file()
        return self._found

    def _problem(
        self, entry: FormEntry, code: str, hint: Note, severity: Severity = Severity.ERROR, value: str = ""
    ) -> None:
        column = HEADINGS[FormColumn.TASK]
        shown = value or str(entry.key.task)
        self._found.problems.append(Problem(entry.place, hint, column, shown, code, severity))

    def _refused(self, entry: FormEntry, error: errors.TuphapError) -> None:
        """A row that the register refuses; where the register is preferred, its state stands."""
        contradicted = isinstance(error, (errors.AlreadyDone, errors.NotRunning, errors.OutOfOrder))
        if contradicted and self._how.prefer == REGISTER:
            left = note(_LEFT, task=entry.key.task, what=error.sentence)
            self._problem(entry, error.code, left, Severity.NOTE)
            return
        self._found.conflicts += isinstance(error, errors.Conflict) or (contradicted and not self._how.prefer)
        self._problem(entry, error.code, told(error))

    def _take(self, entry: FormEntry) -> None:
        task = names.task(self._change.connection, str(entry.key.task))
        if entry.day is not None and entry.day > self._how.today:  # an obstacle of that day is not entered either
            raise errors.InTheFuture(day=entry.day, today=self._how.today)
        if entry.obstacle:
            self._raise_obstacle(entry, task)
        if entry.state is FormState.NOT_STARTED:
            self._see_whether_begun(entry)
        kind = _KINDS.get(entry.state) if entry.state else None
        if kind is None:
            return
        day = entry.day
        assert day is not None, "read_form asks for it"
        act = Act(kind, day, self._how.today, entry.percent, entry.document, entry.note, entry.key.occurrence)
        if ledger.is_recorded(self._change.connection, task, act):
            self._found.already += 1
            return
        meanwhile = self._meanwhile(entry, task)
        if meanwhile:
            prefer = self._how.prefer
            sentence = {FORM: _BESIDE, REGISTER: _LEFT}.get(prefer, _ASKED)
            hint = note(sentence, task=task, what=joined_notes(meanwhile, "; "))
            self._problem(entry, "row.meanwhile", hint, Severity.NOTE if prefer else Severity.ERROR)
            self._found.conflicts += not prefer
            if prefer != FORM:
                return
        self._found.entries += ledger.record_progress(self._change, [task], act)

    def _meanwhile(self, entry: FormEntry, task: int) -> list[Note]:
        """What has happened to a task since the form was made, but for what forms have brought."""
        connection, key = self._change.connection, self._form.key
        target, _booked = deadline_choice.concerned(
            connection, task, WantedOccurrence(entry.key.occurrence, self._how.today), self._how.today
        )
        concerned = {None, target.id if target else None}
        found = [
            _entry_note(later)
            for later in since.recorded_since(connection, task, key.seq)
            if later.deadline_id in concerned and not later.command.startswith(COMMAND)
        ]
        row = self._rows.get(task)
        if row is None or row.unit != self._unit.code:
            found.append(note(N_("the lead has passed to {unit}"), unit=row.unit_name if row and row.unit else "–"))
            return found
        try:
            self._change.expect("task", task, entry.key.version)
        except errors.Changed as error:
            found.append(note(N_("the task was changed by {actor}, {at}, “{command}”"), **error.facts))
        return found

    def _see_whether_begun(self, entry: FormEntry) -> None:
        """Say where the register has progress of what the unit calls not started."""
        row = self._rows.get(entry.key.task)
        if row is not None and row.last_on is not None and not entry.key.occurrence:
            told_of = N_(
                "task {task}: the register has {percent} on {day}, the form says not started; it stays as it is"
            )
            hint = note(told_of, task=row.task, percent=f"{row.percent}%", day=row.last_on)
            self._problem(entry, "row.begun", hint, Severity.NOTE)

    def _raise_obstacle(self, entry: FormEntry, task: int) -> None:
        """Enter an obstacle, unless the task has one in the same words; one that was cleared before comes anew."""
        day = entry.day or self._form.day or self._came_on()
        there = since.obstacles_of(self._change.connection, task, day)
        known = {fold(what): proposal for what, proposal in there}
        if fold(entry.obstacle) in known:
            self._found.already += 1
            if entry.proposal and fold(entry.proposal) != fold(known[fold(entry.obstacle)]):
                hint = note(
                    N_("the register has this obstacle with another proposal, which stays: `tuphap obstacle list`")
                )
                self._problem(entry, "obstacle.proposal", hint, Severity.NOTE, entry.proposal)
            return
        facts = ObstacleFacts(entry.obstacle, day, task, self._unit.id, entry.proposal)
        obstacles.add_obstacle(self._change, facts)
        self._found.obstacles.append(task)

    def _came_on(self) -> date:
        return self._how.came_on or self._form.day or self._how.today

    def _file(self) -> None:
        """Record that the unit's report has come in; what is recorded already is corrected only for the form."""
        number = self._form.number
        try:
            self._record_filing(FilingEntry(self._came_on(), number), replace=False)
        except errors.AlreadyFiled as error:
            if not number or str(error.facts["document"]) == f" ({number})":
                return
            if self._how.prefer == FORM:
                self._record_filing(FilingEntry(document=number), replace=True)
                return
            hint = note(
                N_("{fact} The form names {number}; --prefer form takes it."),
                fact=error.sentence,
                number=number,
            )
            self._found.problems.append(Problem(None, hint, "", number, error.code, Severity.NOTE))
        except errors.TuphapError as error:
            day = vn_date(self._came_on())
            self._found.problems.append(Problem(None, told(error), "", day, error.code))

    def _record_filing(self, said: FilingEntry, *, replace: bool) -> None:
        how = self._how
        filing_records.record_filing(
            self._change,
            self._unit,
            self._covered,
            said,
            today=how.today,
            filing_days=how.filing_days,
            replace=replace,
        )
        self._found.filed = True
        if self._came_on() < self._covered.end:
            hint = note(_EARLY, day=self._covered.end)
            self._found.problems.append(Problem(None, hint, code="form.early", severity=Severity.NOTE))


def _entry_note(later: LaterEntry) -> Note:
    """An entry that was made meanwhile, in a sentence."""
    words = {
        "done": N_("done on {day}{document} ({actor})"),
        "progress": N_("{percent} on {day}{document} ({actor})"),
        "start": N_("started on {day}{document} ({actor})"),
        "reopen": N_("reopened on {day} ({actor})"),
    }
    return note(
        words[later.kind],
        day=later.day,
        percent="–" if later.percent is None else f"{later.percent}%",
        document=f", {later.document}" if later.document else "",
        actor=later.actor,
    )
