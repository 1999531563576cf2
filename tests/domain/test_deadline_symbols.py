"""The symbols of the deadline grammar: each that a form waits for is made, and each has its place in the legend."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Sequence

import pytest

from tests.support.deadline_cases import CASES
from tuphap_cli.domain import deadlines
from tuphap_cli.domain.deadlines import grammar, lexicon, read_deadline, tokens
from tuphap_cli.domain.deadlines.grammar import Grammar
from tuphap_cli.domain.deadlines.pieces import Item

# What the phrases of the cases do not happen to have.
MORE = ("năm 2021, năm 2022 và năm 2023", "sáng ngày 08/6/2021", "ngày 30/6/202 6")


def awaited() -> set[str]:
    """The symbols that stand in the forms of all grammars."""
    names = [f"{deadlines.__name__}.{module.name}" for module in pkgutil.iter_modules(deadlines.__path__)]
    values = [value for name in names for value in vars(importlib.import_module(name)).values()]
    found = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    forms = [form for one in found if isinstance(one, Grammar) for form in one._forms]
    return {symbol for parts, _build in forms for place in parts for symbol in place} - {"", "..."}


def words() -> set[str]:
    """The symbols of known words and of signs."""
    return {item.sym for _words, item in lexicon.entries()} | {item.sym for item in tokens._SIGNS.values()}


@pytest.fixture(scope="module")
def made() -> set[str]:
    """The symbols of all items that phrases become on their way to a reading."""
    seen: set[str] = set()
    longest = Grammar._longest

    def recorded(
        self: Grammar, node: grammar._Node, items: list[Item], at: int, context: grammar.ReadingContext
    ) -> tuple[int, Item] | None:
        found = longest(self, node, items, at, context)
        seen.update(item.sym for item in items)
        seen.update([found[1].sym] if found else [])
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Grammar, "_longest", recorded)
        for phrase in (*(case[0] for case in CASES), *MORE):
            read_deadline(phrase, 2021)
    return seen


def legend() -> Sequence[str]:
    """The symbols that the legend explains."""
    lines = (grammar.__doc__ or "").split("\n- ")[1:]
    return re.findall(r"``(\S+?)``", "".join(lines))


def test_every_symbol_that_a_form_waits_for_is_made(made: set[str]) -> None:
    assert awaited() - words() - made == set()


def test_the_legend_explains_every_symbol_that_is_no_word(made: set[str]) -> None:
    explained = legend()
    assert len(set(explained)) == len(explained)
    assert set(explained) == (made | awaited()) - words()
