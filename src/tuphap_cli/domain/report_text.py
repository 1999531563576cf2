"""The parts of a periodic report that a person writes (đánh giá, hạn chế, …), and the file they are edited in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class TextPart(StrEnum):
    """A part of a report; its value is what is typed on the command line."""

    ASSESSMENT = "danh-gia"
    LIMITS = "han-che"
    CAUSES = "nguyen-nhan"
    SOLUTIONS = "giai-phap"
    PROPOSALS = "kien-nghi"


class EditedText(NamedTuple):
    """The text of a part in a file; ``version`` is that of the text when the file was written (None: unknown)."""

    text: str
    version: int | None = None


class BadTextFile(ValueError):
    """A file of texts that cannot be read: ``line`` (its number) holds ``words``, which stand under no known part."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(line, words)
        self.line, self.words = line, words


_HEADING = re.compile(r"##\s.*\[(?P<part>[a-z-]+)(?:\s+(?P<version>\d+))?\]\s*")
_TITLE = re.compile(r"#\s|>|\s*$")  # above the first part: the title, remarks, blank lines


def written_file(title: str, remark: str, parts: Mapping[TextPart, tuple[str, EditedText]]) -> str:
    """The file of the texts: a heading a part, with its title, name and version; below it its text."""
    lines = [f"# {title}", "", f"> {remark}", ""]
    for part, (words, edited) in parts.items():
        lines += [f"## {words} [{part} {edited.version or 0}]", "", *edited.text.splitlines(), ""]
    return "\n".join(lines)


def read_file(text: str) -> dict[TextPart, EditedText]:
    """The texts of such a file; a part that is not in it is left alone.

    Raises:
        BadTextFile: a heading names no part, or one twice, or words stand above the first
    """
    found: dict[TextPart, tuple[list[str], int | None]] = {}
    below: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            heading = _HEADING.fullmatch(line)
            if heading is None or heading["part"] not in set(TextPart) or TextPart(heading["part"]) in found:
                raise BadTextFile(number, line)
            below = []
            version = int(heading["version"]) if heading["version"] else None
            found[TextPart(heading["part"])] = below, version
        elif below is not None:
            below.append(line)
        elif not _TITLE.match(line):
            raise BadTextFile(number, line)
    return {part: EditedText("\n".join(lines).strip(), version) for part, (lines, version) in found.items()}
