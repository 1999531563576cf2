"""The promises that other programs rely on: keys and schemas of the JSON, exit codes, streams, files."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.main import main
from tuphap_cli.reports import overdue
from tuphap_cli.store.file import lasting
from tuphap_cli.store.file import register as store
from tuphap_cli.store.file.making import create_register

OVERDUE_ROW = [
    "task", "item", "decision", "decision_issued", "title", "unit", "unit_name", "deadline_text", "due",
    "original_due", "days_late", "percent", "last_progress", "state", "measured", "leader", "officer",
]  # fmt: skip
TASK_ROW = [
    "task", "item", "decision", "decision_issued", "group", "title", "kind", "unit", "unit_name", "supporting",
    "product", "deadline_text", "due", "state", "percent", "leader", "officer",
]  # fmt: skip
MISSED_ROW = ["subject", "task", "item", "decision", "title", "unit", "reasons", "since", "leader", "officer"]
PROBLEM = ["where", "column", "value", "code", "severity", "hint"]
BOXES = [
    "assigned", "done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended", "cancelled",
]  # fmt: skip
DEADLINE_READ = {"phrase", "kind", "start", "due", "occurrences", "sure", "notes"}
STATES = {
    "done_on_time", "done_late", "in_time_under_way", "in_time_not_started", "overdue_under_way",
    "overdue_not_started", "no_deadline", "suspended", "cancelled",
}  # fmt: skip
REASONS = {
    "never_started", "no_unit", "no_date", "silent", "no_product", "not_registered", "not_filed", "skipped",
    "handover",
}  # fmt: skip
PLAN = [
    ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
    ["1", "Lập kế hoạch kiểm tra", "Văn phòng Sở", "31/3/2021"],
    ["2", "Báo cáo kết quả kiểm tra", "Văn phòng Sở", "Đầu quý III/2021"],
]

# Every command that reads, with its schema and the code it ends with when the register is empty and when it is full.
READING: list[tuple[tuple[str, ...], str, int]] = [
    (("status",), "tuphap.status/1", 0),
    (("settings",), "tuphap.settings/1", 0),
    (("decision", "list"), "tuphap.decisions/1", 0),
    (("unit", "list"), "tuphap.units/1", 0),
    (("task", "list"), "tuphap.tasks/1", 0),
    (("task", "find", "ho", "tich"), "tuphap.tasks/1", 0),
    (("overdue",), "tuphap.overdue/1", 0),
    (("overdue", "--soon", "7"), "tuphap.overdue/1", 0),
    (("missed",), "tuphap.missed/1", 0),
    (("report", "month", "5/2021"), "tuphap.summary/1", 0),
    (("report", "quarter", "2/2021"), "tuphap.summary/1", 0),
    (("report", "half", "1/2021"), "tuphap.summary/1", 0),
    (("report", "nine", "2021"), "tuphap.summary/1", 0),
    (("report", "year", "2021"), "tuphap.summary/1", 0),
    (("report", "quarter", "2/2021", "--rows", "assigned"), "tuphap.summary.rows/1", 0),
    (("report", "diff", "Q1/2021", "Q2/2021"), "tuphap.report.diff/1", 0),
    (("report", "list"), "tuphap.closings/1", 0),
    (("filing", "list", "Q2/2021"), "tuphap.filings/1", 0),
    (("obstacle", "list"), "tuphap.obstacles/1", 0),
    (("urge", "list"), "tuphap.urgings/1", 0),
    (("journal", "list"), "tuphap.journal/1", 0),
    (("check",), "tuphap.check/1", 3),
    (("check", "--all"), "tuphap.check/1", 3),
    (("deadline", "read", "Quý II/2021", "--year", "2021"), "tuphap.deadline/1", 0),
]
ONE: list[tuple[tuple[str, ...], str, int]] = [
    (("task", "show", "1"), "tuphap.task/1", 0),
    (("task", "why", "1"), "tuphap.why/1", 0),
    (("decision", "show", "25/QĐ-STP"), "tuphap.decision/1", 0),
    (("unit", "show", "VP"), "tuphap.unit/1", 0),
    (("journal", "show", "1"), "tuphap.journal/1", 0),
    (("journal", "verify"), "tuphap.verify/1", 0),
    (("journal", "head"), "tuphap.head/1", 0),
    (("check", "schedule", "--scheduler", "cron"), "tuphap.schedule/1", 0),
]


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def answer(run: Run, *argv: str) -> Any:
    """The JSON that a command writes, other streams and the code aside."""
    return json.loads(run(*argv, "--format", "json").out)


# -- JSON ----------------------------------------------------------------------------------------------------


def test_a_row_of_overdue_has_the_keys_of_the_contract(office: Clerk, run: Run) -> None:
    found = answer(run, "overdue", "--soon", "7")
    assert [list(row) for row in (*found["rows"], *found["soon"])] == [OVERDUE_ROW] * 3
    assert found["rows"][0] == {
        "task": 2, "item": "I.2", "decision": "25/QĐ-STP", "decision_issued": "2021-02-26",
        "title": "Đôn đốc đăng ký phong trào thi đua", "unit": "VP", "unit_name": "Văn phòng Sở", "deadline_text": "",
        "due": "2021-05-31", "original_due": "2021-05-31", "days_late": 39, "percent": 40,
        "last_progress": "2021-05-20", "state": "overdue_under_way", "measured": "2021-05-31",
        "leader": "", "officer": "",
    }  # fmt: skip
    assert found["totals"] == {"deadlines": 2, "tasks": 2, "units": 2}


@pytest.mark.parametrize("words", [("list",), ("find", "phap", "luat")], ids=named)
def test_a_row_of_tasks_has_the_keys_of_the_contract(office: Clerk, run: Run, words: tuple[str, ...]) -> None:
    rows = answer(run, "task", *words)["rows"]
    assert rows
    assert {tuple(row) for row in rows} == {tuple(TASK_ROW)}


def test_a_task_row_names_its_supporting_units_by_code_in_the_order_printed(office: Clerk, run: Run) -> None:
    third = answer(run, "task", "list", "hòa giải")["rows"][0]
    assert third["supporting"] == ["VP", "HCTP"]
    assert (third["kind"], third["group"], third["due"], third["percent"]) == ("key", "I", "2021-07-16", 0)


def test_a_row_of_missed_has_the_keys_and_codes_of_the_contract(office: Clerk, run: Run) -> None:
    office.decision("26/QĐ-STP", declares=3)
    found = answer(run, "missed")
    assert {tuple(row) for row in found["rows"]} == {tuple(MISSED_ROW)}
    assert {row["subject"] for row in found["rows"]} == {"task", "decision"}
    reasons = [reason for row in found["rows"] for reason in row["reasons"]]
    assert set(reasons) <= REASONS
    assert found["totals"] == {"subjects": 4, "reasons": {reason: reasons.count(reason) for reason in set(reasons)}}


def test_a_row_of_what_is_new_has_the_keys_and_codes_of_the_contract(office: Clerk, run: Run) -> None:
    found = answer(run, "check", "--new")
    keys = ["subject", "task", "item", "decision", "title", "unit", "steps", "reasons"]
    assert [list(row) for row in found["new"]] == [keys] * 5
    assert found["new"][1] == {
        "subject": "task", "task": 1, "item": "I.1", "decision": "25/QĐ-STP", "title": "Rà soát văn bản về hộ tịch",
        "unit": "HCTP", "steps": ["overdue"], "reasons": ["never_started"],
    }  # fmt: skip
    assert found["told_on"] is None
    assert answer(run, "check")["told_on"] == "2021-07-09"


def test_a_decision_that_is_missed_has_no_task_and_no_unit(office: Clerk, run: Run) -> None:
    office.decision("26/QĐ-STP", declares=3)
    row = answer(run, "missed")["rows"][-1]
    assert (row["subject"], row["task"], row["item"], row["unit"]) == ("decision", None, None, None)
    assert (row["decision"], row["reasons"], row["since"]) == ("26/QĐ-STP", ["not_registered"], "2021-02-26")


def test_a_summary_has_the_parts_of_the_contract(office: Clerk, run: Run) -> None:
    found = answer(run, "report", "quarter", "2/2021", "--as-of", "9/7/2021")
    assert set(found["period"]) >= {"name", "scheme", "from", "to", "basis"}
    assert set(found["totals"]) >= set(BOXES)
    for part, keys in (("by_unit", ["unit", "unit_name"]), ("by_group", ["group", "title"]), ("by_kind", ["kind"])):
        assert found[part]
        for row in found[part]:
            assert set(row) >= {*keys, *BOXES}
    assert {"due_in_period", "done_in_period"} <= set(found["flows"])
    assert set(found["rates"]) >= {"finished_of_with_deadline", "finished_of_due"}
    assert {type(value) for row in (found["totals"], found["flows"]) for value in row.values()} == {int}


def test_the_tasks_behind_a_figure_have_the_keys_of_a_task(office: Clerk, run: Run) -> None:
    words = ("report", "quarter", "2/2021", "--rows", "open_overdue", "--as-of", "9/7/2021")
    assert [list(row) for row in answer(run, *words)["rows"]] == [[*TASK_ROW, "measured"]] * 2
    assert answer(run, *words)["totals"] == {"rows": 2, "tasks": 2}


@pytest.mark.parametrize("part", ["by_unit", "by_group", "by_kind"])
def test_the_parts_of_a_summary_add_up_to_its_totals(office: Clerk, run: Run, part: str) -> None:
    found = answer(run, "report", "half", "1/2021", "--as-of", "9/7/2021")
    assert {box: sum(row[box] for row in found[part]) for box in BOXES} == {
        box: found["totals"][box] for box in BOXES
    }
    assert found["totals"]["assigned"] == 7


def test_an_import_answers_with_counts_and_problems(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = csv_of_rows(tmp_path / "phu-luc.csv", PLAN)
    found = answer(run, "import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021")
    assert found["schema"] == "tuphap.import/1"
    assert found["written"] is True
    assert list(found["counts"]) == ["tasks", "deadlines", "groups", "units", "unchanged", "updated"]
    assert [list(problem) for problem in found["problems"]] == [PROBLEM]
    problem = found["problems"][0]
    assert (problem["column"], problem["value"], problem["severity"]) == ("Thời hạn", "Đầu quý III/2021", "question")
    assert "3" in problem["where"]


def test_a_reading_of_a_deadline_has_the_keys_of_the_contract(env: Path, run: Run) -> None:
    found = answer(run, "deadline", "read", "Trước ngày 15/11/2021", "--year", "2021")
    assert set(found) >= DEADLINE_READ
    assert (found["kind"], found["due"], found["sure"]) == ("before", "2021-11-14", True)


def test_states_in_json_are_codes_in_every_language(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    assert {row["state"] for row in answer(run, "task", "list")["rows"]} <= STATES
    assert {row["state"] for row in answer(run, "status")["rows"]} == STATES


@pytest.mark.parametrize(("words", "schema", "code"), READING + ONE, ids=named)
def test_json_names_its_schema_and_day_and_stands_alone_on_stdout(
    office: Clerk, run: Run, words: tuple[str, ...], schema: str, code: int
) -> None:
    ran = run(*words, "--format", "json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (code, "")
    assert (found["schema"], found["as_of"]) == (schema, found["as_of"][:10])
    assert isinstance(found["rows"], list)


@pytest.mark.parametrize(("words", "schema", "code"), READING, ids=named)
def test_an_empty_register_gives_parsable_json_and_exit_0(
    register_path: Path, run: Run, words: tuple[str, ...], schema: str, code: int
) -> None:
    ran = run(*words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["schema"] == schema


@pytest.mark.parametrize(
    "words",
    [case[0] for case in READING if case[0][0] not in {"status", "settings", "deadline"}],
    ids=named,
)
def test_an_empty_result_is_an_empty_list(register_path: Path, run: Run, words: tuple[str, ...]) -> None:
    assert answer(run, *words)["rows"] == []


@pytest.mark.parametrize("words", [("task", "list", "không có việc này"), ("task", "find", "xyzxyz")], ids=named)
def test_nothing_found_is_no_error(office: Clerk, run: Run, words: tuple[str, ...]) -> None:
    found = run(*words, "-f", "json")
    assert (found.code, json.loads(found.out)["rows"]) == (0, [])


def test_letters_stand_in_json_as_they_are(office: Clerk, run: Run) -> None:
    assert "Đôn đốc đăng ký" in run("task", "list", "-f", "json").out


# -- CSV and Markdown ----------------------------------------------------------------------------------------


def read_back(text: str) -> list[dict[str, str]]:
    """The rows of a CSV as another program reads them: one quote before a formula's first letter is taken off."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return [{name: v[1:] if v[:1] == "'" and v[1:2] in "=+-@" else v for name, v in row.items()} for row in rows]


@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        "+84 291",
        "-2 hồ sơ",
        "@SUM(A1)",
        '=HYPERLINK("http://x";"y")',
        'Rà soát "văn bản", đợt 1; đợt 2',
        "a\nb",
    ],
)
def test_any_title_comes_back_from_csv_as_it_was_and_never_as_a_formula(clerk: Clerk, run: Run, title: str) -> None:
    clerk.task(clerk.decision(), title)
    out = run("task", "list", "-f", "csv").out
    assert read_back(out)[0]["title"] == title
    field = next(csv.DictReader(io.StringIO(out, newline="")))["title"]
    assert field[0] not in "=+-@"


def test_every_field_of_csv_is_quoted_and_every_line_ends_for_excel(office: Clerk, run: Run) -> None:
    lines = run("task", "list", "-f", "csv").out.split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == 8
    for line in lines:
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.count('","') == len(TASK_ROW) - 1


@pytest.mark.parametrize(
    ("words", "fields"),
    [(("task", "list"), TASK_ROW), (("overdue",), OVERDUE_ROW), (("missed",), MISSED_ROW), (("check",), OVERDUE_ROW)],
    ids=named,
)
def test_csv_has_its_headings_also_without_rows(
    register_path: Path, run: Run, words: tuple[str, ...], fields: list[str]
) -> None:
    assert list(csv.reader(io.StringIO(run(*words, "-f", "csv").out))) == [fields]


def test_markdown_has_a_table_with_the_tasks_and_no_live_markup(clerk: Clerk, run: Run) -> None:
    clerk.task(clerk.decision(), "Sửa | bảng <b>đậm</b> *mọi* nơi")
    out = run("task", "list", "-f", "md").out
    row = next(line for line in out.splitlines() if "đậm" in line)
    assert r"Sửa \| bảng \<b\>đậm\</b\> \*mọi\* nơi" in row
    assert row.replace(r"\|", "").count("|") == 9


# -- exit codes ----------------------------------------------------------------------------------------------


def test_exit_0_is_work_done(office: Clerk, run: Run) -> None:
    assert run("task", "start", "4").code == 0


def test_exit_1_is_a_fault_with_a_short_text_and_a_log(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def break_down(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("bánh răng gãy")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(overdue, "overdue_report", break_down)
    ran = run("overdue")
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 2
    log = next(tmp_path.glob("tuphap-*.log"))
    assert str(log) in ran.err
    assert "bánh răng gãy" in log.read_text(encoding="utf-8")
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "argv",
    [
        ("nosuch",), ("--nosuch",), ("task", "show"), ("task", "list", "--nosuch"), ("overdue", "--as-of", "31/2"),
        ("task", "list", "--kind", "nosuch"), ("task", "list", "--state", "nosuch"), ("overdue", "-f", "pdf"),
        ("overdue", "--soon", "nhiều"), ("overdue", "thừa"), ("report", "quarter", "5/2021"),
        ("overdue", "--by", "màu"), ("task", "progress", "1"), ("settings", "soon", "nhiều"), ("task", "edit", "1"),
        ("report", "quarter", "2/2021", "--scheme", "nosuch"), ("deadline", "read", "Quý I", "--year", "20211"),
    ],
    ids=named,
)  # fmt: skip
def test_exit_2_is_wrong_usage(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    ran = run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()


@pytest.mark.parametrize("argv", [("check",), ("overdue", "--exit-code"), ("missed", "--exit-code")], ids=named)
def test_exit_3_is_findings(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    assert run(*argv).code == 3


@pytest.mark.parametrize("argv", [("check",), ("overdue", "--exit-code"), ("missed", "--exit-code")], ids=named)
def test_no_findings_are_exit_0(register_path: Path, run: Run, argv: tuple[str, ...]) -> None:
    assert run(*argv).code == 0


@pytest.mark.parametrize("argv", [("overdue",), ("missed",)], ids=named)
def test_findings_are_exit_0_where_nobody_asked_for_a_code(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    assert run(*argv).code == 0


@pytest.mark.parametrize(
    "argv",
    [
        ("task", "show", "99"), ("task", "show", "25/QĐ-STP:IX.9"), ("task", "done", "99"), ("unit", "show", "KHAC"),
        ("decision", "show", "99/QĐ-STP"), ("task", "done", "5"), ("task", "done", "1", "--on", "10/7/2021"),
        ("task", "start", "1", "--on", "1/1/2021"), ("task", "progress", "1", "--percent", "101"),
        ("task", "cancel", "1"), ("task", "add", "Việc", "--decision", "9/QĐ-STP"),
        ("import", "khong-co.docx", "--decision", "9/QĐ-STP"),
        ("decision", "add", "9/QĐ-STP", "--issued", "1/3/2021", "--title", "Phương án (MẬT)"),
    ],
    ids=named,
)  # fmt: skip
def test_exit_4_is_input_refused_and_nothing_written(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    before = dump_file(office.register.path)
    ran = run(*argv)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.strip()
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    "argv",
    [
        ("decision", "add", "25/QĐ-STP", "--issued", "26/2/2021"), ("unit", "add", "VP", "--name", "Văn phòng khác"),
        ("unit", "add", "VPS", "--name", "Văn phòng Sở"), ("unit", "add", "X", "--name", "X Y", "--alias", "P. HCTP"),
        ("task", "reopen", "4", "--reason", "Ghi nhầm"), ("unit", "close", "VP"),
        ("task", "add", "Việc", "--decision", "25/QĐ-STP", "--item", "I.1"),
    ],
    ids=named,
)  # fmt: skip
def test_exit_5_is_a_conflict_with_what_the_register_holds(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    before = dump_file(office.register.path)
    ran = run(*argv)
    assert (ran.code, ran.out) == (5, "")
    assert dump_file(office.register.path) == before


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE ghi_chep (id INTEGER)")
    connection.close()


def newer(path: Path) -> None:
    create_register(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {store.FORMAT + 1}")
    connection.close()


UNUSABLE: list[tuple[str, Callable[[Path], object], str]] = [
    ("none", lambda path: None, "tuphap init"),
    ("a folder", lambda path: path.mkdir(), "not a register"),
    ("empty", lambda path: path.touch(), "damaged"),
    ("a workbook", lambda path: path.write_bytes(b"PK\x03\x04" * 200), "not a register"),
    ("of another program", foreign, "another program"),
    ("newer", newer, "newer tuphap"),
]


@pytest.mark.parametrize("argv", [("check",), ("task", "done", "1")], ids=named)
@pytest.mark.parametrize(("make", "says"), [case[1:] for case in UNUSABLE], ids=[case[0] for case in UNUSABLE])
def test_exit_6_is_a_register_that_cannot_be_used_and_is_left_as_it_is(
    env: Path, run: Run, make: Callable[[Path], object], says: str, argv: tuple[str, ...]
) -> None:
    env.parent.mkdir()
    make(env)
    before = env.read_bytes() if env.is_file() else None
    ran = run(*argv)
    assert (ran.code, ran.out) == (6, "")
    assert says in ran.err
    assert str(env) in ran.err
    assert (env.read_bytes() if env.is_file() else None) == before


def test_exit_6_is_a_register_that_another_program_is_writing(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuphap_cli.store.file.connection.BUSY_SECONDS", 0.01)
    other = sqlite3.connect(office.register.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        ran = run("task", "done", "1")
    finally:
        other.close()
    assert (ran.code, ran.out) == (6, "")
    assert "Nothing was written" in ran.err


class Stuck(io.StringIO):
    """A stream whose device is full."""

    def write(self, text: str, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_exit_7_is_output_that_cannot_be_written(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Stuck())
    assert main(["overdue"]) == 7
    assert "No space left" in capsys.readouterr().err


def test_exit_130_is_an_interruption_and_takes_everything_back(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = dump_file(office.register.path)
    monkeypatch.setattr("tuphap_cli.store.write.change.Change.close", interrupt)
    ran = run("task", "done", "1", "2")
    assert (ran.code, ran.out) == (130, "")
    assert "Traceback" not in ran.err
    assert dump_file(office.register.path) == before


def test_an_interruption_in_the_middle_of_a_statement_is_exit_130_too(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    before = dump_file(office.register.path)
    monkeypatch.setattr("sqlalchemy.engine.default.DefaultDialect.do_execute", interrupt)
    ran = run("task", "edit", "1", "--title", "Tên khác")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == "Stopped. Nothing half-done is left in the register.\n"
    assert dump_file(office.register.path) == before


# -- streams and files ---------------------------------------------------------------------------------------


def test_an_import_puts_its_report_on_stdout_and_its_advice_on_stderr(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    file = csv_of_rows(tmp_path / "phu-luc.csv", PLAN)
    ran = run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021", "-f", "json")
    assert json.loads(ran.out)["written"] is True
    assert ran.err.splitlines()[-1] == "Next: tuphap task list --decision 40/QĐ-STP@2021, tuphap overdue"


@pytest.mark.parametrize("ending", ["json", "csv", "md", "txt"])
def test_output_writes_the_file_by_its_ending_and_says_so_beside_the_data(
    office: Clerk, run: Run, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"qua-han.{ending}"
    ran = run("overdue", "--output", str(file))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Written: {file}\n")
    written = file.read_text(encoding="utf-8-sig")
    assert "Đôn đốc đăng ký phong trào thi đua" in written
    starts = {"json": "{", "csv": '"task"', "md": "# ", "txt": "Overdue tasks on 09/07/2021"}
    assert written.startswith(starts[ending])
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_csv_file_bears_the_mark_by_which_excel_knows_its_letters(office: Clerk, run: Run, tmp_path: Path) -> None:
    run("overdue", "-o", str(tmp_path / "qua-han.csv"))
    assert (tmp_path / "qua-han.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_format_wins_over_the_ending_and_a_dash_is_stdout(office: Clerk, run: Run, tmp_path: Path) -> None:
    run("overdue", "-f", "json", "-o", str(tmp_path / "qua-han.dat"))
    assert json.loads((tmp_path / "qua-han.dat").read_text(encoding="utf-8"))["schema"] == "tuphap.overdue/1"
    assert json.loads(run("overdue", "-f", "json", "-o", "-").out)["schema"] == "tuphap.overdue/1"


@pytest.mark.parametrize("name", ["qua-han.pdf", "qua-han", "qua-han.json.bak"])
def test_a_file_of_another_ending_is_wrong_usage(office: Clerk, run: Run, tmp_path: Path, name: str) -> None:
    ran = run("overdue", "-o", str(tmp_path / name))
    assert (ran.code, ran.out) == (2, "")
    assert "table, json, csv, md" in ran.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("extra", [("-o", "ket-qua.pdf"), ("-f", "pdf")], ids=named)
def test_an_import_does_not_write_before_its_format_is_known(
    office: Clerk, run: Run, tmp_path: Path, extra: tuple[str, ...]
) -> None:
    before = dump_file(office.register.path)
    file = csv_of_rows(tmp_path / "phu-luc.csv", PLAN)
    assert run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021", *extra).code == 2
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize("place", ["khong-co/qua-han.json", "la-tep.txt/qua-han.json", ".", "/"])
def test_a_place_that_takes_no_file_is_exit_7(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "la-tep.txt").touch()
    ran = run("overdue", "-f", "json", "-o", place)
    assert (ran.code, ran.out) == (7, "")
    assert place in ran.err


@pytest.mark.parametrize(("where", "step"), [(os, "fdopen"), (lasting, "sync"), (Path, "replace")])
def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, step: str
) -> None:
    file = tmp_path / "qua-han.json"
    file.write_text("bản cũ", encoding="utf-8")

    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(where, step, refuse)
    ran = run("overdue", "-o", str(file))
    monkeypatch.undo()
    assert (ran.code, ran.out) == (7, "")
    assert str(file) in ran.err
    assert file.read_text(encoding="utf-8") == "bản cũ"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_the_register_option_stands_before_the_command_and_wins_over_the_environment(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "khac.db"
    assert run("--register", str(other), "init").code == 0
    assert answer(run, "-R", str(other), "status")["totals"]["tasks"] == 0
    assert answer(run, f"--register={other}", "status")["register"] == str(other)
    assert answer(run, "status")["totals"]["tasks"] == 7


def test_reports_as_of_a_past_day_do_not_know_what_came_later(office: Clerk, run: Run) -> None:
    office.extend(1, day("31/8"), day("2/7"))
    overdue_on = {
        on: [row["task"] for row in answer(run, "overdue", "--as-of", on)["rows"]] for on in ("2/6", "1/7", "2/7")
    }
    assert overdue_on == {"2/6": [2, 6], "1/7": [2, 1], "2/7": [2]}
    assert [row["due"] for row in answer(run, "task", "list", "rà soát", "--as-of", "1/7")["rows"]] == ["2021-06-30"]
    assert [row["due"] for row in answer(run, "task", "list", "rà soát", "--as-of", "2/7")["rows"]] == ["2021-08-31"]
