"""One piece of a phrase, and the pieces that mean nothing."""

from __future__ import annotations

from dataclasses import dataclass

from .spans import Span


@dataclass(slots=True)
class Item:
    """One piece of a phrase: what it is (``sym``), its number, the days it stands for.

    Items are shared between phrases: never change one. ``slip`` says that its words lack marks without which they
    may be others.
    """

    sym: str
    num: int = 0
    spans: tuple[Span, ...] = ()
    starts_line: bool = False
    slip: bool = False


# A word with no meaning here; a piece that is not understood.
REMARK = Item("x")
STRANGE = Item("strange")
