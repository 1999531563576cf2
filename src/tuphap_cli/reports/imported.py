"""What an import understood, asks and refuses, and what it wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.model import Note, Reading, Severity, vn_date
from ..i18n import _, ngettext, show
from .base import Column, Json, Line, Record, Report, Table


@dataclass(frozen=True, slots=True)
class ImportFinding:
    """A finding in the file as the report needs it; ``where`` is the place in the clerk's words."""

    where: str
    column: str
    value: str
    code: str
    severity: Severity
    hint: Note

    def record(self) -> Record:
        """The machine form."""
        return {
            "where": self.where,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "severity": self.severity.value,
            "hint": show(self.hint),
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """A table met in the file, whether it was taken, and why."""

    name: str
    taken: bool
    reason: Note


@dataclass(frozen=True, slots=True)
class Preview:
    """A task as it would be stored."""

    item: str
    title: str
    lead: str
    deadline: str
    reading: Reading
    assigned: date


def import_report(
    decision: str,
    as_of: date,
    *,
    written: bool,
    counts: Mapping[str, int],
    findings: Sequence[ImportFinding],
    seen: Sequence[Seen],
    preview: Sequence[Preview] = (),
    read: int = 0,
) -> Report:
    """The report of an import into ``decision``; errors come first, then questions, then notes.

    ``read`` is how many tasks were found in the file, told where it is refused.
    """
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    rows = [finding.record() for finding in ranked]
    tallied: dict[str, Json] = {s.value: sum(f.severity is s for f in ranked) for s in order}
    figures: dict[str, Json] = {**counts}
    tables = [_preview_table(preview)] if preview else []
    if ranked:
        tables.append(_problem_table(ranked))
    return Report(
        schema="tuphap.import/1",
        as_of=as_of,
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
        closing=_closing(decision, counts, ranked, written=written, read=read),
        fields=("where", "column", "value", "code", "severity", "hint"),
    )


def _seen_line(seen: Seen) -> str:
    verdict = _("taken") if seen.taken else _("not taken")
    return f"{seen.name}: {verdict} – {show(seen.reason)}"


def _problem_table(findings: Sequence[ImportFinding]) -> Table:
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
        Line((words[f.severity], f.where, f.column, f.value, show(f.hint)), tones[f.severity]) for f in findings
    )
    return Table(columns, lines, title=_("Findings"))


def _preview_table(preview: Sequence[Preview]) -> Table:
    columns = (
        Column(_("Item")),
        Column(_("Task"), flexible=True),
        Column(_("Lead")),
        Column(_("Deadline, as printed"), roomy=True),
        Column(_("Due")),
    )
    lines = tuple(
        Line((p.item, p.title, p.lead, p.deadline, _due(p)), "" if p.reading.sure else "warn") for p in preview
    )
    return Table(columns, lines, title=_("Preview"))


def _due(task: Preview) -> str:
    if not task.reading.sure:
        return _("to be asked")
    return ", ".join(map(vn_date, task.reading.dates(task.assigned))) or "–"


def _refused(decision: str, findings: Sequence[ImportFinding], read: int) -> tuple[str, ...]:
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
    if any(finding.code == "unit.unknown" for finding in findings):
        lines.append(
            _(
                "Unknown units: enter them with tuphap unit add, name an alias with tuphap unit edit CODE --alias, "
                "or import with --create-units."
            )
        )
    return tuple(lines)


def _closing(
    decision: str, counts: Mapping[str, int], findings: Sequence[ImportFinding], *, written: bool, read: int
) -> tuple[str, ...]:
    if any(finding.severity is Severity.ERROR for finding in findings):
        return _refused(decision, findings, read)
    parts = [
        ngettext("{n} new task", "{n} new tasks", counts["tasks"]),
        ngettext("{n} deadline", "{n} deadlines", counts["deadlines"]),
        ngettext("{n} group", "{n} groups", counts["groups"]),
        ngettext("{n} new unit", "{n} new units", counts["units"]),
        ngettext("{n} updated", "{n} updated", counts["updated"]),
        ngettext("{n} unchanged", "{n} unchanged", counts["unchanged"]),
    ]
    questions = sum(finding.severity is Severity.QUESTION for finding in findings)
    lines = [f"{decision}: {', '.join(parts)}."]
    if not written:
        lines.append(_("Nothing was written."))
    elif questions:
        lines.append(
            ngettext("{n} question is open", "{n} questions are open", questions)
            + ": tuphap deadline questions, tuphap task edit N --due …"
        )
    return tuple(lines)
