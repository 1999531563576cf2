"""Works out the numbers that Word puts before paragraphs by itself; knows numbering.xml and nothing of plans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from ...text import roman
from .docxml import DocxStyles, list_in, xml_of

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_LEVELS = 9
_LONGEST_MARK = 100  # letters of what stands around a number
_MOST = 32_767  # Word counts no further
_BULLETS = ("bullet", "none")


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted, in reading order."""

    document: Docx
    styles: DocxStyles
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            root = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            self._levels[_id(abstract, "w:abstractNumId")] = _levels(abstract)
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            if link is not None:
                self._abstract[_id(num, "w:numId")] = _id(link, "w:val")

    def mark(self, paragraph: Paragraph) -> str:
        """The number or list mark that Word shows before ``paragraph``; "" where it shows none. Counts on."""
        number, level = _list_of(paragraph, self.styles)
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        previous = counts[level]
        counts[level] = levels[level].start if previous is None else previous + 1
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = None
        if levels[level].format in _BULLETS:
            return "-" if levels[level].format == "bullet" else ""
        text = levels[level].text
        for shown in range(level + 1):
            own = levels.get(shown, _Level())
            value = counts[shown]
            text = text.replace(f"%{shown + 1}", _shown(own.start if value is None else value, own.format))
        return text


def _list_of(paragraph: Paragraph, styles: DocxStyles) -> tuple[str, int]:
    """The list's id and the level of ``paragraph``, its own or by its style."""
    own = list_in(xml_of(paragraph))
    if own is None:
        own = styles.of(paragraph).list
    if own is None:
        return "", 0
    number, level = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
    depth = _id(level, "w:val") if level is not None else "0"
    return (_id(number, "w:val") if number is not None else ""), int(depth) if depth.isdecimal() else 0


def _levels(abstract: BaseOxmlElement) -> dict[int, _Level]:
    levels = {}
    for level in abstract.findall(qn("w:lvl")):
        depth = _id(level, "w:ilvl")
        if depth.isdecimal() and int(depth) < _LEVELS:
            start = _value(level, "w:start", "1")
            levels[int(depth)] = _Level(
                _value(level, "w:numFmt", "decimal"),
                _value(level, "w:lvlText", "")[:_LONGEST_MARK],
                min(int(start), _MOST) if start.isdecimal() else 1,
            )
    return levels


def _value(element: BaseOxmlElement, tag: str, default: str) -> str:
    child = element.find(qn(tag))
    return default if child is None else child.get(qn("w:val")) or default


def _id(element: BaseOxmlElement, attribute: str) -> str:
    return element.get(qn(attribute)) or ""


def _shown(value: int, form: str) -> str:
    if value > _MOST:
        return str(value)
    if form in {"upperRoman", "lowerRoman"}:
        text = roman(value)
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{value:02d}" if form == "decimalZero" else str(value)
