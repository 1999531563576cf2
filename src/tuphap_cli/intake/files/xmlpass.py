"""Goes through a part of a package element by element, without building a tree of it; knows no format."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from .ooxml import Parts

_CHUNK = 1 << 20


def element_count(data: bytes) -> int:
    """How many elements a part has, about: each takes time when it is gone through."""
    return data.count(b"<") - data.count(b"</")


def feed(parser: expat.XMLParserType, parts: Parts, part: str) -> None:
    """Gives the whole part to ``parser``."""
    data = parts.data(part)
    for at in range(0, len(data), _CHUNK):
        parser.Parse(data[at : at + _CHUNK])
    parser.Parse(b"", True)


def elements(parts: Parts, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a part in order: their names without what is before the colon, and their attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    data = parts.data(part)
    for at in range(0, len(data), _CHUNK):
        parser.Parse(data[at : at + _CHUNK])
        yield from found
        found.clear()
    parser.Parse(b"", True)
    yield from found
