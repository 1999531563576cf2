"""Which tasks have a word, as the index of words keeps it: by block of their numbers, a bit for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

BLOCK = 1024  # tasks, by their numbers, that share a row of each word
LONGEST = 40  # letters; of a longer word the index has the beginning


def bits_by_block(shadows: Iterable[tuple[int, str]]) -> dict[int, dict[str, int]]:
    """By block and word, the bits of the tasks that have it; of each task its number and its ``shadow`` are given."""
    found: dict[int, defaultdict[str, bytearray]] = {}
    for task, shadow in shadows:
        block, place = divmod(task, BLOCK)
        of_block = found.setdefault(block, defaultdict(_no_bits))
        byte, bit = place // 8, 1 << place % 8
        for word in shadow.split():
            of_block[word[:LONGEST]][byte] |= bit
    return {
        block: {word: int.from_bytes(bits, "little") for word, bits in words.items()}
        for block, words in found.items()
    }


def _no_bits() -> bytearray:
    """None of the tasks of a block."""
    return bytearray(BLOCK // 8)


def to_bytes(bits: int) -> bytes:
    """``bits`` as the column ``tasks`` holds them."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def tasks_in(block: int, bits: int) -> Iterator[int]:
    """The numbers of the tasks of a block that are in ``bits``, in order."""
    first = block * BLOCK
    while bits:
        yield first + (bits & -bits).bit_length() - 1
        bits &= bits - 1
