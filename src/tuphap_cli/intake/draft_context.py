"""What the reading of a plan's rows needs to know of the plan as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain.deadlines import read_deadline
from ..domain.draft import KnownUnit
from ..domain.model import Reading


@dataclass(frozen=True, slots=True)
class DraftContext:
    """What the clerk said of the plan.

    ``year_of_issue`` is set where the plan is titled for later years; ``is_plan`` says that "Kế hoạch"
    alone means it; ``recognised`` that a machine has read the words in pictures of pages.
    """

    year: int | None
    issued: date | None
    known: Sequence[KnownUnit]
    create_units: bool
    before_counts: bool = False
    workday: Callable[[date, int], date] | None = None
    year_of_issue: int | None = None
    is_plan: bool = True
    recognised: bool = False
    _read: dict[tuple[str, int], Reading] = field(default_factory=dict, compare=False)

    def read(self, phrase: str, year: int) -> Reading:
        """What ``phrase`` says of a deadline in a plan of ``year``; a plan repeats few phrases many times."""
        found = self._read.get((phrase, year))
        if found is None:
            found = self._read[phrase, year] = read_deadline(
                phrase,
                year,
                issued=self.issued,
                before_counts=self.before_counts,
                workday=self.workday,
                is_plan=self.is_plan,
            )
        return found
