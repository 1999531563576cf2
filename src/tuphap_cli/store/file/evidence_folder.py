"""The folder of the files kept as evidence, beside the register: each named by its SHA-256, and never changed.

What is kept is bytes, whatever they hold: nothing here opens, runs or shows them.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, Note, note
from ...text import clean
from . import drafts, lasting

ENDING = ".minh-chung"  # "evidence"
MEGABYTE = 1_000_000
LONGEST_NAME = 200  # letters of a name that are kept
_SUM = re.compile(r"[0-9a-f]{64}")  # as which copies are named
_LINK_OR_STREAM = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class EvidenceSource(NamedTuple):
    """A file as it was named by the user: its own name, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The sum by which it is known."""
        return hashlib.sha256(self.content).hexdigest()


class Kept(StrEnum):
    """How a copy is found: as it was kept, not there, or with other bytes."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"


def folder_of(register: Path) -> Path:
    """Return where the evidence of ``register`` lies."""
    return Path(f"{os.path.realpath(register)}{ENDING}")


def read_source(path: Path, megabytes: int) -> EvidenceSource:
    """Read the file at ``path``, which may have at most so many ``megabytes``.

    Raises:
        EvidenceRefused: it is a link, no ordinary file, empty, too large, or cannot be read
    """
    try:
        if path.is_symlink():
            raise errors.EvidenceRefused(path=path, why=note(N_("it is a link; name the file itself")))
        handle = os.open(path, _LINK_OR_STREAM)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise errors.EvidenceRefused(path=path, why=note(N_("it is not an ordinary file")))
            content = file.read(megabytes * MEGABYTE + 1)
    except OSError as error:
        why = note(N_("it is a link; name the file itself")) if error.errno == errno.ELOOP else _said(error)
        raise errors.EvidenceRefused(path=path, why=why) from None
    if not content:
        raise errors.EvidenceRefused(path=path, why=note(N_("the file is empty")))
    if len(content) > megabytes * MEGABYTE:
        text = N_("it is larger than {n} MB (setting evidence_mb)")
        raise errors.EvidenceRefused(path=path, why=note(text, n=megabytes))
    return EvidenceSource(clean(path.name)[-LONGEST_NAME:] or "tep", content)


@contextmanager
def keeping(register: Path, sources: Sequence[EvidenceSource]) -> Iterator[None]:
    """Keep ``sources`` beside ``register`` for the transaction within; they are swept where it ends by an error.

    They are on the disk before the transaction begins, so that a row never names a file that is not there.

    Raises:
        OutputFailed: there is no room for them, or no right to write there
    """
    new: list[Path] = []
    folder = folder_of(register)
    try:
        try:
            for source in sources:
                new += [folder / source.sha256] if _put(folder, source.sha256, source.content) else []
        except OSError as error:
            raise errors.OutputFailed(path=folder, why=error.strerror or error) from error
        yield
    except errors.Unconfirmed:
        raise  # the rows are there
    except BaseException:
        for path in new:
            with suppress(OSError):
                path.unlink()
        with suppress(OSError):
            folder.rmdir()  # only where it is empty
        raise


def _put(folder: Path, sha256: str, content: bytes) -> bool:
    """Write ``content`` under its sum; False where it is there already, whole."""
    path = folder / sha256
    if state(folder, sha256) is Kept.WHOLE:
        return False
    lasting.make_folder(folder)
    drafts.sweep_quietly(folder)
    draft = drafts.temporary(folder, drafts.OUTPUT)
    try:
        with draft.open("wb") as file:
            file.write(content)
        lasting.sync(draft)
        draft.replace(path)  # one with other bytes gives way
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    lasting.sync(folder)
    return True


def state(folder: Path, sha256: str) -> Kept:
    """Return how the copy with this sum is found in ``folder``."""
    try:
        content = _bytes(folder / sha256)
    except OSError:
        return Kept.MISSING
    return Kept.WHOLE if hashlib.sha256(content).hexdigest() == sha256 else Kept.CHANGED


def content_of(register: Path, sha256: str, name: str) -> bytes:
    """Return the bytes of the copy with this sum, which came as ``name``.

    Raises:
        EvidenceLost: it is not there, or its bytes are not those that were kept
    """
    try:
        content = _bytes(folder_of(register) / sha256)
    except OSError:
        raise errors.EvidenceLost(name=name, why=note(N_("it is missing"))) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise errors.EvidenceLost(name=name, why=note(N_("its bytes are not those that were kept")))
    return content


def _bytes(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return path.read_bytes()


def is_there(folder: Path, sha256: str, size: int, *, thorough: bool) -> bool:
    """Return whether ``folder`` has the copy with this sum; unless ``thorough``, by its name and size alone."""
    if thorough:
        return state(folder, sha256) is Kept.WHOLE
    path = folder / sha256
    return path.is_file() and not path.is_symlink() and path.stat().st_size == size


def copy(here: Path, there: Path, sha256: str) -> None:
    """Copy the file with this sum from the folder ``here`` to ``there``.

    Raises:
        OSError: no room, or no right
    """
    _put(there, sha256, _bytes(here / sha256))


def sweep(register: Path, known: Callable[[str], bool]) -> None:
    """Remove what a killed command left: copies older than an hour that are not ``known`` by their sum."""
    folder = folder_of(register)
    with suppress(OSError):
        for path in folder.iterdir():
            old = time.time() - path.lstat().st_mtime > drafts.STALE_SECONDS
            if _SUM.fullmatch(path.name) and old and not known(path.name):
                path.unlink()


def _said(error: OSError) -> Note:
    return note((error.strerror or str(error)).replace("{", "(").replace("}", ")"))
