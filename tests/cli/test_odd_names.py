"""Odd arguments and surroundings: a sentence and a documented exit code for each, a traceback for none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support import odd_lines
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli import main as program
from tuphap_cli import settings
from tuphap_cli.cli import failures, given_values, speech

TUPHAP = [sys.executable, "-m", "tuphap_cli"]
LONG = "ă" * 200  # over 255 bytes
posix = pytest.mark.skipif(os.name != "posix", reason="names of that kind")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """One overdue task."""
    with clerk.at_once():
        plan = clerk.decision("25/QĐ-STP")
        clerk.task(plan, "Rà soát văn bản", unit=clerk.unit("HCTP"), due=day("30/6"))
    return clerk


# -- days --------------------------------------------------------------------------------------------------

ENDS = ["31/12/9999", "1/1/0001", "1/1/10000", "0000-01-01", "9999-12-31", "1/1/1899", "1/1/2201", "29/2/2021"]


@pytest.mark.parametrize("on", ENDS)
@pytest.mark.parametrize(
    "words",
    [
        ("overdue", "--as-of"), ("missed", "--as-of"), ("check", "--soon", "3660", "--as-of"), ("status", "--as-of"),
        ("task", "list", "--as-of"), ("task", "list", "--due-from"), ("task", "why", "1", "--as-of"),
        ("report", "quarter", "2/2021", "--as-of"), ("report", "year", "--from", "1/1/2021", "--to"),
        ("report", "year", "--to", "1/1/2021", "--from"), ("task", "done", "1", "--on"),
        ("calendar", "export", "--from"),
        ("task", "add", "Việc", "--decision", "25/QĐ-STP", "--due"), ("decision", "add", "1/QĐ-X", "--issued"),
        ("task", "edit", "1", "--due"), ("unit", "close", "HCTP", "--on"), ("filing", "list", "--as-of"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_day_of_no_office_is_no_day(office: Clerk, run: Run, words: tuple[str, ...], on: str) -> None:
    before = dump_file(office.register.path)
    ran = run(*words, on)
    assert (ran.code, ran.out) == (2, ""), ran
    assert "1900" in ran.err or "There is no option" in ran.err
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize("on", ["31/12/2200", "1/1/1900"])
@pytest.mark.parametrize(
    "words",
    [
        ("overdue", "--soon", "3660", "--as-of"), ("missed", "--as-of"), ("check", "--soon", "3660", "--as-of"),
        ("status", "--as-of"), ("task", "list", "--as-of"), ("task", "why", "1", "--as-of"),
        ("report", "quarter", "2/2021", "--as-of"), ("obstacle", "list", "--as-of"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_first_and_the_last_day_are_days(office: Clerk, run: Run, words: tuple[str, ...], on: str) -> None:
    assert run(*words, on).code in ({0, 2} if words[1] == "why" else {0, 3})  # 2: it was not there yet


@pytest.mark.parametrize("fixed", ["9999-12-31", "0001-01-01", "1990-12-31", "2200-01-01", "10000-01-01"])
def test_today_is_a_day_of_an_office(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, fixed: str) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", fixed)
    for words in (("overdue",), ("check",), ("report", "year"), ("calendar", "days"), ("task", "done", "1")):
        assert run(*words).code == 2


@pytest.mark.parametrize("fixed", ["2199-12-31", "1991-01-01"])
def test_every_report_knows_the_ends(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, fixed: str) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", fixed)
    monkeypatch.setenv("TUPHAP_SOON", "99999")
    monkeypatch.setenv("TUPHAP_SILENT", "99999")
    for words in (("overdue",), ("check",), ("missed",), ("status",), ("task", "why", "1"), ("filing", "list"),
                  ("report", "month"), ("report", "year"), ("calendar", "days"), ("calendar", "export")):  # fmt: skip
        ran = run(*words)
        assert ran.code in {0, 2, 3}, (words, ran)


# -- names of files ----------------------------------------------------------------------------------------

BYTES = os.fsdecode(b"so-\xff\xfe.db")


@posix
@pytest.mark.parametrize(
    "name", [LONG, "a" * 250, BYTES, "a\0b", "x/" * 3000], ids=["long", "journal", "bytes", "NUL", "deep"]
)
@pytest.mark.parametrize("command", ["overdue", "init", "backup", "doctor", "upgrade", "check"])
def test_a_register_of_an_impossible_name_is_exit_6(run: Run, tmp_path: Path, name: str, command: str) -> None:
    ran = run("-R", str(tmp_path / name), command)
    assert (ran.code, ran.out) == (6, ""), ran
    assert "Traceback" not in ran.err


@posix
@pytest.mark.parametrize("name", [LONG, BYTES, "a\\u0000b"], ids=["long", "bytes", "NUL"])
@pytest.mark.parametrize(
    "words", [("backup",), ("backup", "--list"), ("restore", "--last", "--yes"), ("doctor",), ("status",)]
)
def test_a_folder_of_backups_of_an_impossible_name_is_no_fault(
    office: Clerk, run: Run, tmp_path: Path, name: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == BYTES:
        monkeypatch.setenv("TUPHAP_BACKUPS", str(tmp_path / name))
    else:
        file = settings.file()
        file.parent.mkdir(parents=True)
        file.write_text(f'backups = "{tmp_path}/{name}"\n', encoding="utf-8")
    ran = run(*words)
    assert ran.code in ({6, 3, 0} if words[0] in {"doctor", "status"} else {6}), ran
    assert "Traceback" not in ran.err


@posix
@pytest.mark.parametrize(
    "name", [LONG, BYTES, "a\0b", "9" * 5000, "~ai-do/so.db"], ids=["long", "bytes", "NUL", "digits", "home"]
)
def test_a_backup_of_an_impossible_name_is_not_there(office: Clerk, run: Run, name: str) -> None:
    assert run("restore", name, "--yes").code == 6


@posix
@pytest.mark.parametrize("name", ["V?n ph?ng.db", "so?1", "?so.db"])
@pytest.mark.parametrize("option", [("-R", "{}"), ("-R{}",), ("--register={}",), ("--register", "{}")])
def test_a_register_may_have_question_marks_in_its_name(
    run: Run, tmp_path: Path, name: str, option: tuple[str, ...]
) -> None:
    named = [word.format(tmp_path / name) for word in option]
    assert (run(*named, "init").code, run(*named, "status").code) == (0, 0)
    assert (tmp_path / name).is_file()


@posix
def test_so_may_files_that_are_read_or_written(office: Clerk, run: Run, tmp_path: Path) -> None:
    written, units = tmp_path / "k?t qu?.csv", tmp_path / "đ?n v?.csv"
    assert run("overdue", "-o", str(written)).code == 0
    units.write_text("code,name\nTGPL,Trung tâm trợ giúp pháp lý\n", encoding="utf-8")
    assert (run("unit", "import", str(units)).code, written.is_file()) == (0, True)


@posix
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("overdue", "-o", "{}.csv"), 7), (("report", "template", "--output={}.docx"), 7),
        (("import", "{}.csv", "--decision", "25/QĐ-STP"), 4), (("unit", "import", "{}.csv"), 4),
        (("deadline", "answer", "{}.csv"), 4), (("demo", "--folder", "{}"), 6),
    ],
)  # fmt: skip
def test_a_file_whose_name_is_not_utf_8_is_refused(
    office: Clerk, run: Run, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    before = dump_file(office.register.path)
    argv = [word.format(tmp_path / BYTES) for word in words]
    if code == 4:
        Path(argv[1] if words[0] == "import" else argv[2]).write_text("code,name\nTGPL,Trợ giúp\n", encoding="utf-8")
    there = sorted(path.name for path in tmp_path.iterdir())
    ran = run(*argv)
    assert (ran.code, "UTF-8" in ran.err) == (code, True), ran
    assert (sorted(path.name for path in tmp_path.iterdir()), dump_file(office.register.path)) == (there, before)


@pytest.mark.parametrize(
    "words",
    [
        ("task", "add", "Rà soát V?n ph?ng.db", "--decision", "25/QĐ-STP"),
        ("task", "done", "1", "--note=s?a l?i.db"), ("task", "list", "V?n", "ph?ng"),
        ("unit", "edit", "HCTP", "--alias", "P. H?nh chính", "--alias", "HC"), ("settings", "office", "S? TƯ PH?P"),
    ],
)  # fmt: skip
def test_words_that_lost_letters_are_refused_whatever_they_end_in(
    office: Clerk, run: Run, words: tuple[str, ...]
) -> None:
    before = dump_file(office.register.path)
    ran = run(*words, "-f", "json")
    assert (ran.code, json.loads(ran.err)["code"]) == (4, "refused.lost_letters"), ran
    assert dump_file(office.register.path) == before


def test_every_option_that_takes_a_file_is_known_as_one() -> None:
    for words, parameters in odd_lines.verbs():
        for one in parameters:
            a_file = "path" in str(one.type).lower() or one.name in {"output", "folder", "template", "backup"}
            if a_file and not getattr(one, "is_flag", False):
                assert one.metavar in given_values.NAMES_OF_FILES, (words, one.name)


@posix
def test_the_actors_name_is_utf_8(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump_file(office.register.path)
    monkeypatch.setenv("TUPHAP_ACTOR", os.fsdecode(b"van-th\xff"))
    ran = run("task", "done", "1")
    assert (ran.code, "TUPHAP_ACTOR" in ran.err) == (4, True)
    assert dump_file(office.register.path) == before
    monkeypatch.delenv("TUPHAP_ACTOR")
    monkeypatch.setenv("LOGNAME", os.fsdecode(b"van-th\xff"))
    assert run("task", "done", "1").code == 0
    assert dump_file(office.register.path)["journal"][-1] != before["journal"][-1]


@posix
@pytest.mark.parametrize(
    "variable",
    ["TUPHAP_OFFICE", "TUPHAP_SIGNER", "TUPHAP_SCHEME", "TUPHAP_LANG", "TUPHAP_KEEP", "TUPHAP_SOON", "TUPHAP_TODAY"],
)
def test_settings_are_utf_8(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, os.fsdecode(b"\xff\x01"))
    for words in (
        ("report", "quarter", "2/2021", "-o", str(tmp_path / "x.docx")),
        ("check",),
        ("backup",),
        ("settings",),
    ):
        ran = run(*words)
        assert ran.code in {0, 2, 3}, (words, ran)
        assert "Traceback" not in ran.err


# -- no home, no folder ------------------------------------------------------------------------------------

HOMELESS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TUPHAP_REGISTER", "USERPROFILE", "LOCALAPPDATA", "APPDATA")


@pytest.mark.file_register
@posix
@pytest.mark.parametrize("home", ["", None])
def test_without_a_home_a_register_must_be_named(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    register = office.register.path
    for name in HOMELESS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    if home is None:  # the system, too, knows none
        monkeypatch.setattr("os.path.expanduser", lambda text: text)
    else:
        monkeypatch.setenv("HOME", home)
    there = sorted(path.name for path in tmp_path.iterdir())
    assert run("-R", str(register), "overdue").code == 0
    if home != "":  # then it is the root
        for words in (("overdue",), ("init",), ("settings", "soon", "9")):
            ran = run(*words)
            assert (ran.code, "home" in ran.err) == (6, True), ran
    assert sorted(path.name for path in tmp_path.iterdir()) == there


@posix
def test_a_home_of_nobody_is_no_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("overdue",), ("init",)):
        assert run("-R", "~khong-co-ai/so.db", *words).code == 6
    monkeypatch.setenv("TUPHAP_BACKUPS", "~khong-co-ai/luu")
    assert run("backup").code == 6


@posix
def test_a_working_folder_that_is_gone_is_no_fault(office: Clerk, tmp_path: Path) -> None:
    gone = tmp_path / "mat"
    gone.mkdir()
    argv = ["/bin/sh", "-c", f'rmdir "{gone}"; exec "$@"', "sh", *TUPHAP]
    for words, code in ((("-R", "so.db", "overdue"), 6), (("check",), 3), (("overdue", "-o", "x.json"), 7)):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        ran = subprocess.run([*argv, *words], cwd=gone, capture_output=True, env=environment, check=False, timeout=60)
        gone.mkdir()
        assert ran.returncode == code, ran
        assert b"Traceback" not in ran.stderr


# -- no traceback, whatever fails --------------------------------------------------------------------------


def broken(*_: object, **__: object) -> None:
    raise RuntimeError(os.fsdecode(b"h\xff\x00ng"))


@pytest.mark.parametrize("also", ["nothing", "the log", "the folder", "the telling", "the stream", "the remarks"])
def test_a_fault_is_told_without_a_traceback_also_when_telling_fails(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, also: str
) -> None:
    monkeypatch.setattr("tuphap_cli.reports.overdue.overdue_report", broken)
    places = {
        "the log": "os.fdopen",
        "the folder": "tempfile.mkstemp",
        "the telling": "tuphap_cli.cli.failures.tell",
        "the stream": "sys.stderr.write",
        "the remarks": "tuphap_cli.cli.speech.held_remarks",
    }
    if also in places:
        monkeypatch.setattr(places[also], broken)
    ran = run("overdue")
    monkeypatch.undo()
    assert ran.code == 1
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("error", [MemoryError(), RecursionError(), ValueError("I/O operation on closed file")])
def test_other_faults_too(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("tuphap_cli.settings.text", fail)
    assert run("overdue").code == 1


def test_ctrl_c_while_something_is_told_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(failures, "tell", stop)
    assert run("overdue").code == 130
    monkeypatch.undo()
    monkeypatch.setattr(speech, "hold_remarks", stop)
    assert program.main(["overdue"]) == 130


@pytest.mark.parametrize("asked", ["x", "complete_bash", "complete_khong", "source_x"])
def test_a_shell_that_asks_oddly_gets_no_fault(run: Run, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv(program.COMPLETING, asked)
    for name in ("COMP_WORDS", "COMP_CWORD"):
        monkeypatch.delenv(name, raising=False)
    ran = run("task", "done")
    assert (ran.code, "Traceback" in ran.err) == (2, False)


@pytest.mark.parametrize("argv", [("unit", "import", "a\0b"), ("calendar", "import", "a\0b"), ("import", "\0")])
def test_a_name_with_the_character_nul_is_wrong_usage(register_path: Path, run: Run, argv: tuple[str, ...]) -> None:
    ran = run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert "NUL" in ran.err


@pytest.mark.parametrize("day_", ["1/1/1900", "31/12/2200"])
def test_the_reports_of_the_first_and_last_days_are_listed(office: Clerk, run: Run, day_: str) -> None:
    assert run("filing", "list", "--as-of", day_).code == 0
