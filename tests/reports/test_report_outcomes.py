"""What the annexes say came of a task, and what is in its way."""

from __future__ import annotations

import pytest

from tests.support.registers import TODAY, Clerk, day
from tests.support.reports import report, table
from tuphap_cli.reports.base import Cell
from tuphap_cli.store.write import ledger, obstacles

Step = tuple[str, str, str, str, int | None]  # verb, day, document, note, percent


def record(clerk: Clerk, task: int, *steps: Step) -> None:
    """Enter progress and completions with their documents and notes."""
    for kind, on, document, note, percent in steps:
        with clerk.writing() as change:
            ledger.record_progress(change, [task], ledger.Act(kind, day(on), TODAY, percent, document, note))


def column(clerk: Clerk, name: str, place: int) -> list[Cell]:
    """A column of an annex of the second quarter, from the register and from what a signed report keeps."""
    return [line.cells[place] for line in table(report(clerk, "Q2/2021"), name).lines if line.tone != "head"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], ""),
        ([("start", "1/4", "", "", None)], ""),
        ([("progress", "1/4", "", "", 20)], "20%"),
        ([("progress", "1/4", "", "Đang lấy ý kiến", 20)], "20%, 01/04/2021: Đang lấy ý kiến"),
        ([("progress", "1/4", "33/TTr-STP", "Trình UBND tỉnh", 20)], "33/TTr-STP, 01/04/2021: Trình UBND tỉnh; 20%"),
        (
            [("progress", "1/4", "33/TTr-STP", "", 60), ("progress", "5/4", "", "Chờ ý kiến", None)],
            "33/TTr-STP, 01/04/2021; 60%",
        ),
        (
            [("progress", "1/4", "33/TTr-STP", "", 60), ("progress", "5/4", "35/TTr-STP", "Lần hai", None)],
            "35/TTr-STP, 05/04/2021: Lần hai; 60%",
        ),
        ([("done", "5/4", "45/BC-STP", "Đã gửi Bộ", None)], "45/BC-STP, 05/04/2021: Đã gửi Bộ"),
        ([("done", "5/4", "", "", None)], "05/04/2021"),
        ([("done", "5/4", "", "Đã họp", None)], "05/04/2021: Đã họp"),
        (
            [("progress", "1/4", "33/TTr-STP", "", 60), ("done", "5/4", "", "", None)],
            "05/04/2021; 33/TTr-STP, 01/04/2021",
        ),
        (
            [("done", "5/4", "45/BC-STP", "Đã gửi", None), ("progress", "9/4", "47/CV-STP", "Gửi lại", None)],
            "45/BC-STP, 05/04/2021",
        ),
    ],
)
def test_the_result_is_the_last_document_with_its_day_and_note(
    clerk: Clerk, steps: list[Step], expected: str
) -> None:
    record(clerk, clerk.task(clerk.decision(), due=day("30/4")), *steps)
    assert column(clerk, "tasks", 4) == [expected]


def test_the_documents_of_a_recurring_task_show_while_its_next_day_is_to_come(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=[day("31/3"), day("30/6"), day("30/9")])
    record(clerk, task, ("done", "30/3", "9/BC-STP", "Báo cáo quý I", None))
    assert column(clerk, "tasks", 4) == ["9/BC-STP, 30/03/2021: Báo cáo quý I"]


def test_the_cause_is_the_open_obstacle_else_the_last_note_that_names_one(clerk: Clerk) -> None:
    plan = clerk.decision()
    open_one, cleared, noted, told = (clerk.task(plan, due=day("30/4")) for _ in range(4))
    for task in (open_one, cleared, noted, told):
        record(
            clerk, task, ("progress", "1/4", "", "Chờ Bộ hướng dẫn", None), ("progress", "2/4", "", "Đã họp", None)
        )
    record(clerk, noted, ("progress", "3/4", "", "Thiếu biên chế", None))
    with clerk.writing() as change:
        for task in (open_one, cleared):
            facts = obstacles.ObstacleFacts("Chưa có kinh phí", day("5/4"), task=task, proposal="Đề nghị cấp vốn")
            obstacles.add_obstacle(change, facts)
    with clerk.writing() as change:
        obstacles.resolve_obstacle(change, 2, "Đã cấp", "", day("6/4"))
    assert column(clerk, "overdue", 6) == [
        "Chưa có kinh phí. Đề nghị cấp vốn",
        "Chờ Bộ hướng dẫn",
        "Thiếu biên chế",
        "Chờ Bộ hướng dẫn",
    ]


def test_only_what_was_written_by_the_day_of_the_figures_counts(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=day("30/4"))
    record(clerk, task, ("progress", "1/4", "1/TTr-STP", "", 20), ("progress", "1/7", "2/TTr-STP", "", 80))
    made = table(report(clerk, "Q2/2021", day("14/6")), "tasks")
    assert [line.cells[4] for line in made.lines if line.tone != "head"] == ["1/TTr-STP, 01/04/2021; 20%"]
