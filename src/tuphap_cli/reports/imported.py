"""What an import understood, asks and refuses, and what it wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.draft import DraftTask, PlanDraft, SeenTable
from ..domain.model import Reading, Severity, vn_date
from ..domain.problems import Problem
from ..i18n import _, ngettext, show
from .base import Column, Json, Line, Record, Report, Table

PREVIEW_ROWS = 20
_TONES = {True: "", False: "warn"}


def import_report(
    decision: str,
    draft: PlanDraft,
    later: Sequence[Problem] = (),
    *,
    today: date,
    written: bool,
    counts: Mapping[str, int],
    assigned: date | None = None,
) -> Report:
    """The report of the import of ``draft`` into ``decision``; errors come first, then questions, then notes.

    ``later`` are the problems found when it was compared with the register. Where ``assigned``, the day on which the
    tasks begin, is given, the first tasks are shown as they would be stored.
    """
    order = list(Severity)
    ranked = sorted([*draft.problems, *later], key=lambda problem: order.index(problem.severity))
    rows = [_record(problem) for problem in ranked]
    tallied: dict[str, Json] = {s.value: sum(p.severity is s for p in ranked) for s in order}
    figures: dict[str, Json] = {**counts}
    tables = [_preview_table(draft.tasks[:PREVIEW_ROWS], assigned)] if assigned and draft.tasks else []
    if ranked:
        tables.append(_problem_table(ranked))
    seen = draft.tables
    return Report(
        schema="tuphap.import/1",
        as_of=today,
        rows=rows,
        more={
            "written": written,
            "decision": decision,
            "counts": figures,
            "problems": rows,
            "totals": tallied,
            "tables": [{"name": s.name, "taken": s.taken, "reason": show(s.reason)} for s in seen],
        },
        heading=tuple(_seen_line(s) for s in seen if s.taken or len(seen) > 1),
        tables=tuple(tables),
        closing=_closing(decision, counts, ranked, written=written, read=len(draft.tasks)),
        fields=("where", "column", "value", "code", "severity", "hint"),
    )


def _where(problem: Problem) -> str:
    """The place in the clerk's words."""
    if problem.place is None:
        return ""
    if not problem.place.row:
        return problem.place.sheet
    return _("{sheet}, row {row}").format(sheet=problem.place.sheet, row=problem.place.row)


def _record(problem: Problem) -> Record:
    """The machine form."""
    return {
        "where": _where(problem),
        "column": problem.column,
        "value": problem.value,
        "code": problem.code,
        "severity": problem.severity.value,
        "hint": show(problem.hint),
    }


def _seen_line(seen: SeenTable) -> str:
    verdict = _("taken") if seen.taken else _("not taken")
    return f"{seen.name}: {verdict} – {show(seen.reason)}"


def _problem_table(problems: Sequence[Problem]) -> Table:
    words = {Severity.ERROR: _("error"), Severity.QUESTION: _("question"), Severity.NOTE: _("note")}
    tones = {Severity.ERROR: "bad", Severity.QUESTION: "warn", Severity.NOTE: ""}
    columns = (
        Column(""),
        Column(_("Where")),
        Column(_("Column"), roomy=True),
        Column(_("Value"), flexible=True),
        Column(_("What to do"), flexible=True),
    )
    lines = tuple(
        Line((words[p.severity], _where(p), p.column, p.value, show(p.hint)), tones[p.severity]) for p in problems
    )
    return Table(columns, lines, title=_("Findings"))


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
        for t in tasks
    )
    return Table(columns, lines, title=_("Preview"))


def _due(reading: Reading, assigned: date) -> str:
    if not reading.sure:
        return _("to be asked")
    return ", ".join(map(vn_date, reading.dates(assigned))) or "–"


def _refused(decision: str, problems: Sequence[Problem], read: int) -> tuple[str, ...]:
    """What a file that is refused holds, and the one remedy for all its unknown units."""
    lines = [
        f"{decision}: "
        + ngettext(
            "{n} task would be imported once the errors are mended.",
            "{n} tasks would be imported once the errors are mended.",
            read,
        ),
        _("Nothing was written."),
    ]
    if any(problem.code == "unit.unknown" for problem in problems):
        lines.append(
            _(
                "Unknown units: enter them with tuphap unit add, name an alias with tuphap unit edit CODE --alias, "
                "or import with --create-units."
            )
        )
    return tuple(lines)


def _closing(
    decision: str, counts: Mapping[str, int], problems: Sequence[Problem], *, written: bool, read: int
) -> tuple[str, ...]:
    if any(problem.severity is Severity.ERROR for problem in problems):
        return _refused(decision, problems, read)
    parts = [
        ngettext("{n} new task", "{n} new tasks", counts["tasks"]),
        ngettext("{n} deadline", "{n} deadlines", counts["deadlines"]),
        ngettext("{n} group", "{n} groups", counts["groups"]),
        ngettext("{n} new unit", "{n} new units", counts["units"]),
        ngettext("{n} updated", "{n} updated", counts["updated"]),
        ngettext("{n} unchanged", "{n} unchanged", counts["unchanged"]),
    ]
    questions = sum(problem.severity is Severity.QUESTION for problem in problems)
    lines = [f"{decision}: {', '.join(parts)}."]
    if not written:
        lines.append(_("Nothing was written."))
    elif questions:
        lines.append(
            ngettext("{n} question is open", "{n} questions are open", questions)
            + ": tuphap deadline questions, tuphap task edit N --due …"
        )
    return tuple(lines)
