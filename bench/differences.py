"""Compares the answers of two trees of the program, figure by figure; what only the second says besides is no
difference."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
ABSENT = "(absent)"
# What a change of the file's format alone changes in an answer of `status`.
OF_THE_FILE = {"register", "last_backup", "private", "journal"}


@dataclass(slots=True)
class Compared:
    """What was compared: answers and figures, how many of each differ, and where."""

    registers: int = 0
    alone: int = 0  # registers that only one side was asked of
    days: int = 0
    answers: int = 0
    differing_answers: int = 0
    figures: int = 0
    differing: list[str] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)


def load(path: Path) -> dict[str, Json]:
    """The answers kept in a file."""
    found: dict[str, Json] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def compare(first: Path, second: Path) -> Compared:
    """All registers that two folders of answers have in common."""
    found = Compared()
    names, others = ({path.name for path in folder.glob("*.json.gz")} for folder in (first, second))
    found.alone = len(names ^ others)
    for name in sorted(names & others):
        found.registers += 1
        sides = [load(folder / name) for folder in (first, second)]
        found.days += _length(sides[0].get("days"))
        mine, theirs = (side.get("answers", {}) for side in sides)
        assert isinstance(mine, dict)
        assert isinstance(theirs, dict)
        found.answers += len(mine.keys() | theirs.keys())
        for question in mine.keys() | theirs.keys():
            before = len(found.differing)
            _walk(found, f"{name.partition('.')[0]}: {question}", mine.get(question), theirs.get(question), ())
            found.differing_answers += len(found.differing) > before
    found.differing.sort()
    return found


def _length(value: Json) -> int:
    return len(value) if isinstance(value, list) else 0


def _walk(found: Compared, question: str, first: Json, second: Json, path: tuple[str, ...]) -> None:
    """Compare two values below ``path`` of the answer to a question."""
    if path and path[-1] in OF_THE_FILE and " status" in question:
        return
    if isinstance(first, dict) and isinstance(second, dict):
        for name in first:
            _walk(found, question, first[name], second.get(name, ABSENT), (*path, name))
        found.added.update(".".join(word for word in (*path, name) if not word.isdecimal())
                           for name in second.keys() - first.keys())  # fmt: skip
    elif isinstance(first, list) and isinstance(second, list):
        if len(first) != len(second):
            found.differing.append(f"{question}: {'.'.join(path)}: {len(first)} rows | {len(second)} rows")
        for number, (mine, theirs) in enumerate(zip(first, second, strict=False)):
            _walk(found, question, mine, theirs, (*path, str(number)))
    else:
        found.figures += 1
        if first != second or type(first) is not type(second):
            found.differing.append(f"{question}: {'.'.join(path)}: {_short(first)} | {_short(second)}")


def _short(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:100]}…"


def lines(found: Compared, most: int) -> Iterator[str]:
    """What a comparison found, for people: the counts, then the first differences, one of each question at first."""
    equal = found.figures - len(found.differing)
    alone = f" ({found.alone} more were asked on one side only)" if found.alone else ""
    yield f"{found.registers} registers, {found.days} days{alone}"
    yield f"{found.answers:,} answers, {found.differing_answers:,} of them differ"
    yield f"{found.figures:,} figures and words compared: {equal:,} equal, {len(found.differing):,} differ"
    for name, count in sorted(found.added.items()):
        yield f"only the second has {name} ({count:,} times)"
    firsts: dict[str, str] = {}
    for text in found.differing:
        firsts.setdefault(text.rpartition(": ")[0].rpartition(": ")[0], text)
    yield from list(firsts.values())[:most]
