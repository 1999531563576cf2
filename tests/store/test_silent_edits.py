"""A value that another program has changed: `check` and `doctor` say so, whatever column of whatever table it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import silent_edits
from bench.silent_edits import FIND_ALL, Told

pytestmark = pytest.mark.slow


def test_check_and_doctor_find_every_changed_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in silent_edits.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(silent_edits, "COMMANDS", {name: silent_edits.COMMANDS[name] for name in FIND_ALL})
    rows = list(silent_edits.measured(tmp_path))
    assert len(rows) > 150, "every column of every table"
    assert [f"{edit.statement}: {seen}" for edit, seen in rows if set(seen.values()) != {Told.SAYS}] == []
