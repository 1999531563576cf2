"""init: what it asks on a terminal, what options and an annex say instead, the night that comes with it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.plans import docx_of_paragraphs
from tuphap_cli import settings
from tuphap_cli.cli import schedule, schedulers, speech
from tuphap_cli.cli.done import Done
from tuphap_cli.cli.nightly import Night
from tuphap_cli.errors import SchedulerFailed

Typed = Callable[..., io.StringIO]
NAMES = ("superior", "office", "place", "signer")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type the lines at the questions of a terminal."""

    def at_terminal(*lines: str) -> io.StringIO:
        monkeypatch.setattr(speech, "on_terminal", lambda: True)
        monkeypatch.setattr(sys, "stdin", keyboard := io.StringIO("".join(f"{line}\n" for line in lines)))
        return keyboard

    return at_terminal


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    """A document with the head of an office's paper."""
    return docx_of_paragraphs(
        tmp_path / "ke-hoach.docx",
        [
            "UBND TỈNH MINH HỌA",
            "SỞ THỬ NGHIỆM",
            "Minh Họa, ngày 02 tháng 3 năm 2021",
            "KẾ HOẠCH",
            "Công tác năm 2021",
        ],
    )


def kept() -> dict[str, str]:
    """What is in the settings file of the four that are asked for."""
    settings.forget()
    return {name: settings.text(name) for name in NAMES if settings.text(name)}


def test_the_answers_become_settings_and_enter_leaves_one_out(env: Path, run: Run, typed: Typed) -> None:
    typed("UBND TỈNH MINH HỌA", "  SỞ  THỬ NGHIỆM ", "", "Lê Văn Thử", "")
    ran = run("init")
    assert ran.code == 0
    assert ran.err.count(": ") >= 4
    assert kept() == {"superior": "UBND TỈNH MINH HỌA", "office": "SỞ THỬ NGHIỆM", "signer": "Lê Văn Thử"}
    assert ran.out.splitlines()[0] == f"New register: {env}"
    assert "papers from now on: UBND TỈNH MINH HỌA; SỞ THỬ NGHIỆM; Lê Văn Thử." in ran.out
    assert env.exists()


def test_enter_alone_leaves_everything_as_it_is(env: Path, run: Run, typed: Typed) -> None:
    settings.change("office", "SỞ CŨ")
    typed("", "", "", "", "")
    ran = run("init")
    assert "[SỞ CŨ]" in ran.err
    assert len(ran.out.splitlines()) == 2
    assert kept() == {"office": "SỞ CŨ"}


def test_what_an_option_says_is_not_asked(env: Path, run: Run, typed: Typed) -> None:
    keyboard = typed("Minh Họa")
    ran = run("init", "--office", "SỞ A", "--superior", "", "--signer", "Lê Văn Thử", "--no-nightly")
    assert (ran.code, keyboard.read()) == (0, "")
    assert kept() == {"office": "SỞ A", "place": "Minh Họa", "signer": "Lê Văn Thử"}


def test_an_annex_proposes_what_its_head_says(env: Path, run: Run, typed: Typed, annex: Path) -> None:
    typed("", "-", "Nơi khác", "", "")
    assert "[SỞ THỬ NGHIỆM]" in run("init", "--annex", str(annex)).err
    assert kept() == {"superior": "UBND TỈNH MINH HỌA", "place": "Nơi khác"}


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("--dry-run",)])
def test_without_a_terminal_nothing_is_asked(env: Path, run: Run, annex: Path, more: tuple[str, ...]) -> None:
    ran = run("init", "--annex", str(annex), "--signer", "Lê Văn Thử", *more)
    assert (ran.code, ran.err) == (0, "")
    found = {
        "superior": "UBND TỈNH MINH HỌA", "office": "SỞ THỬ NGHIỆM", "place": "Minh Họa", "signer": "Lê Văn Thử"
    }  # fmt: skip
    assert kept() == ({} if "--dry-run" in more else found)
    assert env.exists() is ("--dry-run" not in more)
    if "json" in more:
        assert json.loads(ran.out)["rows"] == [{"register": str(env), **found}]


@pytest.mark.parametrize("more", [("--format", "json"), ("--dry-run",)])
def test_json_and_trials_ask_nothing_on_a_terminal_either(
    env: Path, run: Run, typed: Typed, more: tuple[str, ...]
) -> None:
    keyboard = typed("SỞ A")
    assert run("init", *more).err == ""
    assert keyboard.read() == "SỞ A\n"


@pytest.mark.parametrize("lines", [["SỞ A"], []])
def test_input_that_ends_is_enter(env: Path, run: Run, typed: Typed, lines: list[str]) -> None:
    typed(*lines)
    assert run("init").code == 0
    assert list(kept().values()) == lines


def test_nothing_is_asked_where_there_is_a_register_already(register_path: Path, run: Run, typed: Typed) -> None:
    keyboard = typed("SỞ A")
    ran = run("init")
    assert (ran.code, ran.out, keyboard.read()) == (6, "", "SỞ A\n")


def test_what_cannot_be_printed_leaves_no_register(env: Path, run: Run) -> None:
    assert run("init", "--office", "SỞ\udcff").code in {2, 4}
    assert not env.exists()


def test_an_annex_that_cannot_be_read_leaves_no_register(env: Path, run: Run, tmp_path: Path) -> None:
    assert run("init", "--annex", str(tmp_path / "khong-co.docx")).code == 4
    assert not env.exists()


# -- the night ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "set_up"), [("có", True), ("yes", True), ("", False), ("no", False)])
def test_the_night_is_set_up_on_a_clear_yes_only(
    env: Path, run: Run, typed: Typed, monkeypatch: pytest.MonkeyPatch, answer: str, set_up: bool
) -> None:
    nights: list[Night] = []

    def note_down(night: Night, _name: str) -> Done:
        nights.append(night)
        return Done(["Every night"])

    monkeypatch.setattr(schedule, "install_night", note_down)
    typed("", "", "", "", answer)
    assert run("init").code == 0
    assert [night.register for night in nights] == [env] * set_up


def test_a_night_that_cannot_be_set_up_is_a_warning(env: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise SchedulerFailed(program="crontab", why="no crontab here")

    monkeypatch.setattr(schedulers.SCHEDULERS["cron"], "install", refuse)
    monkeypatch.setattr(schedulers, "usual", lambda: "cron")
    ran = run("init", "--nightly")
    assert (ran.code, env.exists()) == (0, True)
    assert "tuphap check schedule --install" in ran.err
