"""undo and redo as a clerk meets them: shown, asked, done, refused with what stands in the way."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.test_done import WRITING
from tests.conftest import Run
from tests.store.test_undo import state
from tests.support.keyboard import typed
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump, dump_file
from tuphap_cli.reports.command_words import command_words
from tuphap_cli.store.write import standing_table

PLAN = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]] + [
    [str(n), f"Việc thứ {n}", "Phòng Mới lập", "30/9/2021"] for n in range(1, 31)
]


def imported(run: Run, folder: Path) -> None:
    file = csv_of_rows(folder / "phu-luc.csv", PLAN)
    ran = run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021", "--create-units")
    assert ran.code == 0, ran.err


# -- what is shown and asked ---------------------------------------------------------------------------------


def test_an_undo_says_what_it_takes_back_and_how_to_go_back(office: Clerk, run: Run) -> None:
    run("task", "done", "4", "--doc", "45/BC-STP")
    ran = run("undo", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "To be undone: entry 6 of" in ran.out
    assert "taken back: 1 ledger entry" in ran.out
    assert "ledger entry “done” of 09/07/2021, task 4 (25/QĐ-STP:II.1): taken back" in ran.out
    assert "Undone: entry 6, by journal entry 7." in ran.out
    assert "tuphap redo 6" in ran.out
    assert office.state(4) == "in_time_not_started"
    assert office.journal()[-1].command == "undo 6"


def test_the_columns_that_are_set_back_are_named(office: Clerk, run: Run) -> None:
    run("task", "edit", "4", "--title", "Tên khác")
    out = run("undo", "--dry-run").out
    assert "task 4 (25/QĐ-STP:II.1): title Tên khác → Kiểm tra tổ chức hành nghề công chứng" in out
    assert "Tried only; nothing was written." in out


def test_an_import_is_undone_as_one_in_figures_and_the_first_rows(office: Clerk, run: Run, tmp_path: Path) -> None:
    before = state(office)
    imported(run, tmp_path)
    ran = run("undo", "--yes")
    assert "removed: 1 decision, 1 unit, 30 tasks, 30 deadlines" in ran.out
    assert "task 8 (40/QĐ-STP:1): removed" in ran.out
    assert "… (+47)" in ran.out
    assert state(office) == before
    assert run("redo", "--yes").code == 0
    assert set(office.rows()) == set(range(1, 38))


def test_numbers_of_tasks_are_never_given_again(office: Clerk, run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path)
    run("undo", "--yes")
    run("task", "add", "Việc khác", "--decision", "25/QĐ-STP")
    assert max(office.rows()) == 38


def test_a_person_is_asked_and_only_a_yes_goes_on(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    office.start(4, day("1/7"))
    for answer in ("\n", "n\n", "", "khong\n"):
        typed(monkeypatch, answer)
        ran = run("undo")
        assert (ran.code, "Nothing was changed." in ran.out) == (0, True)
        assert len(office.journal()) == 6
    typed(monkeypatch, "Có\n")
    assert run("undo").code == 0
    assert office.journal()[-1].command == "undo 6"


def test_without_a_terminal_it_needs_yes(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    ran = run("undo")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert len(office.journal()) == 5


def test_a_trial_writes_nothing_and_needs_no_yes(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    assert run("undo", "--dry-run").code == 0
    assert dump_file(office.register.path) == before


# -- which -----------------------------------------------------------------------------------------------------


def test_undo_again_goes_further_back_and_redo_comes_forward(office: Clerk, run: Run) -> None:
    before = state(office)
    for _ in range(4):
        assert run("undo", "--yes").code == 0
    assert [row.command for row in office.journal()][5:] == ["undo 5", "undo 4", "undo 3", "undo 2"]
    assert {row.entries for row in office.rows().values()} == {0}
    for _ in range(4):
        assert run("redo", "--yes").code == 0
    assert [row.command for row in office.journal()][9:] == ["redo 2", "redo 3", "redo 4", "redo 5"]
    assert state(office) == before


def test_an_entry_in_the_middle_is_undone_by_its_number(office: Clerk, run: Run) -> None:
    assert run("undo", "3", "--yes").code == 0
    assert office.state(3) == "in_time_not_started"
    assert office.state(5) == "done_on_time"


def test_the_undo_of_an_undo_is_the_redo(office: Clerk, run: Run) -> None:
    before = state(office)
    run("undo", "--yes")
    assert run("undo", "6", "--yes").code == 0
    assert office.journal()[-1].command == "redo 5"
    assert state(office) == before
    assert run("undo", "7", "--yes").code == 0
    assert office.journal()[-1].command == "undo 5"


def test_what_was_taken_back_is_entered_again_with_its_words(office: Clerk, run: Run) -> None:
    run("task", "reopen", "5", "--reason", "Ghi nhầm")
    run("undo", "--yes")
    assert office.state(5) == "done_on_time"
    assert "ledger entry “done” of 08/06/2021, task 5 (25/QĐ-STP:II.2)" in run("redo", "--dry-run").out
    run("redo", "--yes")
    assert office.state(5) != "done_on_time"
    notes = [r[0] for r in office.register.connection.execute("SELECT note FROM progress WHERE kind = 'void'")]
    assert notes == ["Ghi nhầm", "Ghi nhầm"]


def test_the_ledger_keeps_what_was_undone(office: Clerk, run: Run) -> None:
    rows = office.register.connection.execute("SELECT COUNT(*) FROM progress").fetchone()[0]
    run("undo", "--yes")
    assert office.register.connection.execute("SELECT COUNT(*) FROM progress").fetchone()[0] == rows + 1
    out = run("task", "show", "6").out
    assert "undo 5" in out


def test_an_extension_that_was_undone_counts_nowhere(office: Clerk, run: Run) -> None:
    ground = ("--by", "12/TB-STP", "--reason", "Chờ hướng dẫn")
    run("task", "extend", "1", "--to", "31/8/2021", *ground, "--on", "1/7/2021")
    assert office.state(1) == "in_time_not_started"
    run("undo", "--yes")
    assert office.state(1) == "overdue_not_started"
    shown = json.loads(run("task", "show", "1", "-f", "json").out)
    assert "12/TB-STP" not in json.dumps(shown, ensure_ascii=False)
    report = run("report", "quarter", "3/2021", "--as-of", "9/7/2021").out
    assert "12/TB-STP" not in report
    # an earlier decision can be recorded now
    assert run("task", "extend", "1", "--to", "31/7/2021", *ground, "--on", "15/6/2021").code == 0
    run("undo", "--yes")
    assert run("redo", "6", "--yes").code == 0
    assert office.row(1).due == day("31/8")


# -- refused -------------------------------------------------------------------------------------------------


def refused(run: Run, office: Clerk, *words: str) -> str:
    before = dump(office.register.connection)
    ran = run(*words, "--yes")
    assert ran.code == 5, ran.err
    assert dump(office.register.connection) == before
    return ran.err


def test_nothing_to_undo_or_redo_is_a_conflict_with_a_sentence(register_path: Path, clerk: Clerk, run: Run) -> None:
    assert "nothing to undo" in refused(run, clerk, "undo")
    assert "nothing to redo" in refused(run, clerk, "redo")
    assert run("undo", "1", "--yes").code == 4


def test_twice_the_same_is_a_conflict(office: Clerk, run: Run) -> None:
    run("undo", "--yes")
    assert "Journal entry 5 (task done) was undone already, by entry 6." in refused(run, office, "undo", "5")
    run("redo", "--yes")
    assert "is not undone; there is nothing to redo" in refused(run, office, "redo", "5")
    assert "is not undone; there is nothing to redo" in refused(run, office, "redo", "6")


def test_what_later_entries_rest_on_is_not_taken_back(office: Clerk, run: Run) -> None:
    error = refused(run, office, "undo", "1")
    assert "Journal entry 1 (test) cannot be taken back: entry 2 (task progress) rests on it." in error
    assert "tuphap undo 2" in error


def test_an_import_whose_task_has_an_entry_stays_until_that_is_undone(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    imported(run, tmp_path)
    run("task", "start", "9")
    assert "entry 7 (task start) rests on it" in refused(run, office, "undo", "6")
    assert run("undo", "7", "--yes").code == 0
    assert run("undo", "6", "--yes").code == 0
    assert set(office.rows()) == set(range(1, 8))
    assert run("redo", "6", "--yes").code == 0
    assert run("redo", "7", "--yes").code == 0
    assert office.row(9).entries == 1


def test_a_unit_that_something_names_stays(office: Clerk, run: Run) -> None:
    run("unit", "add", "TGPL", "--name", "Trung tâm trợ giúp")
    run("obstacle", "add", "Thiếu biên chế", "--unit", "TGPL")
    assert "entry 7 (obstacle add) rests on it" in refused(run, office, "undo", "6")
    run("undo", "--yes")
    run("task", "edit", "3", "--support", "TGPL")
    assert "entry 9 (task edit) rests on it" in refused(run, office, "undo", "6")


def test_the_same_row_changed_later_is_not_set_back(office: Clerk, run: Run) -> None:
    run("task", "edit", "4", "--title", "Một")
    run("task", "edit", "4", "--title", "Hai")
    assert "entry 7 (task edit) rests on it" in refused(run, office, "undo", "6")


def test_later_entries_on_the_same_deadline_are_in_the_way(office: Clerk, run: Run) -> None:
    run("task", "progress", "3", "--percent", "40")
    assert "entry 6 (task progress) rests on it" in refused(run, office, "undo", "3")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("task", "done", "4", "--doc", "1/BC"), "ghi hoàn thành (tuphap task done)"),
        (("task", "edit", "4", "--title", "Tên khác"), "sửa nhiệm vụ (tuphap task edit)\n  4: nội dung\n"),
        (("task", "edit", "3", "--support", "HCTP", "--note", "x"), "\n  3: ghi chú, đơn vị phối hợp\n"),
        (("unit", "edit", "VP", "--email", "vp@example.vn"), "sửa đơn vị (tuphap unit edit)\n  VP: thư điện tử\n"),
        (("task", "remove", "4"), "bỏ nhiệm vụ ghi nhầm (tuphap task remove)"),
        (("task", "done", "4", "--doc", "1/BC", "--adjust"), "ghi hoàn thành (tuphap task done --adjust)"),
    ],
)
def test_what_is_undone_is_said_in_the_offices_words(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    assert run(*words).code == 0
    assert said in run("undo", "--dry-run").out
    last = office.journal()[-1].seq
    assert all(part.strip() in run("journal", "show", str(last)).out for part in said.strip().split("\n"))


def test_the_rule_of_a_deadline_is_said_as_a_sentence(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    words = ("Góp ý dự thảo", "--decision", "25/QĐ-STP", "--unit", "VP", "--deadline", "Quý II, III")
    assert run("task", "add", *words).code == 0
    assert run("task", "edit", "8", "--due", "không").code == 0
    told = run("undo", "--dry-run").out
    assert "do người giữ sổ xác định" in told
    assert "entered" not in told


def test_every_command_that_is_undone_has_its_words(office: Clerk) -> None:
    """Those that write of tests/cli/test_done.py, but for what cannot be undone."""
    aside = {"undo", "redo", "backup", "restore", "doctor", "upgrade", "settings"}
    assert {name for name in WRITING if command_words(name) == f"tuphap {name}"} <= aside


def begun_and_reported(run: Run) -> None:
    """Entries 6 to 9: begun, 40 %, another task, done."""
    for words in (
        ("start", "4"),
        ("progress", "4", "--percent", "40"),
        ("start", "7"),
        ("done", "4", "--doc", "1/BC"),
    ):
        assert run("task", *words).code == 0


def test_later_entries_are_taken_back_with_it_the_last_one_first(office: Clerk, run: Run) -> None:
    before = state(office)
    begun_and_reported(run)
    ran = run("undo", "6", "--with-later", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "2 later entries rest on it and are taken back first:" in ran.out
    shown = [line.split()[4] for line in ran.out.splitlines() if line.startswith("To be undone: entry")]
    assert shown == ["6", "9", "7"]
    assert [entry.command for entry in office.journal()[-3:]] == ["undo 9", "undo 7", "undo 6"]
    assert "To go back: tuphap redo 6; tuphap redo 7; tuphap redo 9" in ran.out
    assert office.row(7).entries == 1, "another task's entry stays"
    run("undo", "8", "--yes")
    assert state(office) == before
    for number in ("6", "7", "9"):
        assert run("redo", number, "--yes").code == 0
    assert office.state(4) == "done_on_time"
    assert run("journal", "verify").code == 0


def test_a_trial_of_it_changes_nothing(office: Clerk, run: Run) -> None:
    begun_and_reported(run)
    before = dump(office.register.connection)
    ran = run("undo", "6", "--with-later", "--dry-run")
    assert ran.code == 0
    assert "2 later entries" in ran.out
    assert dump(office.register.connection) == before


@pytest.mark.parametrize(("answer", "taken"), [("c\n", True), ("\n", False), ("k\n", False)])
def test_on_a_terminal_it_is_offered(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, taken: bool
) -> None:
    begun_and_reported(run)
    typed(monkeypatch, answer)
    ran = run("undo", "6")
    assert ran.code == 0
    assert "2 later entries" in ran.out
    assert (office.row(4).entries == 0) is taken


def test_it_is_all_or_nothing(office: Clerk, run: Run) -> None:
    """The report signed in between has counted the completion, not what was begun on the day after its end."""
    run("task", "start", "4", "--on", "10/6")
    run("task", "done", "4", "--on", "11/6", "--doc", "1/BC")
    run("report", "close", "Q2/2021")
    before = dump(office.register.connection)
    assert run("undo", "6", "--with-later", "--yes").code == 5
    assert dump(office.register.connection) == before
    assert run("undo", "6", "--with-later", "--yes", "--adjust").code == 0
    assert [entry.command for entry in office.journal()[-2:]] == ["undo 7 --adjust", "undo 6 --adjust"]


def test_without_the_option_a_pipe_is_told_of_it(office: Clerk, run: Run) -> None:
    begun_and_reported(run)
    for words in ((), ("--yes",), ("--dry-run",)):
        ran = run("undo", "6", *words)
        assert (ran.code, ran.out) == (5, "")
        assert "`tuphap undo 6 --with-later`" in ran.err


def test_a_program_gets_every_entry(office: Clerk, run: Run) -> None:
    begun_and_reported(run)
    told = json.loads(run("undo", "6", "--with-later", "--yes", "-f", "json").out)
    assert told["rows"] == [{"entry": 9, "by_entry": 10}, {"entry": 7, "by_entry": 11}, {"entry": 6, "by_entry": 12}]


def test_what_would_stand_twice_names_what_is_in_the_way(office: Clerk, run: Run) -> None:
    run("unit", "add", "TGPL", "--name", "Trung tâm trợ giúp")
    run("undo", "--yes")
    run("unit", "add", "TGPL", "--name", "Trung tâm khác")
    assert "entry 8 (unit add) rests on it" in refused(run, office, "redo", "6")
    run("unit", "edit", "TGPL", "--name", "Trung tâm trợ giúp")
    run("undo", "--yes")
    run("undo", "--yes")
    run("unit", "add", "TG", "--name", "Trung tâm trợ giúp")
    assert "(unit add) rests on it" in refused(run, office, "redo", "6")


def test_a_day_of_a_closed_period_needs_adjust(office: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021").code == 0
    error = refused(run, office, "undo", "5")
    assert "--adjust" in error
    assert run("undo", "5", "--yes", "--adjust").code == 0
    assert office.journal()[-1].command == "undo 5 --adjust"
    shown = json.loads(run("report", "quarter", "3/2021", "--as-of", "9/7/2021", "-f", "json").out)
    assert [(row["task"], row["kind"]) for row in shown["adjusted"]] == [(6, "void")]
    assert run("redo", "5", "--yes", "--adjust").code == 0


def test_an_extension_of_a_closed_period_that_is_taken_back_is_shown_apart(office: Clerk, run: Run) -> None:
    ground = ("--by", "12/TB-STP", "--reason", "Chờ hướng dẫn", "--on", "1/6/2021")
    run("task", "extend", "4", "--to", "31/10/2021", *ground)
    run("report", "close", "Q2/2021")
    assert run("undo", "6", "--yes", "--adjust").code == 0
    shown = json.loads(run("report", "quarter", "3/2021", "--as-of", "9/7/2021", "-f", "json").out)
    apart = [(row["task"], row["kind"], row["document"]) for row in shown["adjusted"]]
    assert apart == [(4, "unextend", "12/TB-STP")]


def test_a_closing_is_undone_and_done_again(office: Clerk, run: Run) -> None:
    run("report", "close", "Q2/2021", "--doc", "45/BC-STP")
    kept = dump(office.register.connection)["closed_period"]
    assert run("undo", "--yes").code == 0
    assert dump(office.register.connection)["closed_period"] == []
    assert run("redo", "--yes").code == 0
    assert dump(office.register.connection)["closed_period"] == kept


def test_a_reopening_is_not_undone_while_the_period_is_closed_anew(office: Clerk, run: Run) -> None:
    run("report", "close", "Q2/2021")
    run("report", "reopen", "Q2/2021", "--by", "1/TB", "--reason", "Sai số")
    run("report", "close", "Q2/2021")
    assert "entry 8 (report close) rests on it" in refused(run, office, "undo", "7")


def test_a_broken_journal_is_no_ground_for_taking_back(office: Clerk, run: Run) -> None:
    office.register.connection.execute("UPDATE journal SET summary = 'khác' WHERE seq = 2")
    assert "not whole from entry 2 on" in refused(run, office, "undo")


def test_a_row_that_was_changed_past_the_program_is_not_overwritten(office: Clerk, run: Run) -> None:
    run("task", "edit", "4", "--title", "Tên khác")
    office.register.connection.execute("UPDATE task SET title = 'lén sửa' WHERE id = 4")
    assert "task 4 is not as the journal left it" in refused(run, office, "undo")
    office.start(4, day("1/7"))
    office.register.connection.execute("PRAGMA foreign_keys = OFF")
    office.register.connection.execute("DELETE FROM progress WHERE task_id = 4")
    assert "progress" in refused(run, office, "undo")


@pytest.mark.parametrize("command", ["upgrade", "restore"])
def test_what_concerns_the_file_itself_is_not_undone(office: Clerk, run: Run, command: str) -> None:
    with office.register.writing(command, "clerk") as change:
        change.update("unit", 1, {"email": "a@b.vn"})
    assert "cannot be undone" in refused(run, office, "undo", "6")
    assert run("undo", "--yes").code == 0
    assert office.journal()[-1].command == "undo 5"


def test_ids_that_were_given_up_and_given_again_are_not_mixed_up(office: Clerk, run: Run) -> None:
    """Entries that cancel each other go with their task; the next entry of another task gets their place."""
    run("task", "add", "Việc mới", "--decision", "25/QĐ-STP", "--due", "30/9/2021")
    run("task", "done", "8")
    run("task", "reopen", "8", "--reason", "Ghi nhầm")
    for _ in range(3):
        assert run("undo", "--yes").code == 0
    office.start(4, day("1/7"))
    office.progress(4, day("2/7"), 30)
    before = state(office)
    for _ in range(3):
        assert run("redo", "--yes").code == 0
    assert (office.row(8).done_on, office.row(4).percent) == (None, 30)
    for _ in range(3):
        assert run("undo", "--yes").code == 0
    assert state(office) == before
    assert run("undo", "--yes").code == 0
    assert office.row(4).percent == 0
    assert run("journal", "verify").code == 0


def test_a_cache_follows_the_deadline_that_is_set_back(office: Clerk, run: Run) -> None:
    before = state(office)
    run("task", "edit", "1", "--due", "31/8/2021", "--reason", "Gõ nhầm")
    assert office.row(1).due == day("31/8")
    run("undo", "--yes")
    assert state(office) == before
    with office.writing() as change:
        standing_table.settle(change.connection, [1])
    assert state(office) == before


def test_a_repair_of_the_state_kept_stands_in_no_ones_way(office: Clerk, run: Run) -> None:
    run("task", "add", "Việc mới", "--decision", "25/QĐ-STP", "--deadline", "30/9/2021")
    number = max(office.rows())
    office.register.connection.execute("UPDATE standing SET percent = 77 WHERE task_id = ?", (number,))
    assert run("doctor", "--repair").code in {0, 3}
    assert office.journal()[-1].command == "doctor --repair"
    added = office.journal()[-2].seq
    ran = run("undo", str(added), "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert number not in office.rows()
    assert run("redo", "--yes").code == 0
    assert "cache" not in run("doctor", "-f", "json").out


def test_another_order_of_the_supporting_units_is_undone_and_done_again(office: Clerk, run: Run) -> None:
    """Such a row is known by its task and unit, which the journal must name also where they stay."""
    run("task", "edit", "4", "--support", "VP", "--support", "PBPL")
    before = state(office)
    run("task", "edit", "4", "--support", "PBPL", "--support", "VP")
    after, edited = state(office), office.journal()[-1].seq
    for verb, wanted in (("undo", before), ("redo", after), ("undo", before)):
        ran = run(verb, str(edited), "--yes")
        assert (ran.code, ran.err) == (0, "")
        assert state(office) == wanted
        found = json.loads(run("doctor", "-f", "json").out)["rows"]
        assert [row for row in found if row["severity"] == "error"] == []
