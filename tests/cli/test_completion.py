"""What Tab offers: words that fit with what they mean, files where a file is meant, else nothing."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.formats import LISTED
from tests.support.registers import Clerk, day
from tuphap_cli import i18n

FILES, FOLDERS = ":file:", ":dir:"


Offered = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Gives what fish is offered for the last word of a line, word and meaning by a tab."""

    def asked(line: str) -> list[tuple[str, str]]:
        monkeypatch.setenv("_TUPHAP_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        ran = run()
        assert ran.err == ""
        return [(word, told) for word, _tab, told in (text.partition("\t") for text in ran.out.splitlines()) if word]

    return asked


# Line, and all that is offered for its last word.
WORDS: dict[str, list[str]] = {
    "tuphap over": ["overdue"],
    "tuphap task sus": ["suspend"],
    "tuphap task done ": ["1", "2", "3", "4", "7"],
    "tuphap done 1 ": ["1", "2", "3", "4", "7"],
    "tuphap overdue --unit h": ["HCTP"],
    "tuphap overdue --unit=h": ["HCTP"],
    "tuphap decision show 25": ["25/QĐ-STP"],
    "tuphap decision show 25/qd": ["25/QĐ-STP"],
    "tuphap report quarter Q1": ["Q1/2021", "Q1/2020"],
    "tuphap report month M1/": ["M1/2021", "M1/2020"],
    "tuphap report half ": ["H1/2021", "H2/2021", "H1/2020", "H2/2020"],
    "tuphap report year ": ["2021", "2020"],
    "tuphap report nine ": ["2021", "2020"],
    "tuphap report close Q2": ["Q2/2021", "Q2/2020"],
    "tuphap filing record HCTP H1": [],
    "tuphap filing list H1": ["H1/2021", "H1/2020"],
    "tuphap filing list --status n": ["not_filed"],
    "tuphap task list --state over": ["overdue", "overdue_under_way", "overdue_not_started"],
    "tuphap task list --kind ": ["key", "regular", "ad_hoc"],
    "tuphap unit add X --kind d": ["department", "division", "district_office"],
    "tuphap task list --group I": ["I", "II"],
    "tuphap overdue --by ": ["unit", "age", "leader", "officer"],
    "tuphap overdue --against o": ["original"],
    "tuphap settings back": ["backups", "backup_first"],
    "tuphap settings lang ": ["vi", "en"],
    "tuphap settings backup_first ": ["true", "false"],
    "tuphap settings scheme d": ["decree09"],
    "tuphap report quarter Q1/2021 --scheme c": ["calendar", "circular03"],
    "tuphap task show 1 -f ": LISTED,
    "tuphap report quarter Q1/2021 -f d": ["docx"],
    "tuphap overdue -f i": ["ics"],
    "tuphap task done 1 -f ": ["table", "json"],
    "tuphap task list --headings ": ["vi"],
    "tuphap check schedule --scheduler ": ["cron", "systemd", "windows"],
    "tuphap report text H1/2021 --part h": ["han-che"],
    "tuphap help und": ["undo"],
    "tuphap task renew 1 --year ": ["2021", "2022", "2020"],
    "tuphap task list --due-": ["--due-from", "--due-to"],
    # a file is meant
    "tuphap import ": [FILES],
    "tuphap import ke-": [FILES],
    "tuphap task done 1 --file ": [FILES],
    "tuphap overdue -o ": [FILES],
    "tuphap restore ": [FILES],
    "tuphap -R ": [FILES],
    "tuphap publish ": [FOLDERS],
    "tuphap demo --folder ": [FOLDERS],
    # nobody knows what is meant
    "tuphap task done 1 --doc ": [],
    "tuphap task done 1 --note ": [],
    "tuphap task done 1 --on ": [],
    "tuphap task assign 1 --by ": [],
    "tuphap task add ": [],
    "tuphap task find ": [],
    "tuphap unit add ": [],
    "tuphap status ": [],
    "tuphap settings khong-co ": [],
    "tuphap khong-co ": [],
}


def test_the_offices_of_the_book_in_force_are_offered(office: Clerk, run: Run, offered: Offered) -> None:
    for words in (("office", "add", "STP"), ("office", "add", "HD"), ("-O", "STP", "office", "add", "PB")):
        assert run(*words, "--name", "Sở Tư pháp").code == 0
    wanted = {
        "tuphap --office s": ["STP"], "tuphap -O ": ["HD", "STP"], "tuphap office edit h": ["HD"],
        "tuphap office add h": [], "tuphap -O STP office edit ": ["PB"],
    }  # fmt: skip
    assert {line: [word for word, _told in offered(line)] for line in wanted} == wanted


@pytest.mark.parametrize("line", WORDS)
def test_what_is_offered(office: Clerk, offered: Offered, line: str) -> None:
    assert [word for word, _told in offered(line)] == WORDS[line]


def test_words_have_their_meaning_in_the_language_in_use(
    office: Clerk, offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    found: dict[str, str] = {}
    for line in (
        "tuphap task list --state ",
        "tuphap unit add X --kind ",
        "tuphap report quarter ",
        "tuphap settings ",
    ):
        found |= dict(offered(line))
    assert found["overdue_not_started"] == "quá hạn, chưa bắt đầu"
    assert found["Q2/2021"] == "quý II/2021"
    assert found["district_office"] == "Phòng Tư pháp cấp huyện"
    assert "ngày" in found["soon"]
    i18n.use("en")


def test_occurrences_are_those_of_the_task_on_the_line(office: Clerk, offered: Offered) -> None:
    plan = office.decision("262/QĐ-UBND")
    task = office.task(
        plan, "Báo cáo định kỳ", due=[day("31/3"), day("30/6"), day("30/9"), day("31/12")], text="Hằng quý"
    )
    words = dict(offered(f"tuphap task done {task} --period "))
    assert "30/06/2021" in words.values()
    assert len(words) == 4
    assert {"Q1", "T5", "6T1"} <= dict(offered("tuphap task done 1 --period ")).keys()


def test_the_last_entries_are_offered_to_be_taken_back(office: Clerk, offered: Offered) -> None:
    last = office.journal()[-1]
    assert offered("tuphap undo ")[0] == (str(last.seq), f"{last.command}: {last.summary}".strip())
    assert offered("tuphap journal show ")[0][0] == str(last.seq)


# -- the shells themselves -----------------------------------------------------------------------------------------


def shell(name: str) -> str:
    """The path of a shell, or a reason to do without."""
    path = shutil.which(name)
    if path is None or sys.platform == "win32":
        pytest.skip(f"{name} is not installed")
    return path


@pytest.fixture
def house(office: Clerk, env: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the program on the path, and two files."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    program = tmp_path / "bin" / "tuphap"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tuphap_cli "$@"\n')
    program.chmod(0o755)
    place = tmp_path / "o"
    (place / "bản quét").mkdir(parents=True)
    (place / "bao cao.pdf").touch()
    office.register.connection.execute("UPDATE task SET leader = 'Phó Giám đốc' WHERE id = 1")
    return place


def said(argv: list[str], folder: Path) -> list[str]:
    ran = subprocess.run(argv, capture_output=True, encoding="utf-8", cwd=folder, check=False, timeout=120)
    return ran.stdout.splitlines()


@pytest.mark.slow
def test_bash_completes_with_what_the_program_says(house: Path) -> None:
    ask = """
    eval "$(_TUPHAP_COMPLETE=source_bash tuphap)"
    for line in "tuphap task done" "tuphap overdue --leader" "tuphap import" "tuphap publish" "tuphap done 1 --doc"
    do
        COMP_WORDS=($line ""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _tuphap_completion tuphap
        printf '<%s>' "${COMPREPLY[@]}"; echo
    done
    complete -p tuphap
    """
    shown = said([shell("bash"), "--norc", "-c", ask], house)
    assert shown[0] == "<1><2><3><4><7>"
    assert shown[1] == r"<Phó\ Giám\ đốc>", "one word to the shell"
    assert set(shown[2].strip("<>").split("><")) == {"bao cao.pdf", "bản quét"}
    assert shown[3] == "<bản quét>"
    assert shown[4] == "<>", "no names of files"
    assert "default" not in shown[5]


@pytest.mark.slow
def test_fish_completes_with_what_the_program_says(house: Path) -> None:
    ask = "tuphap --version; _TUPHAP_COMPLETE=source_fish tuphap | source\n" + "\n".join(
        f"echo '# {line}'; complete -C '{line}'"
        for line in (
            "tuphap task done 1",
            "tuphap overdue --leader ph",
            "tuphap import ",
            "tuphap task done 1 --doc ",
        )
    )
    shown = "\n".join(said([shell("fish"), "--no-config", "-c", ask], house)).split("# tuphap ")[1:]
    assert shown[0] == "task done 1\n1\tRà soát văn bản về hộ tịch\n"
    assert "Phó Giám đốc" in shown[1]
    assert "bao cao.pdf" in shown[2]
    assert shown[3].splitlines() == ["task done 1 --doc "]


@pytest.mark.slow
def test_zsh_completes_with_what_the_program_says(house: Path) -> None:
    """zsh completes only where somebody types: in its own line editor, on a pseudo-terminal."""
    zsh = shell("zsh")
    begin = (
        "PS1='> '; autoload -Uz compinit; compinit -u; eval \"$(_TUPHAP_COMPLETE=source_zsh tuphap)\"; echo re''ady\r"
    )
    child, screen = pty.fork()
    if child == 0:
        os.chdir(house)
        os.execv(zsh, [zsh, "-f", "-i"])
    try:
        _type(screen, begin, "ready")
        assert "Rà soát văn bản về hộ tịch" in _type(screen, "tuphap task done \t", "Trả lời kiến nghị")
        assert "cao" in _type(screen, "\x15tuphap import bao\t", "cao")
        _type(screen, "\x15tuphap over\t", "due")
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(screen)


def _type(screen: int, keys: str, wanted: str, seconds: float = 60) -> str:
    """Type ``keys`` and read until ``wanted`` stands there."""
    os.write(screen, keys.encode())
    seen, end = b"", time.monotonic() + seconds
    while wanted.encode() not in seen:
        assert select.select([screen], [], [], max(0, end - time.monotonic()))[0], seen.decode(errors="replace")
        seen += os.read(screen, 65536)
    return seen.decode(errors="replace")
