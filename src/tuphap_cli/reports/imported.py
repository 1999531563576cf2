"""What an import understood, asks and refuses, and what it wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from ..domain.draft import UNKNOWN_UNIT, DraftTask, PlanDraft, SeenTable
from ..domain.model import Reading, Severity, vn_date
from ..domain.problems import Place, Problem
from ..i18n import _, ngettext, show
from . import import_lists
from .base import Column, Json, Line, Record, Report, Table, iso
from .problem_rows import PROBLEM_FIELDS, by_weight, problem_record, problem_table

PREVIEW_ROWS = 20
_WRITTEN = ("tasks", "deadlines", "groups", "units", "updated")  # the counts of what an undo would take back
_TONES = {True: "", False: "warn"}


class ImportAnswer(NamedTuple):
    """What is known of an import when it is answered.

    ``later`` are the problems found when the draft was compared with the register, ``numbers`` the numbers of its
    tasks there, by place. Where ``assigned``, the day on which the tasks begin, is given, the first tasks are shown
    as they would be stored. ``units_made`` says that the command enters units that are not known.
    """

    decision: str
    draft: PlanDraft
    counts: Mapping[str, int]
    written: bool
    later: Sequence[Problem] = ()
    numbers: Mapping[Place, int] = MappingProxyType({})
    assigned: date | None = None
    units_made: bool = False


def import_report(answer: ImportAnswer, today: date, *, lists: bool = False, first: int | None = None) -> Report:
    """The report of an import; errors come first, then questions, then notes.

    Its problems are one table, or ``lists`` of sentences for a terminal, of which the ``first`` are shown.
    """
    draft = answer.draft
    ranked = by_weight([*draft.problems, *answer.later])
    by_place = {task.place: task for task in draft.tasks}
    rows = [problem_record(problem) for problem in ranked]
    asked = [(p, by_place[p.place]) for p in ranked if p.severity is Severity.QUESTION and p.place in by_place]
    tallied: dict[str, Json] = {s.value: sum(p.severity is s for p in ranked) for s in Severity}
    figures: dict[str, Json] = {**answer.counts}
    tables = [_preview_table(draft.tasks, answer.assigned)] if answer.assigned and draft.tasks else []
    if lists:
        tables += import_lists.ImportLists(draft, ranked, answer.numbers, first).tables()
    elif ranked:
        tables.append(problem_table(ranked))
    seen = draft.tables
    return Report(
        schema="tuphap.import/1",
        as_of=today,
        rows=rows,
        more={
            "written": answer.written,
            "decision": answer.decision,
            "counts": figures,
            "problems": rows,
            "totals": tallied,
            "tables": [{"name": s.name, "taken": s.taken, "reason": show(s.reason)} for s in seen],
            "questions": [_question(problem, task, answer.numbers) for problem, task in asked],
            "new_units": [
                {"unit": u.code, "unit_name": u.name, "kind": u.kind, "rows": u.rows} for u in draft.new_units
            ],
        },
        heading=tuple(_seen_line(s) for s in seen if s.taken or len(seen) > 1),
        tables=tuple(tables),
        closing=_closing(answer, ranked),
        fields=PROBLEM_FIELDS,
    )


def _question(problem: Problem, task: DraftTask, numbers: Mapping[Place, int]) -> Record:
    """A question about a task in the machine form; ``choices`` are the days that its deadline may be."""
    return {
        "task": numbers.get(task.place),
        "item": task.item,
        "title": task.title,
        "code": problem.code,
        "printed": problem.value,
        "choices": [iso(day) for day in import_lists.choices(problem, task)],
    }


def _seen_line(seen: SeenTable) -> str:
    verdict = _("taken") if seen.taken else _("not taken")
    return f"{seen.name}: {verdict} – {show(seen.reason)}"


def _preview_table(tasks: Sequence[DraftTask], assigned: date) -> Table:
    columns = (
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Lead")),
        Column(_("Deadline, as printed"), roomy=True),
        Column(_("Due")),
    )
    lines = tuple(
        Line((t.item, t.title, t.lead or "", t.deadline_text, _due(t.reading, assigned)), _TONES[t.reading.sure])
        for t in tasks[:PREVIEW_ROWS]
    )
    return Table(columns, lines, title=_("Preview"))


def _due(reading: Reading, assigned: date) -> str:
    if not reading.sure:
        return _("to be asked")
    return ", ".join(map(vn_date, reading.dates(assigned))) or "–"


def _closing(answer: ImportAnswer, problems: Sequence[Problem]) -> tuple[str, ...]:
    """What was done, or why nothing was; a line with what is left to do."""
    tally = {s: sum(p.severity is s and p.code != UNKNOWN_UNIT for p in problems) for s in Severity}
    lines = [f"{answer.decision}: {_refusal(len(answer.draft.tasks)) if tally[Severity.ERROR] else _counted(answer)}"]
    if not answer.written:
        lines.append(_("Nothing was written."))
    if answer.draft.new_units:
        lines.append(_about_units(answer))
    if answer.written and tally[Severity.QUESTION]:
        open_ = ngettext("{n} question is open", "{n} questions are open", tally[Severity.QUESTION])
        lines.append(f"{open_}: tuphap deadline questions, tuphap task edit N --due …")
    elif found := _tally(tally):
        lines.append(found)
    if answer.written and any(answer.counts[name] for name in _WRITTEN):
        lines.append(_("To take the whole import back: tuphap undo"))
    return tuple(lines)


def _refusal(read: int) -> str:
    return ngettext(
        "{n} task would be imported once the errors are mended.",
        "{n} tasks would be imported once the errors are mended.",
        read,
    )


def _counted(answer: ImportAnswer) -> str:
    counts = answer.counts
    parts = [
        ngettext("{n} new task", "{n} new tasks", counts["tasks"]),
        ngettext("{n} deadline", "{n} deadlines", counts["deadlines"]),
        ngettext("{n} group", "{n} groups", counts["groups"]),
        ngettext("{n} new unit", "{n} new units", counts["units"]),
        ngettext("{n} updated", "{n} updated", counts["updated"]),
        ngettext("{n} unchanged", "{n} unchanged", counts["unchanged"]),
    ]
    return f"{', '.join(parts)}."


def _about_units(answer: ImportAnswer) -> str:
    """The one sentence on all units that the register does not know, or did not."""
    number = len(answer.draft.new_units)
    if answer.written:
        return ngettext(
            "{n} unit was entered; another code: tuphap unit edit CODE --code NEW.",
            "{n} units were entered; another code: tuphap unit edit CODE --code NEW.",
            number,
        )
    if answer.units_made:
        return ngettext(
            "{n} unit would be entered under the code above; other codes and names: --units FILE.",
            "{n} units would be entered under the codes above; other codes and names: --units FILE.",
            number,
        )
    return ngettext(
        "{n} unit is not in the register: --create-units enters it under the code above, --units FILE as "
        "you list it; an alias of a known unit: tuphap unit edit CODE --alias NAME.",
        "{n} units are not in the register: --create-units enters them under the codes above, --units FILE as "
        "you list them; an alias of a known unit: tuphap unit edit CODE --alias NAME.",
        number,
    )


def _tally(tally: Mapping[Severity, int]) -> str:
    """The last line: how many errors, questions and remarks there are."""
    errors, questions, notes = (tally[s] for s in (Severity.ERROR, Severity.QUESTION, Severity.NOTE))
    parts = [
        ngettext("{n} error", "{n} errors", errors) if errors else "",
        ngettext("{n} question", "{n} questions", questions) if questions else "",
        ngettext("{n} remark", "{n} remarks", notes) if notes else "",
    ]
    found = ", ".join(filter(None, parts))
    return f"{found}." if found else ""
