"""The pictures of deadlines that were recognised in scans: small files beside the register, until they are answered.

They are a help for the person who answers, never a record: they are in no backup, and a lost one costs a look at the
paper. Each is named by what it shows, so that it is found for no other words.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

ENDING = ".anh-quet"  # "pictures of a scan"
LARGEST = 1_000_000  # bytes of one picture
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Pictured(NamedTuple):
    """What a picture shows: the deadline of an item of a decision, and the words that were recognised."""

    decision: str
    issued_on: date
    item: str
    words: str

    @property
    def name(self) -> str:
        """The file's name."""
        whole = "\x00".join((self.decision, self.issued_on.isoformat(), self.item, self.words))
        return hashlib.sha256(whole.encode()).hexdigest()[:32] + ".png"


def folder_of(register: Path) -> Path:
    """Where the pictures of ``register`` lie."""
    return Path(f"{os.path.realpath(register)}{ENDING}")


def keep(register: Path, pictures: Mapping[Pictured, bytes]) -> None:
    """Keeps ``pictures`` beside ``register``, readable by nobody else.

    Raises:
        OSError: no room, or no right
    """
    folder = folder_of(register)
    folder.mkdir(mode=0o700, exist_ok=True)
    for shown, png in pictures.items():
        path = folder / shown.name
        with suppress(FileNotFoundError):
            path.unlink()  # and not what a link there may point to
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(png)


def picture_of(register: Path, shown: Pictured) -> bytes:
    """The picture as PNG, b"" where there is none."""
    try:
        with (folder_of(register) / shown.name).open("rb") as stream:
            png = stream.read(LARGEST)
    except OSError:
        return b""
    return png if png.startswith(_SIGNATURE) else b""


def sweep(register: Path, waiting: set[Pictured]) -> None:
    """Removes the pictures of deadlines that are ``waiting`` no longer; what cannot be removed stays."""
    folder = folder_of(register)
    names = {shown.name for shown in waiting}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in names and path.suffix == ".png":
                path.unlink()
        folder.rmdir()  # only where it is empty
