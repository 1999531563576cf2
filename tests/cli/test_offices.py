"""Several offices in one register: each has a book of its own, and what they have is added up."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support import read_back
from tuphap_cli.domain.tallies import BOXES

Row = dict[str, Any]
REPORT = ("office", "report", "Q2/2021")


def rows(run: Run, *words: str) -> dict[str, Row]:
    """The rows of a list of offices by the office."""
    ran = run(*words, "-f", "json")
    assert ran.code == 0, ran
    return {row["office"]: row for row in json.loads(ran.out)["rows"]}


def journal(run: Run, *words: str) -> list[Row]:
    """The journal of a book."""
    found: list[Row] = json.loads(run(*words, "journal", "list", "-f", "json").out)["rows"]
    return found


def task(run: Run, office: str, title: str, due: str, *, done: str = "") -> None:
    """A task of an office, entered under its one decision, and its completion."""
    words = ("-O", office) if office else ()
    run(*words, "decision", "add", "25/QĐ-STP", "--issued", "26/2/2021")
    ran = run(*words, "task", "add", title, "--decision", "25/QĐ-STP", "--due", due, "-f", "json")
    assert ran.code == 0, ran
    if done:
        number = json.loads(ran.out)["rows"][0]["task"]
        assert run(*words, "task", "done", str(number), "--on", done, "--doc", "1/BC-STP").code == 0


@pytest.fixture
def province(env: Path, run: Run) -> Path:
    """A province's register with the offices STP, below it STP/PB, and HD; nothing is in their books."""
    assert run("init", "--no-nightly", "--office", "UBND TỈNH").code == 0
    assert run("office", "add", "STP", "--name", "Sở Tư pháp").code == 0
    assert run("-O", "STP", "office", "add", "PB", "--name", "Phòng Phổ biến").code == 0
    assert run("office", "add", "HD", "--name", "UBND huyện Hồng Dân").code == 0
    return env


# -- books ---------------------------------------------------------------------------------------------------


def test_an_office_gets_a_book_beside_the_one_above(province: Path, run: Run) -> None:
    stp = Path(f"{province}.co-quan") / "STP.db"
    places = {"": province, "HD": stp.with_name("HD.db"), "STP": stp, "STP/PB": Path(f"{stp}.co-quan") / "PB.db"}
    assert {office: Path(row["register"]) for office, row in rows(run, "office", "list").items()} == places
    for place in places.values():
        assert run("-R", str(place), "doctor").code == 0
    ran = run("-O", "hd", "office", "add", "VP", "--name", "Văn phòng")
    assert ran.out.splitlines() == [
        f"Văn phòng has a book of its own: {stp.with_name('HD.db')}.co-quan/VP.db",
        "Next: tuphap -O HD/VP settings",
    ]


def test_each_has_its_own_numbers_decisions_units_and_journal(province: Path, run: Run) -> None:
    for office in ("", "STP", "HD"):
        task(run, office, f"Việc của {office or 'tỉnh'}", "15/5/2021")
    assert "Việc của STP" in run("-O", "STP", "task", "show", "1").out
    assert "Việc của tỉnh" in run("task", "show", "1").out
    assert run("-O", "HD", "unit", "add", "VP", "--name", "Văn phòng").code == 0
    assert json.loads(run("unit", "list", "-f", "json").out)["rows"] == []
    before = len(journal(run))
    assert run("-O", "HD", "undo", "--yes").code == 0
    assert (len(journal(run)), json.loads(run("-O", "HD", "unit", "list", "-f", "json").out)["rows"]) == (before, [])


def test_each_has_its_own_settings_the_others_keep_theirs(province: Path, run: Run) -> None:
    def setting(name: str, *words: str) -> str:
        return str(json.loads(run(*words, "settings", name, "-f", "json").out)["rows"][0]["value"])

    assert (setting("office"), setting("superior")) == ("UBND TỈNH", "")
    assert (setting("office", "-O", "STP"), setting("superior", "-O", "STP")) == ("SỞ TƯ PHÁP", "UBND TỈNH")
    assert setting("superior", "-O", "STP/PB") == "SỞ TƯ PHÁP"
    assert run("-O", "STP", "settings", "scheme", "calendar").code == 0
    found = {office: setting("scheme", *office) for office in ((), ("-O", "STP"), ("-O", "HD"))}
    assert list(found.values()) == ["decree09", "calendar", "decree09"]
    ran = run("-O", "STP", "settings", "scheme")
    assert ran.out == "scheme = calendar  (the office's book)\n"
    assert run("-O", "STP", "settings", "scheme", "--unset").code == 0
    assert setting("scheme", "-O", "STP") == "decree09"
    assert run("-O", "STP", "undo", "--yes").code == 0
    assert setting("scheme", "-O", "STP") == "calendar"
    assert run("-O", "STP", "settings", "lang", "vi").code == 0, "what is not an office's own is everybody's"
    assert setting("lang") == "en", "TUPHAP_LANG wins"


def test_its_windows_and_its_calendar_are_those_of_its_reports(province: Path, run: Run) -> None:
    assert run("-O", "STP", "settings", "scheme", "calendar").code == 0
    windows = {
        office: json.loads(run(*office, "report", "quarter", "2/2021", "-f", "json").out)["period"]["from"]
        for office in ((), ("-O", "STP"))
    }
    assert list(windows.values()) == ["2021-03-15", "2021-04-01"]
    ground = ("--reason", "Nghỉ bù", "--by", "1/TB-UBND")
    assert run("-O", "STP", "calendar", "add", "7/5/2021", *ground).code == 0
    assert "Nghỉ bù" in run("-O", "STP", "calendar", "days", "2021").out
    assert "Nghỉ bù" not in run("calendar", "days", "2021").out


def test_a_register_that_is_named_is_meant_itself(province: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    task(run, "STP", "Việc của Sở", "15/5/2021")
    monkeypatch.setenv("TUPHAP_IN_OFFICE", "STP")
    assert "Việc của Sở" in run("task", "show", "1").out
    assert run("-R", str(province), "task", "show", "1").code == 4
    named = Path(f"{province}.co-quan") / "STP.db"
    assert "Việc của Sở" in run("-R", str(named), "task", "show", "1").out
    assert run("-R", str(named), "settings", "office").out == "office = SỞ TƯ PHÁP  (the office's book)\n"


# -- the list ------------------------------------------------------------------------------------------------


def test_a_book_that_is_there_is_kept(province: Path, run: Run) -> None:
    task(run, "HD", "Việc cũ", "15/5/2021")
    assert run("office", "remove", "HD").code == 0
    assert "HD" not in rows(run, "office", "list")
    assert "keeps the book that is there" in run("office", "add", "HD", "--name", "UBND xã Hồng Dân").out
    assert "Việc cũ" in run("-O", "HD", "task", "show", "1").out
    assert run("office", "edit", "HD", "--name", "Xã Hồng Dân").code == 0
    assert rows(run, "office", "list")["HD"]["office_name"] == "Xã Hồng Dân"
    assert run("undo", "--yes").code == 0
    assert rows(run, "office", "list")["HD"]["office_name"] == "UBND xã Hồng Dân"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("office", "add", "STP", "--name", "Sở khác"), 5, "“STP”"),
        *((("office", "add", "YT", "--name", name), 4, "must have a name") for name in ("", "  ", "\u200b")),
        (("office", "edit", "STP", "--name", " "), 4, "must have a name"),
        (("office", "add", "A B", "--name", "Sở khác"), 4, "letters A to Z"),
        (("office", "add", "../X", "--name", "Sở khác"), 4, "letters A to Z"),
        (("office", "add", "STP/X", "--name", "Sở khác"), 2, "directly below"),
        *((("office", "add", code, "--name", "Sở khác"), 4, "a device") for code in ("CON", "nul", "COM1")),
        (("office", "edit", "XX", "--name", "Sở khác"), 4, "“XX”"),
        (("office", "remove", "XX"), 4, "“XX”"),
        (("-O", "XX", "overdue"), 6, "XX.db"),
        (("-O", "XX", "overdue"), 6, "mistyped: `tuphap office list`"),
        (("-O", "STP/XX", "backup"), 6, "mistyped: `tuphap office list`"),
        (("-O", "XX"), 6, "mistyped: `tuphap office list`"),
        (("-O", "XX", "init"), 4, "`tuphap office list`"),
        (("-O", "STP/XX", "init"), 4, "`tuphap -O STP office list`"),
        (("-O", "Đ", "overdue"), 4, "letters A to Z"),
    ],
)
def test_what_is_refused(province: Path, run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    before = journal(run)
    ran = run(*words)
    assert (ran.code, said in ran.err) == (code, True), ran
    assert journal(run) == before


def test_no_book_is_made_that_no_sum_would_count(province: Path, run: Run) -> None:
    assert run("-O", "YT", "init", "--no-nightly").code == 4
    assert not (Path(f"{province}.co-quan") / "YT.db").exists()
    (Path(f"{province}.co-quan") / "HD.db").unlink()
    assert run("-O", "HD", "init", "--no-nightly", "--place", "Hồng Dân").code == 0, "it is on the list"
    for name, own, others in (
        ("office", "UBND HUYỆN HỒNG DÂN", "UBND TỈNH"),
        ("superior", "UBND TỈNH", ""),
        ("place", "Hồng Dân", ""),
    ):
        assert run("-O", "HD", "settings", name).out == f"{name} = {own}  (the office's book)\n"
        assert run("settings", name).out.startswith(f"{name} = {others}  ("), "another's papers stay as they are"


def test_a_trial_makes_no_book(province: Path, run: Run) -> None:
    assert run("office", "add", "YT", "--name", "Sở Y tế", "--dry-run").code == 0
    assert not (Path(f"{province}.co-quan") / "YT.db").exists()
    assert "YT" not in rows(run, "office", "list")


def test_where_the_book_cannot_be_made_nothing_is_entered(province: Path, run: Run) -> None:
    (Path(f"{province}.co-quan") / "YT.db").mkdir()
    assert run("office", "add", "YT", "--name", "Sở Y tế").code == 6
    assert "YT" not in rows(run, "office", "list")


# -- added up ------------------------------------------------------------------------------------------------


@pytest.fixture
def busy(province: Path, run: Run) -> Path:
    """The same with tasks: the province has an open one, STP one on time and one late, PB and HD one overdue each."""
    task(run, "", "Việc của tỉnh", "15/12/2021")
    task(run, "STP", "Việc đúng hạn", "15/5/2021", done="10/5/2021")
    task(run, "STP", "Việc trễ", "15/4/2021", done="20/4/2021")
    task(run, "STP/PB", "Việc quá hạn", "15/5/2021")
    task(run, "HD", "Việc quá hạn", "1/6/2021")
    return province


def test_the_report_adds_up_the_offices_own_reports(busy: Path, run: Run) -> None:
    found = rows(run, *REPORT)
    for office, row in found.items():
        words = ("-O", office) if office else ()
        own = json.loads(run(*words, "report", "quarter", "2/2021", "-f", "json").out)["totals"]
        assert {name: row[name] for name in ("assigned", *BOXES)} == {
            name: own[name] for name in ("assigned", *BOXES)
        }
        below = [one for code, one in found.items() if f"{code}/".startswith(f"{office}/") or not office]
        for name in ("assigned", *BOXES):
            assert row[f"with_below_{name}"] == sum(one[name] for one in below), (office, name)
    answer = json.loads(run(*REPORT, "-f", "json").out)
    totals = {name: answer["totals"][name] for name in ("assigned", "done_on_time", "done_late", "open_overdue")}
    assert totals == {"assigned": 5, "done_on_time": 1, "done_late": 1, "open_overdue": 2}
    assert answer["flows"]["due_in_period"] == 4
    assert answer["rates"]["finished_of_total"] == 40.0


def test_work_that_two_books_count_is_named(busy: Path, run: Run) -> None:
    assert run("-O", "STP", "task", "edit", "1", "--carries-out", "1").code == 0
    assert {office: row["carrying_out"] for office, row in rows(run, *REPORT).items()} == {
        "": 0, "HD": 0, "STP": 1, "STP/PB": 0,
    }  # fmt: skip
    assert "1 task of the offices carries out one of the office above" in run(*REPORT).out
    later = ("office", "report", "Q2/2022")
    assert rows(run, *later)["STP"]["carrying_out"] == rows(run, *later)["STP"]["assigned"] == 0, (
        "ended the year before"
    )
    assert "of the office above" not in run(*later).out


def test_a_signed_report_is_what_counts(busy: Path, run: Run) -> None:
    assert run("-O", "HD", "report", "close", "Q2/2021", "--doc", "9/BC-UBND").code == 0
    assert run("-O", "HD", "task", "done", "1", "--on", "5/6/2021", "--adjust").code == 0
    found = rows(run, *REPORT)["HD"]
    assert (found["open_overdue"], found["closed_on"]) == (1, "2021-07-09")
    assert "Signed figures: UBND huyện Hồng Dân (09/07/2021)." in run(*REPORT).out
    assert rows(run, *REPORT, "--as-of", "14/6/2021")["HD"]["done_late"] == 1, "asked for a day: what is known now"


def test_an_office_with_other_windows_is_named(busy: Path, run: Run) -> None:
    assert run("-O", "STP", "settings", "scheme", "calendar").code == 0
    said = "Sở Tư pháp: from 01/04/2021 to 30/06/2021, figures as of 30/06/2021."
    assert said in run(*REPORT).out
    assert said not in run(*REPORT, "--scheme", "decree09").out


def test_the_report_as_a_paper_bears_the_name_of_the_office_above(busy: Path, run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "tong-hop.docx"
    assert run(*REPORT, "-o", str(paper), "--number", "45/BC-UBND").code == 0
    cells = {cell.strip() for rows in read_back.of_docx(paper.read_bytes()) for row in rows for cell in row}
    assert {"UBND huyện Hồng Dân", "Sở Tư pháp (by itself)"} <= cells
    assert any("UBND TỈNH" in cell for cell in cells), "its letterhead"


def test_status_says_what_presses_where(busy: Path, run: Run) -> None:
    answer = json.loads(run("office", "status", "-f", "json").out)
    assert {row["office"]: row["overdue"] for row in answer["rows"]} == {"": 0, "HD": 1, "STP": 0, "STP/PB": 1}
    assert (answer["totals"]["tasks"], answer["totals"]["overdue"]) == (5, 2)
    below = json.loads(run("-O", "STP", "office", "status", "-f", "json").out)
    assert [row["office"] for row in below["rows"]] == ["", "PB"]
    before = json.loads(run("office", "status", "--as-of", "1/1/2020", "-f", "json").out)
    assert before["totals"]["tasks"] == 0, "no task had been assigned by that day"


def test_a_book_that_is_not_there_is_never_left_out(busy: Path, run: Run) -> None:
    (Path(f"{busy}.co-quan") / "HD.db").unlink()
    for words in (REPORT, ("office", "status")):
        ran = run(*words)
        assert (ran.code, "HD.db" in ran.err, ran.out) == (6, True, ""), words


@pytest.mark.parametrize("words", [REPORT, ("office", "status"), ("office", "follow"), ("task", "show", "1")])
def test_what_to_do_about_a_book_is_said_for_that_book(busy: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run("-O", "HD", "backup").code == 0
    book = Path(f"{busy}.co-quan") / "HD.db"
    pages = book.read_bytes()
    size = int.from_bytes(pages[16:18], "big")
    book.write_bytes(pages[:size] + b"\xff" * (len(pages) - size))
    ran = run(*words)
    assert (ran.code, ran.out if words[0] == "office" else "") == (6, ""), ran
    assert "HD.db is damaged" in ran.err
    assert "tuphap -O HD restore --last" in ran.err, "the shared register's own backup is not meant"


def test_the_commands_in_an_answer_are_for_the_book_that_was_named(
    busy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "`tuphap -O STP task list`" in run("-O", "STP", "task", "show", "99").err
    asked = ("-R", str(busy), "-O", "STP", "overdue", "--unit", "XX")
    assert "`tuphap -O STP unit list`" in run(*asked).err, "the register is the usual one"
    monkeypatch.setenv("TUPHAP_REGISTER", f"{busy}.other")
    assert f"`tuphap -R {busy} -O STP unit list`" in run(*asked).err
    monkeypatch.setenv("TUPHAP_REGISTER", str(busy))
    undone = json.loads(run("-O", "STP", "undo", "--yes", "-f", "json").out)
    assert "tuphap -O STP redo" in undone["next"]
    assert "(tuphap task done)" in undone["sentences"][0], "what a command is called stays as it is"


def test_tuphap_alone_names_the_next_commands_for_the_book_that_was_named(busy: Path, run: Run) -> None:
    def steps(*words: str) -> set[str]:
        ran = run(*words)
        return {
            line.split(verb)[0].strip()
            for line in ran.out.splitlines()
            for verb in ("find ", "done ")
            if verb in line
        }

    assert steps("-O", "STP") == {"tuphap -O STP"}
    other = shutil.copy(busy, busy.with_name("khac.db"))
    assert steps("-R", str(other)) == {f"tuphap -R {other}"}
    assert steps() == {"tuphap"}


@pytest.mark.parametrize(("command", "again"), [("backup", "backup"), ("export --all {}", "export --all DIR")])
def test_what_holds_one_book_alone_says_that_those_below_are_not_in_it(
    province: Path, run: Run, tmp_path: Path, command: str, again: str
) -> None:
    def said(office: str, folder: str) -> list[str]:
        words = [word.format(tmp_path / folder) for word in command.split()]
        ran = run(*(("-O", office) if office else ()), *words)
        assert ran.code == 0, ran
        return ran.err.splitlines()

    assert said("", "a") == [f"Not in it: the books of 2 offices below; for each by itself: tuphap -O CODE {again}"]
    assert said("STP", "b") == [
        f"Not in it: the book of 1 office below; for each by itself: tuphap -O STP/CODE {again}"
    ]
    assert said("HD", "c") == []


def test_the_journal_of_an_office_says_in_words_that_its_settings_were_changed(province: Path, run: Run) -> None:
    assert run("-O", "STP", "settings", "place", "Bạc Liêu").code == 0
    last = journal(run, "-O", "STP")[-1]["seq"]
    assert "settings of the office changed (tuphap settings)" in run("-O", "STP", "journal", "show", str(last)).out
