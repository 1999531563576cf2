"""Bytes and names that outlast a loss of power: in which order things are synced, and where that cannot be done."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import faults
from tuphap_cli.store.file import drafts, lasting

Patch = pytest.MonkeyPatch


@pytest.fixture
def synced(monkeypatch: Patch) -> list[str]:
    """The names of what has been synced, in order."""
    found: list[str] = []
    real = os.fsync

    def noted(handle: int) -> None:
        found.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    if not Path("/proc/self/fd").exists():
        pytest.skip("the name behind a handle cannot be asked for")
    monkeypatch.setattr(os, "fsync", noted)
    return found


def test_a_file_is_synced_before_it_gets_its_name_and_the_folder_after(tmp_path: Path, synced: list[str]) -> None:
    lasting.put_file(tmp_path / "x.json", b"1")
    assert synced[0].endswith(".out")
    assert synced[1:] == [tmp_path.name]
    assert (tmp_path / "x.json").read_bytes() == b"1"


def test_each_new_folder_is_synced_into_the_one_above(tmp_path: Path, synced: list[str]) -> None:
    lasting.make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path.name, "a", "b"]
    lasting.make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path.name, "a", "b"]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_file_that_cannot_be_put_leaves_the_old_one_and_no_draft(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"old")
    with faults.failing(name, 1), pytest.raises(OSError, match="Input/output"):
        lasting.put_file(path, b"new")
    assert (faults.names(tmp_path), path.read_bytes()) == (["x.json"], b"old")


def test_a_file_that_stands_is_not_called_a_failure_where_its_folder_cannot_be_synced(tmp_path: Path) -> None:
    with faults.failing("fsync", 2) as calls:
        lasting.put_file(tmp_path / "x.json", b"new")
    assert calls.failed
    assert faults.names(tmp_path) == ["x.json"]


# -- a name that must be free ----------------------------------------------------------------------------------


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [0, errno.EPERM, errno.EOPNOTSUPP], ids=["links", "EPERM", "EOPNOTSUPP"])
def test_a_draft_gets_its_name_but_never_that_of_another_file(
    tmp_path: Path, monkeypatch: Patch, number: int
) -> None:
    """On a drive without second names too."""
    if number:
        monkeypatch.setattr(os, "link", _refusing(number))
    draft, path = tmp_path / "draft", tmp_path / "so.db"
    draft.write_bytes(b"new")
    lasting.name(draft, path)
    assert (faults.names(tmp_path), path.read_bytes()) == (["so.db"], b"new")
    draft.write_bytes(b"newer")
    with pytest.raises(FileExistsError):
        lasting.name(draft, path)
    assert (faults.names(tmp_path), path.read_bytes()) == (["draft", "so.db"], b"new")


def test_any_other_failure_to_name_a_draft_is_one(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(os, "link", _refusing(errno.EIO))
    (tmp_path / "draft").write_bytes(b"new")
    with pytest.raises(OSError, match="Input/output"):
        lasting.name(tmp_path / "draft", tmp_path / "so.db")
    assert faults.names(tmp_path) == ["draft"]


# -- what cannot be synced -------------------------------------------------------------------------------------


def test_a_folder_that_may_not_be_read_is_not_synced_and_a_file_must_be(tmp_path: Path, monkeypatch: Patch) -> None:
    (tmp_path / "file").write_bytes(b"1")
    monkeypatch.setattr(os, "open", _refusing(errno.EACCES))
    lasting.sync(tmp_path)
    with pytest.raises(PermissionError):
        lasting.sync(tmp_path / "file")


def test_a_folder_that_fails_to_sync_is_a_failure_unless_the_drive_knows_no_such_thing(tmp_path: Path) -> None:
    with faults.failing("fsync", 1, errno.EINVAL):
        lasting.sync(tmp_path)
    with faults.failing("fsync", 1, errno.EIO), pytest.raises(OSError, match="Input/output"):
        lasting.sync(tmp_path)


# -- who may read a file that is written over ------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="rights of another kind")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_file_written_over_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    lasting.put_file(path, b"new")
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (mode, b"new")


def test_a_link_goes_on_leading_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "xa").mkdir()
    path, link = tmp_path / "xa" / "x.csv", tmp_path / "x.csv"
    path.write_bytes(b"old")
    link.symlink_to(path)
    lasting.put_file(link, b"new")
    assert (link.is_symlink(), path.read_bytes()) == (True, b"new")
    assert faults.names(tmp_path / "xa") == ["x.csv"]


def test_two_runs_never_share_the_name_of_a_draft(tmp_path: Path) -> None:
    names = {drafts.draft_name(tmp_path) for _ in range(1_000)}
    assert len(names) == 1_000
    assert all(str(os.getpid()) in path.name for path in names)


def test_nothing_is_written_through_a_link_that_lies_in_the_drafts_place(tmp_path: Path, monkeypatch: Patch) -> None:
    other = tmp_path / "cua-nguoi-khac"
    other.write_bytes(b"theirs")
    (tmp_path / ".draft").symlink_to(other)
    monkeypatch.setattr(drafts, "draft_name", lambda folder, _ending: folder / ".draft")
    with pytest.raises(FileExistsError):
        lasting.put_file(tmp_path / "x.csv", b"new")
    assert (other.read_bytes(), (tmp_path / "x.csv").exists()) == (b"theirs", False)


def test_what_a_killed_run_left_is_swept_after_an_hour_and_nothing_else(tmp_path: Path) -> None:
    old, new, others = drafts.temporary(tmp_path), drafts.temporary(tmp_path), tmp_path / ".tuphap-ghi-chu.tmp"
    others.touch()
    for path in (old, others):
        os.utime(path, (1, 1))
    drafts.sweep(tmp_path)
    assert sorted(faults.names(tmp_path)) == sorted([new.name, others.name])
