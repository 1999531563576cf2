"""Finds the unit that a printed name means, among those of the register and those met in the same file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...domain.draft import KnownUnit
from ...text import clean, fold, words
from . import unit_cells

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
# Bodies that every place has: without it they are not distinguished.
_EVERYWHERE = {"uy ban nhan dan", "hoi dong nhan dan"}
_PLACE_AT_END = re.compile(r"(?: tinh| thanh pho| so(?: tu phap)?)$")
_WORDS_OF_A_NAME = 3
# What may be after a unit's name without making it another unit.
_PLACE = re.compile(r"(?:tinh|thanh pho)(?: \w+){1,3}|(?:(?:thuoc|cua) )?so(?: tu phap)?|tinh|thanh pho")
_UNITS_UP_TO = 4_000
_TELLING_INITIALS = 4
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NEAREST, _NEAR_ENOUGH = 3, 0.6
_REMEMBERED = 65_536  # names whose words are kept: an annex names few units, a broken one as many as it has rows
_LETTER = "*"  # before a single letter that stands for every word it begins; no word has it


@dataclass(frozen=True, slots=True)
class Resolution:
    """The units that a cell means: codes, or cleaned names where the register does not know them."""

    lead: str | None
    supports: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    further_leads: tuple[str, ...] = ()
    sentence: bool = False
    wrapped: bool = False


@dataclass(slots=True)
class _Initials:
    """Names with what each means, found by one that abbreviates them or that they abbreviate.

    A file may name thousands of units: a name is compared only with those that may begin alike.
    """

    _full: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _short: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, name: str, meant: str) -> None:
        first = next(iter(_weighty(name)), "")
        for begin in {first, _LETTER + first[:1]}:
            self._full.setdefault(begin, []).append((name, meant))
        if not is_written_out(name):
            for begin in _beginnings(name):
                self._short.setdefault(begin, []).append((name, meant))

    def like(self, name: str) -> set[str]:
        """What the names mean that match ``name`` by :func:`initials_match`."""
        if is_written_out(name):
            first = next(iter(_weighty(name)), "")
            begins, among = {first, _LETTER + first[:1]}, self._short
        else:
            begins, among = _beginnings(name), self._full
        return {meant for b in begins for other, meant in among.get(b, ()) if initials_match(name, other)}


@dataclass(slots=True)
class UnitBook:
    """The known units, and the names met so far that none of them has."""

    known: Sequence[KnownUnit]
    met: dict[str, str] = field(default_factory=dict)
    _by_key: dict[str, str] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _alike: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # key -> names with their codes
    _placeless: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # the same without a place at the end
    _initials: _Initials = field(default_factory=_Initials)
    _met_initials: _Initials = field(default_factory=_Initials)
    _found: dict[str, str | None] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], Resolution] = field(default_factory=dict)
    _named: dict[str, unit_cells.Named] = field(default_factory=dict)
    _parted: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.known:
            self._codes.setdefault(_plain(unit.code), unit.code)
            for name in (unit.name, *unit.aliases):
                self._learn(name, unit.code)

    def _learn(self, name: str, code: str) -> None:
        own = key(name)
        self._by_key.setdefault(own, code)
        self._alike.setdefault(own, []).append((name, code))
        self._placeless.setdefault(_PLACE_AT_END.sub("", own), []).append((name, code))
        self._initials.add(name, code)

    def find(self, name: str) -> str | None:
        """The code of the known unit that has ``name`` (as code, name, alias or abbreviation), or None."""
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
        codes = self._initials.like(name)
        if len(codes) == 1:
            return codes.pop()
        said = short.split()
        codes = {
            code
            for upto in range(1, len(said))
            for other, code in self._alike.get(" ".join(said[:upto]), ())
            if len(other.split()) > 2 and _PLACE.fullmatch(" ".join(said[upto:]))
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
        same = (*self._placeless.get(wanted, ()), *self._alike.get(bare, ()))
        codes = {code for _, code in same} | (self._initials.like(shorter) if shorter != name else set())
        return codes.pop() if len(codes) == 1 else None

    def _of_the_department(self, wanted: str) -> str | None:
        """The unit of the department that has the short name ``wanted``: "Văn phòng" is "Văn phòng Sở"."""
        same = {code: other for other, code in self._placeless.get(wanted, ())}
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
            same = self._met_initials.like(name)
            self.met[wanted] = first = same.pop() if len(same) == 1 else name[:1].upper() + name[1:]
            self._met_initials.add(first, first)
        return self.met[wanted], False

    def resolve(self, lead_text: str, support_text: str = "") -> Resolution:
        """Who leads and who supports by the texts of the two cells; a plan repeats few texts many times."""
        found = self._resolved.get((lead_text, support_text))
        if found is None:
            found = self._resolved[lead_text, support_text] = self._resolve(lead_text, support_text)
        return found

    def _resolve(self, lead_text: str, support_text: str) -> Resolution:
        # No cell that names units is as long as this; what is that long is a text about them.
        long = len(lead_text) > _UNITS_UP_TO or len(support_text) > _UNITS_UP_TO
        lead_text, support_text = lead_text[:_UNITS_UP_TO], support_text[:_UNITS_UP_TO]
        if lead_text not in self._named:
            self._named[lead_text] = unit_cells.named_units(lead_text, self.is_known)
        if support_text not in self._parted:
            self._parted[support_text] = unit_cells.split(support_text, self.is_known)
        cell = self._named[lead_text]
        leads = [self.named(name) for name in cell.leads]
        helpers = [self.named(name) for name in (*cell.supports, *self._parted[support_text])]
        lead = leads[0][0] if leads else None
        supports = dict.fromkeys(code for code, _ in (*leads[1:], *helpers) if code != lead)
        unknown = dict.fromkeys(code for code, known in (*leads, *helpers) if not known)
        further = tuple(dict.fromkeys(code for code, _ in leads[1:] if code != lead))
        return Resolution(lead, tuple(supports), tuple(unknown), further, cell.sentence or long, cell.wrapped)


def nearest(name: str, known: Iterable[KnownUnit]) -> list[str]:
    """The names of known units that look most like ``name``, the best first."""
    return nearest_of(name, by_fold(known))


def by_fold(known: Iterable[KnownUnit]) -> dict[str, str]:
    """The names of ``known``, by all that they go by, folded."""
    return {fold(n): unit.name for unit in known for n in (unit.name, *unit.aliases)}


def nearest_of(name: str, names: dict[str, str]) -> list[str]:
    """As :func:`nearest`, of names by :func:`by_fold`."""
    import difflib

    close = difflib.get_close_matches(fold(name), names, n=_NEAREST, cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys(names[c] for c in close))


@lru_cache(maxsize=_REMEMBERED)
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


@lru_cache(maxsize=_REMEMBERED)
def is_written_out(name: str) -> bool:
    """Whether no word of ``name`` is made of initials."""
    return not any(_is_initials(token) for token in re.findall(r"[^\W_]+", name))


def _abbreviates(short: str, full: str) -> bool:
    return _fits(_tokens(short), _weighty(full))


@lru_cache(maxsize=_REMEMBERED)
def _tokens(name: str) -> tuple[str, ...]:
    """The words of ``name`` that weigh, as they are written."""
    return tuple(t for t in re.findall(r"[^\W_]+", name) if fold(t) not in _WEIGHTLESS)


@lru_cache(maxsize=_REMEMBERED)
def _weighty(name: str) -> tuple[str, ...]:
    """The same folded."""
    return tuple(w for w in words(name) if w not in _WEIGHTLESS)


def _beginnings(name: str) -> set[str]:
    """The words that may begin what ``name`` abbreviates; _LETTER and a letter for all that the letter begins."""
    first = next(iter(_tokens(name)), "")
    begins = {fold(first), *_SHORT.get(fold(first), "").split()[:1]}
    return begins | {_LETTER + fold(first)[:1]} if _is_initials(first) else begins


@lru_cache(maxsize=_REMEMBERED)
def _is_initials(token: str) -> bool:
    """Whether ``token`` is all capitals and none of them has a tone, as those of whole words do ("SỞ NỘI VỤ")."""
    toned = any(mark in _TONES for mark in unicodedata.normalize("NFD", token))
    return len(token) > 1 and token.isupper() and not token.isdigit() and not toned


def _fits(tokens: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether each token, in order, is the next word, its usual short form, or the initials of the next words."""
    if not tokens or not full:
        return not tokens and not full
    first = fold(tokens[0])
    if first == full[0] and _fits(tokens[1:], full[1:]):
        return True
    usual = tuple(_SHORT.get(first, "").split())
    if usual and full[: len(usual)] == usual and _fits(tokens[1:], full[len(usual) :]):
        return True
    reach = len(first)
    initials = "".join(w[0] for w in full[:reach])
    return _is_initials(tokens[0]) and initials == first and _fits(tokens[1:], full[reach:])
