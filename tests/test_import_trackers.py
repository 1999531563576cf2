"""import of a tracker: adjusted deadlines are extensions, --with-progress records what is done; one undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.csv_plans import rows_of_lines
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, dump_file

PLAN = """
STT|Nội dung|Đơn vị chủ trì|Thời hạn|Thời hạn mới|Văn bản gia hạn|Trạng thái|Ngày hoàn thành|Số văn bản
1|Soạn quy chế|Văn phòng|15/4/2021|||Hoàn thành|10/4/2021|12/BC-STP
2|Kiểm tra|Văn phòng|30/4/2021|31/5/2021|45/STP-VP ngày 20/4/2021|Hoàn thành|20/5/2021|
3|Tập huấn|Văn phòng|30/4/2021|15/8/2021||Đang làm||
4|Họp báo|Văn phòng|30/4/2021|||Đang làm|28/4/2021|
5|Tổng kết|Văn phòng|Quý II/2021|||Hoàn thành|cuối tháng|
6|Rà soát|Văn phòng|Quý II/2021|||Hoàn thành|01/3/2021|"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return csv_of_rows(tmp_path / "theo-doi.csv", rows_of_lines(PLAN))


def bring(run: Run, file: Path, *options: str) -> Any:
    common = ("--decision", "40/QĐ-STP", "--issued", "10/3/2021", "--create-units", "-f", "json")
    ran = run("import", str(file), *common, *options)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def shown(run: Run, task: int) -> Any:
    return json.loads(run("task", "show", str(task), "-f", "json").out)


def codes(answer: Any) -> list[str]:
    return [problem["code"] for problem in answer["problems"]]


def test_extensions_and_completion_go_in_with_the_tasks(clerk: Clerk, run: Run, plan: Path) -> None:
    answer = bring(run, plan, "--with-progress")
    found = codes(answer)
    assert found.count("done.asked") == 2  # the state contradicts, no day could be read
    assert found.count("done.refused") == 1  # before the plan was issued
    assert {"done.recorded", "extension.recorded", "extension.undocumented"} <= set(found)
    states = {
        row["item"]: (row["state"], row["due"]) for row in json.loads(run("task", "list", "-f", "json").out)["rows"]
    }
    assert states["1"] == ("done_on_time", "2021-04-15")
    assert states["2"] == ("done_on_time", "2021-05-31")
    assert states["3"][1] == "2021-08-15"
    assert "12/BC-STP" in run("task", "show", "1").out
    assert "45/STP-VP" in run("task", "show", "2").out


def test_without_the_option_completion_is_told_and_kept(clerk: Clerk, run: Run, plan: Path) -> None:
    answer = bring(run, plan)
    assert "column.done" in codes(answer)
    rows = json.loads(run("task", "list", "-f", "json").out)["rows"]
    assert not any(row["state"].startswith("done") for row in rows)
    assert "10/4/2021" in run("task", "show", "1").out
    again = bring(run, plan, "--with-progress")
    assert again["counts"]["unchanged"] == 6
    assert "done.recorded" in codes(again)
    assert "extension.recorded" not in codes(again)
    third = bring(run, plan, "--with-progress")
    assert "done.recorded" not in codes(third)


def test_one_undo_takes_all_back_and_a_trial_writes_nothing(clerk: Clerk, run: Run, plan: Path) -> None:
    before = dump_file(clerk.register.path)
    trial = bring(run, plan, "--with-progress", "--dry-run")
    assert "done.recorded" in codes(trial)
    assert dump_file(clerk.register.path) == before
    bring(run, plan, "--with-progress")
    assert run("undo", "--yes").code == 0
    assert json.loads(run("task", "list", "-f", "json").out)["rows"] == []


def test_a_doubt_about_a_column_is_answered_by_another_import(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời gian|Ngày hoàn thành\n"
    text = head + "1|Họp|Văn phòng|15/4/2021|20/4/2021\n2|Thi|Văn phòng|1/5/2021|3/5/2021"
    file = csv_of_rows(tmp_path / "a.csv", rows_of_lines(text))
    bring(run, file)
    run("task", "edit", "2", "--due", "9/5/2021", "--reason", "đã hỏi")
    bring(run, file, "--map", "Thời gian=deadline")
    rows = json.loads(run("task", "list", "-f", "json").out)["rows"]
    assert [row["due"] for row in rows] == ["2021-04-15", "2021-05-09"]  # what the clerk has set stays


def test_a_day_of_completion_that_may_be_another_is_asked(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời hạn|Ngày hoàn thành\n"
    rows = "1|Họp|Văn phòng|15/4/2021|2021-04-05 00:00:00\n2|Thi|Văn phòng|1/5/2021|25/4/2021"
    answer = bring(run, csv_of_rows(tmp_path / "a.csv", rows_of_lines(head + rows)), "--with-progress")
    (asked,) = (problem["hint"] for problem in answer["problems"] if problem["code"] == "done.asked")
    assert "“05/04/2021”" in asked
    assert "`tuphap done 1 --on 05/04/2021`" in asked
    assert run("task", "done", "1", "--on", "04/5/2021").code == 0
    # What the register has already, on another day, is said.
    again = csv_of_rows(tmp_path / "b.csv", rows_of_lines(f"{head}1|Họp|Văn phòng|15/4/2021|20/4/2021"))
    (refused,) = (p["hint"] for p in bring(run, again, "--with-progress")["problems"] if p["code"] == "done.refused")
    assert "04/05/2021" in refused
