"""Codes and kinds for units that a plan names and the register does not know yet."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from ...domain.draft import KnownUnit
from ...domain.model import UnitKind
from ...text import clean, fold

_SMALL = {"va", "cac", "cua", "cap", "thuoc", "trong", "ve"}
_LONGEST, _CUT = 8, 6  # letters of a code as offices write them; of a longer name the first ones stand for it


class ProposedCode(NamedTuple):
    """The code under which a new unit would be entered; ``taken`` is the shorter one that stands for another."""

    code: str
    taken: str = ""


def proposed_codes(names: Sequence[str], known: Sequence[KnownUnit]) -> dict[str, ProposedCode]:
    """A code for each of ``names``, by which neither a ``known`` unit nor another of them goes, also as its name."""
    gone = {fold(word) for unit in known for word in (unit.code, unit.name, *unit.aliases)} | set(map(fold, names))
    found: dict[str, ProposedCode] = {}
    for name in names:
        code, short = code_for(name, gone), short_code(name)
        found[name] = ProposedCode(code, "" if code == short else short)
        gone.add(fold(code))
    return found


def short_code(name: str) -> str:
    """A short code for ``name``: its initials, abbreviations whole.

    "Sở Khoa học và Công nghệ" → "SKHCN"; "Phòng PBGDPL" → "PBGDPL"; "Phòng Tư pháp TP Bạc Liêu" → "PTPTPBL".
    """
    parts = _parts(name)
    code = "".join(_initial(part) for part in parts)
    if len(code) <= _LONGEST:
        return code or "DV"
    if len(parts) > 1 and fold(parts[0]) == "phong":
        parts = parts[1:]
    first = _initial(parts[0].partition("&")[0])
    return first[:_LONGEST] if len(first) >= _CUT else "".join(_initial(part) for part in parts)[:_CUT]


def code_for(name: str, gone: Container[str]) -> str:
    """The short code of ``name``; where others go by it, a longer one: letters of the last word, then a number.

    ``gone`` holds what units go by, folded; the name itself may be among it, and is no hindrance.
    """
    return next(code for code in _codes(name) if fold(code) not in gone or fold(code) == fold(name))


def _codes(name: str) -> Iterator[str]:
    code = short_code(name)
    yield code
    last = _parts(name)[-1:]
    if last and not _is_abbreviation(last[0]):
        rest = fold(last[0]).upper()[1:]
        yield from (code + rest[:more] for more in range(1, len(rest) + 1))
    number = 2
    while True:
        yield f"{code}-{number}"
        number += 1


def _parts(name: str) -> list[str]:
    """The words of ``name`` that give its code letters."""
    parts = [word for word in re.split(r"[^\w&]+", clean(name)) if word and fold(word) not in _SMALL]
    return parts[1:] if len(parts) == 2 and _is_abbreviation(parts[1]) else parts


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
