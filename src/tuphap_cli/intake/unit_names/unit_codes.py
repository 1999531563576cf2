"""Codes and kinds for units that a plan names and the register does not know yet."""

from __future__ import annotations

import re
from collections.abc import Container

from ...domain.model import UnitKind
from ...text import clean, fold

_SMALL = {"va", "cac", "cua", "cap", "thuoc", "trong", "ve"}
_LONGEST = 12


def code_for(name: str, taken: Container[str]) -> str:
    """A short code for ``name`` that is not ``taken``: its initials, abbreviations whole.

    "Sở Khoa học và Công nghệ" → "SKHCN"; "Phòng PBGDPL" → "PBGDPL"; "Phòng Tư pháp TP Bạc Liêu" → "PTPTPBL".
    """
    parts = [word for word in re.split(r"[^\w&]+", clean(name)) if word and fold(word) not in _SMALL]
    if len(parts) == 2 and _is_abbreviation(parts[1]):
        parts = parts[1:]
    initials = "".join(_initial(part) for part in parts)[:_LONGEST] or "DV"
    code, number = initials, 2
    while code in taken:
        code, number = f"{initials}-{number}", number + 1
    return code


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word == word.upper()


def _initial(word: str) -> str:
    whole = fold(word).upper().replace("&", "")
    return whole if _is_abbreviation(word) else whole[:1]


def unit_kind_of(name: str) -> str:
    """The kind of a unit by its name: one of many is collective, a centre a centre, all else external."""
    folded = f" {fold(name)} "
    if " cac " in folded or folded.startswith((" moi ", " tung ", " nhung ")) or "," in folded:
        return UnitKind.COLLECTIVE.value
    if folded.startswith((" trung tam ", " phong cong chung ")):
        return UnitKind.CENTRE.value
    if folded.startswith(" phong tu phap "):
        return UnitKind.DISTRICT_OFFICE.value
    if folded.startswith((" phong ", " p. ", " p.", " van phong so", " thanh tra so")):
        return UnitKind.DIVISION.value
    return UnitKind.EXTERNAL.value
