"""Every writing command takes ``--format json``, and every failure is one JSON object where JSON was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, dump
from tuphap_cli.cli.app import load
from tuphap_cli.cli.command_table import COMMANDS
from tuphap_cli.store.file.register import Register

KEYS = {"schema", "as_of", "command", "dry_run", "sentences", "next", "rows"}
GROUND = ("--by", "52/STP-VP", "--reason", "Chờ văn bản")
# Each command with what comes before it, by its name on the command line.
WRITING: dict[str, tuple[tuple[str, ...], ...]] = {
    "decision add": (("40/QĐ-STP", "--issued", "1/3/2021"),),
    "decision edit": (("25/QĐ-STP", "--declares", "7"),),
    "decision withdraw": (("25/QĐ-STP", *GROUND),),
    "unit add": (("CC1", "--name", "Phòng Công chứng số 1"),),
    "unit edit": (("VP", "--email", "vp@example.vn"),),
    "unit close": (("VP",), ("unit", "transfer", "VP", "--to", "HCTP", *GROUND)),
    "unit transfer": (("VP", "--to", "HCTP", *GROUND),),
    "task add": (("Việc mới", "--decision", "25/QĐ-STP", "--due", "30/9/2021"),),
    "task edit": (("4", "--title", "Tên khác"),),
    "task assign": (("4", "--unit", "VP"),),
    "task extend": (("4", "--to", "31/12/2021", *GROUND),),
    "task suspend": (("4", *GROUND),),
    "task cancel": (("4", *GROUND),),
    "task remove": (("4",),),
    "task reopen": (("5", "--reason", "Ghi nhầm"),),
    "task start": (("4",),),
    "task progress": (("4", "--percent", "30"),),
    "task done": (("4", "--doc", "45/BC-STP"),),
    "task renew": (
        ("8", "--year", "2022"),
        ("task", "add", "Báo cáo quý", "--decision", "25/QĐ-STP", "--deadline", "Hằng quý"),
    ),
    "filing record": (("VP", "Q2/2021", "--doc", "9/BC-VP"),),
    "obstacle add": (("Thiếu hướng dẫn", "--task", "4"),),
    "obstacle resolve": (("1", "--how", "Đã có"), ("obstacle", "add", "Thiếu hướng dẫn", "--task", "4")),
    "office add": (("HD", "--name", "UBND huyện Hồng Dân"),),
    "office edit": (("HD", "--name", "UBND xã Hồng Dân"), ("office", "add", "HD", "--name", "UBND huyện Hồng Dân")),
    "office remove": (("HD",), ("office", "add", "HD", "--name", "UBND huyện Hồng Dân")),
    "calendar add": (("2/8/2021", "--reason", "Nghỉ bù", "--by", "1/TB-STP"),),
    "calendar remove": (
        ("2/8/2021",),
        ("calendar", "add", "2/8/2021", "--reason", "Nghỉ bù", "--by", "1/TB-STP"),
    ),
    "report close": (("M5/2021",),),
    "report text": (("Q2/2021", "--part", "han-che", "Thiếu người"),),
    "report reopen": (("M5/2021", *GROUND), ("report", "close", "M5/2021")),
    "undo": (("--yes",),),
    "redo": (("--yes",), ("undo", "--yes")),
    "backup": ((),),
    "restore": (("--last", "--yes"), ("backup",)),
    "doctor": (("--repair",),),
    "upgrade": ((),),
    "settings": (("soon", "10"),),
}
WITH_FILES = {
    "init",
    "import",
    "calendar import",
    "deadline answer",
    "unit import",
    "unit reorganise",
    "export",
    "task record",
    "task carry-out",  # tests/cli/test_carrying_list.py
    "form collect",
    "check",
    "publish",
    "urge write",
    "copy",  # to and from a server: tests/test_on_server.py
    "tui",  # on a terminal: tests/cli/test_screen.py
}  # tried apart


def takes_trials() -> set[str]:
    """Every command with ``--dry-run``, which is every one that writes."""
    found = set()
    for name in COMMANDS:
        command = load(name)
        verbs = getattr(command, "modules", None)
        below = (
            [(f"{name} {verb}", command.get_command(None, verb)) for verb in verbs] if verbs else [(name, command)]
        )
        found |= {path for path, one in below if any(p.name == "dry_run" for p in one.params)}
    return found


def test_every_command_that_writes_is_tried_here() -> None:
    assert takes_trials() == set(WRITING) | WITH_FILES


def answered(run: Run, command: str, *words: str) -> dict[str, object]:
    ran = run(*command.split(), *words, "-f", "json")
    assert ran.code in {0, 3}, ran.err
    found: dict[str, object] = json.loads(ran.out)
    assert found.keys() >= KEYS
    assert found["command"] == command
    return found


@pytest.mark.parametrize("command", sorted(WRITING))
def test_a_writing_command_answers_in_json(office: Clerk, run: Run, command: str) -> None:
    words, *before = WRITING[command]
    for earlier in before:
        assert run(*earlier).code == 0
    assert answered(run, command, *words)["dry_run"] is False


@pytest.mark.parametrize("command", sorted(set(WRITING) - {"undo", "redo", "restore"}))
def test_a_trial_says_so_and_names_no_next_step(office: Clerk, run: Run, env: Path, command: str) -> None:
    words, *before = WRITING[command]
    for earlier in before:
        assert run(*earlier).code == 0
    with Register.open(env) as register:
        held = dump(register.connection)
    found = answered(run, command, *words, "--dry-run")
    if command != "upgrade":  # of the present format there is nothing to try
        assert (found["dry_run"], found["next"]) == (True, None)
    with Register.open(env) as register:
        assert dump(register.connection) == held


def test_the_sentences_are_those_of_the_text(office: Clerk, run: Run) -> None:
    text = run("task", "done", "4", "--doc", "45/BC-STP", "--dry-run").out.splitlines()
    found = json.loads(run("task", "done", "4", "--doc", "45/BC-STP", "-f", "json").out)
    assert text[1:] == found["sentences"]
    assert found["next"].startswith("Next: tuphap overdue.")
    assert found["rows"][0] | {"task": 4, "entry": "done", "day": "2021-07-09"} == found["rows"][0]


def test_a_warning_is_in_the_json(office: Clerk, run: Run) -> None:
    ran = run("task", "done", "1", "-f", "json")
    assert ran.err == ""
    assert "no document was named" in json.loads(ran.out)["warnings"][0]


def test_a_new_register_answers_in_json(env: Path, run: Run) -> None:
    assert answered(run, "init")["rows"] == [{"register": str(env)}]


def test_an_import_answers_in_json(office: Clerk, run: Run, tmp_path: Path) -> None:
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], ["1", "Việc", "Văn phòng Sở", "30/9/2021"]]
    file = csv_of_rows(tmp_path / "phu-luc.csv", rows)
    found = answered(run, "import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021")
    assert (found["schema"], found["written"]) == ("tuphap.import/1", True)


def test_lists_answer_in_json(office: Clerk, run: Run, tmp_path: Path) -> None:
    days = tmp_path / "ngay.csv"
    days.write_text("date,off|worked,reason,document\n2/8/2021,off,Nghỉ bù,1/TB-STP\n", encoding="utf-8")
    assert answered(run, "calendar import", str(days))["rows"]
    run("task", "add", "Việc mới", "--decision", "25/QĐ-STP", "--deadline", "Khi có yêu cầu khác thường")
    questions = tmp_path / "cau-hoi.csv"
    run("deadline", "questions", "-o", str(questions))
    assert answered(run, "deadline answer", str(questions))["rows"] == []
    units = csv_of_rows(tmp_path / "don-vi.csv", [["Mã", "Tên đơn vị"], ["CC1", "Phòng Công chứng số 1"]])
    trial = answered(run, "unit import", str(units), "--dry-run")
    assert (trial["dry_run"], trial["next"]) == (True, None)
    assert "CC1" not in run("unit", "list", "-f", "csv").out
    assert answered(run, "unit import", str(units))["rows"]
    assert "CC1" in run("unit", "list", "-f", "csv").out


def test_no_other_format_is_made_and_nothing_is_written(office: Clerk, run: Run) -> None:
    ran = run("task", "done", "4", "--format", "csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "Choose one of: table, json."
    assert office.state(4) == "in_time_not_started"


# -- failures --------------------------------------------------------------------------------------------------


def broken(*_words: object, **_more: object) -> None:
    raise ValueError("odd")


def interrupted(*_words: object, **_more: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (("task", "done", "4", "--on", "31/31"), 2, "usage.date"),
        (("task", "done", "4", "--nothing"), 2, "usage"),
        (("task", "done"), 2, "usage"),
        (("task", "done", "99"), 4, "refused.not_found"),
        (("unit", "add", "VP", "--name", "Văn phòng Sở"), 5, None),
        (("overdue", "-o", "khong-co/bao-cao.json"), 7, "output"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_failure_is_one_object_on_stderr(
    office: Clerk, run: Run, words: tuple[str, ...], code: int, name: str | None
) -> None:
    failed(run, words, code, name)


def failed(run: Run, words: tuple[str, ...], code: int, name: str | None) -> dict[str, object]:
    text = run(*words)
    ran = run(*words, "--format", "json")
    assert (ran.code, ran.out) == (code, "")
    found: dict[str, object] = json.loads(ran.err)
    assert set(found) == {"schema", "code", "exit", "sentence", "remedy", "remarks"}
    assert (found["schema"], found["exit"]) == ("tuphap.error/1", code)
    assert name is None or found["code"] == name
    assert str(found["sentence"]) in text.err or code == 1
    return found


def test_a_missing_register_is_told_in_json(env: Path, run: Run) -> None:
    failed(run, ("overdue",), 6, "register.none")


@pytest.mark.parametrize(("breaks", "code", "name"), [(broken, 1, "fault"), (interrupted, 130, "interrupted")])
def test_a_fault_and_an_interruption_are_told_in_json(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, breaks: object, code: int, name: str
) -> None:
    from tuphap_cli.reports import overdue

    monkeypatch.setattr(overdue, "overdue_report", breaks)
    failed(run, ("overdue",), code, name)


def test_findings_are_no_failure(office: Clerk, run: Run) -> None:
    ran = run("check", "-f", "json")
    assert (ran.code, ran.err) == (3, "")
    assert json.loads(ran.out)["schema"] == "tuphap.check/1"


def test_remarks_before_a_failure_are_in_its_object(office: Clerk, run: Run, tmp_path: Path) -> None:
    days = tmp_path / "ngay.csv"
    days.write_text("date,off|worked,reason,document\n31/31,off,Nghỉ bù,1/TB-STP\n", encoding="utf-8")
    found = failed(run, ("calendar", "import", str(days)), 4, "refused")
    remarks = found["remarks"]
    assert isinstance(remarks, list)
    assert remarks[0].startswith("line 2:")


def test_the_words_behind_two_dashes_ask_for_nothing(office: Clerk, run: Run) -> None:
    ran = run("task", "find", "--as-of", "31/31", "--", "--format", "json")
    assert ran.code == 2
    assert ran.err.startswith("“31/31” is not a date")


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("thứ năm", "2021-07-08"), ("thứ sáu", "2021-07-09"), ("thu tu tuan truoc", "2021-06-30"),
        ("hôm kia", "2021-07-07"), ("28/6", "2021-06-28"), ("cuối tháng trước", "2021-06-30"),
    ],
)  # fmt: skip
def test_the_day_of_an_act_is_the_last_one_of_its_name(office: Clerk, run: Run, typed: str, on: str) -> None:
    """Today is Friday, 9/7/2021."""
    assert json.loads(run("task", "done", "1", "--on", typed, "--format", "json").out)["rows"][0]["day"] == on
    assert run("task", "assign", "4", "--unit", "VP", "--on", typed).code == 0


def test_a_due_day_is_the_next_one_of_its_name(office: Clerk, run: Run) -> None:
    assert run("task", "edit", "7", "--due", "thứ năm").code == 0
    assert json.loads(run("task", "show", "7", "-f", "json").out)["rows"][0]["due"] == "2021-07-15"


def test_the_next_command_is_for_the_register_that_was_named(office: Clerk, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sổ khác.db"
    assert f"Next: tuphap -R '{path}' import" in run("-R", str(path), "init").out
    assert "Next: tuphap overdue." in run("task", "done", "4", "--doc", "45/BC-STP").out
