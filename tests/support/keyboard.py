"""A person at a terminal, in this process: what is typed, and a stream that says it is a terminal."""

from __future__ import annotations

import io
import sys

import pytest


class Tty(io.StringIO):
    """Text that says it is a terminal: a keyboard with what was typed, or an empty screen."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let ``text`` be what is typed on a terminal on which questions are shown."""
    monkeypatch.setattr(sys, "stdin", Tty(text))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
