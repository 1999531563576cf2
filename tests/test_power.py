"""The disk that loses power (bench/powerdisk.py) and the recording of a command (bench/powerlog.py).

That the program survives it says something only if a program that does not sync is found out by it.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench import powerlog
from bench.powerdisk import (
    EVERYTHING,
    NOTHING,
    ROOT,
    Disk,
    Event,
    Fate,
    Make,
    Name,
    Resize,
    Said,
    Sync,
    Write,
    lay_out,
    tree,
)

recorded = pytest.mark.skipif(not powerlog.available(), reason="strace is not installed")
OLD, NEW = b"old" * 1000, b"new" * 1000
DRAFT, FILE = 7, 1  # the numbers of the files below


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "file").write_bytes(OLD)
    return folder


def left(place: Path, events: list[Event], rounds: int = 200) -> Iterator[dict[str, bytes | None]]:
    """What cuts at every moment leave, nothing and everything among them."""
    chance, disk = random.Random(1), Disk(place)
    for event in [*events, Said(b"")]:
        for fate in (NOTHING, EVERYTHING, *(Fate.any(chance) for _ in range(rounds))):
            yield disk.left(fate, chance)
        disk.take(event)


def replaced(*syncs: str) -> list[Event]:
    """A draft written and renamed to ``file``; of the draft and the folder those synced that are named."""
    made: list[Event] = [Make(DRAFT), Name(ROOT, "draft", DRAFT), Write(DRAFT, 0, NEW[:1000]),
                         Write(DRAFT, 1000, NEW[1000:])]  # fmt: skip
    made += [Sync(DRAFT)] if "draft" in syncs else []
    made += [Name(ROOT, "file", DRAFT, old="draft")]
    return made + ([Sync(ROOT)] if "folder" in syncs else [])


# -- the model -------------------------------------------------------------------------------------------------


def test_what_was_there_before_is_there_after_a_cut_at_once(place: Path) -> None:
    (place / "folder").mkdir()
    (place / "folder" / "deep").write_bytes(b"1")
    assert list(left(place, [], 1)) == [{"file": OLD, "folder": None, "folder/deep": b"1"}] * 3
    (place.parent / "copy").mkdir()
    lay_out(tree(place), place.parent / "copy")
    assert tree(place.parent / "copy") == tree(place)


def test_a_file_renamed_unsynced_over_another_may_be_neither(place: Path) -> None:
    found = {each["file"] for each in left(place, replaced())}
    assert {OLD, NEW, b""} < found
    assert len(found) > 10  # torn in many ways


def test_a_file_that_was_synced_first_is_the_old_or_the_new(place: Path) -> None:
    assert {each["file"] for each in left(place, replaced("draft"))} == {OLD, NEW}


def test_a_name_is_sure_only_after_its_folder_was_synced(place: Path) -> None:
    events = replaced("draft", "folder")
    *_, before, after = (list(left(place, events[:until]))[-202:] for until in (len(events) - 1, len(events)))
    assert {each["file"] for each in before} == {OLD, NEW}
    assert [each == {"file": NEW} for each in after] == [True] * 202


def test_a_synced_file_in_a_folder_without_a_sure_name_can_be_gone_with_it(place: Path) -> None:
    events: list[Event] = [Make(5, folder=True), Name(ROOT, "new", 5), Make(6), Name(5, "deep", 6), Write(6, 0, NEW),
                           Sync(6), Sync(5)]  # fmt: skip
    found = [set(each) for each in list(left(place, events))[-202:]]
    assert {"file"} in found
    assert {"file", "new", "new/deep"} in found
    assert {"file", "new"} not in found


def test_sectors_are_written_whole_and_overtake_each_other(place: Path) -> None:
    chance, disk = random.Random(3), Disk(place)
    disk.take(Write(FILE, 0, NEW))
    seen = set()
    for _ in range(300):
        content = disk.left(Fate(0.5, 512), chance)["file"]
        assert content is not None
        parts = [(content[at : at + 512], NEW[at : at + 512], OLD[at : at + 512]) for at in range(0, len(OLD), 512)]
        assert all(part in (new, old) for part, new, old in parts)
        seen.add(tuple(part == new for part, new, _old in parts))
    assert (False, True, False, True, False, True) in seen
    assert len(seen) > 30


def test_a_file_that_has_grown_without_its_bytes_holds_zeroes_or_foreign_ones(place: Path) -> None:
    chance, disk = random.Random(3), Disk(place)
    disk.take(Write(FILE, 4096, b"x" * 4096))
    for foreign in (False, True):
        found = [disk.left(Fate(0.2, 4096, foreign=foreign), chance)["file"] or b"" for _ in range(100)]
        assert {len(each) for each in found} == {len(OLD), 8192}
        assert all(each.startswith(OLD) for each in found)
        tails = {each[4096:] for each in found if len(each) == 8192}
        assert (bytes(4096) in tails) is not foreign
        assert b"x" * 4096 in tails


def test_a_file_cut_off_and_not_synced_can_have_its_old_length(place: Path) -> None:
    chance, disk = random.Random(3), Disk(place)
    disk.take(Resize(FILE, 10))
    found = {disk.left(Fate(0.5, 4096), chance)["file"] for _ in range(100)}
    assert {OLD, OLD[:10]} <= found
    disk.take(Sync(FILE))
    assert disk.left(NOTHING, chance)["file"] == OLD[:10]


# -- a real program --------------------------------------------------------------------------------------------


def run(place: Path, program: str) -> list[Event]:
    """What a Python program does in ``place``, its working folder being that of the tests."""
    made = powerlog.record(place, [sys.executable, "-c", f"place = {str(place)!r}\n{program}"], {})
    assert made.code == 0, made.said
    return made.events


CAREFUL = "from pathlib import Path; from tuphap_cli.store.file import lasting; f = Path(place, 'file')\n"
CAREFUL += f"lasting.put_file(f, {NEW!r})"
CARELESS = f"""
import os
with open(place + '/draft', 'wb') as file:
    file.write({NEW!r})
os.replace(place + '/draft', place + '/file')
"""


@recorded
@pytest.mark.parametrize(("program", "whole"), [(CAREFUL, True), (CARELESS, False)], ids=["careful", "careless"])
def test_a_program_that_does_not_sync_before_it_renames_is_found_out(place: Path, program: str, whole: bool) -> None:
    events = run(place, program)
    (place / "file").write_bytes(OLD)
    found = {each["file"] for each in left(place, events)}
    assert (found == {OLD, NEW}) is whole
    assert {OLD, NEW} <= found


WRITING = """
import sqlite3
c = sqlite3.connect(place + '/so.db', isolation_level=None)
c.execute('PRAGMA synchronous = {mode}')
c.execute('BEGIN IMMEDIATE'); c.executemany('INSERT INTO t VALUES (?)', [('x' * 3000,)] * 20); c.execute('COMMIT')
print('written', flush=True)
"""


@recorded
@pytest.mark.parametrize(("mode", "lasts"), [("EXTRA", True), ("OFF", False)])
def test_a_database_that_does_not_sync_is_found_out(place: Path, tmp_path: Path, mode: str, lasts: bool) -> None:
    connection = sqlite3.connect(place / "so.db")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    start = Disk(place)
    events = run(place, WRITING.format(mode=mode))
    acknowledged = next(number for number, event in enumerate(events) if isinstance(event, Said))
    for event in events[: acknowledged + 1]:
        start.take(event)
    chance, rows = random.Random(5), set()
    for number, fate in enumerate((NOTHING, EVERYTHING, *(Fate.any(chance) for _ in range(20)))):
        copy = tmp_path / str(number)
        copy.mkdir()
        lay_out(start.left(fate, chance), copy)
        try:
            with closing(sqlite3.connect(copy / "so.db")) as again:
                rows.add(again.execute("SELECT COUNT(*) FROM t").fetchone()[0])
        except sqlite3.DatabaseError:
            rows.add(-1)
    assert (rows == {20}) is lasts


@recorded
def test_everything_that_a_program_does_in_the_folder_is_recorded_and_nothing_else(place: Path) -> None:
    events = run(
        place,
        """
import os, shutil, threading
os.makedirs(place + '/a/b')
with open(place + '/a/b/log', 'a') as file:
    file.write('one'); file.flush(); file.write('two'); file.flush(); os.fsync(file.fileno())
with open(place + '/a/b/log', 'a') as file:
    file.write('three')
with open(place + '/a/b/log', 'r+b') as file:
    file.seek(1); file.write(b'N'); file.flush(); file.truncate(9)
shutil.copyfile(place + '/a/b/log', place + '/copy')
os.link(place + '/copy', place + '/other'); os.unlink(place + '/copy')
handle = os.open(place, os.O_RDONLY); os.fsync(handle); os.close(handle)
threading.Thread(target=lambda: open(place + '/thread', 'wb').write(b'x')).start()
open(place + '/../outside', 'wb').write(b'y')
""",
    )
    assert tree(place) == {"a": None, "a/b": None, "a/b/log": b"oNetwothr", "file": OLD, "other": b"oNetwothr",
                           "thread": b"x"}  # fmt: skip
    assert sum(isinstance(event, Sync) for event in events) == 2
    assert [event.size for event in events if isinstance(event, Resize)] == [9]


@recorded
def test_what_cannot_be_replayed_is_refused(place: Path) -> None:
    mapped = "import mmap; f = open(place + '/file', 'r+b'); m = mmap.mmap(f.fileno(), 0); m[0:3] = b'abc'"
    for program in (mapped, "import os; os.mkdir(place + '/a'); os.rename(place + '/file', place + '/a/file')"):
        with pytest.raises(powerlog.NotRecorded):
            run(place, program)
