"""A disk that loses power: what may be left of a folder when not everything that was written had been brought to it.

The model knows files as bytes, folders as names, and of each what was last synced and what has been asked for since.
After a cut

- what was synced is there: the bytes and the size of a file after ``fsync`` or ``fdatasync`` of it, the names in a
  folder after the same on the folder. A disk that says so and has not written is outside of this model;
- of what was not synced, nothing, everything or any part is there (:class:`Fate`). Every sector of a file holds its
  bytes as of some moment since the last sync, each of another one, so that writes are torn and overtake each other;
  the size is that of some moment too, and a sector that belongs to the file without ever having been written holds
  zeroes or what lay there before. Names that were made, changed or removed are there in their order up to some
  moment, or (``in_order`` False) each by itself.

That is harsher than the usual file systems: ext4, XFS, Btrfs and NTFS keep the order of changes of names, ext4 with
``data=ordered`` shows no foreign bytes, and most make a new file's name last with its ``fsync``. POSIX promises none
of this, so nothing here relies on it. Two things are taken for granted: a sector of 512 bytes is written as a whole,
and writing one leaves its neighbours alone (SQLite's "powersafe overwrite"); a rename is one change, not two.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = 0  # the number of the folder that is looked at; it is there from the start, and lasts
SECTORS = (512, 4096)  # what disks write as a whole

# -- what a program asks of the system ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written into the file ``node``."""

    node: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """The file ``node`` cut off or grown."""

    node: int
    size: int


@dataclass(frozen=True, slots=True)
class Name:
    """``name`` in ``folder`` is from now on that of ``node`` (None: of nothing).

    ``old`` is the name that a rename takes away in the same folder.
    """

    folder: int
    name: str
    node: int | None
    old: str = ""


@dataclass(frozen=True, slots=True)
class Make:
    """A file or folder that is new, still without a name."""

    node: int
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """The file or folder ``node`` brought to the disk."""

    node: int


@dataclass(frozen=True, slots=True)
class Said:
    """Something told to the one who gave the command, on either stream."""

    words: bytes


Event = Write | Resize | Name | Make | Sync | Said


# -- what becomes of what was not synced -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fate:
    """How much of what was not synced survives: ``share`` 0 nothing, 1 everything, between them by chance."""

    share: float
    sector: int = SECTORS[0]
    in_order: bool = True
    foreign: bool = False  # bytes that lay there before, not zeroes, where a file has grown without its own

    @staticmethod
    def any(chance: random.Random) -> Fate:
        """One of those between nothing and everything."""
        return Fate(chance.choice((0.2, 0.5, 0.8)), chance.choice(SECTORS), chance.random() < 0.5,
                    chance.random() < 0.5)  # fmt: skip


NOTHING, EVERYTHING = Fate(0), Fate(1)


@dataclass(slots=True)
class File:
    """A file's bytes as they were last synced, and what has been written since."""

    synced: bytes = b""
    pending: list[Write | Resize] = field(default_factory=list)

    def now(self) -> bytes:
        """The bytes as the program sees them."""
        content = bytearray(self.synced)
        for change in self.pending:
            _carry_out(content, change)
        return bytes(content)

    def after(self, fate: Fate, chance: random.Random) -> bytes:
        """The bytes that a cut of power leaves."""
        if not self.pending or not fate.share:
            return self.synced
        if fate.share == 1:
            return self.now()
        sizes = [len(self.synced)]
        touched: dict[int, list[Write | Resize]] = defaultdict(list)
        for change in self.pending:
            end = change.at + len(change.data) if isinstance(change, Write) else change.size
            first, last = (change.at, end) if isinstance(change, Write) else (change.size, max(sizes))
            for sector in range(first // fate.sector, -(-last // fate.sector)):
                touched[sector].append(change)
            sizes.append(max(sizes[-1], end) if isinstance(change, Write) else end)
        grown = max(sizes) - len(self.synced)
        content = bytearray(self.synced) + (chance.randbytes(grown) if fate.foreign else bytes(grown))
        for sector, changes in touched.items():
            for change in changes[: _some(len(changes), fate, chance)]:
                _carry_out_within(content, change, sector * fate.sector, (sector + 1) * fate.sector)
        return bytes(content[: sizes[_some(len(self.pending), fate, chance)]])


@dataclass(slots=True)
class Folder:
    """A folder's names as they were last synced, as they are now, and what has changed since."""

    synced: dict[str, int] = field(default_factory=dict)
    pending: list[Name] = field(default_factory=list)
    now: dict[str, int] = field(default_factory=dict)

    def after(self, fate: Fate, chance: random.Random) -> dict[str, int]:
        """The names that a cut of power leaves."""
        if fate.share in {0, 1}:
            return self.now if fate.share else self.synced
        names = dict(self.synced)
        until = _some(len(self.pending), fate, chance)
        for number, change in enumerate(self.pending):
            if number < until if fate.in_order else chance.random() < fate.share:
                _rename(names, change)
        return names


def _some(count: int, fate: Fate, chance: random.Random) -> int:
    """How many of so many changes, from the first on, have reached the disk."""
    return count if chance.random() < fate.share else chance.randint(0, count)


def _carry_out(content: bytearray, change: Write | Resize) -> None:
    if isinstance(change, Resize):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    content.extend(bytes(max(0, change.at - len(content))))
    content[change.at : change.at + len(change.data)] = change.data


def _carry_out_within(content: bytearray, change: Write | Resize, start: int, end: int) -> None:
    """Do that part of a change that falls between two places; of a cut that which it empties."""
    end = min(end, len(content))
    if isinstance(change, Resize):
        first = max(start, min(change.size, end))
        content[first:end] = bytes(end - first)
        return
    first, last = max(start, change.at), min(end, change.at + len(change.data))
    content[first:last] = change.data[first - change.at : last - change.at]


def _rename(names: dict[str, int], change: Name) -> None:
    if change.old:
        names.pop(change.old, None)
    if change.node is None:
        names.pop(change.name, None)
    else:
        names[change.name] = change.node


# -- the disk ----------------------------------------------------------------------------------------------------


class Disk:
    """A folder with all that is in it, and what of it would last."""

    def __init__(self, place: Path) -> None:
        """As ``place`` is; all of it counts as synced."""
        self.nodes: dict[int, File | Folder] = {ROOT: Folder()}
        self._take(place, ROOT)

    def _take(self, place: Path, number: int) -> None:
        for path in sorted(place.iterdir()):
            node = len(self.nodes)
            self.nodes[node] = Folder() if path.is_dir() else File(path.read_bytes())
            self.folder(number).synced[path.name] = self.folder(number).now[path.name] = node
            if path.is_dir():
                self._take(path, node)

    def folder(self, node: int) -> Folder:
        """The folder of that number."""
        found = self.nodes[node]
        if not isinstance(found, Folder):
            raise NotADirectoryError(node)
        return found

    def file(self, node: int) -> File:
        """The file of that number."""
        found = self.nodes[node]
        if not isinstance(found, File):
            raise IsADirectoryError(node)
        return found

    def take(self, event: Event) -> None:
        """Do what the program asked for."""
        match event:
            case Write() | Resize():
                self.file(event.node).pending.append(event)
            case Make():
                self.nodes[event.node] = Folder() if event.folder else File()
            case Name():
                _rename(self.folder(event.folder).now, event)
                self.folder(event.folder).pending.append(event)
            case Sync():
                self._sync(self.nodes[event.node])
            case Said():
                pass

    def _sync(self, node: File | Folder) -> None:
        if isinstance(node, File):
            node.synced = node.now()
        else:
            node.synced = dict(node.now)
        node.pending.clear()

    def left(self, fate: Fate, chance: random.Random) -> dict[str, bytes | None]:
        """What a cut of power leaves: the bytes of each file by its path, None for a folder."""
        kept: dict[int, bytes] = {}  # a file can have two names, and has the same bytes under both
        return dict(self._left(ROOT, "", fate, chance, kept))

    def _left(
        self, number: int, above: str, fate: Fate, chance: random.Random, kept: dict[int, bytes]
    ) -> Iterator[tuple[str, bytes | None]]:
        for name, node in sorted(self.folder(number).after(fate, chance).items()):
            found = self.nodes[node]
            if isinstance(found, Folder):
                yield above + name, None
                yield from self._left(node, f"{above}{name}/", fate, chance, kept)
            else:
                if node not in kept:
                    kept[node] = found.after(fate, chance)
                yield above + name, kept[node]


def tree(place: Path) -> dict[str, bytes | None]:
    """What is in a folder, in the form of :meth:`Disk.left`."""
    return {
        path.relative_to(place).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(place.rglob("*"))
    }


def lay_out(left: dict[str, bytes | None], place: Path) -> None:
    """Write what a cut left into the empty folder ``place``."""
    for name, content in left.items():
        path = place / name
        if content is None:
            path.mkdir(mode=0o700)
        else:
            path.write_bytes(content)
            path.chmod(0o600)
