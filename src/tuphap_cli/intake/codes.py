"""Codes and kinds for units that a plan names and the register does not know yet."""

from __future__ import annotations

from collections.abc import Container

from ..domain.model import UnitKind
from ..text import fold, words

_SMALL = {"va", "cac", "cua", "cap", "thuoc", "trong", "ve"}
_SHORT = 10


def code_for(name: str, taken: Container[str]) -> str:
    """A short code made of the initials of ``name`` that is not ``taken``: "Sở Khoa học và Công nghệ" → "SKHCN"."""
    initials = "".join(_initial(word) for word in words(name) if word not in _SMALL).upper()[:_SHORT] or "DV"
    code, number = initials, 2
    while code in taken:
        code, number = f"{initials}-{number}", number + 1
    return code


def _initial(word: str) -> str:
    return word if word.isdecimal() or word in {"ubnd", "hdnd"} else word[0]


def kind_of(name: str) -> str:
    """The kind of a unit by its name: one of many is collective, a centre a centre, all else external."""
    folded = f" {fold(name)} "
    if " cac " in folded or folded.startswith((" moi ", " tung ", " nhung ")) or "," in folded:
        return UnitKind.COLLECTIVE.value
    if folded.startswith((" trung tam ", " phong cong chung ")):
        return UnitKind.CENTRE.value
    if folded.startswith((" phong tu phap ",)):
        return UnitKind.DISTRICT_OFFICE.value
    if folded.startswith((" phong ", " van phong so", " thanh tra so")):
        return UnitKind.DIVISION.value
    return UnitKind.EXTERNAL.value
