"""The index of words held against the tasks from which it follows, and putting it right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ...domain.model import N_, note
from ..word_bits import bits_by_block, to_bytes
from ..write import word_index
from ..write.change import Change
from .findings import REBUILD, HealthFinding, Weight

HELD = "SELECT word, block, tasks FROM word_block WHERE block >= CAST(:first AS BIGINT) AND block < :end"
BEYOND = "SELECT word, block FROM word_block WHERE block >= CAST(:first AS BIGINT) ORDER BY word, block"


def wrong_words(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The words, each with a block, of which the index has other tasks than have them."""
    first = word_index.LEAST
    for blocks, tasks in word_index.by_blocks(connection):
        right = {
            (word, block): to_bytes(bits)
            for block, words in bits_by_block(tasks).items()
            for word, bits in words.items()
        }
        rows = connection.execute(HELD, {"first": first, "end": blocks.stop})
        first = blocks.stop
        held = {(row[0], row[1]): row[2] for row in rows}
        wrong = (key for key in right.keys() | held.keys() if right.get(key) != held.get(key))
        yield from sorted(wrong, key=repr)  # a word of another program may be no text
    yield from ((row[0], row[1]) for row in connection.execute(BEYOND, {"first": first}))


def check_words(connection: sqlite3.Connection) -> Iterator[HealthFinding]:
    """The index has words otherwise than the tasks do: one finding, since one task has dozens."""
    wrong = {str(word) for word, _block in wrong_words(connection)}
    if wrong:
        text = N_("{n} words are not kept as the tasks have them, “{word}” among them; a search may miss tasks")
        what = note(text, n=len(wrong), word=min(wrong))
        yield HealthFinding("words", Weight.ERROR, what, "word_block", REBUILD)


def rebuild(change: Change) -> int:
    """Make the index anew where it is not as the tasks are; returns in how many places it was not.

    The journal gets the number, although the table is otherwise not in it: it was put right by hand.
    """
    wrong = sum(1 for _found in wrong_words(change.connection))
    if wrong:
        word_index.fill(change.connection)
        change.record("word_block", 0, {"wrong": wrong}, {"wrong": 0})
    return wrong
