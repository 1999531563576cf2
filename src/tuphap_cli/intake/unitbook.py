"""Finds the unit that a printed name means, among those of the register and those met in the same file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..text import clean, fold, words
from . import units
from .draft import KnownUnit

_SHORT = {
    "p": "phong",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tt": "trung tam",
    "vp": "van phong",
    "bql": "ban quan ly",
    "bch": "ban chi huy",
    "bcd": "ban chi dao",
    "tand": "toa an nhan dan",
    "vksnd": "vien kiem sat nhan dan",
    "tp": "thanh pho",
    "tx": "thi xa",
    "tw": "trung uong",
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "bhxh": "bao hiem xa hoi",
    "chqs": "chi huy quan su",
    "ttr": "thanh tra",
    "ca": "cong an",
    "vks": "vien kiem sat nhan dan",
    "thads": "thi hanh an dan su",
    "tgpl": "tro giup phap ly",
    "pbgdpl": "pho bien giao duc phap luat",
    "bttp": "bo tro tu phap",
    "hctp": "hanh chinh tu phap",
    "dbqh": "dai bieu quoc hoi",
    "ldld": "lien doan lao dong",
}
_WEIGHTLESS = {"va"}
# Bodies that every place has: without it they are not told apart.
_EVERYWHERE = {"uy ban nhan dan", "hoi dong nhan dan"}
_PLACE_AT_END = re.compile(r"(?: tinh| thanh pho| so(?: tu phap)?)$")
_WORDS_OF_A_NAME = 3
# What may stand after a unit's name without making it another unit.
_PLACE = re.compile(r"(?:tinh|thanh pho)(?: \w+){1,3}|(?:(?:thuoc|cua) )?so(?: tu phap)?|tinh|thanh pho")
_UNITS_UP_TO = 4_000
_TELLING_INITIALS = 4
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NEAREST, _NEAR_ENOUGH = 3, 0.6


@dataclass(frozen=True, slots=True)
class Resolution:
    """The units that a cell means: codes, or cleaned names where the register does not know them."""

    lead: str | None
    supports: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    further_leads: tuple[str, ...] = ()
    sentence: bool = False


@dataclass(slots=True)
class UnitBook:
    """The known units, and the names met so far that none of them bears."""

    known: Sequence[KnownUnit]
    met: dict[str, str] = field(default_factory=dict)
    _by_key: dict[str, str] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _names: list[tuple[str, str]] = field(default_factory=list)
    _found: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.known:
            self._codes.setdefault(_plain(unit.code), unit.code)
            for name in (unit.name, *unit.aliases):
                self._learn(name, unit.code)

    def _learn(self, name: str, code: str) -> None:
        self._by_key.setdefault(key(name), code)
        self._names.append((name, code))

    def find(self, name: str) -> str | None:
        """The code of the known unit that bears ``name`` (as code, name, alias or abbreviation), or None."""
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def _search(self, name: str) -> str | None:
        wanted = key(name)
        if not wanted:
            return None
        if code := self._codes.get(_plain(name)) or self._by_key.get(wanted):
            return code
        short = key(re.sub(r"\([^()]*\)", " ", name))
        if code := self._by_key.get(short):
            return code
        codes = {code for other, code in self._names if initials_match(name, other)}
        if len(codes) == 1:
            return codes.pop()
        codes = {
            code
            for other, code in self._names
            if len(other.split()) > 2
            and short.startswith(key(other) + " ")
            and _PLACE.fullmatch(short[len(key(other)) + 1 :])
        }
        return codes.pop() if len(codes) == 1 else self._without_place(name, short)

    def _without_place(self, name: str, wanted: str) -> str | None:
        """The one unit that ``name`` means where it leaves the place out, or adds it: "Cục THADS", "TT TGPL tỉnh"."""
        bare = _PLACE_AT_END.sub("", wanted)
        if bare in _EVERYWHERE:
            return None
        if len(bare.split()) < _WORDS_OF_A_NAME:
            return self._of_the_department(wanted)
        shorter = re.sub(r"\s+(?:tỉnh|thành phố|TP\.?)$", "", clean(name), flags=re.IGNORECASE)
        codes = {
            code
            for other, code in self._names
            if _PLACE_AT_END.sub("", key(other)) == wanted
            or bare == key(other)
            or (shorter != name and initials_match(shorter, other))
        }
        return codes.pop() if len(codes) == 1 else None

    def _of_the_department(self, wanted: str) -> str | None:
        """The unit of the department that bears the short name ``wanted``: "Văn phòng" is "Văn phòng Sở"."""
        same = {code: other for other, code in self._names if _PLACE_AT_END.sub("", key(other)) == wanted}
        own = [code for code, other in same.items() if key(other) in (f"{wanted} so", f"{wanted} so tu phap")]
        return own[0] if len(same) == len(own) == 1 and len(wanted.split()) > 1 else None

    def is_known(self, name: str) -> bool:
        """Whether ``name`` as a whole is a unit's code, name or alias; a place behind it is not passed over here."""
        return _plain(name) in self._codes or key(name) in self._by_key

    def named(self, name: str) -> tuple[str, bool]:
        """The code of ``name``, or the spelling under which it was first met; and whether it is known."""
        if code := self.find(name):
            return code, True
        wanted = key(name)
        if wanted not in self.met:
            same = {first for first in self.met.values() if initials_match(name, first)}
            self.met[wanted] = same.pop() if len(same) == 1 else name[:1].upper() + name[1:]
        return self.met[wanted], False

    def resolve(self, lead_text: str, support_text: str = "") -> Resolution:
        """Who leads and who supports by the texts of the two cells."""
        # No cell that names units is as long as this; what is that long is a text about them.
        long = len(lead_text) > _UNITS_UP_TO or len(support_text) > _UNITS_UP_TO
        lead_text, support_text = lead_text[:_UNITS_UP_TO], support_text[:_UNITS_UP_TO]
        cell = units.named(lead_text, self.is_known)
        leads = [self.named(name) for name in cell.leads]
        helpers = [self.named(n) for n in (*cell.supports, *units.split(support_text, self.is_known))]
        lead = leads[0][0] if leads else None
        supports = dict.fromkeys(code for code, _ in (*leads[1:], *helpers) if code != lead)
        unknown = dict.fromkeys(code for code, known in (*leads, *helpers) if not known)
        further = tuple(dict.fromkeys(code for code, _ in leads[1:] if code != lead))
        return Resolution(lead, tuple(supports), tuple(unknown), further, cell.sentence or long)


def resolve(text: str, known: Sequence[KnownUnit], support_text: str = "") -> Resolution:
    """Who leads and who supports by a lead cell's text; unknown names are listed in ``unknown``."""
    return UnitBook(known).resolve(text, support_text)


def nearest(name: str, known: Iterable[KnownUnit]) -> list[str]:
    """The names of known units that look most like ``name``, the best first."""
    import difflib

    by_fold = {fold(n): unit.name for unit in known for n in (unit.name, *unit.aliases)}
    close = difflib.get_close_matches(fold(name), by_fold, n=_NEAREST, cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys(by_fold[c] for c in close))


def key(name: str) -> str:
    """The words of ``name`` that tell it from other units: folded, abbreviations written out, "và" left out."""
    return " ".join(_SHORT.get(w) or _plain_number(w) for w in words(name) if w not in _WEIGHTLESS)


def _plain_number(word: str) -> str:
    """ "số 01" is "số 1"."""
    return word.lstrip("0") or "0" if word.isdecimal() else word


def _plain(code: str) -> str:
    """A code as it is compared with a cell: only whole, and never with what it may stand for."""
    return " ".join(words(code))


def initials_match(name: str, other: str) -> bool:
    """Whether ``name`` (of a cell) and ``other`` are one written out and one abbreviated: "P. HC&BTTP", "STP".

    Few initials fit many names ("Sở NV", "SNV"), so that a cell that is written out is taken for the unit of an
    abbreviation only where a word of it is whole and the initials are many: "Sở KH&CN".
    """
    if is_written_out(name) == is_written_out(other):
        return not is_written_out(name) and _abbreviates(name, other)
    if is_written_out(other):
        return _abbreviates(name, other)
    tokens = re.findall(r"[^\W_]+", other)
    many = sum(len(t) for t in tokens if _is_initials(t)) >= _TELLING_INITIALS
    return many and not _is_initials(tokens[0]) and len(tokens[0]) > 1 and _abbreviates(other, name)


def is_written_out(name: str) -> bool:
    """Whether no word of ``name`` is made of initials."""
    return not any(_is_initials(token) for token in re.findall(r"[^\W_]+", name))


def _abbreviates(short: str, full: str) -> bool:
    tokens = [t for t in re.findall(r"[^\W_]+", short) if fold(t) not in _WEIGHTLESS]
    return _fits(tokens, [w for w in words(full) if w not in _WEIGHTLESS])


def _is_initials(token: str) -> bool:
    """Whether ``token`` is all capitals and none of them bears a tone, as those of whole words do ("SỞ NỘI VỤ")."""
    toned = any(mark in _TONES for mark in unicodedata.normalize("NFD", token))
    return len(token) > 1 and token.isupper() and not token.isdigit() and not toned


def _fits(tokens: list[str], full: list[str]) -> bool:
    """Whether each token, in order, is the next word, its usual short form, or the initials of the next words."""
    if not tokens or not full:
        return not tokens and not full
    first = fold(tokens[0])
    if first == full[0] and _fits(tokens[1:], full[1:]):
        return True
    usual = _SHORT.get(first, "").split()
    if usual and full[: len(usual)] == usual and _fits(tokens[1:], full[len(usual) :]):
        return True
    reach = len(first)
    initials = "".join(w[0] for w in full[:reach])
    return _is_initials(tokens[0]) and initials == first and _fits(tokens[1:], full[reach:])
