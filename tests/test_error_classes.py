"""Every class of error is met by a command, with its exit code and its remedy last; the page of errors says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import errors_page
from tests.support.error_scenarios import SCENARIOS, told
from tests.test_errors import CLASSES
from tuphap_cli import errors
from tuphap_cli.main import main

# Heads of families that no command raises by themselves.
HEADS = {"conflict"}
BY_CODE = {cls.code: cls for cls in CLASSES}


def test_every_class_has_a_command_that_meets_it() -> None:
    """A class that is lacking here gets a line in ``tests/support/error_scenarios.py``, or is not needed."""
    assert set(SCENARIOS) == set(BY_CODE) - HEADS


@pytest.mark.parametrize("code", [code for code in BY_CODE if code in SCENARIOS])
def test_a_command_meets_the_error_with_its_exit_code_and_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    met: list[errors.TuphapError] = []
    plain = errors.TuphapError.__init__

    def noted(self: errors.TuphapError, **facts: object) -> None:
        plain(self, **facts)
        met.append(self)

    monkeypatch.setattr(errors.TuphapError, "__init__", noted)
    ran = told(code, tmp_path, "en")
    cls = BY_CODE[code]
    assert ran.code == cls.exit_code, ran
    assert "Traceback" not in ran.err
    if code == "fault":
        assert ran.err.startswith("The program met a fault: RuntimeError")
        return
    assert code in {error.code for error in met}, (ran, met)
    error = next(error for error in reversed(met) if error.code == code)
    lines = ran.err.splitlines()
    assert lines
    if cls.remedy:
        assert _bare(lines[-1]) == _bare(cls.remedy.format_map(error.facts).strip())


def _bare(remedy: str) -> str:
    """A remedy without the register that its commands are for where the command line named one."""
    return re.sub(r"\btuphap -R \S+ ", "tuphap ", remedy)


def test_the_page_of_errors_is_what_the_program_says() -> None:
    assert errors_page.PAGE.read_text(encoding="utf-8") == errors_page.page(), "python -m tests.support.errors_page"


def test_the_scenarios_leave_the_program_as_it_was(env: Path) -> None:
    assert main(["--version"]) == 0
