"""Where a file that the user names really goes: to a new file, one that is there, or a stream."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ...domain.model import N_

READER_SECONDS = 8  # that a FIFO may be without a reader, as long as a register may be busy
_STEP = 0.05  # seconds between two looks for one
_HANDLES = re.compile(r"/dev/fd|/proc/(\d+)(?:/task/\d+)?/fd")
_LINKS = 40  # that lead from one to the next; the system allows no more


class Destination(NamedTuple):
    """A place to write to, all links followed.

    ``status`` is None where nothing is there yet. ``handle`` is the open file of this process that is meant, as by
    /dev/stdout.
    """

    path: Path
    status: os.stat_result | None
    handle: int | None = None

    @property
    def stream(self) -> bool:
        """Whether it is written through, since it cannot be replaced: a device, a FIFO, an open file."""
        return self.handle is not None or (self.status is not None and not stat.S_ISREG(self.status.st_mode))

    @property
    def writable(self) -> bool:
        """Whether the file that is there may be written; the superuser, too, heeds its rights."""
        status = self.status
        return status is None or (bool(status.st_mode & 0o222) and os.access(self.path, os.W_OK))


def find_destination(named: str) -> Destination:
    """The place that ``named`` leads to.

    Raises:
        OSError: it leads nowhere: to a folder, a disk, round in a circle, or is no name that a file can have
    """
    try:
        named.encode()
        handle = _own_handle(named)
        if handle is not None:
            return Destination(Path(named), os.fstat(handle), handle)
        path = Path(os.path.realpath(named))
        try:
            status = path.stat()
        except FileNotFoundError:
            status = None
    except ValueError as error:  # a NUL, or letters that are not UTF-8
        why = N_("its name is not UTF-8") if isinstance(error, UnicodeError) else os.strerror(errno.EINVAL)
        raise OSError(errno.EINVAL, why) from error
    if status is not None and stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if status is not None and stat.S_ISBLK(status.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # a report would destroy what is on the disk
    return Destination(path, status)


def _own_handle(named: str) -> int | None:
    """The number of the open file of this process that ``named`` means; None for any other name.

    Followed link by link, since the last link leads to the file behind, which must not be replaced here.
    """
    path = Path(named).absolute()
    for _ in range(_LINKS):
        folder = Path(os.path.realpath(path.parent))
        found = _HANDLES.fullmatch(str(folder))
        if found and path.name.isdecimal() and found[1] in {None, str(os.getpid())}:
            return int(path.name)
        path = folder / path.name
        if not path.is_symlink():
            return None
        path = folder / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def write_through(there: Destination, content: bytes) -> None:
    """Write into the stream that is ``there``. A reader that stops reading is no error.

    Raises:
        OSError: it cannot be written, or nobody reads the FIFO
    """
    handle = os.dup(there.handle) if there.handle is not None else _opened(there)
    with suppress(BrokenPipeError), os.fdopen(handle, "wb") as file:
        file.write(content)


def _opened(there: Destination) -> int:
    flags = os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    if there.status is None or not stat.S_ISFIFO(there.status.st_mode):
        return os.open(there.path, flags)
    until = time.monotonic() + READER_SECONDS
    while True:
        try:
            handle = os.open(there.path, flags | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > until:
                raise
            time.sleep(_STEP)
        else:
            os.set_blocking(handle, True)
            return handle
