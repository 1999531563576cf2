"""Sections: pages across for what is wide, upright ones for the rest; page numbers go on over all of them."""

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
    """Replace the paragraph ``place`` by ``blocks``, with a section for every change of direction.

    A table of them gets a place in the document and is added to ``tables``.

    With ``whole`` what is before ``place`` is on a page as the first of the blocks is: no page for a title alone.
    """
    body = document.element.body
    section = _governing(document, place)
    turns = not _lies_across(section)
    across = whole and turns and bool(blocks) and blocks[0].across
    for block in blocks:
        made = [parsed(piece if isinstance(piece, str) else tables.place_for(piece)) for piece in block.pieces]
        if turns and block.across != across:
            _end_section(place, section, across, gap)
            across = block.across
            _without_break(made[0])
        for one in made:
            place.addprevious(one)
    if across and not any(_follows(place, section)):
        _turn(section)
        for element in _between(place, section):
            body.remove(element)
    elif across:
        _end_section(place, section, across, gap)
    body.remove(place)


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


def _end_section(place: BaseOxmlElement, section: BaseOxmlElement, across: bool, gap: str) -> None:
    """End a section before ``place``; what follows belongs to ``section``, which begins on a new page."""
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


def _retyped(section: BaseOxmlElement) -> None:
    for element in section.findall(qn("w:type")):
        section.remove(element)
    kind = OxmlElement("w:type")
    kind.set(qn("w:val"), "nextPage")
    after = [element for element in section if element.tag in {qn(name) for name in _BEFORE_TYPE}]
    section.insert(len(after), kind)


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


def _without_break(element: BaseOxmlElement) -> None:
    for found in element.findall(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}"):
        found.getparent().remove(found)


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
