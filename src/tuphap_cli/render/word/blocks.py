"""Finds the placeholders that make paragraphs (body, annexes, heading, recipients) and puts these in their place.

They never pass through the template engine: what a task's title says is not a template.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from ...domain.model import N_, note
from ...errors import BadTemplate
from .markup import NAMESPACE, plain
from .sandbox import ADVICE
from .words import BLOCKS

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement

_ALONE = re.compile(rf"\s*\{{\{{p?\s*({'|'.join(BLOCKS)})\s*\}}\}}\s*")
_STANDIN = "\ue000{}\ue001"  # private letters: no template and no report holds them


def token(name: str) -> str:
    """What stands for a block while the rest of the template is filled in."""
    return _STANDIN.format(name)


def is_token(text: str) -> bool:
    """Whether ``text`` stands for a block that has not come yet."""
    return text.strip() in {token(name) for name in BLOCKS}


def text_of(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph, as far as placeholders are concerned."""
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def set_aside(document: Docx) -> None:
    """Put a token for each such placeholder that is alone in a paragraph; Word may cut it in runs."""
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        found = _ALONE.fullmatch(text_of(paragraph))
        if not found:
            continue
        runs = list(paragraph.iter(qn("w:r")))
        for run in runs[1:]:
            run.getparent().remove(run)
        for inside in [child for child in runs[0] if child.tag != qn("w:rPr")]:
            runs[0].remove(inside)
        runs[0].append(_text(token(found[1])))


def place_of(document: Docx, name: str, *, top: bool) -> BaseOxmlElement | None:
    """The paragraph in which a block goes.

    Raises:
        BadTemplate: if it is there twice or where it cannot be
    """
    body = document.element.body
    held = [paragraph for paragraph in body.iter(qn("w:p")) if token(name) in text_of(paragraph)]
    shown = f"{{{{ {name} }}}}"
    if len(held) > 1:
        raise BadTemplate(why=note(N_("it holds {name} more than once"), name=shown), advice=ADVICE)
    if held and (text_of(held[0]).strip() != token(name) or (top and held[0].getparent() is not body)):
        why = note(N_("{name} must stand alone in a paragraph of the page, not within a table or a text"), name=shown)
        raise BadTemplate(why=why, advice=ADVICE)
    return held[0] if held else None


def write_lines(document: Docx, name: str, lines: Sequence[str]) -> None:
    """One paragraph a line, each in the looks of the paragraph that held the placeholder."""
    for place in [p for p in document.element.body.iter(qn("w:p")) if text_of(p).strip() == token(name)]:
        for line in lines:
            written = copy.deepcopy(place)
            text = next(written.iter(qn("w:t")))
            text.text = plain(line).replace("\n", " ")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            place.addprevious(written)
        cell = place.getparent()
        if lines or cell.tag != qn("w:tc") or len(cell.findall(qn("w:p"))) > 1:
            cell.remove(place)
        else:
            next(place.iter(qn("w:t"))).text = ""


def parsed(xml: str) -> BaseOxmlElement:
    """The XML of a paragraph or table, which begins with a tag without attributes, as an element."""
    found: BaseOxmlElement = parse_xml(xml.replace(">", f' xmlns:w="{NAMESPACE}">', 1))
    return found


def _text(text: str) -> BaseOxmlElement:
    made = OxmlElement("w:t")
    made.text = text
    return made
