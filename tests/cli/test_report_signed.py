"""A report that is signed on a day: what happened later is not in it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx

from tests.conftest import Run
from tests.support.registers import Clerk, day


def text_of(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(path.read_bytes())).paragraphs)


def signed(run: Run, folder: Path, on: str, *more: str) -> str:
    path = folder / "bao-cao.docx"
    made = run("report", "quarter", "2/2021", "--signed", on, "-o", str(path), "--overwrite", *more)
    assert made.code == 0, made.err
    return text_of(path)


def test_the_figures_are_those_of_the_day_of_signing_where_the_period_still_runs(
    clerk: Clerk, run: Run, tmp_path: Path
) -> None:
    task = clerk.task(clerk.decision(), due=day("31/5"))
    clerk.done(task, day("30/5"))
    assert "0 finished" in signed(run, tmp_path, "20/5/2021")
    assert "1 finished" in signed(run, tmp_path, "15/6/2021")


def test_units_that_reported_after_it_was_signed_have_not_reported(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("HC", "Phòng Hành chính"), due=day("31/5"))
    assert run("filing", "record", "HC", "Q2/2021", "--on", "20/6/2021", "--doc", "5/BC-HC").code == 0
    assert "0 filed on time, 1 late" in signed(run, tmp_path, "21/6/2021")
    assert "1 late" not in signed(run, tmp_path, "19/6/2021")


def test_a_report_is_not_signed_before_its_figures(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    clerk.task(clerk.decision(), due=day("31/5"))
    made = run(
        "report", "quarter", "2/2021", "--as-of", "10/6/2021", "--signed", "9/6/2021", "-o", str(tmp_path / "a.docx"),
        "--format", "docx",
    )  # fmt: skip
    assert made.code == 2
    assert "09/06/2021" in made.err
    assert not (tmp_path / "a.docx").exists()


def test_without_a_day_of_signing_it_is_the_report_of_today(clerk: Clerk, run: Run) -> None:
    clerk.task(clerk.decision(), due=day("31/5"))
    assert json.loads(run("report", "quarter", "2/2021", "--format", "json").out)["as_of"] == "2021-06-14"
