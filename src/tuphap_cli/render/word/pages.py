"""Sections: pages across for what is wide, upright ones for the rest; the pages of each annex are counted anew."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .blocks import is_token, parsed, text_of
from .body import PageBlock, Room
from .late_tables import LateTables
from .markup import paragraph
from .measure import MM

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement

_A4 = (11906, 16838)
_MARGIN = round(25 * MM)
_DRAWN = ("w:t", "w:drawing", "w:pict", "w:object", "w:br")
_BEFORE_TYPE = ("w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr")  # in this order
_BEFORE_NUMBER = (*_BEFORE_TYPE, "w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType")
_BEFORE_FIRST = (*_BEFORE_NUMBER, "w:pgNumType", "w:cols", "w:formProt", "w:vAlign", "w:noEndnote")
_FIRST_ONLY = ("w:titlePg", "w:pgNumType")  # what belongs to the first piece of a section alone


def room(document: Docx, place: BaseOxmlElement) -> Room:
    """How wide the text may be at ``place``."""
    section = _governing(document, place)
    width, height = _size(section)
    margins = _number(section, "w:pgMar", "w:left", _MARGIN) + _number(section, "w:pgMar", "w:right", _MARGIN)
    return Room(width - margins, max(width, height) - margins)


def put(
    document: Docx,
    place: BaseOxmlElement,
    blocks: Sequence[PageBlock],
    tables: LateTables,
    gap: str,
    *,
    whole: bool = False,
) -> None:
    """Replace the paragraph ``place`` by ``blocks``, with a section for every change of direction and every annex.

    A table of them gets a place in the document and is added to ``tables``.

    With ``whole`` what is before ``place`` is on a page as the first of the blocks is: no page for a title alone.
    """
    body = document.element.body
    section = _governing(document, place)
    turns = not _lies_across(section)
    across = whole and turns and bool(blocks) and blocks[0].across
    annex = _Annex(first_apart=section.find(qn("w:titlePg")) is not None)
    for block in blocks:
        made = [parsed(piece if isinstance(piece, str) else tables.place_for(piece)) for piece in block.pieces]
        turned = turns and block.across != across
        if turned or block.annex:
            annex.end_section(place, section, across, gap)
            across, annex.open = across is not turned, block.annex
        for one in made:
            place.addprevious(one)
    if (across or annex.open) and not any(_follows(place, section)):
        if across:
            _turn(section)
        annex.number(section)
        for element in _between(place, section):
            body.remove(element)
    elif across or annex.open:
        annex.end_section(place, section, across, gap)
    body.remove(place)


class _Annex:
    """Whether the pages at hand are those of an annex; ``first_apart``: first pages bear no number."""

    def __init__(self, *, first_apart: bool) -> None:
        self.open = False
        self._first_apart = first_apart

    def end_section(self, place: BaseOxmlElement, section: BaseOxmlElement, across: bool, gap: str) -> None:
        self.number(_end_section(place, section, across, gap))

    def number(self, section: BaseOxmlElement) -> None:
        """Count the pages of an annex's section from 1 (Decree 30/2020, annex I)."""
        if not self.open:
            return
        for name in _FIRST_ONLY:
            for element in section.findall(qn(name)):
                section.remove(element)
        counted = OxmlElement("w:pgNumType")
        counted.set(qn("w:start"), "1")
        _insert(section, counted, _BEFORE_NUMBER)
        if self._first_apart:
            _insert(section, OxmlElement("w:titlePg"), _BEFORE_FIRST)


def _insert(section: BaseOxmlElement, element: BaseOxmlElement, before: tuple[str, ...]) -> None:
    """Put ``element`` behind those named in ``before``, in the order that the schema asks for."""
    names = {qn(name) for name in before}
    section.insert(sum(child.tag in names for child in section), element)


def close(document: Docx, gap: str) -> None:
    """Word needs a paragraph at the end of a document, and says that it is damaged without one."""
    section = document.element.body[-1]
    before = section.getprevious()
    if before is None or before.tag != qn("w:p"):
        section.addprevious(parsed(paragraph("", gap)))


def _governing(document: Docx, place: BaseOxmlElement) -> BaseOxmlElement:
    """The properties of the section in which ``place`` is: they are at its end."""
    for element in [place, *place.itersiblings()]:
        found: BaseOxmlElement | None = next(element.iter(qn("w:sectPr")), None)
        if found is not None:
            return found
    own: BaseOxmlElement = document.element.body.get_or_add_sectPr()
    return own


def _end_section(place: BaseOxmlElement, section: BaseOxmlElement, across: bool, gap: str) -> BaseOxmlElement:
    """End a section before ``place``; what follows belongs to ``section``, which begins on a new page.

    Returns the properties of the section that ends.
    """
    ended = copy.deepcopy(section)
    _retyped(section)
    for name in _FIRST_ONLY:
        for element in section.findall(qn(name)):
            section.remove(element)
    if across:
        _turn(ended)
    last = place.getprevious()
    taken = last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if taken or is_token(text_of(last)):
        last = parsed(paragraph("", gap))
        place.addprevious(last)
    last.get_or_add_pPr().append(ended)
    return ended


def _retyped(section: BaseOxmlElement) -> None:
    for element in section.findall(qn("w:type")):
        section.remove(element)
    kind = OxmlElement("w:type")
    kind.set(qn("w:val"), "nextPage")
    _insert(section, kind, _BEFORE_TYPE)


def _turn(section: BaseOxmlElement) -> None:
    """Lay a page across; its margins stay what they are for the reader."""
    width, height = _size(section)
    size = section.get_or_add_pgSz()
    size.set(qn("w:w"), str(height))
    size.set(qn("w:h"), str(width))
    size.set(qn("w:orient"), "landscape")


def _lies_across(section: BaseOxmlElement) -> bool:
    width, height = _size(section)
    return width > height


def _size(section: BaseOxmlElement) -> tuple[int, int]:
    return _number(section, "w:pgSz", "w:w", _A4[0]), _number(section, "w:pgSz", "w:h", _A4[1])


def _number(section: BaseOxmlElement, tag: str, name: str, otherwise: int) -> int:
    found = section.find(qn(tag))
    given = found.get(qn(name)) if found is not None else None
    return round(float(given)) if given else otherwise


def _follows(place: BaseOxmlElement, section: BaseOxmlElement) -> Iterator[bool]:
    """Whether something that is seen follows ``place`` on the pages of ``section``."""
    last = [element for element in section.iterancestors() if element.tag == qn("w:p")]
    for element in [*_between(place, section), *last]:
        yield element.tag == qn("w:tbl")
        for name in _DRAWN:
            yield from (name != "w:t" or bool(found.text) for found in element.iter(qn(name)))


def _between(place: BaseOxmlElement, section: BaseOxmlElement) -> list[BaseOxmlElement]:
    """What is after ``place`` and before the properties of its section, or the paragraph that carries them."""
    found = []
    for element in place.itersiblings():
        if next(element.iter(qn("w:sectPr")), None) is section:
            break
        found.append(element)
    return found
