"""Which units a list has to be read for when only so many of its rows are shown, in the order of the units' names."""

from __future__ import annotations

from collections.abc import Mapping

from ..store.read.filters import Filters
from ..text import sort_key


def first_units(
    counted: Mapping[int | None, int], names: Mapping[int | None, tuple[str, str]], limit: int
) -> list[Filters]:
    """Filters for the first units by name that have ``limit`` rows together, by how many each has."""
    taken: list[int] = []
    found: list[Filters] = []
    number = 0
    for unit in sorted(counted, key=lambda unit: sort_key(names[unit][1])):
        if number >= limit:
            break
        number += counted[unit]
        if unit is None:
            found.append(Filters(led=False))
        else:
            taken.append(unit)
    return [*found, Filters(units=tuple(taken))] if taken else found
