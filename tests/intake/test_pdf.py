"""PDFs: the tasks of ruled tables over pages, prose, what the file says of itself, and files that are refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.support.pdfs import PdfPage, pdf
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import Refused, SecretDocument, UnreadableFile
from tuphap_cli.intake.files import apart
from tuphap_cli.intake.files.door import PDF_READER
from tuphap_cli.intake.files.pdf import pdffile
from tuphap_cli.intake.plan import read_plan

ROOT = Path(__file__).resolve().parents[2]
HEAD = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn hoàn thành"]
WIDTHS = [40, 280, 150, 130]
LANDSCAPE = (842.0, 595.0)
CREDIT = "Rà soát, lập danh sách công chức của các phòng thuộc Sở để cử đi học trong năm"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader runs in this process, which saves the start of another."""

    def run(_function: str, name: str, data: bytes, *_more: object, **_limits: int) -> object:
        return pdffile.read_pdf(data, name)

    monkeypatch.setattr(apart, "run_apart", run)


def plan(path: Path) -> PlanDraft:
    return read_plan(path, year=2021, issued=None, known=[], create_units=True)


def row(
    number: str, words: str = "Xây dựng quy chế", lead: str = "Thanh tra Sở", due: str = "Quý II/2021"
) -> list[str]:
    return [number, words, lead, due]


def of_rows(folder: Path, *pages: Sequence[Sequence[str | None]], top: float = 60) -> PlanDraft:
    """The draft of a PDF with a ruled table on each page."""
    drawn = []
    for rows in pages:
        drawn.append(PdfPage(*LANDSCAPE))
        drawn[-1].table(top, WIDTHS, rows)
    return plan(pdf(folder / "a.pdf", drawn))


def told(draft: PlanDraft) -> list[tuple[str, str, str | None, str]]:
    return [(t.item, t.title.replace("\n", " "), t.lead, t.deadline_text) for t in draft.tasks]


def test_the_sample_gives_the_tasks_of_its_word_document() -> None:
    """Printed by LibreOffice: every task, unit, deadline and group, and what the annex says of its decision."""
    printed = plan(ROOT / "tests/data/pdf/phu-luc-25-QD-STP.pdf")
    word = plan(ROOT / "data/sample/phu-luc-25-QD-STP.docx")
    assert told(printed) == told(word)
    assert [t.reading for t in printed.tasks] == [t.reading for t in word.tasks]
    assert [t.supports for t in printed.tasks] == [t.supports for t in word.tasks]
    assert [(g.label, g.title) for g in printed.groups] == [(g.label, g.title) for g in word.groups]
    assert (printed.number, printed.issued_on, printed.issuer) == (word.number, word.issued_on, word.issuer)
    assert printed.title == word.title


@pytest.mark.usefixtures("here")
def test_what_the_first_page_says_of_the_decision(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE).text(80, 40, "SỞ TƯ PHÁP", bold=True)
    page.text(380, 40, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    page.text(80, 60, "Số: 25/KH-STP").text(400, 60, "Bạc Liêu, ngày 26 tháng 02 năm 2021")
    page.text(330, 100, "KẾ HOẠCH", bold=True).text(280, 118, "Công tác văn phòng năm 2021", bold=True)
    page.table(140, WIDTHS, [HEAD, row("1")])
    draft = plan(pdf(tmp_path / "a.pdf", [page]))
    assert (draft.number, draft.issued_on, draft.issuer) == ("25/KH-STP", date(2021, 2, 26), "SỞ TƯ PHÁP")
    assert draft.title == "KẾ HOẠCH Công tác văn phòng năm 2021"


@pytest.mark.usefixtures("here")
def test_words_are_joined_where_a_line_had_no_room_and_parted_where_it_had(tmp_path: Path) -> None:
    units = "Văn phòng Sở\nPhòng Hành chính tư pháp"
    draft = of_rows(tmp_path, [HEAD, row("1", CREDIT, units), row("2")])
    assert draft.tasks[0].title == CREDIT
    assert draft.tasks[0].lead_text == units


@pytest.mark.usefixtures("here")
def test_merged_cells(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [[*HEAD], ["I", "Công tác tổ chức", None, None], [*row("1")], [*row("2")]]
    draft = of_rows(tmp_path, rows)
    assert [(g.label, g.title) for g in draft.groups] == [("I", "Công tác tổ chức")]
    assert [t.group for t in draft.tasks] == [0, 0]


@pytest.mark.usefixtures("here")
def test_headings_printed_again_and_a_row_that_a_page_parts(tmp_path: Path) -> None:
    rest = ["", "và báo cáo kết quả", "", ""]
    draft = of_rows(tmp_path, [HEAD, row("1"), row("2", CREDIT)], [HEAD, rest, row("3")])
    assert [t[0] for t in told(draft)] == ["1", "2", "3"]
    assert draft.tasks[1].title == f"{CREDIT} và báo cáo kết quả"
    assert not [p for p in draft.problems if p.code == "row.joined"]


@pytest.mark.usefixtures("here")
def test_a_heading_that_lost_a_word_overleaf_is_still_the_heading(tmp_path: Path) -> None:
    draft = of_rows(tmp_path, [HEAD, row("1")], [[*HEAD[:3], "Thời hạn hoàn"], row("2")])
    assert [t.item for t in draft.tasks] == ["1", "2"]
    assert [t.deadline_text for t in draft.tasks] == ["Quý II/2021"] * 2


@pytest.mark.usefixtures("here")
def test_a_row_without_number_that_has_all_its_cells_is_no_rest(tmp_path: Path) -> None:
    draft = of_rows(tmp_path, [HEAD, row("1"), row("2")], [row("", "Kiểm tra công tác hộ tịch"), row("3")])
    assert [t.title for t in draft.tasks][2] == "Kiểm tra công tác hộ tịch"


@pytest.mark.usefixtures("here")
def test_page_numbers_and_running_heads_are_left_out(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = PdfPage().text(60, 30, "Kế hoạch công tác năm 2021 của Sở")
        page.text(290, 820, str(number))
        page.text(70, 400, f"{number}. Rà soát hồ sơ lần {number}. Chủ trì: Văn phòng Sở. Thời hạn: {number}/6/2021.")
        pages.append(page)
    pages[0].text(60, 100, "I. NHIỆM VỤ")
    draft = plan(pdf(tmp_path / "a.pdf", pages))
    assert [t.item for t in draft.tasks] == ["1", "2", "3", "4"]
    assert not any("Kế hoạch công tác" in t.title for t in draft.tasks)


@pytest.mark.usefixtures("here")
def test_prose_paragraphs_are_joined_over_lines_and_pages(tmp_path: Path) -> None:
    words = "1. Rà soát, lập danh sách công chức của các phòng thuộc Sở để cử đi học trong năm và"
    page = PdfPage().text(60, 60, "II. TỔ CHỨC THỰC HIỆN").text(60, 750, words)
    more = PdfPage().text(60, 60, "báo cáo Giám đốc Sở kết quả thực hiện.").text(60, 80, "- Chủ trì: Văn phòng Sở")
    more.text(60, 100, "- Thời hạn: trước ngày 30/6/2021")
    draft = plan(pdf(tmp_path / "a.pdf", [page, more]))
    assert draft.tasks[0].title.endswith("trong năm và báo cáo Giám đốc Sở kết quả thực hiện.")
    assert draft.tasks[0].reading.due == date(2021, 6, 29)


@pytest.mark.usefixtures("here")
def test_a_raised_footnote_mark_is_no_figure_of_the_date(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE)
    page.table(60, WIDTHS, [HEAD, row("1", due="")])
    page.text(514, 93, "30/6/202").text(562, 93, "1").text(568, 88, "1", size=7)
    draft = plan(pdf(tmp_path / "a.pdf", [page]))
    assert draft.tasks[0].deadline_text == "30/6/2021"


@pytest.mark.usefixtures("here")
def test_marks_of_letters_drawn_apart_are_put_together(tmp_path: Path) -> None:
    draft = of_rows(tmp_path, [HEAD, row("1", "Ho\u0323\u0302 ti\u0323ch co\u00adng")])
    assert draft.tasks[0].title == "Hộ tịch cong"


@pytest.mark.usefixtures("here")
def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE)
    page.table(60, WIDTHS, [HEAD, row("1")])
    draft = plan(pdf(tmp_path / "a.pdf", [page, PdfPage().picture(0, 0, 595, 842)]))
    assert [(p.code, p.value) for p in draft.problems if p.code == "text.picture"] == [("text.picture", "2")]


# -- refused ---------------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as error:
        plan(path)
    return str(error.value)


@pytest.mark.usefixtures("here")
def test_a_scan_is_told_apart(tmp_path: Path) -> None:
    scan = PdfPage().picture(0, 0, 595, 842)
    assert "scan" in refused(pdf(tmp_path / "a.pdf", [scan]))
    guessed = PdfPage().picture(0, 0, 595, 842)
    for line in range(30):
        guessed.text(60, 60 + 20 * line, "chữ do máy quét tự nhận ra", mode=3)
    assert "scan" in refused(pdf(tmp_path / "b.pdf", [guessed]))
    below = PdfPage()
    for line in range(30):
        below.text(60, 60 + 20 * line, "chữ do máy quét tự nhận ra")
    assert "scan" in refused(pdf(tmp_path / "c.pdf", [below.picture(0, 0, 595, 842)]))
    stamped = (
        PdfPage().picture(0, 0, 595, 842).text(60, 40, "Người ký: SỞ TƯ PHÁP; ngày ký: 26.02.2021 15:30:12 +07:00")
    )
    assert "scan" in refused(pdf(tmp_path / "d.pdf", [stamped]))


@pytest.mark.usefixtures("here")
def test_text_over_a_picture_of_the_page_is_text(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE).picture(0, 0, 842, 595)
    page.table(60, WIDTHS, [HEAD, *(row(str(number), CREDIT) for number in range(1, 8))])
    assert len(plan(pdf(tmp_path / "a.pdf", [page])).tasks) == 7


@pytest.mark.usefixtures("here")
def test_text_that_is_cut_off_is_not_seen(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE)
    page.table(60, WIDTHS, [HEAD, row("1")])
    page.drawn.append("q 40 500 100 50 re W n")
    page.text(300, 200, "Chữ ngoài khung")
    page.drawn.append("Q")
    assert "ngoài" not in str(plan(pdf(tmp_path / "a.pdf", [page])))


@pytest.mark.usefixtures("here")
def test_letters_without_their_meaning_are_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [PdfPage().text(60, 60, "Rà soát văn bản quy phạm pháp luật")])
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/NoUnicode"))
    assert "which letters" in refused(path)


@pytest.mark.usefixtures("here")
def test_an_old_font_is_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [PdfPage().text(60, 60, "Rµ so¸t v¨n b¶n quy ph¹m ph¸p luËt")])
    path.write_bytes(path.read_bytes().replace(b"Times-Roman", b".VnTimeABCD"))
    assert "TCVN3" in refused(path)


@pytest.mark.usefixtures("here")
def test_a_secret_marking_in_the_margin_is_refused(tmp_path: Path) -> None:
    pages = []
    for _page in range(4):
        pages.append(PdfPage(*LANDSCAPE).text(60, 30, "TỐI MẬT"))
        pages[-1].table(80, WIDTHS, [HEAD, row("1")])
    with pytest.raises(SecretDocument):
        plan(pdf(tmp_path / "a.pdf", pages))


ENCRYPTED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00><00>]"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("pages", "trailer", "why"),
    [
        (1, ENCRYPTED, "password"),
        (0, "", "no pages"),
        (501, "", "500 pages"),
    ],
)
def test_refused_by_what_it_is(tmp_path: Path, pages: int, trailer: str, why: str) -> None:
    page = PdfPage().text(60, 60, "Rà soát")
    assert why in refused(pdf(tmp_path / "a.pdf", [page] * pages, trailer=trailer))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"[" * 200_000,
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>\nendobj\ntrailer << /Root 1 0 R >>\n",
        b"%PDF-1.7\nxref\n0 99999999\ntrailer\n<< /Root 5 0 R >>\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\n1 0 obj\n" + b"<< /A " * 50_000 + b">>" * 50_000 + b"\nendobj\ntrailer << /Root 1 0 R >>",
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert refused(path)


def test_a_broken_table_of_objects_is_got_over_or_refused(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE)
    page.table(60, WIDTHS, [HEAD, row("1")])
    whole = pdf(tmp_path / "a.pdf", [page]).read_bytes()
    for at in range(len(whole) - 1200, len(whole), 300):
        (tmp_path / "b.pdf").write_bytes(whole[:at])
        try:
            assert len(plan(tmp_path / "b.pdf").tasks) == 1
        except Refused:
            continue


@pytest.mark.parametrize("size", [1e6, 1e-6, -800])
def test_pages_of_odd_sizes_end_in_good_order(tmp_path: Path, size: float) -> None:
    page = PdfPage(size, size).text(10, 10, "Rà soát")
    with pytest.raises(Refused):
        plan(pdf(tmp_path / "a.pdf", [page]))


@pytest.mark.usefixtures("here")
def test_what_is_struck_through_is_left_out_and_asked(tmp_path: Path) -> None:
    page = PdfPage(*LANDSCAPE)
    end = page.table(60, WIDTHS, [HEAD, row("1"), row("2"), ["", "", "", ""], row("4", due="")])
    xs = [44 + sum(WIDTHS[:at]) for at in range(4)]
    blank = end - 2 * 20.4
    for x, words in zip(xs, row("3", due="Quý I/2021"), strict=True):
        page.struck(x, blank + 15, words)
    page.struck(xs[3], end - 5.4, "Quý II").text(xs[3] + 60, end - 5.4, "Quý III")
    page.struck(60, 500, "Gạch chân", by=-0.1)
    draft = plan(pdf(tmp_path / "a.pdf", [page]))
    assert [(t.item, t.deadline_text) for t in draft.tasks] == [
        ("1", "Quý II/2021"), ("2", "Quý II/2021"), ("4", "Quý III"),
    ]  # fmt: skip
    asked = [(p.place and p.place.sheet, p.value) for p in draft.problems if p.code == "text.struck"]
    assert asked == [("Trang 1", "3 | Xây dựng quy chế | Thanh tra Sở | Quý I/2021"), ("Trang 1", "Quý II")]


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    """A page that draws a thousand lines, crossed by as many, a hundred times over: a second is not enough."""
    page = PdfPage()
    for at in range(900):
        page.line(at / 2, 0, at / 2, 800).line(0, at / 2, 500, at / 2)
    path = pdf(tmp_path / "a.pdf", [page] * 100)
    with pytest.raises(UnreadableFile, match="longer than"):
        apart.run_apart(PDF_READER, path.name, path.read_bytes(), path.name, seconds=1)


def test_what_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    path = pdf(tmp_path / "a.pdf", [PdfPage().text(60, 60, "Rà soát")])
    with pytest.raises(UnreadableFile):
        apart.run_apart(PDF_READER, path.name, path.read_bytes() + bytes(20_000_000), path.name, size=60_000_000)
