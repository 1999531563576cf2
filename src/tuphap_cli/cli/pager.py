"""Long text on a terminal goes through a pager (less), so that its beginning is seen; elsewhere it is just written."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .. import settings

USUAL = "less"
LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}  # quit where it fits, colours, leave the text on the screen
NONE = {"", "cat"}  # pagers that are none

_off = False  # whether --no-pager is on the command line


def switch_off(*, off: bool) -> None:
    """Use no pager from now on, or one again; for the start of each command."""
    global _off  # noqa: PLW0603 - one command line at a time
    _off = off


def show(text: str) -> None:
    """Write ``text`` to stdout, through the pager where it is longer than the terminal is high."""
    if not (too_long(text) and _paged(text)):
        sys.stdout.write(text)


def show_markdown(text: str) -> None:
    """Show Markdown laid out to the width of the terminal; elsewhere as it is."""
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from ..render.terminal import drawn_markdown

    show(drawn_markdown(text))


def too_long(text: str) -> bool:
    """Whether there is a pager for ``text``, which does not fit on the screen."""
    if not _screen():
        return False
    lines = shutil.get_terminal_size().lines
    return text.count("\n") >= lines and bool(_command())


def _screen() -> bool:
    """Whether stdout is the screen of somebody who can turn pages."""
    return not (_off or os.environ.get("TERM") == "dumb" or os.environ.get("CI")) and _terminal()


def _terminal() -> bool:
    try:
        return os.isatty(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # no stream of the system
        return False


def _command() -> list[str]:
    """The pager with its options: the setting, else PAGER, else less; empty where there is none."""
    import shlex

    named = settings.text("pager") or os.environ.get("PAGER", "").strip()
    with suppress(ValueError):  # a quotation mark that is not closed
        words = shlex.split(named or USUAL, posix=os.name == "posix")
        if words and words[0] not in NONE and shutil.which(words[0]):
            return words
    return []


def _paged(text: str) -> bool:
    """Show ``text`` in the pager; False where the pager has failed, so that it is still to be shown.

    One that is left early is no failure.
    """
    import subprocess

    environment = {**{name: value for name, value in LESS.items() if name not in os.environ}, **os.environ}
    sys.stdout.flush()
    with _patient():
        try:
            process = subprocess.Popen(_command(), stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
        except OSError:
            return False
        assert process.stdin is not None, "a pipe was asked for"
        with suppress(OSError):  # it was left before all was read
            process.stdin.write(text.encode(errors="backslashreplace"))
        with suppress(OSError):
            process.stdin.close()
        return process.wait() <= 0  # below 0: ended by a signal, which is the user's


@contextmanager
def _patient() -> Iterator[None]:
    """Let Ctrl-C be the pager's: it is the one that is typed to."""
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, lambda _number, _frame: None)  # not SIG_IGN, which the pager would inherit
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
