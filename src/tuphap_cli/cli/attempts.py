"""A command that lost its turn is carried out again: a server took its transaction back for the sake of another's.

What it has done on the way that must not be done twice (a sentence, a question, a backup) is remembered in its order
and not done again. After what cannot be remembered (an entry that is kept, a mail that was sent) it is not repeated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from .. import errors

T = TypeVar("T")

REPEATS = 3
PAUSE = 0.05  # seconds before the first repeat, twice as long before each further one


class _Memory:
    """What one command has done that must not be done twice: each act by its key, with what it gave."""

    def __init__(self) -> None:
        self.acts: list[tuple[Hashable, object]] = []
        self.at = 0  # how many of them this attempt has come to
        self.repeatable = True


_memory: _Memory | None = None  # of the command that is carried out


def carried_out(command: Callable[[], T]) -> T:
    """What ``command`` answers; it is called again, REPEATS times at most, where it lost its turn on a server.

    Raises:
        RegisterBusy: it has lost its turn every time, or has done meanwhile what cannot be done again
    """
    global _memory  # noqa: PLW0603 - one command line at a time
    outer, memory = _memory, _Memory()
    _memory = memory
    try:
        for repeat in range(REPEATS + 1):
            memory.at = 0
            try:
                return command()
            except errors.RegisterBusy as error:
                if repeat == REPEATS or not memory.repeatable or not _lost_turn(error):
                    raise
            time.sleep(PAUSE * 2**repeat)
    finally:
        _memory = outer
    raise AssertionError


def once(key: Hashable, act: Callable[[], T]) -> T:
    """What ``act`` gives, or has given to this command at this point before.

    Where the command comes to something else this time (``key``), all that it does from there on is new.
    """
    memory = _memory
    if memory is None:
        return act()
    if memory.at < len(memory.acts) and memory.acts[memory.at][0] != key:
        del memory.acts[memory.at :]
    if memory.at == len(memory.acts):
        memory.acts.append((key, act()))
    memory.at += 1
    return cast(T, memory.acts[memory.at - 1][1])


def keep() -> None:
    """Say that the command has done what stays, so that it must not be carried out again."""
    if _memory is not None:
        _memory.repeatable = False


def _lost_turn(error: errors.RegisterBusy) -> bool:
    from ..store.server import server_faults

    return server_faults.is_lost_turn(error.__cause__)
