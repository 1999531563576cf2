"""A folder of pages is put in the place of the one before it, whole, and only where that one is this program's.

Its sum is that of the names and contents of all files in it, kept like those of single files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..backup import backups
from . import drafts, own_outputs


class ForeignFolder(Exception):
    """There is something in the folder that is not as this program has left it."""


class Found(NamedTuple):
    """What is in a folder: the sum of it all and the names of files and folders, "" and none of an empty one."""

    total: str
    names: tuple[Path, ...]


def refuse_foreign(path: Path, folders: tuple[Path, ...]) -> Found | None:
    """What is in the folder at ``path``; None where there is none.

    Raises:
        ForeignFolder: it holds anything that is not as this program has left it
        OSError: it is no folder, or cannot be read
    """
    if not path.exists():
        return None
    with os.scandir(path) as inside:  # NotADirectoryError for a file
        if next(inside, None) is None:
            return Found("", ())
    found = _found(path)
    if not own_outputs.is_known(path, found.total, folders):
        raise ForeignFolder
    return found


def put_folder(path: Path, files: Iterable[tuple[str, bytes | Iterable[bytes]]], folders: tuple[Path, ...]) -> int:
    """Make a folder of ``files`` (names with "/") and put it at ``path``; returns how many there are.

    Each is written whole before the next is asked for.

    It is made beside its place, so that readers find the old folder or the new one, never a part of one. Who may read
    it stays as it was. ``folders`` are where sums are kept.

    Raises:
        ForeignFolder: what is at ``path`` is not as this program has left it; it stays
        OSError: it cannot be written; what was there stays
    """
    path = Path(os.path.realpath(path))
    _bring_back(path, folders)
    refuse_foreign(path, folders)
    draft, former = (drafts.draft_name(path.parent, kind) for kind in (drafts.FOLDER, drafts.FORMER))
    try:
        draft.mkdir()
        sums = {}
        for name, content in files:
            place = draft / name
            place.parent.mkdir(parents=True, exist_ok=True)
            sums[name] = _written(place, content)
        _sync()
        before = refuse_foreign(path, folders)  # it may have taken minutes
        own_outputs.remember_sum(path, _total(sums), before.total if before else None, folders)
        _exchange(draft, path, former, before)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    drafts.sweep_quietly(path.parent)
    return len(sums)


def _written(place: Path, content: bytes | Iterable[bytes]) -> str:
    """Write a file, all at once or piece by piece; returns its sum."""
    total = hashlib.sha256()
    with place.open("wb") as file:
        for piece in (content,) if isinstance(content, bytes) else content:
            file.write(piece)
            total.update(piece)
    return total.hexdigest()


def _bring_back(path: Path, folders: tuple[Path, ...]) -> None:
    """Put the former folder back where a run was killed between the two renames."""
    if not path.exists():
        for former in path.parent.glob(f".tuphap-*.{drafts.FORMER}"):
            if own_outputs.is_known(path, _found(former).total, folders):
                former.rename(path)
                return


def _exchange(draft: Path, path: Path, former: Path, before: Found | None) -> None:
    """Give ``draft`` the place ``path``; of what was there only what is known is removed."""
    if before is None:
        draft.rename(path)
        return
    with suppress(OSError):  # not every drive knows rights
        draft.chmod(path.stat().st_mode & 0o7777)
    path.rename(former)
    try:
        draft.rename(path)
    except BaseException:
        former.rename(path)
        raise
    # The deepest first; a folder in which something has been put meanwhile stays, under its new name.
    for name in sorted(before.names, reverse=True):
        with suppress(OSError):
            place = former / name
            place.rmdir() if place.is_dir() else place.unlink()
    with suppress(OSError):
        former.rmdir()


def _sync() -> None:
    """Have the system bring the pages to the disk before they get their name: all at once, since there may be
    thousands."""
    if hasattr(os, "sync"):
        os.sync()


def _found(folder: Path) -> Found:
    """What is in ``folder``; without a sum where there is anything but plain files and folders, which is not ours."""
    sums = {}
    names = []
    for place in folder.rglob("*"):
        if place.is_symlink() or not (place.is_file() or place.is_dir()):
            return Found("", ())
        names.append(place.relative_to(folder))
        if place.is_file():
            sums[names[-1].as_posix()] = backups.digest(place)
        elif not any(place.iterdir()):
            return Found("", ())
    return Found(_total(sums), tuple(names))


def _total(sums: dict[str, str]) -> str:
    lines = "".join(f"{found}  {name}\n" for name, found in sorted(sums.items()))
    return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()
