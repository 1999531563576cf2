"""Bytes and names that outlast a loss of power: brought to the disk before anything is said to be done.

A file's bytes and the name that leads to it are two things to the system, and it keeps neither order nor promise
between them until it is asked to: first the bytes are synced, then the name is given, then the folder is synced.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from . import drafts

_NO_FSYNC = {errno.EINVAL, errno.ENOTSUP}  # some network drives cannot sync a folder
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}  # nor has every drive second names


def sync(path: Path) -> None:
    """Have the system write a file's bytes, or a folder's names, to the disk now."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return  # Windows opens no folder, and keeps its names safe by itself
    try:
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except PermissionError:
        if folder:
            return  # names may be made there but not read, as in some shared folders: SQLite does without as well
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if not folder or error.errno not in _NO_FSYNC:
            raise
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Make a folder (0700) with those above it, where it is missing, so that a loss of power leaves it there."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in reversed(missing):
        sync(folder.parent)


def name(draft: Path, path: Path) -> None:
    """Give a finished and synced ``draft`` its name, which it must not have taken from another file.

    Raises:
        FileExistsError: when there is a file of that name
    """
    if os.name == "nt":
        draft.rename(path)  # replaces nothing there
        return
    try:
        os.link(draft, path)  # nor does this, whoever was quicker
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        draft.rename(path)
    else:
        draft.unlink()
    sync(path.parent)


def put_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there: what was there stays whole until then.

    Who may read it stays as it was, and a link goes on leading to the file.
    """
    path = Path(os.path.realpath(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    draft = drafts.draft_name(path.parent, drafts.OUTPUT)
    try:
        mode = _mode_of(path)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(draft, flags, 0o666 if mode is None else 0o600), "wb") as file:
            file.write(content)
        sync(draft)  # else the name could be on the disk before the bytes, and neither old nor new be left
        if mode is not None:
            with suppress(OSError):  # not every drive knows rights
                draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    with suppress(OSError):  # the file is there, whole; only how soon it would last is not known
        sync(path.parent)


def _mode_of(path: Path) -> int | None:
    """The rights of the file at ``path``; None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
