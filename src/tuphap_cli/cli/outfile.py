"""A file that the user names is written, and nothing that is there already is lost by it."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors, paths, settings
from ..i18n import _
from . import speech, whereabouts

if TYPE_CHECKING:
    from ..store.file.destination import Destination

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")  # what the code of a unit may have and the name of a file should not

_overwrite = False  # whether --overwrite is on the command line


def allow_overwriting(*, allowed: bool) -> None:
    """Let what is at --output be replaced without a question, or not; for the start of each command."""
    global _overwrite  # noqa: PLW0603 - one command line at a time
    _overwrite = allowed


def check_output(output: str) -> None:
    """Refuse (or ask about) the file ``output`` before a command does what cannot be taken back.

    Raises:
        OutputFailed: it cannot be written there
        OutputExists: something is there that is not this program's, and nobody has said yes
    """
    if output not in {"", "-"}:
        there = _found(output)
        if not there.stream and _refused(there, output, None):
            _ask(output)
            allow_overwriting(allowed=True)


def write_file(output: str, content: bytes) -> None:
    """Write ``content`` to the file ``output``, a link's target or a stream, and say so.

    A file is written beside its place and moved there, so that an old one stays whole until the new one is.

    Raises:
        OutputFailed: it cannot be written
        OutputExists: something is there that is not this program's, and nobody has said yes
    """
    from ..store.file import destination, drafts, lasting, own_outputs

    there = _found(output)
    try:
        if there.stream:
            if there.handle == 1:
                sys.stdout.flush()
            destination.write_through(there, content)
        else:
            if _refused(there, output, content):
                _ask(output)
            own_outputs.remember(there.path, content, _sums())
            lasting.put_file(there.path, content)
            drafts.sweep_quietly(there.path.parent)
    except OSError as error:
        raise _failure(output, error) from None
    speech.remark(_("Written: {path}").format(path=output))


def parts_of_names(codes: Iterable[str]) -> list[str]:
    """Each of ``codes`` as a part of the name of a file, no two alike where small and capital letters are one."""
    taken: set[str] = set()
    parts = []
    for code in codes:
        plain = _NOT_IN_NAMES.sub("-", code).strip("-.") or "-"
        again = (f"{plain}-{number}" for number in count(2))
        part = next(one for one in chain([plain], again) if one.casefold() not in taken)
        taken.add(part.casefold())
        parts.append(part)
    return parts


def write_template(template: Path, output: str) -> None:
    """Write a Word template of the package to the file ``output``, to be changed for the office.

    Raises:
        BadField: no file is named
    """
    if output in {"", "-"}:
        raise errors.BadField(field="--output", value=output, why=_("name the file to be written"))
    write_file(output, template.read_bytes())


def write_folder(output: str, files: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> int:
    """Write ``files`` into the folder ``output``, whole; returns how many there are.

    Raises:
        OutputFailed: it cannot be written
        FolderExists: there is something in it that is not this program's
    """
    from ..store.file import own_folders

    with _told(output):
        return own_folders.put_folder(Path(output), files, _sums())


def check_folder(output: str) -> None:
    """Refuse the folder ``output`` before the pages are made.

    Raises:
        OutputFailed: it cannot be written
        FolderExists: there is something in it that is not this program's
    """
    from ..store.file import own_folders

    with _told(output):
        path = Path(os.path.realpath(output))
        if path == path.parent or not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        own_folders.refuse_foreign(path, _sums())


@contextmanager
def _told(output: str) -> Iterator[None]:
    """Say what goes wrong with a folder as an error of ours."""
    from ..store.file import own_folders

    try:
        yield
    except own_folders.ForeignFolder:
        raise errors.FolderExists(path=output) from None
    except ValueError:  # a NUL
        raise errors.OutputFailed(path=output, why=os.strerror(errno.EINVAL)) from None
    except OSError as error:
        raise _failure(output, error) from None


def _found(output: str) -> Destination:
    from ..store.file.destination import find_destination

    try:
        return find_destination(output)
    except OSError as error:
        raise _failure(output, error) from None


def _failure(output: str, error: OSError) -> errors.OutputFailed:
    why: object = error.strerror or error
    if isinstance(error, NotADirectoryError):
        why = _("it is no folder")
    elif isinstance(error, IsADirectoryError):
        why = _("it is a folder")
    elif error.errno == errno.ENXIO:
        why = _("nobody reads from it")
    return errors.OutputFailed(path=output, why=why)


def _refused(there: Destination, output: str, content: bytes | None) -> bool:
    """Whether the file ``there`` must not be replaced by ``content`` without a yes; None: not known yet.

    Raises:
        OutputFailed: it must not be written at all
    """
    from ..store.file import own_outputs

    if _register_s_own(there.path):
        raise errors.OutputProtected(path=output)
    if not there.writable:
        raise errors.OutputFailed(path=output, why=_("there is no right to write it"))
    if there.status is None or _overwrite:
        return False
    try:
        same = content is not None and own_outputs.has_content(there.path, content)
        return not same and not own_outputs.is_unchanged(there.path, _sums())
    except OSError:  # it cannot be read, so nobody knows whose it is
        return True


def _ask(output: str) -> None:
    """Ask on the terminal whether ``output`` may be replaced; OutputExists for anything but a yes."""
    question = _("{path}: the file is there already. Overwrite? Type yes to go on: ").format(path=output)
    if not speech.agreed(question):
        raise errors.OutputExists(path=output)


def _register_file() -> Path | None:
    """The register in force where there is one; None where settings or file cannot tell."""
    try:
        path = whereabouts.register_path()
        return path if isinstance(path, Path) and path.is_file() else None
    except (errors.TuphapError, OSError, ValueError):
        return None


def _sums() -> tuple[Path, ...]:
    """Where the sums of what was written are."""
    from ..store.file import own_outputs

    try:
        own: Path | None = whereabouts.data_folder()
    except errors.TuphapError:
        own = None
    return own_outputs.folders_of_sums(_register_file(), own)


def _register_s_own(path: Path) -> bool:
    """Whether ``path`` is a register, is where the register in force, its side files or backups are, or is the settings'."""
    from ..store.backup import backups
    from ..store.file.register import is_register
    from . import safekeeping

    if path.is_file() and is_register(path):
        return True
    try:
        if path == paths.followed(settings.file()):
            return True
        return backups.bears_our_name(path, safekeeping.register(), safekeeping.folder())
    except (errors.TuphapError, OSError, RuntimeError):
        return False
