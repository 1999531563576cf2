"""Tells names from codes and numbers among the columns of a plan, by what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..files.source import SourceRow
from . import item_labels
from .cellkinds import Profile, profile
from .heading_words import Field
from .headings import words_of
from .plan_columns import PlanColumn
from .timecolumns import MAPPED

_WORDS_OF_A_TITLE = 3
_CHILD = ("con", "cu the", "chi tiet", "thanh phan")


def told_apart(columns: Sequence[PlanColumn], rows: Sequence[SourceRow]) -> list[PlanColumn]:
    """The columns with codes taken for no titles, and a second column of numbers for what it is."""
    found = [_without_codes(c, columns, rows) for c in columns]
    found = _with_second_numbers(found, rows)
    return _with_parents(found)


def _texts(column: PlanColumn, rows: Sequence[SourceRow]) -> list[str]:
    return [text for r in rows if (text := r.cell(column.index).text)]


def _profile(column: PlanColumn, rows: Sequence[SourceRow]) -> Profile:
    return profile(_texts(column, rows))


def _without_codes(column: PlanColumn, columns: Sequence[PlanColumn], rows: Sequence[SourceRow]) -> PlanColumn:
    """A column headed as the task that holds codes ("NV-01") is none, where another column has words."""
    if column.field is not Field.TITLE or column.weight >= MAPPED:
        return column
    found = _profile(column, rows)
    if not found.filled or found.codes < found.filled:
        return column
    others = [c for c in columns if c is not column and c.field in (Field.TITLE, Field.PRODUCT, Field.GROUP)]
    worded = any(_is_worded(c, rows) for c in others)
    return replace(column, field=Field.EXTRA) if worded else column


def _is_worded(column: PlanColumn, rows: Sequence[SourceRow]) -> bool:
    texts = _texts(column, rows)
    return 2 * sum(len(t.split()) >= _WORDS_OF_A_TITLE for t in texts) > len(texts)


def _with_second_numbers(columns: list[PlanColumn], rows: Sequence[SourceRow]) -> list[PlanColumn]:
    """A column beside that of the numbers in which every cell is a number or letter as well numbers the parts."""
    item = max((c for c in columns if c.field is Field.ITEM), key=lambda c: c.weight, default=None)
    if item is None:
        return columns
    made = []
    for column in columns:
        beside = column.index == item.index + 1 and column.field in (Field.EXTRA, Field.TITLE, Field.ITEM)
        if beside and column is not item and column.weight < MAPPED and _numbers_parts(column, rows):
            made.append(replace(column, field=Field.PART))
        else:
            made.append(column)
    return made


def _numbers_parts(column: PlanColumn, rows: Sequence[SourceRow]) -> bool:
    texts = [item_labels.cleaned(t) for t in _texts(column, rows)]
    kinds = {item_labels.style(t.split("\n")[-1])[0] for t in texts if t}
    short = all(len(t) <= 8 for t in texts)
    return len(texts) > 1 and short and bool(kinds) and kinds <= {"number", "lower", "roman", "upper"}


def _with_parents(columns: list[PlanColumn]) -> list[PlanColumn]:
    """Of "Nhiệm vụ" and "Nhiệm vụ cụ thể" the first names the group, the second the task."""
    titles = [c for c in columns if c.field is Field.TITLE]
    children = [c for c in titles if any(f" {w} " in f" {words_of(c.heading)} " for w in _CHILD)]
    if len(titles) != 2 or len(children) != 1 or any(c.field is Field.GROUP for c in columns):
        return columns
    parent = next(c for c in titles if c is not children[0])
    return [replace(c, field=Field.GROUP) if c is parent and c.weight < MAPPED else c for c in columns]
