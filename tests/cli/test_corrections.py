"""Due days that were sure and are put right: only with the reason, told ever after, apart in the next report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.domain.model import DeadlineKind, Reading, TaskKind

WHY = ("--reason", "Đọc nhầm tháng")
MOVED = ("--by", "53/STP-VP", "--reason", "Chờ văn bản")


def row(run: Run, task: str, command: str = "why") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("task", command, task, "-f", "json").out)["rows"][0]
    return found


def unread(clerk: Clerk) -> str:
    reading = Reading("Đầu quý III", DeadlineKind.UNREAD)
    return str(clerk.task(1, "Việc chưa rõ hạn", item="V.1", text="Đầu quý III", reading=reading))


# -- the reason ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("--due", "15/9/2021"), ("--deadline", "Tháng 8/2021"), ("--deadline", "sớm nhất có thể")]
)
def test_a_sure_day_does_not_change_without_the_reason(office: Clerk, run: Run, words: tuple[str, ...]) -> None:
    before = dump_file(office.register.path)
    ran = run("task", "edit", "1", *words)
    assert (ran.code, ran.out) == (4, "")
    assert "Task 1: its due day 30/06/2021 is sure" in ran.err
    assert "tuphap task extend 1" in ran.err
    assert "add --reason" in ran.err
    assert dump_file(office.register.path) == before


def test_a_correction_is_told_by_reply_pages_and_json(office: Clerk, run: Run) -> None:
    ran = run("task", "edit", "1", "--due", "15/9/2021", *WHY)
    assert ran.out.splitlines()[:2] == [
        "Task 1 changed: deadline.", "Task 1: deadline corrected from 30/06/2021 to 15/09/2021.",
    ]  # fmt: skip
    told = "by clerk, from 30/06/2021 to 15/09/2021: Đọc nhầm tháng (journal entry 6)."
    page = run("task", "why", "1").out.splitlines()
    assert "In force: Wednesday 15/09/2021; no document has moved it, but it was corrected, see below." in page
    assert any(line.startswith("Corrected on ") and line.endswith(told) for line in page)
    assert any(line.endswith(told) for line in run("task", "show", "1").out.splitlines())
    for command in ("why", "show"):
        found = row(run, "1", command)
        (one,) = found["corrections"]
        assert (one["from"], one["to"], one["actor"]) == (["2021-06-30"], ["2021-09-15"], "clerk")
        assert (one["reason"], one["journal"], one["words_from"]) == ("Đọc nhầm tháng", 6, None)
        assert (found["due"], found["original_due"], found["deadline_text"]) == (
            "2021-09-15", "2021-09-15", "Quý II/2021",
        )  # fmt: skip


def test_corrected_words_are_said_and_the_old_ones_stay_readable(office: Clerk, run: Run) -> None:
    ran = run("task", "edit", "1", "--deadline", "Tháng 8/2021", *WHY)
    assert "the printed words “Quý II/2021” are corrected to “Tháng 8/2021”" in ran.out
    assert "from “Quý II/2021” to “Tháng 8/2021”: Đọc nhầm tháng" in run("task", "why", "1").out
    (one,) = row(run, "1")["corrections"]
    assert (one["words_from"], one["words_to"]) == ("Quý II/2021", "Tháng 8/2021")


def test_other_words_for_the_same_day_need_no_reason(office: Clerk, run: Run) -> None:
    assert run("task", "edit", "1", "--deadline", "Quý 2 năm 2021").code == 0
    page = run("task", "why", "1").out
    assert "to “Quý 2 năm 2021”: no reason given" in page
    assert "it has not been moved" in page


def test_a_day_that_falls_away_is_a_correction_too(office: Clerk, run: Run) -> None:
    ran = run("task", "edit", "1", "--deadline", "Thường xuyên", *WHY)
    assert "Task 1: 30/06/2021 no longer stands; no due date." in ran.out
    assert "from 30/06/2021 to no date: Đọc nhầm tháng" in run("task", "why", "1").out


def test_the_first_day_of_a_task_and_a_further_one_are_free(office: Clerk, run: Run) -> None:
    task = unread(office)
    assert "due 15/09/2021" in run("task", "edit", task, "--due", "15/9/2021").out
    assert run("task", "edit", "1", "--due", "30/6/2021; 30/9/2021").code == 0
    assert row(run, task)["corrections"] == row(run, "1")["corrections"] == []


def test_what_is_undone_was_no_correction_and_redone_it_is_one_again(office: Clerk, run: Run) -> None:
    run("task", "edit", "1", "--due", "15/9/2021", *WHY)
    assert run("undo", "--yes").code == 0
    assert row(run, "1")["corrections"] == []
    assert run("redo", "--yes").code == 0
    assert len(row(run, "1")["corrections"]) == 1


def test_only_the_task_itself_tells_of_it(office: Clerk, run: Run) -> None:
    run("task", "edit", "1", "--due", "15/9/2021", *WHY)
    assert row(run, "2")["corrections"] == []


# -- closed periods ------------------------------------------------------------------------------------------


@pytest.fixture
def closed(office: Clerk, run: Run) -> Clerk:
    """The office, its second quarter (15/3 to 14/6) closed; an obstacle of May."""
    run("obstacle", "add", "Thiếu biên chế", "--task", "2", "--on", "10/5/2021")
    unread(office)
    run("decision", "add", "30/KH-STP", "--issued", "1/4/2021")
    assert run("report", "close", "Q2/2021").code == 0
    return office


ENTERED: dict[str, tuple[tuple[str, ...], list[tuple[str, int | None, str]]]] = {
    "from": (("task", "edit", "2", "--due", "30/9/2021", *WHY), [("corrected", 2, "2021-05-31")]),
    "to": (("task", "edit", "4", "--due", "1/6/2021", *WHY), [("corrected", 4, "2021-06-01")]),
    "first": (("task", "edit", "8", "--due", "1/6/2021"), [("dated", 8, "2021-06-01")]),
    "add": (("task", "add", "Việc mới", "--decision", "30/KH-STP"), [("added", 9, "2021-04-01")]),
    "obstacle": (("obstacle", "add", "Thiếu kinh phí", "--task", "3", "--on", "1/6/2021"),
                 [("raised", 3, "2021-06-01")]),
    "of a unit": (("obstacle", "add", "Thiếu kinh phí", "--unit", "VP", "--on", "1/6/2021"),
                  [("raised", None, "2021-06-01")]),
    "resolved": (("obstacle", "resolve", "1", "--how", "Đã xong", "--on", "1/6/2021"),
                 [("resolved", 2, "2021-06-01")]),
}  # fmt: skip


def apart(run: Run, period: str = "3/2021") -> list[tuple[str, int | None, str]]:
    found = json.loads(run("report", "quarter", period, "-f", "json").out)["adjusted"]
    return [(one["kind"], one["task"], one["on_day"]) for one in found]


@pytest.mark.parametrize("name", ENTERED)
def test_what_changes_a_signed_period_needs_adjust_and_stands_apart_in_the_next_report(
    closed: Clerk, run: Run, name: str
) -> None:
    words, shown = ENTERED[name]
    before = dump_file(closed.register.path)
    refused = run(*words)
    assert (refused.code, refused.out) == (5, "")
    assert "The report of quarter II/2021 (15/03/2021 – 14/06/2021), signed and closed" in refused.err
    assert dump_file(closed.register.path) == before
    assert run(*words, "--adjust").code == 0
    assert entries(closed)[-1].command.endswith("--adjust")
    assert apart(run) == shown
    text = run("report", "quarter", "3/2021").out.partition("Entered into closed periods")[2]
    said = {"corrected": "deadline corrected", "dated": "due day entered", "added": "entered",
            "raised": "obstacle raised", "resolved": "obstacle resolved"}  # fmt: skip
    assert said[shown[0][0]] in text


def test_days_outside_the_closed_period_are_free(closed: Clerk, run: Run) -> None:
    assert run("task", "edit", "4", "--due", "31/10/2021", *WHY).code == 0
    assert run("task", "add", "Việc mới", "--decision", "30/KH-STP", "--assigned", "1/7/2021").code == 0
    assert run("task", "edit", "9", "--deadline", "Tháng 6/2021").code == 0
    assert apart(run) == []


def test_an_annex_of_a_closed_period_goes_in_only_with_adjust(closed: Clerk, run: Run, tmp_path: Path) -> None:
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]]
    rows += [["1", "Lập kế hoạch kiểm tra", "Văn phòng Sở", "31/8/2021"]]
    rows += [["2", "Báo cáo kết quả kiểm tra", "Văn phòng Sở", "30/9/2021"]]
    words = ("import", str(csv_of_rows(tmp_path / "ke-hoach.csv", rows)), "--decision", "30/KH-STP")
    assert run(*words).code == 5
    assert run(*words, "--adjust").code == 0
    assert [(kind, on) for kind, _task, on in apart(run)] == [("added", "2021-04-01")] * 2
    rows[1][3] = "1/6/2021"
    again = ("import", str(csv_of_rows(tmp_path / "ke-hoach.csv", rows)), "--decision", "30/KH-STP")
    assert run(*again).code == 5
    assert run(*again, "--adjust").code == 0
    assert [kind for kind, _task, _on in apart(run)] == ["added", "added", "corrected"]


def test_an_answer_within_a_closed_period_needs_adjust(closed: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tra-loi.csv"
    file.write_text("task,due\n8,1/6/2021\n", encoding="utf-8")
    assert run("deadline", "answer", str(file)).code == 5
    assert run("deadline", "answer", str(file), "--adjust").code == 0
    assert apart(run) == [("dated", 8, "2021-06-01")]


def test_to_take_it_back_needs_adjust_too_and_it_is_shown_no_more(closed: Clerk, run: Run) -> None:
    for words, _shown in (ENTERED["to"], ENTERED["add"], ENTERED["obstacle"], ENTERED["resolved"]):
        run(*words, "--adjust")
        assert run("undo", "--yes").code == 5
        assert run("undo", "--yes", "--adjust").code == 0
    assert apart(run) == []


def test_a_later_signed_report_has_shown_it(closed: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*ENTERED["to"][0], "--adjust")
    monkeypatch.setenv("TUPHAP_TODAY", "2021-09-20")
    assert run("report", "close", "Q3/2021").code == 0
    assert (len(apart(run)), apart(run, "4/2021")) == (1, [])


# -- handed down after the due day -----------------------------------------------------------------------------


def test_add_says_that_the_due_day_had_passed(office: Clerk, run: Run) -> None:
    ran = run("task", "add", "Việc mới", "--decision", "25/QĐ-STP", "--deadline", "Tháng 01/2021")
    assert (
        "Please check: the due day 31/01/2021 had passed already when it was assigned on 26/02/2021."
        in ran.out.splitlines()
    )


def test_add_and_edit_say_where_the_first_occurrence_is_next_years(office: Clerk, run: Run) -> None:
    words = ("--deadline", "Trước ngày 15/01 hằng năm")
    said = "`tuphap task renew 8 --year 2022`"
    assert said in run("task", "add", "Báo cáo năm", "--decision", "25/QĐ-STP", *words).out
    assert said in run("task", "edit", "8", *words).out
    assert run("task", "renew", "8", "--year", "2022").code == 0


def test_import_asks_about_a_single_day_and_notes_a_recurring_one(office: Clerk, run: Run, tmp_path: Path) -> None:
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]]
    rows += [["1", "Lập kế hoạch kiểm tra", "Văn phòng Sở", "Tháng 01/2021"]]
    rows += [["2", "Báo cáo kết quả kiểm tra", "Văn phòng Sở", "Trước ngày 15/01 hằng năm"]]
    rows += [["3", "Tổ chức tập huấn", "Văn phòng Sở", "Quý III/2021"]]
    file = csv_of_rows(tmp_path / "ke-hoach.csv", rows)
    made = json.loads(run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "26/2/2021", "-f", "json").out)
    found = {p["code"]: (p["severity"], p["where"], p["hint"]) for p in made["problems"]}
    assert set(found) == {"deadline.before_issued", "deadline.passed"}
    assert found["deadline.before_issued"][0] == "question"
    assert found["deadline.passed"][:2] == ("note", "ke-hoach.csv, row 3")
    assert "tuphap task renew 9 --year 2022" in found["deadline.passed"][2]


# -- the kind ------------------------------------------------------------------------------------------------


def test_a_task_is_key_under_a_plan_and_else_ad_hoc(office: Clerk, run: Run) -> None:
    office.decision("26/QĐ-STP", declares=3)
    office.decision("473/STP-PBGDPL")
    for number, word in (("25/QĐ-STP", "key task"), ("26/QĐ-STP", "key task"), ("473/STP-PBGDPL", "ad hoc task")):
        assert f"as {word};" in run("task", "add", "Việc mới", "--decision", number).out
    assert "as regular task;" in run("task", "add", "Việc", "--decision", "25/QĐ-STP", "--kind", "regular").out
    office.decision("9/KH-STP")
    office.task(
        office.register.connection.execute("SELECT MAX(id) FROM decision").fetchone()[0], kind=TaskKind.AD_HOC
    )
    assert "as ad hoc task;" in run("task", "add", "Việc mới", "--decision", "9/KH-STP").out


# -- why -----------------------------------------------------------------------------------------------------


def test_of_a_task_that_was_worked_on_the_occurrence_whose_turn_it_is_is_named(office: Clerk, run: Run) -> None:
    due = [day("31/3"), day("30/4"), day("31/7")]
    task = str(office.task(1, "Báo cáo tháng", unit=4, due=due, item="III.1"))
    assert "Văn phòng Sở has to: begin the work; report" in run("task", "why", task).out
    run("task", "done", task, "--period", "T3", "--on", "30/3")
    found = row(run, task)
    assert (found["state"], found["missed"]) == ("overdue_under_way", [])
    assert (
        "Văn phòng Sở has to: carry out the occurrence T4; report the progress; finish"
        in run("task", "why", task).out
    )
    run("task", "done", task, "--period", "T4", "--on", "1/7")
    assert run("task", "why", task).out.endswith("Văn phòng Sở has to: carry out the occurrence T7.\n")


def test_days_late_say_that_they_count_a_suspension(office: Clerk, run: Run) -> None:
    run("task", "suspend", "2", *MOVED, "--on", "25/5/2021")
    run("task", "reopen", "2", *MOVED, "--on", "11/6/2021")
    lines = run("task", "why", "2").out.splitlines()
    assert "That includes the days from 01/06/2021 to 10/06/2021, on which it was suspended." in lines


def test_days_late_tell_a_cancellation_from_a_suspension(office: Clerk, run: Run) -> None:
    run("task", "suspend", "2", *MOVED, "--on", "25/5/2021")
    run("task", "cancel", "2", *MOVED, "--on", "5/6/2021")
    run("task", "reopen", "2", *MOVED, "--on", "11/6/2021")
    lines = [line for line in run("task", "why", "2").out.splitlines() if line.startswith("That includes")]
    assert lines == [
        "That includes the days from 01/06/2021 to 04/06/2021, on which it was suspended.",
        "That includes the days from 05/06/2021 to 10/06/2021, on which it was cancelled.",
    ]


def test_what_waits_for_an_event_still_lacks_its_day_while_it_is_suspended(office: Clerk, run: Run) -> None:
    words = ("--deadline", "Sau khi có văn bản của UBND tỉnh")
    run("task", "add", "Hội nghị", "--decision", "25/QĐ-STP", "--unit", "VP", *words)
    run("task", "suspend", "8", *MOVED)
    assert "No due day has been entered yet." in run("task", "why", "8").out.splitlines()


def test_a_suspension_that_was_over_in_time_is_not_named_nor_one_taken_back(office: Clerk, run: Run) -> None:
    run("task", "suspend", "2", *MOVED, "--on", "22/5/2021")
    run("task", "reopen", "2", *MOVED, "--on", "31/5/2021")
    run("task", "suspend", "2", *MOVED, "--on", "5/6/2021")
    run("undo", "--yes")
    assert "on which it was suspended" not in run("task", "why", "2").out
    assert "on which it was suspended" not in run("task", "why", "4").out


# -- against the original days -------------------------------------------------------------------------------


def test_rows_against_the_original_day_show_that_day(office: Clerk, run: Run) -> None:
    office.extend(1, day("31/8"), day("25/6"))
    words = ("report", "quarter", "3/2021", "--as-of", "9/7/2021", "--rows", "open_overdue", "--against", "original")
    found = json.loads(run(*words, "-f", "json").out)["rows"]
    assert [(r["task"], r["due"], r["measured"]) for r in found if r["task"] == 1] == [
        (1, "2021-08-31", "2021-06-30")
    ]
    (line,) = [line for line in run(*words).out.splitlines() if line.lstrip().startswith("1 ")]
    assert "30/06/2021" in line
    assert "31/08/2021" not in line
    (late,) = [
        r for r in json.loads(run("overdue", "--against", "original", "-f", "json").out)["rows"] if r["task"] == 1
    ]
    assert (late["due"], late["measured"], late["days_late"]) == ("2021-08-31", "2021-06-30", 9)
