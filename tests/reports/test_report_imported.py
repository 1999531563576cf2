"""What the report of a refused import says below its findings: how much was read, and one remedy for all units."""

from __future__ import annotations

from datetime import date

from tuphap_cli.domain.draft import DraftTask, PlanDraft
from tuphap_cli.domain.model import DeadlineKind, Reading, Severity, note
from tuphap_cli.domain.problems import Place, Problem
from tuphap_cli.reports.base import Report
from tuphap_cli.reports.imported import import_report


def refused(*codes: str) -> Report:
    place = Place("A", 2)
    found = [Problem(place, note("hint"), "Lead", "x", code, Severity.ERROR) for code in codes]
    none = Reading("", DeadlineKind.NONE)
    tasks = [DraftTask(str(n), None, "x", "", "", "", None, [], "", none, "", {}, place) for n in range(1, 131)]
    counts = dict.fromkeys(("tasks", "deadlines", "groups", "units", "updated", "unchanged"), 0)
    draft = PlanDraft(tasks=tasks, problems=found)
    return import_report("25/QĐ-STP", draft, today=date(2021, 3, 1), written=False, counts=counts)


def test_a_refused_import_says_how_many_tasks_it_read_and_the_remedy_once() -> None:
    closing = refused("unit.unknown", "unit.unknown").closing
    assert closing[:2] == (
        "25/QĐ-STP: 130 tasks would be imported once the errors are mended.",
        "Nothing was written.",
    )
    assert len(closing) == 3
    assert "--create-units" in closing[2]


def test_the_remedy_for_units_stands_only_where_units_are_unknown() -> None:
    assert len(refused("cell.error").closing) == 2
