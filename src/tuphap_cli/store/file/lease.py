"""Who is writing a register: a small file beside it while a command holds the lock, for those who wait in vain.

A courtesy, never a lock: what keeps two writers apart is SQLite alone. So nothing here may fail a command, nothing is
synced, and what a killed process left is written over by the next command. The file's content may be anybody's: it is
read with limits, cleaned, and believed only as far as it can be checked.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ...domain.model import N_, Note, note, vn_date

ENDING = ".dang-ghi"  # "being written"
LARGEST = 2_000  # bytes of the file that are read at all
LONGEST = 80  # letters of a name or command that are shown
BELIEVED = timedelta(minutes=10)  # no command writes as long; an older file was left by one that was killed
SKEW = timedelta(minutes=5)  # by which another machine's clock may be ahead
# Neither waits for a pipe nor follows a link that somebody laid there; not every system knows both.
_NO_TRAPS: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Holder(NamedTuple):
    """Who writes: the name and command as the journal will have them, and since when."""

    actor: str
    command: str
    since: datetime

    @property
    def words(self) -> Note:
        """The holder as part of a sentence, the time on this machine's clock."""
        at = self.since.astimezone()
        return note(
            N_("{actor} with “{command}” since {time} on {day}"),
            actor=self.actor,
            command=self.command,
            time=f"{at:%H:%M:%S}",
            day=vn_date(at.date()),
        )


def beside(register: Path) -> Path:
    """Where the file is: beside the register itself, also where that was named by a link."""
    return Path(f"{os.path.realpath(register)}{ENDING}")


@contextmanager
def held(register: Path, actor: str, command: str) -> Iterator[None]:
    """Say who writes ``register`` as long as the block runs; to be entered with the lock in hand."""
    written = b""
    path = beside(register)
    if register.exists():  # one in memory has nothing beside it
        with suppress(OSError, ValueError):
            written = _write(path, Holder(actor, command, datetime.now(UTC)))
    try:
        yield
    finally:
        # The lock is free by now, and the next command may have written its own.
        with suppress(OSError):
            if written and _read(path) == written:
                path.unlink()


def _write(path: Path, holder: Holder) -> bytes:
    content = json.dumps(holder._asdict() | {"since": holder.since.isoformat()}, ensure_ascii=False).encode()
    # Taken away and made anew, so that a link laid there is not written through.
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, content)
    finally:
        os.close(handle)
    return content


def _read(path: Path) -> bytes:
    """The content of the file, or nothing for one that this program did not write."""
    handle = os.open(path, os.O_RDONLY | _NO_TRAPS)
    try:
        found = os.fstat(handle)
        return os.read(handle, LARGEST) if stat.S_ISREG(found.st_mode) and found.st_size < LARGEST else b""
    finally:
        os.close(handle)


def holder(register: Path) -> Holder | None:
    """Who writes ``register`` by the file beside it; None where there is none, or none that can be believed."""
    try:
        found = json.loads(_read(beside(register)))
        since = datetime.fromisoformat(found["since"]).astimezone(UTC)
        said = Holder(_short(found["actor"]), _short(found["command"]), since)
    except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None
    recent = -SKEW <= datetime.now(UTC) - since < BELIEVED
    return said if said.actor and said.command and recent else None


def _short(value: object) -> str:
    """A text of the file, clean and not longer than is shown."""
    from ...text import clean

    if not isinstance(value, str):
        raise TypeError(value)
    text = clean(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
