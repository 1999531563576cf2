"""done, start, progress by words: one open task has to fit; on a terminal one is chosen, in a pipe it is refused."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Run
from tests.support.keyboard import typed
from tests.support.registers import Clerk, dump

NAMED = [
    ("so ket sau thang", 8), ("SƠ KẾT", 8), ("cong chung", 4), ("kiểm tra hành nghề", 4), ("hoa giai", 3),
]  # fmt: skip


@pytest.fixture
def several(office: Clerk) -> Clerk:
    """Two more open tasks, so that "báo cáo" fits two open tasks and one that is done."""
    plan = office.decision("30/KH-STP")
    office.task(plan, "Sơ kết sáu tháng, báo cáo Bộ Tư pháp", item="1")
    office.task(plan, "Báo cáo thống kê", item="2")
    return office


@pytest.mark.parametrize(("words", "task"), NAMED)
def test_the_one_open_task_with_these_words_is_meant(several: Clerk, run: Run, words: str, task: int) -> None:
    for argv in ((words,), tuple(words.split())):
        told = json.loads(run("done", *argv, "--dry-run", "-f", "json").out)
        assert [row["task"] for row in told["rows"]] == [task]


def test_it_is_recorded_with_its_document_and_says_which_task_it_was(several: Clerk, run: Run) -> None:
    ran = run("done", "hoa giai", "--doc", "12/BC-STP")
    assert (ran.code, ran.err) == (0, "")
    assert "3 (25/QĐ-STP:I.3) done on 09/07/2021, document 12/BC-STP" in ran.out
    assert several.state(3) == "done_on_time"


@pytest.mark.parametrize("verb", ["start", "progress"])
def test_the_other_daily_verbs_take_words_too(several: Clerk, run: Run, verb: str) -> None:
    ran = run(verb, "cong chung", "--note", "Đang làm")
    assert ran.code == 0
    assert ran.out.startswith("4 (25/QĐ-STP:II.1)")


def test_numbers_and_words_may_be_mixed(several: Clerk, run: Run) -> None:
    told = json.loads(run("done", "1", "hoa giai", "25/QĐ-STP:II.1", "--dry-run", "-f", "json").out)
    assert [row["task"] for row in told["rows"]] == [1, 3, 4]


def test_in_a_pipe_several_are_refused_with_the_list(several: Clerk, run: Run) -> None:
    before = dump(several.register.connection)
    ran = run("done", "bao", "cao", "--doc", "12/BC-STP")
    assert (ran.code, ran.out) == (4, "")
    first, *listed, last = ran.err.splitlines()
    assert first == "“bao cao” names no single task; these have its words:"
    assert [line.split()[1] for line in listed] == ["8", "9"]
    assert last == "Name one by its number, for example `tuphap done 8`."
    assert dump(several.register.connection) == before
    assert json.loads(run("done", "bao cao", "-f", "json").err)["code"] == "refused.ambiguous.task"


def test_on_a_terminal_one_is_chosen_by_its_place(several: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "2\n")
    ran = run("done", "bao cao", "--doc", "12/BC-STP")
    assert ran.code == 0
    assert "2. (30/KH-STP:2) Báo cáo thống kê" in ran.err
    assert ran.out.startswith("9 (30/KH-STP:2) done on 09/07/2021")


@pytest.mark.parametrize("answer", ["", "\n", "0\n", "3\n", "x\n"])
def test_no_choice_or_another_records_nothing(
    several: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    before = dump(several.register.connection)
    typed(monkeypatch, answer)
    ran = run("done", "bao cao")
    assert (ran.code, ran.out) == (4, "")
    said = ran.err.partition("Enter for none: ")[2]
    assert said == "No task was chosen; nothing was written.\n", "the list is not said a second time"
    assert dump(several.register.connection) == before


def test_a_group_or_unit_alone_never_says_which_task_is_meant(office: Clerk, run: Run) -> None:
    """ "Công tác khác" is the group of the open tasks 4 and 7; "Phòng Phổ biến pháp luật" leads 3 alone."""
    assert run("done", "cong tac khac").code == 4
    ran = run("done", "pho bien phap luat")
    assert (ran.code, ran.out) == (4, "")
    assert [line.split()[1] for line in ran.err.splitlines()[1:-1]] == ["3"]


def test_what_is_done_already_is_said_to_be_so(office: Clerk, run: Run) -> None:
    ran = run("done", "so ket")
    assert (ran.code, ran.out) == (4, "")
    assert "Task 5 was already recorded as done" in ran.err


def test_words_of_no_task_are_not_found(office: Clerk, run: Run) -> None:
    ran = run("done", "khong co viec nay")
    assert (ran.code, ran.out) == (4, "")
    assert "There is no task “khong co viec nay”" in ran.err
