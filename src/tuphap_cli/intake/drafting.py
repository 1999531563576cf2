"""Turns raw tasks into drafts: numbers, units, deadlines, and the findings about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..domain.draft import DraftTask, NewUnit, PlanDraft
from ..domain.model import Reading
from ..text import clean, fold
from .dayorder import tell_month_first
from .draft_context import DraftContext
from .duecells import lists_earlier_tasks, reading_of, take_before
from .files import legacy
from .items import unique_items
from .plan_findings import Findings
from .table import celltext
from .table.cellkinds import is_day, is_mark
from .table.heading_words import Field
from .table.marks import period_of
from .table.rawtask import RawTask
from .trackercells import completion_of, moved
from .unit_names import unit_codes
from .unit_names.unitbook import Resolution, UnitBook, by_fold, nearest_of

_PROGRESS_EVERY = 50
# A day beside a name is no unit, nor is what a cell says where there is none.
_DAY_BESIDE = re.compile(r"[,;\n]\s*(?:(?:trước|ngày)\s+)*\d{1,2}/\d{1,2}/\d{4}\s*(?:$|[,;\n])")
_NO_UNIT = {"", "khong", "khong co", "chua co", "chua phan cong", "chua xac dinh"}


def drafted(
    raw: Sequence[RawTask],
    draft: PlanDraft,
    context: DraftContext,
    findings: Findings,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Fills ``draft`` with the tasks and unknown units of ``raw``."""
    for group in draft.groups:
        if legacy.is_mojibake(group.title):
            findings.add("text.mojibake", group.place, "", group.title[:200])
    book = UnitBook(context.known)
    earlier = lists_earlier_tasks(raw)
    tell_month_first(raw)
    unknown: dict[str, tuple[RawTask, str, int]] = {}
    for done, (task, item) in enumerate(zip(raw, unique_items(raw, draft.groups, findings), strict=True), start=1):
        _check_text(task, findings)
        if not task.text(Field.DEADLINE) and task.text(Field.EXTENDED):
            task.values[Field.DEADLINE] = task.text(Field.EXTENDED)  # only the new one is known
        take_before(task, findings)
        found = book.resolve(_units_text(task, Field.LEAD), _units_text(task, Field.SUPPORT))
        _tell_units(task, found, findings)
        for name in found.unknown:
            first = unknown.get(name)
            column = Field.LEAD if name == found.lead or name in found.further_leads else Field.SUPPORT
            unknown[name] = (first[0], first[1], first[2] + 1) if first else (task, task.columns.get(column, ""), 1)
        reading, extension = moved(task, reading_of(task, context, findings, earlier=earlier), context, findings)
        drawn = _draft(task, item, found, reading)
        drawn.asked_as = next(iter(task.rivals), "")
        drawn.completion, drawn.extension = completion_of(task, context), extension
        draft.tasks.append(drawn)
        if progress and (done % _PROGRESS_EVERY == 0 or done == len(raw)):
            progress(done, len(raw))
    if without := [task for task, drawn in zip(raw, draft.tasks, strict=True) if _is_unled(task, drawn)]:
        findings.add("lead.column", without[0].place, "", "", rows=len(without))
    _new_units(unknown, draft, context, findings)


def _new_units(
    unknown: dict[str, tuple[RawTask, str, int]], draft: PlanDraft, context: DraftContext, findings: Findings
) -> None:
    """Adds the units that the register does not know to ``draft``, each with a code; says what is to be said."""
    names = by_fold(context.known)
    codes = unit_codes.proposed_codes(list(unknown), context.known)
    for name, (task, heading, rows) in unknown.items():
        code, taken = codes[name]
        near = () if context.create_units else tuple(nearest_of(name, names))
        draft.new_units.append(NewUnit(name, code, unit_codes.unit_kind_of(name), rows, near))
        if taken:
            findings.add("unit.code", task.place, heading, name, unit=name, taken=taken, given=code)
        if not context.create_units:
            shown = f" ({'; '.join(near)}?)" if near else ""
            findings.add("unit.unknown", task.place, heading, name, unit=name, rows=rows, nearest=shown)


def _is_unled(task: RawTask, drawn: DraftTask) -> bool:
    """Whether no lead is known of a task in a table that has no column for it."""
    return drawn.lead is None and bool(task.columns) and Field.LEAD not in task.columns


def _draft(task: RawTask, item: str, units: Resolution, reading: Reading) -> DraftTask:
    return DraftTask(
        item=item,
        group=task.group,
        title=task.text(Field.TITLE),
        product=celltext.plain_dates(task.text(Field.PRODUCT)),
        lead_text=task.text(Field.LEAD),
        support_text=task.text(Field.SUPPORT),
        lead=units.lead,
        supports=list(units.supports),
        deadline_text=celltext.plain_dates(task.text(Field.DEADLINE)),
        reading=reading,
        note=celltext.plain_dates(task.text(Field.NOTE)),
        extra={heading: celltext.plain_dates(text) for heading, text in task.extra.items()},
        place=task.place,
        leader=clean(task.text(Field.LEADER)),
        officer=clean(task.text(Field.OFFICER)),
    )


def _units_text(task: RawTask, what: Field) -> str:
    text = task.text(what)
    if is_mark(text) or is_day(text) or _DAY_BESIDE.search(text) or fold(text).strip(" .-–—…") in _NO_UNIT:
        return ""
    return "" if " " in text and period_of(text, "") else text  # "Quý II", where two cells were exchanged


def _tell_units(task: RawTask, found: Resolution, findings: Findings) -> None:
    column, text = task.columns.get(Field.LEAD, ""), task.text(Field.LEAD)
    if found.lead is None and (Field.LEAD in task.columns or not task.columns):
        findings.add("lead.missing", task.place, column, text)
    elif found.further_leads:
        findings.add("lead.several", task.place, column, text, lead=found.lead, others=", ".join(found.further_leads))
    if found.wrapped:
        findings.add("lead.wrapped", task.place, column, text, lead=found.lead or "–")
    if found.sentence:
        findings.add("unit.sentence", task.place, column, text, lead=found.lead or "–")


def _check_text(task: RawTask, findings: Findings) -> None:
    if not legacy.is_mojibake("\n".join((*task.values.values(), *task.extra.values()))):
        return  # which is looked for once a row: no such sequence holds a line break
    texts = [(task.columns.get(what, ""), text) for what, text in task.values.items()]
    for heading, cell in (*texts, *task.extra.items()):
        if legacy.is_mojibake(cell):
            findings.add("text.mojibake", task.place, heading, cell[:200])
