"""The nightly check: the brief text, what is told once, what is new, and what it writes and when."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import TODAY, Clerk, Ran, day, dump, dump_file
from tuphap_cli import errors, i18n
from tuphap_cli.cli import checking
from tuphap_cli.render.cells import places
from tuphap_cli.reports import check, missed_list, overdue
from tuphap_cli.reports.pressing import Asked, survey
from tuphap_cli.store.file import register as store
from tuphap_cli.store.read import queries

Night = Callable[..., Ran]


@pytest.fixture
def night(run: Run, monkeypatch: pytest.MonkeyPatch) -> Night:
    """Runs `check` on a day: ``night("10/7", "--new")``."""

    def on(text: str, *words: str) -> Ran:
        monkeypatch.setenv("TUPHAP_TODAY", day(text).isoformat())
        return run("check", *words)

    return on


def news(ran: Ran) -> dict[object, list[str]]:
    """What is new by task (or unit, or decision): steps and reasons."""
    rows = json.loads(ran.out)["new"]
    return {row["task"] or row["unit"] or row["decision"]: [*row["steps"], *row["reasons"]] for row in rows}


def crowd(clerk: Clerk, number: int) -> None:
    """Tasks with long titles, each overdue by another number of days, in a unit with a long code."""
    with clerk.at_once():
        unit = clerk.unit("PHONGXAYDUNGVAKIEMTRAVANBAN", "Phòng " + "Xây dựng và kiểm tra " * 9)
        plan = clerk.decision()
        for place in range(number):
            clerk.task(plan, f"Rà soát văn bản thứ {place} " * 12, unit=unit, due=TODAY - timedelta(days=place - 3))


# -- the brief text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("words", [(), ("--new",), ("--unit", "PHONGXAYDUNGVAKIEMTRAVANBAN")], ids=" ".join)
def test_it_is_at_most_25_lines_of_80_columns(
    clerk: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, language: str, words: tuple[str, ...]
) -> None:
    crowd(clerk, 120)
    monkeypatch.setenv("TUPHAP_LANG", language)
    lines = run("check", *words).out.splitlines()
    assert len(lines) <= 25
    assert max(map(places, lines)) <= 80


@pytest.mark.file_register
def test_it_is_as_short_where_the_register_is_not_sound(
    clerk: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(clerk, 120)
    clerk.register.connection.execute("UPDATE task SET title = 'khác' WHERE id = 3")
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    lines = run("check").out.splitlines()
    assert "Sổ" in lines[1]
    assert sum(-(-places(line) // 80) or 1 for line in lines) <= 25


def test_it_counts_first_then_tells_the_most_pressing_then_how_to_see_all(office: Clerk, run: Run) -> None:
    assert run("check").out.splitlines() == [
        "Check of 09/07/2021",
        "Overdue: 2 deadlines of 2 tasks; 1 by 30 days or more",
        "Missed: 3",
        "Due within 7 days: 1 deadline of 1 task",
        "",
        "Not told before (5)",
        "No. 2 (VP): 39 days overdue – Đôn đốc đăng ký phong trào thi đua",
        "No. 1 (HCTP): 9 days overdue, never started – Rà soát văn bản về hộ tịch",
        "No. 3 (PBPL): 7 days left – Tập huấn hòa giải ở cơ sở",
        "No. 7 (no lead unit): no lead unit, long silent – Trả lời kiến nghị của công dân",
        "No. 6 (PBPL): done without a document – Tổ chức hưởng ứng Ngày pháp luật",
        "",
        "All of it: tuphap check --all",
        "Why a task is there: tuphap task why N",
    ]


def test_what_does_not_fit_is_counted(clerk: Clerk, run: Run) -> None:
    crowd(clerk, 40)
    out = run("check").out
    assert "29 more are new." in out
    assert out.count("No. ") == 11


def test_reports_that_were_not_filed_and_plans_with_holes_have_their_lines(office: Clerk, run: Run) -> None:
    office.decision("26/QĐ-STP", declares=4)
    run("filing", "record", "VP", "Q2/2021", "--on", "15/6/2021")
    out = run("check").out
    assert "Missed: 6; 2 units have not filed a report" in out
    assert "HCTP: no report for quarter II/2021" in out
    assert "26/QĐ-STP: declares 4 tasks, 0 are registered" in out


def test_narrowed_to_a_unit_it_counts_and_names_that_unit(office: Clerk, run: Run) -> None:
    lines = run("check", "--unit", "HCTP").out.splitlines()
    assert lines[:2] == ["Check of 09/07/2021 – Phòng Hành chính tư pháp", "Overdue: 1 deadline of 1 task"]
    assert "All of it: tuphap check --unit HCTP --all" in lines
    found = json.loads(run("check", "--unit", "STP", "-f", "json").out)
    assert [row["task"] for row in found["rows"]] == [1]
    assert [row["task"] for row in found["missed"]] == [1, 6]
    assert found["totals"] == {"overdue": 1, "missed": 2, "soon": 1, "overdue_tasks": 1, "soon_tasks": 1}
    assert run("check", "--unit", "KHAC").code == 4


def test_files_have_all_of_it(office: Clerk, run: Run, tmp_path: Path) -> None:
    for ending in ("html", "md", "docx", "xlsx", "csv", "json"):
        assert run("check", "-o", str(tmp_path / f"kiem-tra.{ending}")).code == 3
    page = (tmp_path / "kiem-tra.html").read_text(encoding="utf-8")
    assert "Văn phòng Sở" in page
    assert "25/QĐ-STP" in page


def test_a_page_says_that_there_is_nothing_where_a_screen_is_silent(
    register_path: Path, run: Run, tmp_path: Path
) -> None:
    for words in ((), ("--new",)):
        assert run("check", *words, "-o", str(tmp_path / "kiem-tra.html")).code == 0
        page = (tmp_path / "kiem-tra.html").read_text(encoding="utf-8")
        assert "Check of 09/07/2021" in page
        assert "There is nothing to tell." in page
        assert run("check", *words, "--all").out == ""


# -- what is new ---------------------------------------------------------------------------------------------


def test_three_nights_in_a_row_tell_each_thing_once(office: Clerk, night: Night) -> None:
    first = night("9/7", "--new", "-f", "json")
    assert (first.code, news(first)) == (
        3,
        {
            1: ["overdue", "never_started"], 2: ["late_30"], 3: ["due_7"], 6: ["no_product"],
            7: ["no_unit", "silent"],
        },
    )  # fmt: skip
    second = night("10/7", "--new")
    assert (second.code, second.out, second.err) == (0, "", "")
    office.task(1, "Việc giao thêm", unit=2, due=day("9/7"))
    third = night("13/7", "--new")
    assert third.code == 3
    assert third.out.splitlines()[4:8] == [
        "",
        "New since 09/07/2021 (2)",
        "No. 8 (HCTP): 4 days overdue, never started – Việc giao thêm",
        "No. 3 (PBPL): 3 days left – Tập huấn hòa giải ở cơ sở",
    ]
    assert night("13/7", "--new").code == 0


def test_every_step_is_told_on_its_night_and_on_no_other(clerk: Clerk, night: Night) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("10/7"))
    clerk.start(1, day("1/7"))
    told = {}
    for number in range(101):
        on = day("1/7") + timedelta(days=number)
        found = news(night(f"{on.day}/{on.month}", "--new", "-f", "json"))
        if found:
            told[number - 9] = found[1]
    assert told == {
        -7: ["due_7"], -3: ["due_3"], -1: ["due_1"], 1: ["overdue"], 30: ["late_30"], 60: ["late_60"],
        90: ["late_90"],
    }  # fmt: skip


def test_what_is_settled_and_comes_back_is_told_again(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    office.done(2, day("9/7"), "1/BC")
    assert night("10/7", "--new").code == 0
    office.reopen(2, day("10/7"))
    assert news(night("11/7", "--new", "-f", "json")) == {2: ["late_30"]}


def test_a_deadline_that_was_moved_is_told_again(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    office.extend(1, day("8/7"), day("9/7"))
    assert news(night("9/7", "--new", "-f", "json")) == {1: ["overdue"]}


def test_only_the_new_reason_of_a_task_is_told(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    office.done(1, day("9/7"))
    assert news(night("10/7", "--new", "-f", "json")) == {1: ["no_product"]}


def test_each_report_that_a_unit_owes_is_told_once(office: Clerk, night: Night, run: Run) -> None:
    run("filing", "record", "VP", "Q2/2021", "--on", "15/6/2021")
    night("9/7", "--new")
    assert night("14/9", "--new", "--soon", "0", "-f", "json").code == 3  # steps of what was overdue
    found = news(night("16/9", "--new", "--soon", "0", "-f", "json"))
    assert {unit for unit, codes in found.items() if codes == ["not_filed"]} == {"HCTP", "PBPL", "VP"}
    assert night("16/9", "--new", "--soon", "0").code == 0


def test_lists_with_new_hold_only_what_is_new_and_the_totals_all(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    office.task(1, "Việc giao thêm", unit=2, due=day("9/7"))
    found = json.loads(night("12/7", "--new", "-f", "json").out)
    assert [row["task"] for row in found["rows"]] == [8]
    assert [row["task"] for row in found["missed"]] == [8]
    assert found["soon"] == []
    assert (found["totals"]["overdue"], found["told_on"]) == (3, "2021-07-09")


def test_what_falls_due_soon_is_news_too(clerk: Clerk, night: Night) -> None:
    """Who is told of it by the exit code alone would otherwise never hear of it: it is told once."""
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("12/7"))
    assert night("9/7", "--new").code == 3
    assert night("9/7", "--new").code == 0
    assert night("9/7").code == 0


def test_a_unit_is_told_for_itself(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    assert news(night("9/7", "--new", "--unit", "VP", "-f", "json")) == {2: ["late_30"]}
    assert night("9/7", "--new", "--unit", "VP").code == 0
    assert news(night("9/7", "--new", "--unit", "HCTP", "-f", "json")) == {1: ["overdue", "never_started"]}
    assert night("9/7", "--new").code == 0


def test_without_new_the_text_says_since_when_nothing_is_new(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    ran = night("10/7")
    assert ran.code == 3
    assert "Nothing new since 09/07/2021." in ran.out
    assert "No. " not in ran.out


def test_new_is_of_today(office: Clerk, run: Run) -> None:
    ran = run("check", "--new", "--as-of", "1/6/2021")
    assert (ran.code, ran.out) == (2, "")
    assert "--as-of" in ran.err
    assert "Not told before" in run("check", "--as-of", "2/7/2021").out


def test_a_register_that_is_not_sound_is_told_every_night(office: Clerk, night: Night) -> None:
    night("9/7", "--new")
    office.register.connection.execute("UPDATE task SET title = 'khác' WHERE id = 3")
    for on in ("10/7", "11/7"):
        ran = night(on, "--new")
        assert ran.code == 3
        assert "not sound" in ran.out


def test_the_survey_knows_every_row_of_the_lists_and_no_other(forty_office: Clerk) -> None:
    connection = forty_office.register.connection
    for number in range(-60, 150, 21):
        on = TODAY + timedelta(days=number)
        asked = Asked(on, 14, 92)
        found = survey(connection, asked)
        rows = [*queries.overdue_rows(connection, on), *overdue.soon_rows(connection, on, 14)]
        marks = {check.row_mark(row, on) for row in rows}
        subjects = missed_list.subjects(connection, on, 92)
        marks |= {mark for subject in subjects for mark in check.marks_of(subject)}
        assert {point.mark for point in found.points} == marks
        assert len(found.points) == len(marks)
        assert (found.missed, found.overdue.deadlines + found.soon.deadlines) == (len(subjects), len(rows))


# -- what is written, and when ---------------------------------------------------------------------------------


def told(clerk: Clerk) -> int:
    found = clerk.register.connection.execute("SELECT COUNT(*) FROM check_told").fetchone()
    return int(found[0])


def test_only_new_writes_and_only_what_was_told(office: Clerk, run: Run) -> None:
    path = office.register.path
    before = path.read_bytes()
    for words in ((), ("--all",), ("-f", "json"), ("--quiet",), ("--quiet", "--new"), ("--new", "-h")):
        run("check", *words)
    assert path.read_bytes() == before
    tables = dump(office.register.connection, but=("check_told", "seal"))
    run("check", "--new")
    assert told(office) == 7
    assert dump(office.register.connection, but=("check_told", "seal")) == tables
    assert "seal" not in run("doctor", "-f", "json").out
    after = path.read_bytes()
    run("check", "--new")
    assert path.read_bytes() == after


def test_quiet_says_it_by_the_exit_code(office: Clerk, run: Run, tmp_path: Path) -> None:
    ran = run("check", "--quiet", "--new")
    assert (ran.code, ran.out, told(office)) == (3, "", 0)
    ran = run("check", "-q", "--new", "-o", str(tmp_path / "a.html"))
    assert (ran.code, ran.out, told(office)) == (3, "", 7)
    assert (tmp_path / "a.html").exists()
    ran = run("check", "--quiet", "--new")
    assert (ran.code, ran.out) == (0, "")


def test_what_was_not_delivered_was_not_told(office: Clerk, run: Run, tmp_path: Path) -> None:
    assert run("check", "--new", "-o", str(tmp_path / "khong-co" / "a.txt")).code == 7
    assert told(office) == 0


@pytest.mark.slow
def test_a_full_disk_behind_stdout_is_no_delivery(office: Clerk) -> None:
    with Path("/dev/full").open("w") as full:
        argv = [sys.executable, "-m", "tuphap_cli", "check", "--new"]
        assert subprocess.run(argv, stdout=full, stderr=subprocess.PIPE, check=False).returncode == 7
    assert told(office) == 0


def test_a_register_that_cannot_be_written_is_said_and_nothing_is_told(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "TURNS", 1)
    before = dump_file(office.register.path)

    def refused(*_words: object, **_named: object) -> None:
        raise errors.RegisterReadOnly(path=office.register.path)

    with monkeypatch.context() as patched:
        patched.setattr(store.Register, "beside_journal", refused)
        ran = run("check", "--new")
    assert ran.code == 6
    assert "No. 2 (VP)" in ran.out
    assert "cannot be written. Nothing of this counts as told" in ran.err
    assert dump_file(office.register.path) == before


def test_it_waits_for_its_turn_beside_a_clerk_who_writes(office: Clerk, run: Run) -> None:
    other = sqlite3.connect(office.register.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.4, lambda: other.execute("ROLLBACK"))
    timer.start()
    try:
        assert run("check", "--new").code == 3
    finally:
        timer.join()
        other.close()
    assert told(office) == 7


def test_a_language_makes_nothing_new(office: Clerk, night: Night, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    run("filing", "record", "VP", "Q2/2021", "--on", "15/6/2021")
    night("9/7", "--new")
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    assert night("9/7", "--new").code == 0
    i18n.use("en")
