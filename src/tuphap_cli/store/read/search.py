"""Tasks found by words: a phrase as such, else all of its words, else some of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ...text import shadow
from ...text import words as folded
from .filters import Filters
from .queries import TaskRow, task_rows


class Sought(NamedTuple):
    """What is looked for, folded: ``phrases`` are a word each, or several words that stand one behind the other."""

    phrases: tuple[str, ...]

    @classmethod
    def typed(cls, texts: Iterable[str]) -> Sought:
        """What was typed: what was quoted is one of ``texts``, and a phrase."""
        return cls(tuple(filter(None, (" ".join(folded(text)) for text in texts))))

    @property
    def words(self) -> tuple[str, ...]:
        """All single words."""
        return tuple(" ".join(self.phrases).split())

    @property
    def apart(self) -> Sought:
        """The same words, wherever they stand."""
        return Sought(self.words)

    def stands_in(self, text: str) -> bool:
        """Whether all of it is in ``text``, the last word of a phrase at least as the beginning of one."""
        within = shadow([text])
        return all(f" {phrase}" in within for phrase in self.phrases)


def search(
    connection: sqlite3.Connection, day: date, sought: Sought, within: Filters, *, some: bool = False
) -> tuple[list[TaskRow], Sought]:
    """The tasks ``within`` a filter that hold what is ``sought``, and what it was that they hold.

    Where no task has the phrases, those with all of the words; where none has, with ``some`` those that have a part.
    """
    wanted = [(sought, within._replace(words=sought.phrases)), (sought.apart, within._replace(words=sought.words))]
    if some:
        wanted.append((sought.apart, within._replace(some_words=sought.words)))
    for meant, filters in wanted:
        if rows := list(task_rows(connection, day, filters)) if sought.phrases else []:
            return rows, meant
    return [], sought
