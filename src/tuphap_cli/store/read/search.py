"""Tasks found by words: a phrase as such, else all of its words, else some of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from ...domain.states import PRESENT
from ...text import shadow
from ...text import words as folded
from . import meaning, sql, word_search
from .filters import Filters

Row = TypeVar("Row")


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


class Hit(NamedTuple):
    """Of a task that was found, what it is ranked by: thousands may be found where a hundred are shown."""

    task: int
    title: str
    group_title: str
    shadow: str


def hits(connection: sqlite3.Connection, day: date, within: Filters) -> Iterator[Hit]:
    """The tasks ``within`` a filter on a day, in any order."""
    conditions, values = word_search.narrowed(connection, within).where()
    found = meaning.found([meaning.speaks(PRESENT), *conditions])
    rows = connection.execute(f"{sql.HITS} WHERE {found}", values | {"as_of": sql.as_of_text(day)})
    return map(Hit._make, rows)


def search(
    read: Callable[[Filters], Iterable[Row]], sought: Sought, within: Filters, *, some: bool = False
) -> tuple[list[Row], Sought]:
    """The tasks ``within`` a filter that hold what is ``sought``, as ``read`` gives them, and what it was they hold.

    Where no task has the phrases, those with all of the words; where none has, with ``some`` those that have a part.
    """
    wanted = [(sought, within._replace(words=sought.phrases)), (sought.apart, within._replace(words=sought.words))]
    if some:
        wanted.append((sought.apart, within._replace(some_words=sought.words)))
    for meant, filters in wanted:
        if rows := list(read(filters)) if sought.phrases else []:
            return rows, meant
    return [], sought
