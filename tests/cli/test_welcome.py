"""``tuphap`` alone, help, version, manual: what leads a newcomer, and whoever comes back in the morning."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.cli import welcome

ROOT = Path(__file__).parents[2]


def count(text: str, label: str) -> int:
    """The number behind ``label`` on the page."""
    found = re.search(rf"^  {label} +([\d,]+)$", text, re.MULTILINE)
    assert found, text
    return int(found[1].replace(",", ""))


def test_without_a_register_it_says_where_one_would_be_and_three_commands(env: Path, run: Run) -> None:
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    assert str(env) in ran.out.splitlines()[0]
    assert re.findall(r"^  (tuphap \w+)", ran.out, re.MULTILINE) == ["tuphap demo", "tuphap init", "tuphap import"]
    assert not env.exists()


def test_another_register_may_be_named(env: Path, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "khac.db"
    shown = run("-R", str(place)).out
    assert str(place) in shown.splitlines()[0]
    assert [words in shown for words in (f"  tuphap -R {place} init", "  tuphap demo ", ": tuphap help.")] == [
        True
    ] * 3


def test_the_password_of_a_server_is_not_shown(env: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_REGISTER", "postgresql://van-thu:bi-mat@khong-co.invalid/so")
    monkeypatch.setattr(welcome, "_today", lambda: welcome.Today(1, 0, 0, 0, 0, 7))
    ran = run()
    assert "khong-co.invalid" in ran.out
    assert "bi-mat" not in ran.out + ran.err


def test_the_counts_are_those_of_the_check(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    totals = json.loads(run("check", "--format", "json").out)["totals"]
    assert count(ran.out, "Overdue tasks") == totals["overdue_tasks"] == 2
    assert count(ran.out, "Tasks due within 7 days") == totals["soon_tasks"] == 1
    assert count(ran.out, "Missed") == totals["missed"] > 0
    assert count(ran.out, "All tasks") == 7
    assert dump_file(office.register.path) == before


def test_reports_that_units_owe_are_counted(office: Clerk, run: Run) -> None:
    assert count(run().out, "Units whose periodic report is awaited") == 0
    assert run("filing", "record", "VP", "Q2/2021", "--on", "16/6/2021").code == 0
    awaited = count(run().out, "Units whose periodic report is awaited")
    assert awaited == run("missed").out.count("no report for") > 0
    assert "tuphap filing list" in run().out


@pytest.mark.parametrize(
    ("today", "named", "not_named"),
    [
        ("2021-07-09", ["overdue --soon 7", "missed", "urge", "find", "done"], ["import", "filing"]),
        ("2021-03-01", ["find", "done"], ["overdue", "urge", "import"]),
    ],
)
def test_the_next_commands_are_those_that_the_counts_call_for(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, today: str, named: list[str], not_named: list[str]
) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", today)
    text = run().out
    assert all(f"\n  tuphap {command}" in text for command in named)
    assert not any(f"\n  tuphap {command}" in text for command in not_named)


def test_an_empty_register_wants_an_annex(register_path: Path, run: Run) -> None:
    assert re.findall(r"^  (tuphap \w+)", run().out, re.MULTILINE) == ["tuphap import"]


def test_a_register_that_cannot_be_read_is_named_as_by_every_command(env: Path, run: Run) -> None:
    env.parent.mkdir()
    env.write_text("ghi chép", encoding="utf-8")
    assert run() == run("status")
    assert run().code == 6


def test_every_line_fits_a_narrow_terminal(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    office.decision("26/QĐ-STP", day("1/3"), declares=9)
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    lines = [line for line in run().out.splitlines()[1:] if "phu-luc.docx" not in line]
    assert max(map(len, lines)) <= 80


# -- help, version, manual ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("overdue",), ("task",), ("task", "done"), ("check", "schedule"), ("help",)])
def test_help_shows_what_the_option_shows(env: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run("help", *words) == run(*words, "--help")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("help overdu", "No such command 'overdu'. Did you mean 'overdue'?"),
        ("help task dnoe", "No such command 'dnoe'. Did you mean 'done'?"),
        ("help overdue now", "This command does not take: now"),
    ],
)
def test_help_of_what_is_not_there_is_refused(env: Path, run: Run, line: str, says: str) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (2, "", says)


def test_the_version_is_said_in_three_ways(env: Path, run: Run) -> None:
    assert run("-V").out == run("--version").out == run("version").out
    [row] = json.loads(run("version", "--format", "json").out)["rows"]
    assert run("version").out == f"tuphap {row['version']}\n"
    assert row["register_format"] > 4


@pytest.mark.parametrize("words", [(), ("task",), ("task", "done"), ("import",)])
def test_every_help_says_where_the_manual_is(env: Path, run: Run, words: tuple[str, ...]) -> None:
    assert "\nThe manual: tuphap manual\n" in run(*words, "--help").out


def test_the_manual_is_the_one_of_the_documents(env: Path, run: Run) -> None:
    text = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    ran = run("manual")
    assert (ran.code, ran.out, ran.err) == (0, text, "")
    assert run("manual", "1").out.startswith("## 1. ")
    assert "\n## " not in run("manual", "1").out
    sections = (run("manual", str(number)).out.rstrip() for number in range(1, text.count("\n## ") + 1))
    assert text.partition("\n## ")[2].split() == "\n".join(sections).partition("## ")[2].split()


def test_a_section_that_is_not_there_is_refused_with_those_that_are(env: Path, run: Run) -> None:
    ran = run("manual", "99")
    assert (ran.code, ran.out) == (2, "")
    assert "1, 2, 3" in ran.err
