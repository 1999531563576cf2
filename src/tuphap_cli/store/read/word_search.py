"""The tasks that a search for words has to read, by the index of words (``store/word_bits.py``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ..word_bits import LONGEST, tasks_in
from .filters import Filters

MOST = 100_000  # tasks that a statement may name; where more are found, all are gone through
WHOLE = "SELECT block, tasks FROM word_block WHERE word = :word"
BEGINNING = "SELECT block, tasks FROM word_block WHERE word >= :word AND word < :end"
_PAST_ALL = "\U0010ffff"  # behind whatever a word may go on with


class _Sought(NamedTuple):
    """A word to look up, as the index has it: whole, or the beginning of others."""

    word: str
    whole: bool


def narrowed(connection: sqlite3.Connection, filters: Filters) -> Filters:
    """The same filter, with the tasks that can have its words where the index tells few enough."""
    sought = {one for phrase in filters.words for one in _words_of(phrase)}
    chosen = [one for one in sought if one.whole or len(one.word) > 1]  # one letter begins too many
    if not chosen:
        return filters
    blocks: dict[int, int] | None = None
    for one in sorted(chosen, key=lambda one: (not one.whole, -len(one.word))):
        found = _blocks_of(connection, one)
        blocks = found if blocks is None else {b: both for b in blocks if (both := blocks[b] & found.get(b, 0))}
        if not blocks:
            return filters._replace(words=(), holding=())
    assert blocks is not None
    if sum(bits.bit_count() for bits in blocks.values()) > MOST:
        return filters
    holding = tuple(task for block in sorted(blocks) for task in tasks_in(block, blocks[block]))
    sure = len(chosen) == len(sought) and all(" " not in p and len(p) < LONGEST for p in filters.words)
    return filters._replace(words=() if sure else filters.words, holding=holding)


def _words_of(phrase: str) -> Iterable[_Sought]:
    """The words of a phrase, of which the last may go on."""
    *before, last = phrase.split()
    return [*(_Sought(word[:LONGEST], len(word) < LONGEST) for word in before), _Sought(last[:LONGEST], False)]


def _blocks_of(connection: sqlite3.Connection, sought: _Sought) -> dict[int, int]:
    """By block, the bits of the tasks that have a word."""
    found: dict[int, int] = {}
    statement = WHOLE if sought.whole else BEGINNING
    values = {"word": sought.word} | ({} if sought.whole else {"end": sought.word + _PAST_ALL})
    for block, tasks in connection.execute(statement, values):
        found[block] = found.get(block, 0) | int.from_bytes(tasks, "little")
    return found
