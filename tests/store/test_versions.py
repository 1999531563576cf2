"""A change prepared on a row as it no longer is, is refused with who was there before; nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli import errors
from tuphap_cli.domain.model import DeadlineKind, Reading
from tuphap_cli.domain.workdays import SpecialDay
from tuphap_cli.store import any_register
from tuphap_cli.store.tables import Decision, Task, Unit
from tuphap_cli.store.write import days_off, records, tasks, versions
from tuphap_cli.store.write.change import Change

# Each table whose rows are edited: another clerk's command, and the row's id.
COMMANDS: dict[str, tuple[str, ...]] = {
    "decision": ("decision", "edit", "25/QĐ-STP", "--title", "Tên mới"),
    "unit": ("unit", "edit", "VP", "--email", "vp@example.vn"),
    "task": ("task", "edit", "1", "--product", "Báo cáo"),
    "day_off": ("calendar", "remove", "31/8/2026"),
    "obstacle": ("obstacle", "resolve", "1", "--how", "Đã cấp kinh phí"),
    "filing": ("filing", "record", "VP", "Q1/2021", "--on", "20/3/2021", "--replace"),
    "period_text": ("report", "text", "Q2/2021", "--part", "han-che", "Thiếu kinh phí"),
}  # fmt: skip
EDITS: dict[str, Callable[[Change], object]] = {
    "decision": lambda change: records.edit_decision(change, 1, {"title": "Tên khác"}),
    "unit": lambda change: records.edit_unit(change, 1, {"email": "khac@example.vn"}),
    "task": lambda change: tasks.edit_task(change, 1, {"product": "Kế hoạch"}),
    "day_off": lambda change: change.update("day_off", 1, {"reason": "Lý do khác"}),
    "obstacle": lambda change: change.update("obstacle", 1, {"what": "Thiếu người"}),
    "filing": lambda change: change.update("filing", 1, {"note": "Gửi lại"}),
    "period_text": lambda change: change.update("period_text", 1, {"text": "Thiếu biên chế"}),
}
FULL_LANE: dict[str, type[SQLModel]] = {"decision": Decision, "unit": Unit, "task": Task}
each_table = pytest.mark.parametrize("table", COMMANDS)


@pytest.fixture
def office(clerk: Clerk, run: Run) -> Clerk:
    """One row of each kind."""
    unit = clerk.unit("VP", "Văn phòng")
    clerk.task(clerk.decision(), unit=unit, due=day("30/6"))
    with clerk.writing("calendar add") as change:
        days_off.enter(change, SpecialDay(day("31/8/2026"), worked=False, reason="Nghỉ bù", document="1/QĐ"))
    assert run("obstacle", "add", "Thiếu kinh phí", "--task", "1", "--on", "1/7/2021").code == 0
    assert run("filing", "record", "VP", "Q1/2021", "--on", "19/3/2021").code == 0
    assert run("report", "text", "Q2/2021", "--part", "han-che", "Thiếu người").code == 0
    return clerk


@pytest.mark.file_register
def test_every_table_with_a_version_is_guarded(office: Clerk) -> None:
    found = office.register.connection.execute(
        "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE c.name = 'version'"
    )
    assert {row[0] for row in found} == set(versions.VERSIONED) == set(COMMANDS) == set(EDITS)


@each_table
def test_an_edit_raises_the_version_and_the_journal_says_so(office: Clerk, table: str) -> None:
    before = versions.version_of(office.register.connection, table)[1]
    with office.writing() as change:
        EDITS[table](change)
    changes = json.loads(office.journal()[-1].changes)
    steps = [(old["version"], new["version"]) for name, row, old, new in changes if (name, row) == (table, 1)]
    assert [old for old, _new in steps] == list(range(before, before + len(steps)))
    assert all(new == old + 1 for old, new in steps)
    assert versions.version_of(office.register.connection, table)[1] == before + len(steps) > before


@each_table
def test_a_change_prepared_on_an_older_version_is_refused_with_who_and_when(
    office: Clerk, run: Run, register_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    with any_register.open_register(register_path, write=True) as mine:
        read = versions.version_of(mine.connection, table)[1]
        monkeypatch.setenv("TUPHAP_ACTOR", "chi-lan")
        theirs = run(*COMMANDS[table])
        assert theirs.code == 0, theirs.err
        settled = dump_file(register_path)

        def write_mine() -> None:
            with mine.writing("mine", "clerk") as change:
                change.expect(table, 1, read)
                EDITS[table](change)

        with pytest.raises(errors.Changed) as refused:
            write_mine()
    assert office.journal()[-1].actor in str(refused.value)
    assert " ".join(COMMANDS[table][:2]) in str(refused.value)
    assert refused.value.facts["number"] == str(office.journal()[-1].seq)
    assert dump_file(register_path) == settled


@pytest.mark.parametrize("table", ["decision", "unit", "task"])
def test_the_full_lane_writes_only_on_the_version_that_it_read(office: Clerk, table: str) -> None:
    before = dump_file(office.register.path)

    def write() -> None:
        with office.writing() as change:
            EDITS[table](change)
            row = change.session.get_one(FULL_LANE[table], 1)
            change.connection.execute(f"UPDATE {table} SET version = version + 1 WHERE id = 1")
            setattr(row, "email" if table == "unit" else "title", "khác")
            change.flush()

    with pytest.raises(errors.Changed):
        write()
    assert dump_file(office.register.path) == before


def test_what_is_recorded_on_a_task_leaves_its_version(office: Clerk, run: Run) -> None:
    before = versions.version_of(office.register.connection, "task")
    assert run("task", "progress", "1", "--percent", "40").code == 0
    assert versions.version_of(office.register.connection, "task") == before


# -- a list that goes out and comes in ------------------------------------------------------------------------


@pytest.fixture
def asked(office: Clerk, run: Run, tmp_path: Path) -> Path:
    """The list of open questions, about tasks 2 and 3, answered in full."""
    for _ in range(2):
        unread = Reading("sớm nhất có thể", DeadlineKind.UNREAD)
        office.task(1, "Nhiệm vụ chưa có hạn", text=unread.phrase, reading=unread)
    file = tmp_path / "cau-hoi.csv"
    assert run("deadline", "questions", "-o", str(file)).code == 0
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].endswith('"due","version"')
    file.write_text("\n".join([lines[0], *(line.replace('"",', '"30/9/2021",') for line in lines[1:])]), "utf-8")
    return file


def test_a_list_of_questions_whose_tasks_stand_goes_in_and_a_second_time_changes_nothing(
    office: Clerk, run: Run, asked: Path
) -> None:
    assert run("deadline", "answer", str(asked)).code == 0
    settled = dump_file(office.register.path)
    assert run("deadline", "answer", str(asked)).code == 0
    assert dump_file(office.register.path) == settled


def test_a_list_whose_task_was_changed_meanwhile_is_refused_whole(
    office: Clerk, run: Run, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_ACTOR", "chi-lan")
    assert run("task", "edit", "3", "--title", "Nhiệm vụ khác hẳn").code == 0
    before = dump_file(office.register.path)
    ran = run("deadline", "answer", str(asked))
    assert ran.code == 5
    assert "line 3: task 3 was changed since the list was made" in ran.err
    assert office.journal()[-1].actor in ran.err
    assert "task edit" in ran.err
    assert dump_file(office.register.path) == before


def test_an_undo_and_another_edit_do_not_make_an_old_list_look_fresh(run: Run, asked: Path) -> None:
    assert run("task", "edit", "3", "--title", "Nhiệm vụ sửa lần một").code == 0
    assert run("deadline", "questions", "-o", str(asked), "--overwrite").code == 0
    asked.write_text(asked.read_text("utf-8-sig").replace('"",', '"30/9/2021",'), "utf-8")
    assert run("undo", "--yes").code == 0
    assert run("task", "edit", "3", "--title", "Nhiệm vụ sửa lần hai").code == 0
    assert run("deadline", "answer", str(asked)).code == 5


def test_work_recorded_meanwhile_does_not_hold_the_answers_back(office: Clerk, run: Run, asked: Path) -> None:
    assert run("task", "progress", "3", "--percent", "10").code == 0
    assert run("deadline", "answer", str(asked)).code == 0


def test_a_list_without_versions_is_taken_as_before(office: Clerk, run: Run, asked: Path, tmp_path: Path) -> None:
    assert run("task", "edit", "3", "--title", "Nhiệm vụ khác hẳn").code == 0
    plain = tmp_path / "tay.csv"
    plain.write_text("task,due\n3,30/9/2021\n", encoding="utf-8")
    assert run("deadline", "answer", str(plain)).code == 0
