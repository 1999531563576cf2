"""Reads a plan as one of 2024 is read, and shows what was found; for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.domain.model import Severity
from tuphap_cli.intake.plan import read_plan

DAY = date(2024, 1, 15)


def read(path: Path) -> PlanDraft:
    return read_plan(path, year=2024, issued=DAY, known=[], create_units=True)


def facts(draft: PlanDraft) -> list[tuple[str, str, str]]:
    """Of each task the title, the lead's name, and its due days where they are sure."""
    found = []
    for task in draft.tasks:
        days = task.reading.occurrences or ((task.reading.due,) if task.reading.due else ())
        due = ";".join(d.isoformat() for d in days) if task.reading.sure else "ask"
        found.append((task.title, task.lead or "", due))
    return found


def asked(draft: PlanDraft) -> list[str]:
    return [p.code for p in draft.problems if p.severity is Severity.QUESTION]
