"""Writes down, in their order, all changes that a command asks of the system in one folder: by ``strace``.

What is not understood here is not passed over: the recorded changes, carried out again, must give the folder as the
command left it, byte for byte (:func:`record` sees to it).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bench.powerdisk import ROOT, Disk, Event, Folder, Make, Name, Resize, Said, Sync, Write, tree

CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,sendfile,copy_file_range,"
    "truncate,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,link,linkat,"
    "symlink,symlinkat,mkdir,mkdirat,rmdir,chdir,mmap"
)
LONGEST = 1 << 26  # bytes of one call that are written down
SECONDS = 300
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+|\?)(?: .*)?")
_BEGUN, _RESUMED = " <unfinished ...>", re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Recorded(NamedTuple):
    """What a command did: its exit code, what it said, and every change of the folder."""

    code: int
    said: str
    events: list[Event]


class NotRecorded(Exception):
    """A change of the folder was made in a way that is not understood."""


def available() -> bool:
    """Whether calls can be written down on this machine."""
    return shutil.which("strace") is not None


def record(place: Path, command: Sequence[str], env: Mapping[str, str]) -> Recorded:
    """Run a command and return what it changed in ``place``.

    :raises NotRecorded: when the changes, carried out again, do not give what the command left
    """
    disk, again = Disk(place), Disk(place)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        traced = ["strace", "-f", "-qq", "-xx", "-s", str(LONGEST), "-o", str(log), "-e", f"trace={CALLS}", *command]
        ran = subprocess.run(traced, stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, **env},
                             timeout=SECONDS, check=False)  # fmt: skip
        events = _Reader(place, disk).read(log)
    for event in events:
        again.take(event)
    replayed, real = _now(again), tree(place)
    if replayed != real:
        differing = sorted(name for name in replayed.keys() | real.keys() if replayed.get(name) != real.get(name))
        raise NotRecorded(f"replayed, these are not as the command left them: {', '.join(differing)}")
    return Recorded(ran.returncode, (ran.stdout + ran.stderr).decode(errors="replace"), events)


def _now(disk: Disk, node: int = ROOT, above: str = "") -> dict[str, bytes | None]:
    found: dict[str, bytes | None] = {}
    for name, number in disk.folder(node).now.items():
        if isinstance(disk.nodes[number], Folder):
            found |= {above + name: None} | _now(disk, number, f"{above}{name}/")
        else:
            found[above + name] = disk.file(number).now()
    return found


@dataclass(slots=True)
class _Open:
    """A file or folder that the command has open; what lies outside of the folder has no number."""

    path: str
    node: int | None
    at: int = 0
    appending: bool = False


class _Reader:
    """Turns the calls of one process and its threads into events."""

    def __init__(self, place: Path, disk: Disk) -> None:
        self.place, self.disk = str(place.resolve()), disk
        self.cwd = str(Path.cwd())
        self.open: dict[int, _Open] = {}
        self.events: list[Event] = []
        self.calls: dict[str, Callable[[list[str], int], None]] = {
            "open": lambda a, r: self._opened(a[0], a[1], r),
            "openat": lambda a, r: self._opened(a[1], a[2], r, a[0]),
            "creat": lambda a, r: self._opened(a[0], "O_CREAT|O_TRUNC", r), "close": self._close,
            "dup": self._dup, "dup2": self._dup, "dup3": self._dup, "fcntl": self._fcntl, "lseek": self._seek,
            "write": self._write, "writev": self._write, "pwrite64": self._write_at, "pwritev": self._write_at,
            "sendfile": self._send, "truncate": lambda a, _r: self._resize(self._node(a[0]), int(a[1])),
            "ftruncate": lambda a, _r: self._resize(self._open_node(a[0]), int(a[1])),
            "fsync": self._sync, "fdatasync": self._sync, "mkdir": lambda a, _r: self._folder(a[0]),
            "mkdirat": lambda a, _r: self._folder(a[1], a[0]), "rmdir": lambda a, _r: self._gone(a[0]),
            "unlink": lambda a, _r: self._gone(a[0]), "unlinkat": lambda a, _r: self._gone(a[1], a[0]),
            "rename": lambda a, _r: self._renamed(a[0], a[1]), "link": lambda a, _r: self._linked(a[0], a[1]),
            "renameat": lambda a, _r: self._renamed(a[1], a[3], a[0], a[2]),
            "renameat2": lambda a, _r: self._renamed(a[1], a[3], a[0], a[2]),
            "linkat": lambda a, _r: self._linked(a[1], a[3], a[0], a[2]), "chdir": self._chdir,
            # Not asked for by anything here: were they used, the comparison in record() would show it.
            "mmap": self._mapped, "fallocate": self._refuse, "copy_file_range": self._refuse,
        }  # fmt: skip

    def read(self, log: Path) -> list[Event]:
        """All events of a log, in their order."""
        begun: dict[str, str] = {}
        for line in log.read_text(errors="replace").splitlines():
            if line.endswith(_BEGUN):
                begun[line.split(maxsplit=1)[0]] = line.removesuffix(_BEGUN)
                continue
            resumed = _RESUMED.match(line)
            whole = begun.pop(resumed[1], "") + resumed[2] if resumed else line
            call = _LINE.fullmatch(whole)
            if call and call[2] in self.calls and not call[4].startswith(("-", "?")):
                self.calls[call[2]](call[3].split(", "), int(call[4], 0))
        return self.events

    def _took(self, event: Event) -> None:
        self.events.append(event)
        self.disk.take(event)

    # -- where things lie --

    def _path(self, quoted: str, beside: str = "AT_FDCWD") -> str:
        above = self.cwd if beside == "AT_FDCWD" else self.open[int(beside)].path
        return os.path.normpath(Path(above) / os.fsdecode(_bytes(quoted)))

    def _in_folder(self, path: str) -> tuple[int, str] | None:
        """The folder in which a path lies, and its name there; None for what is not our matter."""
        if not path.startswith(f"{self.place}/"):
            return None
        *above, name = path.removeprefix(f"{self.place}/").split("/")
        node = ROOT
        for part in above:
            node = self.disk.folder(node).now[part]
        return node, name

    def _node(self, quoted: str, beside: str = "AT_FDCWD") -> int | None:
        path = self._path(quoted, beside)
        if path == self.place:
            return ROOT
        found = self._in_folder(path)
        return None if found is None else self.disk.folder(found[0]).now.get(found[1])

    def _open_node(self, handle: str) -> int | None:
        found = self.open.get(int(handle))
        return found.node if found else None

    # -- opening --

    def _opened(self, quoted: str, flags: str, handle: int, beside: str = "AT_FDCWD") -> None:
        path, node = self._path(quoted, beside), self._node(quoted, beside)
        place = self._in_folder(path)
        if place is not None and node is None:
            node = len(self.disk.nodes)
            self._took(Make(node))
            self._took(Name(place[0], place[1], node))
        elif node is not None and "O_TRUNC" in flags and self.disk.file(node).now():
            self._took(Resize(node, 0))
        self.open[handle] = _Open(path, node, appending="O_APPEND" in flags)

    def _close(self, args: list[str], _result: int) -> None:
        self.open.pop(int(args[0]), None)

    def _dup(self, args: list[str], result: int) -> None:
        if (found := self.open.get(int(args[0]))) is not None:
            self.open[result] = found

    def _fcntl(self, args: list[str], result: int) -> None:
        if args[1].startswith("F_DUPFD"):
            self._dup(args, result)

    def _seek(self, args: list[str], result: int) -> None:
        if (found := self.open.get(int(args[0]))) is not None:
            found.at = result

    def _chdir(self, args: list[str], _result: int) -> None:
        self.cwd = self._path(args[0])

    def _mapped(self, args: list[str], _result: int) -> None:
        if "PROT_WRITE" in args[2] and "MAP_SHARED" in args[3]:
            self._refuse(args[4:], 0)

    def _refuse(self, args: list[str], _result: int) -> None:
        if any(arg.isdecimal() and self._open_node(arg) is not None for arg in args):
            raise NotRecorded(f"a call that is not understood: {args}")

    # -- changing --

    def _write(self, args: list[str], result: int) -> None:
        handle = int(args[0])
        found = self.open.get(handle)
        if found is None:
            if handle in {1, 2}:
                self._took(Said(_all_bytes(args[1:])[:result]))
            return
        if found.node is not None:
            at = len(self.disk.file(found.node).now()) if found.appending else found.at
            self._took(Write(found.node, at, _all_bytes(args[1:])[:result]))
            found.at = at + result

    def _write_at(self, args: list[str], result: int) -> None:
        if (node := self._open_node(args[0])) is not None:
            self._took(Write(node, int(args[-1]), _all_bytes(args[1:])[:result]))

    def _send(self, args: list[str], result: int) -> None:
        """What is sent from one file to another is not in the log: it is read from where it came from."""
        found, source = self.open.get(int(args[0])), self.open.get(int(args[1]))
        if found is None or found.node is None or source is None or not result:
            return
        whole = Path(source.path).read_bytes() if source.node is None else self.disk.file(source.node).now()
        start = source.at if args[2] == "NULL" else int(args[2].split()[0].strip("[]"))
        self._took(Write(found.node, found.at, whole[start : start + result]))
        found.at += result
        if args[2] == "NULL":
            source.at += result

    def _resize(self, node: int | None, size: int) -> None:
        if node is not None:
            self._took(Resize(node, size))

    def _sync(self, args: list[str], _result: int) -> None:
        if (node := self._open_node(args[0])) is not None:
            self._took(Sync(node))

    # -- names --

    def _folder(self, quoted: str, beside: str = "AT_FDCWD") -> None:
        if (place := self._in_folder(self._path(quoted, beside))) is not None:
            node = len(self.disk.nodes)
            self._took(Make(node, folder=True))
            self._took(Name(place[0], place[1], node))

    def _gone(self, quoted: str, beside: str = "AT_FDCWD") -> None:
        if (place := self._in_folder(self._path(quoted, beside))) is not None:
            self._took(Name(place[0], place[1], None))

    def _renamed(self, old: str, new: str, beside: str = "AT_FDCWD", other: str = "AT_FDCWD") -> None:
        before, after = self._in_folder(self._path(old, beside)), self._in_folder(self._path(new, other))
        if before is None and after is None:
            return
        if before is None or after is None or before[0] != after[0]:
            raise NotRecorded("renamed from one folder into another")
        self._took(Name(after[0], after[1], self.disk.folder(before[0]).now[before[1]], old=before[1]))

    def _linked(self, old: str, new: str, beside: str = "AT_FDCWD", other: str = "AT_FDCWD") -> None:
        node, after = self._node(old, beside), self._in_folder(self._path(new, other))
        if after is not None:
            self._took(Name(after[0], after[1], node))


def _bytes(quoted: str) -> bytes:
    return bytes.fromhex(quoted.strip('"').replace("\\x", ""))


def _all_bytes(args: list[str]) -> bytes:
    """The bytes of a call's argument: one string, or several in a list."""
    return b"".join(bytes.fromhex(found.replace("\\x", "")) for found in _BYTES.findall(", ".join(args)))
