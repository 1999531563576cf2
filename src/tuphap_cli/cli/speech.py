"""What commands say to a person: sentences about what happened on stdout, remarks beside the data on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from ..i18n import _
from . import attempts

_hushed = False  # whether --quiet is on the command line


def hush(*, on: bool) -> None:
    """Say and remark nothing from now on, or speak again; for the start of each command."""
    global _hushed  # noqa: PLW0603 - one command line at a time
    _hushed = on


def hushed() -> bool:
    """Return whether nothing is said but errors."""
    return _hushed


def fitted(text: str, stream: TextIO) -> str:
    """Return ``text`` with its lines broken between words where ``stream`` is a terminal, else as it is."""
    if not text or not stream.isatty():
        return text
    import shutil

    from ..render.sentences import in_lines

    return in_lines(text, shutil.get_terminal_size().columns)


def say(text: str = "") -> None:
    """Write a sentence about what happened to stdout."""
    if not _hushed:
        attempts.once(("said", text), lambda: sys.stdout.write(f"{fitted(text, sys.stdout)}\n"))


def tried() -> None:
    """Say that this was only a trial."""
    say(_("Tried only; nothing was written."))


def advise(dry_run: bool, text: str) -> None:
    """Say the next useful command after a change; nothing after a trial."""
    if not dry_run:
        say(text)


def on_terminal() -> bool:
    """Return whether somebody sits at a terminal who could be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def agreed(question: str) -> bool:
    """Ask ``question`` on the terminal; only a clear yes is one, and where there is no terminal nobody says it."""
    from ..text import fold

    return on_terminal() and fold(answer(question)) in {"y", "yes", "c", "co"}


def answer(question: str) -> str:
    """Ask ``question`` on the terminal; returns what was typed, "" for Enter alone and where the input ends."""
    from ..text import clean, clean_lines

    return clean(typed_line(fitted(clean_lines(question), sys.stderr) + " "))


def typed_line(prompt: str) -> str:
    """Write ``prompt`` on the terminal as it is; returns the line that was typed, "" where the input ends."""

    def read() -> str:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        return sys.stdin.readline()

    return attempts.once(("asked", prompt), read)


def chosen(question: str, lines: Sequence[str]) -> int | None:
    """Have one of the numbered ``lines`` chosen on the terminal; gives its place, None for no answer or another."""
    typed = answer("\n".join([*(f"{number}. {line}" for number, line in enumerate(lines, start=1)), question]))
    return int(typed) - 1 if typed.isdecimal() and 0 < int(typed) <= len(lines) else None


_held: list[str] | None = None  # the remarks that wait, while they are held back


def hold_remarks(*, hold: bool) -> None:
    """Hold remarks back from now on, or forget those held: an error in JSON must be the one thing on stderr."""
    global _held, _last
    _held, _last = ([] if hold else None), ""


def held_remarks() -> list[str] | None:
    """Return the remarks held back, or None where none are; hold back no more."""
    found = _held
    hold_remarks(hold=False)
    return found


@contextmanager
def caught_remarks() -> Iterator[list[str]]:
    """Give a list to which the remarks made within go, in the place of stderr."""
    global _held  # noqa: PLW0603 - one command line at a time
    before, _held = _held, list[str]()
    try:
        yield _held
    finally:
        _held = before


def remark(text: str) -> None:
    """Write a sentence beside the data to stderr, at once or when the command has ended; the same is not said twice."""
    if not _hushed:
        attempts.once(("remarked", text), lambda: _remark(text))


_last = ""  # what was remarked last: a register that is opened twice is remarked on once


def _remark(text: str) -> None:
    global _last  # noqa: PLW0603 - one command line at a time
    if text == _last:
        return
    _last = text
    if _held is None:
        sys.stderr.write(f"{fitted(text, sys.stderr)}\n")
    else:
        _held.append(text)
