"""The names that a unit has borne: which one on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class FormerName(NamedTuple):
    """A name that was borne until the day before ``changed_on``, when ``document`` changed it."""

    name: str
    changed_on: date
    document: str


def name_on(last: str, former: Sequence[FormerName], day: date) -> str:
    """The name borne on ``day``, of the ``former`` ones in the order of their days and the ``last`` one."""
    return next((one.name for one in former if one.changed_on > day), last)
