"""What the report of an import says: of each question the task, the words and the days; all units in one sentence."""

from __future__ import annotations

import json
from datetime import date

from tuphap_cli.domain.draft import DraftTask, NewUnit, PlanDraft
from tuphap_cli.domain.model import DeadlineKind, Reading, Severity, note
from tuphap_cli.domain.problems import Place, Problem
from tuphap_cli.render import feeds, terminal
from tuphap_cli.reports.base import Report
from tuphap_cli.reports.imported import ImportAnswer, import_report

TODAY = date(2021, 3, 1)
COUNTS = dict.fromkeys(("tasks", "deadlines", "groups", "units", "updated", "unchanged"), 0)
DAYS = (date(2021, 6, 30), date(2021, 9, 30))


def task(number: int, reading: Reading) -> DraftTask:
    title = f"Việc thứ {number} được giao cho các đơn vị trong kế hoạch của năm"
    place = Place("A", number)
    return DraftTask(str(number), None, title, "", "", "", None, [], reading.phrase, reading, "", {}, place)


def plan(size: int, *problems: Problem, units: int = 0) -> PlanDraft:
    """A plan whose deadlines are all in doubt, each with its question."""
    unsure = Reading("Quý II hoặc III", DeadlineKind.WITHIN, candidates=DAYS, notes=(note("two quarters"),))
    tasks = [task(number, unsure) for number in range(1, size + 1)]
    asked = [
        Problem(t.place, note("Set it."), "Thời hạn", "Quý II hoặc III", "deadline.unsure", Severity.QUESTION)
        for t in tasks
    ]
    new = [NewUnit(f"Đơn vị {n}", f"DV{n}", "external", n) for n in range(1, units + 1)]
    return PlanDraft(tasks=tasks, problems=[*problems, *asked], new_units=new)


def report(draft: PlanDraft, *, written: bool = True, first: int | None = None) -> Report:
    numbers = {t.place: 100 + t.place.row for t in draft.tasks} if written else {}
    answer = ImportAnswer("25/QĐ-STP", draft, COUNTS, written, numbers=numbers)
    return import_report(answer, TODAY, lists=True, first=first)


def drawn(found: Report) -> str:
    return terminal.drawn(found, 80)


def error(code: str) -> Problem:
    return Problem(Place("A", 2), note("hint"), "Lead", "x", code, Severity.ERROR)


def test_a_question_has_the_number_item_and_words_of_its_task_what_is_printed_and_numbered_days() -> None:
    lines = drawn(report(plan(1))).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("101"))
    assert [line.strip() for line in lines[at : at + 4]] == [
        "101 1  Việc thứ 1 được giao cho các đơn vị trong kế hoạch của năm",
        "Thời hạn: “Quý II hoặc III” (A, row 1)",
        "two quarters",
        "[1] 30/06/2021   [2] 30/09/2021",
    ]
    assert max(map(len, lines)) <= 80


def test_ten_questions_are_shown_then_how_many_more_and_how_to_see_them() -> None:
    text = drawn(report(plan(36), first=10))
    assert "Questions (36)" in text
    assert text.count("[1]") == 10
    assert "26 more; all of them: --all" in text
    assert drawn(report(plan(36))).count("[1]") == 36


def test_units_that_are_not_known_are_one_sentence_with_their_number_and_codes() -> None:
    units = [error("unit.unknown") for _ in range(3)]
    found = report(plan(0, *units, units=3), written=False)
    text = drawn(found)
    assert "New units (3)" in text
    assert "DV2 Đơn vị 2 (2 rows)" in text
    assert "Errors" not in text
    assert sum("3 units are not in the register" in line for line in found.closing) == 1
    assert [row["code"] for row in found.rows] == ["unit.unknown"] * 3


def test_a_refused_import_says_how_many_tasks_it_read() -> None:
    closing = report(plan(130, error("cell.error")), written=False).closing
    assert closing == (
        "25/QĐ-STP: 130 tasks would be imported once the errors are mended.",
        "Nothing was written.",
        "1 error, 130 questions.",
    )


def test_the_machine_form_names_task_item_and_choices() -> None:
    (asked,) = json.loads("".join(feeds.as_json(report(plan(1)))))["questions"]
    assert (asked["task"], asked["item"], asked["choices"]) == (101, "1", ["2021-06-30", "2021-09-30"])
