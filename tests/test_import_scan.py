"""A scan through the commands: its questions come with pictures in the workbook until they are answered."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.intake.test_scan import Fake
from tests.support.pdfs import PdfPage, pdf
from tuphap_cli.intake.files import apart
from tuphap_cli.intake.files.pdf import pdffile, scanned_pages


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    def run(_function: str, name: str, data: bytes, _name: str, recognise: bool, **_limits: int) -> object:
        return pdffile.read_pdf(data, name, recognise)

    monkeypatch.setattr(apart, "run_apart", run)
    monkeypatch.setattr(scanned_pages, "Recogniser", Fake)
    return str(pdf(tmp_path / "quet.pdf", [PdfPage().picture(0, 0, 595, 842)]))


def pictures(path: Path) -> int:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/drawings/drawing1.xml").count(b"<xdr:pic>")  # equal ones share a file


def test_the_questions_of_a_scan_show_its_cells_until_they_are_answered(run: Run, sheet: str, tmp_path: Path) -> None:
    where = ("--decision", "25/QĐ-STP", "--issued", "26/02/2021", "--create-units")
    run("init")
    assert run("import", sheet, *where).code == 4
    tried = run("import", sheet, "--ocr", "--dry-run", *where)
    assert tried.code == 0
    assert not list(tmp_path.rglob("*.anh-quet"))
    assert run("import", sheet, "--ocr", *where).code == 0
    book = tmp_path / "hoi.xlsx"
    assert run("deadline", "questions", "-o", str(book)).code == 0
    assert pictures(book) == 2
    listed = run("deadline", "questions", "-f", "json")
    assert "png" not in listed.out.casefold()
    answers = tmp_path / "tra-loi.csv"
    answers.write_text("task,due\n1,31/3/2021\n2,30/6/2021\n", encoding="utf-8")
    assert run("deadline", "answer", str(answers), "--dry-run").code == 0
    assert list(tmp_path.rglob("*.png"))
    assert run("deadline", "answer", str(answers)).code == 0
    assert not list(tmp_path.rglob("*.png"))
