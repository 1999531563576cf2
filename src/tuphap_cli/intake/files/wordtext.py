"""Reads one paragraph of a Word document: what is seen of it, what is not, and the notes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ...text import clean, clean_lines, hides
from . import symbols
from .docxml import FALLBACK, VAL, DocxStyles, Look, look_of, number, value, w
from .source import Unseen

_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_PARAGRAPH, _RUN, _TEXT, _DELETED_TEXT, _SIGN = w("p"), w("r"), w("t"), w("delText"), w("sym")
_BOX, _PROPERTIES = w("txbxContent"), {w("pPr"), w("rPr"), w("tabs"), w("sdtPr"), w("instrText")}
_DELETED, _MOVED, _FIELD = w("del"), w("moveFrom"), w("fldChar")
KINDS_OF_NOTES = ("footnote", "endnote", "comment")
_NOTES = {w(f"{kind}Reference"): kind for kind in KINDS_OF_NOTES}


@dataclass(slots=True)
class Written:
    """A paragraph: the words that are seen, whether all are bold, the words that are not, with why not, and the
    notes on it. ``gone`` says that Word shows no line for it at all."""

    text: str = ""
    bold: bool = False
    unseen: list[tuple[Unseen, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and number
    gone: bool = False
    hides: bool = False  # characters that steer a terminal are in it


def written(paragraph: Element, styles: DocxStyles, fonts: list[tuple[str, str]]) -> Written:
    """What ``paragraph`` shows. Words that are not ASCII are given to ``fonts`` with the font they are set in."""
    found = Written()
    properties = paragraph.find(w("pPr"))
    base = styles.named(value(properties, "pStyle") or "").look.over(styles.default.look)
    pieces: list[str] = []
    bold: list[bool] = []
    for run, deleted in _runs(paragraph):
        look = _look(run, base, styles)
        text = _shown(run, found, pieces, look.font)
        found.hides |= hides(text)
        if not text.isascii() and text.strip():
            fonts.append((text, look.font))
        why = Unseen.DELETED if deleted else Unseen.HIDDEN if look.hidden else Unseen.STRUCK if look.struck else None
        if why is None and text:
            pieces.append(text)
            if text.strip():
                bold.append(bool(look.bold))
        elif why is not None and text:
            if found.unseen and found.unseen[-1][0] is why:
                text = found.unseen.pop()[1] + text
            found.unseen.append((why, text))
    found.text = clean_lines("".join(pieces))
    found.bold = bool(bold) and all(bold)
    found.gone = not found.text and _mark_gone(properties, base)
    return found


def _mark_gone(properties: Element | None, base: Look) -> bool:
    """Whether the end of the paragraph is deleted or hidden: with nothing seen before it there is no line."""
    mark = None if properties is None else properties.find(w("rPr"))
    if mark is None:
        return bool(base.hidden)
    return mark.find(_DELETED) is not None or mark.find(_MOVED) is not None or bool(look_of(mark).over(base).hidden)


def _runs(paragraph: Element) -> Iterator[tuple[Element, bool]]:
    """The runs of a paragraph with whether they are deleted, in order; what is in boxes is left out."""
    stack = [(child, False) for child in reversed(paragraph)]
    while stack:
        element, deleted = stack.pop()
        if element.tag == _RUN:
            yield element, deleted
        elif element.tag not in _PROPERTIES and element.tag not in {_BOX, FALLBACK, _MOVED}:
            stack.extend((child, deleted or element.tag == _DELETED) for child in reversed(element))


def _look(run: Element, base: Look, styles: DocxStyles) -> Look:
    properties = run.find(w("rPr"))
    if properties is None:
        return base
    named = value(properties, "rStyle")
    return look_of(properties).over(styles.named(named).look.over(base) if named else base)


def _shown(run: Element, found: Written, before: list[str], font: str) -> str:
    """The text of a run; the notes that it names are added to ``found``."""
    pieces: list[str] = []
    stack = list(reversed(run))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in {_TEXT, _DELETED_TEXT}:
            pieces.append(symbols.shown(element.text or "", font))
        elif tag in _BREAKS:
            pieces.append(_BREAKS[tag])
        elif tag == _SIGN:
            pieces.append(symbols.of_code(element.get(w("char"), ""), element.get(w("font"), "")))
        elif tag in _NOTES:
            found.notes.append((_NOTES[tag], element.get(w("id"), "")))
        elif tag == _FIELD:
            pieces.append(_of_field(element))
        elif tag not in _PROPERTIES and tag not in {_BOX, FALLBACK}:
            stack.extend(reversed(element))
    text = "".join(pieces)
    return "" if _is_footnote_mark(run, text, before) else text


def _is_footnote_mark(run: Element, text: str, before: list[str]) -> bool:
    """Whether a raised figure is behind a word; behind a unit of measure it is m² or m³."""
    if value(run.find(w("rPr")), "vertAlign") != "superscript":
        return False
    plain = text.strip("()[]* ")
    return (not plain or plain.isdigit()) and not (before and before[-1].endswith("m"))


def _of_field(begin: Element) -> str:
    """What a form field of the old kind shows: the chosen line of a list, a cross for a ticked box."""
    data = begin.find(w("ffData"))
    if data is None:
        return ""
    if (choices := data.find(w("ddList"))) is not None:
        lines = [entry.get(VAL, "") for entry in choices.findall(w("listEntry"))]
        chosen = number(choices, "result", number(choices, "default", 0))
        return lines[chosen] if chosen < len(lines) else ""
    box = data.find(w("checkBox"))
    if box is None:
        return ""
    ticked = box.find(w("checked"))
    ticked = box.find(w("default")) if ticked is None else ticked
    return "☒" if ticked is not None and ticked.get(VAL, "1") in {"1", "true", "on"} else ""


def plain_text(element: Element) -> str:
    """The words of every paragraph of a footnote or comment, on one line."""
    pieces = (" " if e.tag == _PARAGRAPH else e.text or "" for e in element.iter() if e.tag in {_PARAGRAPH, _TEXT})
    return clean("".join(pieces))
