"""Where a register is and who may touch it: network drives, synced folders, rights. Cheap enough for every command.

A rollback journal is only safe where locks and the order of writes are: on a disk of the machine itself.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ...domain.model import N_, Note, note

NETWORK, SYNCED, REMOVABLE = "network", "synced", "removable"
MOUNTS = Path("/proc/mounts")
NETWORK_TYPES = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "ceph",
    "glusterfs",
    "davfs",
    "fuse.sshfs",
    "fuse.davfs",
    "fuse.rclone",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.smbnetfs",
}
# How the folders of such services begin, and the files by which their roots are known.
SYNCED_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "synologydrive": "Synology Drive",
}
SYNCED_MARKS = {
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
SYNCED_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_WINDOWS_DRIVES = {2: REMOVABLE, 4: NETWORK}  # what GetDriveTypeW answers


class StoragePlace(NamedTuple):
    """A place that is no disk of this machine alone: its ``kind`` and its name (a service, a kind of drive)."""

    kind: str
    name: str

    @property
    def risky(self) -> bool:
        """Whether a register there is not written without the clerk's word."""
        return self.kind in {NETWORK, SYNCED}

    @property
    def words(self) -> Note:
        """The place as part of a sentence."""
        if self.kind == NETWORK:
            return note(N_("on a network drive ({name})"), name=self.name)
        if self.kind == SYNCED:
            return note(N_("in a folder that {name} synchronises"), name=self.name)
        return note(N_("on a removable drive"))


def find_place(path: Path) -> StoragePlace | None:
    """The place of ``path`` where it is not simply a disk of this machine. Tests replace this function."""
    there = path.absolute()
    with suppress(OSError, RuntimeError):
        there = path.resolve()  # a short cut into a synced folder is there too
    service = _service(there)
    if service:
        return StoragePlace(SYNCED, service)
    return _windows_drive(there) if sys.platform == "win32" else _mounted(there)


def _service(path: Path) -> str:
    for name in path.parts[:-1]:
        folded = name.casefold()
        for begins, service in SYNCED_NAMES.items():
            rest = folded.removeprefix(begins)
            # "OneDrive - Sở Tư pháp", "Dropbox (Cơ quan)", "GoogleDrive-ten@gmail.com"; not "dropboxes".
            if rest != folded and not rest[:1].isalnum():
                return service
    for variable in SYNCED_VARIABLES:
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    above = [str(folder) for folder in path.parents]
    return next(
        (
            SYNCED_MARKS[mark]
            for mark in SYNCED_MARKS
            for folder in above
            if os.path.lexists(f"{folder.rstrip(os.sep)}{os.sep}{mark}")
        ),
        "",
    )


def _mounted(path: Path) -> StoragePlace | None:
    """The network drive that holds ``path``; the list of mounts is read only where the device is no disk."""
    for folder in (path, *path.parents):
        with suppress(OSError):
            device = folder.stat().st_dev
            break
    else:
        return None
    if sys.platform == "linux" and os.major(device):
        return None
    where = str(path)
    holding = max(
        (mount for mount in mounts() if where == mount[0] or where.startswith(mount[0].rstrip("/") + "/")),
        key=lambda mount: len(mount[0]),
        default=("", ""),
    )
    return StoragePlace(NETWORK, holding[1]) if holding[1] in NETWORK_TYPES else None


@lru_cache(maxsize=1)
def mounts() -> tuple[tuple[str, str], ...]:
    """What is mounted: (folder, type), read once per command; empty where the system has no such list."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    fields = (line.split() for line in lines)
    return tuple((_plain(f[1]), f[2]) for f in fields if len(f) > 2)


def _plain(folder: str) -> str:
    """A folder of the list of mounts without its octal escapes."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        folder = folder.replace(code, letter)
    return folder


def _windows_drive(path: Path) -> StoragePlace | None:
    drive = path.drive
    if drive.startswith("\\\\") and not drive.startswith("\\\\?\\"):
        return StoragePlace(NETWORK, drive)
    try:
        import ctypes

        answer = int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\"))  # type: ignore[attr-defined,unused-ignore]
    except (ImportError, AttributeError, OSError, ValueError):
        return None
    kind = _WINDOWS_DRIVES.get(answer)
    return StoragePlace(kind, drive) if kind else None


class Open(NamedTuple):
    """A file or folder that others than its owner may use; ``reached``: they really get at the register."""

    path: Path
    mode: int
    wanted: int
    reached: bool

    @property
    def command(self) -> str:
        """What closes it."""
        return f'chmod {self.wanted:o} "{self.path}"'


def open_to_others(path: Path) -> list[Open]:
    """Register and folder as far as group or others may use them; [] where the system has no such rights."""
    if os.name != "posix":
        return []
    try:
        file, folder = stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)
    except OSError:
        return []
    return list(_looser(path, file, folder))


def _looser(path: Path, file: int, folder: int) -> Iterator[Open]:
    classes = ((file >> shift & 7, folder >> shift & 7) for shift in (3, 0))
    pairs = list(classes)
    if file & 0o077:
        yield Open(path, file, 0o600, any(f & 6 and d & 1 for f, d in pairs))
    sticky = bool(folder & stat.S_ISVTX)
    replaceable = any(d & 3 == 3 for _, d in pairs) and not sticky
    if replaceable or (file & 0o077 and folder & 0o077):
        yield Open(path.parent, folder, 0o700, replaceable)
