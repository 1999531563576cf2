"""What a command writes to a file that the user names: nothing that stands there is lost by it."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support import faults
from tests.support.registers import Clerk, day
from tuphap_cli.cli import speech
from tuphap_cli.store.file import destination, own_outputs

TUPHAP = [sys.executable, "-m", "tuphap_cli"]
CHECK = ("check", "-f", "json", "-o")
posix = pytest.mark.skipif(os.name != "posix", reason="no such files there")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """One overdue task."""
    with clerk.at_once():
        plan = clerk.decision("25/QĐ-STP")
        clerk.task(plan, "Rà soát văn bản", unit=clerk.unit("HCTP"), due=day("30/6"))
    return clerk


def says(monkeypatch: pytest.MonkeyPatch, answer: str | None) -> list[str]:
    """Let a person at the terminal give ``answer`` (None: there is no terminal); returns what is asked."""
    asked: list[str] = []

    def agreed(question: str) -> bool:
        asked.append(question)
        return answer == "có"

    if answer is not None:
        monkeypatch.setattr(speech, "agreed", agreed)
    return asked


# -- files -------------------------------------------------------------------------------------------------


def test_last_nights_file_is_replaced_without_a_question(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "dem.json"
    assert run(*CHECK, str(file)).code == 3
    first = file.read_bytes()
    office.done(1, day("1/7"))
    ran = run(*CHECK, str(file))
    assert (ran.code, file.read_bytes() != first) == (0, True)
    assert run(*CHECK, str(file)).code == 0


@pytest.mark.parametrize("answer", [None, "", "có"], ids=["no terminal", "not agreed", "agreed"])
@pytest.mark.parametrize("how", ["edited by hand", "another's", "empty"])
def test_a_file_that_is_not_as_the_program_left_it_is_asked_about(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, answer: str | None
) -> None:
    file = tmp_path / "dem.json"
    if how == "edited by hand":
        run(*CHECK, str(file))
        file.write_bytes(file.read_bytes() + b"\n")
    else:
        file.write_bytes(b"" if how == "empty" else b"{}")
    before = file.read_bytes()
    asked = says(monkeypatch, answer)
    ran = run(*CHECK, str(file))
    assert len(asked) == (answer is not None)
    if answer == "có":
        assert (ran.code, json.loads(file.read_bytes())["schema"]) == (3, "tuphap.check/1")
    else:
        assert (ran.code, ran.out, file.read_bytes()) == (7, "", before)
        assert json.loads(ran.err)["code"] == "output.exists"
        assert "--overwrite" in ran.err


def test_overwrite_says_yes(office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dem.json"
    file.write_text("của người khác", encoding="utf-8")
    asked = says(monkeypatch, "")
    assert run(*CHECK, str(file), "--overwrite").code == 3
    assert (asked, json.loads(file.read_bytes())["schema"]) == ([], "tuphap.check/1")
    assert run(*CHECK, str(file)).code == 3, "it is the program's own now"
    file.write_text("lại sửa", encoding="utf-8")
    assert run(*CHECK, str(file)).code == 7, "the word holds for one command only"


def test_the_question_is_plain_vietnamese(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    asked = says(monkeypatch, "")
    (tmp_path / "a.json").touch()
    run(*CHECK, str(tmp_path / "a.json"))
    assert "Tệp đã có. Ghi đè?" in asked[0]


def test_a_file_with_the_same_content_is_no_loss(office: Clerk, run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    run("overdue", "-o", str(one))
    other.write_bytes(one.read_bytes())
    assert run("overdue", "-o", str(other)).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("report", "template", "-o", "{}.docx"), ("report", "quarter", "2/2021", "-o", "{}.docx"),
        ("task", "list", "-o", "{}.xlsx"),
        ("calendar", "export", "-o", "{}.ics"), ("journal", "list", "-o", "{}.csv"),
        ("deadline", "questions", "-o", "{}.xlsx"), ("settings", "-o", "{}.md"), ("backup", "-o", "{}.json"),
        ("doctor", "-o", "{}.html"),
    ],
)  # fmt: skip
def test_the_rule_holds_for_everything_that_is_written_to_a_named_file(
    office: Clerk, run: Run, tmp_path: Path, env: Path, words: tuple[str, ...]
) -> None:
    argv = [word.format(tmp_path / "x") for word in words]
    file = Path(argv[-1])
    file.write_bytes(b"theirs")
    ran = run(*argv)
    assert (ran.code, file.read_bytes()) == (7, b"theirs"), ran
    assert not (env.parent / "sao-luu").exists(), "nothing was done before the refusal"
    assert run(*argv, "--overwrite").code in {0, 3}
    assert file.read_bytes() != b"theirs"
    assert run(*argv).code in {0, 3}


@posix
@pytest.mark.parametrize("extra", [(), ("--overwrite",)])
def test_a_file_without_the_right_to_write_stays_also_for_the_superuser(
    office: Clerk, run: Run, tmp_path: Path, extra: tuple[str, ...]
) -> None:
    file = tmp_path / "dem.json"
    run(*CHECK, str(file))
    before = file.read_bytes()
    file.chmod(0o444)
    office.done(1, day("1/7"))
    ran = run(*CHECK, str(file), *extra)
    assert (ran.code, file.read_bytes()) == (7, before)
    assert file.stat().st_mode & 0o777 == 0o444


@posix
def test_links_are_followed_and_stay(office: Clerk, run: Run, tmp_path: Path) -> None:
    (tmp_path / "xa").mkdir()
    link, between, file = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "xa" / "c.json"
    link.symlink_to(between)
    between.symlink_to("xa/c.json")
    for _ in range(2):
        assert run("overdue", "-o", str(link)).code == 0
        assert (link.is_symlink(), between.is_symlink(), file.is_symlink()) == (True, True, False)
    file.write_text("sửa tay", encoding="utf-8")
    assert run("overdue", "-o", str(link)).code == 7


@posix
@pytest.mark.parametrize("kind", ["loop", "to itself", "to a folder", "to no folder", "long", "NUL"])
def test_a_name_that_leads_nowhere_is_refused(office: Clerk, run: Run, tmp_path: Path, kind: str) -> None:
    link = tmp_path / "a.json"
    named = str(link)
    if kind == "loop":
        link.symlink_to(tmp_path / "b.json")
        (tmp_path / "b.json").symlink_to(link)
    elif kind == "to itself":
        link.symlink_to("a.json")
    elif kind == "to a folder":
        link.symlink_to(tmp_path)
    elif kind == "to no folder":
        link.symlink_to(tmp_path / "khong-co" / "b.json")
    else:
        named = str(tmp_path / ("ă" * 200 if kind == "long" else "a\0b"))
    ran = run(*CHECK, named)
    assert (ran.code, ran.out) == (7, "")
    assert "Traceback" not in ran.err


@pytest.mark.file_register
@pytest.mark.parametrize("extra", [(), ("--overwrite",)])
@pytest.mark.parametrize(
    "name",
    [
        "so/nhiem-vu.db", "so/nhiem-vu.db-journal", "so/nhiem-vu.db-wal", "so/nhiem-vu.db-shm",
        "so/nhiem-vu.db.dang-ghi",
        "so/nhiem-vu.db.da-xuat", "so/nhiem-vu-truoc-khi-phuc-hoi-20210709-080000000.db",
        "config/tuphap/settings.toml",
        "so/sao-luu/nhiem-vu-20210709-080000000-3-hand.db", "so/sao-luu/nhiem-vu-20210709-080000000-3-hand.db.sha256",
        "so/sao-luu/khac-20210709-080000000-3-hand.db", "ban-sao.db", "link.json", "hard.json",
    ],
)  # fmt: skip
def test_the_register_its_backups_and_the_settings_are_never_written_over(
    office: Clerk, run: Run, tmp_path: Path, env: Path, name: str, extra: tuple[str, ...]
) -> None:
    office.register.connection.close()
    run("settings", "soon", "9")
    run("backup")
    (tmp_path / "ban-sao.db").write_bytes(env.read_bytes())
    (tmp_path / "link.json").symlink_to(env)
    os.link(env, tmp_path / "hard.json")
    path = tmp_path / name
    before = path.read_bytes() if path.exists() else None
    ran = run(*CHECK, str(path), *extra)
    assert (ran.code, ran.out) == (7, "")
    assert json.loads(ran.err)["code"] == "output.protected"
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_file_beside_the_register_with_another_name_may_be_written(office: Clerk, run: Run, env: Path) -> None:
    for name in ("nhiem-vu.json", "nhiem-vu.db.json", "sao-luu.json"):
        assert run(*CHECK, str(env.parent / name)).code == 3


def test_two_runs_at_once_leave_a_whole_file_and_know_it(office: Clerk, tmp_path: Path) -> None:
    argv = [*TUPHAP, *CHECK, str(tmp_path / "dem.json")]
    running = [subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for one in running:
        one.communicate(timeout=60)
    assert {one.returncode for one in running} <= {3, 7}
    assert json.loads((tmp_path / "dem.json").read_bytes())["totals"]["overdue"] == 1
    assert subprocess.run(argv, capture_output=True, check=False).returncode == 3
    assert [name for name in faults.names(tmp_path) if name.startswith(".")] == []


# -- where the sums are kept -------------------------------------------------------------------------------


@pytest.mark.file_register
def test_sums_lie_beside_the_register_and_can_be_checked_by_sha256sum(
    office: Clerk, run: Run, tmp_path: Path, env: Path
) -> None:
    file = tmp_path / "dem.json"
    run(*CHECK, str(file))
    [kept] = env.with_name(f"{env.name}.da-xuat").iterdir()
    digest, named = kept.read_text(encoding="utf-8").split()
    assert (named, len(digest)) == (str(file), 64)


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_who_may_only_read_the_register_keeps_the_sums_in_the_users_own_folder(
    office: Clerk, run: Run, tmp_path: Path, env: Path
) -> None:
    env.parent.chmod(0o500)
    try:
        for _ in range(2):
            assert run(*CHECK, str(tmp_path / "dem.json")).code == 3
    finally:
        env.parent.chmod(0o700)
    assert faults.names(tmp_path / "data" / "tuphap" / "da-xuat") != []


def test_without_a_register_the_users_own_folder_has_them(run: Run, tmp_path: Path, env: Path) -> None:
    for _ in range(2):
        assert run("report", "template", "-o", str(tmp_path / "mau.docx")).code == 0
    assert len(faults.names(tmp_path / "data" / "tuphap" / "da-xuat")) == 1
    assert not env.parent.exists()


def test_only_so_many_sums_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_outputs, "MOST", 3)
    for number in range(5):
        path = tmp_path / f"{number}.json"
        own_outputs.remember(path, b"1", (tmp_path / "sums",))
        path.write_bytes(b"1")
        os.utime(next(iter(own_outputs._place(tmp_path / "sums", path).parent.glob("*"))), None)
    assert len(faults.names(tmp_path / "sums")) == 3
    assert own_outputs.is_unchanged(tmp_path / "4.json", (tmp_path / "sums",))


def test_a_file_is_known_whether_or_not_its_writing_took_hold(tmp_path: Path) -> None:
    path, sums = tmp_path / "x.json", (tmp_path / "sums",)
    own_outputs.remember(path, b"old", sums)
    path.write_bytes(b"old")
    own_outputs.remember(path, b"new", sums)
    assert own_outputs.is_unchanged(path, sums)
    path.write_bytes(b"new")
    assert own_outputs.is_unchanged(path, sums)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"x" * 100_000, b"0" * 64])
def test_sums_that_make_no_sense_vouch_for_nothing(tmp_path: Path, content: bytes) -> None:
    path, folder = tmp_path / "x.json", tmp_path / "sums"
    own_outputs.remember(path, b"1", (folder,))
    path.write_bytes(b"1")
    next(folder.iterdir()).write_bytes(content)
    assert not own_outputs.is_unchanged(path, (folder,))


# -- streams -----------------------------------------------------------------------------------------------


def read_from(path: Path) -> Callable[[], bytes]:
    """Read a FIFO in a thread; what is returned waits for the end and gives what came."""
    found: list[bytes] = []
    thread = threading.Thread(target=lambda: found.append(path.read_bytes()), daemon=True)
    thread.start()

    def end() -> bytes:
        thread.join(30)
        return found[0]

    return end


@posix
@pytest.mark.parametrize("linked", [False, True])
def test_a_fifo_is_written_through(office: Clerk, run: Run, tmp_path: Path, *, linked: bool) -> None:
    fifo = tmp_path / "ong.json"
    os.mkfifo(fifo)
    named = tmp_path / "a.json"
    named.symlink_to(fifo)
    read = read_from(fifo)
    assert run("overdue", "-o", str(named if linked else fifo)).code == 0
    assert json.loads(read())["schema"] == "tuphap.overdue/1"
    assert fifo.is_fifo()


@posix
def test_a_fifo_that_nobody_reads_is_not_waited_for_for_ever(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(destination, "READER_SECONDS", 0.2)
    os.mkfifo(tmp_path / "ong")
    ran = run(*CHECK, str(tmp_path / "ong"))
    assert (ran.code, json.loads(ran.err)["sentence"]) == (
        7,
        f"{tmp_path / 'ong'} could not be written: nobody reads from it.",
    )


@posix
def test_a_reader_that_goes_away_is_no_error(office: Clerk, run: Run, tmp_path: Path) -> None:
    fifo = tmp_path / "ong"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    thread = threading.Timer(0.5, os.close, [reader])
    there = destination.find_destination(str(fifo))
    thread.start()
    destination.write_through(there, b"x" * 1_000_000)
    thread.join()


@posix
def test_a_device_is_written_through(office: Clerk, run: Run) -> None:
    screen, program = pty.openpty()
    try:
        name = os.ttyname(program)
        read: list[bytes] = []
        thread = threading.Thread(target=lambda: read.append(os.read(screen, 100)), daemon=True)
        thread.start()
        assert run("overdue", "-f", "csv", "-o", name).code == 0
        thread.join(30)
        assert b"25/Q" in read[0] or b"task" in read[0]
        assert Path(name).is_char_device()
    finally:
        os.close(program)
        os.close(screen)


@posix
@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such names here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
@pytest.mark.parametrize("into", ["pipe", "file"])
def test_standard_output_by_its_name_is_standard_output(office: Clerk, tmp_path: Path, name: str, into: str) -> None:
    if name == "link":
        (tmp_path / "ra").symlink_to("/dev/stdout")
        name = str(tmp_path / "ra")
    argv = [*TUPHAP, "overdue", "-f", "json", "-o", name]
    if into == "pipe":
        ran = subprocess.run(argv, capture_output=True, check=False, timeout=60)
        assert (ran.returncode, json.loads(ran.stdout)["schema"]) == (0, "tuphap.overdue/1")
        return
    file = tmp_path / "ra.json"
    with file.open("wb") as out:
        out.write(b"[")
        out.flush()
        same = os.fstat(out.fileno()).st_ino
        assert subprocess.run(argv, stdout=out, stderr=subprocess.PIPE, check=False, timeout=60).returncode == 0
    assert file.read_bytes().startswith(b"[{")
    assert file.stat().st_ino == same, "written through, not replaced"


@posix
def test_an_open_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    argv = [*TUPHAP, "report", "template", "-o", "/dev/stdin"]
    with (tmp_path / "x").open("wb") as _, (tmp_path / "x").open("rb") as read:
        ran = subprocess.run(argv, stdin=read, capture_output=True, check=False, timeout=60)
    assert ran.returncode == 7
    assert (tmp_path / "x").read_bytes() == b""


@pytest.mark.parametrize(
    "words",
    [
        "task record --template",
        "unit reorganise --template",
        "unit transfer A --to B --template",
        "deadline questions",
    ],
)
def test_what_is_advised_with_a_list_quotes_a_name_with_spaces(
    office: Clerk, run: Run, tmp_path: Path, words: str
) -> None:
    for unit in "AB":
        assert run("unit", "add", unit, "--name", f"Phòng {unit}").code == 0
    unsure = ("--decision", "25/QĐ-STP", "--unit", "A", "--deadline", "Đầu quý III/2021")
    assert run("task", "add", "Khảo sát", *unsure).code == 0
    path = tmp_path / "danh sach.xlsx"
    ran = run(*words.split(), "-o", str(path))
    advised = ran.err.splitlines()[-1].partition(": tuphap ")[2]
    assert (ran.code, str(path) in shlex.split(advised)) == (0, True), ran
