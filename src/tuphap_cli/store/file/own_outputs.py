"""Which files this program has written for the user, and whether they are still as it left them.

The sum of each is in a folder beside the register, in the form of ``sha256sum``, in a file of its own, so that two
runs at once lose nothing. Who may not write there has them in the folder of the user's own data.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..backup import backups
from . import drafts, lasting

MOST = 1_000  # sums that are kept; of more, those longest unused go
_LARGEST = 20_000  # bytes of a sum's file that are read at all


def folders_of_sums(register: Path | None, own: Path | None) -> tuple[Path, ...]:
    """Where sums may be kept: beside ``register``, else in the user's ``own`` folder."""
    beside = (Path(f"{os.path.realpath(register)}{backups.OUTPUTS}"),) if register is not None else ()
    return (*beside, own / backups.OUTPUTS[1:]) if own is not None else beside


def is_unchanged(path: Path, folders: tuple[Path, ...]) -> bool:
    """Whether this program has written the file at ``path`` and nobody has changed it since."""
    known = any(True for folder in folders for _sum in _sums(folder, path))
    return known and is_known(path, backups.digest(path), folders)


def has_content(path: Path, content: bytes) -> bool:
    """Whether the file at ``path`` holds just this ``content``."""
    return path.stat().st_size == len(content) and backups.digest(path) == hashlib.sha256(content).hexdigest()


def remember(path: Path, content: bytes, folders: tuple[Path, ...]) -> None:
    """Keep the sum of what is about to be written at ``path``, beside that of what is there now.

    With both a file is known whether or not the writing takes hold. Where no sum can be kept, the user is asked
    next time.
    """
    before = None
    with suppress(OSError):
        before = backups.digest(path)
    remember_sum(path, hashlib.sha256(content).hexdigest(), before, folders)


def is_known(path: Path, found: str, folders: tuple[Path, ...]) -> bool:
    """Whether ``found`` is the sum of what this program has left at ``path``."""
    return any(found == known for folder in folders for known in _sums(folder, path))


def remember_sum(path: Path, new: str, before: str | None, folders: tuple[Path, ...]) -> None:
    """Keep the sum of what is about to be at ``path``, and that of what is there where it is this program's."""
    sums = [new] + ([before] if before is not None and is_known(path, before, folders) else [])
    lines = "".join(f"{found}  {path}\n" for found in sums)
    for folder in folders:
        with suppress(OSError, ValueError):
            lasting.make_folder(folder)
            lasting.put_file(_place(folder, path), lines.encode(errors="surrogateescape"))
            _clear(folder)
            return


def _place(folder: Path, path: Path) -> Path:
    return folder / hashlib.sha256(os.fsencode(path)).hexdigest()[:32]


def _sums(folder: Path, path: Path) -> Iterator[str]:
    """The sums kept for ``path`` in ``folder``; what is there may be anybody's."""
    with suppress(OSError, ValueError):
        kept = _place(folder, path)
        if kept.is_file():
            with kept.open("rb") as file:
                lines = file.read(_LARGEST).splitlines()
            yield from (line.split(maxsplit=1)[0].decode("ascii") for line in lines if line.strip())


def _clear(folder: Path) -> None:
    drafts.sweep(folder)
    kept = [path for path in folder.iterdir() if not path.name.startswith(".")]
    if len(kept) > MOST:
        for path in sorted(kept, key=lambda each: each.stat().st_mtime)[: len(kept) - MOST]:
            path.unlink(missing_ok=True)
