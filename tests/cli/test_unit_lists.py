"""Units by the list: `unit import`, `import --units`, and another code for one that a plan has brought in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows, xlsx_of_rows
from tests.support.registers import Clerk, dump_file

HEADINGS = ["Mã", "Tên đơn vị", "Loại", "Trực thuộc", "Email", "Tên khác"]
LIST = [
    HEADINGS,
    ["PNV1", "Phòng Nghiệp vụ 1", "phòng", "So Tu phap", "nv1@example.vn", "Phòng NV1; P. NV1"],
    ["STP", "Sở Tư pháp", "sở", "", "", ""],
    ["CTV", "Các cộng tác viên", "", "", "", ""],
]
PLAN = [
    ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
    ["1", "Rà soát văn bản", "P. NV1", "30/6/2021"],
    ["2", "Tập huấn", "Phòng Nghiệp vụ 1", "30/9/2021"],
    ["3", "Báo cáo năm", "Sở Tư pháp", "15/12/2021"],
]


def units(run: Run) -> dict[str, dict[str, Any]]:
    """The units by code."""
    return {row["code"]: row for row in json.loads(run("unit", "list", "-f", "json").out)["rows"]}


@pytest.mark.parametrize("build", [csv_of_rows, xlsx_of_rows])
def test_a_list_brings_units_in_with_kind_parent_and_other_names(
    clerk: Clerk, run: Run, tmp_path: Path, build: Any
) -> None:
    ran = run("unit", "import", str(build(tmp_path / f"don-vi.{'csv' if build is csv_of_rows else 'xlsx'}", LIST)))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "3 units entered, 0 were there already.")
    found = units(run)
    one = found["PNV1"]
    assert (one["name"], one["kind"], one["parent"]) == ("Phòng Nghiệp vụ 1", "division", "STP")
    assert (one["email"], one["aliases"]) == ("nv1@example.vn", ["Phòng NV1", "P. NV1"])
    assert (found["STP"]["kind"], found["CTV"]["kind"]) == ("department", "collective")
    assert run("undo", "--yes").code == 0
    assert units(run) == {}


def test_a_list_a_second_time_changes_nothing(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    file = str(csv_of_rows(tmp_path / "don-vi.csv", LIST))
    run("unit", "import", file)
    before = dump_file(clerk.register.path)
    assert run("unit", "import", file).out.splitlines()[0] == "0 units entered, 3 were there already."
    assert dump_file(clerk.register.path) == before


def test_what_the_program_lists_goes_in_again(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    run("unit", "import", str(csv_of_rows(tmp_path / "don-vi.csv", LIST)))
    before = units(run)
    for ending in ("csv", "xlsx"):
        file = str(tmp_path / f"xuat.{ending}")
        assert run("unit", "list", "-o", file).code == 0
        assert run("unit", "import", file).out.splitlines()[0] == "0 units entered, 3 were there already."
    assert run("undo", "--yes").code == 0
    assert run("unit", "import", str(tmp_path / "xuat.csv")).code == 0
    assert units(run) == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["VP", "Phòng khác", "", "", "", ""], "line 2: unit “VP” is already in the register."),
        (["MOI", "Văn phòng Sở", "", "", "", ""], "line 2: unit “Văn phòng Sở” is already in the register."),
        (["MOI", "", "", "", "", ""], "line 2: a unit needs a code and a name"),
        (["MOI", "Phòng mới", "trạm", "", "", ""], "line 2: “trạm” is no kind of unit"),
        (["MOI", "Phòng mới", "", "Không có", "", ""], "line 2: There is no unit “Không có” in the register."),
        (["MOI", "Phòng mới", "", "MOI", "", ""], "a unit cannot belong to itself"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_written(
    clerk: Clerk, run: Run, tmp_path: Path, row: list[str], said: str
) -> None:
    clerk.unit("VP", "Văn phòng Sở")
    before = dump_file(clerk.register.path)
    ran = run("unit", "import", str(csv_of_rows(tmp_path / "don-vi.csv", [HEADINGS, row])))
    assert ran.code == 4
    assert said in ran.err
    assert dump_file(clerk.register.path) == before


def test_an_import_enters_a_list_of_units_first(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    plan, listed = csv_of_rows(tmp_path / "phu-luc.csv", PLAN), csv_of_rows(tmp_path / "don-vi.csv", LIST)
    words = ("import", str(plan), "--decision", "9/QĐ-STP", "--issued", "1/3/2021", "--units", str(listed))
    assert run(*words, "--dry-run").code == 0
    assert units(run) == {}
    ran = run(*words, "-f", "json")
    assert (ran.code, json.loads(ran.out)["counts"]["tasks"]) == (0, 3)
    assert {code: row["tasks"] for code, row in units(run).items()} == {"PNV1": 2, "STP": 1, "CTV": 0}
    assert run("undo", "--yes").code == 0
    assert units(run) == {}


def test_a_clash_of_codes_within_a_plan_gets_a_longer_code_and_is_told(
    clerk: Clerk, run: Run, tmp_path: Path
) -> None:
    rows = [PLAN[0], ["1", "Việc thứ nhất", "Phòng Hình", "30/6/2021"], ["2", "Việc thứ hai", "Ph", "30/6/2021"]]
    file = csv_of_rows(tmp_path / "phu-luc.csv", rows)
    ran = run("import", str(file), "--decision", "9/QĐ-STP", "--issued", "1/3/2021", "--create-units")
    assert ran.code == 0
    assert "The code PH stands for another unit already, so that “Phòng Hình” gets PHI." in ran.out
    assert {code: row["name"] for code, row in units(run).items()} == {"PHI": "Phòng Hình", "P": "Ph"}


def test_another_code_keeps_the_old_one_as_an_alias_and_can_be_undone(clerk: Clerk, run: Run) -> None:
    with clerk.at_once():
        clerk.unit("VP", "Văn phòng Sở")
        unit = clerk.unit("PHCTP", "Phòng Hành chính tư pháp")
        clerk.task(clerk.decision(), unit=unit)
    ran = run("unit", "edit", "PHCTP", "--code", "hctp")
    assert (ran.code, ran.out.splitlines()) == (0, ["Unit PHCTP changed.", "Next: tuphap unit show HCTP"])
    assert (units(run)["HCTP"]["tasks"], units(run)["HCTP"]["aliases"]) == (1, ["PHCTP"])
    for code in ("HCTP", "PHCTP"):
        assert run("task", "list", "--unit", code).code == 0
    assert json.loads(run("task", "find", "hctp", "-f", "json").out)["rows"]
    assert run("unit", "edit", "HCTP", "--code", "VP").code == 5
    assert run("undo", "--yes").code == 0
    assert "PHCTP" in units(run)
    assert "HCTP" not in units(run)
