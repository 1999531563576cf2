"""task find: the best first, with the places in which the words were found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ..domain.model import N_
from ..i18n import _
from ..store.read.queries import TaskRow
from ..store.read.search import Hit, Sought
from ..text import fold, shadow

_TOKEN = re.compile(r"[^\W_]+")
_OPENING, _CLOSING = "«", "»"
_IN_A_ROW = 6  # what it weighs that all words stand in a row, beside what each weighs: see _weight
# Where words may be found beside the title, each with its texts of a row; the group's name weighs least.
_PLACES = (
    (N_("Product"), lambda row: (row.product,)),
    (N_("Item"), lambda row: (row.item,)),
    (N_("Lead"), lambda row: (row.unit, row.unit_name)),
    (N_("Decision"), lambda row: (row.decision,)),
    (N_("Leader"), lambda row: (row.leader,)),
    (N_("Officer"), lambda row: (row.officer,)),
    (N_("Group"), lambda row: (row.group_title,)),
)


def ranked(hits: Iterable[Hit], sought: Sought) -> list[int]:
    """The tasks that hold any of the words, best first: all words before some; in the title before elsewhere, in the
    group's name last, whole before part, in a row before scattered; then early before late."""
    phrase, words = " ".join(sought.words), sought.words
    forms = [(f" {word} ", f" {word}") for word in words]
    beginnings = [beginning for _whole, beginning in forms]
    folded_group = cache(lambda name: shadow([name]))  # thousands of tasks are in a few groups

    def key(hit: Hit) -> tuple[int, int, int, int, int]:
        title, group, holds = shadow([hit.title]), folded_group(hit.group_title), hit.shadow.__contains__
        own = hit.shadow.replace(group, " ") if group.strip() else hit.shadow
        weight = sum([_weight(whole, beginning, title, own, group) for whole, beginning in forms])
        weight += _IN_A_ROW * ((phrase in title) + (phrase in own))
        inside = sum(map(holds, beginnings))
        anywhere = inside if inside == len(words) else sum(map(holds, words))
        return -inside, -weight, -anywhere, hit.shadow.find(phrase), hit.task

    return [task for *_points, anywhere, _at, task in sorted(map(key, hits)) if anywhere]


def _weight(whole: str, beginning: str, title: str, own: str, group: str) -> int:
    """How much it weighs in which of its places a row has a word: as a whole one, or as the beginning of one."""
    if whole in title:
        return 8
    if whole in own:
        return 6
    if beginning in title:
        return 4
    if beginning in own:
        return 3
    return 2 if whole in group else 1 if beginning in group else 0


def found_in(row: TaskRow, sought: Sought) -> str:
    """The places beside the title in which what is sought was found: "Product, Group"; "" for the title alone."""
    return ", ".join(_(name) for name, texts in _PLACES if any(_spans(text, sought) for text in texts(row)))


def marked(text: str, sought: Sought) -> str:
    """``text`` with what is sought in it between « and »."""
    found, end = [], 0
    for start, stop in _spans(text, sought):
        found += [text[end:start], _OPENING, text[start:stop], _CLOSING]
        end = stop
    return "".join([*found, text[end:]])


def _spans(text: str, sought: Sought) -> list[tuple[int, int]]:
    """From where to where the words stand in ``text``; those that touch are one.

    Where they stand there in the order in which they were typed, only so; else each that is a whole word only as
    such: "ho" is marked in "hồ sơ", not also in "kế hoạch".
    """
    tokens = [(found.start(), found.end(), fold(found[0])) for found in _TOKEN.finditer(text)]
    whole = set(_places_of(tokens, list(sought.words), whole=True) or _places_of(tokens, list(sought.words)))
    hit = whole or {
        n
        for phrase in map(str.split, sought.phrases)
        for n in _places_of(tokens, phrase, whole=True) or _places_of(tokens, phrase)
    }
    spans: list[tuple[int, int]] = []
    last = -2
    for n in sorted(hit):
        start, stop, _word = tokens[n]
        joined = n == last + 1 and not text[tokens[last][1] : start].strip()
        spans = [*spans[:-1], (spans[-1][0], stop)] if joined else [*spans, (start, stop)]
        last = n
    return spans


def _places_of(tokens: Sequence[tuple[int, int, str]], words: Sequence[str], *, whole: bool = False) -> list[int]:
    """At which of the ``tokens`` the ``words`` stand one behind the other; the last may only begin one, or not."""
    *before, last = words
    found: list[int] = []
    for end in range(len(before), len(tokens)):
        word = tokens[end][2]  # most of a text is past by its first look
        if word == last if whole else word.startswith(last):
            start = end - len(before)
            if [token[2] for token in tokens[start:end]] == before:
                found += range(start, end + 1)
    return found
