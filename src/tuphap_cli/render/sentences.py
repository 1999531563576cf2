"""Sentences in the lines of a terminal; a command in one is never broken, since it is copied as a whole."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"`[^`]*`|\btuphap .*?(?=[.,;] |$)")  # in a sentence


def has_command(text: str) -> bool:
    """Return whether ``text`` holds a command."""
    return _COMMAND.search(text) is not None


def in_lines(text: str, room: int) -> str:
    """Return ``text`` with its lines broken between words so that they fit into ``room`` columns."""
    return "\n".join(line if len(line) <= room else _broken(line, room) for line in text.split("\n"))


def _broken(line: str, room: int) -> str:
    """Return ``line`` in lines of ``room`` columns; what follows a mark of a list stands below its first word."""
    import textwrap

    whole = _COMMAND.sub(lambda found: found[0].replace(" ", "\x00"), line)
    mark = re.match(r" *(?:- |\d+\. )?", line)
    below = " " * (mark.end() if mark else 0)
    lines = textwrap.wrap(whole, room, subsequent_indent=below, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace("\x00", " ")
