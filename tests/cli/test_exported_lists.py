"""A list of tasks that the program has exported goes in again as what it is, in either language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, dump_file

PLAN = [
    ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn"],
    ["I", "Văn bản", "", "", "", ""],
    ["1", "Rà soát văn bản", "Văn phòng", "Thanh tra", "Báo cáo", "30/6/2021"],
    ["2", "Tập huấn nghiệp vụ", "Thanh tra", "", "", "Quý III/2021"],
    ["II", "Hộ tịch", "", "", "", ""],
    ["1", "Số hóa sổ hộ tịch", "Văn phòng", "", "", "Hằng quý"],
]
INTO = ("--decision", "9/QĐ-STP", "--issued", "1/3/2021")


@pytest.fixture
def office(clerk: Clerk, run: Run, tmp_path: Path) -> Clerk:
    """A register that holds the plan."""
    with clerk.at_once():
        clerk.unit("VP", "Văn phòng")
        clerk.unit("TTRA", "Thanh tra")
    assert run("import", str(csv_of_rows(tmp_path / "phu-luc.csv", PLAN)), *INTO).code == 0
    return clerk


def listed(run: Run, *where: str) -> list[dict[str, Any]]:
    """The tasks that the register lists."""
    rows: list[dict[str, Any]] = json.loads(run(*where, "task", "list", "-f", "json").out)["rows"]
    return rows


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_register_holds_stays_as_it_is(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, language: str
) -> None:
    file = tmp_path / f"danh-sach.{ending}"
    with monkeypatch.context() as within:
        within.setenv("TUPHAP_LANG", language)
        assert run("task", "list", "-o", str(file)).code == 0
    before = dump_file(office.register.path)
    ran = run("import", str(file), *INTO, "-f", "json")
    found = json.loads(ran.out)
    assert (ran.code, found["counts"]["unchanged"], found["counts"]["updated"]) == (0, 3, 0)
    assert [p["code"] for p in found["problems"]] == ["list.exported"]
    assert dump_file(office.register.path) == before


def test_in_another_register_the_tasks_are_entered_under_their_items_with_the_words_of_their_deadlines(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    file, other = str(tmp_path / "danh-sach.csv"), ("-R", str(tmp_path / "khac.db"))
    assert run("task", "list", "-o", file).code == 0
    assert run(*other, "init").code == 0
    assert run(*other, "import", file, *INTO, "--create-units").code == 0
    kept = ("item", "title", "product", "deadline_text", "due")
    assert [{k: row[k] for k in kept} for row in listed(run, *other)] == [
        {k: row[k] for k in kept} for row in listed(run)
    ]
    assert [row["unit_name"] for row in listed(run, *other)] == ["Văn phòng", "Thanh tra", "Văn phòng"]


def test_a_task_that_is_new_in_the_list_is_entered_and_one_left_out_stays(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "danh-sach.csv"
    assert run("task", "list", "-o", str(file)).code == 0
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    added = lines[1].replace("I.1", "I.9").replace("Rà soát văn bản", "Kiểm tra việc theo dõi thi hành pháp luật")
    file.write_text("\n".join([*lines[:2], added]), encoding="utf-8")
    found = json.loads(run("import", str(file), *INTO, "-f", "json").out)
    assert (found["counts"]["tasks"], found["counts"]["unchanged"]) == (1, 1)
    assert sorted(row["item"] for row in listed(run)) == ["I.1", "I.2", "I.9", "II.1"]


def test_a_list_of_several_documents_is_refused_with_what_to_do(office: Clerk, run: Run, tmp_path: Path) -> None:
    office.task(office.decision("10/QĐ-STP"), "Góp ý dự thảo")
    file = str(tmp_path / "danh-sach.csv")
    assert run("task", "list", "-o", file).code == 0
    ran = run("import", file, *INTO)
    assert ran.code == 4
    assert "tuphap task list --decision NUMBER -o FILE" in ran.out
