"""Scans: recognised only when asked for, every date a question, and what is said where Tesseract is not there."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.pdfs import PdfPage, pdf
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import UnreadableFile
from tuphap_cli.intake.files import apart
from tuphap_cli.intake.files.pdf import pdffile, scanned_pages
from tuphap_cli.intake.files.pdf.pagemarks import PageMarks, marks_of_pages
from tuphap_cli.intake.files.pdf.ruledtables import tables_of
from tuphap_cli.intake.plan import read_plan

SAMPLE = Path(__file__).resolve().parents[1] / "data/pdf/phu-luc-25-QD-STP.pdf"


def scanned(path: Path, *, askew: float = 0.0) -> Path:
    """The first page of the sample as a picture in a PDF, as a scanner makes it."""
    from PIL import Image
    from pypdfium2 import PdfDocument

    page = PdfDocument(SAMPLE)[0].render(scale=200 / 72, grayscale=True).to_pil()
    page.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255).save(path, "PDF", resolution=200)
    return path


def read(path: Path, *, recognise: bool = True) -> PlanDraft:
    return read_plan(path, year=2021, issued=None, known=[], create_units=True, recognise=recognise)


def refused(path: Path, *, recognise: bool = True) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(path, recognise=recognise)
    return caught.value


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader runs in this process, where its parts can be put in another's place."""

    def run(_function: str, name: str, data: bytes, _name: str, recognise: bool, **_limits: int) -> object:
        return pdffile.read_pdf(data, name, recognise)

    monkeypatch.setattr(apart, "run_apart", run)


@pytest.mark.slow
def test_a_scan_that_lies_askew_is_read_and_every_date_is_asked(tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed here")
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    if "vie" not in languages.split():
        pytest.skip("Tesseract has no Vietnamese here")
    path = scanned(tmp_path / "a.pdf", askew=0.7)
    assert "--ocr" in str(refused(path, recognise=False).facts["advice"])
    draft = read(path)
    assert len(draft.tasks) == 5
    assert draft.tasks[0].deadline_text == "Tháng 3/2021"
    assert draft.tasks[0].title.startswith("Tham mưu UBND tỉnh ban hành Kế hoạch triển khai công tác xây dựng")
    assert not any(t.reading.sure and (t.reading.due or t.reading.occurrences) for t in draft.tasks)
    assert all(t.deadline_picture.startswith(b"\x89PNG") for t in draft.tasks)
    assert "text.recognised" in {p.code for p in draft.problems}


def test_the_ruling_lines_of_a_picture(tmp_path: Path) -> None:
    """Without Tesseract: the lines of the page that was scanned give the cells that it has."""
    from PIL import Image
    from pypdfium2 import PdfDocument

    page = PdfDocument(SAMPLE)[0].render(scale=scanned_pages.DPI / 72, grayscale=True).to_pil()
    askew = page.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255)
    straight = scanned_pages._straightened(askew)
    marks = PageMarks(1, 0, 0, strokes=scanned_pages._strokes(straight))
    ((rows, columns),) = [(len(t.ys) - 1, len(t.xs) - 1) for t in tables_of(marks)[0]]
    assert (rows, columns) == (7, 7)


class Fake:
    """Recognises every page as the sample's first one."""

    def __init__(self, _data: bytes, _name: str) -> None:
        self._page = next(iter(marks_of_pages(SAMPLE.read_bytes())))

    def page(self, _number: int) -> scanned_pages.ScannedPage:
        from PIL import Image

        size = (round(self._page.width * scanned_pages.DPI / 72), round(self._page.height * scanned_pages.DPI / 72))
        return scanned_pages.ScannedPage(self._page, Image.new("L", size, 0))


@pytest.mark.usefixtures("here")
def test_dates_that_were_recognised_are_asked_with_their_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    monkeypatch.setattr(scanned_pages, "Recogniser", Fake)
    draft = read(pdf(tmp_path / "a.pdf", [PdfPage().picture(0, 0, 595, 842)]))
    dated = [t for t in draft.tasks if t.reading.candidates]
    assert [t.item for t in dated] == ["1", "2"]
    assert not any(t.reading.sure for t in dated)
    assert Image.open(io.BytesIO(dated[0].deadline_picture)).format == "PNG"
    assert [p.value for p in draft.problems if p.code == "text.recognised"] == ["1"]


@pytest.mark.usefixtures("here")
def test_too_many_pictures_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned_pages, "Recogniser", Fake)
    monkeypatch.setattr(pdffile, "MAX_SCANNED", 1)
    path = pdf(tmp_path / "a.pdf", [PdfPage().picture(0, 0, 595, 842)] * 2)
    assert "pictures" in str(refused(path))


@pytest.mark.usefixtures("here")
def test_without_tesseract_what_to_install_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(scanned_pages, "_PLACES", ())
    error = refused(pdf(tmp_path / "a.pdf", [PdfPage().picture(0, 0, 595, 842)]))
    assert "Tesseract" in str(error)
    assert "tesseract-ocr-vie" in str(error.facts["advice"])
    assert "[ocr]" in str(error.facts["advice"])


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("langs", "out", "why"), [("eng", "", "not learnt Vietnamese"), ("vie", None, "could not recognise")]
)
def test_a_tesseract_that_cannot(
    langs: str, out: str | None, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        if "--list-langs" in command:
            return subprocess.CompletedProcess(command, 0, f"List:\n{langs}\n".encode(), b"")
        return subprocess.CompletedProcess(command, out is None, b"", b"")

    monkeypatch.setattr(shutil, "which", lambda _name: "tesseract")
    monkeypatch.setattr(subprocess, "run", run)
    assert why in str(refused(pdf(tmp_path / "a.pdf", [PdfPage().picture(0, 0, 595, 842)])))


def test_only_pdf_can_be_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("STT,Nhiệm vụ,Chủ trì,Thời hạn\n1,Rà soát,Văn phòng,Quý I\n", encoding="utf-8")
    assert "--ocr" in str(refused(path))
