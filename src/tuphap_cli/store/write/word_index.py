"""Keeps the index of words (``store/word_bits.py``) as the tasks are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from ..word_bits import BLOCK, bits_by_block, to_bytes

WORDS_AT_ONCE = 500  # words that a statement may name
BLOCKS_AT_ONCE = 16  # blocks that are held in memory
NEXT = "SELECT MIN(id) FROM task WHERE id > CAST(? AS BIGINT)"
# Between them are the numbers of tasks and blocks, whoever wrote them; a server takes them for BIGINT alone.
LEAST, MOST = -(2**63), 2**63 - 1
SHADOWS = "SELECT id, shadow FROM task WHERE id >= :first AND id <= CAST(:last AS BIGINT)"
HELD = "SELECT word, tasks FROM word_block WHERE block = ? AND word IN ({words})"
PUT = """
INSERT INTO word_block (word, block, tasks) VALUES (?, ?, ?)
ON CONFLICT (word, block) DO UPDATE SET tasks = excluded.tasks
"""
CLEAR = "DELETE FROM word_block WHERE word = ? AND block = ?"
CLEAR_ALL = "DELETE FROM word_block"


def settle(connection: sqlite3.Connection, reworded: Mapping[int, tuple[str, str]]) -> None:
    """Let the index follow from tasks whose words are others now: by number, their ``shadow`` before and after.

    "" is that of a task which was not there, or is not any more.
    """
    gone = bits_by_block((task, before) for task, (before, _after) in reworded.items() if before)
    come = bits_by_block((task, after) for task, (_before, after) in reworded.items())
    for block in gone.keys() | come.keys():
        old, new = gone.get(block, {}), come.get(block, {})
        words = sorted(old.keys() | new.keys())
        held = _held(connection, block, words)
        wanted = {word: held.get(word, 0) & ~old.get(word, 0) | new.get(word, 0) for word in words}
        put(connection, block, {word: bits for word, bits in wanted.items() if bits != held.get(word, 0)})


def _held(connection: sqlite3.Connection, block: int, words: list[str]) -> dict[str, int]:
    """What the index has of ``words`` in a block."""
    found: dict[str, int] = {}
    for start in range(0, len(words), WORDS_AT_ONCE):
        some = words[start : start + WORDS_AT_ONCE]
        rows = connection.execute(HELD.format(words=", ".join("?" * len(some))), (block, *some))
        found |= {word: int.from_bytes(tasks, "little") for word, tasks in rows}
    return found


def put(connection: sqlite3.Connection, block: int, words: Mapping[str, int]) -> None:
    """Write the bits of words in a block; those that have none are taken out."""
    connection.executemany(PUT, [(word, block, to_bytes(bits)) for word, bits in words.items() if bits])
    connection.executemany(CLEAR, [(word, block) for word, bits in words.items() if not bits])


def fill(connection: sqlite3.Connection) -> None:
    """Make the whole index anew."""
    connection.execute(CLEAR_ALL)
    for _blocks, tasks in by_blocks(connection):
        for block, words in bits_by_block(tasks).items():
            put(connection, block, words)


def by_blocks(connection: sqlite3.Connection) -> Iterator[tuple[range, Iterable[tuple[int, str]]]]:
    """Some blocks at a time, in order: which, and the number and ``shadow`` of each task in them.

    Blocks without tasks are passed over: another program may have put a task's number far beyond all others.
    """
    last = LEAST
    while (task := connection.execute(NEXT, (last,)).fetchone()[0]) is not None:
        blocks = range(task // BLOCK, task // BLOCK + BLOCKS_AT_ONCE)
        last = min(blocks.stop * BLOCK - 1, MOST)
        yield blocks, connection.execute(SHADOWS, {"first": task, "last": last}).fetchall()
