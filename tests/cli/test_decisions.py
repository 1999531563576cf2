"""decision: a clerk enters, looks up, corrects and withdraws the documents that assign tasks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.store.health import standing_check

GROUND = ("--by", "60/QĐ-STP", "--reason", "Thay thế bằng kế hoạch mới")


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def decisions(run: Run) -> dict[str, Any]:
    """The decisions of the list by number."""
    rows = json.loads(run("decision", "list", "-f", "json").out)["rows"]
    return {row["number"]: row for row in rows}


def test_add_enters_what_is_known_and_says_what_to_do_next(office: Clerk, run: Run) -> None:
    office.decision("262/QĐ-UBND", day("25/2"), issuer="UBND tỉnh")
    ran = run(
        "decision", "add", "31/KH-STP", "--issued", "1/3/2021", "--issuer", "Sở Tư pháp", "--title",
        "Kế hoạch tuyên truyền", "--implements", "262/QĐ-UBND", "--declares", "12", "--year", "2022",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Decision 31/KH-STP of 01/03/2021 entered.",
        "Next: tuphap import ANNEX --decision 31/KH-STP --issued 01/03/2021",
    ]
    assert decisions(run)["31/KH-STP"] == {
        "number": "31/KH-STP", "issued": "2021-03-01", "issuer": "Sở Tư pháp", "title": "Kế hoạch tuyên truyền",
        "year": 2022, "implements": "262/QĐ-UBND", "implements_issued": "2021-02-25", "declares": 12, "tasks": 0,
        "withdrawn": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Số: 31/KH-STP", "31/KH-STP"), (" 31 / KH - STP ", "31/KH-STP"), ("80-KL/TW", "80-KL/TW"),
        ("35/2022/QĐ-UBND", "35/2022/QĐ-UBND"), ("31/KH-STP@2021", "31/KH-STP"),
        ("31\x1b[2J/KH-STP\u202e", "31/KH-STP"), ("31/Đ\u200bA-STP", "31/ĐA-STP"), ("31/ÐA-STP", "31/ĐA-STP"),
    ],
)  # fmt: skip
def test_numbers_are_kept_in_their_usual_form(office: Clerk, run: Run, typed: str, kept: str) -> None:
    assert run("decision", "add", typed, "--issued", "1/3/2021").code == 0
    assert kept in decisions(run)


@pytest.mark.parametrize("odd", ["KH31", "31", "31 KHSTP", "công văn khẩn", "31/KHSTP"])
def test_an_odd_number_is_taken_with_a_remark_beside_the_data(office: Clerk, run: Run, odd: str) -> None:
    ran = run("decision", "add", odd, "--issued", "1/3/2021")
    assert ran.code == 0
    assert ran.err.startswith("Note: ")
    assert odd in decisions(run)


def test_work_from_a_day_of_the_plans_year_on_follows_its_year(office: Clerk, run: Run) -> None:
    run("task", "add", "Theo dõi thi hành pháp luật", "--decision", "25/QĐ-STP", "--deadline", "Từ ngày 01/9")
    assert run("decision", "edit", "25/QĐ-STP", "--year", "2022").code == 0
    assert list(standing_check.wrong_intervals(office.register.connection)) == []


def test_the_same_number_may_stand_in_another_year(office: Clerk, run: Run) -> None:
    assert run("decision", "add", "25/QĐ-STP", "--issued", "2/3/2020").code == 0
    ran = run("decision", "show", "25/QĐ-STP")
    assert ran.code == 4
    assert "2020, 2021" in ran.err
    assert (
        json.loads(run("decision", "show", "25/QĐ-STP@2020", "-f", "json").out)["rows"][0]["issued"] == "2020-03-02"
    )


def test_decisions_of_one_number_in_one_year_are_told_apart_by_their_day(office: Clerk, run: Run) -> None:
    """A province and a district issue the same number and symbol in one year."""
    assert run("decision", "add", "25/QĐ-STP", "--issued", "1/3/2021").code == 0
    ambiguous = run("decision", "show", "25/QĐ-STP@2021")
    assert ambiguous.code == 4
    assert "25/QĐ-STP@2021-03-01" in ambiguous.err
    assert run("decision", "show", "25/QĐ-STP@2021-03-01").code == 0
    assert run("decision", "show", "25/QĐ-STP@2021-02-26").code == 0


@pytest.mark.parametrize("spelling", ["25/QĐ-STP", "25/qd-stp", "025/QĐ-STP", "Số 25 / QĐ-STP"])
def test_the_same_number_on_the_same_day_is_a_conflict(office: Clerk, run: Run, spelling: str) -> None:
    ran = run("decision", "add", spelling, "--issued", "26/2/2021")
    assert (ran.code, ran.out) == (5, "")
    assert "already in the register" in ran.err
    assert "tuphap decision show 25/QĐ-STP" in ran.err.replace("025", "25").replace("qd-stp", "QĐ-STP")


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (("31/KH-STP",), 2, "Not given: --issued DAY"), (("31/KH-STP", "--issued", "31/2/2021"), 2, "“31/2/2021”"),
        (("31/KH-STP", "--issued", "1/3", "--declares", "0"), 4, "at least 1"),
        (("31/KH-STP", "--issued", "1/3", "--declares", "-5"), 4, "at least 1"),
        (("31/KH-STP", "--issued", "1/3", "--year", "3"), 2, "1990"),
        (("31/KH-STP", "--issued", "1/3", "--implements", "9/QĐ-UBND"), 4, "9/QĐ-UBND"),
        (("///", "--issued", "1/3"), 4, "no letter or digit"),
    ],
    ids=named,
)  # fmt: skip
def test_add_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int, says: str) -> None:
    before = dump_file(office.register.path)
    ran = run("decision", "add", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize("title", ["Kế hoạch bảo vệ (MẬT)", "TỐI MẬT - Phương án", "Danh mục. Độ mật: Tuyệt mật"])
def test_a_document_of_state_secrecy_is_refused(office: Clerk, run: Run, title: str) -> None:
    before = dump_file(office.register.path)
    for argv in (("add", "9/KH-STP", "--issued", "1/3", "--title", title), ("edit", "25/QĐ-STP", "--title", title)):
        ran = run("decision", *argv)
        assert (ran.code, ran.out) == (4, "")
        assert "State secrecy" in ran.err
    assert dump_file(office.register.path) == before


def test_a_title_about_secrets_is_no_marking(office: Clerk, run: Run) -> None:
    assert run("decision", "add", "9/KH-STP", "--issued", "1/3", "--title", "Bảo vệ bí mật nhà nước").code == 0


def test_the_list_shows_what_is_declared_and_what_is_registered(office: Clerk, run: Run) -> None:
    office.decision("26/QĐ-STP", declares=130)
    lines = run("decision", "list").out.splitlines()
    assert lines[0] == "Decisions"
    assert lines[2].split()[:2] == ["25/QĐ-STP", "26/02/2021"]
    assert lines[2].split()[-1] == "7"
    assert lines[3].split()[-2:] == ["130", "0"]


def test_a_register_without_decisions_says_so(register_path: object, run: Run) -> None:
    ran = run("decision", "list")
    assert (ran.code, ran.err) == (0, "")
    assert "No decision has been entered yet." in ran.out


def test_show_gives_the_decision_and_its_tasks_as_of_a_day(office: Clerk, run: Run) -> None:
    text = run("decision", "show", "25/qd-stp").out
    for part in ("25/QĐ-STP", "26/02/2021", "Kế hoạch công tác tư pháp năm 2021", "Rà soát văn bản", "7 tasks."):
        assert part in text
    then = json.loads(run("decision", "show", "25/QĐ-STP", "--as-of", "1/6/2021", "-f", "json").out)
    assert [row["state"] for row in then["tasks"]].count("done_on_time") == 0
    assert len(then["tasks"]) == 7


def test_show_of_an_unknown_number_names_the_nearest(office: Clerk, run: Run) -> None:
    ran = run("decision", "show", "52/QĐ-STP")
    assert (ran.code, ran.out) == (4, "")
    assert "Perhaps 25/QĐ-STP?" in ran.err
    assert "tuphap decision list" in ran.err


def test_edit_changes_what_was_given(office: Clerk, run: Run) -> None:
    ran = run("decision", "edit", "25/QĐ-STP", "--declares", "130", "--title", "Chương trình năm 2021")
    assert ran.out.splitlines() == [
        "Decision 25/QĐ-STP changed: title, declares.", "Next: tuphap decision show 25/QĐ-STP",
    ]  # fmt: skip
    row = decisions(run)["25/QĐ-STP"]
    assert (row["declares"], row["title"], row["issuer"]) == (130, "Chương trình năm 2021", "Sở Tư pháp")


def test_a_corrected_day_of_issue_moves_the_assignment_with_it(office: Clerk, run: Run) -> None:
    run("decision", "edit", "25/QĐ-STP", "--issued", "1/3/2021")
    assert {row.assigned_on for row in office.rows().values()} == {date(2021, 3, 1)}


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("25/QĐ-STP@2021",), 2), (("9/QĐ-STP", "--declares", "3"), 4),
        (("25/QĐ-STP@2021", "--issued", "mai mốt"), 2), (("25/QĐ-STP@2021", "--declares", "0"), 4),
        (("25/QĐ-STP@2021", "--implements", "9/QĐ-UBND"), 4), (("25/QĐ-STP", "--declares", "3"), 4),
        (("25/QĐ-STP@2020", "--issued", "26/2/2021"), 5), (("25/QĐ-STP", "--year", "0"), 2),
    ],
    ids=named,
)  # fmt: skip
def test_edit_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    office.decision("25/QĐ-STP", day("2/3/2020"))
    before = dump_file(office.register.path)
    ran = run("decision", "edit", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert dump_file(office.register.path) == before


def test_withdrawing_cancels_the_open_tasks_by_the_same_document(office: Clerk, run: Run) -> None:
    ran = run("decision", "withdraw", "25/QĐ-STP", *GROUND, "--on", "1/7/2021")
    assert ran.out.splitlines() == [
        "Decision 25/QĐ-STP withdrawn; 5 open tasks cancelled.", "Next: tuphap task list --decision 25/QĐ-STP",
    ]  # fmt: skip
    assert {task: office.state(task) for task in (1, 4, 5, 7)} == {
        1: "cancelled", 4: "cancelled", 5: "done_on_time", 7: "cancelled",
    }  # fmt: skip
    assert decisions(run)["25/QĐ-STP"]["withdrawn"] == "2021-07-01"
    again = run("decision", "withdraw", "25/QĐ-STP", *GROUND)
    assert (again.code, again.out) == (5, "")
    assert "01/07/2021" in again.err


@pytest.mark.parametrize("missing", [GROUND[:2], GROUND[2:], ()], ids=named)
def test_withdrawing_needs_its_document_and_reason(office: Clerk, run: Run, missing: tuple[str, ...]) -> None:
    before = dump_file(office.register.path)
    ran = run("decision", "withdraw", "25/QĐ-STP", *missing)
    assert (ran.code, ran.out) == (4, "")
    assert "--by" in ran.err
    assert "--reason" in ran.err
    assert dump_file(office.register.path) == before


WRITING = [
    ("add", "31/KH-STP", "--issued", "1/3/2021"), ("edit", "25/QĐ-STP", "--declares", "7"),
    ("withdraw", "25/QĐ-STP", *GROUND),
]  # fmt: skip


@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: argv[0])
def test_a_trial_writes_nothing_and_the_deed_is_one_row_of_the_journal(
    office: Clerk, run: Run, argv: tuple[str, ...]
) -> None:
    before = dump_file(office.register.path)
    tried = run("decision", *argv, "--dry-run")
    assert dump_file(office.register.path) == before
    assert tried.out.splitlines()[0] == "Tried only; nothing was written."
    done = run("decision", *argv)
    assert done.out.splitlines()[0] == tried.out.splitlines()[1]
    assert done.out.splitlines()[-1].startswith("Next: tuphap ")
    assert len(entries(office)) == len(before["journal"]) + 1
    assert entries(office)[-1].command == f"decision {argv[0]}"
