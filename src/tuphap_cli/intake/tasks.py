"""Turns raw tasks into drafts: numbers, units, deadlines, and the findings about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..domain.deadlines import read as read_deadline
from ..domain.model import DeadlineKind, Reading
from ..text import clean
from .draft import DraftTask, KnownUnit, PlanDraft
from .files import legacy
from .findings import Findings
from .headings import Field
from .items import numbered
from .rawtask import RawTask
from .unitbook import Resolution, UnitBook, nearest

_PROGRESS_EVERY = 50
_YEAR_NAMED = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ANY_YEAR = 2023


@dataclass(frozen=True, slots=True)
class Context:
    """What the clerk said of the plan."""

    year: int | None
    issued: date | None
    known: Sequence[KnownUnit]
    create_units: bool
    before_counts: bool = False


def drafted(
    raw: Sequence[RawTask],
    draft: PlanDraft,
    context: Context,
    findings: Findings,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Fills ``draft`` with the tasks and unknown units of ``raw``."""
    book = UnitBook(context.known)
    unknown: dict[str, tuple[RawTask, str, int]] = {}
    for done, (task, item) in enumerate(zip(raw, numbered(raw, draft.groups, findings), strict=True), start=1):
        _check_text(task, findings)
        found = book.resolve(_units_text(task, Field.LEAD), _units_text(task, Field.SUPPORT))
        _tell_units(task, found, findings)
        for name in found.unknown:
            first = unknown.get(name)
            column = Field.LEAD if name == found.lead or name in found.further_leads else Field.SUPPORT
            unknown[name] = (first[0], first[1], first[2] + 1) if first else (task, task.columns.get(column, ""), 1)
        draft.tasks.append(_draft(task, item, found, _reading(task, context, findings)))
        if progress and (done % _PROGRESS_EVERY == 0 or done == len(raw)):
            progress(done, len(raw))
    for name, (task, heading, rows) in unknown.items():
        draft.unknown_units[name] = nearest(name, context.known)
        if not context.create_units:
            near = "; ".join(draft.unknown_units[name])
            findings.add(
                "unit.unknown",
                task.place,
                heading,
                name,
                unit=name,
                rows=rows,
                nearest=f" ({near}?)" if near else "",
            )


def _draft(task: RawTask, item: str, units: Resolution, reading: Reading) -> DraftTask:
    return DraftTask(
        item=item,
        group=task.group,
        title=task.text(Field.TITLE),
        product=task.text(Field.PRODUCT),
        lead_text=task.text(Field.LEAD),
        support_text=task.text(Field.SUPPORT),
        lead=units.lead,
        supports=list(units.supports),
        deadline_text=task.text(Field.DEADLINE),
        reading=reading,
        note=task.text(Field.NOTE),
        extra=task.extra,
        place=task.place,
    )


def _units_text(task: RawTask, what: Field) -> str:
    text = task.text(what)
    return "" if text.strip(" .-–—…") == "" else text


def _tell_units(task: RawTask, found: Resolution, findings: Findings) -> None:
    column, text = task.columns.get(Field.LEAD, ""), task.text(Field.LEAD)
    if found.lead is None:
        findings.add("lead.missing", task.place, column, text)
    elif found.further_leads:
        findings.add("lead.several", task.place, column, text, lead=found.lead, others=", ".join(found.further_leads))
    if found.sentence:
        findings.add("unit.sentence", task.place, column, text, lead=found.lead or "–")


def _reading(task: RawTask, context: Context, findings: Findings) -> Reading:
    text, column = task.text(Field.DEADLINE), task.columns.get(Field.DEADLINE, "")
    phrase = clean(text) if "\n" not in text else text
    if context.year is not None:
        reading = read_deadline(phrase, context.year, issued=context.issued, before_counts=context.before_counts)
    else:
        one, other = (
            read_deadline(phrase, year, issued=context.issued, before_counts=context.before_counts)
            for year in _two_years(phrase)
        )
        if (one.kind, one.due, one.occurrences) != (other.kind, other.due, other.occurrences):
            findings.add("deadline.year", task.place, column, text)
            return Reading(phrase, DeadlineKind.UNREAD)
        reading = one
    if task.guessed_deadline and reading.sure:
        reading = replace(
            reading, sure=False, candidates=reading.occurrences or ((reading.due,) if reading.due else ())
        )
    if not text:
        findings.add("deadline.missing", task.place, column, "")
    elif reading.kind is DeadlineKind.UNREAD:
        findings.add("deadline.unread", task.place, column, text)
    elif not reading.sure:
        findings.add("deadline.unsure", task.place, column, text)
    return reading


def _two_years(phrase: str) -> tuple[int, int]:
    """Two plan years near those that the words name: what reads the same in both states its year itself."""
    year = min((int(named) for named in _YEAR_NAMED.findall(phrase)), default=_ANY_YEAR)
    return year, year + 1


def _check_text(task: RawTask, findings: Findings) -> None:
    texts = [(task.columns.get(what, ""), text) for what, text in task.values.items()]
    for heading, cell in (*texts, *task.extra.items()):
        if legacy.is_mojibake(cell):
            findings.add("text.mojibake", task.place, heading, cell[:200])
