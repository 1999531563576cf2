"""How the screen asks while the keys go on: one question at a time, and of those that come meanwhile only the last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.dom import DOMNode

from . import desk
from .desk import Called

T = TypeVar("T")


class Asker(Generic[T]):
    """Asks the register in a thread for ``owner``, and gives what it answers to ``answered``.

    A question that has begun cannot be called back: a new one waits until it is answered, in the place of any that
    waited before, and the answer to a question that another has followed is not shown.
    """

    def __init__(self, owner: DOMNode, answered: Callable[[Called[T]], None]) -> None:
        self._owner, self._answered = owner, answered
        self._next: Callable[[], T] | None = None
        self._asking = False

    def ask(self, question: Callable[[], T]) -> None:
        """Ask ``question`` now, or as soon as the one under way is answered."""
        self._next = question
        if not self._asking:
            self._asking = True
            self._owner.run_worker(self._ask_on())

    async def _ask_on(self) -> None:
        try:
            while (question := self._next) is not None:
                self._next = None
                answer = await asyncio.to_thread(desk.called, question)
                if self._next is None:
                    self._answered(answer)
        finally:
            self._asking = False
