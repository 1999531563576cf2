"""A report as PDF: by LibreOffice where it is installed, else a sentence that says what to install."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day
from tuphap_cli import libreoffice


@pytest.fixture(autouse=True)
def _task(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("HC", "Phòng Hành chính"), due=day("31/5"))


def made_by(program: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _name: str(program))


def test_without_libreoffice_it_is_said_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(libreoffice, "_ELSEWHERE", ())
    made = run("report", "half", "1/2021", "-o", str(tmp_path / "a.pdf"))
    assert made.code == 7
    assert "LibreOffice is not installed" in made.err
    assert "libreoffice.org" in made.err
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that can be run")
@pytest.mark.parametrize(
    ("body", "said"), [("sys.exit(0)", "has made none"), ("import time; time.sleep(60)", "long")]
)
def test_what_libreoffice_does_not_make_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    made_by(tmp_path / "soffice", body, monkeypatch)
    monkeypatch.setattr(libreoffice, "SECONDS", 2)
    made = run("report", "half", "1/2021", "-o", str(tmp_path / "a.pdf"))
    assert (made.code, said in made.err, (tmp_path / "a.pdf").exists()) == (7, True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that can be run")
def test_number_and_day_are_those_of_the_word_document(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = "import pathlib; place = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); place.mkdir()"
    copied += "; (place / 'van-ban.pdf').write_bytes(pathlib.Path(sys.argv[-1]).read_bytes())"
    made_by(tmp_path / "soffice", copied, monkeypatch)
    wish = ("report", "half", "1/2021", "--number", "45/BC-STP", "--signed", "15/6/2021", "-o")
    pdf, word = tmp_path / "a.pdf", tmp_path / "a.docx"
    for path in (pdf, word):
        made = run(*wish, str(path))
        assert made.code == 0, made.err
    assert pdf.read_bytes() == word.read_bytes()


@pytest.mark.parametrize("wish", [("half", "1/2021"), ("quarter", "2/2021")])
def test_every_report_becomes_a_pdf(run: Run, tmp_path: Path, wish: tuple[str, ...]) -> None:
    if libreoffice.installed() is None:
        pytest.skip("LibreOffice is not installed here")
    import pdfplumber

    path = tmp_path / "a.pdf"
    made = run("report", *wish, "--as-of", "14/6/2021", "-o", str(path))
    assert made.code == 0, made.err
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as opened:
        assert "Theo dõi thi hành" in " ".join(page.extract_text() for page in opened.pages)
