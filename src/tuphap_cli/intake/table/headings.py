"""What the heading of a column says it holds: a table of wordings; knows no rows."""

from __future__ import annotations

import re
from functools import lru_cache

from ...domain.model import N_
from ...text import clean, fold
from .heading_words import WORDS, Field
from .people_words import PEOPLE_WORDS

# What each is called where a person reads it.
FIELD_NAMES = {
    Field.ITEM: N_("item number"),
    Field.PART: N_("number of the part"),
    Field.TITLE: N_("task"),
    Field.PRODUCT: N_("product"),
    Field.LEAD: N_("lead unit"),
    Field.SUPPORT: N_("supporting units"),
    Field.DEADLINE: N_("deadline"),
    Field.GROUP: N_("group of tasks"),
    Field.NOTE: N_("notes"),
    Field.DONE: N_("day of completion"),
    Field.DOCUMENT: N_("document of completion"),
    Field.EXTENDED: N_("adjusted deadline"),
    Field.STATUS: N_("state"),
    Field.LEADER: N_("leader in charge"),
    Field.OFFICER: N_("officer in charge"),
    Field.EXTRA: N_("kept as it is"),
}

_FOOTNOTE = re.compile(
    r"[\u00b9\u00b2\u00b3\u2070-\u2079*†‡]+|\[\d{1,2}\]|\(\d{1,2}\)(?=\s*$)|(?<=[^\W\d_])\d{1,2}(?=\s*$)"
)


@lru_cache(maxsize=1024)
def meaning(heading: str) -> tuple[Field, int] | None:
    """What a heading says its column holds, with the weight of the wording; None where no line of the table fits."""
    words = words_of(heading)
    if not words:
        return (Field.ITEM, 5) if heading.strip() == "#" else None
    padded = f" {words} "
    if " chu tri " in padded and " phoi hop " in padded:
        return (Field.LEAD, 9)
    return next(((what, weight) for what, weight, wording in WORDS if _fits(wording, words)), None)


@lru_cache(maxsize=1024)
def person_of(heading: str) -> Field | None:
    """Whether a heading names a leader or an officer rather than a unit; None where it does not."""
    words = words_of(heading)
    return next((what for what, wording in PEOPLE_WORDS if _fits(wording, words)), None)


def _fits(wording: str, words: str) -> bool:
    """Whether the folded ``words`` of a heading have a wording of the table."""
    if wording.startswith("= "):
        return words == wording[2:]
    if wording.startswith("^ "):
        return f"{words} ".startswith(f"{wording[2:]} ")
    return _in_order(wording, f" {words} ")


def _in_order(wording: str, padded: str) -> bool:
    """Whether the words are in a heading; ".." stands for any between them."""
    if ".." not in wording:
        return f" {wording} " in padded
    first, last = wording.split(" .. ")
    at = padded.find(f" {first} ")
    return at >= 0 and padded.find(f" {last} ", at + len(first)) >= 0


@lru_cache(maxsize=1024)
def words_of(heading: str) -> str:
    """The words of a heading, folded, without footnote marks."""
    text = fold(_FOOTNOTE.sub(" ", clean(heading)))
    return " ".join(re.findall(r"[^\W_]+", text))
