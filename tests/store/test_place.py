"""Where a register lies: network drives and synced folders are known cheaply, and are not written unasked."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.registers import ACTOR
from tuphap_cli import errors
from tuphap_cli.store.file import place
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.place import StoragePlace
from tuphap_cli.store.file.register import Register

pytestmark = pytest.mark.file_register

Patch = pytest.MonkeyPatch
NETWORK = StoragePlace(place.NETWORK, "nfs4")


@pytest.fixture(autouse=True)
def fresh() -> None:
    place.mounts.cache_clear()


def mounted(monkeypatch: Patch, tmp_path: Path, lines: str) -> None:
    """Let the list of mounts say ``lines``, and every device be no disk."""
    listed = tmp_path / "mounts"
    listed.write_text(lines, encoding="utf-8")
    monkeypatch.setattr(place, "MOUNTS", listed)
    monkeypatch.setattr(os, "major", lambda device: 0)


# -- what is known -------------------------------------------------------------------------------------------


def test_a_disk_of_this_machine_is_no_finding(tmp_path: Path) -> None:
    assert place.find_place(tmp_path / "so.db") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the list of mounts")
@pytest.mark.parametrize("kind", sorted(place.NETWORK_TYPES))
def test_a_network_drive_is_known_by_its_type(monkeypatch: Patch, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "Ổ chung"
    folder.mkdir()
    escaped = str(folder).replace(" ", "\\040")
    mounted(monkeypatch, tmp_path, f"/dev/sda1 / ext4 rw 0 0\nmay-chu:/so {escaped} {kind} rw 0 0\n")
    assert place.find_place(folder / "so" / "so.db") == StoragePlace(place.NETWORK, kind)
    assert place.find_place(tmp_path / "so.db") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the list of mounts")
def test_the_innermost_mount_counts(monkeypatch: Patch, tmp_path: Path) -> None:
    mounted(
        monkeypatch, tmp_path, f"x {tmp_path} nfs rw 0 0\nx {tmp_path}/a ext4 rw 0 0\nx {tmp_path}/ab nfs4 rw 0 0"
    )
    assert place.find_place(tmp_path / "so.db") == StoragePlace(place.NETWORK, "nfs")
    assert place.find_place(tmp_path / "a" / "so.db") is None
    assert place.find_place(tmp_path / "ab" / "so.db") == NETWORK
    assert place.find_place(tmp_path / "abc" / "so.db") == StoragePlace(place.NETWORK, "nfs")


def test_without_a_list_of_mounts_nothing_is_claimed(monkeypatch: Patch, tmp_path: Path) -> None:
    mounted(monkeypatch, tmp_path, "")
    monkeypatch.setattr(place, "MOUNTS", tmp_path / "khong-co")
    assert place.find_place(tmp_path / "so.db") is None


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"), ("OneDrive - Sở Tư pháp", "OneDrive"), ("Dropbox", "Dropbox"),
        ("Dropbox (Cơ quan)", "Dropbox"), ("Google Drive", "Google Drive"), ("GoogleDrive-a@b.vn", "Google Drive"),
        ("iCloud Drive", "iCloud"), ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"), ("Nextcloud", "Nextcloud"),
    ],
)  # fmt: skip
def test_a_synced_folder_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    assert place.find_place(tmp_path / folder / "so" / "so.db") == StoragePlace(place.SYNCED, service)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_into_a_synced_folder_is_known(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "so").symlink_to(tmp_path / "Dropbox")
    assert place.find_place(tmp_path / "so" / "so.db") == StoragePlace(place.SYNCED, "Dropbox")


@pytest.mark.parametrize("folder", ["OneDriveCu", "dropboxes", "so-nhiem-vu"])
def test_names_that_only_begin_so_are_none(tmp_path: Path, folder: str) -> None:
    assert place.find_place(tmp_path / folder / "Dropbox.db") is None


@pytest.mark.parametrize(("mark", "service"), sorted(place.SYNCED_MARKS.items()))
def test_a_synced_folder_is_known_by_the_marks_of_its_service(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / mark).mkdir()
    assert place.find_place(tmp_path / "so" / "so.db") == StoragePlace(place.SYNCED, service)


def test_the_folder_that_onedrive_names_is_known(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Tài liệu"))
    assert place.find_place(tmp_path / "Tài liệu" / "so.db") == StoragePlace(place.SYNCED, "OneDrive")
    assert place.find_place(tmp_path / "so.db") is None


@pytest.mark.parametrize(
    ("drive", "answer", "wanted"),
    [
        ("\\\\may-chu\\so", 0, StoragePlace(place.NETWORK, "\\\\may-chu\\so")),
        ("Z:", 4, StoragePlace(place.NETWORK, "Z:")),
        ("E:", 2, StoragePlace(place.REMOVABLE, "E:")), ("C:", 3, None), ("\\\\?\\C:", 3, None),
    ],
)  # fmt: skip
def test_drives_of_windows_are_told_apart(
    monkeypatch: Patch, drive: str, answer: int, wanted: StoragePlace | None
) -> None:
    import ctypes

    library = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda root: answer))
    monkeypatch.setattr(ctypes, "windll", library, raising=False)
    assert place._windows_drive(SimpleNamespace(drive=drive)) == wanted  # type: ignore[arg-type]


def test_a_system_that_does_not_answer_is_no_finding(monkeypatch: Patch) -> None:
    monkeypatch.delattr("ctypes.windll", raising=False)
    assert place._windows_drive(SimpleNamespace(drive="C:")) is None  # type: ignore[arg-type]


def test_to_know_it_takes_less_than_a_millisecond(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c" / "so.db"
    place.find_place(path)
    shortest = min(_timed(path) for _ in range(20))
    assert shortest < 0.001


def _timed(path: Path) -> float:
    start = time.perf_counter()
    place.find_place(path)
    return time.perf_counter() - start


# -- what follows --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [NETWORK, StoragePlace(place.SYNCED, "OneDrive")])
def test_such_a_register_is_read_with_a_remark_and_not_written(
    register_path: Path, monkeypatch: Patch, where: StoragePlace
) -> None:
    monkeypatch.setattr(place, "find_place", lambda path: where)
    before = register_path.read_bytes()
    with Register.open(register_path) as opened:
        assert where.name in str(opened.remarks[0])
    with pytest.raises(errors.SharedFolder, match=where.name):
        Register.open(register_path, write=True)
    with pytest.raises(errors.SharedFolder):
        create_register(register_path.parent / "khac.db")
    assert register_path.read_bytes() == before
    assert [p.name for p in register_path.parent.iterdir()] == [register_path.name]


def test_who_knows_what_they_do_may_write(register_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(place, "find_place", lambda path: NETWORK)
    with Register.open(register_path, write=True, shared=True) as opened:
        assert opened.remarks == ()
        with opened.writing("test", ACTOR):
            pass
    create_register(register_path.parent / "khac.db", shared=True).close()


def test_a_removable_drive_is_written(register_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(place, "find_place", lambda path: StoragePlace(place.REMOVABLE, "E:"))
    with Register.open(register_path, write=True) as opened:
        assert opened.remarks == ()
