"""A task handed down from one office to those below, followed through the registers of all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ON_SERVER, Run
from tests.support.provinces import REPORT, REVIEW, did, make_province
from tests.support.registers import dump_file


@pytest.fixture
def province(register_path: Path | str, run: Run) -> Path | str:
    """A province with three tasks, and two offices below it that carry out two of them."""
    make_province(register_path, run)
    return register_path


def shown(run: Run, *argv: str) -> dict[str, Any]:
    ran = run(*argv, "-f", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def book(place: Path | str, code: str) -> Path:
    return Path(f"{place}.co-quan") / f"{code}.db"


# -- from below ----------------------------------------------------------------------------------------------------


def test_a_task_says_which_one_of_the_office_above_it_carries_out(province: Path | str, run: Run) -> None:
    row = shown(run, "-O", "STP", "task", "show", "3")["rows"][0]
    assert row["carries_out"] == 2
    assert row["carries_out_task"] == {
        "task": 2, "item": "I.2", "decision": "262/QĐ-UBND", "decision_issued": "2021-02-25", "title": REVIEW,
        "deadline_text": "", "due": "2021-06-30",
    }  # fmt: skip
    page = did(run, "-O STP task show 3").out
    assert "task 2 of the office above (262/QĐ-UBND of 25/02/2021, item I.2): Rà soát văn bản; due 30/06/2021" in page
    other = shown(run, "-O", "STP", "task", "show", "1")["rows"][0]
    assert (other["carries_out"], other["carries_out_task"], other["carried_out_by"]) == (None, None, [])


def test_what_a_task_carries_out_is_corrected_taken_away_and_undone(province: Path | str, run: Run) -> None:
    ran = did(run, "-O HD task edit 1 --carries-out 262/QĐ-UBND:I.1")
    assert f"Task 1 carries out task 1 of the office above (262/QĐ-UBND:I.1): {REPORT}" in ran.out
    assert shown(run, "-O", "HD", "task", "show", "1")["rows"][0]["carries_out"] == 1
    gone = did(run, "-O HD task edit 1 --carries-out không")
    assert "Task 1 carries out no task of the office above." in gone.out
    assert shown(run, "-O", "HD", "task", "show", "1")["rows"][0]["carries_out"] is None
    assert "carries out – → 1" in did(run, "-O HD undo --yes").out
    assert shown(run, "-O", "HD", "task", "show", "1")["rows"][0]["carries_out"] == 1
    assert did(run, "-O HD journal verify").code == 0
    examined = run("-O", "HD", "doctor").out
    assert "Unset TUPHAP_TODAY" in examined  # of a test's own day
    assert "1 finding." in examined


def test_a_trial_changes_nothing(province: Path | str, run: Run) -> None:
    did(run, "-O HD task edit 1 --carries-out 1 --dry-run")
    assert shown(run, "-O", "HD", "task", "show", "1")["rows"][0]["carries_out"] == 3


@pytest.mark.parametrize("wanted", ["99", "262/QĐ-UBND:IX", "0", "12345678901234567890"])
def test_a_task_that_the_office_above_does_not_have_is_refused(province: Path | str, run: Run, wanted: str) -> None:
    ran = run("-O", "HD", "task", "edit", "1", "--carries-out", wanted)
    assert ran.code == 4
    assert f"There is no task “{wanted}” in the register of the office above." in ran.err
    assert "`tuphap task list" in ran.err, "the book above is meant, so not -O HD"
    assert shown(run, "-O", "HD", "task", "show", "1")["rows"][0]["carries_out"] == 3


@pytest.mark.parametrize(
    "line",
    ["task edit 1 --carries-out 1", "task list --carries-out 1", "task carry-out --template", "task carry-out x.csv"],
)
def test_a_register_with_no_office_above_says_what_to_do(
    province: Path | str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.csv").write_text("task,carries_out\n1,1\n", encoding="utf-8")
    ran = run(*line.split())
    assert ran.code == 4
    assert "tuphap -O OFFICE" in ran.err


def test_tasks_are_listed_by_what_they_carry_out(province: Path | str, run: Run) -> None:
    def numbers(wanted: str) -> list[int]:
        return [row["task"] for row in shown(run, "-O", "STP", "task", "list", "--carries-out", wanted)["rows"]]

    assert numbers("2") == numbers("262/QĐ-UBND:I.2") == [2, 3]
    assert numbers("1") == []
    assert numbers("-") == numbers("không") == [1]
    assert run("-O", "STP", "task", "list", "--carries-out", "").code == 2


# -- from above ----------------------------------------------------------------------------------------------------


def test_a_task_shows_by_which_tasks_offices_carry_it_out(province: Path | str, run: Run) -> None:
    did(run, "-O STP done 2 --on 20/5/2021 --doc 40/BC-STP")
    row = shown(run, "task", "show", "2")["rows"][0]
    assert [(one["office"], one["task"], one["state"], one["done_on"]) for one in row["carried_out_by"]] == [
        ("STP", 2, "done_on_time", "2021-05-20"),
        ("STP", 3, "in_time_not_started", None),
    ]
    assert row["carried_out_by"][0]["office_name"] == "Sở Tư pháp"
    page = did(run, "task show 2").out
    assert "Carried out below: 1 of 2 tasks done, the last on 20/05/2021; the latest due day 31/08/2021." in page
    assert "tuphap done 2" not in page


def test_why_tells_what_other_offices_have_to_do_with_a_task(province: Path | str, run: Run) -> None:
    did(run, "-O STP task done 2 --on 30/5/2021 --doc 1/BC-STP")
    page = did(run, "task why 2").out
    assert "Carried out by offices below" in page
    assert "Carried out below: 1 of 2 tasks done, the last on 30/05/2021" in page
    keys = ("carries_out", "carries_out_task", "carried_out_by")
    for words in (("task", "{}", "2"), ("-O", "STP", "task", "{}", "3"), ("-O", "STP", "task", "{}", "1")):
        why, show = (shown(run, *(word.format(verb) for word in words))["rows"][0] for verb in ("why", "show"))
        assert {key: why[key] for key in keys} == {key: show[key] for key in keys}
    below = did(run, "-O STP task why 3").out
    assert "It carries out task 2 of the office above (262/QĐ-UBND of 25/02/2021, item I.2)" in below
    assert "tuphap -O STP task assign 3 --unit UNIT" in below, "the commands in it are about the same book"


def test_nothing_is_copied_what_follows_is_counted_anew(province: Path | str, run: Run) -> None:
    before = dump_file(province)
    did(run, "-O STP done 2 3 --on 5/7/2021")
    assert dump_file(province) == before
    page = did(run, "task show 2").out
    assert "Carried out below: 2 of 2 tasks done, the last on 05/07/2021." in page
    assert "task 2 is not recorded as done; to record it: tuphap done 2 --on 05/07/2021" in page
    did(run, "-O STP undo --yes")
    assert (
        "Carried out below: 0 of 2 tasks done; 1 task overdue; the latest due day 31/08/2021."
        in did(run, "task show 2").out
    )


def test_what_was_is_asked_of_every_book_as_of_the_same_day(province: Path | str, run: Run) -> None:
    did(run, "-O STP done 2 3 --on 5/7/2021")
    assert "0 of 2 tasks done" in did(run, "task show 2 --as-of 30/6/2021").out
    rows = shown(run, "office", "follow", "--as-of", "30/6/2021")["rows"]
    assert [(row["task"], row["carrying_done"]) for row in rows] == [(2, 0), (3, 0)]


def test_every_task_that_is_carried_out_below_is_followed(province: Path | str, run: Run) -> None:
    did(run, "-O STP done 2 3 --on 5/7/2021")
    did(run, "done 3 --on 30/6/2021")
    found = shown(run, "office", "follow")
    assert found["schema"] == "tuphap.follow/1"
    wanted = ("task", "offices", "carrying", "carrying_done", "carrying_overdue", "carrying_due", "carrying_done_on")
    assert [tuple(row[key] for key in (*wanted, "state", "differs")) for row in found["rows"]] == [
        (2, ["STP"], 2, 2, 0, "2021-08-31", "2021-07-05", "overdue_not_started", "all_done"),
        (3, ["HD"], 1, 0, 1, "2021-06-20", None, "done_on_time", "still_open"),
    ]
    assert found["totals"] == {
        "tasks": 2, "done": 1, "differs": 2, "carrying": 3, "carrying_done": 2, "carrying_overdue": 1,
        "carrying_cancelled": 0,
    }  # fmt: skip
    text = did(run, "office follow").out
    assert "2 tasks; of 1 of them all is done below." in text
    assert "to record it: tuphap done 2 --on 05/07/2021" in text
    assert "Task 3 is recorded as done, but of what carries it out is still open: 1 task." in text


def test_several_offices_carry_out_one_task_together(province: Path | str, run: Run) -> None:
    did(run, "-O HD task edit 1 --carries-out 2")
    row = shown(run, "office", "follow")["rows"][0]
    assert (row["offices"], row["carrying"], row["carrying_overdue"]) == (["HD", "STP"], 3, 2)
    carriers = shown(run, "task", "show", "2")["rows"][0]["carried_out_by"]
    assert [(one["office"], one["task"]) for one in carriers] == [("HD", 1), ("STP", 2), ("STP", 3)]


def test_what_is_cancelled_below_is_not_waited_for(province: Path | str, run: Run) -> None:
    did(run, "-O STP done 2 --on 5/7/2021")
    did(run, "-O STP task cancel 3 --by 52/STP-VP --reason", "Đã gộp")
    did(run, "-O HD task cancel 1 --by 53/HD-VP --reason", "Đã gộp")
    rows = shown(run, "office", "follow")["rows"]
    assert [(row["task"], row["carrying_cancelled"], row["differs"]) for row in rows] == [
        (2, 1, "all_done"),
        (3, 1, "nobody_left"),
    ]
    assert "All that carried task 3 out is cancelled" in did(run, "office follow").out
    assert "1 of 2 tasks done, the last on 05/07/2021; 1 task cancelled." in did(run, "task show 2").out


@pytest.mark.parametrize(
    ("options", "tasks"),
    [
        ("", [1, 2, 3]),
        ("--state done", [2]),
        ("--state open", [1, 3]),
        ("--state overdue", [3]),
        ("--state differs", [2]),
        ("--decision 262/QĐ-UBND", [1, 2, 3]),
        ("--decision 263/QĐ-UBND", []),
    ],
)
def test_the_list_is_narrowed(province: Path | str, run: Run, options: str, tasks: list[int]) -> None:
    did(run, "decision add 263/QĐ-UBND --issued 26/2/2021")
    did(run, "-O STP task edit 1 --carries-out 1")
    did(run, "-O STP done 2 3 --on 5/7/2021")
    assert [row["task"] for row in shown(run, "office", "follow", *options.split())["rows"]] == tasks


def test_a_task_that_is_gone_above_is_named_from_both_sides(province: Path | str, run: Run) -> None:
    did(run, "task remove 3")
    found = shown(run, "office", "follow")
    assert [row["task"] for row in found["rows"]] == [2]
    assert found["missing"] == [{"task": 3, "offices": ["HD"]}]
    assert "Task 3 is not in this register, but carried out by: HD." in did(run, "office follow").out
    assert "task 3 of the office above, which is not in its register" in did(run, "-O HD task show 1").out


def test_findings_give_exit_3_where_asked_for(province: Path | str, run: Run) -> None:
    assert run("office", "follow", "--exit-code").code == 0
    did(run, "done 3 --on 30/6/2021")
    assert run("office", "follow", "--exit-code").code == 3


def test_a_register_without_offices_has_nothing_to_follow(register_path: Path | str, run: Run) -> None:
    assert shown(run, "office", "follow")["rows"] == []
    assert "No office below carries out a task of this register." in did(run, "office follow").out


def test_through_three_levels_each_book_looks_one_step_up_and_down(province: Path | str, run: Run) -> None:
    did(run, "-O STP office add TTTG --name", "Trung tâm Trợ giúp pháp lý")
    did(run, "-O STP/TTTG decision add 7/KH-TTTG --issued 1/3/2021")
    did(run, "-O STP/TTTG task add --decision 7/KH-TTTG --due 1/5/2021 --carries-out 2", "Rà soát tại Trung tâm")
    assert (
        shown(run, "-O", "STP/TTTG", "task", "show", "1")["rows"][0]["carries_out_task"]["title"] == "Rà soát đợt 1"
    )
    assert [row["task"] for row in shown(run, "-O", "STP", "office", "follow")["rows"]] == [2]
    did(run, "-O STP/TTTG done 1 --on 30/4/2021")
    for line in ("-O STP office follow", "-O STP task show 2"):
        assert "tuphap -O STP done 2 --on 30/04/2021" in did(run, line).out
    assert [row["office"] for row in shown(run, "task", "show", "2")["rows"][0]["carried_out_by"]] == ["STP", "STP"]


# -- books that are not where they should be -----------------------------------------------------------------------

files_only = pytest.mark.skipif(ON_SERVER, reason="books are files here")


@files_only
@pytest.mark.parametrize("line", ["office follow", "task show 1", "task why 1"])
def test_a_book_that_cannot_be_read_is_named_never_left_out(province: Path, run: Run, line: str) -> None:
    book(province, "HD").write_text("no register", encoding="utf-8")
    ran = run(*line.split())
    assert ran.code == 6
    assert "HD.db" in ran.err
    book(province, "HD").unlink()
    ran = run(*line.split())
    assert ran.code == 6
    assert "HD.db" in ran.err


@files_only
def test_a_book_that_cannot_be_read_keeps_no_other_from_being_told(province: Path, run: Run) -> None:
    book(province, "HD").unlink()
    for line in ("task show 2", "task why 2"):
        ran = run(*line.split())
        assert ran.code == 6
        assert "Carried out below: 0 of 2 tasks done" in ran.out
        assert "since its book cannot be read: UBND huyện Hồng Dân" in ran.out
    province.unlink()
    ran = run("-O", "STP", "task", "why", "3")
    assert (ran.code, "task 2 of the office above, whose register cannot be read here" in ran.out) == (6, True), ran


@files_only
def test_without_the_book_above_nothing_is_entered_unseen(province: Path, run: Run) -> None:
    province.write_text("no register", encoding="utf-8")
    for line in ("-O HD task edit 1 --carries-out 1", "-O HD task show 1"):
        ran = run(*line.split())
        assert ran.code == 6, ran.out
        assert str(province) in ran.err


@files_only
def test_a_book_is_the_same_when_its_file_is_named(province: Path, run: Run) -> None:
    path = str(book(province, "STP"))
    assert shown(run, "-R", path, "task", "show", "3")["rows"][0]["carries_out_task"]["task"] == 2
    did(run, f"-R {path} task edit 1 --carries-out 262/QĐ-UBND:I.1")
    assert shown(run, "task", "show", "1")["rows"][0]["carried_out_by"][0]["task"] == 1


@files_only
def test_a_book_taken_away_from_the_others_still_says_the_number(province: Path, run: Run, tmp_path: Path) -> None:
    alone = tmp_path / "alone.db"
    alone.write_bytes(book(province, "STP").read_bytes())
    page = run("-R", str(alone), "task", "show", "3")
    assert page.code == 0
    assert "task 2 of the office above, whose register cannot be read here" in page.out
