"""The known words as trees, to be found with marks and without; cuts no phrase."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import NamedTuple

from .pieces import REMARK, Item
from .vocabulary import (
    DOING,
    FILLING,
    GLUED,
    MARKED_ONLY,
    MISSPELT,
    MONTH_NAMES,
    NUMBERED,
    NUMBERS_OR_WORDS,
    OTHER,
    ROMAN,
    TIME_OR_WORDS,
    UNMARKED_NUMBERS,
    WORDS,
    WORDS_WITHOUT_MARKS,
    submissions,
)
from .work_vocabulary import WORK

# A word that differs from one of these only in its marks may be a slip for it.
_TIME_WORDS = "day week month quarter year hour before after to end from every first mid last half once w"
_TIME = frozenset(_TIME_WORDS.split())
_NUMBERS = frozenset(("w", "month_name", "weekday", "quarter_name"))


def _without_mark(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return "d" if base == "đ" else base


BARE = {
    ord(c): _without_mark(c)
    for c in "đ" + "".join(map(chr, [*range(0xE0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA)]))
    if c == "đ" or (len(unicodedata.normalize("NFD", c)) > 1 and c == c.lower())
}

_Trie = dict[str, "_Trie | Item"]


def entries() -> Iterator[tuple[str, Item]]:
    for sym, words in [("skip", FILLING), ("do", DOING), *WORDS.items(), *WORK.items(), ("x", OTHER)]:
        item = REMARK if sym == "x" else Item(sym)
        for phrase in words.split("|"):
            yield " ".join(phrase.split()), item
    for sym, numbered in NUMBERED.items():
        for phrase, n in numbered.items():
            yield phrase, Item(sym, n)
    for phrase, n in MONTH_NAMES.items():
        yield phrase, Item("month_name", n)
        yield f"của {phrase}", Item("month_name", n)
    for phrase in MISSPELT:
        yield phrase, Item("w", MISSPELT[phrase], slip=True)
    for quarter in ("quý", "quí"):
        yield f"{quarter} tư", Item("quarter_name", 4)
    for phrase, n in ROMAN.items():
        yield phrase, Item("r", n)
        for quarter in ("quý", "quí", "q", "qúy", "qúi"):
            yield quarter + phrase, Item("quarter_name", n)
    for phrase in submissions():
        yield phrase, Item("do")


def _insert(root: _Trie, words: Iterable[str], item: Item) -> None:
    node = root
    for word in words:
        below = node.setdefault(word, {})
        assert isinstance(below, dict)
        node = below
    node.setdefault("", item)


class _Lexicon(NamedTuple):
    """The words as trees, for text with marks and for text without any, the unmarked shapes of single words, and what
    two words typed as one are ("hằngnăm")."""

    marked: _Trie
    unmarked: _Trie
    single: frozenset[str]
    glued: dict[str, tuple[Item, Item]]


@cache
def lexicon() -> _Lexicon:
    marked: _Trie = {}
    unmarked: _Trie = {}
    known = list(entries())
    for phrase, item in known:
        _insert(marked, phrase.split(), item)
        _insert(unmarked, phrase.split(), item)
    for phrase, item in known:
        if phrase in MARKED_ONLY:
            continue
        bare = phrase.translate(BARE).split()
        number = item.sym in _NUMBERS
        doubtful = number and not UNMARKED_NUMBERS.isdisjoint(bare)
        _insert(unmarked, bare, replace(item, slip=True) if doubtful else item)
        for words in product(*({word, word.translate(BARE)} for word in phrase.split())):
            lost = set(words) - set(phrase.split())
            own = " " not in phrase and not WORDS_WITHOUT_MARKS.isdisjoint(lost)
            if not own and (not number or NUMBERS_OR_WORDS.isdisjoint(lost)):
                _insert(marked, words, item if TIME_OR_WORDS.isdisjoint(lost) else replace(item, slip=True))
    single = frozenset(p.translate(BARE) for p, i in known if " " not in p and i.sym in _TIME)
    items = dict(reversed(known))
    pairs = [pair for first, second in GLUED for pair in product(first.split(), second.split())]
    glued = {a + b: (items[a], items[b]) for a, b in pairs}
    return _Lexicon(marked, unmarked, single - WORDS_WITHOUT_MARKS, glued)
