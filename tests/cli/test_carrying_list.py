"""The list that says which task of the office above each task carries out: proposed, filled in, read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run
from tests.support.provinces import REPORT, did, make_province
from tests.support.registers import Ran

LIST = "cap-tren.xlsx"


@pytest.fixture
def desk(register_path: Path | str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the clerk of the office STP, whose book is in force."""
    make_province(register_path, run)
    monkeypatch.setenv("TUPHAP_IN_OFFICE", "STP")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def proposed(run: Run, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(did(run, "task carry-out --template -f json", *options).out)
    return found


def carried(run: Run) -> dict[int, int | None]:
    """What each task carries out."""
    listed = json.loads(did(run, "task list -f json").out)["rows"]
    numbers = [row["task"] for row in listed]
    return {n: json.loads(did(run, f"task show {n} -f json").out)["rows"][0]["carries_out"] for n in numbers}


def listed(desk: Path, run: Run, text: str, *options: str) -> Ran:
    """A list of the clerk's own is read."""
    (desk / "list.csv").write_text(text, encoding="utf-8")
    return run("task", "carry-out", "list.csv", *options)


def test_a_task_of_the_same_words_is_proposed_marks_and_signs_aside(desk: Path, run: Run) -> None:
    found = proposed(run)
    assert (found["rows"][0]["task"], found["rows"][0]["title_above"]) == (1, REPORT)
    assert [row["carries_out"] for row in found["rows"]] == [1, 2, 2]
    assert found["proposed"] == [1]
    assert found["totals"] == {"tasks": 3, "present": 2, "proposed": 1}
    assert [row["task"] for row in found["above"]] == [1, 2, 3]


def test_two_tasks_above_of_the_same_words_are_a_question(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_IN_OFFICE", "")
    did(run, "task add --decision 262/QĐ-UBND --item II.1", REPORT.upper())
    monkeypatch.setenv("TUPHAP_IN_OFFICE", "STP")
    assert proposed(run)["proposed"] == []


def test_only_the_document_that_the_plan_implements_is_looked_at(desk: Path, run: Run) -> None:
    did(run, "decision add 30/KH-STP --issued 1/3/2021")
    did(run, "task add --decision 30/KH-STP", REPORT)
    found = proposed(run, "--decision", "30/KH-STP")
    assert [(row["task"], row["carries_out"]) for row in found["rows"]] == [(4, None)]
    assert (
        "30/KH-STP: the document that it implements is not in the register above"
        in did(run, "task carry-out --template --decision 30/KH-STP").out
    )


def test_the_list_comes_back_as_it_went_out(desk: Path, run: Run) -> None:
    written = did(run, f"task carry-out --template -o {LIST}")
    assert f"tuphap task carry-out {LIST}" in written.err
    tried = did(run, f"task carry-out {LIST} --dry-run")
    assert "1 task changed, 2 were there already." in tried.out
    assert carried(run) == {1: None, 2: 2, 3: 2}
    done = json.loads(did(run, f"task carry-out {LIST} -f json").out)
    assert done["rows"] == [{"task": 1, "carries_out": 1}]
    assert carried(run) == {1: 1, 2: 2, 3: 2}
    assert "0 tasks changed, 3 were there already." in did(run, f"task carry-out {LIST}").out
    did(run, "undo --yes")
    assert carried(run)[1] is None


def test_what_is_filled_in_by_hand_counts(desk: Path, run: Run) -> None:
    did(run, f"task carry-out --template -o {LIST}")
    workbook = openpyxl.load_workbook(LIST)
    sheet = workbook.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "No.")
    column = next(cell.column for cell in head if cell.value == "Task of the office above (to be filled in)")
    for line, value in enumerate(("không", "262/QĐ-UBND:I.3", None), start=(head[0].row or 0) + 1):
        sheet.cell(line, column).value = value
    workbook.save(LIST)
    assert "1 task changed, 1 was there already." in did(run, f"task carry-out {LIST}").out
    assert carried(run) == {1: None, 2: 3, 3: 2}


def test_a_list_of_the_clerks_own_has_two_columns(desk: Path, run: Run) -> None:
    ran = listed(desk, run, "Số nhiệm vụ,Căn cứ nhiệm vụ\n25/QĐ-STP:1,262/QĐ-UBND:I.3\n2,không\n3,\n")
    assert ran.code == 0, ran.err
    assert carried(run) == {1: 3, 2: None, 3: 2}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("1,99", "line 2: There is no task “99” in the register of the office above."),
        ("1,262/QĐ-UBND:IX", "in the register of the office above"),
        ("99,1", "line 2: There is no task “99” in the register."),
        (",1", "line 2: say which task it is"),
        ("1,1\n1,2", "line 3: task 1 stands in line 2 already"),
    ],
)
def test_with_one_problem_nothing_at_all_is_written(desk: Path, run: Run, rows: str, problem: str) -> None:
    ran = listed(desk, run, f"task,carries_out\n{rows}\n3,3\n")
    assert ran.code == 4
    assert problem in ran.err
    assert "nothing was written" in ran.err
    assert carried(run) == {1: None, 2: 2, 3: 2}


def test_a_list_of_before_somebody_elses_change_is_refused(desk: Path, run: Run) -> None:
    did(run, "task carry-out --template -o list.csv")
    did(run, "task edit 1 --carries-out 3")
    ran = run("task", "carry-out", "list.csv")
    assert ran.code == 5
    assert "task 1 was changed since the list was made" in ran.err
    assert carried(run)[1] == 3


@pytest.mark.parametrize(
    "line", ["task carry-out", "task carry-out x.csv --template", "task carry-out x.csv -o y.xlsx"]
)
def test_a_list_or_a_template_is_named(desk: Path, run: Run, line: str) -> None:
    assert run(*line.split()).code == 2


def test_a_file_that_is_no_such_list_is_refused(desk: Path, run: Run) -> None:
    assert listed(desk, run, "task,title\n1,x\n").code == 4
    assert listed(desk, run, "").code == 4
