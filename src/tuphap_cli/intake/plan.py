"""Reads a plan's file into a draft: what it says of itself, its groups, tasks, findings; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ..domain.draft import KnownUnit, PlanDraft, SeenTable
from ..domain.model import Severity
from . import choices
from .beside import no_tasks, tell_beside, tell_notes_elsewhere
from .draft_context import DraftContext
from .drafting import drafted
from .duepictures import take_pictures
from .files import door, legacy
from .files.source import Source
from .plan_findings import Findings
from .prose import instructions, sections
from .prose.headfacts import head_facts
from .table import plan_tables as task_tables
from .table.exportedlist import lay_out_as_plan
from .table.rawtask import FoundTasks

Progress = Callable[[int, int], None]


def read_plan(
    path: Path,
    *,
    year: int | None,
    issued: date | None,
    known: Sequence[KnownUnit],
    create_units: bool = False,
    mapping: Mapping[str, str] | None = None,
    tables: Sequence[int] = (),
    encoding: str | None = None,
    before_counts: bool = False,
    workday: Callable[[date, int], date] | None = None,
    progress: Progress | None = None,
    recognise: bool = False,
) -> PlanDraft:
    """The draft of the plan in ``path``.

    ``year`` is the plan's year (else that of ``issued``, of the date in the file, or the one its title names);
    ``mapping`` says what a heading holds where its words do not ({"Việc": "title"}); ``tables`` takes tables by
    number (from 1) instead of by their headings; ``encoding`` names that of a CSV without a mark; ``workday`` adds
    working days to a day, for terms that are counted in them; ``recognise`` has the letters of scanned pages read.

    Raises:
        UnreadableFile: the file cannot be read as what it claims to be
        SecretDocument: it has a secrecy marking
        NoTaskTable: nothing in it looks like a plan
        BadChoice: ``mapping`` or ``tables`` names what is not there
    """
    mapping, findings = mapping or {}, Findings()
    opened = door.opened(path)
    source = door.content(opened, encoding, recognise=recognise)
    texts = _texts(source)
    legacy.refuse_secret(opened.name, texts)
    legacy.refuse_lost(opened.name, texts)
    choices.check_choices(source, mapping, tables)
    exported = not mapping and lay_out_as_plan(source, findings)
    tell_beside(source, findings)
    read = task_tables.read_tables(source, mapping, tables, findings)
    prose = not read.tasks and not tables
    if prose:
        read = _in_prose(source, findings, read.seen)
    elif not tables:
        read.seen.extend(sections.left_out(source))
    if not read.tasks and not any(p.severity is Severity.ERROR for p in findings.problems):
        raise no_tasks(opened.name, source, read.seen)
    tell_notes_elsewhere(source, findings, prose=prose)
    facts = head_facts(read.head)
    draft = PlanDraft(facts.number, facts.issued_on, facts.issuer, facts.title, read.seen, read.groups)
    draft.exported = exported
    day = issued or facts.issued_on
    later = None if year is not None or day is None else facts.titled_from(day.year)
    year = _year(day, later or facts.titled_year, findings, span=later is not None) if year is None else year
    context = DraftContext(
        year,
        day,
        known,
        create_units,
        before_counts,
        workday,
        day.year if day and later else None,
        facts.is_plan,
        source.recognised,
    )
    drafted(read.tasks, draft, context, findings, progress)
    if source.recognised:
        take_pictures(source, draft.tasks)
    draft.problems = findings.problems
    return draft


def _in_prose(source: Source, findings: Findings, seen: list[SeenTable]) -> FoundTasks:
    """The tasks of a plan without tables: by labelled paragraphs, else by sentences that give orders."""
    found = sections.read_prose(source, findings)
    if not found.tasks:
        by_orders = instructions.read_instructions(source, findings)
        by_orders.seen[:0] = [] if by_orders.tasks else found.seen
        found = by_orders
    found.seen[:0] = seen
    return found


def _year(day: date | None, titled: int | None, findings: Findings, *, span: bool) -> int | None:
    """The plan's year: that of its date, but a plan issued for the next year, or for years to come, is titled so."""
    if day is None:
        return titled
    if span or titled == day.year + 1:
        findings.add("plan.year", None, "", str(titled), year=titled, issued=day)
        return titled
    return day.year


def _texts(source: Source) -> list[str]:
    texts = [p.text for p in source.paragraphs]
    texts.extend(aside.text for aside in source.asides)
    texts.extend(c.text for g in source.grids for r in g.rows for c in r.cells if c.text)
    return texts
