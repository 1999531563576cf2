"""Gives every task of a plan a number that is unique in it, as near as possible to the printed one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ..domain.draft import DraftGroup
from .plan_findings import Findings
from .table import item_labels
from .table.rawtask import RawTask


def unique_items(tasks: Sequence[RawTask], groups: Sequence[DraftGroup], findings: Findings) -> list[str]:
    """The unique number of each task, in order.

    The plan's own numbers stay where they run on through the plan; where they begin again in every group the
    group's label is put before them ("II.3"), with its parents' where that is needed ("A.II.3").
    """
    own, made = _own(tasks, groups)
    ways: list[Callable[[int], str]] = [
        lambda i: own[i],
        lambda i: _prefixed(own[i], _label(tasks[i].group, groups)),
        lambda i: _prefixed(own[i], _label(_top(tasks[i].group, groups), groups)),
        lambda i: _prefixed(own[i], _path(tasks[i].group, groups)),
    ]
    candidates: list[list[str]] = []
    for way in ways:
        candidates.append([way(i) for i in range(len(tasks))])
        if not _repeated(candidates[-1]):
            break  # none is better
    return _unique(min(candidates, key=_repeated), tasks, made, findings)


def _repeated(items: list[str]) -> int:
    return len(items) - len(set(items))


def _own(tasks: Sequence[RawTask], groups: Sequence[DraftGroup]) -> tuple[list[str], set[int]]:
    """The number of each task within its group, and which tasks were given one because they print none."""
    printed = any(t.number for t in tasks)
    own: list[str] = []
    made: set[int] = set()
    counts: Counter[tuple[int | None, str]] = Counter()
    last: tuple[int | None, str] = (None, "")
    for position, task in enumerate(tasks):
        head = last[1] if last[0] == task.group else ""
        if item_labels.style(task.number)[0] == "lower":
            own.append(_prefixed(task.number, head or _numeric(task.group, groups)))
        elif task.number:
            last = (task.group, task.number)
            own.append(task.number)
        else:
            made.add(position)
            counts[task.group, head] += 1
            count = counts[task.group, head]
            below = f"{head}-{count + 1}" if head else _prefixed(str(count), _numeric(task.group, groups))
            own.append(below if printed else str(position + 1))
    return own, made


def _numeric(group: int | None, groups: Sequence[DraftGroup]) -> str:
    label = _label(group, groups)
    return label if item_labels.style(label)[0] == "number" else ""


def _label(group: int | None, groups: Sequence[DraftGroup]) -> str:
    return item_labels.short(groups[group].label) if group is not None else ""


def _top(group: int | None, groups: Sequence[DraftGroup]) -> int | None:
    while group is not None and groups[group].parent is not None:
        group = groups[group].parent
    return group


def _path(group: int | None, groups: Sequence[DraftGroup]) -> str:
    path = ""
    while group is not None:
        own = _label(group, groups)
        path = _prefixed(path, own) if path else own
        group = groups[group].parent
    return path


def _prefixed(item: str, label: str) -> str:
    """``label`` before ``item``, unless the item repeats it already (III.1 under III, 5.1.1 under 5.1)."""
    if not label or item.startswith(label + "."):
        return item
    return f"{label}.{item}"


def _unique(items: list[str], tasks: Sequence[RawTask], made: set[int], findings: Findings) -> list[str]:
    taken = set(items)
    seen: set[str] = set()
    counts: dict[str, int] = {}  # the last number given behind an item, since thousands may have the same one
    result: list[str] = []
    for position, (item, task) in enumerate(zip(items, tasks, strict=True)):
        unique = item
        if item in seen:
            count = counts.get(item, 1) + 1
            while (unique := f"{item}-{count}") in taken:
                count += 1
            counts[item] = count
            taken.add(unique)
            findings.add("item.duplicate", task.place, "", item, item=item, unique=unique)
        elif position in made:
            findings.add("item.made", task.place, "", task.number, unique=item)
        seen.add(unique)
        result.append(unique)
    return result
