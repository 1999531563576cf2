"""The program as a process: signals, pipes, other code pages, empty environments, shells that complete words."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.journal import entries
from tests.support import formats
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.store import dialect
from tuphap_cli.store.file.register import Register

TUPHAP = [sys.executable, "-m", "tuphap_cli"]
# A shell may hand SIGINT down as ignored; a person's terminal does not.
LISTENING = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from tuphap_cli.main import main; sys.exit(main(sys.argv[1:]))"
)
INTERRUPTIBLE = [sys.executable, "-c", LISTENING]
LONGEST = 60
WRITTEN_ON_SERVER = (
    "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
)
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Units, a decision and two tasks, one of them overdue."""
    with clerk.at_once():
        unit = clerk.unit("HCTP", "Phòng [/red] Hành chính tư pháp")
        clerk.unit("TP-HỒNG-DÂN", "Phòng Tư pháp huyện Hồng Dân")
        plan = clerk.decision("25/QĐ-STP", title="Kế hoạch: công tác tư pháp năm 2021")
        clerk.decision("262/QĐ-UBND", day("25/2"))
        clerk.task(plan, "Đôn đốc [abc] đăng ký: 'thi đua' \"khối\" $HOME `ls`", unit=unit, due=day("30/6"), item="1")
        clerk.task(plan, "Số hóa sổ hộ tịch", unit=unit, due=day("30/9"), item="2")
    return clerk


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program in a process of its own, in a folder of its own, without a terminal."""

    def carry_out(*argv: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        environment = dict(os.environ if env is None else env)
        return subprocess.run(
            [*TUPHAP, *argv], stdin=subprocess.DEVNULL, capture_output=True, env=environment, cwd=tmp_path,
            timeout=LONGEST, check=False,
        )  # fmt: skip

    return carry_out


def test_the_module_runs_as_the_program(run: Run) -> None:
    ran = run("--version")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode() == f"tuphap {version('tuphap-cli')}\n"


def test_the_installed_command_is_the_same_program(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("tuphap")
    ran = subprocess.run([command, "--version"], capture_output=True, cwd=tmp_path, timeout=LONGEST, check=False)
    assert ran.stdout.decode() == f"tuphap {version('tuphap-cli')}\n"


# -- a nightly script ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("shut", [False, True], ids=["open streams", "closed input"])
def test_check_works_in_an_empty_environment_without_a_terminal(office: Clerk, tmp_path: Path, *, shut: bool) -> None:
    redirected = "<&- " if shut else ""
    line = f'exec env -i "$@" {redirected}'
    argv = [
        *TUPHAP,
        "--register",
        os.environ["TUPHAP_REGISTER"],
        "check",
        "--as-of",
        "2021-07-09",
        "--format",
        "json",
    ]
    ran = subprocess.run(
        ["/bin/sh", "-c", line, "sh", *argv], capture_output=True, cwd=tmp_path, timeout=LONGEST, check=False
    )
    assert (ran.returncode, ran.stderr) == (3, b"")
    totals = {"overdue": 1, "missed": 1, "soon": 0, "overdue_tasks": 1, "soon_tasks": 0}
    assert json.loads(ran.stdout)["totals"] == totals


def test_check_tells_cron_in_vietnamese_what_is_new_and_the_next_night_nothing(office: Clerk, tmp_path: Path) -> None:
    register = os.environ["TUPHAP_REGISTER"]
    argv = ["env", "-i", f"TUPHAP_REGISTER={register}", *TUPHAP, "--register", register, "check", "--new"]
    ran = [subprocess.run(argv, capture_output=True, cwd=tmp_path, timeout=LONGEST, check=False) for _ in range(2)]
    assert [(one.returncode, one.stderr) for one in ran] == [(3, b""), (0, b"")]
    lines = ran[0].stdout.decode().splitlines()
    assert lines[0].startswith("Kiểm tra ngày ")
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80
    assert ran[1].stdout == b""


def test_what_a_closed_pipe_has_not_taken_does_not_count_as_told(office: Clerk, tmp_path: Path) -> None:
    script = '"$@" check --new 2>err | :; "$@" check --new --quiet; echo $? >code'
    slow = ["env", "-i", *TUPHAP, "--register", os.environ["TUPHAP_REGISTER"]]
    subprocess.run(["bash", "-c", script, "bash", *slow], cwd=tmp_path, timeout=LONGEST, check=True)
    assert (tmp_path / "code").read_text() == "3\n"
    assert (tmp_path / "err").read_text() == ""


def test_check_of_a_missing_register_is_exit_6_in_vietnamese_by_default(tmp_path: Path) -> None:
    argv = ["env", "-i", *TUPHAP, "-R", str(tmp_path / "khong-co.db"), "check"]
    ran = subprocess.run(argv, capture_output=True, cwd=tmp_path, timeout=LONGEST, check=False)
    assert (ran.returncode, ran.stdout) == (6, b"")
    assert "khong-co.db" in ran.stderr.decode()
    assert f"`tuphap -R {tmp_path / 'khong-co.db'} init`" in ran.stderr.decode()


@pytest.mark.parametrize("verb", [("task", "done"), ("import", "--decision", "1/QĐ-X"), ("deadline", "read")])
def test_a_line_that_lacks_something_never_waits_for_input(tmp_path: Path, verb: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*TUPHAP, *verb], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    with process:
        assert process.wait(timeout=LONGEST) == 2
        assert process.stderr is not None
        assert process.stderr.read()


# -- pipes and consoles -------------------------------------------------------------------------------------


@pytest.fixture
def many(office: Clerk) -> Clerk:
    """More tasks than a pipe holds."""
    with office.at_once():
        for number in range(3, 303):
            office.task(1, f"Nhiệm vụ số {number}: " + "kiểm tra, rà soát, báo cáo; " * 12, unit=1, due=day("30/9"))
    return office


@pytest.mark.parametrize("form", formats.TEXT)
def test_a_reader_that_closes_the_pipe_is_no_error(many: Clerk, tmp_path: Path, form: str) -> None:
    script = '"$@" 2>err | head -n 1; echo "${PIPESTATUS[0]}" >code'
    argv = [*TUPHAP, "task", "list", "-f", form]
    subprocess.run(
        ["bash", "-c", script, "bash", *argv], capture_output=True, cwd=tmp_path, timeout=LONGEST, check=True
    )
    assert (tmp_path / "code").read_text() == "0\n"
    assert (tmp_path / "err").read_text() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("argv", [("overdue",), ("task", "list", "-f", "json"), ("task", "done", "--help")])
def test_a_full_disk_behind_the_output_is_exit_7(office: Clerk, tmp_path: Path, argv: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*TUPHAP, *argv], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, timeout=LONGEST, check=False
        )
    assert ran.returncode == 7
    assert "Traceback" not in ran.stderr.decode()
    assert "No space left" in ran.stderr.decode()


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_fault(office: Clerk, tmp_path: Path, closed: str) -> None:
    argv = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *TUPHAP, "check"]
    ran = subprocess.run(argv, capture_output=True, cwd=tmp_path, timeout=LONGEST, check=False)
    assert (ran.returncode, ran.stderr) == (3, b"")


@pytest.mark.parametrize("encoding", ["cp1258", "ascii", "cp437:strict", "utf-16"])
def test_a_console_of_another_code_page_gets_utf_8_and_no_fault(office: Clerk, run: Run, encoding: str) -> None:
    ran = run("overdue", env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Đôn đốc [abc] đăng ký" in ran.stdout.decode("utf-8")


def test_letters_that_are_no_utf_8_in_an_argument_are_no_fault(office: Clerk, tmp_path: Path) -> None:
    argv = [*(word.encode() for word in TUPHAP), b"task", b"find", b"\xff\xfe h\xf2a"]
    ran = subprocess.run(argv, capture_output=True, cwd=tmp_path, timeout=LONGEST, check=False)
    assert ran.returncode in {0, 2, 4}
    assert b"Traceback" not in ran.stderr


# -- interruption -------------------------------------------------------------------------------------------


def test_an_interrupted_import_leaves_the_register_as_it_was_and_may_be_run_again(
    office: Clerk, tmp_path: Path, run: Run
) -> None:
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]]
    rows += [[str(n), f"Kiểm tra hồ sơ số {n}", "HCTP", f"{n % 28 + 1}/9/2021"] for n in range(1, 601)]
    file = csv_of_rows(tmp_path / "phu-luc.csv", rows)
    argv = ["import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021"]
    before = dump_file(office.register.path)

    process = subprocess.Popen(
        [*INTERRUPTIBLE, *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    wait_until_written(office.register, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LONGEST)

    assert (process.returncode, out) == (130, b"")
    assert "Traceback" not in err.decode()
    assert err.decode().splitlines()[-1] == "Stopped. Nothing half-done is left in the register."
    assert dump_file(office.register.path) == before
    assert run(*argv).returncode == 0
    assert len(dump_file(office.register.path)["task"]) == len(before["task"]) + 600


def wait_until_written(register: Register, process: subprocess.Popen[bytes]) -> None:
    """Wait until ``process`` writes into ``register``, or has ended."""
    until = time.monotonic() + LONGEST
    while not being_written(register) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)


def being_written(register: Register) -> bool:
    """Whether another connection has written into ``register`` in a transaction that is under way."""
    if dialect.on_server(register.connection):
        return bool(register.connection.execute(WRITTEN_ON_SERVER).fetchone()[0])
    return register.path.with_name(f"{register.path.name}-journal").exists()  # SQLite's own


def stopped_while_importing(register: Register, tmp_path: Path, number: signal.Signals) -> int:
    """The exit code of an import into ``register`` that got a signal while it wrote."""
    rows = [["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]]
    rows += [[str(n), f"Kiểm tra hồ sơ số {n}", "HCTP", "30/9/2021"] for n in range(1, 601)]
    file = csv_of_rows(tmp_path / "phu-luc.csv", rows)
    argv = [*TUPHAP, "import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021"]
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=tmp_path)
    wait_until_written(register, process)
    process.send_signal(number)
    return process.wait(LONGEST)


def test_a_polite_request_to_end_leaves_the_register_as_it_was(office: Clerk, tmp_path: Path) -> None:
    before = dump_file(office.register.path)
    assert stopped_while_importing(office.register, tmp_path, signal.SIGTERM) == 130
    assert dump_file(office.register.path) == before


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="closed windows are told otherwise")
def test_a_window_that_is_closed_leaves_the_register_as_it_was(office: Clerk, tmp_path: Path) -> None:
    before = dump_file(office.register.path)
    inherited = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests themselves may run under nohup
    try:
        assert stopped_while_importing(office.register, tmp_path, signal.SIGHUP) == 130
    finally:
        signal.signal(signal.SIGHUP, inherited)
    assert dump_file(office.register.path) == before
    assert not list(office.register.path.parent.glob(".tuphap-*"))


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no nohup")
def test_who_runs_under_nohup_goes_on_when_the_window_is_closed() -> None:
    code = (
        "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); from tuphap_cli import main; "
        "main.main = lambda argv: os.kill(os.getpid(), signal.SIGHUP) or 0; main.run()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_process_that_is_killed_while_it_writes_leaves_the_register_whole(office: Clerk, tmp_path: Path) -> None:
    before = dump_file(office.register.path)
    assert stopped_while_importing(office.register, tmp_path, signal.SIGKILL) == -signal.SIGKILL
    assert subprocess.run([*TUPHAP, "status"], capture_output=True, cwd=tmp_path, check=False).returncode == 0
    assert dump_file(office.register.path) == before
    assert entries(office)


# -- completion ---------------------------------------------------------------------------------------------


def completed(run: Run, shell: str, line: str, env: Mapping[str, str] | None = None) -> list[str]:
    """What ``shell`` is offered for the last word of ``line`` (a blank at its end: for a new word)."""
    words = line.split(" ")
    asked = {"_TUPHAP_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        asked |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    else:
        asked |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        asked |= {"_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]}
    ran = run(env={**(os.environ if env is None else env), **asked})
    assert (ran.returncode, ran.stderr) == (0, b"")
    return [text for text in ran.stdout.decode("utf-8").splitlines() if text]


SHELLS = ["bash", "zsh", "fish", "powershell"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "wanted", "unwanted"),
    [
        ("tuphap task done ", ["1", "2"], []), ("tuphap task done 2", ["2"], ["1"]),
        ("tuphap task done 1 --doc 7 2", ["2"], ["1"]), ("tuphap task show ", ["1", "2"], []),
        ("tuphap decision show ", ["25/QĐ-STP", "262/QĐ-UBND"], []),
        ("tuphap import a.docx --decision 25", ["25/QĐ-STP"], ["262/QĐ-UBND"]),
        ("tuphap unit show H", ["HCTP"], ["TP-HỒNG-DÂN"]),
        ("tuphap overdue --unit TP-H", ["TP-HỒNG-DÂN"], ["HCTP"]),
        ("tuphap over", ["overdue"], ["task"]), ("tuphap task pro", ["progress"], ["done"]),
        ("tuphap task list --due", ["--due-from", "--due-to"], ["--unit"]),
    ],
)  # fmt: skip
def test_shells_complete_numbers_codes_and_names(
    office: Clerk, run: Run, shell: str, line: str, wanted: list[str], unwanted: list[str]
) -> None:
    offered = completed(run, shell, line)
    values = [value_of(shell, text) for text in offered]
    for value in wanted:
        assert value in values
    for value in unwanted:
        assert value not in values


def value_of(shell: str, text: str) -> str:
    """The word in one line of a shell's answer, without its explanation."""
    return text.partition({"powershell": ":::", "bash": "\n"}.get(shell, "\t"))[0]


def test_a_done_task_is_not_offered_again(office: Clerk, run: Run) -> None:
    office.done(1, day("1/7"))
    assert completed(run, "bash", "tuphap task done ") == ["2"]


def test_completion_looks_into_the_register_that_the_line_names(office: Clerk, run: Run, tmp_path: Path) -> None:
    elsewhere = os.environ | {"TUPHAP_REGISTER": str(tmp_path / "khong-co.db")}
    line = f"tuphap --register '{os.environ['TUPHAP_REGISTER']}' task done "
    assert completed(run, "bash", line, elsewhere) == ["1", "2"]


def test_explanations_are_the_titles_as_they_are(office: Clerk, run: Run) -> None:
    fish = completed(run, "fish", "tuphap task done 1")
    assert fish == ["1\tĐôn đốc [abc] đăng ký: 'thi đua' \"khối\" $HOME `ls`"]
    assert completed(run, "fish", "tuphap unit show H") == ["HCTP\tPhòng [/red] Hành chính tư pháp"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no register"], ids=["none", "empty", "foreign"])
def test_completion_is_silent_without_a_register(env: Path, run: Run, shell: str, content: bytes | None) -> None:
    env.parent.mkdir()
    if content is not None:
        env.write_bytes(content)
    assert completed(run, shell, "tuphap unit show ") == []
    assert (env.read_bytes() if env.exists() else None) == content


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script(run: Run, shell: str) -> None:
    ran = run(env=os.environ | {"_TUPHAP_COMPLETE": f"source_{shell}"})
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "_TUPHAP_COMPLETE" in ran.stdout.decode()


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_reader_that_closes_the_pipe_before_a_workbook_or_document_is_no_error(
    many: Clerk, tmp_path: Path, form: str
) -> None:
    script = '"$@" 2>err | head -c 1 >/dev/null; echo "${PIPESTATUS[0]}" >code'
    argv = [*TUPHAP, "task", "list", "-f", form]
    subprocess.run(["bash", "-c", script, "bash", *argv], cwd=tmp_path, timeout=LONGEST, check=True)
    assert (tmp_path / "code").read_text() == "0\n"
    assert (tmp_path / "err").read_text() == ""


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "ascii"])
@pytest.mark.parametrize("form", formats.TEXT)
def test_every_format_is_utf_8_whatever_the_console(office: Clerk, run: Run, encoding: str, form: str) -> None:
    ran = run(
        "overdue", "-f", form, env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Đôn đốc" in ran.stdout.decode("utf-8")


def test_an_error_is_readable_on_a_console_of_another_code_page(run: Run, office: Clerk) -> None:
    env = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C", "TUPHAP_LANG": "vi"}
    ran = run("task", "done", "99", env=env)
    assert ran.returncode == 4
    assert "Trong sổ không có nhiệm vụ" in ran.stderr.decode("utf-8")
