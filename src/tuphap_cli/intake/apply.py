"""A plan's draft into the register: all of it or nothing, read back and compared before it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice

from sqlmodel import col, select

from ..domain import passed
from ..domain.draft import DraftGroup, DraftTask, PlanDraft
from ..domain.model import N_, Note, Severity, TaskKind, note
from ..domain.problems import Place, Problem
from ..errors import TuphapError
from ..store.read import entries, plan_rows
from ..store.tables import Decision, Task, TaskGroup
from ..store.write import entering, records, tasks
from ..store.write.change import Change
from ..text import fold
from .carried import Brought
from .match import KnownTask, Pair, as_json, named_fields, pairs, printed, printed_title

_FIELDS = ("title", "product", "note", "extra", "leader", "officer")  # of a row, columns of the task by the same name

_GroupKey = tuple[int | None, str, str]  # the group above, the label, the folded title


@dataclass(slots=True)
class ImportOutcome:
    """What an import did: new tasks, deadlines, groups and units; tasks left as they were, and changed."""

    tasks: int = 0
    deadlines: int = 0
    groups: int = 0
    units: int = 0
    unchanged: int = 0
    updated: int = 0
    problems: list[Problem] = field(default_factory=list)
    placed: list[Brought] = field(default_factory=list)  # rows that bring more than a task
    numbers: dict[Place, int] = field(default_factory=dict)  # of the tasks, by their places in the file

    def counts(self) -> dict[str, int]:
        """The figures by name."""
        names = ("tasks", "deadlines", "groups", "units", "unchanged", "updated")
        return {name: getattr(self, name) for name in names}


class PlanImport:
    """One import of a draft into a decision, in the transaction of ``change``."""

    def __init__(
        self,
        change: Change,
        draft: PlanDraft,
        decision: Decision,
        kind: TaskKind,
        step: Callable[[int, int], None] | None = None,
    ) -> None:
        self.change = change
        self.draft = draft
        self.decision = decision
        self.issued = decision.issued_on  # asked of the session once, not for every row
        self.kind = kind
        self.step = step
        self.outcome = ImportOutcome()
        self._units: dict[str, int] = {}
        self._groups: list[int] = []
        self._last_group = 0  # the position of the last one
        self._rows: dict[str, str] = {}  # by item, the rows that were compared or entered, as they are in the file

    def run(self) -> ImportOutcome:
        """Write what is new and what has changed; returns what was done."""
        self._units = self._all_units()
        known_groups = self._known_groups()
        for group in self.draft.groups:
            self._groups.append(self._group(group, known_groups))
        matched, gone = pairs(self.draft.tasks, self._known_tasks())
        exported = self.draft.exported  # what the register holds stays as it is, whatever a list of it leaves out
        self._free_items([pair for pair in matched if pair.known is None] if exported else matched, gone)
        done = 0
        for is_new, alike in groupby(matched, key=lambda pair: pair.known is None):
            while several := list(islice(alike, entering.AT_ONCE)):
                if is_new:
                    self._new(several, done + 1)
                elif exported:
                    self._keep(several)
                else:
                    self._known(several, done + 1)
                done += len(several)
                if self.step is not None:
                    self.step(done, len(matched))
        displaced = {pair.displaced.task for pair in matched if pair.displaced is not None}
        for task in gone:
            if task.task not in displaced and not exported:
                self._report_gone(task)
        self._read_back()
        return self.outcome

    # -- units and groups ------------------------------------------------------------------------------------

    def _all_units(self) -> dict[str, int]:
        """Ids by code and by the names that the draft uses for units that were not known."""
        ids = {row.code: row.id for row in entries.unit_rows(self.change.connection)}
        names = records.names_taken(self.change.session)
        for new in self.draft.new_units:
            unit = records.add_unit_beside(self.change, records.UnitFacts(new.code, new.name, new.kind), names)
            assert unit.id is not None
            ids[new.name] = ids[unit.code] = unit.id
            self.outcome.units += 1
        return ids

    def _known_groups(self) -> dict[_GroupKey, list[int]]:
        """The groups that are there, those of the same words in their order."""
        wanted = select(TaskGroup).where(TaskGroup.decision_id == self.decision.id).order_by(col(TaskGroup.position))
        found: dict[_GroupKey, list[int]] = {}
        for group in self.change.session.exec(wanted):
            assert group.id is not None
            found.setdefault((group.parent_id, group.label, fold(group.title)), []).append(group.id)
            self._last_group = group.position
        return found

    def _group(self, group: DraftGroup, known: dict[_GroupKey, list[int]]) -> int:
        parent = None if group.parent is None else self._groups[group.parent]
        if there := known.get((parent, group.label, fold(group.title))):
            return there.pop(0)
        assert self.decision.id is not None
        self._last_group += 1
        self.outcome.groups += 1
        return tasks.add_group(self.change, self.decision.id, group.label, group.title, self._last_group, parent)

    # -- tasks -------------------------------------------------------------------------------------------------

    def _known_tasks(self) -> list[KnownTask]:
        rows = plan_rows.tasks_of_decision(self.change.connection, self.decision.id)
        return [
            KnownTask(task, item, printed_title(title, before), before, position, group)
            for task, item, title, before, position, group in rows
        ]

    def _free_items(self, matched: list[Pair], gone: list[KnownTask]) -> None:
        """Take the items of renumbered and missing tasks out of the way, since a decision has an item once."""
        wanted = {pair.row.item for pair in matched}
        displaced = {pair.displaced.task for pair in matched if pair.displaced is not None}
        moved = [pair.known for pair in matched if pair.known is not None and pair.known.item != pair.row.item]
        for task in (*moved, *(task for task in gone if task.item in wanted)):
            row = self.change.session.get_one(Task, task.task)
            row.item = f"{row.item}~{task.task}"
            self.change.session.add(row)
        self.change.session.flush()
        for task in gone:
            if task.item in wanted and task.task not in displaced:
                self._report_taken(task)

    def _group_label(self, row: DraftTask) -> str:
        return "" if row.group is None else self.draft.groups[row.group].label

    def _group_of(self, row: DraftTask) -> int | None:
        return None if row.group is None else self._groups[row.group]

    def _new(self, several: Sequence[Pair], first: int) -> None:
        """Enter new tasks, the first of which has the position ``first``."""
        assert self.decision.id is not None
        decision = self.decision.id
        facts = [self._facts(pair.row, decision, position) for position, pair in enumerate(several, start=first)]
        for pair, task in zip(several, entering.add_tasks(self.change, facts), strict=True):
            self.outcome.numbers[pair.row.place] = task
            self._report_passed(pair.row, task)
            self._place(pair.row, task, changed=True)
            if pair.displaced is not None:
                self._report_displaced(pair.row, pair.displaced)
            self.outcome.deadlines += len(pair.row.reading.dates(self.issued))
        self.outcome.tasks += len(several)

    def _place(self, row: DraftTask, task: int, *, changed: bool) -> None:
        if row.completion or row.extension:
            self.outcome.placed.append(Brought(row, task, changed))

    def _facts(self, row: DraftTask, decision: int, position: int) -> entering.NewTask:
        fields = printed(row, self._group_label(row))
        return entering.NewTask(
            title=row.title,
            decision_id=decision,
            assigned_on=self.issued,
            item=row.item,
            group_id=self._group_of(row),
            kind=self.kind,
            product=row.product,
            lead_unit_id=self._units[row.lead] if row.lead else None,
            supports=[self._units[name] for name in row.supports],
            deadline_text=row.deadline_text,
            reading=row.reading,
            note=row.note,
            leader=row.leader,
            officer=row.officer,
            extra=fields["extra"],
            printed=self._rows.setdefault(row.item, as_json(fields)),
            position=position,
        )

    def _known(self, several: Sequence[Pair], first: int) -> None:
        """Change what has changed in the file of tasks that are there, the first of which is now at ``first``."""
        found: list[tuple[Pair, KnownTask, dict[str, str], set[str], int]] = []
        for position, pair in enumerate(several, start=first):
            known = pair.known
            assert known is not None
            self.outcome.numbers[pair.row.place] = known.task
            now = printed(pair.row, self._group_label(pair.row))
            before = json.loads(known.printed) if known.printed else {}
            changed = {name for name in (*now, *before) if before.get(name, "") != now.get(name, "")}
            if known.group != self._group_of(pair.row):
                changed.add("group")  # its heading has other words, under the same number
            if known.item != pair.row.item:
                changed.add("item")  # it had given way to another task, and is back
            self._place(pair.row, known.task, changed=bool(changed & {"deadline", "extra"}))
            if not changed:
                self.outcome.unchanged += 1
            if changed or known.position != position:
                found.append((pair, known, now, changed, position))
        # The session finds these again without asking, as long as they are held here.
        wanted = select(Task).where(col(Task.id).in_([known.task for _pair, known, *_ in found]))
        held = {tasks.key_of(task): task for task in self.change.session.exec(wanted)}
        for pair, known, now, changed, position in found:
            if changed:
                self._change(pair, held[known.task], now, changed, position)
            else:
                tasks.edit_task(self.change, known.task, {"position": position})

    def _keep(self, several: Sequence[Pair]) -> None:
        """Leave tasks that stand as they are."""
        self.outcome.unchanged += len(several)
        self.outcome.numbers |= {pair.row.place: pair.known.task for pair in several if pair.known is not None}

    def _change(self, pair: Pair, task: Task, now: dict[str, str], changed: set[str], position: int) -> None:
        row, number = pair.row, tasks.key_of(task)
        values: dict[str, str | int | date | None] = {f: now.get(f, "") for f in _FIELDS if f in changed}
        values |= {"item": row.item, "position": position}
        values["printed"] = as_json(now)
        if "group" in changed:
            values["group_id"] = self._group_of(row)
        if "lead" in changed:
            values["lead_unit_id"] = self._units[row.lead] if row.lead else None
        tasks.edit_task(self.change, number, values)
        if "supports" in changed or "lead" in changed:
            tasks.set_supports(self.change, number, [self._units[name] for name in row.supports])
        answered = "asked" in changed and not task.deadline_sure  # the column was in doubt, and nobody has set a day
        changed.discard("asked")
        if "deadline" in changed or answered:
            changed.add("deadline")
            tasks.set_deadline(self.change, task, row.deadline_text, row.reading)
            self._report_passed(row, number)
        self.outcome.updated += 1
        hint = note(N_("task {task} updated: {fields}"), task=number, fields=named_fields(changed))
        self._report(row, "row.updated", Severity.NOTE, hint)

    def _report_passed(self, row: DraftTask, task: int) -> None:
        hint = passed.passed_remark(row.reading, self.issued, task, self.decision.year)
        if hint is not None:
            self._report(row, "deadline.passed", Severity.NOTE, hint)

    def _report_displaced(self, row: DraftTask, old: KnownTask) -> None:
        hint = note(
            N_(
                "item {item} had quite other words before; it was entered as a new task, and task {task} (“{old}”) "
                "keeps its record as item {kept}. If it is the same task, cancel the new one and correct the old."
            ),
            item=row.item,
            task=old.task,
            old=old.title[:60],
            kept=f"{old.item}~{old.task}",
        )
        self._report(row, "item.rewritten", Severity.QUESTION, hint)

    def _report(self, row: DraftTask, code: str, severity: Severity, hint: Note) -> None:
        value = f"{row.item} {row.title}"[:80]
        self.outcome.problems.append(Problem(row.place, hint, "", value, code, severity))

    def _report_taken(self, task: KnownTask) -> None:
        hint = note(
            N_("item {item} has passed to another task; task {task} keeps its record as item {kept}"),
            item=task.item,
            task=task.task,
            kept=f"{task.item}~{task.task}",
        )
        value = f"{task.item} {task.title}"[:80]
        self.outcome.problems.append(Problem(None, hint, "", value, "item.taken", Severity.NOTE))

    def _report_gone(self, task: KnownTask) -> None:
        if not task.printed:
            return  # entered by hand, never in a file
        hint = note(
            N_("task {task} is no longer in the file; it stays in the register (`tuphap task cancel {task}` …)"),
            task=task.task,
        )
        value = f"{task.item} {task.title}"[:80]
        self.outcome.problems.append(Problem(None, hint, "", value, "row.gone", Severity.NOTE))

    def _read_back(self) -> None:
        """Compare what the register now holds with the file; a difference is a fault of the program."""
        self.change.flush()
        stored = plan_rows.printed_by_item(self.change.connection, self.decision.id)
        for row in self.draft.tasks:
            if self.draft.exported and row.item not in self._rows:
                continue
            wanted = self._rows.get(row.item) or as_json(printed(row, self._group_label(row)))
            if stored.get(row.item) != wanted:
                raise TuphapError(what=note(N_("item {item} was not stored as it was read"), item=row.item))
