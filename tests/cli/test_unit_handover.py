"""unit transfer to several units, and unit reorganise: a clerk splits, merges, renames and ends units."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.store.test_undo import state
from tests.support.plans import csv_of_rows, xlsx_of_rows
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.store.read.queries import TaskRow

GROUND = ("--by", "15/QĐ-STP", "--reason", "Sáp nhập", "--on", "1/7/2021")
MAP = [["Số", "Đơn vị tiếp nhận"], ["1", "PBPL"], ["25/QĐ-STP:II.1", "văn phòng sở"]]


def transfer(run: Run, *argv: str) -> Any:
    return run("unit", "transfer", "HCTP", *argv)


def leads(clerk: Clerk) -> dict[int, str]:
    return {task: row.unit for task, row in clerk.rows().items()}


# -- to several units ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("several", [("--to", "VP", "PBPL"), ("--to", "VP", "--to", "PBPL"), ("--to=VP", "PBPL")])
def test_several_units_take_over_by_a_list(office: Clerk, run: Run, tmp_path: Path, several: tuple[str, ...]) -> None:
    ran = transfer(run, *several, "--map", str(csv_of_rows(tmp_path / "chia.csv", MAP)), *GROUND)
    assert (ran.code, ran.out.splitlines()[:2]) == (
        0, ["1 open tasks handed from HCTP to VP.", "1 open tasks handed from HCTP to PBPL."],
    )  # fmt: skip
    assert (office.row(1).unit, office.row(4).unit) == ("PBPL", "VP")
    assert office.row(1, day("30/6")).unit == "HCTP"
    handed = [row["task"] for row in missed(run, "handover")]
    assert handed == [1, 4]
    run("task", "progress", "4", "--percent", "20")
    assert [row["task"] for row in missed(run, "handover")] == [1]


def missed(run: Run, reason: str) -> list[dict[str, Any]]:
    rows = json.loads(run("missed", "-f", "json").out)["rows"]
    return sorted((row for row in rows if reason in row["reasons"]), key=lambda row: int(row["task"]))


def test_the_unit_that_gives_can_stand_behind_those_that_take(office: Clerk, run: Run) -> None:
    ran = run("unit", "transfer", "--to", "VP", *GROUND, "HCTP")
    assert ran.out.splitlines()[0] == "2 open tasks handed from HCTP to VP."


def test_what_nothing_decides_is_refused_with_its_numbers(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    ran = transfer(run, "--to", "VP", "PBPL", *GROUND)
    assert (ran.code, ran.out) == (4, "")
    assert "HCTP: nothing says to which unit 2 open task(s) go: 1, 4." in ran.err
    assert "--template -o FILE.xlsx" in ran.err
    assert dump_file(office.register.path) == before


def test_the_rest_goes_to_one_unit_and_the_giver_ends(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = csv_of_rows(tmp_path / "chia.csv", MAP[:2])
    ran = transfer(run, "--to", "PBPL", "--rest", "VP", "--map", str(file), "--close", *GROUND)
    assert ran.out.splitlines() == [
        "1 open tasks handed from HCTP to PBPL.", "1 open tasks handed from HCTP to VP.",
        "Unit HCTP ends on 01/07/2021.", "Next: tuphap missed",
    ]  # fmt: skip
    assert [row.command for row in entries(office)][-1] == "unit transfer"
    assert json.loads(run("unit", "show", "HCTP", "-f", "json").out)["rows"][0]["valid_to"] == "2021-07-01"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_list_to_be_filled_in_comes_back(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", language)
    path = tmp_path / "chia.xlsx"
    written = transfer(run, "--to", "VP", "PBPL", "--template", "-o", str(path))
    assert written.code == 0
    assert f": tuphap unit transfer HCTP --to VP PBPL --map {path} --by " in written.err
    fill(path, 0, {"1": {-1: "PBPL"}, "4": {-1: "VP"}})
    assert transfer(run, "--to", "VP", "PBPL", "--map", str(path), *GROUND).code == 0
    assert (office.row(1).unit, office.row(4).unit) == ("PBPL", "VP")


def fill(path: Path, sheet: int, cells: dict[str, dict[int, str]]) -> None:
    """Write into the rows of a workbook that begin with a word: column (from 0; -1 the last) → what is typed."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    there = book.worksheets[sheet]
    for row in there.iter_rows():
        for column, text in cells.get(str(row[0].value), {}).items():
            row[column].value = text
    book.save(path)


def test_the_list_names_the_unit_that_supports_a_task_alone(clerk: Clerk, run: Run) -> None:
    giver, one, two = (clerk.unit(code) for code in ("A", "B", "C"))
    plan = clerk.decision("25/QĐ-STP")
    clerk.task(plan, "Việc 1", unit=giver, due=day("30/9"), supports=[two])
    clerk.task(plan, "Việc 2", unit=giver, due=day("30/9"), supports=[one, two])
    out = run("unit", "transfer", "A", "--to", "B", "C", "--template", "-f", "json").out
    assert [(row["task"], row["to"]) for row in json.loads(out)["rows"]] == [(1, "C"), (2, "")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["1", "STP"]], "chia.csv: 1 problem; nothing was written."),
        ([["1", "STP"]], "line 2: STP is none of the units that take over from HCTP"),
        ([["1", "HCTP"]], "line 2: task 1 would stay with HCTP"),
        ([["1", "KHAC"]], "line 2: There is no unit “KHAC” in the register."),
        ([["99", "VP"]], "line 2: There is no task “99” in the register."),
        ([["2", "VP"]], "line 2: task 2 is none of the open tasks that are handed over"),
        ([["1", "VP"], ["1", "PBPL"]], "line 3: task 1 stands in line 2 already"),
        ([["", "VP"]], "line 2: say which task it is"),
    ],
)
def test_what_is_wrong_in_the_list_is_said_with_its_line(
    office: Clerk, run: Run, tmp_path: Path, rows: list[list[str]], said: str
) -> None:
    before = dump_file(office.register.path)
    file = csv_of_rows(tmp_path / "chia.csv", [MAP[0], *rows])
    ran = transfer(run, "--to", "VP", "PBPL", "--rest", "VP", "--map", str(file), *GROUND)
    assert (ran.code, ran.out) == (4, "")
    assert said in ran.err
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--to", "VP", "-o", "x.xlsx", *GROUND), 2), (("--to", "VP", "-f", "csv", *GROUND), 2),
        (("--to", "VP", "--map", "khong-co.csv", *GROUND), 4), (("--to", "VP", "--rest", "HCTP", *GROUND), 4),
    ],
)  # fmt: skip
def test_transfer_refuses_what_does_not_fit(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    before = dump_file(office.register.path)
    assert transfer(run, *argv).code == code
    assert dump_file(office.register.path) == before


def test_a_unit_that_has_ended_hands_over_only_what_is_left_with_it(office: Clerk, run: Run, tmp_path: Path) -> None:
    assert run("unit", "transfer", "VP", "--to", "PBPL", *GROUND[:4], "--on", "5/7/2021", "--close").code == 0
    before = dump_file(office.register.path)
    ran = run("unit", "transfer", "VP", "--to", "PBPL", *GROUND[:4], "--on", "6/7/2021")
    assert (ran.code, "the unit ended on 05/07/2021" in ran.err) == (4, True)
    end = line(code="VP", act="kết thúc", to="PBPL")
    ran = reorganise(run, str(csv_of_rows(tmp_path / "s.csv", [HEADINGS, end])), *ON[2:], "--on", "6/7/2021")
    assert (ran.code, "the unit ended on 05/07/2021" in ran.out) == (4, True)
    assert dump_file(office.register.path) == before
    assert transfer(run, "--to", "VP", *GROUND).code == 0
    ran = run("unit", "transfer", "VP", "--to", "PBPL", *GROUND[:4], "--on", "6/7/2021")
    assert ran.out.splitlines() == ["2 open tasks handed from VP to PBPL.", "Next: tuphap missed"]


def backups(run: Run) -> list[Any]:
    rows: list[Any] = json.loads(run("backup", "--list", "-f", "json").out)["rows"]
    return rows


def test_a_backup_is_made_for_what_is_carried_out_alone(office: Clerk, run: Run, tmp_path: Path) -> None:
    wrong = str(csv_of_rows(tmp_path / "chia.csv", [MAP[0], ["99", "VP"]]))
    for argv in ("--to", "KHAC"), ("--to", "HCTP"), ("--to", "VP", "PBPL"), ("--to", "VP", "--map", wrong):
        assert transfer(run, *argv, *GROUND).code == 4
    end = line(code="HCTP", act="kết thúc")
    assert reorganise(run, str(csv_of_rows(tmp_path / "s.csv", [HEADINGS, end])), *ON).code == 4
    assert transfer(run, "--to", "VP", *GROUND, "--dry-run").code == 0
    assert backups(run) == []
    ran = transfer(run, "--to", "VP", *GROUND)
    assert (ran.code, ran.err.count("Backup first:"), len(backups(run))) == (0, 1, 1)
    end = line(code="VP", act="kết thúc", to="PBPL")
    assert reorganise(run, str(csv_of_rows(tmp_path / "t.csv", [HEADINGS, end])), *ON).code == 0
    assert len(backups(run)) == 2


def test_a_file_without_the_columns_is_refused(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = csv_of_rows(tmp_path / "chia.csv", [["Họ tên", "Điện thoại"], ["A", "1"]])
    ran = transfer(run, "--to", "VP", "--map", str(file), *GROUND)
    assert (ran.code, "no table in it has the columns task and to" in ran.err) == (4, True)


def test_a_unit_that_has_ended_since_is_named(office: Clerk, run: Run) -> None:
    run("unit", "transfer", "VP", "--to", "PBPL", *GROUND[:4], "--on", "5/7/2021", "--close")
    ran = transfer(run, "--to", "VP", *GROUND)
    assert ran.code == 0
    assert "VP ended on 05/07/2021: hand its tasks over as well (tuphap unit transfer VP)." in ran.err


# -- a whole reorganisation ----------------------------------------------------------------------------------

HEADINGS = ["Mã", "Tên đơn vị", "Thay đổi", "Đơn vị tiếp nhận", "Nhận phần còn lại", "Tên mới", "Trực thuộc"]
FILE = [
    HEADINGS,
    ["HCTP", "Phòng Hành chính tư pháp", "kết thúc", "XA-1; PBPL", "XA-1", "", ""],
    ["VP", "Văn phòng Sở", "giữ nguyên", "", "", "", ""],
    ["PBPL", "", "đổi tên", "", "", "Phòng Phổ biến và trợ giúp pháp lý", ""],
    ["XA-1", "Xã mẫu số 1", "thành lập", "", "", "", "STP"],
]
TASKS = [["Số", "Nhiệm vụ", "Đơn vị tiếp nhận"], ["1", "", "PBPL"], ["4", "", ""]]
ON = ("--on", "1/7/2021", "--by", "15/QĐ-STP")


def book(path: Path, *sheets: Sequence[Sequence[str]]) -> str:
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(path)
    return str(path)


def rows_on(clerk: Clerk, on: str) -> dict[int, TaskRow]:
    """The rows of a day, but for what follows from the present units: how a task is found, when its unit ended."""
    return {task: row._replace(shadow="", unit_ended=None) for task, row in clerk.rows(day(on)).items()}


def reorganise(run: Run, *argv: str) -> Any:
    return run("unit", "reorganise", *argv)


def test_a_reorganisation_is_seen_before_done_at_once_and_taken_back(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = book(tmp_path / "sap-xep.xlsx", FILE, TASKS)
    before, rows = dump_file(office.register.path), rows_on(office, "30/6")
    was = state(office)
    tried = reorganise(run, file, *ON, "--dry-run")
    assert dump_file(office.register.path) == before
    assert (tried.code, "Tried only; nothing was written." in tried.out) == (0, True)

    done = json.loads(reorganise(run, file, *ON, "-f", "json").out)
    assert (done["schema"], done["written"], done["new"], done["renamed"], done["ended"]) == (
        "tuphap.reorganised/1", True, ["XA-1"], ["PBPL"], ["HCTP"],
    )  # fmt: skip
    assert [(row["unit"], row["to"], row["tasks"]) for row in done["rows"]] == [
        ("HCTP", "XA-1", [4]), ("HCTP", "PBPL", [1]),
    ]  # fmt: skip
    assert done["totals"] == {"tasks": 2, "undecided": 0, "problems": 0}
    assert (leads(office)[1], leads(office)[4]) == ("PBPL", "XA-1")
    assert rows_on(office, "30/6") == rows
    assert len(entries(office)) == len(before["journal"]) + 1
    units = {row["code"]: row for row in json.loads(run("unit", "list", "-f", "json").out)["rows"]}
    assert (units["XA-1"]["valid_from"], units["XA-1"]["parent"]) == ("2021-07-01", "STP")
    assert units["PBPL"]["former_names"] == ["Phòng Phổ biến pháp luật"]
    assert units["HCTP"]["valid_to"] == "2021-07-01"
    assert [row["task"] for row in missed(run, "handover")] == [1, 4]
    assert run("doctor").code in {0, 3}

    assert run("undo", "--yes").code == 0
    assert state(office) == was


def test_old_periods_stay_under_the_old_unit_and_new_ones_are_under_the_new(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    first = run("report", "half", "1/2021", "-f", "json").out
    assert reorganise(run, book(tmp_path / "s.xlsx", FILE, TASKS), *ON).code == 0
    assert json.loads(run("report", "half", "1/2021", "-f", "json").out)["by_unit"] == json.loads(first)["by_unit"]
    then = {row["unit"]: row for row in json.loads(first)["by_unit"]}
    now = {row["unit"]: row for row in json.loads(run("report", "quarter", "3/2021", "-f", "json").out)["by_unit"]}
    assert (then["HCTP"]["assigned"], "XA-1" in then) == (2, False)
    assert ("HCTP" in now, now["XA-1"]["assigned"], now["PBPL"]["unit_name"]) == (
        False, 1, "Phòng Phổ biến và trợ giúp pháp lý",
    )  # fmt: skip


@pytest.mark.parametrize("build", [csv_of_rows, xlsx_of_rows])
def test_a_file_of_units_alone_is_enough(office: Clerk, run: Run, tmp_path: Path, build: Any) -> None:
    path = tmp_path / f"s.{'csv' if build is csv_of_rows else 'xlsx'}"
    assert reorganise(run, str(build(path, FILE)), *ON).code == 0
    assert (leads(office)[1], leads(office)[4]) == ("XA-1", "XA-1")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_template_is_filled_in_and_goes_back_in(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", language)
    path = tmp_path / "mau.xlsx"
    assert reorganise(run, "--template", "-o", str(path)).code == 0
    empty = reorganise(run, str(path), *ON)
    assert empty.code == 4
    words = {"en": ("end", "transfer"), "vi": ("kết thúc", "chuyển giao")}[language]
    own = {9: "5/7/2021", 10: "16/QĐ-STP"}
    fill(path, 0, {"HCTP": {3: words[0], 4: "VP; PBPL", **own}, "PBPL": {3: words[1], 4: "VP"}})
    fill(path, 1, {"1": {-1: "PBPL"}, "4": {-1: "VP"}})
    ran = reorganise(run, str(path), *ON, "-f", "json")
    assert ran.code == 0, ran.err
    assert [(r["unit"], r["to"], r["tasks"], r["day"], r["document"]) for r in json.loads(ran.out)["rows"]] == [
        ("HCTP", "VP", [4], "2021-07-05", "16/QĐ-STP"), ("HCTP", "PBPL", [1], "2021-07-05", "16/QĐ-STP"),
        ("PBPL", "VP", [3], "2021-07-01", "15/QĐ-STP"),
    ]  # fmt: skip


def test_filtered_rows_of_a_workbook_count_as_well(office: Clerk, run: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "s.xlsx"
    book(path, FILE, TASKS)
    made = load_workbook(path)
    made.worksheets[1].row_dimensions[2].hidden = True
    made.save(path)
    assert reorganise(run, str(path), *ON).code == 0
    assert leads(office)[1] == "PBPL"


def test_a_unit_named_for_one_task_does_not_get_the_others(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = book(tmp_path / "s.xlsx", [HEADINGS, line(code="HCTP", act="chuyển giao")], TASKS)
    ran = reorganise(run, file, *ON, "-f", "json")
    assert (ran.code, [p["hint"].partition(". ")[0] for p in json.loads(ran.out)["problems"]]) == (
        4, ["HCTP: nothing says to which unit 1 open task(s) go: 4"],
    )  # fmt: skip
    assert leads(office)[1] == "HCTP"


def line(**cells: str) -> list[str]:
    names = ("code", "name", "act", "to", "rest", "new_name", "parent")
    return [cells.get(name, "") for name in names]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            line(code="HCTP", act="kết thúc", to="VP; PBPL"),
            "HCTP: nothing says to which unit 2 open task(s) go: 1, 4",
        ),
        (line(code="HCTP", act="kết thúc"), "HCTP: nothing says to which unit 2 open task(s) go: 1, 4"),
        (line(code="HCTP", act="bay lên"), "“bay lên” is none of: new, rename, transfer, end"),
        (line(code="HCTP", to="VP"), "say in the column of changes what becomes of the unit"),
        (line(code="KHAC", act="kết thúc", to="VP"), "There is no unit “KHAC” in the register."),
        (line(code="HCTP", act="kết thúc", to="KHAC"), "There is no unit “KHAC” in the register."),
        (line(code="HCTP", act="kết thúc", to="HCTP"), "it is the same unit"),
        (line(code="HCTP", act="đổi tên"), "the new name is lacking"),
        (line(code="HCTP", act="đổi tên", new_name="Văn phòng Sở"), "unit “Văn phòng Sở” is already in the register"),
        (line(code="HCTP", act="đổi tên", new_name="Phòng Mới", to="VP"), "hands nothing over"),
        (line(code="HCTP", act="chuyển giao", to="VP", new_name="X"), "a new name belongs to a line that renames"),
        (line(code="XA-1", act="thành lập"), "a unit needs a code and a name"),
        (line(code="VP", name="Xã mẫu", act="thành lập"), "unit “VP” is already in the register"),
        (line(name="Xã mẫu", act="thành lập"), "the unit's code is lacking"),
        (line(code="XA-1", name="Xã mẫu", act="thành lập", parent="XA-1"), "a unit cannot belong to itself"),
    ],
    ids=lambda case: case[2] if isinstance(case, list) else "",
)
def test_what_is_wrong_in_the_file_is_said_with_its_line(
    office: Clerk, run: Run, tmp_path: Path, row: list[str], said: str
) -> None:
    before = dump_file(office.register.path)
    ran = reorganise(run, str(csv_of_rows(tmp_path / "s.csv", [HEADINGS, row])), *ON, "-f", "json")
    assert ran.code == 4
    found = json.loads(ran.out)
    assert any(said in problem["hint"] for problem in found["problems"]), found["problems"]
    assert (found["written"], found["problems"][0]["where"] != "") == (False, True)
    assert dump_file(office.register.path) == before


DATED = ["Mã", "Thay đổi", "Đơn vị tiếp nhận", "Loại", "Ngày", "Tên đơn vị"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["HCTP", "kết thúc", "VP", "", "31/2/2021", ""], "“31/2/2021” is not a date"),
        (["HCTP", "kết thúc", "VP", "", "10/7/2021", ""], "10/07/2021 is in the future"),
        (["XA-1", "thành lập", "", "trạm", "", "Xã mẫu"], "“trạm” is no kind of unit"),
    ],
)
def test_days_and_kinds_of_the_file_are_checked(
    office: Clerk, run: Run, tmp_path: Path, row: list[str], said: str
) -> None:
    ran = reorganise(run, str(csv_of_rows(tmp_path / "s.csv", [DATED, row])), *ON, "-f", "json")
    assert (ran.code, said in ran.out) == (4, True)


def test_a_unit_stands_there_once_for_each_kind_of_change(office: Clerk, run: Run, tmp_path: Path) -> None:
    end = line(code="HCTP", act="kết thúc", to="VP")
    twice = reorganise(run, str(csv_of_rows(tmp_path / "s.csv", [HEADINGS, end, end])), *ON, "-f", "json")
    assert (twice.code, "the unit HCTP stands in line 2 already" in twice.out) == (4, True)
    renamed = line(code="HCTP", act="đổi tên", new_name="Phòng Hành chính")
    assert reorganise(run, str(csv_of_rows(tmp_path / "t.csv", [HEADINGS, renamed, end])), *ON).code == 0


def test_without_a_document_nothing_is_carried_out(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = str(csv_of_rows(tmp_path / "s.csv", FILE))
    ran = reorganise(run, file, "--on", "1/7/2021", "-f", "json")
    assert (ran.code, "--by is lacking" in ran.out) == (4, True)


def test_days_of_a_signed_report_need_adjust(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = str(csv_of_rows(tmp_path / "s.csv", FILE))
    assert run("report", "close", "Q1/2021").code == 0
    assert run("report", "close", "Q2/2021").code == 0
    ran = reorganise(run, file, "--on", "1/6/2021", "--by", "15/QĐ-STP")
    assert (ran.code, ran.out) == (5, "")
    assert reorganise(run, file, "--on", "1/6/2021", "--by", "15/QĐ-STP", "--adjust").code == 0


@pytest.mark.parametrize(
    ("argv", "code"),
    [((), 2), (("s.csv", "--template"), 2), (("khong-co.xlsx",), 4), (("s.csv", "--on", "10/7/2021"), 4)],
)
def test_reorganise_refuses_what_cannot_be_read(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    csv_of_rows(tmp_path / "s.csv", FILE)
    assert reorganise(run, *argv).code == code


def test_a_file_of_something_else_is_refused(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = str(csv_of_rows(tmp_path / "s.csv", [["Họ tên", "Điện thoại"], ["A", "1"]]))
    ran = reorganise(run, file, *ON)
    assert (ran.code, "no table in it has the columns code and act" in ran.err) == (4, True)
