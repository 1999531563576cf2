"""A signed report keeps the rule of windows by which it was made, also where the office changes its own later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk
from tuphap_cli import settings

OWN = """
[schemes.so]
basis = "Quy chế của Sở"
opens = { day = %d, month = -1 }
closes = { day = %d, month = 0 }
"""
WORDS = ("report", "quarter", "2/2021", "--scheme", "so")


def rule(opens: int, closes: int) -> None:
    """Write the office's own rule into the settings file."""
    path = settings.file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(OWN % (opens, closes), encoding="utf-8")
    settings.forget()


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run(*argv, "--format", "json").out)


@pytest.fixture
def signed(forty_office: Clerk, run: Run) -> Any:
    """The report of the second quarter by the office's own rule, closed; the rule has changed since."""
    rule(21, 20)
    assert run("report", "close", "Q2/2021", "--scheme", "so").code == 0
    found = answer(run, *WORDS)
    rule(11, 10)
    return found


def test_its_window_and_its_figures_stay(signed: Any, run: Run) -> None:
    assert (signed["period"]["from"], signed["period"]["to"]) == ("2021-03-21", "2021-06-20")
    assert answer(run, *WORDS) == signed
    fresh = answer(run, *WORDS, "--as-of", "20/6/2021")
    assert (fresh["period"]["from"], fresh["period"]["to"]) == ("2021-03-11", "2021-06-10")
    assert fresh["flows"] != signed["flows"]  # so that the rule makes a difference


def test_so_do_the_rows_behind_them_and_what_later_reports_call_it(signed: Any, run: Run, tmp_path: Path) -> None:
    rows = answer(run, *WORDS, "--rows", "due_in_period")["rows"]
    assert len(rows) == signed["flows"]["due_in_period"]
    compared = answer(run, "report", "quarter", "3/2021", "--scheme", "so")["compared"]
    assert (compared["from"], compared["to"], compared["closed"]) == ("2021-03-21", "2021-06-20", True)
    run(*WORDS, "-o", str(tmp_path / "q2.md"))
    assert "21/03/2021 – 20/06/2021" in (tmp_path / "q2.md").read_text(encoding="utf-8")


def test_a_report_closed_before_rules_were_kept_keeps_its_days(
    signed: Any, forty_office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuphap_cli.reports.kept import material_text

    load = material_text.load_material
    monkeypatch.setattr(material_text, "load_material", lambda text: load(text)._replace(rule=None))
    assert answer(run, *WORDS)["flows"] == signed["flows"]
