"""What became of the forms that were collected, file by file, with every doubtful cell; and who has sent one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.model import N_
from ..domain.periods import Window
from ..domain.problems import Problem
from ..i18n import _, ngettext
from ..store.write.filing_records import Due, FilingRow
from .base import Column, Json, Line, Record, Report, Table, sentence_list
from .filing_list import filings_report
from .import_lists import problem_sentence
from .period_words import window_name
from .problem_rows import by_weight, problem_record

COLLECTED, UNCHANGED, REFUSED = "collected", "unchanged", "refused"
_STATUSES = {COLLECTED: N_("taken in"), UNCHANGED: N_("nothing new"), REFUSED: N_("refused")}
_TONES = {COLLECTED: "good", REFUSED: "bad"}
FORM_FIELDS = (
    "file",
    "unit",
    "unit_name",
    "period",
    "status",
    "entries",
    "obstacles",
    "filed",
    "already",
    "missing",
    "why",
)


class FormAnswer(NamedTuple):
    """What became of one file. ``why`` is the sentence by which it was refused as a whole.

    ``entries`` and ``obstacles`` are those that are new, ``already`` what the register held, ``missing`` rows that
    were deleted from the form.
    """

    file: str
    status: str
    unit: str = ""
    unit_name: str = ""
    period: str = ""
    entries: int = 0
    obstacles: int = 0
    filed: bool = False
    already: int = 0
    missing: int = 0
    why: str = ""
    problems: Sequence[Problem] = ()

    @property
    def told(self) -> int:
        """How much is to be told of it."""
        return len(self.problems) + bool(self.why)


def forms_report(answers: Sequence[FormAnswer], today: date, *, dry_run: bool) -> Report:
    """The report of a collection: one row a file, then what is to be told of each."""
    counts = Counter(answer.status for answer in answers)
    totals: dict[str, Json] = {status: counts[status] for status in _STATUSES}
    totals |= {"entries": sum(a.entries for a in answers), "obstacles": sum(a.obstacles for a in answers)}
    problems = [{"file": a.file, **problem_record(p)} for a in answers for p in by_weight(a.problems)]
    written = not dry_run and counts[COLLECTED] > 0
    return Report(
        schema="tuphap.forms/1",
        as_of=today,
        rows=[_record(answer) for answer in answers],
        more={"written": written, "totals": totals, "problems": problems},
        title=_("Forms of the units"),
        tables=(_table(answers), *_told(answers)),
        closing=_closing(counts, dry_run=dry_run),
        fields=FORM_FIELDS,
    )


def _record(answer: FormAnswer) -> Record:
    found: Record = dict(answer._asdict())
    del found["problems"]
    return {name: found[name] for name in FORM_FIELDS}


def _table(answers: Sequence[FormAnswer]) -> Table:
    columns = (Column(_("File"), flexible=True), Column(_("Unit")), Column(_("Result"), flexible=True))
    lines = tuple(Line((a.file, a.unit, _result(a)), _TONES.get(a.status, "")) for a in answers)
    return Table(columns, lines)


def _result(answer: FormAnswer) -> str:
    """What became of a form, in words."""
    parts = [
        ngettext("{n} result", "{n} results", answer.entries) if answer.entries else "",
        ngettext("{n} obstacle", "{n} obstacles", answer.obstacles) if answer.obstacles else "",
        _("report filed") if answer.filed else "",
        ngettext("{n} was there already", "{n} were there already", answer.already) if answer.already else "",
        ngettext("{n} point to look at", "{n} points to look at", answer.told) if answer.told else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"{_(_STATUSES[answer.status])}: {said}" if said else _(_STATUSES[answer.status])


def _told(answers: Sequence[FormAnswer]) -> list[Table]:
    """For each file why it was refused, its problems, and how many rows are lacking."""
    tables = []
    for answer in answers:
        told = [answer.why] if answer.why else []
        told += [problem_sentence(problem) for problem in by_weight(answer.problems)]
        if answer.missing:
            text = ngettext(
                "{n} row was deleted from the form; nothing is recorded of it.",
                "{n} rows were deleted from the form; nothing is recorded of them.",
                answer.missing,
            )
            told.append(text)
        if told:
            tables.append(sentence_list(answer.file, told))
    return tables


def _closing(counts: Counter[str], *, dry_run: bool) -> tuple[str, ...]:
    said = "; ".join(f"{_(word)}: {counts[status]}" for status, word in _STATUSES.items() if counts[status])
    files = ngettext("{n} file", "{n} files", counts.total())
    lines = [f"{files} – {said}."]
    if dry_run:
        lines.append(_("Tried only; nothing was written."))
    elif counts[COLLECTED]:
        lines.append(_("Each form taken in is one entry of the journal; to take the last back: tuphap undo"))
    return tuple(lines)


def form_status(
    rows: Sequence[FilingRow], by_form: Collection[str], covered: Window, due: Due, as_of: date
) -> Report:
    """Who has sent the report on a window, by form (the units ``by_form``) or otherwise, and who has not."""
    report = filings_report(rows, covered, due, as_of)
    table = report.tables[0]
    columns = (*table.columns[:-1], Column(_("Came as")), table.columns[-1])
    ways = [_("form") if row.unit in by_form else _("report") if row.filed_on else "" for row in rows]
    drawn = zip(table.lines, ways, strict=True)
    lines = tuple(line._replace(cells=(*line.cells[:-1], way, line.cells[-1])) for line, way in drawn)
    records: list[Record] = [
        {**record, "by_form": row.unit in by_form} for record, row in zip(report.rows, rows, strict=True)
    ]
    return report._replace(
        schema="tuphap.form_status/1",
        rows=records,
        title=_("Forms for {period}").format(period=window_name(covered.name)),
        tables=(table._replace(columns=columns, lines=lines),),
        fields=(*report.fields, "by_form"),
    )
