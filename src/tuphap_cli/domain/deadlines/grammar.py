"""A small grammar: forms over items, the longest form first; knows nothing of dates.

A form is one line: a pattern and what it makes of the items that have a value (numbers and days), in order.
In a pattern ``a|b`` is either, ``[a]`` may be missing, an upper-case name stands for its line in the grammar's
``names``, and a final ``...`` takes everything up to the end of the sentence or the line.

The symbols of items: a sign is its own; most in lower case are the lines of vocabulary.py, and have its words. The
others are made of figures, or by the forms:

- ``n`` a number in figures, ``y`` a year in four figures, ``docno`` the number and sign of a document
- ``iso`` behind a year: month and day follow (2021-06-30); ``serial`` the same of a day that a spreadsheet numbered
- ``lost`` between a year and a day: the sign there was lost in copying
- ``D`` a day, ``M`` a month, ``Q`` a quarter, ``Y`` a year; ``DL``, ``ML``, ``QL``, ``YL`` several of them
- ``DT`` a part of a day
- ``P`` a part of a month, quarter or year, or another period; ``R`` from one day or period to another
- ``E`` how often something recurs, ``per`` the period that something is counted by, ``times`` how often in one
- ``DOM`` a day of every month, ``DOMS`` several such days, ``DOME`` the last of them where they are a range
- ``MQ`` a month of every quarter, ``MQnext`` of the quarter after it; ``next_month``, ``next_quarter`` the one after
- ``WK`` a week by its number
- ``Tday``, ``Twork``, ``Tweek``, ``Tmonth`` a term in days, working days, weeks, months
- ``clock`` an hour of the day, ``time`` an hour to the second
- ``doc_day`` the day of a document; ``do_in`` and ``issued_in`` what is done, or has been issued, with "in" behind it
- ``round#`` a round with its number; ``S`` what a clause says, ``RS`` what it says of a round
- ``basis`` a document with its number that a deadline follows
- ``label`` a period that only names what is due on the day beside it
- ``strange`` a piece that is not understood
- ``slip``, ``broken`` behind everything: a word without its marks may be another; a year's figures were put together
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .pieces import Item

# What a symbol in a pattern also stands for: a remark may be a word for work, a document the plan's own.
KINDS = {
    "x": ("act", "report", "review", "label"),
    "doc": ("plan_doc",),
    "when": ("after_when",),
    "from": ("begin",),
}
REMARKS = frozenset(("x", *KINDS["x"]))


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What the words do not say: the plan's year, the day of issue, the calendar, what "before" means.

    ``is_plan`` says that the document calls itself a plan, so that "Kế hoạch" alone means it.
    """

    year: int
    issued: date | None = None
    before_counts: bool = False
    workday: Callable[[date, int], date] | None = None
    is_plan: bool = True


Builder = Callable[[ReadingContext, Sequence[Item]], Item | None]
_REST = "..."
_NO_SYMBOL = ("", _REST)
SENTENCE_END = frozenset((".", ";"))
# Items that have a value even where it is 0; a builder may count on them.
_VALUED = frozenset(
    ("n", "y", "r", "w", "DOM", "WK", "Tday", "Twork", "Tweek", "Tmonth", "S", "RS", "weekday", "daypart")
)


_Place = tuple[int, int]  # a form, and how many parts of its pattern have been passed


@dataclass(slots=True)
class _Node:
    """Where several forms have got to after the same symbols; the first form that ends here builds."""

    places: list[_Place]
    below: dict[str, _Node | None] = field(default_factory=dict)
    build: Builder | None = None
    build_rest: Builder | None = None


class Grammar:
    """A table of forms, read along the symbols of items.

    What a pattern allows is worked out as far as the phrases met have asked for it: written out at once, the
    optional parts of the longest forms are hundreds of thousands of lines.
    """

    def __init__(self, *forms: tuple[str, Builder], names: dict[str, str] | None = None) -> None:
        self._forms = [(_parts(pattern, names or {}), build) for pattern, build in forms]
        self._nodes: dict[tuple[_Place, ...], _Node] = {}
        self._root = self._node((form, 0) for form in range(len(self._forms)))

    def _node(self, places: Iterable[_Place]) -> _Node:
        """The node of ``places`` and of all that are reached from them by leaving optional parts out."""
        reached = sorted({(form, at) for form, first in places for at in self._open(form, first)})
        key = tuple(reached)
        if key not in self._nodes:
            node = self._nodes[key] = _Node(reached)
            for form, at in reached:
                parts, build = self._forms[form]
                if at == len(parts):
                    node.build = node.build or build
                elif _REST in parts[at]:
                    node.build_rest = node.build_rest or build
        return self._nodes[key]

    def _open(self, form: int, first: int) -> Iterator[int]:
        """The places of a form from ``first`` on as far as only optional parts are between."""
        parts = self._forms[form][0]
        yield first
        while first < len(parts) and "" in parts[first]:
            first += 1
            yield first

    def _below(self, node: _Node, symbol: str) -> _Node | None:
        """The node behind ``symbol``, or None where no form goes on with it."""
        if symbol not in node.below:
            forms = self._forms
            further = [
                (form, at + 1)
                for form, at in node.places
                if at < len(forms[form][0]) and symbol in forms[form][0][at]
            ]
            node.below[symbol] = self._node(further) if further and symbol not in _NO_SYMBOL else None
        return node.below[symbol]

    def rewrite(self, items: list[Item], context: ReadingContext) -> list[Item]:
        """``items`` with every form replaced by what it makes, from the left, the longest first.

        What a form made may begin another form, so that lists grow. A builder that returns None declines.
        """
        i = 0
        while i < len(items):
            node = self._below(self._root, items[i].sym)
            made = node and self._longest(node, items, i, context)
            if made:
                end, item = made
                if items[i].starts_line and not item.starts_line:
                    item = replace(item, starts_line=True)
                items[i:end] = [item]
            else:
                i += 1
        return items

    def _longest(self, node: _Node, items: list[Item], i: int, context: ReadingContext) -> tuple[int, Item] | None:
        found: list[tuple[int, Builder, bool]] = []
        end = i + 1
        here: _Node | None = node
        while here is not None:
            if here.build_rest:
                found.append((_sentence_end(items, end), here.build_rest, True))
            if here.build:
                found.append((end, here.build, False))
            here = self._below(here, items[end].sym) if end < len(items) else None
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
    """Where the sentence, the line or the bracket ends in which the item ``i`` is."""
    opened = 0
    while i < len(items) and items[i].sym not in SENTENCE_END and not items[i].starts_line:
        opened += (items[i].sym == "(") - (items[i].sym == ")")
        if opened < 0:
            break
        i += 1
    return i


def _parts(pattern: str, names: dict[str, str]) -> list[frozenset[str]]:
    """The symbols that may be in each place of ``pattern``; "" where the place may be left out."""
    parts = []
    for part in pattern.split():
        bare = part.strip("[]")
        options = [o for name in bare.split("|") for o in names.get(name, name).split("|")]
        options += [kind for option in options for kind in KINDS.get(option, ())]
        parts.append(frozenset([*options, ""] if part.startswith("[") else options))
    return parts
