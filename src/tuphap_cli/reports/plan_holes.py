"""Which item numbers are lacking in a plan's own numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..domain import missed

_NUMBER = re.compile(r"\d{1,4}")


def item_holes(items: Sequence[str]) -> list[str]:
    """The item numbers that are lacking in a plan's own numbering ("II.3"), counted under each heading.

    A number that only heads others ("4" above "4.1") is not lacking.
    """
    series: dict[str, list[int]] = {}
    for item in items:
        head, dot, last = item.rpartition(".")
        if _NUMBER.fullmatch(last):
            series.setdefault(head + dot, []).append(int(last))
    holes = [f"{head}{n}" for head, numbers in series.items() for n in missed.missing_items(numbers)]
    if not holes:
        return []
    above = {item[:at] for item in items for at, letter in enumerate(item) if letter == "."}
    return [hole for hole in holes if hole not in above]
