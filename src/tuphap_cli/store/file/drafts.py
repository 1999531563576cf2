"""Names under which files are made before they get their own, and what killed commands left of such files."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

STALE_SECONDS = 3600  # a draft older than this belongs to no run that still goes on
COPY, NEW, OUTPUT = "tmp", "new", "out"  # a copy of a register, a new one, another file that is being made
FOLDER = "pages"  # a folder that is being made
FORMER = "former"  # the one whose place it takes; never swept, since others may have put something into it
_DRAFT = re.compile(rf"\.tuphap-\d+-\d+\.(?:{COPY}|{NEW}|{OUTPUT}|{FOLDER})(?:-journal)?$")
_NUMBERS = count()  # the clock of some systems is still between two drafts


def draft_name(folder: Path, ending: str = COPY) -> Path:
    """A name in ``folder`` that no other run uses, and that :func:`sweep` knows."""
    return folder / f".tuphap-{os.getpid()}-{time.time_ns() + next(_NUMBERS)}.{ending}"


def temporary(folder: Path, ending: str = COPY) -> Path:
    """A new empty file (0600) in ``folder`` under such a name."""
    path = draft_name(folder, ending)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def sweep_quietly(folder: Path) -> None:
    """Do the same where it is only a courtesy: what is in the way is left."""
    with suppress(OSError):
        sweep(folder)


def sweep(folder: Path) -> None:
    """Remove our own drafts that are older than an hour."""
    for path in folder.iterdir():
        if _DRAFT.fullmatch(path.name) and time.time() - path.lstat().st_mtime > STALE_SECONDS:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
