"""init and status: where a register begins, and what it says of itself at a glance."""

from __future__ import annotations

import json
import re
import shlex
import stat
from pathlib import Path

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file


def test_init_makes_a_register_for_its_owner_alone_and_says_what_next(env: Path, run: Run) -> None:
    ran = run("init")
    assert (ran.code, ran.err) == (0, "")
    first, following = ran.out.splitlines()
    assert first == f"New register: {env}"
    assert following.startswith("Next: tuphap import ")
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert stat.S_IMODE(env.parent.stat().st_mode) == 0o700
    assert run("status").code == 0


def test_init_leaves_a_register_that_is_there_alone(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    ran = run("init")
    assert (ran.code, ran.out) == (6, "")
    assert str(office.register.path) in ran.err
    assert dump_file(office.register.path) == before


def test_init_does_not_touch_another_file(env: Path, run: Run) -> None:
    env.parent.mkdir()
    env.write_text("ghi chép", encoding="utf-8")
    assert run("init").code == 6
    assert env.read_text(encoding="utf-8") == "ghi chép"


def test_init_below_a_file_is_refused_without_a_trace(env: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    ran = run("-R", str(tmp_path / "tep" / "so.db"), "init")
    assert (ran.code, ran.out) == (6, "")
    assert "so.db" in ran.err


@pytest.mark.parametrize("words", [("status",), ("overdue",), ("task", "done", "1"), ("unit", "list")], ids=" ".join)
def test_without_a_register_every_command_says_how_to_make_one(env: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.splitlines() == [
        f"There is no register yet at {env}.",
        "Make one with `tuphap init`, or name another with --register or TUPHAP_REGISTER.",
    ]
    assert not env.exists()


def test_status_counts_what_the_register_holds_and_how_it_stands(office: Clerk, run: Run) -> None:
    found = json.loads(run("status", "-f", "json").out)
    assert found["register"] == str(office.register.path)
    assert found["totals"] == {
        "decisions": 1, "units": 4, "tasks": 7, "entries": 4, "journal": len(entries(office)), "soon": 1,
        "soon_tasks": 1,
    }  # fmt: skip
    assert {row["state"]: row["tasks"] for row in found["rows"] if row["tasks"]} == {
        "done_on_time": 1, "done_late": 1, "in_time_under_way": 1, "in_time_not_started": 1, "overdue_under_way": 1,
        "overdue_not_started": 1, "no_deadline": 1,
    }  # fmt: skip


def test_status_names_the_place_the_last_change_and_the_day(office: Clerk, run: Run) -> None:
    run("task", "done", "4")
    text = run("status").out
    assert text.splitlines()[0] == "The register on 09/07/2021"
    assert str(office.register.path) in text
    assert "clerk: tuphap task done" in text
    assert "due within 7 days" in text


def test_status_as_of_a_past_day_counts_what_stood_then(office: Clerk, run: Run) -> None:
    then = json.loads(run("status", "--as-of", "1/6/2021", "-f", "json").out)
    assert then["as_of"] == "2021-06-01"
    assert {row["state"]: row["tasks"] for row in then["rows"] if row["tasks"]} == {
        "in_time_not_started": 5, "overdue_under_way": 1, "no_deadline": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("ahead", "count"), [("6", 0), ("7", 1), ("83", 2)])
def test_how_far_ahead_is_soon_is_a_setting(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, ahead: str, count: int
) -> None:
    monkeypatch.setenv("TUPHAP_SOON", ahead)
    assert json.loads(run("status", "-f", "json").out)["totals"]["soon"] == count


def test_reading_changes_nothing_in_the_register(office: Clerk, run: Run) -> None:
    office.extend(1, day("31/8"), day("2/7"))
    before = office.register.path.read_bytes()
    for words in (("status",), ("check",), ("overdue",), ("missed",), ("task", "list"), ("report", "year", "2021")):
        run(*words)
        run(*words, "--format", "json")
    assert office.register.path.read_bytes() == before


def test_the_demo_shows_three_reports_in_a_register_of_its_own(env: Path, run: Run, tmp_path: Path) -> None:
    ran = run("demo", "--folder", str(tmp_path / "thu"))
    assert (ran.code, ran.err) == (0, "")
    for title in ("Overdue tasks on 09/07/2021", "Missed on 09/07/2021", "Summary of quarter II/2021"):
        assert title in ran.out
    assert "illustration" in ran.out.splitlines()[0]
    assert (tmp_path / "thu" / "so-nhiem-vu.db").exists()
    assert not env.exists()
    again = run("demo", "--folder", str(tmp_path / "thu"))
    assert (again.code, again.out.count("Overdue")) == (6, 0)


def test_what_the_demo_advises_is_about_its_own_register_and_works_as_printed(run: Run, tmp_path: Path) -> None:
    shown = run("demo", "--folder", str(tmp_path / "thu nghiem")).out
    advised = re.findall(
        r"tuphap (-R '.+?' (?:report quarter 2/2021|task list --state open --as-of 9/7/2021))", shown
    )
    assert (len(advised), shown.count("tuphap ")) == (2, 2)
    for command in advised:
        ran = run(*shlex.split(command))
        assert (ran.code, ran.err, ran.out != "") == (0, "", True), command


def test_entries_that_were_taken_back_are_not_counted(office: Clerk, run: Run) -> None:
    def counted() -> int:
        return int(json.loads(run("status", "-f", "json").out)["totals"]["entries"])

    before = counted()
    assert run("task", "done", "1", "--doc", "45/BC-STP").code == 0
    assert counted() == before + 1
    assert run("undo", "--yes").code == 0
    assert counted() == before
    assert run("redo", "--yes").code == 0
    assert counted() == before + 1
