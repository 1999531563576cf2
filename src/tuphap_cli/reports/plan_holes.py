"""Which item numbers are lacking in a plan's own numbering."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain import missed

_LONGEST = 4  # digits of a number that counts items; longer ones are years and the like


def item_holes(items: Sequence[str]) -> list[str]:
    """The item numbers that are lacking in a plan's own numbering ("II.3"), counted under each heading.

    A number that only heads others ("4" above "4.1") is not lacking.
    """
    series: dict[str, list[int]] = {}
    for item in items:
        head, dot, last = item.rpartition(".")
        if last.isdecimal() and len(last) <= _LONGEST:
            series.setdefault(head + dot, []).append(int(last))
    lacking = ((head, missed.missing_items(numbers)) for head, numbers in series.items() if not _whole(numbers))
    holes = [f"{head}{n}" for head, several in lacking for n in several]
    if not holes:
        return []
    above = {item[:at] for item in items for at, letter in enumerate(item) if letter == "."}
    return [hole for hole in holes if hole not in above]


def _whole(numbers: Sequence[int]) -> bool:
    """Whether the numbers run from 1 to the highest in their order, as most do."""
    return list(numbers) == list(range(1, len(numbers) + 1))
