"""A small round of what bench/faults.py does on a large scale: nothing may go wrong, and every row has tried."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bench import faultcalls, faultclaims, faultpower, faults
from tuphap_cli.store.server import server_address

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def unchanged_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rounds set for the processes that they start does not outlast the test."""
    for name in ("TUPHAP_TODAY", "TUPHAP_LANG", "TUPHAP_ACTOR"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


@pytest.mark.parametrize("name", ["kills", "lines", "flips", "files", "history", "races", "disks", "claims"])
def test_a_small_round_leaves_nothing_wrong(name: str) -> None:
    tallies = [tally for tally, _seconds in faults.measured([name], scale=1, seed=7)]
    assert tallies
    for tally in tallies:
        assert tally.rounds > 0, tally.name
        assert tally.wrong == [], tally.name


def test_no_hostile_string_is_alive_in_any_format() -> None:
    [(tally, _seconds)] = faults.measured(["output"], scale=1, seed=7)
    assert tally.rounds >= 360
    assert tally.wrong == []


def test_a_password_that_is_shown_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_address, "without_password", lambda url: url)
    assert faultclaims.secrets(tmp_path / "place").wrong


@pytest.mark.skipif(not faultcalls.available(), reason="strace is not installed")
def test_single_calls_of_the_system_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "CALLS", 100)  # one of each kind and command
    [(tally, _seconds)] = faults.measured(["calls"], scale=1, seed=7)
    assert tally.rounds > 0
    assert tally.wrong == []


@pytest.mark.skipif(not faultpower.available(), reason="strace is not installed")
def test_the_power_may_be_cut_at_any_moment() -> None:
    [(tally, _seconds)] = faults.measured(["power"], scale=1, seed=7)
    assert tally.rounds > tally.ended > 0, "before and after the command had told its end"
    assert tally.wrong == []


def test_the_tool_that_makes_calls_fail_is_looked_for_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    for tally, _seconds in faults.measured(["calls", "power"], scale=1, seed=7):
        assert (tally.rounds, tally.wrong) == (0, [])
        assert "not tried" in tally.name
