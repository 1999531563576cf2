"""Works out the numbers that Word puts before paragraphs by itself; knows numbering.xml and nothing of plans.

The rules are those of ISO/IEC 29500-1, 17.9: lists that rest on one definition count on together; ``startOverride``
begins anew where its list is first met; ``lvlRestart`` says after which level a deeper one begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ...text import roman
from .docxml import DocxStyles, number, switch, value, w

_LEVELS = 9
_LONGEST_MARK = 100  # letters of what is around a number
_MOST = 32_767  # Word counts no further
_BULLET, _NONE = "bullet", "none"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level, from 1, after which this one begins anew; 0 is never
    plain: bool = False  # shows the numbers of all levels as 1, 2, 3
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list of the document: the definition it counts with, its levels, and where it begins anew."""

    counted: str
    levels: dict[int, _Level]
    begins: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted, in reading order."""

    root: Element | None
    styles: DocxStyles
    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        known = {a.get(w("abstractNumId"), ""): a for a in self.root.findall(w("abstractNum"))}
        nums = {n.get(w("numId"), ""): n for n in self.root.findall(w("num"))}
        levels: dict[str, dict[int, _Level]] = {}
        for name, num in nums.items():
            counted = self._definition(value(num, "abstractNumId") or "", known, nums)
            if counted in known:
                if counted not in levels:
                    levels[counted] = _levels(known[counted])
                self._lists[name] = _overridden(num, counted, levels[counted])

    def _definition(self, name: str, known: dict[str, Element], nums: dict[str, Element]) -> str:
        """The definition that ``name`` stands for: its own, or that of the style of lists to which it refers."""
        style = value(known.get(name), "numStyleLink")
        if not style:
            return name
        named = value(nums.get(self.styles.named(style).list_id), "abstractNumId") or ""
        return named if value(known.get(named), "numStyleLink") is None else name

    def mark(self, paragraph: Element) -> str:
        """The number or list mark that Word shows before ``paragraph``; "" where it shows none. Counts on."""
        name, level = self._place(paragraph)
        found = self._lists.get(name)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.counted, [None] * _LEVELS)
        own, last = found.levels[level], counts[level]
        counts[level] = found.begins.pop(level, own.start if last is None else last + 1)
        for deeper in range(level + 1, _LEVELS):
            after = found.levels.get(deeper, _Level()).restart
            if after is None or level < after:
                counts[deeper] = None
        if own.format == _BULLET:
            return "-"
        text = own.text
        for shown in range(level + 1):
            if (sign := f"%{shown + 1}") in text:
                other = found.levels.get(shown, _Level())
                count = counts[shown]
                form = "decimal" if own.plain else other.format
                text = text.replace(sign, _shown(other.start if count is None else count, form))
        return text.strip()

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level of ``paragraph``: each its own, or by its style."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return self.styles.named("").list_id, 0
        named = value(properties, "pStyle") or ""
        style = self.styles.named(named)
        own = properties.find(w("numPr"))
        list_id = value(own, "numId") or style.list_id
        if value(own, "ilvl"):
            return list_id, number(own, "ilvl", 0)
        if style.level is not None:
            return list_id, style.level
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        return list_id, next((depth for depth, level in levels.items() if named and level.style == named), 0)


def _overridden(num: Element, counted: str, levels: dict[int, _Level]) -> _List:
    """The list ``num``: the levels of its definition, some of them its own or with a beginning of their own."""
    found = _List(counted, levels)
    for override in num.findall(w("lvlOverride")):
        depth = override.get(w("ilvl"), "")
        if not depth.isdecimal() or int(depth) >= _LEVELS:
            continue
        own = override.find(w("lvl"))
        if own is not None:
            found.levels = found.levels | {int(depth): _level(own)}
        if value(override, "startOverride") is not None:
            start = min(number(override, "startOverride", 1), _MOST)
            found.begins[int(depth)] = start
            if int(depth) in found.levels:
                found.levels = found.levels | {int(depth): replace(found.levels[int(depth)], start=start)}
    return found


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for level in abstract.findall(w("lvl")):
        depth = level.get(w("ilvl"), "")
        if depth.isdecimal() and int(depth) < _LEVELS:
            found[int(depth)] = _level(level)
    return found


def _level(level: Element) -> _Level:
    restart = value(level, "lvlRestart")
    return _Level(
        value(level, "numFmt") or "decimal",
        (value(level, "lvlText") or "")[:_LONGEST_MARK],
        min(number(level, "start", 1), _MOST),
        int(restart) if restart and restart.isdecimal() else None,
        switch(level, "isLgl") is True,
        value(level, "pStyle") or "",
    )


def _shown(count: int, form: str) -> str:
    if count > _MOST:
        return str(count)
    if form == _NONE:
        return ""
    if form in {"upperRoman", "lowerRoman"}:
        text = roman(count)
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"} and count:
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)
