"""task why at the command line, and terms in working days wherever the words of a deadline are read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support import formats
from tests.support.plans import csv_of_rows, docx_of_rows
from tests.support.registers import Clerk, day
from tuphap_cli.store.write import days_off

TERM = "Trong 10 ngày làm việc kể từ ngày ký"
HEADINGS = ["STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"]
# The day of issue, the day that ten working days later is, and whether that is certain.
ISSUED = [
    ("26/2/2021", "2021-03-12", True),
    ("5/2/2021", "2021-02-26", True),  # Tết: 10, 11, 12, 15, 16/2
    ("22/4/2024", "2024-05-08", True),  # 29/4 off, 30/4, 1/5; Saturday 4/5 worked
    ("31/12/2020", "2021-01-15", True),  # the day of issue itself does not count
    ("22/12/2020", "2021-01-06", False),  # days of 2020 count
    ("24/12/2026", "2027-01-08", False),  # days of 2027 count
    ("9/11/2026", "2026-11-23", True),
    ("10/11/2026", "2026-11-24", False),  # 24/11/2026 is not decided yet
]


def answer(run: Run, *argv: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(run(*argv, "-f", "json").out)
    return made


def reading(run: Run, issued: str, words: str = TERM) -> dict[str, Any]:
    return answer(run, "deadline", "read", words, "--issued", issued)


def stored(clerk: Clerk) -> list[tuple[object, ...]]:
    """The due day, the state of the reading and the rule of each task."""
    rows = clerk.rows().values()
    return [(row.due, row.deadline_sure, row.deadline_rule) for row in rows]


# -- task why -------------------------------------------------------------------------------------------------


def test_the_page_names_decision_deadline_state_and_who_has_to_act(office: Clerk, run: Run) -> None:
    ran = run("task", "why", "1")
    assert (ran.code, ran.err) == (0, "")
    for line in (
        "Task 1: Rà soát văn bản về hộ tịch",
        "25/QĐ-STP of 26/02/2021, item I.1, issued by Sở Tư pháp.",
        "In force: Wednesday 30/06/2021; it has not been moved.",
        "Nothing has been recorded yet.",
        "On 09/07/2021: overdue, not started, since 01/07/2021.",
        "On the missed list: overdue, never started, since 01/07/2021.",
    ):
        assert line in ran.out.splitlines()


def test_a_task_without_a_lead_says_so(office: Clerk, run: Run) -> None:
    out = run("task", "why", "25/QĐ-STP:II.4").out
    assert "Nobody leads this task; whoever takes it over has to: report the progress." in out
    assert "name a lead unit: tuphap task assign 7 --unit UNIT" in out


def test_a_task_that_is_done_with_its_document_asks_nothing_of_anybody(office: Clerk, run: Run) -> None:
    assert run("task", "why", "5").out.endswith("Who has to act\nNobody has to do anything more.\n")


def test_a_due_day_off_in_a_year_not_known_says_so_at_once(office: Clerk, run: Run) -> None:
    office.extend(4, day("5/2/2027"), day("1/7"))
    lines = run("task", "why", "4").out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("That is a day off (Giao thừa"))
    assert lines[at + 1] == "2027 not certain: the official days off are not known."
    assert lines.count(lines[at + 1]) == 1
    run("task", "done", "4", "--doc", "1/BC-STP")
    assert lines[at + 1] in run("task", "why", "4").out.splitlines()


def test_the_settings_are_followed(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    office.extend(4, day("5/9"), day("1/7"))  # a Sunday
    monkeypatch.setenv("TUPHAP_REST_DAY", "next")
    monkeypatch.setenv("TUPHAP_SILENT", "10")
    assert answer(run, "task", "why", "4")["rows"][0]["due_shown"] == "2021-09-06"
    assert "silent" in [found["reason"] for found in answer(run, "task", "why", "7")["rows"][0]["missed"]]


def test_the_page_follows_the_clerks_own_days(office: Clerk, run: Run) -> None:
    before = answer(run, "task", "why", "1")["rows"][0]["working_days_late"]
    run("calendar", "add", "5/7/2021", "--reason", "Hoán đổi", "--by", "1/VPCP-KGVX")
    row = answer(run, "task", "why", "1")["rows"][0]
    assert (before, row["working_days_late"]) == (7, 6)
    assert row["days_off"] == [{"date": "2021-07-05", "reason": "Hoán đổi"}]


@pytest.mark.parametrize("form", formats.TEXT)
def test_every_format_names_the_task(form: str, office: Clerk, run: Run) -> None:
    ran = run("task", "why", "2", "-f", form, "--as-of", "1/6/2021")
    assert ran.code == 0
    assert "Đôn đốc đăng ký phong trào thi đua" in ran.out


def test_the_page_changes_nothing(office: Clerk, run: Run) -> None:
    entries = len(office.journal())
    run("task", "why", "1")
    assert len(office.journal()) == entries


# -- terms in working days ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("issued", "due", "sure"), ISSUED)
def test_a_term_in_working_days_is_read(issued: str, due: str, sure: bool, register_path: Path, run: Run) -> None:
    found = reading(run, issued)
    assert (found["due"], found["sure"], found["rule"]) == (due, sure, "term")
    assert found["candidates"] == ([] if sure else [due])
    assert bool([note for note in found["notes"] if "not certain" in note]) is not sure


def test_without_a_register_a_term_is_read_by_the_shipped_calendar(env: Path, run: Run) -> None:
    assert reading(run, "26/2/2021")["due"] == "2021-03-12"
    assert not env.exists()


def test_the_clerks_own_days_count_in_a_term(register_path: Path, run: Run) -> None:
    run("calendar", "add", "1/3/2021", "--reason", "Hoán đổi", "--by", "1/VPCP-KGVX")
    assert reading(run, "26/2/2021")["due"] == "2021-03-15"


def test_a_day_that_the_clerk_decided_is_certain(register_path: Path, run: Run) -> None:
    run("calendar", "add", "24/11/2026", "--reason", "Ngày Văn hóa", "--by", "1/QĐ-TTg")
    found = reading(run, "10/11/2026")
    assert (found["due"], found["sure"]) == ("2026-11-25", True)


def test_a_term_of_no_days_is_asked_about(register_path: Path, run: Run) -> None:
    found = reading(run, "26/2/2021", "Trong 0 ngày làm việc kể từ ngày ký")
    assert (found["due"], found["sure"]) == (None, False)


def test_task_add_and_edit_read_a_term(clerk: Clerk, run: Run) -> None:
    clerk.decision()
    clerk.decision("90/QĐ-STP", day("22/12/2020"))
    run("task", "add", "Việc một", "--decision", "25/QĐ-STP", "--deadline", TERM)
    run("task", "add", "Việc hai", "--decision", "90/QĐ-STP", "--deadline", TERM)
    run("task", "add", "Việc ba", "--decision", "25/QĐ-STP", "--due", "1/9/2021")
    run("task", "edit", "3", "--deadline", TERM, "--reason", "Gõ nhầm")
    assert sorted(stored(clerk), key=str) == [
        (None, False, "term"), (day("12/3"), True, "term"), (day("12/3"), True, "term"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["docx", "csv"])
@pytest.mark.parametrize(("issued", "due"), [("26/2/2021", day("12/3")), ("22/12/2020", None)])
def test_import_reads_a_term(issued: str, due: object, kind: str, tmp_path: Path, clerk: Clerk, run: Run) -> None:
    clerk.unit("HCTP", "Phòng Hành chính tư pháp")
    rows = [HEADINGS, ["1", "Tham mưu kế hoạch triển khai", "Kế hoạch", "HCTP", "", TERM]]
    rows.append(["2", "Báo cáo kết quả thực hiện", "Báo cáo", "HCTP", "", "30/11/2021"])
    make = docx_of_rows if kind == "docx" else csv_of_rows
    file = make(tmp_path / f"ke-hoach.{kind}", rows)
    made = answer(run, "import", str(file), "--decision", "40/QĐ-STP", "--issued", issued)
    assert made["written"]
    assert ("deadline.unsure" in [problem["code"] for problem in made["problems"]]) is (due is None)
    assert stored(clerk)[0] == (due, due is not None, "term")


def test_the_calendar_is_built_only_for_words_that_need_it(
    clerk: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("built for nothing")

    monkeypatch.setattr(days_off, "build_calendar", refused)
    clerk.unit("HCTP", "Phòng Hành chính tư pháp")
    rows = [HEADINGS, ["1", "Báo cáo kết quả thực hiện", "Báo cáo", "HCTP", "", "Trong 10 ngày kể từ ngày ký"]]
    file = csv_of_rows(tmp_path / "ke-hoach.csv", rows)
    assert run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "26/2/2021").code == 0
    assert run("deadline", "read", "Quý II/2021").code == 0
    assert run("task", "add", "Việc", "--decision", "40/QĐ-STP", "--deadline", "Quý II").code == 0
    assert "tuphap_cli.store.write.days_off" in sys.modules
