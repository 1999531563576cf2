"""A folder of pages is exchanged whole; whoever is killed when, what is there is the old one or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuphap_cli.store.file import drafts, own_folders
from tuphap_cli.store.file.own_folders import ForeignFolder, put_folder

OLD = [("index.html", b"one"), ("a/1.html", b"two")]
NEW = [("index.html", b"three"), ("a/2.html", b"four"), ("b/1.html", b"five")]


@pytest.fixture
def sums(tmp_path: Path) -> tuple[Path, ...]:
    """Where sums are kept."""
    return (tmp_path / "da-xuat",)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the pages go."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "trang"


def held(folder: Path) -> list[tuple[str, bytes]]:
    """The files of a folder."""
    return [(p.relative_to(folder).as_posix(), p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()]


def test_the_new_folder_takes_the_place_of_the_old(place: Path, sums: tuple[Path, ...]) -> None:
    assert put_folder(place, OLD, sums) == 2
    assert put_folder(place, NEW, sums) == 3
    assert held(place) == sorted(NEW)
    assert [path.name for path in place.parent.iterdir()] == ["trang"]


def test_without_a_kept_sum_nobody_knows_whose_it_is(place: Path, sums: tuple[Path, ...]) -> None:
    put_folder(place, OLD, ())
    with pytest.raises(ForeignFolder):
        put_folder(place, NEW, sums)
    assert held(place) == sorted(OLD)


def test_a_link_goes_on_leading_to_the_folder(place: Path, sums: tuple[Path, ...], tmp_path: Path) -> None:
    put_folder(place, OLD, sums)
    link = tmp_path / "lien-ket"
    link.symlink_to(place)
    put_folder(link, NEW, sums)
    assert link.is_symlink()
    assert held(place) == sorted(NEW)


def test_a_failure_while_pages_are_made_leaves_the_old_folder(place: Path, sums: tuple[Path, ...]) -> None:
    put_folder(place, OLD, sums)

    def failing() -> Iterator[tuple[str, bytes]]:
        yield NEW[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_folder(place, failing(), sums)
    assert held(place) == sorted(OLD)
    assert [path.name for path in place.parent.iterdir()] == ["trang"]
    assert put_folder(place, NEW, sums) == 3  # the sum of the old one is still known


KILLED = """
import os, pathlib, sys
from tuphap_cli.store.file import own_folders
place, sums, at = pathlib.Path(sys.argv[1]), (pathlib.Path(sys.argv[2]),), int(sys.argv[3])
rename, calls = pathlib.Path.rename, [0]
def counted(self, target):
    calls[0] += 1
    if calls[0] == at:
        os._exit(9)
    return rename(self, target)
pathlib.Path.rename = counted
own_folders.put_folder(place, [("index.html", b"three"), ("a/2.html", b"four")], sums)
"""


@pytest.mark.parametrize("at", [1, 2])
def test_killed_between_the_renames_the_old_pages_are_there_under_another_name(
    place: Path, sums: tuple[Path, ...], at: int
) -> None:
    put_folder(place, OLD, sums)
    command = [sys.executable, "-c", KILLED, str(place), str(sums[0]), str(at)]
    assert subprocess.run(command, check=False).returncode == 9
    if at == 1:
        assert held(place) == sorted(OLD)
    else:
        (former,) = place.parent.glob(".tuphap-*.former")
        assert held(former) == sorted(OLD)
    assert put_folder(place, NEW, sums) == 3
    assert held(place) == sorted(NEW)
    assert list(place.parent.glob(".tuphap-*.former")) == []


def test_what_killed_runs_left_is_swept_an_hour_later(place: Path, sums: tuple[Path, ...]) -> None:
    left = drafts.draft_name(place.parent, drafts.FOLDER)
    (left / "a").mkdir(parents=True)
    (left / "a" / "1.html").write_bytes(b"")
    put_folder(place, OLD, sums)
    assert left.exists()
    long_ago = time.time() - drafts.STALE_SECONDS - 1
    os.utime(left, (long_ago, long_ago))
    put_folder(place, NEW, sums)
    assert not left.exists()


def test_a_file_put_into_the_former_folder_at_the_last_moment_is_not_removed(
    place: Path, sums: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_folder(place, OLD, sums)
    exchange = own_folders._exchange

    def late(draft: Path, path: Path, former: Path, before: own_folders.Found | None) -> None:
        (path / "a" / "ghi-chu.txt").write_bytes(b"mine")
        exchange(draft, path, former, before)

    monkeypatch.setattr(own_folders, "_exchange", late)
    put_folder(place, NEW, sums)
    assert held(place) == sorted(NEW)
    (former,) = place.parent.glob(".tuphap-*.former")
    assert held(former) == [("a/ghi-chu.txt", b"mine")]
