"""Where the lists lie that are read but not kept in the project; tests that need them are skipped without."""

from __future__ import annotations

from pathlib import Path

import pytest


def shared_dir() -> Path:
    """The folder of the shared lists beside the project's root."""
    folder = Path(__file__).resolve().parents[2].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared lists are not here")
    return folder
