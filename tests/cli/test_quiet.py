"""--quiet: nothing but errors and what was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_help import VERBS
from tests.conftest import Run
from tests.support.registers import Clerk

NOTHING = ("", "")


def test_every_command_that_writes_or_checks_takes_it() -> None:
    lacking = {
        " ".join(path)
        for path, command in VERBS.items()
        if {"dry_run", "exit_code"} & {one.name for one in command.params}
        and not any("--quiet" in one.opts for one in command.params)
    }
    assert lacking == set()


@pytest.mark.parametrize(
    "words",
    [
        ("task", "done", "4", "--doc", "45/BC-STP"), ("task", "start", "1"), ("backup",), ("settings", "soon", "9"),
        ("unit", "add", "PA", "--name", "Phòng A"), ("task", "done", "4", "--dry-run"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_writes_does_so_in_silence(office: Clerk, run: Run, words: tuple[str, ...]) -> None:
    before = len(office.journal())
    ran = run(*words, "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, *NOTHING)
    assert len(office.journal()) - before == ("--dry-run" not in words and words[0] not in {"settings", "backup"})


def test_what_is_asked_for_is_given(office: Clerk, run: Run, tmp_path: Path) -> None:
    done = run("task", "done", "4", "--doc", "1/BC", "-q", "--format", "json")
    assert (json.loads(done.out)["command"], done.err) == ("task done", "")
    found = run("overdue", "--exit-code", "-q", "-f", "csv")
    assert (found.code, found.out[:6], found.err) == (3, '"task"', "")
    assert run("doctor", "-q", "-o", str(tmp_path / "kham.csv")).err == ""
    assert (tmp_path / "kham.csv").exists()


@pytest.mark.parametrize("words", [("overdue", "--exit-code"), ("missed", "--exit-code"), ("check",)], ids=" ".join)
def test_a_check_says_it_by_its_exit_code(office: Clerk, run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--quiet")
    assert (ran.code, ran.out, ran.err) == (3, *NOTHING)


@pytest.mark.parametrize("words", [("doctor",), ("journal", "verify")], ids=" ".join)
def test_an_examination_says_it_so_too(office: Clerk, run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--quiet")
    assert (ran.code, ran.out, ran.err) == (run(*words).code, *NOTHING)


def test_errors_are_told_all_the_same(office: Clerk, run: Run) -> None:
    loud = run("task", "done", "999")
    assert run("task", "done", "999", "--quiet") == loud
    assert loud.err


def test_the_next_command_speaks_again(office: Clerk, run: Run) -> None:
    run("task", "start", "1", "--quiet")
    assert run("task", "progress", "1", "--percent", "10").out
    run("task", "progress", "1", "--percent", "20", "--quiet")
    assert run().out
