"""Files kept as evidence: with an entry or not at all, never changed, in the backups, written out as they came."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, dump
from tuphap_cli import errors
from tuphap_cli.main import main
from tuphap_cli.store import any_register
from tuphap_cli.store.file import evidence_folder
from tuphap_cli.store.server.copying import CopyFacts
from tuphap_cli.store.write.change import Change

SCAN = b"%PDF-1.7 \x00\xff scan"
SUM = hashlib.sha256(SCAN).hexdigest()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file as a clerk has it."""
    path = tmp_path / "Bản quét 45.pdf"
    path.write_bytes(SCAN)
    return path


@pytest.fixture
def kept(env: Path) -> Path:
    """Where the copies lie."""
    return env.with_name(f"{env.name}.minh-chung")


def listed(run: Run, task: str = "1") -> list[dict[str, object]]:
    rows = json.loads(run("task", "file", task, "-f", "json").out)["rows"]
    assert isinstance(rows, list)
    return rows


def wrong(run: Run) -> list[str]:
    """What an examination finds that makes the register doubtful."""
    rows = json.loads(run("doctor", "-f", "json").out)["rows"]
    assert rows, "the day is fixed, which is told"
    return [row["code"] for row in rows if row["severity"] == "error"]


def test_a_file_is_kept_with_the_entry_under_its_sum_for_its_owner_alone(
    office: Clerk, run: Run, scan: Path, kept: Path
) -> None:
    ran = run("task", "done", "1", "--doc", "45/BC-STP", "--file", str(scan))
    assert (ran.code, ran.err) == (0, "")
    assert "Kept as evidence: Bản quét 45.pdf." in ran.out
    assert [path.name for path in kept.iterdir()] == [SUM]
    copy = kept / SUM
    assert copy.read_bytes() == SCAN
    if os.name == "posix":
        assert (copy.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o600, 0o700)
    scan.write_bytes(b"something else by now")
    row = listed(run)[0]
    assert (row["name"], row["sha256"], row["size"], row["state"]) == (scan.name, SUM, len(SCAN), "whole")
    assert scan.name in run("task", "show", "1").out
    assert json.loads(run("task", "show", "1", "-f", "json").out)["rows"][0]["evidence"][0]["sha256"] == SUM


def test_several_files_of_several_tasks_are_kept_once_each(
    office: Clerk, run: Run, scan: Path, kept: Path, tmp_path: Path
) -> None:
    other = tmp_path / "ảnh.jpg"
    other.write_bytes(b"\xff\xd8 picture")
    files = ("--file", str(scan), "--file", str(other), "--file", str(scan))
    assert run("task", "progress", "1", "2", "--percent", "60", *files).code == 0
    assert len(list(kept.iterdir())) == 2
    assert [row["name"] for row in listed(run, "2")] == [scan.name, other.name]


def test_a_file_alone_is_enough_for_progress(office: Clerk, run: Run, scan: Path) -> None:
    assert run("task", "progress", "1", "--file", str(scan)).code == 0
    assert len(listed(run)) == 1


def test_the_json_of_what_was_recorded_names_the_files(office: Clerk, run: Run, scan: Path) -> None:
    row = json.loads(run("task", "start", "4", "--file", str(scan), "-f", "json").out)["rows"][0]
    assert row["evidence"] == [{"name": scan.name, "sha256": SUM, "size": len(SCAN)}]


def _link(path: Path) -> None:
    path.with_name("goc.pdf").write_bytes(SCAN)
    path.symlink_to(path.with_name("goc.pdf"))


def _fifo(path: Path) -> None:
    os.mkfifo(path)


UNFIT: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link": (_link, "link"),
    "a FIFO": (_fifo, "not an ordinary file"),
    "a folder": (lambda path: path.mkdir(), "cannot be kept"),
    "nothing there": (lambda _path: None, "No such file"),
    "an empty file": (lambda path: path.touch(), "empty"),
    "a large file": (lambda path: path.write_bytes(b"x" * 1_000_001), "larger than 1 MB"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="links and FIFOs are made otherwise there")
@pytest.mark.parametrize("what", UNFIT)
def test_what_is_no_file_of_reasonable_size_is_refused(
    office: Clerk, run: Run, tmp_path: Path, kept: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_EVIDENCE_MB", "1")
    make, why = UNFIT[what]
    path = tmp_path / "tep.pdf"
    make(path)
    before = dump(office.register.connection)
    ran = run("task", "done", "1", "--file", str(path))
    assert (ran.code, ran.out) == (4, "")
    assert why in ran.err
    assert dump(office.register.connection) == before
    assert not kept.exists()


def test_what_is_refused_leaves_no_copy(office: Clerk, run: Run, scan: Path, kept: Path) -> None:
    assert run("task", "done", "5", "--file", str(scan)).code == 4, "done already"
    assert not kept.exists()
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    assert run("task", "done", "5", "--file", str(scan)).code == 4
    assert (kept / SUM).read_bytes() == SCAN, "which another entry has"


def test_a_trial_keeps_nothing(office: Clerk, run: Run, scan: Path, kept: Path) -> None:
    assert run("task", "done", "1", "--file", str(scan), "--dry-run").code == 0
    assert not kept.exists()
    assert listed(run) == []


def test_a_commit_that_fails_leaves_no_copy_but_one_that_held_does(
    office: Clerk, run: Run, scan: Path, kept: Path, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        pytest.raises(OSError, match="gone"),
        evidence_folder.keeping(env, [evidence_folder.EvidenceSource("a.pdf", SCAN)]),
    ):
        raise OSError("gone")
    assert not kept.exists()
    with (
        pytest.raises(errors.Unconfirmed),
        evidence_folder.keeping(env, [evidence_folder.EvidenceSource("a.pdf", SCAN)]),
    ):
        raise errors.Unconfirmed(path=env, why="x")
    assert (kept / SUM).exists()

    def full(_change: Change, *, always: bool = False) -> bool:
        raise errors.DiskFull(path=env)

    (kept / SUM).unlink()
    monkeypatch.setattr(Change, "close", full)
    assert run("task", "done", "1", "--file", str(scan)).code == 6
    assert not kept.exists()


def test_what_a_killed_command_left_is_swept_and_nothing_else(
    office: Clerk, run: Run, scan: Path, kept: Path, tmp_path: Path
) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    left, fresh = kept / ("0" * 64), kept / ("1" * 64)
    for path in (left, fresh):
        path.write_bytes(b"x")
    notes = [kept / "ghi-chu.txt", kept / ("Báo cáo quý II ".ljust(60, "x") + ".doc")]
    for path in notes:
        path.write_bytes(b"")
    for path in (left, kept / SUM, *notes):
        os.utime(path, (1, 1))
    assert len(notes[1].name) == len(SUM)
    assert run("task", "done", "2", "--file", str(scan), "--dry-run").code == 0
    assert left.exists(), "a trial removes nothing"
    assert run("task", "done", "2", "--file", str(scan)).code == 0
    assert sorted(path.name for path in kept.iterdir()) == sorted([SUM, fresh.name, *(path.name for path in notes)])


def test_a_copy_that_a_killed_command_left_is_kept_where_the_command_is_repeated(
    office: Clerk, run: Run, scan: Path, kept: Path
) -> None:
    kept.mkdir()
    (kept / SUM).write_bytes(SCAN)
    os.utime(kept / SUM, (1, 1))
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    assert listed(run)[0]["state"] == "whole"


def test_undo_leaves_the_copy_and_redo_the_evidence(office: Clerk, run: Run, scan: Path, kept: Path) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    for turn in ("undo", "redo", "undo", "redo"):
        ran = run(turn, "--yes")
        assert (ran.code, ran.err) == (0, "")
        assert "evidence" not in ran.out, "nothing happens to it"
        assert (kept / SUM).read_bytes() == SCAN
        assert listed(run)[-1]["taken_back"] is (turn == "undo")
    assert wrong(run) == []


def test_an_undone_entry_goes_with_its_task_and_its_evidence(office: Clerk, run: Run, scan: Path) -> None:
    assert run("task", "add", "Việc mới", "--decision", "25/QĐ-STP", "--due", "30/9/2021").code == 0
    entered = office.journal()[-1].seq
    assert run("task", "done", "8", "--file", str(scan)).code == 0
    assert run("undo", "--yes").code == 0
    assert run("undo", str(entered), "--yes").code == 0
    assert run("task", "show", "8").code == 4
    assert wrong(run) == []
    assert run("redo", str(entered), "--yes").code == 0
    assert listed(run, "8") == []
    assert wrong(run) == []


def test_a_document_that_comes_late_keeps_the_evidence(office: Clerk, run: Run, scan: Path) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    assert run("task", "edit", "1", "--doc", "45/BC-STP").code == 0
    assert [(row["document"], row["taken_back"]) for row in listed(run)] == [("", True), ("45/BC-STP", False)]


def test_files_are_written_out_as_they_came(office: Clerk, run: Run, scan: Path, tmp_path: Path) -> None:
    twin = tmp_path / "khác" / scan.name
    twin.parent.mkdir()
    twin.write_bytes(b"another of the same name")
    assert run("task", "done", "1", "--file", str(scan), "--file", str(twin)).code == 0
    out = tmp_path / "ra"
    assert run("task", "file", "1", "-o", f"{out}/").code == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        scan.name: SCAN,
        "Bản quét 45 (2).pdf": twin.read_bytes(),
    }
    assert run("task", "file", "1", "2", "-o", str(tmp_path / "hai.pdf")).code == 0
    assert (tmp_path / "hai.pdf").read_bytes() == twin.read_bytes()
    assert run("task", "file", "1", "3", "-o", str(tmp_path / "ba.pdf")).code == 4
    assert run("task", "file", "1", "-o", str(tmp_path / "ds.csv")).code == 0
    assert scan.name in (tmp_path / "ds.csv").read_text(encoding="utf-8"), "the list itself"
    assert run("task", "file", "1", "-o", "-").out == run("task", "file", "1").out


def test_a_file_goes_to_standard_output_and_comes_from_standard_input(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a;b\n")))
    assert run("task", "progress", "1", "--file", "-").code == 0
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(poured := io.BytesIO()))
    assert main(["task", "file", "1", "1", "-o", "-"]) == 0
    assert poured.getvalue() == b"a;b\n"
    assert not (tmp_path / "-").exists(), "no folder of that name"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["task", "file", "1", "1", "-o", "-"]) == 4


def test_a_file_that_is_there_is_not_replaced_unasked(office: Clerk, run: Run, scan: Path, tmp_path: Path) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    mine = tmp_path / "cua-toi.pdf"
    mine.write_bytes(b"mine")
    assert run("task", "file", "1", "1", "-o", str(mine)).code == 7
    assert mine.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["trang.html", "chay.exe", "lenh.sh", "loi-tat.desktop", "macro.xlsm", "hinh.svg"])
def test_what_could_run_or_be_a_page_is_never_opened(
    office: Clerk, run: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuphap_cli.cli.speech.on_terminal", lambda: True)
    monkeypatch.setattr("tuphap_cli.cli.task.evidence_files._show", lambda place: pytest.fail(str(place)))
    path = tmp_path / name
    path.write_bytes(b"x")
    assert run("task", "done", "1", "--file", str(path)).code == 0
    ran = run("task", "file", "1", "--open")
    assert ran.code == 2
    assert name in ran.err


def test_a_document_is_opened_as_a_copy(
    office: Clerk, run: Run, scan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []

    def show(place: Path) -> bool:
        shown.append(place)
        return True

    monkeypatch.setattr("tuphap_cli.cli.task.evidence_files._show", show)
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    assert run("task", "file", "1", "--open").code == 2, "nobody is there to look at it"
    monkeypatch.setattr("tuphap_cli.cli.speech.on_terminal", lambda: True)
    assert run("task", "file", "1", "--open").code == 0
    assert shown[0].read_bytes() == SCAN
    assert shown[0].name == scan.name
    assert shown[0].parent != kept


@pytest.mark.skipif(os.name != "posix", reason="the program is a shell script")
@pytest.mark.parametrize(("exit_code", "code"), [(0, 0), (3, 2), (None, 2)])
def test_what_no_program_opens_is_not_said_to_be_open(
    office: Clerk,
    run: Run,
    scan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    exit_code: int | None,
    code: int,
) -> None:
    programs, copies = tmp_path / "bin", tmp_path / "tam"
    programs.mkdir()
    copies.mkdir()
    for name in ("xdg-open", "open"):
        if exit_code is not None:
            (programs / name).write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
            (programs / name).chmod(0o700)
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    monkeypatch.setattr("tuphap_cli.cli.speech.on_terminal", lambda: True)
    ran = run("task", "file", "1", "--open")
    assert (ran.code, ran.out.startswith("Opened:")) == (code, code == 0)
    assert bool(list(copies.iterdir())) is (code == 0), "no copy is left that nobody sees"


@pytest.mark.parametrize("argv", [("-o", "minh-chung/"), ("1", "-o", "mot.pdf"), ("--open",)])
def test_a_task_without_files_is_said_to_have_none(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("task", "file", "1", *argv)
    assert (ran.code, ran.err) == (4, "No file is kept of this task.\n")
    assert list(tmp_path.glob("m*")) == []


def test_backups_have_the_evidence_and_doctor_puts_it_back(
    office: Clerk, run: Run, scan: Path, kept: Path, folder: Path
) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    ran = run("backup")
    assert (ran.code, ran.err) == (0, "")
    assert "1 file of evidence is with it (1 copied now)." in ran.out
    copy = folder / "minh-chung" / SUM
    assert copy.read_bytes() == SCAN
    assert "(0 copied now)" in run("backup").out
    for harm, code in (
        ((kept / SUM).unlink, "evidence.missing"),
        (_changed(kept / SUM), "evidence.changed"),
    ):
        harm()
        ran = run("doctor", "-f", "json")
        assert ran.code == 3
        assert [row["code"] for row in json.loads(ran.out)["rows"] if row["code"].startswith("evidence")] == [code]
        assert run("task", "file", "1", "1", "-o", str(scan.with_name("x.pdf"))).code == 6
        tried = run("doctor", "--repair", "--dry-run")
        assert "1 file of evidence was put back." in tried.out
        assert listed(run)[0]["state"] != "whole"
        assert "1 file of evidence was put back." in run("doctor", "--repair").out
        assert (kept / SUM).read_bytes() == SCAN


def _changed(path: Path) -> Callable[[], None]:
    def harm() -> None:
        path.write_bytes(b"other bytes")

    return harm


def test_a_backup_says_what_is_lost_and_its_check_finds_what_was_changed(
    office: Clerk, run: Run, scan: Path, kept: Path, folder: Path
) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    assert run("backup").code == 0
    assert "good" in run("backup", "--verify").out
    _changed(folder / "minh-chung" / SUM)()
    assert scan.name in run("backup", "--verify").out
    (kept / SUM).unlink()
    ran = run("backup")
    assert ran.code == 0, "the register itself is safe"
    assert scan.name in ran.err


def test_restore_brings_the_evidence_back(office: Clerk, run: Run, scan: Path, kept: Path) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    assert run("backup").code == 0
    office.register.close()
    (kept / SUM).unlink()
    ran = run("restore", "--last", "--yes")
    assert ran.code == 0, ran.err
    assert (kept / SUM).read_bytes() == SCAN
    assert listed(run)[0]["state"] == "whole"


def test_open_data_have_the_evidence_and_give_it_to_the_register_made_of_them(
    office: Clerk, run: Run, scan: Path, kept: Path, tmp_path: Path
) -> None:
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    data = tmp_path / "mo"
    ran = run("export", "--all", str(data))
    assert (ran.code, ran.err) == (0, "")
    assert (data / "minh-chung" / SUM).read_bytes() == SCAN
    other = tmp_path / "moi" / "so.db"
    ran = run("-R", str(other), "init", "--from", str(data))
    assert ran.code == 0, ran.err
    assert "1 file of evidence taken over." in ran.out
    assert other.with_name("so.db.minh-chung").joinpath(SUM).read_bytes() == SCAN
    (kept / SUM).unlink()
    ran = run("export", "--all", str(data))
    assert ran.code == 0
    assert scan.name in ran.err, "what is lost is said"


def test_a_copied_register_says_that_the_evidence_is_not_with_it(
    office: Clerk, run: Run, scan: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, plain, new = office.register.path, tmp_path / "truoc.db", tmp_path / "moi.db"
    assert run("copy", str(old), str(plain)).err == "", "there is none yet"
    assert run("task", "done", "1", "--file", str(scan)).code == 0
    ran = run("copy", str(old), str(new))
    assert (ran.code, ran.err) == (
        0,
        f"Not copied: the files of evidence. Copy {kept} as {new}.minh-chung by yourself.\n",
    )
    shutil.copytree(kept, f"{new}.minh-chung")
    assert run("-R", str(new), "task", "file", "1", "1", "-o", str(tmp_path / "ra.pdf")).code == 0
    monkeypatch.setattr(any_register, "copy_register", lambda *_, **__: CopyFacts({"evidence": 1}, 1, "1-0", ()))
    told = json.loads(run("copy", str(old), "postgresql+psycopg://may-chu/so", "-f", "json").out)["warnings"]
    assert told == ["Not copied: the files of evidence; a register on a server keeps none."]
