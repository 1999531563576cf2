"""Long output on a terminal goes through a pager, its counts first; short output, pipes and files never do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk
from tests.support.terminal import on_terminal
from tuphap_cli.cli import pager

LONG = "".join(f"dòng {number}\n" for number in range(100))
KEEPS = '#!/bin/sh\necho "$LESS $*" > "$KEPT.env"\ncat > "$KEPT"\n'
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pager of the tests is a shell script")


def program(folder: Path, text: str) -> Path:
    """A program of its own in ``folder``."""
    path = folder / "may-xem"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o700)
    return path


@pytest.fixture
def kept(env: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A screen of 24 lines, and a pager that keeps what it gets in the file returned."""
    found = tmp_path / "da-xem"
    for name in ("CI", "PAGER", "LESS", "LESSCHARSET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("KEPT", str(found))
    monkeypatch.setenv("TUPHAP_PAGER", str(program(tmp_path, KEEPS)))
    monkeypatch.setattr(pager, "_terminal", lambda: True)
    pager.switch_off(off=False)
    return found


def test_what_is_longer_than_the_screen_goes_through_it(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pager.show(LONG)
    assert kept.read_text(encoding="utf-8") == LONG
    assert capsys.readouterr().out == ""
    assert (kept.with_name("da-xem.env")).read_text(encoding="utf-8").split() == ["FRX"]


@pytest.mark.parametrize("lines", [0, 1, 23])
def test_what_fits_does_not(kept: Path, capsys: pytest.CaptureFixture[str], lines: int) -> None:
    text = "".join(LONG.splitlines(keepends=True)[:lines])
    pager.show(text)
    assert (kept.exists(), capsys.readouterr().out) == (False, text)


@pytest.mark.parametrize(
    "changed",
    [
        {"CI": "true"},
        {"TERM": "dumb"},
        {"TUPHAP_PAGER": "cat"},
        {"TUPHAP_PAGER": "khong-co-may-nay"},
        {"LINES": "101"},
    ],
    ids=str,
)
def test_where_it_makes_no_sense_the_text_is_just_written(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], changed: dict[str, str]
) -> None:
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    pager.show(LONG)
    assert (kept.exists(), capsys.readouterr().out) == (False, LONG)


def test_a_pipe_never_gets_a_pager(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pager, "_terminal", lambda: False)
    pager.show(LONG)
    assert (kept.exists(), capsys.readouterr().out) == (False, LONG)


def test_an_own_pager_is_named_by_the_setting_then_by_pager(
    kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "rieng"
    own.mkdir()
    monkeypatch.setenv("PAGER", f"{program(own, KEEPS)} -c 'a b'")
    monkeypatch.delenv("TUPHAP_PAGER")
    pager.show(LONG)
    assert (kept.with_name("da-xem.env")).read_text(encoding="utf-8").split() == ["FRX", "-c", "a", "b"]
    monkeypatch.setenv("LESS", "R")
    pager.show(LONG)
    assert (kept.with_name("da-xem.env")).read_text(encoding="utf-8").split()[0] == "R"


@pytest.mark.parametrize(
    ("text", "shown_again"),
    [("#!/bin/sh\nexit 3\n", True), ("#!/khong/co\n", True), ("#!/bin/sh\nhead -1 > /dev/null\n", False)],
    ids=["fails", "cannot start", "left early"],
)
def test_a_pager_that_fails_or_is_left_early_is_no_error(
    kept: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    shown_again: bool,
) -> None:
    monkeypatch.setenv("TUPHAP_PAGER", str(program(tmp_path, text)))
    much = LONG * 2000  # more than a pipe holds
    pager.show(much)
    assert capsys.readouterr().out == (much if shown_again else "")


# -- the commands, as real processes on a terminal -------------------------------------------------------------


@pytest.fixture
def screen(office: Clerk, tmp_path: Path) -> dict[str, str]:
    """The environment of a person at a terminal of 80 columns, with the pager that keeps what it gets."""
    decision = office.decision("27/QĐ-STP")
    with office.at_once():
        for number in range(40):
            office.task(decision, f"Nhiệm vụ dài {number}")
    own = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "CI", "PAGER", "LESS"}}
    return own | {
        "TERM": "xterm", "NO_COLOR": "", "LINES": "24", "KEPT": str(tmp_path / "da-xem"),
        "TUPHAP_PAGER": str(program(tmp_path, KEEPS)),
    }  # fmt: skip


def test_a_long_list_is_paged_with_its_count_first(screen: dict[str, str], tmp_path: Path) -> None:
    assert on_terminal(["task", "list"], screen, tmp_path, 80) == (0, "")
    shown = (tmp_path / "da-xem").read_text(encoding="utf-8")
    assert "47 tasks." in "".join(shown.splitlines()[:3])
    assert "\x1b[" in shown, "with its colours"
    assert shown.count("Nhiệm vụ dài") == 40


@pytest.mark.parametrize("words", [["task", "list", "--no-pager"], ["--no-pager", "task", "list"], ["status"]])
def test_nothing_is_paged_that_is_short_or_not_wanted_so(
    screen: dict[str, str], tmp_path: Path, words: list[str]
) -> None:
    code, shown = on_terminal(words, screen, tmp_path, 80)
    assert (code, len(shown.splitlines()) > 9, (tmp_path / "da-xem").exists()) == (0, True, False)
    if "list" in words:
        assert "47 tasks." in shown.splitlines()[-1], "the count is what is seen when all has scrolled by"


@pytest.mark.parametrize("words", [["manual"], ["help"], ["task", "list", "--format", "json"]])
def test_pages_to_be_read_are_paged_too(screen: dict[str, str], tmp_path: Path, words: list[str]) -> None:
    assert on_terminal(words, screen, tmp_path, 80) == (0, "")
    assert len((tmp_path / "da-xem").read_text(encoding="utf-8").splitlines()) > 24


def test_the_reports_of_the_demo_are_paged_and_what_to_do_next_stays_on_the_screen(
    screen: dict[str, str], tmp_path: Path
) -> None:
    code, shown = on_terminal(["demo", "--folder", str(tmp_path / "thu")], screen, tmp_path, 80)
    assert (code, "130 tasks in 12 groups" in shown, "tuphap -R" in shown) == (0, True, True)
    assert len(shown.splitlines()) < 12
    pages = (tmp_path / "da-xem").read_text(encoding="utf-8")
    assert [word in pages for word in ("Overdue", "Missed", "15/03/2021")] == [True] * 3


def test_a_file_is_not_paged(screen: dict[str, str], run: Run, tmp_path: Path) -> None:
    code, shown = on_terminal(["task", "list", "-o", "a.md"], screen, tmp_path, 80)
    assert (code, shown.strip(), (tmp_path / "da-xem").exists()) == (0, "Written: a.md", False)
