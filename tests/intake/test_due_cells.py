"""What is asked about the deadline cells of a plan: dates before its issue, years to come, a workbook's own dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.plans import docx_of_rows, xlsx_of_rows
from tuphap_cli.domain.draft import KnownUnit, PlanDraft
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.intake.prose.headfacts import HeadFacts

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]


def read(path: Path, *, year: int | None = 2026) -> PlanDraft:
    return read_plan(path, year=year, issued=None, known=(KnownUnit("VP", "Văn phòng Sở"),), create_units=True)


def with_dates(path: Path, code: str) -> Path:
    """A workbook whose one deadline is a real date shown by the number format ``code``, and another such date."""
    from openpyxl import Workbook

    made = Workbook()
    page = made.active
    assert page is not None
    page.append([*HEAD, "Kinh phí"])
    page.append([1, "Rà soát", "Phòng A", date(2026, 3, 1), date(2026, 12, 25)])
    page["D2"].number_format = code
    made.save(path)
    return path


ANNEX = [
    "PHỤ LỤC", "Danh mục nhiệm vụ trọng tâm năm 2021",
    "(Ban hành kèm theo Quyết định số 25/QĐ-STP ngày 26/02/2021 của Giám đốc Sở Tư pháp tỉnh Bạc Liêu)",
]  # fmt: skip
SPAN = ["KẾ HOẠCH", "Phát triển giai đoạn 2026 - 2030", "(Kèm theo Quyết định số 9/QĐ-STP ngày 20/11/2025)"]


def test_a_plan_for_years_to_come_begins_with_the_first_of_them(tmp_path: Path) -> None:
    phrases = ["Hằng năm", "Trước 15/12", "Trước 15/3", "Năm 2027", "Thường xuyên"]
    rows = [HEAD, *[[str(n), f"Việc {n}", "Văn phòng Sở", phrase] for n, phrase in enumerate(phrases, 1)]]
    path = docx_of_rows(tmp_path / "a.docx", rows, before=SPAN)
    draft = read(path, year=None)
    yearly, both, first, stated, ongoing = (t.reading for t in draft.tasks)
    assert yearly.occurrences == (date(2026, 12, 31),)
    assert (both.sure, both.candidates) == (False, (date(2025, 12, 14), date(2026, 12, 14)))
    assert (first.sure, first.due) == (True, date(2026, 3, 14))
    assert (stated.sure, stated.due, ongoing.sure) == (True, date(2027, 12, 31), True)
    assert read(path, year=2025).tasks[0].reading.occurrences == (date(2025, 12, 31),)


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("Kế hoạch giai đoạn 2026 - 2030", 2025, 2026), ("Kế hoạch giai đoạn 2026-2030", 2026, None),
        ("Kế hoạch năm 2025 thực hiện Chương trình giai đoạn 2026 - 2030", 2025, None),
        ("Kế hoạch giai đoạn từ năm 2026 đến năm 2030", 2025, 2026), ("Kế hoạch giai đoạn 2021 - 2025", 2022, None),
        ("Kế hoạch giai đoạn 2026 - 2030 thay giai đoạn 2021 - 2025", 2025, None), (None, 2025, None),
    ],
)  # fmt: skip
def test_the_span_of_a_title(title: str | None, issued: int, year: int | None) -> None:
    assert HeadFacts(title=title).titled_from(issued) == year


def test_a_date_before_the_plans_issue_is_asked_about(tmp_path: Path) -> None:
    phrases = ["31/12/2020", "26/02/2021", "25/02/2021", "Hằng năm"]
    rows = [HEAD, *[[str(n), f"Việc {n}", "Văn phòng Sở", phrase] for n, phrase in enumerate(phrases, 1)]]
    draft = read(docx_of_rows(tmp_path / "a.docx", rows, before=ANNEX), year=None)
    assert [t.reading.sure for t in draft.tasks] == [False, True, False, True]
    assert draft.tasks[0].reading.candidates == (date(2020, 12, 31),)
    assert [(p.code, p.value) for p in draft.problems] == [
        ("deadline.before_issued", "31/12/2020"), ("deadline.before_issued", "25/02/2021"),
    ]  # fmt: skip
    assert "26/02/2021" in str(draft.problems[0].hint)


def test_a_list_of_tasks_that_others_assigned_may_hold_passed_dates(tmp_path: Path) -> None:
    rows = [[*HEAD, "Văn bản giao nhiệm vụ"], ["1", "Rà soát", "Văn phòng Sở", "31/12/2020", "Công văn 5/STP-VP"]]
    draft = read(docx_of_rows(tmp_path / "a.docx", rows, before=ANNEX), year=None)
    assert (draft.tasks[0].reading.sure, draft.problems) == (True, [])


def test_what_the_reader_knows_stands_in_the_finding(tmp_path: Path) -> None:
    rows = [HEAD, ["1", "Rà soát", "Văn phòng Sở", "Trước Quý III/2026"], ["2", "Kiểm tra", "Văn phòng Sở", "abc"]]
    unsure, unread = read(xlsx_of_rows(tmp_path / "a.xlsx", rows)).problems
    assert (unsure.code, unread.code) == ("deadline.unsure", "deadline.unread")
    assert "before it begins, or before it ends? (it may be 30/06/2026, 30/09/2026)." in str(unsure.hint)
    assert str(unread.hint) == "No date could be read from these words. Set the date when it is known."


def test_a_real_date_is_asked_about(tmp_path: Path) -> None:
    draft = read(with_dates(tmp_path / "a.xlsx", "yyyy-mm-dd"))
    assert (draft.tasks[0].deadline_text, draft.problems[0].value) == ("01/03/2026", "01/03/2026")
    assert not draft.tasks[0].reading.sure


@pytest.mark.parametrize(
    ("code", "sure"),
    [
        ("dd/mm/yyyy", True), ("d/m/yy;@", True), ("[$-42A]d-mmm-yyyy", True), ("d-mmm-yy", True),
        ("dd/mm/yyyy hh:mm", True), ("mm-dd-yy", False), ("m/d/yyyy", False), ("yyyy-mm-dd", False),
        ("mmm-yy", False), ("General", False),
    ],
)  # fmt: skip
def test_a_date_that_is_shown_as_day_month_and_year_is_that_day(tmp_path: Path, code: str, sure: bool) -> None:
    (task,) = read(with_dates(tmp_path / "a.xlsx", code)).tasks
    if code != "General":
        assert (task.deadline_text, task.extra["Kinh phí"]) == ("01/03/2026", "25/12/2026")
    assert task.reading.sure is sure


@pytest.mark.parametrize(
    ("code", "printed", "due"),
    [
        ('"ngày" dd \\/ mm "năm" yyyy', "ngày 01 / 03 năm 2026", date(2026, 3, 1)),
        ("mm/yyyy", "03/2026", date(2026, 3, 31)),
    ],
)
def test_words_and_months_that_a_format_shows_are_what_is_printed(
    tmp_path: Path, code: str, printed: str, due: date
) -> None:
    (task,) = read(with_dates(tmp_path / "a.xlsx", code)).tasks
    assert (task.deadline_text, task.reading.due, task.reading.sure) == (printed, due, True)
