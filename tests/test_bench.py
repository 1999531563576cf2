"""The benchmark's statements by hand answer as the commands do, so that it compares what is the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bench import contests, registers, scale, startup

SIZE = 100


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> tuple[scale.Program, scale.Program]:
    """The program and the shell, each with the same small register."""
    if not shutil.which("sqlite3"):
        pytest.skip("needs the sqlite3 shell")
    folder = tmp_path_factory.mktemp("bench")
    [tree] = scale.trees(folder, ())
    registers.build(folder / f"{SIZE}.db", SIZE)
    scale.lay_out(folder, SIZE, folder, [tree])
    shutil.copyfile(tree.environment["TUPHAP_REGISTER"], folder / "by-hand.db")
    return tree, scale.Program(scale.SQL, ("sqlite3", "-json", str(folder / "by-hand.db")))


def test_every_statement_by_hand_answers_as_its_command(
    programs: tuple[scale.Program, scale.Program], tmp_path: Path
) -> None:
    tree, shell = programs
    found = scale.asked(tmp_path, SIZE, tree, rounds=0)
    wrong = []
    for contest in (contest for contest in found if contest.sql):
        by_hand = shell.run(contest.sql(0) if contest.sql else "")
        if contest.compared and not contests.agree(contest, tree.run(*contest.words(0)), by_hand):
            wrong.append(contest.name)
    assert wrong == []


def test_each_command_whose_start_is_timed_does_its_work(tmp_path: Path) -> None:
    for subject in startup.subjects(tmp_path):
        assert startup.seconds_of(subject, subprocess.DEVNULL) > 0
