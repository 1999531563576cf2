"""One task in full: what it is, how its deadline was read, its ledger, its state and who has to act."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ..domain import states
from ..domain.model import vn_date
from ..errors import UsageFault
from ..i18n import _
from ..store.read import deadline_choice, entries, handed_down_rows, queries
from ..store.read import late_corrections as corrected
from ..store.read.entries import ExtensionRow, HistoryRow
from ..store.read.filters import Filters
from ..store.read.queries import TaskRow
from ..store.write import evidence
from . import carried_out, coming, correction_words, evidence_list, labels, obstacle_list, urging_list
from .base import Column, Line, Record, Report, Table, iso
from .history_records import deadline_record, extension_record, history_record
from .lists import task_record
from .task_words import verdict


def task_report(connection: sqlite3.Connection, task: int, as_of: date, *, ahead: bool = False) -> Report:
    """The task with the number ``task``, which must exist, as of a day; UsageFault where it was assigned later.

    ``ahead`` shows what has been made for a further year too: right for today, not for what was known on a past day.
    """
    deadlines = deadlines_as_of(connection, task, as_of)
    row = deadlines[states.governing(r.standing for r in deadlines)]
    supporting = queries.supports(connection, [task]).get(task, [])
    ledger, moved = _until(connection, task, as_of)
    righted = corrected.corrections_of_task(connection, task)
    met = obstacle_list.obstacles_of_task(connection, task, as_of)
    urged = urging_list.urgings_of_task(connection, task, as_of)
    files = evidence.evidence_of_task(connection, task, as_of)
    further = deadline_choice.coming_deadlines(connection, task, as_of) if ahead else []
    names = deadline_choice.deadline_names(connection, deadlines, further)
    called = {r.occurrence: names[r.deadline_id] for r in deadlines if r.deadline_id in names}
    shown = _dated(deadlines, as_of, names, coming.coming_lines(further, names, row))
    record = (
        task_record(row, row.state(as_of), supporting)
        | _reading(row, handed_down_rows.carried_out_by(connection, task))
        | {
            "deadlines": [
                deadline_record(r, as_of) | {"name": names.get(r.deadline_id, "")} for r in deadlines if r.deadline_id
            ],
            "coming": coming.coming_records(further, names),
            "history": [history_record(entry) | {"name": called.get(entry.occurrence or "", "")} for entry in ledger],
            "extensions": [extension_record(entry) for entry in moved],
            "corrections": [correction_words.correction_record(one) for one in righted],
            "obstacles": [obstacle_list.obstacle_record(obstacle, as_of) for obstacle in met],
            "urged": [urging_list.urging_record(one) for one in urged],
            "evidence": [evidence_list.evidence_record(n, one) for n, one in enumerate(files, 1)],
        }
    )
    return Report(
        schema="tuphap.task/1",
        as_of=as_of,
        rows=[record],
        title=title_of(row),
        tables=(
            _facts(connection, row, supporting),
            *shown,
            *([_extension_table(moved)] if moved else []),
            *correction_words.correction_table(righted),
            *([obstacle_list.of_one_task(met, as_of)] if met else []),
            *urging_list.of_one_task(urged),
            ledger_table(ledger, called),
            *([evidence_list.evidence_table(files)] if files else []),
        ),
        closing=(verdict(row, as_of), *coming.coming_sentences(further, names, row)),
    )


def _until(connection: sqlite3.Connection, task: int, as_of: date) -> tuple[list[HistoryRow], list[ExtensionRow]]:
    """The entries and the extensions of a task up to a day."""
    ledger = [entry for entry in entries.history_rows(connection, task) if entry.on_day <= as_of]
    return ledger, [entry for entry in entries.extension_rows(connection, task) if entry.decided_on <= as_of]


def _dated(rows: list[TaskRow], as_of: date, names: Mapping[int, str], further: Sequence[Line]) -> list[Table]:
    """The table of those of ``rows`` that have a deadline; none where none has."""
    dated = [row for row in rows if row.deadline_id is not None]
    return [deadline_table(dated, as_of, names, further)] if dated else []


def deadlines_as_of(connection: sqlite3.Connection, task: int, as_of: date) -> list[TaskRow]:
    """The rows of a task, one for each deadline; UsageFault where it had not been assigned by ``as_of``."""
    deadlines = list(queries.deadline_rows(connection, as_of, Filters(tasks=(task,))))
    if not deadlines:
        text = _("Task {task} had not been assigned yet on {day}.")
        raise UsageFault(what=text.format(task=task, day=vn_date(as_of)))
    return deadlines


def title_of(row: TaskRow) -> str:
    """What stands above all that is shown of a task."""
    return _("Task {task}: {title}").format(task=row.task, title=row.title)


def _reading(row: TaskRow, above: int | None) -> Record:
    """How the deadline of a task was read and what is recorded of it, in the machine form.

    It carries out the task ``above`` of the office above; what the books of other offices say is added where they are
    read (carried_out.py).
    """
    return {
        "deadline_kind": row.deadline_kind.value,
        "deadline_sure": row.deadline_sure,
        "deadline_rule": row.deadline_rule,
        "assigned_on": iso(row.assigned_on),
        "original_due": iso(row.original_due),
        "done_on": iso(row.done_on),
    } | carried_out.no_others(above)


def _facts(connection: sqlite3.Connection, row: TaskRow, supporting: list[str]) -> Table:
    reading = labels.deadline_kind(row.deadline_kind) + ("" if row.deadline_sure else " " + _("(not sure)"))
    note, extra = entries.remarks(connection, row.task)
    facts: list[tuple[str, str | int | date | None]] = [
        (
            _("Decision"),
            _("{decision} of {day}, item {item}").format(
                decision=row.decision, day=vn_date(row.decision_issued), item=row.item
            ),
        ),
        (_("Group"), f"{row.group} {row.group_title}".strip()),
        (_("Kind"), labels.task_kind(row.kind)),
        (_("Lead"), f"{row.unit_name} ({row.unit})" if row.unit else _("no lead unit")),
        (_("Supporting"), ", ".join(supporting)),
        (_("Leader"), row.leader),
        (_("Officer"), row.officer),
        (_("Product"), row.product),
        (_("Assigned"), row.assigned_on),
        (_("Deadline, as printed"), row.deadline_text),
        (_("Read as"), reading),
        (_("Note"), note),
        *sorted(extra.items()),
    ]
    columns = (Column(_("Field")), Column(_("Value"), flexible=True))
    return Table(columns, tuple(Line(fact) for fact in facts if fact[1]))


def deadline_table(rows: list[TaskRow], as_of: date, names: Mapping[int, str], further: Sequence[Line] = ()) -> Table:
    """The deadlines of a task and the state of each; ``names``: what the occurrences are called, by deadline.

    ``further`` are the lines of those that have not begun.
    """
    columns: tuple[Column, ...] = (
        Column(_("Due")),
        Column(_("Originally")),
        Column(_("Done on")),
        Column(_("State"), flexible=True),
    )
    if names:
        columns = (Column(_("Occurrence")), *columns)
    lines = []
    for r in rows:
        cells = (r.due or _("until further notice"), r.original_due, r.done_on, labels.state_label(r.state(as_of)))
        name = (names[r.deadline_id or 0],) if names else ()
        lines.append(Line((*name, *cells), labels.tone(r.state(as_of))))
    return Table(columns, (*lines, *further), title=_("Deadlines"))


def _extension_table(moved: list[ExtensionRow]) -> Table:
    columns = (
        Column(_("Decided")),
        Column(_("Document")),
        Column(_("From")),
        Column(_("To")),
        Column(_("Reason"), flexible=True),
    )
    lines = tuple(
        Line((e.decided_on, e.document, e.old_due, e.new_due or _("until further notice"), e.reason)) for e in moved
    )
    return Table(columns, lines, title=_("Extensions"))


def ledger_table(ledger: list[HistoryRow], names: Mapping[str, str] = MappingProxyType({})) -> Table:
    """The entries of a task, oldest first, those taken back marked; ``names``: of occurrences, by their own day."""
    words = {
        "start": _("started"),
        "progress": _("progress"),
        "done": _("done"),
        "reopen": _("reopened"),
        "suspend": _("suspended"),
        "cancel": _("cancelled"),
        "resume": _("resumed"),
        "assign": _("assigned"),
    }
    columns = (
        Column(_("Day")),
        Column(_("Entry")),
        Column("%", right=True),
        Column(_("Document")),
        Column(_("Note"), flexible=True),
        Column(_("Recorded by"), roomy=True),
    )
    lines = tuple(
        Line(
            (
                e.on_day,
                f"{words[e.kind]}{_concerning(e, names)}{_moved(e)}"
                + (" " + _("(taken back)") if e.taken_back else "")
                + (" " + _("(after the completion)") if after else ""),
                e.percent,
                e.document,
                _remark(e),
                e.actor,
            )
        )
        for e, after in zip(ledger, _after_completion(ledger), strict=True)
    )
    return Table(columns, lines, title=_("Ledger"), empty=_("Nothing has been recorded yet."))


def _after_completion(ledger: Iterable[HistoryRow]) -> Iterator[bool]:
    """Of each entry, whether it reports work on what was completed on a day before."""
    completed: dict[str | None, date] = {}
    for entry in ledger:
        done_on = completed.get(entry.occurrence)
        yield entry.kind in {"start", "progress"} and done_on is not None and not entry.taken_back
        if entry.kind == "done" and not entry.taken_back:
            completed[entry.occurrence] = entry.on_day
        elif entry.kind == "reopen" and not entry.taken_back:
            completed.pop(entry.occurrence, None)


def _concerning(entry: HistoryRow, names: Mapping[str, str]) -> str:
    """The name of the occurrence that an entry concerns, behind a blank; "" where it concerns the whole task."""
    name = names.get(entry.occurrence or "")
    return f" {name}" if name else ""


def _moved(entry: HistoryRow) -> str:
    return f" {entry.from_unit or '–'} → {entry.to_unit}" if entry.to_unit else ""


def _remark(entry: HistoryRow) -> str:
    """The entry's note; for one that was taken back also when, by whom and why."""
    if entry.back_on is None:
        return entry.note
    text = _("taken back on {day} by {actor}: {reason}")
    back = text.format(day=vn_date(entry.back_on), actor=entry.back_by, reason=entry.back_reason)
    return f"{entry.note}; {back}" if entry.note else back
