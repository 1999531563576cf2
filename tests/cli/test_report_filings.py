"""The units' own reports in the office's report: on time, late, not filed; and what a closed report keeps of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.conftest import Run
from tests.support.registers import Clerk

pytestmark = pytest.mark.usefixtures("forty_office")


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run(*argv, "--format", "json").out)


def filed(run: Run, period: str = "2/2021", *argv: str) -> dict[str, str]:
    rows = answer(run, "report", "quarter", period, *argv)["filings"]
    return {row["unit"]: row["status"] for row in rows}


@pytest.fixture
def some_filed(forty_office: Clerk, run: Run) -> None:
    """Due on 15/6: HC on that day, PB two days later, the others not at all."""
    for unit, on in (("HC", "15/6/2021"), ("PB", "17/6/2021")):
        assert run("filing", "record", unit, "Q2/2021", "--on", on, "--doc", "5/BC-P").code == 0


@pytest.mark.usefixtures("some_filed")
def test_the_reports_of_the_units_stand_with_their_state_and_their_sum(run: Run) -> None:
    assert filed(run) == {"HC": "on_time", "PB": "late", "HT": "not_filed", "QT": "not_filed", "TG": "not_filed"}
    lines = run("report", "quarter", "2/2021").out.splitlines()
    assert "By 09/07/2021: 1 filed on time, 1 late, 3 not; 0 still have time." in lines


@pytest.mark.usefixtures("some_filed")
def test_as_of_a_day_stand_those_that_had_been_filed_by_then(run: Run) -> None:
    assert filed(run, "2/2021", "--as-of", "16/6/2021") == {
        "HC": "on_time", "PB": "not_filed", "HT": "not_filed", "QT": "not_filed", "TG": "not_filed",
    }  # fmt: skip
    assert filed(run, "2/2021", "--as-of", "14/6/2021") == {}


@pytest.mark.usefixtures("some_filed")
def test_of_a_unit_stand_its_own_and_those_below_it(run: Run) -> None:
    assert set(filed(run, "2/2021", "--unit", "HC")) == {"HC", "HT", "QT"}
    assert set(filed(run, "2/2021", "--unit", "TG")) == {"TG"}


def test_where_none_was_recorded_nobody_is_blamed(run: Run) -> None:
    assert filed(run) == {}
    assert "None has been recorded for this period." in run("report", "quarter", "2/2021").out


@pytest.mark.usefixtures("some_filed")
def test_a_closed_report_keeps_them_as_they_were(run: Run) -> None:
    before = answer(run, "report", "quarter", "2/2021")["filings"]
    run("report", "close", "Q2/2021")
    assert run("filing", "record", "TG", "Q2/2021", "--on", "1/7/2021").code == 0
    assert answer(run, "report", "quarter", "2/2021")["filings"] == before


def test_a_number_and_a_day_stand_at_the_head_of_the_word_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.docx"
    words = ("--number", "45/BC-STP", "--signed", "16/6/2021")
    assert run("report", "quarter", "2/2021", "-o", str(file), *words).code == 0
    text = " ".join(cell.text for row in docx.Document(str(file)).tables[0].rows for cell in row.cells)
    assert "45/BC-STP" in text
    assert "16/6/2021" in text


@pytest.mark.parametrize("name", ["khong-co.docx", "."])
def test_a_template_that_cannot_be_read_is_named(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "bao-cao.docx"
    ran = run("report", "quarter", "2/2021", "-o", str(file), "--template", str(tmp_path / name))
    assert (ran.code, ran.out) == (4, "")
    assert "--template" in ran.err
    assert not file.exists()
