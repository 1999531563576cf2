"""The folder of backups: how they are named, listed, written beside and moved into place. Nothing here opens them.

A backup has the name ``<register>-YYYYMMDD-HHMMSSmmm-<journal rows>-<why>.db``, the time being that of the
machine's own clock. Beside it is ``….db.sha256``, in the form of ``sha256sum``: by it a single changed bit shows.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ... import errors
from ...domain.model import N_, Note, note
from .. import offices
from ..file import lease
from ..file.drafts import sweep
from ..file.lasting import make_folder, sync

FOLDER = "sao-luu"
OUTPUTS = ".da-xuat"  # the sums of the files written for the user ("written out"), in a folder beside the register
ASIDE = "-truoc-khi-phuc-hoi-"
WHYS = ("hand", "night", "import", "upgrade", "restore", "transfer")
_ANY_BACKUP = re.compile(rf".+-\d{{8}}-\d{{9}}-\d+-(?:{'|'.join(WHYS)})\.db(?:\.sha256)?")
_COPY = re.compile(r"\.tuphap-\d+-\d+\.tmp(-journal)?$")
_CHUNK = 1 << 20


class Listed(NamedTuple):
    """A backup as its name tells of it: when, after how many journal rows, what for."""

    path: Path
    at: datetime
    seq: int
    why: str


def now() -> datetime:
    """The machine's own time; never what TUPHAP_TODAY says, since names and retention go by real days."""
    return datetime.now(UTC).astimezone().replace(tzinfo=None)


def listed_backups(folder: Path, register: Path) -> list[Listed]:
    """The backups of ``register`` in ``folder`` by their names, the newest first; none where there is no folder."""
    form = re.compile(rf"{re.escape(register.stem)}-(\d{{8}}-\d{{9}})-(\d+)-({'|'.join(WHYS)})\.db")
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        raise errors.RegisterUnreadable(path=folder, why=note(N_("it is a file, not a folder"))) from None
    except OSError as error:
        raise errors.RegisterUnreadable(path=folder, why=said(error)) from None
    found = [
        Listed(folder / name, at, int(match[2]), match[3])
        for name in names
        if (match := form.fullmatch(name)) and (at := _read_time(match[1]))
    ]
    return sorted(found, key=lambda backup: (backup.at, backup.seq), reverse=True)


def name_for(register: Path, at: datetime, seq: int, why: str) -> str:
    """The name of a backup of ``register``."""
    return f"{register.stem}-{at:%Y%m%d-%H%M%S}{at.microsecond // 1000:03d}-{seq}-{why}.db"


def _read_time(text: str) -> datetime | None:
    try:
        return datetime.strptime(f"{text}000", "%Y%m%d-%H%M%S%f")  # noqa: DTZ007 - the machine's own time
    except ValueError:
        return None


def ready(folder: Path) -> None:
    """Make ``folder`` (0700) where it is missing, see that it can be written, sweep out what a killed run left."""
    try:
        make_folder(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        sweep(folder)
    except FileExistsError:
        raise errors.BackupFailed(path=folder, why=note(N_("it is a file, not a folder"))) from None
    except OSError as error:
        raise fault(folder, error) from None


@contextmanager
def backup_remark(path: Path) -> Iterator[None]:
    """Turn what the system says of writing a backup at ``path`` into the family's words."""
    try:
        yield
    except OSError as error:
        raise fault(path, error) from error


def fault(path: Path, error: OSError) -> errors.RegisterFault:
    """The error of the family for what the system says of ``path``."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return errors.DiskFull(path=path)
    if isinstance(error, NotADirectoryError):
        blocked = next((above for above in (path, *path.parents) if above.exists() and not above.is_dir()), path)
        return errors.BackupFailed(path=path, why=note(N_("{above} is a file, not a folder"), above=blocked))
    return errors.BackupFailed(path=path, why=said(error))


def said(error: OSError) -> Note:
    """The system's own words, so that they are translated where they are known."""
    return plain_name(error.strerror or str(error))


def plain_name(text: str) -> Note:
    """Words of the system or of SQLite as a note."""
    return note(text.replace("{", "(").replace("}", ")"))


# -- what a restore leaves beside the register -----------------------------------------------------------------


def journal_of(register: Path) -> Path:
    """Where SQLite keeps the journal of a transaction under way."""
    return register.with_name(f"{register.name}-journal")


def backup_side_files(register: Path) -> list[Path]:
    """Whatever SQLite may have beside a register and would take for that of any file which got its name."""
    return [journal_of(register), *(register.with_name(f"{register.name}-{what}") for what in ("wal", "shm"))]


def aside_of(register: Path) -> Path:
    """The name under which a restore keeps the register as it was; after one cut short, the name it has there."""
    if (left := cut_short(register)) is not None:
        return left
    at = now()
    return register.with_name(
        f"{register.stem}{ASIDE}{at:%Y%m%d-%H%M%S}{at.microsecond // 1000:03d}{register.suffix}"
    )


def cut_short(register: Path) -> Path | None:
    """Where the register is that a restore was renaming when it was killed; None where there is no such.

    Between its renames a restore leaves three things at once: no register, the old one under its other name, and the
    copy that was to take its place.
    """
    try:
        names = [] if register.exists() else [path.name for path in register.parent.iterdir()]
    except OSError:
        return None
    form = re.compile(rf"{re.escape(register.stem + ASIDE)}\d{{8}}-\d{{9}}{re.escape(register.suffix)}")
    asides = sorted(filter(form.fullmatch, names))
    if not asides or not any(map(_COPY.fullmatch, names)):
        return None
    return register.with_name(asides[-1])


def missing(register: Path) -> errors.RegisterFault:
    """What to say where there is no file at ``register``."""
    left = cut_short(register)
    if left is None:
        if not (codes := offices.codes_of(register)):
            return errors.NoRegister(path=register)
        office = "/".join(codes)
        return errors.NoOfficeBook(path=register, office=office, back=f"tuphap -O {office} restore --last")
    names = [path.name for path in (left, journal_of(left)) if path.exists()]
    return errors.RestoreCutShort(path=register, files=", ".join(names))


def bears_our_name(path: Path, register: Path, folder: Path) -> bool:
    """Whether at ``path`` is or may come ``register``, a file of its own beside it, or a backup in ``folder``.

    Links in ``path`` have been followed.
    """
    above, home, kept = (os.path.normcase(os.path.realpath(each)) for each in (path.parent, register.parent, folder))
    sums = register.with_name(register.name + OUTPUTS)
    if above == os.path.normcase(os.path.realpath(sums)) or (above == kept and _ANY_BACKUP.fullmatch(path.name)):
        return True
    beside = (register, sums, *backup_side_files(register), lease.beside(register))
    names = {os.path.normcase(each.name) for each in beside}
    aside = path.name.startswith(register.stem + ASIDE)
    return above == home and (aside or os.path.normcase(path.name) in names)


# -- bytes that must last --------------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def sum_file(path: Path) -> Path:
    """Where the sum of the backup ``path`` is."""
    return path.with_name(f"{path.name}.sha256")


def expected_digest(path: Path) -> str | None:
    """The sum that was written beside the backup ``path``; None where there is none."""
    try:
        return sum_file(path).read_text(encoding="utf-8").split(maxsplit=1)[0]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, IndexError):
        return ""  # there is one and it cannot be read: it agrees with nothing


def put_in_place(draft: Path, final: Path) -> None:
    """Give the finished, checked ``draft`` its name, its sum beside it, both on the disk; else neither is there."""
    beside = sum_file(final)
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{digest(draft)}  {final.name}\n")
        sync(beside)
        draft.replace(final)
        sync(final.parent)
    except BaseException:
        for path in (final, beside):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def remove_backup(path: Path) -> None:
    """Take a backup and its sum away, the sum last."""
    path.unlink(missing_ok=True)
    sum_file(path).unlink(missing_ok=True)
