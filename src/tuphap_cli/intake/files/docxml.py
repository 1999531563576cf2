"""Names, switches and styles of WordprocessingML; knows no text of a document.

Everything is read leniently: a value that the standard does not know counts as not given, since Word opens such
files, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEEPEST = 20  # styles on styles


def w(name: str) -> str:
    """The full name of an element or attribute of Word's own."""
    return f"{{{_W}}}{name}"


VAL = w("val")
_ON, _OFF = {"1", "true", "on"}, {"0", "false", "off"}
_CONTROL, _TEXT = w("sdt"), w("t")
# Frames that a template, a change or a language lays around paragraphs, rows, cells and runs.
_FRAMES = {w(n) for n in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")}


def value(parent: Element | None, name: str) -> str | None:
    """The value of the property ``name`` among ``parent``; None where it is not given."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(VAL, "")


def number(parent: Element | None, name: str, otherwise: int) -> int:
    """The value of a property that is a number."""
    text = value(parent, name) or ""
    return int(text) if text.isdecimal() and len(text) < 12 else otherwise


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None where it is not given, or says neither."""
    text = value(parent, name)
    if text is None:
        return None
    return True if not text or text.lower() in _ON else False if text.lower() in _OFF else None


def within(parent: Element, *names: str) -> Iterator[Element]:
    """The elements called ``names`` right below ``parent``, those in frames among them, in order."""
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            if child.tag in names:
                yield child
            elif child.tag in _FRAMES:
                stack.append(iter(child))
                break
        else:
            stack.pop()


def empty_unfilled(root: Element) -> None:
    """Takes the words out of content controls that nobody has filled in ("click here to enter text")."""
    if next(root.iter(w("showingPlcHdr")), None) is None:
        return
    stack = [(root, False)]
    while stack:
        element, unfilled = stack.pop()
        if element.tag == _CONTROL and switch(element.find(w("sdtPr")), "showingPlcHdr"):
            unfilled = True
        elif unfilled and element.tag == _TEXT:
            element.text = ""
        stack.extend((child, unfilled) for child in element)


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look: None where a style says nothing of it."""

    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    font: str = ""

    def over(self, below: Look) -> Look:
        """This look, with what it does not say taken from ``below``."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            self.font or below.font,
        )


def look_of(properties: Element | None) -> Look:
    """The look that run properties say."""
    if properties is None or not len(properties):
        return Look()
    struck = switch(properties, "strike")
    fonts = properties.find(w("rFonts"))
    font = "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""
    hidden = switch(properties, "vanish")
    return Look(
        switch(properties, "b"),
        switch(properties, "specVanish") if hidden is None else hidden,
        switch(properties, "dstrike") if struck is None else struck,
        font,
    )


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """What a style gives: the look of its letters, and the list in which its paragraphs are numbered."""

    look: Look = Look()
    list_id: str = ""
    level: int | None = None


@dataclass(slots=True)
class DocxStyles:
    """The styles of a document by their names, each worked out once."""

    _styles: dict[str, Element] = field(default_factory=dict)
    _found: dict[str, StyleFacts] = field(default_factory=dict)
    default: StyleFacts = StyleFacts()

    @classmethod
    def of(cls, root: Element | None) -> DocxStyles:
        """The styles in the part ``root``."""
        styles = cls()
        for style in () if root is None else root.findall(w("style")):
            name = style.get(w("styleId"), "")
            styles._styles.setdefault(name, style)
            if style.get(w("type")) == "paragraph" and style.get(w("default"), "0").lower() in _ON:
                styles._styles.setdefault("", style)
        start = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        styles.default = StyleFacts(styles.named("").look.over(look_of(start)))
        return styles

    def named(self, name: str) -> StyleFacts:
        """What the style ``name`` gives by itself and by those that it rests on; "" is that of plain paragraphs."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> StyleFacts:
        look, list_id, level = Look(), "", None
        for _above in range(_DEEPEST):  # a damaged file may say that styles rest on each other
            style = self._styles.get(name)
            if style is None:
                break
            look = look.over(look_of(style.find(w("rPr"))))
            properties = style.find(w("pPr"))
            listed = None if properties is None else properties.find(w("numPr"))
            if listed is not None:
                list_id = list_id or value(listed, "numId") or ""
                level = number(listed, "ilvl", 0) if level is None and value(listed, "ilvl") else level
            name = value(style, "basedOn") or "\0"
        return StyleFacts(look, list_id, level)
