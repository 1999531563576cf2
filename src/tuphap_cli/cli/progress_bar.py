"""A bar on a terminal for what takes long; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[int, int], None]  # is told how many are done, and of how many


@contextmanager
def progress_bar(words: str) -> Iterator[Step | None]:
    """Show ``words`` with a bar on the terminal; None where nobody sits at one."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step
