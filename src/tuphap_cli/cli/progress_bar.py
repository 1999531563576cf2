"""A bar on a terminal for what takes long; nothing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .. import colours
from . import speech

Step = Callable[[int, int], None]  # is told how many are done, and of how many


@contextmanager
def progress_bar(words: str) -> Iterator[Step | None]:
    """Show ``words`` with a bar on the terminal; None where nobody sits at one, it cannot draw, or all is to be quiet.

    The bar is gone before anything is said after it; what is said meanwhile is above it.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or speech.hushed():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True, no_color=colours.colourless()), transient=True) as bar:
        task = bar.add_task(words, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step
