"""A small grammar: forms over items, the longest form first; knows nothing of dates.

A form is one line: a pattern and what it makes of the items that bear a value (numbers and days), in order.
In a pattern ``a|b`` is either, ``[a]`` may be missing, an upper-case name stands for its line in the grammar's
``names``, and a final ``...`` takes everything up to the end of the sentence or the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from .tokens import Item


@dataclass(frozen=True, slots=True)
class Context:
    """What the words do not say: the plan's year, the day of issue, the calendar, what "before" means."""

    year: int
    issued: date | None = None
    before_counts: bool = False
    workday: Callable[[date, int], date] | None = None


Builder = Callable[[Context, Sequence[Item]], Item | None]
SENTENCE_END = frozenset((".", ";"))
# Items that bear a value even where it is 0; a builder may count on them.
_VALUED = frozenset(("n", "y", "r", "w", "DOM", "WK", "Tday", "Twork", "Tweek", "Tmonth", "S", "RS"))


@dataclass(slots=True)
class _Node:
    below: dict[str, _Node] = field(default_factory=dict)
    build: Builder | None = None
    build_rest: Builder | None = None


class Grammar:
    """A table of forms, compiled to a tree over the symbols of items."""

    def __init__(self, *forms: tuple[str, Builder], names: dict[str, str] | None = None) -> None:
        self._root = _Node()
        for pattern, build in forms:
            for symbols in _expanded(pattern, names or {}):
                self._add(symbols, build)

    def _add(self, symbols: tuple[str, ...], build: Builder) -> None:
        node = self._root
        for symbol in symbols:
            if symbol == "...":
                node.build_rest = node.build_rest or build
                return
            node = node.below.setdefault(symbol, _Node())
        node.build = node.build or build

    def rewrite(self, items: list[Item], context: Context) -> list[Item]:
        """``items`` with every form replaced by what it makes, from the left, the longest first.

        What a form made may begin another form, so that lists grow. A builder that returns None declines.
        """
        i = 0
        while i < len(items):
            node = self._root.below.get(items[i].sym)
            made = node and self._longest(node, items, i, context)
            if made:
                end, item = made
                items[i:end] = [item]
            else:
                i += 1
        return items

    def _longest(self, node: _Node, items: list[Item], i: int, context: Context) -> tuple[int, Item] | None:
        found: list[tuple[int, Builder, bool]] = []
        end = i + 1
        here: _Node | None = node
        while here is not None:
            if here.build_rest:
                found.append((_sentence_end(items, end), here.build_rest, True))
            if here.build:
                found.append((end, here.build, False))
            here = here.below.get(items[end].sym) if end < len(items) else None
            end += 1
        if len(found) > 1:
            found.sort(key=lambda f: f[0])  # stable: an exact form wins over a rest that ends at the same place
        for end, build, takes_rest in reversed(found):
            taken = items[i:end]
            item = build(context, taken if takes_rest else _valued(taken))
            if item is not None:
                return end, item
        return None


def _valued(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.spans or item.num or item.sym in _VALUED]


def _sentence_end(items: Sequence[Item], i: int) -> int:
    while i < len(items) and items[i].sym not in SENTENCE_END and not items[i].starts_line:
        i += 1
    return i


def _expanded(pattern: str, names: dict[str, str]) -> Iterator[tuple[str, ...]]:
    choices: list[list[str]] = []
    for part in pattern.split():
        bare = part.strip("[]")
        options = [o for name in bare.split("|") for o in names.get(name, name).split("|")]
        choices.append([*options, ""] if part.startswith("[") else options)
    for symbols in product(*choices):
        yield tuple(s for s in symbols if s)
