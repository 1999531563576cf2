"""A register that is not sound says so on every report, and none of its figures can be signed."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.store import row_words
from tuphap_cli.store.health import soundness

NOTE = "The register is not sound ("
ORPHAN = "UPDATE task SET lead_unit_id = 999 WHERE id = 1"
LETTER = "UPDATE task SET title = 'Tên khác' WHERE id = 1"
STALE = "UPDATE standing SET percent = 41 WHERE task_id = 1"
CHAIN = "UPDATE journal SET summary = 'khác' WHERE seq = 1"
LISTS = [("overdue",), ("missed",)]
REPORTS = [
    ("check",), ("report", "month", "5/2021"), ("report", "quarter", "2/2021"), ("report", "half", "1/2021"),
    ("report", "nine", "2021"), ("report", "year", "2021"), ("report", "quarter", "2/2021", "--rows", "assigned"),
    ("report", "quarter", "--from", "1/3/2021", "--to", "1/7/2021"), ("report", "diff", "Q1/2021", "Q2/2021"),
]  # fmt: skip

pytestmark = pytest.mark.file_register  # damage that another program does past this one


@pytest.fixture
def sound(clerk: Clerk) -> Path:
    """Two tasks, one of them late; closed."""
    decision, unit = clerk.decision(issued=day("1/3")), clerk.unit("VP")
    clerk.task(decision, "Rà soát văn bản", unit=unit, due=day("31/5"), assigned=day("1/3"))
    clerk.task(decision, "Hộ tịch", unit=unit, due=day("30/9"), assigned=day("1/3"))
    clerk.progress(1, day("1/5"), 40)
    clerk.register.connection.close()
    return clerk.register.path


def plant(path: Path, statement: str) -> None:
    """A change past the program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute(statement).rowcount


def answer(run: Run, *command: str) -> tuple[int, Any]:
    ran = run(*command, "--format", "json")
    return ran.code, json.loads(ran.out)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every register is a large one."""
    monkeypatch.setattr(soundness, "SMALL", 0)


# -- what is said --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*LISTS, *REPORTS], ids=" ".join)
def test_of_a_sound_register_nothing_is_said(sound: Path, run: Run, command: tuple[str, ...]) -> None:
    assert answer(run, *command)[1]["notes"] == []
    ran = run(*command)
    assert NOTE not in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("command", [*LISTS, *REPORTS], ids=" ".join)
@pytest.mark.parametrize("size", ["small", "large"])
def test_a_row_that_has_lost_what_it_belongs_to_is_noted_and_the_code_stays(
    sound: Path, run: Run, command: tuple[str, ...], size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = run(*command).code
    plant(sound, ORPHAN)
    if size == "large":
        monkeypatch.setattr(soundness, "SMALL", 0)
    ran = run(*command)
    assert ran.code == code
    for text in (ran.out, ran.err):
        assert NOTE in text
        assert ("task 1: A row names one of unit that is not there" in text) == (size == "small")
        assert "tuphap doctor" in text
    [text] = answer(run, *command)[1]["notes"]
    assert text.startswith(NOTE)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("statement", [ORPHAN, LETTER, STALE, CHAIN], ids=["reference", "row", "cache", "journal"])
@pytest.mark.parametrize("command", [*LISTS, *REPORTS], ids=" ".join)
def test_of_a_large_register_it_is_said_that_another_program_has_written(
    sound: Path, run: Run, command: tuple[str, ...], statement: str
) -> None:
    code = run(*command).code
    plant(sound, statement)
    found, whole = answer(run, *command)
    assert found == code
    [text] = whole["notes"]
    assert text.startswith(f"{NOTE}another program has written to it")


@pytest.mark.parametrize("command", REPORTS, ids=" ".join)
@pytest.mark.parametrize("statement", [LETTER, STALE, CHAIN], ids=["row", "cache", "journal"])
def test_a_report_of_a_small_register_knows_its_rows(
    sound: Path, run: Run, command: tuple[str, ...], statement: str
) -> None:
    code = run(*command).code
    plant(sound, statement)
    found, whole = answer(run, *command)
    assert found == code
    assert [text.startswith(NOTE) for text in whole["notes"]] == [True]


def tear_an_index(path: Path) -> None:
    """A row leaves an index, as a damaged page lets it: what is looked up by the index is not found any more."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        name, statement = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'task' AND sql IS NOT NULL"
        ).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (f"{statement} WHERE id <> 1", name))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"REINDEX {name}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (statement, name))


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_a_list_of_a_small_register_is_looked_at_for_damage_too(
    sound: Path, run: Run, command: tuple[str, ...]
) -> None:
    tear_an_index(sound)
    [text] = answer(run, *command)[1]["notes"]
    assert "SQLite finds the file damaged" in text


def test_a_check_that_finds_nothing_any_more_does_not_stay_silent(sound: Path, run: Run) -> None:
    """The damage itself may hide what is late."""
    plant(sound, "DELETE FROM standing")
    ran = run("check")
    assert NOTE in ran.out


def test_several_findings_are_counted(sound: Path, run: Run) -> None:
    plant(sound, ORPHAN)
    plant(sound, LETTER)
    [text] = answer(run, "report", "quarter", "2/2021")[1]["notes"]
    assert "; 3 findings in all)" in text


# -- in every format -----------------------------------------------------------------------------------------


def _plain(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _zipped(part: str) -> Callable[[Path], str]:
    def read(path: Path) -> str:
        with zipfile.ZipFile(path) as archive:
            return archive.read(part).decode()

    return read


@pytest.mark.parametrize(("ending", "read"), [
    ("txt", _plain), ("md", _plain), ("html", _plain), ("json", _plain),
    ("xlsx", _zipped("xl/worksheets/sheet1.xml")),
    ("docx", _zipped("word/document.xml")),
])  # fmt: skip
@pytest.mark.parametrize("command", [("report", "quarter", "2/2021"), ("overdue",)], ids=" ".join)
def test_the_note_stands_in_every_format_with_a_head(
    sound: Path, run: Run, tmp_path: Path, command: tuple[str, ...], ending: str, read: Callable[[Path], str]
) -> None:
    plant(sound, ORPHAN)
    file = tmp_path / f"bao-cao.{ending}"
    ran = run(*command, "-o", str(file))
    assert ran.code == 0
    assert NOTE in ran.err
    assert "The register is not sound" in read(file)


def test_a_csv_keeps_its_columns_and_the_note_is_on_stderr(sound: Path, run: Run) -> None:
    before = run("overdue", "-f", "csv")
    plant(sound, ORPHAN)
    ran = run("overdue", "-f", "csv")
    assert ran.out.splitlines()[0] == before.out.splitlines()[0]
    assert NOTE in ran.err
    assert NOTE not in ran.out


# -- signing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["small", "large"])
@pytest.mark.parametrize("statement", [ORPHAN, LETTER, STALE, CHAIN], ids=["orphan", "row", "cache", "journal"])
def test_figures_of_an_unsound_register_are_not_signed(
    sound: Path, run: Run, monkeypatch: pytest.MonkeyPatch, statement: str, size: str
) -> None:
    if size == "large":
        monkeypatch.setattr(soundness, "SMALL", 0)
    plant(sound, statement)
    before = dump_file(sound)
    for argv in (("report", "close", "Q1/2021"), ("report", "close", "Q1/2021", "--dry-run")):
        ran = run(*argv)
        assert (ran.code, ran.out) == (6, "")
        assert "cannot be signed" in ran.err
        assert "tuphap doctor" in ran.err.splitlines()[-1]
    assert dump_file(sound) == before


@pytest.mark.parametrize(("statement", "said"), [
    ("UPDATE task SET title = 'Việc khác' WHERE id = 2", "nhiệm vụ 2: Nhật ký ghi khác về nội dung"),
    ("UPDATE task SET product = 'khác', shadow = '' WHERE id = 2", "khác về sản phẩm, từ để tìm"),
    ("UPDATE progress SET note = 'khác' WHERE id = 1", "lượt ghi 1: Nhật ký ghi khác về ghi chú"),
    (ORPHAN, "nhiệm vụ 1: Dòng này nhắc tới đơn vị không có trong sổ"),
])  # fmt: skip
def test_what_is_wrong_is_said_in_the_words_of_the_office(
    sound: Path, run: Run, monkeypatch: pytest.MonkeyPatch, statement: str, said: str
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    plant(sound, statement)
    told = run("report", "close", "Q1/2021").err
    assert said in told
    assert not re.search(r"\b(task|progress|title|shadow|lead_unit_id|deadline)\b", told), told
    table, rows = run("doctor").out, json.loads(run("doctor", "-f", "json").out)["rows"]
    assert not re.search(r"\b(task|progress) \d", table), table
    assert any(re.fullmatch(r"(task|progress) \d", row["where"]) for row in rows), "as machines know it"


def test_every_table_and_column_that_the_journal_has_is_called_something() -> None:
    from sqlmodel import SQLModel

    from tuphap_cli.store import tables  # noqa: F401 - they enter themselves
    from tuphap_cli.store.health.history import NOT_IN_JOURNAL

    held = [table for table in SQLModel.metadata.sorted_tables if table.name not in NOT_IN_JOURNAL]
    assert {table.name for table in held} - row_words.TABLES.keys() == set()
    assert {column.name for table in held for column in table.columns} - row_words.COLUMNS.keys() == {"id"}


def test_figures_of_a_sound_register_are_signed_and_still_bear_a_note_when_it_is_damaged(
    sound: Path, run: Run
) -> None:
    assert run("report", "close", "Q2/2021").code == 0
    assert answer(run, "report", "quarter", "2/2021")[1]["notes"] == []
    plant(sound, ORPHAN)
    assert len(answer(run, "report", "quarter", "2/2021")[1]["notes"]) == 1


# -- what cannot be read at all ------------------------------------------------------------------------------


def test_a_row_that_makes_no_sense_is_damage_and_no_fault_of_the_program(sound: Path, run: Run) -> None:
    """Who reads the row is told that the file is damaged; who only counts, that the register is not sound."""
    with closing(sqlite3.connect(sound, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute("UPDATE task SET deadline_kind = 'bz' WHERE id = 1").rowcount
    ran = run("task", "list")
    assert (ran.code, ran.out) == (6, "")
    assert "is damaged: " in ran.err
    for command in (("missed",), ("report", "quarter", "2/2021")):
        said = run(*command).err
        assert NOTE in said or "is damaged: " in said


@pytest.mark.parametrize(
    ("planted", "command", "code"),
    [
        ("word_block SET tasks = 5 WHERE word = 'tich'", ("find", "tich"), 6),
        ("word_block SET tasks = 'abc' WHERE word = 'tich'", ("task", "edit", "2", "--title", "Việc khác"), 6),
        ("word_block SET word = x'0099' WHERE word = 'tich'", ("find", "tich"), 0),
        ("word_block SET block = 'x' WHERE word = 'tich'", ("find", "tich"), 6),
        ("standing SET due = '202;-05-31' WHERE task_id = 1", ("task", "list"), 6),
        ("standing SET due = x'0099' WHERE task_id = 1", ("task", "list"), 6),
        ("standing SET from_day = 20 WHERE task_id = 2", ("task", "list"), 0),
        ("standing SET to_day = x'3939' WHERE task_id = 1", ("task", "list"), 0),
    ],
)
def test_what_follows_from_the_entries_and_makes_no_sense_is_made_anew(
    sound: Path, run: Run, planted: str, command: tuple[str, ...], code: int
) -> None:
    """Who stumbles over it is not sent to a backup; the repair mends it, of whatever kind the value is."""
    right = run("find", "tich").out, run("task", "list").out
    plant(sound, f"UPDATE {planted}")
    ran = run(*command)
    assert (ran.code, "`tuphap doctor --repair`" in ran.err) == (code, code == 6), ran
    assert "is damaged" not in ran.err
    assert run("doctor", "--repair").code in {0, 3}
    assert (run("find", "tich").out, run("task", "list").out) == right
    assert '"error"' not in run("doctor", "-f", "csv").out


def test_a_fault_of_the_program_is_not_laid_to_a_sound_register(
    sound: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("tuphap_cli.reports.missed_list.missed_report", fail)
    ran = run("missed")
    assert ran.code == 1
    assert "The program met a fault: KeyError" in ran.err


def test_looking_changes_nothing(sound: Path, run: Run, tmp_path: Path) -> None:
    plant(sound, LETTER)
    kept = tmp_path / "giu.db"
    shutil.copy(sound, kept)
    for command in (*LISTS, *REPORTS):
        run(*command)
    assert sound.read_bytes() == kept.read_bytes()
    assert [path.name for path in sound.parent.iterdir()] == [sound.name]


@pytest.mark.parametrize("command", [("check",), ("overdue", "--exit-code"), ("missed", "--exit-code")], ids=" ".join)
def test_a_script_is_told_by_the_exit_code_where_damage_may_hide_what_is_late(
    sound: Path, run: Run, command: tuple[str, ...]
) -> None:
    run("task", "done", "1", "--on", "28/5/2021", "--doc", "45/BC-STP")
    assert run(*command).code == 0
    plant(sound, ORPHAN)
    assert run(*command).code == 3
