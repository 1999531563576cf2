"""The styles of an .xlsx by their numbers, and its shared texts; reads no sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from . import symbols
from .legacy import legacy_font
from .numberformat import BUILT_IN
from .ooxml import Parts
from .sheetscan import PLAIN, CellStyle
from .xmlpass import elements, feed

_OFF = {"0", "false"}


def cell_styles(parts: Parts, part: str | None) -> dict[str, CellStyle]:
    """The styles that say more than that a cell is plain, by their numbers."""
    if part is None:
        return {}
    fonts: list[dict[str, str]] = []
    codes = {str(number): code for number, code in BUILT_IN.items()}
    found: dict[str, CellStyle] = {}
    inside, number = "", 0
    for tag, attributes in elements(parts, part):
        if tag in {"fonts", "fills", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs"}:
            inside = tag
        elif tag == "numFmt" and inside != "dxfs":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif inside == "fonts" and tag == "font":
            fonts.append({})
        elif inside == "fonts" and fonts and tag in {"b", "strike", "name"}:
            fonts[-1][tag] = attributes.get("val", "1")
        elif inside == "cellXfs" and tag == "xf":
            style = _style(fonts, attributes, codes)
            if style != PLAIN:
                found[str(number)] = style
            number += 1
    return found


def _style(fonts: list[dict[str, str]], attributes: dict[str, str], codes: dict[str, str]) -> CellStyle:
    index = attributes.get("fontId", "0")
    font = fonts[int(index)] if index.isdecimal() and int(index) < len(fonts) else {}
    name = font.get("name", "")
    code = codes.get(attributes.get("numFmtId", ""), "")
    return CellStyle(
        font.get("b", "0") not in _OFF,
        font.get("strike", "0") not in _OFF,
        "" if code in {"General", "@"} else code,
        name if legacy_font(name) or symbols.is_symbol_font(name) else "",
    )


@dataclass(slots=True)
class SharedText:
    """A text that cells name by number: how long it is, and what of it is struck through where anything is."""

    length: int = 0
    pieces: list[tuple[bool, str]] = field(default_factory=list)  # kept only while the text is read, or if struck

    @property
    def parted(self) -> tuple[str, str] | None:
        """The words that are seen and those that are struck through; None where none are."""
        return parted(self.pieces)


def parted(pieces: list[tuple[bool, str]]) -> tuple[str, str] | None:
    """Pieces of a text as the words that are seen and those struck through; None where none are struck."""
    if not any(struck for struck, _ in pieces):
        return None
    seen, gone = (" ".join("".join(t for s, t in pieces if s is struck).split()) for struck in (False, True))
    return seen, gone


class RichText:
    """Follows the runs of a text through its elements: whether each is struck through, and its words."""

    def __init__(self) -> None:
        self.pieces: list[tuple[bool, str]] = []
        self._struck = self._inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "r":
            self._struck = False
        elif tag == "strike":
            self._struck = attributes.get("val", "1") not in _OFF
        self._inside = tag == "t"

    def text(self, data: str) -> None:
        """Words of an element; those of phonetic readings and the like are passed over."""
        if self._inside:
            self.pieces.append((self._struck, data))


def shared_texts(parts: Parts, part: str | None) -> list[SharedText]:
    """The texts that cells name by number; one of them may be in any number of cells."""
    found: list[SharedText] = []
    rich = RichText()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal rich
        name = tag.rpartition(":")[2]
        if name == "si":
            rich = RichText()
        rich.start(name, attributes)

    def end(tag: str) -> None:
        rich.start("", {})
        if tag.rpartition(":")[2] == "si":
            struck = any(s for s, _ in rich.pieces)
            found.append(SharedText(sum(len(t) for _, t in rich.pieces), rich.pieces if struck else []))

    def words(data: str) -> None:
        rich.text(data)

    if part is not None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = words
        feed(parser, parts, part)
    return found
