"""Colours: what decides whether there are any, and in which order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk
from tuphap_cli import colours


class Terminal:
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
@pytest.mark.parametrize("forbidden", [False, True])
def test_the_option_decides_then_no_color_then_force_color_then_the_terminal(
    env: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    terminal: bool,
    coloured: bool,
    forbidden: bool,
) -> None:
    for name, value in ({"NO_COLOR": "", "TERM": "xterm"} | variables).items():
        monkeypatch.setenv(name, value)
    if terminal:
        monkeypatch.setattr(sys, "stdout", Terminal())
    colours.forbid_colour(forbid=forbidden)
    assert colours.colourless() is (forbidden or not coloured)
    colours.forbid_colour(forbid=False)


def test_force_color_gives_a_pipe_what_a_terminal_gets(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "xterm")
    plain = run("overdue").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("overdue").out
    assert run("overdue", "--no-color").out == plain == run("--no-color", "overdue").out
    assert "\x1b[" not in run("overdue", "--format", "csv").out
    assert run("overdue", "-o", str(tmp_path / "a.txt")).code == 0
    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")
