"""The night set up with the machine's timetable: what is shown, installed, taken away, tried; never the real tables.

The programs ``crontab``, ``systemctl`` and ``schtasks`` are found by PATH: the tests put their own first, which keep
what they get in a temporary home.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Run
from tests.support.crontab import own_crontab
from tests.support.postman import PASSWORD, USER, mail_server
from tests.support.registers import Clerk, dump_file

LOGGED = """\
#!/bin/sh
echo "$@" >> "$HOME/calls"
for word in "$@"; do case "$word" in *.xml) cp "$word" "$HOME/task.xml";; esac; done
"""
XML = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.fixture
def home(office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and in PATH before all others programs that only note what they are asked."""
    programs = own_crontab(tmp_path)
    for name, text in {"systemctl": LOGGED, "schtasks": LOGGED}.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.defpath}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("TUPHAP_TODAY")
    return tmp_path


def table(home: Path) -> list[str]:
    return (home / "table").read_text(encoding="utf-8").splitlines()


def cron_line(home: Path) -> str:
    """The one line of the table that runs something."""
    [line] = [line for line in table(home) if "tuphap_cli" in line]
    return line


# -- what is shown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheduler", ["cron", "systemd", "windows"])
def test_it_is_shown_with_absolute_paths_and_nothing_is_set_up(
    home: Path, run: Run, env: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    monkeypatch.chdir(env.parent)
    monkeypatch.setenv("TUPHAP_REGISTER", env.name)
    ran = run("check", "schedule", "--scheduler", scheduler, "--at", "2:05")
    assert (ran.code, ran.err) == (0, "")
    assert str(env) in ran.out
    assert f"tuphap check schedule --install --scheduler {scheduler}" in ran.out
    assert f"tuphap check schedule --remove --scheduler {scheduler}" in ran.out
    assert sorted(path.name for path in home.iterdir()) == ["programs", "so"]
    found = json.loads(run("check", "schedule", "--scheduler", scheduler, "-f", "json").out)
    assert found["schema"] == "tuphap.schedule/1"
    text = "".join(row["text"] for row in found["rows"])
    for words in ("backup", "--night", "check", "kiem-tra.html"):
        assert words in text


def test_settings_of_the_session_go_with_it_and_neither_its_day_nor_the_password(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"SOON": "14", "SMTP_HOST": "localhost", "SMTP_PASSWORD": "rieng-tu", "TODAY": "2021-07-09",
                        "BACKUPS": "ban-sao"}.items():  # fmt: skip
        monkeypatch.setenv(f"TUPHAP_{name}", value)
    for scheduler in ("cron", "systemd", "windows"):
        ran = run("check", "schedule", "--scheduler", scheduler)
        assert "rieng-tu" not in ran.out + ran.err
        assert "2021-07-09" not in ran.out
        assert "--mail" in ran.out
        assert "smtp.env" in ran.out
        assert "TUPHAP_TODAY is not passed on" in ran.out
    ran = run("check", "schedule", "--scheduler", "cron")
    assert "export TUPHAP_SOON=14;" in ran.out
    assert f"export TUPHAP_BACKUPS={Path.cwd() / 'ban-sao'};" in ran.out
    assert "TUPHAP_SOON=14" in run("check", "schedule", "--scheduler", "systemd").out


def test_a_file_with_the_password_that_others_can_read_is_said(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_SMTP_HOST", "localhost")
    file = home / "config" / "tuphap" / "smtp.env"
    file.parent.mkdir(parents=True)
    file.write_text("TUPHAP_SMTP_PASSWORD=rieng-tu\n", encoding="utf-8")
    for mode, said in ((0o644, True), (0o600, False)):
        file.chmod(mode)
        ran = run("check", "schedule", "--scheduler", "cron")
        assert ("chmod 600" in ran.out) is said
        assert "rieng-tu" not in ran.out


def test_the_pages_for_the_intranet_are_published_where_a_folder_is_named(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("check", "schedule", "--scheduler", "cron", "--publish", "www")
    assert f"publish {tmp_path / 'www'}" in ran.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--at", "25:00"), 4), (("--at", "1h"), 4), (("--at", "1:5"), 4), (("--scheduler", "at"), 2),
        (("--install", "--test"), 2),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(home: Path, run: Run, words: tuple[str, ...], code: int) -> None:
    ran = run("check", "schedule", *words)
    assert (ran.code, ran.out) == (code, "")
    assert not (home / "table").exists()


def test_a_register_that_is_not_there_is_said_now(home: Path, run: Run, env: Path) -> None:
    env.unlink()
    assert run("check", "schedule", "--install", "--scheduler", "cron").code == 6
    assert not (home / "table").exists()


@pytest.mark.parametrize("scheduler", ["cron", "systemd"])
def test_the_night_of_a_register_that_is_gone_can_be_taken_away(
    home: Path, run: Run, env: Path, scheduler: str
) -> None:
    run("check", "schedule", "--install", "--scheduler", scheduler)
    env.unlink()
    ran = run("check", "schedule", "--remove", "--scheduler", scheduler)
    assert (ran.code, ran.out) == (0, "Taken away.\n")
    assert "Nothing was set up" in run("check", "schedule", "--remove", "--scheduler", scheduler).out


# -- cron ------------------------------------------------------------------------------------------------------


def test_cron_keeps_the_other_lines_and_has_one_of_each_register(home: Path, run: Run) -> None:
    (home / "table").write_text("MAILTO=clerk\n0 5 * * * date\n", encoding="utf-8")
    for at in ("1:30", "02:45"):
        ran = run("check", "schedule", "--install", "--scheduler", "cron", "--at", at)
        assert ran.code == 0
    assert "To undo it: tuphap check schedule --remove --scheduler cron" in ran.out
    assert table(home)[:2] == ["MAILTO=clerk", "0 5 * * * date"]
    assert len(table(home)) == 5
    assert cron_line(home).startswith("45 2 * * * ")
    assert run("check", "schedule", "--remove", "--scheduler", "cron").out == "Taken away.\n"
    assert table(home) == ["MAILTO=clerk", "0 5 * * * date"]
    assert (
        run("check", "schedule", "--remove", "--scheduler", "cron").out == "Nothing was set up for this register.\n"
    )


def test_cron_keeps_the_other_lines_byte_for_byte(home: Path, run: Run) -> None:
    """Also those of another encoding, with a line end of Windows or of paper in them; an empty table too."""
    for kept in (b"# S\xa7 ng\xe0y\x0c0 0 * * * rm -r x\r\n#\xc2\x85\xe2\x80\xa8\n\n\n5 5 * * * date\n", b""):
        (home / "table").write_bytes(kept)
        assert run("check", "schedule", "--install", "--scheduler", "cron").code == 0
        assert (home / "table").read_bytes().startswith(kept)
        assert run("check", "schedule", "--remove", "--scheduler", "cron").code == 0
        assert (home / "table").read_bytes() == kept


@pytest.mark.parametrize("changed", ["no end", "a line between"])
def test_cron_takes_nothing_away_where_the_marks_do_not_hold_its_line_alone(
    home: Path, run: Run, changed: str
) -> None:
    run("check", "schedule", "--install", "--scheduler", "cron")
    begin, line, end = table(home)
    lines = [begin, line, "5 5 * * * date", *([end] if changed == "a line between" else ["6 6 * * * date"])]
    text = "".join(f"{one}\n" for one in lines)
    (home / "table").write_text(text, encoding="utf-8")
    for what in ("--install", "--remove"):
        ran = run("check", "schedule", what, "--scheduler", "cron")
        assert ran.code == 7
        assert "crontab -e" in ran.err
        assert (home / "table").read_text(encoding="utf-8") == text


def test_each_register_has_lines_of_its_own(home: Path, run: Run, env: Path) -> None:
    other = env.with_name("khac.db")
    other.write_bytes(env.read_bytes())
    run("check", "schedule", "--install", "--scheduler", "cron")
    run("-R", str(other), "check", "schedule", "--install", "--scheduler", "cron")
    assert len(table(home)) == 6
    run("check", "schedule", "--remove", "--scheduler", "cron")
    assert len(table(home)) == 3
    assert str(other) in cron_line(home)


def test_the_line_of_cron_names_the_register_once(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vixie's cron cuts a command after 999 bytes, fewer than four commands with a long path each may have."""
    monkeypatch.setenv("TUPHAP_SMTP_HOST", "localhost")
    run("check", "schedule", "--install", "--scheduler", "cron", "--page", "trang.html", "--publish", "www")
    assert cron_line(home).count("--register") == 1
    assert cron_line(home).count("; tuphap ") == 4


@pytest.mark.slow
@pytest.mark.parametrize("name", ["so.db", "sổ 100% của 'phòng' $HOME & co.db"])
def test_the_line_of_cron_runs_in_an_empty_environment(home: Path, run: Run, env: Path, name: str) -> None:
    """As cron does it: a % ends the command unless it is escaped, and /bin/sh gets the rest."""
    register = env.with_name(name)
    env.rename(register)
    page = env.with_name("trang đêm.html")
    said = run("-R", str(register), "check", "schedule", "--install", "--scheduler", "cron", "--page", str(page))
    assert said.code == 0
    command = re.sub(r"(?<!\\)%.*", "", cron_line(home).split(" ", 5)[5]).replace(r"\%", "%")
    argv, bare = ["/bin/sh", "-c", command], {"HOME": str(home)}
    ran = subprocess.run(argv, env=bare, cwd="/", capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 3, ran.stderr
    assert "Rà soát văn bản về hộ tịch" in page.read_text(encoding="utf-8")
    assert list(env.parent.glob("sao-luu/*.db"))


@pytest.mark.slow
def test_the_line_of_cron_sends_the_mails_with_the_password_from_its_file(
    home: Path, run: Run, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("unit", "edit", "HCTP", "--email", "hctp@tuphap.vn")
    with mail_server(home, "starttls") as box:
        named = {
            "TUPHAP_SMTP_HOST": "localhost", "TUPHAP_SMTP_PORT": str(box.port), "TUPHAP_SMTP_USER": USER,
            "TUPHAP_MAIL_SENDER": "so@tuphap.vn", "SSL_CERT_FILE": str(box.authority),
        }  # fmt: skip
        for name, value in named.items():
            monkeypatch.setenv(name, value)
        assert run("check", "schedule", "--install", "--scheduler", "cron").code == 0
        secrets = home / "config" / "tuphap" / "smtp.env"
        secrets.parent.mkdir(parents=True)
        secrets.write_text(f"TUPHAP_SMTP_PASSWORD='{PASSWORD}'\n", encoding="utf-8")
        argv, bare = ["/bin/sh", "-c", cron_line(home).split(" ", 5)[5]], {"HOME": str(home)}
        ran = subprocess.run(argv, env=bare, cwd="/", capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 3, ran.stderr
    assert [mail["To"] for mail in box.mails] == ["hctp@tuphap.vn"]
    assert PASSWORD not in ran.stdout + ran.stderr + (home / "table").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_file_with_the_password_that_the_shell_cannot_read_takes_only_the_mails_away(
    home: Path, run: Run, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_SMTP_HOST", "localhost")
    run("check", "schedule", "--install", "--scheduler", "cron")
    secrets = home / "config" / "tuphap" / "smtp.env"
    secrets.parent.mkdir(parents=True)
    secrets.write_text("TUPHAP_SMTP_PASSWORD=không'đóng\n", encoding="utf-8")
    argv, bare = ["/bin/sh", "-c", cron_line(home).split(" ", 5)[5]], {"HOME": str(home)}
    assert subprocess.run(argv, env=bare, cwd="/", capture_output=True, check=False).returncode
    assert list(env.parent.glob("sao-luu/*.db"))


def test_the_books_of_offices_in_one_folder_have_a_page_each(home: Path, run: Run, env: Path) -> None:
    pages = set()
    for code in ("STP", "HD"):
        assert run("office", "add", code, "--name", "Sở").code == 0
        ran = run("-O", code, "check", "schedule", "--scheduler", "cron", "-f", "json")
        pages |= set(re.findall(r"\S+\.html", json.loads(ran.out)["rows"][0]["text"]))
    assert pages == {f"{env}.co-quan/kiem-tra-{code}.html" for code in ("STP", "HD")}


def test_what_is_shown_for_the_book_of_an_office_is_what_runs(home: Path, run: Run) -> None:
    """The book is the register there: -O before its commands would mean an office below it."""
    assert run("office", "add", "HD", "--name", "Hồng Dân").code == 0
    shown = run("-O", "HD", "check", "schedule", "--scheduler", "cron")
    assert "; tuphap backup --night; tuphap check --output" in shown.out
    assert "tuphap -O HD check schedule --install" in shown.out, "what the clerk types"


# -- systemd and Windows --------------------------------------------------------------------------------------


def test_systemd_has_a_service_and_a_timer_of_the_user(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_OFFICE", 'Sở "Tư pháp" 100%')
    assert run("check", "schedule", "--install", "--scheduler", "systemd").code == 0
    folder = home / "config" / "systemd" / "user"
    [service], [timer] = folder.glob("*.service"), folder.glob("*.timer")
    assert "OnCalendar=*-*-* 01:30:00" in timer.read_text()
    text = service.read_text(encoding="utf-8")
    assert r'Environment="TUPHAP_OFFICE=Sở \"Tư pháp\" 100%%"' in text
    assert re.findall(r"ExecStart=(-?/).* (--night|\S+html)$", text, re.MULTILINE) == [
        ("-/", "--night"), ("/", str(home / "so" / "kiem-tra.html")),
    ]  # fmt: skip
    assert "SuccessExitStatus=3" in text
    calls = (home / "calls").read_text().splitlines()
    assert calls == ["--user daemon-reload", f"--user enable --now {timer.name}"]
    run("check", "schedule", "--remove", "--scheduler", "systemd")
    assert list(folder.iterdir()) == []
    assert (home / "calls").read_text().splitlines()[2:] == [
        f"--user disable --now {timer.name}", "--user daemon-reload",
    ]  # fmt: skip


def test_windows_gets_a_task_as_xml(home: Path, run: Run, env: Path) -> None:
    register = env.with_name("so & <nhiem> vu.db")
    env.rename(register)
    assert run("-R", str(register), "check", "schedule", "--install", "--scheduler", "windows").code == 0
    root = ET.fromstring((home / "task.xml").read_text(encoding="utf-16").partition("?>")[2])
    assert root.findtext(f".//{XML}StartBoundary") == "2021-01-01T01:30:00"
    commands = [action.findtext(f"{XML}Arguments") or "" for action in root.iter(f"{XML}Exec")]
    assert [shlex.split(words)[4:6] for words in commands] == [["backup", "--night"], ["check", "--output"]]
    assert all(shlex.split(words)[3] == str(register) for words in commands)
    [call] = (home / "calls").read_text().splitlines()
    assert call.startswith("/Create /TN tuphap-")


def test_a_machine_without_the_program_says_so(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    for scheduler in ("cron", "systemd", "windows"):
        ran = run("check", "schedule", "--install", "--scheduler", scheduler)
        assert ran.code == 7
        assert "could not be used: there is no such program here" in ran.err


def test_a_program_that_refuses_is_told_with_its_words(home: Path, run: Run) -> None:
    (home / "programs" / "crontab").write_text("#!/bin/sh\necho you are not allowed >&2; exit 1\n", encoding="utf-8")
    ran = run("check", "schedule", "--install", "--scheduler", "cron")
    assert ran.code == 7
    assert "you are not allowed" in ran.err


# -- a trial ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_trial_makes_the_backup_and_shows_the_mails_without_sending_or_telling(
    home: Path, run: Run, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("unit", "edit", "HCTP", "--email", "hctp@tuphap.vn")
    monkeypatch.setenv("TUPHAP_SMTP_HOST", "localhost")
    before = dump_file(env)
    ran = run("check", "schedule", "--test", "-f", "json")
    assert (ran.code, ran.err) == (0, "")
    rows = json.loads(ran.out)["rows"]
    assert [(row["command"].split("nhiem-vu.db ")[1], row["exit"]) for row in rows] == [
        ("backup --night", 0), ("check --mail --dry-run", 3),
    ]  # fmt: skip
    assert "To hctp@tuphap.vn" in rows[1]["output"]
    assert list(env.parent.glob("sao-luu/*.db"))
    assert dump_file(env) == before


@pytest.mark.slow
def test_a_trial_that_fails_has_the_exit_code_of_what_failed(home: Path, run: Run, env: Path) -> None:
    page = home / "của tôi.html"
    page.write_text("đừng mất", encoding="utf-8")
    ran = run("check", "schedule", "--test", "--page", str(page))
    assert ran.code == 7
    assert "exit code 7" in ran.out
    assert page.read_text(encoding="utf-8") == "đừng mất"
