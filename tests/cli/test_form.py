"""Forms of the units: made, filled in, collected once and again, and who has sent one."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.forms import Filled
from tests.support.registers import Clerk, day, dump
from tuphap_cli.domain.model import State

PERIOD = ("--period", "Q3/2021")


@pytest.fixture
def busy(office: Clerk) -> Clerk:
    """One more task of the unit HCTP, 8, due at the end of each quarter."""
    quarters = [day("31/3"), day("30/6"), day("30/9"), day("31/12")]
    office.task(1, "Báo cáo tình hình hộ tịch", unit=2, item="II.5", due=quarters)
    return office


def make(run: Run, path: Path, unit: str = "HCTP", *more: str) -> Filled:
    ran = run("form", "make", "--unit", unit, *(more or PERIOD), "-o", str(path))
    assert ran.code == 0, ran.err
    return Filled(path)


def collect(run: Run, *argv: str | Path) -> dict[str, Any]:
    ran = run("form", "collect", *map(str, argv), "-f", "json")
    found: dict[str, Any] = json.loads(ran.out)
    # The clerk of these tests works in July on a period that ends in September.
    early = [problem for problem in found["problems"] if problem["code"] == "form.early"]
    assert len(early) == sum(row["filed"] for row in found["rows"])
    found["problems"] = [problem for problem in found["problems"] if problem not in early]
    return found | {"exit": ran.code, "err": ran.err}


def filled(run: Run, tmp_path: Path) -> Path:
    """The form of HCTP with something in every column."""
    form = make(run, tmp_path / "hctp.xlsx").report("15/BC-HCTP", day("8/7"))
    form.put(1, state="Done", day=day("5/7"), document="45/BC-HCTP", note="đã gửi UBND tỉnh")
    form.put(4, state="Under way", percent=60, obstacle="Thiếu kinh phí", proposal="Bổ sung kinh phí")
    form.put(8, "Q1", state="Done", percent=100, day=day("30/3"), document="12/BC-HCTP")
    form.put(8, "Q2", state="Not started")
    return form.save(tmp_path / "hctp-da-dien.xlsx")


# -- made ----------------------------------------------------------------------------------------------------


def test_the_form_has_the_open_tasks_of_the_unit_and_what_is_due_by_the_end(
    busy: Clerk, run: Run, tmp_path: Path
) -> None:
    before = dump(busy.register.connection)
    form = make(run, tmp_path / "hctp.xlsx")
    assert [(task, name) for _row, task, name in form.rows()] == [(1, ""), (4, ""), (8, "Q1"), (8, "Q2")]
    due = {(task, name): str(form.sheet.cell(row, 5).value) for row, task, name in form.rows()}
    assert due[1, ""] == "30/06/2021\n9 days late"
    assert due[4, ""] == "30/09/2021"
    assert dump(busy.register.connection) == before


def test_what_stands_fast_is_locked_and_what_is_filled_in_is_checked(busy: Clerk, run: Run, tmp_path: Path) -> None:
    form = make(run, tmp_path / "hctp.xlsx")
    assert form.sheet.protection.sheet is True
    locked = {name: form.cell(1, name).protection.locked for name in form.columns}
    assert {name for name, fast in locked.items() if fast} == {"task", "title", "occurrence"}
    checks = {check.type for check in form.sheet.data_validations.dataValidation}
    assert checks == {"list", "whole", "custom"}
    assert (form.sheet.page_setup.orientation, form.sheet.page_setup.paperSize) == ("landscape", 9)
    assert [sheet.sheet_state for sheet in form.book.worksheets] == ["visible", "veryHidden"]


def test_the_same_form_gives_the_same_bytes(busy: Clerk, run: Run, tmp_path: Path) -> None:
    make(run, tmp_path / "a.xlsx")
    make(run, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_one_for_every_unit_that_reports_or_leads(busy: Clerk, run: Run, tmp_path: Path) -> None:
    ran = run("form", "make", "--all", str(tmp_path / "phieu"), *PERIOD, "-f", "json")
    rows = json.loads(ran.out)["rows"]
    assert [(row["unit"], row["tasks"]) for row in rows] == [("HCTP", 3), ("PBPL", 1), ("VP", 1)]
    assert {Path(row["file"]).name for row in rows} == {path.name for path in (tmp_path / "phieu").iterdir()}
    assert Path(rows[0]["file"]).name == "HCTP-Q3-2021.xlsx"


def test_a_task_with_several_rows_on_a_form_is_counted_once(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hctp.xlsx"
    ran = run("form", "make", "--unit", "HCTP", "--period", "2021", "-o", str(path))
    listed = [task for _row, task, _occurrence in Filled(path).rows()]
    assert listed.count(8) == 3
    assert f": {len(set(listed))} tasks." in ran.out
    assert f"tuphap form collect {path}" in ran.out


def test_units_whose_codes_cannot_be_names_of_files_have_forms_of_their_own(
    clerk: Clerk, run: Run, tmp_path: Path
) -> None:
    plan = clerk.decision()
    for number, code in enumerate(("A/B", "A&B", "A-B-2"), 1):
        clerk.task(
            plan, f"Việc {number}", unit=clerk.unit(code, f"Phòng {number}"), due=day("30/6"), item=str(number)
        )
    rows = json.loads(run("form", "make", "--all", str(tmp_path / "phieu"), *PERIOD, "-f", "json").out)["rows"]
    assert [Path(row["file"]).name for row in rows] == [
        "A-B-Q3-2021.xlsx", "A-B-2-Q3-2021.xlsx", "A-B-2-2-Q3-2021.xlsx"
    ]  # fmt: skip
    assert [str(Filled(Path(row["file"])).cell(n, "title").value) for n, row in enumerate(rows, 1)] == [
        "Việc 1", "Việc 2", "Việc 3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ((*PERIOD,), 2),
        (("--unit", "VP", "--all", "x", *PERIOD), 2),
        (("--all", "x", "-o", "y.xlsx", *PERIOD), 2),
        (("--unit", "VP", "-o", "y.ods", *PERIOD), 4),
        (("--unit", "KHONG", *PERIOD), 4),
        (("--unit", "VP", "--period", "quý năm"), 2),
        (("--unit", "VP"), 2),
    ],
)
def test_what_cannot_be_made_is_refused(busy: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    assert run("form", "make", *argv).code == code


def test_a_form_that_came_back_is_not_written_over(busy: Clerk, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "phieu"
    assert run("form", "make", "--all", str(folder), *PERIOD).code == 0
    path = folder / "HCTP-Q3-2021.xlsx"
    Filled(path).put(1, note="của đơn vị").save(path)
    assert run("form", "make", "--all", str(folder), *PERIOD).code == 7
    assert Filled(path).cell(1, "note").value == "của đơn vị"


# -- collected -----------------------------------------------------------------------------------------------


def test_each_row_becomes_an_entry_and_the_report_is_filed(busy: Clerk, run: Run, tmp_path: Path) -> None:
    found = collect(run, filled(run, tmp_path), *PERIOD)
    assert (found["exit"], found["written"], found["problems"]) == (0, True, [])
    assert found["rows"] == [{
        "file": "hctp-da-dien.xlsx", "unit": "HCTP", "unit_name": "Phòng Hành chính tư pháp", "period": "Q3/2021",
        "status": "collected", "entries": 3, "obstacles": 1, "filed": True, "already": 0, "missing": 0, "why": "",
    }]  # fmt: skip
    assert (busy.row(1).done_on, busy.row(1).document) == (day("5/7"), "45/BC-HCTP")
    assert (busy.state(4), busy.row(4).percent, busy.row(4).last_on) == (State.IN_TIME_UNDER_WAY, 60, day("8/7"))
    assert busy.row(8).due == day("30/6")
    obstacles = json.loads(run("obstacle", "list", "-f", "json").out)["rows"]
    assert [(o["task"], o["unit"], o["what"], o["proposal"], o["raised_on"]) for o in obstacles] == [
        (4, "HCTP", "Thiếu kinh phí", "Bổ sung kinh phí", "2021-07-08")
    ]
    filing = json.loads(run("filing", "list", "Q3/2021", "-f", "json").out)["rows"]
    assert [(f["unit"], f["filed_on"], f["document"]) for f in filing if f["filed_on"]] == [
        ("HCTP", "2021-07-08", "15/BC-HCTP")
    ]
    assert entries(busy)[-1] == ("form collect", "clerk", "hctp-da-dien.xlsx: HCTP, Q3/2021")


def test_what_is_to_be_looked_at_again_is_told_as_of_a_list(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = make(run, tmp_path / "a.xlsx").put(1, state="Done", day=day("5/7")).save(tmp_path / "b.xlsx")
    found = collect(run, path)
    assert (found["exit"], [problem["severity"] for problem in found["problems"]]) == (0, ["note"])
    assert "no document was named (--doc); on the missed list: 1" in found["problems"][0]["hint"]


def test_collected_twice_changes_nothing(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path)
    collect(run, path)
    before = dump(busy.register.connection)
    again = collect(run, path)
    assert (again["exit"], again["rows"][0]["status"], again["rows"][0]["already"]) == (0, "unchanged", 4)
    assert dump(busy.register.connection) == before


def test_undone_as_one_and_collected_again(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path)
    collect(run, path)
    standing = dump(busy.register.connection)["standing"]
    assert run("undo", "--yes").code == 0
    assert busy.row(1).done_on is None
    assert collect(run, path)["rows"][0]["status"] == "collected"
    assert dump(busy.register.connection)["standing"] == standing


def test_a_trial_writes_nothing(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path)
    before = dump(busy.register.connection)
    found = collect(run, path, "--dry-run")
    assert (found["exit"], found["written"], found["rows"][0]["entries"]) == (0, False, 3)
    assert dump(busy.register.connection) == before


def test_a_later_form_of_the_unit_adds_what_is_new(busy: Clerk, run: Run, tmp_path: Path) -> None:
    """The unit corrects its own form: what the first one brought is not taken for the clerk's."""
    path = filled(run, tmp_path)
    collect(run, path)
    Filled(path).put(4, percent=80, day=day("9/7")).save(path)
    found = collect(run, path)
    assert (found["exit"], found["rows"][0]["entries"], found["rows"][0]["already"]) == (0, 1, 3)
    assert busy.row(4).percent == 80


def test_files_stand_apart_and_a_folder_is_read_without_what_programs_leave_there(
    busy: Clerk, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "phieu"
    run("form", "make", "--all", str(folder), *PERIOD)
    good, bad = folder / "HCTP-Q3-2021.xlsx", folder / "VP-Q3-2021.xlsx"
    Filled(good).put(1, state="Done", day=day("5/7"), document="45/BC").save(good)
    Filled(bad).put(2, state="Done").save(bad)
    (folder / "PBPL-Q3-2021.xlsx").unlink()
    for name in ("~$HCTP-Q3-2021.xlsx", ".~lock.VP.xlsx#", "ghi-chu.txt"):
        (folder / name).write_text("x")
    found = collect(run, folder)
    assert (found["exit"], [row["status"] for row in found["rows"]]) == (4, ["collected", "refused"])
    assert [(p["file"], p["where"], p["code"]) for p in found["problems"]] == [
        ("VP-Q3-2021.xlsx", f"Form, cell I{Filled(bad).head + 1}", "day.missing")
    ]
    assert busy.row(1).done_on == day("5/7")
    assert busy.state(2) == State.OVERDUE_UNDER_WAY


def test_a_folder_without_forms_is_refused(busy: Clerk, run: Run, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    assert run("form", "collect", str(tmp_path / "trong")).code == 4


def test_the_day_on_which_it_came_in_and_a_form_without_a_report(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = (
        make(run, tmp_path / "a.xlsx").put(4, state="Under way", percent=10, day=day("1/7")).save(tmp_path / "b.xlsx")
    )
    assert collect(run, path, "--on", "7/7/2021")["rows"][0]["filed"] is True
    filing = json.loads(run("filing", "list", "Q3/2021", "-f", "json").out)["rows"]
    assert [(f["filed_on"], f["document"]) for f in filing if f["filed_on"]] == [("2021-07-07", "")]


# -- what does not belong here -------------------------------------------------------------------------------


def test_a_form_of_another_period_is_refused(busy: Clerk, run: Run, tmp_path: Path) -> None:
    found = collect(run, filled(run, tmp_path), "--period", "Q2/2021")
    assert (found["exit"], found["rows"][0]["status"]) == (5, "refused")
    assert "--period Q3/2021" in found["rows"][0]["why"]


def test_a_form_of_another_register_is_refused(
    busy: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(run, tmp_path)
    monkeypatch.setenv("TUPHAP_REGISTER", str(tmp_path / "khac.db"))
    assert run("init").code == 0
    assert run("unit", "add", "HCTP", "--name", "Phòng Hành chính").code == 0
    found = collect(run, path)
    assert (found["exit"], "another register" in found["rows"][0]["why"]) == (4, True)


def test_a_form_of_a_unit_that_has_got_another_code_is_known_by_the_old_one(
    busy: Clerk, run: Run, tmp_path: Path
) -> None:
    path = filled(run, tmp_path)
    assert run("unit", "edit", "HCTP", "--code", "HTQT").code == 0  # the old code stays as an alias
    assert collect(run, path, "--dry-run")["rows"][0]["unit"] == "HCTP"


def test_two_forms_of_one_unit_and_period_are_not_taken_together(busy: Clerk, run: Run, tmp_path: Path) -> None:
    first = filled(run, tmp_path)
    second = Filled(first).put(4, percent=70).save(tmp_path / "hctp (1).xlsx")
    found = collect(run, first, second)
    assert [row["status"] for row in found["rows"]] == ["collected", "refused"]
    assert (found["exit"], "hctp-da-dien.xlsx" in found["rows"][1]["why"]) == (5, True)


# -- what the clerk has entered meanwhile --------------------------------------------------------------------


@pytest.fixture
def meanwhile(busy: Clerk, run: Run, tmp_path: Path) -> Path:
    """A filled form; since it was made the clerk has entered 40% of task 4, which the form has at 60%."""
    path = filled(run, tmp_path)
    busy.progress(4, day("2/7"), 40)
    return path


def test_what_was_entered_meanwhile_is_shown_and_asked(busy: Clerk, run: Run, meanwhile: Path) -> None:
    before = dump(busy.register.connection)
    found = collect(run, meanwhile)
    (problem,) = found["problems"]
    assert (found["exit"], problem["code"], problem["value"]) == (5, "row.meanwhile", "4")
    assert "40% on 02/07/2021 (clerk)" in problem["hint"]
    assert "--prefer form or --prefer register" in problem["hint"]
    assert dump(busy.register.connection) == before


@pytest.mark.parametrize(("prefer", "percent", "new"), [("form", 60, 3), ("register", 40, 2)])
def test_the_clerk_decides(busy: Clerk, run: Run, meanwhile: Path, prefer: str, percent: int, new: int) -> None:
    found = collect(run, meanwhile, "--prefer", prefer)
    assert (found["exit"], found["rows"][0]["entries"], busy.row(4).percent) == (0, new, percent)
    assert [(p["severity"], p["code"]) for p in found["problems"]] == [("note", "row.meanwhile")]


def test_not_started_where_the_register_has_progress_is_told(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = make(run, tmp_path / "a.xlsx", "VP").put(2, state="Not started").save(tmp_path / "b.xlsx")
    found = collect(run, path)
    assert (found["exit"], found["rows"][0]["entries"]) == (0, 0)
    assert [(p["code"], p["severity"]) for p in found["problems"]] == [("row.begun", "note")]
    assert "40% on 20/05/2021" in found["problems"][0]["hint"]


def test_what_both_say_is_there_already(busy: Clerk, run: Run, tmp_path: Path) -> None:
    form = make(run, tmp_path / "a.xlsx").put(1, state="Done", day=day("5/7"), document="45/BC")
    busy.done(1, day("5/7"), "45/BC")
    found = collect(run, form.save(tmp_path / "b.xlsx"))
    assert (found["exit"], found["rows"][0]["already"], found["problems"]) == (0, 1, [])


def test_a_task_that_was_edited_or_handed_over_meanwhile_is_asked(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path)
    assert run("task", "edit", "1", "--title", "Tên mới").code == 0
    busy.assign(4, 4, day("3/7"))
    found = collect(run, path)
    hints = {problem["value"]: problem["hint"] for problem in found["problems"]}
    assert (found["exit"], set(hints)) == (5, {"1", "4"})
    assert "“task edit”" in hints["1"]
    assert "Văn phòng Sở" in hints["4"]
    assert collect(run, path, "--prefer", "form")["rows"][0]["entries"] == 3


def test_a_day_to_come_brings_no_obstacle_where_the_register_is_preferred(
    busy: Clerk, run: Run, meanwhile: Path
) -> None:
    Filled(meanwhile).put(4, day=day("1/8")).save(meanwhile)
    found = collect(run, meanwhile, "--prefer", "register")
    assert (found["exit"], [p["code"] for p in found["problems"]]) == (4, ["refused.future"])


@pytest.mark.parametrize("halt", ["suspend", "cancel"])
def test_a_halted_task_is_left_where_the_register_is_preferred(
    busy: Clerk, run: Run, tmp_path: Path, halt: str
) -> None:
    path = filled(run, tmp_path)
    busy.halt(halt, 1, day("1/7"))
    assert collect(run, path)["problems"][0]["code"] == "refused.not_running"
    found = collect(run, path, "--prefer", "register")
    assert (found["exit"], found["rows"][0]["entries"]) == (0, 2)


def test_a_report_that_was_filed_otherwise_keeps_its_number_unless_the_form_is_preferred(
    busy: Clerk, run: Run, tmp_path: Path
) -> None:
    path = filled(run, tmp_path)
    assert run("filing", "record", "HCTP", "Q3/2021", "--on", "6/7", "--doc", "9/BC-HCTP").code == 0
    found = collect(run, path)
    assert (found["exit"], found["rows"][0]["filed"]) == (0, False)
    assert "15/BC-HCTP" in found["problems"][0]["hint"]
    assert collect(run, path, "--prefer", "form")["rows"][0]["filed"] is True
    filing = json.loads(run("filing", "list", "Q3/2021", "-f", "json").out)["rows"]
    assert [(f["filed_on"], f["document"]) for f in filing if f["filed_on"]] == [("2021-07-06", "15/BC-HCTP")]


def test_a_closed_period_needs_adjust(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = filled(run, tmp_path)
    assert run("report", "close", "Q1/2021").code == 0
    found = collect(run, path)  # Q1 was done on 30/3, after the window; nothing of it is closed
    assert found["exit"] == 0
    assert run("undo", "--yes").code == 0
    assert run("report", "close", "M6/2021").code == 0
    Filled(path).put(1, day=day("10/6")).save(path)
    assert collect(run, path)["exit"] == 5
    assert collect(run, path, "--adjust")["rows"][0]["entries"] == 3
    assert entries(busy)[-1].command == "form collect --adjust"


def test_a_report_of_a_day_before_its_period_is_a_slip(busy: Clerk, run: Run, tmp_path: Path) -> None:
    path = make(run, tmp_path / "a.xlsx").report("15/BC-HCTP", day("8/5"))
    before = dump(busy.register.connection)
    found = collect(run, path.put(1, state="Done", day=day("5/7"), document="45/BC").save(tmp_path / "b.xlsx"))
    assert (found["exit"], [p["code"] for p in found["problems"]]) == (4, ["refused.field"])
    assert "only begins on 15/06/2021" in found["problems"][0]["hint"]
    assert dump(busy.register.connection) == before


def test_an_obstacle_that_is_there_keeps_its_proposal(busy: Clerk, run: Run, tmp_path: Path) -> None:
    assert run("obstacle", "add", "Thiếu kinh phí", "--task", "4", "--proposal", "Xin thêm kinh phí").code == 0
    found = collect(run, filled(run, tmp_path))
    assert (found["exit"], found["rows"][0]["obstacles"]) == (0, 0)
    assert [(p["code"], p["value"]) for p in found["problems"]] == [("obstacle.proposal", "Bổ sung kinh phí")]


def test_an_obstacle_that_was_cleared_before_comes_anew(busy: Clerk, run: Run, tmp_path: Path) -> None:
    assert run("obstacle", "add", "Thiếu kinh phí", "--task", "4", "--on", "1/6").code == 0
    assert run("obstacle", "resolve", "1", "--how", "Đã cấp", "--on", "1/7").code == 0
    path = filled(run, tmp_path)
    assert collect(run, path)["rows"][0]["obstacles"] == 1
    assert run("obstacle", "resolve", "2", "--how", "Đã cấp thêm").code == 0
    assert collect(run, path)["rows"][0]["status"] == "unchanged"


def test_a_report_whose_number_is_part_of_another_is_another(busy: Clerk, run: Run, tmp_path: Path) -> None:
    assert run("filing", "record", "HCTP", "Q3/2021", "--on", "6/7", "--doc", "115/BC-HCTP").code == 0
    assert [p["code"] for p in collect(run, filled(run, tmp_path))["problems"]] == ["conflict.filed"]


def test_a_task_without_a_date_is_in_the_form(busy: Clerk, run: Run, tmp_path: Path) -> None:
    busy.assign(7, 2, day("1/7"))
    form = make(run, tmp_path / "a.xlsx")
    assert {task: form.sheet.cell(row, 5).value for row, task, _name in form.rows()}[7] == "–"


# -- who has sent one ----------------------------------------------------------------------------------------


def test_who_has_sent_a_form_who_a_report_and_who_nothing(busy: Clerk, run: Run, tmp_path: Path) -> None:
    collect(run, filled(run, tmp_path))
    assert run("filing", "record", "VP", "Q3/2021", "--on", "8/7").code == 0
    ran = run("form", "status", *PERIOD, "-f", "json")
    rows = json.loads(ran.out)["rows"]
    assert [(row["unit"], row["status"], row["by_form"]) for row in rows] == [
        ("HCTP", "on_time", True), ("PBPL", "waiting", False), ("VP", "on_time", False),
    ]  # fmt: skip
    late = json.loads(run("form", "status", *PERIOD, "--as-of", "1/10/2021", "-f", "json").out)["rows"]
    assert [row["status"] for row in late] == ["on_time", "not_filed", "on_time"]
    assert "form" in run("form", "status", *PERIOD).out


# -- through LibreOffice -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_saved_by_libreoffice_in_any_format_says_the_same(busy: Clerk, run: Run, tmp_path: Path) -> None:
    """xlsx, from it ods, from that xlsx and xls again: each tried, the last one taken in, the others then known."""
    path = filled(run, tmp_path)
    once, twice = tmp_path / "mot", tmp_path / "hai"
    convert(path, "ods", once)
    ods = once / f"{path.stem}.ods"
    for ending in ("xlsx", "xls"):
        convert(ods, ending, twice)
    saved = [ods, twice / f"{path.stem}.xls", twice / f"{path.stem}.xlsx"]
    trials = [collect(run, one, "--dry-run")["rows"][0] for one in saved]
    assert [(t["status"], t["entries"], t["obstacles"], t["filed"]) for t in trials] == [
        ("collected", 3, 1, True)
    ] * 3
    assert collect(run, saved[-1])["exit"] == 0
    assert [collect(run, one)["rows"][0]["status"] for one in (path, *saved)] == ["unchanged"] * 4
    assert (busy.row(1).done_on, busy.row(4).percent) == (day("5/7"), 60)


def convert(path: Path, ending: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def test_the_workbook_of_a_unit_without_open_tasks_is_read_too(busy: Clerk, run: Run, tmp_path: Path) -> None:
    assert run("unit", "add", "TTTG", "--name", "Trung tâm trợ giúp pháp lý", "--kind", "centre").code == 0
    assert run("form", "make", "--unit", "TTTG", *PERIOD, "-o", str(tmp_path / "t.xlsx")).code == 0
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("Day of the report"):
            sheet.cell(row[0].row or 0, 4).value = "8/7/2021"
    book.save(tmp_path / "u.xlsx")
    found = collect(run, tmp_path / "u.xlsx")
    assert (found["exit"], found["rows"][0]["filed"], found["rows"][0]["entries"]) == (0, True, 0)
    assert date.fromisoformat(found["as_of"]) == day("9/7")
