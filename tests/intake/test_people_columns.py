"""Columns that name a leader or an officer beside the unit that leads: recognised, entered, brought up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.csv_plans import read_lines
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk
from tuphap_cli.intake.table.heading_words import Field
from tuphap_cli.intake.table.headings import person_of

INTO = ("--decision", "9/QĐ-STP", "--issued", "1/3/2021", "--create-units")
HEAD = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Lãnh đạo phụ trách", "Chuyên viên theo dõi", "Thời hạn"]
PLAN = [
    HEAD,
    ["1", "Rà soát văn bản về hộ tịch", "Văn phòng Sở", "Giám đốc Trần Thị B", "Lê Văn C", "30/6/2021"],
    ["2", "Tập huấn hòa giải ở cơ sở", "Thanh tra Sở", "Phó Giám đốc", "", "30/9/2021"],
]


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Lãnh đạo phụ trách", Field.LEADER), ("Lãnh đạo Sở chỉ đạo", Field.LEADER), ("LĐ phụ trách", Field.LEADER),
        ("Đồng chí lãnh đạo phụ trách", Field.LEADER), ("Phó Giám đốc phụ trách", Field.LEADER),
        ("Người chỉ đạo", Field.LEADER), ("Người thực hiện", Field.OFFICER), ("Người theo dõi", Field.OFFICER),
        ("Chuyên viên theo dõi", Field.OFFICER), ("Chuyên viên phụ trách", Field.OFFICER),
        ("Cán bộ phụ trách", Field.OFFICER), ("Công chức thực hiện", Field.OFFICER), ("CB phụ trách", Field.OFFICER),
        ("Họ tên chuyên viên phụ trách", Field.OFFICER), ("Người được phân công", Field.OFFICER),
        ("Ý kiến chỉ đạo của lãnh đạo", None), ("Văn bản chỉ đạo", None), ("Lãnh đạo phê duyệt", None),
        ("Đơn vị thực hiện", None), ("Ngày lãnh đạo giao", None), ("Số điện thoại cán bộ", None), ("Ghi chú", None),
    ],
)  # fmt: skip
def test_a_heading_names_a_leader_an_officer_or_neither(heading: str, what: Field | None) -> None:
    assert person_of(heading) is what


@pytest.mark.parametrize("unit", ["Đơn vị chủ trì", "Đơn vị thực hiện", "Đơn vị", "Cơ quan, đơn vị"])
@pytest.mark.parametrize("leader", ["Lãnh đạo chỉ đạo", "Phó Giám đốc phụ trách", "Đ/c lãnh đạo phụ trách"])
@pytest.mark.parametrize(
    "officer", ["Người thực hiện", "Cán bộ phụ trách", "Chuyên viên phụ trách", "Người phụ trách"]
)
def test_beside_a_column_of_units_people_are_in_charge(tmp_path: Path, unit: str, leader: str, officer: str) -> None:
    text = f"""
    STT | Nội dung công việc | {leader} | {unit} | {officer} | Thời hạn
    1 | Rà soát văn bản về hộ tịch | Ông Trần B | Văn phòng Sở | Lê C | 30/6/2022
    2 | Tập huấn hòa giải ở cơ sở | - | Thanh tra Sở | nt | 30/9/2022
    """
    draft = read_lines(tmp_path, text)
    assert [(task.lead_text, task.leader, task.officer, task.extra) for task in draft.tasks] == [
        ("Văn phòng Sở", "Ông Trần B", "Lê C", {}), ("Thanh tra Sở", "", "Lê C", {}),
    ]  # fmt: skip


def test_without_a_column_of_units_people_lead_as_before(tmp_path: Path) -> None:
    text = """
    STT | Nội dung công việc | Người thực hiện | Thời hạn
    1 | Rà soát văn bản về hộ tịch | Lê Văn C | 30/6/2022
    """
    (task,) = read_lines(tmp_path, text).tasks
    assert (task.lead_text, task.leader, task.officer) == ("Lê Văn C", "", "")


def test_a_column_is_named_by_the_clerk(tmp_path: Path) -> None:
    text = """
    STT | Nội dung công việc | Đơn vị chủ trì | Đồng chí A-B | Thời hạn
    1 | Rà soát văn bản về hộ tịch | Văn phòng Sở | Trần Thị B | 30/6/2022
    """
    assert read_lines(tmp_path, text).tasks[0].extra == {"Đồng chí A-B": "Trần Thị B"}
    assert read_lines(tmp_path, text, {"Đồng chí A-B": "leader"}).tasks[0].leader == "Trần Thị B"
    assert read_lines(tmp_path, text, {"Đồng chí A-B": "officer"}).tasks[0].officer == "Trần Thị B"


# -- into the register ---------------------------------------------------------------------------------------


def bring(run: Run, folder: Path, rows: list[list[str]], *more: str) -> dict[str, Any]:
    ran = run("import", str(csv_of_rows(folder / "phu-luc.csv", rows)), *INTO, *more, "-f", "json")
    assert ran.code == 0, ran
    found: dict[str, Any] = json.loads(ran.out)
    return found


def people(run: Run) -> list[tuple[str, str]]:
    return [(row["leader"], row["officer"]) for row in json.loads(run("task", "list", "-f", "json").out)["rows"]]


def test_a_later_file_changes_what_has_changed_in_it_and_nothing_that_the_clerk_corrected(
    clerk: Clerk, run: Run, tmp_path: Path
) -> None:
    bring(run, tmp_path, PLAN)
    assert people(run) == [("Giám đốc Trần Thị B", "Lê Văn C"), ("Phó Giám đốc", "")]
    assert bring(run, tmp_path, PLAN)["counts"]["unchanged"] == 2
    run("task", "edit", "2", "--officer", "Nguyễn Văn D")
    again = [[*row] for row in PLAN]
    again[1][3], again[1][4] = "Phó Giám đốc", ""
    found = bring(run, tmp_path, again)
    assert found["counts"]["updated"] == 1
    assert "task 1 updated: Leader, Officer" in [problem["hint"] for problem in found["problems"]]
    assert people(run) == [("Phó Giám đốc", ""), ("Phó Giám đốc", "Nguyễn Văn D")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_exported_list_carries_them_into_another_register(
    clerk: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, language: str
) -> None:
    bring(run, tmp_path, PLAN)
    file = tmp_path / f"danh-sach.{ending}"
    with monkeypatch.context() as within:
        within.setenv("TUPHAP_LANG", language)
        assert run("task", "list", "-o", str(file)).code == 0
    there = people(run)
    other = ("--register", str(tmp_path / "khac" / "so.db"))
    assert run(*other, "init").code == 0
    assert run(*other, "import", str(file), *INTO).code == 0
    rows = json.loads(run(*other, "task", "list", "-f", "json").out)["rows"]
    assert [(row["leader"], row["officer"]) for row in rows] == there
