"""Puts tables into a finished document row by row, so that a long one is never a tree of elements in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .grid import DrawnTable
from .markup import NAMESPACE

_PLACE = re.compile(rb"<(\w+:)?tbl(?: [^<>]*)?><\?tuphap-table (\d+)\?></(?:\w+:)?tbl>")


class LateTables:
    """The tables of a document, each with an empty one that keeps its place until the document is written."""

    def __init__(self) -> None:
        self._tables: list[DrawnTable] = []

    def place_for(self, table: DrawnTable) -> str:
        """The XML that keeps the place of ``table``."""
        self._tables.append(table)
        return f"<w:tbl><?tuphap-table {len(self._tables) - 1}?></w:tbl>"

    def written(self, document: bytes) -> Iterator[bytes]:
        """The parts of the document's XML, with every table in its place."""
        end = 0
        for place in _PLACE.finditer(document):
            number = int(place[2])
            if number >= len(self._tables):
                continue  # a template may hold anything
            yield document[end : place.start()]
            yield f'<w:tbl xmlns:w="{NAMESPACE}">'.encode()
            for part in self._tables[number].inside():
                yield part.encode()
            yield b"</w:tbl>"
            end = place.end()
        yield document[end:]
